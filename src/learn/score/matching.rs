//! Which predicted word sets stand for which gold ones.

use super::words::Set;

/// A gold set and the predicted one that stands for it, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub gold: usize,
    pub predicted: usize,
}

/// One-to-one pairs of overlapping sets with an IoU of at least `floor`, best first; of equals, the
/// first gold one with the first predicted one.
pub(super) fn pairs(gold: &[&Set], predicted: &[&Set], floor: f64) -> Vec<Pair> {
    let mut ranked = overlaps(gold, predicted);
    ranked.retain(|&(iou, _)| iou >= floor);
    ranked.sort_by(|(a, one), (b, other)| {
        b.total_cmp(a).then_with(|| (one.gold, one.predicted).cmp(&(other.gold, other.predicted)))
    });
    let (mut used_gold, mut used_predicted) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = Vec::new();
    for (_, pair) in ranked {
        if !used_gold[pair.gold] && !used_predicted[pair.predicted] {
            (used_gold[pair.gold], used_predicted[pair.predicted]) = (true, true);
            pairs.push(pair);
        }
    }
    pairs
}

/// Every pair that shares a word, with its IoU.
fn overlaps(gold: &[&Set], predicted: &[&Set]) -> Vec<(f64, Pair)> {
    let holders = Holders::of(predicted);
    let mut found = Vec::new();
    for (g, set) in gold.iter().enumerate() {
        for (p, both) in holders.sharing(set) {
            let either = set.len() + predicted[p].len() - both;
            found.push((both as f64 / either as f64, Pair { gold: g, predicted: p }));
        }
    }
    found
}

/// Which of a list of sets hold a word, so that not every set need be held against every other.
#[derive(Debug)]
pub(super) struct Holders(Vec<Vec<usize>>);

impl Holders {
    pub(super) fn of(sets: &[&Set]) -> Self {
        let words = sets.iter().flat_map(|set| set.iter()).max().map_or(0, |last| last + 1);
        let mut holders = vec![Vec::new(); words];
        for (n, set) in sets.iter().enumerate() {
            set.iter().for_each(|word| holders[word].push(n));
        }
        Self(holders)
    }

    /// The sets that share a word with this one, in their order, and how many they share.
    pub(super) fn sharing(&self, set: &Set) -> Vec<(usize, usize)> {
        let mut hits: Vec<usize> =
            set.iter().filter_map(|word| self.0.get(word)).flatten().copied().collect();
        hits.sort_unstable();
        hits.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gold: &[&[usize]], predicted: &[&[usize]], floor: f64, expected: &[(usize, usize)]) {
        let sets = |of: &[&[usize]]| of.iter().map(|set| Set::new(set.iter().copied())).collect::<Vec<_>>();
        let (gold, predicted) = (sets(gold), sets(predicted));
        let refs = |sets| Vec::from_iter::<&[Set]>(sets);
        let found = pairs(&refs(&gold), &refs(&predicted), floor);
        assert_eq!(found.iter().map(|p| (p.gold, p.predicted)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_best_pair_goes_first() {
        check(&[&[1, 2, 3], &[3, 4]], &[&[3, 4], &[1, 2, 3, 4]], 0.5, &[(1, 0), (0, 1)]);
        check(&[&[1, 2]], &[&[2, 3]], 0.5, &[]);
        check(&[&[1, 2]], &[&[2, 3]], 0.0, &[(0, 0)]);
        check(&[&[1], &[]], &[&[2], &[]], 0.0, &[]);
    }

    #[test]
    fn of_equals_the_first_with_the_first() {
        check(&[&[1, 2], &[1, 2]], &[&[1, 2], &[1, 2]], 0.5, &[(0, 0), (1, 1)]);
        check(&[&[5, 6], &[1, 2]], &[&[1, 2, 3], &[1, 2, 9], &[5, 6, 7]], 0.5, &[(0, 2), (1, 0)]);
    }
}
