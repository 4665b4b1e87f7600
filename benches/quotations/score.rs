//! What it costs, and how much of what was planted is found.

use crate::archive::{A_STORY, Generated, Said};
use sayso::par;
use sayso::resolve::wordings::{Archive, Stars, Wording, WordingId};
use std::hint::black_box;
use std::time::Instant;

/// Found out of planted, or right out of found.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    hits: u64,
    all: u64,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += u64::from(hit);
        self.all += 1;
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.4} of {:<9}", self.hits as f64 / self.all.max(1) as f64, self.all)
    }
}

/// What was found of the copies that are not word for word the original, and how many of the links
/// are right.
#[derive(Debug, Default)]
struct Found {
    /// Altered copies: both speakers known, the same, or two where there are thirteen words.
    altered: Share,
    by_edits: [Share; 4],
    /// Those of fewer than eight words.
    short: Share,
    /// Those given to somebody else.
    misattributed: Share,
    /// Copies cut at the edges, by the same conditions.
    partial: Share,
    /// Altered copies, cut copies, and links where a speaker is unknown.
    unknown: Share,
    unknown_partial: Share,
    unknown_links: Share,
    /// Fewer than thirteen words given to somebody else: reported by no rule.
    left_out: Share,
    links: Share,
    links_of_two: Share,
}

/// One archive, made, compared and judged.
pub struct Run {
    stories: u64,
    /// On one core, without the making.
    pub seconds: f64,
    wordings: usize,
    found: Found,
}

/// Makes the archive's quotations one after another, each to be forgotten at once.
fn each(generated: &Generated, mut take: impl FnMut(&Said)) {
    let mut said = Said::default();
    for quotation in 0..generated.count() {
        generated.read(quotation, &mut said);
        take(&said);
    }
}

fn on_one_core<R>(work: impl FnOnce() -> R) -> (f64, R) {
    let start = Instant::now();
    let before = on_core(start);
    let result = work();
    (on_core(start) - before, result)
}

/// Compares an archive on one core.
pub fn measure(generated: &Generated) -> Run {
    par::with_jobs(1, || {
        let (making, ()) = on_one_core(|| each(generated, |said| _ = black_box(said)));
        let mut archive = Archive::default();
        let mut of = Vec::with_capacity(generated.count() as usize);
        let (taken, stars) = on_one_core(|| {
            each(generated, |said| {
                of.push(archive.add(Wording { words: &said.words, speaker: said.speaker }));
            });
            archive.stars()
        });
        let wordings = archive.len();
        drop(archive);
        let found = judge(generated, &of, &stars);
        Run { stories: generated.count() / A_STORY, seconds: taken - making, wordings, found }
    })
}

fn judge(generated: &Generated, of: &[WordingId], stars: &Stars) -> Found {
    let mut found = Found::default();
    let mut first = Said::default();
    let mut quotation = 0;
    let last = of.iter().max().map_or(0, |last| last.0 as usize + 1);
    let mut origins = vec![0; last];
    let mut speakers = vec![None; last];
    each(generated, |said| {
        let wording = of[quotation];
        quotation += 1;
        origins[wording.0 as usize] = said.origin;
        speakers[wording.0 as usize] = said.speaker;
        if said.change.copy && of[said.origin as usize] != wording {
            generated.read(said.origin, &mut first);
            found.judge(said, &first, stars.of(wording) == stars.of(of[said.origin as usize]));
        }
    });
    for (own, (&origin, &speaker)) in (0..).zip(origins.iter().zip(&speakers)) {
        let parent = stars.parent(WordingId(own));
        if parent != WordingId(own) {
            let right = origin == origins[parent.0 as usize];
            found.links.add(right);
            match (speaker, speakers[parent.0 as usize]) {
                (Some(a), Some(b)) if a == b => {}
                (Some(_), Some(_)) => found.links_of_two.add(right),
                (None, _) | (_, None) => found.unknown_links.add(right),
            }
        }
    }
    found
}

impl Found {
    fn judge(&mut self, said: &Said, first: &Said, hit: bool) {
        let (change, words) = (said.change, said.words.len());
        let unknown = said.speaker.is_none() || first.speaker.is_none();
        let of_two = !unknown && said.speaker != first.speaker;
        match (unknown, change.partial) {
            _ if of_two && words < 13 => self.left_out.add(hit),
            (true, true) => self.unknown_partial.add(hit),
            (true, false) => self.unknown.add(hit),
            (false, true) => self.partial.add(hit),
            (false, false) if change.edits > 0 => {
                self.altered.add(hit);
                self.by_edits[change.edits as usize - 1].add(hit);
                if words < 8 {
                    self.short.add(hit);
                }
                if of_two {
                    self.misattributed.add(hit);
                }
            }
            (false, false) => self.misattributed.add(hit),
        }
    }
}

impl Run {
    /// Prints what was found; the exponent is that of the cost against the first archive.
    pub fn print(&self, first: Option<(u64, f64)>) {
        let Self { stories, seconds, wordings, found } = self;
        println!("\n{stories} stories, {} quotations, {wordings} wordings", stories * A_STORY);
        let exponent = first.map(|(fewer, before)| {
            let exponent = (seconds / before).ln() / (*stories as f64 / fewer as f64).ln();
            format!(", exponent {exponent:.3} from {fewer} stories")
        });
        println!("  {:.2} µs a story{}", seconds * 1e6 / *stories as f64, exponent.unwrap_or_default());
        println!("  peak memory           {} MB", peak().map_or("?".to_owned(), |mb| mb.to_string()));
        println!("  altered copies found  {}", found.altered);
        for (edits, share) in (1..).zip(found.by_edits) {
            println!("    by {edits} words          {share}");
        }
        println!("    of 6 or 7 words     {}", found.short);
        println!("  partial found         {}", found.partial);
        println!("  misattributed, 13+    {}", found.misattributed);
        println!("  shorter, left out     {}", found.left_out);
        println!("  unknown speaker       {}", found.unknown);
        println!("    partial             {}", found.unknown_partial);
        println!("  links right           {}", found.links);
        println!("    of two speakers     {}", found.links_of_two);
        println!("    of an unknown one   {}", found.unknown_links);
    }
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
