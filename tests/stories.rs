//! The stories that ship, held against the list of slips in their README and the stored records.
//!
//! `SAYSO_UPDATE=1 cargo test --test stories` stores the records anew; read the change before it lands.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use sayso::check::{Finding, Severity};
use sayso::ingest::{self, Document, Request};
use sayso::pipeline;
use sayso::resolve::Across;
use std::fs;
use std::path::PathBuf;

/// One row of the table of planted slips: story, rule, words, words held against.
struct Slip {
    story: String,
    rule: String,
    words: [String; 2],
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/stories")
}

/// The rows of four cells of which the first names a story.
fn slips() -> Vec<Slip> {
    let page = fs::read_to_string(folder().join("README.md")).unwrap();
    let rows = page.lines().map(|line| line.trim_matches('|').split('|').map(|c| c.trim().trim_matches('`')));
    rows.filter_map(|cells| match cells.collect::<Vec<_>>()[..] {
        [story, rule, words, against] if story.ends_with(".txt") => Some(Slip {
            story: story.to_owned(),
            rule: rule.to_owned(),
            words: [words.to_owned(), against.to_owned()],
        }),
        _ => None,
    })
    .collect()
}

fn joined(story: &str) -> String {
    let text = fs::read_to_string(folder().join(story)).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_planted_slip_stands_in_its_story() {
    let slips = slips();
    assert!(slips.len() >= 18, "{} rows", slips.len());
    for slip in slips {
        let text = joined(&slip.story);
        for words in slip.words {
            assert!(text.contains(&words), "{}: {}: {words}", slip.story, slip.rule);
        }
    }
}

#[test]
fn every_first_rule_is_planted() {
    let slips = slips();
    for rule in [
        "name-variant",
        "quotation-altered",
        "quotation-negated",
        "quotation-trimmed",
        "quotation-variant",
        "quotation-repeated",
        "quotation-unbalanced",
        "quotation-unattributed",
        "speaker-conflict",
        "figure-conflict",
        "figure-scale",
        "figure-gap",
        "figure-sources-differ",
        "age-conflict",
        "date-weekday",
        "date-impossible",
        "statement-drift",
    ] {
        assert!(slips.iter().any(|slip| slip.rule == rule), "{rule} is not planted");
    }
}

/// The stories and what is found in them, each event by itself.
fn findings() -> (Vec<Document>, Vec<Finding>) {
    let request = Request { paths: vec![folder()], current_dir: folder(), ..Request::default() };
    let (documents, _) = ingest::read(&request);
    let analysis = pipeline::analyse(&documents, Across::Group);
    let findings = pipeline::check(&documents, &analysis, |_| true);
    (documents, findings)
}

/// Whether a finding is about these words: one of its places overlaps a place of theirs.
fn is_about(documents: &[Document], finding: &Finding, words: &str) -> bool {
    let text = &documents[finding.story.index()].text;
    let own = finding.related.iter().filter(|r| r.place.story == finding.story).map(|r| r.place.span);
    finding.spans.iter().copied().chain(own).any(|span| {
        let shown = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        shown.contains(words) || words.contains(&shown)
    })
}

#[test]
fn every_planted_slip_is_found() {
    let (documents, findings) = findings();
    for slip in slips() {
        let found = findings.iter().any(|finding| {
            documents[finding.story.index()].name == slip.story
                && finding.rule == slip.rule
                && is_about(&documents, finding, &slip.words[0])
        });
        assert!(found, "{}: {}: {}", slip.story, slip.rule, slip.words[0]);
    }
}

#[test]
fn nothing_but_planted_slips_is_found() {
    let (documents, findings) = findings();
    let slips = slips();
    let planted = |finding: &Finding| {
        let name = &documents[finding.story.index()].name;
        slips.iter().any(|slip| slip.story == *name && slip.rule == finding.rule)
    };
    let weighty = findings.iter().find(|f| f.severity > Severity::Note && !planted(f));
    assert!(weighty.is_none(), "{weighty:#?}");
    assert!(findings.iter().filter(|f| !planted(f)).count() <= 2, "{findings:#?}");
}

/// What the program prints for the shipped stories, held against what is stored under
/// `tests/stories/shipped`.
fn check_stored(name: &str, arguments: &[&str]) {
    let mut command = assert_cmd::Command::cargo_bin("sayso").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).arg("data/stories");
    let fresh = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories/shipped").join(name);
    if std::env::var_os("SAYSO_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &fresh).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap();
    for (at, (stored, fresh)) in stored.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(fresh, stored, "{name}:{}", at + 1);
    }
    assert_eq!(fresh.lines().count(), stored.lines().count(), "{name}");
}

#[test]
fn the_records_are_those_stored() {
    check_stored("claims.csv", &["claims", "--format", "csv"]);
    check_stored("figures.csv", &["figures", "--format", "csv"]);
    check_stored("speakers.csv", &["speakers", "--across", "group", "--format", "csv"]);
    check_stored("findings.jsonl", &["check", "--across", "group", "--format", "jsonl"]);
}
