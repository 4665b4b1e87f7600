use super::{HashKeyed, TableError, rows};
use crate::text::{Fnv, fold, hash_folded};
use serde::Deserialize;
use std::sync::LazyLock;

/// What the tables say of names: given names, surnames, nicknames, pairs never to be taken for one
/// another, places.
///
/// Words are looked up by [`hash_folded`]; names of several words by that of the whole name with
/// single spaces ([`hash_folded`] of its fold).
#[derive(Debug, Default)]
pub struct Names {
    given: HashKeyed<Gender>,
    surnames: HashKeyed<()>,
    nicknames: HashKeyed<()>,
    short: HashKeyed<()>,
    seldom_second: HashKeyed<()>,
    confusables: HashKeyed<()>,
    titles: HashKeyed<Gender>,
    places: HashKeyed<PlaceName>,
    demonyms: HashKeyed<String>,
    trigrams: Trigrams,
}

/// Whom a given name or title is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum Gender {
    /// he
    #[serde(rename = "m")]
    He,
    /// she
    #[serde(rename = "f")]
    She,
    /// Either.
    #[serde(rename = "u")]
    Either,
}

impl Gender {
    /// Whether one is his and the other hers.
    pub const fn differ(a: Option<Self>, b: Option<Self>) -> bool {
        matches!((a, b), (Some(Self::He), Some(Self::She)) | (Some(Self::She), Some(Self::He)))
    }
}

/// What a place in the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// Speaks for its government.
    Country,
    /// Speaks for the government of its country.
    Capital,
    /// A house that stands for those in it: the Kremlin.
    Seat,
    /// Any other place.
    Region,
}

/// A place of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// What it is.
    pub kind: PlaceKind,
    /// The country that it belongs to, folded; empty for a country itself.
    pub of: String,
    /// `iranian`; empty when there is none in the table.
    pub demonym: String,
}

/// How often each sequence of three letters appears in the names of the tables.
#[derive(Debug, Clone)]
struct Trigrams {
    counts: Vec<u16>,
    /// How often each first two letters do.
    starts: Vec<u32>,
}

/// A letter from a to z, or the edge of a word.
const LETTERS: usize = 27;

impl Default for Trigrams {
    fn default() -> Self {
        Self { counts: vec![0; LETTERS * LETTERS * LETTERS], starts: vec![0; LETTERS * LETTERS] }
    }
}

/// The index of a trigram; letters other than a–z stand for the edge of a word.
fn trigram(letters: [u8; 3]) -> usize {
    let letter = |b: &u8| if b.is_ascii_lowercase() { usize::from(b - b'a') + 1 } else { 0 };
    letters.iter().fold(0, |sum, b| sum * LETTERS + letter(b))
}

impl Trigrams {
    fn learn(&mut self, word: &str) {
        for at in windows(word.as_bytes()) {
            self.counts[at] = self.counts[at].saturating_add(1);
            self.starts[at / LETTERS] = self.starts[at / LETTERS].saturating_add(1);
        }
    }

    /// How unexpected the third letter is after the first two, in hundredths of a bit. A trigram that
    /// was never seen counts as three tenths of one seen once.
    ///
    /// Source of the three tenths: best of .05 to 1 on the labelled pairs of names.
    fn surprise(&self, at: usize) -> u32 {
        let seen = 10 * u32::from(self.counts[at]) + 3;
        let of = 10 * self.starts[at / LETTERS] + 3 * LETTERS as u32;
        log2(of).saturating_sub(log2(seen))
    }
}

/// The binary logarithm in hundredths, within two.
///
/// Source: between powers of two, a parabola for `log2(1 + x)`.
const fn log2(number: u32) -> u32 {
    let whole = number.ilog2();
    let rest = ((number - (1 << whole)) as u64 * 1000 / (1 << whole)) as u32;
    whole * 100 + (rest * (1346 - rest * 346 / 1000) + 5_000) / 10_000
}

/// The trigrams of a word with its edges.
fn windows(word: &[u8]) -> impl Iterator<Item = usize> {
    let at = |i: usize| i.checked_sub(1).and_then(|i| word.get(i)).copied().unwrap_or(b' ');
    (0..word.len()).map(move |i| trigram([at(i), at(i + 1), at(i + 2)]))
}

impl Names {
    /// Those of the lexicon that ships with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// For whom a given name is, if it is one. The key is the folded word's hash.
    pub fn given(&self, word: u64) -> Option<Gender> {
        self.given.get(&word).copied()
    }

    /// Whether the word is a surname that the table knows.
    pub fn is_surname(&self, word: u64) -> bool {
        self.surnames.contains_key(&word)
    }

    /// For whom a title is, if that is clear: `Mrs`, `congressman`.
    pub fn title(&self, word: u64) -> Option<Gender> {
        self.titles.get(&word).copied()
    }

    /// Whether one of two given names is short for the other: Bill, William.
    pub fn is_nickname(&self, a: u64, b: u64) -> bool {
        self.nicknames.contains_key(&pair(a, b)) || self.nicknames.contains_key(&pair(b, a))
    }

    /// Whether the word is a short form of some given name: Ted.
    pub fn is_short(&self, word: u64) -> bool {
        self.short.contains_key(&word)
    }

    /// Whether the word is a given name that seldom stands second, as the Lee in Robert Lee Harlan does.
    pub fn is_seldom_second(&self, word: u64) -> bool {
        self.seldom_second.contains_key(&word)
    }

