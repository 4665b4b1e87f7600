//! Scores are those of the reference scorer, whatever the claims.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use assert_cmd::Command;
use proptest::prelude::*;
use sayso::ingest::Document;
use sayso::learn::{Annotation, Evaluation, Scored};
use sayso::text::Span;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval")
}

fn stored(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

fn eval(arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("sayso").unwrap();
    command.current_dir(folder()).arg("eval").args(arguments).output().unwrap()
}

/// What is printed when the stored claims are scored.
#[track_caller]
fn scored(more: &[&str]) -> String {
    let arguments = ["gold.jsonl", "--predictions", "pred.jsonl", "--missing-as-empty", "--bootstrap", "20"];
    let output = eval(&[&arguments, more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(arguments: &[&str], message: &str) {
    let output = eval(arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.trim_end()), (Some(2), message));
    assert!(output.stdout.is_empty());
}

#[test]
fn the_table_is_that_of_the_reference() {
    let text = scored(&[]);
    let table = stored("table.txt");
    let (head, beneath) = text.split_at(table.len());
    assert_eq!(head, table);
    let expected = "
resolved speakers of the claims found: 6 of 9 (66.7) right; where the source is a pronoun 1 of 1 (100.0); a role 1 of 3 (33.3); a name 4 of 5 (80.0); of the roles a body 1 of 1 (100.0); several people 0 of 0 (0.0)

confidence   claims    mean   right
0.0 to 0.1        1     5.0   100.0
0.1 to 0.2        1    10.0     0.0
0.2 to 0.3        0
0.3 to 0.4        1    30.0     0.0
0.4 to 0.5        2    44.0    50.0
0.5 to 0.6        2    50.0     0.0
0.6 to 0.7        3    64.0    66.7
0.7 to 0.8        1    75.0     0.0
0.8 to 0.9        0
0.9 to 1.0        4    94.0    75.0
15 claims; expected calibration error 27.1; confidence 0.9 or more: 4 (26.7), of which right 75.0
";
    assert_eq!(beneath, expected);
}

#[test]
fn the_json_is_that_of_the_reference_and_more() {
    let text = scored(&["--format", "json"]);
    let reference = stored("report.json");
    assert!(text.starts_with(reference.strip_suffix("\n}\n").unwrap()), "{text}");
    let mut report: Value = serde_json::from_str(&text).unwrap();
    let members = report.as_object_mut().unwrap();
    assert_eq!(members.remove("speakers").unwrap()["pronoun"], serde_json::json!({"of": 1, "right": 1}));
    assert_eq!(members.remove("reliability").unwrap()["sure"]["share"], 4.0 / 15.0);
    assert_eq!(report, serde_json::from_str::<Value>(&reference).unwrap());
}

#[test]
fn misses_are_those_of_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("misses.jsonl");
    scored(&["--misses", file.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(file).unwrap(), stored("misses.jsonl"));
}

#[test]
fn without_predictions_our_own_claims_are_scored() {
    let folder = tempfile::tempdir().unwrap();
    let claims = folder.path().join("claims.jsonl");
    let claims = claims.to_str().unwrap();
    let mut command = Command::cargo_bin("sayso").unwrap();
    let gold = self::folder().join("gold.jsonl");
    command.args(["claims", "--format", "jsonl", "-o", claims]).arg(gold).assert().success();
    let own = eval(&["gold.jsonl"]);
    assert_eq!(own.status.code(), Some(0));
    assert_eq!(own.stdout, eval(&["gold.jsonl", "--predictions", claims]).stdout);
    assert_eq!(own.stdout, eval(&["gold.jsonl", "--jobs", "1"]).stdout);
}

#[test]
fn what_cannot_be_scored_is_refused() {
    refused(
        &["gold.jsonl", "--predictions", "pred.jsonl"],
        "error: 1 of 4 gold documents have no prediction, such as lost (--missing-as-empty scores them as empty)",
    );
    refused(
        &["gold.jsonl", "--predictions", "gold.jsonl", "-o", "x", "--misses", "x"],
        "error: two outputs for x; give each its own file",
    );
    refused(&["pred.jsonl"], "error: pred.jsonl:1: dam: no string `text`");
    let gone = String::from_utf8(eval(&["nowhere.jsonl"]).stderr).unwrap();
    assert!(gone.starts_with("error: cannot read nowhere.jsonl: "), "{gone}");
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.jsonl");
    fs::write(&other, "{\"id\": \"elsewhere\", \"claims\": []}\n").unwrap();
    let other = other.to_str().unwrap();
    refused(
        &["gold.jsonl", "--predictions", other],
        &format!("error: {other}:1: 1 predicted documents are not in the gold set, such as elsewhere"),
    );
}

/// Any claims, in the text or not, on character boundaries or not.
fn claims() -> impl Strategy<Value = Vec<Annotation>> {
    let span = || (0_u32..150, 0_u32..40).prop_map(|(start, length)| Span::new(start, start + length));
    let spans = move || prop::collection::vec(span(), 0..4);
    let speaker = prop::option::of(prop_oneof![Just("Ana Díaz".to_owned()), "\\PC{0,6}"]);
    let claim = (spans(), spans(), spans(), speaker, prop::option::of(any::<f64>()));
    let claim = claim.prop_map(|(source, cue, content, speaker, confidence)| Annotation {
        source,
        cue,
        content,
        speaker,
        confidence,
    });
    prop::collection::vec(claim, 0..8)
}

fn newsish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Ana Díaz ",
        "the ",
        "minister ",
        "and ",
        "of ",
        "said ",
        "she ",
        "’s ",
        "“",
        "” ",
        "\"",
        "''",
        ", ",
        ". ",
        "\n\n",
        "3,117 ",
        "it will rain again soon ",
        "\u{301}",
        "İ",
        "-",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn report(document: &Document, gold: &[Annotation], predicted: &[Annotation]) -> Value {
    let mut evaluation = Evaluation::default();
    let misses = evaluation.add(&[Scored { document, gold, predicted: Some(predicted) }]);
    let mut json = Vec::new();
    misses.iter().for_each(|miss| miss.json(&mut json).unwrap());
    json.clear();
    let report = evaluation.report(3);
    assert!(!report.text().contains("NaN"), "{}", report.text());
    report.json(&mut json).unwrap();
    serde_json::from_slice(&json).unwrap()
}

/// Every share in a report.
fn shares(value: &Value, found: &mut Vec<f64>) {
    match value {
        Value::Number(number) => found.extend(number.as_f64().filter(|_| number.is_f64())),
        Value::Array(list) => list.iter().for_each(|one| shares(one, found)),
        Value::Object(members) => members.values().for_each(|one| shares(one, found)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

proptest! {
    #[test]
    fn any_claims_are_scored(text in prop_oneof![newsish(), "\\PC{0,80}"], gold in claims(), predicted in claims()) {
        let report = report(&Document::plain("a", &text), &gold, &predicted);
        let mut found = Vec::new();
        shares(&report, &mut found);
        prop_assert!(found.iter().all(|share| (0.0..=1.0).contains(share)), "{report}");
    }

    #[test]
    fn claims_held_against_themselves_are_right(text in newsish(), gold in claims()) {
        let report = report(&Document::plain("a", &text), &gold, &gold);
        for kind in ["direct", "mixed", "indirect", "all"] {
            for measure in ["exact", "relaxed", "words"] {
                let row = &report[kind];
                let expected = if row["gold"] == 0 { 0.0 } else { 1.0 };
                prop_assert_eq!(&row[measure]["f1"], &Value::from(expected), "{} {}", kind, measure);
            }
        }
    }
}
