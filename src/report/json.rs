//! JSON and JSON lines.

use super::records::FigureRecord;
use super::records::{
    CountsRecord, FilesRecord, FindingRecord, GateRecord, NoticeRecord, PlannedRecord, RuleRecord,
    SpeakerRecord, StoryRecord, Tally,
};
use super::{Batch, Report, Run, VERSION, page, visible};
use crate::ingest::Planned;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// One JSON object that holds a list written item by item, one a line.
struct Frame<'w> {
    out: &'w mut dyn Write,
    list: &'static str,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Unopened,
    Empty,
    Filled,
}

impl<'w> Frame<'w> {
    fn new(list: &'static str, out: &'w mut dyn Write) -> Self {
        Self { out, list, state: State::Unopened }
    }

    fn open(&mut self) -> io::Result<()> {
        if self.state == State::Unopened {
            write!(self.out, "{{\n\"version\": {VERSION},\n\"{}\": [", self.list)?;
            self.state = State::Empty;
        }
        Ok(())
    }

    fn item(&mut self, record: &impl Serialize) -> io::Result<()> {
        self.open()?;
        self.out.write_all(if self.state == State::Filled { b",\n" } else { b"\n" })?;
        self.state = State::Filled;
        write(self.out, record)
    }

    /// Ends the list, leaving the object open for [`Frame::member`].
    fn end_list(&mut self) -> io::Result<()> {
        self.open()?;
        self.out.write_all(if self.state == State::Filled { b"\n]" } else { b"]" })
    }

    fn member(&mut self, name: &str, record: &impl Serialize) -> io::Result<()> {
        write!(self.out, ",\n\"{name}\": ")?;
        write(self.out, record)
    }

    fn end(&mut self, run: &Run<'_>) -> io::Result<()> {
        self.member("files", &FilesRecord::new(run))?;
        self.member("notices", &run.notices.iter().map(NoticeRecord::new).collect::<Vec<_>>())?;
        self.out.write_all(b"\n}\n")
    }
}

/// Writes a record; no string of it moves a terminal or is a command in the log of a build.
pub(super) fn write(out: &mut (impl Write + ?Sized), record: &impl Serialize) -> io::Result<()> {
    record.serialize(&mut Serializer::with_formatter(out, Quiet)).map_err(io::Error::from)
}

/// Escapes what [`visible::json`] does.
struct Quiet;

impl Formatter for Quiet {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        out.write_all(visible::json(fragment).as_bytes())
    }
}

/// Findings as one object.
pub(super) struct Findings<'w> {
    frame: Frame<'w>,
    tally: Tally,
}

impl<'w> Findings<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { frame: Frame::new("findings", out), tally: Tally::default() }
    }
}

impl Report for Findings<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        self.tally.add(batch.findings);
        let mut records = batch.findings.iter().filter_map(|finding| FindingRecord::new(batch, finding));
        records.try_for_each(|record| self.frame.item(&record))
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        self.frame.end_list()?;
        self.frame.member("summary", &self.tally)?;
        self.frame.member("gate", &GateRecord::new(&run.account))?;
        self.frame.end(run)
    }
}

/// What one batch adds to a list.
type Items = fn(&Batch<'_>, &mut Frame<'_>) -> io::Result<()>;

/// Claims, speakers or figures as one object.
pub(super) struct Array<'w> {
    frame: Frame<'w>,
    items: Items,
}

impl<'w> Array<'w> {
    pub(super) fn claims(out: &'w mut dyn Write) -> Self {
        Self { frame: Frame::new("stories", out), items: claims }
    }

    pub(super) fn speakers(out: &'w mut dyn Write) -> Self {
        Self { frame: Frame::new("speakers", out), items: speakers }
    }

    pub(super) fn figures(out: &'w mut dyn Write) -> Self {
        Self { frame: Frame::new("figures", out), items: figures }
    }
}

impl Report for Array<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        (self.items)(batch, &mut self.frame)
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        self.frame.end_list()?;
        self.frame.end(run)
    }
}

fn claims(batch: &Batch<'_>, frame: &mut Frame<'_>) -> io::Result<()> {
    let mut stories = batch.stories();
    stories.try_for_each(|(id, document, facts)| {
        frame.item(&StoryRecord::new(batch, id, document, &facts.claims))
    })
}

