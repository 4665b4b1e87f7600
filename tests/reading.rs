//! Reading: every path ends as read, partly read, failed or excluded, and every span leads back.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "tests, and about files")]

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::time::Instant;

use proptest::prelude::*;
use sayso::ingest::{self, Document, Planned, Reader, Request, STORY_LIMIT, Status, Summary, decode};
use sayso::text::Span;
use tempfile::TempDir;

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        put(&folder, name, bytes);
    }
    folder
}

fn put(folder: &TempDir, name: &str, bytes: &[u8]) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn request(folder: &TempDir, paths: &[&str]) -> Request {
    Request {
        paths: paths.iter().map(PathBuf::from).collect(),
        stdin_name: None,
        current_dir: folder.path().to_owned(),
    }
}

fn read(folder: &TempDir, paths: &[&str]) -> (Vec<Document>, Summary) {
    ingest::read(&request(folder, paths))
}

fn names(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|document| document.name.as_str()).collect()
}

/// The status and the reason of one path, which the plan must agree with where it can tell.
fn end(folder: &TempDir, paths: &[&str], path: &str) -> (Status, String) {
    let (_, summary) = read(folder, paths);
    let record = summary.records.iter().find(|r| r.path == path);
    let record = record.unwrap_or_else(|| panic!("{path} is in no record: {summary:#?}"));
    let told = summary.notices.iter().any(|n| n.path == path);
    assert!(told || !matches!(record.status, Status::Failed | Status::PartlyRead), "{path} ended unheard");
    let planned: Vec<Planned> = ingest::plan(&request(folder, paths)).0;
    let planned = planned.iter().find(|p| p.path == path).unwrap();
    if record.status != Status::PartlyRead {
        assert_eq!(planned.status, record.status, "{path}: the plan and the reading differ");
    }
    (record.status, record.reason.clone().unwrap_or_default())
}

fn status(folder: &TempDir, paths: &[&str], path: &str) -> Status {
    end(folder, paths, path).0
}

