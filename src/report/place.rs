//! Spans and positions as records give them: bytes of the file, lines for people.

use super::{Batch, visible};
use crate::check::Finding;
use crate::extract::{Claim, Facts, PartyId};
use crate::ingest::Document;
use crate::text::{Place, Span, StoryId};

/// A half-open range of bytes, as records write it: `[start, end]`.
pub(super) type Range = [u32; 2];

/// The bytes on disk behind a span.
pub(super) fn range(document: &Document, span: Span) -> Range {
    let Span { start, end } = document.original(span);
    [start, end]
}

pub(super) fn ranges(document: &Document, spans: &[Span]) -> Vec<Range> {
    spans.iter().map(|&span| range(document, span)).collect()
}

/// The line of a byte, without the cost of its column.
pub(super) fn line(document: &Document, offset: u32) -> u32 {
    if document.is_line { document.line } else { document.lines().line(offset) }
}

/// The file that a story is in, as the user would write it; the name given for standard input.
pub(super) fn file(document: &Document) -> &str {
    if document.path == "-" { &document.name } else { &document.path }
}

/// The words of a span, white space joined.
pub(super) fn words(document: &Document, span: Span) -> String {
    visible::joined(span.of(&document.text))
}

/// The words of each span that has any.
pub(super) fn all_words(document: &Document, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|&span| words(document, span)).filter(|w| !w.is_empty()).collect()
}

/// The smallest span that holds all of these.
pub(super) fn hull(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::join)
}

/// The span that a claim is shown by: its content, or what else it has.
pub(super) fn of_claim(claim: &Claim) -> Span {
    [&claim.content, &claim.source, &claim.cue].into_iter().find_map(|spans| hull(spans)).unwrap_or_default()
}

/// How many claims before a place are looked at for one that holds it. Unit: claims.
///
/// Claims stand in order of their first byte and seldom run over more than a few sentences.
const CLAIMS_LOOKED_AT: usize = 32;

/// The claim that a place belongs to: the last one that begins before it and holds it.
pub(super) fn claim_around(facts: &Facts, span: Span) -> Option<&Claim> {
    let first = |claim: &Claim| {
        let parts = [&claim.source, &claim.cue, &claim.content];
        parts.into_iter().flatten().map(|s| s.start).min().unwrap_or(0)
    };
    let after = facts.claims.partition_point(|claim| first(claim) <= span.start);
    let holds = |claim: &&Claim| claim.content.iter().chain(&claim.source).any(|s| s.contains(span));
    facts.claims[..after].iter().rev().take(CLAIMS_LOOKED_AT).find(holds)
}

/// Where copies of the story's text carry what a finding is about, its own story aside.
pub(super) fn carriers(finding: &Finding) -> impl Iterator<Item = Place> {
    finding.carriers.iter().copied().filter(|carrier| carrier.story != finding.story)
}

/// The same for people: `a.txt:4 (Lantern)`.
pub(super) fn carried_by(batch: &Batch<'_>, finding: &Finding) -> Vec<String> {
    let shown = |at: Place| {
        let (document, facts) = batch.story(at.story)?;
        let outlet = facts.head.outlet.as_ref().map(|outlet| format!(" ({outlet})")).unwrap_or_default();
        Some(format!("{}:{}{outlet}", document.name, line(document, at.span.start)))
    };
    carriers(finding).filter_map(shown).collect()
}

/// A story with its outlet: `a.txt (Lantern)`.
pub(super) fn named(batch: &Batch<'_>, story: StoryId) -> Option<String> {
    let (document, facts) = batch.story(story)?;
    let outlet = facts.head.outlet.as_ref().map(|outlet| format!(" ({outlet})")).unwrap_or_default();
    Some(format!("{}{outlet}", document.name))
}

impl<'a> Batch<'a> {
    /// A story's document and facts; none for an id that is not of this batch.
    pub(super) fn story(&self, story: StoryId) -> Option<(&'a Document, &'a Facts)> {
        Some((self.documents.get(story.index())?, self.facts.get(story.index())?))
    }

    /// Every story with its id.
    pub(super) fn stories(&self) -> impl Iterator<Item = (StoryId, &'a Document, &'a Facts)> {
        let pairs = self.documents.iter().zip(self.facts).enumerate();
        pairs.map(|(i, (document, facts))| (StoryId(u32::try_from(i).unwrap_or(u32::MAX)), document, facts))
    }

    /// What a story's party is called: as in the whole batch when it has a cast, else as in the story.
    pub(super) fn speaker(&self, story: StoryId, party: Option<PartyId>) -> Option<&'a str> {
        let party = party?;
        let of_cast = |cast: &'a crate::resolve::Cast| {
            let speaker = cast.speaker(story, party)?;
            Some(cast.speakers.get(speaker.0 as usize)?.name.as_str())
        };
        let own = || Some(self.facts.get(story.index())?.parties.get(party.0 as usize)?.name.as_str());
        self.cast.and_then(of_cast).or_else(own)
    }
}
