//! The HTML report: what it holds, and how it behaves in a real browser where there is one.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]
#![allow(clippy::print_stderr, reason = "a test says what it could not try")]

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{env, fs, process};
use tempfile::TempDir;

/// The page and the JSON of one run.
fn reports(folder: &TempDir, input: &str) -> (PathBuf, PathBuf) {
    let name = |ending: &str| folder.path().join(format!("report.{ending}"));
    let (page, json) = (name("html"), name("json"));
    let format = |name: &str, file: &Path| format!("{name}={}", file.display());
    let mut sayso = Command::cargo_bin("sayso").unwrap();
    sayso.args(["check", "--across", "group", "--config", "none", input]);
    sayso.args(["--format", &format("html", &page), "--format", &format("json", &json)]);
    sayso.output().unwrap();
    (page, json)
}

fn findings(json: &Path) -> Vec<Value> {
    let value: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    value["findings"].as_array().unwrap().clone()
}

#[test]
fn every_finding_has_its_anchor() {
    let folder = TempDir::new().unwrap();
    let (page, json) = reports(&folder, "data/stories");
    let page = fs::read_to_string(page).unwrap();
    let findings = findings(&json);
    assert!(!findings.is_empty());
    assert_eq!(page.matches("<article ").count(), findings.len());
    for finding in findings {
        let anchor = format!("id=\"f-{}\"", finding["fingerprint"].as_str().unwrap());
        assert_eq!(page.matches(&anchor).count(), 1, "{anchor}");
    }
}

/// `docs/report.html` is what `check` writes of the shipped stories; `docs/report.png` how it looks.
#[test]
fn the_sample_report_is_what_the_program_writes() {
    let folder = TempDir::new().unwrap();
    let (page, _) = reports(&folder, "data/stories");
    let fresh = fs::read_to_string(page).unwrap();
    if env::var_os("SAYSO_UPDATE").is_some() {
        fs::write("docs/report.html", &fresh).unwrap();
        if let Some(mut node) = browser("screenshot.mjs") {
            assert!(node.args(["docs/report.html", "docs/report.png"]).status().unwrap().success());
        }
    }
    let kept = fs::read_to_string("docs/report.html").unwrap_or_default();
    assert!(kept == fresh, "SAYSO_UPDATE=1 cargo test --test browser writes docs/report.html anew");
}

/// A script that drives a browser; none where Chromium, Node.js or the packages of `tests/browser` are not.
fn browser(script: &str) -> Option<process::Command> {
    let chromium = env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !Path::new(&chromium).exists() || !Path::new("tests/browser/node_modules/playwright-core").exists() {
        eprintln!("no browser was tried: that needs {chromium} and `npm ci` in tests/browser");
        return None;
    }
    let mut node = process::Command::new("node");
    node.arg(Path::new("tests/browser").join(script)).env("CHROMIUM", chromium);
    Some(node)
}

#[test]
fn hostile_copy_makes_no_element_of_its_own() {
    let folder = TempDir::new().unwrap();
    let (page, json) = reports(&folder, "tests/browser/hostile.jsonl");
    assert!(!findings(&json).is_empty(), "the hostile stories must have findings to be shown");
    let page = fs::read_to_string(page).unwrap();
    for element in ["<script", "<style", "</style", "</script"] {
        assert_eq!(page.matches(element).count(), 1, "{element}");
    }
    for element in ["<img", "<iframe", "<meta http-equiv=refresh", "<link", "<base", "<a href=javascript"] {
        assert!(!page.contains(element), "{element}");
    }
    assert!(!page.contains("href=\"javascript"), "a link that runs");
}

#[test]
fn without_text_the_stories_are_not_there() {
    let run = |more: &[&str]| {
        let mut sayso = Command::cargo_bin("sayso").unwrap();
        sayso.args(["check", "--config", "none", "--format", "html", "data/stories/ferry-fire"]).args(more);
        String::from_utf8(sayso.output().unwrap().stdout).unwrap()
    };
    let (whole, bare) = (run(&[]), run(&["--no-text"]));
    assert!(whole.contains("pinned a list of"), "the story is shown");
    assert!(!bare.contains("pinned a list of"), "the story is left out");
    assert_eq!(whole.matches("<article ").count(), bare.matches("<article ").count());
}

#[test]
fn the_page_holds_in_a_browser() {
    let Some(mut node) = browser("report.mjs") else { return };
    let (own, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (page, json) = reports(&own, "data/stories");
    let (hostile, _) = reports(&other, "tests/browser/hostile.jsonl");
    let ended = node.args([&page, &json, &hostile]).output().unwrap();
    let told = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{told}{}", String::from_utf8_lossy(&ended.stderr));
}
