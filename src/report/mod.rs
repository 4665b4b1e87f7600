//! From findings and facts to what is written: text, JSON, JSON lines, CSV, pages, databases, graphs,
//! and what code hosts read.
//!
//! **Comes in:** a [`Batch`] of stories at a time, what became of the [`Run`]'s files at the end,
//! and a `Write`.
//! **Goes out:** bytes, the same for the same input.
//! **Never:** decides: what is shown was decided in `check` and `gate`.
//! **Read first:** [`Report`], then [`findings`].

mod comparison;
mod csv;
mod excerpt;
mod format;
mod github;
mod gitlab;
pub mod graph;
mod html;
mod json;
mod junit;
mod linked;
mod lists;
mod page;
mod place;
mod records;
#[cfg(test)]
mod sample;
mod sarif;
mod sqlite;
mod text;
mod visible;
mod words;

pub use comparison::{comparison, comparison_line, opposition, opposition_line, wording, wording_line};
pub use format::{CheckFormat, ClaimsFormat, Format, GraphFormat, ListFormat, TableFormat};
pub use html::Copy;
pub use page::{explain, files, rules};
pub use text::Paint;
pub use visible::visible;

use crate::check::Finding;
use crate::extract::Facts;
use crate::gate::{Account, FailOn, Held};
use crate::ingest::{Counts, Document, FileRecord, Notice};
use crate::resolve::Cast;
use std::io::{self, Write};

/// The version that every record bears; field names never change without a new one.
pub const VERSION: u8 = 1;

/// Stories of a run that are written together.
///
/// `facts` stand index for index beside `documents`; every id in `cast` and `findings` is an index
/// into the two.
#[derive(Debug, Clone, Copy, Default)]
pub struct Batch<'a> {
    /// The texts.
    pub documents: &'a [Document],
    /// What each holds.
    pub facts: &'a [Facts],
    /// What they share, when that was asked for; names are then those of the whole batch.
    pub cast: Option<&'a Cast>,
    /// What the rules report on them, as it counts.
    pub findings: &'a [Finding],
    /// What is let pass; only formats that can mark it show it.
    pub held: &'a [Held],
    /// From which severity on findings fail the run.
    pub fail_on: FailOn,
}

/// What became of the paths of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run<'a> {
    /// Every path and how reading it ended.
    pub files: &'a [FileRecord],
    /// What there is to tell about those that were not simply read.
    pub notices: &'a [Notice],
    /// What became of findings that are not shown.
    pub account: Account,
}

impl Run<'_> {
    /// The counts as a line for people: `8 stories; files: 8 read, 0 partly read, 0 failed, 2 excluded`;
    /// a second line says what was held back, if anything was.
    pub fn summary(&self) -> String {
        let counts = Counts::of(self.files);
        let stories = words::counted(counts.stories, "story", "stories");
        let read = format!("{stories}; {}", words::files(&counts));
        self.account.summary().map_or(read.clone(), |held| format!("{read}\n{held}"))
    }
}

/// An output that takes a run's stories batch by batch and is closed with what became of its files.
///
/// Errors: those of the `Write` underneath, and no others.
pub trait Report {
    /// Writes what there is to write of these stories.
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()>;

    /// Writes what comes last; nothing may be added afterwards.
    fn close(&mut self, run: &Run<'_>) -> io::Result<()>;
}

/// The findings of a run in this format.
///
/// ```
/// use sayso::report::{self, CheckFormat, Paint, Report as _, Run};
/// let mut bytes = Vec::new();
/// let mut report = report::findings(CheckFormat::Text, Paint::Plain, &mut bytes);
/// report.close(&Run::default())?;
/// drop(report);
/// assert!(bytes.starts_with(b"No findings\n0 stories; files: 0 read"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn findings<'w>(format: CheckFormat, paint: Paint, out: &'w mut dyn Write) -> Box<dyn Report + 'w> {
    match format {
        CheckFormat::Text => Box::new(text::Findings::new(paint, out)),
        CheckFormat::Json => Box::new(json::Findings::new(out)),
        CheckFormat::Jsonl => Box::new(json::Lines::findings(out)),
        CheckFormat::Csv => Box::new(csv::Table::findings(out)),
        CheckFormat::Sarif => Box::new(sarif::Log::new(out)),
        CheckFormat::Github => Box::new(github::Commands::new(out)),
        CheckFormat::Gitlab => Box::new(gitlab::Issues::new(out)),
        CheckFormat::Junit => Box::new(junit::Suites::new(out)),
        CheckFormat::Html => html_page(Copy::Shown, out),
        CheckFormat::Sqlite => database(Copy::Shown, out),
    }
}

/// The findings of a run as one page to look at, with the stories or without them.
///
/// ```
/// use sayso::report::{self, Copy, Report as _, Run};
/// let mut bytes = Vec::new();
/// let mut report = report::html_page(Copy::LeftOut, &mut bytes);
/// report.close(&Run::default())?;
/// drop(report);
/// assert!(bytes.starts_with(b"<!doctype html>"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn html_page<'w>(copy: Copy, out: &'w mut dyn Write) -> Box<dyn Report + 'w> {
    Box::new(html::Page::new(copy, out))
}

/// A run as an SQLite database: its stories, speakers, claims, figures and findings, with the words of the
/// copy or without them.
///
/// ```
/// use sayso::report::{self, Copy, Report as _, Run};
/// let mut bytes = Vec::new();
/// let mut report = report::database(Copy::Shown, &mut bytes);
/// report.close(&Run::default())?;
/// drop(report);
/// assert!(bytes.starts_with(b"SQLite format 3\0"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn database<'w>(copy: Copy, out: &'w mut dyn Write) -> Box<dyn Report + 'w> {
    Box::new(sqlite::Database::new(copy, out))
}

/// The claims of a run in this format.
pub fn claims<'w>(format: ClaimsFormat, paint: Paint, out: &'w mut dyn Write) -> Box<dyn Report + 'w> {
    match format {
        ClaimsFormat::Text => Box::new(lists::Listing::claims(paint, out)),
        ClaimsFormat::Json => Box::new(json::Array::claims(out)),
        ClaimsFormat::Jsonl => Box::new(json::Lines::claims(out)),
        ClaimsFormat::Csv => Box::new(csv::Table::claims(out)),
        ClaimsFormat::Claimreview => Box::new(linked::Reviews::new(out)),
        ClaimsFormat::Webannotation => annotations(Copy::Shown, out),
    }
}

/// The claims of a run as W3C Web Annotations, with the words of the copy or by position alone.
pub fn annotations<'w>(copy: Copy, out: &'w mut dyn Write) -> Box<dyn Report + 'w> {
    Box::new(linked::Annotations::new(copy, out))
}

/// The speakers of a run in this format; the batch needs a cast.
pub fn speakers<'w>(format: TableFormat, paint: Paint, out: &'w mut dyn Write) -> Box<dyn Report + 'w> {
    match format {
        TableFormat::Text => Box::new(lists::Listing::speakers(paint, out)),
        TableFormat::Json => Box::new(json::Array::speakers(out)),
        TableFormat::Csv => Box::new(csv::Table::speakers(out)),
    }
}

/// The figures of a run in this format.
pub fn figures<'w>(format: TableFormat, paint: Paint, out: &'w mut dyn Write) -> Box<dyn Report + 'w> {
    match format {
        TableFormat::Text => Box::new(lists::Listing::figures(paint, out)),
        TableFormat::Json => Box::new(json::Array::figures(out)),
        TableFormat::Csv => Box::new(csv::Table::figures(out)),
    }
}
