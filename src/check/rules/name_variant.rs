#![doc = include_str!("name_variant.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Party, Spelling, Variant};
use crate::text::{Place, Span, StoryId};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "name-variant", highest: Severity::Error, page: include_str!("name_variant.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        findings.extend(facts.parties.iter().filter_map(|party| within(story, party)));
    }
}

/// One finding for all deviating spellings of a person in a story.
fn within(story: StoryId, party: &Party) -> Option<Finding> {
    let best = party.variants.iter().max_by_key(|v| v.confidence)?;
    let canonical = party.spellings.get(best.canonical as usize)?;
    let mut deviants: Vec<(&Variant, &Spelling)> =
        party.variants.iter().filter_map(|v| Some((v, party.spellings.get(v.deviant as usize)?))).collect();
    deviants.sort_by_key(|(_, s)| (std::cmp::Reverse(s.places.len()), s.places.first().copied()));
    let spans: Vec<Span> = deviants.iter().flat_map(|(_, s)| s.places.iter().copied()).collect();
    let first = *spans.first()?;
    let at = Place { story, span: first };
    let mut finding = Finding::new(&RULE.meta, severity(canonical, &deviants), best.confidence, at)
        .says(message(canonical, &deviants), help(canonical))
        .resting_on(evidence(canonical, &deviants))
        .compared_with(&canonical.form);
    for span in against(canonical) {
        finding = finding.held_against(Place { story, span }, format!("`{}` here", canonical.form));
    }
    finding.spans = spans;
    Some(finding)
}

/// An error when one form alone has the full name, or at least three times the support.
fn severity(canonical: &Spelling, deviants: &[(&Variant, &Spelling)]) -> Severity {
    let support: u32 = deviants.iter().map(|(_, s)| s.support.max(1)).sum();
    let full = canonical.full.is_some() && deviants.iter().all(|(_, s)| s.full.is_none());
    if full || canonical.support >= support.saturating_mul(3) { Severity::Error } else { Severity::Warning }
}

/// The full mention, and the first other place of the form.
fn against(canonical: &Spelling) -> Vec<Span> {
    let full = canonical.full;
    let other = canonical.places.iter().copied().find(|p| full.is_none_or(|f| !f.contains(*p)));
    full.into_iter().chain(other).collect()
}

fn message(canonical: &Spelling, deviants: &[(&Variant, &Spelling)]) -> String {
    let shown: Vec<String> =
        deviants.iter().map(|(_, s)| format!("`{}` ({})", s.form, s.places.len())).collect();
    let verb = if deviants.iter().map(|(_, s)| s.places.len()).sum::<usize>() == 1 { "is" } else { "are" };
    let (form, count) = (&canonical.form, canonical.places.len());
    format!("{} {verb} spelled `{form}` ({count}) elsewhere in this story", joined(&shown))
}

/// `a`, `a and b`, `a, b and c`.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

fn help(canonical: &Spelling) -> String {
    format!("Use one spelling, `{}` if that is right, or say that these are two people.", canonical.form)
}

fn evidence(canonical: &Spelling, deviants: &[(&Variant, &Spelling)]) -> Evidence {
    let mut because: Vec<String> = Vec::new();
    for (variant, spelling) in deviants {
        because.extend(variant.because.iter().map(|why| format!("`{}`: {why}", spelling.form)));
    }
    let mut values = vec![canonical.form.clone()];
    values.extend(deviants.iter().map(|(_, s)| s.form.clone()));
    Evidence { because, values, edits: Vec::new() }
}
