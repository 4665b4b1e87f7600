use super::{Claim, Quoted};
use crate::lexicon::Lexicon;
use crate::segment::Story;
use crate::text::Span;

/// A word made ready for comparing: only its hash is kept, and where it stands.
///
/// The hash is that of the folded word after allowed differences are gone: British and American
/// spelling, contractions, `2.6million`/`2.6 million`, numerals and number words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoldedWord {
    /// Where it stands.
    pub span: Span,
    /// Hash of the normal form.
    pub hash: u64,
    /// What it counts for.
    pub kind: WordKind,
    /// How rare it is: 0 for the commonest words, up to 20.
    pub rarity: u8,
}

/// What a word counts for when two quotations are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Carries meaning.
    Content,
    /// the, of, would
    Function,
    /// not, never, no
    Negation,
    /// A number in figures or words.
    Number,
    /// Inserted by an editor: `[the plan]`, `(US)`. Matches anything.
    Bracketed,
    /// `...`: matches any gap.
    Ellipsis,
}

/// The story's quotations, ready to be compared, index for index.
pub(super) fn quotations(story: &Story<'_>, _lexicon: &Lexicon, _claims: &[Claim]) -> Vec<Quoted> {
    story.quotations.iter().map(|q| Quoted { span: q.inner, ..Quoted::default() }).collect()
}

/// The folded words of each claim's content.
pub(super) fn fill_claims(_story: &Story<'_>, _lexicon: &Lexicon, _claims: &mut [Claim]) {}
