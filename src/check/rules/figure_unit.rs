#![doc = include_str!("figure_unit.md")]

use crate::check::change::{Change, changes};
use crate::check::figures::{self, Sides};
use crate::check::told::{Told, told};
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, Figure, FigureKind};
use crate::resolve::{FigurePair, FigureRelation, same_quantity};
use crate::text::Place;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-unit", highest: Severity::Error, page: include_str!("figure_unit.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pairs = ctx.cast.figures.iter().filter(|pair| pair.relation == FigureRelation::Unit);
    findings.extend(pairs.map(|pair| told_again(ctx, pair)));
    for (story, facts) in ctx.stories() {
        for sentence in told(ctx, story, facts, may_convert) {
            let wrong = changes(&sentence).into_iter().filter(Change::is_points_as_percent);
            findings.extend(wrong.filter_map(|change| points(ctx, &sentence, &change)));
            let pairs = (1..sentence.figures.len()).filter(|&at| is_wrong_conversion(&sentence, at));
            findings.extend(pairs.map(|at| converted(ctx, &sentence, at)));
        }
    }
}

/// Whether two measures stand side by side, or two shares with a third figure.
fn may_convert(figures: &[Figure]) -> bool {
    let is_share = |figure: &Figure| figure.unit.as_deref() == Some("percent");
    figures.windows(2).any(|pair| {
        pair.iter().all(|figure| figure.kind == FigureKind::Measure)
            || (figures.len() > 2 && pair.iter().all(is_share))
    })
}

/// Whether the figure at `at` gives the one before it in another unit, and wrongly: `10 km (9 miles)`.
fn is_wrong_conversion(sentence: &Told<'_>, at: usize) -> bool {
    const JOINTS: [&str; 12] = [
        "(", "(or", "(about", "(around", "(roughly", "(approximately", "(some", "(nearly", "(almost", ", or", "or",
        "/",
    ];
    let (printed, given) = (&sentence.figures[at], &sentence.figures[at - 1]);
    // Six feet two inches (1.88 metres) is one quantity in three figures.
    let compound = at >= 2 && matches!(sentence.words[at - 1].trim(), "" | "," | "and" | "-");
    let joined = JOINTS.contains(&sentence.words[at].trim());
    joined && !compound && !given.ranged && given.per == printed.per && same_quantity(given, printed) == Some(false)
}

fn converted(ctx: &Context<'_>, sentence: &Told<'_>, at: usize) -> Finding {
    let (given, printed) = (&sentence.figures[at - 1], &sentence.figures[at]);
    let show = |figure: &Figure| ctx.show(sentence.story, figure.span);
    let message = format!("`{}` are not `{}`", show(given), show(printed));
    let because = "one is printed as the other in another unit";
    inside(ctx, sentence, (given, printed), because).says(message, "Convert it again.")
}

/// A difference in percentage points, printed as percent.
fn points(ctx: &Context<'_>, sentence: &Told<'_>, change: &Change<'_>) -> Option<Finding> {
    let printed = change.printed?;
    let show = |figure: &Figure| ctx.show(sentence.story, figure.span);
    let (from, to) = (show(change.from), show(change.to));
    let percent = change.percent()?.rounded(0)?;
    let message = format!(
        "`{}`: from `{from}` to `{to}` are so many percentage points, and {percent} percent",
        show(printed)
    );
    let because = "the sentence gives both shares and their change";
    let finding = inside(ctx, sentence, (change.to, printed), because);
    Some(finding.says(message, "Write percentage points, or the change in percent."))
}

/// A finding inside one sentence: the figure held against, and the one that deviates.
fn inside(ctx: &Context<'_>, sentence: &Told<'_>, pair: (&Figure, &Figure), because: &str) -> Finding {
    let place = |figure: &Figure| Place { story: sentence.story, span: figure.span };
    let show = |figure: &Figure| ctx.show(sentence.story, figure.span);
    let values = vec![show(pair.0), show(pair.1)];
    Finding::new(&RULE.meta, Severity::Warning, Confidence::percent(80), place(pair.1))
        .held_against(place(pair.0), "the other figure")
        .compared_with(show(pair.0))
        .resting_on(Evidence { because: vec![because.to_owned()], values, edits: Vec::new() })
}

/// One clause, told twice with one number and two units.
fn told_again(ctx: &Context<'_>, pair: &FigurePair) -> Finding {
    let sides = Sides::of(ctx, pair);
    let severity = match pair.a.story == pair.b.story {
        true => Severity::Error,
        false if pair.same_source || ctx.same_outlet(pair.a.story, pair.b.story) => Severity::Warning,
        false => Severity::Note,
    };
    let what = match ctx.figure(pair.b).currency {
        Some(_) => "two currencies",
        None => "percent and percentage points",
    };
    let message = format!("{} here, {} {}: {what}", sides.shown, sides.other, sides.where_other);
    figures::finding(&RULE.meta, severity, pair, &sides).says(message, "Check which of the two units is right.")
}
