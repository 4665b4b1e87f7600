//! Which quotations are worth laying against each other: never all pairs.

use super::super::wordings::{self, Buckets, Rank, SpeakerKey, Word, Wording};
use super::{Alignment, Said, glance};
use crate::extract::{Facts, FoldedWord, Quoted, WordKind};
use crate::lexicon::HashKeyed;
use crate::par;
use crate::text::{Fnv, Span, StoryId};
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

/// Up to so many words the few quotations of a story are held against each other one by one.
///
/// Source: ten pages; bounds the work for any input.
const FEW_WORDS: usize = 4096;

/// The pairs of one story, in order of their later quotation: those that share rare words, and of the
/// nearest those of which one may be a few common words out of the other.
///
/// Where they are few, those are left out that `may_be_one` says no to.
pub(super) fn within<'a>(said: &'a [Said<'a>], may_be_one: impl Fn(Pair<'a>) -> bool) -> Vec<Pair<'a>> {
    let words: usize = said.iter().map(|one| one.quoted.words.len()).sum();
    if said.len() <= PARTNERS + 1 && words <= FEW_WORDS {
        return within_few(said, may_be_one);
    }
    let mut postings = Postings::default();
    postings.last.reserve(words / 2);
    postings.links.reserve(words / 2);
    let (mut pairs, mut partners) = (Vec::new(), Vec::new());
    for (at, b) in said.iter().enumerate() {
        partners.clear();
        partners.extend(postings.partners(b.quoted, at as u32));
        let rare = partners.len();
        for before in cuts(said, at) {
            if partners[..rare].binary_search(&before).is_err() {
                partners.push(before);
            }
        }
        partners.sort_unstable();
        pairs.extend(partners.iter().map(|&before| Pair { a: &said[before as usize], b }));
    }
    pairs
}

/// The same of so few quotations that each can be held against all before it: nearly all pairs are gone
/// at a glance.
fn within_few<'a>(said: &'a [Said<'a>], may_be_one: impl Fn(Pair<'a>) -> bool) -> Vec<Pair<'a>> {
    let shares = |pair: &Pair<'_>| {
        glance::may_be_cut(&pair.a.sketch, &pair.b.sketch) || share_rare(pair.a.quoted, pair.b.quoted)
    };
    let mut pairs = Vec::new();
    for (at, b) in said.iter().enumerate() {
        let before = said[..at].iter().map(|a| Pair { a, b });
        pairs.extend(before.filter(|pair| may_be_one(*pair)).filter(shares));
    }
    pairs
}

/// Whether the words that tell in both, each word once, are rare enough together.
fn share_rare(a: &Quoted, b: &Quoted) -> bool {
    let holds = |words: &[FoldedWord], hash| words.iter().any(|word| word.hash == hash && is_rare(word));
    let mut shared = 0;
    for (at, word) in b.words.iter().enumerate().filter(|(_, word)| is_rare(word)) {
        if holds(&a.words, word.hash) && !holds(&b.words[..at], word.hash) {
            shared += u32::from(word.rarity);
            if shared >= SHARED {
                return true;
            }
        }
    }
    false
}

/// The nearest quotations before this one that may be cut from it, or it from them, in text order.
fn cuts<'a>(said: &'a [Said<'a>], at: usize) -> impl Iterator<Item = u32> {
    let (near, own) = (at.saturating_sub(POSTINGS), &said[at].sketch);
    let before = said[near..at].iter().zip(near as u32..);
    before.filter(|(one, _)| glance::may_be_cut(&one.sketch, own)).map(|(_, before)| before)
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
        for word in quoted.words.iter().filter(|word| is_rare(word)) {
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

/// Whether two quotations that share the word may be one.
const fn is_rare(word: &FoldedWord) -> bool {
    match word.kind {
        WordKind::Content | WordKind::Number => word.rarity > 0,
        WordKind::Function | WordKind::Negation | WordKind::Bracketed | WordKind::Ellipsis => false,
    }
}

/// What one speaker said in the very same words, behind all quotations that have it.
pub(super) struct Same<'a> {
    /// The quotation that stands for all: the first in order of date and story.
    first: &'a Said<'a>,
    speaker: Option<SpeakerKey>,
    /// How many texts have it, however many stories carry each.
    copies: u32,
    hash: u64,
}

/// The wordings of stories that meet, in the order in which they lead; and the pairs of exact copies
/// in different stories.
///
/// Each copy of the same words is held against the first of them, whoever said them; of the first
/// those that name their speaker come first.
pub(super) fn copies<'a>(
    (facts, copied_from): (&'a [Facts], &[StoryId]),
    said: &'a [Said<'a>],
) -> (Vec<Same<'a>>, Vec<Pair<'a>>) {
    let compared = said.iter().filter(|one| glance::may_stand_far(&one.sketch));
    let mut worded: Vec<Copy<'a>> = compared.map(|said| Copy::of(facts, said)).collect();
    worded.sort_by(|a, b| {
        (a.hash, a.speaker.is_none()).cmp(&(b.hash, b.speaker.is_none())).then_with(|| a.order.cmp(&b.order))
    });
    let mut pairs = Vec::new();
    for copies in worded.chunk_by(|a, b| a.hash == b.hash) {
        let first = &copies[0];
        for copy in copies[1..].iter().filter(|copy| copy.said.at.story != first.said.at.story) {
            let (a, b) = if first.order <= copy.order { (first, copy) } else { (copy, first) };
            pairs.push(Pair { a: a.said, b: b.said });
        }
    }
    (wordings(worded, copied_from), pairs)
}

