//! Exact fractions, and the intervals of values that a printed number can stand for.

use crate::extract::{Bound, Decimal, Figure};
use std::cmp::Ordering;

/// An exact fraction in lowest terms, its denominator above zero; what does not fit 128 bits is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rational {
    over: i128,
    under: i128,
}

impl Rational {
    /// Nothing.
    pub const ZERO: Self = Self { over: 0, under: 1 };

    /// `over` / `under`; none when `under` is zero.
    ///
    /// ```
    /// use sayso::resolve::Rational;
    /// assert_eq!(Rational::new(2, 4), Rational::new(1, 2));
    /// assert_eq!(Rational::new(1, 0), None);
    /// ```
    pub fn new(over: i128, under: i128) -> Option<Self> {
        if under == 0 {
            return None;
        }
        let divisor = i128::try_from(divisor(over.unsigned_abs(), under.unsigned_abs())).ok()?;
        let (over, under) = (over.checked_div(divisor)?, under.checked_div(divisor)?);
        match under < 0 {
            true => Some(Self { over: over.checked_neg()?, under: under.checked_neg()? }),
            false => Some(Self { over, under }),
        }
    }

    /// A whole number.
    pub const fn whole(number: i128) -> Self {
        Self { over: number, under: 1 }
    }

    /// The value of a decimal.
    pub fn of(decimal: Decimal) -> Option<Self> {
        let power = 10_i128.checked_pow(decimal.exponent.unsigned_abs())?;
        match decimal.exponent < 0 {
            true => Self::new(decimal.digits, power),
            false => Some(Self::whole(decimal.digits.checked_mul(power)?)),
        }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.over.checked_mul(other.under)?;
        let right = other.over.checked_mul(self.under)?;
        Self::new(left.checked_add(right)?, self.under.checked_mul(other.under)?)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { over: other.over.checked_neg()?, under: other.under })
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.over.checked_mul(other.over)?, self.under.checked_mul(other.under)?)
    }

    /// The quotient; none when `other` is zero.
    pub fn divided_by(self, other: Self) -> Option<Self> {
        Self::new(self.over.checked_mul(other.under)?, self.under.checked_mul(other.over)?)
    }

    /// How two values compare; none when that cannot be held in 128 bits.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        Some(self.over.checked_mul(other.under)?.cmp(&other.over.checked_mul(self.under)?))
    }

    /// Whether it is above zero.
    pub const fn is_positive(self) -> bool {
        self.over > 0
    }

    /// To so many places, half away from zero: for messages.
    pub fn rounded(self, places: u32) -> Option<Decimal> {
        let scaled = self.over.checked_mul(10_i128.checked_pow(places)?)?;
        let half = if scaled < 0 { -self.under } else { self.under };
        let digits = scaled.checked_mul(2)?.checked_add(half)?.checked_div(self.under.checked_mul(2)?)?;
        Some(Decimal::new(digits, -i32::try_from(places).ok()?))
    }
}

fn divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// The values that a number can stand for; an open end is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The least value.
    pub low: Option<Rational>,
    /// The greatest value.
    pub high: Option<Rational>,
}

impl Interval {
    /// What a figure's record says: printed precision and bound.
    ///
    /// None when an end cannot be held in 128 bits.
    pub fn printed(figure: &Figure) -> Option<Self> {
        Self::between(figure.low, figure.high)
    }

    /// Zeros at the end of a whole number taken for rounding: 3,100 is 3,050 to 3,150.
    ///
    /// A whole number below a thousand is a count and rounded to nothing but its last digit.
    pub fn rounded(figure: &Figure) -> Option<Self> {
        let short = figure.value.significant();
        let exact = figure.bound == Bound::Exact;
        if !exact || short.digits == 0 || short.exponent < 2 || figure.value.exponent > 0 {
            return Self::printed(figure);
        }
        let half = Decimal::new(5, short.exponent.checked_sub(1)?);
        Self::between(short.plus(half.negated()), short.plus(half))
    }

    fn between(low: Option<Decimal>, high: Option<Decimal>) -> Option<Self> {
        let end = |end: Option<Decimal>| match end {
            Some(decimal) => Rational::of(decimal).map(Some),
            None => Some(None),
        };
        Some(Self { low: end(low)?, high: end(high)? })
    }

    /// Each end changed; none when one cannot be.
    pub fn map(self, change: impl Fn(Rational) -> Option<Rational>) -> Option<Self> {
        let end = |end: Option<Rational>| match end {
            Some(value) => change(value).map(Some),
            None => Some(None),
        };
        Some(Self { low: end(self.low)?, high: end(self.high)? })
    }

    /// End plus end.
    pub fn plus(self, other: Self) -> Option<Self> {
        let sum = |a: Option<Rational>, b: Option<Rational>| match (a, b) {
            (Some(a), Some(b)) => a.plus(b).map(Some),
            (Some(_) | None, None) | (None, Some(_)) => Some(None),
        };
        Some(Self { low: sum(self.low, other.low)?, high: sum(self.high, other.high)? })
    }

    /// Whether some value lies in both; what cannot be compared does: silence.
    pub fn meets(self, other: Self) -> bool {
        let apart = |high: Option<Rational>, low: Option<Rational>| match (high, low) {
            (Some(high), Some(low)) => high.compare(low).is_some_and(Ordering::is_lt),
            (Some(_) | None, None) | (None, Some(_)) => false,
        };
        !(apart(self.high, other.low) || apart(other.high, self.low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fractions_are_exact() {
        let (third, sixth) = (Rational::new(1, 3).unwrap(), Rational::new(1, -6).unwrap());
        assert_eq!(third.plus(sixth), Rational::new(1, 6));
        assert_eq!(third.divided_by(sixth), Some(Rational::whole(-2)));
        assert_eq!(third.rounded(2).unwrap().to_string(), "0.33");
        assert_eq!(Rational::of(Decimal::new(25, -1)), Rational::new(5, 2));
        assert_eq!(Rational::of(Decimal::new(1, 60)), None);
    }

    proptest! {
        #[test]
        fn no_numbers_wrap(a: i128, b: i128, c: i128, d: i128) {
            if let (Some(x), Some(y)) = (Rational::new(a, b), Rational::new(c, d)) {
                let _ = (x.plus(y), x.minus(y), x.times(y), x.divided_by(y), x.compare(y), x.rounded(3));
            }
        }
    }
}
