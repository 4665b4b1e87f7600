//! The rows that a batch of stories adds to each table.

use super::number;
use crate::check::Finding;
use crate::extract::{Claim, Facts};
use crate::graph::{self, ClaimGraph, StatementId};
use crate::ingest::Document;
use crate::report::records::{FigureRecord, hex, name};
use crate::report::{Batch, Copy, place, words};
use crate::resolve::{Cast, ClaimRef, SpeakerId};
use crate::text::{Place, Span, StoryId};
use rusqlite::{Connection, Result, Statement, params};
use std::collections::HashMap;

/// Between the items of a list in one cell, as in CSV.
const BETWEEN: &str = " | ";

/// How many rows the tables have from earlier batches. Rows are numbered from 1.
#[derive(Default)]
pub(super) struct Seen {
    stories: usize,
    speakers: usize,
    statements: usize,
    claims: usize,
    places: i64,
}

/// A batch on its way into the tables.
pub(super) struct Rows<'a, 'b> {
    pub(super) batch: &'a Batch<'b>,
    pub(super) copy: Copy,
    pub(super) connection: &'a Connection,
    pub(super) seen: &'a mut Seen,
}

impl Rows<'_, '_> {
    /// Writes the batch and remembers how many rows there are now.
    pub(super) fn write(self) -> Result<()> {
        let (batch, connection) = (self.batch, self.connection);
        let claims = batch.facts.iter().scan(self.seen.claims, |next, facts| {
            let first = *next;
            *next += facts.claims.len();
            Some(first)
        });
        let mut tables = Tables {
            batch,
            copy: self.copy,
            connection,
            stories: self.seen.stories,
            speakers: self.seen.speakers,
            statements: self.seen.statements,
            claims: claims.collect(),
            places: Places::new(connection, self.seen.places)?,
        };
        tables.stories()?;
        tables.findings()?;
        let said = batch.cast.map(|cast| tables.cast(cast)).transpose()?.unwrap_or_default();
        tables.figures()?;
        self.seen.places = tables.places.last;
        self.seen.stories += batch.documents.len();
        self.seen.speakers += batch.cast.map_or(0, |cast| cast.speakers.len());
        self.seen.statements += said;
        self.seen.claims += batch.facts.iter().map(|facts| facts.claims.len()).sum::<usize>();
        Ok(())
    }
}

/// The tables, and where the rows of this batch begin in each.
struct Tables<'a, 'b> {
    batch: &'a Batch<'b>,
    copy: Copy,
    connection: &'a Connection,
    stories: usize,
    speakers: usize,
    statements: usize,
    /// By story.
    claims: Vec<usize>,
    places: Places<'a>,
}

/// The table of places: each stands in it once.
struct Places<'a> {
    known: HashMap<Place, i64>,
    last: i64,
    row: Statement<'a>,
}

impl<'a> Places<'a> {
    fn new(connection: &'a Connection, last: i64) -> Result<Self> {
        let row = connection.prepare("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)")?;
        Ok(Self { known: HashMap::new(), last, row })
    }
}

impl Tables<'_, '_> {
    fn stories(&self) -> Result<()> {
        let mut row = self.connection.prepare("INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        for (id, document, facts) in self.batch.stories() {
            let (head, metadata) = (&facts.head, &document.metadata);
            let date = head.date.map(|(date, _)| date.to_string());
            row.execute(params![
                self.story(id),
                document.name,
                document.path,
                document.line,
                metadata.title.as_deref().filter(|_| self.copy == Copy::Shown),
                head.outlet,
                head.agency,
                date,
                metadata.group,
                metadata.url
            ])?;
        }
        Ok(())
    }

