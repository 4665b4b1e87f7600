//! Makes the words of quotations and claims ready for comparing.

mod folding;

pub use crate::lexicon::WordKind;

use super::{Claim, Quoted};
use crate::lexicon::Lexicon;
use crate::segment::{BlockKind, Quotation, Story, TokenKind};
use crate::text::{Few, Span, hash_bytes};
use std::ops::Range;

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
    /// Part of the hash of the word as printed, case aside: two words of one normal form that
    /// differ here are written differently.
    pub printed: u32,
    /// What it counts for.
    pub kind: WordKind,
    /// How rare it is: 0 for the commonest words, up to 20.
    pub rarity: u8,
}

/// The most words of one claim that are kept for comparing.
///
/// Ten times the longest content that we have seen; a "claim" beyond it is a whole chapter.
const CLAIM_WORDS: usize = 1024;

/// The story's quotations, ready to be compared, index for index.
///
/// Each paragraph of a quotation that runs over several is a quotation of its own here.
pub(super) fn quotations(story: &Story<'_>, lexicon: &Lexicon, claims: &[Claim]) -> Vec<Quoted> {
    let owners = owners(&story.quotations, claims);
    let mut quotations: Vec<Quoted> = Vec::with_capacity(story.quotations.len());
    let mut before: Option<u32> = None;
    for (quotation, owner) in story.quotations.iter().zip(owners) {
        let claim = owner.or(if quotation.carried { before } else { None });
        before = if quotation.depth == 0 { claim } else { before };
        let mut quoted = quoted(story, lexicon, quotation);
        quoted.claim = claim;
        quoted.speaker = claim.and_then(|at| claims.get(at as usize)).and_then(|claim| claim.speaker);
        quotations.push(quoted);
    }
    quotations
}

fn quoted(story: &Story<'_>, lexicon: &Lexicon, quotation: &Quotation) -> Quoted {
    let tokens = inside(quotation);
    let sentence = story.tokens.get(tokens.start).map_or(0, |token| token.sentence);
    let block = story.sentences.get(sentence as usize).map_or(0, |sentence| sentence.block);
    let mut words = Vec::with_capacity(tokens.len());
    folding::fold_words(story, lexicon, tokens.clone(), &mut words);
    Quoted {
        span: quotation.inner,
        sentence,
        block,
        body: story.blocks.get(block as usize).is_some_and(|block| block.kind == BlockKind::Paragraph)
            && !is_title(story, tokens.clone()),
        complete: is_complete(story, tokens),
        nested: quotation.depth > 0,
        words,
        claim: None,
        speaker: None,
    }
}

/// A whole text as one quotation, its own marks aside: what is compared when no story is at hand.
pub fn whole(story: &Story<'_>, lexicon: &Lexicon) -> Quoted {
    let mut words = Vec::with_capacity(story.tokens.len());
    folding::fold_words(story, lexicon, 0..story.tokens.len(), &mut words);
    let span = Span::at(0, story.document.text.len());
    Quoted { span, words, body: true, ..Quoted::default() }
}

/// The tokens between the marks.
fn inside(quotation: &Quotation) -> Range<usize> {
    let end = quotation.tokens.end as usize - usize::from(quotation.closed);
    (quotation.tokens.start as usize + 1).min(end)..end
}

/// Whether the words are a whole sentence: a capital at the start, and at the end a stop or the
/// comma that stands for it before an attribution.
fn is_complete(story: &Story<'_>, tokens: Range<usize>) -> bool {
    let first = story.tokens[tokens.clone()].iter().find(|token| token.kind == TokenKind::Word);
    let capital = first.is_some_and(|token| token.is_capital());
    let ends = tokens
        .clone()
        .next_back()
        .is_some_and(|last| matches!(story.word(last).as_bytes().first(), Some(b'.' | b'?' | b'!' | b',')));
    capital && ends && tokens.len() > 3
}

/// Whether most words have a capital: a headline or the title of a work, not something said.
fn is_title(story: &Story<'_>, tokens: Range<usize>) -> bool {
    let (mut words, mut capitals) = (0usize, 0usize);
    for token in &story.tokens[tokens] {
        let long = (token.kind == TokenKind::Word) & (token.span.len() >= 4);
        words += usize::from(long);
        capitals += usize::from(long & token.is_capital());
    }
    words >= 3 && capitals * 4 >= words * 3
}

/// For each quotation the claim with the shortest content that covers it.
fn owners(quotations: &[Quotation], claims: &[Claim]) -> Vec<Option<u32>> {
    let mut owners: Vec<Option<(u32, u32)>> = vec![None; quotations.len()];
    for (i, claim) in claims.iter().enumerate() {
        let length = claim.content.iter().map(|span| span.len()).fold(0, u32::saturating_add);
        for &content in &claim.content {
            let from = quotations.partition_point(|q| q.outer.start < content.start.saturating_sub(8));
            let reached = quotations[from..].iter().take_while(|q| q.inner.start < content.end);
            for (at, quotation) in reached.enumerate() {
                let held = content.contains(quotation.inner) || covers_most(content, quotation.inner);
                let owner = &mut owners[from + at];
                if held && owner.is_none_or(|(least, _)| length < least) {
                    *owner = Some((length, i as u32));
                }
            }
        }
    }
    owners.into_iter().map(|owner| owner.map(|(_, claim)| claim)).collect()
}

