#![doc = include_str!("statement_conflict.md")]

use crate::check::statements::{days_apart, elsewhere, finding, is_bridged, is_of_two_times, is_quoted};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::extract::Confidence;
use crate::resolve::{Contrast, ContrastKind, SpeakerMatch};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "statement-conflict",
        highest: Severity::Warning,
        page: include_str!("statement_conflict.md"),
    },
    check,
};

/// Words said further apart are of two times. Unit: days. Source: a judgement; wire copy on one event
/// is a day or two apart.
const ONE_TIME: i32 = 2;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for contrast in context.cast.contrasts.iter().filter(|contrast| is_conflict(context, contrast)) {
        if told.insert(contrast.b) {
            findings.push(report(context, contrast));
        }
    }
}

fn is_conflict(context: &Context<'_>, contrast: &Contrast) -> bool {
    let opposed = match contrast.kind {
        ContrastKind::Negation | ContrastKind::Antonym => true,
        ContrastKind::Modality | ContrastKind::Hope => false,
    };
    let one_voice = match contrast.speakers {
        SpeakerMatch::Same => true,
        SpeakerMatch::Unknown => contrast.a.story == contrast.b.story,
        SpeakerMatch::Different => false,
    };
    let one_time = days_apart(context, contrast).is_none_or(|days| days <= ONE_TIME);
    let one_time = one_time && !is_of_two_times(context, contrast);
    opposed && one_voice && one_time && !is_quoted(context, contrast) && !is_bridged(context, contrast)
}

fn report(context: &Context<'_>, contrast: &Contrast) -> Finding {
    let within = contrast.a.story == contrast.b.story;
    let confidence = match contrast.speakers {
        SpeakerMatch::Same if within => 88,
        SpeakerMatch::Same => 75,
        SpeakerMatch::Unknown | SpeakerMatch::Different => 72,
    };
    let message = format!("this says the opposite of what is reported {}", elsewhere(context, contrast));
    finding(context, &RULE.meta, contrast, (Severity::Warning, Confidence::percent(confidence)))
        .says(message, "find out which was said; if both were, say what changed")
}
