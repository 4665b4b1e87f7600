#![doc = include_str!("name_variant.md")]
#![allow(rustdoc::invalid_codeblock_attributes, reason = "the fences of a page carry the story's name and outlet")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::names::{Verdict, compare};
use crate::extract::{Confidence, Party, PartyKind, Spelling, Variant};
use crate::lexicon::Lexicon;
use crate::resolve::Speaker;
use crate::text::{Place, Span, StoryId};
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "name-variant", highest: Severity::Error, page: include_str!("name_variant.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        findings.extend(facts.parties.iter().filter_map(|party| within(story, party)));
    }
    for speaker in &ctx.cast.speakers {
        if speaker.kind == PartyKind::Person && speaker.parties.len() > 1 {
            across(ctx, speaker, findings);
        }
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
        .compared_with(canonical.form.as_str());
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
    let verb = if deviants.len() == 1 { "is" } else { "are" };
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
    let mut values = vec![canonical.form.to_string()];
    values.extend(deviants.iter().map(|(_, s)| s.form.to_string()));
    Evidence { because, values, edits: Vec::new() }
}

/// How sure it is that stories of one outlet should agree; source: `design.md`, 3, which allows a
/// warning at most.
const ONE_OUTLET: Confidence = Confidence::percent(75);

/// How sure it is where the desk's own list has ruled.
const RULED: Confidence = Confidence::percent(90);

/// The same between outlets: house styles differ, so it is a note.
const OUTLETS: Confidence = Confidence::percent(60);

/// One finding for each story that spells a speaker otherwise than most stories do.
fn across(ctx: &Context<'_>, speaker: &Speaker, findings: &mut Vec<Finding>) {
    let mut by_name: BTreeMap<String, Vec<(StoryId, &Party)>> = BTreeMap::new();
    for &(story, id) in &speaker.parties {
        let party = ctx.story(story).parties.get(id.0 as usize);
        if let Some((name, party)) = party.and_then(|p| Some((full_name(p)?, p))) {
            by_name.entry(name).or_default().push((story, party));
        }
    }
    if by_name.len() < 2 {
        return;
    }
    // The commonest; of equals the one that the earliest story has.
    let earliest = |stories: &[(StoryId, &Party)]| {
        let keys = stories.iter().map(|(story, _)| {
            let head = &ctx.story(*story).head;
            (head.date.map(|(date, _)| date), head.name.as_str())
        });
        std::cmp::Reverse(keys.min())
    };
    let standing = |name: &str| ctx.authority.form(name).map(|(entry, _)| entry.name == *name);
    // Copies of one text are one source, however many there are.
    let sources = |stories: &[(StoryId, &Party)]| {
        stories.iter().map(|(story, _)| ctx.cast.original(*story)).collect::<BTreeSet<_>>().len()
    };
    // What the desk's list says goes before what most stories have.
    let most = by_name
        .iter()
        .max_by_key(|(name, stories)| (standing(name) == Some(true), sources(stories), earliest(stories)));
    let Some((canonical, held)) = most else { return };
    let ruled = standing(canonical) == Some(true);
    for (name, stories) in by_name.iter().filter(|(name, _)| standing(name).is_none()) {
        if compare(name, canonical, Lexicon::builtin()).verdict == Verdict::Variant {
            let one = |&(story, party): &(StoryId, &Party)| deviates(ctx, (story, party, name), (canonical, held), ruled);
            findings.extend(stories.iter().filter_map(one));
        }
    }
}

/// Given name and surname, of a person with both.
fn full_name(party: &Party) -> Option<String> {
    Some(format!("{} {}", party.given.as_ref()?, party.surname.as_ref()?))
}

fn deviates(
    ctx: &Context<'_>,
    (story, party, name): (StoryId, &Party, &str),
    (canonical, held): (&str, &[(StoryId, &Party)]),
    ruled: bool,
) -> Option<Finding> {
    let same = held.iter().find(|(other, _)| ctx.same_outlet(story, *other));
    let (severity, confidence) = match same {
        Some(_) => (Severity::Warning, ONE_OUTLET),
        None if ruled => (Severity::Warning, RULED),
        None => (Severity::Note, OUTLETS),
    };
    let (other, other_party) = same.or_else(|| held.first())?;
    let (here, there) = (full_place(party)?, full_place(other_party)?);
    let message = format!("`{name}` is spelled `{canonical}` in {}", ctx.story(*other).head.name);
    let because = vec![match ruled {
        true => format!("the list of names has `{canonical}`"),
        false => format!("most stories that name this person have `{canonical}`"),
    }];
    let values = vec![canonical.to_owned(), name.to_owned()];
    let finding = Finding::new(&RULE.meta, severity, confidence, Place { story, span: here })
        .says(message, "Use one spelling if both stories are yours; outlets may differ.")
        .held_against(Place { story: *other, span: there }, format!("`{canonical}` here"))
        .resting_on(Evidence { because, values, edits: Vec::new() })
        .compared_with(canonical)
        .clustered(canonical);
    Some(finding)
}

/// Where a person stands with the full name in its own spelling.
fn full_place(party: &Party) -> Option<Span> {
    let surname = party.surname.as_ref()?;
    party.spellings.iter().find(|s| s.form == *surname)?.full
}
