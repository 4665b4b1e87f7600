//! Attributions that lead into their content: `She said that …`, `She called for …`.

use super::draft::Pattern;
use super::grammar::{View, words};
use crate::lexicon::{Class, Verb, VerbForm};
use crate::text::{Few, hash_bytes};
use std::ops::Range;

/// The content after a cue.
pub(super) fn pre_posed(view: View<'_>, at: usize, verb: &Verb) -> Option<(Range<usize>, Pattern)> {
    let frames = verb.frames;
    let next = at + 1;
    if next >= view.end {
        return None;
    }
    if verb.prepositions.contains(&view.hash(next)) && !view.is_word(next, words::TO) | !frames.infinitive {
        let start = if matches!(view.story.word(next), "out" | "back" | "down" | "up" | "in") {
            next + 1
        } else {
            next
        };
        let start = if start == next { next + 1 } else { start };
        return content(view, start, Pattern::Prepositional);
    }
    let start = view.after_adjuncts(next);
    if let Some(found) = led_by(view, start, verb, at) {
        return Some(found);
    }
    if frames.infinitive && view.is_word(start, words::TO) {
        return content(view, start, Pattern::Infinitive);
    }
    if frames.addressee && verb.lemma != words::TELL {
        return content(view, start, Pattern::Addressee);
    }
    if verb.lemma == words::TELL {
        return told(view, start);
    }
    if frames.clause && (is_clause(view, start) || frames.quotation && !frames.object) && !view.is_stop(start)
    {
        let quiet = view.is_word(start, words::COMMA)
            || view.is(start, Class::Preposition) && !view.is(start, Class::Determiner)
            || view.is(start, Class::Conjunction) && !frames.question;
        return if quiet { None } else { content(view, start, Pattern::CueThenClause) };
    }
    if frames.object
        && !view.is(start, Class::Preposition)
        && !view.is_punctuation(start)
        && !view.is(start, Class::Conjunction)
    {
        return match noun_with_that(view, next) {
            Some(that) => content(view, that, Pattern::CueThenThat),
            None => content(view, next, Pattern::Object),
        };
    }
    None
}

/// The "that" of `expressed hope that`, `voiced deep concern that`.
fn noun_with_that(view: View<'_>, from: usize) -> Option<usize> {
    (from..view.end.min(from + 3))
        .find(|&at| view.is(at, Class::CueNoun) && view.is_word(at + 1, words::THAT))
        .map(|at| at + 1)
}

/// "that", a colon, a quotation or a question word within the reach of the cue.
pub(super) fn led_by(
    view: View<'_>,
    start: usize,
    verb: &Verb,
    cue: usize,
) -> Option<(Range<usize>, Pattern)> {
    let frames = verb.frames;
    let mut at = start;
    let reach = view.end.min(cue + 16);
    while at < reach {
        if frames.clause && view.is_word(at, words::THAT) && (at == start || !view.after_determiner(at)) {
            return content(view, at, Pattern::CueThenThat);
        }
        if view.opens_quotation(at).is_some() {
            let near =
                at == start || view.is_word(at - 1, words::COMMA) || view.is_word(at - 1, words::COLON);
            return if near && frames.quotation {
                content(view, at, Pattern::CueThenQuotation)
            } else {
                None
            };
        }
        if frames.quotation && view.is_word(at, words::COLON) {
            return content(view, at + 1, Pattern::CueThenQuotation);
        }
        if frames.question
            && at == start
            && (matches!(view.hash(at), words::IF | words::WHETHER) || view.is(at, Class::Relative))
        {
            return content(view, at, Pattern::CueThenClause);
        }
        let aside =
            view.is(start, Class::Preposition) || frames.addressee || view.is_word(start, words::COMMA);
        let verb_follows =
            at > start && view.verb(at).is_some() && !view.token(at).is_some_and(|t| t.is_capital());
        if !aside || view.is_stop(at) || verb_follows {
            return None;
        }
        at += 1;
    }
    None
}

/// A clause begins here: a pronoun or phrase, and a verb not far behind it.
fn is_clause(view: View<'_>, at: usize) -> bool {
    if view.is(at, Class::Pronoun) && !view.is(at, Class::Determiner) {
        return !matches!(view.story.word(at), "him" | "her" | "them" | "us" | "me");
    }
    let end = view.phrase_after(at).end;
    end > at
        && (view.is(end, Class::Auxiliary)
            || view.is(end, Class::Modal)
            || view.verb(end).is_some_and(|v| v.form != VerbForm::Participle)
            || view.looks_finite(end))
}

/// "told": the addressee first, then "to", a clause.
fn told(view: View<'_>, start: usize) -> Option<(Range<usize>, Pattern)> {
    let addressee = view.phrase_after(start);
    let at = view.after_adjuncts(addressee.end);
    if view.is_stop(at) || at >= view.end || addressee.is_empty() && view.is_punctuation(at) {
        return None;
    }
    if view.is(at, Class::Preposition) && !matches!(view.hash(at), words::TO | words::OF) {
        return None;
    }
    content(view, at, Pattern::Addressee)
}

/// The content from `start` to where its clause ends.
fn content(view: View<'_>, start: usize, pattern: Pattern) -> Option<(Range<usize>, Pattern)> {
    let end = match pattern {
        Pattern::Object | Pattern::Prepositional | Pattern::Infinitive => object_end(view, start),
        _ => clause_end(view, start),
    };
    (start < end).then_some((start..end, pattern))
}

/// A clause runs to the end of the sentence, or to an attribution that closes it.
fn clause_end(view: View<'_>, start: usize) -> usize {
    let end = end_of(view, start);
    let behind = view.story.tokens.get(start + 2..end.saturating_sub(2)).unwrap_or_default();
    let closes =
        |at: usize| view.is_word(at, words::ACCORDING) || view.is_participle(at) && view.verb(at).is_none();
    for (at, token) in (start + 2..).zip(behind) {
        if token.hash == words::COMMA && token.quotation == u32::MAX && closes(at + 1) {
            return at;
        }
    }
    end
}

/// Plain words that can end an object.
static OPENERS: Few<6> = Few::new([
    words::AND,
    words::BUT,
    hash_bytes(b"while"),
    hash_bytes(b"although"),
    hash_bytes(b"after"),
    hash_bytes(b"because"),
]);

/// An object runs to the next comma or conjunction that starts something new.
fn object_end(view: View<'_>, start: usize) -> usize {
    let end = end_of(view, start);
    let mut at = start + 1;
    while at < end {
        let token = &view.story.tokens[at];
        let passed = token.plain && !OPENERS.has(token.hash);
        if !passed && !view.quoted(at) {
            let comma = view.is_word(at, words::COMMA);
            if comma
                && (view.is(at + 1, Class::Conjunction)
                    || view.is(at + 1, Class::Relative)
                    || view.is(at + 1, Class::Pronoun)
                    || view.verb(at + 1).is_some()
                    || view.is(at + 1, Class::Preposition))
            {
                return at;
            }
            if view.is_dash(at)
                || matches!(view.story.word(at), "while" | "although" | "after" | "because" | "but")
                    && at > start + 1
            {
                return at;
            }
            if view.is_word(at, words::AND) && view.verb(at + 1).is_some_and(|v| v.form != VerbForm::Base) {
                return at;
            }
        }
        at += 1;
    }
    end
}
/// The end of the sentence without its full stop.
pub(super) fn end_of(view: View<'_>, from: usize) -> usize {
    let mut end = view.end;
    while end > from && view.is_stop(end - 1) && !view.quoted(end - 1) {
        end -= 1;
    }
    end
}
