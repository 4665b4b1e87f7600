//! Which of many names may be spellings of one another, without holding all against all.
//!
//! Names meet under keys: the letters with one left out, and the sound, each beside what the rest of
//! the name must share. Every step depends on what the names are, never on the order in which they
//! come, and takes time in proportion to their number.

use super::fold::{FoldedName, LONGEST, Word, fold_name};
use super::pair::quick_reject;
use super::score::{Verdict, compare_folded};
use super::weights::Weights;
use crate::lexicon::Lexicon;
use crate::par;

/// Two of many names that may be spellings of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// The one that stands first, as an index.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How likely they are variants, in thousandths of log-odds; the greatest number when they differ
    /// by house style only.
    pub score: i32,
}

/// The pairs of names that are variants with at least these log-odds (thousandths), or differ by house
/// style only; sorted by index. A name that stands there twice is not a pair.
///
/// A name of several words is a given name and the rest: one of the two must be equal.
///
/// ```
/// use sayso::extract::names::near;
/// let found = near(&["Ella Lindberg", "Ella Novak", "Ella Lindburg"], 0);
/// assert_eq!(found.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>(), [(0, 2)]);
/// ```
pub fn near(names: &[&str], least: i32) -> Vec<Near> {
    let search = Search::new(names);
    let judge = |i: u32, j: u32| search.score(i, j).filter(|score| *score >= least);
    let met = search.meet(judge);
    met.into_iter().map(|(a, b, score)| Near { a, b, score }).collect()
}

/// Many names ready for being searched; [`near`] in two steps.
#[derive(Debug)]
pub struct Search<'n> {
    names: &'n [&'n str],
    folded: Vec<FoldedName>,
}

impl<'n> Search<'n> {
    /// Folds the names, each once.
    pub fn new(names: &'n [&'n str]) -> Self {
        let tables = Lexicon::builtin().names();
        Self { names, folded: par::map(names, |name| fold_name(name, tables)) }
    }

    /// The pairs that share a key, each once, as indices, sorted.
    pub fn candidates(&self) -> Vec<(u32, u32)> {
        self.meet(|_, _| Some(())).into_iter().map(|(i, j, ())| (i, j)).collect()
    }

    /// How likely two of the names are variants, in thousandths of log-odds; the greatest number when
    /// they differ by house style only, none when they are the same or too far apart to be looked at.
    pub fn score(&self, i: u32, j: u32) -> Option<i32> {
        let (a, b) = (self.folded.get(i as usize)?, self.folded.get(j as usize)?);
        if are_far(a, b) {
            return None;
        }
        let names = (*self.names.get(i as usize)?, *self.names.get(j as usize)?);
        let found = compare_folded(names, (a, b), (Weights::builtin(), None)).0;
        match found.verdict {
            Verdict::Style => Some(i32::MAX),
            Verdict::Variant | Verdict::Different => Some(found.score),
            Verdict::Same => None,
        }
    }

    fn meet<R: Ord + Send>(&self, judge: impl Fn(u32, u32) -> Option<R> + Sync + Send) -> Vec<(u32, u32, R)> {
        let keys = |i: u32, out: &mut Vec<u32>| match self.folded[i as usize].words.as_slice() {
            [] => {}
            [one] => surname_keys(std::slice::from_ref(one), out),
            [given, rest @ ..] => full_keys(given, rest, out),
        };
        meet(self.names.len(), keys, |i| content(&self.folded[i as usize]), judge)
    }
}

/// Whether two names cannot be one: nothing is equal between them, or the rest is too far apart.
fn are_far(a: &FoldedName, b: &FoldedName) -> bool {
    match (a.words.as_slice(), b.words.as_slice()) {
        ([x], [y]) => x.same(y) || quick_reject((x.len(), x.mask), (y.len(), y.mask)),
        ([given_a, rest_a @ ..], [given_b, rest_b @ ..]) => {
            let same_rest = rest_a.len() == rest_b.len() && rest_a.iter().zip(rest_b).all(|(x, y)| x.same(y));
            // With nothing equal between them, two stories have two people.
            !given_a.same(given_b) && !same_rest || quick_reject(a.outline(), b.outline())
        }
        ([], _) | (_, []) => true,
    }
}

/// What depends on the letters of a name and nothing else: names of one sound stand together.
fn content(name: &FoldedName) -> (u32, u64) {
    (name.words.last().map_or(0, |word| word.consonants), mix(name.all_joined))
}

// Apart, so that keys of one kind do not meet those of another.
const BY_SURNAME: u64 = 1;
const BY_SOUND: u64 = 2;
const BY_GIVEN: u64 = 3;
const BY_REST: u64 = 4;
const BY_FULL_SOUND: u64 = 5;

/// The keys of a surname: its letters, these with one left out, and its sound.
pub(crate) fn surname_keys(words: &[Word], out: &mut Vec<u32>) {
    let sound = words.iter().fold(BY_SOUND, |sum, word| mix(sum ^ u64::from(word.skeleton)));
    out.push(key(sound));
    letters_keys(words, BY_SURNAME, out);
}

