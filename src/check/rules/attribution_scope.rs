#![doc = include_str!("attribution_scope.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Claim, Confidence, Facts, PartyId, PartyKind};
use crate::text::{Place, Span, StoryId, fold};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "attribution-scope",
        highest: Severity::Note,
        page: include_str!("attribution_scope.md"),
    },
    check,
};

/// How sure it is that the one body named is all that stands behind the many. Source: a judgement.
const SURE: Confidence = Confidence::percent(55);

/// How far behind the many the one may stand, and how far others are looked for. Unit: bytes; a
/// paragraph, and four.
const NEXT: u32 = 400;
const OTHERS: u32 = 1600;

/// Nouns for many bodies.
const MANY: [&str; 8] = [
    "agencies",
    "charities",
    "institutions",
    "monitors",
    "ngos",
    "organisations",
    "organizations",
    "watchdogs",
];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in context.stories() {
        for (at, claim) in facts.claims.iter().enumerate() {
            if let Some(source) = claim.source.first().filter(|source| is_many(context, story, **source))
                && let Some(one) = backing(facts, at, claim)
            {
                findings.push(finding(context, story, *source, one));
            }
        }
    }
}

/// `International organisations`: two words or three, a plural of bodies last, and no number.
fn is_many(context: &Context<'_>, story: StoryId, source: Span) -> bool {
    let source = context.slice(story, source);
    // Every one of the nouns ends with an s, and few names do.
    if source.bytes().next_back().is_some_and(|last| last.is_ascii_alphanumeric() && last | 0x20 != b's') {
        return false;
    }
    let words = fold(source);
    let count = words.split(' ').count();
    let last = words.rsplit(' ').next().unwrap_or("");
    let counted = ["two", "three", "four", "both", "other", "several", "some"];
    (1..=3).contains(&count) && MANY.contains(&last) && !words.split(' ').any(|word| counted.contains(&word))
}

/// The source of the only body that speaks behind the many.
fn backing(facts: &Facts, at: usize, many: &Claim) -> Option<Span> {
    let from = many.content.first()?.start;
    let behind = facts.claims[at + 1..].iter().take_while(|claim| near(claim, from, OTHERS));
    let bodies: Vec<(PartyId, Span)> = behind
        .filter_map(|claim| {
            let party = claim.speaker.filter(|_| claim.speaker != many.speaker)?;
            let body = facts.parties.get(party.0 as usize)?.kind == PartyKind::Body;
            Some((party, *claim.source.first()?)).filter(|_| body)
        })
        .collect();
    let (first, source) = bodies.first()?;
    let alone = bodies.iter().all(|(party, _)| party == first);
    (alone && source.start > from && source.start - from <= NEXT).then_some(*source)
}

fn near(claim: &Claim, from: u32, reach: u32) -> bool {
    claim.content.first().is_some_and(|content| content.start.saturating_sub(from) <= reach)
}

fn finding(context: &Context<'_>, story: StoryId, many: Span, one: Span) -> Finding {
    let (source, body) = (context.show(story, many), context.show(story, one));
    Finding::new(&RULE.meta, Severity::Note, SURE, Place { story, span: many })
        .says(
            format!("`{source}` are cited, and only `{body}` is named behind them"),
            "name another, or cite the one",
        )
        .held_against(Place { story, span: one }, "the only one named")
        .compared_with(body.as_str())
        .resting_on(Evidence {
            because: vec!["no other body speaks in the paragraphs behind".to_owned()],
            values: vec![body, source],
            edits: Vec::new(),
        })
}
