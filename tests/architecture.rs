//! The plan as a test: a file uses only rooms to the left of its own.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from left to right. Rooms of one entry may not use each other.
const PLAN: &[&[&str]] = &[
    &["par", "text", "crf"],
    &["lexicon"],
    &["ingest"],
    &["segment"],
    &["extract"],
    &["resolve"],
    &["graph"],
    &["check"],
    &["gate"],
    &["report"],
    &["learn"],
    &["pipeline"],
    &["cli", "main"],
];

fn rank(room: &str) -> Option<usize> {
    PLAN.iter().position(|rooms| rooms.contains(&room))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

fn files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| (path.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn room_of(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file before its tests, without comments.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or("");
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every room that the code names after `crate::` or `sayso::`, in braces or not.
fn rooms_used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for lead in ["crate::", "sayso::"] {
        for (at, _) in code.match_indices(lead) {
            let rest = &code[at + lead.len()..];
            match rest.strip_prefix('{') {
                Some(braces) => used.extend(names_at_top_level(braces)),
                None => used.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
            }
        }
    }
    used
}

fn names_at_top_level(braces: &str) -> Vec<String> {
    let (mut depth, mut names, mut name) = (0, Vec::new(), String::new());
    for c in braces.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            _ if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    names.iter().map(|n| n.trim().split("::").next().unwrap_or("").to_owned()).collect()
}

#[test]
fn rooms_look_left() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let room = room_of(&path);
        if room == "lib" {
            continue;
        }
        let own = rank(&room).unwrap_or_else(|| panic!("{} is in no room of the plan", path.display()));
        for used in rooms_used(&code(&text)) {
            match rank(&used) {
                Some(other) if other < own || used == room => {}
                Some(_) => wrong.push(format!("{} uses {used}, to its right", path.display())),
                None => wrong.push(format!("{} uses {used}, which is no room", path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_import_to_the_right_is_seen() {
    assert_eq!(rooms_used("use crate::{text::{Span, fold}, report};"), ["text", "report"]);
    assert_eq!(rooms_used("let x = crate::graph::build();"), ["graph"]);
}

#[test]
fn only_par_names_rayon() {
    for (path, text) in files() {
        assert!(path == Path::new("par.rs") || !code(&text).contains("rayon"), "{}", path.display());
    }
}

#[test]
fn only_ingest_and_cli_open_files() {
    for (path, text) in files() {
        let allowed = ["ingest", "cli", "main"].contains(&room_of(&path).as_str());
        assert!(allowed || !code(&text).contains("std::fs"), "{}", path.display());
    }
}

#[test]
fn the_library_never_prints() {
    for (path, text) in files() {
        let allowed = ["cli", "main"].contains(&room_of(&path).as_str());
        for word in ["println!", "print!", "eprintln!", "eprint!", "dbg!"] {
            assert!(allowed || !code(&text).contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn files_stay_readable() {
    for (path, text) in files() {
        let lines = code(&text).lines().count();
        assert!(lines <= 800, "{} has {lines} lines; stop at 800", path.display());
    }
}

#[test]
fn every_rule_has_its_page_and_its_line() {
    let rules = files();
    for (path, _) in rules.iter().filter(|(p, _)| p.starts_with("check/rules")) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path).with_extension("md");
        assert!(page.exists(), "{} has no page", path.display());
        let id = name.replace('_', "-");
        assert!(sayso::check::rule(&id).is_some(), "{id} is not in the list of rules");
    }
    let ids: Vec<_> = sayso::check::RULES.iter().map(|rule| rule.meta.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}
