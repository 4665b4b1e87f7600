//! Quotations with their speaker's name under or behind them, after a dash, as on a list of quotations.

use super::draft::{Draft, Pattern};
use super::grammar::{View, words};
use crate::lexicon::{ClaimClass, Lexicon};
use crate::segment::{Block, Story};
use smallvec::smallvec;
use std::ops::Range;

/// A name behind a dash has at most so many tokens.
///
/// Source: a judgement; a title, three names and initials.
const MOST_NAME: usize = 8;

/// The claim of a block that is a dash and a name, or ends in them, right after a quotation; it takes the
/// place of what the quotation alone was taken for.
pub(super) fn read(story: &Story<'_>, lexicon: &Lexicon, block: usize, drafts: &mut Vec<Draft>) {
    let Some(draft) = signed(story, lexicon, block) else { return };
    let quotation = draft.content[0].clone();
    let carried = |last: &Draft| last.pattern == Pattern::Carried && last.first() == quotation.start;
    if drafts.last().is_some_and(carried) {
        drafts.pop();
    }
    if !drafts.iter().rev().take(4).any(|earlier| earlier.covers(quotation.start)) {
        drafts.push(draft);
    }
}

fn signed(story: &Story<'_>, lexicon: &Lexicon, block: usize) -> Option<Draft> {
    let own = tokens(&story.blocks[block]);
    let view = View { story, lexicon, start: own.start, end: own.end };
    let (content, dash) = if view.is_dash(own.start) {
        (tokens(story.blocks.get(block.checked_sub(1)?)?), own.start)
    } else {
        let end = ending(view, own.start)?;
        (own.start..end, end)
    };
    let alone = !content.is_empty()
        && ending(View { start: content.start, end: content.end, ..view }, content.start)
            == Some(content.end);
    if !alone || !view.is_dash(dash) {
        return None;
    }
    let source = name(view, dash + 1)?;
    Some(Draft {
        source,
        cue: dash..dash + 1,
        content: smallvec![content],
        class: ClaimClass::Saying,
        pattern: Pattern::Signed,
    })
}

fn tokens(block: &Block) -> Range<usize> {
    block.tokens.start as usize..block.tokens.end as usize
}

/// Where the closed quotation ends that begins here.
fn ending(view: View<'_>, at: usize) -> Option<usize> {
    let quotation = view.story.quotations.get(view.opens_quotation(at)?)?;
    quotation.closed.then_some(quotation.tokens.end as usize)
}

/// `Bernie Sanders.`, `President Obama, in a speech`: capitalised words up to a comma or the end of the block.
fn name(view: View<'_>, from: usize) -> Option<Range<usize>> {
    let ends = |at: &usize| {
        view.is_word(*at, words::COMMA) || *at >= view.end || view.is_stop(*at) && *at + 1 >= view.end
    };
    let end = (from..=view.end).take(MOST_NAME + 1).find(ends)?;
    let capital =
        |at: usize| view.token(at).is_some_and(|t| t.is_capital() || !t.is_word()) && !view.quoted(at);
    let named = view.token(from).is_some_and(|t| t.is_capital()) && (from..end).all(capital);
    named.then_some(from..end)
}
