#![doc = include_str!("detail_conflict.md")]

use crate::check::times::{Telling, is_of_two};
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, Detail, DetailKind, PartyKind, Subject};
use crate::lexicon::Lexicon;
use crate::resolve::SpeakerId;
use crate::text::{Place, Span, StoryId, hash_folded};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "detail-conflict",
        highest: Severity::Warning,
        page: include_str!("detail_conflict.md"),
    },
    check,
};

/// How sure it is that two actors or places of one act in one story are a slip. Source: a judgement.
const WITHIN: Confidence = Confidence::percent(75);

/// The same between stories, of which one may be of another act of the kind. Source: a judgement.
const ACROSS: Confidence = Confidence::percent(60);

/// A detail and its story.
#[derive(Clone, Copy)]
struct Told<'a> {
    story: StoryId,
    detail: &'a Detail,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut across: BTreeMap<(SpeakerId, &'static str, DetailKind), Vec<Told<'_>>> = BTreeMap::new();
    for (story, facts) in context.stories() {
        let mut within: BTreeMap<(Subject, &'static str, DetailKind), Vec<Told<'_>>> = BTreeMap::new();
        for detail in &facts.details {
            let told = Told { story, detail };
            within.entry((detail.subject, detail.act.verb, detail.kind)).or_default().push(told);
            if let Some(person) = person(context, told).filter(|_| detail.act.once) {
                across.entry((person, detail.act.verb, detail.kind)).or_default().push(told);
            }
        }
        for told in within.values() {
            let other = told[1..].iter().find(|other| differ(context, &told[0], other));
            findings.extend(other.map(|other| finding(context, &told[0], other, (Severity::Warning, WITHIN))));
        }
    }
    for ((person, verb, _), told) in &across {
        between(context, &format!("{} {verb}", context.name(*person)), told, findings);
    }
}

/// The person of full name to whom it happened.
fn person(context: &Context<'_>, told: Told<'_>) -> Option<SpeakerId> {
    let Subject::Party(party) = told.detail.subject else { return None };
    let own = context.story(told.story).parties.get(party.0 as usize)?;
    let full = own.kind == PartyKind::Person && own.given.is_some();
    if full { context.cast.speaker(told.story, party) } else { None }
}

/// One note for each story whose detail is another than that of the first.
fn between(context: &Context<'_>, key: &str, told: &[Told<'_>], findings: &mut Vec<Finding>) {
    let order = |one: &&Told<'_>| {
        let head = &context.story(one.story).head;
        (head.date.map(|(date, _)| date), head.name.clone(), one.detail.span)
    };
    let Some(first) = told.iter().min_by_key(order) else { return };
    let mut last = None;
    for other in told.iter().filter(|other| other.story != first.story && differ(context, first, other)) {
        if last != Some(other.story) {
            findings.push(finding(context, first, other, (Severity::Note, ACROSS)).clustered(key));
        }
        last = Some(other.story);
    }
}

/// Whether the two cannot both be right: no word in common, and no place inside the other.
fn differ(context: &Context<'_>, a: &Told<'_>, b: &Told<'_>) -> bool {
    let apart = !a.detail.stems.iter().any(|stem| b.detail.stems.contains(stem));
    let excluded = match a.detail.kind {
        DetailKind::Actor => true,
        DetailKind::Place => is_town(context, a) && is_town(context, b),
    };
    apart && excluded && !is_of_two(context, telling(a), telling(b))
}

/// The act and its detail, as they are held against other times.
fn telling(told: &Told<'_>) -> Telling {
    let words = told.detail.event.join(told.detail.span);
    Telling {
        words: Place { story: told.story, span: words },
        verb: told.detail.event,
        quoted: Span::default(),
    }
}

/// Whether a place is none that others lie in: no country, no region.
fn is_town(context: &Context<'_>, told: &Told<'_>) -> bool {
    let name = context.show(told.story, told.detail.span);
    let known = Lexicon::builtin().names().place(hash_folded(&name));
    known.is_some_and(|place| matches!(place.kind, crate::lexicon::PlaceKind::Capital))
}

fn finding(
    context: &Context<'_>,
    a: &Told<'_>,
    b: &Told<'_>,
    (severity, confidence): (Severity, Confidence),
) -> Finding {
    let place = |one: &Told<'_>| Place { story: one.story, span: one.detail.span };
    let shown = |one: &Told<'_>| context.show(one.story, one.detail.span);
    let (was, is) = (shown(a), shown(b));
    let act = context.show(b.story, b.detail.event);
    let elsewhere = match a.story == b.story {
        true => "earlier in this story".to_owned(),
        false => format!("in {}", context.story(a.story).head.name),
    };
    let what = match b.detail.kind {
        DetailKind::Actor => "by",
        DetailKind::Place => "in",
    };
    Finding::new(&RULE.meta, severity, confidence, place(b))
        .says(
            format!("`{act}` {what} `{is}` here and {what} `{was}` {elsewhere}"),
            "find out which, or say that these are two events",
        )
        .held_against(place(a), format!("`{was}` here"))
        .compared_with(was.as_str())
        .resting_on(Evidence {
            because: vec![format!("one subject in the same words, and one act: `{act}`")],
            values: vec![was, is],
            edits: Vec::new(),
        })
}
