use super::layout::MOST_BITS;

/// A feature: which kind it is and what it saw, spread over 64 bits.
///
/// For one template no two values give the same feature; the high bits are the best mixed.
///
/// Source: multiply, fold, multiply as in the `degski64` mixer, with its constant; the template comes in
/// through the golden ratio (Fibonacci hashing, Knuth, *The Art of Computer Programming* 3, 6.4).
///
/// ```
/// use sayso::crf::mix;
/// assert_ne!(mix(1, 7), mix(2, 7));
/// ```
#[inline]
pub const fn mix(template: u64, value: u64) -> u64 {
    let h = (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (h ^ (h >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// The row of a table of 2^`bits` rows that a feature has: its highest bits, 30 at most.
///
/// ```
/// assert_eq!(sayso::crf::row(u64::MAX, 4), 15);
/// ```
#[inline]
pub const fn row(feature: u64, bits: u8) -> u32 {
    let bits = if bits > MOST_BITS { MOST_BITS } else { bits };
    ((feature >> 1) >> (63 - bits)) as u32 // in two shifts, so that 0 bits give row 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_within_any_table() {
        assert_eq!(row(u64::MAX, 0), 0);
        for bits in 0..=u8::MAX {
            assert!(u64::from(row(u64::MAX, bits)) < 1 << bits.min(30));
        }
    }

    /// A chi-squared of 255 degrees is below 350 but once in ten thousand.
    #[test]
    fn small_numbers_spread_over_all_rows() {
        for template in 0..20 {
            let mut counts = [0_i32; 256];
            (0..25_600).for_each(|value| counts[row(mix(template, value), 8) as usize] += 1);
            let chi: i32 = counts.iter().map(|c| (c - 100).pow(2)).sum();
            assert!(chi / 100 < 350, "template {template}: {chi}");
        }
    }
}
