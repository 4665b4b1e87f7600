//! A word's sound, roughly, as one number: what several transliterations of a name have in common.

/// What is kept of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// Consonants, and vowels in three groups.
    All,
    /// Consonants only.
    Consonants,
}

/// A word's sound: rewrites undone, doubles single, `h` left out.
pub(super) fn skeleton(word: &[u8], keep: Keep) -> u32 {
    let (mut hash, mut last, mut at) = (0x811c_9dc5_u32, 0, 0);
    while at < word.len() {
        let (sound, taken) = sound(word, at);
        at += taken;
        let is_vowel = matches!(sound, b'a' | b'i' | b'u');
        if sound != last && sound != b'h' && !(keep == Keep::Consonants && is_vowel) {
            hash = (hash ^ u32::from(sound)).wrapping_mul(0x0100_0193);
            last = sound;
        }
    }
    hash
}

/// The sound that begins here, and how many letters it takes.
fn sound(word: &[u8], at: usize) -> (u8, usize) {
    let next = word.get(at + 1).copied().unwrap_or(b' ');
    match (word[at], next) {
        (b'k' | b'g', b'h') | (b'c', b'k') => (b'k', 2),
        (b't', b'c') | (b's', b'c') if word.get(at + 2) == Some(&b'h') => (b's', 3),
        (b'c' | b's' | b'z', b'h') | (b'c' | b's', b'z') | (b't', b's' | b'z') => (b's', 2),
        (b'p', b'h') => (b'f', 2),
        (b'd', b'h' | b'j') => (if next == b'j' { b'j' } else { b'd' }, 2),
        (b't', b'h') => (b't', 2),
        (b'q' | b'g' | b'c' | b'k', _) => (b'k', 1),
        (b'z' | b's', _) => (b's', 1),
        (b'w' | b'v' | b'f', _) => (b'f', 1),
        (b'e' | b'i' | b'y', _) => (b'i', 1),
        (b'o' | b'u', _) => (b'u', 1),
        (c, _) => (c, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_of_transliterations_are_one() {
        let same = |a: &str, b: &str| skeleton(a.as_bytes(), Keep::All) == skeleton(b.as_bytes(), Keep::All);
        assert!(same("shoigu", "shoygu"));
        assert!(same("khaddafi", "qadafi"));
        assert!(!same("tehran", "tehrik"));
    }
}
