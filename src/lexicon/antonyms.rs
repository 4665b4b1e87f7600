//! Words that say the opposite of each other: `data/antonyms.csv`.

use super::{HashKeyed, TableError, rows, stem};
use serde::Deserialize;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/antonyms.csv");
const IRREGULAR: &str = include_str!("../../data/irregular.csv");

/// Which words say the opposite of each other, by the stems of all their forms.
///
/// Read when it is first asked for: most runs find no two statements to hold against each other.
///
/// ```
/// use sayso::lexicon::{Antonyms, stem};
/// let antonyms = Antonyms::builtin();
/// assert!(antonyms.opposed(stem("rose"), stem("falling")));
/// assert!(!antonyms.opposed(stem("rose"), stem("risen")));
/// ```
#[derive(Debug, Default)]
pub struct Antonyms {
    /// Both stems of a pair as one key, the lesser first.
    pairs: HashKeyed<()>,
    /// The stems of which any pair is made.
    opposable: HashKeyed<()>,
    /// By the stem of an irregular form: the stem of the word.
    words: HashKeyed<u32>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    opposites: String,
}

#[derive(Deserialize)]
struct Irregular {
    form: String,
    lemma: String,
}

static BUILTIN: LazyLock<Antonyms> =
    LazyLock::new(|| Antonyms::read().expect("tests/data.rs reads every shipped table"));

impl Antonyms {
    /// The pairs that ship with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn read() -> Result<Self, TableError> {
        let mut antonyms = Self::default();
        for row in rows::<Irregular>("irregular.csv", IRREGULAR)? {
            antonyms.words.insert(spread(stem(&row.form)), stem(&row.lemma));
        }
        for row in rows::<Row>("antonyms.csv", TABLE)? {
            for opposite in row.opposites.split(' ') {
                let (a, b) = (stem(&row.word), stem(opposite));
                antonyms.pairs.insert(key(a, b), ());
                antonyms.opposable.extend([(spread(a), ()), (spread(b), ())]);
            }
        }
        Ok(antonyms)
    }

    /// The stem of the word of which this is the stem of a form: that of `rise` for `rose`.
    pub fn word(&self, stem: u32) -> u32 {
        self.words.get(&spread(stem)).copied().unwrap_or(stem)
    }

    /// Whether the word of which this is the stem of a form has an opposite.
    pub fn knows(&self, stem: u32) -> bool {
        let has = |stem: u32| self.opposable.contains_key(&spread(stem));
        has(stem) || has(self.word(stem))
    }

    /// Whether these are stems of two words of which one says the opposite of the other.
    pub fn opposed(&self, a: u32, b: u32) -> bool {
        let has = |x, y| self.pairs.contains_key(&key(x, y));
        let (x, y) = (self.word(a), self.word(b));
        x != y && (has(a, b) || has(x, b) || has(a, y) || has(x, y))
    }
}

/// The stem as a key: the map is kept by the uppermost bits too, and they must differ.
const fn spread(stem: u32) -> u64 {
    (stem as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// One key for both orders, spread as a hash is.
const fn key(a: u32, b: u32) -> u64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    (low as u64) << 32 | high as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_in_every_form_and_order() {
        let antonyms = Antonyms::builtin();
        for (a, b) in [
            ("rose", "fell"),
            ("rises", "falling"),
            ("won", "lose"),
            ("accepted", "Rejects"),
            ("confirm", "denied"),
            ("guilty", "innocent"),
            ("support", "opposed"),
            ("opening", "closed"),
            ("before", "after"),
            ("allowed", "barred"),
            ("began", "ended"),
            ("legal", "illegal"),
            ("increased", "decreasing"),
        ] {
            assert!(antonyms.opposed(stem(a), stem(b)), "{a} {b}");
            assert!(antonyms.opposed(stem(b), stem(a)), "{b} {a}");
        }
    }

    #[test]
    fn other_words_are_no_pairs() {
        let antonyms = Antonyms::builtin();
        for (a, b) in [("rose", "risen"), ("port", "ferry"), ("close", "close"), ("north", "south"), ("", "")]
        {
            assert!(!antonyms.opposed(stem(a), stem(b)), "{a} {b}");
        }
    }
}
