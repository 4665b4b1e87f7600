//! Many stories in one file, one JSON object a line.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Metadata;
use super::disk::STORY_LIMIT;

/// How much is read from the disk at once.
///
/// Unit: bytes. Source: none; larger ones gain nothing measurable.
const BLOCK: usize = 256 * 1024;

/// The lines of a source, one at a time; none is held longer than the limit of a story allows.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    source: BufReader<R>,
    number: u32,
}

/// A line that holds something.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes, without the line feed, were put where the caller said.
    Whole(Range<usize>),
    /// It was longer than a story may be, and is gone.
    TooLong,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(source: R) -> Self {
        Self { source: BufReader::with_capacity(BLOCK, source), number: 0 }
    }

    /// The next line that is not blank, appended to `into`, with its number, from 1; nothing at the
    /// end.
    pub(crate) fn next(&mut self, into: &mut Vec<u8>) -> io::Result<Option<(u32, Line)>> {
        loop {
            let start = into.len();
            let Some(is_whole) = self.append(into)? else { return Ok(None) };
            self.number = self.number.saturating_add(1);
            if !is_whole {
                return Ok(Some((self.number, Line::TooLong)));
            }
            let mark = if self.number == 1 && into[start..].starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let line = start + mark..into.len();
            if !into[line.clone()].trim_ascii().is_empty() {
                return Ok(Some((self.number, Line::Whole(line))));
            }
            into.truncate(start);
        }
    }

    /// Appends a line, or nothing of one that is too long; says whether it fitted, and nothing at
    /// the end of the source.
    fn append(&mut self, into: &mut Vec<u8>) -> io::Result<Option<bool>> {
        let (start, mut length) = (into.len(), 0_u64);
        loop {
            let block = match self.source.fill_buf() {
                Ok(block) => block,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if block.is_empty() {
                return Ok((length > 0).then_some(length <= STORY_LIMIT));
            }
            let end = memchr::memchr(b'\n', block);
            let part = &block[..end.unwrap_or(block.len())];
            length += part.len() as u64;
            if length <= STORY_LIMIT {
                into.extend_from_slice(part);
            } else {
                into.truncate(start);
            }
            let taken = part.len() + usize::from(end.is_some());
            self.source.consume(taken);
            if end.is_some() {
                return Ok(Some(length <= STORY_LIMIT));
            }
        }
    }
}

/// One line, read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub id: String,
    pub text: String,
    /// Without a group when the line gives none.
    pub metadata: Metadata,
    /// Members that were left aside, and why.
    pub remarks: Vec<String>,
}

#[derive(Deserialize)]
struct Members {
    id: String,
    text: String,
    title: Option<Member>,
    date: Option<Member>,
    publisher: Option<Member>,
    url: Option<Member>,
    group: Option<Member>,
}

/// A member that may be there, and be of the wrong type.
#[derive(Deserialize)]
#[serde(untagged)]
enum Member {
    Text(String),
    Other(IgnoredAny),
}

/// Reads one line, or says why it cannot be read.
pub(crate) fn parse(line: &[u8]) -> Result<Entry, String> {
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err("not a story: not a JSON object".to_owned());
    }
    let members: Members = serde_json::from_slice(line).map_err(|error| why(&error))?;
    if members.id.trim().is_empty() {
        return Err("`id` is empty".to_owned());
    }
    let mut remarks = Vec::new();
    let mut text = |member, name| text(member, name, &mut remarks);
    let title = text(members.title, "title");
    let date = text(members.date, "date");
    let publisher = text(members.publisher, "publisher");
    let url = text(members.url, "url");
    let group = text(members.group, "group").unwrap_or_default();
    let date = date.and_then(|written| {
        let date = day(&written);
        if date.is_none() {
            remarks.push(format!("`date` is no YYYY-MM-DD and was left aside: {}", start_of(&written)));
        }
        date
    });
    let metadata = Metadata { title, date, publisher, url, group, outlet_of_path: None };
    Ok(Entry { id: members.id, text: members.text, metadata, remarks })
}

