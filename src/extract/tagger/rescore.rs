//! How probable a candidate is, among its rivals; every feature of that is defined here.

use super::candidate::{Candidate, Reading, touch};
use super::cue::bucket;
use super::seen::{EDGE, Seen};
use crate::crf::mix;
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
    iou_of(a, b, shared(a, b))
}

/// Shared words over all words of two lists that share so many.
pub fn iou_of(a: &[u32], b: &[u32], both: usize) -> f32 {
    let all = a.len() + b.len() - both;
    if all == 0 { 0.0 } else { both as f32 / all as f32 }
}

/// The candidates of a story with what is looked up of them again and again.
pub struct Rivals<'c> {
    pub all: &'c [Candidate],
    /// The words of each one's content.
    pub words: Vec<Vec<u32>>,
    pub source_words: Vec<Vec<u32>>,
    /// The token of each one's cue that most often is a cue.
    pub heads: Vec<usize>,
    /// From the first to the last token of each one's content.
    pub extents: Vec<Range<usize>>,
    /// The same of its content, its cue and the cue's sentence.
    reach: Vec<Range<usize>>,
}

/// How many candidates before and after are held against one; a cue has six readings at most.
///
/// Source: none; more cues than a window usually holds.
const NEIGHBOURS: usize = 60;

impl<'c> Rivals<'c> {
    pub fn new(seen: &[Seen], all: &'c [Candidate]) -> Self {
        let cue = |i: usize| seen.get(i).map_or(0, |seen| seen.cue);
        let head = |c: &Candidate| c.cue.clone().max_by_key(|&i| (cue(i), i)).unwrap_or(c.cue.start);
        let extent = |c: &Candidate| {
            c.content.first().map_or(0, |range| range.start)..c.content.last().map_or(0, |range| range.end)
        };
        Self {
            all,
            words: all.iter().map(|c| words(seen, &c.content)).collect(),
            source_words: all.iter().map(|c| words(seen, &c.source)).collect(),
            heads: all.iter().map(head).collect(),
            extents: all.iter().map(extent).collect(),
            reach: all.iter().map(|c| reach(seen, c, &extent(c))).collect(),
        }
    }

    /// Whether two have a sentence, cue or word of content in common.
    pub fn meet(&self, n: usize, m: usize) -> bool {
        touch(&self.reach[n], &self.reach[m])
    }

    /// Those that are held against candidate `n`, and itself.
    pub fn near(&self, n: usize) -> Range<usize> {
        n.saturating_sub(NEIGHBOURS)..self.all.len().min(n + NEIGHBOURS)
    }

    pub fn same_cue(&self, n: usize, m: usize) -> bool {
        self.all[n].cue_number == self.all[m].cue_number
    }

    /// How many words of content two share.
    pub fn shared(&self, n: usize, m: usize) -> usize {
        if touch(&self.extents[n], &self.extents[m]) { shared(&self.words[n], &self.words[m]) } else { 0 }
    }
}

/// From the first to the last token of a candidate's content, its cue and the cue's sentence.
fn reach(seen: &[Seen], c: &Candidate, extent: &Range<usize>) -> Range<usize> {
    let sentence = seen.get(c.cue.start).unwrap_or(&EDGE);
    let start = (sentence.sentence_start as usize).min(c.cue.start).min(extent.start);
    start..(sentence.sentence_end as usize).max(c.cue.end).max(extent.end)
}

/// A candidate whose features are computed.
struct View<'a> {
    seen: &'a [Seen],
    c: &'a Candidate,
    own: &'a [u32],
    source: &'a [u32],
    head: &'a Seen,
    extent: Range<usize>,
    /// How much of its content is quoted: nothing, some, all.
    kind: u64,
}

/// The features of candidate `n`.
pub fn features(seen: &[Seen], rivals: &Rivals<'_>, n: usize) -> Features {
    let own = &rivals.words[n];
    let quoted = own.iter().filter(|&&i| seen.get(i as usize).unwrap_or(&EDGE).quotation != u32::MAX).count();
    let kind = match quoted {
        0 => 0,
        _ if quoted == own.len() => 2,
        _ => 1,
    };
    let view = View {
        seen,
        c: &rivals.all[n],
        own,
        source: &rivals.source_words[n],
        head: seen.get(rivals.heads[n]).unwrap_or(&EDGE),
        extent: rivals.extents[n].clone(),
        kind,
    };
    let mut t = Collect { out: Vec::with_capacity(120), next: 0 };
    view.reading(&mut t);
    view.source(&mut t);
    view.cue(&mut t);
    view.edges(&mut t);
    view.places(&mut t);
    rivalry(&mut t, rivals, n, kind);
    t.out
}

