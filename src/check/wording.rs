//! What the quotation rules share: the verdict on an alignment, its weight, and its finding.

use super::copied::is_one_text;
use super::told::tells;
use super::translated::is_translated;
use super::{Context, Evidence, EvidenceEdit, Finding, Meta, Severity};
use crate::extract::Confidence;
use crate::lexicon::StatementSense;
use crate::resolve::{Alignment, Edit, QuotedRef, SpeakerMatch, Wording};
use crate::text::{Place, Span, fold};
use std::collections::BTreeMap;

/// The alignments with this verdict, one for each deviating quotation: the one with most words.
///
/// The same words given to two persons are another rule's, and so are two translations.
pub(super) fn with<'a>(context: &Context<'a>, wanted: Wording) -> Vec<&'a Alignment> {
    let mut best: BTreeMap<QuotedRef, &Alignment> = BTreeMap::new();
    let is_wanted = |alignment: &&Alignment| {
        alignment.wording() == wanted
            && is_one(context, alignment)
            && is_translated(context, alignment).is_none()
    };
    for alignment in context.cast.alignments.iter().filter(is_wanted) {
        let kept = best.entry(alignment.b).or_insert(alignment);
        if alignment.same > kept.same {
            *kept = alignment;
        }
    }
    best.into_values().collect()
}

/// The alignments with a difference that is not allowed, in order of their places.
pub(super) fn differing<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Alignment> {
    let differs = |alignment: &&Alignment| {
        alignment.a.story != alignment.b.story && alignment.edits.iter().any(|edit| !edit.class.is_allowed())
    };
    context.cast.alignments.iter().filter(differs).filter(|alignment| is_one(context, alignment))
}

fn is_one(context: &Context<'_>, alignment: &Alignment) -> bool {
    !is_of_two(alignment)
        && !is_spliced(context, alignment)
        && !is_said_twice(context, alignment)
        && !is_set_against(context, alignment)
        && !is_bridged(context, alignment)
}

/// How far around a quotation the copy speaks of it. Unit: bytes, less than a sentence.
const BESIDE: u32 = 80;

/// Whether one of two stories itself says that a differing sentence was said several times; inside a
/// story a repetition that differs is what is looked for.
fn is_bridged(context: &Context<'_>, alignment: &Alignment) -> bool {
    let bridged = |at: QuotedRef| {
        let (quoted, text) = (context.quoted(at).span, context.texts.text(at.story));
        let from = text.floor_char_boundary(quoted.start.saturating_sub(BESIDE) as usize) as u32;
        let to = text.ceil_char_boundary((quoted.end.saturating_add(BESIDE) as usize).min(text.len())) as u32;
        [Span::new(from, quoted.start), Span::new(quoted.end, to.max(quoted.end))]
            .into_iter()
            .any(|span| tells(&fold(context.slice(at.story, span)), StatementSense::Repeat))
    };
    let differs = alignment.edits.iter().any(|edit| !edit.class.is_allowed());
    let far = alignment.a.story != alignment.b.story;
    far && differs && (bridged(alignment.a) || bridged(alignment.b))
}

/// Whether the same words are given to two persons: then the question is who said them.
pub(super) fn is_of_two(alignment: &Alignment) -> bool {
    alignment.speakers == SpeakerMatch::Different
        && alignment.edits.iter().all(|edit| edit.class.is_allowed())
}

/// Whether a short alignment leaps over the end of a sentence: then two sayings begin alike.
fn is_spliced(context: &Context<'_>, alignment: &Alignment) -> bool {
    let ends = |at: QuotedRef, span: Span| {
        let reach = Span::new(span.start, span.end.saturating_add(1));
        context.slice(at.story, reach).contains(['.', '?', '!'])
    };
    let leaps = |edit: &Edit| {
        edit.is_gap() && !edit.class.is_allowed() && (ends(alignment.a, edit.a) || ends(alignment.b, edit.b))
    };
    alignment.same < 10 && alignment.edits.iter().any(leaps)
}

