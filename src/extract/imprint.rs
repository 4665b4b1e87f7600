//! Sentences as hashes, by which stories that carry one text are found.

use crate::segment::{BlockKind, Sentence, Story, Token, TokenKind};
use crate::text::Span;

/// A sentence of running text: what of it stands in a copy too, though a word was edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imprint {
    /// Its bytes.
    pub span: Span,
    /// The hash of all its words, marks aside.
    pub whole: u32,
    /// The hashes of two stretches of [`STRETCH`] words outside quotation marks, chosen by what they say
    /// and not by where they stand, so that an edit seldom touches both; of fewer words, all of them.
    ///
    /// What stands between the marks tells nothing: two reporters at one occasion note the same words.
    pub stretches: [u32; 2],
    /// Whether enough of it stands outside quotation marks to be nobody else's by chance.
    pub narrates: bool,
}

/// How many words a stretch has. Source: a judgement; runs of eight words are nobody else's by chance,
/// as with quotations in two mouths.
pub const STRETCH: usize = 8;

/// A sentence of fewer words may stand in two stories by chance.
const WORDS: usize = 6;

/// The most words of a sentence that are looked at. Source: none; ten times the longest sentence.
const MOST: usize = 1024;

/// The sentences of the paragraphs, in text order.
pub(super) fn find(story: &Story<'_>) -> Vec<Imprint> {
    let (mut words, mut told) = (Vec::new(), Vec::new());
    let mut imprints = Vec::with_capacity(story.sentences.len());
    for sentence in &story.sentences {
        let block = story.blocks.get(sentence.block as usize);
        if block.is_some_and(|block| block.kind == BlockKind::Paragraph) {
            let tokens = &story.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
            let words = worded(tokens, true, &mut words);
            let told = if sentence.quoted { worded(tokens, false, &mut told) } else { words };
            imprints.extend(of(sentence, words, told));
        }
    }
    imprints
}

/// The hashes of the first words of a sentence, those inside quotation marks with them or left out.
fn worded<'b>(tokens: &[Token], quoted: bool, into: &'b mut Vec<u64>) -> &'b [u64] {
    if into.len() < tokens.len() {
        into.resize(tokens.len(), 0);
    }
    let into = &mut into[..tokens.len()];
    // Each is written down, and counted or not: which are words nobody can foretell.
    let (mut words, mut kept) = (0, 0);
    for token in tokens {
        if words == MOST {
            break;
        }
        let word = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        into[kept] = token.hash;
        words += usize::from(word);
        kept += usize::from(word & (quoted | token.quotation().is_none()));
    }
    &into[..kept]
}

/// The imprint of a sentence; none of one without words.
fn of(sentence: &Sentence, words: &[u64], told: &[u64]) -> Option<Imprint> {
    (!words.is_empty()).then(|| Imprint {
        span: sentence.span,
        whole: joined(words),
        stretches: stretches(told).unwrap_or_else(|| [joined(told); 2]),
        narrates: told.len() >= WORDS,
    })
}

/// The stretches that begin with the two least words of those that have enough behind them.
fn stretches(words: &[u64]) -> Option<[u32; 2]> {
    let starts = words.len().checked_sub(STRETCH).filter(|&last| last > 0)?;
    // Where a word stands is written over the last bits of it, so that the least tells its place.
    let (mut least, mut second) = (u64::MAX, u64::MAX);
    for (at, word) in (0..).zip(&words[..=starts]) {
        let own = word.wrapping_mul(0x9e37_79b9_7f4a_7c15) & !(MOST as u64 - 1) | at;
        second = second.min(least.max(own));
        least = least.min(own);
    }
    Some([least, second].map(|own| {
        let at = own as usize % MOST;
        joined(&words[at..at + STRETCH])
    }))
}

fn joined(words: &[u64]) -> u32 {
    let mixed =
        words.iter().fold(0_u64, |hash, word| hash.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn imprints(text: &str) -> Vec<Imprint> {
        find(&segment::read(&Document::plain("a.txt", text), Lexicon::builtin()))
    }

    const LONG: &str =
        "The harbour board closed the northern quay to lorries after cracks were found under the old crane.";

    #[test]
    fn wrapping_and_marks_leave_no_trace() {
        let (own, other) = (imprints(LONG), imprints(&LONG.replace(" after", ",\nafter")));
        assert_eq!((own[0].whole, own[0].stretches), (other[0].whole, other[0].stretches));
        assert!(own[0].narrates);
    }

    #[test]
    fn a_word_edited_mostly_leaves_a_stretch() {
        let edits = [
            ("harbour", "port"),
            ("northern", "other"),
            ("found", "seen"),
            ("crane", "mast"),
            ("old", "tall"),
        ];
        let own = imprints(LONG)[0];
        let kept = edits.iter().filter(|(was, is)| {
            let other = imprints(&LONG.replace(was, is))[0];
            assert_ne!(own.whole, other.whole);
            own.stretches.iter().any(|stretch| other.stretches.contains(stretch))
        });
        assert!(kept.count() >= 3);
    }

    #[test]
    fn what_is_quoted_tells_nothing() {
        let said = |words: &str| {
            imprints(&format!("\"{words},\" the minister told reporters in the town hall on Monday."))[0]
        };
        let (own, other) = (said("Every pile will be tested"), said("No lorry will cross the quay"));
        assert_eq!(own.stretches, other.stretches);
        assert_ne!(own.whole, other.whole);
    }

    #[test]
    fn what_is_short_outside_the_marks_narrates_nothing() {
        let found =
            imprints("It rained hard. \"The quay is closed to every lorry now,\" Hossain said on Monday.");
        assert!(found.iter().all(|imprint| !imprint.narrates));
    }
}
