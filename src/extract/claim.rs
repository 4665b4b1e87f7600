use super::{DateMention, FoldedWord, Party, PartyId};
use crate::lexicon::Lexicon;
use crate::segment::Story;
use crate::text::Span;
use jiff::civil::Date;
use serde::Serialize;

/// One attributed assertion: source, cue, content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// How much of the content stands in quotation marks.
    pub kind: Kind,
    /// What the source did: say, write, think, want.
    pub class: ClaimClass,
    /// The nearest mention of who said it ("he"); empty when nobody is named.
    pub source: Vec<Span>,
    /// The words that attribute; empty for a quotation carried on without any.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
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
    /// The folded words of the content.
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

/// What the source of a claim did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimClass {
    /// said, warned, told
    Saying,
    /// wrote, a report shows, according to data
    Writing,
    /// believes, fears, hopes
    Thinking,
    /// wants, seeks, plans
    Wanting,
}

/// Every claim class, in the order of the lexicon's column `class`.
pub const CLASSES: [ClaimClass; 4] =
    [ClaimClass::Saying, ClaimClass::Writing, ClaimClass::Thinking, ClaimClass::Wanting];

/// Where or to whom something was said: "Al Jazeera", "the Al Jazeera Forum conference".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Its words.
    pub span: Span,
    /// Its name, white space joined, without a leading article.
    pub name: String,
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

pub(super) fn find(_story: &Story<'_>, _lexicon: &Lexicon) -> Vec<Claim> {
    Vec::new()
}

/// Venue, relay and date, once parties and dates are known.
pub(super) fn finish(_story: &Story<'_>, _parties: &[Party], _dates: &[DateMention], _claims: &mut [Claim]) {}