fn covers_most(content: Span, inner: Span) -> bool {
    let shared = content.end.min(inner.end).saturating_sub(content.start.max(inner.start));
    u64::from(shared) * 2 > u64::from(inner.len())
}

/// if, unless: what makes a claim a conditional one, as [`FoldedWord::hash`].
pub const CONDITIONS: [u64; 2] = [hash_bytes(b"if"), hash_bytes(b"unless")];

/// The folded words of each conditional claim's content.
pub(super) fn fill_claims(story: &Story<'_>, lexicon: &Lexicon, claims: &mut [Claim]) {
    let places = conditions(story);
    if places.is_empty() {
        return;
    }
    let first_in = |content: &Span| places.get(places.partition_point(|&at| at < content.start));
    let holds_one = |content: &Span| first_in(content).is_some_and(|&at| at < content.end);
    for claim in claims.iter_mut().filter(|claim| claim.content.iter().any(holds_one)) {
        fold_claim(story, lexicon, claim);
    }
}

/// The first bytes of the tokens that can be folded to a condition: `if`, `what-if`, `[i]f`.
fn conditions(story: &Story<'_>) -> Vec<u32> {
    static MARKS: Few<3> = Few::new([CONDITIONS[0], CONDITIONS[1], hash_bytes(b"[")]);
    let mut places = Vec::new();
    for token in &story.tokens {
        // Nearly every token passes here at once; which of these it is, is asked later.
        let odd = (token.kind == TokenKind::Word) & !token.plain & (token.span.len() > 2);
        if (odd | MARKS.may_have(token.hash))
            && (MARKS.has(token.hash) || odd && folding::has_hyphen(story.text(token.span)))
        {
            places.push(token.span.start);
        }
    }
    places
}

fn fold_claim(story: &Story<'_>, lexicon: &Lexicon, claim: &mut Claim) {
    for &content in &claim.content {
        let from = story.token_at(content.start);
        let to = story.tokens.partition_point(|token| token.span.start < content.end);
        let room = CLAIM_WORDS.saturating_sub(claim.words.len());
        folding::fold_words(story, lexicon, from..to.min(from + room).max(from), &mut claim.words);
    }
    if !claim.words.iter().any(|word| CONDITIONS.contains(&word.hash)) {
        claim.words = Vec::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::segment;

    fn words(quotation: &str) -> Vec<FoldedWord> {
        let document = Document::plain("t", &format!("She said “{quotation}” today."));
        let story = segment::read(&document, Lexicon::builtin());
        quotations(&story, Lexicon::builtin(), &[]).remove(0).words
    }

    fn check(a: &str, b: &str, equal: bool) {
        let hashes = |text| words(text).iter().map(|w| w.hash).collect::<Vec<_>>();
        assert_eq!(hashes(a) == hashes(b), equal, "{a} / {b}");
    }

    #[test]
    fn allowed_differences_are_gone() {
        for (a, b) in [
            ("we don't know", "We do not know"),
            ("it’s over", "it is over"),
            ("the defence programme", "the defense program"),
            ("they organised it", "they organized it"),
            ("three boats", "3 boats"),
            ("twenty-five boats", "25 boats"),
            ("2.6million", "2.6 million"),
            ("5 per cent", "5 percent"),
            ("5%", "5 percent"),
            ("a long-term plan", "a long term plan"),
            ("the U.S. fleet", "the US fleet"),
            ("[t]he bridge", "the bridge"),
            ("well, um, yes", "well, yes"),
            ("we cannot go", "we can't go"),
            ("the harbour’s pilots", "the harbour‘s pilots"),
        ] {
            check(a, b, true);
        }
    }

    #[test]
    fn other_differences_stay() {
        for (a, b) in [
            ("we will go", "we will not go"),
            ("three boats", "four boats"),
            ("the US fleet", "the us fleet"),
            ("he's gone", "she's gone"),
        ] {
            check(a, b, false);
        }
    }

    #[test]
    fn editors_leave_wildcards() {
        let kinds = |text| words(text).iter().map(|w| w.kind).collect::<Vec<_>>();
        use WordKind::{Bracketed, Content, Ellipsis, Function};
        assert_eq!(kinds("their (US) bases"), [Function, Bracketed, Content]);
        assert_eq!(kinds("bridges … fall"), [Content, Ellipsis, Content]);
        assert_eq!(kinds("bridges . . . fall"), [Content, Ellipsis, Content]);
        assert_eq!(kinds("bridges [...] fall"), [Content, Ellipsis, Content]);
        assert_eq!(kinds("s*** bridges"), [Bracketed, Content]);
        assert_eq!(kinds("their [US bases"), [Function, Content, Content]);
    }

    #[test]
    fn a_whole_sentence_is_complete() {
        let complete = |text: &str| {
            let document = Document::plain("t", text);
            let story = segment::read(&document, Lexicon::builtin());
            quotations(&story, Lexicon::builtin(), &[])[0].complete
        };
        assert!(complete("“The bridge is open,” she said."));
        assert!(!complete("She said it was “the bridge of doom”."));
    }
}
