//! The records that other programs read: field names never change without a new version.

use super::place::{self, Range};
use super::{Batch, VERSION, words};
use crate::check::{Finding, Meta};
use crate::extract::{Claim, Clock, DateMention, DatePrecision, Figure, Venue};
use crate::gate::Account;
use crate::ingest::{Counts, Document, FileRecord, Notice, Planned};
use crate::resolve::{Cast, Speaker};
use crate::text::{Place, Span, StoryId};
use serde::Serialize;
use smol_str::SmolStr;

/// A finding; see "findings, jsonl" in the README.
#[derive(Serialize)]
pub(super) struct FindingRecord<'a> {
    version: u8,
    rule: &'a str,
    severity: &'a str,
    confidence: f64,
    story: &'a str,
    spans: Vec<Range>,
    related: Vec<RelatedRecord<'a>>,
    message: &'a str,
    help: &'a str,
    evidence: EvidenceRecord<'a>,
    cluster: String,
    fingerprint: String,
    event: String,
    carried_by: Vec<CarrierRecord<'a>>,
}

/// A copy of the story's text that carries the same slip.
#[derive(Serialize)]
struct CarrierRecord<'a> {
    story: &'a str,
    outlet: Option<&'a str>,
    span: Range,
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    story: &'a str,
    span: Range,
    label: &'a str,
}

#[derive(Serialize)]
struct EvidenceRecord<'a> {
    because: &'a [String],
    values: &'a [String],
    edits: Vec<EditRecord>,
}

#[derive(Serialize)]
struct EditRecord {
    class: &'static str,
    a: Range,
    b: Range,
}

impl<'a> FindingRecord<'a> {
    /// The record of a finding; none if it is about a story that is not of the batch.
    pub(super) fn new(batch: &Batch<'a>, finding: &'a Finding) -> Option<Self> {
        let document = batch.documents.get(finding.story.index())?;
        Some(Self {
            version: VERSION,
            rule: finding.rule,
            severity: words::severity(finding.severity),
            confidence: words::fraction(finding.confidence),
            story: &document.name,
            spans: place::ranges(document, &finding.spans),
            related: related(batch, finding),
            message: &finding.message,
            help: &finding.help,
            evidence: evidence(batch, document, finding),
            cluster: hex(finding.cluster),
            fingerprint: hex(finding.fingerprint),
            event: hex(finding.event),
            carried_by: place::carriers(finding).filter_map(|at| CarrierRecord::new(batch, at)).collect(),
        })
    }
}

impl<'a> CarrierRecord<'a> {
    fn new(batch: &Batch<'a>, at: Place) -> Option<Self> {
        let (document, facts) = batch.story(at.story)?;
        let span = place::range(document, at.span);
        Some(Self { story: &document.name, outlet: facts.head.outlet.as_deref(), span })
    }
}

fn related<'a>(batch: &Batch<'a>, finding: &'a Finding) -> Vec<RelatedRecord<'a>> {
    let record = |related: &'a crate::check::Related| {
        let document = batch.documents.get(related.place.story.index())?;
        let span = place::range(document, related.place.span);
        Some(RelatedRecord { story: &document.name, span, label: &related.label })
    };
    finding.related.iter().filter_map(record).collect()
}

/// Side `a` of an edit lies in the story of the first related place, side `b` in the finding's own.
fn evidence<'a>(batch: &Batch<'a>, own: &Document, finding: &'a Finding) -> EvidenceRecord<'a> {
    let other = finding.related.first().and_then(|r| batch.documents.get(r.place.story.index()));
    let edit = |edit: &crate::check::EvidenceEdit| EditRecord {
        class: edit.class,
        a: place::range(other.unwrap_or(own), edit.a),
        b: place::range(own, edit.b),
    };
    let evidence = &finding.evidence;
    EvidenceRecord {
        because: &evidence.because,
        values: &evidence.values,
        edits: evidence.edits.iter().map(edit).collect(),
    }
}

/// A 64-bit number as 16 hexadecimal digits.
pub(super) fn hex(number: u64) -> String {
    format!("{number:016x}")
}

/// A story with its claims; see "claims, jsonl" in the README.
#[derive(Serialize)]
pub(super) struct StoryRecord<'a> {
    version: u8,
    id: &'a str,
    claims: Vec<ClaimRecord<'a>>,
}

#[derive(Serialize)]
struct ClaimRecord<'a> {
    kind: &'static str,
    class: &'static str,
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
    text: String,
    speaker: Option<&'a str>,
    venue: Option<&'a str>,
    relay: Option<&'a str>,
    date: Option<String>,
    figures: &'a [u32],
    confidence: f64,
}

