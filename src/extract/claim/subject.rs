//! Whether a word is used as a reporting verb here, and who its subject is.

use super::draft::{Draft, Pattern};
use super::grammar::{View, words};
use crate::lexicon::{Class, Verb, VerbForm};
use crate::text::hash_bytes;
use std::ops::Range;

/// Verbs that are nouns as often: after these a preposition or a full stop makes them nouns.
const NOUNS_TOO: [&[u8]; 36] = [
    b"address",
    b"answer",
    b"appeal",
    b"attack",
    b"back",
    b"call",
    b"campaign",
    b"challenge",
    b"claim",
    b"comment",
    b"demand",
    b"detail",
    b"document",
    b"estimate",
    b"fear",
    b"forecast",
    b"hope",
    b"note",
    b"object",
    b"offer",
    b"order",
    b"plan",
    b"point",
    b"post",
    b"praise",
    b"project",
    b"promise",
    b"protest",
    b"question",
    b"reference",
    b"report",
    b"request",
    b"support",
    b"trust",
    b"view",
    b"vote",
];

/// Whether the word is used as a verb here.
pub(super) fn is_verb(view: View<'_>, at: usize, verb: &Verb) -> bool {
    if view.after_determiner(at) || view.is_word(at + 1, words::BY) && verb.form == VerbForm::Past {
        return false;
    }
    let capital = view.story.tokens[at].is_capital();
    let group = view.group_start(at);
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
    NOUNS_TOO.iter().any(|noun| hash_bytes(noun) == verb.lemma)
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
pub(super) fn source(view: View<'_>, at: usize, verb: &Verb, before: &[Draft]) -> Option<Range<usize>> {
    let group = view.group_start(at);
    let subject = view.subject(at);
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