/// The text of a member; a blank one says nothing.
fn text(member: Option<Member>, name: &str, remarks: &mut Vec<String>) -> Option<String> {
    match member? {
        Member::Text(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Member::Other(_) => {
            remarks.push(format!("`{name}` is not a string and was left aside"));
            None
        }
    }
}

/// A day written YYYY-MM-DD, and in no other way.
fn day(written: &str) -> Option<Date> {
    let bytes = written.as_bytes();
    let is_form = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
    is_form.then(|| written.parse().ok()).flatten()
}

/// The error without the position that it has in a file of one line.
fn why(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let at = format!(" at line {} column {}", error.line(), error.column());
    let what = message.strip_suffix(&at).unwrap_or(&message);
    format!("not a story: {what}, at byte {}", error.column())
}

/// Enough of a value to know it by.
fn start_of(value: &str) -> String {
    value.chars().take(40).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &[u8]) -> Vec<(u32, Option<String>)> {
        let (mut lines, mut found, mut into) = (Lines::new(source), Vec::new(), Vec::new());
        while let Some((number, line)) = lines.next(&mut into).unwrap() {
            found.push((
                number,
                match line {
                    Line::Whole(range) => Some(String::from_utf8(into[range].to_vec()).unwrap()),
                    Line::TooLong => None,
                },
            ));
        }
        found
    }

    fn line(number: u32, text: &str) -> (u32, Option<String>) {
        (number, Some(text.to_owned()))
    }

    #[test]
    fn lines_end_at_line_feeds_and_at_the_end() {
        assert_eq!(lines(b"a\nb"), [line(1, "a"), line(2, "b")]);
        assert_eq!(lines(b"a\nb\n"), [line(1, "a"), line(2, "b")]);
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn blank_lines_count_but_do_not_show() {
        assert_eq!(lines(b"\r\n\na\r\n \t\nb\n"), [line(3, "a\r"), line(5, "b")]);
    }

    #[test]
    fn a_byte_order_mark_is_taken_off_once() {
        assert_eq!(lines("\u{feff}a\n\u{feff}b".as_bytes()), [line(1, "a"), line(2, "\u{feff}b")]);
        assert_eq!(lines("\u{feff}\na".as_bytes()), [line(2, "a")]);
    }

    #[test]
    fn a_line_too_long_is_skipped_and_not_kept() {
        let long = io::repeat(b'x').take(STORY_LIMIT + 1);
        let mut lines = Lines::new((&b"a\n"[..]).chain(long).chain(&b"\nb"[..]));
        let mut into = Vec::new();
        assert_eq!(lines.next(&mut into).unwrap(), Some((1, Line::Whole(0..1))));
        assert_eq!(lines.next(&mut into).unwrap(), Some((2, Line::TooLong)));
        assert_eq!(into, b"a");
        assert_eq!(lines.next(&mut into).unwrap(), Some((3, Line::Whole(1..2))));
        assert_eq!(lines.next(&mut into).unwrap(), None);
    }

    #[test]
    fn a_story_needs_an_id_and_a_text() {
        let entry = parse(br#"{"id": "1", "text": "Rain.", "more": {"of": [1]}}"#).unwrap();
        assert_eq!((entry.id.as_str(), entry.text.as_str()), ("1", "Rain."));
        assert_eq!(entry.metadata, Metadata::default());
        for bad in [
            r#"{"id": "1"}"#,
            r#"{"text": "Rain."}"#,
            r#"{"id": 1, "text": "Rain."}"#,
            r#"{"id": "", "text": "Rain."}"#,
            r#"{"id": "1", "text": null}"#,
            r#"{"id": "1", "text": "Rain."} x"#,
            r#"{"id": "1", "id": "2", "text": "Rain."}"#,
            r#"["1", "Rain.", null, null, null, null, null]"#,
            r#"{"id": "1", "text": "\ud800"}"#,
            r#"{"id": "1", "text": "#,
            "null",
        ] {
            assert!(parse(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(parse(b"{\"id\": \"1\", \"text\": \"caf\xe9\"}").is_err());
        assert!(parse("[".repeat(100_000).as_bytes()).is_err());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_byte() {
        let message = parse(br#"{"id": "1"}"#).unwrap_err();
        assert_eq!(message, "not a story: missing field `text`, at byte 11");
    }

    #[test]
    fn members_are_read() {
        let line =
            r#"{"id":"1","text":"","title":"T","date":"2026-02-07","publisher":"P","url":"U","group":"G"}"#;
        let metadata = parse(line.as_bytes()).unwrap().metadata;
        assert_eq!(metadata.title.as_deref(), Some("T"));
        assert_eq!(metadata.date, Some(Date::constant(2026, 2, 7)));
        assert_eq!(metadata.publisher.as_deref(), Some("P"));
        assert_eq!(metadata.url.as_deref(), Some("U"));
        assert_eq!(metadata.group, "G");
    }

    #[test]
    fn escapes_are_undone() {
        let entry = parse(br#"{"id": "a\u00e9", "text": "\u201cYes\u201d\n\ud83d\ude00"}"#).unwrap();
        assert_eq!((entry.id.as_str(), entry.text.as_str()), ("aé", "“Yes”\n😀"));
    }

    #[test]
    fn members_of_the_wrong_kind_are_left_aside_and_told() {
        let entry =
            parse(br#"{"id":"1","text":"x","title":["T"],"publisher":7,"url":null,"group":" "}"#).unwrap();
        assert_eq!(entry.metadata, Metadata::default());
        assert_eq!(entry.remarks.len(), 2);
    }

    #[test]
    fn a_date_has_one_form() {
        for bad in ["7 Feb 2026", "2026-2-7", "20260207", "2026-02-30", "2026-02-07T10:00", "2026-02-0７"] {
            let line = serde_json::json!({"id": "1", "text": "x", "date": bad}).to_string();
            let entry = parse(line.as_bytes()).unwrap();
            assert_eq!((entry.metadata.date, entry.remarks.len()), (None, 1), "{bad}");
        }
    }
}
