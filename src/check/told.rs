//! Sentences that hold several figures: what the rules of arithmetic read.

use super::Context;
use crate::extract::{Bound, Facts, Figure, FigureKind};
use crate::lexicon::{Lexicon, StatementSense};
use crate::resolve::{Interval, Rational};
use crate::text::{Span, StoryId, fold};

/// How far before the first and behind the last figure of a sentence is read. Unit: bytes.
const REACH: usize = 160;

/// The figures of one sentence, and the folded words before, between and behind them.
pub(super) struct Told<'a> {
    /// The story.
    pub story: StoryId,
    /// At least two, in text order.
    pub figures: &'a [Figure],
    /// One more than there are figures: `words[i]` stands before figure `i`, the last one behind all.
    pub words: Vec<String>,
    /// What follows the sentence, folded, as far as is read.
    pub next: String,
}

/// The sentences of a story's running text that hold at least two figures and are `wanted`.
pub(super) fn told<'a>(
    ctx: &Context<'a>,
    story: StoryId,
    facts: &'a Facts,
    wanted: impl Fn(&[Figure]) -> bool,
) -> Vec<Told<'a>> {
    let text = ctx.texts.text(story);
    let sentences = facts.figures.chunk_by(|a, b| a.sentence == b.sentence);
    let told = sentences.filter(|figures| figures.len() > 1 && !figures[0].headline && wanted(figures));
    told.map(|figures| read(text, story, figures)).collect()
}

fn read<'a>(text: &str, story: StoryId, figures: &'a [Figure]) -> Told<'a> {
    let (first, last) = (figures[0].span, figures[figures.len() - 1].span);
    let from = text.floor_char_boundary((first.start as usize).saturating_sub(REACH));
    let to = text.ceil_char_boundary((last.end as usize).saturating_add(REACH).min(text.len()));
    let before = &text[from..first.start as usize];
    let behind = &text[last.end as usize..to];
    let mut words = vec![fold(&before[sentence_start(before)..])];
    for pair in figures.windows(2) {
        let between = Span::new(pair[0].span.end, pair[1].span.start.max(pair[0].span.end));
        words.push(fold(between.of(text)));
    }
    let end = sentence_end(behind);
    words.push(fold(&behind[..end]));
    Told { story, figures, words, next: fold(&behind[end..]) }
}

/// Behind the last end of a sentence or paragraph.
pub(super) fn sentence_start(text: &str) -> usize {
    let ends = |at: &usize| {
        matches!(
            &text.as_bytes()[..*at],
            [.., b'.' | b'?' | b'!', b' ']
                | [.., b'.' | b'\n', b'\n']
                | [.., b'.', b'"', b' ']
                | [.., b'.', 0xe2, 0x80, 0x9d, b' '] // a closing mark
        )
    };
    (1..=text.len()).rev().find(ends).unwrap_or(0)
}

/// Before the first end of a sentence or paragraph.
pub(super) fn sentence_end(text: &str) -> usize {
    let ends = |at: &usize| {
        matches!(
            &text.as_bytes()[*at..],
            [b'.' | b'?' | b'!', b' ', ..]
                | [b'.' | b'\n', b'\n', ..]
                | [b'.', b'"', ..]
                | [b'.', 0xe2, 0x80, 0x9d, ..] // a closing mark
        )
    };
    (0..text.len()).find(ends).unwrap_or_else(|| text.trim_end().len())
}

/// Whether any of these phrases stands in the words.
pub(super) fn says(words: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        words.match_indices(phrase).any(|(at, _)| {
            let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            free(words[..at].chars().next_back()) && free(words[at + phrase.len()..].chars().next())
        })
    })
}

/// Whether a word or phrase of this sense stands in folded words.
pub(super) fn tells(words: &str, sense: StatementSense) -> bool {
    Lexicon::builtin().statements.phrases(sense).any(|phrase| says(words, &[phrase]))
}

/// The values that a figure in a sum can stand for: a count printed in full is exact, unless it is at
/// least a thousand and ends in two zeros.
pub(super) fn worth(figure: &Figure) -> Option<Interval> {
    const FULL: i128 = 1_000;
    let short = figure.value.significant();
    let plain = figure.kind == FigureKind::Count && figure.value.exponent == 0;
    let full = plain && (short.exponent < 2 || figure.value.digits < FULL);
    match figure.bound {
        Bound::Exact if full => {
            let value = Rational::of(figure.value)?;
            Some(Interval { low: Some(value), high: Some(value) })
        }
        Bound::Exact => Interval::rounded(figure),
        Bound::MoreThan | Bound::AtLeast | Bound::LessThan | Bound::AtMost | Bound::Nearly | Bound::About => {
            Interval::printed(figure)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words() {
        assert!(says("made up of", &["made up of"]));
        assert!(says("voters, and", &["and"]));
        assert!(!says("thousand", &["and"]));
    }

    #[test]
    fn sentences_end_at_their_marks() {
        assert_eq!(sentence_start("It rained. The "), 11);
        assert_eq!(sentence_end(" men. Then it"), 4);
        assert_eq!(sentence_end(" men and "), 8);
    }
}
