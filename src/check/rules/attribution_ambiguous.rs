#![doc = include_str!("attribution_ambiguous.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::Confidence;
use crate::text::Place;

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "attribution-ambiguous",
        highest: Severity::Note,
        page: include_str!("attribution_ambiguous.md"),
    },
    check,
};

/// How sure it is that a reader can take the possessive for either's. Source: a judgement.
const SURE: Confidence = Confidence::percent(65);

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in context.stories() {
        for loose in &facts.loose {
            let words = context.show(story, loose.span);
            let owners = [loose.owners.0, loose.owners.1];
            let names = owners.map(|span| context.show(story, span));
            let finding = Finding::new(&RULE.meta, Severity::Note, SURE, Place { story, span: loose.span })
                .says(
                    format!("`{words}` can be that of {} or of {}", names[0], names[1]),
                    "name the one whose it is",
                )
                .held_against(Place { story, span: owners[0] }, "whose it can be")
                .held_against(Place { story, span: owners[1] }, "whose it can be as well")
                .compared_with(names[0].as_str())
                .resting_on(Evidence {
                    because: vec!["two persons stand before it in one phrase".to_owned()],
                    values: names.to_vec(),
                    edits: Vec::new(),
                });
            findings.push(finding);
        }
    }
}
