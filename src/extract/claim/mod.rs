//! Attributed claims: source, cue, content.
//!
//! The rules of this folder read what they can; a model, if there is one, chooses among that and what
//! it finds itself ([`super::tagger`]). [`find`] and [`finish`] are the only ways in.

mod attribution_after;
mod attribution_before;
mod class;
mod draft;
mod grammar;
mod quoted;
mod sentence;
mod setting;
mod signed;
mod subject;

pub use crate::lexicon::ClaimClass;

use super::tagger::candidate::{Candidate, Reading, RuleClaim};
use super::tagger::{self, Model};
use super::{DateMention, FoldedWord, PartyId};
use crate::lexicon::Lexicon;
use crate::segment::{Story, TokenKind};
use crate::text::{Span, Spans};
use draft::{Draft, Pattern};
use grammar::View;
use jiff::civil::Date;
use serde::Serialize;
use smallvec::{SmallVec, smallvec};
use smol_str::SmolStr;
use std::ops::Range;

/// One attributed assertion: source, cue, content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// How much of the content stands in quotation marks.
    pub kind: Kind,
    /// What the source did: say, write, think, want.
    pub class: ClaimClass,
    /// The nearest mention of who said it ("he"); empty when nobody is named.
    pub source: Spans,
    /// The words that attribute; empty for a quotation carried on without any.
    pub cue: Spans,
    /// What is attributed.
    pub content: Spans,
    /// The resolved source.
    pub speaker: Option<PartyId>,
    /// To whom or where it was said.
    pub venue: Option<Venue>,
    /// The channel that passed it on: "his Telegram channel", "a statement".
    pub relay: Option<Venue>,
    /// When it was said, if the copy says so.
    pub date: Option<Date>,
    /// Indexes of the figures inside the content.
    pub figures: SmallVec<[u32; 4]>,
    /// The folded words of the content when it sets a condition; see [`super::CONDITIONS`].
    pub words: Vec<FoldedWord>,
    /// Its sentence's index in the story.
    pub sentence: u32,
    /// Whether source and cue are those of an earlier claim, carried on.
    pub carried: bool,
    /// How sure we are that it is a claim and its parts are right.
    pub confidence: Confidence,
}

/// How much of a claim's content stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// Where or to whom something was said: "Al Jazeera", "the Al Jazeera Forum conference".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Its words.
    pub span: Span,
    /// Its name, white space joined, without a leading article.
    pub name: SmolStr,
}

/// A share of a hundred: how often something of this kind is right. Unit: percent, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Confidence(u8);

impl Confidence {
    /// `percent` of a hundred; more than a hundred is a hundred.
    pub const fn percent(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// The percentage.
    pub const fn as_percent(self) -> u8 {
        self.0
    }
}

impl std::fmt::Display for Confidence {
    /// As a decimal fraction: `0.93`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

const _: () = assert!(Pattern::Listed as u8 == tagger::candidate::LISTED);

/// The claims of a story as the rules read them, in tokens.
pub(crate) fn rule_claims(story: &Story<'_>, lexicon: &Lexicon) -> Vec<RuleClaim> {
    let claim = |draft: Draft| RuleClaim {
        cue: draft.cue,
        source: Some(draft.source).filter(|source| !source.is_empty()).into_iter().collect(),
        content: draft.content.into_iter().filter(|range| !range.is_empty()).collect(),
        pattern: draft.pattern as u8,
    };
    drafts(story, lexicon).into_iter().map(claim).filter(|claim| !claim.content.is_empty()).collect()
}

/// The claims of a story, in order of their first byte; without a model, those of the rules.
pub(super) fn find(story: &Story<'_>, lexicon: &Lexicon, model: Option<&Model>) -> Vec<Claim> {
    let mut claims = match model {
        Some(model) => learned(story, lexicon, model),
        None => ruled(story, lexicon),
    };
    claims.sort_by(|a, b| (&a.content, &a.cue).cmp(&(&b.content, &b.cue)));
    claims
}

/// What the rules find.
fn ruled(story: &Story<'_>, lexicon: &Lexicon) -> Vec<Claim> {
    let drafts = drafts(story, lexicon);
    let mut claims = Vec::with_capacity(drafts.len()); // to grow a list of records this long is dear
    claims.extend(drafts.iter().filter_map(|draft| claim(story, &Parts::of(draft))));
    claims
}

/// What the model makes of what it and the rules find.
fn learned(story: &Story<'_>, lexicon: &Lexicon, model: &Model) -> Vec<Claim> {
    let rules = rule_claims(story, lexicon);
    let found = tagger::claims(story, lexicon, model, &rules);
    let part = |(candidate, confidence): &(Candidate, Confidence)| {
        let parts = Parts {
            source: &candidate.source,
            cue: &candidate.cue,
            content: &candidate.content,
            class: class::of(story, lexicon, model, candidate),
            carried: candidate.reading == Reading::Carried
                || candidate.cue.is_empty() && candidate.source.is_empty(),
            confidence: *confidence,
        };
        claim(story, &parts)
    };
    found.iter().filter_map(part).collect()
}

/// A claim in tokens, whoever found it.
struct Parts<'a> {
    source: &'a [Range<usize>],
    cue: &'a Range<usize>,
    content: &'a [Range<usize>],
    class: ClaimClass,
    carried: bool,
    confidence: Confidence,
}

impl<'a> Parts<'a> {
    fn of(draft: &'a Draft) -> Self {
        Self {
            source: std::slice::from_ref(&draft.source),
            cue: &draft.cue,
            content: &draft.content,
            class: draft.class,
            carried: draft.pattern == Pattern::Carried,
            confidence: Confidence::percent(draft.pattern.percent()),
        }
    }
}

fn drafts(story: &Story<'_>, lexicon: &Lexicon) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (n, block) in story.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_body()) {
        let from = drafts.len();
        for sentence in block.sentences.clone() {
            let tokens = story.sentences[sentence as usize].tokens.clone();
            let view = View { story, lexicon, start: tokens.start as usize, end: tokens.end as usize };
            if story
                .dateline
                .as_ref()
                .is_none_or(|d| !d.span.contains(story.sentences[sentence as usize].span))
            {
                quoted::read(view, &mut drafts, from, sentence == block.sentences.start);
            }
        }
        signed::read(story, lexicon, n, &mut drafts);
    }
    signed::read_list(story, lexicon, &mut drafts);
    drafts
}

