//! Acts that happen once, with who did them or where they happened.

use super::event::{self, Act, Reader, Subject};
use super::{Mention, MentionKind};
use crate::lexicon::{Class, stem};
use crate::segment::{Story, Token, TokenKind};
use crate::text::{Few, Span, hash_bytes};
use smallvec::SmallVec;

/// Who did an act that happens once, or where it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Who or where: `the railway`.
    pub span: Span,
    /// The act: `was closed`.
    pub event: Span,
    /// Who or what it happened to.
    pub subject: Subject,
    /// Which act.
    pub act: Act,
    /// What of it.
    pub kind: DetailKind,
    /// Stems of the words that carry meaning; sorted.
    pub stems: SmallVec<[u32; 4]>,
}

/// What of an act is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DetailKind {
    /// by the railway
    Actor,
    /// in Porto
    Place,
}

const BY: u64 = hash_bytes(b"by");

/// What leads to whoever did it, or to a place.
static LEADS: Few<5> =
    Few::new([BY, hash_bytes(b"in"), hash_bytes(b"at"), hash_bytes(b"near"), hash_bytes(b"outside")]);

/// The most words of an actor's name.
const WORDS: usize = 5;

/// Every such detail of running text, in text order.
pub(super) fn find(story: &Story<'_>, mentions: &[Mention]) -> Vec<Detail> {
    let reader = Reader { story, mentions };
    let mut details = Vec::new();
    for (at, two) in (1..).zip(story.tokens.windows(2)) {
        if event::may_be(&two[0]) & LEADS.may_have(two[1].hash) {
            details.extend(detail(&reader, at));
        }
    }
    details
}

/// What stands at the preposition `at`, if an act stands right before it.
fn detail(reader: &Reader<'_, '_>, at: usize) -> Option<Detail> {
    let (story, verb) = (reader.story, at.checked_sub(1)?);
    let kind = match story.tokens[at].hash {
        BY => DetailKind::Actor,
        hash if LEADS.has(hash) => DetailKind::Place,
        _ => return None,
    };
    let (act, subject, event) = reader.once(verb)?;
    let span = match kind {
        DetailKind::Actor => actor(story, at + 1),
        DetailKind::Place => place(story, reader.mentions, at + 1),
    }?;
    let helped = event.start < story.tokens[verb].span.start;
    if kind == DetailKind::Actor && !helped {
        return None;
    }
    let from = story.token_at(span.start);
    let words = story.tokens.iter().enumerate().skip(from).take_while(|(_, t)| t.span.start < span.end);
    let telling = words.filter(|(_, token)| token.is_word() && !token.is(Class::Determiner));
    let mut stems: SmallVec<[u32; 4]> = telling.map(|(at, _)| stem(story.word(at))).collect();
    stems.sort_unstable();
    (!stems.is_empty()).then_some(Detail { span, event, subject, act, kind, stems })
}

/// `the railway`, `Duarte Holdings`: a noun with the article, or a name.
fn actor(story: &Story<'_>, at: usize) -> Option<Span> {
    let first = story.tokens.get(at)?;
    let definite = matches!(story.word(at), "the" | "The");
    let from = at + usize::from(definite);
    let is_part = |token: &&Token| {
        let other =
            [Class::Preposition, Class::Conjunction, Class::Determiner, Class::Relative, Class::Auxiliary];
        token.kind == TokenKind::Word
            && token.sentence == first.sentence
            && !token.classes.any(&other)
            && (definite || token.is_capital())
    };
    let words = story.tokens.get(from..)?.iter().take(WORDS).take_while(is_part).count();
    let ends =
        story.tokens.get(from + words).is_none_or(|next| next.kind != TokenKind::Word || !is_part(&next));
    (words > 0 && ends).then(|| story.span_of(at..from + words))
}

/// A place by name.
fn place(story: &Story<'_>, mentions: &[Mention], at: usize) -> Option<Span> {
    let start = story.tokens.get(at)?.span.start;
    let from = mentions.partition_point(|mention| mention.span.start < start);
    let mention = mentions.get(from).filter(|mention| mention.span.start == start)?;
    (mention.kind == MentionKind::Place).then_some(mention.name)
}