fn speakers(batch: &Batch<'_>, frame: &mut Frame<'_>) -> io::Result<()> {
    let mut records = batch.cast.into_iter().flat_map(|cast| SpeakerRecord::all(batch, cast));
    records.try_for_each(|record| frame.item(&record))
}

fn figures(batch: &Batch<'_>, frame: &mut Frame<'_>) -> io::Result<()> {
    for (id, _, _) in batch.stories() {
        FigureRecord::all(batch, id).iter().try_for_each(|record| frame.item(record))?;
    }
    Ok(())
}

/// One record a line.
pub(super) struct Lines<'w> {
    out: &'w mut dyn Write,
    lines: fn(&Batch<'_>, &mut dyn Write) -> io::Result<()>,
}

impl<'w> Lines<'w> {
    pub(super) fn findings(out: &'w mut dyn Write) -> Self {
        Self { out, lines: finding_lines }
    }

    pub(super) fn claims(out: &'w mut dyn Write) -> Self {
        Self { out, lines: claim_lines }
    }
}

impl Report for Lines<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        (self.lines)(batch, self.out)
    }

    fn close(&mut self, _run: &Run<'_>) -> io::Result<()> {
        Ok(())
    }
}

fn line(out: &mut dyn Write, record: &impl Serialize) -> io::Result<()> {
    write(out, record)?;
    out.write_all(b"\n")
}

fn finding_lines(batch: &Batch<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut records = batch.findings.iter().filter_map(|finding| FindingRecord::new(batch, finding));
    records.try_for_each(|record| line(out, &record))
}

fn claim_lines(batch: &Batch<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut stories = batch.stories();
    stories.try_for_each(|(id, document, facts)| {
        line(out, &StoryRecord::new(batch, id, document, &facts.claims))
    })
}

/// The rules as one object.
pub(super) fn rules(out: &mut dyn Write) -> io::Result<()> {
    let mut frame = Frame::new("rules", out);
    crate::check::RULES.iter().try_for_each(|rule| frame.item(&RuleRecord::new(&rule.meta)))?;
    frame.end_list()?;
    frame.out.write_all(b"\n}\n")
}

/// The paths as one object.
pub(super) fn files(planned: &[Planned], out: &mut dyn Write) -> io::Result<()> {
    let mut frame = Frame::new("files", out);
    planned.iter().try_for_each(|one| frame.item(&PlannedRecord::new(one)))?;
    frame.end_list()?;
    frame.member("counts", &CountsRecord::new(&page::counts(planned)))?;
    frame.out.write_all(b"\n}\n")
}

#[cfg(test)]
mod tests {
    use super::super::{CheckFormat, ClaimsFormat, Paint, TableFormat, sample};
    use super::*;
    use crate::check::{Evidence, EvidenceEdit, Finding, Severity};
    use crate::extract::Confidence;
    use crate::ingest::{FileRecord, Notice, Status};
    use serde_json::{Value, json};

    #[test]
    fn no_text_is_a_command_in_a_log() {
        let text = "a ##[group]b ###[x] ##vso[task.setvariable] ## c";
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.contains("##[") && !written.contains("##vso["), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    /// What a report writes of the sample stories, a file that failed and an excluded one.
    fn written(
        findings: &[Finding],
        report: impl for<'w> FnOnce(&'w mut dyn Write) -> Box<dyn Report + 'w>,
    ) -> String {
        let documents = sample::documents();
        let (facts, cast) = (sample::facts(&documents), sample::cast(&documents));
        let file =
            |path: &str, status, stories| FileRecord { path: path.into(), status, stories, reason: None };
        let files = [
            file("a.txt", Status::Read, 2),
            file("b.txt", Status::Failed, 0),
            file("c.png", Status::Excluded, 0),
        ];
        let notices = [Notice { path: "b.txt".into(), line: None, message: "is gone".into() }];
        let mut out = Vec::new();
        let mut report = report(&mut out);
        report
            .add(&Batch {
                documents: &documents,
                facts: &facts,
                cast: Some(&cast),
                findings,
                ..Batch::default()
            })
            .unwrap();
        report.close(&Run { files: &files, notices: &notices, ..Run::default() }).unwrap();
        drop(report);
        String::from_utf8(out).unwrap()
    }

