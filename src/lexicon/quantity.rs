use super::{FigureSense, FigureSenses, FigureWords, HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::Deserialize;
use smol_str::SmolStr;

/// What the tables know of words around figures, by the hash of the folded word.
#[derive(Debug, Default)]
pub struct Quantities {
    numbers: HashKeyed<NumberWord>,
    units: HashKeyed<UnitWord>,
    /// Units of several words, by [`phrase_hash`].
    unit_phrases: HashKeyed<UnitWord>,
    /// Their first words.
    unit_leads: HashKeyed<()>,
    compounds: HashKeyed<Compound>,
    contests: HashKeyed<ContestKind>,
    currencies: HashKeyed<CurrencyWord>,
    measures: HashKeyed<SmolStr>,
    bounds: HashKeyed<BoundWord>,
    /// The last words of those phrases.
    bound_ends: HashKeyed<()>,
    /// Words that tell about figures near them.
    pub words: FigureWords,
}

/// A word for a number, or for a power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberWord {
    /// What sort of number word.
    pub kind: NumberKind,
    /// A cardinal's, ordinal's or rank's value, a scale's power of ten, a fraction in thousandths.
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
    /// half, two-thirds: the number is thousandths.
    Fraction,
    /// thirds: a fraction behind a cardinal; the number is thousandths.
    Part,
    /// third: a fraction behind an article, a rank before a superlative.
    Ordinal,
    /// third-largest
    Rank,
    /// largest: makes a rank of an ordinal; no value.
    Superlative,
    /// dozens: no less than the number; nought has no value at all.
    Vague,
}

/// A number and its unit in one word: `five-year`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compound {
    /// The number.
    pub number: i32,
    /// The unit.
    pub unit: UnitWord,
}

/// What a word says of two numbers with a dash between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContestKind {
    /// beat, goal, set: they are a score.
    Game,
    /// voted, ruling: they are votes for and against.
    Vote,
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
    /// `2 million pounds`; without a scale word it may be a weight.
    AfterScale,
    /// `50 cents`: a hundredth of the currency.
    Hundredth,
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
struct ContestRow {
    word: String,
    contest: ContestKind,
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

const NUMBERS: &str = include_str!("../../data/numbers.csv");
const UNITS: &str = include_str!("../../data/units.csv");
const CURRENCIES: &str = include_str!("../../data/currencies.csv");
const MEASURES: &str = include_str!("../../data/measures.csv");
const BOUNDS: &str = include_str!("../../data/bounds.csv");
const CONTESTS: &str = include_str!("../../data/contests.csv");

impl Quantities {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut all = Self::default();
        for NumberRow { word, kind, number } in rows("numbers.csv", NUMBERS)? {
            all.numbers.insert(hash_folded(&word), NumberWord { kind, number });
        }
        for UnitRow { word, unit, kind } in rows("units.csv", UNITS)? {
            let unit = UnitWord { unit: unit.into(), kind };
            if let Some((lead, _)) = word.split_once(' ') {
                all.unit_leads.insert(hash_folded(lead), ());
                all.unit_phrases.insert(phrase_hash(word.split(' ').map(hash_folded)), unit);
            } else {
                all.units.insert(hash_folded(&word), unit);
            }
        }
        all.compose()?;
        for ContestRow { word, contest } in rows("contests.csv", CONTESTS)? {
            all.contests.insert(hash_folded(&word), contest);
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
            all.bound_ends.insert(hash_folded(phrase.rsplit(' ').next().unwrap_or(&phrase)), ());
            all.bounds.insert(phrase_hash(phrase.split(' ').map(hash_folded)), bound);
        }
        all.words = FigureWords::read()?;
        Ok(all)
    }

