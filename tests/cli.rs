//! The binary as people and scripts meet it: flags, exit codes, streams, files.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use assert_cmd::Command;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Output, Stdio};
use tempfile::TempDir;

const BRIDGE: &str = "HARBOUR CITY, March 4 (HCN) - Harbour Minister Amara Okonjo said on Wednesday\n\
    that the bridge was \"never safe\" and would stay shut.\n\
    \n\
    \"We will not open it until every cable has been tested,\" Okonjo told Radio Delta.\n\
    She put the cost at more than $18 million.\n";

const DELTA: &str = "HARBOUR CITY, March 4 (Delta) - The bridge will stay shut, Amara Okonjo said.\n";

/// A folder with two stories, a picture, and an archive of two stories.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("wire")).unwrap();
    put("wire/bridge.txt", BRIDGE);
    put("wire/delta.txt", DELTA);
    put("wire/photo.png", "not a story");
    put("archive.jsonl", &format!("{}\n{}\n", line("one", BRIDGE), line("two", DELTA)));
    folder
}

fn line(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "text": text, "date": "2026-03-04", "group": "bridge"}).to_string()
}

fn sayso(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("sayso").unwrap();
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR").output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn assert_code(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}\n{}", stdout(output), stderr(output));
}

/// Runs that read all and may find something: 0 or 1, never 2 or 3.
#[track_caller]
fn assert_read(output: &Output) {
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}\n{}", stdout(output), stderr(output));
}

#[test]
fn every_command_says_what_it_does() {
    let folder = folder();
    for command in [
        "check",
        "claims",
        "speakers",
        "figures",
        "graph",
        "compare",
        "eval",
        "train",
        "explain",
        "rules",
        "files",
        "init",
        "completions",
        "man",
    ] {
        let output = sayso(folder.path(), &[command, "--help"]);
        assert_code(&output, 0);
        assert!(stdout(&output).contains("Usage: sayso "), "{command}");
    }
    let help = stdout(&sayso(folder.path(), &["check", "--help"]));
    assert!(help.contains("Exit codes:") && help.contains("Examples:"), "{help}");
}

#[test]
fn without_a_command_there_is_help_and_exit_2() {
    let folder = folder();
    let output = sayso(folder.path(), &[]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("Usage: sayso"));
}

