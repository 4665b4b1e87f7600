//! Whether the values of two figures can be one value.

use super::clues::is_threshold;
use crate::extract::{Bound, Decimal, Figure};

/// Whether some value fits both figures: their intervals share more than an edge, or one is the
/// other rounded. What cannot be compared in 128 bits agrees: silence.
///
/// "More than 650" and "more than 560" are compared as if exact: one copy does not bound one
/// quantity in two ways. "At least" may grow, "up to" may shrink; "200 or less" is a threshold and stays.
pub(super) fn agree(a: &Figure, b: &Figure) -> bool {
    let moving = matches!(a.bound, Bound::AtLeast | Bound::AtMost) && !(is_threshold(a) && is_threshold(b));
    let plain = a.bound == b.bound && !moving;
    let apart = |high: Option<Decimal>, low: Option<Decimal>| match (high, low) {
        (Some(high), Some(low)) => high.compare(low).is_some_and(std::cmp::Ordering::is_le),
        (Some(_) | None, None) | (None, Some(_)) => false,
    };
    let [(a_low, a_high), (b_low, b_high)] = [interval(a, plain), interval(b, plain)];
    !(apart(a_high, b_low) || apart(b_high, a_low))
}

fn interval(figure: &Figure, plain: bool) -> (Option<Decimal>, Option<Decimal>) {
    let exact = plain || figure.bound == Bound::Exact;
    match figure.bound {
        _ if exact => rounded(figure).unwrap_or((figure.low, figure.high)),
        // What is printed is itself the bound: "over two billion" is never 1.8.
        Bound::MoreThan | Bound::AtLeast => (Some(figure.value), figure.high),
        Bound::LessThan | Bound::AtMost => (figure.low, Some(figure.value)),
        Bound::Exact | Bound::Nearly | Bound::About => (figure.low, figure.high),
    }
}

/// The interval when zeros at the end of a whole number are taken for rounding: 3,100 is 3,050 to
/// 3,150. None when the printed interval holds.
fn rounded(figure: &Figure) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let whole = figure.value.significant();
    let short = if whole.exponent > 0 && figure.value.exponent >= 0 { whole } else { figure.value };
    if short.digits == 0 || (figure.bound == Bound::Exact && short == figure.value) {
        return None;
    }
    let half = Decimal::new(5, short.exponent.checked_sub(1)?);
    Some((Some(short.plus(half.negated())?), Some(short.plus(half)?)))
}

/// Whether one value is a thousand or a million times the other, give or take a hundredth.
pub(super) fn scale_apart(a: &Figure, b: &Figure) -> bool {
    let exponent = a.value.exponent.min(b.value.exponent);
    let (Some(x), Some(y)) = (a.value.at(exponent), b.value.at(exponent)) else { return false };
    let (small, large) = (x.min(y), x.max(y));
    let times = |factor: i128| {
        let Some(whole) = small.checked_mul(factor) else { return false };
        small > 0 && large.abs_diff(whole) <= whole.unsigned_abs() / 100
    };
    times(1_000) || times(1_000_000)
}

/// Whether one value is more than eight times the other, and no slip of scale: then they are hardly two
/// counts of one thing. Source: house.
pub(super) fn far_apart(a: &Figure, b: &Figure) -> bool {
    let exponent = a.value.exponent.min(b.value.exponent);
    let (Some(x), Some(y)) = (a.value.at(exponent), b.value.at(exponent)) else { return false };
    x.min(y).checked_mul(8).is_some_and(|small| small < x.max(y)) && !scale_apart(a, b)
}

/// Whether the lesser value is at least four fifths of the greater.
pub(super) fn within_quarter(a: &Figure, b: &Figure) -> bool {
    let exponent = a.value.exponent.min(b.value.exponent);
    let (Some(x), Some(y)) = (a.value.at(exponent), b.value.at(exponent)) else { return false };
    match (x.min(y).checked_mul(5), x.max(y).checked_mul(4)) {
        (Some(small), Some(large)) => small >= large,
        (Some(_) | None, None) | (None, Some(_)) => false,
    }
}

/// What a slip of the hand does to the digits of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// Two neighbouring digits have changed places, and nothing else.
    Swapped,
    /// The numbers are printed alike but for one digit.
    Digit,
}

/// By which slip one number is the other, if by one.
pub(super) fn slip(a: &Figure, b: &Figure) -> Option<Slip> {
    if a.value.exponent != b.value.exponent {
        return None;
    }
    let (x, y) = (a.value.digits, b.value.digits);
    match differing(x.unsigned_abs(), y.unsigned_abs()) {
        [Some((low, p, q)), Some((high, r, s)), None] if high == low + 1 && p == s && q == r => {
            // A rise is no fall: digits that change places change a number by a multiple of nine.
            x.abs_diff(y).is_multiple_of(9).then_some(Slip::Swapped)
        }
        [Some(_), None, None] => Some(Slip::Digit),
        [_, _, _] => None,
    }
}

/// A place from the right, and the digits of both numbers there.
type Differing = Option<(u32, u8, u8)>;

/// The first three places where the digits of two numbers of one length differ; else none and none.
fn differing(mut x: u128, mut y: u128) -> [Differing; 3] {
    let (mut found, mut count, mut place) = ([None; 3], 0, 0);
    while x > 0 && y > 0 && count < found.len() {
        let ((x_rest, p), (y_rest, q)) = (last_digit(x), last_digit(y));
        if p != q {
            found[count] = Some((place, p, q));
            count += 1;
        }
        (x, y, place) = (x_rest, y_rest, place + 1);
    }
    if count < found.len() && (x > 0 || y > 0) { [None; 3] } else { found }
}

/// The digits before the last, and the last.
pub(super) fn last_digit(number: u128) -> (u128, u8) {
    // Nearly every number fits in 64 bits, where a division is an order of magnitude faster.
    match u64::try_from(number) {
        Ok(short) => (u128::from(short / 10), (short % 10) as u8),
        Err(_) => (number / 10, (number % 10) as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn figures(text: &str) -> [Figure; 2] {
        let document = Document::plain("t", text);
        let facts = extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()));
        facts.figures.try_into().expect("the test names two figures")
    }

    fn check(text: &str, expected: bool) {
        let [a, b] = figures(text);
        assert_eq!(agree(&a, &b), expected, "{text}");
        assert_eq!(agree(&b, &a), expected, "{text}");
    }

    #[test]
    fn rounding_and_bounds_agree() {
        check("There were 3,117 men. There were 3,100 men.", true);
        check("There were 651 men. There were more than 650 men.", true);
        check("There were at least 42 men. There were at least 48 men.", true);
        check("It was 6.1 percent. It was 6 percent.", true);
        check("It was $18 million. It was $18.4 million.", true);
        check("It was a quarter of them. It was 26 percent of them.", true);
    }

    #[test]
    fn other_values_disagree() {
        check("There were 412 men. There were 421 men.", false);
        check("There were 412 men. There were 413 men.", false);
        check("It was 5 percent. It was 6 percent.", false);
        check("There were 12 men. There were at least 48 men.", false);
    }

    #[test]
    fn scales_and_transpositions_are_seen() {
        let [a, b] = figures("It cost $132 million. It cost $132 billion.");
        assert!(scale_apart(&a, &b));
        let [a, b] = figures("It was 412 men. It was 421 men.");
        assert!(slip(&a, &b) == Some(Slip::Swapped) && !scale_apart(&a, &b));
    }
}
