//! What is left of an English word without its endings.

use crate::text::{Fnv, fold, hash_bytes};

/// The longest word that is looked at; a longer one is no word. Unit: bytes.
const LONGEST: usize = 40;

/// The hash of a word's stem: `close`, `closes`, `closed` and `closing` have one.
///
/// Folded first; what is not made of ASCII letters alone stays whole. Two words may share a stem by
/// chance (`rate`, `rating`): who asks must have more than one stem to go by.
///
/// ```
/// use sayso::lexicon::stem;
/// assert_eq!(stem("Closed"), stem("closing"));
/// assert_eq!(stem("ferries"), stem("ferry"));
/// assert_ne!(stem("close"), stem("cloth"));
/// ```
pub fn stem(word: &str) -> u32 {
    stem_hashed(word, hash_bytes(fold(word).as_bytes()))
}

/// [`stem`] of a word, given the hash of its fold ([`crate::text::hash_folded`]): no byte of it is
/// hashed anew, only those of its ending are taken back.
///
/// ```
/// use sayso::lexicon::{stem, stem_hashed};
/// assert_eq!(stem_hashed("Closed", sayso::text::hash_folded("Closed")), stem("closing"));
/// ```
pub fn stem_hashed(word: &str, hash: u64) -> u32 {
    let word = word.as_bytes();
    let [before, last] = [2, 1].map(|back| letter(word, back));
    let may_end = matches!(last, b's' | b'e' | b'd' | b'g' | b'y') || before == last;
    if !may_end || word.len() > LONGEST || !word.iter().all(u8::is_ascii_alphabetic) {
        return short_of(hash);
    }
    let (kept, tail) = cut(word);
    let kept = undoubled(kept);
    let taken = word[kept.len()..].iter().rev();
    let kept = taken.fold(Fnv::resumed(hash), |hash, letter| hash.without(letter.to_ascii_lowercase()));
    short_of(kept.bytes(tail).finish())
}

/// The hash of a number by its digits, of one kind with [`stem`]'s.
pub fn stem_of_hash(hash: u64) -> u32 {
    short_of(hash)
}

/// Both halves of a hash in one.
const fn short_of(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// A letter, counted from the end of a word, in lower case; zero before its start.
fn letter(word: &[u8], back: usize) -> u8 {
    word.len().checked_sub(back).map_or(0, |at| word[at] | 0x20)
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter | 0x20, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The letters of a word without its ending, and what stands for the ending.
fn cut(word: &[u8]) -> (&[u8], &'static [u8]) {
    let n = word.len();
    let to = |end: usize| &word[..end];
    let vowel = |end: usize| to(end).iter().any(|&letter| is_vowel(letter) || letter | 0x20 == b'y');
    match [3, 2, 1].map(|back| letter(word, back)) {
        [b'i', b'e', b's' | b'd'] if n > 4 => (to(n - 3), b"y"),
        [b'i', b'n', b'g'] if n > 5 && vowel(n - 3) => (to(n - 3), b""),
        [_, b'e', b'd'] if n > 4 && vowel(n - 2) => (to(n - 2), b""),
        [_, b'e', b's'] if n > 4 => (to(n - 2), b""),
        [_, b's' | b'u' | b'i', b's'] => (word, b""),
        [_, _, b's' | b'e'] if n > 3 => (to(n - 1), b""),
        [_, _, b'y'] if n > 3 => (to(n - 1), b"y"),
        _ => (word, b""),
    }
}

/// One of two like consonants at the end: `barr` is `bar`.
fn undoubled(word: &[u8]) -> &[u8] {
    let [before, last] = [2, 1].map(|back| letter(word, back));
    match word {
        [kept @ .., _] if kept.len() > 2 && before == last && !is_vowel(last) => kept,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_folded;
    use proptest::prelude::*;

    fn check(words: &str, same: bool) {
        let stems: Vec<u32> = words.split(' ').map(stem).collect();
        assert_eq!(stems.iter().all(|other| *other == stems[0]), same, "{words}");
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for words in [
            "close closes closed closing Closing",
            "reject rejects rejected rejecting",
            "deny denies denied denying",
            "bar bars barred barring",
            "pass passes passed passing",
            "tax taxes taxed",
            "ferry ferries",
            "approve approves approved approving",
            "agree agrees",
            "spell spells spelled spelling",
        ] {
            check(words, true);
        }
    }

    #[test]
    fn words_have_stems_of_their_own() {
        for words in ["rise raise", "sing sign", "bus bust", "open opera", "is as", "12 21", "naïve native"]
        {
            check(words, false);
        }
    }

    /// The stem by the letters, every one of them hashed.
    fn by_letters(word: &str) -> u32 {
        if word.len() > LONGEST || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return short_of(hash_bytes(fold(word).as_bytes()));
        }
        let word = word.to_ascii_lowercase();
        let (kept, tail) = cut(word.as_bytes());
        short_of(Fnv::new().bytes(undoubled(kept)).bytes(tail).finish())
    }

    proptest! {
        #[test]
        fn endings_are_taken_back(word in "[a-zA-Z]{0,9}[a-z2é’]?(ies|ied|ing|ed|es|s|e|y|tt|TT|)") {
            prop_assert_eq!(stem_hashed(&word, hash_folded(&word)), by_letters(&word), "{}", word);
        }
    }

    #[test]
    fn anything_has_a_stem() {
        for word in ["", "ß", "s", "ed", "ing", "’s", &"y".repeat(1000)] {
            assert_eq!(stem(word), stem(word));
        }
    }
}
