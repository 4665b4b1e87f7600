//! Days told by another day: `last week`, `yesterday`, `two days earlier`.

use super::mention::{Parts, Reader};
use super::{DateMention, DatePrecision};
use crate::lexicon::Class;
use crate::segment::{Shape, Token};
use crate::text::{Few, hash_bytes};
use jiff::ToSpan;
use jiff::civil::Date;

const YESTERDAY: u64 = hash_bytes(b"yesterday");
const TODAY: u64 = hash_bytes(b"today");
const TONIGHT: u64 = hash_bytes(b"tonight");
const TOMORROW: u64 = hash_bytes(b"tomorrow");
pub(super) const LAST: u64 = hash_bytes(b"last");
pub(super) const THIS: u64 = hash_bytes(b"this");
pub(super) const NEXT: u64 = hash_bytes(b"next");
const AGO: u64 = hash_bytes(b"ago");
const EARLIER: u64 = hash_bytes(b"earlier");
const LATER: u64 = hash_bytes(b"later");

/// How a day is told by another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relative {
    /// `yesterday`: so many days from the story date.
    Near(i32),
    /// `last week`, `this month`, `next year`: so many of the calendar's units from the story date's own.
    Whole(Unit, i32),
    /// `two days ago`: before the story date.
    Ago(Unit, i32),
    /// `two days earlier`: so far from the date that stands before it.
    From(Unit, i32),
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Relative {
    /// Whether days or years are counted.
    pub(super) const fn is_counted(self) -> bool {
        match self {
            Self::Ago(..) | Self::From(..) => true,
            Self::Near(_) | Self::Whole(..) => false,
        }
    }
}

/// The words for them, and whether they are plurals.
const UNITS: [(u64, Unit, bool); 8] = [
    (hash_bytes(b"day"), Unit::Day, false),
    (hash_bytes(b"days"), Unit::Day, true),
    (hash_bytes(b"week"), Unit::Week, false),
    (hash_bytes(b"weeks"), Unit::Week, true),
    (hash_bytes(b"month"), Unit::Month, false),
    (hash_bytes(b"months"), Unit::Month, true),
    (hash_bytes(b"year"), Unit::Year, false),
    (hash_bytes(b"years"), Unit::Year, true),
];

impl Unit {
    fn of(token: &Token) -> Option<(Self, bool)> {
        let named = UNITS.iter().find(|unit| unit.0 == token.hash).filter(|_| token.shape == Shape::Lower);
        named.map(|unit| (unit.1, unit.2))
    }
}

/// Whether a day told by another one can end or begin with this token: nearly none do.
#[inline]
pub(super) fn may_be(token: &Token) -> bool {
    static WORDS: Few<12> = Few::new([
        YESTERDAY, TODAY, TONIGHT, TOMORROW, UNITS[0].0, UNITS[1].0, UNITS[2].0, UNITS[3].0, UNITS[4].0,
        UNITS[5].0, UNITS[6].0, UNITS[7].0,
    ]);
    WORDS.may_have(token.hash)
}

impl Reader<'_, '_> {
    /// The words from `start` on that tell a day by another one, with `at` among them.
    pub(super) fn relative(&self, at: usize, (start, end): (usize, usize)) -> Option<Parts> {
        let token = &self.story.tokens[at];
        let (relative, tokens) = match token.hash {
            YESTERDAY => (Relative::Near(-1 - self.beside(at, start, "before")), at..at + 1),
            TOMORROW => (Relative::Near(self.beside(at, start, "after") + 1), at..at + 1),
            TODAY | TONIGHT => (Relative::Near(0), at..at + 1),
            _ => {
                let (unit, plural) = Unit::of(token)?;
                let whole = || Some((self.whole(at, start, unit)?, at - 1..at + 1));
                let found = if plural { None } else { whole() };
                found.or_else(|| self.counted(at, (start, end), unit))?
            }
        };
        Some(Parts { tokens, relative: Some(relative), ..Parts::default() })
    }

