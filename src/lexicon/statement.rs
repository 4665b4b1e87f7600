use super::senses::sense_named;
use super::{HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::Deserialize;

/// What a word or phrase tells of a statement when it is held against another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementSense {
    /// all, only, yet: behind a negation, leaves it half said.
    Hedge,
    /// earlier, still, yesterday: tells of a time without naming a day.
    Time,
    /// if, unless, whether: sets a condition, or leaves it open.
    Condition,
    /// failed, refused: denies the infinitive behind it.
    Failure,
    /// deny, reject: a cue of this verb denies what it leads to.
    Denial,
    /// hope, expect: a cue of this verb hopes for it.
    Hope,
    /// hoped, hoping: the same inside what is said.
    Hoping,
    /// ask, doubt: a cue of this verb neither says nor denies.
    Question,
    /// but, while: begins the second half of a sentence behind a comma.
    Half,
    /// however, later: sets a sentence against what went before.
    Bridge,
    /// reversed, u-turn: announces a change.
    Turn,
    /// initially, used to: puts what is said behind us, or leaves it open.
    Former,
    /// repeatedly, refrain: it was said more than once.
    Repeat,
    /// again, another: it was said on one more occasion.
    Occasion,
    /// before, ahead of: leads to what comes later.
    Before,
    /// after, following: leads to what came first.
    After,
    /// last, this, next: which of several periods.
    Which,
    /// week, morning, spring: a time without a day.
    Period,
    /// north, southern, suburbs: a part of a place.
    Direction,
    /// recalled, tweet, according to: may lead to what another one said.
    Citing,
    /// agreed, echoing, mocked: says that another one said it too.
    Echo,
}

/// A set of [`StatementSense`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatementSenses(u32);

impl StatementSenses {
    /// Whether the set holds this sense.
    #[inline]
    pub const fn has(self, sense: StatementSense) -> bool {
        self.0 & (1 << sense as u32) != 0
    }

    /// Whether the set holds any of these senses.
    #[inline]
    pub const fn any(self, senses: &[StatementSense]) -> bool {
        // All bits first, so that a list that is known when compiling costs one comparison.
        let (mut of, mut i) = (Self(0), 0);
        while i < senses.len() {
            of = of.with(senses[i]);
            i += 1;
        }
        self.0 & of.0 != 0
    }

    /// The set with one more sense.
    #[must_use]
    const fn with(self, sense: StatementSense) -> Self {
        Self(self.0 | 1 << sense as u32)
    }
}

/// What `data/statement-words.csv` knows of words that tell of statements.
#[derive(Debug, Default)]
pub struct StatementWords {
    /// By the hash of the folded word or phrase.
    words: HashKeyed<StatementSenses>,
    /// Words and phrases, folded, in order of the table.
    phrases: Vec<(String, StatementSenses)>,
}

#[derive(Deserialize)]
struct Row {
    phrase: String,
    senses: String,
}

impl StatementWords {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut all = Self::default();
        for Row { phrase, senses } in
            rows("statement-words.csv", include_str!("../../data/statement-words.csv"))?
        {
            let senses = senses.split(' ').map(sense_named);
            let senses = senses.fold(StatementSenses::default(), StatementSenses::with);
            all.words.insert(hash_folded(&phrase), senses);
            all.phrases.push((phrase, senses));
        }
        Ok(all)
    }

    /// Hashes of all words and phrases.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        self.words.keys().copied()
    }

    /// What the word with this folded hash tells.
    pub fn of(&self, hash: u64) -> StatementSenses {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// The folded words and phrases of this sense.
    pub fn phrases(&self, sense: StatementSense) -> impl Iterator<Item = &str> {
        let own = self.phrases.iter().filter(move |(_, senses)| senses.has(sense));
        own.map(|(phrase, _)| phrase.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let all = StatementWords::read().unwrap();
        let has = |word: &str, sense| all.of(hash_folded(word)).has(sense);
        assert!(has("again", StatementSense::Time) && has("again", StatementSense::Bridge));
        assert!(has("deny", StatementSense::Denial) && !has("denied", StatementSense::Denial));
        assert!(!has("bridge", StatementSense::Bridge));
        assert!(all.phrases(StatementSense::Turn).any(|phrase| phrase == "walked back"));
    }

    #[test]
    fn no_two_phrases_share_a_hash() {
        let all = StatementWords::read().unwrap();
        assert_eq!(all.words.len(), all.phrases.len());
    }
}
