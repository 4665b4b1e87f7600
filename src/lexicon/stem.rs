//! What is left of an English word without its endings.

use crate::text::{Fnv, fold};

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
    let mut buffer = [0; LONGEST];
    let plain = word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !plain {
        return short(Fnv::new().bytes(fold(word).as_bytes()));
    }
    let letters = &mut buffer[..word.len()];
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    let (kept, tail) = cut(letters);
    short(Fnv::new().bytes(undoubled(kept)).bytes(tail))
}

/// The hash of a number by its digits, of one kind with [`stem`]'s.
pub fn stem_of_hash(hash: u64) -> u32 {
    short_of(hash)
}

fn short(hash: Fnv) -> u32 {
    short_of(hash.finish())
}

/// Both halves of a hash in one.
const fn short_of(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// The word without its ending, and what stands for the ending.
fn cut(word: &[u8]) -> (&[u8], &'static [u8]) {
    let n = word.len();
    let to = |end: usize| &word[..end];
    let vowel = |end: usize| to(end).iter().any(|letter| b"aeiouy".contains(letter));
    match word {
        [.., b'i', b'e', b's' | b'd'] if n > 4 => (to(n - 3), b"y"),
        [.., b'i', b'n', b'g'] if n > 5 && vowel(n - 3) => (to(n - 3), b""),
        [.., b'e', b'd'] if n > 4 && vowel(n - 2) => (to(n - 2), b""),
        [.., b'e', b's'] if n > 4 => (to(n - 2), b""),
        [.., b's' | b'u' | b'i', b's'] => (word, b""),
        [.., b's'] if n > 3 => (to(n - 1), b""),
        [.., b'e'] if n > 3 => (to(n - 1), b""),
        [.., b'y'] if n > 3 => (to(n - 1), b"y"),
        _ => (word, b""),
    }
}

/// One of two like consonants at the end: `barr` is `bar`.
fn undoubled(word: &[u8]) -> &[u8] {
    match word {
        [rest @ .., a, b] if a == b && !b"aeiou".contains(a) && rest.len() > 1 => &word[..word.len() - 1],
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn anything_has_a_stem() {
        for word in ["", "ß", "s", "ed", "ing", "’s", &"y".repeat(1000)] {
            assert_eq!(stem(word), stem(word));
        }
    }
}
