use super::layout::MOST_BITS;
use super::sample::{Settings, Shuffle};
use super::store::{Reader, StoreError, Writer};
use super::{row, sigmoid};

/// Logistic regression over hashed features: how probable something is.
///
/// ```
/// use sayso::crf::{Logistic, Settings, mix, sigmoid};
/// let seen = [(vec![(mix(1, 0), 1.0)], true), (vec![(mix(1, 1), 1.0)], false)];
/// let settings = Settings { epochs: 20, rate: 1.0, l2: 0.0, seed: 1 };
/// let learned = Logistic::learn(8, &settings, &seen);
/// assert!(sigmoid(learned.odds(&[(mix(1, 0), 1.0)])) > 0.9);
/// assert_eq!(Logistic::default().odds(&[(mix(1, 0), 1.0)]), 0.0);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Logistic {
    bits: u8,
    /// 2^bits of them, in nats; none in one that knows nothing.
    weights: Vec<f32>,
}

/// One thing to judge: features with their values.
type Seen = Vec<(u64, f32)>;

impl Logistic {
    /// Learns, in a table of 2^`bits` weights (1 to 30), from things and whether each is so.
    ///
    /// By AdaGrad on the gradient of the log loss, one thing after the other; the weights are those after
    /// the last. The same things and [`Settings`] give the same weights, on every platform.
    pub fn learn(bits: u8, settings: &Settings, seen: &[(Seen, bool)]) -> Self {
        let bits = bits.clamp(1, MOST_BITS);
        let mut learned = Self { bits, weights: vec![0.0; 1 << bits] };
        let mut squares = vec![0.0; 1 << bits];
        let mut order: Vec<usize> = (0..seen.len()).collect();
        let mut shuffle = Shuffle::new(settings.seed);
        for epoch in 0..settings.epochs {
            shuffle.apply(&mut order);
            for (n, &i) in order.iter().enumerate() {
                let rate = settings.rate_at(epoch, n, seen.len());
                learned.see(&seen[i], &mut squares, rate, settings.l2);
            }
        }
        learned
    }

    /// One step down the gradient of one thing.
    fn see(&mut self, (features, so): &(Seen, bool), squares: &mut [f32], rate: f32, l2: f32) {
        let error = sigmoid(self.odds(features)) - f32::from(u8::from(*so));
        for &(feature, value) in features {
            let at = row(feature, self.bits) as usize;
            let gradient = error * value + l2 * self.weights[at];
            squares[at] += gradient * gradient;
            self.weights[at] -= rate * gradient / (squares[at] + 1e-6).sqrt();
        }
    }

    /// The sum of the weights of what is seen, in log odds; [`sigmoid`] makes it a probability.
    pub fn odds(&self, features: &[(u64, f32)]) -> f32 {
        let weight =
            |feature| self.weights.get(row(feature, self.bits) as usize).copied().unwrap_or_default();
        features.iter().map(|&(feature, value)| weight(feature) * value).sum()
    }

    /// Appends the weights to a model.
    ///
    /// Shape: bits, a byte; 2^bits weights of 4 bytes.
    pub fn write(&self, out: &mut Writer) {
        out.bytes(&[self.bits]);
        self.weights.iter().for_each(|&weight| out.float(weight));
    }

    /// Reads the weights from a model.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes end early, or give a size or a weight that no table has.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let [bits] = from.array()?;
        if !(1..=MOST_BITS).contains(&bits) {
            return Err(StoreError::Damaged);
        }
        let length = 4_usize.checked_mul(1 << bits).ok_or(StoreError::Damaged)?;
        let mut packed = Reader::within(from.take(length)?);
        let weights = (0..1_usize << bits).map(|_| packed.float()).collect::<Result<_, _>>()?;
        Ok(Self { bits, weights })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crf::mix;

    const SETTINGS: Settings = Settings { epochs: 10, rate: 0.3, l2: 1e-4, seed: 5 };

    /// Is so when either of two features is there, with noise beside them.
    fn things() -> Vec<(Seen, bool)> {
        let thing = |n: u64| {
            let so = n % 4 < 2;
            let noise = (mix(2, n * n % 17), 0.5);
            (vec![(mix(0, 0), 1.0), (mix(1, n % 4), 1.0), noise], so)
        };
        (0..200).map(thing).collect()
    }

    #[test]
    fn it_learns_what_can_be_learned() {
        let learned = Logistic::learn(10, &SETTINGS, &things());
        assert!(things().iter().all(|(features, so)| (learned.odds(features) > 1.0) == *so));
    }

    #[test]
    fn an_empty_lesson_or_an_odd_size_is_no_harm() {
        assert_eq!(Logistic::learn(0, &SETTINGS, &[]).odds(&[(7, 1.0)]), 0.0);
        assert!(Logistic::learn(1, &SETTINGS, &things()).odds(&[(u64::MAX, 1.0)]).is_finite());
    }

    #[test]
    fn the_same_seed_gives_the_same_weights() {
        let learn = |seed| Logistic::learn(10, &Settings { seed, ..SETTINGS }, &things());
        assert_eq!(learn(1), learn(1));
        assert_ne!(learn(1), learn(2));
    }

    #[test]
    fn what_was_written_is_read() {
        let learned = Logistic::learn(6, &SETTINGS, &things());
        let mut out = Writer::new(3);
        learned.write(&mut out);
        let bytes = out.finish();
        assert_eq!(Logistic::read(&mut Reader::open(&bytes, 3).unwrap()), Ok(learned));
    }

    #[test]
    fn a_size_that_the_bytes_do_not_hold_is_refused() {
        for bits in [0, 6, 30, 31, 255] {
            let mut out = Writer::new(3);
            out.bytes(&[bits, 0, 0, 0]);
            let bytes = out.finish();
            assert_eq!(Logistic::read(&mut Reader::open(&bytes, 3).unwrap()), Err(StoreError::Damaged));
        }
    }
}
