//! Which wordings of an archive are one utterance, at a cost that grows with the words.
//!
//! A [`Wording`] is what was said, as folded words, and who is said to have said it. Copies of one
//! wording collapse; unlike ones meet under [`keys`] of their rarest words, are held against the
//! leaders of each key, and join the star of the one with most copies that accepts them. Keys, rules
//! and order are functions of the words alone, never of the rest of the archive: in whatever order
//! stories arrive, and into whatever parts they are divided, the stars are the same.
//!
//! **Comes in:** words as hash and rarity, and a speaker's key. **Goes out:** which wordings are one.
//! **Never:** needs text, compares all pairs, or counts how often a word stands in the archive.
//! **Read first:** [`Archive::stars`]. For a run over many machines, step by step: [`keys`] of each
//! wording; for each key [`lead`] over its wordings in order of [`Rank`], by [`is_one`]; of each
//! wording the leader of lowest rank that accepted it; then [`stars`].
//!
//! ```
//! use sayso::resolve::wordings::{Archive, SpeakerKey, Word, Wording};
//! use sayso::text::hash_bytes;
//!
//! let word = |word: &str| Word::new(hash_bytes(word.as_bytes()), word.len() as u8);
//! let words = |text: &str| text.split(' ').map(word).collect::<Vec<_>>();
//! let minister = Some(SpeakerKey::new(hash_bytes(b"hossain")));
//! let mut archive = Archive::default();
//! let mut add = |text: &str| archive.add(Wording { words: &words(text), speaker: minister });
//!
//! let said = add("we will rebuild the northern bridge before the winter storms arrive");
//! let copy = add("we will rebuild the northern tunnel before the winter storms arrive");
//! let part = add("northern bridge before the winter storms arrive");
//! let other = add("the harbour belongs to the town and to nobody else");
//!
//! let stars = archive.stars();
//! assert_eq!(stars.of(copy), stars.of(said));
//! assert_eq!(stars.of(part), stars.of(said));
//! assert_ne!(stars.of(other), stars.of(said));
//! ```

mod archive;
mod buckets;
mod keys;
mod same;
mod word;

pub use archive::{Archive, Rank, Stars, WordingId, stars};
pub use buckets::{LEADERS, lead};
pub use keys::{Keys, keys};
pub use same::is_one;
pub use word::{SpeakerKey, Word, Wording};

pub(super) use buckets::Buckets;