#[test]
fn a_format_we_read_is_read() {
    let folder =
        folder(&[("a.txt", b"Rain."), ("b.TEXT", b"Sun."), ("c.jsonl", br#"{"id":"c","text":"Fog."}"#)]);
    for paths in [&["."][..], &[], &["a.txt", "b.TEXT", "c.jsonl"]] {
        let (documents, summary) = read(&folder, paths);
        assert_eq!(names(&documents), ["a.txt", "b.TEXT", "c"]);
        assert_eq!((summary.counts().read, summary.counts().stories), (3, 3));
        assert!(summary.counts().is_complete() && summary.notices.is_empty(), "{:?}", summary.notices);
    }
}

#[test]
fn an_empty_file_is_read_with_a_notice() {
    let folder = folder(&[("a.txt", b""), ("b.txt", b"\xef\xbb\xbf"), ("c.jsonl", b"\n\n")]);
    let (documents, summary) = read(&folder, &["."]);
    assert_eq!(names(&documents), ["a.txt", "b.txt"]);
    assert_eq!((summary.counts().read, summary.notices.len()), (3, 3));
}

#[test]
fn a_format_we_do_not_read_is_excluded_or_fails_when_named() {
    let folder = folder(&[("a.jpg", b"x"), ("story", b"x"), ("b.txt", b"x")]);
    for path in ["a.jpg", "story"] {
        assert_eq!(status(&folder, &["."], path), Status::Excluded);
        assert_eq!(status(&folder, &[path], path), Status::Failed);
        assert_eq!(status(&folder, &[path, "."], path), Status::Failed);
    }
}

#[test]
fn what_is_hidden_or_ignored_is_excluded_or_fails_when_named() {
    let folder = folder(&[
        (".gitignore", b"old/\n"),
        (".saysoignore", b"*.draft.txt\n"),
        (".a.txt", b"x"),
        (".desk/a.txt", b"x"),
        ("old/a.txt", b"x"),
        ("b.draft.txt", b"x"),
        ("b.txt", b"x"),
    ]);
    let (documents, summary) = read(&folder, &["."]);
    assert_eq!(names(&documents), ["b.txt"]);
    let excluded: Vec<_> =
        summary.records.iter().filter(|r| r.status == Status::Excluded).map(|r| r.path.as_str()).collect();
    assert_eq!(excluded, [".a.txt", ".desk/", ".gitignore", ".saysoignore", "b.draft.txt", "old/"]);
    for path in [".a.txt", "old/a.txt", "b.draft.txt"] {
        assert_eq!(status(&folder, &[path], path), Status::Failed, "{path}");
    }
}

#[test]
fn a_rule_can_let_a_hidden_file_in() {
    let folder = folder(&[(".saysoignore", b"!.a.txt\n"), (".a.txt", b"x")]);
    assert_eq!(names(&read(&folder, &["."]).0), [".a.txt"]);
}

#[test]
fn a_rule_above_the_folder_counts() {
    let folder = folder(&[(".saysoignore", b"x/a.txt\n"), ("x/a.txt", b"x"), ("x/b.txt", b"x")]);
    assert_eq!(names(&read(&folder, &["x"]).0), ["b.txt"]);
}

#[test]
fn a_rule_that_is_none_is_told() {
    let folder = folder(&[(".saysoignore", b"a{\n"), ("a.txt", b"x")]);
    let (documents, summary) = read(&folder, &["."]);
    assert_eq!((documents.len(), summary.notices.len()), (1, 1), "{:?}", summary.notices);
}

#[test]
fn what_is_no_text_fails_under_the_name_of_text() {
    let folder = folder(&[("nul.txt", b"te\0xt"), ("controls.txt", b"\x01\x02text"), ("nul.jsonl", b"{\0}")]);
    put(&folder, "wide.jsonl", b"\xff\xfe{\0}\0");
    for path in ["nul.txt", "controls.txt", "nul.jsonl", "wide.jsonl"] {
        assert_eq!(status(&folder, &["."], path), Status::Failed, "{path}");
        assert_eq!(status(&folder, &[path], path), Status::Failed, "{path}");
    }
}

#[test]
fn what_is_gone_fails() {
    let folder = folder(&[]);
    assert_eq!(end(&folder, &["a.txt"], "a.txt"), (Status::Failed, "no such file or folder".to_owned()));
    assert_eq!(status(&folder, &["x/y"], "x/y"), Status::Failed);
    let long = "a/".repeat(3000) + "a.txt";
    assert_eq!(status(&folder, &[&long], &long), Status::Failed);
    assert_eq!(status(&folder, &["a\0.txt"], "a\0.txt"), Status::Failed);
}

#[test]
fn a_file_over_the_limit_fails() {
    let folder = folder(&[]);
    let file = fs::File::create(folder.path().join("a.txt")).unwrap();
    file.set_len(STORY_LIMIT + 1).unwrap();
    assert_eq!(status(&folder, &["."], "a.txt"), Status::Failed);
    assert_eq!(status(&folder, &["a.txt"], "a.txt"), Status::Failed);
}

#[test]
fn a_folder_with_nothing_to_read_is_told() {
    let folder = folder(&[("a.jpg", b"x")]);
    assert_eq!(read(&folder, &["."]).1.notices.len(), 1);
}

#[test]
fn what_vanishes_or_changes_between_listing_and_reading_is_told() {
    let folder = folder(&[("a.txt", b"x"), ("b.txt", b"short"), ("x/c.txt", b"x"), ("d.jsonl", b"{}")]);
    let mut reader = Reader::new(&request(&folder, &["."]));
    fs::remove_file(folder.path().join("a.txt")).unwrap();
    put(&folder, "b.txt", b"much longer than it was");
    fs::remove_dir_all(folder.path().join("x")).unwrap();
    fs::remove_file(folder.path().join("d.jsonl")).unwrap();
    let documents: Vec<_> = reader.by_ref().flatten().collect();
    assert_eq!((names(&documents), documents[0].text.len()), (vec!["b.txt"], 23));
    let counts = reader.finish().counts();
    assert_eq!((counts.failed, counts.read), (3, 1));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn links_are_followed_when_named_alone() {
        let folder = folder(&[("x/a.txt", b"x")]);
        symlink(folder.path().join("x"), folder.path().join("link")).unwrap();
        symlink("x/a.txt", folder.path().join("b.txt")).unwrap();
        symlink("c.txt", folder.path().join("c.txt")).unwrap();
        symlink("gone.txt", folder.path().join("d.txt")).unwrap();
        assert_eq!(names(&read(&folder, &["."]).0), ["x/a.txt"]);
        assert_eq!(status(&folder, &["."], "d.txt"), Status::Excluded);
        assert_eq!(names(&read(&folder, &["b.txt"]).0), ["b.txt"]);
        assert_eq!(names(&read(&folder, &["link"]).0), ["a.txt"]);
        assert_eq!(status(&folder, &["c.txt"], "c.txt"), Status::Failed);
        assert_eq!(status(&folder, &["d.txt"], "d.txt"), Status::Failed);
    }

    #[test]
    fn a_link_and_its_file_are_one() {
        let folder = folder(&[("a.txt", b"x")]);
        symlink("a.txt", folder.path().join("b.txt")).unwrap();
        assert_eq!(read(&folder, &["a.txt", "b.txt"]).0.len(), 1);
        assert_eq!(names(&read(&folder, &["b.txt", "."]).0), ["a.txt"]);
    }

    #[test]
    fn a_socket_is_not_waited_for() {
        let folder = folder(&[]);
        let _socket = UnixListener::bind(folder.path().join("a.txt")).unwrap();
        let _other = UnixListener::bind(folder.path().join("a.sock")).unwrap();
        assert_eq!(status(&folder, &["."], "a.txt"), Status::Failed);
        assert_eq!(status(&folder, &["a.txt"], "a.txt"), Status::Failed);
        assert_eq!(status(&folder, &["."], "a.sock"), Status::Excluded);
    }

    #[test]
    fn names_that_are_no_text_are_read() {
        let folder = folder(&[]);
        for name in [&b"a\xff.txt"[..], b"a\xfe.txt"] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), "x").unwrap();
        }
        let (documents, summary) = read(&folder, &["."]);
        assert_eq!(names(&documents), ["a\u{fffd}.txt", "a\u{fffd}.txt#2"]);
        assert_eq!(summary.counts().read, 2);
    }

    #[test]
    fn a_device_is_not_read_for_ever() {
        let folder = folder(&[]);
        symlink("/dev/zero", folder.path().join("a.txt")).unwrap();
        assert_eq!(status(&folder, &["a.txt"], "a.txt"), Status::Failed);
    }
}

