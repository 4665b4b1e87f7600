use super::{Class, Classes, HashKeyed, TableError, rows};
use crate::text::{Fnv, hash_bytes, hash_folded};
use serde::Deserialize;

/// What makes two wordings the same: contractions, British and American spelling, numbers in words
/// and in figures, and how rare each word is.
///
/// Source: `data/contractions.csv`, `data/spellings.csv`, `data/rarity.csv`, and the classes of
/// `data/words.csv`.
#[derive(Debug, Default)]
pub struct Wording {
    pub(super) words: HashKeyed<Worded>,
    /// Hashes of the words that contractions stand for, in order; zero where there is none.
    expanded: Vec<[u64; 3]>,
}

/// What a word becomes when wordings are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worded {
    /// Hash of what stands for it: the American spelling, the digits of a number.
    pub normal: u64,
    /// What it stands for.
    pub stands_for: StandsFor,
    /// What it counts for.
    pub kind: WordKind,
    /// How rare it is, from 0 to 20, when a table says so.
    pub rarity: Option<u8>,
}

impl Worded {
    /// What becomes of a word that no table names.
    #[inline]
    pub const fn unknown(hash: u64) -> Self {
        Self { normal: hash, stands_for: StandsFor::Itself, kind: WordKind::Content, rarity: None }
    }
}

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandsFor {
    /// One word.
    Itself,
    /// The words of a contraction; see [`Wording::words`].
    Words(u16),
    /// Nothing: a sound that an editor leaves out.
    Nothing,
}

/// What a word counts for when two quotations are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Carries meaning.
    Content,
    /// the, of, would
    Function,
    /// not, never, no
    Negation,
    /// A number in figures or words.
    Number,
    /// Inserted by an editor: `[the plan]`, `(US)`. Matches anything.
    Bracketed,
    /// `...`: matches any gap.
    Ellipsis,
}

#[derive(Deserialize)]
struct Contraction {
    word: String,
    expanded: String,
}

#[derive(Deserialize)]
struct Spelled {
    written: String,
    normal: String,
}

#[derive(Deserialize)]
struct Rarity {
    word: String,
    rarity: u8,
}

impl Wording {
    /// Everything that one lookup can tell of a word, from the tables and the words' classes.
    pub(super) fn parse(classes: &HashKeyed<Classes>) -> Result<Self, TableError> {
        let mut wording = Self::default();
        let texts = [
            include_str!("../../data/contractions.csv"),
            include_str!("../../data/spellings.csv"),
            include_str!("../../data/rarity.csv"),
        ];
        for row in rows::<Spelled>("spellings.csv", texts[1])? {
            let (hash, normal) = (hash_folded(&row.written), hash_folded(&row.normal));
            let worded = wording.of(hash);
            wording.words.insert(hash, Worded { normal, ..worded });
        }
        #[allow(clippy::iter_over_hash_type, reason = "each word is entered by itself")]
        for (&hash, &classes) in classes {
            let worded = wording.of(hash);
            let named = if classes.has(Class::NumberWord) { number_named(hash) } else { None };
            let normal = named.map_or(worded.normal, number_hash);
            wording.words.insert(hash, Worded { normal, kind: kind_of(hash, classes), ..worded });
        }
        for row in rows::<Rarity>("rarity.csv", texts[2])? {
            let hash = hash_folded(&row.word);
            let worded = wording.of(hash);
            wording.words.insert(hash, Worded { rarity: Some(row.rarity), ..worded });
        }
        for hash in HESITATIONS {
            let worded = wording.of(hash);
            wording.words.insert(hash, Worded { stands_for: StandsFor::Nothing, ..worded });
        }
        for row in rows::<Contraction>("contractions.csv", texts[0])? {
            let (hash, mut words) = (hash_folded(&row.word), [0; 3]);
            for (slot, word) in words.iter_mut().zip(row.expanded.split(' ')) {
                *slot = hash_folded(word);
            }
            let worded = wording.of(hash);
            let stands_for = StandsFor::Words(wording.expanded.len() as u16);
            wording.words.insert(hash, Worded { stands_for, ..worded });
            wording.expanded.push(words);
        }
        Ok(wording)
    }

