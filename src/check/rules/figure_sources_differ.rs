#![doc = include_str!("figure_sources_differ.md")]

use crate::check::figures::{self, Sides};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{FigurePair, FigureRelation};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "figure-sources-differ",
        highest: Severity::Note,
        page: include_str!("figure_sources_differ.md"),
    },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pairs = ctx.cast.figures.iter().filter(|pair| pair.relation == FigureRelation::SourcesDiffer);
    findings.extend(pairs.map(|pair| finding(ctx, pair)));
}

fn finding(ctx: &Context<'_>, pair: &FigurePair) -> Finding {
    let sides = Sides::first(ctx, pair);
    let message = format!("{} according to one source, {} according to another", sides.shown, sides.other);
    figures::finding(&RULE.meta, Severity::Note, pair, &sides)
        .says(message, "Make sure that the reader is told whose figure is whose.")
}
