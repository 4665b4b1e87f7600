//! A team's first month with the gate, on a git repository of its own.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]
#![allow(clippy::print_stderr, reason = "a test says what it could not try")]

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process;
use tempfile::TempDir;

const FERRY: &str = "Yevheniya Dorokhova said the ferries would sail again on Monday. \
    Dorokhova had said so before.\n\nDorohkova warned of delays.\n";

const BRIDGE: &str = "Transport Minister Amara Okonjo said on Monday that the bridge would stay shut.\n\n\
    Okonjo put the cost at $18 million. Okonyo left the hall without a word.\n";

/// The slip stands behind a no-break space, an emoji of several characters and a combining mark.
const CRASH: &str = "Police said 12 people were hurt in the crash on the bridge.\n\n\
    Harbour\u{a0}City 👩\u{200d}🚒 cafe\u{301} — Police said 21 people were hurt in the crash on the bridge.\n";

/// Where the `21` stands in its line, in characters from 1.
const COLUMN: u64 = 38;

const CONFIG: &str = "fail-on = \"warning\"\nbaseline = \"sayso.baseline\"\n";

/// A team's folder.
struct Desk(TempDir);

/// How a command ended.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        fs::create_dir(desk.path("wire")).unwrap();
        desk.put("wire/ferry.txt", FERRY);
        desk.put("wire/bridge.txt", BRIDGE);
        desk.put("sayso.toml", CONFIG);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn check(&self, arguments: &[&str]) -> Ended {
        self.check_in(".", arguments, "")
    }

    fn check_in(&self, folder: &str, arguments: &[&str], input: &str) -> Ended {
        let mut command = Command::cargo_bin("sayso").unwrap();
        let command = command.current_dir(self.path(folder)).arg("check").args(arguments);
        let output = command.args(["--today", "2026-03-02"]).write_stdin(input).output().unwrap();
        Ended::of(&output)
    }

    /// `sayso check` on another day.
    fn check_on(&self, day: &str) -> Ended {
        let mut command = Command::cargo_bin("sayso").unwrap();
        let command = command.current_dir(self.0.path()).args(["check", "--today", day]);
        Ended::of(&command.output().unwrap())
    }

    /// Runs git; none where there is none.
    fn git(&self, arguments: &[&str]) -> Option<Ended> {
        let mut git = process::Command::new("git");
        git.args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.current_dir(self.0.path()).args(arguments).output().ok()?;
        Some(Ended::of(&output))
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }
}

