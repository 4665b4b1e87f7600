#![doc = include_str!("figure_scale.md")]

use crate::check::figures::{self, Sides};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{FigurePair, FigureRelation};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-scale", highest: Severity::Error, page: include_str!("figure_scale.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pairs = ctx.cast.figures.iter().filter(|pair| pair.relation == FigureRelation::Scale);
    findings.extend(pairs.map(|pair| finding(ctx, pair)));
}

fn finding(ctx: &Context<'_>, pair: &FigurePair) -> Finding {
    let sides = Sides::of(ctx, pair);
    let within = pair.a.story == pair.b.story;
    let severity = match (within, pair.same_source || ctx.same_outlet(pair.a.story, pair.b.story)) {
        (true, _) => Severity::Error,
        (false, true) => Severity::Warning,
        (false, false) => Severity::Note,
    };
    let message =
        format!("{} here, {} {}: thousands apart", sides.shown, sides.other, sides.where_other);
    figures::finding(&RULE.meta, severity, pair, &sides)
        .says(message, "Check whether it is thousands, millions or billions.")
}
