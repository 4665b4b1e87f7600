//! Claims as they may be: of the cues found, of short tails after quotations, of the rules.

use super::first::{First, FoundCue, first};
use super::reader::{READINGS, Reader};
use super::seen::{Seen, group};
use crate::crf::Table;
use crate::crf::chain::Likelihoods;
use crate::segment::Story;
use std::ops::Range;

/// How a candidate was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Best,
    WithSource,
    WithoutSource,
    MoreContent,
    LessContent,
    /// As the rules read it.
    Rule,
    /// A quotation of its own after an attributed one.
    Carried,
}

/// A claim as it may be, in tokens.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub cue: Range<usize>,
    pub source: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
    pub window: Range<usize>,
    /// At which bias its cue was found first.
    pub bias: u8,
    pub reading: Reading,
    /// Which cue of the story it belongs to.
    pub cue_number: u32,
    /// Log odds of the cue.
    pub cue_odds: f32,
    /// Mean, least, and at the ends: log odds of content.
    pub content_odds: [f32; 4],
    /// The same of source.
    pub source_odds: [f32; 2],
    /// How much less likely than the best reading of the cue, in log space.
    pub behind: f32,
    /// Which rule read it.
    pub pattern: u8,
}

/// The pattern of rules that reads lists of quotations signed alike.
pub const LISTED: u8 = 13;

impl Candidate {
    /// Whether it stands on a list of quotations signed alike.
    pub fn is_listed(&self) -> bool {
        self.reading == Reading::Rule && self.pattern == LISTED
    }
}

/// The two fields with what is made of them once.
#[derive(Debug)]
pub struct Fields {
    /// Stage one.
    pub cues: Table,
    /// Stage two.
    pub arguments: Table,
    cue_steps: Likelihoods,
    pub(super) argument_steps: Likelihoods,
}

impl Fields {
    /// Of two trained tables.
    pub fn new(cues: Table, arguments: Table) -> Self {
        Self {
            cue_steps: Likelihoods::of(&cues.steps),
            argument_steps: Likelihoods::of(&arguments.steps),
            cues,
            arguments,
        }
    }

    /// What stage one makes of a story.
    pub fn first(&self, story: &Story<'_>, seen: &[Seen]) -> First {
        first(story, seen, &self.cues, &self.cue_steps)
    }
}

/// Whether two ranges share a token.
pub fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The log odds of a probability, within what `f32` tells apart.
pub fn odds(p: f32) -> f32 {
    let p = p.clamp(1e-5, 1.0 - 1e-5);
    crate::crf::ln(p / (1.0 - p))
}

/// The runs of `begin` and the `on` that follow it.
pub fn runs(labels: &[u8], begin: u8, on: u8) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        match found.last_mut() {
            Some(last) if label == on && last.end == i => last.end = i + 1,
            _ if label == begin => found.push(i..i + 1),
            _ => {}
        }
    }
    found
}

/// A claim as the rules read it, in tokens.
#[derive(Debug, Clone)]
pub struct RuleClaim {
    pub cue: Range<usize>,
    pub source: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
    pub pattern: u8,
}

impl RuleClaim {
    /// The first token of its cue, or of its content where it has none.
    fn place(&self) -> usize {
        if self.cue.is_empty() { self.content.first().map_or(0, |range| range.start) } else { self.cue.start }
    }
}

