//! Indirect reports that hold the very words of a quotation: in the same story, or in stories that
//! share an utterance and so tell of one event.

use super::Context;
use crate::extract::{Claim, Kind};
use crate::par;
use crate::resolve::ClaimRef;
use crate::text::{Place, StoryId, fold, hash_bytes};

/// How many words in a row must be the same. Source: as for quotations in two mouths.
const RUN: usize = 8;

/// How many of them must be long ones, of [`LONG`] bytes or more: fewer are grammar and a title.
const LONG_ONES: usize = 4;
const LONG: usize = 5;

/// The most words of one claim that are looked at. Source: none; ten times the longest sentence.
const MOST: usize = 1024;

/// A claim and the words of it that another holds too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    /// The claim.
    pub claim: ClaimRef,
    /// Its content, as far as the words are compared.
    pub words: Place,
}

/// A quotation and an indirect report that share a run of words.
pub(super) struct Report {
    /// The quotation.
    pub quoted: Held,
    /// The report.
    pub reported: Held,
}

/// The reports of claims that are `wanted`, in order of the stories.
pub(super) fn reports(context: &Context<'_>, wanted: impl Fn(&Claim) -> bool + Sync) -> Vec<Report> {
    let stories: Vec<StoryId> = context.stories().map(|(story, _)| story).collect();
    let told: Vec<Told> = par::map(&stories, |&story| Told::of(context, story, &wanted));
    let mut pairs: Vec<(StoryId, StoryId)> = stories.iter().map(|&story| (story, story)).collect();
    let linked = context.cast.alignments.iter().filter(|a| a.a.story != a.b.story);
    pairs.extend(linked.flat_map(|a| [(a.a.story, a.b.story), (a.b.story, a.a.story)]));
    pairs.sort_unstable();
    pairs.dedup();
    par::flat_map(&pairs, |(a, b)| meet(&told[a.index()].quoted, &told[b.index()].reported))
}

/// The runs of words of a story's quotations and of its indirect reports, sorted.
struct Told {
    quoted: Vec<(u64, Held)>,
    reported: Vec<(u64, Held)>,
}

impl Told {
    fn of(context: &Context<'_>, story: StoryId, wanted: impl Fn(&Claim) -> bool) -> Self {
        let facts = context.story(story);
        let runs = |kind: Kind| {
            let mut found: Vec<(u64, Held)> = Vec::new();
            for (claim, index) in facts.claims.iter().zip(0..).filter(|(claim, _)| claim.kind == kind) {
                if claim.speaker.is_none() || !wanted(claim) {
                    continue;
                }
                for &span in &claim.content {
                    let held = Held { claim: ClaimRef { story, claim: index }, words: Place { story, span } };
                    found.extend(run_hashes(context, held.words).into_iter().map(|hash| (hash, held)));
                }
            }
            found.sort_by_key(|(hash, held)| (*hash, held.claim, held.words));
            found.dedup_by_key(|(hash, held)| (*hash, held.claim));
            found
        };
        let reported = runs(Kind::Indirect);
        let quoted = if facts.claims.is_empty() { Vec::new() } else { runs(Kind::Direct) };
        Self { quoted, reported }
    }
}

/// The hash of each run of so many words that holds enough long ones.
fn run_hashes(context: &Context<'_>, at: Place) -> Vec<u64> {
    let folded = fold(context.slice(at.story, at.span));
    let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<(u64, bool)> =
        parts.take(MOST).map(|word| (hash_bytes(word.as_bytes()), word.len() >= LONG)).collect();
    let telling = |run: &&[(u64, bool)]| run.iter().filter(|(_, long)| *long).count() >= LONG_ONES;
    let mixed = |run: &[(u64, bool)]| {
        run.iter()
            .fold(0_u64, |hash, (word, _)| hash.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word)
    };
    words.windows(RUN).filter(telling).map(mixed).collect()
}

/// The pairs that share a run, each once.
fn meet(quoted: &[(u64, Held)], reported: &[(u64, Held)]) -> Vec<Report> {
    let mut found: Vec<(Held, Held)> = Vec::new();
    let mut from = 0;
    for &(hash, own) in quoted {
        from += reported[from..].partition_point(|(other, _)| *other < hash);
        let same = reported[from..].iter().take_while(|(other, _)| *other == hash).take(4);
        found.extend(same.map(|&(_, other)| (own, other)));
    }
    found.sort_by_key(|(own, other)| (own.claim, other.claim));
    found.dedup_by_key(|(own, other)| (own.claim, other.claim));
    found.into_iter().map(|(quoted, reported)| Report { quoted, reported }).collect()
}
