//! Lays two lists of words against each other: overlap alignment with affine gaps (Gotoh 1982).
//!
//! Both ends of either list may hang over for free, for a quotation may be cut at its edges; what
//! stands between is paid for. Long lists are compared in a band around their best diagonal.

use crate::extract::{FoldedWord, WordKind};
use crate::lexicon::HashKeyed;

/// One step of an alignment, by index into the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word on both sides.
    Same(usize, usize),
    /// One word for another.
    Swap(usize, usize),
    /// A word that only the first list has.
    OnlyA(usize),
    /// A word that only the second list has.
    OnlyB(usize),
}

/// Words beyond this many of one quotation are not compared.
///
/// About ten printed pages. Bounds time and memory for any input.
pub(super) const LONGEST: usize = 4096;

/// Up to this many cells the whole table is filled; beyond, a band of it.
const FULL: usize = 40_000;

/// Half the width of the band: how far words may shift against the best diagonal.
const BAND: i64 = 48;

const OPEN: i32 = 5;
const EXTEND: i32 = 1;
const LOW: i32 = i32::MIN / 4;

/// The steps of the best alignment, free ends aside.
pub(super) fn trace(a: &[FoldedWord], b: &[FoldedWord]) -> Vec<Step> {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    if is_copy(a, b) {
        return (0..a.len()).map(|i| Step::Same(i, i)).collect(); // every other way has fewer words
    }
    let band = match a.len() * b.len() {
        0..=FULL => Band { diagonal: 0, reach: i64::MAX / 4 },
        _ => Band { diagonal: best_diagonal(a, b), reach: BAND },
    };
    Table::fill(a, b, band).steps()
}

/// Whether the two are word for word the same.
fn is_copy(a: &[FoldedWord], b: &[FoldedWord]) -> bool {
    let alike = |(x, y): (&FoldedWord, &FoldedWord)| (x.hash, x.kind, x.rarity) == (y.hash, y.kind, y.rarity);
    a.len() == b.len() && a.iter().zip(b).all(alike)
}

/// How far the second list is shifted against the first where most rare words agree.
fn best_diagonal(a: &[FoldedWord], b: &[FoldedWord]) -> i64 {
    let mut places: HashKeyed<[u32; 4]> = HashKeyed::default();
    for (j, word) in b.iter().enumerate().filter(|(_, word)| word.rarity >= 6) {
        let slots = places.entry(word.hash).or_insert([u32::MAX; 4]);
        if let Some(free) = slots.iter_mut().find(|slot| **slot == u32::MAX) {
            *free = j as u32;
        }
    }
    // Buckets half a band wide, each vote in two of them: no agreement falls between two buckets.
    let buckets = (a.len() + b.len()) / BAND as usize + 3;
    let mut votes = vec![0u32; buckets];
    for (i, word) in a.iter().enumerate() {
        for &j in places.get(&word.hash).into_iter().flatten().filter(|&&j| j != u32::MAX) {
            let bucket = (j as usize + a.len() - i) / BAND as usize;
            votes[bucket] += u32::from(word.rarity);
            votes[bucket + 1] += u32::from(word.rarity);
        }
    }
    let shift = |bucket: usize| bucket as i64 * BAND - a.len() as i64;
    let key = |&at: &usize| (votes[at], std::cmp::Reverse(shift(at).abs()), std::cmp::Reverse(at));
    match (0..buckets).max_by_key(key) {
        Some(best) if votes[best] > 0 => shift(best),
        Some(_) | None => 0,
    }
}

#[derive(Clone, Copy)]
struct Band {
    diagonal: i64,
    reach: i64,
}

impl Band {
    /// The columns of a row, first and last.
    fn columns(self, row: usize, width: usize) -> (usize, usize) {
        let middle = row as i64 + self.diagonal;
        let clamp = |at: i64| at.clamp(0, width as i64) as usize;
        (clamp(middle.saturating_sub(self.reach)), clamp(middle.saturating_add(self.reach)))
    }
}

