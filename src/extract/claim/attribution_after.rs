//! Attributions that follow or interrupt their content: `"…," she said`, `It rained, she said.`

use super::attribution_before::{end_of, led_by};
use super::draft::Pattern;
use super::grammar::{View, words};
use crate::lexicon::{Class, Verb, VerbForm};
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// Source, content and pattern of a claim.
pub(super) type Found = (Range<usize>, SmallVec<[Range<usize>; 2]>, Pattern);

/// `"…," she said`, `"…," said Hossain`, `It rained, she said on Friday.`
///
/// `group` is where the group of the verb at `at` starts.
pub(super) fn post_posed(
    view: View<'_>,
    (group, at): (usize, usize),
    verb: &Verb,
    subject: &Range<usize>,
) -> Option<Found> {
    if !(verb.frames.quotation || verb.frames.clause) {
        return None;
    }
    let (source, left) = owner(view, (group, at), verb.form, subject)?;
    let quotation = quotation_before(view, left);
    let right = source.end.max(at + 1);
    let open = quotation.is_none()
        && (!closes(view, right) || !clause_before(view, left) || led_by(view, right, verb, at).is_some());
    let leads =
        quotation.is_some() && source.end <= at && leads_on(view, right) && !boundary_is_comma(view, left);
    if open || leads {
        return None;
    }
    let first = clause_start(view, quotation.unwrap_or(left))..left;
    let mut content: SmallVec<[Range<usize>; 2]> = smallvec![first];
    content
        .extend(rest(view, right, quotation.is_some()).filter(|_| quotation.is_some() || source.end <= at));
    let pattern = if quotation.is_some() { Pattern::QuotationThenCue } else { Pattern::ClauseThenCue };
    Some((source, content, pattern))
}

/// Who owns an attribution that follows its content, and where the attribution begins.
fn owner(
    view: View<'_>,
    (group, at): (usize, usize),
    form: VerbForm,
    subject: &Range<usize>,
) -> Option<(Range<usize>, usize)> {
    if let Some(start) = after_quotation(view, group) {
        return Some((start..group, start));
    }
    let relative = view.is(subject.start, Class::Relative);
    let own = !relative && !subject.is_empty() && subject.end <= group && subject.end + 1 >= group;
    if own && boundary(view, subject.start) {
        return Some((subject.clone(), subject.start));
    }
    let finite = matches!(form, VerbForm::Past | VerbForm::Third);
    if !finite || !boundary(view, group) {
        return None;
    }
    let inverted = view.phrase_after(view.after_adjuncts(at + 1));
    let named = !inverted.is_empty() && !view.is(inverted.start, Class::Pronoun);
    named.then_some((inverted, group))
}

/// Where the words between a closing mark and the verb begin, when they can only be its subject.
fn after_quotation(view: View<'_>, group: usize) -> Option<usize> {
    if !view.sentence().is_some_and(|sentence| sentence.quoted) {
        return None;
    }
    let mut at = group;
    while at > view.start && group - at < 24 && !view.quoted(at - 1) {
        at -= 1;
        if view.is_stop(at) && !view.is(at.wrapping_sub(1), Class::Abbreviation)
            || view.is_dash(at)
            || view.verb(at).is_some_and(|v| v.form != VerbForm::Base)
                && !view.is(at.wrapping_sub(1), Class::Relative)
        {
            return None;
        }
    }
    if at == view.start || !view.quoted(at - 1) || at == group || holds_clause(view, at..group) {
        return None;
    }
    let start = if view.is_word(at, words::COMMA) { at + 1 } else { at };
    let glued = start == at && !boundary_is_comma(view, at);
    let lead = view.is(start, Class::Conjunction)
        || view.is(start, Class::Preposition)
        || view.is(start, Class::Adverb)
        || view.is(start, Class::Auxiliary)
        || view.is(start, Class::Relative);
    (start < group && !glued && !lead).then_some(start)
}

/// Whether the words hold a clause of their own: a modal or auxiliary that no "who" comes before.
fn holds_clause(view: View<'_>, words: Range<usize>) -> bool {
    words
        .take_while(|&at| !view.is(at, Class::Relative))
        .any(|at| view.is(at, Class::Modal) || view.is(at, Class::Auxiliary))
}

