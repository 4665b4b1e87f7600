//! Why two names are taken for one or for two: every edit, and every term with its weight.

use super::Verdict;
use super::align::{self, Class};
use super::fold::{FoldedName, Word, fold_name};
use super::pair::{self, Likeness};
use super::score::{Comparison, compare_folded};
use super::terms::ABOUT;
use super::weights::{Weights, decimal};
use crate::lexicon::{Lexicon, Names};

/// Two names compared, with every reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What they are to each other, and how likely variants.
    pub comparison: Comparison,
    /// What turns the first name into the second, word by word: `` araghchi, aragchi: `g` for `gh` ``.
    pub edits: Vec<String>,
    /// What the score is the sum of, heaviest first; empty where the verdict takes none.
    pub evidence: Vec<Evidence>,
}

/// A term of the score that these names have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub what: &'static str,
    /// How often it is met.
    pub count: i16,
    /// What it adds to the score, in thousandths of log-odds.
    pub weight: i32,
}

impl Account {
    /// What the verdict means, in a sentence.
    pub const fn says(&self) -> &'static str {
        match self.comparison.verdict {
            Verdict::Same => "the same name, or a shorter form of it",
            Verdict::Variant => "one name, spelled two ways",
            Verdict::Style => {
                "one name; the spellings differ by accents, hyphens, particles or the order of words only"
            }
            Verdict::Different => "two names",
        }
    }

    /// The edits, then the terms with what they weigh, each as a short sentence.
    pub fn why(&self) -> Vec<String> {
        let evidence = self.evidence.iter().map(Evidence::says);
        self.edits.iter().cloned().chain(evidence).collect()
    }
}

impl Evidence {
    /// How often the term is met, what it is, and what it adds: `2 × each vowel for another: -0.842`.
    pub fn says(&self) -> String {
        let times = if self.count == 1 { String::new() } else { format!("{} × ", self.count) };
        format!("{times}{}: {}", self.what, signed(self.weight))
    }
}

/// Thousandths as a decimal number with its sign.
fn signed(thousandths: i32) -> String {
    let plus = if thousandths > 0 { "+" } else { "" };
    format!("{plus}{}", decimal(thousandths))
}

/// Compares two names out of context, and says why.
///
/// ```
/// use sayso::extract::names::{Weights, account};
/// use sayso::lexicon::Lexicon;
/// let account = account("Sohrab Tehrani", "Sohrab Tehrany", Lexicon::builtin(), Weights::builtin());
/// assert_eq!(account.edits, ["tehrani, tehrany: `y` for `i`"]);
/// let sum: i32 = account.evidence.iter().map(|one| one.weight).sum();
/// assert_eq!(sum, account.comparison.score);
/// ```
pub fn account(a: &str, b: &str, lexicon: &Lexicon, weights: &Weights) -> Account {
    account_by((a, b), lexicon.names(), (weights, Some(lexicon.names())))
}

/// Compares two names with these weights and nicknames, and says why.
pub(crate) fn account_by(
    (a, b): (&str, &str),
    names: &Names,
    (weights, nicknames): (&Weights, Option<&Names>),
) -> Account {
    let (folded_a, folded_b) = (fold_name(a, names), fold_name(b, names));
    let (comparison, pair) = compare_folded((a, b), (&folded_a, &folded_b), (weights, nicknames));
    let mut evidence: Vec<Evidence> = ABOUT
        .iter()
        .zip(pair.counts())
        .enumerate()
        .map(|(term, (about, &count))| Evidence { what: about.means, count, weight: weights.of(term, count) })
        .filter(|one| one.weight != 0)
        .collect();
    match comparison.verdict {
        Verdict::Same | Verdict::Style => evidence.clear(),
        Verdict::Variant | Verdict::Different if !folded_a.words.is_empty() && !folded_b.words.is_empty() => {
        }
        Verdict::Variant | Verdict::Different => evidence.clear(), // no letters to be compared
    }
    evidence.sort_by_key(|one| std::cmp::Reverse(one.weight.unsigned_abs()));
    Account { comparison, edits: edits((&folded_a, &folded_b), nicknames), evidence }
}

