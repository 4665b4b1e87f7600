//! CSV in the hands of people: a byte order mark on request, nothing that runs, and nothing that a
//! spreadsheet changes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]
#![allow(clippy::print_stderr, reason = "a test says what it could not try")]

use assert_cmd::Command;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::path::Path;
use std::{fs, process};
use tempfile::TempDir;

/// A story whose every part would like to be a formula, or is easily taken for something else.
const TRICKY: &str = r#"{"id": "=cmd|' /C calc'!A0", "publisher": "+HCN", "date": "2026-03-04", "title": "-2+3",
 "text": "HARBOUR CITY, March 4 (HCN) - The council said 1/2 of the 12,000 lorries were stopped.\n\n\"=SUM(A1:A9) is what they told us,\" Amara Okonjo said. The home side won 3-2, with \"1-2\" on the board until 12:15, and revenue fell by 4.25 percent.\n\n\"@SUM(1+1) 'quoted'\";=1+1 said Ms Okonyo. Turnout was 10%, the union said."}"#;

fn run(arguments: &[&str], input: &str) -> process::Output {
    let mut sayso = Command::cargo_bin("sayso").unwrap();
    sayso.args(arguments).args(["--config", "none"]).arg(input).output().unwrap()
}

/// The four tables, of the shipped stories and of the tricky one.
fn tables(folder: &Path) -> Vec<Vec<u8>> {
    let tricky = folder.join("tricky.jsonl");
    fs::write(&tricky, TRICKY.replace('\n', "")).unwrap();
    let mut tables = Vec::new();
    for input in ["data/stories", tricky.to_str().unwrap()] {
        for command in ["check", "claims", "speakers", "figures"] {
            tables.push(run(&[command, "--format", "csv"], input).stdout);
        }
    }
    tables
}

fn rows(table: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_mark_is_there_on_request_and_only_in_csv() {
    for command in ["check", "claims", "speakers", "figures"] {
        let bare = run(&[command, "--format", "csv"], "data/stories").stdout;
        let marked = run(&[command, "--format", "csv", "--bom"], "data/stories").stdout;
        assert_eq!(marked, [b"\xef\xbb\xbf", bare.as_slice()].concat(), "{command}");
        let refused = run(&[command, "--format", "json", "--bom"], "data/stories");
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0), "{command}");
    }
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("findings.csv");
    let format = format!("csv={}", file.display());
    let text = run(&["check", "--format", "text", "--format", &format, "--bom"], "data/stories").stdout;
    assert!(!text.starts_with(b"\xef\xbb\xbf") && fs::read(file).unwrap().starts_with(b"\xef\xbb\xbf"));
}

#[test]
fn no_cell_begins_as_a_formula_does() {
    let folder = TempDir::new().unwrap();
    let mut dashes = 0;
    for table in tables(folder.path()) {
        let rows = rows(&table);
        assert!(rows.len() > 1 && rows.iter().all(|row| row.len() == rows[0].len()));
        for cell in rows.iter().flatten() {
            assert!(!cell.starts_with(['=', '@', '+', '\t']) && !cell.contains(";="), "{cell}");
            assert!(!cell.starts_with('-') || cell.parse::<f64>().is_ok(), "{cell}");
            dashes += usize::from(cell.starts_with("'="));
        }
    }
    assert!(dashes > 3, "the story holds formulas");
}

/// A cell as LibreOffice holds it.
#[derive(Debug, Default, Clone)]
struct Cell {
    sort: String,
    value: String,
    text: String,
    formula: bool,
}

fn cell_of(tag: &BytesStart<'_>) -> (Cell, usize) {
    let mut cell = Cell::default();
    let mut times = 1;
    for attribute in tag.attributes().map(Result::unwrap) {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned();
        match attribute.key.as_ref() {
            "office:value-type" => cell.sort = value,
            "office:value" => cell.value = value,
            "table:formula" => cell.formula = true,
            "table:number-columns-repeated" => times = value.parse().unwrap(),
            _ => {}
        }
    }
    (cell, times)
}

