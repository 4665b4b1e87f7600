//! How probable a candidate is, among its rivals; every feature of that is defined here.

use super::candidate::{Candidate, Reading};
use super::cue::bucket;
use super::near::Near;
use super::seen::{EDGE, Seen};
use crate::crf::mix;
use crate::segment::Story;
use std::ops::Range;

/// Features with their values.
pub type Features = Vec<(u64, f32)>;

struct Collect {
    out: Features,
    next: u64,
}

impl Collect {
    fn one(&mut self, value: u64) {
        self.next += 1;
        self.out.push((mix(3000 + self.next, value), 1.0));
    }
    fn two(&mut self, a: u64, b: u64) {
        self.one(a.wrapping_mul(0x9e37_79b1).wrapping_add(b));
    }
    fn three(&mut self, a: u64, b: u64, c: u64) {
        self.two(a.wrapping_mul(0x9e37_79b1).wrapping_add(b), c);
    }
    /// A number as it is, and in steps, so that what it says need not be a straight line.
    fn number(&mut self, value: f32, kind: u64) {
        self.next += 1;
        let step = ((value * 1.5).clamp(-12.0, 12.0).round() + 20.0) as u64;
        self.out.push((mix(3000 + self.next, 0), value / 5.0));
        self.out.push((mix(3000 + self.next, 1 + step), 1.0));
        self.out.push((mix(3000 + self.next, 1000 + kind), value / 5.0));
    }
}

/// Which tokens count as words of a claim.
pub fn words(seen: &[Seen], ranges: &[Range<usize>]) -> Vec<u32> {
    let mut words: Vec<u32> =
        ranges.iter().flat_map(Range::clone).filter(|&i| !seen[i].point).map(|i| i as u32).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How many words two sorted lists share.
pub fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                n += 1;
                i += 1;
                j += 1;
            }
        }
    }
    n
}

/// Shared words over all words.
pub fn iou(a: &[u32], b: &[u32]) -> f32 {
    let n = shared(a, b);
    let all = a.len() + b.len() - n;
    if all == 0 { 0.0 } else { n as f32 / all as f32 }
}

/// What stands among a story's candidates: their words.
pub struct Rivals<'c> {
    pub all: &'c [Candidate],
    pub words: Vec<Vec<u32>>,
    pub source_words: Vec<Vec<u32>>,
}

impl<'c> Rivals<'c> {
    pub fn new(seen: &[Seen], all: &'c [Candidate]) -> Self {
        Self {
            all,
            words: all.iter().map(|c| words(seen, &c.content)).collect(),
            source_words: all.iter().map(|c| words(seen, &c.source)).collect(),
        }
    }
}

/// The features of candidate `n`.
pub fn features(seen: &[Seen], rivals: &Rivals<'_>, n: usize) -> Features {
    let c = &rivals.all[n];
    let own = &rivals.words[n];
    let mut t = Collect { out: Vec::with_capacity(100), next: 0 };
    let at = |i: usize| seen.get(i).unwrap_or(&EDGE);
    let before = |i: usize| i.checked_sub(1).map_or(&EDGE, at);
    let quoted = own.iter().filter(|&&i| at(i as usize).quotation != u32::MAX).count();
    let kind = if quoted == 0 {
        0
    } else if quoted == own.len() {
        2
    } else {
        1
    };
    let reading = c.reading as u64;
    let bias = u64::from(c.bias);
    let head = c.cue.clone().max_by_key(|&i| (at(i).cue, i)).unwrap_or(c.cue.start);
    let head = at(head);
    let no_cue = u64::from(c.cue.is_empty());
    t.one(0);
    for odds in c.content_odds.iter().chain(&c.source_odds).chain([&c.cue_odds]) {
        t.number(*odds, kind);
    }
    t.number(-c.behind / 2.0, kind);
    t.number(-c.behind / (1.0 + own.len() as f32) * 10.0, kind);
    t.two(reading, bias);
    t.two(reading, kind);
    t.three(reading, bias, kind);
    t.two(kind, no_cue);
    let length = bucket(own.len() as u32);
    t.two(length, kind);
    t.two(length, reading);
    t.two(c.content.len().min(4) as u64, kind);
    t.two(c.source.len().min(3) as u64, kind);
    let source = rivals.source_words[n].as_slice();
    t.two(source.len().min(8) as u64, kind);
    let (first, last) = (
        source.first().copied().unwrap_or_default() as usize,
        source.last().copied().unwrap_or_default() as usize,
    );
    if source.is_empty() {
        t.next += 6; // the kinds of features that only a source has
        t.two(u64::from(head.lemma), 0);
    } else {
        let side = u64::from(first < c.cue.start);
        let distance =
            if side == 1 { c.cue.start - last.min(c.cue.start) } else { first - c.cue.end.min(first) };
        t.two(u64::from(at(first).group), side);
        t.two(u64::from(at(last).group), side);
        t.two(u64::from(at(last).part), side);
        t.three(u64::from(before(first).group), u64::from(at(last + 1).group), side);
        t.two(bucket(distance as u32), side);
        t.two(u64::from(at(last).word), side);
        t.two(u64::from(head.lemma), 1 + side);
    }
    t.two(u64::from(head.lemma), kind);
    t.two(u64::from(head.lemma), 7);
    t.two(u64::from(head.cue), kind);
    t.two(u64::from(head.habit), kind);
    t.two(u64::from(head.group), kind);
    t.two(u64::from(head.part), u64::from(head.sense));
    t.two(c.cue.len().min(5) as u64, kind);
    t.two(u64::from(before(c.cue.start).group), u64::from(at(c.cue.end).group));
    t.two(u64::from(before(c.cue.start).part), u64::from(head.group));
    t.two(u64::from(at(c.cue.end).part), u64::from(head.group));
    t.two(u64::from(at(c.cue.end).word), u64::from(head.lemma));
    let (start, end) = (c.content.first().map_or(0, |r| r.start), c.content.last().map_or(0, |r| r.end));
    t.two(u64::from(at(start).word), kind);
    t.two(u64::from(at(end.saturating_sub(1)).word), kind);
    t.two(u64::from(at(start).group), u64::from(before(start).group));
    t.two(u64::from(at(end.saturating_sub(1)).group), u64::from(at(end).group));
    t.two(u64::from(at(end).word), kind);
    t.two(u64::from(at(start).part), u64::from(head.lemma));
    t.two(u64::from(at(start).group), u64::from(head.group));
    let place = u64::from(start < c.cue.start) + 2 * u64::from(end > c.cue.end);
    t.two(place, kind);
    t.two(place, u64::from(head.lemma));
    t.three(place, u64::from(head.group), kind);
    let crossing = (at(end.saturating_sub(1)).sentence.saturating_sub(at(start).sentence)).min(4);
    t.two(u64::from(crossing), kind);
    let away = (i64::from(at(start).sentence) - i64::from(head.sentence)).clamp(-3, 3) as u64;
    t.two(away, kind);
    let gap = if start >= c.cue.end { start - c.cue.end } else { c.cue.start.saturating_sub(end) };
    t.two(bucket(gap as u32), place);
    t.two(u64::from(head.quotation != u32::MAX), kind);
    t.two(u64::from(at(start).block), u64::from(head.group));
    rivalry(&mut t, rivals, n, kind);
    t.out
}

