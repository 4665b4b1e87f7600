//! Reads the source and content of a cue, in several ways.

use super::argument::{self, CueView, Side, label as arg};
use super::candidate::{Candidate, Fields, Reading, RuleClaim, odds, runs};
use super::first::FoundCue;
use super::seen::Seen;
use super::{Weighing, window};
use crate::crf::chain::{self, Room};
use crate::crf::{Row, Sum, WIDTH};
use crate::segment::Story;
use std::ops::Range;

/// Reads the arguments of cues in one story.
pub struct Reader<'a> {
    pub story: &'a Story<'a>,
    pub seen: &'a [Seen],
    fields: &'a Fields,
    flags: &'a Flags,
    /// Sums of what does not depend on the cue, left and right, each with its token plus one; a token's
    /// place is its number modulo [`OWN`].
    own: [Vec<(usize, Sum)>; 2],
    room: Room,
    scores: Vec<Row>,
    classes: Vec<u8>,
    labels: Vec<u8>,
    marginals: Vec<Row>,
}

/// How many sums are kept; more than a window has tokens.
const OWN: usize = 1024;

/// Which tokens likely cues have, and how many such cues begin before each token.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    pub tokens: Vec<bool>,
    pub begun: Vec<u32>,
}

impl Flags {
    /// Of the cues that stage one finds without being drawn to them.
    pub fn of(tokens: usize, cues: &[FoundCue]) -> Self {
        let mut flags = Self { tokens: vec![false; tokens], begun: vec![0; tokens + 2] };
        for cue in cues.iter().filter(|cue| cue.bias == 0) {
            flags.tokens[cue.tokens.clone()].fill(true);
            flags.begun[cue.tokens.start + 1] += 1;
        }
        for i in 1..flags.begun.len() {
            flags.begun[i] += flags.begun[i - 1];
        }
        flags
    }
}

/// The readings of a cue.
pub const READINGS: [Reading; 5] =
    [Reading::Best, Reading::WithSource, Reading::WithoutSource, Reading::MoreContent, Reading::LessContent];

/// How much content is favoured or disfavoured in two of the readings, in log space.
///
/// Source: a judgement; other values were not tried.
const CONTENT_BIAS: f32 = 1.2;

const SOURCES: [usize; 3] = [arg::SOURCE as usize, arg::SOURCE_ON as usize, arg::LATER_SOURCE as usize];
const CONTENTS: [usize; 2] = [arg::CONTENT as usize, arg::CONTENT_ON as usize];

impl<'a> Reader<'a> {
    pub fn new(story: &'a Story<'a>, seen: &'a [Seen], fields: &'a Fields, flags: &'a Flags) -> Self {
        Self {
            story,
            seen,
            fields,
            flags,
            own: [vec![(0, [0; WIDTH]); OWN], vec![(0, [0; WIDTH]); OWN]],
            room: Room::default(),
            scores: Vec::new(),
            classes: Vec::new(),
            labels: Vec::new(),
            marginals: Vec::new(),
        }
    }

    fn own(&mut self, at: usize, side: Side) -> Sum {
        let make = || {
            let mut weighing = Weighing { table: &self.fields.arguments, sum: [0; WIDTH] };
            argument::own(self.seen, &self.flags.tokens, at, side, &mut weighing);
            weighing.sum
        };
        let made = match side {
            Side::Left => &mut self.own[0][at % OWN],
            Side::Right => &mut self.own[1][at % OWN],
            Side::Cue => return make(),
        };
        if made.0 != at + 1 {
            *made = (at + 1, make());
        }
        made.1
    }

    fn score(&mut self, view: &CueView<'_>) {
        self.scores.clear();
        self.classes.clear();
        for at in view.window.clone() {
            let side = argument::side(at, &view.cue);
            let sum = self.own(at, side);
            let mut weighing = Weighing { table: &self.fields.arguments, sum };
            view.beside(at, &mut weighing);
            self.scores.push(self.fields.arguments.scaled(&weighing.sum));
            self.classes.push(argument::step(&self.seen[at], side));
        }
    }

    /// Appends the readings of a cue that have content, no two alike, and what the rules read there.
    pub fn read(&mut self, found: &FoundCue, number: u32, rules: &[&RuleClaim], out: &mut Vec<Candidate>) {
        if found.tokens.is_empty() {
            out.extend(rules.iter().map(|claim| Candidate::by_rule(found, number, claim)));
            return;
        }
        let window = window::around(self.story, &found.tokens);
        let view = CueView::new(self.seen, &self.flags.begun, found.tokens.clone(), window.clone());
        self.score(&view);
        let mut marginals = std::mem::take(&mut self.marginals);
        let steps = &self.fields.argument_steps;
        chain::marginals(&self.scores, &self.classes, steps, &mut self.room, &mut marginals);
        let readings = if found.bias == 4 { &READINGS[..1] } else { &READINGS };
        let from = out.len();
        for &reading in readings {
            if !self.label(reading, &marginals) {
                continue;
            }
            let shift = |range: Range<usize>| window.start + range.start..window.start + range.end;
            let content: Vec<_> =
                runs(&self.labels, arg::CONTENT, arg::CONTENT_ON).into_iter().map(shift).collect();
            let mut source: Vec<_> =
                runs(&self.labels, arg::SOURCE, arg::SOURCE_ON).into_iter().map(shift).collect();
            source.extend(later_sources(&self.labels).into_iter().map(shift));
            if content.is_empty() || out[from..].iter().any(|c| c.content == content && c.source == source) {
                continue;
            }
            out.push(Candidate {
                content_odds: content_odds(&marginals, &content, window.start),
                source_odds: source_odds(&marginals, &source, window.start),
                behind: self.behind(&marginals),
                cue: found.tokens.clone(),
                source,
                content,
                window: window.clone(),
                bias: found.bias,
                reading,
                cue_number: number,
                cue_odds: found.odds,
                pattern: 0,
            });
        }
        for claim in rules {
            let mut candidate = Candidate::by_rule(found, number, claim);
            candidate.judge(&marginals, &window);
            out.push(candidate);
        }
        self.marginals = marginals;
    }

