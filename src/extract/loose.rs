//! Words that a careful reader stops at: whose `his` it is, and what is called unprecedented.

use super::{Mention, MentionKind};
use crate::lexicon::{Class, stem};
use crate::segment::{BlockKind, Story, Token, TokenKind};
use crate::text::{Few, Span, hash_bytes};
use smallvec::SmallVec;

/// A possessive in `Duarte's aide Salma Hossain and his son-in-law`: his can be either's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loose {
    /// `his son-in-law`.
    pub span: Span,
    /// The two whose it can be, in text order.
    pub owners: (Span, Span),
}

/// Something that is said to be without an example, or the first of its kind since another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// `unprecedented talks`, `the first since`.
    pub span: Span,
    /// Which of the two.
    pub kind: Uniqueness,
    /// Stems of the words that can name what it is said of; sorted.
    pub stems: SmallVec<[u32; 8]>,
}

/// What is said of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Uniqueness {
    /// unprecedented, first-ever: there was none before.
    Never,
    /// the first since: there was one before.
    Before,
}

/// Nouns for one's own people.
const KIN: [u64; 30] = [
    hash_bytes(b"aunt"),
    hash_bytes(b"brother"),
    hash_bytes(b"brother-in-law"),
    hash_bytes(b"cousin"),
    hash_bytes(b"daughter"),
    hash_bytes(b"daughter-in-law"),
    hash_bytes(b"daughters"),
    hash_bytes(b"ex-husband"),
    hash_bytes(b"ex-wife"),
    hash_bytes(b"father"),
    hash_bytes(b"father-in-law"),
    hash_bytes(b"grandfather"),
    hash_bytes(b"grandson"),
    hash_bytes(b"husband"),
    hash_bytes(b"mother"),
    hash_bytes(b"mother-in-law"),
    hash_bytes(b"nephew"),
    hash_bytes(b"niece"),
    hash_bytes(b"parents"),
    hash_bytes(b"partner"),
    hash_bytes(b"siblings"),
    hash_bytes(b"sister"),
    hash_bytes(b"sister-in-law"),
    hash_bytes(b"son"),
    hash_bytes(b"son-in-law"),
    hash_bytes(b"sons"),
    hash_bytes(b"spouse"),
    hash_bytes(b"stepson"),
    hash_bytes(b"uncle"),
    hash_bytes(b"wife"),
];

const HIS: [u64; 2] = [hash_bytes(b"his"), hash_bytes(b"her")];
const AND: u64 = hash_bytes(b"and");

/// How many words may stand between a possessive and its noun: `his influential`.
const ADJECTIVES: usize = 3;

/// How many words a description between two names may have: `'s Middle East envoy`.
const ROLE: usize = 7;

/// The possessives of which it is open whose they are.
pub(super) fn find(story: &Story<'_>, mentions: &[Mention]) -> Vec<Loose> {
    let named = mentions.iter().enumerate().filter(|(_, mention)| is_person(mention));
    named.filter_map(|(at, _)| loose(story, mentions, at)).collect()
}

const fn is_person(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::FullName | MentionKind::Surname) && !mention.headline
}

fn loose(story: &Story<'_>, mentions: &[Mention], at: usize) -> Option<Loose> {
    let second = mentions.get(at)?;
    let and = story.token_at(second.name.end);
    let his = story.tokens.get(and + 1).filter(|his| HIS.contains(&his.hash))?;
    if story.tokens.get(and)?.hash != AND {
        return None;
    }
    let ahead = story.tokens.get(and + 2..(and + 3 + ADJECTIVES).min(story.tokens.len()))?;
    let kin = ahead.iter().take_while(|token| token.is_word()).find(|token| KIN.contains(&token.hash))?;
    let first = mentions[at.saturating_sub(3)..at].iter().rev().find(|first| {
        is_person(first) && first.sentence == second.sentence && first.name.end <= second.name.start
    })?;
    let (from, to) = (story.token_at(first.name.end), story.token_at(second.name.start));
    let between = story.tokens.get(from..to)?;
    let owned =
        between.first().is_some_and(|token| matches!(token.span.of(&story.document.text), "'s" | "’s"));
    let role = between.len() <= ROLE && between.iter().all(is_role);
    let two = first.party.is_none() || first.party != second.party;
    (owned && role && two && his.sentence == second.sentence)
        .then(|| Loose { span: his.span.join(kin.span), owners: (first.name, second.name) })
}

fn is_role(token: &Token) -> bool {
    let other = [Class::Conjunction, Class::Auxiliary, Class::Relative, Class::Modal];
    // `Duarte's daughter Salma and her husband`: hers, no doubt.
    token.kind == TokenKind::Word && !token.classes.any(&other) && !KIN.contains(&token.hash)
}

static MARKS: Few<3> = Few::new([hash_bytes(b"unprecedented"), hash_bytes(b"first-ever"), SINCE]);
const FIRST: u64 = hash_bytes(b"first");
const SINCE: u64 = hash_bytes(b"since");

/// How many words around are read for what is the first since.
const AROUND: usize = 7;

/// What is said to be without an example, or the first since.
pub(super) fn uniques(story: &Story<'_>) -> Vec<Unique> {
    let mut uniques = Vec::new();
    for (at, token) in story.tokens.iter().enumerate() {
        if MARKS.has(token.hash) {
            uniques.extend(if token.hash == SINCE { since(story, at) } else { never(story, at) });
        }
    }
    uniques
}

fn is_told(story: &Story<'_>, at: usize) -> bool {
    story.block_of(at).is_some_and(|block| block.kind == BlockKind::Paragraph)
}

/// `unprecedented talks`: the one word behind, or the last of two.
fn never(story: &Story<'_>, at: usize) -> Option<Unique> {
    let noun =
        story.tokens.get(at + 1).filter(|noun| noun.is_word() && noun.classes.is_empty() || is_noun(noun))?;
    let stems = SmallVec::from_slice(&[stem(story.text(noun.span))]);
    is_told(story, at).then(|| Unique { span: story.span_of(at..at + 2), kind: Uniqueness::Never, stems })
}

fn is_noun(token: &Token) -> bool {
    let other = [
        Class::Preposition,
        Class::Determiner,
        Class::Conjunction,
        Class::Pronoun,
        Class::Possessive,
        Class::Auxiliary,
        Class::Modal,
        Class::Adverb,
        Class::Relative,
    ];
    token.kind == TokenKind::Word && !token.classes.any(&other)
}

/// `the first such talks since`: with the nouns around.
fn since(story: &Story<'_>, at: usize) -> Option<Unique> {
    let sentence = story.tokens.get(at)?.sentence;
    let first = (at.saturating_sub(4)..at).rev().find(|&i| story.tokens[i].hash == FIRST)?;
    let near = first.saturating_sub(AROUND)..(at + AROUND).min(story.tokens.len());
    let nouns = near.filter(|&i| story.tokens[i].sentence == sentence && is_noun(&story.tokens[i]));
    let mut stems: SmallVec<[u32; 8]> = nouns.map(|i| stem(story.word(i))).collect();
    stems.sort_unstable();
    let one = story.tokens[first].sentence == sentence && is_told(story, at);
    one.then(|| Unique { span: story.span_of(first..at + 1), kind: Uniqueness::Before, stems })
}
