//! Hashes under which like quotations of other stories are found.

use super::{FoldedWord, WordKind};
use smallvec::SmallVec;

/// A key is made of two neighbouring words that carry meaning, when both together are this rare.
///
/// Unit: summed classes of [`FoldedWord::rarity`]. "President of the United States" stays below.
const RARE: u8 = 11;

/// The most keys of one quotation; of more the rarest are kept.
const MOST: usize = 48;

/// The keys of a quotation, in no order, some twice: each pair of neighbouring content words, grammar
/// between them aside.
///
/// A changed word spoils the two pairs that hold it, a cut spoils those at its edge: a copy that
/// keeps four content words in a row in either part still shares a key. They depend on the words
/// alone, never on other stories.
pub(super) fn keys(words: &[FoldedWord]) -> Vec<u64> {
    let mut pairs: SmallVec<[(u8, u64); 32]> = SmallVec::new();
    let mut last: Option<&FoldedWord> = None;
    for word in words {
        match word.kind {
            WordKind::Content | WordKind::Number => {
                pairs.extend(last.and_then(|last| pair(last, word)));
                last = Some(word);
            }
            WordKind::Ellipsis | WordKind::Bracketed => last = None,
            WordKind::Function | WordKind::Negation => {}
        }
    }
    if pairs.len() > MOST {
        pairs.sort_unstable_by_key(|&(rarity, key)| (std::cmp::Reverse(rarity), key));
        pairs.dedup();
        pairs.truncate(MOST);
    }
    let mut keys = Vec::with_capacity(pairs.len());
    keys.extend(pairs.iter().map(|&(_, key)| key));
    keys
}

/// The key of a word with the next.
fn pair(word: &FoldedWord, next: &FoldedWord) -> Option<(u8, u64)> {
    let rarity = word.rarity.saturating_add(next.rarity);
    (rarity >= RARE).then(|| (rarity, mixed(word.hash, next.hash)))
}

/// One hash of two, in their order.
///
/// Both are well spread: one multiplication for each mixes them as well as sixteen, byte by byte.
/// Source: the odd constant of Fibonacci hashing, 2^64 divided by the golden ratio.
const fn mixed(first: u64, second: u64) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let begun = first.wrapping_mul(ODD).rotate_left(32) ^ second;
    let mixed = begun.wrapping_mul(ODD);
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, hash_bytes};

    fn words(text: &str) -> Vec<FoldedWord> {
        let word = |(i, word): (usize, &str)| FoldedWord {
            span: Span::at(i, i + 1),
            hash: hash_bytes(word.as_bytes()),
            printed: 0,
            kind: WordKind::Content,
            rarity: word.len() as u8,
        };
        text.split(' ').enumerate().map(word).collect()
    }

    fn check(a: &str, b: &str, shared: usize) {
        let (a, b) = (keys(&words(a)), keys(&words(b)));
        assert_eq!(a.iter().filter(|key| b.contains(key)).count(), shared);
    }

    #[test]
    fn a_changed_or_cut_copy_shares_keys() {
        check("harbours freighters cathedrals embankments", "harbours freighters cathedrals floodgates", 2);
        check("harbours freighters cathedrals embankments", "freighters cathedrals", 1);
    }

    #[test]
    fn common_words_make_no_keys() {
        check("we can go", "we can go", 0);
    }
}
