//! A quotation at a glance: enough to see that two have too little in common.

use crate::extract::{FoldedWord, Quoted, WordKind};

/// What two quotations can have in common at most is read off their sketches: cheap, and never too
/// little.
#[derive(Default)]
pub(super) struct Sketch {
    /// The words, ellipses aside.
    words: Bag<4>,
    /// The words that carry meaning, and insertions, which may.
    content: Bag<4>,
    /// The neighbouring words, brackets and ellipses aside.
    pairs: Bag<8>,
    /// How many words there are, brackets and ellipses aside.
    pub real: u32,
    /// The summed rarity of the words.
    pub weight: u32,
}

impl Sketch {
    pub fn of(quoted: &Quoted) -> Self {
        let mut sketch = Self::default();
        let mut last = 0;
        // Without a branch: no one can foresee which word of a sentence is grammar.
        for word in &quoted.words {
            let (said, real) = (word.kind != WordKind::Ellipsis, is_real(word.kind));
            sketch.words.add(word.hash, said);
            sketch.weight += u32::from(said) * u32::from(word.rarity);
            sketch.content.add(word.hash, may_tell(word.kind));
            sketch.pairs.add(pair(last, word.hash), real && sketch.real > 0);
            sketch.real += u32::from(real);
            last = if real { word.hash } else { last };
        }
        sketch
    }

    /// At least as many words as the two have in common, in whatever order.
    pub fn common_words(&self, other: &Self) -> u32 {
        self.words.common(&other.words)
    }

    /// At least as many words that carry meaning as the two have in common.
    pub fn common_content(&self, other: &Self) -> u32 {
        self.content.common(&other.content)
    }

    /// At least as many words as the longest run that the quotation shares with these words.
    pub fn longest_run(&self, words: &[FoldedWord]) -> u32 {
        let (mut longest, mut run) = (0, 0);
        for pair in pairs(words) {
            run = if self.pairs.may_hold(pair) { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        longest + 1
    }

    /// At least as many neighbouring words as the two have in common.
    pub fn common_pairs(&self, other: &Self) -> u32 {
        self.pairs.common(&other.pairs)
    }
}

/// Hashes with repeats: into which slots they fall, 64 to a number, and how many there are beyond the
/// first of each.
struct Bag<const N: usize> {
    slots: [u64; N],
    more: u32,
}

impl<const N: usize> Default for Bag<N> {
    fn default() -> Self {
        Self { slots: [0; N], more: 0 }
    }
}

impl<const N: usize> Bag<N> {
    /// Adds a hash where it is `wanted`.
    #[inline]
    fn add(&mut self, hash: u64, wanted: bool) {
        let (slots, bit) = (&mut self.slots[(hash >> 6) as usize % N], u64::from(wanted) << (hash % 64));
        self.more += u32::from(*slots & bit != 0);
        *slots |= bit;
    }

    fn may_hold(&self, hash: u64) -> bool {
        self.slots[(hash >> 6) as usize % N] & 1 << (hash % 64) != 0
    }

    #[inline]
    fn common(&self, other: &Self) -> u32 {
        let slots = self.slots.iter().zip(other.slots).map(|(own, other)| (own & other).count_ones());
        slots.sum::<u32>() + self.more.min(other.more)
    }
}

/// The words two by two as one hash each, brackets and ellipses left out.
fn pairs(words: &[FoldedWord]) -> impl Iterator<Item = u64> {
    let mut real = words.iter().filter(|word| is_real(word.kind)).map(|word| word.hash);
    let mut last = real.next().unwrap_or_default();
    real.map(move |hash| pair(std::mem::replace(&mut last, hash), hash))
}

const fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(5) ^ second
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
            let bag = |hashes: Vec<u64>| {
                let mut bag = Bag::<4>::default();
                hashes.into_iter().for_each(|hash| bag.add(hash, true));
                bag
            };
            prop_assert!(bag(a).common(&bag(b)) as usize >= common);
        }
    }
}