/// How many candidates before and after are held against one; a cue has six readings at most.
///
/// Source: none; more cues than a window usually holds.
const NEIGHBOURS: usize = 60;

/// What the other candidates say of this one.
fn rivalry(t: &mut Collect, rivals: &Rivals<'_>, n: usize, kind: u64) {
    let c = &rivals.all[n];
    let own = &rivals.words[n];
    let (mut same, mut agree, mut agree_source) = (0_u64, 0_u64, 0_u64);
    let (mut inside, mut holds) = (0_u64, 0_u64);
    let (mut strongest, mut overlap) = (-20.0_f32, 0.0_f32);
    let (mut rule_here, mut rule_same, mut rule_cue) = (0_u64, 0_u64, 0_u64);
    let near = n.saturating_sub(NEIGHBOURS)..rivals.all.len().min(n + NEIGHBOURS);
    for (m, other) in near.clone().zip(&rivals.all[near]) {
        if m == n {
            rule_same = rule_same.max(u64::from(c.reading == Reading::Rule) * 3);
            continue;
        }
        let theirs = &rivals.words[m];
        let share = iou(own, theirs);
        if other.reading == Reading::Rule {
            let same_source = rivals.source_words[n] == rivals.source_words[m];
            rule_here = rule_here.max(if share > 0.95 {
                3
            } else if share >= 0.5 {
                2
            } else {
                u64::from(share > 0.0)
            });
            if share >= 0.5 {
                rule_same = rule_same.max(1 + u64::from(same_source));
            }
            rule_cue |= u64::from(other.cue.start < c.cue.end && c.cue.start < other.cue.end);
        }
        if other.cue_number == c.cue_number {
            same += 1;
            agree += u64::from(share >= 0.8);
            agree_source += u64::from(rivals.source_words[n] == rivals.source_words[m]);
        } else if other.reading == Reading::Best {
            inside |=
                u64::from(c.cue.start < c.cue.end && theirs.binary_search(&(c.cue.start as u32)).is_ok())
                    << u32::from(other.cue_odds > c.cue_odds);
            holds |= u64::from(own.binary_search(&(other.cue.start as u32)).is_ok())
                << u32::from(other.cue_odds > c.cue_odds);
            if share > 0.3 {
                overlap = overlap.max(share);
                strongest = strongest.max(other.cue_odds - c.cue_odds);
            }
        }
    }
    t.two(same.min(6), agree.min(6));
    t.two(same.min(6), agree_source.min(6));
    t.two(inside, kind);
    t.two(holds, kind);
    t.two((overlap * 5.0) as u64, ((strongest / 2.0).clamp(-5.0, 5.0) + 10.0) as u64);
    t.three(rule_here, rule_same, kind);
    t.three(rule_here, rule_cue, kind);
    t.three(rule_same, c.reading as u64, u64::from(c.bias));
    if c.reading == Reading::Rule {
        t.two(u64::from(c.bias), u64::from(c.pattern));
        t.two(kind, u64::from(c.pattern));
    }
}

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
const MOST_SHARED: f32 = 0.5;

/// What to keep: the most probable first, dropping other readings of its cue and what overlaps it; then,
/// for each long quotation that nothing kept holds, the likeliest candidate that does.
pub fn select(story: &Story<'_>, seen: &[Seen], rivals: &Rivals<'_>, odds: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..odds.len()).filter(|&n| odds[n] >= LEAST).collect();
    order.sort_by(|&a, &b| odds[b].total_cmp(&odds[a]).then(a.cmp(&b)));
    let mut kept = Kept { numbers: Vec::new(), near: Near::new(seen.len()) };
    for n in order {
        kept.offer(rivals, n);
    }
    claim_quotations(story, seen, rivals, odds, &mut kept);
    kept.numbers.sort_by_key(|&n| (rivals.all[n].content.first().map_or(0, |r| r.start), n));
    kept.numbers
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
    let both = shared(&rivals.words[n], &rivals.words[m]);
    let smaller = rivals.words[n].len().min(rivals.words[m].len()).max(1);
    both as f32 / smaller as f32 > MOST_SHARED
}
