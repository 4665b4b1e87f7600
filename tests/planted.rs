//! Slips of dates, headlines and sums planted into the stories that ship: each must be found, and its
//! harmless neighbour must change nothing.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use sayso::check::Finding;
use sayso::ingest::{self, Document, Request};
use sayso::pipeline;
use sayso::resolve::Across;
use std::path::PathBuf;

/// The names and texts of the stories that ship.
fn stories() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/stories");
    let request = Request { paths: vec![folder.clone()], current_dir: folder, ..Request::default() };
    let (documents, _) = ingest::read(&request);
    assert_eq!(documents.len(), 10);
    documents.into_iter().map(|document| (document.name, document.text)).collect()
}

/// What one rule finds in each of these texts, and the words at which it finds it.
fn found(rule: &str, texts: &[(String, String)]) -> Vec<Vec<String>> {
    let documents: Vec<Document> = texts.iter().map(|(name, text)| Document::plain(name, text)).collect();
    let analysis = pipeline::analyse(&documents, Across::None);
    let findings: Vec<Finding> = pipeline::check(&documents, &analysis, |meta| meta.id == rule);
    let shown = |at: usize| {
        let own = findings.iter().filter(move |finding| finding.story.index() == at);
        let words = own.flat_map(|f| &f.spans).map(|span| span.of(&documents[at].text).to_owned());
        words.collect()
    };
    (0..documents.len()).map(shown).collect()
}

/// Every story with a change made to it. A change that finds no place in a story leaves it out.
fn changed(change: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let made = stories().into_iter().filter_map(|(name, text)| Some((name, change(&text)?)));
    made.collect()
}

/// The story with paragraphs put behind its first and before its last one.
fn with_paragraphs(text: &str, early: &str, late: &str) -> Option<String> {
    let head = text.find(") - ")?;
    let first = head + text[head..].find("\n\n")?;
    let last = text.trim_end().rfind("\n\n").filter(|last| *last > first)?;
    Some(format!("{}\n\n{early}{}\n\n{late}{}", &text[..first], &text[first..last], &text[last..]))
}

/// The rule finds `wrong` in every story that it is planted into, at words of it, and nothing where `right` stands.
fn check(rule: &str, wrong: &[(String, String)], words: &str, right: &[(String, String)]) {
    for ((name, _), found) in wrong.iter().zip(found(rule, wrong)) {
        assert!(
            found.iter().any(|shown| words.contains(shown.as_str())),
            "{rule}, {name}: {words}: {found:?}"
        );
    }
    for ((name, text), found) in right.iter().zip(found(rule, right)) {
        assert!(found.is_empty(), "{rule}, {name}: {found:?} in {text}");
    }
}

fn paragraphs(rule: &str, early: &str, wrong: &str, words: &str, right: &str) {
    let planted = changed(|text| with_paragraphs(text, early, wrong));
    assert_eq!(planted.len(), 10, "{rule}");
    check(rule, &planted, words, &changed(|text| with_paragraphs(text, early, right)));
}

#[test]
fn two_dates_of_one_act_are_found() {
    paragraphs(
        "date-conflict",
        "The grain lift was closed on Sunday after a crack was found.",
        "The grain lift was closed on Monday, the harbour office said.",
        "Monday",
        "The grain lift was closed on Sunday, the harbour office said.",
    );
    paragraphs(
        "date-conflict",
        "Captain Osric Valdane was arrested on Jan. 12, the court said.",
        "Valdane was arrested on Jan. 21.",
        "Jan. 21",
        "Valdane was released on Jan. 21.",
    );
    paragraphs(
        "date-conflict",
        "The old quay collapsed on Feb. 3, 2026.",
        "The old quay collapsed on Feb. 13, 2026, its owner said.",
        "Feb. 13, 2026",
        "The new quay collapsed on Feb. 13, 2026, its owner said.",
    );
    paragraphs(
        "date-conflict",
        "Painter Mirelle Dostane died on Jan. 8 at home.",
        "Dostane died on Jan. 18, her sister said.",
        "Jan. 18",
        "Dostane died in January, her sister said.",
    );
    paragraphs(
        "date-conflict",
        "The north lock opened on Monday to great applause.",
        "The north lock opened on Tuesday, the harbour office said.",
        "Tuesday",
        "The north lock was to have opened on Tuesday, the harbour office said, but was delayed.",
    );
}

