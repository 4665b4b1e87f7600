//! The claims of one sentence: every reporting verb is tried, from left to right.

use super::attribution_after::{clause_start, post_posed};
use super::attribution_before::{end_of, pre_posed};
use super::draft::{Draft, Pattern};
use super::grammar::{View, words};
use super::subject::{is_verb, source};
use crate::lexicon::{ClaimClass, Class, Verb, VerbForm};
use crate::segment::Sentence;
use smallvec::smallvec;
use std::ops::Range;

/// Appends the claims of the sentence.
pub(super) fn read(view: View<'_>, drafts: &mut Vec<Draft>) {
    let from = drafts.len();
    let may_tell =
        |sentence: &Sentence| sentence.quoted | sentence.classes.any(&[Class::Cue, Class::CueNoun]);
    if !view.sentence().is_some_and(may_tell) {
        return;
    }
    let tokens = view.story.tokens.get(view.start..view.end).unwrap_or_default();
    for (at, token) in (view.start..).zip(tokens) {
        let possible = token.is(Class::Cue) | (token.hash == words::ACCORDING);
        if !possible || token.quotation != u32::MAX {
            continue;
        }
        if token.hash == words::ACCORDING && view.is_word(at + 1, words::TO) {
            drafts.extend(according(view, at));
        } else if let Some(verb) = view.verb(at)
            && let Some(draft) = reporting(view, at, verb, &drafts[from..])
            && (!drafts[from..].iter().any(|d| d.pattern != Pattern::According && d.covers(at))
                || stands_alone(view, &draft)
                || goes_on(view, at, verb.form))
        {
            drafts.push(draft);
        }
    }
    if drafts.len() == from {
        drafts.extend(colon(view));
    }
    part(view, &mut drafts[from..]);
    settle(drafts, from);
}

/// An attribution set off by a comma or a closing mark is one, whatever stands around it.
fn stands_alone(view: View<'_>, draft: &Draft) -> bool {
    let start = draft.source.start.min(draft.cue.start);
    let set_off = start > view.start && (view.is_word(start - 1, words::COMMA) || view.is_dash(start - 1));
    match draft.pattern {
        Pattern::QuotationThenCue => true,
        Pattern::CueThenQuotation => set_off,
        Pattern::ClauseThenCue => set_off && draft.first() <= view.start + 1,
        Pattern::CueThenThat
        | Pattern::CueThenClause
        | Pattern::According
        | Pattern::Infinitive
        | Pattern::Object
        | Pattern::Prepositional
        | Pattern::Addressee
        | Pattern::Colon
        | Pattern::Carried
        | Pattern::Signed
        | Pattern::Listed => false,
    }
}

/// A cue inside the content of another claim is part of what is said, unless it goes on with the
/// same subject: `…, adding that`, `… and warned`.
fn goes_on(view: View<'_>, at: usize, form: VerbForm) -> bool {
    let group = view.group_start(at);
    let comma = group > view.start && view.is_word(group - 1, words::COMMA);
    let and = group > view.start && matches!(view.hash(group - 1), words::AND | words::BUT);
    match form {
        VerbForm::Participle => comma,
        VerbForm::Past | VerbForm::Third => and || comma,
        VerbForm::Base => and,
    }
}

/// `According to excerpts, she said …` is one claim: hers. What is said according to somebody, or
/// before `he said`, holds no other claims.
fn settle(drafts: &mut Vec<Draft>, from: usize) {
    let said = |d: &Draft| {
        d.class == ClaimClass::Saying && !matches!(d.pattern, Pattern::According | Pattern::Object)
    };
    let inside = |d: &Draft, outer: &Draft| outer.pattern != d.pattern && outer.covers(d.cue.start);
    if drafts.len() < from + 2 {
        return;
    }
    let own = drafts.split_off(from);
    let kept = |d: &Draft| match d.pattern {
        Pattern::According => !own.iter().any(|inner| inside(inner, d) && said(inner)),
        Pattern::QuotationThenCue => true,
        _ => !own.iter().any(|outer| {
            inside(d, outer)
                && (outer.pattern == Pattern::ClauseThenCue
                    || outer.pattern == Pattern::According && !said(d))
        }),
    };
    drafts.extend(own.iter().filter(|d| kept(d)).cloned());
}

/// A claim's content ends where the next claim of the same sentence begins its cue.
fn part(view: View<'_>, drafts: &mut [Draft]) {
    for j in 0..drafts.len() {
        let next = &drafts[j];
        if drafts.len() < 2 || next.pattern == Pattern::According {
            continue;
        }
        let cue = next.cue.start;
        let chained = is_chained(view, next);
        if !chained && !next.is_quotation() {
            continue;
        }
        let cut = if chained { chain_start(view, cue) } else { next.source.start.min(next.first()) };
        for earlier in drafts.iter_mut().filter(|draft| draft.cue.start < cue) {
            cut_at(earlier, cut, cue);
        }
    }
}

