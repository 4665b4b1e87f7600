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
    let plain = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    stem_hashed(word, hash_bytes(fold(word).as_bytes()), plain)
}

/// [`stem`] of a word, given the hash of its fold ([`crate::text::hash_folded`]) and whether it is
/// `plain`: of ASCII letters alone. No byte is hashed anew, only those of the ending are taken back.
///
/// ```
/// use sayso::lexicon::{stem, stem_hashed};
/// assert_eq!(stem_hashed("Closed", sayso::text::hash_folded("Closed"), true), stem("closing"));
/// ```
pub fn stem_hashed(word: &str, hash: u64, plain: bool) -> u32 {
    let word = word.as_bytes();
    let (n, letter) = (word.len(), |back: usize| letter(word, back));
    let may_end = matches!(letter(1), b's' | b'e' | b'd' | b'g' | b'y') | (letter(1) == letter(2));
    if !may_end || !plain || n > LONGEST {
        return short_of(hash);
    }
    let (taken, tail) = ending(word);
    // One of two like consonants before it goes too: `barr` is `bar`.
    let doubled = n - taken > 3 && letter(taken + 1) == letter(taken + 2) && !is_vowel(letter(taken + 1));
    // All of the hashes are made and one is taken: cheaper than a loop of which the end is a guess.
    let mut hashes = [Fnv::resumed(hash); 5];
    for back in 1..hashes.len() {
        hashes[back] = hashes[back - 1].without(letter(back));
    }
    let kept = hashes[taken + usize::from(doubled)];
    short_of(if tail { kept.byte(b'y') } else { kept }.finish())
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
#[inline]
fn letter(word: &[u8], back: usize) -> u8 {
    word.get(word.len().wrapping_sub(back)).map_or(0, |byte| byte | 0x20)
}

#[inline]
const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// How many letters the ending of a word has, and whether a `y` stands for them.
#[inline]
fn ending(word: &[u8]) -> (usize, bool) {
    let n = word.len();
    let sounds = |byte: &u8| is_vowel(byte | 0x20) | (byte | 0x20 == b'y');
    let vowel = |end: usize| word[..end].iter().any(sounds);
    match [letter(word, 3), letter(word, 2), letter(word, 1)] {
        [b'i', b'e', b's' | b'd'] if n > 4 => (3, true),
        [b'i', b'n', b'g'] if n > 5 && vowel(n - 3) => (3, false),
        [_, b'e', b'd'] if n > 4 && vowel(n - 2) => (2, false),
        [_, b'e', b's'] if n > 4 => (2, false),
        [_, b's' | b'u' | b'i', b's'] => (0, false),
        [_, _, b's' | b'e'] if n > 3 => (1, false),
        [_, _, b'y'] if n > 3 => (1, true),
        _ => (0, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    /// The stem by its letters, every one of them hashed.
    fn by_letters(word: &str) -> u32 {
        if word.len() > LONGEST || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return short_of(hash_bytes(fold(word).as_bytes()));
        }
        let mut word = word.to_ascii_lowercase().into_bytes();
        let (taken, y) = ending(&word);
        word.truncate(word.len() - taken);
        if let [kept @ .., a, b] = word.as_slice()
            && kept.len() > 1
            && a == b
            && !is_vowel(*a)
        {
            word.pop();
        }
        word.extend(y.then_some(b'y'));
        short_of(hash_bytes(&word))
    }

    proptest! {
        #[test]
        fn endings_are_taken_back(word in "[a-zA-Z]{0,9}[a-z2é’]?(ies|ied|ing|ed|es|s|e|y|tt|TT|)") {
            prop_assert_eq!(stem(&word), by_letters(&word), "{}", word);
        }
    }

    #[test]
    fn anything_has_a_stem() {
        for word in ["", "ß", "s", "ed", "ing", "’s", &"y".repeat(1000)] {
            assert_eq!(stem(word), stem(word));
        }
    }
}