#[test]
fn stories_are_called_by_their_path_in_the_folder_given() {
    let folder = folder(&[("x/a.txt", b"x"), ("x/y/b.txt", b"x")]);
    let (documents, _) = read(&folder, &["x"]);
    assert_eq!(names(&documents), ["a.txt", "y/b.txt"]);
    let places: Vec<_> = documents.iter().map(|d| (d.path.as_str(), d.metadata.group.as_str())).collect();
    assert_eq!(places, [("x/a.txt", "x"), ("x/y/b.txt", "x/y")]);
    assert_eq!(names(&read(&folder, &["x/a.txt"]).0), ["x/a.txt"]);
    let whole = folder.path().join("x/a.txt");
    assert_eq!(names(&read(&folder, &[whole.to_str().unwrap()]).0), ["x/a.txt"]);
}

#[test]
fn a_file_come_by_in_many_ways_is_read_once() {
    let folder = folder(&[("x/y/a.txt", b"x")]);
    let ways = ["x", "./x", "x/y", "x/y/a.txt", "x/../x/y/a.txt"];
    let (first, summary) = read(&folder, &ways);
    assert_eq!((names(&first), summary.records.len()), (vec!["y/a.txt"], 1));
    let mut turned = ways;
    for _ in 0..ways.len() {
        turned.rotate_left(1);
        let (documents, again) = read(&folder, &turned);
        assert_eq!((names(&documents), &again), (vec!["y/a.txt"], &summary));
    }
}

