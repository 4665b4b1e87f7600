//! What words tell about figures near them.

use super::quantity::phrase_hash;
use super::{HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::Deserialize;
use smol_str::SmolStr;

/// What a word near a figure tells about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureSense {
    /// compared, versus: holds two values against each other inside one sentence.
    Comparing,
    /// revised, earlier: bridges a value to one told elsewhere.
    Revising,
    /// however, although: bridges to a value told before.
    Concession,
    /// rose, up: the figure grows.
    Rise,
    /// fell, down: the figure shrinks.
    Fall,
    /// increase, drop: a noun for it.
    Change,
    /// expected, forecast
    Forecast,
    /// sought, demanded
    Sought,
    /// approved, awarded
    Approved,
    /// if, unless
    Conditional,
    /// A period without a date: quarter, overnight.
    Period,
    /// another, further
    Additional,
    /// including, among
    Part,
    /// section, flight: the number after it is a name.
    NumberBefore,
    /// the, those: makes the number after it one that the reader has met.
    Definite,
    /// toll, tally: a noun for a number.
    Tally,
    /// of, more: may stand between a number and its noun.
    Link,
    /// shares, index: the figure is one of markets or of a business report, and holds for a moment.
    Market,
    /// combined, apiece: one of many, or all of them together.
    Each,
    /// not, others: all but those told of.
    Rest,
    /// Monday, late: a day, a month, a time of day.
    Time,
    /// quake, storm: another table names the sort of event.
    Event,
    /// killed, deaths: another table names what is counted.
    Measured,
    /// far, total: a phrase for a count from a beginning on can end with it.
    CumulativeEnd,
    /// than, least: a phrase that bounds a number can end with it.
    BoundEnd,
    /// square, light: a unit of several words can begin with it.
    UnitLead,
}

/// A set of [`FigureSense`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FigureSenses(u32);

impl FigureSenses {
    /// Whether the set holds this sense.
    #[inline]
    pub const fn has(self, sense: FigureSense) -> bool {
        self.0 & (1 << sense as u32) != 0
    }

    /// Whether the set holds any of these senses.
    #[inline]
    pub const fn any(self, senses: &[FigureSense]) -> bool {
        let (mut of, mut i) = (Self(0), 0);
        while i < senses.len() {
            of = of.with(senses[i]);
            i += 1;
        }
        self.0 & of.0 != 0
    }

    /// The set with one more sense.
    #[must_use]
    #[inline]
    pub const fn with(self, sense: FigureSense) -> Self {
        Self(self.0 | 1 << sense as u32)
    }

    /// Everything in either set.
    #[must_use]
    #[inline]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the copy itself bridges the figure with another value.
    pub const fn bridges(self) -> bool {
        self.has(FigureSense::Comparing) || self.has(FigureSense::Revising)
    }
}

/// The least and the greatest factor of a word like *doubled*. Unit: tenths.
///
/// Source: house; three and a half is as often called tripled as quadrupled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factors {
    /// What is rounded up to it.
    pub least: u8,
    /// What is rounded down to it.
    pub most: u8,
}

/// What the tables know of words that tell about figures.
#[derive(Debug, Default)]
pub struct FigureWords {
    /// Words looked up while a story is read, by the hash of the folded word.
    pub(super) words: HashKeyed<FigureSenses>,
    /// All words, by what is kept of that hash where figures are compared.
    clues: HashKeyed<FigureSenses>,
    /// Pairs of groups and directions, by what is kept of their hashes.
    opposites: Vec<(u64, u64)>,
    factors: HashKeyed<Factors>,
    /// Nouns for an event, and what sort it is.
    pub(super) events: HashKeyed<SmolStr>,
    /// Phrases for a count from a beginning on, by [`phrase_hash`].
    cumulative: HashKeyed<()>,
    /// Their last words.
    pub(super) cumulative_ends: HashKeyed<()>,
}

#[derive(Deserialize)]
struct SenseRow {
    word: String,
    senses: String,
}

#[derive(Deserialize)]
struct OppositeRow {
    word: String,
    opposite: String,
}

#[derive(Deserialize)]
struct FactorRow {
    word: String,
    least: u8,
    most: u8,
}

#[derive(Deserialize)]
struct EventRow {
    word: String,
    event: String,
}

#[derive(Deserialize)]
struct PhraseRow {
    phrase: String,
}

/// What is kept of a word's hash where figures are compared: all but its last four bits.
const fn kept(hash: u64) -> u64 {
    hash & !15
}

