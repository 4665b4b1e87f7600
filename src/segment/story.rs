use crate::ingest::Document;
use crate::lexicon::{Class, Classes, WordId};
use crate::text::Span;
use std::ops::Range;

/// A document after segmentation. All indexes point into the lists beside them.
#[derive(Debug)]
pub struct Story<'d> {
    /// What it was made from.
    pub document: &'d Document,
    /// The blocks in order: slug, headline, paragraphs, subheads.
    pub blocks: Vec<Block>,
    /// The sentences in order; none crosses a block, none breaks inside a quotation.
    pub sentences: Vec<Sentence>,
    /// The tokens in order; white space is none.
    pub tokens: Vec<Token>,
    /// The quotations in order of their opening mark, outer before inner.
    pub quotations: Vec<Quotation>,
    /// Quotation marks that pair with nothing, as token indexes.
    pub unpaired: Vec<u32>,
    /// The dateline, if the story has one.
    pub dateline: Option<Dateline>,
    /// Where tokens end, for each stretch of [`STRETCH`] bytes.
    pub(super) ends: Vec<Ends>,
}

/// Where tokens end in a stretch of text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ends {
    /// How many tokens end before the stretch.
    before: u32,
    /// By byte of the stretch, whether a token ends there.
    bits: u64,
}

/// Unit: bytes, one for each bit of [`Ends::bits`].
const STRETCH: u32 = u64::BITS;

/// A stretch of text between blank lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes, without white space around.
    pub span: Span,
    /// Its sentences.
    pub sentences: Range<u32>,
    /// Its tokens.
    pub tokens: Range<u32>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Outlet, date line, byline: lines above the story that are none of its text.
    Slug,
    /// The headline.
    Headline,
    /// A photo caption or credit.
    Caption,
    /// A paragraph of the story.
    Paragraph,
    /// `- 'Defence issue' -`: a heading inside the story.
    Subhead,
    /// A note to editors after the story.
    Notebook,
}

impl BlockKind {
    /// Whether claims are looked for here.
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Paragraph)
    }
}

/// `PARIS, France, Feb 7, 2026 (BSS/AFP) -` at the start of the first paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, with the closing dash.
    pub span: Span,
    /// `PARIS, France`.
    pub place: Option<Span>,
    /// `Feb 7, 2026`.
    pub date: Option<Span>,
    /// `BSS/AFP`: first the outlet, last the agency.
    pub credit: Option<Span>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, closing punctuation and marks included.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its block.
    pub block: u32,
    /// What any of its tokens can be.
    pub classes: Classes,
    /// Whether digits stand in it.
    pub numbers: bool,
    /// Whether a quotation or part of one stands in it.
    pub quoted: bool,
}

/// A word, a number, a mark or a piece of punctuation.
///
/// `Trump's` is two tokens, `don't` one; `$14.5bn` is three, `12-day` three, `US-based` one;
/// `U.S.` is one with its last full stop, `Mr.` two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// [`crate::text::hash_folded`] of its text.
    pub hash: u64,
    /// What it can be.
    pub classes: Classes,
    /// Which of the words that the lexicon knows.
    pub word: WordId,
    /// Whether the lexicon's tables of quantities name it.
    pub measures: bool,
    /// Whether it is a word of ASCII letters alone.
    pub plain: bool,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// Its sentence.
    pub sentence: u32,
    /// The outermost quotation that holds it (its marks included), or `u32::MAX`.
    pub quotation: u32,
}

impl Token {
    /// Whether the lexicon gives it this class.
    #[inline]
    pub const fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    /// Whether it is a word.
    #[inline]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it begins with a capital letter.
    #[inline]
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Mixed)
    }

    /// The outermost quotation that holds it.
    #[inline]
    pub fn quotation(&self) -> Option<usize> {
        (self.quotation != u32::MAX).then_some(self.quotation as usize)
    }
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Begins with a letter; a possessive `'s` too.
    Word,
    /// Digits with the commas and points inside: `3,117`, `14.5`.
    Number,
    /// A quotation mark that opens or closes.
    Mark,
    /// Anything else, one character each, but for `...`, `--` and the like.
    Punctuation,
}

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No letter.
    None,
    /// `talks`
    Lower,
    /// `Tehran`; also a single capital letter.
    Capital,
    /// `HRANA`
    Upper,
    /// `McDonald`, `iPhone`: a capital after the first letter and a small one somewhere.
    Mixed,
}

