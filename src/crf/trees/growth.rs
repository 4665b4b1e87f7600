//! Growing one tree after the other, each towards what those before it got wrong.

use super::steps::Stepped;
use super::{Fork, Growth, LEAF, MOST_LEAVES, Tree};
use crate::crf::{Shuffle, mix, sigmoid};

/// First and second derivatives of the loss, summed.
type Slopes = [f64; 2];

/// Slopes by step, of one kind of number after the other.
type Sums = Vec<Slopes>;

/// What trees are grown from, and how far they have come.
pub(super) struct Growing<'g> {
    growth: &'g Growth,
    width: usize,
    things: Stepped,
    so: &'g [bool],
    /// The log odds of each thing so far.
    odds: Vec<f32>,
    slopes: Vec<Slopes>,
    shuffle: Shuffle,
}

/// Where a leaf could be cut in two.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cut {
    gain: f64,
    kind: usize,
    step: u8,
}

/// A leaf while its tree grows.
struct Leaf {
    things: Vec<u32>,
    sums: Sums,
    cut: Option<Cut>,
    /// The way that leads to it: a fork and which side of it; none for the first.
    from: Option<(usize, usize)>,
}

/// How many steps there are room for; see [`Stepped`].
const ROOM: usize = 64;

impl<'g> Growing<'g> {
    pub fn new(growth: &'g Growth, width: usize, numbers: &[f32], so: &'g [bool]) -> Self {
        let count = so.len().min(numbers.len() / width.max(1));
        let so = &so[..count];
        let mut growing = Self {
            growth,
            width,
            things: Stepped::new(width, numbers, count),
            so,
            odds: Vec::new(),
            slopes: vec![[0.0; 2]; count],
            shuffle: Shuffle::new(growth.seed),
        };
        growing.odds = vec![growing.base(); count];
        growing
    }

    /// The log odds of all things together.
    pub fn base(&self) -> f32 {
        let so = self.so.iter().filter(|so| **so).count() as f32;
        crate::crf::ln((so + 0.5) / (self.so.len() as f32 - so + 0.5))
    }

    /// Grows the `n`th tree; none where nothing is to be told apart.
    pub fn tree(&mut self, n: u32) -> Option<Tree> {
        for ((slopes, &odds), &so) in self.slopes.iter_mut().zip(&self.odds).zip(self.so) {
            let p = sigmoid(odds);
            *slopes = [f64::from(p - f32::from(u8::from(so))), f64::from(p * (1.0 - p))];
        }
        let kinds = self.kinds();
        let mut tree = Tree::default();
        let mut cuts: Vec<Cut> = Vec::new();
        let mut leaves = vec![self.leaf(self.drawn(n), None, &kinds, None)];
        while leaves.len() < usize::from(self.growth.leaves.clamp(2, MOST_LEAVES)) {
            let Some((at, cut)) = best(&leaves) else { break };
            let leaf = leaves.swap_remove(at);
            let fork = tree.forks.len();
            cuts.push(cut);
            if let Some((before, side)) = leaf.from {
                tree.forks[before].ways[side] = fork as u8;
            }
            tree.forks.push(Fork {
                number: cut.kind as u8,
                ways: [LEAF; 2],
                most: self.things.bounds[cut.kind][usize::from(cut.step)],
            });
            leaves.extend(self.halves(leaf, cut, fork, &kinds));
        }
        if tree.forks.is_empty() {
            return None;
        }
        for leaf in &leaves {
            if let Some((fork, side)) = leaf.from {
                tree.forks[fork].ways[side] = LEAF + tree.leaves.len() as u8;
            }
            tree.leaves.push(self.value(leaf));
        }
        self.climb(&tree, &cuts);
        Some(tree)
    }

    /// The kinds of numbers that the next tree is grown from.
    fn kinds(&mut self) -> Vec<usize> {
        let mut kinds: Vec<usize> = (0..self.width).collect();
        self.shuffle.apply(&mut kinds);
        kinds.truncate((self.width as f32 * self.growth.shares[1]).ceil() as usize);
        kinds.sort_unstable();
        kinds
    }

    /// The things that the `n`th tree is grown from.
    fn drawn(&self, n: u32) -> Vec<u32> {
        let most = (f64::from(self.growth.shares[0]) * f64::from(u32::MAX)) as u32;
        let seed = mix(self.growth.seed, u64::from(n));
        (0..self.so.len() as u32).filter(|&i| (mix(seed, u64::from(i)) >> 32) as u32 <= most).collect()
    }