/// `"…," Name barked.`: the verb of a short tail after a quotation that ends in a comma, question or
/// exclamation mark, where no cue was found.
fn tails(story: &Story<'_>, seen: &[Seen], cues: &[FoundCue]) -> Vec<FoundCue> {
    let mut taken = vec![false; seen.len()];
    cues.iter().for_each(|cue| taken[cue.tokens.clone()].fill(true));
    let mut tails = Vec::new();
    for quotation in story.quotations.iter().filter(|q| q.depth == 0 && q.closed) {
        let end = quotation.tokens.end as usize;
        let Some(first) = seen.get(end).filter(|s| s.quotation == u32::MAX && !s.first) else { continue };
        let inside = end.checked_sub(2).map_or("", |i| story.word(i));
        if !matches!(inside, "," | "?" | "!" | "--" | "—") && story.word(end) != "," {
            continue;
        }
        let stop = (end..(first.sentence_end as usize).min(end + 9)).find(|&i| seen[i].point && i > end);
        let tail = end..stop.unwrap_or((first.sentence_end as usize).min(end + 9));
        if taken[tail.clone()].iter().any(|&taken| taken) {
            continue;
        }
        let verb = tail.clone().find(|&i| {
            matches!(seen[i].group, group::CUE_PAST | group::CUE_THIRD)
                || matches!(seen[i].part, 6..=8) && story.tokens[i].shape == crate::segment::Shape::Lower
        });
        let verb = verb.or_else(|| {
            tail.clone()
                .find(|&i| seen[i].part == 42 && story.tokens[i].shape == crate::segment::Shape::Lower)
        });
        tails.extend(verb.map(|i| FoundCue { tokens: i..i + 1, bias: 5, odds: -6.0 }));
    }
    tails
}

/// All candidates of a story, in order of their cues: of the cues found, of short tails, of the rules.
pub fn all(reader: &mut Reader<'_>, found: &[FoundCue], rules: &[RuleClaim]) -> Vec<Candidate> {
    let mut cues: Vec<FoundCue> = found.to_vec();
    cues.extend(tails(reader.story, reader.seen, found));
    let mut taken = vec![false; reader.seen.len()];
    cues.iter().for_each(|cue| taken[cue.tokens.clone()].fill(true));
    for claim in rules {
        if !taken[claim.cue.clone()].iter().any(|&taken| taken) {
            taken[claim.cue.clone()].fill(true);
            let place = claim.place();
            let tokens = if claim.cue.is_empty() { place..place } else { claim.cue.clone() };
            cues.push(FoundCue { tokens, bias: 4, odds: RULE_ODDS });
        }
    }
    cues.sort_by_key(|cue| (cue.tokens.start, cue.tokens.end));
    let mut order: Vec<usize> = (0..rules.len()).collect();
    order.sort_by_key(|&n| rules[n].place());
    let (mut out, mut next) = (Vec::new(), 0);
    for (number, cue) in cues.iter().enumerate() {
        let own = |claim: &RuleClaim| {
            if cue.tokens.is_empty() || claim.cue.is_empty() {
                cue.tokens.is_empty() && claim.cue.is_empty() && claim.place() == cue.tokens.start
            } else {
                touch(&claim.cue, &cue.tokens)
            }
        };
        while next < order.len() && rules[order[next]].place() + 12 < cue.tokens.start {
            next += 1;
        }
        let near = order[next..]
            .iter()
            .map(|&n| &rules[n])
            .take_while(|claim| claim.place() < cue.tokens.end.max(cue.tokens.start + 1));
        let own: Vec<&RuleClaim> = near.filter(|claim| own(claim)).collect();
        reader.read(cue, number as u32, &own, &mut out);
    }
    out
}

/// The odds of a cue that only the rules found.
///
/// Source: none; the re-scorer learns what such a cue is worth.
const RULE_ODDS: f32 = -8.0;

/// Candidates of no story, for telling one set of features from another.
pub fn made_up() -> Vec<Candidate> {
    let one = |n: usize| Candidate {
        cue: 9..11,
        source: if n == 0 { Vec::new() } else { std::iter::once(6..8 + n % 2).collect() },
        content: vec![12..16 + n, 19..21],
        window: 0..24,
        bias: n as u8,
        reading: READINGS[n % READINGS.len()],
        pattern: 0,
        cue_number: n as u32 / 2,
        cue_odds: n as f32 - 1.0,
        content_odds: [1.0, -1.0, n as f32, 0.5],
        source_odds: [2.0, n as f32],
        behind: n as f32,
    };
    let mut all: Vec<Candidate> = (0..4).map(one).collect();
    all[3].reading = Reading::Rule;
    all
}
