//! Whether a word is used as a reporting verb here, and who its subject is.

use super::draft::{Draft, Pattern};
use super::grammar::{View, words};
use crate::lexicon::{Class, Verb, VerbForm};
use crate::text::hash_bytes;
use std::ops::Range;

/// Verbs that are nouns as often: after these a preposition or a full stop makes them nouns.
const NOUNS_TOO: [u64; 36] = [
    hash_bytes(b"address"),
    hash_bytes(b"answer"),
    hash_bytes(b"appeal"),
    hash_bytes(b"attack"),
    hash_bytes(b"back"),
    hash_bytes(b"call"),
    hash_bytes(b"campaign"),
    hash_bytes(b"challenge"),
    hash_bytes(b"claim"),
    hash_bytes(b"comment"),
    hash_bytes(b"demand"),
    hash_bytes(b"detail"),
    hash_bytes(b"document"),
    hash_bytes(b"estimate"),
    hash_bytes(b"fear"),
    hash_bytes(b"forecast"),
    hash_bytes(b"hope"),
    hash_bytes(b"note"),
    hash_bytes(b"object"),
    hash_bytes(b"offer"),
    hash_bytes(b"order"),
    hash_bytes(b"plan"),
    hash_bytes(b"point"),
    hash_bytes(b"post"),
    hash_bytes(b"praise"),
    hash_bytes(b"project"),
    hash_bytes(b"promise"),
    hash_bytes(b"protest"),
    hash_bytes(b"question"),
    hash_bytes(b"reference"),
    hash_bytes(b"report"),
    hash_bytes(b"request"),
    hash_bytes(b"support"),
    hash_bytes(b"trust"),
    hash_bytes(b"view"),
    hash_bytes(b"vote"),
];

/// Whether the word is used as a verb here.
pub(super) fn is_verb(view: View<'_>, at: usize, verb: &Verb, group: usize) -> bool {
    if view.after_determiner(at) || view.is_word(at + 1, words::BY) && verb.form == VerbForm::Past {
        return false;
    }
    let capital = view.story.tokens[at].is_capital();
    let helped = group < at
        && (view.is(at - 1, Class::Modal)
            || view.is(at - 1, Class::Auxiliary)
            || view.is(at - 1, Class::Negation));
    match verb.form {
        VerbForm::Past => !capital || at == view.start,
        VerbForm::Participle => true,
        VerbForm::Base | VerbForm::Third if capital => false,
        VerbForm::Base if at > view.start && view.is_word(at - 1, words::TO) => false,
        VerbForm::Base => helped || plural_subject(view, group) && !noun_here(view, at, verb),
        VerbForm::Third => !noun_here(view, at, verb) && singular_subject(view, group),
    }
}

fn noun_here(view: View<'_>, at: usize, verb: &Verb) -> bool {
    let pronoun = at > view.start && view.is(at - 1, Class::Pronoun);
    NOUNS_TOO.contains(&verb.lemma)
        && !pronoun
        && (view.is(at + 1, Class::Preposition) && !verb.prepositions.contains(&view.hash(at + 1))
            || view.is_punctuation(at + 1)
            || view.is(at + 1, Class::Auxiliary))
}

fn plural_subject(view: View<'_>, end: usize) -> bool {
    let Some(last) = end.checked_sub(1).and_then(|at| view.token(at)) else { return false };
    let word = view.story.text(last.span);
    last.is_word()
        && (last.classes.any(&[Class::Pronoun, Class::Relative])
            && !matches!(word, "he" | "she" | "it" | "He" | "She" | "It")
            || word.ends_with('s') && !word.ends_with("ss") && last.hash != words::POSSESSIVE
            || matches!(word, "people" | "men" | "women" | "police" | "children"))
        || view.is_word(end - 1, words::COMMA)
}

fn singular_subject(view: View<'_>, end: usize) -> bool {
    let Some(last) = end.checked_sub(1).and_then(|at| view.token(at)) else { return false };
    view.is_word(end - 1, words::COMMA)
        || view.quoted(end - 1)
        || last.is_word()
            && last.hash != words::POSSESSIVE
            && (last.is_capital()
                || last.classes.any(&[
                    Class::Pronoun,
                    Class::Relative,
                    Class::Role,
                    Class::Document,
                    Class::Body,
                ])
                || !last.classes.any(&[Class::Preposition, Class::Conjunction]))
}

/// Who says it: the subject, or for `adding`, `and warned` the source of the cue before.
pub(super) fn source(
    view: View<'_>,
    at: usize,
    verb: &Verb,
    (group, before): (usize, &[Draft]),
) -> Option<Range<usize>> {
    let subject = view.subject(group);
    let chained = group > view.start
        && (view.is_word(group - 1, words::COMMA) || view.is(group - 1, Class::Conjunction))
        || verb.form == VerbForm::Participle;
    let named = |d: &&Draft| d.pattern != Pattern::According && !d.source.is_empty();
    if chained
        && (verb.form == VerbForm::Participle || subject.is_empty())
        && let Some(last) = before.iter().rev().find(named)
    {
        return Some(last.source.clone());
    }
    if verb.form == VerbForm::Participle && !view.is(at.wrapping_sub(1), Class::Auxiliary) {
        return Some(main_subject(view, at));
    }
    if subject.is_empty() && chained {
        let main = main_subject(view, at);
        return Some(main);
    }
    Some(subject)
}

/// The phrase that opens the sentence.
fn main_subject(view: View<'_>, before: usize) -> Range<usize> {
    let mut at = view.start;
    if view.is(at, Class::Preposition) && !view.quoted(at) {
        at = (at..before).find(|&i| view.is_word(i, words::COMMA)).map_or(at, |comma| comma + 1);
    }
    while at < before
        && (view.is(at, Class::Conjunction) || view.is(at, Class::Adverb) || view.is_punctuation(at))
        && !view.quoted(at)
    {
        at += 1;
    }
    let phrase = view.phrase_after(at);
    if phrase.end <= before { phrase } else { at..at }
}
