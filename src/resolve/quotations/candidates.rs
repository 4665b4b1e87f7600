//! Which quotations are worth laying against each other: never all pairs.

use super::super::{Across, QuotedRef};
use crate::extract::{Facts, Quoted, WordKind};
use crate::lexicon::HashKeyed;
use crate::par;
use crate::text::{Fnv, Span, StoryId, hash_bytes};
use std::cmp::Reverse;

/// Two quotations to be laid against each other: what is held against, and what deviates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub a: QuotedRef,
    pub b: QuotedRef,
}

/// How many earlier quotations of a story one word leads to: the nearest.
///
/// Twice the quotations that the longest of our annotated stories has of one word.
const POSTINGS: usize = 32;

/// With how many quotations of its story one is compared: those that share the rarest words.
const PARTNERS: usize = 12;

/// How rare the words must be that two quotations of a story share. Unit: summed rarity classes.
const SHARED: u32 = 7;

/// With how many unlike quotations of one key another is compared. Source: the prototype with
/// eight leaders lost 1 in 80 altered copies.
const LEADERS: usize = 8;

/// The pairs of one story, in order of their later quotation.
pub(super) fn within(facts: &[Facts], story: StoryId) -> Vec<Pair> {
    let mut postings = Postings::default();
    let mut pairs = Vec::new();
    let quotations = facts[story.index()].quotations.iter().enumerate();
    for (at, quoted) in quotations.filter(|(_, quoted)| is_compared(quoted)) {
        let quotation = |quotation| QuotedRef { story, quotation };
        let partners = postings.partners(quoted, at as u32);
        pairs.extend(partners.map(|before| Pair { a: quotation(before), b: quotation(at as u32) }));
    }
    pairs
}

/// Whether a quotation stands where people are quoted, and not inside another.
fn is_compared(quoted: &Quoted) -> bool {
    quoted.body && !quoted.nested && !quoted.words.is_empty()
}

/// Which words of a story stand in which quotations.
#[derive(Default)]
struct Postings {
    /// By word: its latest link.
    last: HashKeyed<u32>,
    /// A quotation, and the link before it of the same word.
    links: Vec<(u32, Option<u32>)>,
    /// By quotation: the rarity of the words that it shares with the one asked about.
    shared: Vec<u32>,
    words: Vec<(u64, u8)>,
    found: Vec<u32>,
}

impl Postings {
    /// The earlier quotations that share rare words with this one, in text order; adds it.
    fn partners(&mut self, quoted: &Quoted, own: u32) -> impl Iterator<Item = u32> {
        self.shared.resize(own as usize + 1, 0);
        self.found.clear();
        self.words.clear();
        let rare = quoted.words.iter().filter(|w| tells(w.kind));
        self.words.extend(rare.map(|w| (w.hash, w.rarity)));
        self.words.sort_unstable();
        self.words.dedup_by_key(|word| word.0);
        for &(word, rarity) in &self.words {
            let before = self.last.insert(word, self.links.len() as u32);
            let links = std::iter::successors(before, |&at| self.links[at as usize].1);
            for (quotation, _) in links.take(POSTINGS).map(|at| self.links[at as usize]) {
                let shared = &mut self.shared[quotation as usize];
                if *shared == 0 {
                    self.found.push(quotation);
                }
                *shared += u32::from(rarity);
            }
            self.links.push((own, before));
        }
        self.nearest()
    }

    /// Of the quotations found, those that share enough, and of these the best; forgets the sums.
    fn nearest(&mut self) -> impl Iterator<Item = u32> {
        let shared = &self.shared;
        self.found.sort_unstable_by_key(|&before| (Reverse(shared[before as usize]), Reverse(before)));
        self.found.dedup(); // words of no rarity may have led to one twice
        let enough = self.found.partition_point(|&before| shared[before as usize] >= SHARED);
        self.found.iter().for_each(|&before| self.shared[before as usize] = 0);
        self.found.truncate(enough.min(PARTNERS));
        self.found.sort_unstable();
        self.found.iter().copied()
    }
}

const fn tells(kind: WordKind) -> bool {
    match kind {
        WordKind::Content | WordKind::Number => true,
        WordKind::Function | WordKind::Negation | WordKind::Bracketed | WordKind::Ellipsis => false,
    }
}

/// One wording, behind all quotations that have it.
pub(super) struct Wording {
    /// The quotation that stands for all: the first that names its speaker, in order of date and story.
    first: QuotedRef,
    copies: u32,
    length: u32,
    hash: u64,
    group: u64,
}

/// The wordings of a run, and the pairs of exact copies in different stories.
///
/// Each copy of a wording is held against the first of them.
pub(super) fn copies(facts: &[Facts], across: Across) -> (Vec<Wording>, Vec<Pair>) {
    match across {
        Across::All | Across::Group if facts.len() > 1 => wordings(facts, across),
        Across::All | Across::Group | Across::None => (Vec::new(), Vec::new()),
    }
}

