#![doc = include_str!("name_given.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Party, WrongGiven};
use crate::text::{Place, StoryId};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "name-given", highest: Severity::Warning, page: include_str!("name_given.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        for party in &facts.parties {
            findings.extend(party.wrong_givens.iter().map(|wrong| finding(ctx, story, party, wrong)));
        }
    }
}

fn finding(ctx: &Context<'_>, story: StoryId, party: &Party, wrong: &WrongGiven) -> Finding {
    let printed = ctx.show(story, wrong.span);
    let meant = party.given.as_deref().zip(party.surname.as_deref());
    let meant = meant.map_or_else(|| party.name.to_string(), |(given, surname)| format!("{given} {surname}"));
    let message = format!("`{printed}` is no first name of `{meant}` elsewhere in this story");
    let help = format!("Use `{meant}` if that is who is meant, or say who the other person is.");
    let mut finding = Finding::new(&RULE.meta, Severity::Warning, wrong.confidence, Place { story, span: wrong.span })
        .says(message, help)
        .compared_with(meant.as_str())
        .resting_on(Evidence {
            because: wrong.because.clone(),
            values: vec![meant.clone(), printed],
            edits: Vec::new(),
        });
    if !wrong.meant.contains(wrong.span) {
        let full = ctx.show(story, wrong.meant);
        finding = finding.held_against(Place { story, span: wrong.meant }, format!("`{full}` here"));
    }
    finding
}