fn boundary(view: View<'_>, at: usize) -> bool {
    at > view.start
        && (boundary_is_comma(view, at)
            || view.is_mark(at - 1)
            || view.quoted(at - 1)
            || view.is_dash(at - 1))
}

fn boundary_is_comma(view: View<'_>, at: usize) -> bool {
    let comma = |at: usize| view.is_word(at, words::COMMA);
    comma(at - 1)
        || view.is_mark(at - 1)
            && at >= 2
            && (comma(at - 2) || view.is_punctuation(at - 2) && matches!(view.story.word(at - 2), "?" | "!"))
}

/// The start of the quotation that ends right before `at`, over a comma.
fn quotation_before(view: View<'_>, at: usize) -> Option<usize> {
    let mut last = at.checked_sub(1)?;
    while last > view.start && !view.quoted(last) && view.is_punctuation(last) {
        last -= 1;
    }
    let quotation = view.token(last)?.quotation()?;
    Some((view.story.quotations[quotation].tokens.start as usize).max(view.start))
}

/// Whether the sentence before the boundary can be a clause of its own: four words, a verb.
fn clause_before(view: View<'_>, at: usize) -> bool {
    let lead = view.token(view.start).is_some_and(|t| t.is(Class::Preposition) || t.is(Class::Adverb));
    at > view.start + if lead { 6 } else { 3 }
}

/// Whether the attribution is at its end: nothing follows but adjuncts.
fn closes(view: View<'_>, at: usize) -> bool {
    let at = view.after_adjuncts(at);
    at >= view.end
        || view.is_stop(at)
        || view.is_word(at, words::COMMA)
        || view.is_dash(at)
        || (view.is(at, Class::Preposition) || view.is_word(at, words::AS)) && !view.is_word(at, words::THAT)
}

/// Whether the cue leads on to content after it.
fn leads_on(view: View<'_>, at: usize) -> bool {
    let at = view.after_adjuncts(at);
    view.is_word(at, words::THAT) || view.opens_quotation(at).is_some() || view.is_word(at, words::COLON)
}

/// Where the content before an attribution starts: at a quotation that nothing leads into, else
/// after a lead word such as "But".
pub(super) fn clause_start(view: View<'_>, from: usize) -> usize {
    let set_off = from > view.start
        && (view.is_word(from - 1, words::COLON)
            || view.is_dash(from - 1)
            || matches!(view.hash(from - 1), words::OPENING | words::OPENING_SQUARE));
    if view.quoted(from) && (set_off || from > view.start && !has_clause_words(view, view.start, from)) {
        return from;
    }
    let mut at = view.start;
    while matches!(view.hash(at), words::BUT | words::AND) && !view.quoted(at) {
        at += 1;
    }
    if view.is_word(at, words::COMMA) { at + 1 } else { at }
}

fn has_clause_words(view: View<'_>, from: usize, to: usize) -> bool {
    let cue = (from..to).any(|at| view.verb(at).is_some_and(|v| v.frames.quotation));
    to > from && !cue
}

/// What goes on after the attribution: `…, he said, and it poured.` or a second quotation.
fn rest(view: View<'_>, from: usize, quotation: bool) -> Option<Range<usize>> {
    let mut at = from;
    while at < view.end && !view.quoted(at) && !view.is_stop(at) && !view.is_word(at, words::COMMA) {
        if quotation && (view.is_dash(at) || view.is_word(at, words::COLON)) {
            break;
        }
        at += 1;
    }
    let semicolon = view.is_word(at, words::SEMICOLON);
    if at >= view.end || view.is_stop(at) && !semicolon {
        return None;
    }
    if !quotation && semicolon {
        return Some(at + 1..end_of(view, at + 1));
    }
    if !view.quoted(at) {
        let next = at + 1;
        if quotation {
            let opening = (next..view.end.min(next + 12)).find(|&i| view.opens_quotation(i).is_some())?;
            if (next..opening).any(|i| view.verb(i).is_some()) {
                return None;
            }
            return Some(opening..end_of(view, opening));
        }
        let goes_on = view.is(next, Class::Conjunction)
            || !view.is(next, Class::Cue)
                && !view.is(next, Class::Role)
                && !view.is(next, Class::Relative)
                && !view.is(next, Class::Determiner);
        return (goes_on && view.end - next > 4 && view.verb(next).is_none())
            .then(|| next..end_of(view, next));
    }
    quotation.then(|| at..end_of(view, at))
}
