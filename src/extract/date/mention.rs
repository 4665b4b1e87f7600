//! Finds dates, weekdays and times of day in the text.

use super::resolution::{self, Direction};
use super::{Clock, DateMention, DatePrecision};
use crate::extract::Head;
use crate::lexicon::{Calendar, CalendarKind, Class, Lexicon};
use crate::segment::{Shape, Story, TokenKind};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// Bare years that are taken for years: from the first printed news to two lifetimes ahead.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2099;

/// Every date, weekday, month with a year, year after a preposition, and time of day, in text order.
pub(in crate::extract) fn find(story: &Story<'_>, lexicon: &Lexicon, head: &Head) -> Vec<DateMention> {
    let reader = Reader::new(story, lexicon);
    let mut found = Vec::new();
    for sentence in
        story.sentences.iter().filter(|s| s.numbers || s.classes.any(&[Class::Month, Class::Weekday]))
    {
        let (mut at, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        while at < end {
            let token = &story.tokens[at];
            let possible =
                token.kind == TokenKind::Number || token.is(Class::Month) || token.is(Class::Weekday);
            let parts = possible.then(|| reader.read(at, end)).flatten();
            at = match parts {
                Some(parts) => {
                    found.push(reader.mention(&parts, head));
                    parts.tokens.end.max(at + 1)
                }
                None => at + 1,
            };
        }
    }
    found
}

/// Reads dates from a story's tokens.
pub(super) struct Reader<'s, 'd> {
    pub(super) story: &'s Story<'d>,
    calendar: &'s Calendar,
}

/// What a date is made of, as printed.
#[derive(Debug, Default, Clone)]
struct Parts {
    tokens: Range<usize>,
    weekday: Option<Weekday>,
    day: Option<i16>,
    month: Option<i8>,
    year: Option<i16>,
    clock: Option<Clock>,
    unpaired: bool,
}

impl<'s, 'd> Reader<'s, 'd> {
    pub(super) fn new(story: &'s Story<'d>, lexicon: &'s Lexicon) -> Self {
        Self { story, calendar: &lexicon.calendar }
    }

    /// The first date with day, month and year among these tokens.
    pub(super) fn full_date(&self, tokens: Range<usize>) -> Option<Date> {
        tokens.clone().find_map(|at| {
            let parts = self.month_day(at, tokens.end)?;
            Date::new(parts.year?, parts.month?, i8::try_from(parts.day?).ok()?).ok()
        })
    }

    /// The first month and day among these tokens.
    pub(super) fn month_and_day(&self, tokens: Range<usize>) -> Option<(i8, i8)> {
        tokens.clone().find_map(|at| {
            let parts = self.month_day(at, tokens.end)?;
            Some((parts.month?, i8::try_from(parts.day?).ok()?))
        })
    }

    fn mention(&self, parts: &Parts, head: &Head) -> DateMention {
        let first = parts.tokens.start;
        let mut mention = DateMention {
            span: self.story.span_of(parts.tokens.clone()),
            sentence: self.story.tokens[first].sentence,
            weekday: parts.weekday,
            year: parts.year,
            year_printed: parts.year.is_some(),
            month: parts.month,
            day: parts.day,
            date: None,
            precision: DatePrecision::Day,
            clock: parts.clock,
            paired: !parts.unpaired,
        };
        if parts.clock.is_none() {
            let story_date = head.date.map(|(date, _)| date);
            resolution::resolve(&mut mention, story_date, self.direction(first));
        }
        mention
    }

    /// Whether the words before a weekday look ahead: `next Friday`, `will meet on Friday`.
    fn direction(&self, at: usize) -> Direction {
        let sentence = self.story.tokens[at].sentence;
        let near = self.story.tokens[at.saturating_sub(8)..at].iter().rev();
        let ahead = near.take_while(|t| t.sentence == sentence && t.kind != TokenKind::Mark).any(|t| {
            t.is(Class::Modal) || matches!(self.lower(t.span), "next" | "coming" | "due" | "scheduled")
        });
        if ahead { Direction::Ahead } else { Direction::Back }
    }

    fn lower(&self, span: crate::text::Span) -> &'d str {
        self.story.text(span)
    }

    /// The longest date that begins at this token.
    fn read(&self, at: usize, end: usize) -> Option<Parts> {
        match self.story.tokens[at].kind {
            TokenKind::Number => self
                .iso(at, end)
                .or_else(|| self.clock(at, end))
                .or_else(|| self.month_day(at, end))
                .map_or_else(
                    || self.year_after_preposition(at, end),
                    |parts| Some(self.with_weekday_after(parts, end)),
                ),
            TokenKind::Word => self.named_date(at, end),
            TokenKind::Mark | TokenKind::Punctuation => None,
        }
    }

    fn named_date(&self, at: usize, end: usize) -> Option<Parts> {
        match self.name(at)? {
            (CalendarKind::Weekday, number, alone) => self.weekday_date(at, end, number, alone),
            (CalendarKind::Month, number, alone) => self
                .month_day(at, end)
                .map(|parts| self.with_weekday_after(parts, end))
                .or_else(|| self.month_of_year(at, end, number))
                .or_else(|| self.month_alone(at, number, alone)),
        }
    }

    /// The capitalised calendar name at a token.
    fn name(&self, at: usize) -> Option<(CalendarKind, i8, bool)> {
        let token = self.story.tokens.get(at)?;
        if !(token.is(Class::Month) || token.is(Class::Weekday)) || !token.is_capital() {
            return None;
        }
        let word = self.calendar.word(token.hash)?;
        Some((word.kind, word.number, word.alone))
    }

    /// `Saturday, Feb. 7, 2026`, `Saturday 7 February`, `Saturday (Feb. 7)`, or the weekday alone.
    fn weekday_date(&self, at: usize, end: usize, number: i8, alone: bool) -> Option<Parts> {
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        let mut next = self.skip(at + 1, end, ".");
        next = self.skip(next, end, ",");
        next = self.skip(next, end, "(");
        next = self.skip_word(next, end, "the");
        let unpaired = self.joined_before(at);
        if let Some(mut parts) = self.month_day(next, end) {
            parts.tokens.start = at;
            parts.weekday = Some(weekday);
            parts.unpaired |= unpaired;
            return Some(parts);
        }
        alone.then(|| Parts { tokens: at..at + 1, weekday: Some(weekday), unpaired, ..Parts::default() })
    }

    /// Whether another weekday is joined on before this one: `Friday and Saturday`.
    fn joined_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        matches!(
            self.story.word(before),
            "and" | "or" | "to" | "through" | "till" | "until" | "-" | "–" | "—" | "/" | "&" | "than"
        ) || (self.story.word(before) == "," && before.checked_sub(1).is_some_and(|b| self.is_weekday(b)))
    }

    fn is_weekday(&self, at: usize) -> bool {
        matches!(self.name(at), Some((CalendarKind::Weekday, _, _)))
    }

    /// `Feb. 7, 2026 (Saturday)`, `7 February 2026, a Saturday`.
    fn with_weekday_after(&self, mut parts: Parts, end: usize) -> Parts {
        let at = parts.tokens.end;
        let open = self.skip(at, end, "(");
        let apposed = self.skip_word(self.skip(at, end, ","), end, "a");
        let found = if open > at && self.story.word(open + 1) == ")" {
            Some(open)
        } else {
            (apposed > at + 1 && self.ends_phrase(apposed + 1, end)).then_some(apposed)
        };
        let Some(found) = found.filter(|&found| found < end) else { return parts };
        if let Some((CalendarKind::Weekday, number, true)) = self.name(found) {
            parts.weekday = Weekday::from_monday_one_offset(number).ok();
            parts.tokens.end = found + 1;
        }
        parts
    }

    fn ends_phrase(&self, at: usize, end: usize) -> bool {
        at >= end || self.story.tokens[at].kind != TokenKind::Word
    }

    /// `Feb. 7, 2026`, `7 February 2026`, `7th of February`, with or without the year.
    fn month_day(&self, at: usize, end: usize) -> Option<Parts> {
        if at >= end {
            return None;
        }
        match self.story.tokens[at].kind {
            TokenKind::Word => self.month_first(at, end),
            TokenKind::Number => self.day_first(at, end),
            TokenKind::Mark | TokenKind::Punctuation => None,
        }
    }

    fn month_first(&self, at: usize, end: usize) -> Option<Parts> {
        let (CalendarKind::Month, month, _) = self.name(at)? else { return None };
        let day_at = self.skip_word(self.skip(at + 1, end, "."), end, "the");
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
        let year = self.year(self.skip(after, end, ","), end);
        if year.is_some() {
            after = self.skip(after, end, ",") + 1;
        }
        let (day, month) = (Some(day), Some(month));
        Some(Parts { tokens: at..after, day, month, year, unpaired, ..Parts::default() })
    }

    fn day_first(&self, at: usize, end: usize) -> Option<Parts> {
        let day = self.day(at, end)?;
        let month_at = self.skip_word(self.skip_ordinal(at + 1, end), end, "of");
        let (CalendarKind::Month, month, _) = self.name(month_at).filter(|_| month_at < end)? else {
            return None;
        };
        let mut after = month_at + 1;
        let stop = self.skip(after, end, ".");
        let year = self.year(self.skip(stop, end, ","), end);
        match year {
            Some(_) => after = self.skip(stop, end, ",") + 1,
            None if stop > after && stop < end => after = stop,
            None => {}
        }
        let unpaired = self.joined_before(at);
        let (day, month) = (Some(day), Some(month));
        Some(Parts { tokens: at..after, day, month, year, unpaired, ..Parts::default() })
    }

    /// A day of the month: one or two digits on their own.
    fn day(&self, at: usize, end: usize) -> Option<i16> {
        if at >= end || self.story.tokens[at].kind != TokenKind::Number {
            return None;
        }
        let word = self.story.word(at);
        if word.len() > 2 || self.hangs_on_hyphen(at) {
            return None;
        }
        word.parse().ok().filter(|&day: &i16| day >= 1)
    }

    /// Whether a sign that makes it something else touches the number: `-6`, `$6`, `/6`, `#6`.
    fn hangs_on_hyphen(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let touches = self.story.tokens[before].span.end == self.story.tokens[at].span.start;
        touches && matches!(self.story.word(before), "$" | "€" | "£" | "/" | "#" | "-")
    }

    /// `7,2026`, which the tokeniser leaves in one piece.
    fn day_and_year(&self, at: usize, end: usize) -> Option<(i16, i16)> {
        if at >= end {
            return None;
        }
        let (day, year) = self.story.word(at).split_once(',')?;
        let year: i16 = year.parse().ok().filter(|y| year.len() == 4 && YEARS.contains(y))?;
        day.parse().ok().filter(|d| (1..=31).contains(d)).map(|day| (day, year))
    }

    /// Whether days go on: `6-8`, `6 and 7`.
    fn is_range(&self, at: usize, end: usize) -> bool {
        at + 1 < end
            && matches!(self.story.word(at), "-" | "–" | "—" | "and" | "to" | "or" | "through" | "&" | "/")
            && (self.story.tokens[at + 1].kind == TokenKind::Number
                || self.story.tokens[at + 1].is(Class::Month))
    }

    /// Whether the number before this token counts or measures something and is no day.
    fn counts_something(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.story.tokens.get(at).filter(|_| at < end) else { return false };
        let touches = at > 0 && self.story.tokens[at - 1].span.end == token.span.start;
        let hyphened = touches && matches!(self.story.word(at), "-" | "–" | "/" | "%");
        hyphened || token.is(Class::Unit) && !token.is(Class::Stock) || token.is(Class::Scale)
    }

    /// `In April 31 people died`: after "in", a number before a plain word is no day.
    fn counts_in_month(&self, month: usize, after: usize, end: usize) -> bool {
        let Some(token) = self.story.tokens.get(after).filter(|_| after < end) else { return false };
        let before = month.checked_sub(1).map_or("", |b| self.story.word(b));
        let led = ["in", "during"].iter().any(|word| before.eq_ignore_ascii_case(word));
        led && token.shape == Shape::Lower && !token.is(Class::Preposition) && !token.is(Class::Conjunction)
    }

    fn year(&self, at: usize, end: usize) -> Option<i16> {
        if at >= end || self.story.tokens[at].kind != TokenKind::Number {
            return None;
        }
        let word = self.story.word(at);
        word.parse().ok().filter(|year| word.len() == 4 && YEARS.contains(year))
    }

    /// `February 2026`, `February, 2026`.
    fn month_of_year(&self, at: usize, end: usize, month: i8) -> Option<Parts> {
        let after = self.skip(self.skip(at + 1, end, "."), end, ",");
        let after = self.skip_word(after, end, "of");
        let year = Some(self.year(after, end)?);
        Some(Parts { tokens: at..after + 1, month: Some(month), year, ..Parts::default() })
    }

    /// `in February`, `last May`, `late December`.
    fn month_alone(&self, at: usize, month: i8, alone: bool) -> Option<Parts> {
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

    /// `in 2024`, `since 1979`.
    fn year_after_preposition(&self, at: usize, end: usize) -> Option<Parts> {
        let year = self.year(at, end)?;
        let before = at.checked_sub(1).map_or("", |b| self.story.word(b));
        let lead = ["in", "since", "until", "before", "after", "by", "during", "early", "late"];
        let led = lead.iter().any(|word| before.eq_ignore_ascii_case(word));
        led.then(|| Parts { tokens: at..at + 1, year: Some(year), ..Parts::default() })
    }

    /// `2026-02-07`.
    fn iso(&self, at: usize, end: usize) -> Option<Parts> {
        let year = self.year(at, end)?;
        let tokens = self.story.tokens.get(at..at + 5).filter(|_| at + 5 <= end)?;
        let joined = tokens.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
        let word = |i: usize| self.story.word(at + i);
        if !joined || word(1) != "-" || word(3) != "-" || word(2).len() != 2 || word(4).len() != 2 {
            return None;
        }
        let (month, day) = (word(2).parse().ok().filter(|m| (1..=12).contains(m))?, word(4).parse().ok()?);
        let (month, day) = (Some(month), Some(day));
        Some(Parts { tokens: at..at + 5, day, month, year: Some(year), ..Parts::default() })
    }

    /// `18:15 GMT`, `6:30 p.m.`: digits with a colon that the next word makes a time of day.
    fn clock(&self, at: usize, end: usize) -> Option<Parts> {
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

    /// The next token when this one reads so.
    fn skip(&self, at: usize, end: usize, word: &str) -> usize {
        if at < end && self.story.word(at) == word { at + 1 } else { at }
    }

    fn skip_word(&self, at: usize, end: usize, word: &str) -> usize {
        if at < end && self.story.word(at).eq_ignore_ascii_case(word) { at + 1 } else { at }
    }

    /// Past the letters of `7th`.
    fn skip_ordinal(&self, at: usize, end: usize) -> usize {
        if at >= end || at == 0 || self.story.tokens[at - 1].span.end != self.story.tokens[at].span.start {
            return at;
        }
        if matches!(self.story.word(at), "st" | "nd" | "rd" | "th") { at + 1 } else { at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::segment;
    use jiff::civil::date;

    /// The mentions of a story of Saturday, 7 February 2026: the words and the day meant.
    fn check(text: &str, expected: &[(&str, Option<Date>)]) {
        let mut document = Document::plain("t", text);
        document.metadata.date = Some(date(2026, 2, 7));
        let story = segment::read(&document, Lexicon::builtin());
        let head = super::super::head(&story, Lexicon::builtin());
        let found = find(&story, Lexicon::builtin(), &head);
        let shown: Vec<_> = found.iter().map(|m| (story.text(m.span), m.date)).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn full_dates_are_read_in_either_order() {
        let day = Some(date(2026, 2, 7));
        check("It rained Saturday, Feb. 7, 2026, all day.", &[("Saturday, Feb. 7, 2026", day)]);
        check("It rained on 7 February 2026.", &[("7 February 2026", day)]);
        check("It rained on Saturday 7th of February.", &[("Saturday 7th of February", day)]);
        check("It rained on 2026-02-07.", &[("2026-02-07", day)]);
        check("It rained on Feb 7,2026.", &[("Feb 7,2026", day)]);
        check("It rained on Feb. 7, 2026 (Saturday).", &[("Feb. 7, 2026 (Saturday", day)]);
    }

    #[test]
    fn the_story_date_gives_the_year_and_the_day() {
        check("It rained on Dec. 30.", &[("Dec. 30", Some(date(2025, 12, 30)))]);
        check("It rained on Sunday.", &[("Sunday", Some(date(2026, 2, 1)))]);
        check("The council will meet on Monday.", &[("Monday", Some(date(2026, 2, 9)))]);
        check("It rained in February 2025.", &[("February 2025", Some(date(2025, 2, 1)))]);
        check("It rained in 2024.", &[("2024", Some(date(2024, 1, 1)))]);
    }

    #[test]
    fn words_that_look_like_months_are_left_alone() {
        check("May 5 million people vote? They may.", &[]);
        check("The March 6-mile walk. April Dune and May Reed sat in the sun.", &[]);
        check("Officials said May would resign.", &[]);
    }

    #[test]
    fn impossible_days_are_kept_as_printed() {
        check("It rained on 31 June.", &[("31 June", None)]);
        check("In April 31 people came.", &[("April", Some(date(2026, 4, 1)))]);
    }

    #[test]
    fn times_of_day_are_no_dates() {
        check("He left at 18:15 GMT after a 2:05 run.", &[("18:15 GMT", None)]);
    }
}
