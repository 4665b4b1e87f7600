#![doc = include_str!("speakers_disagree.md")]

use crate::check::statements::{elsewhere, finding, is_bridged, is_quoted, speaker};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::extract::Confidence;
use crate::resolve::{Contrast, ContrastKind, SpeakerMatch};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "speakers-disagree",
        highest: Severity::Note,
        page: include_str!("speakers_disagree.md"),
    },
    check,
};

/// How sure it is that two speakers of one story say the opposite of one thing. Source: a judgement.
const SURE: Confidence = Confidence::percent(62);

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for contrast in context.cast.contrasts.iter().filter(|contrast| disagrees(context, contrast)) {
        let (Some(one), Some(other)) = (speaker(context, contrast.b), speaker(context, contrast.a)) else {
            continue;
        };
        let message = format!("{one} says the opposite of what {other} says {}", elsewhere(context, contrast));
        findings.push(
            finding(context, &RULE.meta, contrast, (Severity::Note, SURE))
                .says(message, "tell the reader that they disagree, or find out who said what"),
        );
    }
}

fn disagrees(context: &Context<'_>, contrast: &Contrast) -> bool {
    let opposed = match contrast.kind {
        ContrastKind::Negation | ContrastKind::Antonym => true,
        ContrastKind::Modality | ContrastKind::Hope => false,
    };
    opposed
        && contrast.speakers == SpeakerMatch::Different
        && contrast.a.story == contrast.b.story
        && !is_quoted(context, contrast)
        && !is_bridged(context, contrast)
}