/// The keys of a full name: as a surname's beside the given name, and the other way round.
pub(crate) fn full_keys(given: &Word, rest: &[Word], out: &mut Vec<u32>) {
    let exact = |words: &[Word], kind: u64| words.iter().fold(kind, |sum, word| mix(sum ^ word.exact()));
    letters_keys(rest, exact(std::slice::from_ref(given), BY_GIVEN), out);
    letters_keys(std::slice::from_ref(given), exact(rest, BY_REST), out);
    let all = rest.iter().chain([given]);
    out.push(key(all.fold(BY_FULL_SOUND, |sum, word| mix(sum ^ u64::from(word.skeleton)))));
}

/// Words of fewer letters than this meet only their like: with a letter left out they would meet
/// everybody.
const LEAST: usize = 4;

/// The most letters from which one is left out. Source: none; far more than a surname has.
const MOST_LETTERS: usize = 2 * LONGEST;

/// What a letter multiplies a hash of letters by. Source: the multiplier of Knuth's MMIX generator.
const BASE: u64 = 6_364_136_223_846_793_005;

/// A key for the letters of the words, and one for these with each of them left out.
fn letters_keys(words: &[Word], kind: u64, out: &mut Vec<u32>) {
    let mut letters = [0_u8; MOST_LETTERS];
    let mut count = 0;
    for &letter in words.iter().flat_map(Word::letters).take(MOST_LETTERS) {
        letters[count] = letter;
        count += 1;
    }
    let letters = &letters[..count];
    let add = |hash: u64, letter: u8| hash.wrapping_mul(BASE).wrapping_add(u64::from(letter) + 1);
    out.push(key(kind ^ mix(letters.iter().fold(0, |hash, &letter| add(hash, letter)))));
    if count < LEAST {
        return;
    }
    // From behind: the hash of what follows the letter that is left out, and what it is moved by.
    let mut behind = [(0_u64, 1_u64); MOST_LETTERS + 1];
    for (at, &letter) in letters.iter().enumerate().rev() {
        let (hash, power) = behind[at + 1];
        let own = (u64::from(letter) + 1).wrapping_mul(power);
        behind[at] = (hash.wrapping_add(own), power.wrapping_mul(BASE));
    }
    let mut before = 0_u64;
    for (at, &letter) in letters.iter().enumerate() {
        if at == 0 || letters[at - 1] != letter {
            let (hash, power) = behind[at + 1];
            out.push(key(kind ^ mix(before.wrapping_mul(power).wrapping_add(hash))));
        }
        before = add(before, letter);
    }
}

