//! Two folded names side by side: which word stands for which, and what that counts as.

use super::align::{self, Alignment, is_vowel};
use super::fold::FoldedName;
use super::score::Features;
use crate::lexicon::Names;

/// The least similarity of two words that are still taken for one, in hundredths.
///
/// Below it the words contradict each other. Source: best of .26 to .5 out of fold on the labelled
/// pairs.
const LEAST_SIMILARITY: u32 = 34;

/// The greatest cost at which words are matched, in hundredths of an unrelated letter.
const GREATEST_COST: u16 = 400;

/// What a word out of place costs on top, in hundredths of an unrelated letter.
const OUT_OF_PLACE: u16 = 25;

/// Two words that stand for each other.
struct Match {
    a: usize,
    b: usize,
    alignment: Alignment,
}

/// Whether two words are too far apart to be worth an alignment: their lengths, or the letters
/// that only one of them has.
///
/// Each word as its length and a bit for each of its letters. One slip or rewrite brings at most
/// three letters more or fewer; a word of eight letters or more may have two.
pub(crate) const fn quick_reject(a: (usize, u32), b: (usize, u32)) -> bool {
    let long = a.0 >= 8 && b.0 >= 8;
    let (length, letters) = if long { (3, 5) } else { (2, 3) };
    a.0.abs_diff(b.0) > length || (a.1 ^ b.1).count_ones() > letters
}

/// The score's terms for two names.
pub(super) fn features(a: &FoldedName, b: &FoldedName, names: &Names) -> Features {
    let matches = match_words(a, b);
    let mut f = Features {
        particles_differ: i16::from(a.particles != b.particles),
        suffixes_differ: i16::from(a.suffixes != b.suffixes),
        ..Features::default()
    };
    let mut worst: Option<&Match> = None;
    for m in &matches {
        let (x, y) = (&a.words[m.a], &b.words[m.b]);
        if x == y {
            f.equal += 1;
        } else if is_initial_of(x, y) {
            f.initials += 1;
        } else if x.len() == 1 || y.len() == 1 {
            f.initial_contradicts = 1;
        } else if contradicts(x, y, m.alignment) {
            f.contradicted += 1;
        } else {
            vary(&mut f, (x, y), m.alignment, names);
            if worst.is_none_or(|w| w.alignment.cost < m.alignment.cost) {
                worst = Some(m);
            }
        }
    }
    f.unmatched = unmatched(&a.words, &matches, |m| m.a) + unmatched(&b.words, &matches, |m| m.b);
    f.out_of_place = i16::from(matches.iter().any(|m| m.a != m.b) && a.words.len() == b.words.len());
    if let Some(m) = worst {
        f.length = a.words[m.a].len().max(b.words[m.b].len()).min(12) as i16;
    }
    f
}

/// Words without a partner; initials weigh nothing.
fn unmatched(words: &[Vec<char>], matches: &[Match], side: impl Fn(&Match) -> usize) -> i16 {
    let lonely = |i: &usize| words[*i].len() > 1 && !matches.iter().any(|m| side(m) == *i);
    (0..words.len()).filter(lonely).count() as i16
}

fn is_initial_of(x: &[char], y: &[char]) -> bool {
    (x.len() == 1 || y.len() == 1) && x.first() == y.first()
}

fn contradicts(x: &[char], y: &[char], alignment: Alignment) -> bool {
    let longest = x.len().max(y.len()) as u32 * 100;
    let similarity = 100 * longest.saturating_sub(u32::from(alignment.cost)) / longest.max(1);
    similarity < LEAST_SIMILARITY.max(if longest <= 300 { 50 } else { 0 })
}

