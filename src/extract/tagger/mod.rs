//! The learned extractor: a tagger of cues, one pass a cue for source and content, and a choice among
//! candidates in two looks.
//!
//! A feature is defined in one place ([`cue`], [`argument`], [`rescore`], [`second`]), for learning and
//! running alike.

pub(crate) mod after;
pub(crate) mod argument;
pub(crate) mod candidate;
pub(crate) mod cue;
pub(crate) mod first;
mod model;
mod near;
pub(crate) mod reader;
pub(crate) mod rescore;
pub(crate) mod second;
pub(crate) mod seen;
pub(crate) mod select;
pub(crate) mod window;
pub(crate) mod words;

pub use model::Model;
pub(crate) use model::{Calibration, Choosing};

use super::{Confidence, Kind};
use crate::crf::{Sample, Table, mix};
use crate::lexicon::Lexicon;
use crate::segment::Story;
use candidate::{Candidate, Reading, RuleClaim};
use reader::{Flags, Reader};
use rescore::Rivals;

/// Takes the features of a token, one after the other.
pub trait Sink {
    /// One more feature.
    fn see(&mut self, feature: u64);
}

/// Sums the weights of features.
pub struct Weighing<'m> {
    pub table: &'m Table,
    pub sum: crate::crf::Sum,
}

impl Sink for Weighing<'_> {
    #[inline]
    fn see(&mut self, feature: u64) {
        self.table.add(feature, &mut self.sum);
    }
}

/// Collects the rows of features, to learn from.
pub struct Collecting<'s> {
    pub bits: u8,
    pub sample: &'s mut Sample,
}

impl Sink for Collecting<'_> {
    #[inline]
    fn see(&mut self, feature: u64) {
        self.sample.rows.push(crate::crf::row(feature, self.bits));
    }
}

/// Numbers the kinds of features as they come, so that no two are alike.
pub(super) struct Templates<'s, S> {
    pub sink: &'s mut S,
    pub next: u64,
}

impl<S: Sink> Templates<'_, S> {
    #[inline]
    pub fn one(&mut self, a: u64) {
        self.next += 1;
        self.sink.see(mix(self.next, a));
    }

    #[inline]
    pub fn two(&mut self, a: u64, b: u64) {
        self.one(a.wrapping_mul(0x9e37_79b1).wrapping_add(b));
    }

    #[inline]
    pub fn three(&mut self, a: u64, b: u64, c: u64) {
        self.two(a.wrapping_mul(0x9e37_79b1).wrapping_add(b), c);
    }

    #[inline]
    pub fn four(&mut self, a: u64, b: u64, c: u64, d: u64) {
        self.three(a.wrapping_mul(0x9e37_79b1).wrapping_add(b), c, d);
    }
}

/// The claims of a story as a model reads them, with what the rules read to choose from, each with how
/// sure it is; in order of their content.
pub(super) fn claims(
    story: &Story<'_>,
    lexicon: &Lexicon,
    model: &Model,
    rules: &[RuleClaim],
) -> Vec<(Candidate, Confidence)> {
    let seen = seen::read(story, lexicon, |hash| model.words.of(hash));
    let first = model.fields.first(story, &seen);
    let flags = Flags::of(seen.len(), &first.cues);
    let mut reader = Reader::new(story, &seen, &model.fields, &flags);
    let all = candidate::all(&mut reader, &first.cues, rules);
    let rivals = Rivals::new(&seen, &all);
    let Choosing { first: at_first, second, calibration } = &model.choosing;
    let odds: Vec<f32> =
        (0..all.len()).map(|n| at_first.odds(&rescore::features(&seen, &rivals, n))).collect();
    let look = second::Look { seen: &seen, roles: &first.roles, rivals: &rivals, odds: &odds };
    let odds = look.odds(second);
    let chosen = choose(story, &seen, &rivals, &odds);
    let sure = |(claim, odds): (Candidate, f32)| {
        let sure = confidence(calibration, &seen, &claim, odds);
        (claim, sure)
    };
    chosen.into_iter().map(sure).collect()
}

/// The claims to keep, each with its log odds, and the quotations that the model left out.
pub(crate) fn choose(
    story: &Story<'_>,
    seen: &[seen::Seen],
    rivals: &Rivals<'_>,
    odds: &[f32],
) -> Vec<(Candidate, f32)> {
    let kept = select::select(story, seen, rivals, odds);
    let mut claims: Vec<Candidate> = kept.iter().map(|&n| rivals.all[n].clone()).collect();
    after::complete(story, seen, &mut claims);
    let known = kept.iter().map(|&n| odds[n]).chain(std::iter::repeat(0.0));
    claims.into_iter().zip(known).collect()
}

/// How sure we may be of a claim.
pub(crate) fn confidence(
    calibration: &Calibration,
    seen: &[seen::Seen],
    claim: &Candidate,
    odds: f32,
) -> Confidence {
    match claim.reading {
        Reading::Carried => calibration.carried(),
        Reading::Best
        | Reading::WithSource
        | Reading::WithoutSource
        | Reading::MoreContent
        | Reading::LessContent
        | Reading::Rule => calibration.confidence(kind(seen, claim), odds),
    }
}

/// How much of a candidate's content stands in quotation marks.
pub(crate) fn kind(seen: &[seen::Seen], claim: &Candidate) -> Kind {
    let words = rescore::words(seen, &claim.content);
    let quoted = words.iter().filter(|&&i| seen[i as usize].quotation != u32::MAX).count();
    match quoted {
        0 => Kind::Indirect,
        _ if quoted == words.len() => Kind::Direct,
        _ => Kind::Mixed,
    }
}
