//! Where, to whom and when a claim was made.

use super::grammar::{View, words};
use super::{Claim, Venue};
use crate::extract::party::joined;
use crate::extract::{DateMention, DatePrecision};
use crate::lexicon::{Class, Classes, Lexicon};
use crate::segment::{Story, TokenKind};
use crate::text::{Few, Span, hash_bytes};
use jiff::civil::Date;
use std::ops::Range;

/// Sets the venue, relay and date of claims from the words around their cues.
///
/// What a sentence says of its setting is found once for all its claims.
pub(super) fn fill(story: &Story<'_>, lexicon: &Lexicon, dates: &[DateMention], claims: &mut [Claim]) {
    let mut last: Option<(u32, Setting)> = None;
    for claim in claims {
        let Some(cue) = claim.cue.first().map(|span| story.token_at(span.start)) else { continue };
        let Some(index) = story.tokens.get(cue).map(|token| token.sentence) else { continue };
        let Some(sentence) = story.sentences.get(index as usize) else { continue };
        let view =
            View { story, lexicon, start: sentence.tokens.start as usize, end: sentence.tokens.end as usize };
        let setting = match last.take() {
            Some((known, setting)) if known == index => setting,
            _ => Setting::of(view, dates),
        };
        setting.apply(view, cue, claim);
        last = Some((index, setting));
    }
}

/// What a sentence says of where and when its claims were made.
struct Setting {
    occasion: Option<Range<usize>>,
    relay: Option<Range<usize>>,
    days: Vec<(Span, Date)>,
}

impl Setting {
    fn of(view: View<'_>, dates: &[DateMention]) -> Self {
        let sentence = view.story.span_of(view.start..view.end);
        let days = dates[dates.partition_point(|date| date.span.start < sentence.start)..]
            .iter()
            .take_while(|date| date.span.end <= sentence.end)
            .filter(|date| date.precision == DatePrecision::Day && !date.counted)
            .filter_map(|date| Some((date.span, date.date?)))
            .collect();
        let classes = view.sentence().map_or(Classes::default(), |sentence| sentence.classes);
        let named = classes.any(&[Class::Outlet, Class::Gathering]);
        let occasion = if named { occasion(view, classes) } else { None };
        let relay = if classes.has(Class::Relay) {
            (view.start..view.end).find_map(|at| relay(view, at))
        } else {
            None
        };
        Self { occasion, relay, days }
    }

    fn apply(&self, view: View<'_>, cue: usize, claim: &mut Claim) {
        let inside = |span: Span| claim.content.iter().any(|content| content.overlaps(span));
        let outside = |range: &Range<usize>| !inside(view.story.span_of(range.clone()));
        let told =
            view.verb(cue).filter(|verb| verb.lemma == words::TELL).and_then(|_| outlet(view, cue + 1));
        let place = told.or_else(|| self.occasion.clone()).filter(|at| outside(at) || trails(view, at));
        let place = place.and_then(|range| venue(view, range));
        let relay = self.relay.clone().filter(outside).and_then(|range| venue(view, range));
        let date = self.days.iter().find(|(span, _)| !inside(*span)).map(|&(_, date)| date);
        claim.venue = place;
        claim.relay = relay;
        claim.date = date;
    }
}

/// Whether a phrase stands a few words behind a closing quotation mark: `“…” in an interview with Harrow
/// News` tells where it was said, though it was read as part of what was said.
fn trails(view: View<'_>, phrase: &Range<usize>) -> bool {
    let few = phrase.start.saturating_sub(5).max(view.start)..phrase.start;
    let mark = few.rev().find(|&at| view.story.tokens[at].kind == TokenKind::Mark);
    !view.quoted(phrase.start) && mark.is_some_and(|at| at > view.start && view.quoted(at - 1))
}

/// A quotation carried on without a cue has the setting of the claim before it.
pub(super) fn carry_on(claims: &mut [Claim]) {
    for i in 1..claims.len() {
        if claims[i].carried {
            let (before, rest) = claims.split_at_mut(i);
            let last = &before[i - 1];
            rest[0].venue.clone_from(&last.venue);
            rest[0].relay.clone_from(&last.relay);
            rest[0].date = last.date;
        }
    }
}

/// The phrase at `at` when it names a newspaper, agency or broadcaster.
fn outlet(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let phrase = view.phrase_after(at);
    let named = phrase.clone().any(|i| {
        let token = &view.story.tokens[i];
        token.is(Class::Outlet) && token.is_capital()
    });
    named.then_some(phrase)
}

/// "in an interview with …", "speaking to …", "at the … Forum".
fn occasion(view: View<'_>, classes: Classes) -> Option<Range<usize>> {
    let (outlets, gatherings) = (classes.has(Class::Outlet), classes.has(Class::Gathering));
    (view.start..view.end).find_map(|at| {
        let hash = view.hash(at);
        if !MARKS.may_have(hash) || view.quoted(at) {
            None
        } else if outlets && INTERVIEW.contains(&hash) && LEADS.contains(&view.hash(at + 1)) {
            outlet(view, at + 2)
        } else if gatherings && GATHERED.contains(&hash) {
            gathering(view, at + 1)
        } else {
            None
        }
    })
}

/// [`INTERVIEW`] and [`GATHERED`].
static MARKS: Few<8> = Few::new([
    INTERVIEW[0],
    INTERVIEW[1],
    INTERVIEW[2],
    INTERVIEW[3],
    GATHERED[0],
    GATHERED[1],
    GATHERED[2],
    GATHERED[3],
]);
const INTERVIEW: [u64; 4] =
    [hash_bytes(b"interview"), hash_bytes(b"interviews"), hash_bytes(b"speaking"), hash_bytes(b"spoke")];
const LEADS: [u64; 3] = [hash_bytes(b"with"), hash_bytes(b"on"), hash_bytes(b"to")];
const GATHERED: [u64; 4] =
    [hash_bytes(b"at"), hash_bytes(b"to"), hash_bytes(b"during"), hash_bytes(b"addressing")];
const RELAYED: [u64; 3] = [hash_bytes(b"on"), hash_bytes(b"in"), hash_bytes(b"via")];

/// A named occasion: `the Harbour Forum conference`, not "a meeting".
fn gathering(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let phrase = view.phrase_after(at);
    let occasion = phrase.clone().any(|i| view.is(i, Class::Gathering));
    let named = phrase.clone().filter(|&i| view.story.tokens[i].is_capital()).count() >= 2;
    (occasion && named).then_some(phrase)
}

/// "on his Telegram channel", "in a statement", "in a letter to …".
fn relay(view: View<'_>, at: usize) -> Option<Range<usize>> {
    if view.quoted(at) || !RELAYED.contains(&view.hash(at)) {
        return None;
    }
    let phrase = view.phrase_after(at + 1);
    let short = phrase.len() <= 5;
    (short && phrase.clone().any(|i| view.is(i, Class::Relay))).then_some(phrase)
}

/// The name in a phrase: from its first to its last capitalised word; without any, its last word.
fn venue(view: View<'_>, phrase: Range<usize>) -> Option<Venue> {
    let capital = |&i: &usize| view.story.tokens[i].is_capital();
    let last = phrase.clone().rev().find(capital).or_else(|| phrase.clone().last())?;
    let first = phrase.clone().find(capital).unwrap_or(last);
    let span = view.story.span_of(first..last + 1);
    Some(Venue { span, name: joined(view.story, span) })
}