/// Whether one sentence of the copy holds both: between “it has nothing to do with rain” and “it has everything
/// to do with rain”.
fn is_set_against(context: &Context<'_>, alignment: &Alignment) -> bool {
    let sentence = |at: QuotedRef| (at.story, context.quoted(at).sentence);
    let differs = alignment.edits.iter().any(|edit| !edit.class.is_allowed());
    differs && sentence(alignment.a) == sentence(alignment.b)
}

/// How many words two whole sentences of one speaker must share to be one sentence, said once.
///
/// Source: annotated stories; below it are the lines that a campaigner repeats with a word changed.
const SENTENCE: u32 = 8;

/// Whether both sides are short sentences from their beginning, with a difference: a speaker may well
/// say a like thing twice, while a misquotation is cut from a longer sentence.
fn is_said_twice(context: &Context<'_>, alignment: &Alignment) -> bool {
    let differs = alignment.edits.iter().any(|edit| !edit.class.is_allowed());
    let begins = |at: QuotedRef, span: Span| {
        let quoted = context.quoted(at);
        let before = Span::new(quoted.span.start, span.start.max(quoted.span.start));
        let before = context.slice(at.story, before).trim_end();
        quoted.complete && (before.is_empty() || before.ends_with(['.', '?', '!', '…']))
    };
    differs
        && alignment.same < SENTENCE
        && begins(alignment.a, alignment.a_span)
        && begins(alignment.b, alignment.b_span)
        && !is_cut_short(context, alignment)
        && !lacks_a_word(alignment)
        && !is_copied(context, alignment)
}

/// Whether one of a story's two sentences is the other but for words in one place that it lacks.
fn lacks_a_word(alignment: &Alignment) -> bool {
    let near = alignment.a.story == alignment.b.story && alignment.speakers == SpeakerMatch::Same;
    let mut real = alignment.edits.iter().filter(|edit| !edit.class.is_allowed());
    let one_gap = real.next().is_some_and(Edit::is_gap) && real.next().is_none();
    near && one_gap
        && alignment.same == alignment.shorter
        && alignment.same >= WHOLE
        && alignment.content >= CUT_SHORT
}

/// How many words a sentence has that is quoted again with words added or left out. Source: annotated stories.
const WHOLE: u32 = 6;

/// Whether one of a story's two quotations ends where the other's sentence runs on: then it is the
/// beginning of that sentence, with a word changed.
fn is_cut_short(context: &Context<'_>, alignment: &Alignment) -> bool {
    let rest = |at: QuotedRef, span: Span| {
        let end = context.quoted(at).span.end;
        context.slice(at.story, Span::new(span.end.min(end), end)).trim_start()
    };
    let (a, b) = (rest(alignment.a, alignment.a_span), rest(alignment.b, alignment.b_span));
    let ends = |rest: &str| !rest.contains(char::is_alphanumeric);
    let runs_on = |rest: &str| rest.trim_start_matches(PAUSES).starts_with(char::is_alphanumeric);
    let near = alignment.a.story == alignment.b.story && alignment.speakers == SpeakerMatch::Same;
    near && alignment.content >= CUT_SHORT && (ends(a) && runs_on(b) || ends(b) && runs_on(a))
}

/// What stands between the parts of a sentence.
const PAUSES: [char; 7] = [',', ';', ':', '-', '–', '—', ' '];

/// How many words that carry meaning the beginning of a sentence has that is quoted again. Source:
/// annotated stories; with fewer, a speaker begins two sentences alike.
const CUT_SHORT: u32 = 3;

/// The most that a difference may weigh here: all of it inside a story, a warning within an outlet, for
/// words given to one named source, and in two copies of one text, else a note.
/// Source: `design.md`, 3; outlets that carry one text count as one source.
pub(super) fn severity(context: &Context<'_>, alignment: &Alignment, highest: Severity) -> Severity {
    if alignment.a.story == alignment.b.story {
        return highest;
    }
    let bound = match alignment.speakers {
        SpeakerMatch::Same => Severity::Warning,
        SpeakerMatch::Unknown | SpeakerMatch::Different if is_one_hand(context, alignment) => {
            Severity::Warning
        }
        SpeakerMatch::Unknown | SpeakerMatch::Different => Severity::Note,
    };
    highest.min(bound)
}

