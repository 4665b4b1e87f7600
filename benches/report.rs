//! What a page of a thousand findings weighs and takes to write, and what a picture of 300 nodes takes.
//!
//! `cargo bench --bench report` prints the least of ten runs each; `cargo bench --bench report -- FILE`
//! also leaves the page there, to be opened in a browser: `node tests/browser/paint.mjs FILE` tells how long
//! that takes.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may fail loudly and prints")]
#![allow(clippy::disallowed_methods, reason = "a bench may leave its page for a browser")]

#[allow(dead_code, reason = "each bench takes what it needs")]
mod news;

use sayso::check::Finding;
use sayso::extract::Extractor;
use sayso::graph::Item;
use sayso::ingest::Document;
use sayso::pipeline::{self, Analysis};
use sayso::report::graph::{View, svg};
use sayso::report::{Batch, Copy, Run, html_page};
use sayso::resolve::Across;
use sayso::text::StoryId;
use std::time::{Duration, Instant};
use std::{env, fs};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many stories there are, and how many on one event.
const STORIES: usize = 500;
const OUTLETS: usize = 10;

/// How many findings the page has.
const FINDINGS: usize = 1_000;

fn documents() -> Vec<Document> {
    let stories = (0..STORIES as u64).map(|seed| news::story(seed, 12));
    let document = |(i, text): (usize, String)| {
        let mut document = Document::plain(&format!("story-{i:03}.txt"), &text);
        document.metadata.group = format!("event-{:02}", i / OUTLETS);
        document
    };
    stories.enumerate().map(document).collect()
}

/// The findings of the run, over and over, until there are as many as asked for.
fn thousand(found: &[Finding]) -> Vec<Finding> {
    let numbered = |(i, finding): (usize, &Finding)| Finding { fingerprint: i as u64, ..finding.clone() };
    found.iter().cycle().take(FINDINGS).enumerate().map(numbered).collect()
}

fn page(documents: &[Document], analysis: &Analysis, findings: &[Finding]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut page = html_page(Copy::Shown, &mut out);
    let (facts, cast) = (&analysis.facts[..], Some(&analysis.cast));
    page.add(&Batch { documents, facts, cast, findings, ..Batch::default() }).unwrap();
    page.close(&Run::default()).unwrap();
    drop(page);
    out
}

fn least<R>(mut work: impl FnMut() -> R) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        drop(work());
        start.elapsed()
    };
    (0..10).map(timed).min().unwrap_or_default()
}

fn main() {
    let documents = documents();
    let analysis = pipeline::analyse_by(Extractor::rules(), &documents, Across::Group);
    let findings = thousand(&pipeline::check(&documents, &analysis, |_| true));
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let written = page(&documents, &analysis, &findings);
    println!("{} findings over {STORIES} stories of {} bytes", findings.len(), bytes / STORIES);
    println!(
        "the page: {:.2} MB, {:.1?}",
        written.len() as f64 / 1e6,
        least(|| page(&documents, &analysis, &findings))
    );
    let stories: Vec<Item> = (0..STORIES as u32).map(|story| Item::Story(StoryId(story))).collect();
    let graph = analysis.graph().neighbourhood(&stories, 2);
    let view = View { graph: &graph, facts: &analysis.facts, cast: &analysis.cast, documents: &documents };
    let drawn = || {
        let mut out = Vec::new();
        svg(&view, &mut out).unwrap();
        out
    };
    let nodes = String::from_utf8_lossy(&drawn()).matches("class=\"node").count();
    println!("a picture of {nodes} nodes out of {}: {:.1?}", graph.nodes().count(), least(drawn));
    if let Some(file) = env::args().nth(1).filter(|argument| !argument.starts_with('-')) {
        fs::write(file, written).unwrap();
    }
}
