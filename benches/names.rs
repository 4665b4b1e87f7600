//! Names by the million: pairs scored a second, and spellings found among surnames made by rule.
//!
//! `cargo bench --bench names -- [SURNAMES]` makes so many distinct surnames (200,000 by default), a
//! tenth of them with a variant planted beside it, blocks and scores them on two threads, and prints
//! how long it took, how much memory, and how many of the planted variants were found. Names are made
//! of syllables by a seeded generator; no list is read.

#![allow(clippy::print_stdout, reason = "a bench prints")]

use sayso::extract::names;
use sayso::par;
use std::collections::HashSet;
use std::hint::black_box;
use std::time::Instant;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn below(&mut self, most: usize) -> usize {
        (((self.next() >> 32) * most as u64) >> 32) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const ONSETS: &[&str] = &[
    "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "kh", "gh", "sh",
    "ch", "zh", "th", "br", "dr", "gr", "kr", "pr", "st", "tr", "kl", "fl", "sch", "q", "y", "",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ou", "ei", "ee", "au", "y"];
const CODAS: &[&str] = &["", "", "", "", "n", "r", "l", "s", "m", "d", "k", "t", "ck", "nd", "rt", "ng"];
const ENDS: &[&str] = &[
    "", "", "ov", "sky", "enko", "son", "sen", "berg", "stein", "er", "i", "ez", "ian", "uddin", "ullah",
    "er", "ini", "eau", "ton", "ley", "an", "ski", "ich", "o", "a",
];

/// A surname of two or three syllables and an ending.
fn surname(random: &mut Random) -> String {
    let mut name = String::new();
    for _ in 0..2 + random.below(2) {
        name += random.one(ONSETS);
        name += random.one(VOWELS);
        name += random.one(CODAS);
    }
    name += random.one(ENDS);
    name
}

const REWRITES: &[(&str, &str)] = &[
    ("kh", "k"),
    ("kh", "h"),
    ("gh", "g"),
    ("gh", "q"),
    ("q", "k"),
    ("q", "g"),
    ("ch", "sh"),
    ("ch", "tch"),
    ("sh", "sch"),
    ("ou", "u"),
    ("ee", "i"),
    ("i", "y"),
    ("y", "i"),
    ("v", "w"),
    ("w", "v"),
    ("z", "s"),
    ("s", "z"),
    ("d", "dh"),
    ("th", "t"),
    ("ei", "ai"),
    ("ai", "ei"),
    ("ov", "off"),
    ("sky", "skiy"),
    ("ski", "sky"),
    ("k", "c"),
    ("ck", "k"),
    ("j", "zh"),
    ("zh", "j"),
    ("j", "dj"),
];

/// A slip of the hand or the ear, or another transliteration.
fn variant(name: &str, random: &mut Random) -> String {
    let letters: Vec<char> = name.chars().collect();
    let at = 1 + random.below(letters.len() - 1);
    let is_vowel = |c: char| "aeiou".contains(c);
    let mut out = letters.clone();
    match random.below(6) {
        0 => _ = out.remove(at),
        1 => out.insert(at, letters[at]),
        2 if at + 1 < letters.len() => out.swap(at, at + 1),
        3 if is_vowel(letters[at]) => out[at] = char::from(b"aeiou"[random.below(5)]),
        3 => out[at] = char::from(b'a' + random.below(26) as u8),
        _ => {
            let fits: Vec<&(&str, &str)> = REWRITES.iter().filter(|(from, _)| name.contains(from)).collect();
            if let Some((from, to)) = (!fits.is_empty()).then(|| fits[random.below(fits.len())]) {
                return name.replacen(from, to, 1);
            }
            out.insert(at, char::from(b"aeiou"[random.below(5)]));
        }
    }
    out.into_iter().collect()
}

/// All names, each with a capital, and the places of the planted pairs.
fn make(surnames: usize) -> (Vec<String>, Vec<(u32, u32)>) {
    let mut random = Random(7);
    let (mut seen, mut names, mut planted) = (HashSet::new(), Vec::new(), Vec::new());
    while names.len() < surnames {
        let name = surname(&mut random);
        if (5..=14).contains(&name.len()) && seen.insert(name.clone()) {
            names.push(name);
        }
    }
    for i in (0..surnames).step_by(10) {
        let slip = variant(&names[i], &mut random);
        if seen.insert(slip.clone()) {
            planted.push((i as u32, names.len() as u32));
            names.push(slip);
        }
    }
    (names, planted)
}

/// Peak memory of this process in megabytes, where the system tells.
#[allow(clippy::disallowed_methods, reason = "a bench may read what the system says of it")]
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// Seconds that this thread has had a core, where the system tells; else seconds of the clock.
#[allow(clippy::disallowed_methods, reason = "a bench may read what the system says of it")]
fn on_core(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |ns| ns as f64 / 1e9)
}

/// Pairs of names as a search hands them on, on one core.
fn pairs_a_second(all: &[&str], planted: &[(u32, u32)]) {
    let search = par::with_jobs(1, || names::Search::new(all));
    let candidates = par::with_jobs(1, || search.candidates());
    let scored = |pairs: &[(u32, u32)]| {
        let start = Instant::now();
        let before = on_core(start);
        let is_variant =
            |&&(i, j): &&(u32, u32)| black_box(search.score(i, j)).is_some_and(|score| score > 0);
        let found = pairs.iter().filter(is_variant).count();
        (pairs.len() as f64 / (on_core(start) - before) / 1e6, found)
    };
    let (speed, found) = scored(&candidates);
    println!(
        "{} candidates, early rejects count: {speed:.2} M pairs a second; {found} variants",
        candidates.len()
    );
    let (speed, found) = scored(planted);
    println!("{} planted pairs, all aligned: {speed:.2} M a second; {found} variants", planted.len());
}

fn main() {
    let size = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(200_000);
    let quick = std::env::args().any(|arg| arg == "--test");
    let (names, planted) = make(if quick { 2_000 } else { size });
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let start = Instant::now();
    let found = par::with_jobs(2, || names::near(&all, 0));
    let took = start.elapsed();
    println!("{} names, {} planted variants", names.len(), planted.len());
    let hit = |pair: &&(u32, u32)| found.binary_search_by_key(*pair, |near| (near.a, near.b)).is_ok();
    let hits = planted.iter().filter(hit).count();
    println!(
        "blocked and scored on two threads in {:.1} s: {} pairs; {:.4} of the planted found; peak {} MB",
        took.as_secs_f64(),
        found.len(),
        hits as f64 / planted.len() as f64,
        peak().map_or("?".to_owned(), |mb| mb.to_string()),
    );
    drop((found, all));
    let (names, planted) = make(names.len().min(200_000));
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    pairs_a_second(&all, &planted);
}
