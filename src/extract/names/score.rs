//! The score of two names: a sum of weighted terms, and what it says.

use super::align::CLASSES;
use super::fold::{FoldedName, fold_name};
use super::pair;
use super::weights::{BIAS, EDITS, TERMS};
use crate::extract::Confidence;
use crate::lexicon::{Lexicon, Names};

/// The terms of the score, as counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Features {
    /// Words that stand for each other and are not alike.
    pub contradicted: i16,
    /// The first letters differ by more than a rewrite.
    pub first: i16,
    /// Letters of the word with the costliest edits, at most 12.
    pub length: i16,
    /// Words with equal skeletons.
    pub skeletons: i16,
    /// Words with equal consonant skeletons.
    pub consonants: i16,
    /// Words of the same letters in another order.
    pub anagram: i16,
    /// One is derived from the other: Marx, Marxist.
    pub derived: i16,
    /// A man's and a woman's form of one surname.
    pub gendered: i16,
    /// Words without a partner.
    pub unmatched: i16,
    /// Trigrams that no known name has, in one word more than in the other.
    pub unseen: i16,
    /// Words that vary.
    pub varied: i16,
    /// Words that are equal.
    pub equal: i16,
    /// Initials that fit.
    pub initials: i16,
    /// An initial that does not fit.
    pub initial_contradicts: i16,
    /// The particles differ.
    pub particles_differ: i16,
    /// Jr., III.
    pub suffixes_differ: i16,
    /// One letter in, out or changed, or two neighbours swapped, in one of the words.
    pub one_slip: bool,
    /// The words stand in another order.
    pub out_of_place: i16,
    /// Edits by class.
    pub edits: [i16; CLASSES],
}

impl Features {
    /// The terms that bear a weight, in the order of [`TERMS`].
    fn terms(&self) -> [i16; 15] {
        [
            self.contradicted.min(2),
            self.first,
            self.length,
            i16::from(self.varied > 0 && self.skeletons == self.varied),
            i16::from(self.varied > 0 && self.consonants == self.varied),
            i16::from(self.anagram > 0),
            self.derived,
            self.unmatched.min(3),
            self.unseen.min(3),
            i16::from(self.varied > 1),
            i16::from(self.equal > 1),
            self.particles_differ,
            self.gendered,
            self.suffixes_differ,
            self.initial_contradicts,
        ]
    }

    /// Whether every word has an equal partner, an initial, or none.
    fn is_plain(&self) -> bool {
        self.varied == 0 && self.contradicted == 0 && self.initial_contradicts == 0
    }
}

/// The log-odds that two spellings are one name, in thousandths.
pub(crate) fn score(a: &FoldedName, b: &FoldedName, names: &Names) -> (i32, Features) {
    // Of two cheapest alignments the one found first counts: the order decides for both ways.
    let (a, b) = if a.words <= b.words { (a, b) } else { (b, a) };
    let f = pair::features(a, b, names);
    let terms = f.terms();
    let linear: i32 = terms.iter().zip(TERMS).map(|(&n, w)| i32::from(n) * w).sum();
    let edits: i32 = f.edits.iter().zip(EDITS).map(|(&n, w)| i32::from(n) * w).sum();
    (BIAS + linear + edits, f)
}

/// The logistic function at quarters from 0 to 6, in thousandths.
const LOGISTIC: [i32; 25] = [
    500, 562, 622, 679, 731, 777, 818, 852, 881, 905, 924, 940, 953, 963, 971, 977, 982, 986, 989, 991, 993,
    995, 996, 997, 998,
];

/// The probability behind log-odds in thousandths, as a share of a hundred.
pub(crate) fn confidence(log_odds: i32) -> Confidence {
    let size = log_odds.unsigned_abs().min(5_999);
    let (step, rest) = ((size / 250) as usize, (size % 250) as i32);
    let (low, high) = (LOGISTIC[step], LOGISTIC[(step + 1).min(24)]);
    let upper = low + (high - low) * rest / 250;
    let thousandths = if log_odds < 0 { 1000 - upper } else { upper };
    Confidence::percent((thousandths / 10).clamp(0, 100) as u8)
}

