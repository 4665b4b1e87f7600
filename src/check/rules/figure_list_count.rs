#![doc = include_str!("figure_list_count.md")]

use crate::check::listing::{Listing, listing};
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Bound, Confidence, Figure, FigureKind, FigureRole};
use crate::text::{Place, StoryId};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "figure-list-count",
        highest: Severity::Warning,
        page: include_str!("figure_list_count.md"),
    },
    check,
};

/// The longest list that is counted; a longer one is a table.
const LONGEST: i128 = 12;

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        let text = ctx.texts.text(story);
        for figure in facts.figures.iter().filter(|figure| leads_a_list(figure)) {
            let listing = listing(text, figure.span.end).filter(|list| is_wrong(figure, list));
            findings.extend(listing.map(|listing| finding(ctx, story, figure, &listing)));
        }
    }
}

/// Whether it is a small plain count.
fn leads_a_list(figure: &Figure) -> bool {
    let plain = figure.kind == FigureKind::Count && figure.role != FigureRole::Part && !figure.ranged;
    let small = figure.value.exponent == 0 && (2..=LONGEST).contains(&figure.value.digits);
    plain && small && figure.bound == Bound::Exact
}

/// A list that lacks an item is wrong; one item too many may be a name with its place.
fn is_wrong(figure: &Figure, list: &Listing) -> bool {
    let (printed, listed) = (figure.value.digits, list.items as i128);
    listed < printed || (list.is_plain && listed > printed)
}

fn finding(ctx: &Context<'_>, story: StoryId, figure: &Figure, list: &Listing) -> Finding {
    let shown = ctx.show(story, figure.span);
    let message = format!("`{shown}`, and {} are listed", list.items);
    let because = vec!["the list that follows is closed".to_owned()];
    let values = vec![list.items.to_string(), shown];
    Finding::new(&RULE.meta, Severity::Warning, Confidence::percent(78), Place { story, span: figure.span })
        .held_against(Place { story, span: list.span }, "the list")
        .compared_with(list.items.to_string())
        .resting_on(Evidence { because, values, edits: Vec::new() })
        .says(message, "Count the list.")
}
