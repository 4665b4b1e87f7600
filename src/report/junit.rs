//! JUnit's XML: a suite for each story with findings, a test case for each of them.

use super::visible::xml;
use super::{Batch, Report, Run, place};
use crate::check::Finding;
use crate::gate::Why;
use crate::ingest::{Document, Status};
use crate::text::StoryId;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Findings as test cases: those that fail the run have failed, those held back are skipped, the others
/// have passed with their text as output. A file that was not read is an error.
pub(super) struct Suites<'w> {
    xml: Writer<&'w mut dyn Write>,
    is_open: bool,
}

/// A finding, whether it fails the run, and why it is let pass.
type Case<'a> = (&'a Finding, bool, Option<&'a Why>);

impl<'w> Suites<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { xml: Writer::new_with_indent(out, b' ', 1), is_open: false }
    }

    fn open(&mut self) -> io::Result<()> {
        if !self.is_open {
            self.is_open = true;
            self.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
            self.start("testsuites", &[("name", "sayso")])?;
        }
        Ok(())
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.xml.write_event(Event::Start(start))
    }

    fn end(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with text and nothing else.
    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.start(name, attributes)?;
        self.xml.write_event(Event::Text(BytesText::new(text)))?;
        self.end(name)
    }

    fn suite(&mut self, batch: &Batch<'_>, document: &Document, cases: &[Case<'_>]) -> io::Result<()> {
        let of = |wanted: fn(&Case<'_>) -> bool| cases.iter().filter(|case| wanted(case)).count().to_string();
        let (failures, skipped) = (of(|case| case.1), of(|case| case.2.is_some()));
        let (name, tests) = (xml(&document.name), cases.len().to_string());
        let counts =
            [("name", name.as_str()), ("tests", &tests), ("failures", &failures), ("skipped", &skipped)];
        self.start("testsuite", &counts)?;
        cases.iter().try_for_each(|case| self.case(batch, document, case))?;
        self.end("testsuite")
    }

    fn case(&mut self, batch: &Batch<'_>, document: &Document, case: &Case<'_>) -> io::Result<()> {
        let (finding, fails, why) = *case;
        let at = document.locate(finding.spans.first().copied().unwrap_or_default().start);
        let name = format!("{} {}:{}", finding.rule, at.line, at.column);
        let (story, file, line) = (xml(&document.name), xml(place::file(document)), at.line.to_string());
        let attributes = [("name", name.as_str()), ("classname", &story), ("file", &file), ("line", &line)];
        self.start("testcase", &attributes)?;
        let (message, text) = (xml(&finding.message), text(batch, document, finding));
        match (why, fails) {
            (Some(why), _) => self.leaf("skipped", &[("message", &xml(&reason(why)))], "")?,
            (None, true) => {
                let attributes = [("type", finding.severity.as_str()), ("message", message.as_str())];
                self.leaf("failure", &attributes, &text)?;
            }
            (None, false) => self.leaf("system-out", &[], &format!("{message}\n{text}"))?,
        }
        self.end("testcase")
    }
}

fn reason(why: &Why) -> String {
    match why {
        Why::Baseline => "in the baseline".to_owned(),
        Why::Suppressed { reason, .. } => format!("suppressed: {reason}"),
    }
}

/// What a finding rests on and what to do, a line each.
fn text(batch: &Batch<'_>, document: &Document, finding: &Finding) -> String {
    let at =
        |document: &Document, offset| format!("{}:{}", place::file(document), place::line(document, offset));
    let own = finding
        .spans
        .iter()
        .map(|span| format!("{}: {}", at(document, span.start), place::words(document, *span)));
    let against = finding.related.iter().filter_map(|related| {
        let document = batch.documents.get(related.place.story.index())?;
        let (place, words) =
            (at(document, related.place.span.start), place::words(document, related.place.span));
        Some(format!("{place}: {words} ({})", related.label))
    });
    let because = finding.evidence.because.iter().map(|why| format!("because: {why}"));
    let help = std::iter::once(format!("help: {}", finding.help));
    let lines: Vec<String> = own.chain(against).chain(because).chain(help).map(|line| xml(&line)).collect();
    lines.join("\n")
}

impl Report for Suites<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        self.open()?;
        let mut stories: BTreeMap<StoryId, Vec<Case<'_>>> = BTreeMap::new();
        for finding in batch.findings {
            let fails = batch.fail_on.fails_at(finding.severity);
            stories.entry(finding.story).or_default().push((finding, fails, None));
        }
        for held in batch.held {
            stories.entry(held.finding.story).or_default().push((&held.finding, false, Some(&held.why)));
        }
        for (story, cases) in stories {
            if let Some(document) = batch.documents.get(story.index()) {
                self.suite(batch, document, &cases)?;
            }
        }
        Ok(())
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        self.open()?;
        let lost = run.files.iter().filter(|file| matches!(file.status, Status::Failed | Status::PartlyRead));
        let lost: Vec<_> = lost.collect();
        let (tests, errors) = ((lost.len() + 1).to_string(), lost.len().to_string());
        self.start("testsuite", &[("name", "reading"), ("tests", &tests), ("errors", &errors)])?;
        for file in lost {
            self.start("testcase", &[("name", &xml(&file.path)), ("classname", "reading")])?;
            let reason = xml(file.reason.as_deref().unwrap_or("not read"));
            self.leaf("error", &[("type", file.status.as_str()), ("message", &reason)], "")?;
            self.end("testcase")?;
        }
        self.start("testcase", &[("name", "summary"), ("classname", "reading")])?;
        self.leaf("system-out", &[], &xml(&run.summary().replace('\n', "; ")))?;
        self.end("testcase")?;
        self.end("testsuite")?;
        self.end("testsuites")?;
        self.xml.get_mut().write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, NAME, at};
    use super::*;
    use crate::check::Severity;
    use crate::extract::{Confidence, Facts};
    use crate::gate::Held;

    #[test]
    fn what_fails_the_run_fails_and_no_text_is_markup() {
        let documents = sample::documents();
        let found = |words, severity| {
            Finding::new(&NAME, severity, Confidence::percent(97), at(&documents, 0, words))
                .says("</failure>]]>\u{0}\u{ffff}&", "use one")
        };
        let findings = [found("Okonyo", Severity::Error), found("tested", Severity::Note)];
        let held = [Held { finding: found("lorry", Severity::Error), why: Why::Baseline }];
        let facts = vec![Facts::default(); documents.len()];
        let mut out = Vec::new();
        let mut report = Suites::new(&mut out);
        let batch = Batch {
            documents: &documents,
            facts: &facts,
            findings: &findings,
            held: &held,
            ..Batch::default()
        };
        report.add(&batch).unwrap();
        report.close(&Run::default()).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(written.contains(r#"tests="3" failures="1" skipped="1""#), "{written}");
        assert_eq!(written.matches("</failure>").count(), 1, "{written}");
        assert!(!written.contains(['\0', '\u{ffff}']) && !written.contains("]]>"), "{written}");
        let mut reader = quick_xml::Reader::from_str(&written);
        reader.config_mut().check_end_names = true;
        while reader.read_event().unwrap() != Event::Eof {}
    }
}