impl View<'_> {
    fn at(&self, i: usize) -> &Seen {
        self.seen.get(i).unwrap_or(&EDGE)
    }

    fn before(&self, i: usize) -> &Seen {
        i.checked_sub(1).map_or(&EDGE, |i| self.at(i))
    }

    /// How it was read, how sure stage two was, how long it is.
    fn reading(&self, t: &mut Collect) {
        let (c, kind) = (self.c, self.kind);
        let (reading, bias) = (c.reading as u64, u64::from(c.bias));
        t.one(0);
        for odds in c.content_odds.iter().chain(&c.source_odds).chain([&c.cue_odds]) {
            t.number(*odds, kind);
        }
        t.number(-c.behind / 2.0, kind);
        t.number(-c.behind / (1.0 + self.own.len() as f32) * 10.0, kind);
        t.two(reading, bias);
        t.two(reading, kind);
        t.three(reading, bias, kind);
        t.two(kind, u64::from(c.cue.is_empty()));
        let length = bucket(self.own.len() as u32);
        t.two(length, kind);
        t.two(length, reading);
        t.two(c.content.len().min(4) as u64, kind);
        t.two(c.source.len().min(3) as u64, kind);
        t.two(self.source.len().min(8) as u64, kind);
    }

    /// What the source is, and where.
    fn source(&self, t: &mut Collect) {
        let (Some(&first), Some(&last)) = (self.source.first(), self.source.last()) else {
            t.next += 6; // the kinds of features that only a source has
            t.two(u64::from(self.head.lemma), 0);
            return;
        };
        let (first, last, cue) = (first as usize, last as usize, &self.c.cue);
        let side = u64::from(first < cue.start);
        let distance = if side == 1 { cue.start - last.min(cue.start) } else { first - cue.end.min(first) };
        t.two(u64::from(self.at(first).group), side);
        t.two(u64::from(self.at(last).group), side);
        t.two(u64::from(self.at(last).part), side);
        t.three(u64::from(self.before(first).group), u64::from(self.at(last + 1).group), side);
        t.two(bucket(distance as u32), side);
        t.two(u64::from(self.at(last).word), side);
        t.two(u64::from(self.head.lemma), 1 + side);
    }

    /// What the cue is, and what stands beside it.
    fn cue(&self, t: &mut Collect) {
        let (cue, head, kind) = (&self.c.cue, self.head, self.kind);
        t.two(u64::from(head.lemma), kind);
        t.two(u64::from(head.lemma), 7);
        t.two(u64::from(head.cue), kind);
        t.two(u64::from(head.habit), kind);
        t.two(u64::from(head.group), kind);
        t.two(u64::from(head.part), u64::from(head.sense));
        t.two(cue.len().min(5) as u64, kind);
        let (before, after) = (self.before(cue.start), self.at(cue.end));
        t.two(u64::from(before.group), u64::from(after.group));
        t.two(u64::from(before.part), u64::from(head.group));
        t.two(u64::from(after.part), u64::from(head.group));
        t.two(u64::from(after.word), u64::from(head.lemma));
    }

    /// What stands at the edges of the content.
    fn edges(&self, t: &mut Collect) {
        let (head, kind) = (self.head, self.kind);
        let Range { start, end } = self.extent;
        let (before, first, last, after) =
            (self.before(start), self.at(start), self.at(end.saturating_sub(1)), self.at(end));
        t.two(u64::from(first.word), kind);
        t.two(u64::from(last.word), kind);
        t.two(u64::from(first.group), u64::from(before.group));
        t.two(u64::from(last.group), u64::from(after.group));
        t.two(u64::from(after.word), kind);
        t.two(u64::from(first.part), u64::from(head.lemma));
        t.two(u64::from(first.group), u64::from(head.group));
    }

    /// Where the content lies: from the cue, over sentences, in the story.
    fn places(&self, t: &mut Collect) {
        let (cue, head, kind) = (&self.c.cue, self.head, self.kind);
        let Range { start, end } = self.extent;
        let (first, last) = (self.at(start), self.at(end.saturating_sub(1)));
        let place = u64::from(start < cue.start) + 2 * u64::from(end > cue.end);
        t.two(place, kind);
        t.two(place, u64::from(head.lemma));
        t.three(place, u64::from(head.group), kind);
        t.two(u64::from(last.sentence.saturating_sub(first.sentence).min(4)), kind);
        let away = (i64::from(first.sentence) - i64::from(head.sentence)).clamp(-3, 3) as u64;
        t.two(away, kind);
        let gap = if start >= cue.end { start - cue.end } else { cue.start.saturating_sub(end) };
        t.two(bucket(gap as u32), place);
        t.two(u64::from(head.quotation != u32::MAX), kind);
        t.two(u64::from(first.block), u64::from(head.group));
    }
}

/// What the other candidates say of this one.
fn rivalry(t: &mut Collect, rivals: &Rivals<'_>, n: usize, kind: u64) {
    let c = &rivals.all[n];
    let own = &rivals.words[n];
    let holds_cue = |words: &[u32], cue: &Range<usize>| words.binary_search(&(cue.start as u32)).is_ok();
    let (mut same, mut agree, mut agree_source) = (0_u64, 0_u64, 0_u64);
    let (mut inside, mut holds) = (0_u64, 0_u64);
    let (mut strongest, mut overlap) = (-20.0_f32, 0.0_f32);
    let (mut rule_here, mut rule_same, mut rule_cue) = (0_u64, 0_u64, 0_u64);
    for (m, other) in rivals.near(n).zip(&rivals.all[rivals.near(n)]) {
        if m == n {
            rule_same = rule_same.max(u64::from(c.reading == Reading::Rule) * 3);
            continue;
        }
        let theirs = &rivals.words[m];
        let share = iou_of(own, theirs, rivals.shared(n, m));
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
            let surer = u32::from(other.cue_odds > c.cue_odds);
            inside |= u64::from(!c.cue.is_empty() && holds_cue(theirs, &c.cue)) << surer;
            holds |= u64::from(holds_cue(own, &other.cue)) << surer;
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
