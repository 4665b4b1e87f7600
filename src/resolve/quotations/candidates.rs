//! Which quotations are worth laying against each other: never all pairs.

use super::super::{Across, QuotedRef};
use crate::extract::{Facts, Quoted, WordKind};
use crate::lexicon::HashKeyed;
use crate::text::{Fnv, Span, StoryId, hash_bytes};
use std::cmp::Reverse;
use std::collections::HashMap;

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
    let mut postings: HashKeyed<Vec<u32>> = HashKeyed::default();
    let mut pairs = Vec::new();
    let quotations = facts[story.index()].quotations.iter().enumerate();
    for (at, quoted) in quotations.filter(|(_, quoted)| is_compared(quoted)) {
        let quotation = |quotation| QuotedRef { story, quotation };
        for before in partners(quoted, at as u32, &mut postings) {
            pairs.push(Pair { a: quotation(before), b: quotation(at as u32) });
        }
    }
    pairs
}

/// Whether a quotation stands where people are quoted, and not inside another.
fn is_compared(quoted: &Quoted) -> bool {
    quoted.body && !quoted.nested && !quoted.words.is_empty()
}

/// The earlier quotations that share rare words with this one, in text order; adds it to the postings.
fn partners(quoted: &Quoted, own: u32, postings: &mut HashKeyed<Vec<u32>>) -> Vec<u32> {
    let mut words: Vec<(u64, u8)> =
        quoted.words.iter().filter(|w| tells(w.kind)).map(|w| (w.hash, w.rarity)).collect();
    words.sort_unstable();
    words.dedup_by_key(|word| word.0);
    let mut shared: HashKeyed<u32> = HashKeyed::default();
    for &(word, rarity) in &words {
        let places = postings.entry(word).or_default();
        for &before in places.iter().rev().take(POSTINGS) {
            *shared.entry(u64::from(before)).or_default() += u32::from(rarity);
        }
        places.push(own);
    }
    let mut found: Vec<(u64, u32)> = shared.into_iter().filter(|&(_, rarity)| rarity >= SHARED).collect();
    found.sort_unstable_by_key(|&(before, rarity)| (Reverse(rarity), Reverse(before)));
    found.truncate(PARTNERS);
    let mut partners: Vec<u32> = found.into_iter().map(|(before, _)| before as u32).collect();
    partners.sort_unstable();
    partners
}

const fn tells(kind: WordKind) -> bool {
    match kind {
        WordKind::Content | WordKind::Number => true,
        WordKind::Function | WordKind::Negation | WordKind::Bracketed | WordKind::Ellipsis => false,
    }
}

/// One wording, behind all quotations that have it.
struct Wording {
    /// The quotation that stands for all: the first that names its speaker, in order of date and story.
    first: QuotedRef,
    copies: u32,
    length: u32,
    hash: u64,
    group: u64,
}

/// Calls `held` with pairs of different stories; it says whether the two are one utterance.
///
/// Exact copies are held against the first of them. A wording is held against the leaders of each
/// of its keys, most copied first, until one accepts it; else it becomes a leader.
pub(super) fn between(facts: &[Facts], across: Across, mut held: impl FnMut(Pair) -> bool) {
    if across == Across::None || facts.len() < 2 {
        return;
    }
    let wordings = wordings(facts, across, &mut held);
    let mut postings: Vec<(u64, u64, usize)> = Vec::new();
    for (rank, wording) in wordings.iter().enumerate() {
        let quoted = &facts[wording.first.story.index()].quotations[wording.first.quotation as usize];
        postings.extend(quoted.keys.iter().map(|&key| (key, wording.group, rank)));
    }
    postings.sort_unstable();
    let mut known: HashMap<(usize, usize), bool> = HashMap::new();
    for bucket in postings.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let mut leaders: Vec<usize> = Vec::new();
        for &(_, _, rank) in bucket {
            let accepted = leaders.iter().any(|&leader| {
                *known.entry((leader, rank)).or_insert_with(|| {
                    let (a, b) = (&wordings[leader], &wordings[rank]);
                    a.first.story != b.first.story && held(ordered(facts, a, b))
                })
            });
            if !accepted && leaders.len() < LEADERS {
                leaders.push(rank);
            }
        }
    }
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
fn wordings(facts: &[Facts], across: Across, held: &mut impl FnMut(Pair) -> bool) -> Vec<Wording> {
    let mut quotations: Vec<(u64, u64, QuotedRef)> = Vec::new();
    for (i, story) in facts.iter().enumerate() {
        let group = if across == Across::Group { hash_bytes(story.head.group.as_bytes()) } else { 0 };
        for (j, quoted) in story.quotations.iter().enumerate() {
            if is_compared(quoted) && !quoted.keys.is_empty() {
                let at = QuotedRef { story: StoryId(i as u32), quotation: j as u32 };
                quotations.push((group, wording(quoted), at));
            }
        }
    }
    let unnamed = |at: QuotedRef| facts[at.story.index()].quotations[at.quotation as usize].speaker.is_none();
    quotations.sort_by(|a, b| {
        let key = |&(group, hash, at): &(u64, u64, QuotedRef)| (group, hash, unnamed(at), order(facts, at));
        key(a).cmp(&key(b))
    });
    let mut wordings = Vec::new();
    for copies in quotations.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (group, hash, first) = copies[0];
        for &(_, _, copy) in copies[1..].iter().filter(|copy| copy.2.story != first.story) {
            let in_order = order(facts, first) <= order(facts, copy);
            let (a, b) = if in_order { (first, copy) } else { (copy, first) };
            held(Pair { a, b });
        }
        let length = facts[first.story.index()].quotations[first.quotation as usize].words.len() as u32;
        wordings.push(Wording { first, copies: copies.len() as u32, length, hash, group });
    }
    wordings.sort_by_key(|w| (Reverse(w.copies), Reverse(w.length), w.hash, w.group));
    wordings
}

fn wording(quoted: &Quoted) -> u64 {
    quoted.words.iter().fold(Fnv::new(), |hash, word| hash.bytes(&word.hash.to_le_bytes())).finish()
}
