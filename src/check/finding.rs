use super::{Context, Meta, copied};
use crate::extract::Confidence;
use crate::graph::Events;
use crate::lexicon::HashKeyed;
use crate::par;
use crate::text::{Fnv, Place, Span, StoryId, fold};
use serde::Serialize;
use std::sync::Arc;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Look at this; never fails a build.
    Note,
    /// Very likely wrong, or needs a decision.
    Warning,
    /// Wrong inside one story whoever reads it.
    Error,
}

impl Severity {
    /// The least confidence with which a finding may bear this severity. Source: `design.md`, 3.
    pub const fn least(self) -> Confidence {
        match self {
            Self::Error => Confidence::percent(90),
            Self::Warning => Confidence::percent(70),
            Self::Note => Confidence::percent(50),
        }
    }

    /// `error`, `warning` or `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What a rule reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The rule's own estimate that it is right.
    pub confidence: Confidence,
    /// The story that it belongs to.
    pub story: StoryId,
    /// The places that deviate, in `story`; at least one.
    pub spans: Vec<Span>,
    /// What they are held against.
    pub related: Vec<Related>,
    /// What was found, quoting it.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What it rests on.
    pub evidence: Evidence,
    /// The compared value or words of the other side; part of the fingerprint.
    pub against: String,
    /// One number for all findings of one cluster.
    pub cluster: u64,
    /// Content fingerprint, set by [`super::run`].
    pub fingerprint: u64,
    /// One number for all findings on one event, set by [`super::run`]; see [`Events`].
    pub event: u64,
    /// Where copies of the story's text carry the same slip, its own place included, one place a story, in
    /// order of date and name; set by [`super::run`]. None when there is no copy.
    pub carriers: Arc<[Place]>,
    /// One number for all findings that tell of one slip in copies of one text; 0 when there is no copy.
    pub slip: u64,
}

/// A place that a finding is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What it shows there: "first said here".
    pub label: String,
}

/// What a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Why the places were taken for the same thing, as short sentences.
    pub because: Vec<String>,
    /// The values or words compared, in the order (related, deviating).
    pub values: Vec<String>,
    /// The word diff of two quotations.
    pub edits: Vec<EvidenceEdit>,
}

/// One difference of a word diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceEdit {
    /// What sort of difference: `content`, `negation`, `bracket`.
    pub class: &'static str,
    /// The words on the other side.
    pub a: Span,
    /// The words on the deviating side.
    pub b: Span,
}

impl Finding {
    /// A finding of `rule` at one place, with nothing held against it yet.
    ///
    /// Its cluster is its own until [`Finding::clustered`] says otherwise.
    pub fn new(rule: &Meta, severity: Severity, confidence: Confidence, at: Place) -> Self {
        Self {
            rule: rule.id,
            severity,
            confidence,
            story: at.story,
            spans: vec![at.span],
            related: Vec::new(),
            message: String::new(),
            help: String::new(),
            evidence: Evidence::default(),
            against: String::new(),
            cluster: 0,
            fingerprint: 0,
            event: 0,
            carriers: Arc::default(),
            slip: 0,
        }
    }

    /// The finding with a message and a help line.
    #[must_use]
    pub fn says(mut self, message: impl Into<String>, help: impl Into<String>) -> Self {
        self.message = message.into();
        self.help = help.into();
        self
    }

    /// The finding held against one more place.
    #[must_use]
    pub fn held_against(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// The finding with its evidence.
    #[must_use]
    pub fn resting_on(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// The finding with the compared value or words of the other side.
    #[must_use]
    pub fn compared_with(mut self, against: impl Into<String>) -> Self {
        self.against = against.into();
        self
    }

    /// The finding as part of the cluster with this key: findings of one rule and one key are one cluster.
    #[must_use]
    pub fn clustered(mut self, key: &str) -> Self {
        self.cluster = Fnv::new().bytes(self.rule.as_bytes()).byte(0).bytes(key.as_bytes()).finish();
        self
    }
}

/// Applies the confidence floors, orders the findings and gives them fingerprints and clusters.
pub(crate) fn settle(context: &Context<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = findings.into_iter().filter_map(weigh).collect();
    for finding in &mut kept {
        finding.spans.sort();
    }
    kept.sort_by(|a, b| order(context, a).cmp(&order(context, b)));
    kept.dedup_by(|a, b| order(context, a) == order(context, b));
    fingerprint(context, &mut kept);
    copied::gather(context, &mut kept);
    group(context, &mut kept);
    kept
}

fn group(context: &Context<'_>, findings: &mut [Finding]) {
    if findings.is_empty() {
        return;
    }
    let events = Events::of(context.facts, context.cast);
    findings.iter_mut().for_each(|finding| finding.event = events.key(finding.story));
}

/// Of the findings that tell of one slip in copies of one text, the one that speaks for all: the
/// weightiest, and of equals that in the earliest story; the others are its [`Finding::carriers`].
///
/// The order stays.
pub(crate) fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let first = |finding: &Finding| finding.carriers.first().is_some_and(|at| at.story == finding.story);
    let rank = |finding: &Finding| (finding.severity, first(finding));
    let mut speaks: HashKeyed<usize> = HashKeyed::default();
    for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.slip != 0) {
        let best = speaks.entry(finding.slip).or_insert(at);
        if rank(finding) > rank(&findings[*best]) {
            *best = at;
        }
    }
    let speaks = |at: usize, finding: &Finding| speaks.get(&finding.slip).is_none_or(|best| *best == at);
    let kept: Vec<bool> = findings.iter().enumerate().map(|(at, finding)| speaks(at, finding)).collect();
    findings.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(finding, _)| finding).collect()
}

/// The highest severity that the confidence bears, at most the finding's own; none below a note's.
fn weigh(mut finding: Finding) -> Option<Finding> {
    let borne = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .find(|s| *s <= finding.severity && finding.confidence >= s.least())?;
    finding.severity = borne;
    Some(finding)
}

fn order<'a>(context: &Context<'a>, f: &'a Finding) -> (&'a str, &'a [Span], &'static str, &'a str) {
    (&context.story(f.story).head.name, &f.spans, f.rule, &f.message)
}

/// The hash of what a finding tells, before it is told apart from its equals in the run.
fn told(context: &Context<'_>, finding: &Finding) -> Fnv {
    let mut hash = Fnv::new().bytes(finding.rule.as_bytes()).byte(0);
    hash = hash.bytes(context.story(finding.story).head.name.as_bytes()).byte(0);
    for &span in &finding.spans {
        hash = hash.bytes(fold(context.slice(finding.story, span)).as_bytes()).byte(0);
    }
    hash.bytes(fold(&finding.against).as_bytes()).byte(0)
}

fn fingerprint(context: &Context<'_>, findings: &mut [Finding]) {
    let hashes = par::map(findings, |finding| told(context, finding));
    let mut seen: HashKeyed<u32> = HashKeyed::default();
    for (finding, hash) in findings.iter_mut().zip(hashes) {
        let ordinal = seen.entry(hash.finish()).or_default();
        finding.fingerprint = hash.bytes(&ordinal.to_le_bytes()).finish();
        *ordinal += 1;
        if finding.cluster == 0 {
            finding.cluster = finding.fingerprint;
        }
    }
}