impl<'a> StoryRecord<'a> {
    pub(super) fn new(
        batch: &Batch<'a>,
        story: StoryId,
        document: &'a Document,
        claims: &'a [Claim],
    ) -> Self {
        let record = |claim: &'a Claim| ClaimRecord {
            kind: words::kind(claim.kind),
            class: words::class(claim.class),
            source: place::ranges(document, &claim.source),
            cue: place::ranges(document, &claim.cue),
            content: place::ranges(document, &claim.content),
            text: text(document, &claim.content),
            speaker: batch.speaker(story, claim.speaker),
            venue: name(claim.venue.as_ref()),
            relay: name(claim.relay.as_ref()),
            date: claim.date.map(|date| date.to_string()),
            figures: &claim.figures,
            confidence: words::fraction(claim.confidence),
        };
        Self { version: VERSION, id: &document.name, claims: claims.iter().map(record).collect() }
    }
}

pub(super) fn name(venue: Option<&Venue>) -> Option<&str> {
    venue.map(|venue| venue.name.as_str())
}

/// The pieces as they stand, byte for byte, with ` … ` between two.
fn text(document: &Document, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(&document.text)).collect::<Vec<_>>().join(" … ")
}

/// A figure, as JSON and CSV give it.
#[derive(Serialize)]
pub(super) struct FigureRecord<'a> {
    pub(super) story: &'a str,
    pub(super) line: u32,
    pub(super) span: Range,
    pub(super) excerpt: String,
    pub(super) value: String,
    pub(super) low: Option<String>,
    pub(super) high: Option<String>,
    pub(super) kind: &'static str,
    pub(super) unit: Option<&'a str>,
    pub(super) currency: Option<&'a str>,
    pub(super) per: Option<&'a str>,
    pub(super) bound: &'static str,
    pub(super) role: &'static str,
    pub(super) counts: Option<&'a str>,
    pub(super) modifiers: Vec<&'a str>,
    pub(super) scope: Vec<&'a str>,
    pub(super) as_of: Option<String>,
    pub(super) modality: &'static str,
    pub(super) source: Option<String>,
    pub(super) speaker: Option<&'a str>,
    /// Index of its claim in the story: JSON tells that the other way round.
    #[serde(skip)]
    pub(super) claim: Option<u32>,
}

impl<'a> FigureRecord<'a> {
    /// The figures of a story, then its dates and times, each in text order: a claim names its figures
    /// by their place in this list.
    pub(super) fn all(batch: &Batch<'a>, story: StoryId) -> Vec<Self> {
        let Some((_, facts)) = batch.story(story) else { return Vec::new() };
        let figures = facts.figures.iter().filter_map(|figure| Self::new(batch, story, figure));
        figures.chain(facts.dates.iter().filter_map(|mention| date(batch, story, mention))).collect()
    }

    fn new(batch: &Batch<'a>, story: StoryId, figure: &'a Figure) -> Option<Self> {
        let (document, facts) = batch.story(story)?;
        let claim = figure.claim.and_then(|claim| facts.claims.get(claim as usize));
        let source = claim.map(|claim| place::all_words(document, &claim.source).join(" | "));
        Some(Self {
            story: &document.name,
            line: place::line(document, figure.span.start),
            span: place::range(document, figure.span),
            excerpt: place::words(document, figure.span),
            value: figure.value.to_string(),
            low: figure.low.map(|value| value.to_string()),
            high: figure.high.map(|value| value.to_string()),
            kind: words::figure(figure.kind),
            unit: figure.unit.as_deref(),
            currency: figure.currency.as_ref().map(|currency| currency.code()),
            per: figure.per.as_deref(),
            bound: figure.bound.as_str(),
            role: words::figure_role(figure.role),
            counts: figure.counts.as_ref().map(|counted| counted.head.as_str()),
            modifiers: modifiers(figure),
            scope: figure.scope.words().map(SmolStr::as_str).collect(),
            as_of: figure
                .as_of
                .map(|date| date.to_string())
                .or_else(|| figure.period.as_ref().map(SmolStr::to_string)),
            modality: words::modality(figure.modality),
            source: source.filter(|source| !source.is_empty()),
            speaker: batch.speaker(story, claim.and_then(|claim| claim.speaker)),
            claim: figure.claim,
        })
    }
}

