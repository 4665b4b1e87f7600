#![doc = include_str!("date_impossible.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, DateMention};
use crate::text::Place;
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "date-impossible", highest: Severity::Error, page: include_str!("date_impossible.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        for mention in &facts.dates {
            let Some((message, confidence)) = impossible(mention) else { continue };
            let shown = ctx.show(story, mention.span);
            findings.push(
                Finding::new(&RULE.meta, Severity::Error, confidence, Place { story, span: mention.span })
                    .says(format!("`{shown}`: {message}"), "Check the date or time in the source.")
                    .resting_on(Evidence { values: vec![shown], ..Evidence::default() }),
            );
        }
    }
}

/// What is wrong with a date or time of day that cannot be, and how sure that is.
fn impossible(mention: &DateMention) -> Option<(String, Confidence)> {
    let sure = Confidence::percent(95);
    if let Some(clock) = mention.clock {
        let wrong = clock.hour > 24 || clock.minute > 59 || (clock.hour == 24 && clock.minute > 0);
        return wrong.then(|| ("there is no such time of day".to_owned(), sure));
    }
    let (month, day) = (mention.month?, mention.day?);
    // 2024 has a 29 February: only a printed year makes that day impossible.
    let year = mention.year.filter(|_| mention.year_printed).unwrap_or(2024);
    let last = Date::new(year, month, 1).ok()?.days_in_month();
    if day <= i16::from(last) || !(1..=31).contains(&day) && !mention.year_printed && mention.weekday.is_none() {
        return None;
    }
    Some((format!("the month has {last} days"), sure))
}
