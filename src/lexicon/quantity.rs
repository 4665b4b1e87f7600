use super::{HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::Deserialize;
use smol_str::SmolStr;

/// What the tables know of words around figures, by the hash of the folded word.
#[derive(Debug, Default)]
pub struct Quantities {
    numbers: HashKeyed<NumberWord>,
    units: HashKeyed<UnitWord>,
    currencies: HashKeyed<CurrencyWord>,
    measures: HashKeyed<SmolStr>,
    bounds: HashKeyed<BoundWord>,
    senses: HashKeyed<FigureSense>,
}

/// A word for a number, or for a power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberWord {
    /// What sort of number word.
    pub kind: NumberKind,
    /// A cardinal's value, a scale's power of ten, a fraction in percent.
    pub number: i32,
}

/// What sort of number word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberKind {
    /// one, twenty-one: the number is its value.
    Cardinal,
    /// thousand, lakh: the number is a power of ten.
    Scale,
    /// bn, m, k: a scale only when it touches the digits.
    Suffix,
    /// dozen
    Dozen,
    /// half, a third: the number is percent.
    Fraction,
    /// dozens, scores: no value.
    Vague,
}

/// A unit's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWord {
    /// The unit in its canonical form.
    pub unit: SmolStr,
    /// What sort of quantity it makes.
    pub kind: UnitKind,
}

/// What sort of quantity a unit makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// percent
    Share,
    /// points: of percent, of a score, of an index.
    Points,
    /// hours, years
    Duration,
    /// year-old
    Age,
    /// km, tonnes, degrees
    Measure,
}

/// A currency's sign or word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrencyWord {
    /// The ISO 4217 code; `XXR` for rupees of an unnamed country.
    pub code: [u8; 3],
    /// Where it stands.
    pub place: CurrencyPlace,
}

/// Where a currency's sign or word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CurrencyPlace {
    /// `$18`
    Before,
    /// The letters of `A$18`.
    Prefix,
    /// `18 euros`
    After,
}

/// How a phrase bounds the number that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each word says itself")]
pub enum BoundWord {
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    Nearly,
    About,
}

/// What a word near a figure tells about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureSense {
    /// revised, earlier: the copy itself bridges two values.
    Bridge,
    /// however, although: bridges to a value told before.
    Concession,
    /// rose, fell: the figure is a change.
    Change,
    /// expected, forecast
    Forecast,
    /// sought, demanded
    Sought,
    /// A period without a date: quarter, overnight.
    Period,
    /// another, further
    Additional,
    /// including, among
    Part,
    /// section, flight: the number after it is a name.
    NumberBefore,
}

#[derive(Deserialize)]
struct NumberRow {
    word: String,
    kind: NumberKind,
    number: i32,
}

#[derive(Deserialize)]
struct UnitRow {
    word: String,
    unit: String,
    kind: UnitKind,
}

#[derive(Deserialize)]
struct CurrencyRow {
    word: String,
    code: String,
    place: CurrencyPlace,
}

#[derive(Deserialize)]
struct MeasureRow {
    word: String,
    measure: String,
}

#[derive(Deserialize)]
struct BoundRow {
    phrase: String,
    bound: BoundWord,
}

#[derive(Deserialize)]
struct SenseRow {
    word: String,
    sense: FigureSense,
}

const NUMBERS: &str = include_str!("../../data/numbers.csv");
const UNITS: &str = include_str!("../../data/units.csv");
const CURRENCIES: &str = include_str!("../../data/currencies.csv");
const MEASURES: &str = include_str!("../../data/measures.csv");
const BOUNDS: &str = include_str!("../../data/bounds.csv");
const SENSES: &str = include_str!("../../data/figure-words.csv");

