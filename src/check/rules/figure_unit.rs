#![doc = include_str!("figure_unit.md")]

use crate::check::figures::{self, Sides};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{FigurePair, FigureRelation};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-unit", highest: Severity::Error, page: include_str!("figure_unit.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pairs = ctx.cast.figures.iter().filter(|pair| pair.relation == FigureRelation::Unit);
    findings.extend(pairs.map(|pair| told_again(ctx, pair)));
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
