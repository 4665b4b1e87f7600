#![doc = include_str!("figure_gap.md")]

use crate::check::figures::{self, Sides};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{FigurePair, FigureRelation};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-gap", highest: Severity::Note, page: include_str!("figure_gap.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pairs = ctx.cast.figures.iter().filter(|pair| pair.relation == FigureRelation::Gap);
    findings.extend(pairs.map(|pair| finding(ctx, pair)));
}

fn finding(ctx: &Context<'_>, pair: &FigurePair) -> Finding {
    let sides = Sides::first(ctx, pair);
    let difference = figures::difference(ctx, pair).map_or(String::new(), |d| format!(", {d} apart"));
    let message = format!("{} and {} come from one source{difference}", sides.shown, sides.other);
    figures::finding(&RULE.meta, Severity::Note, pair, &sides)
        .says(message, "Ask the source what explains the difference.")
}
