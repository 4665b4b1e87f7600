//! From a document to a story: blocks, sentences, tokens, quotations.
//!
//! **Comes in:** [`Document`]. **Goes out:** [`Story`].
//! **Never:** knows of people or verbs; a token's classes are looked up, not judged.
//! **Read first:** [`read`].

mod layout;
mod quotations;
mod sentences;
mod story;
mod tokens;

pub use story::{Block, BlockKind, Dateline, Quotation, Sentence, Shape, Story, Token, TokenKind};

use crate::ingest::Document;
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Segments a document. Broken copy is normal input: there are no errors.
///
/// ```
/// use sayso::{ingest::Document, lexicon::Lexicon, segment};
/// let document = Document::plain("a.txt", "“It rained. It poured,” he said. Then it stopped.");
/// let story = segment::read(&document, Lexicon::builtin());
/// assert_eq!(story.sentences.len(), 2);
/// assert_eq!(story.quotations.len(), 1);
/// ```
pub fn read<'d>(document: &'d Document, lexicon: &Lexicon) -> Story<'d> {
    let mut story = Story::empty(document);
    layout::read(&mut story);
    let signs = tokens::read(&mut story, lexicon);
    quotations::pair(&mut story, &signs.marks);
    sentences::split(&mut story, &signs.odd);
    story.place_tokens();
    story
}

/// The tokens of a document taken as one block: the measure that the other rooms' speed is held
/// against in `benches/rooms.rs`.
pub fn tokens(document: &Document, lexicon: &Lexicon) -> Vec<Token> {
    let mut story = Story::empty(document);
    let span = Span::at(0, document.text.len());
    story.blocks.push(Block { kind: BlockKind::Paragraph, span, sentences: 0..0, tokens: 0..0 });
    tokens::read(&mut story, lexicon);
    story.tokens
}
