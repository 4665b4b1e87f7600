//! Two propositions, word against word.

use crate::extract::{Term, TermKind};
use crate::lexicon::Antonyms;

/// How two aligned words stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Forms of one word.
    Same,
    /// One says the opposite of the other.
    Opposed,
    /// Two modals.
    Modals,
}

/// Two words that stand at the same place of two propositions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Index into the one side.
    pub a: usize,
    /// Index into the other.
    pub b: usize,
    /// How they stand to each other.
    pub found: Match,
}

/// A word with what the table of antonyms says of it.
#[derive(Clone, Copy)]
struct Side<'t> {
    term: &'t Term,
    word: u32,
    opposable: bool,
}

/// The pairs of words, in order, that together weigh most; negations pair with nothing.
///
/// Cost: the product of the lengths, which are bounded where propositions are read.
pub(super) fn align(a: &[Term], b: &[Term], antonyms: &Antonyms) -> Vec<Pair> {
    let (a, b) = (sides(a, antonyms), sides(b, antonyms));
    let width = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let taken = matched(a[i], b[j], antonyms)
                .map_or(0, |found| best[(i + 1) * width + j + 1] + weight(a[i].term, found));
            best[i * width + j] = taken.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::with_capacity(a.len().min(b.len())));
    while i < a.len() && j < b.len() {
        let here = best[i * width + j];
        let found = matched(a[i], b[j], antonyms)
            .filter(|&found| here == best[(i + 1) * width + j + 1] + weight(a[i].term, found));
        if let Some(found) = found {
            pairs.push(Pair { a: i, b: j, found });
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn sides<'t>(terms: &'t [Term], antonyms: &Antonyms) -> Vec<Side<'t>> {
    let side = |term: &'t Term| Side {
        term,
        word: antonyms.word(term.stem),
        opposable: term.kind == TermKind::Word && antonyms.knows(term.stem),
    };
    terms.iter().map(side).collect()
}

fn matched(a: Side<'_>, b: Side<'_>, antonyms: &Antonyms) -> Option<Match> {
    let modals = (a.term.kind == TermKind::Modal, b.term.kind == TermKind::Modal);
    match (a.term.kind, b.term.kind) {
        (TermKind::Negation, _) | (_, TermKind::Negation) => None,
        _ if modals == (true, true) => {
            Some(if a.term.stem == b.term.stem { Match::Same } else { Match::Modals })
        }
        _ if modals != (false, false) => None,
        _ if a.term.stem == b.term.stem || a.word == b.word => Some(Match::Same),
        _ => (a.opposable && b.opposable && antonyms.opposed(a.term.stem, b.term.stem))
            .then_some(Match::Opposed),
    }
}

/// Rare words hold a pair of propositions together; an antonym stands only where nothing is the same.
fn weight(term: &Term, found: Match) -> u32 {
    match found {
        Match::Same => 4 + u32::from(term.rarity) * 2,
        Match::Opposed => 3,
        Match::Modals => 1,
    }
}
