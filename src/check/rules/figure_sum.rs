#![doc = include_str!("figure_sum.md")]

use crate::check::product::{Rate, rates};
use crate::check::spread::{may_be_parts, spread};
use crate::check::told::{Told, says, told, worth};
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Bound, Confidence, Decimal, Figure, FigureKind};
use crate::resolve::{Interval, Rational};
use crate::text::Place;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-sum", highest: Severity::Warning, page: include_str!("figure_sum.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        for sentence in told(ctx, story, facts, |figures| figures.len() > 2) {
            findings.extend(sum(&sentence).filter(|sum| sum.is_wrong()).map(|sum| finding(ctx, &sentence, &sum)));
            findings.extend(rates(&sentence).filter_map(|rate| multiplied(ctx, &sentence, &rate)));
        }
        for sentence in told(ctx, story, facts, may_be_parts) {
            let sum = spread(&sentence, facts).map(|(total, parts)| Sum { total, parts, whole: Whole::Spread });
            findings.extend(sum.filter(Sum::is_wrong).map(|sum| finding(ctx, &sentence, &sum)));
        }
    }
}

/// A total and its parts, as one sentence puts them together.
struct Sum<'a> {
    total: &'a Figure,
    parts: &'a [Figure],
    whole: Whole,
}

/// How far the parts are said to be all of the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// made up of, a total of: any other sum is wrong.
    Said,
    /// Of the 42, 17 … and 24 …: a sum that nearly fits is wrong.
    Meant,
    /// including: the parts are no more than the total.
    Bounded,
    /// Six died. Four were in the bus and three in the van: parts that exclude each other.
    Spread,
}

/// Phrases between a total and all of its parts.
const MADE_UP: [&str; 14] = [
    "made up of",
    "comprised of",
    "comprising",
    "comprises",
    "composed of",
    "consisting of",
    "consisted of",
    "consists of",
    "split between",
    "split into",
    "divided between",
    "divided into",
    "broken down into",
    "broken down as",
];

/// Phrases right before the sum of what was told.
const IN_ALL: [&str; 6] =
    ["for a total of", "making a total of", "or a total of", ", a total of", "totaling", "totalling"];

/// Words that make one part hold another.
const INSIDE: [&str; 7] = ["of them", "of whom", "of which", "of those", "of these", "including", "among"];

/// Words that leave something out of a sum.
const OPEN: [&str; 16] = [
    "abstained", "abstaining", "abstentions", "against", "voted", "undecided", "others", "other", "another",
    "rest", "remaining", "remainder", "least", "unknown", "both", "also",
];

/// Words by which the next sentence tells the rest.
const REST: [&str; 11] = [
    "abstained", "abstaining", "abstentions", "undecided", "others", "other", "another", "rest", "remaining",
    "remainder", "unknown",
];

/// The sum that a sentence prints, if it does.
fn sum<'a>(sentence: &Told<'a>) -> Option<Sum<'a>> {
    made_up(sentence).or_else(|| of_the(sentence)).or_else(|| in_all(sentence)).or_else(|| including(sentence))
}

/// `The 42 people were made up of 17 in the first group and 25 in the second.`
fn made_up<'a>(sentence: &Told<'a>) -> Option<Sum<'a>> {
    let at = sentence.words[1..].iter().position(|words| says(words, &MADE_UP))?;
    parts_behind(sentence, at, Whole::Said).or_else(|| bare_parts(sentence, at))
}

/// `The 32 seconds were made up of 6 in the first half and 29 in the second`: the unit stands once.
fn bare_parts<'a>(sentence: &Told<'a>, at: usize) -> Option<Sum<'a>> {
    let total = &sentence.figures[at];
    let parts = &sentence.figures[at + 1..];
    let bare = |part: &Figure| {
        let plain = part.kind == FigureKind::Count && part.counts.is_none() && part.bound == Bound::Exact;
        plain && !part.ranged && part.value.digits > 0
    };
    let measured = matches!(total.kind, FigureKind::Duration | FigureKind::Measure)
        && total.bound == Bound::Exact
        && !total.ranged;
    let joined = says(&sentence.words[sentence.figures.len() - 1], &["and", "plus"]);
    let apart = sentence.words[at + 2..].iter().any(|words| says(words, &INSIDE) || words.contains([';', '(']));
    (measured && joined && !apart && parts.len() >= 2 && parts.iter().all(bare))
        .then_some(Sum { total, parts, whole: Whole::Said })
}

/// The most parts that a sum in a sentence is tried with.
const PARTS: usize = 12;

