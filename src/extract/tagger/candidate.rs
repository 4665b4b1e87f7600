//! Claims as they may be: cues at several biases, for each the best source and content, and other readings.

use super::argument::{self, CueView, Side, label as arg};
use super::cue::{self, label as tag};
use super::seen::{Seen, group};
use super::{Weighing, window};
use crate::crf::chain::{self, Likelihoods, Room};
use crate::crf::{Row, Sum, Table, WIDTH};
use crate::segment::{BlockKind, Story};
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

/// The two fields with what is made of them once.
#[derive(Debug)]
pub struct Fields {
    /// Stage one.
    pub cues: Table,
    /// Stage two.
    pub arguments: Table,
    cue_steps: Likelihoods,
    argument_steps: Likelihoods,
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

    /// The cues of a story; see [`cues`].
    pub fn cues(&self, story: &Story<'_>, seen: &[Seen]) -> Vec<FoundCue> {
        cues(story, seen, &self.cues, &self.cue_steps)
    }
}

/// A cue as stage one finds it.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundCue {
    pub tokens: Range<usize>,
    pub bias: u8,
    pub odds: f32,
}

/// Whether claims are looked for in a block.
pub fn tells(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Headline | BlockKind::Subhead)
}

/// A cue with lower log odds is not read at all.
///
/// Source: counted once on 84 annotated stories: one such cue in a hundred and fifty came to a claim,
/// and they were a sixth of the work.
const LEAST_CUE: f32 = -2.5;

/// How much the tagger is drawn to cues, in turn; later rounds only add what does not overlap.
///
/// Source: a judgement; other values were not tried.
pub const BIASES: [f32; 3] = [0.0, 1.0, 2.0];

/// The cues of a story by a stage one without a second; see [`cues`].
pub fn cues_by(story: &Story<'_>, seen: &[Seen], table: &Table) -> Vec<FoundCue> {
    cues(story, seen, table, &Likelihoods::of(&table.steps))
}

/// How long a chain of stage one may be; a longer block is cut between sentences. Unit: tokens.
///
/// Source: none; far above any paragraph, and a bound on what a file without line breaks costs.
const CHAIN: usize = 2000;

/// The stretches of a story that stage one reads: its blocks, the longest of them in parts.
pub fn chains(story: &Story<'_>) -> Vec<Range<usize>> {
    let mut chains: Vec<Range<usize>> = Vec::new();
    for block in story.blocks.iter().filter(|block| tells(block.kind)) {
        let mut start = block.tokens.start as usize;
        for sentence in block.sentences.clone() {
            let tokens = &story.sentences[sentence as usize].tokens;
            if tokens.end as usize - start > CHAIN && tokens.start as usize > start {
                chains.push(start..tokens.start as usize);
                start = tokens.start as usize;
            }
        }
        if start < block.tokens.end as usize {
            chains.push(start..block.tokens.end as usize);
        }
    }
    chains
}

/// The cues of a story by stage one, in order of place, with the round in which each was found.
fn cues(story: &Story<'_>, seen: &[Seen], table: &Table, steps: &Likelihoods) -> Vec<FoundCue> {
    let mut found: Vec<FoundCue> = Vec::new();
    let mut room = Room::default();
    let (mut scores, mut classes, mut labels, mut marginals) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for range in chains(story) {
        scores.clear();
        classes.clear();
        for at in range.clone() {
            let mut weighing = Weighing { table, sum: [0; WIDTH] };
            cue::features(seen, &range, at, &mut weighing);
            scores.push(table.scaled(&weighing.sum));
            classes.push(seen[at].step);
        }
        chain::marginals(&scores, &classes, steps, &mut room, &mut marginals);
        let from = found.len();
        let mut last = 0.0;
        for (round, &bias) in BIASES.iter().enumerate() {
            for score in &mut scores {
                score[usize::from(tag::CUE)] += bias - last;
                score[usize::from(tag::CUE_ON)] += (bias - last) * 0.5;
            }
            last = bias;
            chain::best(&scores, &classes, &table.steps, &mut room, &mut labels);
            let before = found.len();
            for run in runs(&labels, tag::CUE, tag::CUE_ON) {
                let tokens = range.start + run.start..range.start + run.end;
                if found[from..before].iter().any(|f| touch(&f.tokens, &tokens)) {
                    continue;
                }
                let likely = |p: &Row| odds(p[usize::from(tag::CUE)] + p[usize::from(tag::CUE_ON)]);
                let odds = marginals[run].iter().map(likely).fold(f32::MIN, f32::max);
                if odds < LEAST_CUE {
                    continue;
                }
                found.push(FoundCue { tokens, bias: round as u8, odds });
            }
        }
        found[from..].sort_by_key(|cue| cue.tokens.start);
    }
    found
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
fn runs(labels: &[u8], begin: u8, on: u8) -> Vec<Range<usize>> {
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
const READINGS: [Reading; 5] =
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
    fn read(&mut self, found: &FoundCue, number: u32, rules: &[&RuleClaim], out: &mut Vec<Candidate>) {
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
