//! CSV: UTF-8, safe to open in a spreadsheet.
//!
//! Numbers stand bare and everything else in quotation marks, so that a program that takes what is quoted
//! for text leaves `1-2`, `March 4` and a fingerprint of digits alone.

use super::place;
use super::records::{FigureRecord, SpeakerRecord, hex, name};
use super::visible::visible;
use super::{Batch, Report, Run, words};
use crate::check::{Finding, Related};
use crate::extract::{Claim, Facts};
use crate::ingest::Document;
use crate::text::{Span, StoryId};
use std::borrow::Cow;
use std::io::{self, Write};

/// Between the items of a list in one cell.
const BETWEEN: &str = " | ";

const FINDINGS: &[&str] = &[
    "rule",
    "severity",
    "confidence",
    "story",
    "line",
    "column",
    "excerpt",
    "speaker",
    "message",
    "help",
    "related_story",
    "related_line",
    "related_excerpt",
    "start",
    "end",
    "cluster",
    "fingerprint",
    "event",
    "carried_by",
];

const CLAIMS: &[&str] = &[
    "story",
    "line",
    "kind",
    "class",
    "speaker",
    "source",
    "cue",
    "content",
    "venue",
    "date",
    "figures",
    "confidence",
    "start",
    "end",
];

const SPEAKERS: &[&str] =
    &["speaker", "kind", "spellings", "roles", "outlets", "claims", "stories", "first_story", "first_line"];

const FIGURES: &[&str] = &[
    "story",
    "line",
    "excerpt",
    "value",
    "low",
    "high",
    "kind",
    "unit",
    "currency",
    "per",
    "bound",
    "role",
    "counts",
    "modifiers",
    "scope",
    "as_of",
    "modality",
    "source",
    "speaker",
    "start",
    "end",
];

/// The columns that hold numbers, whichever table they are of. A date among them is text.
const NUMBERS: &[&str] = &[
    "claims",
    "column",
    "confidence",
    "end",
    "first_line",
    "high",
    "line",
    "low",
    "related_line",
    "start",
    "stories",
    "value",
];

/// What one batch adds to a table.
type Rows = fn(&Batch<'_>, &mut Cells<'_>) -> io::Result<()>;

/// One table: a header, then rows batch by batch.
pub(super) struct Table<'w> {
    cells: Cells<'w>,
    header: Option<&'static [&'static str]>,
    rows: Rows,
}

impl<'w> Table<'w> {
    pub(super) fn findings(out: &'w mut dyn Write) -> Self {
        Self::new(FINDINGS, findings, out)
    }

    pub(super) fn claims(out: &'w mut dyn Write) -> Self {
        Self::new(CLAIMS, claims, out)
    }

    pub(super) fn speakers(out: &'w mut dyn Write) -> Self {
        Self::new(SPEAKERS, speakers, out)
    }

    pub(super) fn figures(out: &'w mut dyn Write) -> Self {
        Self::new(FIGURES, figures, out)
    }

    fn new(header: &'static [&'static str], rows: Rows, out: &'w mut dyn Write) -> Self {
        Self { cells: Cells::new(header, out), header: Some(header), rows }
    }

    fn begin(&mut self) -> io::Result<()> {
        match self.header.take() {
            Some(header) => self.cells.row(header),
            None => Ok(()),
        }
    }
}

impl Report for Table<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        self.begin()?;
        (self.rows)(batch, &mut self.cells)
    }

    fn close(&mut self, _run: &Run<'_>) -> io::Result<()> {
        self.begin()
    }
}

/// Writes cells that no spreadsheet takes for a formula, and no terminal for a command.
struct Cells<'w> {
    out: &'w mut dyn Write,
    /// For each column, whether it holds numbers.
    numbers: Vec<bool>,
    line: String,
}

impl<'w> Cells<'w> {
    fn new(header: &[&str], out: &'w mut dyn Write) -> Self {
        let numbers = header.iter().map(|name| NUMBERS.contains(name)).collect();
        Self { out, numbers, line: String::new() }
    }

    fn row<C: AsRef<str>>(&mut self, cells: &[C]) -> io::Result<()> {
        self.line.clear();
        for (column, (cell, &number)) in cells.iter().map(AsRef::as_ref).zip(&self.numbers).enumerate() {
            if column > 0 {
                self.line.push(',');
            }
            if number && (cell.is_empty() || is_plain_number(cell)) {
                self.line.push_str(cell);
            } else {
                push_quoted(&safe(&visible(cell)), &mut self.line);
            }
        }
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes())
    }
}

fn push_quoted(cell: &str, line: &mut String) {
    line.push('"');
    for (number, piece) in cell.split('"').enumerate() {
        line.push_str(if number == 0 { "" } else { "\"\"" });
        line.push_str(piece);
    }
    line.push('"');
}

