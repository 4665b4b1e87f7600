//! Splits blocks into sentences; none breaks inside a quotation.

use super::{Sentence, Story, TokenKind};
use crate::lexicon::{Class, Classes};

/// How many tokens a sentence may have; a longer one is cut there, even inside a quotation.
///
/// The longest sentence in nine hundred real stories, whole quotations inside, has 336. What
/// looks at a sentence as a whole may take time in the square of its length: this bounds it.
const LONGEST: usize = 1_000;

/// Sets the story's sentences and each token's sentence.
///
/// `odd` are all tokens that are no plain word.
pub(super) fn split(story: &mut Story<'_>, mut odd: &[u32]) {
    story.sentences.reserve(story.tokens.len() / 20);
    for block in 0..story.blocks.len() {
        let tokens = story.blocks[block].tokens.clone();
        let first = story.sentences.len() as u32;
        let (own, later) = odd.split_at(odd.iter().take_while(|&&at| at < tokens.end).count());
        odd = later;
        block_sentences(story, block, own);
        story.blocks[block].sentences = first..story.sentences.len() as u32;
    }
}

/// Appends the sentences of a block; `odd` are its tokens that are no plain word.
fn block_sentences(story: &mut Story<'_>, block: usize, odd: &[u32]) {
    let tokens = story.blocks[block].tokens.clone();
    let (mut start, end) = (tokens.start as usize, tokens.end as usize);
    let body = dateline_end(story, start, end);
    if body > start {
        push(story, &mut start, body, block);
    }
    for at in odd.iter().map(|&at| at as usize) {
        if may_break_after(story, at) && at >= body && at + 1 < end && breaks_after(story, at, end) {
            push(story, &mut start, at + 1, block);
        }
    }
    push(story, &mut start, end, block);
}

/// The first token after the dateline; the first of the block when there is none.
fn dateline_end(story: &Story<'_>, start: usize, end: usize) -> usize {
    let Some(dateline) = story.dateline.as_ref() else { return start };
    let inside = |at: &usize| dateline.span.contains(story.tokens[*at].span);
    start + (start..end).take_while(inside).count()
}

/// Appends the sentence from `start` to `to`, in pieces when it is too long, and moves `start` on.
fn push(story: &mut Story<'_>, start: &mut usize, to: usize, block: usize) {
    while *start < to {
        let (from, to) = (*start, to.min(*start + LONGEST));
        let sentence = story.sentences.len() as u32;
        let (mut classes, mut numbers, mut quoted) = (Classes::default(), false, false);
        for token in &mut story.tokens[from..to] {
            token.sentence = sentence;
            classes = classes.and(token.classes);
            numbers |= token.kind == TokenKind::Number;
            quoted |= token.quotation != u32::MAX;
        }
        let span = story.span_of(from..to);
        let tokens = from as u32..to as u32;
        story.sentences.push(Sentence { span, tokens, block: block as u32, classes, numbers, quoted });
        *start = to;
    }
}

/// Whether a token ends as the last of a sentence does: with a stop or a mark.
fn may_break_after(story: &Story<'_>, at: usize) -> bool {
    let last = story.document.text.as_bytes()[story.tokens[at].span.end as usize - 1];
    matches!(last, b'.' | b'?' | b'!' | b'"' | b'\'' | b'`' | 0x80..)
}

/// Whether a sentence ends with the token `at`.
fn breaks_after(story: &Story<'_>, at: usize, end: usize) -> bool {
    let token = &story.tokens[at];
    let next = &story.tokens[at + 1];
    if token.quotation != u32::MAX && token.quotation == next.quotation {
        return false;
    }
    match token.kind {
        TokenKind::Punctuation => {
            is_stop(story.word(at)) && !closes_next(story, at) && !holds(story, at) && starts(story, at + 1)
        }
        TokenKind::Mark => closing_mark_ends(story, at, end),
        TokenKind::Word => story.word(at).ends_with('.') && next.is_capital() && next.is(Class::Common),
        TokenKind::Number => false,
    }
}

fn is_stop(word: &str) -> bool {
    matches!(word.as_bytes().first(), Some(b'.' | b'?' | b'!')) || matches!(word, "…" | "。")
}

