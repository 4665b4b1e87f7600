use super::{HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::Deserialize;

/// What the calendar knows of words: months and weekdays, by the hash of the folded word.
#[derive(Debug, Default)]
pub struct Calendar {
    words: HashKeyed<CalendarWord>,
}

/// A month's or weekday's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarWord {
    /// What it names.
    pub kind: CalendarKind,
    /// The month, 1 to 12, or the weekday, 1 (Monday) to 7.
    pub number: i8,
    /// Whether it is a date without a number beside it; `May`, `March` and `Sat` are not.
    pub alone: bool,
}

/// What a word of the calendar names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalendarKind {
    /// January … December and their short forms.
    Month,
    /// Monday … Sunday and their short forms.
    Weekday,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: CalendarKind,
    number: i8,
    alone: String,
}

const CALENDAR: &str = include_str!("../../data/calendar.csv");

impl Calendar {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut calendar = Self::default();
        for Row { word, kind, number, alone } in rows("calendar.csv", CALENDAR)? {
            let entry = CalendarWord { kind, number, alone: alone == "yes" };
            calendar.words.insert(hash_folded(&word), entry);
        }
        Ok(calendar)
    }

    /// The month or weekday that the word with this folded hash names.
    pub fn word(&self, hash: u64) -> Option<CalendarWord> {
        self.words.get(&hash).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<(CalendarKind, i8)>) {
        let calendar = Calendar::read().unwrap();
        assert_eq!(calendar.word(hash_folded(word)).map(|w| (w.kind, w.number)), expected, "{word}");
    }

    #[test]
    fn months_and_weekdays_have_numbers() {
        check("February", Some((CalendarKind::Month, 2)));
        check("SAT", Some((CalendarKind::Weekday, 6)));
        check("talks", None);
    }
}
