//! A quotation at a glance: enough to see that two have too little in common.

use crate::extract::{FoldedWord, Quoted, WordKind};

/// What two quotations can have in common at most is read off their sketches: cheap, and never too
/// little.
pub(super) struct Sketch {
    /// The words, ellipses aside.
    words: Bag,
    /// The words that carry meaning, and insertions, which may.
    content: Bag,
    /// The neighbouring words, brackets and ellipses aside.
    pairs: Bag,
    /// How many words there are, brackets and ellipses aside.
    pub real: u32,
}

impl Sketch {
    pub fn of(quoted: &Quoted) -> Self {
        let said = quoted.words.iter().filter(|word| word.kind != WordKind::Ellipsis);
        let content = quoted.words.iter().filter(|word| may_tell(word.kind));
        Self {
            words: Bag::of(said.map(|word| word.hash)),
            content: Bag::of(content.map(|word| word.hash)),
            pairs: Bag::of(pairs(&quoted.words)),
            real: quoted.words.iter().filter(|word| is_real(word.kind)).count() as u32,
        }
    }

    /// At least as many words as the two have in common, in whatever order.
    pub fn common_words(&self, other: &Self) -> u32 {
        self.words.common(&other.words)
    }

    /// At least as many words that carry meaning as the two have in common.
    pub fn common_content(&self, other: &Self) -> u32 {
        self.content.common(&other.content)
    }

    /// At least as many neighbouring words as the two have in common.
    pub fn common_pairs(&self, other: &Self) -> u32 {
        self.pairs.common(&other.pairs)
    }
}

/// Hashes with repeats: into which slots they fall, and how many there are beyond the first of each.
#[derive(Default)]
struct Bag {
    slots: [u64; 4],
    more: u32,
}

impl Bag {
    fn of(hashes: impl Iterator<Item = u64>) -> Self {
        let mut bag = Self::default();
        for hash in hashes {
            let (slots, bit) = (&mut bag.slots[(hash >> 6) as usize % 4], 1 << (hash % 64));
            bag.more += u32::from(*slots & bit != 0);
            *slots |= bit;
        }
        bag
    }

    fn common(&self, other: &Self) -> u32 {
        let slots = self.slots.iter().zip(other.slots).map(|(own, other)| (own & other).count_ones());
        slots.sum::<u32>() + self.more.min(other.more)
    }
}

/// The words two by two as one hash each, brackets and ellipses left out.
pub(super) fn pairs(words: &[FoldedWord]) -> impl Iterator<Item = u64> {
    let mut real = words.iter().filter(|word| is_real(word.kind)).map(|word| word.hash);
    let mut last = real.next().unwrap_or_default();
    real.map(move |hash| std::mem::replace(&mut last, hash).rotate_left(5) ^ hash)
}

const fn may_tell(kind: WordKind) -> bool {
    match kind {
        WordKind::Content | WordKind::Number | WordKind::Bracketed => true,
        WordKind::Function | WordKind::Negation | WordKind::Ellipsis => false,
    }
}

pub(super) const fn is_real(kind: WordKind) -> bool {
    match kind {
        WordKind::Content | WordKind::Function | WordKind::Negation | WordKind::Number => true,
        WordKind::Bracketed | WordKind::Ellipsis => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_glance_never_sees_too_little(
            a in prop::collection::vec(0_u64..300, 0..400),
            b in prop::collection::vec(0_u64..300, 0..400),
        ) {
            let count = |list: &[u64], one| list.iter().filter(|&&other| other == one).count();
            let common: usize = (0..300).map(|one| count(&a, one).min(count(&b, one))).sum();
            let glance = Bag::of(a.into_iter()).common(&Bag::of(b.into_iter()));
            prop_assert!(glance as usize >= common);
        }
    }
}
