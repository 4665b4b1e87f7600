//! Where, to whom and when a claim was made.

use super::grammar::{View, words};
use super::{Claim, Venue};
use crate::extract::{DateMention, DatePrecision};
use crate::lexicon::{Class, Lexicon};
use crate::segment::Story;
use std::ops::Range;

/// Sets a claim's venue, relay and date from the words around its cue.
pub(super) fn fill(story: &Story<'_>, lexicon: &Lexicon, dates: &[DateMention], claim: &mut Claim) {
    let Some(cue) = claim.cue.first().map(|span| story.token_at(span.start)) else { return };
    let Some(sentence) = story.tokens.get(cue).and_then(|t| story.sentences.get(t.sentence as usize)) else {
        return;
    };
    let view =
        View { story, lexicon, start: sentence.tokens.start as usize, end: sentence.tokens.end as usize };
    let outside = |range: &Range<usize>| {
        let span = story.span_of(range.clone());
        !claim.content.iter().any(|content| content.overlaps(span))
    };
    let told = view.verb(cue).filter(|verb| verb.lemma == words::TELL).and_then(|_| outlet(view, cue + 1));
    let place = told.or_else(|| occasion(view)).filter(outside);
    let relay = (view.start..view.end).find_map(|at| relay(view, at)).filter(outside);
    let date = dates
        .iter()
        .skip(dates.partition_point(|date| date.span.start < sentence.span.start))
        .take_while(|date| date.span.end <= sentence.span.end)
        .find(|date| {
            date.precision == DatePrecision::Day && !claim.content.iter().any(|c| c.overlaps(date.span))
        })
        .and_then(|date| date.date);
    claim.venue = place.and_then(|range| venue(view, range));
    claim.relay = relay.and_then(|range| venue(view, range));
    claim.date = date;
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
fn occasion(view: View<'_>) -> Option<Range<usize>> {
    (view.start..view.end).filter(|&at| !view.quoted(at)).find_map(|at| match view.story.word(at) {
        "interview" | "interviews" if matches!(view.story.word(at + 1), "with" | "on" | "to") => {
            outlet(view, at + 2)
        }
        "speaking" | "Speaking" | "spoke" if matches!(view.story.word(at + 1), "to" | "with" | "on") => {
            outlet(view, at + 2)
        }
        "at" | "At" | "to" | "during" | "addressing" | "Addressing" => gathering(view, at + 1),
        _ => None,
    })
}

/// A named occasion: `the Harbour Forum conference`, not "a meeting".
fn gathering(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let phrase = view.phrase_after(at);
    let occasion = phrase.clone().any(|i| view.is(i, Class::Gathering));
    let named = phrase.clone().filter(|&i| view.story.tokens[i].is_capital()).count() >= 2;
    (occasion && named).then_some(phrase)
}

/// "on his Telegram channel", "in a statement", "in a letter to …".
fn relay(view: View<'_>, at: usize) -> Option<Range<usize>> {
    if view.quoted(at) || !matches!(view.story.word(at), "on" | "in" | "In" | "On" | "via") {
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
    let name = view.story.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Venue { span, name })
}