/// What two names are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The same name, or a shorter form of it.
    Same,
    /// Two spellings of which one looks like a slip, or two transliterations.
    Variant,
    /// They differ by house style only: accents, hyphens, particles, word order.
    Style,
    /// Two names.
    Different,
}

impl Verdict {
    /// `same`, `variant`, `style` or `different`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Variant => "variant",
            Self::Style => "style",
            Self::Different => "different",
        }
    }
}

/// Two names compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What they are to each other.
    pub verdict: Verdict,
    /// How likely it is that one is a variant of the other.
    pub score: i32,
    features: Features,
}

impl Comparison {
    /// Why, as short sentences.
    pub fn why(&self) -> Vec<String> {
        why(&self.features)
    }
}

/// Compares two names out of context.
///
/// Units: `score` is log-odds in thousandths; higher means likelier a variant; 0 is even.
///
/// ```
/// use sayso::extract::names::{Verdict, compare};
/// use sayso::lexicon::Lexicon;
/// let lexicon = Lexicon::builtin();
/// assert_eq!(compare("Ella Lindberg", "Ella Lindburg", lexicon).verdict, Verdict::Variant);
/// assert_eq!(compare("Zoë Kay", "Zoe Kay", lexicon).verdict, Verdict::Style);
/// assert_eq!(compare("Ella Lindberg", "Ella Novak", lexicon).verdict, Verdict::Different);
/// ```
pub fn compare(a: &str, b: &str, lexicon: &Lexicon) -> Comparison {
    let (folded_a, folded_b) = (fold_name(a), fold_name(b));
    let (score, features) = score(&folded_a, &folded_b, lexicon.names());
    let verdict = verdict(a, b, (&folded_a, &folded_b), score, &features);
    let score = match verdict {
        Verdict::Variant | Verdict::Different => score,
        Verdict::Same | Verdict::Style => -20_000,
    };
    Comparison { verdict, score, features }
}

fn verdict(a: &str, b: &str, folded: (&FoldedName, &FoldedName), score: i32, f: &Features) -> Verdict {
    if a.split_whitespace().eq(b.split_whitespace()) {
        Verdict::Same
    } else if joined(folded.0) == joined(folded.1) {
        Verdict::Style
    } else if f.is_plain() && f.suffixes_differ == 0 {
        if f.unmatched == 0 && f.initials == 0 { Verdict::Style } else { Verdict::Same }
    } else if score > 0 {
        Verdict::Variant
    } else {
        Verdict::Different
    }
}

/// All letters in order of the words, spaces gone.
fn joined(name: &FoldedName) -> (Vec<char>, &[Vec<char>]) {
    let mut all: Vec<&Vec<char>> = name.words.iter().chain(&name.particles).collect();
    all.sort();
    (name.words.concat(), &name.suffixes)
}

fn why(f: &Features) -> Vec<String> {
    let mut why = Vec::new();
    let mut note = |n: i16, one: &str, many: &str| match n {
        0 => {}
        1 => why.push(one.to_owned()),
        n => why.push(format!("{n} {many}")),
    };
    note(f.contradicted, "a word contradicts its partner", "words contradict their partners");
    note(f.unmatched, "a word has no partner", "words have no partner");
    note(f.varied, "a word is spelled another way", "words are spelled another way");
    note(f.first, "the first letters differ", "");
    note(i16::from(f.skeletons > 0), "they sound alike", "");
    note(f.derived, "one is derived from the other", "");
    note(f.gendered, "a man's and a woman's form", "");
    note(f.suffixes_differ, "the suffixes differ", "");
    note(f.initial_contradicts, "an initial does not fit", "");
    note(i16::from(f.anagram > 0), "the same letters in another order", "");
    why
}
