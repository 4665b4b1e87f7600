//! What the model knows of words: their classes in WordNet, and how often each was a cue.

use crate::crf::{Reader, StoreError, Writer};
use crate::lexicon::HashKeyed;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordFacts {
    /// Likeliest part of speech and form: 0 unknown, else `1 + part * 4 + form`.
    pub part: u8,
    /// Bits of the possible parts of speech: noun, verb, adjective, adverb.
    pub possible: u8,
    /// The lexicographer file of the first sense as a verb; 0 none.
    pub verb: u8,
    /// The lexicographer file of the first sense as a noun; 0 none.
    pub noun: u8,
    /// How often it is a cue: 0 (hardly seen) to 7 (nearly always).
    pub cue: u8,
    /// What follows where it is a cue: quotations, content at once.
    pub habit: u8,
}

/// Counts of a word over annotated stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Outside quotation marks.
    pub seen: u32,
    /// In a cue.
    pub cue: u32,
    /// In the cue of a claim with a quotation.
    pub quoted: u32,
    /// In a cue right before content.
    pub before: u32,
}

impl Counts {
    /// What is left when one story's own counts are taken out.
    pub const fn without(self, own: Self) -> Self {
        Self {
            seen: self.seen.saturating_sub(own.seen),
            cue: self.cue.saturating_sub(own.cue),
            quoted: self.quoted.saturating_sub(own.quoted),
            before: self.before.saturating_sub(own.before),
        }
    }

    pub fn add(&mut self, other: Self) {
        self.seen += other.seen;
        self.cue += other.cue;
        self.quoted += other.quoted;
        self.before += other.before;
    }

    /// The bucket of the share of cues.
    pub fn cue_bucket(self) -> u8 {
        if self.seen < 3 {
            return 0;
        }
        let share = (self.cue * 100) / self.seen;
        match share {
            0 if self.cue == 0 => 1,
            0 => 2,
            1..=4 => 3,
            5..=14 => 4,
            15..=34 => 5,
            35..=64 => 6,
            _ => 7,
        }
    }

    /// The bucket of what follows.
    pub fn habit_bucket(self) -> u8 {
        if self.cue < 3 {
            return 0;
        }
        let third = |n: u32| ((n * 4) / self.cue).min(3) as u8;
        1 + third(self.quoted) * 4 + third(self.before)
    }
}

impl WordFacts {
    /// All of it in 32 bits: part 5, possible 4, verb 4, noun 5, cue 3, habit 5.
    pub const fn pack(self) -> u32 {
        self.part as u32
            | (self.possible as u32) << 5
            | (self.verb as u32) << 9
            | (self.noun as u32) << 13
            | (self.cue as u32) << 18
            | (self.habit as u32) << 21
    }

    /// What [`WordFacts::pack`] packed.
    pub const fn unpack(bits: u32) -> Self {
        Self {
            part: (bits & 31) as u8,
            possible: (bits >> 5 & 15) as u8,
            verb: (bits >> 9 & 15) as u8,
            noun: (bits >> 13 & 31) as u8,
            cue: (bits >> 18 & 7) as u8,
            habit: (bits >> 21 & 31) as u8,
        }
    }
}

/// The words that the model knows, each by 32 bits of the hash of its fold: no word can be read from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    facts: HashKeyed<u32>,
}

impl Words {
    /// What is known of the word with this hash.
    #[inline]
    pub fn of(&self, hash: u64) -> WordFacts {
        WordFacts::unpack(self.facts.get(&short(hash)).copied().unwrap_or_default())
    }

    /// Sets what is known of a word, unless something is.
    pub fn put(&mut self, hash: u64, facts: WordFacts) {
        self.facts.entry(short(hash)).or_insert(facts.pack());
    }

    /// Changes what is known of a word.
    pub fn change(&mut self, hash: u64, change: impl Fn(&mut WordFacts)) {
        let packed = self.facts.entry(short(hash)).or_default();
        let mut facts = WordFacts::unpack(*packed);
        change(&mut facts);
        *packed = facts.pack();
    }

    /// Appends the words to a model, in the order of their hashes.
    pub fn write(&self, out: &mut Writer) {
        let mut all: Vec<(u64, u32)> = self.facts.iter().map(|(&hash, &facts)| (hash, facts)).collect();
        all.sort_unstable();
        out.number(all.len() as u64);
        for (hash, facts) in all {
            out.bytes(&(hash as u32).to_le_bytes());
            out.bytes(&facts.to_le_bytes()[..]);
        }
    }

    /// Reads the words from a model.
    ///
    /// # Errors
    /// When the bytes end early.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let count = from.count(8)?;
        let mut facts = HashKeyed::with_capacity_and_hasher(count, Default::default());
        for _ in 0..count {
            let hash = u32::from_le_bytes(from.array()?);
            let packed = u32::from_le_bytes(from.array()?);
            facts.insert(spread(hash), packed);
        }
        Ok(Self { facts })
    }
}

/// 32 bits of a hash, as a key.
const fn short(hash: u64) -> u64 {
    spread((hash ^ (hash >> 32)) as u32)
}

/// The same 32 bits twice: the map looks at the upper ones as well.
const fn spread(hash: u32) -> u64 {
    hash as u64 | (hash as u64) << 32
}
