//! Attributed claims: source, cue, content.
//!
//! Rules for now; [`find`] and [`finish`] are the only ways in, so that what is behind them can change.

mod attribution_after;
mod attribution_before;
mod draft;
mod grammar;
mod quoted;
mod sentence;
mod setting;
mod subject;

pub use crate::lexicon::ClaimClass;

use super::{DateMention, FoldedWord, PartyId};
use crate::lexicon::Lexicon;
use crate::segment::{Story, TokenKind};
use crate::text::{Span, Spans};
use draft::{Draft, Pattern};
use grammar::View;
use jiff::civil::Date;
use serde::Serialize;
use smallvec::smallvec;
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
    pub figures: Vec<u32>,
    /// Indexes of the quotations inside the content.
    pub quotations: Vec<u32>,
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

/// The claims of a story, in order of their first byte.
pub(super) fn find(story: &Story<'_>, lexicon: &Lexicon) -> Vec<Claim> {
    let mut drafts: Vec<Draft> = Vec::new();
    for block in story.blocks.iter().filter(|block| block.kind.is_body()) {
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
    }
    let mut claims: Vec<Claim> = Vec::with_capacity(drafts.len());
    claims.extend(drafts.iter().filter_map(|draft| claim(story, draft)));
    claims.sort_by(|a, b| (&a.content, &a.cue).cmp(&(&b.content, &b.cue)));
    claims
}

/// The draft in spans; none when no word of content is left.
fn claim(story: &Story<'_>, draft: &Draft) -> Option<Claim> {
    let content: Spans = draft.content.iter().filter_map(|range| trimmed(story, range)).collect();
    let first = draft.content.first()?.start;
    if content.is_empty() {
        return None;
    }
    let some = |range: &Range<usize>| trimmed(story, range).into_iter().collect();
    Some(Claim {
        kind: kind(story, draft),
        class: draft.class,
        source: some(&draft.source),
        cue: if draft.cue.is_empty() { Spans::new() } else { smallvec![story.span_of(draft.cue.clone())] },
        content,
        speaker: None,
        venue: None,
        relay: None,
        date: None,
        figures: Vec::new(),
        quotations: quotations(story, draft),
        words: Vec::new(),
        sentence: story.tokens[first].sentence,
        carried: draft.pattern == Pattern::Carried,
        confidence: Confidence::percent(draft.pattern.percent()),
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

fn kind(story: &Story<'_>, draft: &Draft) -> Kind {
    let words = || {
        draft
            .content
            .iter()
            .flat_map(Range::clone)
            .filter(|&at| matches!(story.tokens[at].kind, TokenKind::Word | TokenKind::Number))
    };
    let quoted = words().filter(|&at| story.tokens[at].quotation != u32::MAX).count();
    match (quoted, words().count()) {
        (0, _) => Kind::Indirect,
        (quoted, all) if quoted == all => Kind::Direct,
        _ => Kind::Mixed,
    }
}

/// The quotations that begin inside the draft's content.
fn quotations(story: &Story<'_>, draft: &Draft) -> Vec<u32> {
    let from = |token: usize| story.quotations.partition_point(|q| (q.tokens.start as usize) < token);
    draft.content.iter().flat_map(|range| from(range.start)..from(range.end)).map(|i| i as u32).collect()
}

/// Venue, relay and date, once the dates are known.
pub(super) fn finish(story: &Story<'_>, lexicon: &Lexicon, dates: &[DateMention], claims: &mut [Claim]) {
    setting::fill(story, lexicon, dates, claims);
    setting::carry_on(claims);
}

#[cfg(test)]
mod tests;