    /// The first of all, so that the words of their places are there also when others are left out.
    fn findings(&mut self) -> Result<()> {
        let connection = self.connection;
        let mut row =
            connection.prepare("INSERT INTO findings VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        let mut at = connection.prepare("INSERT INTO finding_places VALUES (NULL, ?, ?, ?, ?)")?;
        let mut why = connection.prepare("INSERT INTO evidence VALUES (NULL, ?, ?, ?)")?;
        for finding in self.batch.findings {
            let Some((_, facts)) = self.batch.story(finding.story) else { continue };
            row.execute(params![
                finding.rule,
                words::severity(finding.severity),
                words::fraction(finding.confidence),
                self.story(finding.story),
                self.speaker_of(facts, finding),
                finding.message,
                finding.help,
                hex(finding.cluster),
                hex(finding.fingerprint),
                hex(finding.event)
            ])?;
            let id = connection.last_insert_rowid();
            for &span in &finding.spans {
                let place = self.place(Place { story: finding.story, span }, Copy::Shown)?;
                at.execute(params![id, "here", place, None::<&str>])?;
            }
            for related in &finding.related {
                if let Some(place) = self.place(related.place, Copy::Shown)? {
                    at.execute(params![id, "other", place, related.label])?;
                }
            }
            for carrier in place::carriers(finding) {
                if let Some(place) = self.place(carrier, Copy::Shown)? {
                    at.execute(params![id, "carried", place, None::<&str>])?;
                }
            }
            for text in &finding.evidence.because {
                why.execute(params![id, "because", text])?;
            }
            for text in &finding.evidence.values {
                why.execute(params![id, "value", text])?;
            }
        }
        Ok(())
    }

    /// The speaker of the claim that a finding stands in.
    fn speaker_of(&self, facts: &Facts, finding: &Finding) -> Option<i64> {
        let claim = place::claim_around(facts, finding.spans.first().copied().unwrap_or_default())?;
        self.speaker(finding.story, claim)
    }

    /// Speakers, then what they said; gives the number of statements.
    fn cast(&mut self, cast: &Cast) -> Result<usize> {
        self.speakers(cast)?;
        let graph = graph::build(self.batch.facts, cast);
        let said = self.statements_of(&graph)?;
        self.claims_in(&graph)?;
        Ok(said)
    }

    fn speakers(&mut self, cast: &Cast) -> Result<()> {
        let connection = self.connection;
        let mut row = connection.prepare("INSERT INTO speakers VALUES (?, ?, ?)")?;
        let mut spelled = connection.prepare("INSERT INTO spellings VALUES (NULL, ?, ?, ?)")?;
        let mut at = connection.prepare("INSERT INTO spelling_places VALUES (?, ?)")?;
        let mut role = connection.prepare("INSERT INTO roles VALUES (NULL, ?, ?, ?, ?)")?;
        for (id, speaker) in (0..).map(SpeakerId).zip(&cast.speakers) {
            let id = self.row(id);
            row.execute(params![id, speaker.name.as_str(), words::party(speaker.kind)])?;
            for spelling in &speaker.spellings {
                spelled.execute(params![id, spelling.form.as_str(), number(spelling.places.len())])?;
                let spelling_id = connection.last_insert_rowid();
                for &place in &spelling.places {
                    if let Some(place) = self.place(place, self.copy)? {
                        at.execute(params![spelling_id, place])?;
                    }
                }
            }
            for (text, status, place) in &speaker.roles {
                let place = self.place(*place, self.copy)?;
                role.execute(params![id, text.as_str(), words::role_status(*status), place])?;
            }
        }
        Ok(())
    }

    fn statements_of(&self, graph: &ClaimGraph) -> Result<usize> {
        let mut row = self.connection.prepare("INSERT INTO statements VALUES (?, ?, ?, ?)")?;
        let mut count = 0;
        for (id, said) in (0..).map(StatementId).map_while(|id| Some((id, graph.said(id)?))) {
            let first = said.claims.first().and_then(|&at| self.claim(at));
            let quoted = said.quotation.and_then(|at| {
                let (document, facts) = self.batch.story(at.story)?;
                Some((document, facts.quotations.get(at.quotation as usize)?.span))
            });
            let claimed = first.map(|(document, claim)| self.words(document, &claim.content));
            let text = claimed.or_else(|| quoted.map(|(document, span)| self.words(document, &[span])));
            let speaker = graph.speakers_of(id).first().map(|&speaker| self.row(speaker));
            row.execute(params![self.statement(id), speaker, text.flatten(), number(said.claims.len())])?;
            count += 1;
        }
        Ok(count)
    }

    fn claims_in(&mut self, graph: &ClaimGraph) -> Result<()> {
        let mut row = self
            .connection
            .prepare("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        for (story, document, facts) in self.batch.stories() {
            for (index, claim) in (0..).zip(&facts.claims) {
                let place = self.place(Place { story, span: place::of_claim(claim) }, self.copy)?;
                let statement = graph.statement_of(ClaimRef { story, claim: index });
                row.execute(params![
                    self.claim_row(story, index),
                    self.story(story),
                    index,
                    place,
                    statement.map(|id| self.statement(id)),
                    self.speaker(story, claim),
                    words::kind(claim.kind),
                    words::class(claim.class),
                    self.words(document, &claim.source),
                    self.words(document, &claim.cue),
                    self.words(document, &claim.content),
                    name(claim.venue.as_ref()),
                    name(claim.relay.as_ref()),
                    claim.date.map(|date| date.to_string()),
                    words::fraction(claim.confidence)
                ])?;
            }
        }
        Ok(())
    }

    fn figures(&mut self) -> Result<()> {
        let mut row = self.connection.prepare(
            "INSERT INTO figures VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for (story, _, facts) in self.batch.stories() {
            let spans = facts.figures.iter().map(|figure| figure.span);
            let spans = spans.chain(facts.dates.iter().map(|mention| mention.span));
            for (span, record) in spans.zip(FigureRecord::all(self.batch, story)) {
                let claim = record.claim.and_then(|index| facts.claims.get(index as usize));
                row.execute(params![
                    self.story(story),
                    self.place(Place { story, span }, self.copy)?,
                    record.claim.filter(|_| claim.is_some()).map(|index| self.claim_row(story, index)),
                    claim.and_then(|claim| self.speaker(story, claim)),
                    Some(record.excerpt).filter(|_| self.copy == Copy::Shown),
                    Some(record.value).filter(|value| !value.is_empty()),
                    record.low,
                    record.high,
                    record.kind,
                    record.unit,
                    record.currency,
                    record.per,
                    record.bound,
                    record.role,
                    record.counts,
                    list(&record.modifiers),
                    list(&record.scope),
                    record.as_of,
                    record.modality,
                    record.source.filter(|_| self.copy == Copy::Shown)
                ])?;
            }
        }
        Ok(())
    }

    /// The row of a place; `copy` says whether its words are told. None for a place of another batch.
    fn place(&mut self, at: Place, copy: Copy) -> Result<Option<i64>> {
        if let Some(&known) = self.places.known.get(&at) {
            return Ok(Some(known));
        }
        let Some(document) = self.batch.documents.get(at.story.index()) else { return Ok(None) };
        let story = self.story(at.story);
        self.places.last += 1;
        let id = self.places.last;
        let located = document.locate(at.span.start);
        let [start, end] = place::range(document, at.span);
        let words = Some(place::words(document, at.span)).filter(|_| copy == Copy::Shown);
        self.places.row.execute(params![id, story, located.line, located.column, start, end, words])?;
        self.places.known.insert(at, id);
        Ok(Some(id))
    }

    /// The pieces as CSV has them; none where the copy is left out or there are no pieces.
    fn words(&self, document: &Document, spans: &[Span]) -> Option<String> {
        let words = place::all_words(document, spans).join(BETWEEN);
        Some(words).filter(|words| self.copy == Copy::Shown && !words.is_empty())
    }

    fn claim(&self, at: ClaimRef) -> Option<(&Document, &Claim)> {
        let (document, facts) = self.batch.story(at.story)?;
        Some((document, facts.claims.get(at.claim as usize)?))
    }

    fn speaker(&self, story: StoryId, claim: &Claim) -> Option<i64> {
        Some(self.row(self.batch.cast?.speaker(story, claim.speaker?)?))
    }

    fn row(&self, speaker: SpeakerId) -> i64 {
        number(self.speakers + speaker.0 as usize + 1)
    }

    fn story(&self, story: StoryId) -> i64 {
        number(self.stories + story.index() + 1)
    }

    fn statement(&self, statement: StatementId) -> i64 {
        number(self.statements + statement.0 as usize + 1)
    }

    fn claim_row(&self, story: StoryId, index: u32) -> i64 {
        let first = self.claims.get(story.index()).copied().unwrap_or_default();
        number(first + index as usize + 1)
    }
}

fn list(items: &[&str]) -> Option<String> {
    Some(items.join(BETWEEN)).filter(|list| !list.is_empty())
}