/// What turns the words of the first name into those of the second.
fn edits((a, b): (&FoldedName, &FoldedName), nicknames: Option<&Names>) -> Vec<String> {
    let mut said = Vec::new();
    pair::arranged(&a.words, &b.words, |x, y, order| {
        pair::each_match(x, y, nicknames, |m| {
            let (from, to) = (&x[m.a], &y[m.b]);
            let (from, to) = if order == pair::Order::Swapped { (to, from) } else { (from, to) };
            let both = format!("{}, {}", shown(from), shown(to));
            match m.is {
                Likeness::Equal => {}
                Likeness::Short => said.push(format!("{both}: a short form")),
                Likeness::WrongInitial => said.push(format!("{both}: the initial does not fit")),
                Likeness::Contradicted => said.push(format!("{both}: too unlike to be one word")),
                Likeness::Varied => said.push(format!("{both}: {}", joined(from, to))),
            }
        })
    });
    if a.particles != b.particles {
        said.push("the particles differ".to_owned());
    }
    if a.suffixes != b.suffixes {
        said.push("the suffixes differ".to_owned());
    }
    said
}

/// The letters, those of other scripts as a dot each.
fn shown(word: &Word) -> String {
    word.letters().iter().map(|&b| if b.is_ascii() { char::from(b) } else { '·' }).collect()
}

fn joined(from: &Word, to: &Word) -> String {
    let (from, to) = (from.letters(), to.letters());
    let text = |word: &[u8]| -> String {
        word.iter().map(|&b| if b.is_ascii() { char::from(b) } else { '·' }).collect()
    };
    let edits: Vec<String> = align::edits(from, to)
        .into_iter()
        .map(|edit| {
            let (old, new) = (text(&from[edit.a]), text(&to[edit.b]));
            match edit.class {
                Class::Swap => format!("`{new}` for `{old}`, swapped"),
                Class::Double if new.is_empty() => format!("`{old}` single"),
                Class::Double => format!("`{new}` doubled"),
                _ if new.is_empty() => format!("`{old}` left out"),
                _ if old.is_empty() => format!("`{new}` put in"),
                Class::VowelChanged
                | Class::VowelIn
                | Class::ConsonantIn
                | Class::ConsonantChanged
                | Class::Keyboard
                | Class::VowelForConsonant
                | Class::LForR
                | Class::HIn
                | Class::Ei
                | Class::Guttural
                | Class::Rewrite => format!("`{new}` for `{old}`"),
            }
        })
        .collect();
    edits.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, verdict: Verdict, edits: &[&str]) {
        let found = account(a, b, Lexicon::builtin(), Weights::builtin());
        assert_eq!(
            (found.comparison.verdict, found.edits.iter().map(String::as_str).collect::<Vec<_>>()),
            (verdict, edits.to_vec()),
            "{a}, {b}"
        );
    }

    #[test]
    fn edits_are_told_from_the_first_name_to_the_second() {
        check("Araghchi", "Aragchi", Verdict::Variant, &["araghchi, aragchi: `g` for `gh`"]);
        check("Aragchi", "Araghchi", Verdict::Variant, &["aragchi, araghchi: `gh` for `g`"]);
        check(
            "Ella Lindberg",
            "Ella Lindbreg",
            Verdict::Variant,
            &["lindberg, lindbreg: `re` for `er`, swapped"],
        );
        check("Anwar Hossain", "Anwar Hosain", Verdict::Variant, &["hossain, hosain: `s` single"]);
    }

    #[test]
    fn what_needs_no_score_has_no_weights() {
        check("Hassan al-Rashid", "Hassan Rashid", Verdict::Style, &["the particles differ"]);
        check("Bill Lindberg", "William Lindberg", Verdict::Same, &["bill, william: a short form"]);
        let style = account("Zoë Kay", "Zoe Kay", Lexicon::builtin(), Weights::builtin());
        assert!(style.evidence.is_empty() && style.edits.is_empty());
    }

    #[test]
    fn nothing_is_compared_with_nothing() {
        check("", "", Verdict::Same, &[]);
        check("", "Ella", Verdict::Different, &[]);
        check("—", "Ella", Verdict::Different, &[]);
    }
}
