//! Every rule's page is its test: the findings in its fences come out, and no others of its rule.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use sayso::check::{Authority, Expected, Finding, Page, RULES, Rule, Scenario};
use sayso::gate::{Asked, Gate, SUPPRESSIONS_FILE, Suppressions, Terms};
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

/// The suppressions of a scenario, in a gate that has nothing else to go by.
fn gate(scenario: &Scenario) -> Gate {
    let suppressions = Suppressions::read(SUPPRESSIONS_FILE, &scenario.suppressions).unwrap();
    Gate::new(Terms { suppressions, today: scenario.today.parse().unwrap_or_default(), ..Terms::default() })
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

/// The page's list of names, if it has one.
fn authority(scenario: &Scenario) -> Authority {
    let list = Some(scenario.names.as_bytes()).filter(|list| !list.is_empty());
    list.map_or_else(Authority::default, |list| Authority::read(list).unwrap())
}

/// What comes out otherwise than the page says. All findings count, of whatever rule: a page also
/// shows that the other rules keep silent on its stories.
fn check(rule: &str, scenario: &Scenario) -> Option<String> {
    let documents = documents(scenario);
    let analysis = pipeline::analyse(&documents, Across::All);
    let authority = authority(scenario);
    let findings = pipeline::check_by(&authority, &documents, &analysis, |_| true);
    let mut gate = gate(scenario);
    let judged = gate.judge(&documents, findings);
    let mut found: Vec<_> = judged.findings.iter().map(|f| shown(&documents, f)).collect();
    if let Some(own) = gate.housekeeping(&Asked { is_complete: true, ..Asked::default() }) {
        found.extend(own.judged.findings.iter().map(|f| shown(&own.documents, f)));
    }
    let mut expected = scenario.expected.clone();
    found.sort();
    expected.sort();
    let differs = found != expected;
    differs.then(|| {
        let heading = &scenario.heading;
        let text = documents.iter().map(|d| d.text.as_str()).collect::<Vec<_>>().join("\n~~~\n");
        format!("page of {rule}, under “{heading}”:\n{text}\nfound {found:#?}\nexpected {expected:#?}")
    })
}

#[test]
fn pages_tell_the_truth() {
    let scenarios = |rule: &&Rule| Page::read(rule.meta.page).scenarios;
    let wrong: Vec<String> = RULES
        .iter()
        .flat_map(|rule| scenarios(rule).into_iter().filter_map(|scenario| check(rule.meta.id, &scenario)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// How long a line of help may be. Unit: characters. Source: a line of a report with its margin, twice.
const HELP: usize = 160;

#[test]
fn every_help_is_one_line_that_says_what_to_do() {
    for rule in RULES {
        for scenario in Page::read(rule.meta.page).scenarios {
            let documents = documents(&scenario);
            let analysis = pipeline::analyse(&documents, Across::All);
            let authority = authority(&scenario);
            for finding in pipeline::check_by(&authority, &documents, &analysis, |_| true) {
                let help = &finding.help;
                assert!(!help.trim().is_empty(), "{}: {}", finding.rule, finding.message);
                assert!(!help.contains('\n') && help.chars().count() <= HELP, "{}: {help}", finding.rule);
            }
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