/// A quotation with what it is sorted by.
struct Copy<'a> {
    hash: u64,
    speaker: Option<SpeakerKey>,
    order: Order<'a>,
    said: &'a Said<'a>,
}

impl<'a> Copy<'a> {
    fn of(facts: &'a [Facts], said: &'a Said<'a>) -> Self {
        let words = said.quoted.words.iter();
        let hash = words.fold(Fnv::new(), |hash, word| hash.bytes(&word.hash.to_le_bytes())).finish();
        let parties = &facts[said.at.story.index()].parties;
        let party = said.quoted.speaker.and_then(|party| parties.get(party.0 as usize));
        Self { hash, speaker: party.map(SpeakerKey::of), order: order(facts, said), said }
    }
}

/// Copies of one wording collapsed; what nobody is known to have said goes with the same words of
/// somebody.
fn wordings<'a>(mut worded: Vec<Copy<'a>>, copied_from: &[StoryId]) -> Vec<Same<'a>> {
    worded.sort_by_key(|copy| (copy.hash, copy.speaker.is_none(), copy.speaker)); // else in order
    let mut wordings: Vec<Same<'_>> = Vec::new();
    let (mut texts, mut last): (Vec<(u32, StoryId)>, u32) = (Vec::with_capacity(worded.len()), 0);
    for copy in worded {
        let story = copy.said.at.story;
        let text = copied_from.get(story.index()).copied().unwrap_or(story);
        match wordings.last_mut() {
            Some(same)
                if same.hash == copy.hash && (copy.speaker.is_none() || same.speaker == copy.speaker) =>
            {
                texts.push((last, text));
            }
            Some(_) | None => {
                let Copy { hash, speaker, said, .. } = copy;
                last = wordings.len() as u32;
                texts.push((last, text));
                wordings.push(Same { first: said, speaker, copies: 0, hash });
            }
        }
    }
    texts.sort_unstable();
    texts.dedup();
    texts.iter().for_each(|(wording, _)| wordings[*wording as usize].copies += 1);
    let rank = |same: &Same<'_>| Rank::new(same.copies, same.first.quoted.words.len() as u32, same.hash);
    wordings.sort_by_key(|same| (rank(same), same.speaker));
    wordings
}

/// What `weigh` makes of pairs of unlike wordings, some of it twice.
///
/// A wording is held against the leaders of each of its keys, most copied first, until one accepts
/// it; else it becomes a leader. All that accept it are kept: which of them it deviates from is for
/// the rules to say.
pub(super) fn between<'a>(
    facts: &[Facts],
    wordings: &[Same<'a>],
    weigh: impl Fn(Pair<'a>) -> Option<Alignment> + Sync,
) -> Vec<Alignment> {
    let mut words = Vec::new();
    let buckets = Buckets::new(wordings.len(), |rank, keys| {
        let same = &wordings[rank];
        words.clear();
        words.extend(Word::all(&same.first.quoted.words));
        wordings::keys(Wording { words: &words, speaker: same.speaker }, keys);
        rank as u32
    });
    par::flat_map(&buckets.runs(), |run| {
        let mut found = Vec::new();
        let mut known: HashKeyed<bool> = HashKeyed::default();
        run.lead(|leader, rank| {
            let (a, b) = (&wordings[leader as usize], &wordings[rank as usize]);
            a.first.at.story != b.first.at.story
                && glance::may_be_far(a.first, b.first)
                && *known.entry(pair_key(leader, rank)).or_insert_with(|| {
                    let alignment = weigh(ordered(facts, a, b));
                    let accepted = alignment.is_some();
                    found.extend(alignment);
                    accepted
                })
        });
        found
    })
}

/// Two ranks as one key, well spread; no two pairs share one, for the factor is odd.
const fn pair_key(leader: u32, rank: u32) -> u64 {
    ((leader as u64) << 32 | rank as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_right(32)
}

/// The wording with more copies is what the other is held against; else the earlier story's.
fn ordered<'a>(facts: &[Facts], a: &Same<'a>, b: &Same<'a>) -> Pair<'a> {
    let copies = Reverse(a.copies).cmp(&Reverse(b.copies));
    let a_first = copies.then_with(|| order(facts, a.first).cmp(&order(facts, b.first))).is_le();
    let (a, b) = if a_first { (a, b) } else { (b, a) };
    Pair { a: a.first, b: b.first }
}

type Order<'a> = (Option<jiff::civil::Date>, &'a str, Span);

/// Date and name of the story, then place: the order in which later deviates.
fn order<'a>(facts: &'a [Facts], one: &Said<'_>) -> Order<'a> {
    let head = &facts[one.at.story.index()].head;
    (head.date.map(|(date, _)| date), &head.name, one.quoted.span)
}
