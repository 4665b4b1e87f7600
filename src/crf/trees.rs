//! Boosted trees: how probable something is, from numbers whose scale does not matter.
//!
//! Source: Friedman, "Greedy function approximation: a gradient boosting machine" (2001); gains and leaves
//! of the second order as in Chen and Guestrin, "XGBoost" (2016), steps and growth leaf by leaf as in Ke
//! and others, "LightGBM" (2017).

mod growth;
mod steps;

use super::store::{Reader, StoreError, Writer};
use growth::Growing;

/// How many trees to grow, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// How many trees.
    pub trees: u32,
    /// How many leaves a tree has at most; 2 to 64.
    pub leaves: u8,
    /// How far each tree goes towards what it would have: a share of one.
    pub rate: f32,
    /// How much a leaf must hold: the sum of p (1 - p) over its things.
    pub least: f32,
    /// How strongly leaves are drawn to zero; in the unit of `least`.
    pub l2: f32,
    /// The shares of the things and of the numbers that a tree is grown from.
    pub shares: [f32; 2],
    /// Decides which things and numbers those are.
    pub seed: u64,
}

/// A choice between two ways.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Fork {
    /// Which number is looked at.
    number: u8,
    /// Where to go when it is no greater than `most`, and where else: a fork of the same tree further on,
    /// or, from [`LEAF`] on, a leaf of it.
    ways: [u8; 2],
    most: f32,
}

/// Ways from here on lead to leaves.
const LEAF: u8 = 128;

/// The most leaves that a tree may have.
const MOST_LEAVES: u8 = 64;

/// One tree: forks, each before those it leads to, and one leaf more than forks.
#[derive(Debug, Clone, PartialEq, Default)]
struct Tree {
    forks: Vec<Fork>,
    leaves: Vec<f32>,
}

/// Trees whose leaves add up to log odds.
///
/// ```
/// use sayso::crf::{Growth, Trees};
/// let numbers: Vec<f32> = (0..100).map(|n| n as f32).collect();
/// let so: Vec<bool> = numbers.iter().map(|&n| n > 30.0).collect();
/// let growth =
///     Growth { trees: 20, leaves: 4, rate: 0.3, least: 1.0, l2: 1.0, shares: [1.0, 1.0], seed: 1 };
/// let trees = Trees::grow(&growth, 1, &numbers, &so);
/// assert!(trees.odds(&[80.0]) > 1.0 && trees.odds(&[5.0]) < -1.0);
/// assert_eq!(Trees::default().odds(&[]), 0.0);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trees {
    /// How many numbers a thing has.
    width: u8,
    /// The log odds of all things together.
    base: f32,
    trees: Vec<Tree>,
}

impl Trees {
    /// Grows trees from things of `width` numbers each, one after the other in `numbers`, and whether each
    /// is so.
    ///
    /// The same things and [`Growth`] give the same trees, on every platform.
    pub fn grow(growth: &Growth, width: u8, numbers: &[f32], so: &[bool]) -> Self {
        let mut growing = Growing::new(growth, usize::from(width), numbers, so);
        let base = growing.base();
        let trees = (0..growth.trees).filter_map(|n| growing.tree(n)).collect();
        Self { width, base, trees }
    }

    /// The log odds of a thing; one that has not as many numbers as those grown from has odds of zero.
    pub fn odds(&self, numbers: &[f32]) -> f32 {
        if numbers.len() != usize::from(self.width) {
            return 0.0;
        }
        self.base + self.trees.iter().map(|tree| tree.leaf(numbers)).sum::<f32>()
    }

    /// Appends the trees to a model.
    ///
    /// Shape: width, a byte; base; how many trees, 8 bytes; of each how many forks, a byte, the forks of a
    /// byte of number, two of ways and 4 of bound, and one leaf more than forks, of 4 bytes each.
    pub fn write(&self, out: &mut Writer) {
        out.bytes(&[self.width]);
        out.float(self.base);
        out.number(self.trees.len() as u64);
        for tree in &self.trees {
            out.bytes(&[tree.forks.len() as u8]);
            for fork in &tree.forks {
                out.bytes(&[fork.number, fork.ways[0], fork.ways[1]]);
                out.float(fork.most);
            }
            tree.leaves.iter().for_each(|&leaf| out.float(leaf));
        }
    }

    /// Reads trees from a model.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes end early, or when a fork looks at a number that there is not
    /// or leads nowhere or back.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let [width] = from.array()?;
        let base = from.float()?;
        let count = from.count(1)?;
        let trees = (0..count).map(|_| Tree::read(width, from)).collect::<Result<_, _>>()?;
        Ok(Self { width, base, trees })
    }
}

impl Tree {
    /// What the leaf holds that these numbers lead to.
    #[inline]
    fn leaf(&self, numbers: &[f32]) -> f32 {
        let mut at = 0;
        while at < LEAF {
            let Some(fork) = self.forks.get(usize::from(at)) else { return 0.0 };
            let above = numbers.get(usize::from(fork.number)).is_none_or(|&number| number > fork.most);
            at = fork.ways[usize::from(above)];
        }
        self.leaves.get(usize::from(at - LEAF)).copied().unwrap_or_default()
    }

