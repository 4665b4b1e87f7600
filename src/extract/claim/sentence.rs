//! The claims of one sentence: every reporting verb is tried, from left to right.

use super::draft::{Draft, Pattern};
use super::grammar::{View, words};
use crate::lexicon::{ClaimClass, Class, Verb, VerbForm};
use crate::text::hash_bytes;
use std::ops::Range;

/// Appends the claims of the sentence.
pub(super) fn read(view: View<'_>, drafts: &mut Vec<Draft>) {
    let from = drafts.len();
    let mut at = view.start;
    while at < view.end {
        if !view.quoted(at) {
            if view.is_word(at, words::ACCORDING) && view.is_word(at + 1, words::TO) {
                drafts.extend(according(view, at));
            } else if let Some(verb) = view.verb(at)
                && let Some(draft) = reporting(view, at, verb, &drafts[from..])
                && (!drafts[from..].iter().any(|d| d.pattern != Pattern::According && d.covers(at))
                    || draft.is_quotation()
                    || goes_on(view, at, verb.form))
            {
                drafts.push(draft);
            }
        }
        at += 1;
    }
    if drafts.len() == from {
        drafts.extend(colon(view));
    }
    part(view, &mut drafts[from..]);
    settle(drafts, from);
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

/// `According to excerpts, she said …` is one claim: hers. What is said according to somebody
/// holds no other claims.
fn settle(drafts: &mut Vec<Draft>, from: usize) {
    let said = |d: &Draft| {
        d.class == ClaimClass::Saying && d.pattern != Pattern::According && d.pattern != Pattern::Object
    };
    let inside = |d: &Draft, outer: &Draft| d.pattern != Pattern::According && outer.covers(d.cue.start);
    let own = drafts.split_off(from);
    let kept = |d: &Draft| match d.pattern {
        Pattern::According => !own.iter().any(|inner| inside(inner, d) && said(inner)),
        _ => said(d) || !own.iter().any(|outer| outer.pattern == Pattern::According && inside(d, outer)),
    };
    drafts.extend(own.iter().filter(|d| kept(d)).cloned());
}

/// A claim's content ends where the next claim of the same sentence begins its cue.
fn part(view: View<'_>, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        for j in 0..drafts.len() {
            if i == j || drafts[j].pattern == Pattern::According {
                continue;
            }
            let cue = drafts[j].cue.start;
            let chained = is_chained(view, &drafts[j]);
            if !(chained || drafts[j].is_quotation()) || cue <= drafts[i].cue.start {
                continue;
            }
            let cut =
                if chained { chain_start(view, cue) } else { drafts[j].source.start.min(drafts[j].first()) };
            cut_at(&mut drafts[i], cut, cue);
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
    if aside || !is_verb(view, at, verb) || view.is_passive(at, verb.form) {
        return None;
    }
    let source = source(view, at, verb, before)?;
    let cue = at..at + 1;
    let after = post_posed(view, at, verb, &source);
    let found = after
        .or_else(|| pre_posed(view, at, verb).map(|(content, pattern)| (source, vec![content], pattern)));
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

const NOUNS_TOO: [u64; 40] = [
    hash_bytes(b"claim"),
    hash_bytes(b"report"),
    hash_bytes(b"plan"),
    hash_bytes(b"call"),
    hash_bytes(b"hope"),
    hash_bytes(b"fear"),
    hash_bytes(b"support"),
    hash_bytes(b"comment"),
    hash_bytes(b"promise"),
    hash_bytes(b"note"),
    hash_bytes(b"point"),
    hash_bytes(b"view"),
    hash_bytes(b"attack"),
    hash_bytes(b"question"),
    hash_bytes(b"offer"),
    hash_bytes(b"vote"),
    hash_bytes(b"demand"),
    hash_bytes(b"request"),
    hash_bytes(b"request"),
    hash_bytes(b"answer"),
    hash_bytes(b"protest"),
    hash_bytes(b"challenge"),
    hash_bytes(b"campaign"),
    hash_bytes(b"address"),
    hash_bytes(b"appeal"),
    hash_bytes(b"object"),
    hash_bytes(b"order"),
    hash_bytes(b"project"),
    hash_bytes(b"forecast"),
    hash_bytes(b"praise"),
    hash_bytes(b"trust"),
    hash_bytes(b"document"),
    hash_bytes(b"detail"),
    hash_bytes(b"post"),
    hash_bytes(b"estimate"),
    hash_bytes(b"reference"),
    hash_bytes(b"need"),
    hash_bytes(b"show"),
    hash_bytes(b"back"),
    hash_bytes(b"like"),
];

/// Whether the word is used as a verb here.
fn is_verb(view: View<'_>, at: usize, verb: &Verb) -> bool {
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
fn source(view: View<'_>, at: usize, verb: &Verb, before: &[Draft]) -> Option<Range<usize>> {
    let group = view.group_start(at);
    let subject = view.subject(at);
    let chained = group > view.start
        && (view.is_word(group - 1, words::COMMA) || view.is(group - 1, Class::Conjunction))
        || verb.form == VerbForm::Participle;
    if chained && (verb.form == VerbForm::Participle || subject.is_empty()) {
        if let Some(last) =
            before.iter().rev().find(|d| d.pattern != Pattern::According && !d.source.is_empty())
        {
            return Some(last.source.clone());
        }
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

type Found = (Range<usize>, Vec<Range<usize>>, Pattern);

/// `"…," she said`, `"…," said Hossain`, `It rained, she said on Friday.`
fn post_posed(view: View<'_>, at: usize, verb: &Verb, subject: &Range<usize>) -> Option<Found> {
    if !(verb.frames.quotation || verb.frames.clause) {
        return None;
    }
    let (source, left) = owner(view, at, verb.form, subject)?;
    let quotation = quotation_before(view, left);
    let right = source.end.max(at + 1);
    let open = quotation.is_none()
        && (!closes(view, right) || !clause_before(view, left) || led_by(view, right, verb, at).is_some());
    let leads =
        quotation.is_some() && source.end <= at && leads_on(view, right) && !boundary_is_comma(view, left);
    if open || leads {
        return None;
    }
    let mut content = vec![clause_start(view, quotation.unwrap_or(left))..left];
    content
        .extend(rest(view, right, quotation.is_some()).filter(|_| quotation.is_some() || source.end <= at));
    let pattern = if quotation.is_some() { Pattern::QuotationThenCue } else { Pattern::ClauseThenCue };
    Some((source, content, pattern))
}

/// Who owns an attribution that follows its content, and where the attribution begins.
fn owner(view: View<'_>, at: usize, form: VerbForm, subject: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let group = view.group_start(at);
    if let Some(start) = after_quotation(view, group) {
        return Some((start..group, start));
    }
    let own = !subject.is_empty() && subject.end <= group && subject.end + 1 >= group;
    if own && boundary(view, subject.start) {
        return Some((subject.clone(), subject.start));
    }
    let inverted = view.phrase_after(view.after_adjuncts(at + 1));
    let finite = matches!(form, VerbForm::Past | VerbForm::Third);
    let named = finite && !inverted.is_empty() && !view.is(inverted.start, Class::Pronoun);
    (named && boundary(view, group)).then_some((inverted, group))
}

/// Where the words between a closing mark and the verb begin, when they can only be its subject.
fn after_quotation(view: View<'_>, group: usize) -> Option<usize> {
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
    if at == view.start || !view.quoted(at - 1) || at == group {
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
fn clause_start(view: View<'_>, from: usize) -> usize {
    let set_off = from > view.start
        && (view.is_word(from - 1, words::COLON)
            || view.is_dash(from - 1)
            || matches!(view.story.word(from - 1), "(" | "["));
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
    let semicolon = at < view.end && view.story.word(at) == ";";
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

/// The end of the sentence without its full stop.
fn end_of(view: View<'_>, from: usize) -> usize {
    let mut end = view.end;
    while end > from && view.is_stop(end - 1) && !view.quoted(end - 1) {
        end -= 1;
    }
    end
}

/// The content after a cue.
fn pre_posed(view: View<'_>, at: usize, verb: &Verb) -> Option<(Range<usize>, Pattern)> {
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
fn led_by(view: View<'_>, start: usize, verb: &Verb, cue: usize) -> Option<(Range<usize>, Pattern)> {
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
        if !aside || view.is_stop(at) || at > start && view.verb(at).is_some() {
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
            || looks_finite(view, end))
}

/// A lower-case word in `-ed` or `-s` after a phrase.
fn looks_finite(view: View<'_>, at: usize) -> bool {
    let word = view.story.word(at);
    view.token(at).is_some_and(|t| t.is_word() && t.classes.is_empty()) && word.ends_with("ed")
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
    let mut at = start + 2;
    while at + 2 < end {
        if view.is_word(at, words::COMMA) && !view.quoted(at) && view.is_word(at + 1, words::ACCORDING) {
            return at;
        }
        if view.is_word(at, words::COMMA)
            && !view.quoted(at)
            && view.is_participle(at + 1)
            && view.verb(at + 1).is_none()
        {
            return at;
        }
        at += 1;
    }
    end
}

/// An object runs to the next comma or conjunction that starts something new.
fn object_end(view: View<'_>, start: usize) -> usize {
    let end = end_of(view, start);
    let mut at = start + 1;
    while at < end {
        if !view.quoted(at) {
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
        content: vec![content],
        pattern: Pattern::According,
    })
}

fn class_of_according(view: View<'_>, source: &Range<usize>) -> ClaimClass {
    let written = source.clone().any(|at| view.is(at, Class::Document) || view.is(at, Class::CueNoun));
    if written { ClaimClass::Writing } else { ClaimClass::Saying }
}

/// `Hossain: "…"` at the start of a sentence.
fn colon(view: View<'_>) -> Option<Draft> {
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
        content: vec![at + 1..end],
        class: ClaimClass::Saying,
        pattern: Pattern::Colon,
    })
}
