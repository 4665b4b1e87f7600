//! Under which keys a wording is found: functions of its words, and of its speaker where many say so.

use super::word::{SpeakerKey, Word, Wording, mixed};

/// How many words of a wording keys are made of at most.
///
/// Source: a printed quotation of one paragraph seldom has more; bounds what one may cost.
const READ: usize = 512;

/// How many of the rarest words make the keys of the whole.
///
/// Source: of five any two edits leave three.
const RAREST: usize = 5;

/// How many keys of neighbours a wording has at most: those with the smallest hashes.
///
/// A part of a wording has each of these that it holds, for its own smallest are among them. Source:
/// `cargo bench --bench quotations`, where none find .76 of the partial copies, six and more .97; of
/// a paragraph of real copy, twelve lost the sentence that another story quotes.
const NEIGHBOURS: usize = 24;

/// The keys of a wording, in order, each once; kept from one wording to the next for its room.
#[derive(Debug, Clone, Default)]
pub struct Keys(Vec<u64>);

impl Keys {
    /// The keys, in order, each once.
    pub fn as_slice(&self) -> &[u64] {
        &self.0
    }
}

/// Fills `keys` with those of a wording: at most 39; none when it has fewer than three words.
///
/// Three kinds, all of words in their order: any three of the five rarest, so that altered copies
/// meet; three neighbours among the words that carry meaning, with the speaker, so that parts meet
/// the whole; and four of the five rarest, so that copies meet whose speaker is unknown.
pub fn keys(wording: Wording<'_>, keys: &mut Keys) {
    let words = &wording.words[..wording.words.len().min(READ)];
    let salt = mixed(1, SpeakerKey::number(wording.speaker));
    let keys = &mut keys.0;
    keys.clear();
    neighbours(words, salt, keys);
    let rarest = rarest(words);
    threes(&rarest, salt, keys);
    fours(&rarest, keys);
    keys.sort_unstable();
    keys.dedup();
}

fn neighbours(words: &[Word], salt: u64, keys: &mut Vec<u64>) {
    let mut last: [Option<Word>; 2] = [None; 2];
    for &word in words.iter().filter(|word| word.tells()) {
        if let [Some(first), Some(second)] = last {
            keys.push(mixed(in_order([first, second, word]), salt));
        }
        last = [last[1], Some(word)];
    }
    if keys.len() > NEIGHBOURS {
        keys.sort_unstable();
        keys.dedup();
        keys.truncate(NEIGHBOURS);
    }
}

/// The rarest words, in text order, a repeated word once.
///
/// Of two as rare the smaller by its hash: an order that no archive changes.
fn rarest(words: &[Word]) -> Rarest {
    let mut rarest = Rarest { words: [Word::new(0, 0); RAREST], count: 0 };
    let mut places = [0; RAREST];
    for (place, &word) in words.iter().enumerate() {
        let kept = &rarest.words[..rarest.count];
        if kept.get(RAREST - 1).is_some_and(|last| last.order() <= word.order()) {
            continue; // as nearly all words are
        }
        let at = kept.iter().filter(|other| other.order() < word.order()).count();
        if kept.get(at) == Some(&word) {
            continue;
        }
        rarest.count = (rarest.count + 1).min(RAREST);
        rarest.words[at..rarest.count].rotate_right(1);
        places[at..rarest.count].rotate_right(1);
        (rarest.words[at], places[at]) = (word, place);
    }
    let mut order: [usize; RAREST] = [0, 1, 2, 3, 4];
    order[..rarest.count].sort_unstable_by_key(|&i| places[i]);
    Rarest { words: order.map(|i| rarest.words[i]), count: rarest.count }
}

struct Rarest {
    words: [Word; RAREST],
    count: usize,
}

impl Rarest {
    fn as_slice(&self) -> &[Word] {
        &self.words[..self.count]
    }
}

fn threes(rarest: &Rarest, salt: u64, keys: &mut Vec<u64>) {
    let words = rarest.as_slice();
    for (i, &a) in words.iter().enumerate() {
        for (j, &b) in words.iter().enumerate().skip(i + 1) {
            keys.extend(words[j + 1..].iter().map(|&c| three([a, b, c], salt)));
        }
    }
}

/// The key of three words; with the speaker where one of them is common, for then they may be a stock
/// phrase, and all who use it would meet.
fn three(words: [Word; 3], salt: u64) -> u64 {
    let key = in_order(words);
    if words.iter().all(|word| word.is_rare()) { key } else { mixed(key, salt) }
}

fn in_order(words: [Word; 3]) -> u64 {
    let [a, b, c] = words.map(|word| u64::from(word.bits()));
    mixed(a << 32 | b, c)
}

/// Each four of the five with a common word among them: rare enough together for all speakers.
fn fours(rarest: &Rarest, keys: &mut Vec<u64>) {
    let words = rarest.as_slice();
    for left_out in (0..words.len()).filter(|_| words.len() == RAREST) {
        let four = || words.iter().enumerate().filter(|&(i, _)| i != left_out).map(|(_, &word)| word);
        if !four().all(Word::is_rare) {
            keys.push(four().fold(4, |key, word| mixed(key, u64::from(word.bits()))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_bytes;
    use proptest::prelude::*;

    fn of(text: &str, speaker: u64) -> Vec<u64> {
        let word = |word: &str| Word::new(hash_bytes(word.as_bytes()), word.len() as u8);
        let words: Vec<Word> = text.split(' ').map(word).collect();
        let mut found = Keys::default();
        keys(Wording { words: &words, speaker: Some(SpeakerKey::new(speaker)) }, &mut found);
        found.as_slice().to_vec()
    }

    fn meet(a: &str, b: &str) -> bool {
        let b = of(b, 1);
        of(a, 1).iter().any(|key| b.contains(key))
    }

    const SAID: &str = "embankments crumble wherever freighters anchor beneath forgotten lighthouses";

    #[test]
    fn two_edits_leave_a_key() {
        assert!(meet(SAID, "embankments crumble wherever tugboats anchor beneath neglected lighthouses"));
        assert!(!meet(SAID, "the town belongs to nobody who remembers another century"));
    }

    #[test]
    fn a_part_meets_the_whole() {
        assert!(meet(SAID, "crumble wherever freighters anchor"));
        assert!(meet(&format!("{SAID} {}", "nobody remembers why ".repeat(9)), "freighters anchor beneath"));
        assert!(meet(SAID, "freighters anchor beneath forgotten"));
    }

    #[test]
    fn a_short_stock_phrase_meets_under_one_speaker_only() {
        assert!(meet("our thoughts follow you", "our thoughts are with you"));
        let other = of("our thoughts follow you", 2);
        assert!(of("our thoughts follow you", 1).iter().all(|key| !other.contains(key)));
    }

    #[test]
    fn too_few_words_have_no_key() {
        assert!(of("embankments crumble", 1).is_empty());
    }

    proptest! {
        #[test]
        fn keys_are_few_and_in_order(text in "[a-z]{1,12}( [a-z]{1,12}){0,80}") {
            let found = of(&text, 1);
            let mut words: Vec<&str> = text.split(' ').collect();
            words.sort_unstable();
            words.dedup();
            prop_assert!(found.len() <= NEIGHBOURS + 10 + 5);
            prop_assert!(found.is_sorted_by(|a, b| a < b));
            prop_assert!(words.len() < 3 || !found.is_empty());
        }
    }
}
