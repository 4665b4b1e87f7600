//! Quotations that no cue of their own sentence claims.

use super::draft::{Draft, Pattern};
use super::grammar::View;
use super::sentence;
use crate::lexicon::ClaimClass;
use crate::segment::{Token, TokenKind};
use smallvec::smallvec;
use std::ops::Range;

/// Appends the claims of a sentence; `from` is the block's first draft.
///
/// A sentence that is all quotation goes with the claim before it in its paragraph:
/// `"It rained," she said. "It poured."` is one claim. At the start of a paragraph it is a claim
/// of its own, carried on from the paragraph before.
pub(super) fn read(view: View<'_>, drafts: &mut Vec<Draft>, from: usize, opens_block: bool) {
    let before = drafts.len();
    sentence::read(view, drafts);
    let Some(all) = all_quotation(view) else { return };
    if drafts.len() > before {
        return;
    }
    let own = drafts[from..].last().is_some_and(|last| holds_quotation(view, last));
    if !opens_block && own {
        drafts[before - 1].content.push(all);
    } else if opens_block && from > 0 && follows_quotation(view, &drafts[from - 1]) {
        drafts.push(carried(view, all));
    }
}

fn carried(view: View<'_>, content: Range<usize>) -> Draft {
    let nothing = view.start..view.start;
    Draft {
        source: nothing.clone(),
        cue: nothing,
        content: smallvec![content],
        class: ClaimClass::Saying,
        pattern: Pattern::Carried,
    }
}

/// The tokens of a sentence that stands in quotation marks from end to end.
fn all_quotation(view: View<'_>) -> Option<Range<usize>> {
    if !view.quoted(view.start) || view.end - view.start <= 3 {
        return None;
    }
    let held = |t: &Token| t.quotation != u32::MAX || t.kind == TokenKind::Punctuation;
    view.story.tokens[view.start..view.end].iter().all(held).then_some(view.start..view.end)
}

fn holds_quotation(view: View<'_>, draft: &Draft) -> bool {
    draft.content.iter().flat_map(Range::clone).any(|at| view.story.tokens[at].quotation != u32::MAX)
}

/// Whether the claim before ends its own paragraph with a quotation, or attributes one.
fn follows_quotation(view: View<'_>, draft: &Draft) -> bool {
    let block = |token: usize| view.story.sentences[view.story.tokens[token].sentence as usize].block;
    let last = draft.content.last().map_or(0, |range| range.end.saturating_sub(1));
    holds_quotation(view, draft) && block(last) + 2 > block(view.start)
}