/// Whether two stories are of one outlet, or carry one text around the two quotations.
pub(super) fn is_one_hand(context: &Context<'_>, alignment: &Alignment) -> bool {
    context.same_outlet(alignment.a.story, alignment.b.story) || is_copied(context, alignment)
}

/// Whether two stories carry one text around the two quotations.
pub(super) fn is_copied(context: &Context<'_>, alignment: &Alignment) -> bool {
    let place = |at: QuotedRef, span| Place { story: at.story, span };
    is_one_text(context, place(alignment.a, alignment.a_span), place(alignment.b, alignment.b_span))
}

/// How sure it is that two quotations are one utterance, so that their difference is a slip.
pub(super) fn confidence(alignment: &Alignment) -> Confidence {
    let long = alignment.content >= 5;
    let share = alignment.same * 100 / alignment.shorter.max(1);
    Confidence::percent(match alignment.speakers {
        SpeakerMatch::Same if long => 97,
        SpeakerMatch::Same => 95,
        SpeakerMatch::Unknown if long && share >= 85 => 93,
        SpeakerMatch::Unknown => 90,
        SpeakerMatch::Different => 75,
    })
}

/// The deviating side of an alignment turned round: `b` is then held against `a`.
pub(super) fn turned(alignment: &Alignment) -> Alignment {
    let mut turned = alignment.clone();
    std::mem::swap(&mut turned.a, &mut turned.b);
    std::mem::swap(&mut turned.a_span, &mut turned.b_span);
    for edit in &mut turned.edits {
        std::mem::swap(&mut edit.a, &mut edit.b);
    }
    turned
}

/// A finding on the deviating side of an alignment, with both places, the reasons and the edits.
pub(super) fn finding(
    context: &Context<'_>,
    rule: &Meta,
    alignment: &Alignment,
    severity: Severity,
) -> Finding {
    let (a, b) = (alignment.a, alignment.b);
    let at = |at: QuotedRef, span| Place { story: at.story, span };
    let against = context.show(a.story, alignment.a_span);
    let edits = alignment.edits.iter().map(|e| EvidenceEdit { class: e.class.as_str(), a: e.a, b: e.b });
    let mut because = alignment.because(context.facts, context.cast);
    if is_copied(context, alignment) {
        because.push("both stories carry one text: they share whole sentences around it".to_owned());
    }
    let evidence = Evidence {
        because,
        values: vec![against.clone(), context.show(b.story, alignment.b_span)],
        edits: edits.collect(),
    };
    let key = format!("{}\n{}", context.story(a.story).head.name, fold(&against));
    Finding::new(rule, severity, confidence(alignment), at(b, alignment.b_span))
        .held_against(at(a, alignment.a_span), "quoted here as well")
        .resting_on(evidence)
        .compared_with(against)
        .clustered(&key)
}

/// The differences of these classes as words: ““nation” for “country””, at most three.
pub(super) fn differences(context: &Context<'_>, alignment: &Alignment, told: fn(&Edit) -> bool) -> String {
    let shown = |at: QuotedRef, span: Span| format!("`{}`", context.show(at.story, span));
    let one = |edit: &Edit| match (edit.a.is_empty(), edit.b.is_empty()) {
        (_, true) => format!("no {}", shown(alignment.a, edit.a)),
        (true, false) => format!("{} added", shown(alignment.b, edit.b)),
        (false, false) => format!("{} for {}", shown(alignment.b, edit.b), shown(alignment.a, edit.a)),
    };
    let all: Vec<String> = alignment.edits.iter().filter(|edit| told(edit)).map(one).collect();
    let more = if all.len() > 3 { format!(" and {} more", all.len() - 3) } else { String::new() };
    format!("{}{more}", all[..all.len().min(3)].join(", "))
}

/// The place that a wording is held against, in words: "above", or the story's name.
pub(super) fn elsewhere(context: &Context<'_>, alignment: &Alignment) -> String {
    match (alignment.a.story == alignment.b.story, alignment.a_span < alignment.b_span) {
        (true, true) => "earlier in this story".to_owned(),
        (true, false) => "later in this story".to_owned(),
        (false, _) => format!("in {}", context.story(alignment.a.story).head.name),
    }
}