impl FigureWords {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut all = Self::default();
        for SenseRow { word, senses } in
            rows("figure-words.csv", include_str!("../../data/figure-words.csv"))?
        {
            all.words.insert(hash_folded(&word), senses_named(&senses));
            all.clue(&word, &senses);
        }
        for SenseRow { word, senses } in
            rows("figure-clues.csv", include_str!("../../data/figure-clues.csv"))?
        {
            all.clue(&word, &senses);
        }
        let opposites = rows("figure-opposites.csv", include_str!("../../data/figure-opposites.csv"))?;
        let pair = |row: OppositeRow| (kept(hash_folded(&row.word)), kept(hash_folded(&row.opposite)));
        all.opposites = opposites.into_iter().map(pair).collect();
        for FactorRow { word, least, most } in rows("factors.csv", include_str!("../../data/factors.csv"))? {
            all.factors.insert(hash_folded(&word), Factors { least, most });
        }
        for PhraseRow { phrase } in rows("cumulative.csv", include_str!("../../data/cumulative.csv"))? {
            let last = phrase.rsplit(' ').next().unwrap_or(&phrase);
            all.cumulative_ends.insert(hash_folded(last), ());
            all.cumulative.insert(phrase_hash(phrase.split(' ').map(hash_folded)), ());
        }
        for EventRow { word, event } in rows("events.csv", include_str!("../../data/events.csv"))? {
            all.events.insert(hash_folded(&word), event.into());
        }
        Ok(all)
    }

    fn clue(&mut self, word: &str, senses: &str) {
        let of = self.clues.entry(kept(hash_folded(word))).or_default();
        *of = of.and(senses_named(senses));
    }

    /// What the word with this folded hash tells a reader of the story.
    pub fn senses(&self, hash: u64) -> FigureSenses {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// What a word tells where figures are compared, by all but the last four bits of its folded hash.
    pub fn clues(&self, hash: u64) -> FigureSenses {
        self.clues.get(&kept(hash)).copied().unwrap_or_default()
    }

    /// Pairs of groups or directions: what is told of one is not told of the other. All but the last
    /// four bits of the folded hashes.
    pub fn opposites(&self) -> &[(u64, u64)] {
        &self.opposites
    }

    /// What the word with this folded hash is rounded from.
    pub fn factors(&self, hash: u64) -> Option<Factors> {
        self.factors.get(&hash).copied()
    }

    /// What sort of event the word with this folded hash names: `quake` for *temblor*.
    pub fn event(&self, hash: u64) -> Option<&SmolStr> {
        self.events.get(&hash)
    }

    /// Whether a phrase for a count from a beginning on can end with the word with this folded hash.
    pub fn ends_cumulative(&self, hash: u64) -> bool {
        self.cumulative_ends.contains_key(&hash)
    }

    /// Whether the words with these folded hashes, in text order, are such a phrase: so far, in all.
    pub fn is_cumulative(&self, words: impl Iterator<Item = u64>) -> bool {
        self.cumulative.contains_key(&phrase_hash(words))
    }
}

fn senses_named(names: &str) -> FigureSenses {
    names.split(' ').fold(FigureSenses::default(), |senses, name| senses.with(sense_named(name)))
}

/// The sense of this name.
pub(super) fn sense_named<'a, S: Deserialize<'a>>(name: &'a str) -> S {
    let parsed =
        S::deserialize(serde::de::value::BorrowedStrDeserializer::<serde::de::value::Error>::new(name));
    parsed.expect("tests read every shipped table, and a name of no sense fails them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        let all = FigureWords::read().unwrap();
        let senses = |word: &str| all.senses(hash_folded(word));
        assert!(senses("revised").bridges() && senses("versus").bridges());
        assert!(!senses("rose").bridges() && senses("rose").has(FigureSense::Rise));
        assert_eq!(senses("shares"), FigureSenses::default());
        let clues = |word: &str| all.clues(hash_folded(word));
        assert!(clues("shares").has(FigureSense::Market) && clues("fell").has(FigureSense::Fall));
        assert!(clues("may").has(FigureSense::Time) && clues("may").has(FigureSense::Forecast));
        assert_eq!(all.factors(hash_folded("doubled")).map(|f| (f.least, f.most)), Some((17, 25)));
        assert!(all.is_cumulative(["so", "far"].map(hash_folded).into_iter()));
        assert!(all.ends_cumulative(hash_folded("far")) && !all.ends_cumulative(hash_folded("so")));
    }

    #[test]
    fn no_two_words_share_what_is_kept_of_their_hashes() {
        let all = FigureWords::read().unwrap();
        let texts =
            [include_str!("../../data/figure-words.csv"), include_str!("../../data/figure-clues.csv")];
        let mut words: Vec<&str> = texts
            .iter()
            .flat_map(|text| text.lines().skip(1))
            .filter_map(|row| row.split(',').next())
            .collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all.clues.len());
    }

    #[test]
    fn factors_are_between_their_ends() {
        let all = FigureWords::read().unwrap();
        assert!(all.factors.values().all(|factors| factors.least < factors.most));
        assert!(all.opposites.iter().all(|(a, b)| a != b));
    }
}
