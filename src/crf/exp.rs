//! `exp` and `ln` that give the same bits on every platform: additions, multiplications and `libm`.

/// Beyond this, `f32` overflows above and loses precision below.
const BOUND: f32 = 87.0;

/// Added and taken away again, it rounds to the nearest whole number, which then also stands in the low
/// bits: 1.5 x 2^23.
const ROUNDER: f32 = 12_582_912.0;

/// e to the power of `x`, for `x` from -87 to 87; beyond, the value at that bound.
///
/// Relative error below 4e-7. Source: the range reduction and polynomial of Cephes' `expf`
/// (S. Moshier, *Methods and Programs for Mathematical Functions*, 1989).
///
/// ```
/// assert!((sayso::crf::exp(1.0) - std::f32::consts::E).abs() < 1e-6);
/// assert!(sayso::crf::exp(f32::MAX).is_finite());
/// ```
#[inline]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-BOUND, BOUND);
    let rounded = x * std::f32::consts::LOG2_E + ROUNDER;
    let whole = rounded - ROUNDER;
    let r = (x - whole * 0.693_359_4) + whole * 2.121_944_4e-4; // ln 2 in two parts, the first exact
    let p = 1.987_569_2e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let value = p * r * r + r + 1.0;
    // The low bits of `rounded`, as an exponent; without a conversion, so that eight go at once.
    value * f32::from_bits(rounded.to_bits().wrapping_add(127) << 23)
}

/// The natural logarithm of a positive number; of zero or less, -87.
///
/// Source: `logf` of the `libm` crate, less than one unit in the last place off.
///
/// ```
/// assert!((sayso::crf::ln(2.0) - 0.693_147).abs() < 1e-5);
/// assert_eq!(sayso::crf::ln(0.0), -87.0);
/// ```
pub fn ln(x: f32) -> f32 {
    if x <= 0.0 { -BOUND } else { libm::logf(x) }
}

/// 1 / (1 + e^-x): the probability that log odds of `x` stand for.
///
/// ```
/// assert_eq!(sayso::crf::sigmoid(0.0), 0.5);
/// ```
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_within_its_stated_error() {
        for i in -870_000..=870_000 {
            let x = i as f32 / 10_000.0;
            let exact = libm::exp(f64::from(x));
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 4e-7, "{x}");
        }
    }

    #[test]
    fn exp_stays_at_its_bounds() {
        assert_eq!(exp(f32::NEG_INFINITY), exp(-BOUND));
        assert_eq!(exp(f32::INFINITY), exp(BOUND));
        assert!(exp(-BOUND) >= f32::MIN_POSITIVE && exp(f32::NAN).is_nan());
    }

    #[test]
    fn exp_gives_these_bits_everywhere() {
        let bits = [-30.0, -1.5, 0.0, 0.1, 12.25].map(|x| exp(x).to_bits());
        assert_eq!(bits, [701_675_270, 1_046_772_796, 1_065_353_216, 1_066_235_454, 1_212_945_746]);
    }

    #[test]
    fn ln_undoes_exp() {
        for i in -860..860 {
            let x = i as f32 / 10.0;
            assert!((ln(exp(x)) - x).abs() <= 1e-6 + 1e-6 * x.abs(), "{x}");
        }
    }

    #[test]
    fn odds_and_their_opposite_make_one() {
        for x in [-200.0, -3.0, 0.0, 0.5, 90.0] {
            assert!((sigmoid(x) + sigmoid(-x) - 1.0).abs() < 1e-6, "{x}");
        }
    }
}
