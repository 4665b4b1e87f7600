//! Dates and times of day in digits.

use super::Clock;
use super::mention::{Parts, Reader};
use crate::segment::TokenKind;

impl Reader<'_, '_> {
    /// `2026-02-07`.
    pub(super) fn iso(&self, at: usize, end: usize) -> Option<Parts> {
        let joined = self.are_joined(at, end);
        let year = if joined { self.year(at, end)? } else { return None };
        let word = |i: usize| self.story.word(at + i);
        if word(1) != "-" || word(3) != "-" || word(2).len() != 2 || word(4).len() != 2 {
            return None;
        }
        let (month, day) = (word(2).parse().ok().filter(|m| (1..=12).contains(m))?, word(4).parse().ok()?);
        let (month, day) = (Some(month), Some(day));
        Some(Parts { tokens: at..at + 5, day, month, year: Some(year), ..Parts::default() })
    }

    /// `18:15 GMT`, `6:30 p.m.`: digits with a colon that the next word makes a time of day.
    pub(super) fn clock(&self, at: usize, end: usize) -> Option<Parts> {
        let (hour, minute) = self.story.word(at).split_once(':')?;
        let after = if at + 1 < end { self.story.word(at + 1) } else { "" };
        let marks = ["a.m.", "p.m.", "am", "pm", "gmt", "utc", "bst", "est", "hrs", "local"];
        let marked = marks.iter().any(|mark| after.eq_ignore_ascii_case(mark));
        if !marked || hour.len() > 2 || minute.len() != 2 {
            return None;
        }
        let clock = Some(Clock { hour: hour.parse().ok()?, minute: minute.parse().ok()? });
        Some(Parts { tokens: at..at + 2, clock, ..Parts::default() })
    }

    /// `13/02/2026`, `2/13/2026`, `13.02.2026`: where the order is beyond doubt.
    pub(super) fn numeric(&self, at: usize, end: usize) -> Option<Parts> {
        let short = self.story.tokens[at].span.len() <= 2;
        let (a, b, year, tokens) = if short { self.slashed(at, end)? } else { self.dotted(at)? };
        let (day, month) = match (a, b) {
            (13..=31, 1..=12) => (a, b),
            (1..=12, 13..=31) => (b, a),
            (1..=12, same) if a == same => (a, b),
            _ => return None,
        };
        let month = i8::try_from(month).ok();
        Some(Parts { tokens: at..tokens, day: Some(day), month, year: Some(year), ..Parts::default() })
    }

    /// Whether five tokens stand without white space between them.
    fn are_joined(&self, at: usize, end: usize) -> bool {
        let tokens = self.story.tokens.get(at..at + 5).filter(|_| at + 5 <= end);
        tokens.is_some_and(|five| five.windows(2).all(|pair| pair[0].span.end == pair[1].span.start))
    }

    /// Three numbers with a sign between, the last of them a year.
    fn slashed(&self, at: usize, end: usize) -> Option<(i16, i16, i16, usize)> {
        let word = |i: usize| self.story.word(at + i);
        if !self.are_joined(at, end) || word(1) != word(3) || !matches!(word(1), "/" | "-") {
            return None;
        }
        let small = |i: usize| word(i).parse().ok().filter(|_| word(i).len() <= 2);
        Some((small(0)?, small(2)?, self.year(at + 4, end)?, at + 5))
    }

    /// The same with full stops, which the tokeniser leaves in one piece.
    fn dotted(&self, at: usize) -> Option<(i16, i16, i16, usize)> {
        let token = self.story.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let mut parts = self.story.text(token.span).split('.');
        let mut small =
            |length: usize| parts.next().filter(|p| p.len() <= length).and_then(|p| p.parse().ok());
        let (a, b, year): (i16, i16, i16) = (small(2)?, small(2)?, small(4)?);
        (parts.next().is_none() && super::mention::YEARS.contains(&year)).then_some((a, b, year, at + 1))
    }
}