    fn read(width: u8, from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let [count] = from.array()?;
        if !(1..MOST_LEAVES).contains(&count) {
            return Err(StoreError::Damaged);
        }
        let mut forks = Vec::with_capacity(usize::from(count));
        for at in 0..count {
            let [number, low, high] = from.array()?;
            let leads_on = |way: u8| if way < LEAF { at < way && way < count } else { way - LEAF <= count };
            if number >= width || !leads_on(low) || !leads_on(high) {
                return Err(StoreError::Damaged);
            }
            forks.push(Fork { number, ways: [low, high], most: from.float()? });
        }
        let leaves = (0..=count).map(|_| from.float()).collect::<Result<_, _>>()?;
        Ok(Self { forks, leaves })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crf::{mix, sigmoid};
    use proptest::prelude::*;

    const GROWTH: Growth =
        Growth { trees: 40, leaves: 8, rate: 0.2, least: 0.5, l2: 1.0, shares: [0.8, 0.7], seed: 5 };

    /// Things of three numbers, so when the first two agree on being large; the third is noise.
    fn things(count: u64, seed: u64) -> (Vec<f32>, Vec<bool>) {
        let number = |n: u64, k: u64| (mix(seed, n * 4 + k) >> 40) as f32 / (1 << 24) as f32;
        let numbers: Vec<f32> = (0..count).flat_map(|n| (0..3).map(move |k| number(n, k))).collect();
        let so = numbers.chunks(3).map(|thing| (thing[0] > 0.5) == (thing[1] > 0.5)).collect();
        (numbers, so)
    }

    fn loss(trees: &Trees, (numbers, so): &(Vec<f32>, Vec<bool>)) -> f32 {
        let one = |(thing, &so): (&[f32], &bool)| {
            let p = sigmoid(trees.odds(thing));
            -crate::crf::ln(if so { p } else { 1.0 - p })
        };
        numbers.chunks(3).zip(so).map(one).sum::<f32>() / so.len() as f32
    }

    #[test]
    fn they_learn_what_no_straight_line_tells() {
        let (numbers, so) = things(2000, 1);
        let trees = Trees::grow(&GROWTH, 3, &numbers, &so);
        let (unknown, truth) = things(500, 2);
        let right = unknown.chunks(3).zip(&truth).filter(|(thing, so)| (trees.odds(thing) > 0.0) == **so);
        assert!(right.count() > 470);
    }

    #[test]
    fn what_was_written_is_read() {
        let (numbers, so) = things(300, 1);
        let trees = Trees::grow(&GROWTH, 3, &numbers, &so);
        assert_eq!(again(&trees), Ok(trees));
        assert_eq!(again(&Trees::default()), Ok(Trees::default()));
    }

    fn again(trees: &Trees) -> Result<Trees, StoreError> {
        let mut out = Writer::new(3);
        trees.write(&mut out);
        Trees::read(&mut Reader::open(&out.finish(), 3)?)
    }

    #[test]
    fn a_fork_that_leads_back_or_nowhere_is_refused() {
        let (numbers, so) = things(300, 1);
        let sound = Trees::grow(&GROWTH, 3, &numbers, &so);
        let forks = sound.trees[0].forks.len() as u8;
        let with = |change: fn(&mut Fork, u8)| {
            let mut trees = sound.clone();
            change(&mut trees.trees[0].forks[1], forks);
            again(&trees)
        };
        assert_eq!(with(|fork, _| fork.ways[0] = 1), Err(StoreError::Damaged));
        assert_eq!(with(|fork, _| fork.ways[1] = 0), Err(StoreError::Damaged));
        assert_eq!(with(|fork, forks| fork.ways[0] = forks), Err(StoreError::Damaged));
        assert_eq!(with(|fork, forks| fork.ways[0] = LEAF + forks + 1), Err(StoreError::Damaged));
        assert_eq!(with(|fork, _| fork.number = 3), Err(StoreError::Damaged));
        assert_eq!(with(|fork, _| fork.most = f32::NAN), Err(StoreError::Damaged));
    }

    #[test]
    fn things_that_cannot_be_told_apart_have_the_odds_of_all() {
        let trees = Trees::grow(&GROWTH, 1, &[1.0; 40], &[true, true, true, false].repeat(10));
        assert!((sigmoid(trees.odds(&[1.0])) - 0.75).abs() < 0.02);
        assert!(Trees::grow(&GROWTH, 2, &[], &[]).odds(&[1.0, 2.0]).is_finite());
        assert!(Trees::grow(&GROWTH, 1, &[f32::NAN, 1.0], &[true]).odds(&[f32::NAN]).is_finite());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn each_tree_fits_better_what_it_grew_from(seed in any::<u64>(), count in 20_u64..200) {
            let things = things(count, seed);
            let growth = Growth { trees: 12, shares: [1.0, 1.0], seed, ..GROWTH };
            let mut trees = Trees::grow(&growth, 3, &things.0, &things.1);
            let mut before = loss(&trees, &things);
            while trees.trees.pop().is_some() {
                let fewer = loss(&trees, &things);
                prop_assert!(fewer >= before - 1e-5, "{fewer} {before}");
                before = fewer;
            }
        }

        #[test]
        fn the_same_seed_gives_the_same_trees(seed in any::<u64>()) {
            let (numbers, so) = things(150, seed);
            let growth = Growth { seed, trees: 6, ..GROWTH };
            let first = Trees::grow(&growth, 3, &numbers, &so);
            prop_assert_eq!(&first, &Trees::grow(&growth, 3, &numbers, &so));
            prop_assert_ne!(first, Trees::grow(&Growth { seed: !seed, ..growth }, 3, &numbers, &so));
        }
    }
}
