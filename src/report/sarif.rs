//! SARIF 2.1.0, for code scanning and editors.
//!
//! Messages are plain text in which `[words](place)` would be a link: story text has none.

use super::json::write;
use super::records::{CountsRecord, GateRecord, hex};
use super::visible::visible;
use super::{Batch, Report, Run, place, words};
use crate::check::{Finding, RULES, Severity};
use crate::gate::{Held, Why};
use crate::ingest::{Counts, Document, Status};
use crate::text::{Place, Span};
use serde::Serialize;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// How many results are written: the weightiest, new ones first. Source: what code scanning keeps of a
/// run ("SARIF support for code scanning").
const MOST_RESULTS: usize = 5_000;

/// How many related places of a result are written. Source: what code scanning shows of a result.
const MOST_RELATED: usize = 100;

/// How many notifications are written. Source: none; a wrong archive shall not make a report of its own.
const MOST_NOTIFICATIONS: usize = 1_000;

/// What goes first when there are too many: new before held back, error before note, in order of place.
type Weight = (bool, Reverse<Severity>, usize);

/// A run as SARIF. Results are kept until the end, never more than are written.
pub(super) struct Log<'w> {
    out: &'w mut dyn Write,
    results: BTreeMap<Weight, Vec<u8>>,
    seen: usize,
}

impl<'w> Log<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, results: BTreeMap::new(), seen: 0 }
    }

    fn take(&mut self, batch: &Batch<'_>, finding: &Finding, why: Option<&Why>) -> io::Result<()> {
        let Some(document) = batch.documents.get(finding.story.index()) else { return Ok(()) };
        let weight = (why.is_some(), Reverse(finding.severity), self.seen);
        self.seen += 1;
        let lightest = self.results.last_key_value().map(|(key, _)| *key);
        if self.results.len() >= MOST_RESULTS && lightest.is_some_and(|lightest| lightest < weight) {
            return Ok(());
        }
        let mut result = Vec::new();
        write(&mut result, &ResultRecord::new(batch, document, finding, why))?;
        self.results.insert(weight, result);
        if self.results.len() > MOST_RESULTS {
            self.results.pop_last();
        }
        Ok(())
    }

    fn write_results(&mut self, has_baseline: bool) -> io::Result<()> {
        let mut results: Vec<_> = std::mem::take(&mut self.results).into_iter().collect();
        results.sort_by_key(|((_, _, number), _)| *number);
        for (number, ((is_held, _, _), result)) in results.iter().enumerate() {
            self.out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
            // only now is it known whether there is a baseline
            match (has_baseline, result.strip_suffix(b"}")) {
                (true, Some(open)) => {
                    let state = if *is_held { "unchanged" } else { "new" };
                    self.out.write_all(open)?;
                    write!(self.out, ",\"baselineState\":\"{state}\"}}")?;
                }
                (false, _) | (true, None) => self.out.write_all(result)?,
            }
        }
        Ok(())
    }
}

impl Report for Log<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        let shown = batch.findings.iter().map(|finding| (finding, None));
        let held = batch.held.iter().map(|Held { finding, why }| (finding, Some(why)));
        let mut all: Vec<_> = shown.chain(held).collect();
        all.sort_by_key(|(finding, _)| {
            let name = batch.documents.get(finding.story.index()).map_or("", |document| &document.name);
            (name, &finding.spans, finding.rule, finding.fingerprint)
        });
        all.into_iter().try_for_each(|(finding, why)| self.take(batch, finding, why))
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        let left_out = self.seen - self.results.len();
        let counts = Counts::of(run.files);
        let driver = json!({
            "name": "sayso",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": RULES.iter().map(|rule| rule_record(&rule.meta)).collect::<Vec<_>>(),
            "notifications": [{"id": NOT_READ, "shortDescription": {"text": "What there is to tell of reading."}}],
        });
        let invocation = json!({
            "executionSuccessful": counts.is_complete(),
            "toolExecutionNotifications": notifications(run, left_out),
        });
        let properties = json!({"files": CountsRecord::new(&counts), "gate": GateRecord::new(&run.account)});
        self.out.write_all(b"{\"version\":\"2.1.0\",\"runs\":[{\n\"tool\":")?;
        write(self.out, &json!({"driver": driver}))?;
        self.out.write_all(b",\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[")?;
        self.write_results(run.account.has_baseline)?;
        self.out.write_all(b"\n],\n\"invocations\":")?;
        write(self.out, &[invocation])?;
        self.out.write_all(b",\n\"properties\":")?;
        write(self.out, &properties)?;
        self.out.write_all(b"\n}]}\n")
    }
}

