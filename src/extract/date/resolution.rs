//! From a printed date to the day meant.

use super::mention::{Parts, Third};
use super::{DateMention, DatePrecision};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The day and month of the year that comes nearest to `story`.
///
/// None when no neighbouring year has such a day; 29 February looks four years around.
///
/// ```
/// use jiff::civil::date;
/// assert_eq!(sayso::extract::nearest(date(2026, 1, 2), 12, 30), Some(date(2025, 12, 30)));
/// assert_eq!(sayso::extract::nearest(date(2026, 1, 2), 6, 31), None);
/// ```
pub fn nearest(story: Date, month: i8, day: i8) -> Option<Date> {
    let reach = if (month, day) == (2, 29) { 4 } else { 1 };
    (-reach..=reach)
        .filter_map(|years| Date::new(story.year().checked_add(years)?, month, day).ok())
        .min_by_key(|date| days_between(story, *date))
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// Whether a weekday alone looks back or ahead from the story date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// At or before the story date.
    Back,
    /// At or after it.
    Ahead,
    /// `last Friday`: before it.
    Last,
    /// `next Friday`: after it.
    Next,
}

/// Sets the year and the days meant, as the story date makes them.
pub(super) fn resolve(
    mention: &mut DateMention,
    parts: &Parts,
    story: Option<Date>,
    direction: impl FnOnce() -> Direction,
) {
    let month = mention.month;
    let day = mention.day.and_then(|day| i8::try_from(day).ok());
    match (mention.year, month, mention.day) {
        (Some(year), Some(month), Some(_)) => {
            mention.date = day.and_then(|day| Date::new(year, month, day).ok());
        }
        (Some(year), Some(month), None) => whole(mention, year, Some(month), parts.third),
        (Some(year), None, _) => whole(mention, year, None, parts.third),
        (None, Some(month), Some(_)) => {
            mention.date = story.zip(day).and_then(|(story, day)| nearest(story, month, day));
            mention.year = mention.date.map(Date::year);
        }
        (None, Some(month), None) => {
            if let Some(first) = story.and_then(|story| month_near(story, month, direction())) {
                mention.year = Some(first.year());
                whole(mention, first.year(), Some(month), parts.third);
            }
        }
        (None, None, _) => {
            let meant = mention.weekday.zip(story).and_then(|(w, story)| weekday_near(story, w, direction()));
            if let Some((first, last)) = meant {
                (mention.date, mention.last) = (Some(first), Some(last));
            }
        }
    }
    if mention.last.is_none() {
        mention.last = mention.date.and_then(|first| end_of_range(first, parts.until));
    }
    if mention.precision == DatePrecision::Day && mention.date != mention.last {
        mention.precision = DatePrecision::Days;
    }
}

/// The day at which a range ends that begins on `first`; of no range, `first` itself.
fn end_of_range(first: Date, until: Option<(i8, i16)>) -> Option<Date> {
    let Some((month, day)) = until else { return Some(first) };
    let last = Date::new(first.year(), month, i8::try_from(day).ok()?).ok()?;
    if last < first { last.checked_add(1.year()).ok() } else { Some(last) }
}

/// A whole month or year, or the part of it that `early`, `mid` or `late` names.
fn whole(mention: &mut DateMention, year: i16, month: Option<i8>, third: Option<Third>) {
    let Ok(first) = Date::new(year, month.unwrap_or(1), 1) else { return };
    let (last, precision) = match month {
        Some(_) => (first.last_of_month(), DatePrecision::Month),
        None => (first.last_of_year(), DatePrecision::Year),
    };
    let (from, to) = match third {
        Some(third) => part(first, last, third),
        None => (first, last),
    };
    (mention.date, mention.last) = (Some(from), Some(to));
    mention.precision = if third.is_some() { DatePrecision::Days } else { precision };
}

/// The first or second half of a month or year, or the half in its middle: copy is no finer.
fn part(first: Date, last: Date, third: Third) -> (Date, Date) {
    let length = days_between(first, last);
    let after = |days: i32| first.checked_add(days.days()).unwrap_or(last);
    match third {
        Third::Early => (first, after(length / 2)),
        Third::Mid => (after(length / 4), after(length - length / 4)),
        Third::Late => (after(length / 2), last),
    }
}

/// The first of such a month nearest to the story date; of `last July`, before its month.
fn month_near(story: Date, month: i8, direction: Direction) -> Option<Date> {
    let year = match direction {
        Direction::Back | Direction::Ahead => return nearest(story, month, 1),
        Direction::Last if month < story.month() => story.year(),
        Direction::Last => story.year().checked_sub(1)?,
        Direction::Next if month > story.month() => story.year(),
        Direction::Next => story.year().checked_add(1)?,
    };
    Date::new(year, month, 1).ok()
}

/// The nearest such weekday at or before the story date, or at or after it.
///
/// `last Friday` and `next Friday` inside the week of the story date are taken by some readers for
/// those of the neighbouring week: both days are given then.
fn weekday_near(story: Date, weekday: Weekday, direction: Direction) -> Option<(Date, Date)> {
    let today = story.weekday().to_monday_zero_offset();
    let wanted = weekday.to_monday_zero_offset();
    let back = i32::from((today - wanted).rem_euclid(7));
    let ahead = i32::from((wanted - today).rem_euclid(7));
    let on = |days: i32| story.checked_add(days.days()).ok();
    let (first, last) = match direction {
        Direction::Back => (-back, -back),
        Direction::Ahead => (ahead, ahead),
        Direction::Last if back == 0 => (-7, -7),
        Direction::Last if wanted < today => (-back - 7, -back),
        Direction::Last => (-back, -back),
        Direction::Next if ahead == 0 => (7, 7),
        Direction::Next if wanted > today => (ahead, ahead + 7),
        Direction::Next => (ahead, ahead),
    };
    let day = on(first)?;
    Some((day, if first == last { day } else { on(last)? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(direction: Direction, weekday: Weekday, expected: Date) {
        assert_eq!(weekday_near(date(2026, 2, 7), weekday, direction), Some((expected, expected)));
    }

    #[test]
    fn a_weekday_alone_is_the_nearest_one_back_or_ahead() {
        check(Direction::Back, Weekday::Saturday, date(2026, 2, 7));
        check(Direction::Back, Weekday::Sunday, date(2026, 2, 1));
        check(Direction::Ahead, Weekday::Monday, date(2026, 2, 9));
    }

    #[test]
    fn a_date_without_a_year_takes_the_nearest_year() {
        assert_eq!(nearest(date(2026, 12, 30), 1, 2), Some(date(2027, 1, 2)));
        assert_eq!(nearest(date(2025, 3, 1), 2, 29), Some(date(2024, 2, 29)));
        assert_eq!(nearest(date(9999, 12, 30), 1, 2), Some(date(9999, 1, 2)));
    }

    #[test]
    fn a_weekday_of_this_week_that_is_last_or_next_may_be_either() {
        let near = |weekday, direction| weekday_near(date(2026, 2, 4), weekday, direction);
        let both = |a: i8, b: i8| Some((date(2026, 2, a), date(2026, 2, b)));
        assert_eq!(near(Weekday::Friday, Direction::Next), both(6, 13));
        assert_eq!(near(Weekday::Monday, Direction::Next), both(9, 9));
        assert_eq!(near(Weekday::Friday, Direction::Last), Some((date(2026, 1, 30), date(2026, 1, 30))));
        assert_eq!(near(Weekday::Monday, Direction::Last), Some((date(2026, 1, 26), date(2026, 2, 2))));
    }
}
