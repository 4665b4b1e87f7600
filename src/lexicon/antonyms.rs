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
    /// What is said of each stem that a table names.
    senses: HashKeyed<WordSense>,
    /// A bit for each of these stems: most words have none, and nothing else is asked of them.
    bits: Vec<u64>,
}

/// What the tables say of a word by the stem of one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSense {
    /// The stem of the word itself: that of `rise` for `rose`.
    pub word: u32,
    /// Whether some word says the opposite of it.
    pub opposable: bool,
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
        let mut antonyms = Self { bits: vec![0; BITS / 64], ..Self::default() };
        let mut opposable: HashKeyed<()> = HashKeyed::default();
        for row in rows::<Row>("antonyms.csv", TABLE)? {
            for opposite in row.opposites.split(' ') {
                let (a, b) = (stem(&row.word), stem(opposite));
                antonyms.pairs.insert(key(a, b), ());
                for word in [a, b] {
                    opposable.insert(spread(word), ());
                    antonyms.enter(word, WordSense { word, opposable: true });
                }
            }
        }
        for row in rows::<Irregular>("irregular.csv", IRREGULAR)? {
            let (form, word) = (stem(&row.form), stem(&row.lemma));
            let opposable = [form, word].iter().any(|stem| opposable.contains_key(&spread(*stem)));
            antonyms.enter(form, WordSense { word, opposable });
        }
        Ok(antonyms)
    }

    fn enter(&mut self, stem: u32, sense: WordSense) {
        let (word, bit) = place(stem);
        self.bits[word] |= bit;
        self.senses.insert(spread(stem), sense);
    }

    /// What is said of the word of which this is the stem of a form.
    #[inline]
    pub fn sense(&self, stem: u32) -> WordSense {
        let none = WordSense { word: stem, opposable: false };
        let (word, bit) = place(stem);
        if self.bits.get(word).is_none_or(|bits| bits & bit == 0) {
            return none;
        }
        self.senses.get(&spread(stem)).copied().unwrap_or(none)
    }

    /// Whether these are stems of two words of which one says the opposite of the other.
    pub fn opposed(&self, a: u32, b: u32) -> bool {
        let has = |x, y| self.pairs.contains_key(&key(x, y));
        let (x, y) = (self.sense(a).word, self.sense(b).word);
        x != y && (has(a, b) || has(x, b) || has(a, y) || has(x, y))
    }
}

/// How many bits there are: several for each stem that a table names. A power of two.
const BITS: usize = 1 << 13;

/// Where a stem has its bit.
const fn place(stem: u32) -> (usize, u64) {
    let bit = stem as usize % BITS;
    (bit / 64, 1 << (bit % 64))
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
