//! Whether two wordings are one utterance, by their words alone.

use super::word::{SpeakerKey, Word, Wording, rarity};

/// How many words of the shorter of two wordings are compared at most.
const COMPARED: usize = 128;

/// How many words of a wording are kept at most.
pub(super) const KEPT: usize = 512;

/// From how many words on wordings of two speakers are taken for one utterance.
///
/// Source: a prototype on a synthetic archive of a million stories, where of the pairs that share eight to twelve
/// words one in five was of two utterances, and none from thirteen on.
const OF_TWO: u32 = 13;

/// Whether two wordings are one utterance, altered or cut; the order of the two makes no difference.
///
/// Words in common count in their order. One speaker needs 7 words of 10, two speakers 8 of 10 and
/// thirteen words at least; an unknown speaker is either, so that the words must be rarer. A part
/// needs 9 of its words of 10.
///
/// ```
/// use sayso::resolve::wordings::{SpeakerKey, Word, Wording, is_one};
///
/// let words: Vec<Word> = (0..8).map(|i| Word::new(i, 10)).collect();
/// let other: Vec<Word> = (2..10).map(|i| Word::new(i, 10)).collect();
/// let [one, two] = [1, 2].map(|hash| Some(SpeakerKey::new(hash)));
/// let a = Wording { words: &words, speaker: one };
/// assert!(is_one(a, Wording { words: &other, speaker: one }));
/// assert!(!is_one(a, Wording { words: &other, speaker: two }));
/// ```
pub fn is_one(a: Wording<'_>, b: Wording<'_>) -> bool {
    Glance::of(a).may_be_one(Glance::of(b)) && have_enough(a, b)
}

/// The same of two whose glances allow it.
pub(super) fn have_enough(a: Wording<'_>, b: Wording<'_>) -> bool {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let short_words = &short.words[..short.words.len().min(COMPARED)];
    let common = Common::of(short_words, &long.words[..long.words.len().min(KEPT)]);
    match (short.speaker, long.speaker) {
        (Some(x), Some(y)) if x == y => common.is_of_one(),
        (Some(_), Some(_)) => common.is_of_two(),
        (None, Some(_) | None) | (Some(_), None) => common.is_of_somebody(),
    }
}

/// What two wordings have in common.
struct Common {
    /// Words in common, in their order.
    same: u32,
    /// Summed rarity of the shorter one's words that the other has too.
    weight: u32,
    /// Words of the shorter and of the longer.
    shorter: u32,
    longer: u32,
    /// Summed rarity of the shorter one's words.
    total: u32,
}

/// The thresholds are those that, on seed 1 of `cargo bench --bench quotations`, keep the
/// precision of the edges above .99 while most copies are found.
impl Common {
    fn of(short: &[Word], long: &[Word]) -> Self {
        let (same, weight) = longest_common(short, long);
        Self { same, weight, shorter: short.len() as u32, longer: long.len() as u32, total: rarity(short) }
    }

    const fn is_of_one(&self) -> bool {
        let most = 10 * self.same >= 7 * self.shorter || self.same + 2 >= self.shorter;
        let whole = self.same >= 3 && most && 2 * self.same >= self.longer && 2 * self.weight >= self.total;
        whole && self.weight >= 12 || self.same >= 5 && self.is_part(30)
    }

    const fn is_of_two(&self) -> bool {
        self.shorter >= OF_TWO && (self.is_whole(80, 44) || self.is_part(60))
    }

    const fn is_of_somebody(&self) -> bool {
        self.is_whole(70, 30) || self.is_part(44)
    }

    /// Whether so much of the longer one is in common. Units: percent of words, summed rarity.
    const fn is_whole(&self, percent: u32, weight: u32) -> bool {
        100 * self.same >= percent * self.longer && 4 * self.weight >= 3 * self.total && self.weight >= weight
    }

    /// Whether nearly all of the shorter one is in common, and so rare. Unit: summed rarity.
    const fn is_part(&self, weight: u32) -> bool {
        10 * self.same >= 9 * self.shorter && self.weight >= weight
    }
}

/// The length of the longest common subsequence, and the summed rarity of the words of the first
/// that the second has too.
///
/// Source: Hyyrö, *Bit-parallel LCS-length computation revisited* (2004).
fn longest_common(short: &[Word], long: &[Word]) -> (u32, u32) {
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short_rest, long_rest) = (&short[head..], &long[head..]);
    let tail = short_rest.iter().rev().zip(long_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let outer = rarity(&short[..head]) + rarity(&short[short.len() - tail..]);
    let (short, long) = (&short_rest[..short_rest.len() - tail], &long_rest[..long_rest.len() - tail]);
    let (mut rows, mut met) = (u128::MAX, 0_u128);
    for word in long {
        let places = short.iter().zip(0..).fold(0, |bits, (own, at)| bits | u128::from(own == word) << at);
        met |= places;
        rows = rows.wrapping_add(rows & places) | (rows & !places);
    }
    let columns = u128::MAX.checked_shr(128 - short.len() as u32).unwrap_or(0);
    let shared = short.iter().zip(0..).filter(|&(_, at)| met >> at & 1 == 1);
    let inner: u32 = shared.map(|(word, _)| word.rarity()).sum();
    ((head + tail) as u32 + (!rows & columns).count_ones(), outer + inner)
}

