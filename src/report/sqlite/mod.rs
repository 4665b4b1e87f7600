//! A run as an SQLite database, ready for Datasette: tables, views and a full-text index.
//!
//! It is built in memory and written once, so that it appears whole or not at all, like every report.
//! The same run gives the same bytes.

mod rows;

use super::records::{GateRecord, RuleRecord};
use super::{Batch, Copy, Report, Run, VERSION};
use crate::check::RULES;
use rows::{Rows, Seen};
use rusqlite::{Connection, MAIN_DB, params};
use std::io::{self, Write};

const SCHEMA: &str = include_str!("schema.sql");
const INDEXES: &str = include_str!("indexes.sql");

/// Nothing but the report itself is written, not even by sorting: no journal, no temporary file.
const SETTINGS: &str =
    "PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF; BEGIN;";

/// The database, filled batch by batch.
pub(super) struct Database<'w> {
    out: &'w mut dyn Write,
    copy: Copy,
    made: Option<Connection>,
    seen: Seen,
}

impl<'w> Database<'w> {
    pub(super) fn new(copy: Copy, out: &'w mut dyn Write) -> Self {
        Self { out, copy, made: None, seen: Seen::default() }
    }
}

/// The database as far as it is filled, or a new one.
fn begun(made: &mut Option<Connection>) -> rusqlite::Result<&mut Connection> {
    let connection = made.take().map_or_else(new, Ok)?;
    Ok(made.insert(connection))
}

fn new() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch(SCHEMA)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    let mut rule = connection.prepare("INSERT INTO rules VALUES (?, ?, ?, ?)")?;
    for one in RULES.iter().map(|rule| RuleRecord::new(&rule.meta)) {
        rule.execute(params![one.id, one.family, one.highest, one.summary])?;
    }
    drop(rule);
    Ok(connection)
}

impl Report for Database<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        let connection = begun(&mut self.made).map_err(io::Error::other)?;
        Rows { batch, copy: self.copy, connection, seen: &mut self.seen }.write().map_err(io::Error::other)
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        let connection = begun(&mut self.made).map_err(io::Error::other)?;
        end(connection, run).map_err(io::Error::other)?;
        let bytes = connection.serialize(MAIN_DB).map_err(io::Error::other)?;
        self.out.write_all(&bytes)
    }
}

/// Adds what is known only at the end, and makes the indexes.
fn end(connection: &Connection, run: &Run<'_>) -> rusqlite::Result<()> {
    let mut file = connection.prepare("INSERT INTO files VALUES (NULL, ?, ?, ?, ?)")?;
    for one in run.files {
        file.execute(params![one.path, one.status.as_str(), number(one.stories), one.reason])?;
    }
    let mut notice = connection.prepare("INSERT INTO notices VALUES (NULL, ?, ?, ?)")?;
    for one in run.notices {
        notice.execute(params![one.path, one.line, one.message])?;
    }
    about(connection, &GateRecord::new(&run.account))?;
    connection.execute_batch(INDEXES)?;
    connection.execute_batch("COMMIT;")
}

/// What holds for the run as a whole: the version of the records, and what was held back.
fn about(connection: &Connection, gate: &GateRecord) -> rusqlite::Result<()> {
    let mut row = connection.prepare("INSERT INTO about VALUES (?, ?)")?;
    row.execute(params!["version", VERSION.to_string()])?;
    row.execute(params!["baselined", gate.baselined.to_string()])?;
    row.execute(params!["suppressed", gate.suppressed.to_string()])?;
    row.execute(params!["elsewhere", gate.elsewhere.to_string()])?;
    row.execute(params!["stale", gate.stale.to_string()])?;
    if let Some(today) = &gate.today {
        row.execute(params!["today", today])?;
    }
    Ok(())
}