/// What is known of a rule: its page is the help.
fn rule_record(meta: &crate::check::Meta) -> Value {
    json!({
        "id": meta.id,
        "shortDescription": {"text": meta.summary()},
        "help": {"text": meta.page, "markdown": meta.page},
        "defaultConfiguration": {"level": words::severity(meta.highest)},
        "properties": {"tags": [meta.family()]},
    })
}

/// What notices come under.
const NOT_READ: &str = "reading";

/// What could not be read, and what else there is to tell.
fn notifications(run: &Run<'_>, left_out: usize) -> Vec<Value> {
    let lost = run.files.iter().filter(|file| matches!(file.status, Status::Failed | Status::PartlyRead));
    let lost: BTreeSet<&str> = lost.map(|file| file.path.as_str()).collect();
    let told = run.notices.iter().take(MOST_NOTIFICATIONS).map(|notice| {
        let region = notice.line.map(|line| json!({"startLine": line.max(1)}));
        let mut place = json!({"artifactLocation": {"uri": uri(&notice.path)}});
        if let Some(region) = region {
            place["region"] = region;
        }
        json!({
            "descriptor": {"id": NOT_READ},
            "level": if lost.contains(notice.path.as_str()) { "error" } else { "note" },
            "message": {"text": plain(&notice.message)},
            "locations": [{"physicalLocation": place}],
        })
    });
    let beyond = run.notices.len().saturating_sub(MOST_NOTIFICATIONS);
    let cut = [(left_out, "more results, the least weighty"), (beyond, "more notices")];
    let cut = cut.into_iter().filter(|(count, _)| *count > 0);
    let cut = cut.map(|(count, what)| json!({"level": "warning", "message": {"text": format!("{count} {what}, are not shown")}}));
    told.chain(cut).collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultRecord<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    suppressions: Vec<Value>,
    properties: Value,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    /// Which of the stories of one file.
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[LogicalLocation<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'a> {
    fully_qualified_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// Lines and columns from 1, the end behind the last character; bytes as they lie on disk.
#[derive(Serialize)]
#[serde(rename_all = "camelCase", untagged)]
enum Region {
    #[serde(rename_all = "camelCase")]
    Text {
        start_line: u32,
        start_column: u32,
        end_line: u32,
        end_column: u32,
        byte_offset: u32,
        byte_length: u32,
    },
    #[serde(rename_all = "camelCase")]
    Line { start_line: u32 },
}

impl<'a> ResultRecord<'a> {
    fn new(batch: &Batch<'a>, document: &'a Document, finding: &'a Finding, why: Option<&Why>) -> Self {
        let own = |span: &Span| (Place { story: finding.story, span: *span }, "also here");
        let also = finding.spans.iter().skip(1).map(own);
        let against = finding.related.iter().map(|related| (related.place, related.label.as_str()));
        let copied = place::carriers(finding).map(|at| (at, "the same words, in a copy of this text"));
        let related = also.chain(against).chain(copied).take(MOST_RELATED).enumerate().filter_map(
            |(number, (at, label))| {
                let document = batch.documents.get(at.story.index())?;
                Some(Location::new(document, at.span).labelled(number + 1, label))
            },
        );
        let fingerprint = hex(finding.fingerprint);
        Self {
            rule_id: finding.rule,
            rule_index: RULES.iter().position(|rule| rule.meta.id == finding.rule).unwrap_or(0),
            level: words::severity(finding.severity),
            message: Message { text: plain(&format!("{}. {}", finding.message, finding.help)) },
            locations: [Location::new(document, finding.spans.first().copied().unwrap_or_default())],
            related_locations: related.collect(),
            // the first is what code scanning tells alerts apart by
            partial_fingerprints: BTreeMap::from([
                ("primaryLocationLineHash", format!("{fingerprint}:1")),
                ("sayso/v1", fingerprint),
            ]),
            suppressions: why.map(suppression).into_iter().collect(),
            properties: json!({
                "confidence": words::fraction(finding.confidence),
                "cluster": hex(finding.cluster),
                "event": hex(finding.event),
                "because": finding.evidence.because,
            }),
        }
    }
}

fn suppression(why: &Why) -> Value {
    match why {
        Why::Baseline => {
            json!({"kind": "external", "status": "accepted", "justification": "in the baseline"})
        }
        Why::Suppressed { reason, author, expires } => json!({
            "kind": "external",
            "status": "accepted",
            "justification": plain(reason),
            "properties": {"author": author, "expires": expires.map(|day| day.to_string())},
        }),
    }
}

impl<'a> Location<'a> {
    fn new(document: &'a Document, span: Span) -> Self {
        let (start, end) = (document.locate(span.start), document.locate(span.end));
        let [first, last] = place::range(document, span);
        let region = if document.is_line {
            Region::Line { start_line: start.line }
        } else {
            Region::Text {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
                byte_offset: first,
                byte_length: last.saturating_sub(first),
            }
        };
        let artifact_location = Artifact { uri: uri(place::file(document)) };
        let name = || [LogicalLocation { fully_qualified_name: &document.name }];
        Self {
            id: None,
            physical_location: PhysicalLocation { artifact_location, region },
            logical_locations: document.is_line.then(name),
            message: None,
        }
    }

    fn labelled(self, id: usize, label: &str) -> Self {
        let message = Message { text: plain(if label.is_empty() { "held against this" } else { label }) };
        Self { id: Some(id), message: Some(message), ..self }
    }
}

/// Text in which nothing is a link and no control hides.
fn plain(text: &str) -> String {
    visible(text).replace("](", "] (")
}

/// A path as a relative reference: every byte that is not plain is written as `%` and two digits.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, NAME, at};
    use super::*;
    use crate::extract::{Confidence, Facts};
    use crate::gate::Account;

    fn written(documents: &[Document], findings: &[Finding], held: &[Held]) -> Value {
        let facts = vec![Facts::default(); documents.len()];
        let mut out = Vec::new();
        let mut log = Log::new(&mut out);
        log.add(&Batch { documents, facts: &facts, findings, held, ..Batch::default() }).unwrap();
        let account = Account { has_baseline: !held.is_empty(), ..Account::default() };
        log.close(&Run { account, ..Run::default() }).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    fn finding(at: Place, severity: Severity) -> Finding {
        Finding::new(&NAME, severity, Confidence::percent(97), at).says("`a` is [b](http://c)", "use one")
    }

    #[test]
    fn columns_are_characters_and_bytes_those_of_the_file() {
        let documents = [Document::plain("a b.txt", "é\u{a0}👩\u{200d}🚒 e\u{301} Okonyo said.\nOkonyo")];
        let log = written(&documents, &[finding(at(&documents, 0, "Okonyo"), Severity::Error)], &[]);
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.txt");
        let region = &place["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&json!(1), &json!(10)));
        assert_eq!((&region["endLine"], &region["endColumn"]), (&json!(1), &json!(16)));
        assert_eq!((&region["byteOffset"], &region["byteLength"]), (&json!(20), &json!(6)));
        assert!(region["startColumn"].is_u64());
    }

    #[test]
    fn what_is_held_back_is_marked_and_stays_in_its_place() {
        let documents = sample::documents();
        let new = finding(at(&documents, 0, "tested"), Severity::Error);
        let held = finding(at(&documents, 0, "Okonyo"), Severity::Note);
        let log = written(&documents, &[new], &[Held { finding: held, why: Why::Baseline }]);
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(
            (&results[0]["baselineState"], &results[1]["baselineState"]),
            (&json!("unchanged"), &json!("new"))
        );
        assert_eq!(results[0]["suppressions"][0]["justification"], "in the baseline");
        assert_eq!(results[1]["suppressions"], json!([]));
        assert_eq!(results[1]["message"]["text"], "`a` is [b] (http://c). use one");
    }

    #[test]
    fn of_too_many_the_weightiest_are_kept() {
        let documents = sample::documents();
        let place = at(&documents, 0, "Okonyo");
        let mut findings = vec![finding(place, Severity::Note); MOST_RESULTS];
        findings.push(finding(at(&documents, 0, "tested"), Severity::Error));
        let log = written(&documents, &findings, &[]);
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!((results.len(), &results[MOST_RESULTS - 1]["level"]), (MOST_RESULTS, &json!("error")));
        let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert_eq!(told, "1 more results, the least weighty, are not shown");
    }
}