/// Calls `held` with pairs of unlike wordings; it says whether the two are one utterance.
///
/// A wording is held against the leaders of each of its keys, most copied first, until one accepts
/// it; else it becomes a leader.
pub(super) fn between(facts: &[Facts], wordings: &[Wording], mut held: impl FnMut(Pair) -> bool) {
    let mut postings: Vec<(u64, u64, u32)> = Vec::new();
    for (rank, wording) in wordings.iter().enumerate() {
        let quoted = &facts[wording.first.story.index()].quotations[wording.first.quotation as usize];
        postings.extend(quoted.keys.iter().map(|&key| (key, wording.group, rank as u32)));
    }
    postings.sort_unstable();
    let mut known: HashKeyed<bool> = HashKeyed::default();
    for bucket in postings.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let mut leaders: Vec<u32> = Vec::new();
        for &(_, _, rank) in bucket {
            let accepted = leaders.iter().any(|&leader| {
                *known.entry(pair_key(leader, rank)).or_insert_with(|| {
                    let (a, b) = (&wordings[leader as usize], &wordings[rank as usize]);
                    a.first.story != b.first.story && held(ordered(facts, a, b))
                })
            });
            if !accepted && leaders.len() < LEADERS {
                leaders.push(rank);
            }
        }
    }
}

/// Two ranks as one key, well spread; no two pairs share one, for the factor is odd.
const fn pair_key(leader: u32, rank: u32) -> u64 {
    ((leader as u64) << 32 | rank as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_right(32)
}

/// The wording with more copies is what the other is held against; else the earlier story's.
fn ordered(facts: &[Facts], a: &Wording, b: &Wording) -> Pair {
    let a_first = (Reverse(a.copies), order(facts, a.first)) <= (Reverse(b.copies), order(facts, b.first));
    let (a, b) = if a_first { (a, b) } else { (b, a) };
    Pair { a: a.first, b: b.first }
}

/// Date and name of the story, then place: the order in which later deviates.
fn order(facts: &[Facts], at: QuotedRef) -> (Option<jiff::civil::Date>, &str, Span) {
    let story = &facts[at.story.index()];
    let span = story.quotations[at.quotation as usize].span;
    (story.head.date.map(|(date, _)| date), &story.head.name, span)
}

/// The wordings of the run, most copied first, then longest, then by their words.
fn wordings(facts: &[Facts], across: Across) -> (Vec<Wording>, Vec<Pair>) {
    let stories: Vec<StoryId> = (0..facts.len()).map(|story| StoryId(story as u32)).collect();
    let mut quotations = par::flat_map(&stories, |&story| worded(&facts[story.index()], story, across));
    quotations.sort_by(|a, b| {
        let key = |&(group, hash, unnamed, at): &(u64, u64, bool, QuotedRef)| {
            (group, hash, unnamed, order(facts, at))
        };
        key(a).cmp(&key(b))
    });
    let (mut wordings, mut pairs) = (Vec::new(), Vec::new());
    for copies in quotations.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (group, hash, _, first) = copies[0];
        for &(.., copy) in copies[1..].iter().filter(|copy| copy.3.story != first.story) {
            let in_order = order(facts, first) <= order(facts, copy);
            let (a, b) = if in_order { (first, copy) } else { (copy, first) };
            pairs.push(Pair { a, b });
        }
        let length = facts[first.story.index()].quotations[first.quotation as usize].words.len() as u32;
        wordings.push(Wording { first, copies: copies.len() as u32, length, hash, group });
    }
    wordings.sort_by_key(|w| (Reverse(w.copies), Reverse(w.length), w.hash, w.group));
    (wordings, pairs)
}

/// The quotations of a story that are compared with other stories: group, hash of the words,
/// whether the speaker is unknown, place.
fn worded(facts: &Facts, story: StoryId, across: Across) -> Vec<(u64, u64, bool, QuotedRef)> {
    let group = if across == Across::Group { hash_bytes(facts.head.group.as_bytes()) } else { 0 };
    let quotations = facts.quotations.iter().enumerate();
    let compared = quotations.filter(|(_, quoted)| is_compared(quoted) && !quoted.keys.is_empty());
    let record = |(at, quoted): (usize, &Quoted)| {
        let place = QuotedRef { story, quotation: at as u32 };
        (group, wording(quoted), quoted.speaker.is_none(), place)
    };
    compared.map(record).collect()
}

fn wording(quoted: &Quoted) -> u64 {
    quoted.words.iter().fold(Fnv::new(), |hash, word| hash.bytes(&word.hash.to_le_bytes())).finish()
}