/// The dates and times of a story, as rows beside its figures: `value` is as ISO 8601 has it, as far as
/// it is known, `low` and `high` the first and the last day meant.
fn date<'a>(batch: &Batch<'a>, story: StoryId, mention: &DateMention) -> Option<FigureRecord<'a>> {
    let (document, facts) = batch.story(story)?;
    let around = |claim: &&Claim| claim.content.iter().any(|part| part.contains(mention.span));
    let number = (0..).zip(&facts.claims).find(|(_, claim)| around(claim)).map(|(number, _)| number);
    let claim = number.and_then(|number| facts.claims.get(number as usize));
    let source = claim.map(|claim| place::all_words(document, &claim.source).join(" | "));
    let last = mention.last.or(mention.date);
    Some(FigureRecord {
        story: &document.name,
        line: place::line(document, mention.span.start),
        span: place::range(document, mention.span),
        excerpt: place::words(document, mention.span),
        value: iso(mention),
        low: mention.date.map(|date| date.to_string()),
        high: last.map(|date| date.to_string()),
        kind: if mention.clock.is_some() { "time" } else { "date" },
        unit: None,
        currency: None,
        per: None,
        bound: "exact",
        role: "total",
        counts: None,
        modifiers: Vec::new(),
        scope: Vec::new(),
        as_of: None,
        modality: "fact",
        source: source.filter(|source| !source.is_empty()),
        speaker: batch.speaker(story, claim.and_then(|claim| claim.speaker)),
        claim: number,
    })
}

/// `2026-02-07`, `2026-02`, `2026`, `18:15`; empty for some days, and for a day that is not clear.
fn iso(mention: &DateMention) -> String {
    if let Some(Clock { hour, minute }) = mention.clock {
        return format!("{hour:02}:{minute:02}");
    }
    let Some(date) = mention.date else { return String::new() };
    match mention.precision {
        DatePrecision::Day => date.to_string(),
        DatePrecision::Days => String::new(),
        DatePrecision::Month => format!("{:04}-{:02}", date.year(), date.month()),
        DatePrecision::Year => format!("{:04}", date.year()),
    }
}

/// The measure (`killed`), then the other words of what is counted.
fn modifiers(figure: &Figure) -> Vec<&str> {
    let Some(counted) = &figure.counts else { return Vec::new() };
    counted.measure.iter().chain(&counted.modifiers).map(SmolStr::as_str).collect()
}

/// A speaker, as JSON gives it.
#[derive(Serialize)]
pub(super) struct SpeakerRecord<'a> {
    pub(super) speaker: &'a str,
    pub(super) kind: &'static str,
    pub(super) spellings: Vec<SpellingRecord<'a>>,
    pub(super) roles: Vec<RoleRecord<'a>>,
    pub(super) outlets: &'a [String],
    pub(super) claims: usize,
    pub(super) stories: usize,
    pub(super) first_story: Option<&'a str>,
    pub(super) first_line: Option<u32>,
}

/// A spelling and where it stands.
#[derive(Serialize)]
pub(super) struct SpellingRecord<'a> {
    pub(super) form: &'a str,
    pub(super) places: Vec<PlaceRecord<'a>>,
}

#[derive(Serialize)]
pub(super) struct PlaceRecord<'a> {
    story: &'a str,
    line: u32,
    span: Range,
}

/// A role and whether it is held.
#[derive(Serialize)]
pub(super) struct RoleRecord<'a> {
    pub(super) text: &'a str,
    pub(super) status: &'static str,
    first: Option<PlaceRecord<'a>>,
}

impl<'a> SpeakerRecord<'a> {
    pub(super) fn new(batch: &Batch<'a>, speaker: &'a Speaker) -> Self {
        let first = first_place(batch, speaker).and_then(|place| PlaceRecord::new(batch, place));
        let mut stories: Vec<StoryId> = speaker.parties.iter().map(|&(story, _)| story).collect();
        stories.sort();
        stories.dedup();
        Self {
            speaker: &speaker.name,
            kind: words::party(speaker.kind),
            spellings: speaker.spellings.iter().map(|s| SpellingRecord::new(batch, s)).collect(),
            roles: roles(batch, speaker),
            outlets: &speaker.outlets,
            claims: speaker.claims.len(),
            stories: stories.len(),
            first_story: first.as_ref().map(|place| place.story),
            first_line: first.as_ref().map(|place| place.line),
        }
    }

    /// Every speaker of a cast.
    pub(super) fn all(batch: &Batch<'a>, cast: &'a Cast) -> impl Iterator<Item = Self> {
        cast.speakers.iter().map(|speaker| Self::new(batch, speaker))
    }
}

fn roles<'a>(batch: &Batch<'a>, speaker: &'a Speaker) -> Vec<RoleRecord<'a>> {
    let record = |(text, status, place): &'a (SmolStr, crate::extract::RoleStatus, Place)| RoleRecord {
        text,
        status: words::role_status(*status),
        first: PlaceRecord::new(batch, *place),
    };
    speaker.roles.iter().map(record).collect()
}

/// The first spelling; for a speaker without a name of its own, the first thing it said.
fn first_place(batch: &Batch<'_>, speaker: &Speaker) -> Option<Place> {
    let spelled = speaker.spellings.iter().flat_map(|s| s.places.iter().copied()).min();
    spelled.or_else(|| {
        let at = speaker.claims.first()?;
        let claim = batch.facts.get(at.story.index())?.claims.get(at.claim as usize)?;
        Some(Place { story: at.story, span: place::of_claim(claim) })
    })
}