/// Whether the next token is a closing bracket or single mark that belongs to this sentence.
fn closes_next(story: &Story<'_>, at: usize) -> bool {
    let next = &story.tokens[at + 1];
    next.span.start == story.tokens[at].span.end && matches!(story.word(at + 1), ")" | "]" | "’" | "'")
}

/// Whether the full stop belongs to an abbreviation or initial before it.
fn holds(story: &Story<'_>, at: usize) -> bool {
    if story.word(at) != "." {
        return false;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    let word = &story.tokens[before];
    if !word.is_word() || word.span.end != story.tokens[at].span.start {
        return false;
    }
    let next = &story.tokens[at + 1];
    let sentence_follows = next.is_capital() && next.is(Class::Common);
    let initial = word.is_capital()
        && match story.word(before).as_bytes() {
            [_] => true,
            [.., b'-', last] => last.is_ascii_uppercase(), // `D-N.Y.`
            _ => false,
        };
    (initial || word.is(Class::Abbreviation) && !is_plain_word(story.word(before)))
        && (!sentence_follows || word.is(Class::Title) || initial)
}

/// Abbreviations that are words of their own when written small: `no.`, `fig.`, `sat.`
fn is_plain_word(word: &str) -> bool {
    matches!(
        word,
        "no" | "fig" | "sat" | "sun" | "wed" | "mar" | "pa" | "mass" | "ill" | "wash" | "miss" | "ind"
    )
}

/// Whether the token can begin a sentence.
fn starts(story: &Story<'_>, at: usize) -> bool {
    let token = &story.tokens[at];
    let apart = token.span.start > story.tokens[at - 1].span.end;
    match token.kind {
        TokenKind::Word => token.is_capital(),
        TokenKind::Number | TokenKind::Mark => apart,
        TokenKind::Punctuation => {
            apart && !matches!(story.word(at), "," | ";" | ":" | ")" | "]" | "-" | "–" | "—")
        }
    }
}

/// Whether a closing mark ends the sentence: a stop before it, and what follows is no attribution.
fn closing_mark_ends(story: &Story<'_>, at: usize, end: usize) -> bool {
    let Some(inside) = at.checked_sub(1) else { return false };
    let stop = story.word(inside);
    if !is_stop(stop) || !starts(story, at + 1) {
        return false;
    }
    let certain = stop == ".";
    certain || story.tokens[at + 1].kind == TokenKind::Mark || !attribution_follows(story, at + 1, end)
}

/// Whether a verb of saying comes within the next words: `“Why?” Hossain asked.`
fn attribution_follows(story: &Story<'_>, from: usize, end: usize) -> bool {
    let reach = (from + 8).min(end);
    let joins = |at: &usize| story.tokens[*at].is_word() || story.word(*at) == "." && holds(story, *at);
    (from..reach).take_while(joins).any(|at| story.tokens[at].is(Class::Cue))
}

#[cfg(test)]
mod tests {
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn check(text: &str, expected: &[&str]) {
        let document = Document::plain("t", text);
        let story = segment::read(&document, Lexicon::builtin());
        let found: Vec<_> = story.sentences.iter().map(|s| story.text(s.span)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_never_break_inside_a_quotation() {
        check(
            "“It rained. It poured,” he said. Then it stopped.",
            &["“It rained. It poured,” he said.", "Then it stopped."],
        );
    }

    #[test]
    fn abbreviations_and_initials_hold_a_sentence_together() {
        check("Sen. John B. Doe met Dr. Roe. He left.", &["Sen. John B. Doe met Dr. Roe.", "He left."]);
        check(
            "It left the U.S. in May. The U.S. Senate met.",
            &["It left the U.S. in May.", "The U.S. Senate met."],
        );
        check("He lives in the U.S. He likes it.", &["He lives in the U.S.", "He likes it."]);
        check("Rep. Jane Doe (D-N.Y.) left.", &["Rep. Jane Doe (D-N.Y.) left."]);
        check("He said no. Then he left.", &["He said no.", "Then he left."]);
    }

    #[test]
    fn a_full_stop_inside_the_closing_mark_ends_a_sentence() {
        check("He said: “It rained.” She left.", &["He said: “It rained.”", "She left."]);
    }

    #[test]
    fn figures_hold_their_points() {
        check("It cost 14.5 million. 12 people came.", &["It cost 14.5 million.", "12 people came."]);
    }
}