/// What a spreadsheet would run or swallow at the beginning of a cell.
const RISKY: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell, with an apostrophe before anything that a spreadsheet would run or swallow.
///
/// A plain number stays a number: an apostrophe before `-3.5` would make it text. Where a semicolon parts
/// the cells, as in much of Europe, one inside a cell may begin another.
fn safe(cell: &str) -> Cow<'_, str> {
    if is_plain_number(cell) {
        return Cow::Borrowed(cell);
    }
    let risky = |&(at, _): &(usize, &str)| at == 0 || cell[..at].ends_with([';', '\t']);
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in cell.match_indices(RISKY).filter(risky) {
        out.push_str(&cell[from..at]);
        out.push('\'');
        from = at;
    }
    if out.is_empty() { Cow::Borrowed(cell) } else { Cow::Owned(out + &cell[from..]) }
}

fn is_plain_number(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(part)
}

fn findings(batch: &Batch<'_>, cells: &mut Cells<'_>) -> io::Result<()> {
    for finding in batch.findings {
        let Some((document, facts)) = batch.story(finding.story) else { continue };
        let first = finding_cells(batch, document, facts, finding);
        if finding.related.is_empty() {
            finding_row(&first, [const { String::new() }; 3], cells)?;
        }
        for related in &finding.related {
            finding_row(&first, related_cells(batch, related), cells)?;
        }
    }
    Ok(())
}

/// The cells before and after those of the related place.
type FindingCells = ([String; 10], [String; 6]);

fn finding_row(own: &FindingCells, related: [String; 3], cells: &mut Cells<'_>) -> io::Result<()> {
    let row: Vec<&String> = own.0.iter().chain(&related).chain(&own.1).collect();
    cells.row(&row)
}

fn finding_cells(batch: &Batch<'_>, document: &Document, facts: &Facts, finding: &Finding) -> FindingCells {
    let span = finding.spans.first().copied().unwrap_or_default();
    let at = document.locate(span.start);
    let [start, end] = place::range(document, span);
    let claim = place::claim_around(facts, span);
    let speaker = claim.and_then(|claim| batch.speaker(finding.story, claim.speaker));
    let before = [
        finding.rule.to_owned(),
        words::severity(finding.severity).to_owned(),
        finding.confidence.to_string(),
        document.name.clone(),
        at.line.to_string(),
        at.column.to_string(),
        place::all_words(document, &finding.spans).join(BETWEEN),
        speaker.unwrap_or("").to_owned(),
        finding.message.clone(),
        finding.help.clone(),
    ];
    let (cluster, fingerprint) = (hex(finding.cluster), hex(finding.fingerprint));
    let carried_by = place::carried_by(batch, finding).join(BETWEEN);
    (before, [start.to_string(), end.to_string(), cluster, fingerprint, hex(finding.event), carried_by])
}

fn related_cells(batch: &Batch<'_>, related: &Related) -> [String; 3] {
    let Some(document) = batch.documents.get(related.place.story.index()) else {
        return [const { String::new() }; 3];
    };
    let span = related.place.span;
    let line = place::line(document, span.start).to_string();
    [document.name.clone(), line, place::words(document, span)]
}

fn claims(batch: &Batch<'_>, cells: &mut Cells<'_>) -> io::Result<()> {
    for (id, document, facts) in batch.stories() {
        for claim in &facts.claims {
            cells.row(&claim_cells(batch, (id, document, facts), claim))?;
        }
    }
    Ok(())
}

fn claim_cells(
    batch: &Batch<'_>,
    (id, document, facts): (StoryId, &Document, &Facts),
    claim: &Claim,
) -> [String; 14] {
    let span = place::of_claim(claim);
    let [start, end] = place::range(document, span);
    let list = |spans: &[Span]| place::all_words(document, spans).join(BETWEEN);
    let figures: Vec<Span> =
        claim.figures.iter().filter_map(|&i| facts.figures.get(i as usize)).map(|f| f.span).collect();
    [
        document.name.clone(),
        place::line(document, span.start).to_string(),
        words::kind(claim.kind).to_owned(),
        words::class(claim.class).to_owned(),
        batch.speaker(id, claim.speaker).unwrap_or("").to_owned(),
        list(&claim.source),
        list(&claim.cue),
        list(&claim.content),
        name(claim.venue.as_ref()).unwrap_or("").to_owned(),
        claim.date.map(|date| date.to_string()).unwrap_or_default(),
        list(&figures),
        claim.confidence.to_string(),
        start.to_string(),
        end.to_string(),
    ]
}