/// Where a cell's three scores came from, two bits each: the state before.
const FROM_START: u8 = 3;
const STARTED: u8 = FROM_START | FROM_START << 2 | FROM_START << 4;
const DIAGONAL: u8 = 0;
const ONLY_A: u8 = 1;
const ONLY_B: u8 = 2;

struct Table<'a> {
    a: &'a [FoldedWord],
    b: &'a [FoldedWord],
    band: Band,
    rows: Vec<usize>,
    from: Vec<u8>,
    /// The best end: score, row, column, state.
    best: (i32, usize, usize, u8),
}

/// The scores of a cell by its last step (both words, a word of `a` alone, a word of `b` alone), and
/// the best of them with its state.
///
/// Sums stay far from the ends of `i32`: a step adds at most 13 or takes 6, and there are no more
/// than two for each of [`LONGEST`] words.
#[derive(Clone, Copy)]
struct Cell {
    by: [i32; 3],
    best: i32,
    state: u8,
}

impl Cell {
    const NONE: Self = Self { by: [LOW; 3], best: LOW, state: DIAGONAL };
    const START: Self = Self { by: [0, LOW, LOW], best: 0, state: DIAGONAL };

    #[inline]
    fn of(by: [i32; 3]) -> Self {
        let (best, state) = if by[1] > by[0] { (by[1], ONLY_A) } else { (by[0], DIAGONAL) };
        let (best, state) = if by[2] > best { (by[2], ONLY_B) } else { (best, state) };
        Self { by, best, state }
    }

    /// The score of a gap that goes on or opens behind this cell, and the state before it.
    #[inline]
    fn gap(self, own: u8, (open, extend): (i32, i32)) -> (i32, u8) {
        let opened = self.best.wrapping_sub(open + extend);
        let going_on = self.by[own as usize].wrapping_sub(extend);
        if going_on >= opened { (going_on.max(LOW), own) } else { (opened.max(LOW), self.state) }
    }
}

impl<'a> Table<'a> {
    fn fill(a: &'a [FoldedWord], b: &'a [FoldedWord], band: Band) -> Self {
        let leaps = |word: &FoldedWord| matches!(word.kind, WordKind::Ellipsis | WordKind::Bracketed);
        match a.iter().chain(b).any(leaps) {
            true => Self::filled::<true>(a, b, band),
            false => Self::filled::<false>(a, b, band),
        }
    }

    /// `LEAPS`: whether an ellipsis or an insertion stands in either list.
    fn filled<const LEAPS: bool>(a: &'a [FoldedWord], b: &'a [FoldedWord], band: Band) -> Self {
        let mut table = Self {
            a,
            b,
            band,
            rows: Vec::with_capacity(a.len() + 1),
            from: Vec::with_capacity((a.len() + 1) * (b.len() + 1).min(2 * BAND as usize + 1)),
            best: (0, 0, 0, FROM_START),
        };
        // Each cell holds the row above until its own row comes by.
        let mut cells: Vec<Cell> = vec![Cell::NONE; b.len() + 1];
        let mut edge = 0;
        for i in 0..=a.len() {
            let (first, last) = band.columns(i, b.len());
            if i > 0 && edge == b.len() {
                break; // the band has left the table
            }
            edge = first;
            table.rows.push(table.from.len());
            if i == 0 {
                table.from.resize(last + 1 - first, STARTED);
                cells[first..=last].fill(Cell::START);
                continue;
            }
            let mut left = Cell::NONE;
            if first == 0 {
                table.from.push(STARTED);
                (cells[0], left) = (Cell::START, Cell::START);
            }
            let inner = first.max(1);
            table.row::<LEAPS>((i, inner), left, &mut cells[inner - 1..=last]);
            let ends = if i == a.len() { inner } else { b.len() };
            for (j, cell) in (ends..=last).zip(&cells[ends..]) {
                if cell.by[0] > table.best.0 {
                    table.best = (cell.by[0], i, j, DIAGONAL);
                }
            }
        }
        table
    }

