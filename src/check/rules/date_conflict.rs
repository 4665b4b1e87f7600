#![doc = include_str!("date_conflict.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, DateMention, DatePrecision, Event, Facts, PartyKind, Subject};
use crate::resolve::SpeakerId;
use crate::text::{Place, StoryId};
use jiff::civil::Date;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "date-conflict", highest: Severity::Warning, page: include_str!("date_conflict.md") },
    check,
};

/// How sure it is that two days of one act in one story are a slip. Source: a judgement.
const WITHIN: Confidence = Confidence::percent(75);

/// The same between stories, of which one may be of another act of the kind. Source: a judgement.
const ACROSS: Confidence = Confidence::percent(60);

/// Days further apart than this are those of two acts, where there can be two. Unit: days.
const ONE_ACT: i32 = 31;

/// An event with its date.
#[derive(Clone, Copy)]
struct Dated<'a> {
    story: StoryId,
    event: &'a Event,
    date: &'a DateMention,
}

/// What is one act: who or what, the verb, and whether it is to come.
type Key<S> = (S, &'static str, bool);

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut across: BTreeMap<Key<SpeakerId>, Vec<Dated<'_>>> = BTreeMap::new();
    for (story, facts) in ctx.stories() {
        let mut within: BTreeMap<Key<Subject>, Vec<Dated<'_>>> = BTreeMap::new();
        for dated in dated(story, facts) {
            let Event { subject, act, ahead, .. } = *dated.event;
            within.entry((subject, act.verb, ahead)).or_default().push(dated);
            if let Some(speaker) = person(ctx, facts, story, subject) {
                across.entry((speaker, act.verb, ahead)).or_default().push(dated);
            }
        }
        for events in within.values() {
            let pair = events[1..].iter().find(|other| differ(&events[0], other)).map(|other| (&events[0], other));
            findings.extend(pair.map(|(a, b)| finding(ctx, a, b, (Severity::Warning, WITHIN))));
        }
    }
    for ((speaker, ..), events) in &across {
        between(ctx, *speaker, events, findings);
    }
}

fn dated(story: StoryId, facts: &Facts) -> impl Iterator<Item = Dated<'_>> {
    let events = facts.events.iter();
    events.filter_map(move |event| Some(Dated { story, event, date: facts.dates.get(event.date as usize)? }))
}

/// The speaker behind a person.
fn person(ctx: &Context<'_>, facts: &Facts, story: StoryId, subject: Subject) -> Option<SpeakerId> {
    let Subject::Party(party) = subject else { return None };
    let own = facts.parties.get(party.0 as usize)?;
    // A bare surname is not known from one story to the next.
    let full = own.kind == PartyKind::Person && own.given.is_some();
    if full { ctx.cast.speaker(story, party) } else { None }
}

/// One note for each story whose day is another than that of the first.
fn between(ctx: &Context<'_>, speaker: SpeakerId, events: &[Dated<'_>], findings: &mut Vec<Finding>) {
    let key = |one: &Dated<'_>| {
        let head = &ctx.story(one.story).head;
        (head.date.map(|(date, _)| date), head.name.clone(), one.date.span)
    };
    let Some(first) = events.iter().min_by_key(|one| key(one)) else { return };
    let mut told = None;
    for other in events.iter().filter(|other| other.story != first.story && differ(first, other)) {
        if told != Some(other.story) {
            let note = finding(ctx, first, other, (Severity::Note, ACROSS));
            findings.push(note.clustered(&format!("{} {}", ctx.name(speaker), first.event.act.verb)));
        }
        told = Some(other.story);
    }
}

/// Whether the days have none in common and yet are near enough to be those of one act.
fn differ(a: &Dated<'_>, b: &Dated<'_>) -> bool {
    match (days(a.date), days(b.date)) {
        (Some(x), Some(y)) => {
            let apart = x.1 < y.0 || y.1 < x.0;
            let near = |from: Date, to: Date| from.until(to).is_ok_and(|span| span.get_days().abs() <= ONE_ACT);
            apart && (a.event.act.once && b.event.act.once || near(x.0, y.0) && near(x.1, y.1))
        }
        // Without a story date, two weekdays of one story are two days.
        (None, None) => match (a.date.weekday, b.date.weekday) {
            (Some(x), Some(y)) => a.story == b.story && a.date.day.is_none() && b.date.day.is_none() && x != y,
            (Some(_) | None, None) | (None, Some(_)) => false,
        },
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// The days that a date leaves; a year alone is too wide to tell.
fn days(date: &DateMention) -> Option<(Date, Date)> {
    match date.precision {
        DatePrecision::Day | DatePrecision::Days | DatePrecision::Month | DatePrecision::Year => {
            date.date.zip(date.last)
        }
    }
}

fn finding(
    ctx: &Context<'_>,
    a: &Dated<'_>,
    b: &Dated<'_>,
    (severity, confidence): (Severity, Confidence),
) -> Finding {
    let place = |one: &Dated<'_>| Place { story: one.story, span: one.date.span };
    let (was, is) = (ctx.show(a.story, a.date.span), ctx.show(b.story, b.date.span));
    let act = ctx.show(b.story, b.event.span);
    let elsewhere = match a.story == b.story {
        true => "earlier in this story".to_owned(),
        false => format!("in {}", ctx.story(a.story).head.name),
    };
    let because = match b.event.subject {
        Subject::Party(_) => format!("one person, and one act: `{act}`"),
        Subject::Thing(_) => format!("one thing in the same words, and one act: `{act}`"),
    };
    Finding::new(&RULE.meta, severity, confidence, place(b))
        .says(
            format!("`{act}` is dated `{is}` here and `{was}` {elsewhere}"),
            "Use the right day, or say that these are two events.",
        )
        .held_against(place(a), format!("`{was}` here"))
        .compared_with(was.as_str())
        .resting_on(Evidence { because: vec![because], values: vec![was.clone(), is], edits: Vec::new() })
}
