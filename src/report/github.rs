//! Annotations of GitHub: one workflow command a line, each shown at its place in a change.

use super::visible::visible;
use super::{Batch, Report, Run, place};
use crate::check::{Finding, Severity};
use crate::ingest::{Counts, Document, Status};
use std::io::{self, Write};

/// Findings as workflow commands.
pub(super) struct Commands<'w> {
    out: &'w mut dyn Write,
}

impl<'w> Commands<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out }
    }

    fn finding(&mut self, batch: &Batch<'_>, document: &Document, finding: &Finding) -> io::Result<()> {
        let span = finding.spans.first().copied().unwrap_or_default();
        let (start, end) = (document.locate(span.start), document.locate(span.end));
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        write!(self.out, "::{command} file={},line={}", property(place::file(document)), start.line)?;
        if !document.is_line {
            write!(self.out, ",endLine={}", end.line)?;
            // columns are only taken where a place stands in one line
            if start.line == end.line {
                write!(self.out, ",col={},endColumn={}", start.column, end.column)?;
            }
        }
        let message = [finding.message.clone(), finding.help.clone()].join("\n");
        let against = finding.related.iter().take(MOST_RELATED).filter_map(|related| {
            let document = batch.documents.get(related.place.story.index())?;
            let line = place::line(document, related.place.span.start);
            Some(format!("\n{}:{line}: {}", place::file(document), related.label))
        });
        let message: String = std::iter::once(message).chain(against).collect();
        writeln!(self.out, ",title={}::{}", property(finding.rule), data(&message))
    }
}

/// What the summary comes under.
const NAME: &str = "sayso";

/// How many of the places that a finding is held against are named. Source: none; what can be read.
const MOST_RELATED: usize = 8;

impl Report for Commands<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        for finding in batch.findings {
            if let Some(document) = batch.documents.get(finding.story.index()) {
                self.finding(batch, document, finding)?;
            }
        }
        Ok(())
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        let lost = run.files.iter().filter(|file| matches!(file.status, Status::Failed | Status::PartlyRead));
        for file in lost {
            let (path, status) = (property(&file.path), file.status.as_str().replace('-', " "));
            let reason = data(file.reason.as_deref().unwrap_or("not read"));
            writeln!(self.out, "::error file={path},title={status}::{reason}")?;
        }
        let counts = Counts::of(run.files);
        let command = if counts.is_complete() { "notice" } else { "warning" };
        writeln!(self.out, "::{command} title={NAME}::{}", data(&run.summary()))
    }
}

/// Text of a command: nothing in it ends the line, and `%` stays what it is.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| visible(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property of a command: nothing in it ends the property or the command either.
fn property(text: &str) -> String {
    visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, NAME, at};
    use super::*;
    use crate::extract::{Confidence, Facts};
    use crate::ingest::FileRecord;

    fn written(documents: &[Document], findings: &[Finding], files: &[FileRecord]) -> String {
        let facts = vec![Facts::default(); documents.len()];
        let mut out = Vec::new();
        let mut report = Commands::new(&mut out);
        report.add(&Batch { documents, facts: &facts, findings, ..Batch::default() }).unwrap();
        report.close(&Run { files, ..Run::default() }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_is_a_command_at_its_place() {
        let documents = sample::documents();
        let found =
            Finding::new(&NAME, Severity::Error, Confidence::percent(97), at(&documents, 0, "Okonjo"))
                .says("`Okonjo`: 50% sure", "use one")
                .held_against(at(&documents, 1, "Okonjo"), "here");
        let written = written(&documents, &[found], &[]);
        assert_eq!(
            written.lines().next().unwrap(),
            "::error file=wire/bridge.txt,line=5,endLine=5,col=49,endColumn=55,title=name-variant\
             ::`Okonjo`: 50%25 sure%0Ause one%0Atonight/wire/delta.txt:1: here"
        );
    }

    #[test]
    fn no_text_is_a_command_of_its_own() {
        let hostile = "a,b:c%\r\n::error::x";
        let documents = [Document::plain(hostile, "Okonjo")];
        let found = Finding::new(&NAME, Severity::Note, Confidence::percent(60), at(&documents, 0, "Okonjo"))
            .says(hostile, "\u{1b}[31m##[set-output name=x]y");
        let (path, reason) = (hostile.to_owned(), Some(hostile.to_owned()));
        let file = FileRecord { path, status: Status::Failed, stories: 0, reason };
        let written = written(&documents, &[found], &[file]);
        assert_eq!(written.lines().count(), 3);
        let lines: Vec<&str> = written.lines().collect();
        assert!(lines[0].starts_with("::notice file=a%2Cb%3Ac%25"), "{written}");
        assert!(lines[1].starts_with("::error file=a%2Cb%3Ac%25"), "{written}");
        assert!(!written.contains(['\r', '\u{1b}']) && !written.contains("##["), "{written}");
    }
}