/// How far into the next sentence the rest of a total is looked for. Unit: bytes.
const NEXT: usize = 48;

/// `Of the 42 people, 17 were hurt on the first day and 25 on the second.`
fn of_the<'a>(sentence: &Told<'a>) -> Option<Sum<'a>> {
    const LEADS: [&str; 7] = ["of", "of the", "of those", "of these", "of its", "of their", "of all"];
    let lead = sentence.words[0].trim();
    let leads = LEADS.iter().any(|of| {
        let before = lead.strip_suffix(of).map(str::trim_end);
        before.is_some_and(|before| before.is_empty() || before.ends_with([',', ';', ':']))
    });
    if !leads || !sentence.words[1].contains(',') || !sentence.words[1].trim_end().ends_with(',') {
        return None;
    }
    let next = &sentence.next[..sentence.next.floor_char_boundary(NEXT)];
    let open = sentence.words[1..].iter().any(|words| says(words, &OPEN)) || says(next, &REST);
    if open { None } else { parts_behind(sentence, 0, Whole::Meant) }
}

/// `12 men and 30 women, a total of 42`
fn in_all<'a>(sentence: &Told<'a>) -> Option<Sum<'a>> {
    let ends = |words: &str| IN_ALL.iter().any(|phrase| words.trim_end().ends_with(phrase));
    let at = (2..sentence.figures.len()).find(|&at| ends(&sentence.words[at]))?;
    let total = &sentence.figures[at];
    let parts = run(sentence, 0..at, |part| alike(part, total));
    let parts = &sentence.figures[parts];
    let fits = (2..=parts.len().min(PARTS)).any(|count| {
        let tail = Sum { total, parts: &parts[parts.len() - count..], whole: Whole::Said };
        tail.meets().unwrap_or(true)
    });
    let joined = says(&sentence.words[at - 1], &["and", "plus"]);
    (parts.len() >= 2 && joined && !fits).then_some(Sum { total, parts, whole: Whole::Said })
}

/// `42 people, including 17 women and 30 children`
fn including<'a>(sentence: &Told<'a>) -> Option<Sum<'a>> {
    let directly = |words: &str| {
        let noun = words.trim().trim_end_matches("including").trim_end();
        words.trim().ends_with("including") && noun.split_whitespace().count() <= 3
    };
    let at = (0..sentence.figures.len() - 1).find(|&at| directly(&sentence.words[at + 1]))?;
    let plain = sentence.figures[at].bound == Bound::Exact;
    if plain { parts_behind(sentence, at, Whole::Bounded) } else { None }
}

/// The total, and all figures behind it that are counted as it is, joined by commas and *and*.
fn parts_behind<'a>(sentence: &Told<'a>, at: usize, whole: Whole) -> Option<Sum<'a>> {
    let total = &sentence.figures[at];
    let behind = at + 1..sentence.figures.len();
    let others = sentence.figures[behind.clone()].iter().any(|part| !alike(part, total));
    let joints = &sentence.words[at + 2..sentence.figures.len()];
    let joined = joints.last().is_some_and(|words| says(words, &["and", "plus"]));
    let apart = joints.iter().any(|words| says(words, &INSIDE) || words.contains([';', '(', ')']));
    let parts = &sentence.figures[behind];
    (parts.len() >= 2 && alike(total, &parts[0]) && !others && joined && !apart).then_some(Sum { total, parts, whole })
}

/// The last figures of a range that are counted alike.
fn run(sentence: &Told<'_>, range: Range<usize>, alike: impl Fn(&Figure) -> bool) -> Range<usize> {
    let end = range.end;
    let length = range.rev().take_while(|&at| alike(&sentence.figures[at])).count();
    end - length..end
}

/// Whether two figures can be part and total: plain counts, or money of one currency.
fn alike(part: &Figure, total: &Figure) -> bool {
    let plain = matches!(part.kind, FigureKind::Count | FigureKind::Money) && part.per.is_none();
    let same = part.kind == total.kind && part.currency == total.currency && part.unit == total.unit;
    plain && same && !part.ranged && part.bound == Bound::Exact && part.value.digits > 0
}

