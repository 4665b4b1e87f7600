#![doc = include_str!("figure_conflict.md")]

use crate::check::figures::{self, Sides};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{FigurePair, FigureRelation};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-conflict", highest: Severity::Error, page: include_str!("figure_conflict.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pairs = ctx.cast.figures.iter().filter(|pair| pair.relation == FigureRelation::Conflict);
    findings.extend(pairs.map(|pair| finding(ctx, pair)));
}

fn finding(ctx: &Context<'_>, pair: &FigurePair) -> Finding {
    let sides = Sides::of(ctx, pair);
    let message = format!("{} here, {} {}", sides.shown, sides.other, sides.where_other);
    figures::finding(&RULE.meta, severity(ctx, pair), pair, &sides)
        .says(message, "Check which of the two figures is right.")
}

/// Error for one source in one story; a warning where a side has none, or within one outlet.
fn severity(ctx: &Context<'_>, pair: &FigurePair) -> Severity {
    let within = pair.a.story == pair.b.story;
    match (within, pair.same_source) {
        (true, true) => Severity::Error,
        (true, false) | (false, true) => Severity::Warning,
        (false, false) if ctx.same_outlet(pair.a.story, pair.b.story) => Severity::Warning,
        (false, false) => Severity::Note,
    }
}
