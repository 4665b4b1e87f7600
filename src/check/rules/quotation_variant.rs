#![doc = include_str!("quotation_variant.md")]

use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::Wording;

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-variant",
        highest: Severity::Note,
        page: include_str!("quotation_variant.md"),
    },
    check,
};

/// Between stories such differences are house style; only within one do they call for a look.
fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let within = wording::with(context, Wording::Variant).into_iter().filter(|a| a.a.story == a.b.story);
    for alignment in within {
        let differences = wording::differences(context, alignment, |_| true);
        let message = format!("the same utterance is written differently {}: here {differences}", wording::elsewhere(context, alignment));
        findings.push(
            wording::finding(context, &RULE.meta, alignment, Severity::Note)
                .says(message, "write it alike in both places, unless the difference is meant"),
        );
    }
}
