//! Figures of a headline that the story tells otherwise.

use crate::check::{Context, Evidence, Finding, Meta, Severity};
use crate::extract::{AroundWord, Bound, Confidence, Decimal, Facts, Figure, FigureKind, Modality};
use crate::text::{Place, Span, StoryId};
use std::cmp::Ordering;

/// How sure it is that such a figure is a slip. Source: a judgement.
const SURE: Confidence = Confidence::percent(75);

/// How many sentences behind the headline tell what it tells.
const OPENING: u32 = 6;

/// How many words the two must share that carry meaning, what is counted included.
const SHARED: usize = 2;

/// How many figures of one thing are added up.
const PARTS: usize = 12;

/// The findings on figures of a headline that the story tells otherwise.
pub(in crate::check) fn figures(
    ctx: &Context<'_>,
    rule: &Meta,
    (story, facts): (StoryId, &Facts),
    headline: Span,
) -> Vec<Finding> {
    let own = facts.figures.iter().filter(|figure| headline.contains(figure.span));
    own.filter_map(|figure| {
        let body =
            || facts.figures.iter().filter(|figure| !figure.headline && figure.span.start > headline.end);
        if !is_plain(figure) || body().any(|other| bears_out(figure, other)) {
            return None;
        }
        let last = figure.sentence.saturating_add(OPENING);
        let other =
            body().take_while(|other| other.sentence <= last).find(|other| is_same_thing(figure, other))?;
        let parts: Vec<&Figure> = body().filter(|other| can_be_part(figure, other)).take(PARTS).collect();
        let told = adds_up(figure, &parts) || is_written(ctx, story, headline, figure);
        (!told).then(|| finding(ctx, rule, (story, figure), other))
    })
    .collect()
}

const fn is_plain(figure: &Figure) -> bool {
    let kind = match figure.kind {
        FigureKind::Count | FigureKind::Money | FigureKind::Share | FigureKind::Measure => true,
        FigureKind::Change
        | FigureKind::Rate
        | FigureKind::Ratio
        | FigureKind::Rank
        | FigureKind::Age
        | FigureKind::Duration
        | FigureKind::Score
        | FigureKind::Ordinal => false,
    };
    kind && !figure.ranged && !figure.bridged && !figure.conceded && figure.role.is_whole()
}

/// Whether the headline's figure is the story's, rounded or within its bound, whatever it counts.
fn bears_out(headline: &Figure, other: &Figure) -> bool {
    let (a, b) = (headline.value, other.value);
    let Some(order) = b.compare(a) else { return true };
    let bound = match headline.bound {
        Bound::MoreThan | Bound::AtLeast => order.is_ge(),
        Bound::LessThan | Bound::AtMost | Bound::Nearly => order.is_le(),
        Bound::Exact | Bound::About => false,
    };
    let bounded = match other.bound {
        Bound::MoreThan | Bound::AtLeast => order.is_le(),
        Bound::LessThan | Bound::AtMost | Bound::Nearly => order.is_ge(),
        Bound::Exact | Bound::About => false,
    };
    let alike = headline.kind == other.kind && headline.currency == other.currency;
    order == Ordering::Equal || alike && (bound || bounded) || is_rounded(a, b)
}

/// Whether one is the other rounded, up or down, to the last digit printed before its zeros.
fn is_rounded(a: Decimal, b: Decimal) -> bool {
    let unit = |value: Decimal| {
        let short = value.significant();
        // A small whole number is not rounded: 12 is not 13.
        if short.exponent <= 0 {
            Some(Decimal::new(5, short.exponent.checked_sub(1)?))
        } else {
            Some(Decimal::new(1, short.exponent))
        }
    };
    let near = |unit: Option<Decimal>| {
        let apart = a.plus(b.negated())?;
        let apart = if apart.digits < 0 { apart.negated() } else { apart };
        apart.compare(unit?).map(Ordering::is_le)
    };
    near(unit(a)).unwrap_or(true) || near(unit(b)).unwrap_or(true)
}

