#![doc = include_str!("figure_updated.md")]

use crate::check::figures::{self, Clusters, Sides};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{FigurePair, FigureRelation};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-updated", highest: Severity::Note, page: include_str!("figure_updated.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let clusters = Clusters::of(ctx, FigureRelation::Updated);
    findings.extend(clusters.pairs().map(|pair| clusters.place(ctx, pair, finding(ctx, pair))));
}

fn finding(ctx: &Context<'_>, pair: &FigurePair) -> Finding {
    let sides = Sides::of(ctx, pair);
    let message = format!("{} here, {} {}: it grew", sides.shown, sides.other, sides.where_other);
    figures::finding(&RULE.meta, Severity::Note, pair, &sides)
        .says(message, "Make sure that the reader is told as of when each figure is.")
}