/// Spreads a number over all bits. Source: the finaliser of MurmurHash3.
const fn mix(number: u64) -> u64 {
    let number = (number ^ number >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let number = (number ^ number >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ number >> 33
}

const fn key(hash: u64) -> u32 {
    (mix(hash) >> 32) as u32
}

/// More names than this under one key are too common to be all held against each other.
///
/// Source: half as many find 0.1 % fewer of the planted variants of `cargo bench --bench names`, twice
/// as many no more.
const MOST: usize = 48;

/// Of a key that is too common, each name is held against as many as these that sound like it.
const BESIDE: usize = 8;

/// Keys are sorted in parts of about so many, which fit the cache of a core.
const PART: usize = 1 << 17;

/// How many names give their keys at a time.
const CHUNK: usize = 1 << 14;

/// Holds against each other the things, numbered from 0, that share a key, and gives what `judge` has
/// to say of them, each pair once, sorted.
///
/// `content` must depend on the thing alone: it decides which pairs of a very common key are left out.
pub(crate) fn meet<C: Ord, R: Ord + Send>(
    count: usize,
    keys: impl Fn(u32, &mut Vec<u32>) + Sync + Send,
    content: impl Fn(u32) -> C + Sync + Send,
    judge: impl Fn(u32, u32) -> Option<R> + Sync + Send,
) -> Vec<(u32, u32, R)> {
    let parts = parted(count, keys);
    let mut found = par::flat_map(&parts, |part| {
        let mut entries = part.concat();
        entries.sort_unstable();
        let mut found = Vec::new();
        let mut group: Vec<u32> = Vec::new();
        for same in entries.chunk_by(|x, y| x >> 32 == y >> 32).filter(|same| same.len() > 1) {
            group.clear();
            group.extend(same.iter().map(|entry| *entry as u32));
            group.dedup();
            let reach = if group.len() > MOST { BESIDE } else { MOST };
            if group.len() > MOST {
                group.sort_by_cached_key(|&i| content(i));
            }
            for (n, &i) in group.iter().enumerate() {
                for &j in group[n + 1..].iter().take(reach) {
                    let (i, j) = (i.min(j), i.max(j));
                    found.extend(judge(i, j).map(|what| (i, j, what)));
                }
            }
        }
        found
    });
    found.sort_unstable();
    found.dedup_by_key(|pair| (pair.0, pair.1));
    found
}

/// Every key with its thing below it, `key << 32 | thing`, in parts by key; each part in pieces.
fn parted(count: usize, keys: impl Fn(u32, &mut Vec<u32>) + Sync + Send) -> Vec<Vec<Vec<u64>>> {
    // About ten keys a name.
    let wanted = (count * 10 / PART).clamp(1, 1024).next_power_of_two();
    let bits = wanted.trailing_zeros();
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let chunks: Vec<u32> = (0..count).step_by(CHUNK).collect();
    let pieces = par::map(&chunks, |&from| {
        let mut pieces: Vec<Vec<u64>> = vec![Vec::new(); wanted];
        let mut own = Vec::new();
        for i in from..count.min(from.saturating_add(CHUNK as u32)) {
            own.clear();
            keys(i, &mut own);
            for &key in &own {
                let part = if bits == 0 { 0 } else { key >> (32 - bits) };
                pieces[part as usize].push(u64::from(key) << 32 | u64::from(i));
            }
        }
        pieces
    });
    let mut parts: Vec<Vec<Vec<u64>>> = (0..wanted).map(|_| Vec::with_capacity(chunks.len())).collect();
    for piece in pieces {
        parts.iter_mut().zip(piece).for_each(|(part, own)| part.push(own));
    }
    parts
}

/// By thing, the one that it belongs to: itself, or a weightier one that it was found near to.
///
/// Pairs come likeliest first. What others belong to belongs to nobody itself, and what belongs to one
/// is no centre for others: stars, never chains. `apart` says of two that they are known to be two.
pub(crate) fn stars<W: Ord>(
    count: usize,
    pairs: impl IntoIterator<Item = (usize, usize)>,
    weight: impl Fn(usize) -> W,
    apart: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let mut to: Vec<usize> = (0..count).collect();
    let mut center = vec![false; count];
    for (i, j) in pairs {
        let (small, great) = if weight(i) < weight(j) { (i, j) } else { (j, i) };
        if to[small] == small && to[great] == great && !center[small] && !apart(small, great) {
            to[small] = great;
            center[great] = true;
        }
    }
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Vec<(u32, u32)> {
        near(names, 0).iter().map(|pair| (pair.a, pair.b)).collect()
    }

    #[test]
    fn one_slip_and_one_sound_meet() {
        assert_eq!(found(&["Lindberg", "Novak", "Lindburg"]), [(0, 2)]);
        assert_eq!(found(&["Araghchi", "Araqchi"]), [(0, 1)]);
        assert_eq!(found(&["Clinton", "Cilnton"]), [(0, 1)]);
        assert_eq!(found(&["Abdelrahman Novak", "Abdulrahman Novak"]), [(0, 1)]);
        assert_eq!(found(&["Hassan al-Rashid", "Hassan Rashid"]), [(0, 1)]);
    }

    #[test]
    fn two_people_do_not() {
        assert_eq!(found(&["Ella Lindberg", "Oskar Lindburg", "Lindburg", ""]), []);
        assert_eq!(found(&["李小龙", "李小虎", "김정은", "김정일"]), []);
        assert_eq!(found(&["Ella Lindberg", "Ella Lindberg"]), []);
    }

    fn pairs<'n>(names: &[&'n str]) -> Vec<[&'n str; 2]> {
        let both = |pair: &Near| {
            let mut both = [names[pair.a as usize], names[pair.b as usize]];
            both.sort_unstable();
            both
        };
        let mut pairs: Vec<[&str; 2]> = near(names, -9_000).iter().map(both).collect();
        pairs.sort_unstable();
        pairs
    }

    #[test]
    fn the_order_of_names_decides_nothing() {
        let names: Vec<String> = (0..600)
            .map(|i| format!("Karimov{}", char::from(b'a' + (i % 26) as u8).to_string().repeat(1 + i / 26)))
            .collect();
        let mut given: Vec<&str> = names.iter().map(String::as_str).collect();
        let forth = pairs(&given);
        assert!(forth.len() > 100);
        for turned in [0, 123] {
            given.reverse();
            given.rotate_left(turned);
            let other: Vec<_> = pairs(&given).into_iter().filter(|pair| !forth.contains(pair)).collect();
            assert_eq!(other, [[""; 2]; 0]);
        }
    }

    #[test]
    fn stars_are_no_chains() {
        // 0 is near 1, 1 near 2: whoever joins 1 first, 0 and 2 do not meet through it.
        let to = stars(3, [(0, 1), (1, 2)], |i| [1, 2, 3][i], |_, _| false);
        assert_eq!(to, [1, 1, 2]);
        let apart = stars(2, [(0, 1)], |i| i, |_, _| true);
        assert_eq!(apart, [0, 1]);
    }
}
