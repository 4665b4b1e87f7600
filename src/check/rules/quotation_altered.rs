#![doc = include_str!("quotation_altered.md")]

use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::Wording;

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-altered",
        highest: Severity::Error,
        page: include_str!("quotation_altered.md"),
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for alignment in wording::with(context, Wording::Altered) {
        let severity = wording::severity(context, alignment, Severity::Error);
        let differences = wording::differences(context, alignment, |edit| !edit.class.is_allowed());
        let message = format!(
            "the same utterance is quoted in other words {}: here {differences}",
            wording::elsewhere(context, alignment)
        );
        findings.push(
            wording::finding(context, &RULE.meta, alignment, severity)
                .says(message, "check the recording or the statement, and quote it alike in both places"),
        );
    }
}