/// The story with the day of its dateline moved.
fn dated(text: &str, by: i32) -> Option<String> {
    let end = text.find(", 2026 (")?;
    let start = text[..end].rfind(' ')? + 1;
    let day: i32 = text[start..end].parse().ok()?;
    let moved = day + by;
    (1..=28).contains(&moved).then(|| format!("{}{moved}{}", &text[..start], &text[end..]))
}

#[test]
fn a_dateline_on_another_day_is_found() {
    for by in [-9, -2, 2, 3, 7, 12] {
        let planted = changed(|text| dated(text, by));
        for ((name, _), found) in planted.iter().zip(found("date-dateline", &planted)) {
            assert!(!found.is_empty(), "{name}, by {by}");
        }
    }
    for by in [-1, 0, 1] {
        let right = changed(|text| dated(text, by));
        assert!(found("date-dateline", &right).iter().all(Vec::is_empty), "by {by}");
    }
}

/// The story with another headline, and a first sentence that belongs to it.
fn headed(text: &str, headline: &str, lead: &str) -> Option<String> {
    let mut blocks = text.split("\n\n");
    let (slug, own) = (blocks.next()?, blocks.next()?);
    let dash = text.find(") - ")? + 4;
    let from = slug.len() + 2 + own.len();
    Some(format!("{slug}\n\n{headline}{}{lead} {}", &text[from..dash], &text[dash..]))
}

#[test]
fn a_figure_of_a_headline_that_the_story_does_not_bear_out_is_found() {
    // In some stories other figures add up to the wrong one by chance, which is taken for its source.
    let cases = [
        (
            "Harbour to spend $680 million on new lock",
            "The harbour will spend $86 million on a new lock, its director said.",
            ["Harbour to spend $86 million on new lock", "Harbour to spend nearly $90 million on new lock"],
            10,
        ),
        (
            "Storm leaves 3,700 homes without power",
            "A storm left 7,300 homes on the coast without power, the grid company said.",
            ["Storm leaves 7,300 homes without power", "Storm leaves thousands of homes without power"],
            8,
        ),
        (
            "Strike of 910 dockers halts freight",
            "A strike of 190 dockers halted freight at the port, the union said.",
            ["Strike of 190 dockers halts freight", "Strike of dockers halts freight"],
            8,
        ),
        (
            "Bus crash kills 54 pupils",
            "A bus crash killed 45 pupils on the coast road, police said.",
            ["Bus crash kills 45 pupils", "Bus crash kills more than 40 pupils"],
            6,
        ),
    ];
    for (wrong, lead, right, least) in cases {
        let planted = found("headline-mismatch", &changed(|text| headed(text, wrong, lead)));
        let told = planted.iter().flatten().filter(|words| wrong.contains(words.as_str())).count();
        assert!(told >= least, "{wrong}: {told}");
        for headline in right {
            let found = found("headline-mismatch", &changed(|text| headed(text, headline, lead)));
            assert!(found.iter().all(Vec::is_empty), "{headline}: {found:?}");
        }
    }
}

#[test]
fn sums_over_two_sentences_and_rates_over_time_are_found() {
    let none = "The weather was mild.";
    paragraphs(
        "figure-sum",
        none,
        "Six people died on the coast road. Four were in the bus and three in the van.",
        "Four",
        "Six people died on the coast road. Four were in the bus and two in the van.",
    );
    paragraphs(
        "figure-sum",
        none,
        "Nine people were hurt. Of them, five were men and six women.",
        "five",
        "Nine people were hurt. Five were women and six had come from abroad.",
    );
    paragraphs(
        "figure-sum",
        none,
        "The lease costs $170 million a year for 30 years, a total of $5.4 billion.",
        "$5.4 billion",
        "The lease costs $170 million a year for 30 years, a total of $5.1 billion.",
    );
    paragraphs(
        "figure-sum",
        none,
        "The fund pays $5.9 billion over 30 years, or about $170 million a year.",
        "$5.9 billion",
        "The fund pays $5.3 billion over 30 years, or about $170 million a year.",
    );
    paragraphs(
        "figure-sum",
        none,
        "The lease costs $12,000 a month for 24 months, totaling $345,000.",
        "$345,000",
        "The seat costs $480 for 12 months, or $50 a month.",
    );
}
