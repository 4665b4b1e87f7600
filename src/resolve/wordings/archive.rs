//! The wordings of an archive, and the stars that they form.

use super::buckets::Buckets;
use super::keys::keys;
use super::same::{Glance, KEPT, have_enough};
use super::word::{SpeakerKey, Word, Wording};
use crate::par;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicU32, Ordering};

/// A wording of an archive, in order of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordingId(pub u32);

/// Wordings, each once, with the number of its copies.
///
/// About 40 bytes a wording and 4 a word, of which 512 at most are kept; four thousand million
/// wordings fit.
#[derive(Debug, Default)]
pub struct Archive {
    words: Words,
    rows: Vec<Row>,
    /// By hash, the row.
    known: HashTable<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    hash: u64,
    telling: u64,
    place: Place,
    copies: u32,
    speaker: Option<SpeakerKey>,
}

/// What is needed to hold one wording against another: by rank, so that little memory is jumped in.
struct Sight {
    telling: u64,
    place: Place,
    speaker: Option<SpeakerKey>,
}

impl Sight {
    const fn of(row: &Row) -> Self {
        Self { telling: row.telling, place: row.place, speaker: row.speaker }
    }

    const fn glance(&self) -> Glance {
        Glance { telling: self.telling, words: self.place.length() as u32, speaker: self.speaker }
    }
}

/// The words of all wordings, in blocks that are never moved: growing one list would take fresh
/// memory for all of it again and again.
#[derive(Debug, Default)]
struct Words(Vec<Vec<Word>>);

/// How many words a block holds.
const BLOCK: usize = 1 << 18;

/// Where the words of a wording start, and in the last [`LENGTH`] bits how many there are.
#[derive(Debug, Clone, Copy)]
struct Place(u64);

/// Bits that hold a length up to [`KEPT`].
const LENGTH: u32 = 10;

impl Place {
    const fn length(self) -> usize {
        (self.0 & ((1 << LENGTH) - 1)) as usize
    }
}

impl Words {
    fn push(&mut self, words: &[Word]) -> Place {
        if self.0.last().is_none_or(|block| BLOCK - block.len() < words.len()) {
            self.0.push(Vec::with_capacity(BLOCK));
        }
        let before = (self.0.len() - 1) * BLOCK;
        let block = &mut self.0[before / BLOCK];
        let start = before + block.len();
        block.extend_from_slice(words);
        Place((start as u64) << LENGTH | words.len() as u64)
    }

    fn at(&self, place: Place) -> &[Word] {
        let start = (place.0 >> LENGTH) as usize;
        &self.0[start / BLOCK][start % BLOCK..][..place.length()]
    }
}

/// The order in which wordings lead: most copies first, then longest, then by their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(Reverse<u32>, Reverse<u32>, u64);

impl Rank {
    /// The rank of a wording with so many copies, so many words, and this [`Wording::hash`].
    pub const fn new(copies: u32, words: u32, hash: u64) -> Self {
        Self(Reverse(copies), Reverse(words), hash)
    }
}

