#![doc = include_str!("figure_percent.md")]

use crate::check::change::{Change, changes};
use crate::check::told::{Told, says, told, worth};
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Bound, Confidence, Figure};
use crate::lexicon::Factors;
use crate::resolve::{Interval, Rational};
use crate::text::Place;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-percent", highest: Severity::Warning, page: include_str!("figure_percent.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        for sentence in told(ctx, story, facts, has_two_alike) {
            for change in changes(&sentence) {
                let wrong = wrong_change(&change).or_else(|| wrong_way(&change)).or_else(|| wrong_times(&change));
                findings.extend(wrong.map(|wrong| changed(ctx, &sentence, &change, &wrong)));
            }
            findings.extend(over(&sentence).map(|(shares, sum)| overfull(ctx, &sentence, shares, sum)));
        }
    }
}

/// Whether two neighbouring figures are of one kind and unit.
fn has_two_alike(figures: &[Figure]) -> bool {
    figures.windows(2).any(|pair| pair[0].kind == pair[1].kind && pair[0].unit == pair[1].unit)
}

/// What is wrong with a change: what the values make of it, and what is printed.
struct Wrong<'a> {
    makes: String,
    printed: Option<&'a Figure>,
}

/// The change that the two values make is not the printed one. A difference in percentage points that
/// is printed as percent is another rule's.
fn wrong_change<'a>(change: &Change<'a>) -> Option<Wrong<'a>> {
    let printed = change.printed?;
    if change.is_points_as_percent() || change.fits(printed)? {
        return None;
    }
    let places = u32::from(printed.value.exponent < 0);
    let makes = match change.in_points(printed) {
        true => format!("{} percentage points", change.points()?.rounded(places)?),
        false => format!("{} percent", change.percent()?.rounded(places)?),
    };
    Some(Wrong { makes, printed: Some(printed) })
}

/// It rose, and the value behind is the lesser one.
fn wrong_way<'a>(change: &Change<'a>) -> Option<Wrong<'a>> {
    let (from, to) = (worth(change.from)?, worth(change.to)?);
    let falls = to.high?.compare(from.low?)? == Ordering::Less;
    let rises = from.high?.compare(to.low?)? == Ordering::Less;
    let makes = match change.rises? {
        true if falls => "a fall",
        false if rises => "a rise",
        true | false => return None,
    };
    Some(Wrong { makes: makes.to_owned(), printed: None })
}

/// It doubled, and the value behind is not twice the one before.
fn wrong_times<'a>(change: &Change<'a>) -> Option<Wrong<'a>> {
    let Factors { least, most } = change.times?;
    let times = |tenths: u8| Rational::new(i128::from(tenths), 10);
    let (from, to) = (worth(change.from)?, worth(change.to)?);
    let range = Interval { low: from.low?.times(times(least)?), high: from.high?.times(times(most)?) };
    if range.meets(to) {
        return None;
    }
    let ratio = Rational::of(change.to.value)?.divided_by(Rational::of(change.from.value)?)?;
    Some(Wrong { makes: format!("{} times as much", ratio.rounded(2)?), printed: None })
}

fn changed(ctx: &Context<'_>, sentence: &Told<'_>, change: &Change<'_>, wrong: &Wrong<'_>) -> Finding {
    let story = sentence.story;
    let show = |figure: &Figure| ctx.show(story, figure.span);
    let (from, to) = (show(change.from), show(change.to));
    let at = wrong.printed.unwrap_or(change.to);
    let against = if wrong.printed.is_some() { change.to } else { change.from };
    let message = match wrong.printed {
        Some(printed) => format!("from `{from}` to `{to}` is {}, not `{}`", wrong.makes, show(printed)),
        None => format!("from `{from}` to `{to}` is {}", wrong.makes),
    };
    let because = vec!["the sentence gives both values and their change".to_owned()];
    Finding::new(&RULE.meta, Severity::Warning, Confidence::percent(80), Place { story, span: at.span })
        .held_against(Place { story, span: against.span }, "the other figure")
        .compared_with(show(against))
        .resting_on(Evidence { because, values: vec![from, to, show(at)], edits: Vec::new() })
        .says(message, "Check both values and the change.")
}

/// Words of a contest, whose two shares are of one whole.
const CONTEST: [&str; 22] = [
    "lead", "leads", "led", "leading", "beat", "beats", "beating", "won", "wins", "win", "winning", "defeated",
    "defeating", "ahead", "victory", "trails", "trailing", "trailed", "lost", "loses", "losing", "edged",
];

/// Words for the last of all answers.
const UNDECIDED: [&str; 8] =
    ["undecided", "unsure", "not sure", "do not know", "don't know", "no opinion", "neither", "no answer"];

/// Shares of one whole that are more than all of it, and their sum.
fn over<'a>(sentence: &Told<'a>) -> Option<(&'a [Figure], Rational)> {
    let answers = || {
        let behind = sentence.words.last()?;
        let all = sentence.figures.iter().all(is_share) && sentence.figures.len() >= 3;
        (all && says(behind, &UNDECIDED)).then_some(sentence.figures)
    };
    let shares = contest(sentence).or_else(answers)?;
    let sum = shares.iter().try_fold(Rational::ZERO, |sum, share| sum.plus(Rational::of(share.value)?))?;
    // Each share may be rounded up by half a percent.
    let slack = Rational::new(shares.len() as i128, 2)?;
    let most = Rational::whole(100).plus(slack)?;
    let far = sum.compare(Rational::whole(130))? == Ordering::Greater;
    (sum.compare(most)? == Ordering::Greater && !far).then_some((shares, sum))
}

/// `won 58 percent to 46 percent`
fn contest<'a>(sentence: &Told<'a>) -> Option<&'a [Figure]> {
    let at = (0..sentence.figures.len() - 1).find(|&at| {
        let shares = sentence.figures[at..at + 2].iter().all(is_share);
        let from = says(&sentence.words[at], &["from", "between", "rose", "fell", "dropped", "up", "down"]);
        shares && sentence.words[at + 1].trim() == "to" && !from
    })?;
    let contest = sentence.words[..=at].iter().any(|words| says(words, &CONTEST));
    if contest { sentence.figures.get(at..at + 2) } else { None }
}

fn is_share(figure: &Figure) -> bool {
    figure.unit.as_deref() == Some("percent") && figure.bound == Bound::Exact
}

fn overfull(ctx: &Context<'_>, sentence: &Told<'_>, shares: &[Figure], sum: Rational) -> Finding {
    let story = sentence.story;
    let place = |figure: &Figure| Place { story, span: figure.span };
    let shown: Vec<String> = shares.iter().map(|share| ctx.show(story, share.span)).collect();
    let sum = sum.rounded(1).map_or(String::new(), |sum| sum.significant().to_string());
    let message = format!("`{}` make {sum} percent", shown.join("` and `"));
    let last = shares.len() - 1;
    let because = vec!["the shares are given as parts of one whole".to_owned()];
    Finding::new(&RULE.meta, Severity::Warning, Confidence::percent(75), place(&shares[last]))
        .held_against(place(&shares[0]), "of the same whole")
        .compared_with(shown[0].clone())
        .resting_on(Evidence { because, values: shown, edits: Vec::new() })
        .says(message, "Check the shares; together they are more than all.")
}
