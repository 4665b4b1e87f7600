#![doc = include_str!("attribution_venue.md")]

use crate::check::told::says;
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Claim, Confidence};
use crate::text::{Place, Span, StoryId, fold};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "attribution-venue",
        highest: Severity::Note,
        page: include_str!("attribution_venue.md"),
    },
    check,
};

/// How sure it is that a channel and an occasion in one phrase leave open which was which. Source: a
/// judgement.
const SURE: Confidence = Confidence::percent(60);

/// How far apart the two may stand in one phrase. Unit: bytes, some ten words.
const NEAR: u32 = 80;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in context.stories() {
        let mut last = None;
        for claim in facts.claims.iter().filter(|claim| !claim.carried) {
            if last != Some(claim.sentence)
                && let Some(finding) = finding(context, story, claim)
            {
                last = Some(claim.sentence);
                findings.push(finding);
            }
        }
    }
}

/// `published on his Telegram channel during an interview with Radio Porto`.
fn finding(context: &Context<'_>, story: StoryId, claim: &Claim) -> Option<Finding> {
    let (venue, relay) = (claim.venue.as_ref()?, claim.relay.as_ref()?);
    let between = Span::new(relay.span.end, venue.span.start);
    if relay.span.end >= venue.span.start || between.len() > NEAR {
        return None;
    }
    let joint = fold(context.slice(story, between));
    if !says(&joint, &["during", "while", "amid"]) || joint.contains(['.', ';', '“', '"']) {
        return None;
    }
    let (channel, occasion) = (context.show(story, relay.span), context.show(story, venue.span));
    let at = Place { story, span: relay.span.join(venue.span) };
    Some(
        Finding::new(&RULE.meta, Severity::Note, SURE, at)
            .says(
                format!("one phrase names `{channel}` and `{occasion}`: it is open where it was said"),
                "say where it was said, and then where it was published",
            )
            .compared_with(occasion.as_str())
            .resting_on(Evidence {
                because: vec!["a channel and an occasion stand in one attribution".to_owned()],
                values: vec![channel, occasion],
                edits: Vec::new(),
            }),
    )
}
