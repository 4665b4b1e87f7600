/// A few words by the hashes of their folds, of which a story's tokens are asked one by one.
///
/// Nearly every token is none of them, and one bit says so: a branch that goes now this way, now that,
/// costs more than all else that is done for a token.
///
/// ```
/// use sayso::text::{Few, hash_bytes, hash_folded};
/// static CONDITIONS: Few<2> = Few::new([hash_bytes(b"if"), hash_bytes(b"unless")]);
/// assert!(CONDITIONS.has(hash_folded("Unless")));
/// assert!(!CONDITIONS.has(hash_folded("when")));
/// ```
#[derive(Debug)]
pub struct Few<const N: usize> {
    /// A bit for each value that [`place`] can have.
    bits: [u64; 32],
    hashes: [u64; N],
}

/// Which bit stands for a hash: its upper half, where the letters of short words have spread.
#[inline]
const fn place(hash: u64) -> (usize, u64) {
    let bit = (hash >> 32) as usize;
    ((bit >> 6) & 31, 1 << (bit & 63))
}

impl<const N: usize> Few<N> {
    /// The words with these hashes.
    pub const fn new(hashes: [u64; N]) -> Self {
        let (mut bits, mut i) = ([0; 32], 0);
        while i < N {
            let (at, bit) = place(hashes[i]);
            bits[at] |= bit;
            i += 1;
        }
        Self { bits, hashes }
    }

    /// Whether a word with this hash may be one of them; of a hundred others, one or two may too.
    #[inline]
    pub const fn may_have(&self, hash: u64) -> bool {
        let (at, bit) = place(hash);
        self.bits[at] & bit != 0
    }

    /// Whether the word with this hash is one of them.
    #[inline]
    pub fn has(&self, hash: u64) -> bool {
        self.may_have(hash) && self.hashes.contains(&hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_folded;

    #[test]
    fn a_word_is_one_of_a_few_or_it_is_not() {
        let words = ["if", "unless", "—", "first-ever"];
        let few = Few::new(words.map(hash_folded));
        assert!(words.iter().all(|word| few.has(hash_folded(word))));
        let others = ["when", "", "IFF", "-"].map(hash_folded);
        assert!(others.iter().all(|&other| few.has(other) == (other == hash_folded("—"))));
        assert!((0..1 << 20).all(|n: u64| !few.has(n << 32)));
    }
}
