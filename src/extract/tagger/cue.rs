//! Stage one: which words are cues. A chain a block; every feature of it is defined here.

use super::seen::{EDGE, STEPS, Seen};
use super::{Sink, Templates};
use crate::crf::{Layout, WIDTH};
use std::ops::Range;

/// The labels of stage one.
pub mod label {
    pub const OTHER: u8 = 0;
    pub const CUE: u8 = 1;
    pub const CUE_ON: u8 = 2;
    pub const SOURCE: u8 = 3;
    pub const SOURCE_ON: u8 = 4;
    pub const CONTENT: u8 = 5;
    pub const CONTENT_ON: u8 = 6;
}

/// The field of stage one, with a table of 2^`bits` rows.
pub fn layout(bits: u8) -> Layout {
    let mut forbidden = [0; WIDTH];
    for (from, steps) in forbidden.iter_mut().enumerate() {
        for on in [label::CUE_ON, label::SOURCE_ON, label::CONTENT_ON] {
            if from != usize::from(on) && from + 1 != usize::from(on) {
                *steps |= 1 << on;
            }
        }
    }
    let on = 1 << label::CUE_ON | 1 << label::SOURCE_ON | 1 << label::CONTENT_ON;
    Layout { labels: 7, classes: STEPS, bits, forbidden, never_first: on, never_last: 0 }
}

/// A label as it is at the start of a chain: nothing goes on there.
pub fn at_start(gold: u8, start: bool) -> u8 {
    match gold {
        label::CUE_ON | label::SOURCE_ON | label::CONTENT_ON if start => gold - 1,
        _ => gold,
    }
}

/// A distance in a few steps.
pub(super) fn bucket(n: u32) -> u64 {
    match n {
        0..=4 => u64::from(n),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

/// The features of the token at `at` of a chain over `range`.
#[inline]
pub fn features<S: Sink>(seen: &[Seen], range: &Range<usize>, at: usize, sink: &mut S) {
    let mut t = Templates { sink, next: 0 };
    let s = |d: isize| {
        let i = at as isize + d;
        if i >= range.start as isize && i < range.end as isize { &seen[i as usize] } else { &EDGE }
    };
    let o = s(0);
    let (b, c, d, e) = (s(-2), s(-1), s(1), s(2));
    t.one(0);
    for k in -4..=4 {
        t.one(s(k).word.into());
    }
    t.two(b.word.into(), c.word.into());
    t.two(c.word.into(), o.word.into());
    t.two(o.word.into(), d.word.into());
    t.two(d.word.into(), e.word.into());
    t.two(c.word.into(), d.word.into());
    t.one(o.lemma.into());
    t.one(o.suffix.into());
    t.one((o.suffix & 0xffff).into());
    t.two(c.suffix.into(), o.suffix.into());
    t.two(o.suffix.into(), d.suffix.into());
    t.three(c.shape.into(), o.shape.into(), d.shape.into());
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
    for k in -2..=2 {
        t.one(s(k).part.into());
    }
    t.two(c.part.into(), o.part.into());
    t.two(o.part.into(), d.part.into());
    t.three(b.part.into(), c.part.into(), o.part.into());
    t.three(c.part.into(), o.part.into(), d.part.into());
    t.three(o.part.into(), d.part.into(), e.part.into());
    t.four(b.part.into(), c.part.into(), d.part.into(), e.part.into());
    t.one(o.sense.into());
    t.two(c.sense.into(), o.part.into());
    t.two(o.part.into(), d.sense.into());
    t.two(o.sense.into(), d.group.into());
    t.two(o.sense.into(), c.group.into());
    t.three(c.quote.into(), o.quote.into(), d.quote.into());
    t.two(o.quote.into(), o.group.into());
    t.two(o.quote.into(), o.lemma.into());
    t.two(c.quote.into(), o.cue.into());
    t.two(d.quote.into(), o.cue.into());
    t.one(o.cue.into());
    t.two(o.cue.into(), o.habit.into());
    t.three(c.cue.into(), o.cue.into(), d.cue.into());
    t.two(o.cue.into(), d.group.into());
    t.two(o.cue.into(), c.group.into());
    t.two(o.cue.into(), d.part.into());
    t.two(o.cue.into(), c.part.into());
    let start = bucket((at as u32).saturating_sub(o.sentence_start));
    let end = bucket(o.sentence_end.saturating_sub(at as u32));
    t.two(start, o.group.into());
    t.two(end, o.group.into());
    t.two(start, o.cue.into());
    t.two(end, o.cue.into());
    let near = |i: u32| seen.get(i as usize);
    let left = near(o.cue_left).map_or(0, |l| {
        u64::from(l.lemma) << 8 | bucket(o.commas - l.commas) << 4 | u64::from(o.marks != l.marks)
    });
    let right = near(o.cue_right).map_or(0, |r| {
        u64::from(r.lemma) << 8 | bucket(r.commas - o.commas) << 4 | u64::from(o.marks != r.marks)
    });
    t.one(left);
    t.one(right);
    t.two(left & 0xff, o.group.into());
    t.two(right & 0xff, o.group.into());
    t.two(bucket((at as u32).wrapping_sub(o.cue_left)), o.group.into());
    t.two(bucket(o.cue_right.wrapping_sub(at as u32)), o.group.into());
    let first = seen.get(o.sentence_start as usize).unwrap_or(&EDGE);
    t.two(first.word.into(), o.group.into());
    t.two(first.word.into(), o.cue.into());
    t.one(o.clause.into());
    t.two(o.clause.into(), o.group.into());
    t.two(o.block.into(), o.group.into());
    t.two(u64::from(at == range.start), o.group.into());
}
