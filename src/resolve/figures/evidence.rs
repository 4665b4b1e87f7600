//! Why two figures are taken for the same thing.

use super::compare::{scale_apart, transposed};
use crate::extract::{Around, AroundWord, Confidence, Figure, FigureKind};

/// Why two figures are taken for the same thing, and how sure that is.
#[derive(Debug)]
pub(super) struct Evidence {
    pub because: Vec<String>,
    /// Whether the words around them are the same as far as the clause goes.
    pub strong: bool,
    pub confidence: Confidence,
}

/// Whether nothing speaks against holding the two against each other.
pub(super) fn comparable(a: &Figure, b: &Figure) -> bool {
    let alike = a.kind == b.kind && a.unit == b.unit && a.currency == b.currency && a.per == b.per;
    let timed = match (&a.as_of, &b.as_of) {
        (Some(x), Some(y)) => x == y,
        (Some(_) | None, None) | (None, Some(_)) => true,
    };
    let period = match (&a.period, &b.period) {
        (Some(x), Some(y)) => x == y,
        (Some(_) | None, None) | (None, Some(_)) => true,
    };
    alike && timed && period && a.role == b.role && a.bridged == b.bridged && (a.conceded || !b.conceded)
}

/// The least words that a clause told again must share around its figure, and of these content words.
///
/// Source: stock phrases of untouched stories ("percent of the vote", "percent of gross domestic
/// product") share fewer, or lack a verb.
const WORDS: usize = 4;
const CONTENT: usize = 3;

/// Whether the clause around both figures is the same, and is all of the clause in one of the two.
pub(super) fn repeated(a: &Figure, b: &Figure) -> Option<Evidence> {
    let before = shared(a.around.before(), b.around.before());
    let after = shared(a.around.after(), b.around.after());
    let both = || a.around.before()[..before].iter().chain(&a.around.after()[..after]);
    let words = both().filter(|w| !w.is_punctuation()).count();
    let content = both().filter(|w| w.is_content()).count();
    let whole = holds_clause(&a.around, before, after) || holds_clause(&b.around, before, after);
    if a.modality != b.modality
        || words < WORDS
        || content < CONTENT
        || !whole
        || !both().any(|w| w.is_verb())
    {
        return None;
    }
    let because = vec![format!("the {words} words around the two figures are the same")];
    let confidence = Confidence::percent(if content >= 4 { 95 } else { 85 });
    Some(Evidence { because, strong: true, confidence })
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
/// The same thing counted, and two digits of the number in each other's place.
pub(super) fn told_short(a: &Figure, b: &Figure) -> Option<Evidence> {
    let (x, y) = (a.counts.as_ref()?, b.counts.as_ref()?);
    let alike = x.head == y.head && x.modifiers == y.modifiers;
    let alike = alike && x.plural && y.plural;
    let kind = matches!(a.kind, FigureKind::Count | FigureKind::Share | FigureKind::Money);
    if !kind || !alike || !transposed(a, b) || a.ranged || b.ranged || a.headline || b.headline {
        return None;
    }
    let because =
        vec![format!("both count “{}”", x.head), "two neighbouring digits have changed places".to_owned()];
    Some(Evidence { because, strong: false, confidence: Confidence::percent(75) })
}

/// Whether the digits alone say that one figure is the other gone wrong, and the sentences tell of
/// the same thing in other words: `spent $2.4 billion` and `the $2.4 million spent`.
///
/// The same digits at another scale, or two neighbouring digits in each other's place; of shares
/// of a hundred, neither means anything. Chance pairs of untouched stories share at most one word
/// that carries meaning.
pub(super) fn recalled(a: &Figure, b: &Figure) -> Option<Evidence> {
    let plain = |f: &Figure| {
        !f.worded && !f.ranged && !f.headline && matches!(f.kind, FigureKind::Count | FigureKind::Money)
    };
    let digits = a.value.significant().digits;
    let long = digits.unsigned_abs() >= 100;
    let scale = digits == b.value.significant().digits && digits.unsigned_abs() >= 10 && scale_apart(a, b);
    let swapped = long && transposed(a, b);
    if !plain(a) || !plain(b) || a.modality != b.modality || !(scale || swapped) {
        return None;
    }
    let words = shared_words(a, b);
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
    Some(Evidence { because, strong: scale, confidence })
}

/// Whether the words around two figures share one that carries meaning.
pub(super) fn shared_content(a: &Figure, b: &Figure) -> bool {
    shared_words(a, b) > 0
}

/// How many words that carry meaning stand around both figures.
fn shared_words(a: &Figure, b: &Figure) -> usize {
    let words = |f: &Figure| {
        let mut words: Vec<AroundWord> =
            f.around.words().iter().copied().filter(|w| w.is_content()).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (x, y) = (words(a), words(b));
    x.iter().filter(|word| y.binary_search(word).is_ok()).count()
}
