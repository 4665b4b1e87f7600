//! The recipes for where the program runs: the same command lines, on a folder of stories.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]
#![allow(clippy::print_stderr, reason = "a test says what it could not try")]

use assert_cmd::Command;
use sayso::check::RULES;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Output};
use tempfile::TempDir;

const CLEAN: &str = "Yevheniya Dorokhova said the ferries would sail again on Monday.\n";
const SLIP: &str = "Yevheniya Dorokhova said the ferries would sail again on Monday. \
    Dorokhova had said so before.\n\nDorohkova warned of delays.\n";

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(root(name)).unwrap()
}

/// A folder with a story that has a slip and one that has none.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("stories")).unwrap();
    fs::write(folder.path().join("stories/slip.txt"), SLIP).unwrap();
    fs::write(folder.path().join("stories/clean.txt"), CLEAN).unwrap();
    folder
}

/// Runs a command line as it stands in a recipe, and more arguments.
fn run(folder: &TempDir, line: &str, more: &[&str]) -> Output {
    let words = line.strip_prefix("sayso ").unwrap_or_else(|| panic!("{line} runs another program"));
    let mut command = Command::cargo_bin("sayso").unwrap();
    command.current_dir(folder.path()).args(words.split(' ')).args(more).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn the_hooks_find_what_there_is() {
    let hooks = read(".pre-commit-hooks.yaml");
    let hooks: Vec<&str> = hooks.split("- id: ").skip(1).collect();
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        let folder = folder();
        let value = |key: &str| hook.lines().find_map(|line| line.trim().strip_prefix(key)).map(str::trim);
        let entry = value("entry:").unwrap();
        if value("pass_filenames:") == Some("false") {
            assert_eq!(code(&run(&folder, entry, &[])), 1, "{hook}");
        } else {
            assert_eq!(code(&run(&folder, entry, &["stories/slip.txt", "stories/clean.txt"])), 1, "{hook}");
            assert_eq!(code(&run(&folder, entry, &["stories/clean.txt"])), 0, "{hook}");
        }
    }
}

#[test]
fn the_recipe_for_gitlab_writes_its_reports() {
    let page = read("docs/ci.md");
    let line = page.lines().find_map(|line| line.trim().strip_prefix("- sayso check")).unwrap();
    let folder = folder();
    assert_eq!(code(&run(&folder, &format!("sayso check{line}"), &[])), 1);
    let issues: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("sayso.json")).unwrap()).unwrap();
    assert_eq!(issues[0]["location"]["path"], "stories/slip.txt");
    assert!(fs::read_to_string(folder.path().join("sayso.xml")).unwrap().contains("failures=\"1\""));
}

/// The script of the action's last step.
fn script() -> String {
    let action = read("action.yml");
    let script = action.rsplit("      run: |\n").next().unwrap();
    script.lines().map(|line| format!("{}\n", line.strip_prefix("        ").unwrap_or(line))).collect()
}

/// Runs the action's script; none where there is no such shell.
fn act(folder: &TempDir, inputs: [(&str, &str); 4]) -> Option<Output> {
    let program = assert_cmd::cargo::cargo_bin("sayso");
    let bin = folder.path().join("temp/sayso/bin");
    fs::create_dir_all(&bin).unwrap();
    if !bin.join("sayso").exists() {
        fs::hard_link(&program, bin.join("sayso"))
            .or_else(|_| fs::copy(&program, bin.join("sayso")).map(drop))
            .unwrap();
    }
    let mut bash = process::Command::new("bash");
    bash.arg("-c").arg(script()).current_dir(folder.path()).env("RUNNER_TEMP", folder.path().join("temp"));
    bash.env("GIT_CONFIG_GLOBAL", "/dev/null").envs(inputs).output().ok()
}