    /// Number and unit in one word, as news prints them: `five-year`, `forty-six-year-old`; and ranks:
    /// `third-largest`.
    fn compose(&mut self) -> Result<(), TableError> {
        let words: Vec<NumberRow> = rows("numbers.csv", NUMBERS)?;
        let units: Vec<UnitRow> = rows("units.csv", UNITS)?;
        let of = |kind: NumberKind| words.iter().filter(move |row| row.kind == kind);
        let single = |row: &&UnitRow| {
            row.word.contains(&row.unit) && !row.word.ends_with('s') && !row.word.contains(' ')
        };
        let aged = |row: &&UnitRow| row.kind == UnitKind::Age && row.word.contains('-');
        for number in of(NumberKind::Cardinal) {
            let short = !number.word.contains('-');
            let joined = |row: &&UnitRow| aged(row) || short && single(row) && row.kind != UnitKind::Share;
            for UnitRow { word, unit, kind } in units.iter().filter(joined) {
                let unit = UnitWord { unit: unit.as_str().into(), kind: *kind };
                let compound = Compound { number: number.number, unit };
                self.compounds.insert(hash_folded(&format!("{}-{word}", number.word)), compound);
            }
        }
        for ordinal in of(NumberKind::Ordinal) {
            for superlative in of(NumberKind::Superlative) {
                let rank = NumberWord { kind: NumberKind::Rank, number: ordinal.number };
                self.numbers.insert(hash_folded(&format!("{}-{}", ordinal.word, superlative.word)), rank);
            }
        }
        Ok(())
    }

    /// The hashes of words that stand for an amount together with others: dozens, million, `five-year`.
    pub(super) fn amount_words(&self) -> Vec<u64> {
        let amount = |n: &NumberWord| match n.kind {
            NumberKind::Vague => n.number > 0,
            NumberKind::Scale | NumberKind::Dozen | NumberKind::Ordinal | NumberKind::Rank => true,
            NumberKind::Cardinal
            | NumberKind::Fraction
            | NumberKind::Part
            | NumberKind::Suffix
            | NumberKind::Superlative => false,
        };
        let numbers = self.numbers.iter().filter(|(_, n)| amount(n)).map(|(&hash, _)| hash);
        let mut hashes: Vec<u64> = numbers.chain(self.compounds.keys().copied()).collect();
        hashes.sort_unstable();
        hashes
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
            || self.unit_leads.contains_key(&hash)
            || self.compounds.contains_key(&hash)
            || self.currencies.contains_key(&hash)
            || self.measures.contains_key(&hash)
            || self.words.words.contains_key(&hash)
            || self.words.cumulative_ends.contains_key(&hash)
            || self.words.events.contains_key(&hash)
    }

    /// Every hash in a table of single words.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        let (a, b) = (self.numbers.keys().chain(self.units.keys()), self.currencies.keys());
        let c = self.unit_leads.keys().chain(self.compounds.keys());
        let d =
            self.words.words.keys().chain(self.words.cumulative_ends.keys()).chain(self.words.events.keys());
        a.chain(b).chain(c).chain(self.measures.keys()).chain(d).chain(self.bound_ends.keys()).copied()
    }

    /// What the word with this folded hash tells a reader of the story, and which tables name it.
    pub(super) fn senses(&self, hash: u64) -> FigureSenses {
        let named = [
            (self.words.events.contains_key(&hash), FigureSense::Event),
            (self.measures.contains_key(&hash), FigureSense::Measured),
            (self.words.cumulative_ends.contains_key(&hash), FigureSense::CumulativeEnd),
            (self.bound_ends.contains_key(&hash), FigureSense::BoundEnd),
            (self.unit_leads.contains_key(&hash), FigureSense::UnitLead),
        ];
        let tables = named.into_iter().filter(|(named, _)| *named);
        tables.fold(self.words.senses(hash), |senses, (_, table)| senses.with(table))
    }

    /// The number word with this folded hash.
    pub fn number(&self, hash: u64) -> Option<NumberWord> {
        self.numbers.get(&hash).copied()
    }

    /// The unit that the word with this folded hash names.
    pub fn unit(&self, hash: u64) -> Option<&UnitWord> {
        self.units.get(&hash)
    }

    /// The unit that the phrase of words with these folded hashes names, in text order.
    pub fn unit_phrase(&self, words: impl Iterator<Item = u64>) -> Option<&UnitWord> {
        self.unit_phrases.get(&phrase_hash(words))
    }

    /// The number and unit that the word with this folded hash is made of.
    pub fn compound(&self, hash: u64) -> Option<&Compound> {
        self.compounds.get(&hash)
    }

    /// What the word with this folded hash says of two numbers near it.
    pub fn contest(&self, hash: u64) -> Option<ContestKind> {
        self.contests.get(&hash).copied()
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
}

pub(super) fn phrase_hash(words: impl Iterator<Item = u64>) -> u64 {
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
    }
}