    /// Fills a row from column `first` on, with `left` of it; `cells` begin with the one before.
    fn row<const LEAPS: bool>(&mut self, (i, first): (usize, usize), mut left: Cell, cells: &mut [Cell]) {
        let Some((before, cells)) = cells.split_first_mut() else { return };
        let mut corner = *before;
        let (x, paid) = (&self.a[i - 1], (OPEN, EXTEND));
        let start = self.from.len();
        self.from.resize(start + cells.len(), STARTED);
        let columns = cells.iter_mut().zip(&mut self.from[start..]).zip(&self.b[first - 1..]);
        for (j, ((cell, from), y)) in (first..).zip(columns) {
            let for_a = if LEAPS { cost(x, y, self.b.get(j)) } else { paid };
            let for_b = if LEAPS { cost(y, x, self.a.get(i)) } else { paid };
            let both = corner.best.wrapping_add(if LEAPS { meeting(x, y) } else { plain_meeting(x, y) });
            let (only_a, from_a) = cell.gap(ONLY_A, for_a);
            let (only_b, from_b) = left.gap(ONLY_B, for_b);
            *from = corner.state | from_a << 2 | from_b << 4;
            left = Cell::of([both, only_a, only_b]);
            corner = std::mem::replace(cell, left);
        }
    }

    fn steps(&self) -> Vec<Step> {
        let (_, mut i, mut j, mut state) = self.best;
        let mut steps = Vec::new();
        while i > 0 && j > 0 && state != FROM_START {
            let (first, _) = self.band.columns(i, self.b.len());
            let from = self.from[self.rows[i] + j - first];
            let before = from >> (2 * state) & 3;
            match state {
                DIAGONAL => {
                    (i, j) = (i - 1, j - 1);
                    let same = is_same(&self.a[i], &self.b[j]);
                    steps.push(if same { Step::Same(i, j) } else { Step::Swap(i, j) });
                }
                ONLY_A => {
                    i -= 1;
                    steps.push(Step::OnlyA(i));
                }
                _ => {
                    j -= 1;
                    steps.push(Step::OnlyB(j));
                }
            }
            state = before;
        }
        steps.reverse();
        steps
    }
}

/// What it costs to open a gap at a word, and to go on, given the words around it on the other side.
fn cost(word: &FoldedWord, before: &FoldedWord, after: Option<&FoldedWord>) -> (i32, i32) {
    let ellipsis = |w: &FoldedWord| w.kind == WordKind::Ellipsis;
    match word.kind {
        WordKind::Ellipsis | WordKind::Bracketed => (0, 0),
        WordKind::Content | WordKind::Function | WordKind::Negation | WordKind::Number => {
            if ellipsis(before) || after.is_some_and(ellipsis) {
                (0, 0)
            } else if before.kind == WordKind::Bracketed {
                (0, EXTEND)
            } else {
                (OPEN, EXTEND)
            }
        }
    }
}

pub(super) fn is_same(a: &FoldedWord, b: &FoldedWord) -> bool {
    a.hash == b.hash && (a.kind == WordKind::Ellipsis) == (b.kind == WordKind::Ellipsis)
}

/// The score of two words that stand against each other.
fn meeting(a: &FoldedWord, b: &FoldedWord) -> i32 {
    let wild = |w: &FoldedWord| w.kind == WordKind::Bracketed;
    match (a.kind, b.kind) {
        (WordKind::Ellipsis, WordKind::Ellipsis) => 1,
        (WordKind::Ellipsis, _) | (_, WordKind::Ellipsis) => -OPEN,
        _ if a.hash != b.hash && (wild(a) || wild(b)) => 0,
        _ => plain_meeting(a, b),
    }
}

