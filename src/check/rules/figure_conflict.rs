#![doc = include_str!("figure_conflict.md")]

use crate::check::figures::{self, Clusters, Sides};
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::resolve::{EditClass, FigurePair, FigureRelation};
use crate::text::Place;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "figure-conflict", highest: Severity::Error, page: include_str!("figure_conflict.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let altered = altered_words(ctx);
    let in_quotation = |pair: &FigurePair| {
        let figure = Place { story: pair.b.story, span: ctx.figure(pair.b).span };
        let near = altered.partition_point(|place| (place.story, place.span.end) <= (figure.story, figure.span.start));
        altered.get(near).is_some_and(|place| place.story == figure.story && place.span.overlaps(figure.span))
    };
    let clusters = Clusters::of(ctx, FigureRelation::Conflict);
    let pairs = clusters.pairs().filter(|pair| !in_quotation(pair));
    findings.extend(pairs.map(|pair| clusters.place(ctx, pair, finding(ctx, pair))));
}

/// The numbers that differ between two wordings of one quotation, in order: `quotation-altered`
/// reports those.
fn altered_words(ctx: &Context<'_>) -> Vec<Place> {
    let numbers = ctx.cast.alignments.iter().flat_map(|alignment| {
        let changed = alignment.edits.iter().filter(|edit| edit.class == EditClass::Number);
        changed.map(|edit| Place { story: alignment.b.story, span: edit.b })
    });
    let mut places: Vec<Place> = numbers.collect();
    places.sort();
    places
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
