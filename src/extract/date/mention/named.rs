//! Days and years beside the name of a month.

use super::{COMMA, OF, Parts, Reader, STOP, THE, Third, YEARS};
use crate::lexicon::{CalendarKind, Class};
use crate::segment::{Shape, TokenKind};

impl Reader<'_, '_> {
    /// `Feb. 7, 2026`, `7 February 2026`, `7th of February`, with or without the year.
    pub(super) fn month_day(&self, at: usize, end: usize) -> Option<Parts> {
        if at >= end {
            return None;
        }
        match self.story.tokens[at].kind {
            TokenKind::Word => self.month_first(at, end),
            TokenKind::Number => self.day_first(at, end),
            TokenKind::Mark | TokenKind::Punctuation => None,
        }
    }

    pub(super) fn month_first(&self, at: usize, end: usize) -> Option<Parts> {
        let (CalendarKind::Month, month, _) = self.name(at)? else { return None };
        let day_at = self.skip(self.skip(at + 1, end, STOP), end, THE);
        if let Some((day, year)) = self.day_and_year(day_at, end) {
            let (month, tokens) = (Some(month), at..day_at + 1);
            return Some(Parts { tokens, day: Some(day), month, year: Some(year), ..Parts::default() });
        }
        let day = self.day(day_at, end)?;
        let mut after = self.skip_ordinal(day_at + 1, end);
        let unpaired = self.is_range(after, end);
        if !unpaired && (self.counts_something(after, end) || self.counts_in_month(at, after, end)) {
            return None;
        }
        let until = if unpaired { self.range_end(after, end, month) } else { None };
        after = until.map_or(after, |(_, next)| next);
        let year = self.year(self.skip(after, end, COMMA), end);
        if year.is_some() {
            after = self.skip(after, end, COMMA) + 1;
        }
        let (day, month, until) = (Some(day), Some(month), until.map(|(until, _)| until));
        Some(Parts { tokens: at..after, day, month, year, until, unpaired, ..Parts::default() })
    }

    /// `-8`, `to 8`, `- March 2` behind a month and day: where it ends, and the next token.
    pub(super) fn range_end(&self, at: usize, end: usize, month: i8) -> Option<((i8, i16), usize)> {
        let named = self.name(at + 1).filter(|_| at + 1 < end);
        let (month, day_at) = match named {
            Some((CalendarKind::Month, month, _)) => (month, self.skip(at + 2, end, STOP)),
            Some((CalendarKind::Weekday, ..)) => return None,
            None => (month, at + 1),
        };
        let day = self.bare_day(day_at, end)?;
        let next = self.skip_ordinal(day_at + 1, end);
        // "On Feb. 6 and 12 people came."
        let counts = named.is_none()
            && self.story.tokens.get(next).filter(|_| next < end).is_some_and(|token| {
                token.shape == Shape::Lower && !token.is(Class::Preposition) && !token.is(Class::Conjunction)
            });
        (!counts && !self.counts_something(next, end)).then_some(((month, day), next))
    }

    /// `6-8 February`, `from 6 to 8 February`, `6 and 7 Feb.`: the first of the days, and where the last stands.
    pub(super) fn first_of_days(&self, at: usize, end: usize) -> Option<(i16, usize)> {
        let first = self.day(at, end)?;
        let joint = self.skip_ordinal(at + 1, end);
        let joins = joint < end
            && matches!(
                self.story.word(joint),
                "-" | "–" | "—" | "and" | "to" | "or" | "through" | "till" | "&"
            );
        let last = joint + 1;
        let day = if joins { self.bare_day(last, end)? } else { return None };
        (first < day).then_some((first, last))
    }

    pub(super) fn day_first(&self, at: usize, end: usize) -> Option<Parts> {
        if let Some((first, last)) = self.first_of_days(at, end)
            && let Some(mut parts) = self.single_day(last, end)
        {
            parts.until = parts.month.zip(parts.day);
            (parts.day, parts.tokens.start, parts.unpaired) = (Some(first), at, true);
            return Some(parts);
        }
        self.day(at, end)?;
        self.single_day(at, end)
    }

    /// `7 February 2026`, `7th of February`.
    pub(super) fn single_day(&self, at: usize, end: usize) -> Option<Parts> {
        let day = self.bare_day(at, end)?;
        let month_at = self.skip(self.skip_ordinal(at + 1, end), end, OF);
        let (CalendarKind::Month, month, _) = self.name(month_at).filter(|_| month_at < end)? else {
            return None;
        };
        let mut after = month_at + 1;
        let stop = self.skip(after, end, STOP);
        let year = self.year(self.skip(stop, end, COMMA), end);
        match year {
            Some(_) => after = self.skip(stop, end, COMMA) + 1,
            None if stop > after && stop < end => after = stop,
            None => {}
        }
        let unpaired = self.joined_before(at);
        let (day, month) = (Some(day), Some(month));
        Some(Parts { tokens: at..after, day, month, year, unpaired, ..Parts::default() })
    }

    /// A day of the month: one or two digits on their own.
    pub(super) fn day(&self, at: usize, end: usize) -> Option<i16> {
        self.bare_day(at, end).filter(|_| !self.hangs_on_hyphen(at))
    }