#[test]
fn the_action_annotates_and_fails() {
    let folder = folder();
    let inputs = [("PATHS", "stories"), ("FAIL_ON", ""), ("CHANGED_SINCE", ""), ("SARIF", "out.sarif")];
    let Some(output) = act(&folder, inputs) else {
        return eprintln!("bash is missing: the action is not tried");
    };
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(code(&output), 1, "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.starts_with("::error file=stories/slip.txt,line=3,endLine=3,col=1,endColumn=10,"), "{text}");
    assert!(folder.path().join("out.sarif").exists());
    let never =
        [("PATHS", "stories\n-no-folder"), ("FAIL_ON", "never"), ("CHANGED_SINCE", ""), ("SARIF", "")];
    assert_eq!(code(&act(&folder, never).unwrap()), 3);
    let clean = [("PATHS", "stories/clean.txt"), ("FAIL_ON", ""), ("CHANGED_SINCE", ""), ("SARIF", "")];
    assert_eq!(code(&act(&folder, clean).unwrap()), 0);
}

#[test]
fn the_action_shows_what_changed() {
    let folder = folder();
    let git = |arguments: &[&str]| {
        let mut git = process::Command::new("git");
        git.args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]);
        git.args(arguments).current_dir(folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").output().ok()
    };
    if git(&["init", "-q"]).is_none() {
        return eprintln!("git is missing: changed files are not tried");
    }
    git(&["add", "stories"]);
    git(&["commit", "-q", "-m", "old copy"]);
    let inputs = [("PATHS", "stories"), ("FAIL_ON", ""), ("CHANGED_SINCE", "HEAD"), ("SARIF", "")];
    let Some(output) = act(&folder, inputs) else {
        return eprintln!("bash is missing: the action is not tried");
    };
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stdout));
    fs::write(folder.path().join("stories/slip.txt"), format!("{SLIP}\nNobody was hurt.\n")).unwrap();
    assert_eq!(code(&act(&folder, inputs).unwrap()), 1);
}

#[test]
fn a_draft_is_checked_under_its_name() {
    let folder = folder();
    let mut command = Command::cargo_bin("sayso").unwrap();
    let command = command.current_dir(folder.path()).args([
        "check",
        "-",
        "--stdin-name",
        "stories/draft.txt",
        "--format",
        "sarif",
    ]);
    let output = command.write_stdin(SLIP).output().unwrap();
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "stories/draft.txt");
}

#[test]
fn shells_and_manual_know_every_command() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&folder, &format!("sayso completions {shell}"), &[]);
        assert!(
            code(&output) == 0 && String::from_utf8_lossy(&output.stdout).contains("write-baseline"),
            "{shell}"
        );
    }
    let page = run(&folder, "sayso man", &[]);
    assert!(String::from_utf8_lossy(&page.stdout).contains("sayso"), "{page:?}");
    for command in ["check", "claims", "compare", "init", "man"] {
        let page = run(&folder, &format!("sayso man {command}"), &[]);
        let page = String::from_utf8(page.stdout).unwrap();
        assert!(page.contains(".TH") && page.contains("SYNOPSIS"), "{command}: {page}");
    }
    let page = run(&folder, "sayso man compare names", &[]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.contains(".TH sayso-compare-names 1") && page.contains("\\-\\-weights"), "{page}");
    assert!(page.contains(".SH SYNOPSIS\nsayso compare names [OPTIONS]"), "{page}");
    let program = run(&folder, "sayso man", &[]);
    assert!(String::from_utf8_lossy(&program.stdout).contains("Exit codes"), "{program:?}");
    for unknown in ["chek", "check names", "compare nams"] {
        assert_eq!(code(&run(&folder, &format!("sayso man {unknown}"), &[])), 2, "{unknown}");
    }
}

/// The index of the rules by family, each with a link to its page.
fn index() -> String {
    let mut page = "# The rules\n\nWritten from the rules' pages by `SAYSO_UPDATE=1 cargo test --test recipes`.\n\
        Every page says why the rule matters, shows copy that it flags and copy that it leaves alone, and names its limits; the tests run all of it.\n"
        .to_owned();
    let mut family = "";
    for meta in RULES.iter().map(|rule| &rule.meta) {
        if meta.family() != family {
            family = meta.family();
            page.push_str(&format!("\n## {family}\n\n| rule | at most | says |\n|---|---|---|\n"));
        }
        let (id, most, says) = (meta.id, meta.highest.as_str(), meta.summary());
        let file = id.replace('-', "_");
        page.push_str(&format!("| [`{id}`](../src/check/rules/{file}.md) | {most} | {says} |\n"));
    }
    page
}

#[test]
fn the_index_of_the_rules_is_up_to_date() {
    let fresh = index();
    if std::env::var_os("SAYSO_UPDATE").is_some() {
        fs::write(root("docs/rules.md"), &fresh).unwrap();
    }
    assert_eq!(read("docs/rules.md"), fresh, "SAYSO_UPDATE=1 cargo test --test recipes writes it anew");
    for rule in RULES {
        assert!(root(&format!("src/check/rules/{}.md", rule.meta.id.replace('-', "_"))).exists());
    }
}
