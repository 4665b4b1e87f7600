#![doc = include_str!("quotation_repeated.md")]

use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::extract::{Quoted, WordKind};
use crate::resolve::{Alignment, SpeakerMatch, Wording};
use crate::text::fold;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-repeated",
        highest: Severity::Note,
        page: include_str!("quotation_repeated.md"),
    },
    check,
};

/// Where nobody is known to have said it, fewer words than this may be a term in marks.
const UNNAMED: usize = 6;

/// One finding for each wording of a story, however often it comes back.
fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut repeats: BTreeMap<_, Vec<&Alignment>> = BTreeMap::new();
    for alignment in wording::with(context, Wording::Identical) {
        if is_repeat(context, alignment) {
            let words = fold(context.slice(alignment.b.story, alignment.b_span));
            repeats.entry((alignment.b.story, words)).or_default().push(alignment);
        }
    }
    for alignments in repeats.into_values() {
        findings.extend(finding(context, &alignments));
    }
}

fn finding(context: &Context<'_>, alignments: &[&Alignment]) -> Option<Finding> {
    let (first, more) = alignments.split_first()?;
    let shown = context.show(first.b.story, first.b_span);
    let times = ["twice", "three times"].get(more.len()).copied().unwrap_or("many times");
    let mut finding = wording::finding(context, &RULE.meta, first, Severity::Note);
    finding.spans.extend(more.iter().map(|alignment| alignment.b_span));
    Some(finding.says(
        format!("“{shown}” is quoted {times} in this story"),
        "quote it once, or say that it was said again",
    ))
}

fn is_repeat(context: &Context<'_>, alignment: &Alignment) -> bool {
    let (a, b) = (context.quoted(alignment.a), context.quoted(alignment.b));
    let whole = a.words.len() == b.words.len() && a.words.len() == alignment.same as usize;
    let attributed = a.claim.is_some() && b.claim.is_some();
    let known = match alignment.speakers {
        SpeakerMatch::Same => attributed && says_something(b),
        SpeakerMatch::Unknown | SpeakerMatch::Different => a.words.len() >= UNNAMED,
    };
    alignment.a.story == alignment.b.story && whole && known && !is_name(context, alignment)
}

/// Whether the words deny something, or are more than a term in marks.
fn says_something(quoted: &Quoted) -> bool {
    let rarity: u32 = quoted.words.iter().map(|word| u32::from(word.rarity)).sum();
    let denies = quoted.words.iter().any(|word| word.kind == WordKind::Negation);
    denies && rarity >= 8 || quoted.words.len() >= 4 && rarity >= 16
}

/// A capital after the first word: a title or a name.
fn is_name(context: &Context<'_>, alignment: &Alignment) -> bool {
    let shown = context.slice(alignment.b.story, alignment.b_span);
    let capital = |word: &str| word.starts_with(char::is_uppercase) && !word.starts_with("I");
    shown.split_whitespace().count() < UNNAMED && shown.split_whitespace().skip(1).any(capital)
}
