use super::{HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::Deserialize;

/// What makes two wordings the same: contractions, British and American spelling, and how rare
/// each word is.
///
/// Source: `data/contractions.csv`, `data/spellings.csv`, `data/rarity.csv`.
#[derive(Debug, Default)]
pub struct Wording {
    words: HashKeyed<Worded>,
}

/// What the tables say of one word.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Worded {
    /// Hashes of the words that it stands for, in order; zero where there is none.
    pub expanded: [u64; 3],
    /// Hash of the spelling that stands for it: American, in full.
    pub normal: Option<u64>,
    /// How rare it is, from 0 to 20.
    pub rarity: Option<u8>,
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
    pub(super) fn parse() -> Result<Self, TableError> {
        let mut wording = Self::default();
        let texts = [
            include_str!("../../data/contractions.csv"),
            include_str!("../../data/spellings.csv"),
            include_str!("../../data/rarity.csv"),
        ];
        for row in rows::<Contraction>("contractions.csv", texts[0])? {
            let entry = wording.words.entry(hash_folded(&row.word)).or_default();
            for (slot, word) in entry.expanded.iter_mut().zip(row.expanded.split(' ')) {
                *slot = hash_folded(word);
            }
        }
        for row in rows::<Spelled>("spellings.csv", texts[1])? {
            let entry = wording.words.entry(hash_folded(&row.written)).or_default();
            entry.normal = Some(hash_folded(&row.normal));
        }
        for row in rows::<Rarity>("rarity.csv", texts[2])? {
            wording.words.entry(hash_folded(&row.word)).or_default().rarity = Some(row.rarity);
        }
        Ok(wording)
    }

    /// What is known of the word with this folded hash.
    #[inline]
    pub fn of(&self, hash: u64) -> Worded {
        self.words.get(&hash).copied().unwrap_or_default()
    }
}
