#![doc = include_str!("quotation_negated.md")]

use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{EditClass, Wording};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-negated",
        highest: Severity::Error,
        page: include_str!("quotation_negated.md"),
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for alignment in wording::with(context, Wording::Negated) {
        let severity = wording::severity(context, alignment, Severity::Error);
        let differences =
            wording::differences(context, alignment, |edit| edit.class == EditClass::Negation);
        let message = format!(
            "the same utterance says the opposite {}: here {differences}",
            wording::elsewhere(context, alignment)
        );
        findings.push(
            wording::finding(context, &RULE.meta, alignment, severity)
                .says(message, "find out whether it was said with or without the negation"),
        );
    }
}
