//! An agency's stories, each printed by forty outlets: what a check costs, and how little it reports.
//!
//! `cargo bench --bench copies -- [STORIES…]` makes so many stories (500, 2,000 and 8,000 by default), forty
//! copies of each agency story, with slips that several copies share and a quotation that others change,
//! checks them all against each other on one thread, and prints time, findings as the rules give them and
//! as they are shown, and the exponent of the cost.

#![allow(clippy::print_stdout, reason = "a bench prints")]

mod wire;

use sayso::gate::{Gate, Terms};
use sayso::resolve::Across;
use sayso::{par, pipeline};
use std::time::Instant;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many outlets print an agency's story.
const OUTLETS: usize = 40;

fn main() {
    let mut sizes: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    if sizes.is_empty() {
        let quick = std::env::args().any(|arg| arg == "--test");
        sizes = if quick { vec![80] } else { vec![500, 2_000, 8_000] };
    }
    let mut first: Option<(usize, f64)> = None;
    for stories in sizes {
        let documents = wire::copies(1, stories, OUTLETS);
        let start = Instant::now();
        let (found, shown) = par::with_jobs(1, || {
            let analysis = pipeline::analyse(&documents, Across::All);
            let findings = pipeline::check(&documents, &analysis, |_| true);
            let found = findings.len();
            (found, Gate::new(Terms::default()).judge(&documents, findings).findings.len())
        });
        let seconds = start.elapsed().as_secs_f64();
        let exponent = first.map_or(String::new(), |(fewer, before)| {
            let steps = (stories as f64 / fewer as f64).ln();
            format!(", exponent {:.3}", (seconds / before).ln() / steps)
        });
        println!("{stories} stories: {seconds:.2} s{exponent}; {found} findings, shown as {shown}");
        first = first.or(Some((stories, seconds)));
    }
}
