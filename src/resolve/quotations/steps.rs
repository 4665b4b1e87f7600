//! The steps of an alignment that a verdict rests on: from the first to the last word that is the same.

use super::sketch::is_real;
use super::trace::{self, Step};
use crate::extract::{FoldedWord, WordKind};
use std::ops::Range;

pub(super) const fn of_a(step: &Step) -> Option<usize> {
    match step {
        Step::Same(i, _) | Step::Swap(i, _) | Step::OnlyA(i) => Some(*i),
        Step::OnlyB(_) => None,
    }
}

pub(super) const fn of_b(step: &Step) -> Option<usize> {
    match step {
        Step::Same(_, j) | Step::Swap(_, j) | Step::OnlyB(j) => Some(*j),
        Step::OnlyA(_) => None,
    }
}

/// The steps from the first to the last word that is the same: a cut edge is free.
pub(super) fn inner(steps: &[Step]) -> &[Step] {
    let same = |step: &Step| matches!(step, Step::Same(..));
    match (steps.iter().position(same), steps.iter().rposition(same)) {
        (Some(first), Some(last)) => &steps[first..=last],
        _ => &[],
    }
}

/// The steps with a word more at either end, where one side ends with it and a word before it differs:
/// `It to be` for `It ought to be` is no cut edge, though one common word does not pay for the gap.
pub(super) fn reached(a: &[FoldedWord], b: &[FoldedWord], steps: &[Step]) -> Vec<Step> {
    let mut reached = steps.to_vec();
    let (Some(&Step::Same(i, j)), Some(&Step::Same(k, l))) = (steps.first(), steps.last()) else {
        return reached;
    };
    // Grammar may be swapped at an edge; a word that is only on one side counts whatever it is.
    let tells = |word: &FoldedWord, swapped: bool| match word.kind {
        WordKind::Content | WordKind::Number | WordKind::Negation => true,
        WordKind::Function => !swapped,
        WordKind::Bracketed | WordKind::Ellipsis => false,
    };
    for (own, other) in [(1, 0), (0, 1), (1, 1)] {
        let (from, to) = (one_before(a, i, own), one_before(b, j, other));
        let (Some(x), Some(y)) = (from.checked_sub(1), to.checked_sub(1)) else { continue };
        let differ = a[from..i].iter().chain(&b[to..j]).any(|word| tells(word, own == other));
        if (x == 0 || y == 0) && differ && is_real(a[x].kind) && trace::is_same(&a[x], &b[y]) {
            reached.splice(0..0, std::iter::once(Step::Same(x, y)).chain(between(from..i, to..j)));
            break;
        }
    }
    for (own, other) in [(1, 0), (0, 1), (1, 1)] {
        let (x, y) = (one_after(a, k + 1, own), one_after(b, l + 1, other));
        let (Some(first), Some(second)) = (a.get(x), b.get(y)) else { continue };
        let ends = x + 1 == a.len() || y + 1 == b.len();
        let differ = a[k + 1..x].iter().chain(&b[l + 1..y]).any(|word| tells(word, own == other));
        if ends && differ && is_real(first.kind) && trace::is_same(first, second) {
            reached.extend(between(k + 1..x, l + 1..y));
            reached.push(Step::Same(x, y));
            break;
        }
    }
    reached
}

/// Where the printed word before `end` begins, if one is to be skipped: `can’t` is two words in one.
fn one_before(words: &[FoldedWord], end: usize, skipped: usize) -> usize {
    let from = end.saturating_sub(skipped);
    let halved = from > 0 && from < end && words[from - 1].span == words[from].span;
    from - usize::from(halved)
}

/// Where the printed word that begins at `from` ends, if one is to be skipped.
fn one_after(words: &[FoldedWord], from: usize, skipped: usize) -> usize {
    let to = from + skipped;
    let halved = to > from && to < words.len() && words[to - 1].span == words[to].span;
    to + usize::from(halved)
}

/// The steps over a word of either side.
fn between(a: Range<usize>, b: Range<usize>) -> impl Iterator<Item = Step> {
    let swapped = a.len().min(b.len());
    let swaps = a.clone().zip(b.clone()).map(|(i, j)| Step::Swap(i, j));
    swaps.chain(a.skip(swapped).map(Step::OnlyA)).chain(b.skip(swapped).map(Step::OnlyB))
}

pub(super) const fn is_same(step: &Step) -> bool {
    matches!(step, Step::Same(..))
}
