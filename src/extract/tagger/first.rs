//! What stage one makes of a story: its cues, at several biases, and what each token may be.

use super::Weighing;
use super::candidate::{odds, runs, touch};
use super::cue::{self, label as tag};
use super::seen::Seen;
use crate::crf::chain::{self, Likelihoods, Room};
use crate::crf::{Row, Table, WIDTH};
use crate::segment::{BlockKind, Story};
use std::ops::Range;

/// What stage one makes of a story.
#[derive(Debug, Clone, Default)]
pub struct First {
    /// Its cues, in order of place.
    pub cues: Vec<FoundCue>,
    /// How probable it is that each token is part of some cue, source and content; zero outside chains.
    pub roles: Vec<[f32; 3]>,
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

/// What a stage one without a second makes of a story.
pub fn first_by(story: &Story<'_>, seen: &[Seen], table: &Table) -> First {
    first(story, seen, table, &Likelihoods::of(&table.steps))
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

/// What stage one makes of a story; `steps` are those of its table.
pub fn first(story: &Story<'_>, seen: &[Seen], table: &Table, steps: &Likelihoods) -> First {
    let mut found: Vec<FoundCue> = Vec::new();
    let mut roles = vec![[0.0; 3]; seen.len()];
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
        for (roles, p) in roles[range.clone()].iter_mut().zip(&marginals) {
            *roles = [tag::CUE, tag::SOURCE, tag::CONTENT]
                .map(|label| p[usize::from(label)] + p[usize::from(label) + 1]);
        }
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
    First { cues: found, roles }
}