impl Quantities {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut all = Self::default();
        for NumberRow { word, kind, number } in rows("numbers.csv", NUMBERS)? {
            all.numbers.insert(hash_folded(&word), NumberWord { kind, number });
        }
        for UnitRow { word, unit, kind } in rows("units.csv", UNITS)? {
            all.units.insert(hash_folded(&word), UnitWord { unit: unit.into(), kind });
        }
        for CurrencyRow { word, code, place } in rows("currencies.csv", CURRENCIES)? {
            let code =
                code.as_bytes().try_into().expect("tests/data.rs checks that codes have three letters");
            all.currencies.insert(hash_folded(&word), CurrencyWord { code, place });
        }
        for MeasureRow { word, measure } in rows("measures.csv", MEASURES)? {
            all.measures.insert(hash_folded(&word), measure.into());
        }
        for BoundRow { phrase, bound } in rows("bounds.csv", BOUNDS)? {
            all.bounds.insert(phrase_hash(phrase.split(' ').map(hash_folded)), bound);
        }
        for SenseRow { word, sense } in rows("figure-words.csv", SENSES)? {
            all.senses.insert(hash_folded(&word), sense);
        }
        Ok(all)
    }

    /// The hashes of every word that stands for a value, for the lexicon's classes.
    pub(super) fn value_words(&self) -> Vec<u64> {
        let valued = |n: &NumberWord| matches!(n.kind, NumberKind::Cardinal | NumberKind::Fraction);
        let mut hashes: Vec<u64> = self.numbers.iter().filter(|(_, n)| valued(n)).map(|(&h, _)| h).collect();
        hashes.sort_unstable();
        hashes
    }

    /// Whether a table names the word with this folded hash by itself.
    pub(super) fn names(&self, hash: u64) -> bool {
        self.numbers.contains_key(&hash)
            || self.units.contains_key(&hash)
            || self.currencies.contains_key(&hash)
            || self.measures.contains_key(&hash)
            || self.senses.contains_key(&hash)
    }

    /// Every hash in a table of single words.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        let (a, b) = (self.numbers.keys().chain(self.units.keys()), self.currencies.keys());
        a.chain(b).chain(self.measures.keys()).chain(self.senses.keys()).copied()
    }

    /// The number word with this folded hash.
    pub fn number(&self, hash: u64) -> Option<NumberWord> {
        self.numbers.get(&hash).copied()
    }

    /// The unit that the word with this folded hash names.
    pub fn unit(&self, hash: u64) -> Option<&UnitWord> {
        self.units.get(&hash)
    }

    /// The currency that the word or sign with this folded hash names.
    pub fn currency(&self, hash: u64) -> Option<CurrencyWord> {
        self.currencies.get(&hash).copied()
    }

    /// The measure class of the word with this folded hash: `killed` for *deaths*.
    pub fn measure(&self, hash: u64) -> Option<&SmolStr> {
        self.measures.get(&hash)
    }

    /// The bound that the phrase of words with these folded hashes makes, in text order.
    pub fn bound(&self, words: impl Iterator<Item = u64>) -> Option<BoundWord> {
        self.bounds.get(&phrase_hash(words)).copied()
    }

    /// What the word with this folded hash tells about a figure near it.
    pub fn sense(&self, hash: u64) -> Option<FigureSense> {
        self.senses.get(&hash).copied()
    }
}

fn phrase_hash(words: impl Iterator<Item = u64>) -> u64 {
    // Each word is well spread; the odd constant is that of Fibonacci hashing.
    words.fold(0, |hash: u64, word| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read_and_looked_up_by_hash() {
        let all = Quantities::read().unwrap();
        assert_eq!(all.number(hash_folded("Twenty-one")).map(|n| n.number), Some(21));
        assert_eq!(all.unit(hash_folded("kilometres")).map(|u| u.unit.as_str()), Some("km"));
        assert_eq!(all.currency(hash_folded("€")).map(|c| c.code), Some(*b"EUR"));
        assert_eq!(all.measure(hash_folded("deaths")).map(SmolStr::as_str), Some("killed"));
        assert_eq!(all.bound(["more", "than"].map(hash_folded).into_iter()), Some(BoundWord::MoreThan));
        assert_eq!(all.sense(hash_folded("revised")), Some(FigureSense::Bridge));
    }
}