impl Archive {
    /// Adds a wording, or a copy of one that is there.
    pub fn add(&mut self, wording: Wording<'_>) -> WordingId {
        let hash = wording.hash();
        let Self { words, rows, known } = self;
        let hash_of = |&at: &u32| rows[at as usize].hash;
        let at = match known.entry(hash, |at| hash_of(at) == hash, hash_of) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let at = *free.insert(rows.len() as u32).get();
                let kept = &wording.words[..wording.words.len().min(KEPT)];
                let (telling, speaker) = (Glance::telling(kept), wording.speaker);
                rows.push(Row { hash, telling, place: words.push(kept), copies: 0, speaker });
                at
            }
        };
        let row = &mut self.rows[at as usize];
        row.copies = row.copies.saturating_add(1);
        WordingId(at)
    }

    /// How many wordings there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Which wordings are one.
    ///
    /// The same for the same wordings, in whatever order they were added, on however many threads.
    pub fn stars(&self) -> Stars {
        let order = self.order();
        let mut ranks = vec![0; order.len()];
        (0..).zip(&order).for_each(|(rank, &at)| ranks[at as usize] = rank);
        // The words are read in the order in which they lie, not by rank: memory is slow to jump in.
        let buckets = Buckets::new(self.rows.len(), |at, own| {
            let Row { place, speaker, .. } = self.rows[at];
            keys(Wording { words: self.words.at(place), speaker }, own);
            ranks[at]
        });
        drop(ranks);
        let sights: Vec<Sight> = order.iter().map(|&at| Sight::of(&self.rows[at as usize])).collect();
        let wording = |sight: &Sight| Wording { words: self.words.at(sight.place), speaker: sight.speaker };
        let parents: Vec<AtomicU32> = (0..order.len() as u32).map(AtomicU32::new).collect();
        par::map(&buckets.runs(), |run| {
            run.lead(|leader, rank| {
                let parent = &parents[rank as usize];
                if parent.load(Ordering::Relaxed) == leader {
                    return true; // met under another key
                }
                let (a, b) = (&sights[leader as usize], &sights[rank as usize]);
                let accepted = a.glance().may_be_one(b.glance()) && have_enough(wording(a), wording(b));
                if accepted {
                    parent.fetch_min(leader, Ordering::Relaxed);
                }
                accepted
            });
        });
        Stars::new(&order, parents.into_iter().map(AtomicU32::into_inner).collect())
    }

    /// The wordings by rank.
    fn order(&self) -> Vec<u32> {
        let rank = |row: &Row| Rank::new(row.copies, row.place.length() as u32, row.hash);
        let mut order: Vec<(Rank, u32)> = (0..).zip(&self.rows).map(|(at, row)| (rank(row), at)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, at)| at).collect()
    }
}

/// Which wordings are one: each has the parent that accepted it; whose parents are at last one
/// wording are its star.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stars {
    parents: Vec<u32>,
    centres: Vec<u32>,
}

impl Stars {
    /// From parents by rank, and the wording of each rank.
    fn new(order: &[u32], by_rank: Vec<u32>) -> Self {
        let by_wording = |ranks: &[u32]| {
            let mut of = vec![0; ranks.len()];
            order.iter().zip(ranks).for_each(|(&at, &rank)| of[at as usize] = order[rank as usize]);
            of
        };
        let parents = by_wording(&by_rank);
        Self { parents, centres: by_wording(&stars(by_rank)) }
    }

    /// The wording in the middle of the star that this one belongs to: itself when it is alone.
    pub fn of(&self, wording: WordingId) -> WordingId {
        WordingId(self.centres[wording.0 as usize])
    }

    /// The wording that accepted this one; itself when none did.
    pub fn parent(&self, wording: WordingId) -> WordingId {
        WordingId(self.parents[wording.0 as usize])
    }
}