/// A count as the database holds it.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::check::{Finding, Severity};
    use crate::extract::Confidence;
    use std::io::Cursor;

    /// The database of the sample's two stories, handed in so many times.
    fn written(copy: Copy, batches: usize) -> Connection {
        let documents = sample::documents();
        let (facts, cast) = (sample::facts(&documents), sample::cast(&documents));
        let at = |story, words| sample::at(&documents, story, words);
        let finding = Finding::new(&sample::NAME, Severity::Error, Confidence::percent(97), at(1, "Okonjo"))
            .says("two spellings", "use one")
            .held_against(at(0, "Okonyo"), "first spelled so");
        let findings = [finding];
        let batch = Batch {
            documents: &documents,
            facts: &facts,
            cast: Some(&cast),
            findings: &findings,
            ..Batch::default()
        };
        let mut out = Vec::new();
        let mut database = Database::new(copy, &mut out);
        (0..batches).for_each(|_| database.add(&batch).unwrap());
        database.close(&Run::default()).unwrap();
        let mut opened = Connection::open_in_memory().unwrap();
        opened.deserialize_read_exact(MAIN_DB, Cursor::new(&out), out.len(), true).unwrap();
        opened
    }

    /// The first column of the rows that a query gives.
    fn rows(database: &Connection, query: &str) -> Vec<String> {
        let mut query = database.prepare(query).unwrap();
        let text = |row: &rusqlite::Row<'_>| row.get::<_, Option<String>>(0);
        query.query_map([], text).unwrap().map(|row| row.unwrap().unwrap_or_default()).collect()
    }

    fn count(database: &Connection, of: &str) -> i64 {
        database.query_row(&format!("SELECT count(*) FROM {of}"), [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn what_belongs_together_is_linked() {
        let database = written(Copy::Shown, 1);
        let query = "SELECT speakers.name FROM claims JOIN speakers ON speakers.id = claims.speaker
            JOIN figures ON figures.claim = claims.id WHERE figures.printed = '$18 million'";
        assert_eq!(rows(&database, query), ["Amara Okonyo"]);
        assert_eq!(rows(&database, "SELECT words FROM findings_side_by_side"), ["Okonjo"]);
        assert_eq!(rows(&database, "SELECT other_words FROM findings_side_by_side"), ["Okonyo"]);
        assert_eq!(rows(&database, "SELECT form FROM spelled_differently"), ["Okonjo", "Okonyo"]);
    }

    #[test]
    fn claims_are_found_by_a_word_of_the_same_stem() {
        let database = written(Copy::Shown, 1);
        let query = "SELECT claims.content FROM claims_fts JOIN claims ON claims.id = claims_fts.rowid
            WHERE claims_fts MATCH 'testing'";
        let found = rows(&database, query);
        assert!(found.len() == 1 && found[0].contains("every cable has been tested"), "{found:?}");
    }

    #[test]
    fn batches_follow_each_other() {
        let (one, two) = (written(Copy::Shown, 1), written(Copy::Shown, 2));
        for table in
            ["stories", "speakers", "spellings", "statements", "claims", "figures", "findings", "places"]
        {
            assert!(count(&one, table) > 0, "{table}");
            assert_eq!(count(&two, table), 2 * count(&one, table), "{table}");
        }
        assert_eq!(count(&two, "pragma_foreign_key_check"), 0);
        assert_eq!(count(&two, "spelled_differently"), 4, "the speakers of two batches are four");
    }

    #[test]
    fn copy_that_is_left_out_leaves_what_findings_quote() {
        let database = written(Copy::LeftOut, 1);
        assert_eq!(count(&database, "claims WHERE coalesce(source, cue, content) IS NOT NULL"), 0);
        assert_eq!(count(&database, "statements WHERE text IS NOT NULL"), 0);
        assert_eq!(count(&database, "figures WHERE coalesce(printed, source) IS NOT NULL"), 0);
        assert_eq!(rows(&database, "SELECT words FROM places WHERE words IS NOT NULL"), ["Okonjo", "Okonyo"]);
    }

    #[test]
    fn a_run_without_stories_is_a_whole_database() {
        let database = written(Copy::Shown, 0);
        assert_eq!((count(&database, "findings"), count(&database, "stories")), (0, 0));
        assert_eq!(rows(&database, "SELECT value FROM about WHERE name = 'version'"), ["1"]);
    }
}