#[test]
fn the_order_of_the_paths_changes_nothing() {
    let folder = folder(&[
        ("x/a.txt", b"1"),
        ("y/a.txt", b"2"),
        ("y/b.jsonl", b"{\"id\":\"a.txt\",\"text\":\"3\"}\n{\"id\":\"a.txt\",\"text\":\"4\"}\nbad"),
    ]);
    let (one, other) = (read(&folder, &["x", "y"]), read(&folder, &["y", "x"]));
    assert_eq!(names(&one.0), ["a.txt", "a.txt#2", "a.txt#3", "a.txt#4"]);
    assert_eq!(one.0.iter().map(|d| d.text.as_str()).collect::<String>(), "1234");
    assert_eq!(names(&one.0), names(&other.0));
    assert_eq!(one.1, other.1);
    assert_eq!(one.1.notices.len(), 4, "{:#?}", one.1.notices);
}

fn read_stdin(name: Option<&str>, bytes: &'static [u8]) -> (Vec<Document>, Summary) {
    let request = Request {
        paths: vec!["-".into(), "-".into()],
        stdin_name: name.map(str::to_owned),
        current_dir: PathBuf::new(),
    };
    let mut reader = Reader::with_stdin(&request, Box::new(bytes));
    (reader.by_ref().flatten().collect(), reader.finish())
}

#[test]
fn standard_input_is_read_as_its_name_says() {
    assert_eq!(names(&read_stdin(None, b"Rain.").0), ["-"]);
    assert_eq!(names(&read_stdin(Some("./desk/a.txt"), b"Rain.").0), ["desk/a.txt"]);
    assert_eq!(names(&read_stdin(Some("a.jsonl"), br#"{"id":"x","text":"y"}"#).0), ["x"]);
    let (documents, summary) = read_stdin(Some("a.docx"), b"Rain.");
    assert_eq!((documents.len(), summary.counts().failed), (0, 1));
    assert_eq!(read_stdin(Some("a.txt"), b"\0").1.counts().failed, 1);
}

/// Gives its bytes, then fails.
struct Failing(&'static [u8]);

impl Read for Failing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(io::Error::other("torn off")) } else { self.0.read(into) }
    }
}

#[test]
fn a_source_that_fails_midway_is_told() {
    let read = |name: &str, bytes: &'static [u8]| {
        let request = Request {
            paths: vec!["-".into()],
            stdin_name: Some(name.to_owned()),
            current_dir: PathBuf::new(),
        };
        let mut reader = Reader::with_stdin(&request, Box::new(Failing(bytes)));
        let stories = reader.by_ref().flatten().count();
        (stories, reader.finish().records[0].status)
    };
    assert_eq!(read("a.txt", b"Rain."), (0, Status::Failed));
    assert_eq!(read("a.jsonl", b"{\"id\":\"1\",\"text\":\"x\"}\n{"), (0, Status::Failed));
    let lines: &'static [u8] = "{\"id\":\"1\",\"text\":\"x\"}\n".repeat(1000).leak().as_bytes();
    assert_eq!(read("a.jsonl", lines), (1000, Status::PartlyRead));
}

