#![doc = include_str!("figure_sources_differ.md")]

use crate::check::figures::{self, Clusters, Sides};
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
    let clusters = Clusters::of(ctx, FigureRelation::SourcesDiffer);
    findings.extend(clusters.pairs().map(|pair| clusters.place(ctx, pair, finding(ctx, pair))));
}

fn finding(ctx: &Context<'_>, pair: &FigurePair) -> Finding {
    let within = pair.a.story == pair.b.story;
    let sides = if within { Sides::first(ctx, pair) } else { Sides::of(ctx, pair) };
    let message = match within {
        true => format!("{} according to one source, {} according to another", sides.shown, sides.other),
        false => format!("{} according to one source, {} {}", sides.shown, sides.other, sides.where_other),
    };
    figures::finding(&RULE.meta, Severity::Note, pair, &sides)
        .says(message, "Make sure that the reader is told whose figure is whose.")
}
