//! How far the figures would swing with other stories.

use super::counts::Counts;
use super::summary::Summary;
use rand_mt::Mt;

/// The 95 % interval of each main figure, from `rounds` resamplings of the stories; none without rounds.
///
/// The draws are those of Python's `random.Random(0).choices`, so that both give the same bytes.
pub(super) fn intervals(counts: &[Counts], rounds: u32) -> Vec<(String, [f64; 2])> {
    let mut dice = Dice::new();
    let mut seen: Vec<(String, Vec<f64>)> = Vec::new();
    for _ in 0..rounds {
        let summary = Summary::of(&counts.iter().map(|_| &counts[dice.below(counts.len())]).sum());
        for (i, (name, value)) in figures(&summary).into_iter().enumerate() {
            match seen.get_mut(i) {
                Some((_, values)) => values.push(value),
                None => seen.push((name, vec![value])),
            }
        }
    }
    seen.into_iter().map(|(name, values)| (name, middle(values))).collect()
}

/// The main figures and what they are called.
fn figures(summary: &Summary) -> Vec<(String, f64)> {
    let of_row = |(kind, row): (&str, &super::summary::Row)| {
        [("exact", row.exact), ("relaxed", row.relaxed), ("words", row.words), ("claim", row.claim)]
            .map(|(name, cell)| (format!("{kind} {name} f1"), cell.f1))
    };
    let passages = ("passages claim".to_owned(), summary.passages.claim);
    summary.rows().into_iter().flat_map(of_row).chain([passages]).collect()
}

/// The values between which the middle 95 % lie.
fn middle(mut values: Vec<f64>) -> [f64; 2] {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    [0.025, 0.975].map(|q| values.get((q * last) as usize).copied().unwrap_or_default())
}

/// Python's generator with the seed 0.
struct Dice(Mt);

impl Dice {
    fn new() -> Self {
        Self(Mt::new_with_key([0])) // Python seeds by array, and 0 is an array of one word
    }

    /// A fraction from 0 up to 1, of 53 bits.
    fn fraction(&mut self) -> f64 {
        let (high, low) = (self.0.next_u32() >> 5, self.0.next_u32() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// One of the numbers from 0 up to `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        ((self.fraction() * end as f64) as usize).min(end.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `random.Random(0)`: five times `random()`, then `choices(range(840), k=8)` of a new one.
    #[test]
    fn the_draws_are_those_of_python() {
        let mut dice = Dice::new();
        let fractions: Vec<f64> = (0..5).map(|_| dice.fraction()).collect();
        assert_eq!(fractions, FRACTIONS);
        let mut dice = Dice::new();
        assert_eq!((0..8).map(|_| dice.below(840)).collect::<Vec<_>>(), CHOICES);
    }

    #[test]
    fn without_rounds_there_are_no_intervals() {
        assert_eq!(intervals(&[Counts::default()], 0), []);
        assert_eq!(intervals(&[], 2).len(), 17);
    }

    #[test]
    fn the_middle_leaves_out_the_ends() {
        assert_eq!(middle((0..200).rev().map(f64::from).collect()), [4.0, 194.0]);
        assert_eq!(middle(vec![1.0]), [1.0, 1.0]);
    }

    const FRACTIONS: [f64; 5] =
        [0.8444218515250481, 0.7579544029403025, 0.420571580830845, 0.25891675029296335, 0.5112747213686085];

    const CHOICES: [usize; 8] = [709, 636, 353, 217, 429, 340, 658, 254];
}