    fn leaf(
        &self,
        things: Vec<u32>,
        sums: Option<Sums>,
        kinds: &[usize],
        from: Option<(usize, usize)>,
    ) -> Leaf {
        let sums = sums.unwrap_or_else(|| self.sums(&things, kinds));
        let cut = self.cut(&sums, kinds);
        Leaf { things, sums, cut, from }
    }

    fn sums(&self, things: &[u32], kinds: &[usize]) -> Sums {
        let mut sums = vec![[0.0; 2]; kinds.len() * ROOM];
        for &thing in things {
            let at = thing as usize;
            let [first, second] = self.slopes[at];
            let steps = &self.things.steps[at * self.width..(at + 1) * self.width];
            for (&kind, sums) in kinds.iter().zip(sums.chunks_exact_mut(ROOM)) {
                let sum = &mut sums[usize::from(steps[kind]) % ROOM];
                sum[0] += first;
                sum[1] += second;
            }
        }
        sums
    }

    /// The cut that gains the most; of equals the first.
    fn cut(&self, sums: &Sums, kinds: &[usize]) -> Option<Cut> {
        let (least, l2) = (f64::from(self.growth.least), f64::from(self.growth.l2));
        let worth = |[first, second]: Slopes| first * first / (second + l2);
        let mut best: Option<Cut> = None;
        for (&kind, sums) in kinds.iter().zip(sums.chunks_exact(ROOM)) {
            let all = total(sums);
            let mut below = [0.0; 2];
            for (step, sum) in sums[..self.things.bounds[kind].len()].iter().enumerate() {
                below = [below[0] + sum[0], below[1] + sum[1]];
                let above = [all[0] - below[0], all[1] - below[1]];
                let gain = worth(below) + worth(above) - worth(all);
                let holds = below[1] >= least && above[1] >= least;
                if holds && gain > best.map_or(1e-9, |best| best.gain) {
                    best = Some(Cut { gain, kind, step: step as u8 });
                }
            }
        }
        best
    }

    /// The two leaves that a cut makes of one; the sums of the larger are what the smaller leaves.
    fn halves(&self, leaf: Leaf, cut: Cut, fork: usize, kinds: &[usize]) -> [Leaf; 2] {
        let is_below = |&thing: &u32| self.things.steps[thing as usize * self.width + cut.kind] <= cut.step;
        let (below, above): (Vec<u32>, Vec<u32>) = leaf.things.iter().partition(|thing| is_below(thing));
        let mut rest = leaf.sums;
        let smaller = self.sums(if below.len() < above.len() { &below } else { &above }, kinds);
        for (sum, less) in rest.iter_mut().zip(&smaller) {
            *sum = [sum[0] - less[0], sum[1] - less[1]];
        }
        let (low, high) = if below.len() < above.len() { (smaller, rest) } else { (rest, smaller) };
        [
            self.leaf(below, Some(low), kinds, Some((fork, 0))),
            self.leaf(above, Some(high), kinds, Some((fork, 1))),
        ]
    }

    /// What a leaf adds to log odds.
    fn value(&self, leaf: &Leaf) -> f32 {
        let [first, second] = total(&leaf.sums[..ROOM.min(leaf.sums.len())]);
        let step = first / (second + f64::from(self.growth.l2)).max(1e-9);
        (-step * f64::from(self.growth.rate)) as f32
    }

    /// Adds a tree, made of these cuts, to the odds so far.
    fn climb(&mut self, tree: &Tree, cuts: &[Cut]) {
        for (odds, steps) in self.odds.iter_mut().zip(self.things.steps.chunks_exact(self.width)) {
            let mut at = 0;
            while at < LEAF {
                let cut = &cuts[usize::from(at)];
                at = tree.forks[usize::from(at)].ways[usize::from(steps[cut.kind] > cut.step)];
            }
            *odds += tree.leaves[usize::from(at - LEAF)];
        }
    }
}

/// The leaf whose cut gains the most, the first of equals.
fn best(leaves: &[Leaf]) -> Option<(usize, Cut)> {
    let cuts = leaves.iter().enumerate().filter_map(|(at, leaf)| Some((at, leaf.cut?)));
    cuts.reduce(|best, next| if next.1.gain > best.1.gain { next } else { best })
}

fn total(sums: &[Slopes]) -> Slopes {
    sums.iter().fold([0.0; 2], |all, sum| [all[0] + sum[0], all[1] + sum[1]])
}