/// A wording at a glance: enough to see that two have too little in common, without their words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glance {
    /// The words that carry meaning, each as one bit of 64.
    pub telling: u64,
    /// How many words there are.
    pub words: u32,
    pub speaker: Option<SpeakerKey>,
}

impl Glance {
    fn of(wording: Wording<'_>) -> Self {
        let kept = &wording.words[..wording.words.len().min(KEPT)];
        Self { telling: Self::telling(kept), words: kept.len() as u32, speaker: wording.speaker }
    }

    /// The words that carry meaning, as bits.
    pub fn telling(words: &[Word]) -> u64 {
        let telling = words.iter().filter(|word| word.tells());
        telling.fold(0, |bits, word| bits | 1 << (word.bits().wrapping_mul(0x9e37_79b1) >> 26))
    }

    /// Whether two wordings may be one: no more of the shorter one's words are missing from the longer
    /// than [`Common`] lets pass. Each bit of the one that the other lacks is such a word, or several.
    pub fn may_be_one(self, other: Self) -> bool {
        let (short, long) = if self.words <= other.words { (self, other) } else { (other, self) };
        let (shorter, longer) = (short.words, long.words);
        let missing = (short.telling & !long.telling).count_ones();
        // What a whole may lack, a tenth being what a part may.
        let lacks = match (short.speaker, long.speaker) {
            (Some(a), Some(b)) if a == b && longer <= 2 * shorter => (shorter * 3 / 10).max(2),
            (Some(a), Some(b)) if a == b => 0,
            (Some(_), Some(_)) if shorter < OF_TWO => return false,
            (Some(_), Some(_)) => shorter.saturating_sub((longer * 8).div_ceil(10)),
            (Some(_) | None, None) | (None, Some(_)) => shorter.saturating_sub((longer * 7).div_ceil(10)),
        };
        missing <= lacks.max(shorter / 10) || shorter as usize > COMPARED
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(numbers: &[u64]) -> Vec<Word> {
        numbers.iter().map(|&number| Word::new(number, (number % 15) as u8)).collect()
    }

    /// The textbook's table.
    fn by_table(a: &[Word], b: &[Word]) -> u32 {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut corner = 0;
            for (j, y) in b.iter().enumerate() {
                let best = if x == y { corner + 1 } else { row[j].max(row[j + 1]) };
                corner = std::mem::replace(&mut row[j + 1], best);
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn bits_give_what_the_table_gives(
            a in prop::collection::vec(0_u64..12, 0..128),
            b in prop::collection::vec(0_u64..12, 0..200),
        ) {
            let (a, b) = (words(&a), words(&b));
            let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
            prop_assert_eq!(longest_common(short, long).0, by_table(short, long));
        }

        #[test]
        fn a_glance_turns_away_none_that_have_enough(
            said in prop::collection::vec(0_u64..60, 3..150),
            cut in (0_usize..40, 0_usize..40),
            other in prop::collection::vec((0_usize..150, 0_u64..60), 0..12),
            speakers in (0_u64..3, 0_u64..3),
        ) {
            let key = |at: u64| (at > 0).then(|| SpeakerKey::new(at));
            let mut altered = said.clone();
            other.iter().filter(|(at, _)| *at < said.len()).for_each(|&(at, word)| altered[at] = word);
            altered.drain(..cut.0.min(said.len() - 1));
            altered.truncate(altered.len() - cut.1.min(altered.len() - 1));
            let (a, b) = (words(&said), words(&altered));
            let a = Wording { words: &a, speaker: key(speakers.0) };
            let b = Wording { words: &b, speaker: key(speakers.1) };
            prop_assert!(Glance::of(a).may_be_one(Glance::of(b)) || !have_enough(a, b));
        }

        #[test]
        fn the_order_of_the_two_makes_no_difference(
            a in prop::collection::vec(0_u64..30, 0..40),
            b in prop::collection::vec(0_u64..30, 0..40),
            speakers in (0_u64..3, 0_u64..3),
        ) {
            let key = |at: u64| (at > 0).then(|| SpeakerKey::new(at));
            let (a, b) = (words(&a), words(&b));
            let a = Wording { words: &a, speaker: key(speakers.0) };
            let b = Wording { words: &b, speaker: key(speakers.1) };
            prop_assume!(a.words.len() != b.words.len());
            prop_assert_eq!(is_one(a, b), is_one(b, a));
        }
    }

    #[test]
    fn a_short_wording_of_two_speakers_is_nobodys() {
        let numbers: Vec<u64> = (0..20).map(|at| at * 15 + 14).collect();
        let one = Some(SpeakerKey::new(1));
        let two = Some(SpeakerKey::new(2));
        let check = |length: usize, speaker, expected| {
            let words = words(&numbers[..length]);
            let [a, b] = [one, speaker].map(|speaker| Wording { words: &words, speaker });
            assert_eq!(is_one(a, b), expected, "{length}");
        };
        check(12, two, false);
        check(13, two, true);
        check(6, one, true);
        check(6, None, true);
        check(2, None, false);
    }
}
