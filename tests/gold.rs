//! Floors on our own annotated stories, of which those in `kept.jsonl` are never learned from and never
//! read while the extractor is tuned: a change that falls below does not land.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use sayso::extract::Extractor;
use sayso::ingest::Document;
use sayso::learn::{Annotated, Annotation, Evaluation, FigureMark, Gold, Scored};
use sayso::pipeline;
use serde_json::Value;
use std::fs::File;
use std::path::Path;

/// The scores of an extractor on a file of annotated stories.
fn score(name: &str, extractor: Extractor<'_>) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name);
    let stories: Vec<Annotated> = Gold::new(name, File::open(path).unwrap()).map(Result::unwrap).collect();
    let documents: Vec<Document> = stories.iter().map(|story| story.document.clone()).collect();
    let facts = pipeline::facts(&documents, extractor);
    let found: Vec<Vec<Annotation>> = facts.iter().map(Annotation::all).collect();
    let scored: Vec<Scored<'_>> = stories
        .iter()
        .zip(&found)
        .map(|(story, found)| Scored {
            document: &story.document,
            gold: &story.claims,
            predicted: Some(found),
        })
        .collect();
    let mut evaluation = Evaluation::default();
    evaluation.add(&scored);
    for (story, facts) in stories.iter().zip(&facts) {
        if let Some(marked) = &story.figures {
            evaluation.add_figures(marked, &FigureMark::all(facts));
        }
    }
    let mut json = Vec::new();
    evaluation.report(0).json(&mut json).unwrap();
    serde_json::from_slice(&json).unwrap()
}

/// Holds a score against its floor. Unit: fractions of one.
#[track_caller]
fn floor(report: &Value, pointer: &str, least: f64) {
    let score = report.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {pointer}"));
    assert!(score >= least, "{pointer}: {score:.3} is below the floor of {least}");
}

/// Holds the share of resolved speakers that are right against its floor. Unit: fractions of one.
#[track_caller]
fn speakers(report: &Value, kind: &str, least: f64) {
    let count = |what: &str| report.pointer(&format!("/speakers/{kind}/{what}")).and_then(Value::as_f64);
    let share = count("right").unwrap() / count("of").unwrap();
    assert!(share >= least, "speakers, {kind}: {share:.3} is below the floor of {least}");
}

#[test]
fn speakers_hold_their_floors() {
    let kept = score("kept.jsonl", Extractor::builtin());
    speakers(&kept, "all", 0.82);
    speakers(&kept, "pronoun", 0.75);
    speakers(&kept, "role", 0.70);
    let fresh = score("fresh.jsonl", Extractor::builtin());
    speakers(&fresh, "all", 0.81);
    speakers(&fresh, "pronoun", 0.70);
    speakers(&fresh, "role", 0.80);
    for (name, least) in [
        ("train-a.jsonl", 0.93),
        ("train-b.jsonl", 0.96),
        ("train-c.jsonl", 0.95),
        ("train-d.jsonl", 0.95),
        ("train-e.jsonl", 0.95),
        ("train-f.jsonl", 0.93),
        ("train-h.jsonl", 0.93),
    ] {
        speakers(&score(name, Extractor::builtin()), "all", least);
    }
}

/// Holds precision and recall of a field of the figures against its floors. Unit: fractions of one.
#[track_caller]
fn figures(report: &Value, field: &str, least: (f64, f64)) {
    let count = |what: &str| report.pointer(&format!("/figures/{what}")).and_then(Value::as_f64).unwrap();
    let (precision, recall) = (count(field) / count("predicted"), count(field) / count("gold"));
    let held = precision >= least.0 && recall >= least.1;
    assert!(held, "figures, {field}: {precision:.3} and {recall:.3} are below {least:?}");
}

#[test]
fn figures_hold_their_floors() {
    for name in ["kept.jsonl", "fresh.jsonl", "train-a.jsonl", "train-b.jsonl"] {
        let report = score(name, Extractor::builtin());
        figures(&report, "found", (0.93, 0.90));
        figures(&report, "value", (0.92, 0.89));
        figures(&report, "unit", (0.85, 0.83));
        figures(&report, "bound", (0.90, 0.87));
        figures(&report, "counts", (0.83, 0.80));
        figures(&report, "source", (0.72, 0.68));
    }
}

#[test]
fn quotations_signed_by_a_name_hold_their_floors() {
    let report = score("train-g.jsonl", Extractor::builtin());
    floor(&report, "/direct/claim/f1", 0.90);
    floor(&report, "/passages/claim", 0.91);
    speakers(&report, "all", 0.90);
}

#[test]
fn the_model_holds_its_floors_on_stories_kept_back() {
    let report = score("kept.jsonl", Extractor::builtin());
    floor(&report, "/all/claim/f1", 0.84);
    floor(&report, "/direct/claim/f1", 0.93);
    floor(&report, "/mixed/claim/f1", 0.88);
    floor(&report, "/indirect/claim/f1", 0.79);
    floor(&report, "/passages/claim", 0.93);
    floor(&report, "/spans/source/f1", 0.83);
    floor(&report, "/spans/cue/f1", 0.81);
    floor(&report, "/spans/content/f1", 0.81);
}

#[test]
fn the_rules_hold_their_floors_on_stories_kept_back() {
    let report = score("kept.jsonl", Extractor::rules());
    floor(&report, "/all/claim/f1", 0.74);
    floor(&report, "/direct/claim/f1", 0.86);
}