fn vary(f: &mut Features, (x, y): (&[char], &[char]), alignment: Alignment, names: &Names) {
    f.varied += 1;
    f.first |= i16::from(alignment.first_differs);
    f.skeletons += i16::from(skeleton(x, false) == skeleton(y, false));
    f.consonants += i16::from(skeleton(x, true) == skeleton(y, true));
    f.anagram += i16::from(is_anagram(x, y));
    f.one_slip |= is_one_slip(x, y);
    f.derived |= i16::from(is_derived(x, y));
    f.gendered |= i16::from(is_gendered(x, y));
    f.unseen += (unseen(x, names) - unseen(y, names)).abs();
    for (sum, count) in f.edits.iter_mut().zip(alignment.edits) {
        *sum += i16::from(count);
    }
}

fn unseen(word: &[char], names: &Names) -> i16 {
    let plain: Vec<u8> = word.iter().filter_map(|&c| u8::try_from(c).ok()).collect();
    names.unseen_trigrams(&plain).min(40) as i16
}

/// One letter in, out or changed, or two neighbours swapped.
fn is_one_slip(x: &[char], y: &[char]) -> bool {
    let head = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let (x, y) = (&x[head..], &y[head..]);
    let tail = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&x[..x.len() - tail], &y[..y.len() - tail]) {
        ([a, b], [c, d]) => a == d && b == c,
        (x, y) => x.len() <= 1 && y.len() <= 1,
    }
}

fn is_anagram(x: &[char], y: &[char]) -> bool {
    let sorted = |w: &[char]| {
        let mut letters = w.to_vec();
        letters.sort_unstable();
        letters
    };
    x.len() == y.len() && sorted(x) == sorted(y)
}

/// Each word of `a` with its cheapest partner in `b`, cheapest first. Deterministic: ties go to the
/// earlier words.
fn match_words(a: &FoldedName, b: &FoldedName) -> Vec<Match> {
    let mut all: Vec<(u16, Match)> = Vec::new();
    for (i, x) in a.words.iter().enumerate() {
        for (j, y) in b.words.iter().enumerate() {
            let (alignment, cost) = aligned(x, y);
            let cost = cost.saturating_add(if i == j { 0 } else { OUT_OF_PLACE });
            all.push((cost, Match { a: i, b: j, alignment }));
        }
    }
    all.sort_by_key(|(cost, m)| (*cost, m.a, m.b));
    let mut matches: Vec<Match> = Vec::new();
    for (cost, m) in all {
        if cost <= GREATEST_COST && !matches.iter().any(|o| o.a == m.a || o.b == m.b) {
            matches.push(m);
        }
    }
    matches
}

fn aligned(x: &[char], y: &[char]) -> (Alignment, u16) {
    if x == y {
        return (Alignment::default(), 0);
    }
    let alignment = align::align(x, y);
    let cost = if is_initial_of(x, y) { 10 } else { alignment.cost };
    (alignment, cost.min(GREATEST_COST))
}

/// The word's sound, roughly: rewrites undone, doubles single, vowels in three groups or left out.
fn skeleton(word: &[char], consonants_only: bool) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    let mut i = 0;
    while i < word.len() {
        let (sound, taken) = sound(word, i);
        i += taken;
        let skipped = sound == 'h' || consonants_only && matches!(sound, 'a' | 'i' | 'u');
        if !skipped && out.last() != Some(&sound) {
            out.push(sound);
        }
    }
    out
}

fn sound(word: &[char], at: usize) -> (char, usize) {
    let next = word.get(at + 1).copied().unwrap_or(' ');
    match (word[at], next) {
        ('k' | 'g', 'h') | ('c', 'k') => ('k', 2),
        ('t', 'c') | ('s', 'c') if word.get(at + 2) == Some(&'h') => ('s', 3),
        ('c' | 's' | 'z', 'h') | ('c' | 's', 'z') | ('t', 's' | 'z') => ('s', 2),
        ('p', 'h') => ('f', 2),
        ('d', 'h' | 'j') => (if next == 'j' { 'j' } else { 'd' }, 2),
        ('t', 'h') => ('t', 2),
        ('q' | 'g' | 'c' | 'k', _) => ('k', 1),
        ('z' | 's', _) => ('s', 1),
        ('w' | 'v' | 'f', _) => ('f', 1),
        ('e' | 'i' | 'y', _) => ('i', 1),
        ('o' | 'u', _) => ('u', 1),
        (c, _) => (c, 1),
    }
}

