#![doc = include_str!("position_changed.md")]

use crate::check::statements::{days_apart, elsewhere, finding, is_bridged, is_quoted};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::extract::Confidence;
use crate::resolve::{Contrast, ContrastKind, SpeakerMatch};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "position-changed",
        highest: Severity::Note,
        page: include_str!("position_changed.md"),
    },
    check,
};

/// How sure it is that a speaker now says the opposite. Source: a judgement.
const SURE: Confidence = Confidence::percent(62);

/// Words said no further apart are of one time, and `statement-conflict` has them. Unit: days.
const ONE_TIME: i32 = 2;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for contrast in context.cast.contrasts.iter().filter(|contrast| has_changed(context, contrast)) {
        let message = format!("this is the opposite of what was said {}", elsewhere(context, contrast));
        findings.push(
            finding(context, &RULE.meta, contrast, (Severity::Note, SURE))
                .says(message, "say that the position has changed, or find out whether it has"),
        );
    }
}

fn has_changed(context: &Context<'_>, contrast: &Contrast) -> bool {
    let opposed = match contrast.kind {
        ContrastKind::Negation | ContrastKind::Antonym => true,
        ContrastKind::Modality | ContrastKind::Hope => false,
    };
    opposed
        && contrast.speakers == SpeakerMatch::Same
        && days_apart(context, contrast).is_some_and(|days| days > ONE_TIME)
        && !is_quoted(context, contrast)
        && !is_bridged(context, contrast)
}
