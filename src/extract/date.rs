mod head;
mod mention;
mod numeric;
mod relative;
mod resolution;

pub(super) use head::head;
pub(super) use mention::find;
pub use resolution::nearest;

use crate::text::Span;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

/// Where the story date was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// What came with the text.
    Metadata,
    /// `PARIS, France, Feb 7, 2026 (BSS/AFP) -`
    Dateline,
    /// A line above the story.
    Slug,
}

/// A date, weekday or stretch of time in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Its words: `Saturday, Feb. 7, 2026`.
    pub span: Span,
    /// Its sentence's index in the story.
    pub sentence: u32,
    /// The weekday as printed.
    pub weekday: Option<Weekday>,
    /// Year as printed or as the story date makes it; none when neither decides.
    pub year: Option<i16>,
    /// Whether the year is printed.
    pub year_printed: bool,
    /// Month as printed, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month as printed; may be impossible (31 June).
    pub day: Option<i16>,
    /// The day meant, when it is clear, the first of several; a weekday alone is the nearest such day
    /// at or before the story date (after it in a future clause).
    pub date: Option<Date>,
    /// The last day meant: `date` itself, or the end of the week, month, year or range.
    pub last: Option<Date>,
    /// How fine `date` is.
    pub precision: DatePrecision,
    /// The time of day, when the mention is one; then there is no date.
    pub clock: Option<Clock>,
    /// Whether it is told by counting from another day: `a year earlier`, `two days ago`.
    pub counted: bool,
    /// Whether the weekday stands with this very day: not `Friday and Saturday, Feb. 6 and 7`.
    pub paired: bool,
}

/// A time of day as printed; may be impossible (25:10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The hour.
    pub hour: i16,
    /// The minute.
    pub minute: i16,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePrecision {
    /// A day.
    Day,
    /// Some days: a week, a range, a part of a month or year; `date` and `last` are its ends.
    Days,
    /// A month of a year; `date` is its first day.
    Month,
    /// A year; `date` is its first day.
    Year,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;
    use jiff::civil::date;

    /// The mentions of a story of Saturday, 7 February 2026.
    pub(super) fn mentions(text: &str) -> Vec<DateMention> {
        let mut document = Document::plain("t", text);
        document.metadata.date = Some(date(2026, 2, 7));
        let story = segment::read(&document, Lexicon::builtin());
        let head = head(&story, Lexicon::builtin());
        find(&story, Lexicon::builtin(), &head)
    }
}
