//! Stage two's window: the cue's sentence and its neighbours.

use crate::segment::{BlockKind, Story};
use std::ops::Range;

/// How many tokens before the cue are looked at.
///
/// Source: on annotated news 1.5 % of the tokens of contents lie outside such a window.
pub const BACK: usize = 220;
/// How many tokens after the cue are looked at.
pub const ON: usize = 300;

/// The tokens among which the source and content of a cue are looked for.
pub fn around(story: &Story<'_>, cue: &Range<usize>) -> Range<usize> {
    let start = back(story, cue.start);
    let end = on(story, cue.end.saturating_sub(1));
    start.max(cue.start.saturating_sub(BACK))..end.min(cue.end + ON).min(story.tokens.len())
}

/// From the opening of the quotation that the sentence begins in, one sentence more, again to its opening.
fn back(story: &Story<'_>, cue: usize) -> usize {
    let own = opening(story, sentence_start(story, cue));
    let Some(before) = own.checked_sub(1) else { return own };
    let tells = story.block_of(before).is_some_and(|block| block.kind == BlockKind::Paragraph);
    if tells { opening(story, sentence_start(story, before)) } else { own }
}

/// To the end of the paragraph, and on over the paragraphs that follow in quotation marks.
fn on(story: &Story<'_>, cue: usize) -> usize {
    let Some(sentence) = story.tokens.get(cue).map(|t| t.sentence as usize) else {
        return story.tokens.len();
    };
    let mut at = story.sentences[sentence].block as usize;
    let mut end = story.blocks[at].tokens.end as usize;
    while let Some(next) = story.blocks.get(at + 1) {
        let first = next.tokens.start as usize;
        let opens =
            story.tokens.get(first).is_some_and(|t| t.quotation != u32::MAX) && !next.tokens.is_empty();
        if !opens || end > cue + ON {
            break;
        }
        end = next.tokens.end as usize;
        at += 1;
    }
    end
}

fn sentence_start(story: &Story<'_>, token: usize) -> usize {
    story.tokens.get(token).map_or(token, |t| story.sentences[t.sentence as usize].tokens.start as usize)
}

/// The opening of the quotation that a token stands in; a carried one opens where the first part did.
fn opening(story: &Story<'_>, token: usize) -> usize {
    let Some(mut index) = story.tokens.get(token).and_then(|t| t.quotation()) else { return token };
    while story.quotations[index].carried && index > 0 {
        index -= 1;
    }
    (story.quotations[index].tokens.start as usize).min(token)
}