#[test]
fn a_bad_line_does_not_end_the_file() {
    let lines = "\u{feff}{\"id\":\"1\",\"text\":\"a\",\"group\":\"g\"}\r\n\r\nnot json\n{\"id\":\"2\",\"text\":\"\\ud800\"}\n\
                 {\"id\":\"1\",\"text\":\"b\",\"date\":\"7 Feb\"}\n{\"id\":\"3\",\"text\":\"\"}";
    let folder = folder(&[("x/a.jsonl", lines.as_bytes())]);
    let (documents, summary) = read(&folder, &["."]);
    assert_eq!(names(&documents), ["1", "1#2", "3"]);
    let places: Vec<_> = documents.iter().map(|d| (d.line, d.is_line, d.metadata.group.as_str())).collect();
    assert_eq!(places, [(1, true, "g"), (5, true, "x"), (6, true, "x")]);
    assert_eq!((summary.records[0].status, summary.records[0].stories), (Status::PartlyRead, 3));
    let told: Vec<_> = summary.notices.iter().map(|n| n.line).collect();
    assert_eq!(told, [Some(3), Some(4), Some(5), Some(5), Some(6)]);
}

#[test]
fn many_lines_come_in_batches_and_in_order() {
    let lines: String = (0..10_000).map(|i| format!("{{\"id\":\"{i}\",\"text\":\"t{i}\"}}\n")).collect();
    let folder = folder(&[("a.jsonl", lines.as_bytes()), ("b.txt", b"last")]);
    let mut reader = Reader::new(&request(&folder, &["."]));
    let batches: Vec<Vec<Document>> = reader.by_ref().collect();
    assert!(batches.len() > 1);
    let documents: Vec<_> = batches.into_iter().flatten().collect();
    assert_eq!(documents.len(), 10_001);
    assert!(documents[..10_000].iter().enumerate().all(|(i, d)| d.name == i.to_string()));
    let progress = reader.progress();
    assert_eq!((progress.files_done, progress.files), (2, 2));
    assert_eq!(progress.bytes_done, progress.bytes);
}

#[test]
fn a_reader_can_work_on_another_thread() {
    let folder = folder(&[("a.txt", b"x")]);
    let reader = Reader::new(&request(&folder, &["."]));
    assert_eq!(std::thread::spawn(move || reader.flatten().count()).join().unwrap(), 1);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines: String = (0..500).map(|i| format!("{{\"id\":\"{}\",\"text\":\"t\"}}\n", i % 7)).collect();
    let folder = folder(&[("a.jsonl", lines.as_bytes()), ("b.txt", b"last"), ("c.txt", b"\0")]);
    let with = |jobs| {
        let (documents, summary) = sayso::par::with_jobs(jobs, || read(&folder, &["."]));
        (documents.into_iter().map(|d| d.name).collect::<Vec<_>>(), summary)
    };
    let one = with(1);
    assert_eq!(one.0.len(), 501);
    assert!([2, 3, 8].into_iter().all(|jobs| with(jobs) == one));
}

#[test]
fn a_reader_left_early_does_not_claim_the_rest() {
    let folder = folder(&[("a.txt", b"x")]);
    assert_eq!(Reader::new(&request(&folder, &["."])).finish().counts().failed, 1);
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let folder = folder(&[("a.txt", "“Zoë” and “Ana”\nmet \u{1}".as_bytes())]);
    let mut bytes = fs::read(folder.path().join("a.txt")).unwrap();
    bytes.push(0xff);
    put(&folder, "a.txt", &bytes);
    let (documents, summary) = read(&folder, &["."]);
    assert!(documents[0].text.ends_with('\u{fffd}'));
    assert_eq!((summary.records[0].status, summary.notices[0].line), (Status::PartlyRead, Some(2)));
    assert!(summary.notices[0].message.contains(&format!("byte {}", bytes.len() - 1)));
}

#[test]
fn a_guessed_encoding_is_read_and_told() {
    let folder = folder(&[("a.txt", b"caf\xe9")]);
    let (status, reason) = end(&folder, &["."], "a.txt");
    assert_eq!((status, reason.as_str()), (Status::Read, "read as windows-1252, a guess"));
}

