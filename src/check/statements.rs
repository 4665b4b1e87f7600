//! What the rules on statements share: when the copy itself bridges a contrast, and its finding.

use super::times::{Telling, is_of_two};
use super::told::{says, sentence_end, sentence_start, tells};
use super::{Context, Evidence, Finding, Meta, Severity};
use crate::extract::{Confidence, Kind};
use crate::lexicon::StatementSense;
use crate::resolve::{ClaimRef, Contrast, ContrastKind, SpeakerMatch};
use crate::text::{Place, Span, fold};

/// The longest place that is shown. Unit: bytes; a longer one shows the words that differ alone.
const LONGEST: u32 = 360;

/// How far around a claim its sentence is read. Unit: bytes.
const REACH: usize = 400;

/// Whether the copy itself bridges the gap between the two claims.
pub(super) fn is_bridged(context: &Context<'_>, contrast: &Contrast) -> bool {
    let (before, own) = around(context, contrast.b, contrast.spans.1);
    let (_, first) = around(context, contrast.a, contrast.spans.0);
    // The sentence of the later claim is set against what went before, that of the earlier one puts it
    // behind us, or either, or the one before the later, announces a change.
    tells(&own, StatementSense::Bridge)
        || tells(&first, StatementSense::Former)
        || [before, own, first].iter().any(|words| tells(words, StatementSense::Turn))
}

/// Whether the two claims are of two times, or one of them of a part only: `in 2019`, `in 2024`.
pub(super) fn is_of_two_times(context: &Context<'_>, contrast: &Contrast) -> bool {
    let telling = |at: ClaimRef, words: Span| Telling {
        words: Place { story: at.story, span: words },
        verb: context.claim(at).cue.first().copied().unwrap_or(words),
        quoted: Span::default(),
    };
    is_of_two(context, telling(contrast.a, contrast.spans.0), telling(contrast.b, contrast.spans.1))
}

/// Whether the sentence before a claim, or its own beside the content, announces a change.
pub(super) fn is_bridged_at(context: &Context<'_>, at: ClaimRef) -> bool {
    let content = context.claim(at).content.iter().copied().reduce(Span::join).unwrap_or_default();
    let (before, own) = around(context, at, content);
    says(&before, &["however"]) || [before, own].iter().any(|words| tells(words, StatementSense::Turn))
}

/// The sentence before a claim's, and what its own sentence says beside the compared words; folded.
fn around(context: &Context<'_>, at: ClaimRef, compared: Span) -> (String, String) {
    let text = context.texts.text(at.story);
    let from = text.floor_char_boundary((compared.start as usize).saturating_sub(2 * REACH));
    let to = text.ceil_char_boundary((compared.end as usize).saturating_add(REACH).min(text.len()));
    let (ahead, behind) = match (text.get(from..compared.start as usize), text.get(compared.end as usize..to))
    {
        (Some(ahead), Some(behind)) => (ahead, behind),
        (None, _) | (_, None) => return Default::default(),
    };
    let start = sentence_start(ahead);
    let before = ahead[..start].trim_end().trim_end_matches(['.', '”', '"', '?', '!']);
    let sentence = format!("{} {}", &ahead[start..], &behind[..sentence_end(behind)]);
    (fold(&before[sentence_start(before)..]), fold(&sentence))
}

/// Whether the rules on quotations have it: all of both claims stands in quotation marks, or the
/// quoted parts were taken for one utterance.
pub(super) fn is_quoted(context: &Context<'_>, contrast: &Contrast) -> bool {
    let direct = |at: ClaimRef| context.claim(at).kind == Kind::Direct;
    direct(contrast.a) && direct(contrast.b) || is_aligned(context, contrast)
}

