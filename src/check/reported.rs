//! Indirect reports that hold the very words of a quotation: in the same story, or in stories that
//! share an utterance and so tell of one event.

use super::Context;
use crate::extract::{Claim, Kind};
use crate::par;
use crate::resolve::ClaimRef;
use crate::text::{Fnv, Place, StoryId, fold, fold_char};

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

/// The runs of words of a story's quotations and of its indirect reports.
struct Told {
    quoted: Runs,
    reported: Runs,
}

impl Told {
    fn of(context: &Context<'_>, story: StoryId, wanted: impl Fn(&Claim) -> bool) -> Self {
        let runs = |kind| Runs::of(context, story, |claim| claim.kind == kind && wanted(claim));
        Self { quoted: runs(Kind::Direct), reported: runs(Kind::Indirect) }
    }
}

/// Runs of words of some claims.
#[derive(Default)]
struct Runs {
    held: Vec<Held>,
    /// The hash of each run and in which of `held` it stands; sorted.
    hashes: Vec<(u64, u32)>,
}

impl Runs {
    fn of(context: &Context<'_>, story: StoryId, wanted: impl Fn(&Claim) -> bool) -> Self {
        let mut runs = Self::default();
        let mut words = Vec::new();
        for (claim, index) in context.story(story).claims.iter().zip(0..) {
            if claim.speaker.is_none() || !wanted(claim) {
                continue;
            }
            for &span in &claim.content {
                read_words(context.slice(story, span), &mut words);
                let held = runs.held.len() as u32;
                let claim = ClaimRef { story, claim: index };
                runs.held.push(Held { claim, words: Place { story, span } });
                runs.hashes.extend(run_hashes(&words).map(|hash| (hash, held)));
            }
        }
        runs.hashes.sort_unstable();
        runs.hashes.dedup();
        runs
    }
}

/// The hash of each run of so many words that holds enough long ones.
fn run_hashes(words: &[(u64, bool)]) -> impl Iterator<Item = u64> {
    let telling = |run: &&[(u64, bool)]| run.iter().filter(|(_, long)| *long).count() >= LONG_ONES;
    let mixed = |run: &[(u64, bool)]| {
        run.iter()
            .fold(0_u64, |hash, (word, _)| hash.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word)
    };
    words.windows(RUN).filter(telling).map(mixed)
}

/// Reads the words: the hash of each one's letters and digits, and whether it is a long one.
fn read_words(text: &str, words: &mut Vec<(u64, bool)>) {
    words.clear();
    let (mut hash, mut length) = (Fnv::new(), 0_usize);
    for c in text.chars().chain([' ']) {
        match c {
            '0'..='9' | 'a'..='z' | 'A'..='Z' => hash = hash.byte(c.to_ascii_lowercase() as u8),
            _ if !c.is_ascii() && fold_char(c).is_alphanumeric() => {
                hash = hash.bytes(fold(c.encode_utf8(&mut [0; 4])).as_bytes());
            }
            _ => {
                if length > 0 {
                    words.push((hash.finish(), length >= LONG));
                }
                if words.len() == MOST {
                    return;
                }
                (hash, length) = (Fnv::new(), 0);
                continue;
            }
        }
        length += c.len_utf8();
    }
}

/// The pairs that share a run, each once.
fn meet(quoted: &Runs, reported: &Runs) -> Vec<Report> {
    let mut found: Vec<(Held, Held)> = Vec::new();
    let mut rest = reported.hashes.as_slice();
    for &(hash, own) in &quoted.hashes {
        rest = &rest[rest.partition_point(|(other, _)| *other < hash)..];
        let same = rest.iter().take_while(|(other, _)| *other == hash).take(4);
        found.extend(same.map(|&(_, other)| (quoted.held[own as usize], reported.held[other as usize])));
    }
    found.sort_by_key(|(own, other)| (own.claim, other.claim));
    found.dedup_by_key(|(own, other)| (own.claim, other.claim));
    found.into_iter().map(|(quoted, reported)| Report { quoted, reported }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_bytes;
    use proptest::prelude::*;

    fn check(text: &str) {
        let mut words = Vec::new();
        read_words(text, &mut words);
        let folded = fold(text);
        let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let expected: Vec<(u64, bool)> =
            parts.take(MOST).map(|word| (hash_bytes(word.as_bytes()), word.len() >= LONG)).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn words_are_those_of_the_folded_text() {
        for text in [
            "",
            "The harbour’s “Pilots” said NO",
            "Éric ʼs naïve 12,000\u{a0}\nboats",
            &"word ".repeat(2 * MOST),
        ] {
            check(text);
        }
    }

    proptest! {
        #[test]
        fn any_words_are_those_of_the_folded_text(text in "[a-zA-Z0-9 ’“”éÉßñ,.-]{0,80}") {
            check(&text);
        }
    }
}
