//! From counts to precision, recall and F1.

use super::counts::{Counts, Kind, Passages, Stretches};
use serde::Serialize;

/// `a / b`, or nothing of nothing.
pub(super) fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// Precision, recall and their harmonic mean. Units: fractions of one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Prf {
    pub p: f64,
    pub r: f64,
    pub f1: f64,
}

impl Prf {
    fn new((right_predicted, predicted): (usize, usize), (right_gold, gold): (usize, usize)) -> Self {
        Self::from(ratio(right_predicted, predicted), ratio(right_gold, gold))
    }

    fn from(p: f64, r: f64) -> Self {
        let sum = p + r;
        Self { p, r, f1: if sum == 0.0 { 0.0 } else { 2.0 * p * r / sum } }
    }
}

/// How often a matched claim has the right source.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct SourceShare {
    pub of: usize,
    pub exact: f64,
    pub relaxed: f64,
}

/// The figures of one kind of claim, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Row {
    pub gold: usize,
    #[serde(rename = "pred")]
    pub predicted: usize,
    pub exact: Prf,
    pub relaxed: Prf,
    pub claim: Prf,
    pub words: Prf,
    pub cue: Prf,
    pub source: SourceShare,
}

impl Row {
    fn of(kind: &Kind) -> Self {
        let Kind { gold, predicted, sources } = kind;
        let of_claims = |right_predicted, right_gold| {
            Prf::new((right_predicted, predicted.claims), (right_gold, gold.claims))
        };
        Self {
            gold: gold.claims,
            predicted: predicted.claims,
            exact: of_claims(predicted.exact, gold.exact),
            relaxed: of_claims(predicted.relaxed, gold.relaxed),
            claim: of_claims(predicted.claim, gold.claim),
            words: Prf::new((predicted.words_right, predicted.words), (gold.words_right, gold.words)),
            cue: Prf::new((predicted.cue, predicted.cues), (gold.cue, gold.cues)),
            source: SourceShare {
                of: sources.of,
                exact: ratio(sources.exact, sources.of),
                relaxed: ratio(sources.relaxed, sources.of),
            },
        }
    }
}

/// The stretches of each role, word for word.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Spans {
    pub source: Prf,
    pub cue: Prf,
    pub content: Prf,
}

/// The direct-quotation track.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct PassageShare {
    pub gold: usize,
    #[serde(flatten)]
    pub found: Prf,
    pub source: f64,
    pub claim: f64,
}

impl PassageShare {
    fn of(count: &Passages) -> Self {
        Self {
            gold: count.gold,
            found: Prf::new((count.predicted_right, count.predicted), (count.found, count.gold)),
            source: ratio(count.source_right, count.found_sourced),
            claim: ratio(count.claim, count.gold),
        }
    }
}

/// Every figure of a report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Summary {
    pub direct: Row,
    pub mixed: Row,
    pub indirect: Row,
    pub all: Row,
    pub spans: Spans,
    pub passages: PassageShare,
}

impl Summary {
    pub(super) fn of(counts: &Counts) -> Self {
        let mut all = counts.direct;
        all += &counts.mixed;
        all += &counts.indirect;
        let spans = |count: Stretches| Prf::new((count.right, count.predicted), (count.right, count.gold));
        Self {
            direct: Row::of(&counts.direct),
            mixed: Row::of(&counts.mixed),
            indirect: Row::of(&counts.indirect),
            all: Row::of(&all),
            spans: Spans {
                source: spans(counts.source),
                cue: spans(counts.cue),
                content: spans(counts.content),
            },
            passages: PassageShare::of(&counts.passages),
        }
    }

    /// The rows with their names, in the order in which they are shown.
    pub(super) const fn rows(&self) -> [(&'static str, &Row); 4] {
        [("direct", &self.direct), ("mixed", &self.mixed), ("indirect", &self.indirect), ("all", &self.all)]
    }
}
