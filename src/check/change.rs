//! Changes as copy prints them: from one value to another, by so much.

use super::told::{Told, says, worth};
use crate::extract::{Bound, Figure, FigureKind};
use crate::lexicon::{Factors, FigureSense, Lexicon};
use crate::resolve::{Interval, Rational};
use crate::text::hash_folded;
use std::cmp::Ordering;

/// A value before and a value behind, with what the sentence says of the change.
pub(super) struct Change<'a> {
    /// The value before.
    pub from: &'a Figure,
    /// The value behind.
    pub to: &'a Figure,
    /// The printed change, in percent or percentage points.
    pub printed: Option<&'a Figure>,
    /// Whether it is said to rise; none when it is not said.
    pub rises: Option<bool>,
    /// The least and the greatest factor that it is said to change by: doubled.
    pub times: Option<Factors>,
}

/// The most words between two values of one change.
const BETWEEN: usize = 5;

/// The changes that a sentence tells.
pub(super) fn changes<'a>(sentence: &Told<'a>) -> Vec<Change<'a>> {
    (0..sentence.figures.len() - 1).filter_map(|at| change(sentence, at)).collect()
}

fn change<'a>(sentence: &Told<'a>, at: usize) -> Option<Change<'a>> {
    let (first, second) = (&sentence.figures[at], &sentence.figures[at + 1]);
    let (before, between) = (sentence.words[at].trim(), sentence.words[at + 1].trim());
    let few = between.split_whitespace().count() <= BETWEEN && !between.contains([';', '(', ')']);
    if !few || !is_alike(first, second) {
        return None;
    }
    let ends = |words: &str, word: &str| {
        words.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    };
    let forth = ends(before, "from") && ends(between, "to");
    let back = ends(between, "from");
    let (from, to) = match (forth, back) {
        (true, _) => (first, second),
        (false, true) => (second, first),
        (false, false) => return None,
    };
    let lead = last_words(before, 4);
    let told = if forth { lead } else { between };
    let rises = (tells(told, FigureSense::Rise), tells(told, FigureSense::Fall));
    let rises = if forth || says(between, &["up from", "down from"]) { one_of(rises) } else { None };
    let hedged = says(lead, &["more than", "nearly", "almost", "less than"]);
    let times = if forth && !hedged { factors(lead) } else { None };
    Some(Change { from, to, printed: printed(sentence, at, before), rises, times })
}

/// The hashes of the words in a folded text.
fn hashes(words: &str) -> impl Iterator<Item = u64> {
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(hash_folded)
}

/// Whether a word of this sense stands in the text.
fn tells(words: &str, sense: FigureSense) -> bool {
    hashes(words).any(|word| Lexicon::builtin().quantities.words.senses(word).has(sense))
}

/// By how much the text says that something changed: doubled.
fn factors(words: &str) -> Option<Factors> {
    hashes(words).find_map(|word| Lexicon::builtin().quantities.words.factors(word))
}

const fn one_of(rises: (bool, bool)) -> Option<bool> {
    match rises {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (true, true) | (false, false) => None,
    }
}

/// Values of one kind and unit, exact and above zero.
fn is_alike(a: &Figure, b: &Figure) -> bool {
    let plain = |figure: &Figure| {
        figure.bound == Bound::Exact
            && figure.value.digits > 0
            && matches!(
                figure.kind,
                FigureKind::Count | FigureKind::Money | FigureKind::Share | FigureKind::Measure
            )
    };
    plain(a) && plain(b) && a.kind == b.kind && a.unit == b.unit && a.currency == b.currency
}

fn last_words(words: &str, count: usize) -> &str {
    let start = words.rmatch_indices(' ').nth(count).map_or(0, |(at, _)| at);
    &words[start..]
}

/// The change in percent right before the two values (`rose 12 percent, from`) or right behind them
/// (`, a 12 percent increase`).
fn printed<'a>(sentence: &Told<'a>, at: usize, before: &str) -> Option<&'a Figure> {
    const JOINTS: [&str; 7] = ["from", ", from", "to", ", to", "- from", "(from", "to a record"];
    const BEHIND: [&str; 11] = [
        ", a",
        ", an",
        ", up",
        ", down",
        "- a",
        "(a",
        ", or",
        ", a rise of",
        ", an increase of",
        ", a drop of",
        ", a gain of",
    ];
    let leading = at.checked_sub(1).filter(|&lead| {
        let change = last_words(&sentence.words[lead], 4);
        JOINTS.contains(&before) && (tells(change, FigureSense::Rise) || tells(change, FigureSense::Fall))
    });
    let trailing = || {
        let after = sentence.words.get(at + 3)?;
        let noun = tells(after.get(..after.floor_char_boundary(24))?, FigureSense::Change);
        let joint = sentence.words[at + 2].trim();
        let directed = joint.ends_with("of") || joint == ", up" || joint == ", down";
        (BEHIND.contains(&joint) && (noun || directed)).then_some(at + 2)
    };
    let found = sentence.figures.get(leading.or_else(trailing)?)?;
    matches!(found.unit.as_deref(), Some("percent" | "percentage point")).then_some(found)
}

impl Change<'_> {
    /// Whether the change is counted in percentage points: the values are shares.
    pub fn in_points(&self, printed: &Figure) -> bool {
        printed.unit.as_deref() == Some("percentage point")
    }

    /// The difference of the values, without its sign.
    pub fn points(&self) -> Option<Rational> {
        let (from, to) = (Rational::of(self.from.value)?, Rational::of(self.to.value)?);
        if from.compare(to)? == Ordering::Less { to.minus(from) } else { from.minus(to) }
    }

    /// The difference in percent of the value before, without its sign.
    pub fn percent(&self) -> Option<Rational> {
        self.points()?.times(Rational::whole(100))?.divided_by(Rational::of(self.from.value)?)
    }

    /// Whether the printed change can be that of the two values; none when that cannot be told.
    pub fn fits(&self, printed: &Figure) -> Option<bool> {
        let points = self.difference()?;
        let made = if self.in_points(printed) { points } else { self.relative(points)? };
        Some(made.meets(Interval::printed(printed)?))
    }

    /// Whether percent is printed where the values are apart by so many percentage points.
    pub fn is_points_as_percent(&self) -> bool {
        let shares = self.from.unit.as_deref() == Some("percent");
        let Some(printed) = self.printed.filter(|printed| shares && !self.in_points(printed)) else {
            return false;
        };
        let points = self.difference().zip(Interval::printed(printed));
        points.is_some_and(|(points, printed)| points.meets(printed)) && self.fits(printed) == Some(false)
    }

    /// The least and the greatest difference that the printed values allow.
    fn difference(&self) -> Option<Interval> {
        let (from, to) = (worth(self.from)?, worth(self.to)?);
        let rises = Rational::of(self.from.value)?.compare(Rational::of(self.to.value)?)? == Ordering::Less;
        let (less, more) = if rises { (from, to) } else { (to, from) };
        Some(Interval { low: more.low?.minus(less.high?), high: more.high?.minus(less.low?) })
    }

    /// A difference in percent of the value before.
    fn relative(&self, points: Interval) -> Option<Interval> {
        let from = worth(self.from)?;
        let hundred = Rational::whole(100);
        let share = |points: Rational, of: Rational| points.times(hundred)?.divided_by(of);
        let (least, most) = (from.low?, from.high?);
        least.is_positive().then_some(())?;
        Some(Interval { low: Some(share(points.low?, most)?), high: Some(share(points.high?, least)?) })
    }
}
