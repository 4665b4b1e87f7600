//! Two propositions, word against word.

use super::contrast::Told;
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

/// What the table of antonyms says of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sense {
    /// The stem of the word of which it is a form.
    lemma: u32,
    /// Whether some word says the opposite of it.
    pub opposable: bool,
    /// Its rarity, when it says what the proposition is of, else nothing.
    pub weight: u8,
}

impl Sense {
    /// Of this word.
    pub fn of(term: &Term, antonyms: &Antonyms) -> Self {
        let sense = antonyms.sense(term.stem);
        Self {
            lemma: sense.word,
            opposable: term.kind == TermKind::Word && sense.opposable,
            weight: if term.tells() { term.rarity } else { 0 },
        }
    }

    /// One bit of the lemma's hash.
    pub const fn bit(self) -> u64 {
        1 << (self.lemma.wrapping_mul(0x9e37_79b1) >> 26)
    }
}

/// A word and its sense.
type Side<'t> = (&'t Term, Sense);

/// The pairs of words, in order, that together weigh most; negations pair with nothing.
///
/// Cost: the product of the lengths, which are bounded where propositions are read.
pub(super) fn align(a: Told<'_>, b: Told<'_>, antonyms: &Antonyms) -> Vec<Pair> {
    let (a, b) = (sides(a), sides(b));
    let width = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let taken = matched(a[i], b[j], antonyms)
                .map_or(0, |found| best[(i + 1) * width + j + 1] + weight(a[i].0, found));
            best[i * width + j] = taken.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::with_capacity(a.len().min(b.len())));
    while i < a.len() && j < b.len() {
        let here = best[i * width + j];
        let found = matched(a[i], b[j], antonyms)
            .filter(|&found| here == best[(i + 1) * width + j + 1] + weight(a[i].0, found));
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

fn sides(told: Told<'_>) -> Vec<Side<'_>> {
    told.terms.iter().zip(told.sketch.senses.iter().copied()).collect()
}

fn matched(a: Side<'_>, b: Side<'_>, antonyms: &Antonyms) -> Option<Match> {
    let ((a, own), (b, other)) = (a, b);
    let modals = (a.kind == TermKind::Modal, b.kind == TermKind::Modal);
    // Nearly all pairs are done with here.
    if (own.lemma != other.lemma) & !(own.opposable & other.opposable) & !(modals.0 & modals.1) {
        return None;
    }
    match (a.kind, b.kind) {
        (TermKind::Negation, _) | (_, TermKind::Negation) => None,
        _ if modals == (true, true) => Some(if a.stem == b.stem { Match::Same } else { Match::Modals }),
        _ if modals != (false, false) => None,
        _ if own.lemma == other.lemma => Some(Match::Same),
        _ => (own.opposable && other.opposable && antonyms.opposed(a.stem, b.stem)).then_some(Match::Opposed),
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
