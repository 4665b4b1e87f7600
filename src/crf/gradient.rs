//! The one place where the loss of a chain and its derivatives are computed.

use super::Row;
use super::chain::{self, Likelihoods, Room};
use super::lanes::{Matrix, scaled};
use super::layout::FORBIDDEN;
use super::sample::Sample;
use super::table::Steps;

/// What a forbidden step counts in the loss of a chain whose right labels take one, in nats.
///
/// Such a chain never becomes probable; this keeps it from hiding the loss of all others.
const FORBIDDEN_LOSS: f32 = 60.0;

/// The loss of one chain and its derivatives, with room for the next chain.
#[derive(Debug, Default)]
pub(super) struct Gradient {
    /// The score of each label at each token: what the caller fills in.
    pub scores: Vec<Row>,
    /// By those scores. The first and the last row are also those by the weights of beginning and ending.
    pub by_score: Vec<Row>,
    /// By the weights of each step, `[from][to]`, into each token but the first.
    pub by_step: Vec<Matrix>,
    room: Room,
}

impl Gradient {
    /// Derives the loss of the chain, times its weight, for the scores that stand in it; gives the loss,
    /// without the weight.
    ///
    /// The sample fits the field and has as many tokens as there are scores.
    pub fn derive(&mut self, sample: &Sample, steps: &Steps, likelihoods: &Likelihoods) -> f64 {
        let loss = self.loss(sample, steps, likelihoods);
        self.by_step.clear();
        for (i, (&class, gold)) in sample.classes.iter().skip(1).zip(sample.gold.windows(2)).enumerate() {
            let p = chain::step_probabilities(i + 1, class, likelihoods, &self.room);
            let mut gradient = p.map(|row| scaled(&row, sample.weight));
            gradient[usize::from(gold[0])][usize::from(gold[1])] -= sample.weight;
            self.by_step.push(gradient);
        }
        for (gradient, &gold) in self.by_score.iter_mut().zip(&sample.gold) {
            *gradient = scaled(gradient, sample.weight);
            gradient[usize::from(gold)] -= sample.weight;
        }
        loss
    }

    /// How improbable the right labels are, in nats; leaves the probabilities of the labels in `by_score`.
    pub fn loss(&mut self, sample: &Sample, steps: &Steps, likelihoods: &Likelihoods) -> f64 {
        let Self { scores, by_score, room, .. } = self;
        let normaliser = chain::probabilities(scores, &sample.classes, likelihoods, room, by_score);
        normaliser - self.gold_score(sample, steps)
    }

    fn gold_score(&self, sample: &Sample, steps: &Steps) -> f64 {
        let Some((&first, &last)) = sample.gold.first().zip(sample.gold.last()) else { return 0.0 };
        let ends = weight(steps.first[usize::from(first)]) + weight(steps.last[usize::from(last)]);
        let scores = self.scores.iter().zip(&sample.gold);
        let scores: f64 = scores.map(|(score, &label)| f64::from(score[usize::from(label)])).sum();
        let stepped = sample.classes.iter().skip(1).zip(sample.gold.windows(2));
        let stepped: f64 = stepped
            .map(|(&class, gold)| weight(steps.matrix(class)[usize::from(gold[0])][usize::from(gold[1])]))
            .sum();
        ends + scores + stepped
    }
}