#[test]
fn unknown_words_are_exit_2_and_the_nearest_is_named() {
    let folder = folder();
    for (arguments, hint) in [
        (&["chek"][..], "check"),
        (&["check", "--fail-on", "warnings"], "warning"),
        (&["check", "--format", "jsn"], "did you mean json"),
        (&["claims", "--format", "jsonn"], "json"),
        (&["check", "--only", "no-such-rule-at-all"], "no such rule"),
        (&["explain", "no-such-rule-at-all"], "sayso rules"),
    ] {
        let output = sayso(folder.path(), arguments);
        assert_code(&output, 2);
        assert!(stderr(&output).contains(hint), "{arguments:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn a_rule_that_is_misspelled_is_offered() {
    let folder = folder();
    for rule in sayso::check::RULES {
        let id = rule.meta.id;
        let misspelled = &id[..id.len() - 1];
        let known = |name: &str| sayso::check::rule(name).is_some();
        if !known(misspelled) {
            let output = sayso(folder.path(), &["explain", misspelled]);
            assert_code(&output, 2);
            assert!(stderr(&output).contains("did you mean"), "{}", stderr(&output));
        }
    }
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = folder();
    let listed = stdout(&sayso(folder.path(), &["rules"]));
    for rule in sayso::check::RULES {
        assert!(listed.contains(rule.meta.id), "{listed}");
        let page = sayso(folder.path(), &["explain", rule.meta.id]);
        assert_code(&page, 0);
        assert!(stdout(&page).starts_with(rule.meta.id), "{}", stdout(&page));
    }
    let rules = sayso(folder.path(), &["rules", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&rules.stdout).unwrap();
    assert_eq!(object["rules"].as_array().unwrap().len(), sayso::check::RULES.len());
}

#[test]
fn only_and_skip_take_lists_of_rules() {
    let folder = folder();
    let ids: Vec<&str> = sayso::check::RULES.iter().map(|rule| rule.meta.id).collect();
    if !ids.is_empty() {
        let output = sayso(folder.path(), &["check", "--skip", &ids.join(","), "wire"]);
        assert_code(&output, 0);
        assert!(stdout(&output).starts_with("No findings\n"), "{}", stdout(&output));
        assert_read(&sayso(folder.path(), &["check", "--only", &ids.join(","), "wire"]));
    }
}

#[test]
fn the_current_folder_is_read_when_no_path_is_given() {
    let folder = folder();
    let output = sayso(folder.path(), &["check"]);
    assert_read(&output);
    let last = stdout(&output).lines().last().unwrap_or("").to_owned();
    assert_eq!(last, "4 stories; files: 3 read, 0 partly read, 0 failed, 1 excluded");
    assert_eq!(stderr(&output), "");
}

#[test]
fn machine_formats_leave_the_counts_to_standard_error() {
    let folder = folder();
    for arguments in [
        &["check", "--format", "jsonl", "wire"][..],
        &["check", "--format", "csv", "wire"],
        &["claims", "--format", "jsonl", "wire"],
        &["claims", "--format", "csv", "wire"],
        &["speakers", "--format", "csv", "wire"],
        &["figures", "--format", "csv", "wire"],
    ] {
        let output = sayso(folder.path(), arguments);
        assert_read(&output);
        assert!(
            stderr(&output).contains("files: 2 read, 0 partly read, 0 failed, 1 excluded"),
            "{arguments:?}"
        );
        assert!(!stdout(&output).contains("partly"), "{arguments:?}");
    }
}

#[test]
fn json_is_one_object_with_version_and_counts() {
    let folder = folder();
    for (command, list) in
        [("check", "findings"), ("claims", "stories"), ("speakers", "speakers"), ("figures", "figures")]
    {
        let output = sayso(folder.path(), &[command, "--format", "json"]);
        let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(object["version"], 1, "{command}");
        assert!(object[list].is_array(), "{command}");
        assert_eq!(object["files"]["read"], 3, "{command}");
        assert_eq!(object["files"]["stories"], 4, "{command}");
    }
    let output = sayso(folder.path(), &["files", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["counts"]["excluded"], 1);
    assert_eq!(object["files"][0]["format"], "jsonl");
}

#[test]
fn claims_have_a_line_for_every_story() {
    let folder = folder();
    let output = sayso(folder.path(), &["claims", "--format", "jsonl"]);
    assert_code(&output, 0);
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone();
    let ids: Vec<_> = stdout(&output).lines().map(id).collect();
    assert_eq!(ids, ["one", "two", "wire/bridge.txt", "wire/delta.txt"]);
}

#[test]
fn spans_of_claims_are_the_words_shown() {
    let folder = folder();
    let output = sayso(folder.path(), &["claims", "--format", "jsonl", "wire/bridge.txt"]);
    let story: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for claim in story["claims"].as_array().unwrap() {
        let pieces = claim["content"].as_array().unwrap().iter().map(|span| {
            let at = |i: usize| span[i].as_u64().unwrap() as usize;
            &BRIDGE[at(0)..at(1)]
        });
        assert_eq!(claim["text"], pieces.collect::<Vec<_>>().join(" … "));
    }
}

#[test]
fn csv_has_its_header_even_when_nothing_is_found() {
    let folder = folder();
    fs::write(folder.path().join("dull.txt"), "Nothing happened.\n").unwrap();
    for (command, first, columns) in
        [("check", "rule", 19), ("claims", "story", 14), ("speakers", "speaker", 9), ("figures", "story", 21)]
    {
        let output = sayso(folder.path(), &[command, "--format", "csv", "dull.txt"]);
        assert_code(&output, 0);
        let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
        let header = reader.headers().unwrap();
        assert_eq!((header.get(0), header.len()), (Some(first), columns), "{command}");
    }
}

#[test]
fn no_cell_can_run_in_a_spreadsheet() {
    let folder = folder();
    let hostile = format!("{}\n", line("=cmd|' /C calc'!A0", "\"+SUM(1) is not safe,\" Amara Okonjo said."));
    fs::write(folder.path().join("hostile.jsonl"), hostile).unwrap();
    for command in ["check", "claims", "speakers", "figures"] {
        let output = sayso(folder.path(), &[command, "--format", "csv", "hostile.jsonl"]);
        assert_read(&output);
        for row in csv::Reader::from_reader(output.stdout.as_slice()).records() {
            for cell in &row.unwrap() {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{command}: {cell}");
            }
        }
    }
}

#[test]
fn nothing_in_a_story_colours_the_terminal() {
    let folder = folder();
    let hostile = format!("Amara Okonjo said \"the \u{1b}[31mbridge \u{202e}is shut\". {BRIDGE}");
    fs::write(folder.path().join("hostile.txt"), hostile).unwrap();
    for command in ["check", "claims", "speakers", "figures"] {
        let output = sayso(folder.path(), &[command, "hostile.txt", "wire/delta.txt"]);
        let text = stdout(&output);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{command}: {text}");
    }
}

#[test]
fn colour_is_for_terminals_and_those_who_ask() {
    let folder = folder();
    let painted = |arguments: &[&str]| sayso(folder.path(), arguments).stdout.contains(&0x1b);
    assert!(!painted(&["check", "wire"]));
    assert!(!painted(&["check", "wire", "--color", "never"]));
    assert!(painted(&["check", "wire", "--color", "always"]));
    let mut command = Command::cargo_bin("sayso").unwrap();
    let command = command.current_dir(folder.path()).args(["check", "wire"]);
    let output = command.env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn a_report_goes_to_the_file_that_is_named() {
    let folder = folder();
    let output = sayso(folder.path(), &["claims", "wire", "--format", "jsonl", "-o", "out.jsonl"]);
    assert_code(&output, 0);
    assert_eq!(stdout(&output), "");
    let direct = sayso(folder.path(), &["claims", "wire", "--format", "jsonl"]);
    assert_eq!(fs::read_to_string(folder.path().join("out.jsonl")).unwrap(), stdout(&direct));
}

#[test]
fn a_report_beside_its_stories_does_not_count_itself() {
    let folder = folder();
    let direct = sayso(folder.path(), &["check", "--format", "json"]);
    assert_read(&sayso(folder.path(), &["check", "--format", "json=a.json", "--format", "csv=b.csv"]));
    assert_eq!(fs::read(folder.path().join("a.json")).unwrap(), direct.stdout);
}

#[test]
fn several_formats_go_to_several_files() {
    let folder = folder();
    let arguments = ["check", "wire", "--format", "text", "--format", "json=a.json", "--format", "csv=b.csv"];
    let output = sayso(folder.path(), &arguments);
    assert_read(&output);
    assert_eq!(stdout(&output), stdout(&sayso(folder.path(), &["check", "wire"])));
    let json = sayso(folder.path(), &["check", "wire", "--format", "json"]);
    assert_eq!(fs::read(folder.path().join("a.json")).unwrap(), json.stdout);
    let csv = sayso(folder.path(), &["check", "wire", "--format", "csv"]);
    assert_eq!(fs::read(folder.path().join("b.csv")).unwrap(), csv.stdout);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "nothing temporary stays: {left:?}");
}

#[test]
fn two_outputs_for_one_place_are_exit_2() {
    let folder = folder();
    for arguments in [
        &["check", "--format", "text", "--format", "json"][..],
        &["check", "--format", "csv=a", "--format", "json=a"],
        &["check", "--format", "csv=a", "-o", "b"],
        &["check", "--format", "csv", "--format", "json", "-o", "b"],
        &["check", "--format", "csv="],
    ] {
        assert_code(&sayso(folder.path(), arguments), 2);
    }
    assert!(!folder.path().join("a").exists() && !folder.path().join("b").exists());
}

#[test]
fn a_report_that_cannot_be_written_is_exit_2_and_leaves_nothing() {
    let folder = folder();
    let output = sayso(folder.path(), &["check", "wire", "-o", "no/such/folder/out.txt"]);
    assert_code(&output, 2);
    assert!(stderr(&output).starts_with("error: cannot write no/such/folder/out.txt"), "{}", stderr(&output));
    assert_code(&sayso(folder.path(), &["check", "wire", "-o", "wire"]), 2);
    assert!(!folder.path().join("no").exists());
}

#[cfg(unix)]
#[test]
fn a_report_replaces_what_a_link_points_to_and_never_a_device() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("real.json"), "old").unwrap();
    std::os::unix::fs::symlink("real.json", path("link.json")).unwrap();
    assert_read(&sayso(folder.path(), &["check", "wire", "--format", "json", "-o", "link.json"]));
    assert!(path("link.json").is_symlink());
    assert!(fs::read_to_string(path("real.json")).unwrap().contains("\"version\": 1"));
    std::os::unix::fs::symlink("/dev/null", path("nowhere")).unwrap();
    assert_read(&sayso(folder.path(), &["check", "wire", "-o", "nowhere"]));
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_story_can_come_from_standard_input() {
    let folder = folder();
    let mut command = Command::cargo_bin("sayso").unwrap();
    let command = command.current_dir(folder.path()).args(["claims", "-", "--stdin-name", "draft.txt"]);
    let output = command.args(["--format", "jsonl"]).write_stdin(BRIDGE).output().unwrap();
    assert_code(&output, 0);
    let story: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(story["id"], "draft.txt");
    let mut command = Command::cargo_bin("sayso").unwrap();
    let command = command.current_dir(folder.path()).args(["claims", "-", "--stdin-name", "wire.jsonl"]);
    let lines = format!("{}\n{}\n", line("one", BRIDGE), line("two", DELTA));
    let output = command.args(["--format", "jsonl"]).write_stdin(lines).output().unwrap();
    assert_code(&output, 0);
    assert_eq!(stdout(&output).lines().count(), 2);
}

#[test]
fn what_is_not_there_is_told_and_exit_3() {
    let folder = folder();
    let output = sayso(folder.path(), &["check", "wire", "gone.txt"]);
    assert_code(&output, 3);
    assert!(stderr(&output).contains("gone.txt"), "{}", stderr(&output));
    let counts = "files: 2 read, 0 partly read, 1 failed, 1 excluded";
    assert!(stdout(&output).contains(counts), "{}", stdout(&output));
}

#[test]
fn a_bad_line_is_told_and_the_rest_is_read() {
    let folder = folder();
    let lines = format!("{}\nnot json\n{}\n", line("one", BRIDGE), line("two", DELTA));
    fs::write(folder.path().join("bad.jsonl"), lines).unwrap();
    let output = sayso(folder.path(), &["claims", "--format", "jsonl", "bad.jsonl"]);
    assert_code(&output, 3);
    assert_eq!(stdout(&output).lines().count(), 2);
    assert!(stderr(&output).contains("bad.jsonl:2: "), "{}", stderr(&output));
    assert!(stderr(&output).contains("files: 0 read, 1 partly read"), "{}", stderr(&output));
}

#[test]
fn the_graph_is_written_in_three_formats() {
    let folder = folder();
    for (format, first) in [("json", "{"), ("dot", "digraph"), ("graphml", "<?xml")] {
        let output = sayso(folder.path(), &["graph", "wire", "--format", format]);
        assert_code(&output, 0);
        assert!(stdout(&output).starts_with(first), "{format}: {}", stdout(&output));
        assert!(stderr(&output).contains("files: 2 read"), "{}", stderr(&output));
    }
    let output = sayso(folder.path(), &["graph", "wire", "--around", "Nobody at all"]);
    assert_code(&output, 2);
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_speaker_is_found_by_a_variant_of_the_name() {
    let folder = folder();
    let output = sayso(folder.path(), &["graph", "wire", "--around", "amara okonyo", "--format", "text"]);
    assert_code(&output, 0);
    assert!(stdout(&output).starts_with("Amara Okonjo"), "{}", stdout(&output));
    assert!(stderr(&output).contains("taken for Amara Okonjo"), "{}", stderr(&output));
    let output = sayso(folder.path(), &["graph", "wire", "--around", "Amara Oyelaran"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("did you mean Amara Okonjo"), "{}", stderr(&output));
}

#[test]
fn the_way_from_an_outlet_to_a_speaker_is_told() {
    let folder = folder();
    let way = ["graph", "wire", "--from", "hcn", "--to", "Okonjo"];
    let output = sayso(folder.path(), &way);
    assert_code(&output, 0);
    let told = stdout(&output);
    assert!(told.contains("HCN\n  published bridge.txt (HCN)"), "{told}");
    assert!(told.contains("said by Amara Okonjo"), "{told}");
    let output = sayso(folder.path(), &[&way[..], &["--format", "dot"]].concat());
    assert!(stdout(&output).starts_with("digraph"), "{}", stdout(&output));
    let output = sayso(folder.path(), &["graph", "wire", "--from", "HNC", "--to", "Okonjo"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("no outlet is called HNC; did you mean"), "{}", stderr(&output));
    assert_code(&sayso(folder.path(), &["graph", "wire", "--from", "HCN"]), 2);
    assert_code(&sayso(folder.path(), &[&way[..], &["--around", "Okonjo"]].concat()), 2);
}

#[test]
fn files_tells_what_would_be_read_and_why_not() {
    let folder = folder();
    let output = sayso(folder.path(), &["files"]);
    assert_code(&output, 0);
    let text = stdout(&output);
    let of = |name: &str| text.lines().find(|line| line.contains(name)).unwrap_or("").to_owned();
    assert!(of("bridge.txt").starts_with("read "), "{text}");
    assert!(of("archive.jsonl").starts_with("read "), "{text}");
    assert!(of("photo.png").starts_with("excluded "), "{text}");
    assert_code(&sayso(folder.path(), &["files", "wire", "gone.txt"]), 3);
}

#[test]
fn the_same_bytes_for_any_jobs_and_any_order() {
    let folder = folder();
    for command in ["check", "claims", "speakers", "figures", "graph", "files"] {
        for across in ["all", "group", "none"] {
            let run = |rest: &[&str]| {
                let mut arguments = vec![command, "--format", "json"];
                if command != "files" {
                    arguments.extend(["--across", across]);
                }
                arguments.extend(rest);
                sayso(folder.path(), &arguments).stdout
            };
            let one = run(&["--jobs", "1", "wire/bridge.txt", "wire/delta.txt", "archive.jsonl"]);
            let two = run(&["--jobs", "2", "archive.jsonl", "wire/delta.txt", "wire/bridge.txt"]);
            assert!(one == two, "{command} {across}");
        }
    }
}

#[cfg(unix)]
#[test]
fn rules_on_what_to_leave_out_that_never_end_are_not_read() {
    for below in ["", "wire"] {
        let folder = folder();
        std::os::unix::fs::symlink("/dev/zero", folder.path().join(below).join(".gitignore")).unwrap();
        for path in ["wire", "wire/bridge.txt"] {
            let output = sayso(folder.path(), &["check", path]);
            assert_read(&output);
            assert!(stderr(&output).contains(".gitignore: not a file"), "{}", stderr(&output));
        }
    }
}

#[test]
fn more_jobs_than_threads_can_be_started_are_no_harm() {
    let folder = folder();
    assert_read(&sayso(folder.path(), &["check", "--jobs", &u32::MAX.to_string()]));
}

#[test]
fn fail_on_never_is_never_exit_1() {
    let folder = folder();
    assert_code(&sayso(folder.path(), &["check", "--fail-on", "never"]), 0);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = folder();
    let many: String = (0..3_000).map(|i| format!("{}\n", line(&format!("story-{i}"), BRIDGE))).collect();
    fs::write(folder.path().join("many.jsonl"), many).unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("sayso"))
        .args(["claims", "--format", "jsonl", "many.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and hangs up
    let output = child.wait_with_output().unwrap();
    assert_code(&output, 0);
    assert_eq!(stderr(&output), "");
}

/// A story whose indirect claims the rules alone do not find.
const ANNOTATED: &str = r#"{"id": "a", "text": "Rain will fall, Salma Hossain said.", "claims": [{"source": [[16, 29]], "cue": [[30, 34]], "content": [[0, 14]], "speaker": "Salma Hossain"}]}"#;

#[test]
fn a_model_is_learned_and_used() {
    let folder = folder();
    fs::write(folder.path().join("gold.jsonl"), ANNOTATED).unwrap();
    let output = sayso(folder.path(), &["train", "claims", "gold.jsonl", "-o", "own.model", "--bits", "10"]);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("documents 1\n"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("resolved speakers"), "{}", stdout(&output));
    for model in ["own.model", "none"] {
        let output = sayso(folder.path(), &["claims", "wire", "--format", "jsonl", "--model", model]);
        assert_code(&output, 0);
        assert_eq!(stdout(&output).lines().count(), 2, "{model}");
    }
    assert_code(&sayso(folder.path(), &["eval", "gold.jsonl", "--model", "own.model"]), 0);
}

#[test]
fn a_file_that_is_no_model_ends_the_run() {
    let folder = folder();
    fs::write(folder.path().join("no.model"), "{}").unwrap();
    let model = |path: &str| {
        let output = sayso(folder.path(), &["check", "wire", "--model", path]);
        assert_code(&output, 2);
        stderr(&output)
    };
    assert_eq!(model("no.model"), "error: cannot use the model no.model: it is not a sayso model\n");
    assert!(model("gone.model").starts_with("error: cannot read the model gone.model: "));
}

#[test]
fn what_cannot_be_learned_from_writes_no_model() {
    let folder = folder();
    fs::write(folder.path().join("gold.jsonl"), format!("{ANNOTATED}\n{ANNOTATED}")).unwrap();
    let output = sayso(folder.path(), &["train", "claims", "gold.jsonl", "-o", "own.model"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("gold.jsonl:2: a: a second document"), "{}", stderr(&output));
    assert!(!folder.path().join("own.model").exists());
}

#[test]
fn the_desks_list_of_names_is_obeyed_and_a_wrong_one_refused() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("names.csv"), "name,accepted,forbidden\nAmara Okonjo-Bell,,Okonjo\n").unwrap();
    let output = sayso(folder.path(), &["check", "wire", "--names", "names.csv", "--only", "name-forbidden"]);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("`Okonjo` is never to be used"), "{}", stdout(&output));
    let silent = sayso(folder.path(), &["check", "wire", "--only", "name-forbidden,name-style"]);
    assert!(!stdout(&silent).contains("warning"), "{}", stdout(&silent));

    for (list, said) in [
        ("name,forbidden\n,Okonjo\n", "line 2: the name is empty"),
        ("name,from\nOkonjo,soon\n", "line 2: `soon` is no date"),
        ("surname\nOkonjo\n", "name"),
        ("name,colour\nOkonjo,red\n", "colour"),
    ] {
        fs::write(path("names.csv"), list).unwrap();
        let output = sayso(folder.path(), &["check", "wire", "--names", "names.csv"]);
        assert_code(&output, 2);
        assert!(stderr(&output).contains(said), "{list}: {}", stderr(&output));
    }
    fs::write(path("names.csv"), [b'n', b'a', b'm', b'e', b'\n', 0xff]).unwrap();
    assert_code(&sayso(folder.path(), &["check", "wire", "--names", "names.csv"]), 2);
    assert_code(&sayso(folder.path(), &["check", "wire", "--names", "gone.csv"]), 2);
}

const PAIRS: &str = "a,b,same,kind,flag\n\
    Ella Lindberg,Ella Lindburg,1,slip,1\nOskar Novak,Oskar Nowak,1,slip,1\nAraghchi,Aragchi,1,slip,1\n\
    Ella Lindberg,Ella Moreau,0,other,0\nOskar Novak,Petra Brandt,0,other,0\nPetrenko,Moreau,0,other,0\n\
    Zoë Kay,Zoe Kay,1,orthography,soft\n";

#[test]
fn weights_of_names_are_learned_and_used() {
    let folder = folder();
    fs::write(folder.path().join("pairs.csv"), PAIRS).unwrap();
    let train = ["train", "names", "pairs.csv", "-o", "own.csv", "--verdicts", "held.jsonl"];
    let output = sayso(folder.path(), &train);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("pairs 6, variants 3\n"), "{}", stdout(&output));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let (weights, held) = (read("own.csv"), read("held.jsonl"));
    assert!(weights.starts_with("term,weight,in_story,means,origin\n"), "{weights}");
    assert_eq!(held.lines().count(), 7);
    assert_code(&sayso(folder.path(), &train), 0);
    assert_eq!((read("own.csv"), read("held.jsonl")), (weights, held), "the same pairs, other weights");
    let used = ["compare", "names", "--weights", "own.csv", "Ella Lindberg", "Ella Lindburg"];
    assert_code(&sayso(folder.path(), &used), 0);
}

#[test]
fn pairs_that_cannot_be_learned_from_write_no_weights() {
    let folder = folder();
    for (pairs, because) in [
        (&b""[..], "no column `a`"),
        (b"a,b\nx,y\n", "no column `flag`"),
        (b"a,b,flag\n", "no pairs"),
        (b"a,b,flag\nElla,,1\n", "pairs.csv:2: a name is empty"),
        (b"a,b,flag\nElla,Elle,yes\n", "pairs.csv:2: the flag is `yes`"),
        (b"a,b,flag\nElla,\xff\xfe,1\n", "UTF-8"),
    ] {
        fs::write(folder.path().join("pairs.csv"), pairs).unwrap();
        let output = sayso(folder.path(), &["train", "names", "pairs.csv", "-o", "own.csv"]);
        assert_code(&output, 2);
        assert!(stderr(&output).contains(because), "{}", stderr(&output));
        assert!(!folder.path().join("own.csv").exists());
    }
}

#[test]
fn two_names_are_compared_and_the_reasons_told() {
    let folder = folder();
    let compare = |a: &str, b: &str| sayso(folder.path(), &["compare", "names", a, b]);
    let output = compare("Araghchi", "Aragchi");
    assert_code(&output, 0);
    let text = stdout(&output);
    assert!(text.contains("variant: one name, spelled two ways"), "{text}");
    assert!(text.contains("araghchi, aragchi: `g` for `gh`") && text.contains("score"), "{text}");
    assert!(stdout(&compare("Zoë Kay", "Zoe Kay")).contains("style: "));
    assert!(stdout(&compare("Bill Lindberg", "William Lindberg")).contains("same: "));
    assert!(stdout(&compare("李小龙", "李小虎")).contains("different: "));
    assert_code(&compare("Ella", " "), 2);
    assert_code(&sayso(folder.path(), &["compare", "names", "Ella"]), 2);
    assert_code(&sayso(folder.path(), &["compare", "names"]), 2);
    assert_code(&sayso(folder.path(), &["compare", "names", "Ella", "Elle", "--pairs", "x.csv"]), 2);
}

#[test]
fn a_file_of_pairs_is_compared_line_by_line() {
    let folder = folder();
    fs::write(folder.path().join("pairs.csv"), PAIRS).unwrap();
    fs::write(
        folder.path().join("pairs.jsonl"),
        "{\"text_a\": \"Araghchi\", \"text_b\": \"Aragchi\", \"x\": 1}\n\n{\"text_a\": \"\", \"text_b\": \"Ella\"}\n",
    )
    .unwrap();
    let verdicts = |file: &str, jobs: &str| -> Vec<String> {
        let output = sayso(folder.path(), &["compare", "names", "--pairs", file, "--jobs", jobs]);
        assert_code(&output, 0);
        let record = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        let text = stdout(&output);
        assert!(text.lines().all(|line| record(line)["score"].is_number() && record(line)["why"].is_array()));
        text.lines().map(|line| record(line)["verdict"].as_str().unwrap().to_owned()).collect()
    };
    let expected = ["variant", "variant", "variant", "different", "different", "different", "style"];
    assert_eq!(verdicts("pairs.csv", "1"), expected);
    assert_eq!(verdicts("pairs.csv", "2"), expected);
    assert_eq!(verdicts("pairs.jsonl", "0"), ["variant", "different"]);
}

#[test]
fn two_quotations_are_compared_word_by_word() {
    let folder = TempDir::new().unwrap();
    let compare = |a: &str, b: &str| stdout(&sayso(folder.path(), &["compare", "quotations", a, b]));
    let bridge = "We will rebuild the northern bridge before the first winter storms arrive.";
    let verdict = |b: &str| compare(bridge, b).split(':').next().unwrap_or_default().to_owned();
    assert_eq!(verdict("“rebuild the northern bridge before the first winter storms”"), "identical");
    assert_eq!(verdict("rebuild the ... bridge before the first winter storms"), "variant");
    assert_eq!(verdict("rebuild the northern bridge before the winter storms arrive"), "trimmed");
    assert_eq!(verdict("rebuild the northern tunnel before the first winter storms"), "altered");
    assert_eq!(verdict("we will not rebuild the northern bridge before the first winter storms"), "negated");
    assert_eq!(verdict("the council met on Monday"), "unrelated");
    assert_code(&sayso(folder.path(), &["compare", "quotations", bridge, " "]), 2);
    assert_code(&sayso(folder.path(), &["compare", "quotations", bridge]), 2);
    let pairs = format!("a,b\n{bridge},{bridge}\n{bridge},Nobody came.\n");
    std::fs::write(folder.path().join("pairs.csv"), pairs).unwrap();
    let lines = stdout(&sayso(folder.path(), &["compare", "quotations", "--pairs", "pairs.csv"]));
    assert_eq!(lines.lines().count(), 2);
    assert!(lines.contains("\"identical\"") && lines.contains("\"unrelated\""), "{lines}");
}

#[test]
fn two_statements_are_compared_by_their_figures() {
    let folder = folder();
    let compare = |a: &str, b: &str| stdout(&sayso(folder.path(), &["compare", "statements", a, b]));
    let hired =
        |number: &str| format!("The harbour company hired {number} dockers for the northern terminal.");
    assert!(compare(&hired("412"), &hired("421")).contains("\ncontradiction\n"));
    assert!(compare(&hired("412"), &hired("more than 400")).contains("\nconsistent\n"));
    assert!(compare(&hired("412"), "The strike cost $3 million.").contains("\nneutral\n"));
    assert_code(&sayso(folder.path(), &["compare", "statements", "Rain.", " "]), 2);
    assert_code(&sayso(folder.path(), &["compare", "statements"]), 2);
    let line = |b: &str| format!("{{\"text_a\": \"{}\", \"text_b\": \"{}\"}}\n", hired("412"), hired(b));
    fs::write(folder.path().join("pairs.jsonl"), line("421") + &line("412")).unwrap();
    let output = sayso(folder.path(), &["compare", "statements", "--pairs", "pairs.jsonl", "--jobs", "2"]);
    let record = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let lines: Vec<_> = stdout(&output).lines().map(record).collect();
    assert_eq!(lines[0]["verdict"], "contradiction");
    assert_eq!(lines[1]["verdict"], "consistent");
    assert!(lines[0]["score"].as_f64() > lines[1]["score"].as_f64() && lines[0]["why"].is_array());
}

#[test]
fn pairs_and_weights_that_cannot_be_used_are_exit_2() {
    let folder = folder();
    for (pairs, because) in [
        (&b""[..], "no column `a`"),
        (b"a,c\nx,y\n", "pairs: no column `b`; there are a, c"),
        (b"a,b\n", "pairs: no pairs"),
        (b"a,b\nElla,Elle\nElla\n", "pairs:3: "),
        (b"a,b\nElla,\xff\n", "pairs:2: no UTF-8"),
        (b"{\"text_a\": \"x\"}\n", "pairs:1: missing field `text_b`"),
    ] {
        fs::write(folder.path().join("pairs"), pairs).unwrap();
        let output = sayso(folder.path(), &["compare", "names", "--pairs", "pairs"]);
        assert_code(&output, 2);
        assert!(stderr(&output).contains(because), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
    let output = sayso(folder.path(), &["compare", "names", "--pairs", "gone.csv"]);
    assert_code(&output, 2);
    assert!(stderr(&output).starts_with("error: cannot read gone.csv"), "{}", stderr(&output));
    fs::write(folder.path().join("weights.csv"), "term,weight,in_story,means,origin\nstart,one,1,x,y\n")
        .unwrap();
    let output = sayso(folder.path(), &["compare", "names", "Ella", "Elle", "--weights", "weights.csv"]);
    assert_code(&output, 2);
    assert!(
        stderr(&output).contains("cannot use the weights weights.csv: the weight of `start` is `one`"),
        "{}",
        stderr(&output)
    );
}
