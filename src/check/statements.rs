//! What the rules on statements share: when the copy itself bridges a contrast, and its finding.

use super::told::{says, sentence_end, sentence_start};
use super::{Context, Evidence, Finding, Meta, Severity};
use crate::extract::{Claim, Confidence};
use crate::resolve::{ClaimRef, Contrast, ContrastKind, SpeakerMatch};
use crate::text::{Place, Span, fold};

/// The longest place that is shown. Unit: bytes; a longer one shows the words that differ alone.
const LONGEST: u32 = 360;

/// How far around a claim its sentence is read. Unit: bytes.
const REACH: usize = 400;

/// In the sentence of the later claim: words by which the copy sets it against what went before.
const BRIDGES: [&str; 44] = [
    "acknowledged",
    "admitted",
    "again",
    "allegedly",
    "although",
    "amended",
    "backtracked",
    "but",
    "clarified",
    "conceded",
    "contradicted",
    "contradicting",
    "contrary",
    "conversely",
    "corrected",
    "correcting",
    "despite",
    "disputed",
    "earlier",
    "even though",
    "eventually",
    "false",
    "falsely",
    "finally",
    "however",
    "incorrectly",
    "initially",
    "instead",
    "later",
    "meanwhile",
    "mistakenly",
    "no longer",
    "nonetheless",
    "now",
    "on the other hand",
    "once",
    "originally",
    "previously",
    "revised",
    "though",
    "updated",
    "whereas",
    "wrongly",
    "yet",
];

/// In the sentence of the earlier claim, or in that before the later one: words that announce a change.
const TURNS: [&str; 34] = [
    "about-face",
    "at first",
    "backed away",
    "backtrack",
    "backtracked",
    "changed course",
    "changed her",
    "changed his",
    "changed its",
    "changed position",
    "changed their",
    "contradict",
    "contradicted",
    "contradiction",
    "contradictory",
    "corrected",
    "flip-flop",
    "flip-flopped",
    "had initially",
    "had once",
    "initially",
    "originally",
    "previously",
    "retracted",
    "reversal",
    "reversed",
    "reversing",
    "revised",
    "rumor",
    "rumors",
    "rumours",
    "used to",
    "walked back",
    "years ago",
];

/// Whether the copy itself bridges the gap between the two claims.
pub(super) fn is_bridged(context: &Context<'_>, contrast: &Contrast) -> bool {
    let (before, own) = around(context, contrast.b);
    let (_, first) = around(context, contrast.a);
    says(&own, &BRIDGES) || [before, own, first].iter().any(|words| says(words, &TURNS))
}

/// The sentence before a claim's, and what its own sentence says beside the content; folded.
fn around(context: &Context<'_>, at: ClaimRef) -> (String, String) {
    let text = context.texts.text(at.story);
    let content = reach(context.claim(at));
    let from = text.floor_char_boundary((content.start as usize).saturating_sub(2 * REACH));
    let to = text.ceil_char_boundary((content.end as usize).saturating_add(REACH).min(text.len()));
    let (ahead, behind) = match (text.get(from..content.start as usize), text.get(content.end as usize..to)) {
        (Some(ahead), Some(behind)) => (ahead, behind),
        (None, _) | (_, None) => return Default::default(),
    };
    let start = sentence_start(ahead);
    let before = ahead[..start].trim_end();
    let before = before.trim_end_matches(['.', '”', '"', '?', '!']);
    let sentence = format!("{} {}", &ahead[start..], &behind[..sentence_end(behind)]);
    (fold(&before[sentence_start(before)..]), fold(&sentence))
}

/// A claim's content from its first to its last byte.
fn reach(claim: &Claim) -> Span {
    claim.content.iter().copied().reduce(Span::join).unwrap_or_default()
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
    let name = |at: ClaimRef| {
        let speaker = context.cast.speaker(at.story, context.claim(at).speaker?)?;
        Some(context.name(speaker))
    };
    let mut because = vec![format!(
        "{} words that carry meaning are the same, {} percent by weight",
        contrast.shared, contrast.cover
    )];
    because.extend(match (contrast.speakers, name(contrast.a), name(contrast.b)) {
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

/// Where the earlier claim stands, in words.
pub(super) fn elsewhere(context: &Context<'_>, contrast: &Contrast) -> String {
    match contrast.a.story == contrast.b.story {
        true => "earlier in this story".to_owned(),
        false => format!("in {}", context.story(contrast.a.story).head.name),
    }
}

/// How many days lie between what two claims say; none when a day is unknown.
pub(super) fn days_apart(context: &Context<'_>, contrast: &Contrast) -> Option<i32> {
    let day = |at: ClaimRef| {
        let told = context.claim(at).date;
        told.or_else(|| context.story(at.story).head.date.map(|(date, _)| date))
    };
    let (a, b) = (day(contrast.a)?, day(contrast.b)?);
    a.until(b).ok().map(|span| span.get_days().abs())
}
