//! Why two figures are taken for the same thing.

use super::clues::{is_closed, is_definite, is_one_end, noun, shared_of};
use super::compare::{Slip, scale_apart};
use super::conditions::counted;
use crate::extract::{Around, AroundWord, Confidence, Figure, FigureKind};

/// Why two figures are taken for the same thing, and how sure that is.
#[derive(Debug)]
pub(super) struct Evidence {
    pub because: Vec<String>,
    /// Whether the words around them are the same as far as the clause goes.
    pub strong: bool,
    /// Whether the whole sentences are the same but for the number.
    pub whole: bool,
    /// Whether the copy itself says that the second number was met before.
    pub met: bool,
    pub confidence: Confidence,
}

/// The least words that a clause told again must share around its figure, and of these content words.
///
/// Source: stock phrases of untouched stories ("percent of the vote", "percent of gross domestic
/// product") share fewer, or lack a verb.
const WORDS: usize = 4;
const CONTENT: usize = 3;

/// As above where the numbers are the same and the units are not, which chance hardly brings about.
const WORDS_OF_ONE_NUMBER: usize = 3;
const CONTENT_OF_ONE_NUMBER: usize = 2;

/// Whether the clause around both figures is the same, and is all of the clause in one of the two.
pub(super) fn repeated(a: &Figure, b: &Figure) -> Option<Evidence> {
    told_again(a, b, WORDS, CONTENT)
}

/// The same for two figures of one number and two units.
pub(super) fn repeated_number(a: &Figure, b: &Figure) -> Option<Evidence> {
    told_again(a, b, WORDS_OF_ONE_NUMBER, CONTENT_OF_ONE_NUMBER)
}

fn told_again(a: &Figure, b: &Figure, least_words: usize, least_content: usize) -> Option<Evidence> {
    let before = shared(a.around.before(), b.around.before());
    let after = shared(a.around.after(), b.around.after());
    let whole = || holds_clause(&a.around, before, after) || holds_clause(&b.around, before, after);
    if before + after < least_words || a.modality != b.modality || !whole() {
        return None; // nearly always
    }
    let (mut words, mut content, mut verb) = (0, 0, false);
    for word in a.around.before()[..before].iter().chain(&a.around.after()[..after]) {
        words += usize::from(!word.is_punctuation());
        content += usize::from(word.is_content());
        verb |= word.is_verb();
    }
    if words < least_words || content < least_content || !verb {
        return None;
    }
    let because = vec![format!("the {words} words around the two figures are the same")];
    let confidence = Confidence::percent(if content >= 4 { 95 } else { 85 });
    let all = |side: fn(&Around) -> &[AroundWord], shared| {
        side(&a.around).len() == shared && side(&b.around).len() == shared
    };
    let whole = all(Around::before, before) && all(Around::after, after);
    Some(Evidence { because, strong: true, whole, met: false, confidence })
}