fn is_aligned(context: &Context<'_>, contrast: &Contrast) -> bool {
    let (a, b) = (contrast.a.story, contrast.b.story);
    let from = context.cast.alignments.partition_point(|one| one.b.story < b);
    let own = context.cast.alignments[from..].iter().take_while(|one| one.b.story == b);
    let mut own = own.filter(|one| one.a.story == a);
    own.any(|one| one.a_span.overlaps(contrast.spans.0) && one.b_span.overlaps(contrast.spans.1))
}

/// The compared words of both sides, or where these are long the words that differ.
fn places(contrast: &Contrast) -> (Place, Place) {
    let place = |at: ClaimRef, whole: Span, word: Span| Place {
        story: at.story,
        span: if whole.len() <= LONGEST { whole } else { word },
    };
    (
        place(contrast.a, contrast.spans.0, contrast.words.0),
        place(contrast.b, contrast.spans.1, contrast.words.1),
    )
}

/// A finding on the later claim, with both places and why they were taken for one statement.
pub(super) fn finding(
    context: &Context<'_>,
    rule: &Meta,
    contrast: &Contrast,
    (severity, confidence): (Severity, Confidence),
) -> Finding {
    let (was, is) = places(contrast);
    let shown = |at: Place| context.show(at.story, at.span);
    let (first, second) = (shown(was), shown(is));
    let mut because = vec![format!(
        "{} words that carry meaning are the same, {} percent by weight",
        contrast.shared, contrast.cover
    )];
    because.extend(match (contrast.speakers, speaker(context, contrast.a), speaker(context, contrast.b)) {
        (SpeakerMatch::Same, Some(name), _) => Some(format!("both are given to {name}")),
        (SpeakerMatch::Different, Some(a), Some(b)) => Some(format!("one is given to {a}, one to {b}")),
        (SpeakerMatch::Same | SpeakerMatch::Unknown | SpeakerMatch::Different, _, _) => None,
    });
    let word = |at: ClaimRef, span: Span| context.show(at.story, span);
    because.push(match contrast.kind {
        ContrastKind::Negation => format!("`{}` is denied on one side", word(contrast.b, contrast.words.1)),
        ContrastKind::Antonym => format!(
            "`{}` is the opposite of `{}`",
            word(contrast.b, contrast.words.1),
            word(contrast.a, contrast.words.0)
        ),
        ContrastKind::Hope => "it is hoped for on one side and said on the other".to_owned(),
        ContrastKind::Modality => format!(
            "`{}` stands where there is `{}`",
            word(contrast.b, contrast.words.1),
            word(contrast.a, contrast.words.0)
        ),
    });
    let key = format!("{}\n{}", context.story(contrast.a.story).head.name, fold(&first));
    Finding::new(rule, severity, confidence, is)
        .held_against(was, "said here as well")
        .compared_with(first.clone())
        .resting_on(Evidence { because, values: vec![first, second], edits: Vec::new() })
        .clustered(&key)
}

/// The name of the one who made a claim.
pub(super) fn speaker<'a>(context: &Context<'a>, at: ClaimRef) -> Option<&'a str> {
    let speaker = context.cast.speaker(at.story, context.claim(at).speaker?)?;
    Some(context.name(speaker))
}

/// Where the earlier claim stands, in words.
pub(super) fn elsewhere(context: &Context<'_>, contrast: &Contrast) -> String {
    match contrast.a.story == contrast.b.story {
        true => "earlier in this story".to_owned(),
        false => format!("in {}", context.story(contrast.a.story).head.name),
    }
}

/// How many days lie between what two claims say; none when a day is unknown. Inside a story a claim
/// without a day of its own is of any day.
pub(super) fn days_apart(context: &Context<'_>, contrast: &Contrast) -> Option<i32> {
    let within = contrast.a.story == contrast.b.story;
    let day = |at: ClaimRef| {
        let told = context.claim(at).date;
        told.or_else(|| context.story(at.story).head.date.filter(|_| !within).map(|(date, _)| date))
    };
    let (a, b) = (day(contrast.a)?, day(contrast.b)?);
    a.until(b).ok().map(|span| span.get_days().abs())
}
