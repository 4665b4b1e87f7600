//! From a printed date to the day meant.

use super::{DateMention, DatePrecision};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

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
}

/// Sets the year and the day meant, as the story date makes them.
pub(super) fn resolve(mention: &mut DateMention, story: Option<Date>, direction: Direction) {
    let month = mention.month;
    let day = mention.day.and_then(|day| i8::try_from(day).ok());
    match (mention.year, month, mention.day) {
        (Some(year), Some(month), Some(_)) => {
            mention.date = day.and_then(|day| Date::new(year, month, day).ok());
        }
        (Some(year), Some(month), None) => first_of(mention, year, month, DatePrecision::Month),
        (Some(year), None, _) => first_of(mention, year, 1, DatePrecision::Year),
        (None, Some(month), Some(_)) => {
            mention.date = story.zip(day).and_then(|(story, day)| nearest(story, month, day));
            mention.year = mention.date.map(Date::year);
        }
        (None, Some(month), None) => {
            if let Some(first) = story.and_then(|story| nearest(story, month, 1)) {
                mention.year = Some(first.year());
                first_of(mention, first.year(), month, DatePrecision::Month);
            }
        }
        (None, None, _) => {
            let meant = mention.weekday.zip(story).and_then(|(w, story)| weekday_near(story, w, direction));
            mention.date = meant;
        }
    }
}

fn first_of(mention: &mut DateMention, year: i16, month: i8, precision: DatePrecision) {
    mention.date = Date::new(year, month, 1).ok();
    mention.precision = precision;
}

/// The nearest such weekday at or before the story date, or at or after it.
fn weekday_near(story: Date, weekday: Weekday, direction: Direction) -> Option<Date> {
    let today = story.weekday().to_monday_zero_offset();
    let wanted = weekday.to_monday_zero_offset();
    let step: Span = match direction {
        Direction::Back => i32::from((today - wanted).rem_euclid(7)).days(),
        Direction::Ahead => i32::from((wanted - today).rem_euclid(7)).days(),
    };
    match direction {
        Direction::Back => story.checked_sub(step).ok(),
        Direction::Ahead => story.checked_add(step).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(direction: Direction, weekday: Weekday, expected: Date) {
        assert_eq!(weekday_near(date(2026, 2, 7), weekday, direction), Some(expected));
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
}
