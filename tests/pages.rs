//! Every rule's page is its test: the findings in its fences come out, and no others of its rule.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use sayso::check::{Expected, Finding, Page, RULES, Scenario};
use sayso::ingest::Document;
use sayso::pipeline;
use sayso::resolve::Across;

fn documents(scenario: &Scenario) -> Vec<Document> {
    scenario
        .stories
        .iter()
        .map(|(name, text, outlet, date)| {
            let mut document = Document::plain(name, text);
            document.metadata.publisher.clone_from(outlet);
            document.metadata.date = date.as_ref().map(|d| d.parse().expect("dates in pages are YYYY-MM-DD"));
            document
        })
        .collect()
}

fn shown(documents: &[Document], finding: &Finding) -> Expected {
    let document = &documents[finding.story.index()];
    let at = document.locate(finding.spans[0].start);
    Expected {
        rule: finding.rule.to_owned(),
        severity: finding.severity.as_str().to_owned(),
        story: document.name.clone(),
        at: format!("{}:{}", at.line, at.column),
        excerpt: finding.spans[0].of(&document.text).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// All findings count, of whatever rule: a page also shows that the other rules keep silent on it.
fn check(rule: &str, scenario: &Scenario) {
    let documents = documents(scenario);
    let analysis = pipeline::analyse(&documents, Across::All);
    let findings = pipeline::check(&documents, &analysis, |_| true);
    let mut found: Vec<_> = findings.iter().map(|f| shown(&documents, f)).collect();
    let mut expected = scenario.expected.clone();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "\npage of {rule}, under “{}”\n{findings:#?}", scenario.heading);
}

#[test]
fn pages_tell_the_truth() {
    for rule in RULES {
        for scenario in &Page::read(rule.meta.page).scenarios {
            check(rule.meta.id, scenario);
        }
    }
}

#[test]
fn every_page_shows_a_flagged_and_a_silent_story() {
    for rule in RULES {
        let page = Page::read(rule.meta.page);
        let flags = |s: &Scenario| s.expected.iter().any(|e| e.rule == rule.meta.id);
        assert!(page.scenarios.iter().any(flags), "{} shows no flagged story", rule.meta.id);
        assert!(!page.scenarios.iter().all(flags), "{} shows no silent story", rule.meta.id);
        assert!(rule.meta.page.starts_with(&format!("# {}\n", rule.meta.id)), "{}", rule.meta.id);
    }
}
