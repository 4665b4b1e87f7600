#![doc = include_str!("name_shared.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, Facts, Party, PartyKind};
use crate::text::{Place, Span, StoryId};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "name-shared", highest: Severity::Note, page: include_str!("name_shared.md") },
    check,
};

/// A note tells; it does not accuse.
const CONFIDENCE: Confidence = Confidence::percent(80);

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        findings.extend(shared(ctx, story, facts));
    }
}

/// Persons of a story whose full names are the same, each held against the first.
fn shared(ctx: &Context<'_>, story: StoryId, facts: &Facts) -> Vec<Finding> {
    let mut first: BTreeMap<&str, &Party> = BTreeMap::new();
    let mut found = Vec::new();
    let full = |party: &&Party| party.kind == PartyKind::Person && party.given.is_some();
    for party in facts.parties.iter().filter(full) {
        match first.get(party.name.as_str()) {
            Some(other) => found.extend(finding(ctx, story, party, other)),
            None => _ = first.insert(&party.name, party),
        }
    }
    found
}

fn finding(ctx: &Context<'_>, story: StoryId, party: &Party, other: &Party) -> Option<Finding> {
    let (here, there) = (full(party)?, full(other)?);
    let place = |span| Place { story, span };
    let roles = |party: &Party| party.roles.first().map_or("somebody", |role| role.text.as_str()).to_owned();
    let finding = Finding::new(&RULE.meta, Severity::Note, CONFIDENCE, place(here))
        .says(format!("two people of this story are called `{}`", party.name), "Say each time which of them it is.")
        .held_against(place(there), format!("`{}` here", ctx.show(story, there)))
        .compared_with(roles(other))
        .resting_on(Evidence {
            because: vec!["each is introduced as somebody else".to_owned()],
            values: vec![roles(other), roles(party)],
            edits: Vec::new(),
        });
    Some(finding)
}

/// Where the full name stands first.
fn full(party: &Party) -> Option<Span> {
    party.spellings.iter().filter_map(|spelling| spelling.full).min()
}