fn speakers(batch: &Batch<'_>, cells: &mut Cells<'_>) -> io::Result<()> {
    for record in batch.cast.into_iter().flat_map(|cast| SpeakerRecord::all(batch, cast)) {
        let forms: Vec<&str> = record.spellings.iter().map(|spelling| spelling.form).collect();
        let mut roles: Vec<&str> = Vec::new();
        for role in &record.roles {
            if !roles.contains(&role.text) {
                roles.push(role.text);
            }
        }
        cells.row(&[
            record.speaker,
            record.kind,
            &forms.join(BETWEEN),
            &roles.join(BETWEEN),
            &record.outlets.join(BETWEEN),
            &record.claims.to_string(),
            &record.stories.to_string(),
            record.first_story.unwrap_or(""),
            &record.first_line.map(|line| line.to_string()).unwrap_or_default(),
        ])?;
    }
    Ok(())
}

fn figures(batch: &Batch<'_>, cells: &mut Cells<'_>) -> io::Result<()> {
    for (id, _, _) in batch.stories() {
        for record in &FigureRecord::all(batch, id) {
            figure_row(record, cells)?;
        }
    }
    Ok(())
}

fn figure_row(record: &FigureRecord<'_>, cells: &mut Cells<'_>) -> io::Result<()> {
    let own = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let [start, end] = record.span;
    cells.row(&[
        record.story,
        &record.line.to_string(),
        &record.excerpt,
        &record.value,
        &own(&record.low),
        &own(&record.high),
        record.kind,
        record.unit.unwrap_or(""),
        record.currency.unwrap_or(""),
        record.per.unwrap_or(""),
        record.bound,
        record.role,
        record.counts.unwrap_or(""),
        &record.modifiers.join(BETWEEN),
        &record.scope.join(BETWEEN),
        &own(&record.as_of),
        record.modality,
        &own(&record.source),
        record.speaker.unwrap_or(""),
        &start.to_string(),
        &end.to_string(),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::check::Severity;
    use crate::extract::Confidence;

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        for cell in
            ["=cmd()", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1", "－x", "-", "+", "-.5", "-1e3"]
        {
            assert_eq!(safe(cell), format!("'{cell}"));
        }
        assert_eq!(safe("a;=b;c;\t@d; -e"), "a;'=b;c;'\t'@d; -e");
    }

    fn written(findings: &[Finding], table: impl for<'w> FnOnce(&'w mut dyn Write) -> Table<'w>) -> String {
        let documents = sample::documents();
        let (facts, cast) = (sample::facts(&documents), sample::cast(&documents));
        let mut out = Vec::new();
        let mut table = table(&mut out);
        table
            .add(&Batch {
                documents: &documents,
                facts: &facts,
                cast: Some(&cast),
                findings,
                ..Batch::default()
            })
            .unwrap();
        table.close(&Run::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn row(table: &str, n: usize) -> &str {
        table.lines().nth(n).unwrap_or("")
    }

    #[test]
    fn a_finding_has_a_row_for_each_related_place() {
        let documents = sample::documents();
        let at = |story, words| sample::at(&documents, story, words);
        let finding = Finding::new(&sample::NAME, Severity::Error, Confidence::percent(97), at(0, "lorry"))
            .says("=two", "use one")
            .held_against(at(0, "Okonyo"), "")
            .held_against(at(1, "Okonjo"), "");
        let alone = Finding::new(&sample::NAME, Severity::Note, Confidence::percent(60), at(1, "date"));
        let table = written(&[finding, alone], |out| Table::findings(out));
        assert_eq!(table.lines().count(), 4);
        assert_eq!(
            row(&table, 2),
            r#""name-variant","error",0.97,"wire/bridge.txt",4,35,"lorry","Amara Okonyo","'=two","use one","wire/delta.txt",1,"Okonjo",167,172,"0000000000000000","0000000000000000","0000000000000000","""#
        );
        assert!(row(&table, 3).contains(r#""date","","","","",,"",44,48,""#), "{table}");
    }

    #[test]
    fn a_hard_wrapped_claim_is_one_line_of_cells() {
        let table = written(&[], |out| Table::claims(out));
        assert_eq!(table.lines().count(), 3);
        assert!(row(&table, 1).contains("until every cable has been tested by people"), "{table}");
        assert!(row(&table, 2).ends_with(r#""","2026-03-04","$18 million",0.93,282,315"#), "{table}");
    }

    #[test]
    fn speakers_and_figures_fill_their_columns() {
        let speakers = written(&[], |out| Table::speakers(out));
        assert_eq!(
            row(&speakers, 1),
            r#""Amara Okonyo","person","Okonjo | Okonyo","Harbour Minister","HCN",2,1,"wire/bridge.txt",1"#
        );
        let figures = written(&[], |out| Table::figures(out));
        assert_eq!(
            row(&figures, 1),
            r#""wire/bridge.txt",7,"$18 million",18000000,18000000,,"money","","USD","","more-than","total","cost","repair","","","fact","She","Amara Okonyo",304,315"#
        );
    }

    #[test]
    fn numbers_and_words_stay_as_they_are() {
        for cell in ["-3.5", "+7", "-12", "0.93", "a=b", "1-2", "", "“=”", "a; -2"] {
            assert_eq!(safe(cell), cell);
        }
    }
}
