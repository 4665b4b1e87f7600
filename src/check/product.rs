//! Rates that a sentence multiplies by a time: `$170 million a year for 30 years, a total of $5.1 billion`.

use super::told::{Told, says, worth};
use crate::extract::{Bound, Decimal, Figure, FigureKind};
use crate::resolve::{Interval, Rational};

/// A rate, a time in its unit, and what they are said to make together.
pub(super) struct Rate<'a> {
    /// `$170 million a year`
    pub each: &'a Figure,
    /// `30 years`
    pub time: &'a Figure,
    /// `$5.1 billion`
    pub whole: &'a Figure,
}

/// Words right before the product of a rate and a time.
const IN_ALL: [&str; 9] = [
    "a total of",
    "totaling",
    "totalling",
    "making a total of",
    "adding up to",
    "amounting to",
    "comes to",
    "which makes",
    "which comes to",
];

/// The rates that a sentence multiplies.
pub(super) fn rates<'a>(sentence: &Told<'a>) -> impl Iterator<Item = Rate<'a>> {
    (2..sentence.figures.len()).filter_map(|at| {
        let [a, b, c] = [at - 2, at - 1, at].map(|at| &sentence.figures[at]);
        let (first, second) = (sentence.words[at - 1].trim(), sentence.words[at].trim());
        let forth = Rate { each: a, time: b, whole: c };
        let back = Rate { each: c, time: b, whole: a };
        let ends = |phrases: &[&str]| phrases.iter().any(|phrase| second.ends_with(phrase));
        let few = first.split_whitespace().count() <= 5 && second.split_whitespace().count() <= 6;
        let timed = ["for", "over"].iter().any(|word| says(last_word(first), &[word]));
        let multiplies = few && timed && ends(&IN_ALL);
        // "$480 for 12 months, or $50 a month" is another price.
        let divides = few && first == "over" && matches!(second, ", or" | ", or about" | ", or some");
        let found = if multiplies { forth } else { back };
        ((multiplies || divides) && found.is_rate()).then_some(found)
    })
}

impl Rate<'_> {
    /// Whether the three fit: a rate per unit of the time, and a whole of its kind.
    fn is_rate(&self) -> bool {
        let (each, time, whole) = (self.each, self.time, self.whole);
        let timed = time.kind == FigureKind::Duration && each.per.is_some() && each.per == time.unit;
        let alike = each.kind == whole.kind && each.currency == whole.currency && each.unit == whole.unit;
        let plain = matches!(each.kind, FigureKind::Money | FigureKind::Count) && whole.per.is_none();
        let printed = [each, time, whole].iter().all(|figure| !figure.ranged && is_closed(figure.bound));
        timed && alike && plain && printed
    }

    /// The product, when the whole cannot be it; none when it can, or when that cannot be told.
    pub fn wrong_product(&self) -> Option<Decimal> {
        // "Over 30 years" is no more than 30: `rates` leaves none that is longer or shorter.
        let (each, time) = (worth(self.each)?, Rational::of(self.time.value)?);
        let product = Interval { low: Some(each.low?.times(time)?), high: Some(each.high?.times(time)?) };
        let made = Rational::of(self.each.value)?.times(time)?;
        if product.meets(worth(self.whole)?) { None } else { Some(made.rounded(2)?.significant()) }
    }
}

/// The last of some words.
fn last_word(words: &str) -> &str {
    words.rsplit(' ').next().unwrap_or(words)
}

/// Whether a bound leaves neither end open.
const fn is_closed(bound: Bound) -> bool {
    match bound {
        Bound::Exact | Bound::About | Bound::Nearly | Bound::MoreThan | Bound::LessThan => true,
        Bound::AtLeast | Bound::AtMost => false,
    }
}
