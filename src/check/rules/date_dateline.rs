#![doc = include_str!("date_dateline.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, DateSource, StatedDate};
use crate::text::{Place, Span, StoryId};
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "date-dateline", highest: Severity::Warning, page: include_str!("date_dateline.md") },
    check,
};

/// How sure it is that one of two dates of a story is wrong. Source: a judgement.
const SURE: Confidence = Confidence::percent(80);

/// How many bytes before a date are asked whether it is that of an update.
const LEAD: u32 = 60;

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        let mut stated = facts.head.dates.iter().filter(|stated| !is_update(ctx, story, stated));
        let (Some(first), Some(second)) = (stated.next(), stated.next()) else { continue };
        // Time zones make a day.
        if apart(first.date, second.date) > 1 {
            findings.extend(finding(ctx, story, first, second));
        }
    }
}

/// `Updated 9 Feb 2026`: another day is right.
fn is_update(ctx: &Context<'_>, story: StoryId, stated: &StatedDate) -> bool {
    let Some(span) = stated.span else { return false };
    let text = ctx.texts.text(story);
    let from = text.floor_char_boundary(span.start.saturating_sub(LEAD) as usize);
    let before = text.get(from..span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    ["pdated", "PDATED", "odified", "ODIFIED"].iter().any(|word| line.contains(word))
}

/// Unit: days.
fn apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days().abs())
}

fn finding(ctx: &Context<'_>, story: StoryId, first: &StatedDate, second: &StatedDate) -> Option<Finding> {
    // Where both are printed, the later place deviates.
    let (first, second) = match (first.span, second.span) {
        (Some(a), Some(b)) if b < a => (second, first),
        (Some(_) | None, Some(_) | None) => (first, second),
    };
    let place = |span: Span| Place { story, span };
    let (was, is) = (told(first), told(second));
    let shown = ctx.show(story, second.span?);
    let values = vec![first.date.to_string(), second.date.to_string()];
    let mut finding = Finding::new(&RULE.meta, Severity::Warning, SURE, place(second.span?))
        .says(
            format!("{is} `{shown}` does not fit {was} {}", first.date),
            "Check the date of the story; a day is allowed for time zones.",
        )
        .compared_with(first.date.to_string())
        .resting_on(Evidence { because: vec![format!("{was} and {is} are of one story")], values, edits: Vec::new() });
    if let Some(span) = first.span {
        finding = finding.held_against(place(span), "the other date");
    }
    Some(finding)
}

const fn told(stated: &StatedDate) -> &'static str {
    match stated.source {
        DateSource::Metadata => "the date that came with the story",
        DateSource::Dateline => "the dateline",
        DateSource::Slug => "the line above the story",
    }
}
