//! The score of two names: a sum of weighted terms, and what it says.

use super::fold::{FoldedName, fold_name};
use super::pair::{self, Counting, Pair};
use super::terms::{Counts, Term};
use super::weights::Weights;
use crate::extract::Confidence;
use crate::lexicon::{Lexicon, Names};

/// The log-odds that two spellings are one name, and not two, inside a story, in thousandths; what the
/// story says of them is not in it.
pub(crate) fn score_in_story(a: &FoldedName, b: &FoldedName) -> (i32, Pair) {
    let pair = pair::count(a, b, Counting::InStory, None);
    (Weights::builtin().in_story(pair.counts()), pair)
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// What they are to each other.
    pub verdict: Verdict,
    /// How likely it is that one is a variant of the other.
    pub score: i32,
}

/// The score of names that are the same, or differ by house style only: no variants at all.
const NO_VARIANT: i32 = -20_000;

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
    let names = lexicon.names();
    let folded = (fold_name(a, names), fold_name(b, names));
    compare_folded((a, b), (&folded.0, &folded.1), (Weights::builtin(), Some(names))).0
}

/// Compares two names that are folded, with these weights and nicknames.
pub(crate) fn compare_folded(
    (a, b): (&str, &str),
    (folded_a, folded_b): (&FoldedName, &FoldedName),
    (weights, nicknames): (&Weights, Option<&Names>),
) -> (Comparison, Pair) {
    let pair = pair::count(folded_a, folded_b, Counting::Alone, nicknames);
    let settled = settled((a, b), (folded_a, folded_b), &pair);
    (by_counts(settled, pair.counts(), weights), pair)
}

/// What these counts come to out of context, unless the verdict takes no score.
pub(crate) fn by_counts(settled: Option<Verdict>, counts: &Counts, weights: &Weights) -> Comparison {
    let score = weights.alone(counts);
    match settled {
        Some(verdict) => Comparison { verdict, score: NO_VARIANT },
        None if score > 0 => Comparison { verdict: Verdict::Variant, score },
        None => Comparison { verdict: Verdict::Different, score },
    }
}

/// The verdict where it does not take a score: the letters are the same, or some words are missing.
pub(crate) fn settled(
    (a, b): (&str, &str),
    (folded_a, folded_b): (&FoldedName, &FoldedName),
    pair: &Pair,
) -> Option<Verdict> {
    let suffixes_differ = pair.count(Term::SuffixesDiffer) > 0;
    let same_letters = folded_a.has_letters_of(folded_b);
    if same_letters && a.split_whitespace().eq(b.split_whitespace()) {
        Some(Verdict::Same)
    } else if folded_a.words.is_empty() || folded_b.words.is_empty() {
        Some(Verdict::Different) // nothing to be compared
    } else if !suffixes_differ && same_letters {
        Some(Verdict::Style)
    } else if !suffixes_differ && pair.is_plain() {
        let complete = pair.count(Term::Unmatched) == 0 && pair.shortened == 0;
        Some(if complete { Verdict::Style } else { Verdict::Same })
    } else {
        None
    }
}