    fn finding() -> Finding {
        let documents = sample::documents();
        let edit = EvidenceEdit {
            class: "content",
            a: sample::at(&documents, 0, "Okonyo").span,
            b: sample::at(&documents, 1, "Okonjo").span,
        };
        Finding::new(
            &sample::NAME,
            Severity::Error,
            Confidence::percent(97),
            sample::at(&documents, 1, "Okonjo"),
        )
        .says("two spellings", "use one")
        .held_against(sample::at(&documents, 0, "Okonyo"), "first spelled so")
        .resting_on(Evidence {
            because: vec!["one letter".into()],
            edits: vec![edit],
            ..Evidence::default()
        })
    }

    #[test]
    fn a_finding_is_one_line_in_the_documented_shape() {
        let line = written(&[finding()], |out| super::super::findings(CheckFormat::Jsonl, Paint::Plain, out));
        let expected = json!({
            "version": 1, "rule": "name-variant", "severity": "error", "confidence": 0.97,
            "story": "wire/delta.txt", "spans": [[3, 9]],
            "related": [{"story": "wire/bridge.txt", "span": [53, 59], "label": "first spelled so"}],
            "message": "two spellings", "help": "use one",
            "evidence": {"because": ["one letter"], "values": [],
                         "edits": [{"class": "content", "a": [53, 59], "b": [3, 9]}]},
            "cluster": "0000000000000000", "fingerprint": "0000000000000000",
            "event": "0000000000000000", "carried_by": [],
        });
        assert_eq!(line.lines().count(), 1);
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), expected);
    }

    #[test]
    fn a_run_without_findings_is_still_one_object_with_its_counts() {
        let text = written(&[], |out| super::super::findings(CheckFormat::Json, Paint::Plain, out));
        let object: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(object["version"], 1);
        assert_eq!(object["findings"], json!([]));
        assert_eq!(object["summary"]["clusters"], 0);
        assert_eq!(object["files"]["failed"], 1);
        assert_eq!(
            object["files"]["list"][2],
            json!({"path": "c.png", "status": "excluded", "stories": 0, "reason": null})
        );
        assert_eq!(object["notices"], json!([{"path": "b.txt", "line": null, "message": "is gone"}]));
    }

    #[test]
    fn findings_and_clusters_are_counted() {
        let text = written(&[finding(), finding()], |out| {
            super::super::findings(CheckFormat::Json, Paint::Plain, out)
        });
        let object: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            object["summary"],
            json!({"findings": 2, "clusters": 1, "errors": 2, "warnings": 0, "notes": 0})
        );
    }

    #[test]
    fn every_story_is_a_line_also_one_without_claims() {
        let text = written(&[], |out| super::super::claims(ClaimsFormat::Jsonl, Paint::Plain, out));
        let stories: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(stories[1], json!({"version": 1, "id": "wire/delta.txt", "claims": []}));
        let claim = &stories[0]["claims"][1];
        let expected = json!({
            "kind": "indirect", "class": "saying", "source": [[274, 277]], "cue": [[278, 281]],
            "content": [[282, 315]], "text": "the cost at more than $18 million", "speaker": "Amara Okonyo",
            "venue": null, "relay": null, "date": "2026-03-04", "figures": [0], "confidence": 0.93,
        });
        assert_eq!(claim, &expected);
        assert_eq!(stories[0]["claims"][0]["venue"], "Radio Delta");
    }

    #[test]
    fn figures_and_speakers_are_objects_in_a_list() {
        let figures = written(&[], |out| super::super::figures(TableFormat::Json, Paint::Plain, out));
        let figures: Value = serde_json::from_str(&figures).unwrap();
        assert_eq!(figures["figures"][0]["value"], "18000000");
        assert_eq!(figures["figures"][0]["high"], Value::Null);
        assert_eq!(figures["figures"][0]["speaker"], "Amara Okonyo");
        let speakers = written(&[], |out| super::super::speakers(TableFormat::Json, Paint::Plain, out));
        let speakers: Value = serde_json::from_str(&speakers).unwrap();
        assert_eq!(speakers["speakers"][0]["spellings"][0]["places"][1]["story"], "wire/delta.txt");
        assert_eq!(speakers["speakers"][0]["first_line"], 1);
        assert_eq!(speakers["files"]["excluded"], 1);
    }

    #[test]
    fn rules_and_files_are_objects() {
        let mut out = Vec::new();
        rules(&mut out).unwrap();
        let object: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(object["rules"].as_array().unwrap().len(), crate::check::RULES.len());
        let mut out = Vec::new();
        files(&[], &mut out).unwrap();
        let object: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(object["counts"]["read"], 0);
    }
}
