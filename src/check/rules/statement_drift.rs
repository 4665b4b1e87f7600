#![doc = include_str!("statement_drift.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::check::statements::{elsewhere, finding as finding_on, is_bridged, is_bridged_at, is_quoted};
use crate::extract::Confidence;
use crate::resolve::{ClaimRef, Contrast, ContrastKind, SpeakerMatch, Statement, StatementRelation};
use crate::text::{Place, Span, fold};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "statement-drift", highest: Severity::Note, page: include_str!("statement_drift.md") },
    check,
};

/// How sure it is that one statement is put more firmly the second time. Source: a judgement.
const FIRMER: Confidence = Confidence::percent(65);

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for contrast in context.cast.contrasts.iter().filter(|contrast| has_drifted(context, contrast)) {
        if told.insert(contrast.b) {
            findings.push(firmer(context, contrast));
        }
    }
    let drifts = |statement: &&Statement| statement.relation == StatementRelation::Drift;
    for statement in context.cast.statements.iter().filter(drifts) {
        findings.extend(finding(context, statement));
    }
}

/// Whether one speaker's `may` or hope is a `will` elsewhere in the story, or the other way round.
fn has_drifted(context: &Context<'_>, contrast: &Contrast) -> bool {
    let shown = |at: ClaimRef, word: Span| fold(context.slice(at.story, word));
    let (was, is) = (shown(contrast.a, contrast.words.0), shown(contrast.b, contrast.words.1));
    let pair = |one: &str, other: &str| {
        matches!(one, "may" | "might") && matches!(other, "will" | "would" | "must" | "won't")
    };
    let drifts = match contrast.kind {
        ContrastKind::Hope => true,
        ContrastKind::Modality => pair(&was, &is) || pair(&is, &was),
        ContrastKind::Negation | ContrastKind::Antonym => false,
    };
    drifts
        && contrast.a.story == contrast.b.story
        && contrast.speakers == SpeakerMatch::Same
        && !is_quoted(context, contrast)
        && !is_bridged(context, contrast)
}

fn firmer(context: &Context<'_>, contrast: &Contrast) -> Finding {
    let message = format!("this is put more or less firmly than {}", elsewhere(context, contrast));
    finding_on(context, &RULE.meta, contrast, (Severity::Note, FIRMER))
        .says(message, "say it as firmly as the speaker did, both times")
}

/// One finding for all the claims: the last deviates from those before it.
fn finding(context: &Context<'_>, statement: &Statement) -> Option<Finding> {
    let (&last, before) = statement.claims.split_last()?;
    let name = statement.speaker.map_or("one speaker", |speaker| context.name(speaker));
    // A question warns of nothing, and copy that says itself that the words differ needs no note.
    if statement.claims.iter().any(|&at| asks(context, at)) || is_bridged_at(context, last) {
        return None;
    }
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

/// Whether a claim is a question.
fn asks(context: &Context<'_>, at: ClaimRef) -> bool {
    let Some(place) = place(context, at) else { return false };
    let reach = Span::new(place.span.start, place.span.end.saturating_add(1));
    context.slice(at.story, reach).contains('?')
}

/// The words of a claim, from its first to its last, when they stand near each other.
fn place(context: &Context<'_>, at: ClaimRef) -> Option<Place> {
    let content = &context.claim(at).content;
    let whole = content.iter().copied().reduce(Span::join)?;
    let span = if whole.len() <= 300 { whole } else { *content.first()? };
    Some(Place { story: at.story, span })
}