/// `…, adding that`, `… and warned`: a cue whose subject is that of the cue before.
fn is_chained(view: View<'_>, draft: &Draft) -> bool {
    let at = draft.cue.start;
    let group = view.group_start(at);
    group > view.start
        && draft.source.end <= group
        && (view.is_word(group - 1, words::COMMA)
            || view.is_word(group - 1, words::AND)
            || view.is_word(group - 1, words::BUT))
        && draft.source.end != group
}

fn chain_start(view: View<'_>, cue: usize) -> usize {
    let mut at = view.group_start(cue);
    while at > view.start && (view.is(at - 1, Class::Conjunction) || view.is_word(at - 1, words::COMMA)) {
        at -= 1;
    }
    at
}

fn cut_at(draft: &mut Draft, cut: usize, cue: usize) {
    for range in &mut draft.content {
        if range.start < cut && cut < range.end && cue < range.end {
            range.end = cut;
        }
    }
}

fn reporting(view: View<'_>, at: usize, verb: &Verb, before: &[Draft]) -> Option<Draft> {
    let aside = verb.form == VerbForm::Participle && verb.lemma == words::REFER;
    let group = view.group_start(at);
    if aside || !is_verb(view, at, verb, group) || view.is_passive(group..at, verb.form) {
        return None;
    }
    let source = source(view, at, verb, (group, before))?;
    let cue = at..at + 1;
    let after = post_posed(view, (group, at), verb, &source);
    let found = after.or_else(|| {
        pre_posed(view, at, verb).map(|(content, pattern)| (source, smallvec![content], pattern))
    });
    let (source, content, pattern) = found?;
    let class = if verb.class == ClaimClass::Saying { class_of(view, &source) } else { verb.class };
    Some(Draft { source, cue, content, class, pattern })
}

/// Reports, orders and polls write; people say.
fn class_of(view: View<'_>, source: &Range<usize>) -> ClaimClass {
    match source.clone().last() {
        Some(head) if view.is(head, Class::Document) && !view.is(head, Class::Role) => ClaimClass::Writing,
        _ => ClaimClass::Saying,
    }
}

/// `According to her, it rained.` and `It rained, according to her.`
fn according(view: View<'_>, at: usize) -> Option<Draft> {
    let mut source = view.phrase_after(at + 2);
    let mut end = source.end;
    if source.is_empty() {
        return None;
    }
    // The phrase goes on with what narrows it, up to a comma or the end.
    while end < view.end
        && !view.is_word(end, words::COMMA)
        && !view.is_stop(end)
        && !view.quoted(end)
        && !view.is_dash(end)
    {
        end += 1;
    }
    let leads = at == view.start || at == view.start + 1 && view.is(view.start, Class::Conjunction);
    let content = if leads {
        source.end = end;
        let start = if view.is_word(end, words::COMMA) { end + 1 } else { end };
        start..end_of(view, start)
    } else {
        source.end = source.end.max(end.min(source.end + 8));
        let stop = if view.is_word(at - 1, words::COMMA) { at - 1 } else { at };
        clause_start(view, stop)..stop
    };
    if content.is_empty() {
        return None;
    }
    let cue = at..at + 2;
    Some(Draft {
        class: class_of_according(view, &source),
        source,
        cue,
        content: smallvec![content],
        pattern: Pattern::According,
    })
}

fn class_of_according(view: View<'_>, source: &Range<usize>) -> ClaimClass {
    let written = source.clone().any(|at| view.is(at, Class::Document) || view.is(at, Class::CueNoun));
    if written { ClaimClass::Writing } else { ClaimClass::Saying }
}

/// `Hossain: "…"` at the start of a sentence.
fn colon(view: View<'_>) -> Option<Draft> {
    view.sentence().filter(|sentence| sentence.quoted)?;
    let at = (view.start..view.end.min(view.start + 8)).find(|&at| view.is_word(at, words::COLON))?;
    if at == view.start
        || !(view.start..at)
            .all(|i| view.token(i).is_some_and(|t| t.is_capital() || !t.is_word()) && !view.quoted(i))
    {
        return None;
    }
    let quotation = view.opens_quotation(at + 1)?;
    let end = (view.story.quotations[quotation].tokens.end as usize).min(view.end);
    Some(Draft {
        source: view.start..at,
        cue: at..at + 1,
        content: std::iter::once(at + 1..end).collect(),
        class: ClaimClass::Saying,
        pattern: Pattern::Colon,
    })
}
