//! Which candidates are kept.

use super::candidate::Candidate;
use super::near::Near;
use super::rescore::{Rivals, iou_of, shared, words};
use super::seen::{Seen, group};
use crate::segment::Story;
use crate::text::hash_bytes;
use std::ops::Range;

/// What is kept of a story's candidates.
pub struct Kept {
    /// Their numbers.
    pub numbers: Vec<usize>,
    near: Near,
}

/// From which log odds on a candidate is kept.
///
/// Source: of three values tried on held-out quarters of the training stories, the best claim F1.
const LEAST: f32 = -0.8;
/// The same for one that holds a long quotation which nothing else claims.
///
/// Source: a judgement; the rule as a whole gained half a point of passages on held-out training stories.
const LEAST_QUOTATION: f32 = -2.5;
/// How much of its words a claim may share with another.
///
/// Source: a judgement; annotators hardly ever mark a word twice.
pub const MOST_SHARED: f32 = 0.5;

/// What to keep: the most probable first, dropping other readings of its cue and what overlaps it; then,
/// for each long quotation that nothing kept holds, the likeliest candidate that does.
pub fn select(story: &Story<'_>, seen: &[Seen], rivals: &Rivals<'_>, odds: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..odds.len()).filter(|&n| odds[n] >= LEAST).collect();
    order.sort_by(|&a, &b| odds[b].total_cmp(&odds[a]).then(a.cmp(&b)));
    let mut kept = Kept { numbers: Vec::new(), near: Near::new(seen.len()) };
    for n in order {
        if !yields(seen, rivals, odds, n) && !is_turned_back(seen, rivals, n) {
            kept.offer(rivals, n);
        }
    }
    claim_quotations(story, seen, rivals, odds, &mut kept);
    kept.numbers.sort_by_key(|&n| (rivals.all[n].content.first().map_or(0, |r| r.start), n));
    kept.numbers
}

/// How far into such a content its subject and verb may reach. Unit: tokens.
///
/// Source: none; a name with a title is hardly longer.
const SUBJECT: usize = 12;

/// Whether a candidate leaves its content to a nearer cue: in "according to the paper, she said …" it is
/// she who speaks.
fn yields(seen: &[Seen], rivals: &Rivals<'_>, odds: &[f32], n: usize) -> bool {
    let (own, c) = (&rivals.extents[n], &rivals.all[n]);
    let group = |n: usize| seen.get(rivals.heads[n]).map_or(0, |seen| seen.group);
    let between = |cue: &Range<usize>| c.cue.end < cue.start && cue.start < own.start + SUBJECT;
    let nearer = |m: usize| {
        odds[m] >= LEAST
            && between(&rivals.all[m].cue)
            && matches!(group(m), group::CUE_PAST | group::CUE_THIRD)
            && !rivals.all[m].source.is_empty()
            && iou_of(&rivals.words[n], &rivals.words[m], rivals.shared(n, m)) >= MOST_SHARED
    };
    group(n) == group::ACCORDING && rivals.near(n).any(nearer)
}

/// The reflexive pronouns of others than speaker and hearer, as [`Seen::word`].
const REFLEXIVES: [u32; 4] = [word(b"himself"), word(b"herself"), word(b"itself"), word(b"themselves")];

const fn word(text: &[u8]) -> u32 {
    let hash = hash_bytes(text);
    hash as u32 ^ (hash >> 32) as u32
}

/// Whether what follows the cue is its own subject: who "found themselves in court" found nothing out.
fn is_turned_back(seen: &[Seen], rivals: &Rivals<'_>, n: usize) -> bool {
    let (start, cue) = (rivals.extents[n].start, &rivals.all[n].cue);
    start == cue.end && seen.get(start).is_some_and(|seen| REFLEXIVES.contains(&seen.word))
}

impl Kept {
    /// Keeps a candidate unless one that is kept stands against it.
    fn offer(&mut self, rivals: &Rivals<'_>, n: usize) -> bool {
        let extent = extent(&rivals.all[n]);
        if self.near.at(&extent).into_iter().any(|m| clash(rivals, n, m)) {
            return false;
        }
        self.near.add(&extent, n);
        self.numbers.push(n);
        true
    }
}

/// From the first to the last token of a candidate.
pub fn extent(c: &Candidate) -> Range<usize> {
    let parts = || c.content.iter().chain([&c.cue]).filter(|r| !r.is_empty());
    parts().map(|r| r.start).min().unwrap_or(0)..parts().map(|r| r.end).max().unwrap_or(0)
}

fn claim_quotations(story: &Story<'_>, seen: &[Seen], rivals: &Rivals<'_>, odds: &[f32], kept: &mut Kept) {
    let mut all = Near::new(seen.len());
    for n in (0..odds.len()).filter(|&n| odds[n] >= LEAST_QUOTATION && !rivals.all[n].source.is_empty()) {
        all.add(&extent(&rivals.all[n]), n);
    }
    for quotation in story.quotations.iter().filter(|q| q.depth == 0) {
        let range = quotation.tokens.start as usize..quotation.tokens.end as usize;
        let own = words(seen, std::slice::from_ref(&range));
        let covers = |n: usize, share: f32| shared(&own, &rivals.words[n]) as f32 >= share * own.len() as f32;
        if own.len() < super::after::LEAST_WORDS || kept.near.at(&range).into_iter().any(|n| covers(n, 0.3)) {
            continue;
        }
        let mut holders: Vec<usize> = all.at(&range).into_iter().filter(|&n| covers(n, 0.9)).collect();
        holders.sort_by(|&a, &b| odds[b].total_cmp(&odds[a]).then(a.cmp(&b)));
        let _ = holders.into_iter().any(|n| kept.offer(rivals, n));
    }
}

/// Whether two candidates cannot both be kept: one cue, or much the same words.
fn clash(rivals: &Rivals<'_>, n: usize, m: usize) -> bool {
    let (c, other) = (&rivals.all[n], &rivals.all[m]);
    if other.cue_number == c.cue_number || (other.cue.start < c.cue.end && c.cue.start < other.cue.end) {
        return true;
    }
    let both = rivals.shared(n, m);
    let smaller = rivals.words[n].len().min(rivals.words[m].len()).max(1);
    both as f32 / smaller as f32 > MOST_SHARED
}
