#![doc = include_str!("quotation_translation.md")]

use crate::check::translated::is_translated;
use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::extract::Confidence;

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-translation",
        highest: Severity::Note,
        page: include_str!("quotation_translation.md"),
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for alignment in wording::differing(context) {
        let Some(why) = is_translated(context, alignment) else { continue };
        let differences = wording::differences(context, alignment, |edit| !edit.class.is_allowed());
        let message = format!(
            "two translations of one utterance differ: here {differences} {}",
            wording::elsewhere(context, alignment)
        );
        let mut finding = wording::finding(context, &RULE.meta, alignment, Severity::Note)
            .says(message, "compare both with what was said in the speaker's own tongue");
        finding.confidence = Confidence::percent(70);
        finding.evidence.because.push(why);
        findings.push(finding);
    }
}