/// The claim in spans; none when no word of content is left.
fn claim(story: &Story<'_>, parts: &Parts<'_>) -> Option<Claim> {
    let content: Spans = parts.content.iter().filter_map(|range| trimmed(story, range)).collect();
    let first = parts.content.first()?.start;
    if content.is_empty() {
        return None;
    }
    Some(Claim {
        kind: kind(story, parts.content),
        class: parts.class,
        source: parts.source.iter().filter_map(|range| trimmed(story, range)).collect(),
        cue: if parts.cue.is_empty() { Spans::new() } else { smallvec![story.span_of(parts.cue.clone())] },
        content,
        speaker: None,
        venue: None,
        relay: None,
        date: None,
        figures: SmallVec::new(),
        words: Vec::new(),
        sentence: story.tokens[first].sentence,
        carried: parts.carried,
        confidence: parts.confidence,
    })
}

/// The span of the tokens without punctuation at its ends; quotation marks stay.
fn trimmed(story: &Story<'_>, range: &Range<usize>) -> Option<Span> {
    let loose = |at: usize| {
        let token = &story.tokens[at];
        token.kind == TokenKind::Punctuation
            && token.quotation == u32::MAX
            && !matches!(story.word(at), "$" | "£" | "€" | "%" | "(" | ")" | "[" | "]" | "#" | "@")
    };
    let start = range.clone().find(|&at| !loose(at))?;
    let end = range.clone().rev().find(|&at| !loose(at))? + 1;
    (start..end)
        .any(|at| matches!(story.tokens[at].kind, TokenKind::Word | TokenKind::Number))
        .then(|| story.span_of(start..end))
}

fn kind(story: &Story<'_>, content: &[Range<usize>]) -> Kind {
    let sentence = |at: usize| story.tokens.get(at).map_or(0, |token| token.sentence as usize);
    let sentences = |range: &Range<usize>| sentence(range.start)..sentence(range.end.saturating_sub(1)) + 1;
    let plain = |range| story.sentences.get(sentences(range)).into_iter().flatten().all(|s| !s.quoted);
    if content.iter().all(plain) {
        return Kind::Indirect;
    }
    let (mut quoted, mut plain) = (false, false);
    for token in content.iter().flat_map(|range| &story.tokens[range.clone()]) {
        let word = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        quoted |= word & (token.quotation != u32::MAX);
        plain |= word & (token.quotation == u32::MAX);
    }
    match (quoted, plain) {
        (false, _) => Kind::Indirect,
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
    }
}

/// Venue, relay and date, once the dates are known.
pub(super) fn finish(story: &Story<'_>, lexicon: &Lexicon, dates: &[DateMention], claims: &mut [Claim]) {
    setting::fill(story, lexicon, dates, claims);
    setting::carry_on(claims);
}

#[cfg(test)]
mod tests;
