//! The same words across an archive of generated quotations: what it costs, and what is found.
//!
//! `cargo bench --bench quotations -- [STORIES…] [seed=N]` makes archives of so many stories (1,000
//! and 10,000 by default) with seven quotations each, a third of them copies, and prints time and
//! memory on one core, and how many of the altered copies end in the star of their original. A
//! million stories take half a minute and two gigabytes.

#![allow(clippy::print_stdout, reason = "a bench prints")]

#[path = "quotations/archive.rs"]
mod archive;
#[path = "quotations/score.rs"]
mod score;

use archive::Generated;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let seed = args.iter().find_map(|arg| arg.strip_prefix("seed=")?.parse().ok()).unwrap_or(1);
    let mut sizes: Vec<u64> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    if sizes.is_empty() {
        let quick = args.iter().any(|arg| arg == "--test");
        sizes = if quick { vec![200] } else { vec![1_000, 10_000] };
    }
    println!("seed {seed}");
    let mut first: Option<(u64, f64)> = None;
    for stories in sizes {
        let run = score::measure(&Generated::new(seed, stories));
        run.print(first);
        first = first.or(Some((stories, run.seconds)));
    }
}
