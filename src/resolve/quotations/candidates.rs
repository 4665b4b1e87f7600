//! Which quotations are worth laying against each other: never all pairs.

use super::{Alignment, Said, verdict};
use crate::extract::{Facts, Quoted, WordKind};
use crate::lexicon::HashKeyed;
use crate::par;
use crate::text::{Fnv, Span};
use std::cmp::Reverse;

/// Two quotations to be laid against each other: what is held against, and what deviates.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub a: &'a Said<'a>,
    pub b: &'a Said<'a>,
}

/// How many earlier quotations of a story one word leads to: the nearest.
///
/// Twice the quotations that the longest of our annotated stories has of one word.
const POSTINGS: usize = 32;

/// With how many quotations of its story one is compared: those that share the rarest words.
const PARTNERS: usize = 12;

/// How rare the words must be that two quotations of a story share. Unit: summed rarity classes.
const SHARED: u32 = 4;

/// With how many unlike quotations of one key another is compared. Source: the prototype with
/// eight leaders lost 1 in 80 altered copies.
const LEADERS: usize = 8;

/// How many shared keys are looked at in one go.
const BUCKETS: usize = 1024;

/// The pairs of one story, in order of their later quotation.
pub(super) fn within<'a>(said: &'a [Said<'a>]) -> Vec<Pair<'a>> {
    let mut postings = Postings::default();
    let words: usize = said.iter().map(|one| one.quoted.words.len()).sum();
    postings.last.reserve(words / 2);
    postings.links.reserve(words / 2);
    let mut pairs = Vec::new();
    for (at, b) in said.iter().enumerate() {
        let partners = postings.partners(b.quoted, at as u32);
        pairs.extend(partners.map(|before| Pair { a: &said[before as usize], b }));
    }
    pairs
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
    found: Vec<u32>,
}

impl Postings {
    /// The earlier quotations that share rare words with this one, in text order; adds it.
    fn partners(&mut self, quoted: &Quoted, own: u32) -> impl Iterator<Item = u32> {
        self.shared.resize(own as usize + 1, 0);
        self.found.clear();
        for word in quoted.words.iter().filter(|word| word.rarity > 0 && tells(word.kind)) {
            let last = self.last.entry(word.hash).or_insert(u32::MAX);
            let before = (*last != u32::MAX).then_some(*last);
            if before.is_some_and(|before| self.links[before as usize].0 == own) {
                continue; // each word once
            }
            *last = self.links.len() as u32;
            let links = std::iter::successors(before, |&at| self.links[at as usize].1);
            for (quotation, _) in links.take(POSTINGS).map(|at| self.links[at as usize]) {
                let shared = &mut self.shared[quotation as usize];
                if *shared == 0 {
                    self.found.push(quotation);
                }
                *shared += u32::from(word.rarity);
            }
            self.links.push((own, before));
        }
        self.nearest()
    }

    /// Of the quotations found, those that share enough, and of these the best; forgets the sums.
    fn nearest(&mut self) -> impl Iterator<Item = u32> {
        let Self { found, shared, .. } = self;
        let best = |&before: &u32| (Reverse(shared[before as usize]), Reverse(before));
        found.sort_unstable_by_key(best);
        let enough = found.partition_point(|&before| shared[before as usize] >= SHARED);
        found.iter().for_each(|&before| shared[before as usize] = 0);
        found.truncate(enough.min(PARTNERS));
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
pub(super) struct Wording<'a> {
    /// The quotation that stands for all: the first that names its speaker, in order of date and story.
    first: &'a Said<'a>,
    copies: u32,
    hash: u64,
}

/// The wordings of stories that meet, most copied first, then longest, then by their words; and the
/// pairs of exact copies in different stories.
///
/// Each copy of a wording is held against the first of them.
pub(super) fn copies<'a>(facts: &[Facts], said: &'a [Said<'a>]) -> (Vec<Wording<'a>>, Vec<Pair<'a>>) {
    let compared = said.iter().filter(|one| !one.quoted.keys.is_empty());
    let mut worded: Vec<(u64, &Said<'a>)> = compared.map(|one| (wording(one.quoted), one)).collect();
    worded.sort_by(|(hash, a), (other, b)| {
        let key = |one: &Said<'_>| one.quoted.speaker.is_none();
        (hash, key(a)).cmp(&(other, key(b))).then_with(|| order(facts, a).cmp(&order(facts, b)))
    });
    let (mut wordings, mut pairs) = (Vec::new(), Vec::new());
    for copies in worded.chunk_by(|a, b| a.0 == b.0) {
        let (hash, first) = copies[0];
        for &(_, copy) in copies[1..].iter().filter(|(_, copy)| copy.at.story != first.at.story) {
            let in_order = order(facts, first) <= order(facts, copy);
            let (a, b) = if in_order { (first, copy) } else { (copy, first) };
            pairs.push(Pair { a, b });
        }
        wordings.push(Wording { first, copies: copies.len() as u32, hash });
    }
    wordings.sort_by_key(|w| (Reverse(w.copies), Reverse(w.first.quoted.words.len()), w.hash));
    (wordings, pairs)
}

fn wording(quoted: &Quoted) -> u64 {
    quoted.words.iter().fold(Fnv::new(), |hash, word| hash.bytes(&word.hash.to_le_bytes())).finish()
}

/// What `weigh` makes of pairs of unlike wordings, some of it twice.
///
/// A wording is held against the leaders of each of its keys, most copied first, until one accepts
/// it; else it becomes a leader.
pub(super) fn between<'a>(
    facts: &[Facts],
    wordings: &[Wording<'a>],
    weigh: impl Fn(Pair<'a>) -> Option<Alignment> + Sync,
) -> Vec<Alignment> {
    let postings = postings(wordings);
    let mut buckets: Vec<&[(u64, u32)]> = postings.chunk_by(|a, b| a.0 == b.0).collect();
    buckets.retain(|bucket| bucket.len() > 1);
    // Two wordings that share many keys are mostly met under the same leader: side by side.
    buckets.sort_by_key(|bucket| bucket[0].1);
    par::flat_map(&buckets.chunks(BUCKETS).collect::<Vec<_>>(), |buckets| {
        let mut found = Vec::new();
        let mut known: HashKeyed<bool> = HashKeyed::default();
        let mut held = |leader: u32, rank: u32| {
            let (a, b) = (&wordings[leader as usize], &wordings[rank as usize]);
            a.first.at.story != b.first.at.story
                && verdict::may_be_far(a.first, b.first)
                && *known.entry(pair_key(leader, rank)).or_insert_with(|| {
                    let alignment = weigh(ordered(facts, a, b));
                    let accepted = alignment.is_some();
                    found.extend(alignment);
                    accepted
                })
        };
        buckets.iter().for_each(|bucket| lead(bucket, &mut held));
        found
    })
}

/// Holds each wording of a bucket against the leaders before it.
fn lead(bucket: &[(u64, u32)], mut held: impl FnMut(u32, u32) -> bool) {
    let mut leaders: Vec<u32> = Vec::with_capacity(LEADERS.min(bucket.len()));
    for &(_, rank) in bucket {
        let accepted = leaders.iter().any(|&leader| held(leader, rank));
        if !accepted && leaders.len() < LEADERS {
            leaders.push(rank);
        }
    }
}

/// The keys that two wordings have, each with the ranks of those, and some that only one has; in order.
fn postings(wordings: &[Wording<'_>]) -> Vec<(u64, u32)> {
    let all = || {
        let ranked = wordings.iter().zip(0_u32..);
        ranked.flat_map(|(wording, rank)| wording.first.quoted.keys.iter().map(move |&key| (key, rank)))
    };
    // Most keys stand once: they are left out before the sorting.
    let mut seen = vec![0_u8; all().count().saturating_mul(4).next_power_of_two()];
    let slot = seen.len() - 1;
    for (key, _) in all() {
        let seen = &mut seen[key as usize & slot];
        *seen = seen.saturating_add(1);
    }
    let mut postings: Vec<(u64, u32)> = all().filter(|(key, _)| seen[*key as usize & slot] > 1).collect();
    postings.sort_unstable();
    postings.dedup(); // a quotation may have a key twice
    postings
}

/// Two ranks as one key, well spread; no two pairs share one, for the factor is odd.
const fn pair_key(leader: u32, rank: u32) -> u64 {
    ((leader as u64) << 32 | rank as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_right(32)
}

/// The wording with more copies is what the other is held against; else the earlier story's.
fn ordered<'a>(facts: &[Facts], a: &Wording<'a>, b: &Wording<'a>) -> Pair<'a> {
    let copies = Reverse(a.copies).cmp(&Reverse(b.copies));
    let a_first = copies.then_with(|| order(facts, a.first).cmp(&order(facts, b.first))).is_le();
    let (a, b) = if a_first { (a, b) } else { (b, a) };
    Pair { a: a.first, b: b.first }
}

/// Date and name of the story, then place: the order in which later deviates.
fn order<'a>(facts: &'a [Facts], one: &Said<'_>) -> (Option<jiff::civil::Date>, &'a str, Span) {
    let head = &facts[one.at.story.index()].head;
    (head.date.map(|(date, _)| date), &head.name, one.quoted.span)
}
