//! What the program knows of words, read from the tables in `data/`.
//!
//! **Comes in:** `data/*.csv`. **Goes out:** [`Lexicon`].
//! **Never:** holds rules, or builds regular expressions from a user's text.
//! **Read first:** [`Lexicon`].

mod antonyms;
mod calendar;
mod class;
mod conversion;
mod known;
mod names;
mod offices;
mod quantity;
mod senses;
mod statement;
mod stem;
mod table;
mod verbs;
mod wording;

pub use antonyms::{Antonyms, WordSense};
pub use calendar::{Calendar, CalendarKind, CalendarWord};
pub use class::{Class, Classes};
pub use conversion::{Conversion, Conversions};
pub use known::Known;
pub use names::{Gender, Names, PlaceKind, PlaceName};
pub use offices::{Office, Offices};
pub use quantity::{
    BoundWord, Compound, ContestKind, CurrencyPlace, CurrencyWord, NumberKind, NumberWord, Quantities,
    UnitKind, UnitWord,
};
pub use senses::{Factors, FigureSense, FigureSenses, FigureWords};
pub use statement::{StatementSense, StatementSenses, StatementWords};
pub use stem::{stem, stem_hashed, stem_of_hash};
pub use table::{TableError, rows};
pub use verbs::{ClaimClass, Frames, Verb, VerbForm};
pub use wording::{StandsFor, WordKind, Worded, Wording, number_hash, number_named};

use known::KnownWords;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// A map keyed by hashes that are already well spread: the key is its own hash.
pub type HashKeyed<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;

/// Hands a 64-bit key through as its own hash.
#[derive(Debug, Default, Clone, Copy)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = crate::text::hash_bytes(bytes);
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Everything that the tables in `data/` say, looked up by the hash of a folded word
/// ([`crate::text::hash_folded`]).
///
/// ```
/// use sayso::lexicon::{Class, Lexicon};
/// let lexicon = Lexicon::builtin();
/// assert!(lexicon.classes("He").has(Class::Pronoun));
/// ```
#[derive(Debug, Default)]
pub struct Lexicon {
    known: KnownWords,
    worded: Vec<Worded>,
    /// Months and weekdays.
    pub calendar: Calendar,
    /// Number words, units, currencies, measures, bounds.
    pub quantities: Quantities,
    /// Units that convert into each other.
    pub conversions: Conversions,
    verbs: HashKeyed<Verb>,
    /// What makes two wordings the same.
    pub wording: Wording,
    /// What words tell of statements.
    pub statements: StatementWords,
    /// By [`WordId`], from 0 for the first: what the word tells of a statement.
    told: Vec<StatementSenses>,
    /// The same: what the word tells of figures near it.
    figures: Vec<FigureSenses>,
    /// Offices that exclude each other.
    pub offices: Offices,
}

/// One of the known words; the default is any unknown one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordId(u32);

static BUILTIN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse().expect("tests/data.rs reads every shipped table"));

impl Lexicon {
    /// The lexicon that ships with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn parse() -> Result<Self, TableError> {
        let mut lexicon = Self::default();
        let mut classes = HashKeyed::default();
        class::read_words(&mut classes)?;
        lexicon.calendar = Calendar::read()?;
        lexicon.quantities = Quantities::read()?;
        lexicon.conversions = Conversions::read()?;
        for hash in lexicon.quantities.value_words() {
            let of: &mut Classes = classes.entry(hash).or_default();
            *of = of.with(Class::NumberWord);
        }
        for hash in lexicon.quantities.amount_words() {
            let of = classes.entry(hash).or_default();
            *of = of.with(Class::Amount);
        }
        verbs::read(&mut lexicon.verbs)?;
        #[allow(clippy::iter_over_hash_type, reason = "a union does not depend on the order")]
        for hash in lexicon.verbs.keys() {
            let of = classes.entry(*hash).or_default();
            *of = of.with(Class::Cue);
        }
        lexicon.wording = Wording::parse(&classes)?;
        lexicon.statements = StatementWords::read()?;
        lexicon.number_words(&classes);
        lexicon.offices = Offices::read()?;
        Ok(lexicon)
    }

    /// Numbers the words that any table but those of names knows.
    fn number_words(&mut self, classes: &HashKeyed<Classes>) {
        let told = self.statements.hashes();
        let mut hashes: Vec<u64> =
            self.wording.words.keys().copied().chain(self.quantities.hashes()).chain(told).collect();
        hashes.sort_unstable();
        hashes.dedup();
        self.told = hashes.iter().map(|&hash| self.statements.of(hash)).collect();
        self.figures = hashes.iter().map(|&hash| self.quantities.senses(hash)).collect();
        self.worded = hashes.iter().map(|&hash| self.wording.of(hash)).collect();
        let known = hashes.into_iter().enumerate().map(|(i, hash)| {
            let classes = classes.get(&hash).copied().unwrap_or_default();
            let measures = self.quantities.names(hash);
            (hash, Known { classes, word: WordId(i as u32 + 1), measures })
        });
        self.known = KnownWords::new(known.collect());
    }

    /// What the tables say of names.
    pub fn names(&self) -> &Names {
        Names::builtin()
    }

    /// The classes of a word, in any case.
    pub fn classes(&self, word: &str) -> Classes {
        self.classes_of(crate::text::hash_folded(word))
    }

    /// The reporting verb of which the word with this folded hash is a form.
    pub fn verb(&self, hash: u64) -> Option<&Verb> {
        self.verbs.get(&hash)
    }

    /// The classes of the word with this folded hash.
    #[inline]
    pub fn classes_of(&self, hash: u64) -> Classes {
        self.known(hash).classes
    }

    /// What is known of the word with this folded hash.
    #[inline]
    pub fn known(&self, hash: u64) -> Known {
        self.known.get(hash)
    }

    /// What becomes of a word when wordings are compared: [`Wording::of`] its hash.
    #[inline]
    pub fn worded(&self, word: WordId, hash: u64) -> Worded {
        let index = word.0.wrapping_sub(1) as usize;
        self.worded.get(index).copied().unwrap_or(Worded::unknown(hash))
    }

    /// What a word tells of figures near it, and which tables of [`Quantities`] name it.
    #[inline]
    pub fn near_figures(&self, word: WordId) -> FigureSenses {
        self.figures.get(word.0.wrapping_sub(1) as usize).copied().unwrap_or_default()
    }

    /// What a word tells of a statement: [`StatementWords::of`] its hash.
    #[inline]
    pub fn told(&self, word: WordId) -> StatementSenses {
        self.told.get(word.0.wrapping_sub(1) as usize).copied().unwrap_or_default()
    }
}
