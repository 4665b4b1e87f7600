//! The README shows what the program does.
//!
//! `SAYSO_UPDATE=1 cargo test --test readme` writes the excerpt and the table of rules anew.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use assert_cmd::Command;
use sayso::check::RULES;
use std::fs;
use std::path::{Path, PathBuf};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// What `sayso check data/stories` prints, from the root of the project.
fn output() -> String {
    let mut command = Command::cargo_bin("sayso").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["check", "data/stories"]).env("NO_COLOR", "1");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// The findings that the README shows, by how they begin, and the summary.
const SHOWN: [&str; 4] = [
    "error[name-variant]: `Dorohkova`",
    "error[quotation-negated]",
    "error[figure-scale]",
    "note[figure-gap]",
];

fn excerpt() -> String {
    let output = output();
    let findings: Vec<&str> = output.split("\n\n").collect();
    let shown = SHOWN.map(|head| {
        *findings
            .iter()
            .find(|f| f.starts_with(head))
            .unwrap_or_else(|| panic!("no finding begins with {head}"))
    });
    let summary = findings.last().unwrap().trim_end();
    format!("```text\n[…]\n\n{}\n\n[…]\n\n{summary}\n```\n", shown.join("\n\n"))
}

fn rules() -> String {
    let mut table = "| rule | at most | says |\n|---|---|---|\n".to_owned();
    for rule in RULES {
        let meta = &rule.meta;
        table.push_str(&format!("| `{}` | {} | {} |\n", meta.id, meta.highest.as_str(), meta.summary()));
    }
    table
}

/// Holds what stands between two comments of the README against `fresh`.
fn check(from: &str, to: &str, fresh: &str) {
    let text = fs::read_to_string(page()).unwrap();
    let start = text.find(from).unwrap() + from.len() + 1;
    let end = start + text[start..].find(to).unwrap();
    if std::env::var_os("SAYSO_UPDATE").is_some() {
        fs::write(page(), format!("{}{fresh}{}", &text[..start], &text[end..])).unwrap();
    } else {
        assert_eq!(&text[start..end], fresh, "SAYSO_UPDATE=1 cargo test --test readme writes it anew");
    }
}

#[test]
fn the_readme_shows_what_is_so() {
    check(
        "<!-- excerpt: cargo run --release -- check data/stories -->",
        "<!-- end of excerpt -->",
        &excerpt(),
    );
    check("<!-- rules -->", "<!-- end of rules -->", &rules());
}
