use super::Row;
use super::chain::Likelihoods;
use super::gradient::Gradient;
use super::lanes::add;
use super::layout::{Layout, WIDTH};
use super::sample::{Sample, Settings, Shuffle};
use super::table::{Steps, Table};

/// A weight row and its sum of squared gradients, in one cache line.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Learned {
    weights: Row,
    squares: Row,
}

/// Learns a field by AdaGrad on the exact gradient, chain by chain; [`Table`] has an example.
///
/// What it gives is the mean of the weights at the ends of the later half of the epochs (Polyak and
/// Juditsky, "Acceleration of stochastic approximation by averaging", 1992).
/// The same chains and [`Settings`] give the same bytes, on every platform.
/// Room: 96 bytes for each of the 2^bits rows.
#[derive(Debug)]
pub struct Trainer {
    layout: Layout,
    rows: Vec<Learned>,
    steps: Steps,
    step_squares: Steps,
    likelihoods: Likelihoods,
    gradient: Gradient,
    mean: Mean,
}

/// The mean of the weights at the ends of some epochs.
#[derive(Debug, Default)]
struct Mean {
    epochs: u32,
    rows: Vec<Row>,
    steps: Steps,
}

impl Trainer {
    /// A field that knows nothing yet. What is out of bounds in the layout is brought within them.
    pub fn new(layout: Layout) -> Self {
        let layout = layout.bounded();
        let steps = Steps::new(&layout);
        Self {
            rows: vec![Learned::default(); layout.rows()],
            step_squares: Steps {
                by_class: vec![[[0.0; WIDTH]; WIDTH]; steps.by_class.len()],
                ..Steps::default()
            },
            likelihoods: Likelihoods::of(&steps),
            steps,
            layout,
            gradient: Gradient::default(),
            mean: Mean::default(),
        }
    }

    /// Starts anew, but keeps the mean of the later epochs so far: the field of several beginnings is
    /// steadier than that of one.
    pub fn forget(&mut self) {
        let mean = std::mem::take(&mut self.mean);
        *self = Self { mean, ..Self::new(self.layout.clone()) };
    }

    /// Learns from `count` chains that `fill` gives by their number, into an empty sample; `told` hears
    /// after each epoch its number, from one, and the mean loss a token, in nats.
    pub fn learn(
        &mut self,
        settings: &Settings,
        count: usize,
        mut fill: impl FnMut(usize, &mut Sample),
        mut told: impl FnMut(u32, f64),
    ) {
        let mut order: Vec<usize> = (0..count).collect();
        let mut shuffle = Shuffle::new(settings.seed);
        let mut sample = Sample::default();
        for epoch in 0..settings.epochs {
            shuffle.apply(&mut order);
            let (mut loss, mut tokens) = (0.0, 0_usize);
            for (seen, &chain) in order.iter().enumerate() {
                sample.clear();
                fill(chain, &mut sample);
                loss += self.see(&sample, settings.rate_at(epoch, seen, count), settings.l2);
                tokens += sample.gold.len();
            }
            if epoch >= settings.epochs / 2 {
                self.mean.add(&self.rows, &self.steps);
            }
            told(epoch + 1, loss / tokens.max(1) as f64);
        }
    }

    /// The loss of a chain: how improbable its right labels are, in nats, for the weights as they stand.
    ///
    /// A chain that does not fit the field has none.
    pub fn loss(&mut self, sample: &Sample) -> f32 {
        if !sample.fits(&self.layout) {
            return 0.0;
        }
        self.score(sample);
        self.gradient.loss(sample, &self.steps, &self.likelihoods) as f32
    }

    /// The field with its feature weights in 8 bits.
    pub fn finish(self) -> Table {
        if self.mean.epochs > 0 {
            return Table::narrowed(self.layout, &self.mean.rows, self.mean.steps);
        }
        let rows: Vec<Row> = self.rows.iter().map(|row| row.weights).collect();
        Table::narrowed(self.layout, &rows, self.steps)
    }

    /// The scores of a chain's tokens, for the weights as they stand.
    fn score(&mut self, sample: &Sample) {
        self.gradient.scores.clear();
        for features in sample.tokens() {
            let sum =
                features.iter().fold([0.0; WIDTH], |sum, &row| add(&sum, &self.rows[row as usize].weights));
            self.gradient.scores.push(sum);
        }
    }

    /// One step down the gradient of one chain; gives its loss before.
    fn see(&mut self, sample: &Sample, rate: f32, l2: f32) -> f64 {
        if !sample.fits(&self.layout) {
            return 0.0;
        }
        self.score(sample);
        let loss = self.gradient.derive(sample, &self.steps, &self.likelihoods);
        self.learn_steps(sample, rate);
        self.learn_rows(sample, rate, l2);
        loss
    }

    fn learn_rows(&mut self, sample: &Sample, rate: f32, l2: f32) {
        for (features, gradient) in sample.tokens().zip(&self.gradient.by_score) {
            if is_right(gradient) {
                continue;
            }
            for &row in features {
                let Learned { weights, squares } = &mut self.rows[row as usize];
                let drawn: Row = std::array::from_fn(|label| gradient[label] + l2 * weights[label]);
                descend(weights, squares, &drawn, rate);
            }
        }
    }

