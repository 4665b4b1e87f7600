//! A word in four bytes: enough to compare it and to tell how rare it is.

use crate::extract::{FoldedWord, Party, PartyKind, WordKind};
use crate::text::hash_folded;
use std::num::NonZeroU32;

/// A folded word: 28 bits of its hash, and its rarity.
///
/// Of a vocabulary of a million, one word in 270 shares its bits with another; that costs a look,
/// never a verdict, which rests on many words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(u32);

impl Word {
    /// The word of a hash, with its rarity as in `data/rarity.csv`; more than 15 counts as 15.
    pub const fn new(hash: u64, rarity: u8) -> Self {
        let rarity = if rarity > 15 { 15 } else { rarity };
        Self((hash.wrapping_mul(ODD) >> 36) as u32 | (rarity as u32) << 28)
    }

    /// The words of a quotation that are compared across stories: what an editor put in or left out
    /// aside.
    ///
    /// ```
    /// use sayso::resolve::wordings::Word;
    /// # use sayso::{extract::Extractor, ingest::Document, lexicon::Lexicon, segment};
    /// # let read = |text| Extractor::rules().read(&segment::read(&Document::plain("t", text), Lexicon::builtin()));
    /// let facts = read("“The harbour [of Elmar] … will close,” she said.");
    /// assert_eq!(Word::all(&facts.quotations[0].words).count(), 4);
    /// ```
    pub fn all(words: &[FoldedWord]) -> impl Iterator<Item = Self> {
        let said = |word: &&FoldedWord| match word.kind {
            WordKind::Content | WordKind::Function | WordKind::Negation | WordKind::Number => true,
            WordKind::Bracketed | WordKind::Ellipsis => false,
        };
        words.iter().filter(said).map(|word| Self::new(word.hash, word.rarity))
    }

    /// How rare the word is: 1 for the commonest, 15 for the rarest.
    pub const fn rarity(self) -> u32 {
        self.0 >> 28
    }

    /// Word and rarity as one number.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The rarer the smaller; of two as rare, by their hash.
    pub(super) const fn order(self) -> u32 {
        self.0 ^ 0xf << 28
    }

    /// Whether it carries meaning: rarer than grammar and the two hundred commonest words.
    pub(super) const fn tells(self) -> bool {
        self.rarity() >= 4
    }

    /// Whether it is rarer than the words that `data/rarity.csv` names.
    pub(super) const fn is_rare(self) -> bool {
        self.rarity() >= 7
    }
}

/// The summed rarity of words. Unit: classes of `data/rarity.csv`.
pub(super) fn rarity(words: &[Word]) -> u32 {
    words.iter().map(|word| word.rarity()).sum()
}

/// Who is said to have said it, as a hash that depends on one story alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerKey(NonZeroU32);

impl SpeakerKey {
    /// The key of a hash.
    pub fn new(hash: u64) -> Self {
        Self(NonZeroU32::new((hash.wrapping_mul(ODD) >> 32) as u32).unwrap_or(NonZeroU32::MIN))
    }

    /// A person's surname, another party's name: what two stories most likely have in common.
    pub fn of(party: &Party) -> Self {
        let last = || party.name.split_whitespace().next_back().unwrap_or_default();
        Self::new(hash_folded(match party.kind {
            PartyKind::Person => party.surname.as_deref().unwrap_or_else(last),
            PartyKind::Body | PartyKind::Government | PartyKind::Document | PartyKind::Group => &party.name,
        }))
    }

    /// The key as a number; 0 stands for nobody known.
    pub(super) fn number(speaker: Option<Self>) -> u64 {
        speaker.map_or(0, |key| u64::from(key.0.get()))
    }
}

/// What was said, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording<'a> {
    /// The words.
    pub words: &'a [Word],
    /// The speaker, when known.
    pub speaker: Option<SpeakerKey>,
}

impl Wording<'_> {
    /// One hash of words and speaker: two wordings of one hash are copies.
    pub fn hash(&self) -> u64 {
        let words = self.words.iter().map(|word| u64::from(word.bits()));
        words.fold(SpeakerKey::number(self.speaker), mixed)
    }
}

/// The odd constant of Fibonacci hashing: 2^64 divided by the golden ratio.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Two numbers as one, in their order, well spread.
///
/// Source: one round and half of the finish of MurmurHash3.
pub(super) const fn mixed(first: u64, second: u64) -> u64 {
    let mixed = (first.rotate_left(23) ^ second).wrapping_mul(ODD);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ mixed >> 29
}