    /// 1 for `the day before yesterday`, else 0.
    fn beside(&self, at: usize, start: usize, word: &str) -> i32 {
        i32::from(at >= start + 2 && self.story.word(at - 1) == word && self.story.word(at - 2) == "day")
    }

    /// `last week`, `this year`, `next month`; not `the last year`, which is twelve months.
    fn whole(&self, at: usize, start: usize, unit: Unit) -> Option<Relative> {
        let before = at.checked_sub(1).filter(|&before| before >= start)?;
        let steps = match self.story.tokens[before].hash {
            _ if unit == Unit::Day => return None,
            LAST => -1,
            THIS => 0,
            NEXT => 1,
            _ => return None,
        };
        let led = before > start && self.story.tokens[before - 1].is(Class::Determiner);
        (!led).then_some(Relative::Whole(unit, steps))
    }

    /// `two days ago`, `a week earlier`, `3 years later`.
    fn counted(
        &self,
        at: usize,
        (start, end): (usize, usize),
        unit: Unit,
    ) -> Option<(Relative, std::ops::Range<usize>)> {
        let after = self.story.tokens.get(at + 1).filter(|_| at + 1 < end)?;
        if after.shape != Shape::Lower || !matches!(after.hash, AGO | EARLIER | LATER) {
            return None;
        }
        let number = at.checked_sub(1).filter(|&number| number >= start)?;
        let count = small(self.story.word(number))?;
        let vague = number > start && self.is_vague(number - 1);
        let relative = match after.hash {
            AGO => Relative::Ago(unit, count),
            EARLIER => Relative::From(unit, -count),
            _ => Relative::From(unit, count),
        };
        (!vague).then_some((relative, number..at + 2))
    }

    /// `about two years ago`, `two or three days ago`.
    fn is_vague(&self, at: usize) -> bool {
        let token = &self.story.tokens[at];
        let joins = matches!(self.story.word(at), "or" | "to" | "-" | "–" | "than" | "and" | "some" | "$");
        joins || token.is(Class::Bound) || token.is(Class::NumberWord)
    }
}

/// A number that copy tells days, weeks and years by.
fn small(word: &str) -> Option<i32> {
    const WORDS: [&str; 13] = [
        "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if let Some(at) = WORDS.iter().position(|known| word.eq_ignore_ascii_case(known)) {
        return Some((at as i32).max(1));
    }
    word.parse().ok().filter(|count| word.len() <= 2 && (1..=99).contains(count))
}

/// Sets the days meant from the story date, or from the date before in the same sentence or the one
/// before; nothing inside a quotation, which may be of another day.
pub(super) fn resolve(
    mention: &mut DateMention,
    relative: Relative,
    story: Option<Date>,
    before: Option<&DateMention>,
) {
    let near = |other: &&DateMention| mention.sentence.saturating_sub(other.sentence) <= 1;
    let told = match relative {
        Relative::Near(days) => story.and_then(|story| by_days(story, days)),
        Relative::Whole(unit, steps) => story.and_then(|story| whole(story, unit, steps)),
        Relative::Ago(unit, count) => story.and_then(|story| counted(story, unit, -count)),
        Relative::From(unit, count) => {
            let exact = |other: &&DateMention| other.precision == DatePrecision::Day || unit == Unit::Year;
            let anchor = before.filter(near).filter(exact).and_then(|other| other.date);
            anchor.and_then(|anchor| counted(anchor, unit, count))
        }
    };
    if let Some((first, last, precision)) = told {
        (mention.date, mention.last, mention.precision) = (Some(first), Some(last), precision);
    }
}

type Days = (Date, Date, DatePrecision);

fn by_days(from: Date, days: i32) -> Option<Days> {
    let day = from.checked_add(days.days()).ok()?;
    Some((day, day, DatePrecision::Day))
}

