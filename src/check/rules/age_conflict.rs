#![doc = include_str!("age_conflict.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Birth, Confidence, Facts, PartyId, PartyKind};
use crate::text::{Place, StoryId};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "age-conflict", highest: Severity::Warning, page: include_str!("age_conflict.md") },
    check,
};

/// How sure it is that one of two ages and births of a person is wrong.
///
/// Source: a judgement; on 840 stories with planted errors, and on the same untouched, all findings
/// were planted ones.
const SURE: Confidence = Confidence::percent(85);

/// Whose births they are: a person's, or those beside a word that is nobody's known name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Party(PartyId),
    Word(u64),
}

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        let mut of: BTreeMap<Whose, Vec<&Birth>> = BTreeMap::new();
        for birth in facts.births.iter().filter(|birth| !birth.headline) {
            of.entry(birth.party.map_or(Whose::Word(birth.name), Whose::Party)).or_default().push(birth);
        }
        if of.values().all(|births| births.len() < 2) {
            continue;
        }
        let bearers = bearers(facts);
        let shared = |party: PartyId| {
            let surname = facts.parties.get(party.0 as usize).and_then(|party| party.surname.as_deref());
            surname.is_some_and(|surname| bearers.get(surname).is_some_and(|count| *count > 1))
        };
        for (whose, births) in of.iter().filter(|(_, births)| births.len() > 1) {
            let births: Vec<&Birth> = match whose {
                // Whose age it is beside a bare surname, nobody can tell.
                Whose::Party(party) if shared(*party) => {
                    births.iter().copied().filter(|birth| birth.full).collect()
                }
                Whose::Party(_) => births.clone(),
                // A number between commas is an age only where the same word was born.
                Whose::Word(_) => {
                    let kinds = [births.iter().find(|b| b.age.is_some()), births.iter().find(|b| b.age.is_none())];
                    let mut kinds: Vec<&Birth> = kinds.into_iter().flatten().copied().collect();
                    kinds.sort_by_key(|birth| birth.span);
                    kinds
                }
            };
            findings.extend(conflict(&births).map(|pair| finding(ctx, (story, facts), pair)));
        }
    }
}

/// The first that does not fit one before it; days that meet two by two all have one in common, so
/// that only the narrowest so far need be asked.
fn conflict<'b>(births: &[&'b Birth]) -> Option<(&'b Birth, &'b Birth)> {
    let mut latest: Option<&Birth> = None;
    let mut earliest: Option<&Birth> = None;
    let mut aged: Option<&Birth> = None;
    for &birth in births {
        if let (Some(known), Some(age)) = (aged, birth.age)
            && known.age != Some(age)
        {
            return Some((known, birth));
        }
        aged = aged.or(birth.age.map(|_| birth));
        let Some((from, to)) = birth.days else { continue };
        if let Some(known) = latest.filter(|known| known.days.is_some_and(|(known, _)| known > to)) {
            return Some((known, birth));
        }
        if let Some(known) = earliest.filter(|known| known.days.is_some_and(|(_, known)| known < from)) {
            return Some((known, birth));
        }
        if latest.is_none_or(|known| known.days.is_some_and(|(known, _)| known < from)) {
            latest = Some(birth);
        }
        if earliest.is_none_or(|known| known.days.is_some_and(|(_, known)| known > to)) {
            earliest = Some(birth);
        }
    }
    None
}

/// How many persons of the story bear each surname.
fn bearers(facts: &Facts) -> BTreeMap<&str, u32> {
    let mut bearers = BTreeMap::new();
    for party in facts.parties.iter().filter(|party| party.kind == PartyKind::Person) {
        if let Some(surname) = &party.surname {
            *bearers.entry(surname.as_str()).or_default() += 1;
        }
    }
    bearers
}

fn finding(ctx: &Context<'_>, (story, facts): (StoryId, &Facts), (known, birth): (&Birth, &Birth)) -> Finding {
    let party = birth.party.and_then(|party| facts.parties.get(party.0 as usize));
    let name = party.map_or("one person", |party| party.name.as_str());
    let (was, is) = (ctx.show(story, known.span), ctx.show(story, birth.span));
    let message = format!("`{is}` does not fit `{was}`, which this story tells of {name} as well");
    let mut because = vec![format!("both are told of {name}")];
    if let (Some((date, _)), true) = (facts.head.date, known.age.is_none() || birth.age.is_none()) {
        because.push(format!("the story is of {date}"));
        because.extend([known, birth].into_iter().filter_map(told));
    }
    Finding::new(&RULE.meta, Severity::Warning, SURE, Place { story, span: birth.span })
        .says(message, "Check the age and the birth date, or say of when the age is.")
        .held_against(Place { story, span: known.span }, format!("`{was}` here"))
        .compared_with(was.as_str())
        .resting_on(Evidence { because, values: vec![was.clone(), is], edits: Vec::new() })
}

/// The days of birth that an age or birth date leaves, as a sentence.
fn told(birth: &Birth) -> Option<String> {
    let (from, to) = birth.days?;
    Some(match birth.age {
        Some(age) => format!("who is {age} was born between {from} and {to}"),
        None if from == to => format!("a birth on {from}"),
        None => format!("a birth between {from} and {to}"),
    })
}