impl<'a> SpellingRecord<'a> {
    fn new(batch: &Batch<'a>, spelling: &'a crate::resolve::SpeakerSpelling) -> Self {
        let places = spelling.places.iter().filter_map(|&place| PlaceRecord::new(batch, place)).collect();
        Self { form: &spelling.form, places }
    }
}

impl<'a> PlaceRecord<'a> {
    fn new(batch: &Batch<'a>, place: Place) -> Option<Self> {
        let document = batch.documents.get(place.story.index())?;
        Some(Self {
            story: &document.name,
            line: place::line(document, place.span.start),
            span: place::range(document, place.span),
        })
    }
}

/// What became of the paths.
#[derive(Serialize)]
pub(super) struct FilesRecord<'a> {
    read: usize,
    partly_read: usize,
    failed: usize,
    excluded: usize,
    stories: usize,
    list: Vec<PathRecord<'a>>,
}

#[derive(Serialize)]
struct PathRecord<'a> {
    path: &'a str,
    status: &'static str,
    stories: usize,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct NoticeRecord<'a> {
    path: &'a str,
    line: Option<u32>,
    message: &'a str,
}

impl<'a> FilesRecord<'a> {
    pub(super) fn new(run: &super::Run<'a>) -> Self {
        let record = |file: &'a FileRecord| PathRecord {
            path: &file.path,
            status: file.status.as_str(),
            stories: file.stories,
            reason: file.reason.as_deref(),
        };
        let Counts { read, partly_read, failed, excluded, stories } = Counts::of(run.files);
        Self { read, partly_read, failed, excluded, stories, list: run.files.iter().map(record).collect() }
    }
}

/// How many paths would end in which way.
#[derive(Serialize)]
pub(super) struct CountsRecord {
    read: usize,
    partly_read: usize,
    failed: usize,
    excluded: usize,
}

impl CountsRecord {
    pub(super) fn new(counts: &Counts) -> Self {
        let &Counts { read, partly_read, failed, excluded, stories: _ } = counts;
        Self { read, partly_read, failed, excluded }
    }
}

/// A path and what would become of it.
#[derive(Serialize)]
pub(super) struct PlannedRecord<'a> {
    path: &'a str,
    name: Option<&'a str>,
    format: Option<&'static str>,
    status: &'static str,
    reason: Option<&'a str>,
}

impl<'a> PlannedRecord<'a> {
    pub(super) fn new(planned: &'a Planned) -> Self {
        Self {
            path: &planned.path,
            name: planned.name.as_deref(),
            format: planned.format.map(|format| format.as_str()),
            status: planned.status.as_str(),
            reason: planned.reason.as_deref(),
        }
    }
}

impl<'a> NoticeRecord<'a> {
    pub(super) fn new(notice: &'a Notice) -> Self {
        Self { path: &notice.path, line: notice.line, message: &notice.message }
    }
}

/// A rule, as `sayso rules` lists it.
#[derive(Serialize)]
pub(super) struct RuleRecord {
    pub(super) id: &'static str,
    pub(super) family: &'static str,
    pub(super) highest: &'static str,
    pub(super) summary: &'static str,
    pub(super) page: &'static str,
}

impl RuleRecord {
    pub(super) fn new(meta: &Meta) -> Self {
        Self {
            id: meta.id,
            family: meta.family(),
            highest: words::severity(meta.highest),
            summary: meta.summary(),
            page: meta.page,
        }
    }
}

/// What became of findings that are not shown.
#[derive(Serialize)]
pub(super) struct GateRecord {
    pub(super) baselined: usize,
    pub(super) suppressed: usize,
    pub(super) elsewhere: usize,
    pub(super) stale: usize,
    pub(super) today: Option<String>,
}

impl GateRecord {
    pub(super) fn new(account: &Account) -> Self {
        let &Account { baselined, suppressed, elsewhere, stale, today, has_baseline: _, strange: _ } =
            account;
        Self { baselined, suppressed, elsewhere, stale, today: today.map(|day| day.to_string()) }
    }
}

/// How many findings there are, and of what weight.
#[derive(Serialize, Default, Clone, Copy)]
pub(super) struct Tally {
    pub(super) findings: usize,
    pub(super) clusters: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
}

impl Tally {
    /// Counts the findings of one more batch; a cluster never spans two batches.
    pub(super) fn add(&mut self, findings: &[Finding]) {
        use crate::check::Severity;
        let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let mut clusters: Vec<u64> = findings.iter().map(|finding| finding.cluster).collect();
        clusters.sort_unstable();
        clusters.dedup();
        self.findings += findings.len();
        self.clusters += clusters.len();
        self.errors += of(Severity::Error);
        self.warnings += of(Severity::Warning);
        self.notes += of(Severity::Note);
    }
}
