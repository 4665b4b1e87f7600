//! How far predicted claims are what people marked.
//!
//! All comparisons are made on sets of word tokens, so that quotation marks, punctuation and white
//! space at the edges of a span never matter.
//!
//! | measure | what is counted |
//! |---|---|
//! | exact | contents with the very same words |
//! | relaxed | contents matched one to one, best first, that share half the words of either (IoU ≥ 0.5) |
//! | words | words covered by any content |
//! | source | over relaxed matches whose gold claim names a source: the same words but for determiners (exact), a head noun or last name in common (relaxed) |
//! | claim | content and source both relaxed; both without a source counts as agreeing |
//! | cue | cues matched one to one that share a word |
//! | spans | every stretch of a source, cue or content on its own, the very same words |
//! | passages | what stands between quotation marks, five words or more: covered, and with the right source |
//!
//! A claim is direct when all its words stand between quotation marks, mixed when some do, indirect
//! when none does; precision goes by the kind of the predicted claim, recall by that of the gold one.

mod bootstrap;
mod counts;
mod json;
mod matching;
mod quoted;
mod reliability;
mod source;
mod speakers;
mod story;
mod summary;
mod table;
mod words;

pub(super) use speakers::is_same;
pub use story::Miss;
pub(super) use story::{Judge, rights};

use super::{Annotation, FigureMark, FigureScore};
use crate::ingest::Document;
use crate::par;
use counts::Counts;
use reliability::Reliability;
use speakers::Speakers;
use summary::Summary;

/// A story with the claims marked in it and those to be held against them.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'a> {
    /// The text.
    pub document: &'a Document,
    /// What was marked.
    pub gold: &'a [Annotation],
    /// What was predicted; none when nothing is known of the story, which scores as no claim at all.
    pub predicted: Option<&'a [Annotation]>,
}

/// Scores of stories, added up.
///
/// ```
/// use sayso::learn::{Evaluation, Gold, Scored};
/// let line = r#"{"id": "a", "text": "It rains, he said.", "claims": [{"content": [[0, 8]]}]}"#;
/// let story = Gold::new("gold.jsonl", line.as_bytes()).next().ok_or("no story")??;
/// let mut evaluation = Evaluation::default();
/// let gold = &story.claims;
/// evaluation.add(&[Scored { document: &story.document, gold, predicted: Some(gold) }]);
/// assert!(evaluation.report(0).text().contains("direct-quotation track: 0 passages"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Evaluation {
    counts: Vec<Counts>,
    missing: usize,
    speakers: Speakers,
    reliability: Reliability,
    figures: Option<FigureScore>,
}

impl Evaluation {
    /// Scores the figures of one story against those marked in it.
    pub fn add_figures(&mut self, gold: &[FigureMark], found: &[FigureMark]) {
        self.figures.get_or_insert_default().add(gold, found);
    }

    /// Scores these stories and gives what was missed in them, in their order.
    pub fn add(&mut self, stories: &[Scored<'_>]) -> Vec<Miss> {
        let mut misses = Vec::new();
        for (story, scored) in par::map(stories, story::score).into_iter().zip(stories) {
            self.missing += usize::from(scored.predicted.is_none());
            self.counts.push(story.counts);
            self.speakers.add(&story.speakers);
            self.reliability.add(&story.sure);
            misses.extend(story.misses);
        }
        misses
    }

    /// How many stories were scored, and how many of them had no prediction.
    pub fn stories(&self) -> (usize, usize) {
        (self.counts.len(), self.missing)
    }

    /// What it all comes to; with `rounds`, 95 % intervals from so many resamplings of the stories.
    pub fn report(&self, rounds: u32) -> Report {
        Report {
            documents: self.counts.len(),
            missing: self.missing,
            summary: Summary::of(&self.counts.iter().sum()),
            intervals: bootstrap::intervals(&self.counts, rounds),
            speakers: self.speakers,
            reliability: self.reliability.clone(),
            figures: self.figures,
        }
    }
}

/// What an [`Evaluation`] comes to.
#[derive(Debug, Clone)]
pub struct Report {
    documents: usize,
    missing: usize,
    summary: Summary,
    intervals: Vec<(String, [f64; 2])>,
    speakers: Speakers,
    reliability: Reliability,
    figures: Option<FigureScore>,
}
