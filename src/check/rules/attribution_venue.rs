#![doc = include_str!("attribution_venue.md")]

use crate::check::told::{says, sentence_start};
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Claim, Confidence};
use crate::text::{Place, Span, StoryId};

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

/// How far before the occasion the channel may stand. Unit: bytes, some fifteen words.
const NEAR: usize = 120;

/// How many words before `during` the channel's noun may be its last.
const LAST: usize = 2;

/// Nouns for channels.
const CHANNELS: [&str; 11] = [
    "account",
    "blog",
    "channel",
    "facebook",
    "feed",
    "instagram",
    "page",
    "site",
    "telegram",
    "twitter",
    "website",
];

/// What a channel does with words that were said elsewhere.
const CARRIED: [&str; 8] =
    ["aired", "carried", "excerpts", "issued", "posted", "published", "released", "shared"];

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
    let venue = claim.venue.as_ref()?;
    let channel = channel(context.texts.text(story), venue.span)?;
    let (relay, occasion) = (context.show(story, channel), context.show(story, venue.span));
    let at = Place { story, span: channel.join(venue.span) };
    Some(
        Finding::new(&RULE.meta, Severity::Note, SURE, at)
            .says(
                format!("one phrase names `{relay}` and `{occasion}`: it is open where it was said"),
                "say where it was said, and then where it was published",
            )
            .compared_with(occasion.as_str())
            .resting_on(Evidence {
                because: vec!["a channel and an occasion stand in one attribution".to_owned()],
                values: vec![relay, occasion],
                edits: Vec::new(),
            }),
    )
}

/// The channel's noun right before the `during` that leads to the occasion, in one sentence with it.
fn channel(text: &str, occasion: Span) -> Option<Span> {
    let from = text.floor_char_boundary((occasion.start as usize).saturating_sub(NEAR));
    let ahead = text.get(from..occasion.start as usize)?;
    let start = sentence_start(ahead);
    // Keeps every byte where it is.
    let sentence = ahead[start..].to_ascii_lowercase();
    let before = &sentence[..sentence.rfind("during ").or_else(|| sentence.rfind("during\u{a0}"))?];
    let (named, _) = words(before).rev().take(LAST).find(|(_, word)| CHANNELS.contains(word))?;
    let end = before.trim_end().len();
    says(&before[..named], &CARRIED).then(|| Span::at(from + start + named, from + start + end))
}

/// The words of a text with their first bytes.
fn words(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
