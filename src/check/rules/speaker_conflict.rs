#![doc = include_str!("speaker_conflict.md")]

use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::extract::{Claim, Confidence, Kind};
use crate::resolve::{Alignment, QuotedRef};
use crate::text::Place;

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "speaker-conflict", highest: Severity::Error, page: include_str!("speaker_conflict.md") },
    check,
};

/// How many words in a row must be the same. Source: shorter runs are stock phrases that two
/// people may well both use.
const RUN: u32 = 8;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let conflicts = |alignment: &&Alignment| {
        wording::is_of_two(alignment) && alignment.run >= RUN
    };
    for alignment in context.cast.alignments.iter().filter(conflicts) {
        findings.extend(finding(context, alignment));
    }
}

fn finding(context: &Context<'_>, alignment: &Alignment) -> Option<Finding> {
    let (a, b) = (alignment.a, alignment.b);
    let (first, second) = (claim(context, a)?, claim(context, b)?);
    // Inside a story one speaker may well cite another; then the words are part of a sentence.
    let direct = first.kind == Kind::Direct && second.kind == Kind::Direct;
    if a.story == b.story && (!direct || is_cited(context, alignment)) {
        return None;
    }
    let (first_source, second_source) = (place(a, first)?, place(b, second)?);
    let least = first.confidence.min(second.confidence).as_percent();
    let severity = wording::severity(context, alignment, Severity::Error);
    let confidence = Confidence::percent(least.clamp(60, 95));
    let words = Place { story: b.story, span: alignment.b_span };
    let other_words = Place { story: a.story, span: alignment.a_span };
    let (one, other) = (
        context.show(b.story, second_source.span),
        context.show(a.story, first_source.span),
    );
    let message = format!(
        "the same words are given to `{one}` here and to `{other}` {}",
        wording::elsewhere(context, alignment)
    );
    let mut finding = wording::finding(context, &RULE.meta, alignment, severity);
    finding.confidence = confidence;
    finding.spans = vec![second_source.span];
    finding.related.clear();
    Some(
        finding
            .says(message, "find out who said it")
            .held_against(first_source, "given to another speaker here")
            .held_against(other_words, "the words")
            .held_against(words, "the same words")
            .compared_with(other),
    )
}

/// How far around the words the other speaker's name makes them a citation. Unit: bytes, about
/// the paragraph.
const NEAR: u32 = 300;

/// Whether the speaker of one side is named beside the words on the other: then they are cited.
fn is_cited(context: &Context<'_>, alignment: &Alignment) -> bool {
    let surname = |at: QuotedRef| {
        let speaker = context.cast.speaker(at.story, context.quoted(at).speaker?)?;
        context.name(speaker).split_whitespace().next_back()
    };
    let beside = |at: QuotedRef, other: QuotedRef| {
        let words = context.quoted(at).span;
        let text = context.texts.text(at.story);
        let from = (words.start.saturating_sub(NEAR) as usize..).find(|&i| text.is_char_boundary(i));
        let to = (words.end.saturating_add(NEAR) as usize).min(text.len());
        let to = (0..=to).rev().find(|&i| text.is_char_boundary(i));
        let around = from.zip(to).and_then(|(from, to)| text.get(from..to)).unwrap_or("");
        surname(other).is_some_and(|name| around.contains(name))
    };
    beside(alignment.a, alignment.b) || beside(alignment.b, alignment.a)
}

fn claim<'a>(context: &Context<'a>, at: QuotedRef) -> Option<&'a Claim> {
    context.story(at.story).claims.get(context.quoted(at).claim? as usize)
}

fn place(at: QuotedRef, claim: &Claim) -> Option<Place> {
    Some(Place { story: at.story, span: *claim.source.first()? })
}
