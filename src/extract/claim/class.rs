//! What the source of a learned claim did: say, write, think, want.

use super::ClaimClass;
use crate::extract::tagger::Model;
use crate::extract::tagger::candidate::Candidate;
use crate::lexicon::{Class, Lexicon};
use crate::segment::Story;

/// The class of a claim: of the reporting verb in its cue, else of the verb's sense; a document writes.
pub(super) fn of(story: &Story<'_>, lexicon: &Lexicon, model: &Model, claim: &Candidate) -> ClaimClass {
    let class = by_cue(story, lexicon, model, claim);
    let head =
        claim.source.last().and_then(|range| range.clone().rev().find(|&at| story.tokens[at].is_word()));
    let document = head.is_some_and(|at| {
        let token = &story.tokens[at];
        token.is(Class::Document) && !token.is(Class::Role)
    });
    if class == ClaimClass::Saying && document { ClaimClass::Writing } else { class }
}

fn by_cue(story: &Story<'_>, lexicon: &Lexicon, model: &Model, claim: &Candidate) -> ClaimClass {
    let cue = || claim.cue.clone().rev().map(|at| &story.tokens[at]).filter(|token| token.is_word());
    if let Some(verb) = cue().find_map(|token| lexicon.verb(token.hash)) {
        return verb.class;
    }
    if cue().any(|token| token.is(Class::Document)) {
        return ClaimClass::Writing;
    }
    cue().find_map(|token| by_sense(model.words.of(token.hash).verb)).unwrap_or(ClaimClass::Saying)
}

/// The class of WordNet's lexicographer files of verbs, counted from the first.
///
/// Source: WordNet's `lexnames(5WN)`: 31 cognition, 36 creation, 37 emotion, 39 perception.
const fn by_sense(file: u8) -> Option<ClaimClass> {
    match file {
        0 => None,
        3 | 9 | 11 => Some(ClaimClass::Thinking),
        8 => Some(ClaimClass::Writing),
        _ => Some(ClaimClass::Saying),
    }
}
