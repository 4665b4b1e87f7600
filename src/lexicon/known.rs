use super::{Classes, WordId};

/// What the tables know of a word, found by one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// What it can be.
    pub classes: Classes,
    /// Which of the known words it is; see [`super::Lexicon::worded`].
    pub word: WordId,
    /// Whether a table of [`super::Quantities`] names it.
    pub measures: bool,
}

/// The known words by the hash of their fold.
///
/// Every word of every story is looked up here. Half of the slots are empty, and a slot shows half
/// of its hash, so that a word that no table names mostly costs one look at one slot.
#[derive(Debug, Default)]
pub(super) struct KnownWords {
    slots: Vec<Slot>,
    entries: Vec<(u64, Known)>,
}

/// The upper half of a hash, and the number of its entry; zero for none.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    tag: u32,
    entry: u32,
}

impl Slot {
    const fn tag(hash: u64) -> u32 {
        (hash >> 32) as u32
    }
}

impl KnownWords {
    /// The table of these words, each hash once.
    pub fn new(entries: Vec<(u64, Known)>) -> Self {
        let mut slots = vec![Slot::default(); (entries.len() * 2 + 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for (i, &(hash, _)) in entries.iter().enumerate() {
            let mut at = hash as usize & mask;
            while slots[at].entry != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = Slot { tag: Slot::tag(hash), entry: i as u32 + 1 };
        }
        Self { slots, entries }
    }

    /// What is known of the word with this folded hash; the default when nothing is.
    #[inline]
    pub fn get(&self, hash: u64) -> Known {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        // At least half of the slots are empty: one comes soon.
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.entry != 0) {
            if slot.tag == Slot::tag(hash)
                && let Some((_, known)) = self.entries.get(slot.entry as usize - 1).filter(|e| e.0 == hash)
            {
                return *known;
            }
            at = (at + 1) & mask;
        }
        Known::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_slot_they_share() {
        let hashes: Vec<u64> = (0..100).map(|i: u64| i % 3 + (i << 34)).collect();
        let entries = hashes.iter().map(|&hash| {
            (hash, Known { word: WordId(hash as u32 ^ (hash >> 34) as u32), ..Known::default() })
        });
        let entries: Vec<_> = entries.collect();
        let table = KnownWords::new(entries.clone());
        for (hash, known) in entries {
            assert_eq!(table.get(hash), known);
            assert_eq!(table.get(hash ^ 1 << 33), Known::default());
        }
        assert_eq!(KnownWords::default().get(7), Known::default());
        assert_eq!(KnownWords::new(Vec::new()).get(7), Known::default());
    }
}
