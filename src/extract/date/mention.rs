//! Finds dates, weekdays and times of day in the text.

mod named;

use super::relative::{self, LAST, NEXT, Relative, THIS};
use super::resolution::{self, Direction};
use super::{Clock, DateMention, DatePrecision};
use crate::extract::Head;
use crate::lexicon::{Calendar, CalendarKind, Class, Lexicon};
use crate::segment::{Shape, Story, Token, TokenKind};
use crate::text::{Few, Span, hash_bytes, hash_folded};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// Bare years that are taken for years: from the first printed news to two lifetimes ahead.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1500..=2099;

const A: u64 = hash_bytes(b"a");
const COMMA: u64 = hash_bytes(b",");
const OF: u64 = hash_bytes(b"of");
const OPENING: u64 = hash_bytes(b"(");
const PAST: u64 = hash_bytes(b"past");
const STOP: u64 = hash_bytes(b".");
const THE: u64 = hash_bytes(b"the");

/// Every date, weekday, month with a year, year after a preposition, day told by another, and time of
/// day, in text order.
pub(in crate::extract) fn find(story: &Story<'_>, lexicon: &Lexicon, head: &Head) -> Vec<DateMention> {
    let reader = Reader::new(story, lexicon);
    let mut found: Vec<DateMention> = Vec::new();
    for sentence in &story.sentences {
        let (mut start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let mut at = start;
        let possible = |token: &Token| may_be_printed(token) | relative::may_be(token);
        while let Some(next) = story.tokens.get(at..end).and_then(|rest| rest.iter().position(possible)) {
            at += next;
            let parts = if may_be_printed(&story.tokens[at]) {
                reader.read(at, (start, end))
            } else {
                reader.relative(at, (start, end))
            };
            at += 1;
            if let Some(parts) = parts {
                found.push(reader.mention(&parts, head, found.last()));
                start = parts.tokens.end.max(at);
                at = start;
            }
        }
    }
    found
}

/// Whether a date or time of day can begin with a token; asked of every one, so that nothing is left out
/// by a condition that holds now and then.
fn may_be_printed(token: &Token) -> bool {
    (token.kind == TokenKind::Number)
        | token.classes.any(&[Class::Month, Class::Weekday])
        | (token.shape == Shape::Mixed)
}

/// Reads dates from a story's tokens.
pub(super) struct Reader<'s, 'd> {
    pub(super) story: &'s Story<'d>,
    calendar: &'s Calendar,
}

/// What a date is made of, as printed.
#[derive(Debug, Default, Clone)]
pub(super) struct Parts {
    pub tokens: Range<usize>,
    pub weekday: Option<Weekday>,
    pub day: Option<i16>,
    pub month: Option<i8>,
    pub year: Option<i16>,
    pub clock: Option<Clock>,
    /// The month and day at which a range ends.
    pub until: Option<(i8, i16)>,
    /// early, mid, late.
    pub third: Option<Third>,
    /// How another day tells it.
    pub relative: Option<Relative>,
    pub unpaired: bool,
}

/// Which part of a month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    Early,
    Mid,
    Late,
}

impl Third {
    fn of(word: &str) -> Option<Self> {
        let is = |known: &str| word.eq_ignore_ascii_case(known);
        if is("early") {
            Some(Self::Early)
        } else if is("mid") {
            Some(Self::Mid)
        } else {
            is("late").then_some(Self::Late)
        }
    }
}

impl<'s, 'd> Reader<'s, 'd> {
    pub(super) fn new(story: &'s Story<'d>, lexicon: &'s Lexicon) -> Self {
        Self { story, calendar: &lexicon.calendar }
    }

    /// The first date with day, month and year among these tokens, and its words.
    pub(super) fn full_date(&self, tokens: Range<usize>) -> Option<(Date, Span)> {
        tokens.clone().find_map(|at| {
            let parts = self.month_day(at, tokens.end)?;
            let date = Date::new(parts.year?, parts.month?, i8::try_from(parts.day?).ok()?).ok()?;
            Some((date, self.story.span_of(parts.tokens)))
        })
    }

    /// The first month and day among these tokens.
    pub(super) fn month_and_day(&self, tokens: Range<usize>) -> Option<(i8, i8)> {
        tokens.clone().find_map(|at| {
            let parts = self.month_day(at, tokens.end)?;
            Some((parts.month?, i8::try_from(parts.day?).ok()?))
        })
    }