    /// What becomes of the word with this folded hash.
    #[inline]
    pub fn of(&self, hash: u64) -> Worded {
        self.words.get(&hash).copied().unwrap_or(Worded::unknown(hash))
    }

    /// Hashes of the words that a contraction stands for, by the index in [`StandsFor::Words`].
    pub fn words(&self, index: u16) -> &[u64] {
        let words = self.expanded.get(usize::from(index)).map_or(&[][..], |words| words);
        &words[..words.iter().take_while(|&&word| word != 0).count()]
    }
}

/// Sounds that an editor leaves out.
const HESITATIONS: [u64; 5] =
    [hash_bytes(b"um"), hash_bytes(b"uh"), hash_bytes(b"er"), hash_bytes(b"erm"), hash_bytes(b"ah")];

/// Grammatical words that carry meaning all the same: another one is another statement.
const TELLING: [u64; 22] = [
    hash_bytes(b"must"),
    hash_bytes(b"should"),
    hash_bytes(b"may"),
    hash_bytes(b"might"),
    hash_bytes(b"before"),
    hash_bytes(b"after"),
    hash_bytes(b"against"),
    hash_bytes(b"every"),
    hash_bytes(b"few"),
    hash_bytes(b"many"),
    hash_bytes(b"more"),
    hash_bytes(b"most"),
    hash_bytes(b"less"),
    hash_bytes(b"least"),
    hash_bytes(b"all"),
    hash_bytes(b"some"),
    hash_bytes(b"under"),
    hash_bytes(b"over"),
    hash_bytes(b"inside"),
    hash_bytes(b"outside"),
    hash_bytes(b"unless"),
    hash_bytes(b"except"),
];

fn kind_of(hash: u64, classes: Classes) -> WordKind {
    const GRAMMAR: [Class; 8] = [
        Class::Determiner,
        Class::Preposition,
        Class::Conjunction,
        Class::Auxiliary,
        Class::Modal,
        Class::Pronoun,
        Class::Possessive,
        Class::Relative,
    ];
    if classes.is_empty() {
        WordKind::Content
    } else if classes.has(Class::Negation) {
        WordKind::Negation
    } else if TELLING.contains(&hash) {
        WordKind::Content
    } else if classes.any(&GRAMMAR) && hash != hash_bytes(b"u.s.") {
        WordKind::Function
    } else if classes.any(&[Class::NumberWord, Class::Scale]) && hash != hash_bytes(b"score") {
        WordKind::Number
    } else {
        WordKind::Content
    }
}

const NUMBERS: [(&[u8], u8); 28] = [
    (b"zero", 0),
    (b"one", 1),
    (b"two", 2),
    (b"three", 3),
    (b"four", 4),
    (b"five", 5),
    (b"six", 6),
    (b"seven", 7),
    (b"eight", 8),
    (b"nine", 9),
    (b"ten", 10),
    (b"eleven", 11),
    (b"twelve", 12),
    (b"thirteen", 13),
    (b"fourteen", 14),
    (b"fifteen", 15),
    (b"sixteen", 16),
    (b"seventeen", 17),
    (b"eighteen", 18),
    (b"nineteen", 19),
    (b"twenty", 20),
    (b"thirty", 30),
    (b"forty", 40),
    (b"fifty", 50),
    (b"sixty", 60),
    (b"seventy", 70),
    (b"eighty", 80),
    (b"ninety", 90),
];

const NUMBER_HASHES: [u64; 28] = {
    let mut hashes = [0; 28];
    let mut i = 0;
    while i < 28 {
        hashes[i] = hash_bytes(NUMBERS[i].0);
        i += 1;
    }
    hashes
};

/// The value of a number word with this folded hash, up to ninety.
pub fn number_named(hash: u64) -> Option<u8> {
    NUMBER_HASHES.iter().position(|&named| named == hash).map(|at| NUMBERS[at].1)
}

/// The hash of a value's digits, up to ninety-nine.
pub fn number_hash(value: u8) -> u64 {
    let digits = Fnv::new();
    match value {
        0..=9 => digits.byte(b'0' + value).finish(),
        _ => digits.byte(b'0' + value / 10).byte(b'0' + value % 10).finish(),
    }
}