fn weight(of_step: f32) -> f64 {
    f64::from(if of_step <= FORBIDDEN { -FORBIDDEN_LOSS } else { of_step })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crf::{Layout, WIDTH};
    use proptest::prelude::*;

    /// Half the distance of the two losses that a slope is measured between: 2^-6.
    ///
    /// The slope is then off by 4e-5 for the curve, and by 2e-4 since a loss of five tokens, out of `f32`
    /// likelihoods, is good to some 5e-6.
    const NEAR: f32 = 0.015_625;
    const OFF: f64 = 5e-4;

    fn layout() -> Layout {
        let forbidden = [1 << 2, 1 << 0, 0, 0, 0, 0, 0, 0];
        Layout { labels: 4, classes: 2, bits: 1, forbidden, never_first: 1 << 2, never_last: 1 << 3 }
    }

    #[derive(Debug, Clone)]
    struct Case {
        scores: Vec<Row>,
        steps: Steps,
        sample: Sample,
    }

    impl Case {
        fn loss(&self) -> f64 {
            let mut gradient = Gradient { scores: self.scores.clone(), ..Gradient::default() };
            gradient.loss(&self.sample, &self.steps, &Likelihoods::of(&self.steps))
                * f64::from(self.sample.weight)
        }

        /// The derivative by one weight, from the loss on either side of it.
        fn slope(&self, weight: impl Fn(&mut Self) -> &mut f32) -> f64 {
            let at = |by: f32| {
                let mut moved = self.clone();
                *weight(&mut moved) += by;
                moved.loss()
            };
            (at(NEAR) - at(-NEAR)) / f64::from(2.0 * NEAR)
        }
    }

    fn case() -> impl Strategy<Value = Case> {
        let rows = |count| proptest::collection::vec(proptest::array::uniform8(-3_f32..3.0), count);
        let tokens = proptest::collection::vec((0..2_u8, prop_oneof![Just(1_u8), Just(3)]), 0..=3);
        (rows(5..6), rows(18..19), tokens, 0.25_f32..4.0).prop_map(|(scores, weights, tokens, weight)| {
            let mut steps = Steps::new(&layout());
            for (row, weights) in steps.rows_mut().zip(weights) {
                for (step, weight) in row.iter_mut().zip(weights) {
                    *step = if *step > FORBIDDEN { weight } else { *step };
                }
            }
            let mut sample = Sample { weight, ..Sample::default() };
            tokens.into_iter().chain([(1, 1)]).for_each(|(class, gold)| sample.end_token(class, gold));
            Case { scores: scores[..sample.gold.len()].to_vec(), steps, sample }
        })
    }

    fn derived(case: &Case) -> Gradient {
        let mut gradient = Gradient { scores: case.scores.clone(), ..Gradient::default() };
        let loss = gradient.derive(&case.sample, &case.steps, &Likelihoods::of(&case.steps));
        assert!((loss * f64::from(case.sample.weight) - case.loss()).abs() < 1e-9);
        gradient
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn by_scores_it_is_the_slope_of_the_loss(case in case()) {
            let gradient = derived(&case);
            for (i, row) in gradient.by_score.iter().enumerate() {
                for (label, &g) in row.iter().enumerate().take(4) {
                    let slope = case.slope(|case| &mut case.scores[i][label]);
                    prop_assert!((slope - f64::from(g)).abs() < OFF, "token {i}, label {label}: {g}, slope {slope}");
                }
            }
        }

        #[test]
        fn by_steps_it_is_the_slope_of_the_loss(case in case()) {
            let mut by_class = vec![[[0.0_f64; WIDTH]; WIDTH]; 2];
            for (&class, step) in case.sample.classes.iter().skip(1).zip(&derived(&case).by_step) {
                let sums = by_class[usize::from(class)].iter_mut().flatten();
                sums.zip(step.iter().flatten()).for_each(|(sum, &g)| *sum += f64::from(g));
            }
            for (class, from, to) in (0..32).map(|n| (n / 16, n / 4 % 4, n % 4)) {
                let g = by_class[class][from][to];
                if layout().forbids(from, to) {
                    prop_assert_eq!(g, 0.0);
                } else {
                    let slope = case.slope(|case| &mut case.steps.by_class[class][from][to]);
                    prop_assert!((slope - g).abs() < OFF, "{class}: {from} to {to}: {g}, slope {slope}");
                }
            }
        }

        #[test]
        fn by_ends_it_is_that_of_the_first_and_last_score(case in case()) {
            let gradient = derived(&case);
            let (first, last) = (gradient.by_score[0], gradient.by_score[case.sample.gold.len() - 1]);
            for label in (0..4).filter(|&label| !layout().forbids_first(label)) {
                let slope = case.slope(|case| &mut case.steps.first[label]);
                prop_assert!((slope - f64::from(first[label])).abs() < OFF);
            }
            for label in (0..4).filter(|&label| !layout().forbids_last(label)) {
                let slope = case.slope(|case| &mut case.steps.last[label]);
                prop_assert!((slope - f64::from(last[label])).abs() < OFF);
            }
        }

        /// What leads into a label and what leads on from it are that label's probability.
        #[test]
        fn steps_and_labels_tell_the_same(case in case()) {
            let gradient = derived(&case);
            for (i, step) in gradient.by_step.iter().enumerate() {
                for label in 0..WIDTH {
                    let on: f32 = step[label].iter().sum();
                    let into: f32 = step.iter().map(|row| row[label]).sum();
                    prop_assert!((on - gradient.by_score[i][label]).abs() < 1e-5 * case.sample.weight.max(1.0));
                    prop_assert!((into - gradient.by_score[i + 1][label]).abs() < 1e-5 * case.sample.weight.max(1.0));
                }
            }
        }
    }
}
