//! Hashes under which like quotations of other stories are found.

use super::{FoldedWord, WordKind};
use crate::text::Fnv;

/// A key is made of two neighbouring words that carry meaning, when both together are this rare.
///
/// Unit: summed classes of [`FoldedWord::rarity`]. "President of the United States" stays below.
const RARE: u8 = 11;

/// The most keys of one quotation; of more the rarest are kept.
const MOST: usize = 48;

/// The keys of a quotation: each pair of neighbouring content words, grammar between them aside.
///
/// A changed word spoils the two pairs that hold it, a cut spoils those at its edge: a copy that
/// keeps four content words in a row in either part still shares a key. They depend on the words
/// alone, never on other stories.
pub(super) fn keys(words: &[FoldedWord]) -> Vec<u64> {
    let mut pairs: Vec<(u8, u64)> = Vec::with_capacity(words.len());
    let mut last: Option<(Fnv, u8)> = None;
    for word in words {
        match word.kind {
            WordKind::Content | WordKind::Number => {
                pairs.extend(last.and_then(|last| pair(last, word)));
                last = Some((Fnv::new().bytes(&word.hash.to_le_bytes()), word.rarity));
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
    let mut keys: Vec<u64> = pairs.into_iter().map(|(_, key)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The key of a word, as a hash begun and its rarity, with the next.
fn pair((begun, rarity): (Fnv, u8), next: &FoldedWord) -> Option<(u8, u64)> {
    let rarity = rarity.saturating_add(next.rarity);
    (rarity >= RARE).then(|| (rarity, begun.bytes(&next.hash.to_le_bytes()).finish()))
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
