//! How well pairs are judged by weights that were learned without them.

use super::{LabelledPair, Wanted};
use crate::extract::names::{Comparison, Verdict};
use crate::text::hash_bytes;
use std::collections::HashMap;
use std::fmt::Write as _;

/// A pair judged by weights that were learned without its fold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOut {
    /// The verdict and the score.
    pub comparison: Comparison,
    /// The score by the weights that are used inside stories.
    pub in_story: i32,
    /// The reasons.
    pub why: Vec<String>,
}

/// How held-out pairs were judged: the flag task of `gold/names`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamesReport {
    /// Pairs that count, and those of them that are variants.
    pub pairs: usize,
    /// Those that are variants.
    pub variants: usize,
    /// Out of context.
    pub alone: Rates,
    /// With the weights that are used inside stories, and nothing known of the story.
    pub in_story: Rates,
}

/// Right and wrong verdicts as rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Of those called variants, how many are.
    pub precision: f64,
    /// Of the variants, how many are called so.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// Recall at the score that lets 5 % of the others through.
    pub recall_at_5: f64,
}

impl NamesReport {
    pub(super) fn of(pairs: &[LabelledPair], held_out: &[HeldOut]) -> Self {
        let counted: Vec<(bool, &HeldOut)> = pairs
            .iter()
            .zip(held_out)
            .filter(|(pair, _)| pair.wanted != Wanted::LeftOut)
            .map(|(pair, held)| (pair.wanted == Wanted::Variant, held))
            .collect();
        let rates = |called: fn(&HeldOut) -> bool, score: fn(&HeldOut) -> i32| {
            rates(
                &counted
                    .iter()
                    .map(|(wanted, held)| (*wanted, called(held), score(held)))
                    .collect::<Vec<_>>(),
            )
        };
        Self {
            pairs: counted.len(),
            variants: counted.iter().filter(|(wanted, _)| *wanted).count(),
            alone: rates(|held| held.comparison.verdict == Verdict::Variant, |held| held.comparison.score),
            in_story: rates(|held| held.in_story > 0, |held| held.in_story),
        }
    }

    /// The table that people read.
    pub fn text(&self) -> String {
        let mut out = format!("pairs {}, variants {}\n", self.pairs, self.variants);
        let heads = ["", "precision", "recall", "F1", "recall at 5 % false alarms"];
        let _ = writeln!(out, "{:<24}{:>10}{:>8}{:>8}  {}", heads[0], heads[1], heads[2], heads[3], heads[4]);
        for (name, r) in [("out of context", self.alone), ("weights of stories", self.in_story)] {
            let _ = writeln!(
                out,
                "{name:<24}{:>10.3}{:>8.3}{:>8.3}  {:.3}",
                r.precision, r.recall, r.f1, r.recall_at_5
            );
        }
        out
    }
}

/// Rates of (wanted, called, score).
fn rates(judged: &[(bool, bool, i32)]) -> Rates {
    let count = |wanted: bool, called: bool| {
        judged.iter().filter(|one| (one.0, one.1) == (wanted, called)).count() as f64
    };
    let (right, wrong, missed) = (count(true, true), count(false, true), count(true, false));
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
    Rates {
        precision,
        recall,
        f1: share(2.0 * precision * recall, precision + recall),
        recall_at_5: recall_at(judged, 20),
    }
}

/// Recall at the score that lets through at most one in `of` of those that are not wanted.
fn recall_at(judged: &[(bool, bool, i32)], of: usize) -> f64 {
    let mut others: Vec<i32> = judged.iter().filter(|one| !one.0).map(|one| one.2).collect();
    others.sort_unstable_by_key(|score| std::cmp::Reverse(*score));
    let limit = others.get((others.len() / of).min(others.len().saturating_sub(1)));
    let wanted: Vec<i32> = judged.iter().filter(|one| one.0).map(|one| one.2).collect();
    let above = wanted.iter().filter(|score| limit.is_none_or(|limit| *score > limit)).count();
    if wanted.is_empty() { 0.0 } else { above as f64 / wanted.len() as f64 }
}

/// The fold of each pair. Names that are connected by pairs fall into one fold, which goes by the
/// least of them, so that the order of the pairs plays no part.
pub(super) fn folds(pairs: &[LabelledPair], folds: usize) -> Vec<usize> {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    let mut parents: Vec<usize> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut id = |name, parents: &mut Vec<usize>| {
        *ids.entry(name).or_insert_with(|| {
            parents.push(parents.len());
            names.push(name);
            parents.len() - 1
        })
    };
    let mut of_pair = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (a, b) = (id(pair.a.as_str(), &mut parents), id(pair.b.as_str(), &mut parents));
        let (a, b) = (root(&mut parents, a), root(&mut parents, b));
        parents[a] = b;
        of_pair.push(a);
    }
    let mut least: Vec<Option<&str>> = vec![None; names.len()];
    for (i, name) in names.iter().enumerate() {
        let root = root(&mut parents, i);
        least[root] = Some(least[root].map_or(*name, |known| known.min(name)));
    }
    let fold = |i: usize| {
        let name = least[root(&mut parents, i)].unwrap_or_default();
        (hash_bytes(name.as_bytes()) >> 20) as usize % folds.max(1)
    };
    of_pair.into_iter().map(fold).collect()
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(names: &[(&str, &str)]) -> Vec<LabelledPair> {
        let pair = |&(a, b): &(&str, &str)| LabelledPair {
            a: a.to_owned(),
            b: b.to_owned(),
            wanted: Wanted::Nothing,
        };
        names.iter().map(pair).collect()
    }

    #[test]
    fn connected_names_share_a_fold_in_any_order() {
        let mut chain: Vec<(&str, &str)> = vec![("a", "b"), ("c", "d"), ("e", "f"), ("b", "c"), ("g", "g")];
        let found = folds(&pairs(&chain), 5);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[0], found[3]);
        chain.reverse();
        let mut back = folds(&pairs(&chain), 5);
        back.reverse();
        assert_eq!(found, back);
    }

    #[test]
    fn rates_are_those_of_the_flag_task() {
        let judged = [(true, true, 9), (true, false, -1), (false, true, 3), (false, false, -5)];
        let found = rates(&judged);
        assert_eq!((found.precision, found.recall, found.f1, found.recall_at_5), (0.5, 0.5, 0.5, 0.5));
        let none = rates(&[]);
        assert_eq!((none.f1, none.recall_at_5), (0.0, 0.0));
    }
}
