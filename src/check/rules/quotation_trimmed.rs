#![doc = include_str!("quotation_trimmed.md")]

use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{Alignment, Edit, Wording};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-trimmed",
        highest: Severity::Warning,
        page: include_str!("quotation_trimmed.md"),
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for alignment in wording::with(context, Wording::Trimmed) {
        let alignment = &with_the_shorter_deviating(alignment);
        let severity = wording::severity(context, alignment, Severity::Warning);
        let differences = wording::differences(context, alignment, |edit| !edit.class.is_allowed());
        let message = format!(
            "words inside this quotation differ from the same utterance {}, with no ellipsis: here {differences}",
            wording::elsewhere(context, alignment)
        );
        findings.push(
            wording::finding(context, &RULE.meta, alignment, severity)
                .says(message, "put the words back, or mark the gap with an ellipsis"),
        );
    }
}

/// The side that lacks words deviates, wherever it stands.
fn with_the_shorter_deviating(alignment: &Alignment) -> Alignment {
    let gaps = |side: fn(&Edit) -> bool| alignment.edits.iter().filter(|edit| side(edit)).count();
    let only_in_b = gaps(|edit| edit.a.is_empty() && !edit.class.is_allowed());
    let only_in_a = gaps(|edit| edit.b.is_empty() && !edit.class.is_allowed());
    if only_in_b > only_in_a { wording::turned(alignment) } else { alignment.clone() }
}
