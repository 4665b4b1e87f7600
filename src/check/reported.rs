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

/// Shorter text holds no such run: its words, and what parts them. Unit: bytes.
const LEAST: u32 = (LONG_ONES * LONG + (RUN - LONG_ONES) + (RUN - 1)) as u32;

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
struct Runs {
    held: Vec<Held>,
    /// The hash of each run and in which of `held` it stands.
    hashes: Vec<(u64, u32)>,
    /// A bit for each hash: one whose bit is missing is none of them. Nearly every run of a report
    /// stands in no quotation, and that is all that is asked of it.
    bits: [u64; 64],
}

impl Runs {
    fn of(context: &Context<'_>, story: StoryId, wanted: impl Fn(&Claim) -> bool) -> Self {
        let mut runs = Self { held: Vec::new(), hashes: Vec::new(), bits: [0; 64] };
        let text = context.texts.text(story);
        for (claim, index) in context.story(story).claims.iter().zip(0..) {
            if claim.speaker.is_none() || !wanted(claim) {
                continue;
            }
            for &span in claim.content.iter().filter(|span| span.len() >= LEAST) {
                let held = runs.held.len() as u32;
                let claim = ClaimRef { story, claim: index };
                runs.held.push(Held { claim, words: Place { story, span } });
                read_runs(span.of(text), |hash| runs.hashes.push((hash, held)));
            }
        }
        for (hash, _) in &runs.hashes {
            let (word, bit) = place(*hash);
            runs.bits[word] |= bit;
        }
        runs
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = place(hash);
        self.bits[word] & bit != 0
    }
}

/// Where a hash has its bit, by its uppermost bits.
const fn place(hash: u64) -> (usize, u64) {
    ((hash >> 58) as usize, 1 << (hash >> 52 & 63))
}

/// Hands on the hash of each run of so many words that holds enough long ones.
fn read_runs(text: &str, mut run: impl FnMut(u64)) {
    /// What the hash of a word is multiplied with at each step that it goes back, and after all.
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    const OUT: u64 = STEP.wrapping_pow(RUN as u32);
    let (mut last, mut count) = ([(0, false); RUN], 0);
    let (mut hash, mut long_ones) = (0_u64, 0);
    read_words(text, |word, long| {
        let (gone, was_long) = std::mem::replace(&mut last[count % RUN], (word, long));
        hash = hash.wrapping_mul(STEP).wrapping_sub(OUT.wrapping_mul(gone)).wrapping_add(word);
        long_ones = long_ones + usize::from(long) - usize::from(was_long);
        count += 1;
        if count >= RUN && long_ones >= LONG_ONES {
            run(hash.wrapping_mul(STEP));
        }
    });
}

/// What each ASCII letter and digit is in lower case; zero for what parts words, one for what is not ASCII.
const LOWER: [u8; 256] = {
    let mut lower = [1; 256];
    let mut byte = 0;
    while byte < 128 {
        let letter = (byte as u8).is_ascii_alphanumeric();
        lower[byte] = if letter { (byte as u8).to_ascii_lowercase() } else { 0 };
        byte += 1;
    }
    lower
};

/// Hands on the words: the hash of each one's letters and digits, and whether it is a long one.
fn read_words(text: &str, mut told: impl FnMut(u64, bool)) {
    let (mut hash, mut start, mut at, mut words) = (Fnv::new(), 0, 0, 0);
    loop {
        let byte = text.as_bytes().get(at).copied();
        let mut length = 1;
        match byte.map_or(0, |byte| LOWER[usize::from(byte)]) {
            lower @ 2.. => {
                hash = hash.byte(lower);
                at += 1;
                continue;
            }
            1 => {
                let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                length = c.len_utf8();
                if fold_char(c).is_alphanumeric() {
                    hash = hash.bytes(fold(c.encode_utf8(&mut [0; 4])).as_bytes());
                    at += length;
                    continue;
                }
            }
            0 => {}
        }
        if at > start {
            told(hash.finish(), at - start >= LONG);
            (hash, words) = (Fnv::new(), words + 1);
        }
        if byte.is_none() || words == MOST {
            return;
        }
        at += length;
        start = at;
    }
}

/// The pairs that share a run, each once.
fn meet(quoted: &Runs, reported: &Runs) -> Vec<Report> {
    let mut same: Vec<(u64, u32)> =
        reported.hashes.iter().copied().filter(|(hash, _)| quoted.may_hold(*hash)).collect();
    if same.is_empty() {
        return Vec::new();
    }
    same.sort_unstable();
    same.dedup();
    let mut found: Vec<(Held, Held)> = Vec::new();
    for &(hash, own) in &quoted.hashes {
        let from = same.partition_point(|(other, _)| *other < hash);
        let others = same[from..].iter().take_while(|(other, _)| *other == hash).take(4);
        found.extend(others.map(|&(_, other)| (quoted.held[own as usize], reported.held[other as usize])));
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
        read_words(text, |hash, long| words.push((hash, long)));
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
