//! Stage two: source and content of one cue. A chain a cue; every feature of it is defined here.
//!
//! What does not depend on the cue ([`own`]) is summed once a token and side, and used for every cue.

use super::cue::bucket;
use super::seen::{EDGE, STEPS, Seen, group};
use super::{Sink, Templates};
use crate::crf::{Layout, WIDTH};
use std::ops::Range;

/// The labels of stage two.
pub mod label {
    pub const BEFORE: u8 = 0;
    pub const SOURCE: u8 = 1;
    pub const SOURCE_ON: u8 = 2;
    /// A source after content has begun.
    pub const LATER_SOURCE: u8 = 3;
    pub const CONTENT: u8 = 4;
    pub const CONTENT_ON: u8 = 5;
    /// Between two parts of a content.
    pub const GAP: u8 = 6;
    pub const AFTER: u8 = 7;
}

const fn bits(labels: &[u8]) -> u8 {
    let mut set = 0;
    let mut i = 0;
    while i < labels.len() {
        set |= 1 << labels[i];
        i += 1;
    }
    set
}

/// What may follow each label.
const FOLLOW: [u8; WIDTH] = {
    use label::*;
    [
        bits(&[BEFORE, SOURCE, CONTENT]),
        bits(&[BEFORE, SOURCE_ON, CONTENT]),
        bits(&[BEFORE, SOURCE_ON, CONTENT]),
        bits(&[LATER_SOURCE, CONTENT, GAP, AFTER]),
        bits(&[LATER_SOURCE, CONTENT_ON, GAP, AFTER]),
        bits(&[LATER_SOURCE, CONTENT_ON, GAP, AFTER]),
        bits(&[LATER_SOURCE, CONTENT, GAP]),
        bits(&[LATER_SOURCE, AFTER]),
    ]
};

/// The field of stage two, with a table of 2^`bits` rows.
pub fn layout(table_bits: u8) -> Layout {
    use label::{AFTER, CONTENT_ON, GAP, LATER_SOURCE, SOURCE_ON};
    Layout {
        labels: 8,
        classes: STEPS * 2,
        bits: table_bits,
        forbidden: FOLLOW.map(|follow| !follow),
        never_first: bits(&[SOURCE_ON, LATER_SOURCE, CONTENT_ON, GAP, AFTER]),
        never_last: bits(&[GAP]),
    }
}

/// Where a token stands to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Cue,
    Right,
}

/// The side of a token.
pub fn side(at: usize, cue: &Range<usize>) -> Side {
    if at < cue.start {
        Side::Left
    } else if at >= cue.end {
        Side::Right
    } else {
        Side::Cue
    }
}

/// The transition class of a token.
pub fn step(seen: &Seen, side: Side) -> u8 {
    seen.step + if side == Side::Right { STEPS } else { 0 }
}

