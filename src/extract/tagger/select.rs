//! Which candidates are kept.

use super::after::LEAST_WORDS;
use super::candidate::Candidate;
use super::near::Near;
use super::rescore::{Rivals, iou_of, shared, words};
use super::seen::{Seen, group};
use crate::segment::Story;
use crate::text::hash_bytes;
use std::ops::Range;

/// What is kept of a story's candidates.
struct Kept {
    /// Of each candidate, whether it is kept.
    is_kept: Vec<bool>,
    /// Where those are that are or were kept.
    near: Near,
}

/// From which log odds on a candidate is kept.
///
/// Source: of the values from -0.8 to -1.1 tried on held-out quarters of the training stories the first has
/// the best claim F1, by 0.2; this one keeps more of plain agency copy.
const LEAST: f32 = -1.0;
/// The same for one that holds a long quotation which nothing else claims.
///
/// Source: a judgement; the rule as a whole gained half a point of passages on held-out training stories.
const LEAST_QUOTATION: f32 = -2.5;
/// How much of its words a claim may share with another.
///
/// Source: a judgement; annotators hardly ever mark a word twice.
pub const MOST_SHARED: f32 = 0.5;

/// What to keep: what stands on a list of quotations signed alike, whose likeness says more than each by
/// itself; then the most probable first, dropping other readings of its cue and what overlaps it; then, for each long quotation that nothing kept holds, the likeliest candidate that does, if need be in place
/// of another reading of its cue.
pub fn select(story: &Story<'_>, seen: &[Seen], rivals: &Rivals<'_>, odds: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..odds.len()).filter(|&n| odds[n] >= LEAST).collect();
    order.sort_by(|&a, &b| odds[b].total_cmp(&odds[a]).then(a.cmp(&b)));
    let mut kept = Kept { is_kept: vec![false; odds.len()], near: Near::new(seen.len()) };
    for n in (0..odds.len()).filter(|&n| rivals.all[n].is_listed() && odds[n] >= LEAST_QUOTATION) {
        kept.offer(rivals, n);
    }
    for n in order {
        if !yields(seen, rivals, odds, n) && !is_turned_back(seen, rivals, n) {
            kept.offer(rivals, n);
        }
    }
    claim_quotations(story, seen, rivals, odds, &mut kept);
    let mut numbers: Vec<usize> = (0..odds.len()).filter(|&n| kept.is_kept[n]).collect();
    numbers.sort_by_key(|&n| (rivals.all[n].content.first().map_or(0, |r| r.start), n));
    numbers
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
    /// Those kept that may touch a range of tokens.
    fn at(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        self.near.at(range).into_iter().filter(|&m| self.is_kept[m])
    }

    /// Keeps a candidate unless one that is kept stands against it.
    fn offer(&mut self, rivals: &Rivals<'_>, n: usize) -> bool {
        let extent = extent(&rivals.all[n]);
        if self.at(&extent).any(|m| clash(rivals, n, m)) {
            return false;
        }
        self.near.add(&extent, n);
        self.is_kept[n] = true;
        true
    }

    /// Keeps a candidate in place of the one that stands against it, when that is another reading of its
    /// cue and holds no long quotation that this one does not.
    ///
    /// Two readings can be right by half their words, and one of them leave out a quotation.
    fn replace(&mut self, story: &Story<'_>, seen: &[Seen], rivals: &Rivals<'_>, n: usize) -> bool {
        let extent = extent(&rivals.all[n]);
        let against: Vec<usize> = self.at(&extent).filter(|&m| clash(rivals, n, m)).collect();
        let [m] = against[..] else { return false };
        let lost = |range: &Range<usize>| {
            let own = words(seen, std::slice::from_ref(range));
            own.len() >= LEAST_WORDS
                && covers(&own, &rivals.words[m], WHOLE)
                && !covers(&own, &rivals.words[n], WHOLE)
        };
        if !rivals.same_cue(n, m) || quotations(story, seen, &rivals.words[m]).iter().any(lost) {
            return false;
        }
        self.is_kept[m] = false;
        self.offer(rivals, n)
    }
}

/// The quotations that words stand in.
fn quotations(story: &Story<'_>, seen: &[Seen], words: &[u32]) -> Vec<Range<usize>> {
    let mut numbers: Vec<usize> = words.iter().map(|&i| seen[i as usize].quotation as usize).collect();
    numbers.dedup();
    let tokens = |n: usize| story.quotations.get(n).map(|q| q.tokens.start as usize..q.tokens.end as usize);
    numbers.into_iter().filter_map(tokens).collect()
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
        let holds = |n: usize, share: f32| covers(&own, &rivals.words[n], share);
        if own.len() < LEAST_WORDS || kept.at(&range).any(|n| holds(n, PARTLY)) {
            continue;
        }
        let mut holders: Vec<usize> = all.at(&range).into_iter().filter(|&n| holds(n, WHOLE)).collect();
        holders.sort_by(|&a, &b| odds[b].total_cmp(&odds[a]).then(a.cmp(&b)));
        let _ = holders.into_iter().any(|n| kept.offer(rivals, n) || kept.replace(story, seen, rivals, n));
    }
}

/// How much of a long quotation is held when it counts as held, and as held in part.
///
/// Source: the first is that of the scorer; the second a judgement, that of the last rules.
const WHOLE: f32 = 0.9;
const PARTLY: f32 = 0.3;

/// Whether a content has such a share of some words.
fn covers(words: &[u32], content: &[u32], share: f32) -> bool {
    shared(words, content) as f32 >= share * words.len() as f32
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
