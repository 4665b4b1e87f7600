//! What a check of a folder costs: 1,000 stories of 4 KB against reading and tokenising them, and what the
//! gate (configuration, baseline, suppressions, SARIF) adds to it.
//!
//! `cargo bench --bench gate` prints the medians of [`ROUNDS`] rounds. Each round does all of it in turn,
//! on one thread of one process, so that a busy machine slows everything alike.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may fail loudly and prints")]
#![allow(clippy::disallowed_methods, reason = "a bench may write its stories")]

#[allow(dead_code, reason = "each bench takes what it needs")]
mod news;

use sayso::check::Finding;
use sayso::extract::Extractor;
use sayso::gate::{Asked, Baseline, Config, Gate, Suppressions, Terms};
use sayso::ingest::{self, Document, Request};
use sayso::lexicon::Lexicon;
use sayso::pipeline::{self, Analysis};
use sayso::report::{self, Batch, CheckFormat, Paint, Run};
use sayso::resolve::Across;
use sayso::{par, segment};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STORIES: u64 = 1_000;

/// Paragraphs of a story, which make some 4 KB of it.
const PARAGRAPHS: usize = 17;

const ROUNDS: usize = 7;

/// How many stories there are on one event: one folder each.
const OUTLETS: u64 = 8;

const CONFIG: &str = "fail-on = \"warning\"\nacross = \"group\"\n[rules]\nname-shared = \"off\"\n\
    [outlets]\n\"event-0*/\" = \"Harbour City News\"\n\
    [[overrides]]\npaths = [\"/event-001/\", \"!*-3.txt\"]\nrules = { name-variant = \"note\" }\n";

fn read(folder: &Path) -> Vec<Document> {
    ingest::read(&Request { current_dir: folder.into(), ..Request::default() }).0
}

fn tokenise(documents: &[Document]) -> usize {
    documents.iter().map(|document| segment::tokens(document, Lexicon::builtin()).len()).sum()
}

fn check(documents: &[Document]) -> (Analysis, Vec<Finding>) {
    let analysis = pipeline::analyse_by(Extractor::builtin(), documents, Across::Group);
    let findings = pipeline::check(documents, &analysis, |_| true);
    (analysis, findings)
}

/// Configuration, baseline and suppressions read, the findings judged, and SARIF written: how long that is.
fn gate(house: &[String; 2], documents: &[Document], analysis: &Analysis, findings: Vec<Finding>) -> usize {
    let mut gate = Gate::new(Terms {
        config: Config::read("sayso.toml", CONFIG).unwrap(),
        across: Across::Group,
        baseline: Some(Baseline::read("sayso.baseline", &house[0]).unwrap()),
        suppressions: Suppressions::read("sayso-suppressions.toml", &house[1]).unwrap(),
        ..Terms::default()
    });
    let judged = gate.judge(documents, findings);
    let asked = Asked { paths: vec![".".to_owned()], is_complete: true };
    drop(gate.housekeeping(&asked));
    let mut out = Vec::new();
    let mut sarif = report::findings(CheckFormat::Sarif, Paint::Plain, &mut out);
    let (findings, held) = (&judged.findings[..], &judged.held[..]);
    sarif.add(&Batch { documents, facts: &analysis.facts, findings, held, ..Batch::default() }).unwrap();
    sarif.close(&Run { account: gate.account(&asked), ..Run::default() }).unwrap();
    drop(sarif);
    out.len()
}

/// A baseline of what is found, and a reason for every tenth finding.
fn house(documents: &[Document], findings: &[Finding]) -> [String; 2] {
    let baseline = Some(Baseline::default());
    let mut gate = Gate::new(Terms { baseline, records: true, ..Terms::default() });
    gate.judge(documents, findings.to_vec());
    let baseline = gate.terms().baseline.as_ref().map(Baseline::write).unwrap();
    let entry = |finding: &Finding| {
        let document = &documents[finding.story.index()];
        let text = finding.spans[0].of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        format!(
            "[[suppress]]\nrule = {:?}\nstory = {:?}\ntext = {text:?}\nreason = \"Both are right.\"\n\n",
            finding.rule,
            gate.terms().root.story(document)
        )
    };
    [baseline, findings.iter().step_by(10).map(entry).collect()]
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = 0;
    for seed in 0..STORIES {
        let event = folder.path().join(format!("event-{:03}", seed / OUTLETS));
        fs::create_dir_all(&event).unwrap();
        let text = news::story(seed, PARAGRAPHS);
        bytes += text.len();
        fs::write(event.join(format!("outlet-{}.txt", seed % OUTLETS)), text).unwrap();
    }
    let rounds = if std::env::args().any(|argument| argument == "--test") { 1 } else { ROUNDS };
    par::with_jobs(1, || measure(folder.path(), bytes, rounds));
}

fn measure(folder: &Path, bytes: usize, rounds: usize) {
    let documents = read(folder);
    let (_, findings) = check(&documents);
    let house = house(&documents, &findings);
    let [mut base, mut whole, mut added] = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..rounds {
        let start = Instant::now();
        black_box(tokenise(&read(folder)));
        let tokenised = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let documents = read(folder);
        let (analysis, findings) = check(&documents);
        let checked = start.elapsed().as_secs_f64();
        let start = Instant::now();
        black_box(gate(&house, &documents, &analysis, findings));
        let gated = start.elapsed().as_secs_f64();
        base.push(tokenised * 1e3);
        whole.push((checked + gated) / tokenised);
        added.push(gated / checked * 100.0);
    }
    println!(
        "{STORIES} stories of {} bytes, {} findings, {} in the baseline",
        bytes / STORIES as usize,
        findings.len(),
        house[0].lines().count() - 1
    );
    println!("reading and tokenising      {:>8.1} ms", median(base));
    println!("a whole check with the gate {:>8.1} times that", median(whole));
    println!("the gate adds               {:>8.1} % to the check", median(added));
}