/// The same where neither word is an ellipsis or an insertion.
#[inline]
fn plain_meeting(a: &FoldedWord, b: &FoldedWord) -> i32 {
    match (a.kind, b.kind) {
        _ if a.hash == b.hash => 3 + i32::from(a.rarity.min(b.rarity)) / 2,
        (WordKind::Function, WordKind::Function) => -2,
        _ => -4,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::{Span, hash_bytes};
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    /// Words from text: short ones are grammar, `not` negates, `…` is an ellipsis, `[x]` an insertion.
    pub(in super::super) fn words(text: &str) -> Vec<FoldedWord> {
        let word = |(i, word): (usize, &str)| FoldedWord {
            span: Span::at(i * 10, i * 10 + word.len().min(9)),
            hash: hash_bytes(word.as_bytes()),
            printed: 0,
            kind: match word {
                "not" => WordKind::Negation,
                "…" => WordKind::Ellipsis,
                _ if word.starts_with('[') => WordKind::Bracketed,
                _ if word.starts_with(|c: char| c.is_ascii_digit()) => WordKind::Number,
                _ if word.len() < 4 => WordKind::Function,
                _ => WordKind::Content,
            },
            rarity: word.len().min(20) as u8,
        };
        text.split_whitespace().enumerate().map(word).collect()
    }

    /// The steps as letters: `=` same, `x` swap, `-` only in the first, `+` only in the second.
    fn check(a: &str, b: &str, expected: &str) {
        assert_eq!(shown(&trace(&words(a), &words(b))), expected, "{a} / {b}");
    }

    fn shown(steps: &[Step]) -> String {
        let letter = |step: &Step| match step {
            Step::Same(..) => '=',
            Step::Swap(..) => 'x',
            Step::OnlyA(_) => '-',
            Step::OnlyB(_) => '+',
        };
        steps.iter().map(letter).collect()
    }

    #[test]
    fn ends_hang_over_for_free() {
        check("so the harbour will close again today", "harbour will close", "===");
        check("harbour will close", "will close again", "==");
    }

    #[test]
    fn inner_differences_are_paid_for() {
        check("the harbour will close again", "the harbour will open again", "===x=");
        check("the harbour will soon close again", "the harbour will close again", "===-==");
        check("the harbour will close again", "the harbour will not close again", "===+==");
    }

    #[test]
    fn an_ellipsis_crosses_any_gap() {
        check(
            "the harbour will after much thought close again",
            "the harbour will … close again",
            "===+---==",
        );
    }

    #[test]
    fn an_insertion_stands_for_a_word_or_for_none() {
        check("the harbour they said closes", "the harbour [pilots] said closes", "==x==");
        check("attack their bases tomorrow", "attack their [US] bases tomorrow", "==+==");
    }

    #[test]
    fn repeats_take_bounded_time() {
        let long = words(&"a ".repeat(5000));
        let started = Instant::now();
        let steps = trace(&long, &long);
        assert_eq!(steps.len(), LONGEST);
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }

    #[test]
    fn long_lists_are_found_at_any_shift() {
        let long: String = (0..3000).map(|i| format!("word{i} ")).collect();
        let part: String = (2000..2600).map(|i| format!("word{i} ")).collect();
        check(&long, &part, &"=".repeat(600));
    }

    proptest! {
        #[test]
        fn a_list_equals_itself(letters in "[a-e ]{1,80}") {
            let words = words(&letters);
            prop_assert!(trace(&words, &words).iter().all(|step| matches!(step, Step::Same(..))));
        }

        #[test]
        fn both_ways_find_as_many_same_words_score(a in "[a-d]{1,5}( [a-d]{1,5}){0,20}", b in "[a-d]{1,5}( [a-d]{1,5}){0,20}") {
            let (a, b) = (words(&a), words(&b));
            prop_assert_eq!(score(&a, &b), score(&b, &a));
        }
    }

    fn score(a: &[FoldedWord], b: &[FoldedWord]) -> i32 {
        Table::fill(a, b, Band { diagonal: 0, reach: i64::MAX / 4 }).best.0
    }
}
