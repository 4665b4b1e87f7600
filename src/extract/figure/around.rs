//! The words around a figure, by which it is found again where the copy tells it a second time.

use crate::lexicon::Class;
use crate::segment::{Story, Token, TokenKind};
use std::ops::Range;

/// How many tokens are kept on either side.
///
/// A clause of wire copy has at most 45 words; a figure in its middle sees both ends.
const REACH: usize = 24;

/// The tokens on either side of a figure within its sentence, nearest first, without its bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Those before it, then those after it.
    words: Vec<AroundWord>,
    /// How many stand before it.
    before: u8,
    /// Whether those before it reach the start of the sentence.
    pub from_start: bool,
}

impl Around {
    /// The words before it, nearest first.
    pub fn before(&self) -> &[AroundWord] {
        &self.words[..usize::from(self.before)]
    }

    /// The words after it, nearest first.
    pub fn after(&self) -> &[AroundWord] {
        &self.words[usize::from(self.before)..]
    }

    /// The words on both sides.
    pub fn words(&self) -> &[AroundWord] {
        &self.words
    }
}

/// A token near a figure: the hash of its fold, and what it counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AroundWord(u64);

impl AroundWord {
    const CONTENT: u64 = 1;
    const PUNCTUATION: u64 = 2;
    const LEAD: u64 = 4;
    const VERB: u64 = 8;

    #[inline]
    fn of(story: &Story<'_>, token: &Token) -> Self {
        let flag = |set: bool, bit: u64| u64::from(set) * bit;
        let bits = match token.kind {
            TokenKind::Word => {
                flag(is_content(token), Self::CONTENT)
                    | flag(token.classes.any(&[Class::Relative, Class::Cue]), Self::LEAD)
                    | flag(is_verb(story, token), Self::VERB)
            }
            TokenKind::Punctuation => Self::PUNCTUATION | flag(pauses(story, token), Self::LEAD),
            TokenKind::Number | TokenKind::Mark => 0,
        };
        Self((token.hash & !15) | bits)
    }

    /// Whether the word carries meaning.
    pub const fn is_content(self) -> bool {
        self.0 & Self::CONTENT != 0
    }

    /// Whether it is no word.
    pub const fn is_punctuation(self) -> bool {
        self.0 & Self::PUNCTUATION != 0
    }

    /// Whether a clause can begin behind it: a pause, *that*, a verb of saying.
    pub const fn leads(self) -> bool {
        self.0 & Self::LEAD != 0
    }

    /// Whether it is punctuation where a clause can end.
    pub const fn pauses(self) -> bool {
        self.leads() && self.is_punctuation()
    }

    /// Whether it looks like a finite verb: an auxiliary, a verb of saying, a word in *-ed*.
    pub const fn is_verb(self) -> bool {
        self.0 & Self::VERB != 0
    }

    /// The word as one number, for hashing.
    pub const fn bits(self) -> u64 {
        self.0
    }
}

/// Whether a word carries meaning: no function word, none of the commonest words.
#[inline]
fn is_content(word: &Token) -> bool {
    const FUNCTION: [Class; 9] = [
        Class::Preposition,
        Class::Determiner,
        Class::Auxiliary,
        Class::Pronoun,
        Class::Possessive,
        Class::Modal,
        Class::Conjunction,
        Class::Relative,
        Class::Stock,
    ];
    (word.span.len() >= 2) & !word.classes.any(&FUNCTION)
}

/// Whether a clause can begin behind this punctuation: no apostrophe, no currency.
#[inline]
fn pauses(story: &Story<'_>, token: &Token) -> bool {
    match story.document.text.as_bytes().get(token.span.range()) {
        Some([one]) => matches!(one, b',' | b'.' | b';' | b':' | b'-' | b'(' | b')' | b'?' | b'!'),
        Some(_) => matches!(story.text(token.span), "—" | "–" | "--" | "..." | "…"),
        None => false,
    }
}

#[inline]
fn is_verb(story: &Story<'_>, word: &Token) -> bool {
    word.classes.any(&[Class::Auxiliary, Class::Modal, Class::Cue]) | ends_in_ed(story, word)
}

#[inline]
fn ends_in_ed(story: &Story<'_>, token: &Token) -> bool {
    let end = token.span.end as usize;
    story.document.text.as_bytes().get(end.saturating_sub(2)..end) == Some(b"ed") && token.span.len() > 1
}

/// The words around the tokens `figure`, bound included, whose number and unit end before `end`.
pub(super) fn around(story: &Story<'_>, sentence: Range<usize>, figure: Range<usize>) -> Around {
    let from = sentence.start.max(figure.start.saturating_sub(REACH));
    let to = sentence.end.min(figure.end + REACH);
    // Quotation marks come and go when a clause is told again.
    let is_word = |token: &&Token| token.kind != TokenKind::Mark;
    let before = &story.tokens[from..figure.start.max(from)];
    let after = &story.tokens[figure.end.min(to)..to];
    let mut words = Vec::with_capacity(before.len() + after.len());
    for token in before.iter().rev().filter(is_word) {
        words.push(AroundWord::of(story, token));
    }
    let before = words.len() as u8; // no more than REACH
    for token in after.iter().filter(is_word) {
        words.push(AroundWord::of(story, token));
    }
    Around { words, before, from_start: from == sentence.start }
}
