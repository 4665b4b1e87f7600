//! A story's text with its claims marked by speaker and its findings beside it.

use super::{Batch, Finding, hex};
use crate::report::place;
use crate::report::visible::{push_visible, shown};
use crate::text::{Span, StoryId};

/// A story.
pub(super) struct StoryView {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) outlet: Option<String>,
    pub(super) date: Option<String>,
    pub(super) segments: Vec<Segment>,
}

/// A stretch of text over which nothing begins or ends.
pub(super) struct Segment {
    /// Said before the text: who makes the claim that begins here.
    pub(super) speaker: Option<String>,
    pub(super) text: String,
    pub(super) claimed: bool,
    /// Whether it is part of a finding.
    pub(super) found: bool,
    /// Told after the text: the findings that end here.
    pub(super) findings: Vec<Reference>,
}

/// A way from the text to a finding.
pub(super) struct Reference {
    pub(super) anchor: String,
    pub(super) rule: &'static str,
}

impl StoryView {
    /// None for a story that is not of this batch.
    pub(super) fn new(
        batch: &Batch<'_>,
        story: StoryId,
        (number, findings): (usize, &[&Finding]),
    ) -> Option<Self> {
        let (document, facts) = batch.story(story)?;
        let claims: Vec<(Span, Option<String>)> = facts
            .claims
            .iter()
            .flat_map(|claim| {
                let speaker = batch.speaker(story, claim.speaker).map(shown);
                let source = place::all_words(document, &claim.source).join(" ");
                let who = speaker.or_else(|| (!source.is_empty()).then(|| shown(&source)));
                claim.content.iter().enumerate().map(move |(n, &span)| (span, who.clone().filter(|_| n == 0)))
            })
            .collect();
        let marks: Vec<(Span, &Finding)> =
            findings.iter().flat_map(|finding| finding.spans.iter().map(|&span| (span, *finding))).collect();
        Some(Self {
            number,
            name: shown(&document.name),
            outlet: facts.head.outlet.as_deref().map(shown),
            date: facts.head.date.map(|(date, _)| date.to_string()),
            segments: segments(&document.text, &claims, &marks),
        })
    }
}

/// Cuts the text where a claim or a finding begins or ends.
///
/// Claims and findings are swept along with the text: each is looked at where it begins and where it ends.
fn segments(text: &str, claims: &[(Span, Option<String>)], marks: &[(Span, &Finding)]) -> Vec<Segment> {
    let spans = claims.iter().map(|&(span, _)| span).chain(marks.iter().map(|&(span, _)| span));
    let mut cuts: Vec<u32> = spans.flat_map(|span| [span.start, span.end]).collect();
    cuts.extend([0, u32::try_from(text.len()).unwrap_or(u32::MAX)]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out: Vec<Segment> =
        cuts.windows(2).map(|pair| bare(Span::new(pair[0], pair[1]).of(text))).collect();
    let at = |offset: u32| cuts.binary_search(&offset).unwrap_or_else(|at| at);
    for (span, speaker) in claims {
        let range = at(span.start)..at(span.end);
        if let Some(first) = out.get_mut(range.start).filter(|_| !range.is_empty()) {
            first.speaker = first.speaker.take().or_else(|| speaker.clone());
        }
        out.get_mut(range).into_iter().flatten().for_each(|segment| segment.claimed = true);
    }
    for (span, finding) in marks {
        let range = at(span.start)..at(span.end);
        let reference = Reference { anchor: format!("f-{}", hex(finding.fingerprint)), rule: finding.rule };
        if let Some(last) = out.get_mut(range.end.saturating_sub(1)) {
            last.findings.push(reference);
        }
        out.get_mut(range).into_iter().flatten().for_each(|segment| segment.found = true);
    }
    out
}

/// Text as it stands, line breaks kept, controls made visible.
fn bare(text: &str) -> Segment {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push('\n'),
            '\r' => {}
            c => push_visible(c, &mut shown),
        }
    }
    Segment { speaker: None, text: shown, claimed: false, found: false, findings: Vec::new() }
}
