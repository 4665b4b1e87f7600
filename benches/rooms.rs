//! Megabytes a second of each room on generated news, and each as a ratio to our own tokeniser.
//!
//! `cargo bench --bench rooms` prints the divan table, then the ratios: there every room is timed
//! in turn with the tokeniser in one process, so that a busy machine slows both alike.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may fail loudly and prints")]

mod news;

use sayso::extract::Extractor;
use sayso::extract::{self, Facts};
use sayso::ingest::Document;
use sayso::lexicon::Lexicon;
use sayso::resolve::Across;
use sayso::{graph, ingest, par, pipeline, resolve, segment};
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of text in each measurement.
const SIZE: usize = 1 << 20;

/// How many stories there are on one event.
const OUTLETS: usize = 8;

fn documents(bytes: usize) -> Vec<Document> {
    news::stories(bytes, 12)
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let mut document = Document::plain(&format!("story-{i:05}.txt"), text);
            document.metadata.group = format!("event-{:05}", i / OUTLETS);
            document
        })
        .collect()
}

fn tokenise(documents: &[Document], lexicon: &Lexicon) -> usize {
    documents.iter().map(|document| segment::tokens(document, lexicon).len()).sum()
}

fn segment_all(documents: &[Document], lexicon: &Lexicon) -> usize {
    documents.iter().map(|document| segment::read(document, lexicon).sentences.len()).sum()
}

fn extract_all(documents: &[Document], lexicon: &Lexicon) -> Vec<Facts> {
    documents.iter().map(|document| extract::read(&segment::read(document, lexicon), lexicon, None)).collect()
}

/// Everything, across the stories on each event, on the threads of the pool that it runs in.
fn whole(documents: &[Document]) -> usize {
    let analysis = pipeline::analyse_by(Extractor::rules(), documents, Across::Group);
    pipeline::check(documents, &analysis, |_| true).len()
}

mod rooms {
    use super::*;
    use divan::Bencher;
    use divan::counter::BytesCount;

    fn bench(bencher: Bencher<'_, '_>, work: impl Fn(&[Document], &Lexicon) -> usize + Sync) {
        let documents = documents(SIZE);
        let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
        let lexicon = Lexicon::builtin();
        bencher.counter(BytesCount::new(bytes)).bench(|| work(&documents, lexicon));
    }

    #[divan::bench]
    fn reading(bencher: Bencher<'_, '_>) {
        let texts: Vec<Vec<u8>> = documents(SIZE).into_iter().map(|d| d.text.into_bytes()).collect();
        let bytes: usize = texts.iter().map(Vec::len).sum();
        bencher.counter(BytesCount::new(bytes)).with_inputs(|| texts.clone()).bench_values(|texts| {
            texts.into_iter().map(|text| ingest::decode(text).text.len()).sum::<usize>()
        });
    }

    #[divan::bench]
    fn tokeniser(bencher: Bencher<'_, '_>) {
        bench(bencher, tokenise);
    }

    #[divan::bench]
    fn segmenting(bencher: Bencher<'_, '_>) {
        bench(bencher, segment_all);
    }

    #[divan::bench]
    fn extracting(bencher: Bencher<'_, '_>) {
        bench(bencher, |documents, lexicon| extract_all(documents, lexicon).len());
    }

    #[divan::bench]
    fn resolving(bencher: Bencher<'_, '_>) {
        let documents = documents(SIZE);
        let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
        let facts = extract_all(&documents, Lexicon::builtin());
        bencher.counter(BytesCount::new(bytes)).bench(|| resolve::read(&facts, Across::Group).speakers.len());
    }

    #[divan::bench]
    fn linking(bencher: Bencher<'_, '_>) {
        let documents = documents(SIZE);
        let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
        let facts = extract_all(&documents, Lexicon::builtin());
        let cast = resolve::read(&facts, Across::Group);
        bencher.counter(BytesCount::new(bytes)).bench(|| graph::build(&facts, &cast));
    }

    #[divan::bench]
    fn everything(bencher: Bencher<'_, '_>) {
        bench(bencher, |documents, _| par::with_jobs(1, || whole(documents)));
    }
}

fn timed<R>(work: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The median of the ratios `tokeniser / room`, each pair timed back to back.
fn ratio(rounds: usize, tokeniser: &dyn Fn(), room: &dyn Fn()) -> (f64, Duration) {
    let mut pairs: Vec<(f64, Duration)> = (0..rounds)
        .map(|_| {
            let base = timed(tokeniser);
            let own = timed(room);
            (base.as_secs_f64() / own.as_secs_f64(), own)
        })
        .collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    pairs[pairs.len() / 2]
}

fn ratios() {
    let documents = documents(4 * SIZE);
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let lexicon = Lexicon::builtin();
    let tokeniser = || _ = black_box(tokenise(&documents, lexicon));
    let show = |name: &str, room: &dyn Fn()| {
        let (ratio, own) = ratio(9, &tokeniser, room);
        println!("{name:<28} {:>8.1} MB/s {ratio:>8.2}", bytes as f64 / own.as_secs_f64() / 1e6);
    };
    println!("\n{:<28} {:>13} {:>8}", "room", "speed", "÷ tokeniser");
    show("tokeniser", &tokeniser);
    show("segment", &|| _ = black_box(segment_all(&documents, lexicon)));
    show("segment + extract", &|| _ = black_box(extract_all(&documents, lexicon)));
    let one = || _ = black_box(par::with_jobs(1, || whole(&documents)));
    let two = || _ = black_box(par::with_jobs(2, || whole(&documents)));
    show("everything, one thread", &one);
    show("everything, two threads", &two);
    let (gain, _) = ratio(9, &one, &two);
    let process = process();
    println!("two threads ÷ one            {gain:>22.2}");
    println!("one story, whole process     {:>17.1} ms", process.as_secs_f64() * 1e3);
}

/// The median of a whole process that checks one story.
fn process() -> Duration {
    let story = concat!(env!("CARGO_MANIFEST_DIR"), "/data/stories/ferry-fire/ncb-ferry-fire.txt");
    let mut runs: Vec<Duration> = (0..31)
        .map(|_| timed(|| Command::new(env!("CARGO_BIN_EXE_sayso")).args(["check", story]).output().unwrap()))
        .collect();
    runs.sort();
    runs[runs.len() / 2]
}

fn main() {
    divan::main();
    if std::env::args().all(|arg| arg != "--test") {
        ratios();
    }
}