    fn mention(&self, parts: &Parts, head: &Head, before: Option<&DateMention>) -> DateMention {
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
            last: None,
            precision: DatePrecision::Day,
            clock: parts.clock,
            counted: parts.relative.is_some_and(Relative::is_counted),
            paired: !parts.unpaired,
        };
        let story_date = head.date.map(|(date, _)| date);
        match parts.relative {
            _ if parts.clock.is_some() => {}
            // What somebody said of yesterday may have been said on any day.
            Some(_) if self.story.tokens[first].quotation().is_some() => {}
            Some(relative) => relative::resolve(&mut mention, relative, story_date, before),
            None => {
                resolution::resolve(&mut mention, parts, story_date, || self.direction(first));
            }
        }
        mention
    }

    /// Whether the words before a weekday look back or ahead: `last Friday`, `will meet on Friday`.
    fn direction(&self, at: usize) -> Direction {
        static AHEAD: Few<4> =
            Few::new([NEXT, hash_bytes(b"coming"), hash_bytes(b"due"), hash_bytes(b"scheduled")]);
        let sentence = self.story.tokens[at].sentence;
        let beside = at.checked_sub(1).map(|before| &self.story.tokens[before]);
        let beside = beside.filter(|before| before.sentence == sentence).map_or(0, |before| before.hash);
        match beside {
            LAST | PAST => return Direction::Last,
            NEXT => return Direction::Next,
            THIS => return Direction::Ahead,
            _ => {}
        }
        let near = self.story.tokens[at.saturating_sub(8)..at].iter().rev();
        let ahead = near
            .take_while(|t| t.sentence == sentence && t.kind != TokenKind::Mark)
            .any(|t| t.is(Class::Modal) || AHEAD.has(t.hash) && t.shape == Shape::Lower);
        if ahead { Direction::Ahead } else { Direction::Back }
    }

    /// The longest date that begins at this token; what is of another calendar than ours is none.
    fn read(&self, at: usize, (start, end): (usize, usize)) -> Option<Parts> {
        let parts = match self.story.tokens[at].kind {
            TokenKind::Number => self.digits(at, end),
            TokenKind::Word => self.hyphened(at).or_else(|| self.named_date(at, (start, end))),
            TokenKind::Mark | TokenKind::Punctuation => None,
        };
        parts.filter(|parts| !self.is_of_other_calendar(&parts.tokens, (start, end)))
    }

    /// The longest date that begins with a number: most are none by their length alone.
    fn digits(&self, at: usize, end: usize) -> Option<Parts> {
        let token = &self.story.tokens[at];
        let found = match token.span.len() {
            1 | 2 => self.numeric(at, end).or_else(|| {
                let sentence = self.story.sentences.get(token.sentence as usize)?;
                if sentence.classes.has(Class::Month) { self.month_day(at, end) } else { None }
            }),
            3 | 5 => self.clock(at, end),
            4 => match self.iso(at, end).or_else(|| self.clock(at, end)) {
                None => return self.year_after_preposition(at, end),
                found => found,
            },
            _ => self.numeric(at, end),
        };
        found.map(|parts| self.with_weekday_after(parts, end))
    }

    /// `in 2082 BS`, `12 April 1447 AH`, `25 October (Old Style)`: not our calendar.
    fn is_of_other_calendar(&self, tokens: &Range<usize>, (start, end): (usize, usize)) -> bool {
        const MARKS: [&str; 14] = [
            "AH", "A.H", "A.H.", "BS", "B.S", "B.S.", "BE", "SH", "Hijri", "Samvat", "Julian", "OS", "O.S.",
            "Old",
        ];
        let is_mark = |at: usize| {
            (start..end).contains(&at)
                && self.story.tokens[at].is_capital()
                && MARKS.contains(&self.story.word(at))
        };
        let after = self.skip(self.skip(tokens.end, end, COMMA), end, OPENING);
        let after = self.skip(after, end, THE);
        let old = |at: usize| self.story.word(at) != "Old" || self.story.word(at + 1) == "Style";
        is_mark(after) && old(after) || tokens.start > start && is_mark(tokens.start - 1)
    }

    /// `mid-June`, which the tokeniser leaves in one piece.
    fn hyphened(&self, at: usize) -> Option<Parts> {
        let word = self.story.word(at);
        let month = word.get(..4).filter(|lead| lead.eq_ignore_ascii_case("mid-")).and(word.get(4..))?;
        let found = self.calendar.word(hash_folded(month))?;
        (found.kind == CalendarKind::Month && month.starts_with(char::is_uppercase)).then(|| {
            let (tokens, month) = (at..at + 1, Some(found.number));
            Parts { tokens, month, third: Some(Third::Mid), ..Parts::default() }
        })
    }

    fn named_date(&self, at: usize, (start, end): (usize, usize)) -> Option<Parts> {
        match self.name(at)? {
            (CalendarKind::Weekday, number, alone) => self.weekday_date(at, end, number, alone),
            (CalendarKind::Month, number, alone) => self
                .month_day(at, end)
                .map(|parts| self.with_weekday_after(parts, end))
                .or_else(|| self.month_of_year(at, end, number).map(|parts| self.with_third(parts, start)))
                .or_else(|| self.month_alone(at, number, alone).map(|parts| self.with_third(parts, start))),
        }
    }

    /// `late December`, `early in 2025` but for the `in`, `mid` and a hyphen.
    fn with_third(&self, mut parts: Parts, start: usize) -> Parts {
        let first = parts.tokens.start;
        let hyphen = first >= start + 2 && self.story.word(first - 1) == "-";
        let Some(at) = first.checked_sub(1 + usize::from(hyphen)).filter(|&at| at >= start) else {
            return parts;
        };
        parts.third = Third::of(self.story.word(at));
        if parts.third.is_some() {
            parts.tokens.start = at;
        }
        parts
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
        let next = [STOP, COMMA, OPENING, THE].iter().fold(at + 1, |next, &word| self.skip(next, end, word));
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
        let open = self.skip(at, end, OPENING);
        let apposed = self.skip(self.skip(at, end, COMMA), end, A);
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

    /// The next token when this one reads so, in any case.
    pub(super) fn skip(&self, at: usize, end: usize, word: u64) -> usize {
        at + usize::from(at < end && self.story.tokens[at].hash == word)
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

    /// The days meant, first and last.
    fn check_days(text: &str, expected: &[(&str, &str)]) {
        let found = super::super::tests::mentions(text);
        let days = |m: &DateMention| Some(format!("{} {}", m.date?, m.last?));
        let shown: Vec<_> = found.iter().map(|m| (m.span.of(text), days(m).unwrap_or_default())).collect();
        let shown: Vec<_> = shown.iter().map(|(words, days)| (*words, days.as_str())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn ranges_have_two_ends() {
        check_days("It rained Feb. 6-8, 2026.", &[("Feb. 6-8, 2026", "2026-02-06 2026-02-08")]);
        check_days("It rained from 6 to 8 February.", &[("6 to 8 February", "2026-02-06 2026-02-08")]);
        check_days("It rained Dec. 30 to Jan. 2.", &[("Dec. 30 to Jan. 2", "2025-12-30 2026-01-02")]);
        check_days("On Feb. 6 and 12 people came.", &[("Feb. 6", "2026-02-06 2026-02-06")]);
        check_days("It rained on the night of Feb. 6.", &[("Feb. 6", "2026-02-06 2026-02-06")]);
    }

    #[test]
    fn parts_of_months_and_years_are_stretches() {
        check_days("It rained in late December.", &[("late December", "2025-12-16 2025-12-31")]);
        check_days(
            "It rained last July and last January.",
            &[("July", "2025-07-01 2025-07-31"), ("January", "2026-01-01 2026-01-31")],
        );
        check_days("It rained in early May 2025.", &[("early May 2025", "2025-05-01 2025-05-16")]);
        check_days("It rained in mid-June.", &[("mid-June", "2026-06-08 2026-06-23")]);
        check_days("It rained in February 2025.", &[("February 2025", "2025-02-01 2025-02-28")]);
        check_days("It rained in late 2024.", &[("2024", "2024-07-01 2024-12-31")]);
    }

    #[test]
    fn digits_are_read_where_their_order_is_beyond_doubt() {
        let day = "2026-02-13 2026-02-13";
        check_days("It rained on 13/02/2026.", &[("13/02/2026", day)]);
        check_days("It rained on 2/13/2026.", &[("2/13/2026", day)]);
        check_days("It rained on 13.02.2026.", &[("13.02.2026", day)]);
        check_days("It rained on 07/02/2026, in 24/7 of 1.2.2026 and 3/4/5.", &[]);
    }

    #[test]
    fn other_calendars_are_left_alone() {
        check_days("It rained on 15 Muharram 1447 AH, in 2082 BS, in 1992 B.S., on 12 Magh.", &[]);
        check_days("It rained on 25 October 1917 (Old Style).", &[]);
        check_days("It rained in BS 2082.", &[]);
    }

    #[test]
    fn last_and_next_weekdays_look_one_way() {
        check_days("It rained last Saturday.", &[("Saturday", "2026-01-31 2026-01-31")]);
        check_days("It rained next Monday.", &[("Monday", "2026-02-09 2026-02-09")]);
        check_days("It rains this Sunday.", &[("Sunday", "2026-02-08 2026-02-08")]);
        check_days("It rained last Friday.", &[("Friday", "2026-01-30 2026-02-06")]);
    }

    #[test]
    fn times_of_day_are_no_dates() {
        check("He left at 18:15 GMT after a 2:05 run.", &[("18:15 GMT", None)]);
    }
}
