//! A finding as the page shows it: what, where, held against what, and why.

use super::card::Card;
use super::figures::FigureTable;
use super::pieces::{Mark, Piece, around, inside};
use super::{Batch, Copy, Finding, Severity, hex};
use crate::ingest::Document;
use crate::report::place;
use crate::report::visible::shown;
use crate::text::{Place, Span};

/// One finding.
pub(super) struct FindingView {
    /// Where it can be linked to: `f-` and its fingerprint.
    pub(super) anchor: String,
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    pub(super) confidence: u8,
    pub(super) story: String,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) because: Vec<String>,
    /// Where copies of the story's text carry the same.
    pub(super) carried_by: Vec<String>,
    /// What it is held against, then its own places.
    pub(super) sides: Vec<Side>,
    /// Whether the sides hold the differences of two wordings.
    pub(super) compares: bool,
    pub(super) figures: Option<FigureTable>,
    pub(super) card: Option<Card>,
}

/// A place as the page shows it.
pub(super) struct Side {
    pub(super) label: String,
    pub(super) at: At,
    /// Whether it is the finding's own.
    pub(super) own: bool,
    pub(super) speaker: Option<String>,
    pub(super) source: String,
    pub(super) cue: String,
    pub(super) pieces: Vec<Piece>,
}

/// Where something stands.
pub(super) struct At {
    pub(super) story: String,
    /// The number of the story in the report.
    pub(super) number: usize,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) outlet: Option<String>,
    pub(super) date: Option<String>,
}

impl At {
    /// None for a place that is not of this batch.
    pub(super) fn new(batch: &Batch<'_>, place: Place, first: usize) -> Option<Self> {
        let (document, facts) = batch.story(place.story)?;
        let at = document.locate(place.span.start);
        Some(Self {
            story: shown(&document.name),
            number: first + place.story.index(),
            line: at.line,
            column: at.column,
            outlet: facts.head.outlet.as_deref().map(shown),
            date: facts.head.date.map(|(date, _)| date.to_string()),
        })
    }
}

impl FindingView {
    /// `first` is the number of the batch's first story in the report.
    pub(super) fn new(batch: &Batch<'_>, finding: &Finding, (first, copy): (usize, Copy)) -> Self {
        let own = |&span: &Span| (Place { story: finding.story, span }, String::new());
        let other = |related: &crate::check::Related| (related.place, shown(&related.label));
        let edits = &finding.evidence.edits;
        let a: Vec<_> = edits.iter().map(|edit| (edit.a, edit.class)).collect();
        let b: Vec<_> = edits.iter().map(|edit| (edit.b, edit.class)).collect();
        let side = |(place, label): (Place, String), differing: &[(Span, &'static str)]| {
            let words = |document: &Document| match copy {
                Copy::Shown => around(&document.text, place.span, differing),
                Copy::LeftOut => inside(&document.text, place.span, differing),
            };
            Side::new(batch, place, (first, label), words)
        };
        let mut sides: Vec<Side> = Vec::new();
        for (number, related) in finding.related.iter().map(other).enumerate() {
            sides.extend(side(related, if number == 0 { &a } else { &[] }));
        }
        for place in finding.spans.iter().map(own) {
            sides.extend(side(place, &b).map(|side| Side { own: true, ..side }));
        }
        Self {
            anchor: format!("f-{}", hex(finding.fingerprint)),
            rule: finding.rule,
            severity: finding.severity,
            confidence: finding.confidence.as_percent(),
            story: batch.story(finding.story).map(|(document, _)| shown(&document.name)).unwrap_or_default(),
            message: shown(&finding.message),
            help: shown(&finding.help),
            because: finding.evidence.because.iter().map(|why| shown(why)).collect(),
            carried_by: place::carried_by(batch, finding).iter().map(|at| shown(at)).collect(),
            compares: !edits.is_empty() && !finding.related.is_empty(),
            figures: FigureTable::of(batch, finding, first),
            card: Card::of(batch, finding, first),
            sides,
        }
    }

    /// The severity in a word.
    pub(super) const fn weight(&self) -> &'static str {
        self.severity.as_str()
    }
}

impl Side {
    fn new(
        batch: &Batch<'_>,
        place: Place,
        (first, label): (usize, String),
        words: impl Fn(&Document) -> Vec<Piece>,
    ) -> Option<Self> {
        let (document, facts) = batch.story(place.story)?;
        let claim = place::claim_around(facts, place.span);
        let text = |spans: Option<&[Span]>| {
            let words = place::all_words(document, spans.unwrap_or_default());
            shown(&words.join(" … "))
        };
        Some(Self {
            label,
            at: At::new(batch, place, first)?,
            own: false,
            speaker: batch.speaker(place.story, claim.and_then(|claim| claim.speaker)).map(shown),
            source: text(claim.map(|claim| claim.source.as_slice())),
            cue: text(claim.map(|claim| claim.cue.as_slice())),
            pieces: words(document),
        })
    }

    /// The place in one word, when the sides are not told apart otherwise.
    pub(super) fn heading(&self) -> &str {
        match (self.own, self.label.is_empty()) {
            (true, _) => "Here",
            (false, true) => "Held against",
            (false, false) => &self.label,
        }
    }
}

impl Piece {
    /// Whether it is part of the place.
    pub(super) const fn is_place(&self) -> bool {
        matches!(self.mark, Mark::Place | Mark::Differs)
    }

    /// Whether the other side has it otherwise.
    pub(super) const fn differs(&self) -> bool {
        matches!(self.mark, Mark::Differs)
    }
}
