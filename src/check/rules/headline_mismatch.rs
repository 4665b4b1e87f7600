#![doc = include_str!("headline_mismatch.md")]

use crate::check::{Context, Finding, Meta, Rule, Severity, headline};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "headline-mismatch",
        highest: Severity::Warning,
        page: include_str!("headline_mismatch.md"),
    },
    check,
};

/// Headlines longer than this are none. Unit: bytes.
const LONGEST: u32 = 300;

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        if let Some(span) = facts.head.headline.filter(|span| span.len() <= LONGEST) {
            findings.extend(headline::figures(ctx, &RULE.meta, (story, facts), span));
            findings.extend(headline::names(ctx, &RULE.meta, (story, facts), span));
        }
    }
}