/// Endings that make another word of a name, not another spelling: Obamacare, Georgian, Marxist.
const DERIVED: [&str; 20] = [
    "s", "es", "ian", "ians", "ist", "ists", "ism", "ite", "ites", "esque", "ish", "care", "nomics", "land",
    "ville", "ic", "ics", "ers", "ese", "mania",
];

fn is_derived(x: &[char], y: &[char]) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let ends = |stem: &[char]| {
        long.strip_prefix(stem).is_some_and(|rest| DERIVED.iter().any(|d| d.chars().eq(rest.iter().copied())))
    };
    let demonym = long.strip_suffix(&['n']) == Some(short) && short.len() > 4 && short.ends_with(&['a']);
    let open = |stem: &[char]| stem.len() > 2 && ends(stem);
    demonym
        || ends(short)
        || short
            .split_last()
            .is_some_and(|(last, stem)| is_vowel(*last) && long.len() > short.len() + 1 && open(stem))
        || both_derived(short, long)
}

/// Islamic, Islamists: two words derived from one.
fn both_derived(x: &[char], y: &[char]) -> bool {
    let stem = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let is_ending =
        |rest: &[char]| rest.len() > 1 && DERIVED.iter().any(|d| d.chars().eq(rest.iter().copied()));
    (3..=stem).rev().any(|at| is_ending(&x[at..]) && is_ending(&y[at..]))
}

/// Endings of a man's and a woman's form of one surname.
const GENDERED: [(&str, &str); 12] = [
    ("sky", "ska"),
    ("skyy", "ska"),
    ("skiy", "ska"),
    ("ski", "ska"),
    ("sky", "skaya"),
    ("ski", "skaya"),
    ("ov", "ova"),
    ("ev", "eva"),
    ("in", "ina"),
    ("ny", "naya"),
    ("ny", "na"),
    ("oy", "aya"),
];

/// The word without an ending of ASCII letters.
fn stem<'w>(word: &'w [char], end: &str) -> Option<&'w [char]> {
    let (stem, own) = word.split_at_checked(word.len().checked_sub(end.len())?)?;
    end.chars().eq(own.iter().copied()).then_some(stem)
}

fn is_gendered(x: &[char], y: &[char]) -> bool {
    GENDERED.iter().any(|(he, she)| {
        [(x, y), (y, x)].iter().any(|(m, f)| match (stem(m, he), stem(f, she)) {
            (Some(m), Some(f)) => m == f && m.len() > 2,
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn sounds_of_transliterations_are_one() {
        let same = |a: &str, b: &str| skeleton(&letters(a), false) == skeleton(&letters(b), false);
        assert!(same("shoigu", "shoygu"));
        assert!(same("khaddafi", "qadafi"));
        assert!(!same("tehran", "tehrik"));
    }

    #[test]
    fn derived_and_gendered_forms_are_seen() {
        let derived = |a: &str, b: &str| is_derived(&letters(a), &letters(b));
        assert!(derived("georgia", "georgian"));
        assert!(derived("velmora", "velmoran"));
        assert!(derived("marx", "marxist"));
        assert!(derived("peron", "peronist"));
        assert!(!derived("rubio", "rubino"));
        assert!(is_gendered(&letters("horsky"), &letters("horska")));
        assert!(is_gendered(&letters("petrova"), &letters("petrov")));
    }

    #[test]
    fn far_words_are_not_aligned() {
        assert!(quick_reject((4, 0), (8, 0)));
        assert!(!quick_reject((8, 0), (7, 1)));
    }
}