/// The features of a token on one side of whatever cue; `cues` flags the tokens of likely cues.
#[inline]
pub fn own<S: Sink>(seen: &[Seen], cues: &[bool], at: usize, side: Side, sink: &mut S) {
    let w = side as u64;
    let mut t = Templates { sink, next: 1000 + w * 100 };
    let s = |d: isize| usize::try_from(at as isize + d).ok().and_then(|i| seen.get(i)).unwrap_or(&EDGE);
    let f = |d: isize| {
        usize::try_from(at as isize + d).ok().and_then(|i| cues.get(i)).map_or(0, |&f| u64::from(f))
    };
    let o = s(0);
    let (b, c, d, e) = (s(-2), s(-1), s(1), s(2));
    t.one(0);
    for k in -3..=3 {
        t.one(s(k).word.into());
    }
    t.two(c.word.into(), o.word.into());
    t.two(o.word.into(), d.word.into());
    t.two(c.word.into(), d.word.into());
    t.one(o.suffix.into());
    t.two(c.shape.into(), o.shape.into());
    t.two(o.shape.into(), d.shape.into());
    for k in -3..=3 {
        t.one(s(k).group.into());
    }
    t.two(b.group.into(), c.group.into());
    t.two(c.group.into(), o.group.into());
    t.two(o.group.into(), d.group.into());
    t.two(d.group.into(), e.group.into());
    t.three(b.group.into(), c.group.into(), o.group.into());
    t.three(c.group.into(), o.group.into(), d.group.into());
    t.three(o.group.into(), d.group.into(), e.group.into());
    t.one(o.part.into());
    t.two(c.part.into(), o.part.into());
    t.two(o.part.into(), d.part.into());
    t.three(b.part.into(), c.part.into(), o.part.into());
    t.three(c.part.into(), o.part.into(), d.part.into());
    t.three(o.part.into(), d.part.into(), e.part.into());
    t.one(o.sense.into());
    t.two(c.sense.into(), o.group.into());
    t.three(c.quote.into(), o.quote.into(), d.quote.into());
    t.two(o.quote.into(), o.group.into());
    t.three(f(-1), f(0), f(1));
    t.four(f(-2), f(-1), f(1), f(2));
    t.three(f(0), f(1), c.group.into());
    t.three(f(0), f(-1), o.group.into());
    t.two(f(1), o.part.into());
    t.two(o.cue.into(), o.group.into());
    t.two(bucket((at as u32).saturating_sub(o.sentence_start)), o.group.into());
    t.two(bucket(o.sentence_end.saturating_sub(at as u32)), o.group.into());
    t.one(o.clause.into());
    let first = seen.get(o.sentence_start as usize).unwrap_or(&EDGE);
    t.two(first.word.into(), u64::from(o.first));
    t.two(o.block.into(), o.first.into());
}

/// What all tokens of a window share: the cue and its surroundings.
pub struct CueView<'s> {
    pub seen: &'s [Seen],
    pub cue: Range<usize>,
    pub window: Range<usize>,
    head: usize,
    /// Likely cues since the start of the story, one entry a token.
    pub cues_before: &'s [u32],
}

impl<'s> CueView<'s> {
    pub fn new(seen: &'s [Seen], cues_before: &'s [u32], cue: Range<usize>, window: Range<usize>) -> Self {
        // The word that most often is a cue stands for all of it.
        let head = cue.clone().max_by_key(|&i| (seen[i].cue, i)).unwrap_or(cue.start);
        Self { seen, cue, window, head, cues_before }
    }

    fn at(&self, i: usize) -> &Seen {
        self.seen.get(i).unwrap_or(&EDGE)
    }

