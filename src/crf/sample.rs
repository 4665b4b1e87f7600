//! What is learned from, how long, and in which order.

use super::layout::Layout;
use super::mix;

/// How long and how strongly to learn.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// How often every chain is seen.
    pub epochs: u32,
    /// How far a first step goes, in nats; it falls to a tenth over the epochs.
    pub rate: f32,
    /// How strongly weights are drawn to zero: this share of a weight is added to its gradient.
    pub l2: f32,
    /// Decides the order in which chains are seen.
    pub seed: u64,
}

impl Settings {
    /// How far a step goes when `seen` of the `count` examples of an epoch have been seen; epochs from zero.
    pub(super) fn rate_at(&self, epoch: u32, seen: usize, count: usize) -> f32 {
        let done = (epoch as f32 + seen as f32 / count as f32) / self.epochs as f32;
        self.rate * (1.0 - 0.9 * done)
    }
}

/// One chain to learn from.
///
/// A chain that names a row, class or label that the field does not have teaches nothing.
///
/// ```
/// let mut chain = sayso::crf::Sample::default();
/// chain.clear();
/// chain.rows.extend([3, 9]);
/// chain.end_token(0, 1);
/// assert_eq!((chain.ends, chain.gold, chain.weight), (vec![2], vec![1], 1.0));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// The rows of all tokens' features, one token after the other.
    pub rows: Vec<u32>,
    /// Where the rows of each token end.
    pub ends: Vec<u32>,
    /// The transition class of each token.
    pub classes: Vec<u8>,
    /// The right label of each token.
    pub gold: Vec<u8>,
    /// How much the chain counts; 1 is usual.
    pub weight: f32,
}

impl Sample {
    /// Empties it for the next chain.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.ends.clear();
        self.classes.clear();
        self.gold.clear();
        self.weight = 1.0;
    }

    /// Ends the features of one token.
    pub fn end_token(&mut self, class: u8, gold: u8) {
        self.ends.push(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        self.classes.push(class);
        self.gold.push(gold);
    }

    /// The rows of each token.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.rows.get(start as usize..end as usize).unwrap_or(&[]))
    }

    /// Whether a field of this layout can learn from it.
    pub(super) fn fits(&self, layout: &Layout) -> bool {
        let count = self.gold.len();
        count > 0
            && (self.ends.len(), self.classes.len()) == (count, count)
            && self.gold.iter().all(|&label| label < layout.labels)
            && self.classes.iter().all(|&class| class < layout.classes)
            && self.rows.iter().all(|&row| (row as usize) < layout.rows())
    }
}

/// A fixed order that depends on a seed alone.
///
/// ```
/// let mut items = [1, 2, 3, 4, 5];
/// sayso::crf::Shuffle::new(7).apply(&mut items);
/// let mut again = [1, 2, 3, 4, 5];
/// sayso::crf::Shuffle::new(7).apply(&mut again);
/// assert_eq!(items, again);
/// ```
#[derive(Debug, Clone)]
pub struct Shuffle(u64);

impl Shuffle {
    /// The orders of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(mix(seed, 1))
    }

    /// Puts the items, 2^32 of them at most, into the next order.
    ///
    /// Source: Fisher and Yates, with Lemire's multiplication in place of a division.
    pub fn apply<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            self.0 = mix(self.0, i as u64);
            let chosen = (self.0 >> 32).wrapping_mul(i as u64 + 1) >> 32;
            items.swap(i, chosen as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_keeps_every_item_and_changes_with_the_seed() {
        let order = |seed| {
            let mut items: Vec<u32> = (0..1000).collect();
            Shuffle::new(seed).apply(&mut items);
            items
        };
        assert_ne!(order(1), order(2));
        let mut sorted = order(1);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn the_rate_falls_to_a_tenth() {
        let settings = Settings { epochs: 4, rate: 0.5, l2: 0.0, seed: 0 };
        assert_eq!(settings.rate_at(0, 0, 10), 0.5);
        assert!((settings.rate_at(3, 10, 10) - 0.05).abs() < 1e-6);
    }

    #[test]
    fn what_the_layout_does_not_have_does_not_fit() {
        let layout = Layout { labels: 2, classes: 1, bits: 3, ..Layout::default() };
        let chain = |row, class, gold| {
            let mut sample = Sample { rows: vec![row], ..Sample::default() };
            sample.end_token(class, gold);
            sample.fits(&layout)
        };
        assert!(chain(7, 0, 1));
        assert!(!chain(8, 0, 1) && !chain(7, 1, 1) && !chain(7, 0, 2));
        assert!(!Sample::default().fits(&layout));
    }
}
