//! Ridge-regularised logistic regression by Newton's method: few terms, so every step is solved
//! exactly.

use crate::extract::names::{ABOUT, Counts, From, TERMS};

/// A pair to learn from.
pub(super) struct Example {
    /// The terms that are counted, with their counts; those with a weight set by hand are left out.
    terms: Vec<(usize, f64)>,
    /// What the terms with a weight set by hand add.
    by_hand: f64,
    wanted: bool,
}

impl Example {
    /// The terms whose weights come from what `uses` allows.
    pub(super) fn new(counts: &Counts, wanted: bool, uses: fn(From) -> bool) -> Self {
        let (mut terms, mut by_hand) = (Vec::new(), 0.0);
        for (term, (about, &count)) in ABOUT.iter().zip(counts).enumerate().filter(|(_, c)| *c.1 != 0) {
            match about.from {
                From::Hand(weight) => by_hand += f64::from(weight) / 1_000.0 * f64::from(count),
                From::Pairs | From::Sample if uses(about.from) => terms.push((term, f64::from(count))),
                From::Pairs | From::Sample => {}
            }
        }
        Self { terms, by_hand, wanted }
    }
}

/// At most so many steps; on labelled pairs ten are enough.
const STEPS: usize = 50;

/// A step that moves no weight by more than this is the last.
const ENOUGH: f64 = 1e-9;

/// The farthest that one step moves a weight, so that no first step overshoots.
const FARTHEST: f64 = 5.0;

/// The weights of the terms. The first term, where every pair starts, is not drawn to nothing.
pub(super) fn fit(examples: &[Example], ridge: f64) -> [f64; TERMS] {
    let mut weights = [0.0; TERMS];
    for _ in 0..STEPS {
        let (slope, curve) = slope_and_curve(examples, &weights, ridge);
        let step = solve(curve, slope);
        let mut moved = 0.0_f64;
        for (weight, step) in weights.iter_mut().zip(step) {
            let step = step.clamp(-FARTHEST, FARTHEST);
            *weight -= step;
            moved = moved.max(step.abs());
        }
        if moved < ENOUGH {
            break;
        }
    }
    weights
}

type Square = [[f64; TERMS]; TERMS];

/// First and second derivatives of the loss.
fn slope_and_curve(examples: &[Example], weights: &[f64; TERMS], ridge: f64) -> ([f64; TERMS], Square) {
    let (mut slope, mut curve) = ([0.0; TERMS], [[0.0; TERMS]; TERMS]);
    for example in examples {
        let sum: f64 = example.terms.iter().map(|&(term, count)| weights[term] * count).sum();
        let likely = 1.0 / (1.0 + libm::exp(-(sum + example.by_hand)));
        let off = likely - f64::from(u8::from(example.wanted));
        let bend = likely * (1.0 - likely);
        for &(i, count) in &example.terms {
            slope[i] += off * count;
            for &(j, other) in &example.terms {
                curve[i][j] += bend * count * other;
            }
        }
    }
    for i in 0..TERMS {
        // The first weight is free but for what keeps the curve from being flat without examples.
        let ridge = if i == 0 { 1e-6 } else { ridge };
        slope[i] += ridge * weights[i];
        curve[i][i] += ridge;
    }
    (slope, curve)
}

/// Solves `curve · x = slope` by elimination with the greatest pivot.
fn solve(mut curve: Square, mut slope: [f64; TERMS]) -> [f64; TERMS] {
    for i in 0..TERMS {
        let greatest = (i..TERMS).max_by(|&p, &q| curve[p][i].abs().total_cmp(&curve[q][i].abs()));
        let pivot = greatest.unwrap_or(i);
        curve.swap(i, pivot);
        slope.swap(i, pivot);
        let row = curve[i];
        if row[i] == 0.0 {
            continue; // cannot happen: the ridge is on the diagonal
        }
        for k in i + 1..TERMS {
            let factor = curve[k][i] / row[i];
            if factor != 0.0 {
                curve[k].iter_mut().zip(&row).skip(i).for_each(|(below, above)| *below -= factor * above);
                slope[k] -= factor * slope[i];
            }
        }
    }
    let mut x = [0.0; TERMS];
    for i in (0..TERMS).rev() {
        let known: f64 = (i + 1..TERMS).map(|j| curve[i][j] * x[j]).sum();
        x[i] = if curve[i][i] == 0.0 { 0.0 } else { (slope[i] - known) / curve[i][i] };
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::names::Term;

    fn example(length: i16, wanted: bool) -> Example {
        let mut counts = [0; TERMS];
        counts[Term::Start as usize] = 1;
        counts[Term::Length as usize] = length;
        Example::new(&counts, wanted, |_| true)
    }

    #[test]
    fn one_term_comes_out_as_on_paper() {
        // 3 of 4 wanted at length 1, 1 of 4 at length 0: ln 3 above, -ln 3 below.
        let mut examples: Vec<Example> = (0..4).map(|i| example(1, i > 0)).collect();
        examples.extend((0..4).map(|i| example(0, i > 2)));
        let weights = fit(&examples, 1e-9);
        let ln_3 = libm::log(3.0);
        assert!((weights[Term::Start as usize] + ln_3).abs() < 1e-4, "{weights:?}");
        assert!((weights[Term::Length as usize] - 2.0 * ln_3).abs() < 1e-4, "{weights:?}");
    }

    #[test]
    fn what_cannot_be_learned_stays_finite() {
        assert_eq!(fit(&[], 0.1), [0.0; TERMS]);
        let all_wanted: Vec<Example> = (0..9).map(|i| example(i, true)).collect();
        assert!(fit(&all_wanted, 0.1).iter().all(|weight| weight.is_finite()));
    }

    #[test]
    fn weights_set_by_hand_are_left_alone() {
        let mut counts = [0; TERMS];
        counts[Term::Gendered as usize] = 1;
        let example = Example::new(&counts, true, |_| true);
        assert_eq!((example.terms.len(), example.by_hand), (0, -6.0));
    }
}