    /// Whether two names look alike and are known to be two: Iran, Iraq.
    pub fn are_confusable(&self, a: u64, b: u64) -> bool {
        self.confusables.contains_key(&pair(a, b)) || self.confusables.contains_key(&pair(b, a))
    }

    /// What is known of a place, by the hash of its whole folded name.
    pub fn place(&self, name: u64) -> Option<&PlaceName> {
        self.places.get(&name)
    }

    /// The country of a demonym, folded: `iran` for the hash of `iranian`.
    pub fn country(&self, demonym: u64) -> Option<&str> {
        self.demonyms.get(&demonym).map(String::as_str)
    }

    /// How unlike the names of the tables a word is: the mean surprise of its letters, each after the
    /// two before it, in hundredths of a bit. Plain letters a–z only are looked at; anything else
    /// counts as an edge.
    pub fn surprise(&self, word: &[u8]) -> u16 {
        let sum: u32 = windows(word).map(|at| self.trigrams.surprise(at)).sum();
        (sum / (word.len() as u32).max(1)).min(2_000) as u16
    }

    fn learn(&mut self, word: &str) {
        self.trigrams.learn(&fold(word));
    }
}

fn pair(a: u64, b: u64) -> u64 {
    Fnv::new().bytes(&a.to_le_bytes()).bytes(&b.to_le_bytes()).finish()
}

#[derive(Deserialize)]
struct Given {
    given: String,
    gender: Gender,
}

#[derive(Deserialize)]
struct Title {
    title: String,
    gender: Gender,
}

#[derive(Deserialize)]
struct Surname {
    surname: String,
}

#[derive(Deserialize)]
struct Nickname {
    nickname: String,
    given: String,
}

#[derive(Deserialize)]
struct Seldom {
    given: String,
}

#[derive(Deserialize)]
struct Confusable {
    name: String,
    others: String,
}

#[derive(Deserialize)]
struct Place {
    place: String,
    kind: PlaceKind,
    of: String,
    demonym: String,
}

/// Apart from the other tables, so that they can be read side by side: the names are half of all rows.
static BUILTIN: LazyLock<Names> =
    LazyLock::new(|| read_names().expect("tests/data.rs reads every shipped table"));

fn read_names() -> Result<Names, TableError> {
    let mut names = Names::default();
    for row in rows::<Given>("given_names.csv", include_str!("../../data/given_names.csv"))? {
        names.learn(&row.given);
        names.given.insert(hash_folded(&row.given), row.gender);
    }
    for row in rows::<Given>("rarer_given_names.csv", include_str!("../../data/rarer_given_names.csv"))? {
        names.given.insert(hash_folded(&row.given), row.gender);
    }
    for row in rows::<Surname>("surnames.csv", include_str!("../../data/surnames.csv"))? {
        names.learn(&row.surname);
        names.surnames.insert(hash_folded(&row.surname), ());
    }
    for row in rows::<Title>("titles.csv", include_str!("../../data/titles.csv"))? {
        names.titles.insert(hash_folded(&row.title), row.gender);
    }
    for row in rows::<Nickname>("nicknames.csv", include_str!("../../data/nicknames.csv"))? {
        for given in row.given.split(' ') {
            names.nicknames.insert(pair(hash_folded(&row.nickname), hash_folded(given)), ());
            names.short.insert(hash_folded(&row.nickname), ());
        }
    }
    for row in rows::<Seldom>("seldom_second.csv", include_str!("../../data/seldom_second.csv"))? {
        names.seldom_second.insert(hash_folded(&row.given), ());
    }
    for row in rows::<Confusable>("confusables.csv", include_str!("../../data/confusables.csv"))? {
        for other in row.others.split(' ') {
            names.confusables.insert(pair(hash_folded(&row.name), hash_folded(other)), ());
        }
    }
    for row in rows::<Place>("places.csv", include_str!("../../data/places.csv"))? {
        if !row.demonym.is_empty() {
            names.demonyms.insert(hash_folded(&row.demonym), row.place.clone());
        }
        let place = PlaceName { kind: row.kind, of: row.of, demonym: row.demonym };
        names.places.insert(hash_folded(&row.place), place);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn names() -> &'static Names {
        Lexicon::builtin().names()
    }

    #[test]
    fn tables_are_read() {
        assert_eq!(names().given(hash_folded("Hannah")), Some(Gender::She));
        assert_eq!(names().title(hash_folded("Mr")), Some(Gender::He));
        assert!(names().is_nickname(hash_folded("William"), hash_folded("Bill")));
        assert!(
            names().is_seldom_second(hash_folded("Heidi")) && !names().is_seldom_second(hash_folded("Lee"))
        );
        assert!(names().are_confusable(hash_folded("Iraq"), hash_folded("Iran")));
        assert_eq!(names().country(hash_folded("Iranian")), Some("iran"));
        assert_eq!(names().place(hash_folded("Tehran")).map(|p| p.kind), Some(PlaceKind::Capital));
    }

    #[test]
    fn slips_surprise_more_than_names() {
        assert!(names().surprise(b"cilntno") > names().surprise(b"clinton") + 100);
        assert_eq!(names().surprise(b""), 0);
        assert_eq!(names().surprise("李小龙".as_bytes()), names().surprise(b"---------"));
    }

    #[test]
    fn logarithms_are_right_to_two_hundredths() {
        for n in [1_u32, 2, 3, 5, 10, 100, 1023, 77_777] {
            let exact = libm::log2(f64::from(n)) * 100.0;
            assert!((f64::from(log2(n)) - exact).abs() < 2.0, "{n}: {} {exact}", log2(n));
        }
    }
}
