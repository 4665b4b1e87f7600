//! `--format sqlite`: the tables hold what the other formats hold, and SQLite finds nothing wrong with them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]
#![allow(clippy::print_stderr, reason = "a test says what it could not try")]

use assert_cmd::Command;
use rusqlite::Connection;
use serde_json::Value;
use std::path::PathBuf;
use std::{fs, process};
use tempfile::TempDir;

fn sayso(command: &str, more: &[&str], input: &str) -> process::Output {
    let mut sayso = Command::cargo_bin("sayso").unwrap();
    sayso.args([command, "--config", "none"]).args(more).arg(input).output().unwrap()
}

/// The database of a check.
fn written(folder: &TempDir, more: &[&str], input: &str) -> PathBuf {
    let file = folder.path().join("run.db");
    let format = format!("sqlite={}", file.display());
    sayso("check", &[&["--format", &format], more].concat(), input);
    file
}

fn json(command: &str, more: &[&str], input: &str) -> Value {
    let out = sayso(command, &[&["--format", "json"], more].concat(), input);
    serde_json::from_slice(&out.stdout).unwrap()
}

fn count(database: &Connection, of: &str) -> usize {
    let count = |row: &rusqlite::Row<'_>| row.get::<_, u32>(0);
    database.query_row(&format!("SELECT count(*) FROM {of}"), [], count).unwrap() as usize
}

fn length(value: &Value) -> usize {
    value.as_array().unwrap().len()
}

#[test]
fn the_tables_hold_as_much_as_the_json() {
    let folder = TempDir::new().unwrap();
    for across in ["all", "none"] {
        let input = "data/stories";
        let more = ["--across", across];
        let database = Connection::open(written(&folder, &more, input)).unwrap();
        let checked = json("check", &more, input);
        assert!(length(&checked["findings"]) > 0);
        assert_eq!(count(&database, "findings"), length(&checked["findings"]), "{across}");
        assert_eq!(count(&database, "files"), length(&checked["files"]["list"]), "{across}");
        let related: usize =
            checked["findings"].as_array().unwrap().iter().map(|one| length(&one["related"])).sum();
        assert_eq!(count(&database, "finding_places WHERE side = 'other'"), related, "{across}");
        let stories = json("claims", &more, input);
        let claims: usize =
            stories["stories"].as_array().unwrap().iter().map(|one| length(&one["claims"])).sum();
        assert_eq!(count(&database, "claims"), claims, "{across}");
        assert_eq!(count(&database, "stories"), length(&stories["stories"]), "{across}");
        assert_eq!(
            count(&database, "figures"),
            length(&json("figures", &more, input)["figures"]),
            "{across}"
        );
    }
    let speakers = json("speakers", &[], "data/stories");
    let database = Connection::open(written(&folder, &[], "data/stories")).unwrap();
    assert_eq!(count(&database, "speakers"), length(&speakers["speakers"]));
}

#[test]
fn copies_of_a_slip_and_the_event_are_in_the_tables() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string("data/stories/rate-rise/meridian-rate-rise.txt").unwrap();
    let outlets = ["MERIDIAN", "Lantern", "Harrow Post"];
    let line =
        |outlet: &&str| serde_json::json!({"id": outlet, "text": text, "publisher": outlet}).to_string();
    let input = folder.path().join("copies.jsonl");
    fs::write(&input, outlets.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap();
    let input = input.to_str().unwrap();
    let more = ["--across", "all"];
    let database = Connection::open(written(&folder, &more, input)).unwrap();
    let checked = json("check", &more, input);
    let findings = checked["findings"].as_array().unwrap();
    let carried: usize = findings.iter().map(|one| length(&one["carried_by"])).sum();
    assert!(carried >= 2, "{checked}");
    assert_eq!(count(&database, "finding_places WHERE side = 'carried'"), carried);
    for finding in findings {
        let event = finding["event"].as_str().unwrap();
        assert!(count(&database, &format!("findings WHERE event = '{event}'")) > 0, "{event}");
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_view_can_be_read() {
    let folder = TempDir::new().unwrap();
    for input in ["data/stories", "tests/browser/hostile.jsonl"] {
        let database = Connection::open(written(&folder, &[], input)).unwrap();
        assert_eq!(count(&database, "pragma_foreign_key_check"), 0);
        let whole: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(whole, "ok");
        let names = "SELECT name FROM sqlite_master WHERE type = 'view'";
        let mut names = database.prepare(names).unwrap();
        let views: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(views.len(), 6);
        views.iter().for_each(|view| assert!(count(&database, view) < 10_000, "{view}"));
    }
}

#[test]
fn a_claim_is_found_by_its_words_and_where_it_stands() {
    let folder = TempDir::new().unwrap();
    let database = Connection::open(written(&folder, &[], "data/stories/ferry-fire")).unwrap();
    let query = "SELECT stories.name, places.\"start\", places.\"end\" FROM claims_fts
        JOIN claims ON claims.id = claims_fts.rowid JOIN places ON places.id = claims.place
        JOIN stories ON stories.id = claims.story WHERE claims_fts MATCH '\"left harbor\" OR \"leaves harbor\"'";
    let mut query = database.prepare(query).unwrap();
    let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let found: Vec<(String, u32, u32)> = found.map(Result::unwrap).collect();
    assert!(!found.is_empty());
    for (story, start, end) in found {
        let text = fs::read_to_string(format!("data/stories/{story}"))
            .or_else(|_| fs::read_to_string(format!("data/stories/ferry-fire/{story}")))
            .unwrap();
        assert!(
            text[start as usize..end as usize].contains("harbor"),
            "{story}: {}",
            &text[start as usize..end as usize]
        );
    }
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let [one, four] = [("1", &folders[0]), ("4", &folders[1])]
        .map(|(jobs, at)| written(at, &["--jobs", jobs], "data/stories"));
    assert!(fs::read(one).unwrap() == fs::read(four).unwrap());
}

#[test]
fn without_text_the_stories_are_not_there() {
    let (whole, bare) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let words = b"pinned a list of";
    let holds = |file: PathBuf| fs::read(file).unwrap().windows(words.len()).any(|window| window == words);
    assert!(holds(written(&whole, &[], "data/stories/ferry-fire")), "a claim is shown");
    assert!(!holds(written(&bare, &["--no-text"], "data/stories/ferry-fire")), "it is left out");
}

#[test]
fn a_database_wants_a_file() {
    for format in [&["--format", "sqlite"][..], &["--format", "json", "--format", "sqlite"]] {
        let out = sayso("check", format, "data/stories");
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0));
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(
            told,
            "error: a database is not written to standard output; give it a file: --format sqlite=FILE\n"
        );
    }
}

/// The program that people have, which is not the one that wrote the file.
#[test]
fn the_command_line_of_sqlite_reads_it() {
    let folder = TempDir::new().unwrap();
    let file = written(&folder, &[], "data/stories");
    let queries = "PRAGMA integrity_check; PRAGMA foreign_key_check;
        SELECT count(*) > 0 FROM statements_fts WHERE statements_fts MATCH 'sluices';";
    match process::Command::new("sqlite3").arg("-readonly").arg(file).arg(queries).output() {
        Ok(out) => assert_eq!(String::from_utf8_lossy(&out.stdout), "ok\n1\n"),
        Err(_) => eprintln!("sqlite3 is not installed: only the library read the database"),
    }
}
