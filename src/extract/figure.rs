mod around;
mod contest;
mod context;
mod counted;
mod decimal;
mod finder;
mod interval;
mod number;
mod quantity;
mod scope;
mod unit;
mod words;

pub use around::{Around, AroundWord};
pub use decimal::Decimal;
pub(super) use finder::find;

use crate::text::Span;
use jiff::civil::Date;
use serde::Serialize;
use smallvec::SmallVec;
use smol_str::SmolStr;

/// One figure: number, unit, bound, what is counted, status and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Number, currency, scale word and unit: `$18 billion`, `6.1 percent`, `3,117`.
    pub span: Span,
    /// The value as printed, scale word applied.
    pub value: Decimal,
    /// The least value it can stand for (printed precision and bound); none is minus infinity.
    pub low: Option<Decimal>,
    /// The greatest value it can stand for; none is infinity.
    pub high: Option<Decimal>,
    /// What sort of quantity.
    pub kind: FigureKind,
    /// The unit in its canonical form: `percent`, `percentage point`, `km`, `year`.
    pub unit: Option<SmolStr>,
    /// The currency.
    pub currency: Option<Currency>,
    /// `day` in `40 barrels a day`.
    pub per: Option<SmolStr>,
    /// more than, nearly, up to.
    pub bound: Bound,
    /// A total, now or from a beginning on; a part of one, or added to one.
    pub role: FigureRole,
    /// What is counted.
    pub counts: Option<Counted>,
    /// Where, of whom and in which event.
    pub scope: Scope,
    /// When it was so: the day or stretch printed with it.
    pub as_of: Option<Stretch>,
    /// A word for the period when there is no date: `a year earlier`, `first quarter`, folded.
    pub period: Option<SmolStr>,
    /// Whether it is a fact, a forecast, a demand.
    pub modality: Modality,
    /// The claim whose content holds it (index into `Facts::claims`).
    pub claim: Option<u32>,
    /// Its sentence's index in the story.
    pub sentence: u32,
    /// Its block's index in the story.
    pub block: u32,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Whether it stands in a headline, subhead or caption.
    pub headline: bool,
    /// How many lines that are a time of day alone stand above it: entries of a running report.
    pub section: u32,
    /// Whether the copy itself bridges it with another value: revised, earlier, compared with.
    pub bridged: bool,
    /// Whether a concession stands in its sentence: however, although.
    pub conceded: bool,
    /// Whether the number is printed in words, in which no digits can change places: a dozen.
    pub worded: bool,
    /// Whether it is one end of a range, or of a change: from 5 to 7.
    pub ranged: bool,
    /// Hashes of the capitalised words that name its claim's source, for a source without a party.
    pub source_names: SmallVec<[u64; 2]>,
    /// The words around it, for finding where it is told again.
    pub around: Around,
}

/// What a figure counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// The head noun's words in the text.
    pub span: Span,
    /// The head noun, folded, singular: `person`, `arrest`, `name`.
    pub head: SmolStr,
    /// Whether the head is printed in the plural.
    pub plural: bool,
    /// The measure class: `killed`, `injured`, `missing`, `arrested`, `verified`, or none.
    pub measure: Option<SmolStr>,
    /// Other words of the noun phrase, folded.
    pub modifiers: Vec<SmolStr>,
}

/// Where, of whom and in which event a figure counts, as far as its sentence tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Places named in the sentence, folded, sorted.
    pub places: Vec<SmolStr>,
    /// Of whom or what, behind what is counted (`among women`, `of the security forces`): folded,
    /// singular.
    pub group: Vec<SmolStr>,
    /// The sort of event that the sentence names: `blast`, `storm`; none when it names several.
    pub event: Option<SmolStr>,
}

impl Scope {
    /// All of it, places first.
    pub fn words(&self) -> impl Iterator<Item = &SmolStr> {
        self.places.iter().chain(&self.group).chain(&self.event)
    }
}

/// A day, or several: a week, a month, a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// The first day.
    pub first: Date,
    /// The last day: the same for a day.
    pub last: Date,
}

impl std::fmt::Display for Stretch {
    /// As ISO 8601 has it: `2026-02-07`, `2026-02-01/2026-02-28`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.first == self.last {
            true => write!(f, "{}", self.first),
            false => write!(f, "{}/{}", self.first, self.last),
        }
    }
}

/// An ISO 4217 code, upper case: `USD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// The code as text.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

/// What sort of quantity a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each word says itself")]
pub enum FigureKind {
    Count,
    Money,
    Share,
    Change,
    Rate,
    Ratio,
    Rank,
    Age,
    Duration,
    Measure,
    Score,
    Ordinal,
}

/// How a figure bounds the true value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// As printed.
    Exact,
    /// more than, over
    MoreThan,
    /// at least
    AtLeast,
    /// less than, under
    LessThan,
    /// at most, up to
    AtMost,
    /// nearly, almost: just below
    Nearly,
    /// about, some, around
    About,
}

impl Bound {
    /// `exact`, `more-than`, `at-least`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::MoreThan => "more-than",
            Self::AtLeast => "at-least",
            Self::LessThan => "less-than",
            Self::AtMost => "at-most",
            Self::Nearly => "nearly",
            Self::About => "about",
        }
    }
}

/// How a figure stands to a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureRole {
    /// A figure of its own.
    Total,
    /// of them, including, among
    Part,
    /// another, further: comes on top
    Additional,
    /// so far, in all, since January: a total from a beginning on.
    Cumulative,
}

impl FigureRole {
    /// Whether it is a total, now or from a beginning on.
    pub const fn is_whole(self) -> bool {
        match self {
            Self::Total | Self::Cumulative => true,
            Self::Part | Self::Additional => false,
        }
    }
}

/// Whether a figure is a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Told as a fact.
    Fact,
    /// expected, forecast, could
    Forecast,
    /// sought, demanded, offered, planned
    Sought,
    /// approved, awarded
    Approved,
    /// if, unless
    Conditional,
    /// told as not so
    Denied,
}