/// Whether both count or measure one thing, told in words that they share.
fn is_same_thing(headline: &Figure, other: &Figure) -> bool {
    let alike = headline.kind == other.kind
        && headline.unit == other.unit
        && headline.currency == other.currency
        && headline.per == other.per
        && is_told_alike(headline.modality, other.modality)
        && (headline.period.is_none() || headline.period == other.period);
    if !alike || !is_plain(other) || other.period.is_some() && headline.period.is_none() {
        return false;
    }
    let (x, y) = (headline.counts.as_ref(), other.counts.as_ref());
    let measures = [x, y].map(|counts| counts.and_then(|counts| counts.measure.as_ref()));
    let heads = [x, y].map(|counts| counts.map(|counts| &counts.head));
    let told = match measures {
        [Some(a), Some(b)] => a == b,
        [None, None] => true,
        [Some(_), None] | [None, Some(_)] => false,
    };
    let one = heads[0].is_some() && heads[0] == heads[1];
    let measured = measures[0].is_some();
    let counted = matches!(headline.kind, FigureKind::Money) || one || measured;
    told && counted && usize::from(measured) + shared(headline, other) >= SHARED
}

/// Whether both are facts, plans or denials; a headline has no "will": `Port to spend $86 million`.
fn is_told_alike(headline: Modality, other: Modality) -> bool {
    headline == other || (headline == Modality::Fact && other == Modality::Forecast)
}

/// How many words that carry meaning stand around both figures.
fn shared(a: &Figure, b: &Figure) -> usize {
    let content = |figure: &Figure| {
        let mut words: Vec<AroundWord> =
            figure.around.words().iter().copied().filter(|w| w.is_content()).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (x, y) = (content(a), content(b));
    x.iter().filter(|word| y.binary_search(word).is_ok()).count()
}

/// Whether a figure may be part of the headline's: it is of the kind, and counts nothing else.
fn can_be_part(headline: &Figure, other: &Figure) -> bool {
    let alike =
        headline.kind == other.kind && headline.unit == other.unit && headline.currency == other.currency;
    let (x, y) = (headline.counts.as_ref(), other.counts.as_ref());
    let measures = [x, y].map(|counts| counts.and_then(|counts| counts.measure.as_ref()));
    let one = x.zip(y).is_none_or(|(x, y)| x.head == y.head);
    alike && (one || measures[0].is_some() && measures[0] == measures[1])
}

/// Whether the headline's figure is the sum of some two of the story's, or of all.
fn adds_up(headline: &Figure, parts: &[&Figure]) -> bool {
    let is_sum = |sum: Option<Decimal>| sum.is_some_and(|sum| is_rounded(headline.value, sum));
    let pairs =
        parts.iter().enumerate().any(|(at, a)| parts[at + 1..].iter().any(|b| is_sum(a.value.plus(b.value))));
    let whole = parts.iter().try_fold(Decimal::new(0, 0), |sum, part| sum.plus(part.value));
    pairs || is_sum(whole)
}

/// Whether the digits stand somewhere in the story, where no figure was read.
fn is_written(ctx: &Context<'_>, story: StoryId, headline: Span, figure: &Figure) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let shown = ctx.slice(story, figure.span);
    let number = shown.trim_matches(|c| !digits(c)).trim_matches(['.', ',']);
    let body = ctx.texts.text(story).get(headline.end as usize..).unwrap_or_default();
    !number.is_empty()
        && body.match_indices(number).any(|(at, _)| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit());
            edge(body[..at].chars().next_back()) && edge(body[at + number.len()..].chars().next())
        })
}

fn finding(ctx: &Context<'_>, rule: &Meta, (story, figure): (StoryId, &Figure), other: &Figure) -> Finding {
    let (shown, told) = (ctx.show(story, figure.span), ctx.show(story, other.span));
    let what = figure.counts.as_ref().or(other.counts.as_ref());
    let because = match what {
        Some(counts) => format!("both tell of “{}” in words that they share", ctx.show(story, counts.span)),
        None => "the words around both are the same".to_owned(),
    };
    Finding::new(rule, Severity::Warning, SURE, Place { story, span: figure.span })
        .says(
            format!("`{shown}` in the headline is `{told}` in the story"),
            "Use the figure of the story, or print in the story where the other comes from.",
        )
        .held_against(Place { story, span: other.span }, "the story's figure")
        .compared_with(told.as_str())
        .resting_on(Evidence { because: vec![because], values: vec![told.clone(), shown], edits: Vec::new() })
}