impl Ended {
    fn of(output: &process::Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    fn is(self, code: i32, said: &str) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        assert!(format!("{}\n{}", self.out, self.err).contains(said), "{said}:\n{}\n{}", self.out, self.err);
        self
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Holds a log against the schema of SARIF 2.1.0, and its fingerprints against each other.
#[track_caller]
fn check_sarif(log: &Value) {
    let mut schema = json(include_str!("schemas/sarif-2.1.0.json"));
    // its pattern for languages has a bracket too many, which not every engine takes
    for owner in ["run", "toolComponent"] {
        let language = schema.pointer_mut(&format!("/definitions/{owner}/properties/language"));
        language.and_then(Value::as_object_mut).and_then(|language| language.remove("pattern"));
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut prints: Vec<_> =
        results.iter().map(|one| one["partialFingerprints"]["sayso/v1"].to_string()).collect();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), results.len());
}

#[test]
fn the_first_month_of_a_team() {
    let desk = Desk::new();
    let has_git = desk.git(&["init", "-q", "-b", "main"]).is_some_and(|ended| ended.code == 0);
    if !has_git {
        eprintln!("git is missing: branches are not merged in this run");
    }

    // Monday: old copy has slips, the gate is switched on and lets them pass.
    desk.check(&[]).is(2, "there is no baseline sayso.baseline; --write-baseline makes it");
    desk.check(&["--write-baseline"]).is(0, "baseline sayso.baseline: places written 2, dropped 0");
    desk.check(&[]).is(0, "held back: 2 in the baseline");
    desk.check_in("wire", &[], "").is(0, "held back: 2 in the baseline");
    desk.commit("switch the gate on");

    // A new slip is found, at the right character.
    desk.put("wire/crash.txt", CRASH);
    let found = desk.check(&["--format", "github", "--format", "sarif=gate.sarif"]).is(1, "");
    let expected =
        format!("::warning file=wire/crash.txt,line=3,endLine=3,col={COLUMN},endColumn={}", COLUMN + 2);
    assert!(found.out.starts_with(&expected), "{}", found.out);
    check_log(&json(&desk.read("gate.sarif")));

    // It is right, for a reason and for a time.
    desk.put("sayso-suppressions.toml", SUPPRESSION);
    desk.check_on("2026-03-31")
        .is(0, "held back: 2 in the baseline, 1 suppressed; suppressions as of 2026-03-31");
    let expired = desk.check_on("2026-04-01").is(1, "warning[suppression-expired]");
    assert!(expired.out.contains("--> sayso-suppressions.toml:4:8"), "{}", expired.out);
    assert!(expired.out.contains("warning[figure-conflict]"), "{}", expired.out);
    desk.commit("a reason");

    // A paragraph moves, another comes: what is known stays known.
    let (first, second) = FERRY.split_once("\n\n").unwrap();
    desk.put(
        "wire/ferry.txt",
        &format!("The harbour was quiet on Sunday.\n\n{first}\n\nNobody was hurt.\n\n{second}"),
    );
    desk.check(&[]).is(0, "held back: 2 in the baseline");

    // A second slip like the first is new.
    desk.put("wire/ferry.txt", &format!("{FERRY}\nDorohkova left the hall.\n"));
    desk.check(&[]).is(1, "error[name-variant]: `Dorohkova` (2) is spelled");

    // One is corrected: the baseline only ever shrinks.
    desk.put("wire/ferry.txt", &FERRY.replace("Dorohkova", "Dorokhova"));
    desk.check(&[]).is(0, "baseline: 1 no longer flagged; --write-baseline drops them");
    desk.check(&["wire/bridge.txt"]).is(0, "held back: 1 in the baseline; suppressions as of 2026-03-02");
    desk.check(&["--write-baseline"]).is(0, "baseline sayso.baseline: places left 1, dropped 1");
    desk.put("wire/ferry.txt", FERRY);
    desk.check(&["--write-baseline"]).is(1, "baseline sayso.baseline: places left 1, dropped 0");
    desk.put("wire/ferry.txt", &FERRY.replace("Dorohkova", "Dorokhova"));

    // The reason is needed no more.
    desk.put("wire/crash.txt", &CRASH.replace("21", "12"));
    let unused = desk.check(&[]).is(1, "warning[suppression-unused]");
    assert!(unused.out.contains("because: the reason given: Two counts"), "{}", unused.out);
    fs::remove_file(desk.path("sayso-suppressions.toml")).unwrap();

    // A file that cannot be read is never passed over.
    desk.put("wire/broken.txt", "\0\0\0");
    desk.check(&["--format", "sarif=gate.sarif"]).is(3, "wire/broken.txt: ");
    let log = json(&desk.read("gate.sarif"));
    check_sarif(&log);
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(told["level"], "error");
    assert_eq!(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "wire/broken.txt");
    fs::remove_file(desk.path("wire/broken.txt")).unwrap();

    if has_git {
        merge_two_branches(&desk);
    }
}

const SUPPRESSION: &str = "[[suppress]]\nrule = \"figure-conflict\"\nstory = \"wire/crash.txt\"\n\
    text = \"Police said 21 people were hurt\"\nreason = \"Two counts, both given by the police.\"\n\
    author = \"Desk\"\nexpires = 2026-03-31\n";

/// The log of the run with the new slip: marked old ones, and the new one at its place.
fn check_log(log: &Value) {
    check_sarif(log);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    let state =
        |result: &Value| (result["baselineState"].clone(), result["suppressions"].as_array().unwrap().len());
    let states: Vec<_> = results.iter().map(state).collect();
    assert_eq!(states, [("unchanged".into(), 1), ("new".into(), 0), ("unchanged".into(), 1)]);
    let new = &results[1];
    let place = &new["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "wire/crash.txt");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &COLUMN.into()));
    let (from, length) =
        (place["region"]["byteOffset"].as_u64().unwrap(), place["region"]["byteLength"].as_u64().unwrap());
    assert_eq!(&CRASH[from as usize..(from + length) as usize], "21");
    let other = &new["relatedLocations"][0]["physicalLocation"]["region"];
    assert_eq!((&other["startLine"], &other["startColumn"]), (&1.into(), &13.into()));
    let rule = &run["tool"]["driver"]["rules"][new["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], new["ruleId"]);
    assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("# figure-conflict"));
}

/// Two branches, each of which lets a slip of its own pass by beginning the baseline anew.
fn merge_two_branches(desk: &Desk) {
    desk.put(".gitattributes", "sayso.baseline merge=union\n");
    desk.commit("before the branches");
    for (branch, story, text) in [("one", "wire/a.txt", FERRY), ("two", "wire/z.txt", BRIDGE)] {
        desk.git(&["checkout", "-q", "-b", branch, "main"]);
        desk.put(story, text);
        fs::remove_file(desk.path("sayso.baseline")).unwrap();
        desk.check(&["--write-baseline"]).is(0, "places written 2");
        desk.commit(branch);
    }
    let merged = desk.git(&["merge", "-q", "-m", "both", "one"]).unwrap();
    assert_eq!(merged.code, 0, "{}{}", merged.out, merged.err);
    desk.check(&[]).is(0, "held back: 3 in the baseline");
    let lines = desk.read("sayso.baseline");
    assert_eq!(lines.lines().count(), 4, "{lines}");
    // what the program writes is what the merge made, so that the next branch merges as well
    desk.check(&["--write-baseline"]).is(0, "places left 3, dropped 0");
    let mut sorted: Vec<&str> = lines.lines().collect();
    sorted[1..].sort_unstable();
    assert_eq!(desk.read("sayso.baseline").lines().collect::<Vec<_>>(), sorted);
    // without the attribute, git may ask: the marks are told, not passed over
    desk.put("sayso.baseline", &lines.replacen('\n', "\n<<<<<<< one\n", 1));
    desk.check(&[]).is(2, "sayso.baseline:2:1: two versions of the baseline are not merged");
}

/// The baseline's lines below the first.
fn lines(desk: &Desk) -> usize {
    desk.read("sayso.baseline").lines().count() - 1
}

#[test]
fn a_slip_that_is_still_there_stays_in_the_baseline() {
    let desk = Desk::new();
    desk.check(&["--write-baseline"]).is(0, "places written 2");
    // a like one comes: both are shown, and the old one's line stays
    desk.put("wire/ferry.txt", &format!("{FERRY}\nDorohkova left the hall.\n"));
    desk.check(&["--write-baseline"]).is(1, "places left 2, dropped 0");
    assert!(!desk.check(&[]).err.contains("no longer flagged"));
    desk.put("wire/ferry.txt", FERRY);
    desk.check(&[]).is(0, "held back: 2 in the baseline");
    // so it does where somebody also gave a reason
    let reason = SUPPRESSION.replace("figure-conflict", "name-variant").replace("crash", "ferry");
    desk.put("sayso-suppressions.toml", &reason.replace("Police said 21 people were hurt", "Dorohkova"));
    desk.check(&["--write-baseline"]).is(0, "places left 2, dropped 0");
    fs::remove_file(desk.path("sayso-suppressions.toml")).unwrap();
    // where its rule did not report, by configuration, for the folder or as asked
    for rules in [
        "[rules]\nname-variant = \"off\"\n",
        "[[overrides]]\npaths = [\"wire/\"]\nrules = { name-variant = \"off\" }\n",
    ] {
        desk.put("sayso.toml", &format!("{CONFIG}{rules}"));
        desk.check(&["--write-baseline"]).is(0, "places left 2, dropped 0");
    }
    desk.put("sayso.toml", CONFIG);
    desk.check(&["--write-baseline", "--skip", "name-variant"]).is(0, "places left 2, dropped 0");
    // and where something could not be read
    desk.put("wire/broken.txt", "\0\0\0");
    desk.put("wire/bridge.txt", "\0");
    desk.check(&["--write-baseline"]).is(3, "places left 2, dropped 0");
}

const TOLL: &str =
    "HARBOUR CITY, March 3 (HCN) - Police said 12 people were hurt in the crash on the old bridge.\n";

#[test]
fn what_needs_another_story_is_not_missed_without_it() {
    let desk = Desk::new();
    desk.put("wire/bridge.txt", TOLL);
    desk.put("wire/ferry.txt", &TOLL.replace("12", "21"));
    desk.check(&["--write-baseline"]).is(0, "places written 1");
    assert!(
        desk.read("sayso.baseline").contains("\"with\":\"wire/bridge.txt\""),
        "{}",
        desk.read("sayso.baseline")
    );
    for arguments in [&["wire/ferry.txt"][..], &["--across", "none"]] {
        desk.check(&[arguments, &["--write-baseline"]].concat()).is(0, "places left 1, dropped 0");
    }
    // nor is the reason for it
    desk.put("sayso.toml", "fail-on = \"note\"\n");
    desk.put("sayso-suppressions.toml", "[[suppress]]\nrule = \"figure-conflict\"\nstory = \"wire/ferry.txt\"\ntext = \"21 people\"\nreason = \"Both are right.\"\n");
    desk.check(&[]).is(0, "1 suppressed");
    desk.check(&["wire/ferry.txt"]).is(0, "No findings");
    fs::remove_file(desk.path("sayso-suppressions.toml")).unwrap();
    desk.put("sayso.toml", CONFIG);
    desk.put("wire/ferry.txt", TOLL);
    desk.check(&["--write-baseline"]).is(0, "places left 0, dropped 1");
    assert_eq!(lines(&desk), 0);
}

#[test]
fn only_what_changed_is_shown_and_counts() {
    let desk = Desk::new();
    desk.put("sayso.toml", "");
    desk.put("list", "wire/ferry.txt\n");
    let one = desk.check(&["--changed", "list"]).is(1, "held back: 1 not in changed files");
    assert!(one.out.contains("wire/ferry.txt") && !one.out.contains("wire/bridge.txt"), "{}", one.out);
    desk.check_in(".", &["--changed", "-"], "wire/new.txt\0").is(0, "held back: 2 not in changed files");
    desk.check_in("wire", &["--changed", "-"], "ferry.txt\n")
        .is(1, "wire/ferry.txt".trim_start_matches("wire/"));
    desk.check_in(".", &["--changed", "-"], "\"f\\303\\244hre.txt\"\n").is(2, "with -z");
    desk.check(&["-", "--changed", "-"]).is(2, "both a story and the list");
    desk.check(&["--changed", "gone"]).is(2, "cannot read the list of changed files gone");
}

#[test]
fn a_finding_across_stories_is_shown_with_either() {
    let desk = Desk::new();
    desk.put("sayso.toml", "");
    desk.put(
        "wire/bridge.txt",
        "HARBOUR CITY, March 3 (HCN) - Police said 12 people were hurt in the crash on the old bridge.\n",
    );
    desk.put(
        "wire/ferry.txt",
        "HARBOUR CITY, March 3 (HCN) - Police said 21 people were hurt in the crash on the old bridge.\n",
    );
    for changed in ["wire/bridge.txt", "wire/ferry.txt"] {
        let shown = desk.check_in(".", &["--changed", "-", "--format", "csv"], changed).is(0, "");
        assert_eq!(shown.out.lines().count(), 2, "{changed}: {}", shown.out);
    }
}

#[test]
fn severities_are_the_houses_own() {
    let desk = Desk::new();
    desk.put("sayso.toml", "[rules]\nname-variant = \"warning\"\n[[overrides]]\npaths = [\"ferry.txt\"]\nrules = { name-variant = \"off\" }\n");
    let found = desk.check(&[]).is(0, "warning[name-variant]: `Okonyo`");
    assert!(!found.out.contains("Dorohkova"), "{}", found.out);
    desk.check(&["--fail-on", "warning"]).is(1, "");
    desk.put("sayso.toml", "[rules]\nname-variant = \"off\"\n");
    desk.check(&[]).is(0, "No findings");
    desk.check(&["--only", "name-variant"]).is(1, "error[name-variant]");
    desk.check(&["--config", "none"]).is(1, "error[name-variant]");
}

#[test]
fn what_is_wrong_in_a_file_of_the_houses_is_shown_with_its_line() {
    let desk = Desk::new();
    desk.put("sayso.toml", "\nfail-on = \"eror\"\n");
    let ended = desk.check_in("wire", &[], "").is(2, "error: ../sayso.toml:2:11: unknown variant `eror`");
    assert!(ended.err.contains("\n 2 | fail-on = \"eror\"\n   |           ^^^^^^"), "{}", ended.err);
    desk.check(&["--config", "gone.toml"]).is(2, "cannot read the configuration gone.toml");
    desk.put("sayso.toml", "suppressions = \"s.toml\"\n");
    desk.check(&[]).is(2, "cannot read the suppressions s.toml");
    desk.put("s.toml", "[[suppress]]\nrule = \"name-variant\"\n");
    desk.check(&[]).is(2, "s.toml:1:1: missing field `story`");
}

#[test]
fn what_holds_is_shown_with_who_said_so() {
    let desk = Desk::new();
    desk.put("sayso.toml", "fail-on = \"note\"\nbaseline = \"b\"\n\n[rules]\nname-shared = \"off\"\n\n[outlets]\n\"wire/\" = \"HCN\"\n");
    desk.put("sayso-suppressions.toml", "");
    let shown = desk
        .check_in("wire", &["--show-config", "--across", "group"], "")
        .is(0, "# configuration: ../sayso.toml");
    for line in [
        "fail-on = \"note\"                        # ../sayso.toml:1",
        "across = \"group\"                        # --across",
        "baseline = \"../b\"                       # ../sayso.toml:2",
        "suppressions = \"../sayso-suppressions.toml\" # found there",
        "# list = none                           # default",
        "name-shared = \"off\"                     # ../sayso.toml:5",
        "\"wire/\" = \"HCN\"                         # ../sayso.toml:8",
    ] {
        assert!(shown.out.lines().any(|own| own == line), "{line}:\n{}", shown.out);
    }
}

#[test]
fn outlets_are_named_by_path() {
    let desk = Desk::new();
    desk.put("sayso.toml", "[outlets]\n\"*\" = \"Ours\"\n\"wire/b*.txt\" = \"Harbour City News\"\n");
    let mut command = Command::cargo_bin("sayso").unwrap();
    let command = command.current_dir(desk.0.path()).args(["speakers", "--format", "csv"]);
    let ended = Ended::of(&command.output().unwrap()).is(0, "\"Harbour City News\"");
    assert!(ended.out.contains("\"Ours\""), "{}", ended.out);
}

#[test]
fn a_configuration_is_begun_once() {
    let desk = Desk::new();
    fs::remove_file(desk.path("sayso.toml")).unwrap();
    let init = || {
        let mut command = Command::cargo_bin("sayso").unwrap();
        Ended::of(&command.current_dir(desk.0.path()).arg("init").output().unwrap())
    };
    init().is(0, "wrote sayso.toml");
    assert_eq!(desk.read("sayso.toml"), sayso::gate::CONFIG_SAMPLE);
    desk.put("sayso.toml", CONFIG);
    init().is(2, "there is a sayso.toml already");
    assert_eq!(desk.read("sayso.toml"), CONFIG);
}

#[test]
fn every_format_is_what_its_readers_take() {
    let desk = Desk::new();
    desk.put("sayso.toml", "");
    let formats = ["sarif", "github", "gitlab", "junit", "json", "jsonl", "csv", "text"];
    let arguments: Vec<String> =
        formats.iter().flat_map(|name| ["--format".to_owned(), format!("{name}=out.{name}")]).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    desk.check(&arguments).is(1, "2 stories");
    check_sarif(&json(&desk.read("out.sarif")));
    let issues = json(&desk.read("out.gitlab"));
    assert_eq!(issues.as_array().unwrap().len(), 2);
    for issue in issues.as_array().unwrap() {
        assert!(issue["fingerprint"].is_string() && issue["location"]["lines"]["begin"].is_u64(), "{issue}");
        assert_eq!(issue["severity"], "major");
    }
    assert_eq!(desk.read("out.junit").matches("<failure ").count(), 2);
    assert_eq!(desk.read("out.github").matches("::error ").count(), 2);
    assert_eq!(json(&desk.read("out.json"))["gate"]["baselined"], 0);
}

#[test]
fn a_clean_run_is_sound_in_every_format() {
    let desk = Desk::new();
    desk.put("sayso.toml", "");
    for (format, said) in
        [("sarif", "\"results\":["), ("gitlab", "[]"), ("junit", "</testsuites>"), ("github", "::notice")]
    {
        let ended = desk.check(&["--format", format, "--skip", "name-variant"]).is(0, said);
        if format == "sarif" {
            check_sarif(&json(&ended.out));
        }
    }
}

#[test]
fn a_line_of_many_has_a_baseline_of_its_own() {
    let desk = Desk::new();
    let line = |id: &str| serde_json::json!({"id": id, "text": FERRY}).to_string();
    desk.put("wire.jsonl", &format!("{}\n", line("one")));
    let arguments = ["wire.jsonl", "--format", "sarif"];
    desk.check(&["wire.jsonl", "--write-baseline"]).is(0, "places written 1");
    desk.put("wire.jsonl", &format!("{}\n{}\n", line("two"), line("one")));
    let log = json(&desk.check(&arguments).is(1, "").out);
    check_sarif(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let shown = |result: &Value| {
        let place = &result["locations"][0];
        (place["logicalLocations"][0]["fullyQualifiedName"].clone(), result["baselineState"].clone())
    };
    let mut shown: Vec<_> = results.iter().map(shown).map(|(a, b)| format!("{a} {b}")).collect();
    shown.sort();
    assert_eq!(shown, ["\"one\" \"unchanged\"", "\"two\" \"new\""]);
}

/// The number of characters before the slip, counted here by hand once more.
#[test]
fn the_column_is_that_of_the_character() {
    let line = CRASH.lines().nth(2).unwrap();
    let before = line.split("21").next().unwrap();
    assert_eq!(before.chars().count() as u64 + 1, COLUMN);
}

#[test]
fn no_output_is_written_over_what_is_read() {
    let desk = Desk::new();
    desk.put("sayso.toml", "names.list = \"names.csv\"\nsuppressions = \"s.toml\"\n");
    desk.put("names.csv", "name\nYevheniya Dorokhova\n");
    desk.put("s.toml", "");
    desk.put("wire.jsonl", "{\"id\":\"a\",\"text\":\"Nobody was hurt.\"}\n");
    desk.put("list", "wire/ferry.txt\n");
    for kept in ["wire/ferry.txt", "wire.jsonl", "sayso.toml", "names.csv", "s.toml", "list"] {
        let before = desk.read(kept);
        let csv = format!("csv={kept}");
        for arguments in [&["-o", kept][..], &["--format", &csv], &[kept, "-o", kept]] {
            let ended = desk.check(&[arguments, &["--changed", "list"]].concat());
            ended.is(2, &format!("{kept} is not written: it"));
            assert_eq!(desk.read(kept), before, "{kept}");
        }
    }
    let mut claims = Command::cargo_bin("sayso").unwrap();
    let claims = claims.current_dir(desk.0.path()).args(["claims", "-o", "./wire/../wire/ferry.txt"]);
    Ended::of(&claims.output().unwrap()).is(2, "which is read in this run");
    // nor a new baseline, though its name is free of stories elsewhere
    desk.check(&["--baseline", "wire/ferry.txt", "--write-baseline"]).is(2, "no baseline of this program");
    // nor two outputs to one file, nor any when one of them cannot be written
    for arguments in [
        &["--format", "csv=a", "--format", "sarif=./wire/../a"][..],
        &["-o", "./a", "--baseline", "a", "--write-baseline"],
    ] {
        desk.check(arguments).is(2, "two ");
    }
    desk.check(&["--baseline", "gone/b", "--write-baseline", "-o", "a"]).is(2, "cannot write gone/b");
    desk.put("empty.toml", "baseline = \"\"\n");
    desk.check(&["--config", "empty.toml", "--write-baseline", "-o", "a"]).is(2, "the baseline has no name");
    assert!(!desk.path("a").exists());
    desk.put("wire/empty.txt", "");
    desk.check(&["wire/empty.txt", "-o", "wire/empty.txt"]).is(2, "it would lose wire/empty.txt");
    assert_eq!(desk.read("wire/ferry.txt"), FERRY);
}

#[test]
fn what_the_program_wrote_is_no_story() {
    let desk = Desk::new();
    desk.put("sayso.toml", "");
    let first = desk.check(&["wire"]).is(1, "2 stories");
    for format in ["text=a.txt", "json=b.txt", "jsonl=c.jsonl", "csv=d.txt", "sarif=e.txt", "junit=f.txt"] {
        // twice: an output of an earlier run is no story that would be lost
        for _ in 0..2 {
            desk.check(&["--format", &format.replace('=', "=wire/")]).is(1, "2 stories");
        }
    }
    for (command, format, file) in [
        ("claims", "text", "g.txt"),
        ("claims", "json", "h.txt"),
        ("claims", "jsonl", "i.jsonl"),
        ("claims", "csv", "j.txt"),
        ("speakers", "text", "k.txt"),
        ("speakers", "csv", "l.txt"),
        ("figures", "text", "m.txt"),
        ("figures", "csv", "n.txt"),
        ("graph", "json", "o.txt"),
        ("rules", "text", "p.txt"),
        ("files", "text", "q.txt"),
    ] {
        let mut program = Command::cargo_bin("sayso").unwrap();
        let file = format!("wire/{file}");
        let program = program.current_dir(desk.0.path()).args([command, "--format", format, "-o", &file]);
        Ended::of(&program.output().unwrap()).is(0, "");
    }
    desk.check(&["--baseline", "wire/r.txt", "--write-baseline"]).is(0, "places written 2");
    let again = desk.check(&["wire"]).is(1, "2 stories; files: 2 read, 0 partly read, 0 failed, 18 excluded");
    let findings =
        |out: &str| out.lines().filter(|line| !line.contains("files:")).collect::<Vec<_>>().join("\n");
    assert_eq!(findings(&first.out), findings(&again.out));
    desk.check(&["wire/a.txt"]).is(3, "wire/a.txt: written by sayso: no copy");
}

#[test]
fn a_file_of_the_house_that_is_none_is_told() {
    let desk = Desk::new();
    for (name, said) in [
        ("sayso.toml", "cannot read the configuration sayso.toml: not a file"),
        ("sayso-suppressions.toml", "cannot read the suppressions sayso-suppressions.toml: not a file"),
        ("sayso.baseline", "cannot read the baseline sayso.baseline: not a file"),
        ("names.csv", "cannot read the list of names names.csv: not a file"),
    ] {
        let desk = Desk::new();
        if name != "sayso.baseline" {
            fs::remove_file(desk.path("sayso.toml")).unwrap();
        }
        fs::create_dir(desk.path(name)).unwrap();
        let arguments: &[&str] =
            if name == "names.csv" { &["--names", name, "--config", "none"] } else { &[] };
        desk.check(arguments).is(2, said);
    }
    desk.put("sayso.toml", "");
    for name in [".gitignore", ".saysoignore"] {
        fs::create_dir(desk.path(name)).unwrap();
        let ended = desk.check(&[]).is(1, "a folder, not a file");
        assert!(ended.err.contains("a rule on what to leave out was not understood"), "{}", ended.err);
        fs::remove_dir(desk.path(name)).unwrap();
    }
    desk.put("names.csv", "");
    desk.check(&["--names", "names.csv"]).is(2, "there is no column `name`");
}

#[test]
fn a_draft_is_shown_under_its_name() {
    let desk = Desk::new();
    desk.put("sayso.toml", "");
    desk.check_in(".", &["-", "--stdin-name", "wire/draft.txt"], FERRY).is(1, "--> wire/draft.txt:3:1");
}

/// A name and words that would move a terminal, turn a line around, or be a command in a log.
#[test]
fn what_is_hidden_is_hidden_in_every_output() {
    let desk = Desk::new();
    desk.put("sayso.toml", "fail-on = \"note\"\n[outlets]\n\"a\u{202e}*\" = \"X\u{9b}31mY\"\n");
    let id = "a\u{1b}[31m\u{202e}\u{2028}\u{9b}##[group]";
    let text = FERRY
        .replace("warned", "\u{1b}]0;x\u{7} \u{202e}warned\u{2066}")
        .replace("Dorohkova", "Doroh\u{202e}kova");
    let line = serde_json::json!({"id": id, "text": format!("{text}{FERRY}"), "publisher": id});
    desk.put("wire.jsonl", &format!("{line}\n{{\"id\":3}}\n"));
    fs::write(desk.path("wire/b\u{202e}\u{1b}.txt"), BRIDGE).unwrap();
    let is_shown = |c: char| c == '\n' || !sayso::text::is_hidden(c);
    let formats = ["text", "json", "jsonl", "csv", "sarif", "github", "gitlab", "junit", "html"];
    let of_check = formats.map(|format| ("check", format));
    let others = [
        ("claims", "text"),
        ("claims", "json"),
        ("claims", "jsonl"),
        ("claims", "csv"),
        ("claims", "claimreview"),
        ("claims", "webannotation"),
        ("speakers", "text"),
        ("speakers", "csv"),
        ("figures", "csv"),
        ("graph", "json"),
        ("graph", "dot"),
        ("graph", "graphml"),
        ("graph", "gexf"),
        ("graph", "svg"),
        ("graph", "text"),
        ("files", "text"),
        ("files", "json"),
    ];
    for (command, format) in of_check.into_iter().chain(others) {
        let mut program = Command::cargo_bin("sayso").unwrap();
        let program = program.current_dir(desk.0.path()).args([command, "--format", format]);
        let ended = Ended::of(&program.output().unwrap());
        for told in [&ended.out, &ended.err] {
            let odd = told.char_indices().find(|(_, c)| !is_shown(*c));
            assert!(odd.is_none() && !told.contains("##["), "{command} {format}: {odd:?}\n{told}");
        }
        if format == "json" && command != "graph" {
            assert!(json(&ended.out).to_string().contains('\u{202e}'), "{command}: nothing is lost");
        }
    }
    let shown = desk.check(&["--show-config"]);
    assert!(shown.out.chars().all(is_shown), "{}", shown.out);
}

#[test]
fn a_name_that_is_no_utf8_stops_no_list_of_changed_files() {
    let desk = Desk::new();
    desk.put("sayso.toml", "");
    let mut program = Command::cargo_bin("sayso").unwrap();
    let program = program.current_dir(desk.0.path()).args(["check", "--changed", "-"]);
    let output = program.write_stdin(&b"caf\xe9.txt\0wire/ferry.txt\0"[..]).output().unwrap();
    let ended = Ended::of(&output).is(1, "held back: 1 not in changed files");
    assert!(ended.err.contains("notice: caf\u{fffd}.txt: "), "{}", ended.err);
}