/// Time for four times the text, over time for the text.
fn growth(unit: &[u8], times: usize) -> f64 {
    let time = |times: usize| {
        let bytes = unit.repeat(times);
        let start = Instant::now();
        let decoded = decode(bytes);
        assert!(!decoded.text.is_empty());
        start.elapsed().as_secs_f64()
    };
    let least = |times| (0..3).map(|_| time(times)).fold(f64::INFINITY, f64::min);
    least(4 * times) / least(times)
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    for unit in
        [&b"one long line "[..], b"\x93caf\xe9\x94 ", b"\xe2\x80\x9c\xff", "水é".as_bytes(), b"\x81\x30\x81 "]
    {
        // a busy machine slows one try, not three
        let growth = (0..3).map(|_| growth(unit, 200_000)).fold(f64::INFINITY, f64::min);
        assert!(growth < 12.0, "four times {unit:?} took {growth} times as long"); // 16 were quadratic
    }
}

#[test]
fn a_single_line_of_fifty_megabytes_is_read() {
    let folder = folder(&[("a.txt", &b"word ".repeat(10_000_000))]);
    let (documents, _) = read(&folder, &["a.txt"]);
    assert_eq!(documents[0].text.len(), 50_000_000);
    assert_eq!(documents[0].locate(49_999_999).column, 50_000_000);
}

/// Decodes, and checks what holds for all bytes: the map goes forward, stays in the file, and
/// character by character covers it from its mark to its end.
fn check_map(bytes: &[u8]) {
    let decoded = decode(bytes.to_vec());
    let mut before = decoded.bytes.original(0);
    assert!(before <= 4);
    for (at, c) in decoded.text.char_indices() {
        let span = decoded.bytes.span(Span::at(at, at + c.len_utf8()));
        assert!(span.start <= before, "{at}: a gap before {span:?}");
        assert!(span.start <= span.end && span.end >= before && span.end as usize <= bytes.len());
        before = span.end;
    }
    assert_eq!(decoded.bytes.original(decoded.text.len() as u32) as usize, bytes.len());
}

proptest! {
    #[test]
    fn any_bytes_decode_and_map_back(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check_map(&bytes);
    }

    #[test]
    fn any_bytes_after_a_mark_decode_and_map_back(
        mark in prop::sample::select(vec![&b"\xff\xfe"[..], b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xef\xbb\xbf"]),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        check_map(&[mark, &bytes].concat());
    }

    #[test]
    fn spoilt_text_decodes_and_maps_back(text in "\\PC{0,80}", at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = text.into_bytes();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        check_map(&bytes);
    }

    #[test]
    fn utf16_maps_each_character_to_its_units(text in "\\PC{0,80}") {
        let mut bytes = b"\xff\xfe".to_vec();
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let decoded = decode(bytes.clone());
        prop_assume!(!bytes.starts_with(b"\xff\xfe\0\0"));
        prop_assert_eq!(&decoded.text, &text);
        for (at, c) in text.char_indices() {
            let span = decoded.bytes.span(Span::at(at, at + c.len_utf8()));
            let units: Vec<u8> = c.encode_utf16(&mut [0; 2]).iter().flat_map(|u| u.to_le_bytes()).collect();
            prop_assert_eq!(&bytes[span.range()], &*units);
        }
    }

    #[test]
    fn any_lines_are_read_or_told(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let bytes: &'static [u8] = bytes.leak();
        let (documents, summary) = read_stdin(Some("a.jsonl"), bytes);
        prop_assert!(documents.is_empty());
        prop_assert!(!summary.notices.is_empty() || bytes.is_empty());
    }
}

#[test]
fn the_current_folder_is_where_relative_paths_start() {
    let folder = folder(&[("x/a.txt", b"x")]);
    let request = Request { paths: vec![], stdin_name: None, current_dir: folder.path().join("x") };
    assert_eq!(names(&ingest::read(&request).0), ["a.txt"]);
}