/// What stands between two quotation marks, or from a mark to the end of its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes inside the marks.
    pub inner: Span,
    /// Bytes with the marks.
    pub outer: Span,
    /// Tokens with the marks.
    pub tokens: Range<u32>,
    /// Whether the closing mark is there; a quotation carried on by the next paragraph has none.
    pub closed: bool,
    /// Whether it carries on the quotation that the paragraph before left open.
    pub carried: bool,
    /// 0 for an outer quotation, 1 for one inside another.
    pub depth: u8,
}

impl<'d> Story<'d> {
    /// A story without content.
    pub const fn empty(document: &'d Document) -> Self {
        Self {
            document,
            blocks: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            quotations: Vec::new(),
            unpaired: Vec::new(),
            dateline: None,
            ends: Vec::new(),
        }
    }

    /// Notes where the tokens end, for [`Story::token_at`].
    pub(super) fn place_tokens(&mut self) {
        let last = self.tokens.last().map_or(0, |token| token.span.end / STRETCH);
        self.ends = Vec::with_capacity(last as usize + 1);
        let mut open = Ends::default();
        for (count, token) in (0..).zip(&self.tokens) {
            while token.span.end / STRETCH > self.ends.len() as u32 {
                self.ends.push(open);
                open = Ends { before: count, bits: 0 };
            }
            open.bits |= 1 << (token.span.end % STRETCH);
        }
        self.ends.push(open);
    }

    /// The text of a span.
    #[inline]
    pub fn text(&self, span: Span) -> &'d str {
        span.of(&self.document.text)
    }

    /// The text of a token.
    #[inline]
    pub fn word(&self, token: usize) -> &'d str {
        self.tokens.get(token).map_or("", |t| self.text(t.span))
    }

    /// The block of a token.
    pub fn block_of(&self, token: usize) -> Option<&Block> {
        let sentence = self.sentences.get(self.tokens.get(token)?.sentence as usize)?;
        self.blocks.get(sentence.block as usize)
    }

    /// One past the last token of the block that holds a token.
    pub(super) fn block_tokens_end(&self, token: usize) -> usize {
        let at = self.blocks.partition_point(|b| b.tokens.end as usize <= token);
        self.blocks.get(at).map_or(self.tokens.len(), |b| b.tokens.end as usize)
    }

    /// The index of the first token that ends after byte `offset`.
    pub fn token_at(&self, offset: u32) -> usize {
        if self.ends.is_empty() {
            return self.tokens.partition_point(|t| t.span.end <= offset);
        }
        // Asked so often that a search, or only a branch, would show in the cost of the whole.
        let Some(ends) = self.ends.get((offset / STRETCH) as usize) else { return self.tokens.len() };
        let up_to = u64::MAX >> (STRETCH - 1 - offset % STRETCH);
        ends.before as usize + (ends.bits & up_to).count_ones() as usize
    }

    /// The bytes from the first to the last token of a range; empty for an empty range.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|i| self.tokens.get(i))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    #[test]
    fn the_token_at_a_byte_is_the_first_that_ends_behind_it() {
        for text in ["", " ", "a", "Anwar Hossain, 46, left the U.S. –  a\u{a0}\n\nkilometre-long way off. "]
        {
            let document = Document::plain("t", text);
            let story = segment::read(&document, Lexicon::builtin());
            for offset in 0..text.len() as u32 + 40 {
                let found = story.tokens.partition_point(|t| t.span.end <= offset);
                assert_eq!(story.token_at(offset), found, "{text:?} at {offset}");
            }
        }
    }
}