    /// The same, whatever touches it.
    pub(super) fn bare_day(&self, at: usize, end: usize) -> Option<i16> {
        if at >= end || self.story.tokens[at].kind != TokenKind::Number {
            return None;
        }
        let word = self.story.text(Some(self.story.tokens[at].span).filter(|span| span.len() <= 2)?);
        word.parse().ok().filter(|&day: &i16| day >= 1)
    }

    /// Whether a sign that makes it something else touches the number: `-6`, `$6`, `/6`, `#6`.
    pub(super) fn hangs_on_hyphen(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let touches = self.story.tokens[before].span.end == self.story.tokens[at].span.start;
        touches && matches!(self.story.word(before), "$" | "€" | "£" | "/" | "#" | "-")
    }

    /// `7,2026`, which the tokeniser leaves in one piece.
    pub(super) fn day_and_year(&self, at: usize, end: usize) -> Option<(i16, i16)> {
        if at >= end {
            return None;
        }
        let (day, year) = self.story.word(at).split_once(',')?;
        let year: i16 = year.parse().ok().filter(|y| year.len() == 4 && YEARS.contains(y))?;
        day.parse().ok().filter(|d| (1..=31).contains(d)).map(|day| (day, year))
    }

    /// Whether days go on: `6-8`, `6 and 7`.
    pub(super) fn is_range(&self, at: usize, end: usize) -> bool {
        at + 1 < end
            && matches!(self.story.word(at), "-" | "–" | "—" | "and" | "to" | "or" | "through" | "&" | "/")
            && (self.story.tokens[at + 1].kind == TokenKind::Number
                || self.story.tokens[at + 1].is(Class::Month))
    }

    /// Whether the number before this token counts or measures something and is no day.
    pub(super) fn counts_something(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.story.tokens.get(at).filter(|_| at < end) else { return false };
        let touches = at > 0 && self.story.tokens[at - 1].span.end == token.span.start;
        let hyphened = touches && matches!(self.story.word(at), "-" | "–" | "/" | "%");
        hyphened || token.is(Class::Unit) && !token.is(Class::Stock) || token.is(Class::Scale)
    }

    /// `In April 31 people died`: after "in", a number before a plain word is no day.
    pub(super) fn counts_in_month(&self, month: usize, after: usize, end: usize) -> bool {
        let Some(token) = self.story.tokens.get(after).filter(|_| after < end) else { return false };
        let before = month.checked_sub(1).map_or("", |b| self.story.word(b));
        let led = ["in", "during"].iter().any(|word| before.eq_ignore_ascii_case(word));
        led && token.shape == Shape::Lower && !token.is(Class::Preposition) && !token.is(Class::Conjunction)
    }

    pub(in crate::extract::date) fn year(&self, at: usize, end: usize) -> Option<i16> {
        if at >= end || self.story.tokens[at].kind != TokenKind::Number {
            return None;
        }
        let word = self.story.text(Some(self.story.tokens[at].span).filter(|span| span.len() == 4)?);
        word.parse().ok().filter(|year| YEARS.contains(year))
    }

    /// `February 2026`, `February, 2026`.
    pub(super) fn month_of_year(&self, at: usize, end: usize, month: i8) -> Option<Parts> {
        let after = self.skip(self.skip(at + 1, end, STOP), end, COMMA);
        let after = self.skip(after, end, OF);
        let year = Some(self.year(after, end)?);
        Some(Parts { tokens: at..after + 1, month: Some(month), year, ..Parts::default() })
    }

    /// `in February`, `last May`, `late December`.
    pub(super) fn month_alone(&self, at: usize, month: i8, alone: bool) -> Option<Parts> {
        let before = at.checked_sub(1).map_or("", |b| self.story.word(b));
        let lead = [
            "in", "since", "until", "till", "last", "next", "late", "early", "mid", "this", "of", "by",
            "from",
        ];
        let led = lead.iter().any(|word| before.eq_ignore_ascii_case(word));
        // "of April", "by April", "from June" may be a person.
        let weak = ["of", "by", "from"].iter().any(|word| before.eq_ignore_ascii_case(word));
        (led && (alone || !weak)).then(|| Parts {
            tokens: at..at + 1,
            month: Some(month),
            ..Parts::default()
        })
    }

    /// `in 2024`, `since 1979`, `born 1963`, `b. 1963`.
    pub(super) fn year_after_preposition(&self, at: usize, end: usize) -> Option<Parts> {
        let year = self.year(at, end)?;
        let word = |back: usize| at.checked_sub(back).map_or("", |b| self.story.word(b));
        let lead =
            ["in", "since", "until", "before", "after", "by", "during", "early", "late", "born", "b.", "mid"];
        let led = |back: usize| lead.iter().any(|lead| word(back).eq_ignore_ascii_case(lead));
        let birth = word(1) == "." && word(2) == "b";
        let mid = word(1) == "-" && word(2).eq_ignore_ascii_case("mid");
        let third = if mid { Some(Third::Mid) } else { Third::of(word(1)) };
        (led(1) || birth || mid).then(|| Parts {
            tokens: at..at + 1,
            year: Some(year),
            third,
            ..Parts::default()
        })
    }
}