    /// The mean of how improbable the labels are.
    fn behind(&self, marginals: &[Row]) -> f32 {
        let sum: f32 = marginals
            .iter()
            .zip(&self.labels)
            .map(|(p, &l)| crate::crf::ln(p[usize::from(l)].max(1e-4)))
            .sum();
        -sum
    }

    /// Labels the window by a reading; says whether there is such a reading.
    fn label(&mut self, reading: Reading, marginals: &[Row]) -> bool {
        let steps = &self.fields.arguments.steps;
        let changed: Vec<Row>;
        let scores = match reading {
            Reading::Best => &self.scores,
            Reading::WithSource => {
                if self.labels.iter().any(|&l| SOURCES.contains(&usize::from(l))) {
                    return false;
                }
                let likely = |p: &Row| SOURCES.iter().map(|&l| p[l]).sum::<f32>();
                let Some((at, _)) = marginals
                    .iter()
                    .enumerate()
                    .map(|(i, p)| (i, likely(p)))
                    .max_by(|a, b| a.1.total_cmp(&b.1))
                else {
                    return false;
                };
                let mut new = self.scores.clone();
                for label in SOURCES {
                    new[at][label] += 20.0;
                }
                changed = new;
                &changed
            }
            Reading::WithoutSource => {
                if !self.labels.iter().any(|&l| SOURCES.contains(&usize::from(l))) {
                    return false;
                }
                changed = biased(&self.scores, &SOURCES, -20.0);
                &changed
            }
            Reading::MoreContent => {
                changed = biased(&self.scores, &CONTENTS, CONTENT_BIAS);
                &changed
            }
            Reading::LessContent => {
                changed = biased(&self.scores, &CONTENTS, -CONTENT_BIAS);
                &changed
            }
            Reading::Rule | Reading::Carried => return false,
        };
        let mut labels = std::mem::take(&mut self.labels);
        chain::best(scores, &self.classes, steps, &mut self.room, &mut labels);
        self.labels = labels;
        true
    }
}

impl Candidate {
    fn by_rule(found: &FoundCue, number: u32, claim: &RuleClaim) -> Self {
        let start = claim.content.first().map_or(0, |r| r.start);
        Self {
            cue: claim.cue.clone(),
            source: claim.source.clone(),
            content: claim.content.clone(),
            window: start..claim.content.last().map_or(0, |r| r.end),
            bias: found.bias,
            reading: Reading::Rule,
            cue_number: number,
            cue_odds: found.odds,
            content_odds: [0.0; 4],
            source_odds: [0.0; 2],
            behind: 0.0,
            pattern: claim.pattern,
        }
    }

    /// Sets the odds from the marginals of a window.
    fn judge(&mut self, marginals: &[Row], window: &Range<usize>) {
        let within = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
            let cut = |r: &Range<usize>| r.start.max(window.start)..r.end.min(window.end);
            ranges.iter().map(cut).filter(|r| !r.is_empty()).collect()
        };
        let (content, source) = (within(&self.content), within(&self.source));
        if !content.is_empty() {
            self.content_odds = content_odds(marginals, &content, window.start);
        }
        self.source_odds = source_odds(marginals, &source, window.start);
        self.window = window.clone();
    }
}

/// The runs of sources after content has begun, which have no label of their own for a beginning.
fn later_sources(labels: &[u8]) -> Vec<Range<usize>> {
    runs(labels, arg::LATER_SOURCE, arg::LATER_SOURCE)
}

fn biased(scores: &[Row], labels: &[usize], bias: f32) -> Vec<Row> {
    let mut new = scores.to_vec();
    for score in &mut new {
        for &label in labels {
            score[label] += bias;
        }
    }
    new
}

fn content_odds(marginals: &[Row], content: &[Range<usize>], start: usize) -> [f32; 4] {
    let p = |at: usize| {
        let row = marginals[at - start];
        odds(CONTENTS.iter().map(|&l| row[l]).sum())
    };
    let all = || content.iter().flat_map(Clone::clone);
    let count = all().count().max(1) as f32;
    let mean = all().map(p).sum::<f32>() / count;
    let least = all().map(p).fold(f32::MAX, f32::min);
    let first = content.first().map_or(0.0, |r| odds(marginals[r.start - start][usize::from(arg::CONTENT)]));
    let last = content.last().map_or(0.0, |r| {
        marginals.get(r.end - start).map_or(0.0, |row| -odds(CONTENTS.iter().map(|&l| row[l]).sum()))
    });
    [mean, least, first, last]
}

fn source_odds(marginals: &[Row], source: &[Range<usize>], start: usize) -> [f32; 2] {
    let p = |at: usize| {
        let row = marginals[at - start];
        odds(SOURCES.iter().map(|&l| row[l]).sum())
    };
    let all = || source.iter().flat_map(Clone::clone);
    if source.is_empty() {
        let most = (start..start + marginals.len()).map(p).fold(f32::MIN, f32::max);
        return [-most, -most];
    }
    let count = all().count().max(1) as f32;
    [all().map(p).sum::<f32>() / count, all().map(p).fold(f32::MAX, f32::min)]
}