/// The rows of a spreadsheet that is one file of XML; no more columns than asked for.
fn cells(xml: &str, columns: usize) -> Vec<Vec<Cell>> {
    let mut reader = Reader::from_str(xml);
    let (mut rows, mut times): (Vec<Vec<Cell>>, usize) = (Vec::new(), 0);
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => rows.push(Vec::new()),
            Event::Start(tag) if tag.name().as_ref() == "table:table-cell" => {
                let (cell, repeated) = cell_of(&tag);
                rows.last_mut().unwrap().push(cell);
                times = repeated;
            }
            Event::Empty(tag) if tag.name().as_ref() == "table:table-cell" => {
                let (cell, repeated) = cell_of(&tag);
                let row = rows.last_mut().unwrap();
                row.extend(std::iter::repeat_n(cell, repeated.min(columns - row.len().min(columns))));
            }
            Event::End(tag) if tag.name().as_ref() == "table:table-cell" => {
                let row = rows.last_mut().unwrap();
                let more = (times - 1).min(columns - row.len().min(columns));
                row.extend(std::iter::repeat_n(row.last().unwrap().clone(), more));
            }
            Event::Start(tag) if tag.name().as_ref() == "text:p" => inside = !rows.is_empty(),
            Event::End(tag) if tag.name().as_ref() == "text:p" => inside = false,
            Event::Empty(tag) if inside && tag.name().as_ref() == "text:s" => push(&mut rows, " "),
            Event::Text(text) if inside => push(&mut rows, &text),
            Event::GeneralRef(name) if inside => {
                let name: &str = &name;
                push(&mut rows, quick_xml::escape::resolve_predefined_entity(name).unwrap());
            }
            Event::Eof => return rows,
            _ => {}
        }
    }
}

fn push(rows: &mut [Vec<Cell>], text: &str) {
    rows.last_mut().unwrap().last_mut().unwrap().text.push_str(text);
}

/// What LibreOffice makes of a table when what is quoted is text; none where it is not installed.
fn opened(folder: &Path, table: &[u8], columns: usize) -> Option<Vec<Vec<Cell>>> {
    let (file, profile) = (folder.join("table.csv"), folder.join("profile"));
    fs::write(&file, table).unwrap();
    let mut office = process::Command::new("soffice");
    // comma, quotation mark, UTF-8, from row 1, no column formats, English, quoted is text
    office.args(["--headless", "--infilter=CSV:44,34,76,1,,1033,true", "--convert-to", "fods", "--outdir"]);
    office.arg(folder).arg(format!("-env:UserInstallation=file://{}", profile.display())).arg(file);
    let ended = office.output().ok()?;
    let made = fs::read_to_string(folder.join("table.fods"));
    Some(cells(&made.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&ended.stderr))), columns))
}

#[test]
fn a_spreadsheet_shows_every_cell_as_it_was_written() {
    let folder = TempDir::new().unwrap();
    let mut tables = tables(folder.path());
    tables.push("line,excerpt\n-3.5,\"3-2\"\n12,\"March 4\"\n,\"8801720013e04501\"\n".into());
    for table in tables {
        let written = rows(&table);
        let Some(opened) = opened(folder.path(), &table, written[0].len()) else {
            eprintln!("no spreadsheet was tried: that needs soffice (libreoffice-calc-nogui)");
            return;
        };
        assert!(opened.len() >= written.len());
        for (row, cells) in written.iter().zip(&opened) {
            for (own, cell) in row.iter().zip(cells) {
                let same = match cell.sort.as_str() {
                    "string" => *own == cell.text,
                    "float" => own.parse::<f64>().ok() == cell.value.parse().ok(),
                    "" => own.is_empty(),
                    _ => false,
                };
                assert!(same && !cell.formula, "{own:?} became {cell:?}");
            }
        }
    }
}