fn shared(a: &[AroundWord], b: &[AroundWord]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// Whether the shared words begin where a clause begins and end where the sentence pauses.
///
/// A pause begins a clause only near the start of the sentence ("As noted, …"): after a longer
/// stretch, what follows a comma may lack its subject.
fn holds_clause(around: &Around, before: usize, after: usize) -> bool {
    const LEAD: usize = 6;
    let rest = around.before().len() - before;
    let near = around.from_start && rest <= LEAD;
    around.before().get(before).is_none_or(|w| w.leads() && (near || !w.is_punctuation()))
        && around.after().get(after).is_none_or(|w| w.pauses())
}

/// Whether the second only names the first again: `The 421 protesters were mentioned again.`
///
/// The same thing counted, and either two digits of the number in each other's place, or one digit
/// changed where the copy itself says that the number was met before.
pub(super) fn told_short(a: &Figure, b: &Figure, slip: Slip) -> Option<Evidence> {
    let met = is_definite(b) && is_closed(b);
    if !is_plain_number(a, b, slip == Slip::Swapped && met) {
        return None;
    }
    let (digits, confidence) = match slip {
        Slip::Swapped => ("two neighbouring digits have changed places", 75),
        Slip::Digit if met => ("one digit differs, and the copy speaks of a number told before", 72),
        Slip::Digit if is_special(b) && adds_little(b) => {
            ("one digit differs, and the sentence tells nothing else of them", 70)
        }
        Slip::Digit => return None,
    };
    let because = vec![same_noun(a, b)?, digits.to_owned()];
    Some(Evidence { because, strong: false, whole: false, met, confidence: Confidence::percent(confidence) })
}

/// Whether a digit of both can have changed; `sure`: the copy speaks of the number, and two digits
/// have changed places.
fn is_plain_number(a: &Figure, b: &Figure, sure: bool) -> bool {
    let kind = match a.kind {
        FigureKind::Count | FigureKind::Share | FigureKind::Money => true,
        FigureKind::Duration | FigureKind::Measure => sure,
        FigureKind::Change
        | FigureKind::Rate
        | FigureKind::Ratio
        | FigureKind::Rank
        | FigureKind::Age
        | FigureKind::Score
        | FigureKind::Ordinal => false,
    };
    // No digit of "seven" has changed.
    kind && !a.worded && !b.worded && !a.headline && !b.headline && !is_one_end(b) && (sure || !is_one_end(a))
}

/// Whether the copy speaks of a sum of money told before, and one digit of it has changed or two have
/// changed places: `the figure of $606,000`. Only where no other figure tells that sum.
pub(super) fn told_sum(a: &Figure, b: &Figure, slip: Slip) -> Option<Evidence> {
    let swapped = slip == Slip::Swapped;
    let money = a.kind == FigureKind::Money && a.counts.is_none() && b.counts.is_none();
    if !money || !is_plain_number(a, b, swapped) || !is_definite(b) || !is_closed(b) {
        return None;
    }
    let digits = if swapped { "two neighbouring digits have changed places" } else { "one digit differs" };
    let because = vec![
        "the copy speaks of a sum told before, and no other figure is that sum".to_owned(),
        digits.to_owned(),
    ];
    let confidence = Confidence::percent(if swapped { 75 } else { 72 });
    Some(Evidence { because, strong: false, whole: false, met: true, confidence })
}

/// Whether the thing counted is told in more than one word: `steel workers`, not `workers`.
fn is_special(figure: &Figure) -> bool {
    figure.counts.as_ref().is_some_and(|counts| !counts.modifiers.is_empty())
}

/// Whether a sentence says hardly more than the figure and what it counts.
fn adds_little(figure: &Figure) -> bool {
    const MOST: usize = 3;
    let around = figure.around.words().iter().filter(|word| word.is_content()).count();
    figure.around.from_start && is_closed(figure) && around <= noun(figure).len() + MOST
}

/// Says what both count, when they count the same under the same name.
fn same_noun(a: &Figure, b: &Figure) -> Option<String> {
    match (&a.counts, &b.counts) {
        (Some(x), Some(y)) => {
            let alike = x.head == y.head && x.modifiers == y.modifiers && x.plural && y.plural;
            if alike { counted(a, b) } else { None }
        }
        (None, None) => {
            let (x, y) = (noun(a), noun(b));
            let shared = shared(x, y);
            let alike = shared > 0 && (shared == x.len() || shared == y.len());
            alike.then(|| "both stand before the same noun".to_owned())
        }
        (Some(_), None) | (None, Some(_)) => None,
    }
}

/// Whether the digits alone say that one figure is the other gone wrong, and the sentences tell of
/// the same thing in other words: `spent $2.4 billion` and `the $2.4 million spent`.
///
/// The same digits at another scale, or two neighbouring digits in each other's place; of shares
/// of a hundred, neither means anything. Chance pairs of untouched stories share at most one word
/// that carries meaning.
pub(super) fn recalled(a: &Figure, b: &Figure, slip: Option<Slip>) -> Option<Evidence> {
    let plain = |f: &Figure| {
        !f.worded && !is_one_end(f) && !f.headline && matches!(f.kind, FigureKind::Count | FigureKind::Money)
    };
    let digits = a.value.significant().digits;
    let scale = digits == b.value.significant().digits && digits.unsigned_abs() >= 10 && scale_apart(a, b);
    let swapped = slip == Some(Slip::Swapped) && digits.unsigned_abs() >= 100;
    if !(scale || swapped) || !plain(a) || !plain(b) || a.modality != b.modality {
        return None;
    }
    let words = shared_content_words(a, b);
    if words < if swapped { 2 } else { 3 } {
        return None;
    }
    let what = if scale {
        "the digits are the same, the scale is not"
    } else {
        "two neighbouring digits have changed places"
    };
    let because = vec![what.to_owned(), format!("the sentences share {words} words that carry meaning")];
    let confidence = Confidence::percent(if words >= 4 { 90 } else { 78 });
    Some(Evidence { because, strong: scale, whole: false, met: false, confidence })
}

/// Whether the words around two figures share one that carries meaning.
pub(super) fn shared_content(a: &Figure, b: &Figure) -> bool {
    shared_content_words(a, b) > 0
}

/// How many words that carry meaning stand around both figures.
pub(super) fn shared_content_words(a: &Figure, b: &Figure) -> usize {
    shared_of(a, b).0
}
