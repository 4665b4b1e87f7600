//! The tables in `data/` are sorted by key, without duplicates, and every row says where it is from.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

fn tables() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut tables: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "csv"))
        .collect();
    tables.sort();
    tables
}

#[test]
fn tables_are_sorted_and_without_duplicates() {
    for path in tables() {
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let keys: Vec<Vec<u8>> =
            reader.byte_records().map(|row| row.unwrap().get(0).unwrap().to_vec()).collect();
        assert!(!keys.is_empty(), "{} is empty", path.display());
        for pair in keys.windows(2) {
            let shown = String::from_utf8_lossy(&pair[1]).into_owned();
            assert!(pair[0] < pair[1], "{}: `{shown}` is out of order or doubled", path.display());
        }
    }
}

#[test]
fn every_row_has_an_origin() {
    for path in tables() {
        let mut reader = csv::Reader::from_path(&path).unwrap();
        assert_eq!(reader.headers().unwrap().iter().next_back(), Some("origin"), "{}", path.display());
        for row in reader.records() {
            let row = row.unwrap();
            let at = row.position().map_or(0, csv::Position::line);
            assert!(row.iter().next_back().is_some_and(|o| !o.is_empty()), "{}:{at}", path.display());
        }
    }
}

#[test]
fn every_table_is_explained() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md")).unwrap();
    for path in tables() {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(page.contains(&format!("`{name}`")), "data/README.md says nothing of {name}");
    }
}

#[test]
fn the_shipped_lexicon_is_read() {
    use sayso::lexicon::{ClaimClass, Class, Lexicon};
    use sayso::text::hash_folded;
    let lexicon = Lexicon::builtin();
    assert!(lexicon.classes("the").has(Class::Determiner));
    assert_eq!(lexicon.verb(hash_folded("warned")).map(|verb| verb.class), Some(ClaimClass::Saying));
}

#[test]
fn each_pair_of_antonyms_stands_once() {
    use sayso::lexicon::{Antonyms, stem};
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/antonyms.csv");
    let (mut seen, mut count) = (std::collections::BTreeSet::new(), 0);
    for row in csv::Reader::from_path(path).unwrap().records() {
        let row = row.unwrap();
        let word = &row[0];
        assert!(row[1].split(' ').all(|kind| ["verb", "quality", "particle"].contains(&kind)), "{word}");
        for opposite in row[2].split(' ') {
            let (a, b) = (word.min(opposite), word.max(opposite));
            assert!(seen.insert((a.to_owned(), b.to_owned())), "{a} and {b} stand twice");
            assert_ne!(stem(a), stem(b), "{a} and {b} have one stem");
            assert!(Antonyms::builtin().opposed(stem(a), stem(b)), "{a} {b}");
            count += 1;
        }
    }
    assert!(count > 400, "{count} pairs");
}