impl Sum<'_> {
    fn interval(&self) -> Option<Interval> {
        let zero = Interval { low: Some(Rational::ZERO), high: Some(Rational::ZERO) };
        self.parts.iter().try_fold(zero, |sum, part| sum.plus(worth(part)?))
    }

    /// Whether the parts can make the total; none when that cannot be told.
    fn meets(&self) -> Option<bool> {
        Some(self.interval()?.meets(worth(self.total)?))
    }

    fn value(&self) -> Option<Decimal> {
        self.parts.iter().try_fold(Decimal::new(0, 0), |sum, part| sum.plus(part.value))
    }

    fn is_wrong(&self) -> bool {
        self.meets() == Some(false) && self.is_slip()
    }

    /// Whether the difference is one that a slip makes.
    fn is_slip(&self) -> bool {
        let Some(sum) = self.value() else { return false };
        let Some(over) = sum.plus(self.total.value.negated()) else { return false };
        match self.whole {
            Whole::Said => self.is_near(over, 2),
            Whole::Meant => self.is_near(over, 10) || is_carry(over),
            Whole::Bounded | Whole::Spread => over.digits > 0,
        }
    }

    /// Whether it is no more than one part in `parts` of the total, or of three.
    fn is_near(&self, over: Decimal, parts: i128) -> bool {
        let size = Decimal::new(over.digits.saturating_abs(), over.exponent);
        let share = size.times(parts).and_then(|size| size.compare(self.total.value));
        let small = size.compare(Decimal::new(3, 0)).is_some_and(std::cmp::Ordering::is_le);
        small || share.is_some_and(std::cmp::Ordering::is_le)
    }
}

/// Whether a single digit was carried wrongly: off by ten, a hundred, a thousand.
fn is_carry(over: Decimal) -> bool {
    over.significant().digits.abs() == 1
}

fn finding(ctx: &Context<'_>, sentence: &Told<'_>, sum: &Sum<'_>) -> Finding {
    let story = sentence.story;
    let place = |figure: &Figure| Place { story, span: figure.span };
    let shown: Vec<String> = sum.parts.iter().map(|part| ctx.show(story, part.span)).collect();
    let (total, made) = (ctx.show(story, sum.total.span), sum.value().map_or(String::new(), |v| v.to_string()));
    let (parts, because) = (listed(&shown), because(sum.whole));
    let message = match sum.whole {
        Whole::Said | Whole::Meant => format!("{parts} make {made}, not `{total}`"),
        Whole::Bounded => format!("{parts} make {made}, more than the `{total}` that include them"),
        Whole::Spread => format!("{parts} make {made}, more than the `{total}` told before"),
    };
    let confidence = Confidence::percent(match sum.whole {
        Whole::Said => 90,
        Whole::Meant | Whole::Bounded | Whole::Spread => 75,
    });
    let mut values = vec![total.clone()];
    values.extend(shown);
    let mut finding = Finding::new(&RULE.meta, Severity::Warning, confidence, place(&sum.parts[0]))
        .held_against(place(sum.total), "the total")
        .compared_with(total)
        .resting_on(Evidence { because: vec![because.to_owned()], values, edits: Vec::new() })
        .says(message, "Check the total and its parts.");
    finding.spans.extend(sum.parts[1..].iter().map(|part| part.span));
    finding
}

const fn because(whole: Whole) -> &'static str {
    match whole {
        Whole::Said => "the sentence gives the parts as all of the total",
        Whole::Meant => "the sentence divides the total, and nearly all of it is told",
        Whole::Bounded => "the sentence gives the parts as some of the total",
        Whole::Spread => "the sentence says of the total told before where each part was",
    }
}

/// `17`, `4` and `20`
fn listed(shown: &[String]) -> String {
    let quoted: Vec<String> = shown.iter().map(|part| format!("`{part}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// A rate, the time that it is paid for, and a whole that is not their product.
fn multiplied(ctx: &Context<'_>, sentence: &Told<'_>, rate: &Rate<'_>) -> Option<Finding> {
    let product = rate.wrong_product()?;
    let story = sentence.story;
    let [each, time, whole] = [rate.each, rate.time, rate.whole].map(|figure| ctx.show(story, figure.span));
    let per = rate.each.per.as_deref().unwrap_or_default();
    let message = format!("`{each}` a {per} for `{time}` is {product}, not `{whole}`");
    let because = vec!["the sentence gives the rate, the time and the whole".to_owned()];
    let place = |figure: &Figure| Place { story, span: figure.span };
    let finding = Finding::new(&RULE.meta, Severity::Warning, Confidence::percent(80), place(rate.whole))
        .held_against(place(rate.each), "the rate")
        .held_against(place(rate.time), "the time")
        .compared_with(each.clone())
        .resting_on(Evidence { because, values: vec![each, time, whole], edits: Vec::new() })
        .says(message, "Check the rate, the time and the whole.");
    Some(finding)
}
