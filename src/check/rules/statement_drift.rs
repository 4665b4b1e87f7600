#![doc = include_str!("statement_drift.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::Confidence;
use crate::resolve::{ClaimRef, Statement, StatementRelation};
use crate::text::{Place, Span};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "statement-drift", highest: Severity::Note, page: include_str!("statement_drift.md") },
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let drifts = |statement: &&Statement| statement.relation == StatementRelation::Drift;
    for statement in context.cast.statements.iter().filter(drifts) {
        findings.extend(finding(context, statement));
    }
}

/// One finding for all the claims: the last deviates from those before it.
fn finding(context: &Context<'_>, statement: &Statement) -> Option<Finding> {
    let (&last, before) = statement.claims.split_last()?;
    let name = statement.speaker.map_or("one speaker", |speaker| context.name(speaker));
    let places: Vec<Place> = statement.claims.iter().filter_map(|&at| place(context, at)).collect();
    let values: Vec<String> = places.iter().map(|at| context.show(at.story, at.span)).collect();
    let message = format!(
        "one warning of {name} is reported {} times, not always under one condition: {}",
        statement.claims.len(),
        values.iter().map(|value| format!("“{value}”")).collect::<Vec<_>>().join(" / ")
    );
    let mut finding =
        Finding::new(&RULE.meta, Severity::Note, Confidence::percent(65), place(context, last)?)
            .says(message, "report it once, or say that it was said under several conditions")
            .compared_with(values.first().cloned().unwrap_or_default());
    for &at in before {
        finding = finding.held_against(place(context, at)?, "reported here as well");
    }
    Some(finding.resting_on(Evidence { because: statement.because.clone(), values, edits: Vec::new() }))
}

/// The words of a claim, from its first to its last, when they stand near each other.
fn place(context: &Context<'_>, at: ClaimRef) -> Option<Place> {
    let content = &context.claim(at).content;
    let whole = content.iter().copied().reduce(Span::join)?;
    let span = if whole.len() <= 300 { whole } else { *content.first()? };
    Some(Place { story: at.story, span })
}