/// The last parent of each, by pointer jumping; one that stands after its child is not followed.
///
/// Each round halves the way: as many rounds as the longest chain has bits.
///
/// ```
/// assert_eq!(sayso::resolve::wordings::stars(vec![0, 0, 1, 3, 2]), [0, 0, 0, 3, 0]);
/// ```
pub fn stars(mut parents: Vec<u32>) -> Vec<u32> {
    for (own, parent) in (0..).zip(&mut parents) {
        *parent = own.min(*parent);
    }
    loop {
        let next: Vec<u32> = parents.iter().map(|&parent| parents[parent as usize]).collect();
        if next == parents {
            return parents;
        }
        parents = next;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Keys, is_one, lead};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Said = (Vec<Word>, Option<SpeakerKey>);

    /// Some sayings, each in a few wordings: cut, altered, of other speakers, in a given order.
    fn archive() -> impl Strategy<Value = Vec<Said>> {
        let original = prop::collection::vec(0_u64..400, 4..24);
        let copy = (0_usize..30, 0_usize..24, 0_u64..400, 0_u64..4, 0_usize..3);
        (prop::collection::vec(original, 1..30), prop::collection::vec(copy, 1..120)).prop_map(
            |(originals, copies)| {
                let word = |&number: &u64| Word::new(number, (number % 15) as u8);
                let said = |(of, at, other, speaker, change): (usize, usize, u64, u64, usize)| {
                    let mut numbers = originals[of % originals.len()].clone();
                    let at = at % numbers.len();
                    match change {
                        0 => numbers[at] = other,
                        1 => numbers.truncate(at.max(3)),
                        _ => {}
                    }
                    let speaker = (speaker > 0).then(|| SpeakerKey::new(speaker));
                    (numbers.iter().map(word).collect(), speaker)
                };
                copies.into_iter().map(said).collect()
            },
        )
    }

    /// Each wording's hash with that of the middle of its star.
    fn stars_of(said: &[Said]) -> BTreeMap<u64, u64> {
        let mut archive = Archive::default();
        let add = |(words, speaker): &Said| archive.add(Wording { words, speaker: *speaker });
        let ids: Vec<WordingId> = said.iter().map(add).collect();
        let stars = archive.stars();
        let hash = |id: WordingId| archive.rows[id.0 as usize].hash;
        ids.into_iter().map(|id| (hash(id), hash(stars.of(id)))).collect()
    }

    /// The same by the public functions alone, the keys divided among `parts` machines.
    fn stars_by_parts(said: &[Said], parts: u64) -> BTreeMap<u64, u64> {
        let wording = |(words, speaker): &'_ Said| (words.clone(), *speaker);
        let mut copies: BTreeMap<u64, (Said, u32)> = BTreeMap::new();
        for one in said {
            let hash = Wording { words: &one.0, speaker: one.1 }.hash();
            copies.entry(hash).or_insert((wording(one), 0)).1 += 1;
        }
        let mut ranked: Vec<(u64, Said, u32)> = copies.into_iter().map(|(h, (s, n))| (h, s, n)).collect();
        ranked.sort_by_key(|(hash, (words, _), copies)| Rank::new(*copies, words.len() as u32, *hash));
        let of = |rank: u32| {
            let (_, (words, speaker), _) = &ranked[rank as usize];
            Wording { words, speaker: *speaker }
        };
        let mut parents: Vec<u32> = (0..ranked.len() as u32).collect();
        for part in 0..parts {
            let (mut buckets, mut own) = (BTreeMap::<u64, Vec<u32>>::new(), Keys::default());
            for rank in 0..ranked.len() as u32 {
                keys(of(rank), &mut own);
                for &key in own.as_slice().iter().filter(|&key| key % parts == part) {
                    buckets.entry(key).or_default().push(rank);
                }
            }
            for bucket in buckets.values() {
                lead(bucket, |leader, rank| {
                    let accepted = is_one(of(leader), of(rank));
                    let parent = &mut parents[rank as usize];
                    *parent = if accepted { leader.min(*parent) } else { *parent };
                    accepted
                });
            }
        }
        let centres = stars(parents);
        ranked.iter().zip(centres).map(|((hash, ..), centre)| (*hash, ranked[centre as usize].0)).collect()
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_makes_no_difference(said in archive(), turn in 0_usize..100) {
            let mut shuffled = said.clone();
            shuffled.rotate_left(turn % said.len());
            shuffled.reverse();
            prop_assert_eq!(stars_of(&said), stars_of(&shuffled));
        }

        #[test]
        fn parts_of_an_archive_give_what_the_whole_gives(said in archive(), parts in 1_u64..8) {
            prop_assert_eq!(stars_of(&said), stars_by_parts(&said, parts));
        }

        #[test]
        fn any_parents_end(parents in prop::collection::vec(0_u32..40, 0..40)) {
            let count = parents.len() as u32;
            let ends = stars(parents.into_iter().map(|parent| parent.min(count - 1)).collect());
            prop_assert!(ends.iter().all(|&end| ends[end as usize] == end));
        }
    }

    #[test]
    fn threads_make_no_difference() {
        let mut archive = Archive::default();
        for number in 0..2000_u64 {
            let words: Vec<Word> = (0..12).map(|at| Word::new(number % 97 + at * 7, 9)).collect();
            archive.add(Wording { words: &words, speaker: Some(SpeakerKey::new(number % 3)) });
        }
        let one = par::with_jobs(1, || archive.stars());
        assert_eq!(par::with_jobs(4, || archive.stars()), one);
    }
}