    fn learn_steps(&mut self, sample: &Sample, rate: f32) {
        let Gradient { by_score, by_step, .. } = &self.gradient;
        if let Some((first, last)) = by_score.first().zip(by_score.last()) {
            descend(&mut self.steps.first, &mut self.step_squares.first, first, rate);
            descend(&mut self.steps.last, &mut self.step_squares.last, last, rate);
        }
        for (&class, gradient) in sample.classes.iter().skip(1).zip(by_step) {
            if gradient.iter().all(is_right) {
                continue;
            }
            let weights = &mut self.steps.by_class[usize::from(class)];
            let squares = &mut self.step_squares.by_class[usize::from(class)];
            for ((weights, squares), gradient) in weights.iter_mut().zip(squares).zip(gradient) {
                descend(weights, squares, gradient, rate);
            }
        }
        self.likelihoods.renew(&self.steps);
    }
}

/// Whether nothing is left to learn here: no probability is off by a thousandth.
///
/// That is far below what decides a label, and most tokens come to it: their rows are left alone.
fn is_right(gradient: &Row) -> bool {
    gradient.iter().all(|g| g.abs() < 1e-3)
}

/// One step of AdaGrad.
///
/// A forbidden weight stays as it is: no step is large enough to change it.
fn descend(weights: &mut Row, squares: &mut Row, gradient: &Row, rate: f32) {
    for label in 0..WIDTH {
        let g = gradient[label];
        squares[label] += g * g;
        weights[label] -= rate * g / (squares[label] + 1e-6).sqrt();
    }
}

impl Mean {
    fn add(&mut self, rows: &[Learned], steps: &Steps) {
        self.epochs += 1;
        if self.epochs == 1 {
            self.rows = rows.iter().map(|row| row.weights).collect();
            self.steps = steps.clone();
            return;
        }
        let share = 1.0 / self.epochs as f32;
        let now = rows.iter().map(|row| &row.weights).chain(steps.rows());
        for (mean, now) in self.rows.iter_mut().chain(self.steps.rows_mut()).zip(now) {
            // What is forbidden is the same each time, and so stays as it is.
            mean.iter_mut().zip(now).for_each(|(mean, now)| *mean += (now - *mean) * share);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Settings = Settings { epochs: 1, rate: 0.2, l2: 0.0, seed: 1 };

    fn trainer() -> Trainer {
        Trainer::new(Layout {
            labels: 3,
            classes: 2,
            bits: 2,
            forbidden: [4, 0, 0, 0, 0, 0, 0, 0],
            ..Layout::default()
        })
    }

    fn fill(number: usize, sample: &mut Sample) {
        for (at, gold) in [0, 1, 2, 0].into_iter().enumerate() {
            sample.rows.push((number + at) as u32 % 4);
            sample.end_token(at as u8 % 2, gold);
        }
    }

    fn chain(number: usize) -> Sample {
        let mut sample = Sample::default();
        sample.clear();
        fill(number, &mut sample);
        sample
    }

    #[test]
    fn a_step_makes_its_chain_more_probable() {
        let mut trainer = trainer();
        let before = trainer.loss(&chain(0));
        assert_eq!(trainer.see(&chain(0), 0.1, 0.0) as f32, before);
        assert!(trainer.loss(&chain(0)) < before);
    }

    #[test]
    fn untrained_all_labellings_are_alike() {
        let three = 3_f32.ln();
        let mut sample = Sample { weight: 1.0, ..Sample::default() };
        sample.end_token(0, 2);
        assert!((trainer().loss(&sample) - three).abs() < 1e-6);
        assert_eq!(trainer().loss(&Sample::default()), 0.0);
    }

    /// Twice one epoch from the start, each of the same order, are not two epochs; their mean is the mean
    /// of what stands after each.
    #[test]
    fn rows_and_steps_are_the_mean_of_the_epochs() {
        let mut trainer = trainer();
        trainer.learn(&SETTINGS, 5, fill, |_, _| {});
        let first = (trainer.rows[1].weights, trainer.steps.by_class[1][0], trainer.steps.first);
        trainer.learn(&SETTINGS, 5, fill, |_, _| {});
        let second = (trainer.rows[1].weights, trainer.steps.by_class[1][0], trainer.steps.first);
        let half = |a: &Row, b: &Row| std::array::from_fn::<f32, WIDTH, _>(|i| a[i] + (b[i] - a[i]) * 0.5);
        assert_eq!(trainer.mean.rows[1], half(&first.0, &second.0));
        assert_eq!(trainer.mean.steps.by_class[1][0], half(&first.1, &second.1));
        let table = trainer.finish();
        assert_eq!(table.steps.first, half(&first.2, &second.2));
        assert_eq!(table.steps.by_class[0][0][2], Steps::new(&table.layout).by_class[0][0][2]);
    }

    #[test]
    fn a_chain_of_twice_the_weight_pulls_twice_as_hard() {
        let mut trainer = trainer();
        let mut by_score = |weight| {
            trainer.score(&chain(0));
            let sample = Sample { weight, ..chain(0) };
            trainer.gradient.derive(&sample, &trainer.steps, &trainer.likelihoods);
            trainer.gradient.by_score.clone()
        };
        let (one, two) = (by_score(1.0), by_score(2.0));
        assert!(one.iter().flatten().zip(two.iter().flatten()).all(|(one, two)| one * 2.0 == *two));
    }
}
