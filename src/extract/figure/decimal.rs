use std::cmp::Ordering;

/// An exact decimal: digits and a power of ten, as printed.
///
/// Value: `digits` × 10^`exponent`. Overflow never wraps: it is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The significant digits.
    pub digits: i128,
    /// The power of ten.
    pub exponent: i32,
}

/// The most digits that a number in copy may have; more is no figure.
///
/// Twenty digits hold every sum of money ever printed, and leave `i128` room to compare.
const DIGITS: usize = 20;

/// So many digits always fit in 64 bits, where arithmetic is an order of magnitude faster.
const SHORT: usize = 18;

/// The powers of ten that fit in 64 bits.
const POWERS: [i64; 19] = {
    let (mut powers, mut i) = ([1; 19], 1);
    while i < powers.len() {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

impl Decimal {
    /// `digits` × 10^`exponent`.
    pub const fn new(digits: i128, exponent: i32) -> Self {
        Self { digits, exponent }
    }

    /// Reads ASCII digits with grouping commas and one decimal point.
    ///
    /// None for anything else: groups that are neither of three digits nor of two before the last
    /// three (`12,34,567`), colons, two points, more than twenty digits.
    ///
    /// ```
    /// use sayso::extract::Decimal;
    /// assert_eq!(Decimal::parse("3,117"), Some(Decimal::new(3117, 0)));
    /// assert_eq!(Decimal::parse("6.10"), Some(Decimal::new(610, -2)));
    /// assert_eq!(Decimal::parse("1,23"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() <= SHORT && text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
            let digits = text.bytes().fold(0, |digits: u64, b| digits * 10 + u64::from(b - b'0'));
            return Some(Self::new(i128::from(digits), 0));
        }
        let (whole, fraction, pointed) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, fraction, true),
            None => (text, "", false),
        };
        if whole.is_empty() || (pointed && fraction.is_empty()) || !is_grouped(whole) {
            return None;
        }
        let (mut digits, mut large, mut count) = (0_u64, 0_i128, 0);
        for byte in whole.bytes().chain(fraction.bytes()).filter(|b| *b != b',') {
            count += 1;
            if !byte.is_ascii_digit() || count > DIGITS {
                return None;
            }
            let digit = byte - b'0';
            if count <= SHORT {
                digits = digits * 10 + u64::from(digit);
                large = i128::from(digits);
            } else {
                large = large.checked_mul(10)?.checked_add(i128::from(digit))?;
            }
        }
        Some(Self::new(large, -i32::try_from(fraction.len()).ok()?))
    }

    /// The value times a power of ten.
    pub fn scaled(self, power: i32) -> Option<Self> {
        Some(Self::new(self.digits, self.exponent.checked_add(power)?))
    }

    /// The sum, if it can be held.
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        Some(Self::new(self.at(exponent)?.checked_add(other.at(exponent)?)?, exponent))
    }

    /// The value times a whole number, if it can be held.
    pub fn times(self, factor: i128) -> Option<Self> {
        Some(Self::new(self.digits.checked_mul(factor)?, self.exponent))
    }

    /// The same value, negated.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self::new(self.digits.wrapping_neg(), self.exponent)
    }

    /// The digits at a smaller or equal power of ten.
    pub fn at(self, exponent: i32) -> Option<i128> {
        let steps = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        if steps == 0 {
            return Some(self.digits);
        }
        if let (Ok(digits), Some(power)) = (i64::try_from(self.digits), POWERS.get(steps as usize))
            && let Some(product) = digits.checked_mul(*power)
        {
            return Some(i128::from(product));
        }
        self.digits.checked_mul(10i128.checked_pow(steps)?)
    }

    /// How two values compare; none when that cannot be held in 128 bits.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let exponent = self.exponent.min(other.exponent);
        Some(self.at(exponent)?.cmp(&other.at(exponent)?))
    }

    /// Without zeros at the end: the significant digits.
    #[must_use]
    pub fn significant(self) -> Self {
        let mut short = self;
        if let Ok(mut digits) = i64::try_from(short.digits) {
            while digits != 0 && digits % 10 == 0 && short.exponent < i32::MAX {
                (digits, short.exponent) = (digits / 10, short.exponent + 1);
            }
            short.digits = i128::from(digits);
            return short;
        }
        while short.digits != 0 && short.digits % 10 == 0 && short.exponent < i32::MAX {
            short = Self::new(short.digits / 10, short.exponent + 1);
        }
        short
    }
}

/// Whether commas, if any, stand where a grouped number has them.
fn is_grouped(whole: &str) -> bool {
    if !whole.contains(',') {
        return !whole.is_empty();
    }
    let mut groups = whole.rsplit(',');
    let last = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    let Some((first, middle)) = rest.split_last() else { return !last.is_empty() };
    let western = last.len() == 3 && middle.iter().all(|g| g.len() == 3) && (1..=3).contains(&first.len());
    let indian = last.len() == 3 && middle.iter().all(|g| g.len() == 2) && (1..=2).contains(&first.len());
    western || indian
}

impl std::fmt::Display for Decimal {
    /// A plain decimal string; a value with more than 40 digits as digits and power of ten.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        match self.exponent {
            0 => write!(f, "{sign}{digits}"),
            1.. if self.digits == 0 => write!(f, "0"),
            1..=40 => write!(f, "{sign}{digits}{}", "0".repeat(self.exponent as usize)),
            -40..=-1 => {
                let places = self.exponent.unsigned_abs() as usize;
                let padded = format!("{digits:0>width$}", width = places + 1);
                let (whole, fraction) = padded.split_at(padded.len() - places);
                write!(f, "{sign}{whole}.{fraction}")
            }
            _ => write!(f, "{sign}{digits}e{}", self.exponent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Decimal::parse(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_printed() {
        check("3,117", Some("3117"));
        check("14.50", Some("14.50"));
        check("12,34,567", Some("1234567"));
        check("0.05", Some("0.05"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["1,23", "1.2.3", "18:15", "12,", "1234,567", "123456789012345678901", ""] {
            check(text, None);
        }
    }

    #[test]
    fn huge_powers_compare_to_nothing_instead_of_wrapping() {
        let huge = Decimal::new(1, i32::MAX);
        assert_eq!(huge.compare(Decimal::new(1, 0)), None);
        assert_eq!(huge.scaled(1), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = Decimal::parse(&text);
        }

        #[test]
        fn a_printed_number_reads_back(whole in 0u64..=u64::MAX / 10, places in 0usize..6) {
            let text = Decimal::new(i128::from(whole), -(places as i32)).to_string();
            let read = Decimal::parse(&text).unwrap();
            prop_assert_eq!(read.to_string(), text);
        }

        #[test]
        fn grouping_changes_nothing(n in 0u32..=u32::MAX) {
            let plain = n.to_string();
            let mut grouped = String::new();
            for (i, c) in plain.chars().enumerate() {
                if i > 0 && (plain.len() - i) % 3 == 0 { grouped.push(','); }
                grouped.push(c);
            }
            prop_assert_eq!(Decimal::parse(&grouped), Decimal::parse(&plain));
        }
    }
}