/// A week is that from Monday and that from Sunday: houses differ.
fn whole(story: Date, unit: Unit, steps: i32) -> Option<Days> {
    match unit {
        Unit::Day => by_days(story, steps),
        Unit::Week => {
            let since = |days: i8| story.checked_add((steps.checked_mul(7)? - i32::from(days)).days()).ok();
            let monday = since(story.weekday().to_monday_zero_offset())?;
            let sunday = since(story.weekday().to_sunday_zero_offset())?;
            let last = monday.max(sunday).checked_add(6.days()).ok()?;
            Some((monday.min(sunday), last, DatePrecision::Days))
        }
        Unit::Month => month(story.first_of_month().checked_add(steps.months()).ok()?),
        Unit::Year => year(story.checked_add(steps.years()).ok()?),
    }
}

/// Weeks are told to within half a one, months and years as those of the calendar.
fn counted(from: Date, unit: Unit, count: i32) -> Option<Days> {
    match unit {
        Unit::Day => by_days(from, count),
        Unit::Week => {
            let day = from.checked_add(count.weeks()).ok()?;
            let (first, last) = (day.checked_sub(3.days()).ok()?, day.checked_add(3.days()).ok()?);
            Some((first, last, DatePrecision::Days))
        }
        Unit::Month => month(from.first_of_month().checked_add(count.months()).ok()?),
        Unit::Year => year(from.checked_add(count.years()).ok()?),
    }
}

fn month(day: Date) -> Option<Days> {
    Some((day.first_of_month(), day.last_of_month(), DatePrecision::Month))
}

fn year(day: Date) -> Option<Days> {
    Some((day.first_of_year(), day.last_of_year(), DatePrecision::Year))
}

#[cfg(test)]
mod tests {
    use super::super::tests::mentions;

    /// The days meant in a story of Saturday, 7 February 2026: first and last.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = mentions(text);
        let shown: Vec<_> = found
            .iter()
            .map(|m| {
                let days = m.date.zip(m.last).map(|(first, last)| format!("{first} {last}"));
                (m.span.of(text), days.unwrap_or_default())
            })
            .collect();
        let shown: Vec<_> = shown.iter().map(|(words, days)| (*words, days.as_str())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn days_near_the_story_date_are_read() {
        check("It rained yesterday.", &[("yesterday", "2026-02-06 2026-02-06")]);
        check("Tomorrow it will rain.", &[("Tomorrow", "2026-02-08 2026-02-08")]);
        check("It rains today.", &[("today", "2026-02-07 2026-02-07")]);
        check("It rained the day before yesterday.", &[("yesterday", "2026-02-05 2026-02-05")]);
        check("It rained two days ago.", &[("two days ago", "2026-02-05 2026-02-05")]);
    }

    #[test]
    fn weeks_months_and_years_are_those_of_the_calendar() {
        check("It rained last week.", &[("last week", "2026-01-25 2026-02-01")]);
        check("It will rain next week.", &[("next week", "2026-02-08 2026-02-15")]);
        check("It rained earlier this month.", &[("this month", "2026-02-01 2026-02-28")]);
        check("It rained last year.", &[("last year", "2025-01-01 2025-12-31")]);
        check("It rained three weeks ago.", &[("three weeks ago", "2026-01-14 2026-01-20")]);
        check("It rained a year ago.", &[("a year ago", "2025-01-01 2025-12-31")]);
    }

    #[test]
    fn earlier_and_later_count_from_the_date_before() {
        let day = ("Jan. 30", "2026-01-30 2026-01-30");
        check(
            "It rained on Jan. 30. Two days earlier it snowed.",
            &[day, ("Two days earlier", "2026-01-28 2026-01-28")],
        );
        check(
            "It rained on Jan. 30. It snowed a year earlier.",
            &[day, ("a year earlier", "2025-01-01 2025-12-31")],
        );
        check("It snowed two days earlier.", &[("two days earlier", "")]);
    }

    #[test]
    fn what_is_vague_or_said_by_another_stays_silent() {
        check("Over the last year it rained about two years ago, some days, each week.", &[]);
        check("“It rained yesterday,” he said.", &[("yesterday", "")]);
        check("It rained two or three days ago.", &[]);
    }
}