    /// The features of a token beside this cue.
    #[inline]
    pub fn beside<S: Sink>(&self, at: usize, sink: &mut S) {
        let o = self.at(at);
        let side = side(at, &self.cue);
        let w = side as u64;
        let mut t = Templates { sink, next: 2000 };
        let (near, far, first_edge) = match side {
            Side::Left => (self.cue.start - at, self.cue.start, at),
            Side::Cue => (0, at, at),
            Side::Right => (at + 1 - self.cue.end, at, self.cue.end - 1),
        };
        let head = self.at(self.head);
        let before = self.cue.start.checked_sub(1).map_or(&EDGE, |i| self.at(i));
        let after = self.at(self.cue.end);
        let distance = bucket(near as u32) * 4 + w;
        let (a, z) = (self.at(first_edge), self.at(far));
        let commas = bucket(z.commas.saturating_sub(a.commas)).min(5) * 4 + w;
        let marks = bucket(z.marks.saturating_sub(a.marks)).min(5) * 4 + w;
        let verbs = bucket(z.verbs.saturating_sub(a.verbs)).min(6) * 4 + w;
        let others = self.cues_between(first_edge, far) * 4 + w;
        let offset = (i64::from(o.sentence) - i64::from(head.sentence)).clamp(-3, 4) as u64;
        let lemma = u64::from(head.lemma);
        let form =
            u64::from(head.group) * 64 + u64::from(head.cue) * 4 + u64::from(self.cue.len().min(3) as u32);
        let quote = u64::from(o.quote);
        let inside = u64::from(head.quotation != u32::MAX) * 2 + u64::from(o.quotation == head.quotation);
        let adjacent = self.adjacent(o);
        t.one(distance);
        t.two(distance, o.group.into());
        t.two(distance, o.part.into());
        t.two(distance, quote);
        t.two(commas, o.group.into());
        t.two(commas, quote);
        t.two(marks, quote);
        t.two(marks, o.group.into());
        t.two(verbs, o.group.into());
        t.three(verbs, commas, quote);
        t.three(others, quote, offset);
        t.two(others, o.group.into());
        t.three(others, commas, marks);
        t.two(w, lemma);
        t.three(distance, lemma, 0);
        t.three(w, lemma, o.group.into());
        t.three(w, lemma, o.part.into());
        t.three(w, lemma, o.word.into());
        t.three(w, lemma, quote);
        t.four(w, lemma, offset, quote / 64);
        t.three(w, form, distance);
        t.three(w, form, o.group.into());
        t.three(w, form, commas);
        t.three(offset, w, o.group.into());
        t.three(offset, w, quote);
        t.three(offset, w, o.first.into());
        t.four(distance, before.group.into(), after.group.into(), 0);
        t.three(distance, before.word.into(), 1);
        t.three(distance, after.word.into(), 2);
        t.three(distance, before.part.into(), 3);
        t.three(distance, after.part.into(), 4);
        t.four(w, after.group.into(), o.group.into(), commas);
        t.four(w, before.group.into(), o.group.into(), commas);
        t.four(w, before.quote.into(), after.quote.into(), quote);
        t.four(w, before.quote.into(), after.quote.into(), offset);
        t.three(w, inside, quote);
        t.three(w, adjacent, quote);
        t.three(w, adjacent, o.group.into());
        t.three(w, adjacent, offset);
        t.three(w, head.habit.into(), quote);
        t.three(w, head.habit.into(), distance);
        let path = self.path(first_edge, far);
        t.two(w, path);
        t.three(w, path, o.group.into());
        t.three(w, path, lemma);
        t.four(
            w,
            u64::from(self.cue.start == self.at(self.cue.start).sentence_start as usize),
            commas,
            o.group.into(),
        );
        let same = offset == 0;
        let to_start = if same {
            bucket(self.cue.start as u32 - head.sentence_start.min(self.cue.start as u32))
        } else {
            15
        };
        let to_end = if same { bucket(head.sentence_end.saturating_sub(self.cue.end as u32)) } else { 15 };
        t.three(w, to_start, o.group.into());
        t.three(w, to_end, o.group.into());
        t.four(w, to_start, to_end, quote / 64);
    }

    fn cues_between(&self, a: usize, z: usize) -> u64 {
        let count = |i: usize| self.cues_before.get(i).copied().unwrap_or_default();
        u64::from(count(z).saturating_sub(count(a + 1)).min(3))
    }

    /// Whether the token's quotation touches the cue: ends right before its group, begins right after.
    fn adjacent(&self, o: &Seen) -> u64 {
        if o.quotation == u32::MAX {
            return 0;
        }
        let ends = |i: Option<usize>| i.is_some_and(|i| self.at(i).quotation == o.quotation);
        let left = (1..=6).any(|d| ends(self.cue.start.checked_sub(d)));
        let right = (0..6).any(|d| ends(Some(self.cue.end + d)));
        1 + u64::from(left) + 2 * u64::from(right)
    }

    /// The closed classes on the way from the cue, nearest first, as far as four.
    fn path(&self, a: usize, z: usize) -> u64 {
        let mut path = 0;
        let mut count = 0;
        let see = |i: usize| {
            let g = self.at(i).group;
            let tells = g <= group::THAT
                || matches!(g, group::RELATIVE | group::CONJUNCTION | group::MODAL | group::AUXILIARY);
            if tells && g != 0 {
                path = path * 64 + u64::from(g);
                count += 1;
            }
            count < 4
        };
        if z >= self.cue.end {
            let _ = (self.cue.end..z).take(24).all(see);
        } else {
            let _ = (a + 1..self.cue.start).rev().take(24).all(see);
        }
        path
    }
}
