//! What values a printed number can stand for.

use super::{Bound, Decimal};

/// The least and the greatest value, from the printed precision and the bound.
///
/// The precision is half a unit in the last printed place: 6.1 is 6.05 to 6.15, 18 million is
/// 17.5 to 18.5 million. "More than" reaches a tenth above, or to the next value of the last
/// digit that is not zero: more than 50,000 is up to 60,000. "Nearly" and "about" the same way.
pub(super) fn interval(
    printed: Decimal,
    scale: i32,
    bound: Bound,
) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let value = printed.scaled(scale)?;
    let half = Decimal::new(5, value.exponent.checked_sub(1)?);
    let (low, high) = (value.plus(half.negated())?, value.plus(half)?);
    let slack = slack(value)?;
    Some(match bound {
        Bound::Exact => (Some(low), Some(high)),
        Bound::MoreThan => (Some(low), Some(value.plus(slack)?)),
        Bound::AtLeast => (Some(low), None),
        Bound::LessThan => (Some(value.plus(slack.negated())?), Some(high)),
        Bound::AtMost => (None, Some(high)),
        Bound::Nearly => (Some(value.plus(slack.negated())?), Some(high)),
        Bound::About => (Some(value.plus(slack.negated())?), Some(value.plus(slack)?)),
    })
}

/// A tenth of the value, or one in its last digit that is not zero, whichever is more.
fn slack(value: Decimal) -> Option<Decimal> {
    let tenth = value.scaled(-1)?;
    let digit = Decimal::new(1, value.significant().exponent);
    Some(if tenth.compare(digit)?.is_gt() { tenth } else { digit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, scale: i32, bound: Bound, expected: (&str, &str)) {
        let (low, high) = interval(Decimal::parse(printed).unwrap(), scale, bound).unwrap();
        let show = |end: Option<Decimal>| end.map_or("none".to_owned(), |d| d.to_string());
        assert_eq!((show(low).as_str(), show(high).as_str()), expected, "{printed}");
    }

    #[test]
    fn precision_is_half_a_unit_in_the_last_place() {
        check("6.1", 0, Bound::Exact, ("6.05", "6.15"));
        check("18", 6, Bound::Exact, ("17500000", "18500000"));
    }

    #[test]
    fn bounds_open_one_end() {
        check("42", 0, Bound::AtLeast, ("41.5", "none"));
        check("50,000", 0, Bound::MoreThan, ("49999.5", "60000"));
        check("650", 0, Bound::MoreThan, ("649.5", "715.0"));
        check("100", 0, Bound::Nearly, ("0", "100.5"));
    }
}
