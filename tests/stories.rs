//! The stories that ship, held against the list of slips in their README.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

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
        "date-weekday",
        "date-impossible",
        "statement-drift",
    ] {
        assert!(slips.iter().any(|slip| slip.rule == rule), "{rule} is not planted");
    }
}
