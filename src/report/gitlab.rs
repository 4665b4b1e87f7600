//! GitLab's code quality report: one array of issues.

use super::json::write;
use super::records::hex;
use super::visible::visible;
use super::{Batch, Report, Run, place};
use crate::check::{Finding, Severity};
use crate::ingest::{Document, FileRecord, Status};
use crate::text::Fnv;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Findings, and files that were not read, as issues.
pub(super) struct Issues<'w> {
    out: &'w mut dyn Write,
    is_first: bool,
}

impl<'w> Issues<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, is_first: true }
    }

    fn issue(&mut self, issue: &Value) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"[\n" } else { b",\n" })?;
        self.is_first = false;
        write(self.out, issue)
    }
}

impl Report for Issues<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        for finding in batch.findings {
            if let Some(document) = batch.documents.get(finding.story.index()) {
                self.issue(&of_finding(document, finding))?;
            }
        }
        Ok(())
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        let lost = run.files.iter().filter(|file| matches!(file.status, Status::Failed | Status::PartlyRead));
        lost.map(of_file).try_for_each(|issue| self.issue(&issue))?;
        self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })
    }
}

fn of_finding(document: &Document, finding: &Finding) -> Value {
    let span = finding.spans.first().copied().unwrap_or_default();
    let (first, last) = (place::line(document, span.start), place::line(document, span.end));
    json!({
        "description": visible(&format!("{}. {}", finding.message, finding.help)),
        "check_name": finding.rule,
        "fingerprint": hex(finding.fingerprint),
        "severity": match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        "location": {"path": place::file(document), "lines": {"begin": first, "end": last}},
    })
}

/// That a file was not read weighs more than anything that was found in others.
fn of_file(file: &FileRecord) -> Value {
    let reason = file.reason.as_deref().unwrap_or("not read");
    let hash = Fnv::new().bytes(b"not-read\0").bytes(file.path.as_bytes()).finish();
    json!({
        "description": visible(&format!("{}: {reason}", file.status.as_str().replace('-', " "))),
        "check_name": "not-read",
        "fingerprint": hex(hash),
        "severity": "critical",
        "location": {"path": file.path, "lines": {"begin": 1}},
    })
}
