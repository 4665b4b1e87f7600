//! What the taggers see of a token, made once a story.

use super::words::WordFacts;
use crate::lexicon::{Class, Lexicon, VerbForm};
use crate::segment::{BlockKind, Shape, Story, Token, TokenKind};
use crate::text::hash_bytes;

/// What is seen of one token.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    /// The folded word.
    pub word: u32,
    /// The lemma of a reporting verb, else the word.
    pub lemma: u32,
    /// The last three letters.
    pub suffix: u32,
    /// The closed class; see [`group`].
    pub group: u8,
    /// The part of speech, as far as tables tell.
    pub part: u8,
    /// The lexicographer files, joined.
    pub sense: u16,
    /// How it is written.
    pub shape: u8,
    /// Where it stands to the quotation around it.
    pub quote: u8,
    /// How often it is a cue.
    pub cue: u8,
    /// What follows where it is a cue.
    pub habit: u8,
    /// The transition class.
    pub step: u8,
    /// Whether a sentence begins here.
    pub first: bool,
    /// Whether it is punctuation or a mark.
    pub point: bool,
    /// The sentence.
    pub sentence: u32,
    /// Where its sentence begins.
    pub sentence_start: u32,
    /// Where its sentence ends.
    pub sentence_end: u32,
    /// The quotation around it, or `u32::MAX`.
    pub quotation: u32,
    /// The nearest token to the left that often is a cue, or `u32::MAX`.
    pub cue_left: u32,
    /// The nearest token to the right that often is a cue, or `u32::MAX`.
    pub cue_right: u32,
    /// Commas since the start of the story.
    pub commas: u32,
    /// Quotation marks since the start of the story.
    pub marks: u32,
    /// Words that can be verbs since the start of the story.
    pub verbs: u32,
    /// The last punctuation to the left in the sentence, with the word after it.
    pub clause: u32,
    /// What kind of block it stands in.
    pub block: u8,
}

/// How many transition classes there are.
pub const STEPS: u8 = 24;

/// Stands before the first and after the last token.
pub const EDGE: Seen = Seen {
    word: 1,
    lemma: 1,
    suffix: 1,
    group: 255,
    part: 255,
    sense: 0,
    shape: 255,
    quote: 255,
    cue: 0,
    habit: 0,
    step: 0,
    first: false,
    point: true,
    sentence: u32::MAX,
    sentence_start: 0,
    sentence_end: 0,
    quotation: u32::MAX,
    cue_left: u32::MAX,
    cue_right: u32::MAX,
    commas: 0,
    marks: 0,
    verbs: 0,
    clause: 0,
    block: 255,
};

const COMMA: u64 = hash_bytes(b",");
const THAT: u64 = hash_bytes(b"that");
const TO: u64 = hash_bytes(b"to");
const ACCORDING: u64 = hash_bytes(b"according");
const POSSESSIVE: u64 = hash_bytes(b"'s");

/// What is seen of every token of a story; `facts` tells of a word by its hash.
pub fn read(story: &Story<'_>, lexicon: &Lexicon, facts: impl Fn(u64) -> WordFacts) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::with_capacity(story.tokens.len());
    let (mut commas, mut marks, mut verbs) = (0, 0, 0);
    for block in &story.blocks {
        for sentence in block.sentences.clone() {
            let tokens = story.sentences[sentence as usize].tokens.clone();
            let mut clause = 0;
            for at in tokens.clone() {
                let token = &story.tokens[at as usize];
                let mut new = one(story, lexicon, at as usize, token, &facts);
                (new.commas, new.marks, new.verbs, new.clause) = (commas, marks, verbs, clause);
                new.first = at == tokens.start;
                new.step += 12 * u8::from(new.first);
                (new.sentence, new.sentence_start, new.sentence_end) = (sentence, tokens.start, tokens.end);
                new.block = block_class(block.kind);
                commas += u32::from(token.hash == COMMA);
                marks += u32::from(token.kind == TokenKind::Mark);
                verbs += u32::from(is_verb(&new));
                if new.point && token.kind == TokenKind::Punctuation {
                    clause = new.word.wrapping_mul(31);
                } else if seen.last().is_some_and(|before: &Seen| before.point) && clause != 0 {
                    clause = clause.wrapping_mul(31).wrapping_add(new.word);
                }
                seen.push(new);
            }
        }
    }
    neighbours(&mut seen);
    seen
}

const fn block_class(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Slug => 0,
        BlockKind::Headline => 1,
        BlockKind::Caption => 2,
        BlockKind::Paragraph => 3,
        BlockKind::Subhead => 4,
        BlockKind::Notebook => 5,
    }
}

/// From this bucket of its share on, a word is taken for a possible cue.
const LIKELY: u8 = 5;

fn neighbours(seen: &mut [Seen]) {
    let mut left = Nearest::default();
    for (i, token) in seen.iter_mut().enumerate() {
        token.cue_left = left.pass(i, token);
    }
    let mut right = Nearest::default();
    for (i, token) in seen.iter_mut().enumerate().rev() {
        token.cue_right = right.pass(i, token);
    }
}

/// The last possible cue passed in a sentence.
struct Nearest {
    sentence: u32,
    cue: u32,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { sentence: u32::MAX, cue: u32::MAX }
    }
}

impl Nearest {
    /// The possible cue before this token on the way, or `u32::MAX`.
    fn pass(&mut self, i: usize, token: &Seen) -> u32 {
        if token.sentence != self.sentence {
            *self = Self { sentence: token.sentence, cue: u32::MAX };
        }
        let nearest = self.cue;
        if token.cue >= LIKELY && token.quotation == u32::MAX {
            self.cue = i as u32;
        }
        nearest
    }
}

fn is_verb(seen: &Seen) -> bool {
    matches!(seen.group, group::CUE_BASE..=group::CUE_ING | group::AUXILIARY | group::MODAL)
        || (5..=8).contains(&seen.part)
}

fn one(
    story: &Story<'_>,
    lexicon: &Lexicon,
    at: usize,
    token: &Token,
    facts: &impl Fn(u64) -> WordFacts,
) -> Seen {
    let word = token.hash as u32 ^ (token.hash >> 32) as u32;
    let known = if token.kind == TokenKind::Word { facts(token.hash) } else { WordFacts::default() };
    let verb = if token.is(Class::Cue) { lexicon.verb(token.hash) } else { None };
    let lemma = verb.map_or(word, |verb| verb.lemma as u32 ^ (verb.lemma >> 32) as u32);
    let group = group(story, token, at, verb.map(|verb| verb.form));
    let quote = quote(story, at, token);
    let inside = token.quotation != u32::MAX;
    let point = matches!(token.kind, TokenKind::Mark | TokenKind::Punctuation);
    let kind = match (point, token.kind, group) {
        (_, TokenKind::Mark, _) => 1 + u8::from(quote % 4 == 3),
        (_, _, group::COMMA) => 3,
        (_, _, group::STOP) => 4,
        (true, ..) => 5,
        _ => 0,
    };
    Seen {
        word,
        lemma,
        suffix: suffix(story.text(token.span)),
        group,
        part: part(token, group, known, at > 0 && is_start(story, at)),
        sense: u16::from(known.verb) * 32 + u16::from(known.noun),
        shape: shape(token, story.text(token.span)),
        quote,
        cue: known.cue,
        habit: known.habit,
        step: kind + 6 * u8::from(inside),
        point,
        quotation: token.quotation,
        ..EDGE
    }
}

fn is_start(story: &Story<'_>, at: usize) -> bool {
    story.tokens[at - 1].sentence != story.tokens[at].sentence || story.tokens[at - 1].kind == TokenKind::Mark
}

fn suffix(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    tail.iter().fold(bytes.len().min(4) as u32, |h, b| h << 8 | u32::from(b.to_ascii_lowercase()))
}

fn shape(token: &Token, text: &str) -> u8 {
    let base = match (token.kind, token.shape) {
        (TokenKind::Number, _) => 8,
        (TokenKind::Mark, _) => 9,
        (TokenKind::Punctuation, _) => 10,
        (TokenKind::Word, Shape::None) => 0,
        (TokenKind::Word, Shape::Lower) => 1,
        (TokenKind::Word, Shape::Capital) => 2,
        (TokenKind::Word, Shape::Upper) => 3,
        (TokenKind::Word, Shape::Mixed) => 4,
    };
    base + 16 * u8::from(text.contains('-')) + 32 * u8::from(text.len() < 2)
}

fn part(token: &Token, group: u8, known: WordFacts, start: bool) -> u8 {
    if group < group::LOWER {
        return 64 + group;
    }
    if token.is_capital() && !start {
        return 40 + u8::from(known.part > 0);
    }
    if known.part == 0 {
        return 42 + u8::from(token.is_capital());
    }
    known.part
}

/// Closed classes of words and punctuation.
pub mod group {
    pub const COMMA: u8 = 1;
    pub const STOP: u8 = 2;
    pub const COLON: u8 = 3;
    pub const DASH: u8 = 4;
    pub const OPEN: u8 = 5;
    pub const CLOSE: u8 = 6;
    pub const BRACKET: u8 = 7;
    pub const OTHER_POINT: u8 = 8;
    pub const CUE_BASE: u8 = 10;
    pub const CUE_THIRD: u8 = 11;
    pub const CUE_PAST: u8 = 12;
    pub const CUE_ING: u8 = 13;
    pub const CUE_NOUN: u8 = 14;
    pub const ACCORDING: u8 = 15;
    pub const THAT: u8 = 16;
    pub const TO: u8 = 17;
    pub const PRONOUN: u8 = 18;
    pub const POSSESSIVE: u8 = 19;
    pub const DETERMINER: u8 = 20;
    pub const PREPOSITION: u8 = 21;
    pub const CONJUNCTION: u8 = 22;
    pub const AUXILIARY: u8 = 23;
    pub const MODAL: u8 = 24;
    pub const NEGATION: u8 = 25;
    pub const RELATIVE: u8 = 26;
    pub const ADVERB: u8 = 27;
    pub const TIME: u8 = 28;
    pub const NUMBER: u8 = 29;
    pub const TITLE: u8 = 30;
    pub const ROLE: u8 = 31;
    pub const BODY: u8 = 32;
    pub const DOCUMENT: u8 = 33;
    pub const PLACE: u8 = 34;
    pub const GIVEN: u8 = 35;
    pub const OUTLET: u8 = 36;
    pub const GENITIVE: u8 = 37;
    /// From here on, open classes.
    pub const LOWER: u8 = 50;
    pub const CAPITAL: u8 = 51;
    pub const UPPER: u8 = 52;
}

/// Classes that decide a group, the first that holds.
const BY_CLASS: [(Class, u8); 22] = [
    (Class::Pronoun, group::PRONOUN),
    (Class::Possessive, group::POSSESSIVE),
    (Class::Modal, group::MODAL),
    (Class::Auxiliary, group::AUXILIARY),
    (Class::Negation, group::NEGATION),
    (Class::Determiner, group::DETERMINER),
    (Class::Relative, group::RELATIVE),
    (Class::Conjunction, group::CONJUNCTION),
    (Class::Preposition, group::PREPOSITION),
    (Class::CueNoun, group::CUE_NOUN),
    (Class::Weekday, group::TIME),
    (Class::Month, group::TIME),
    (Class::NumberWord, group::NUMBER),
    (Class::Scale, group::NUMBER),
    (Class::Document, group::DOCUMENT),
    (Class::Title, group::TITLE),
    (Class::Role, group::ROLE),
    (Class::Body, group::BODY),
    (Class::Demonym, group::PLACE),
    (Class::Place, group::PLACE),
    (Class::Outlet, group::OUTLET),
    (Class::Given, group::GIVEN),
];

fn group(story: &Story<'_>, token: &Token, at: usize, verb: Option<VerbForm>) -> u8 {
    match token.kind {
        TokenKind::Mark => {
            let closes = story
                .quotations
                .get(token.quotation as usize)
                .is_some_and(|q| q.tokens.end as usize == at + 1);
            return if closes { group::CLOSE } else { group::OPEN };
        }
        TokenKind::Number => return group::NUMBER,
        TokenKind::Punctuation => {
            return match story.text(token.span) {
                "," => group::COMMA,
                "." | "?" | "!" => group::STOP,
                ":" | ";" => group::COLON,
                "-" | "--" | "–" | "—" => group::DASH,
                "(" | ")" | "[" | "]" => group::BRACKET,
                _ => group::OTHER_POINT,
            };
        }
        TokenKind::Word => {}
    }
    match token.hash {
        THAT => return group::THAT,
        TO => return group::TO,
        ACCORDING => return group::ACCORDING,
        POSSESSIVE => return group::GENITIVE,
        _ => {}
    }
    match verb {
        Some(VerbForm::Base) => return group::CUE_BASE,
        Some(VerbForm::Third) => return group::CUE_THIRD,
        Some(VerbForm::Past) => return group::CUE_PAST,
        Some(VerbForm::Participle) => return group::CUE_ING,
        None => {}
    }
    if !token.classes.is_empty()
        && let Some(&(_, group)) = BY_CLASS.iter().find(|(class, _)| token.is(*class))
    {
        return group;
    }
    if token.is(Class::Adverb) {
        return group::ADVERB;
    }
    match token.shape {
        Shape::Lower | Shape::None => group::LOWER,
        Shape::Capital | Shape::Mixed => group::CAPITAL,
        Shape::Upper => group::UPPER,
    }
}

/// Where a token stands to quotations: outside, just before or after one, inside; long or short; what
/// ends it.
fn quote(story: &Story<'_>, at: usize, token: &Token) -> u8 {
    let Some(quotation) = story.quotations.get(token.quotation as usize) else {
        let before = at.checked_sub(1).and_then(|i| story.tokens.get(i)).filter(|t| t.quotation != u32::MAX);
        let after = story.tokens.get(at + 1).filter(|t| t.quotation != u32::MAX);
        return match (before, after) {
            (None, None) => 0,
            (Some(t), None) => 1 + ending(story, t.quotation),
            (None, Some(_)) => 5,
            (Some(_), Some(_)) => 6,
        };
    };
    let (start, end) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
    let place = if at == start {
        0
    } else if at + 1 == end && quotation.closed {
        3
    } else if at < start + 4 {
        1
    } else {
        2
    };
    let long = u8::from(end - start >= 8);
    64 + place + 4 * (ending(story, token.quotation) + 4 * long)
}

/// What stands before the closing mark: nothing much, comma, stop, question.
fn ending(story: &Story<'_>, quotation: u32) -> u8 {
    let Some(quotation) = story.quotations.get(quotation as usize) else { return 0 };
    let Some(last) = (quotation.tokens.end as usize).checked_sub(2) else { return 0 };
    // American copy puts the comma inside the marks, British copy often after.
    let inside = story.word(last);
    let after = if quotation.closed { story.word(last + 2) } else { "" };
    match (inside, after) {
        ("," | "--" | "—", _) | (_, ",") => 1,
        ("." | "…" | "...", _) => 2,
        ("?" | "!", _) => 3,
        _ => 0,
    }
}

/// A token of no story, for telling one set of features from another.
pub fn made_up(n: u32) -> Seen {
    let any = |k: u32, most: u32| (crate::crf::mix(u64::from(k), u64::from(n)) >> 33) as u32 % most;
    Seen {
        word: any(1, u32::MAX),
        lemma: any(2, u32::MAX),
        suffix: any(3, u32::MAX),
        group: any(4, 55) as u8,
        part: any(5, 70) as u8,
        sense: any(6, 400) as u16,
        shape: any(7, 60) as u8,
        quote: any(8, 80) as u8,
        cue: any(9, 8) as u8,
        habit: any(10, 20) as u8,
        step: any(11, 24) as u8,
        first: n.is_multiple_of(8),
        point: n.is_multiple_of(7),
        sentence: n / 8,
        sentence_start: n / 8 * 8,
        sentence_end: n / 8 * 8 + 8,
        quotation: if n > 15 { 0 } else { u32::MAX },
        cue_left: n.checked_sub(3).unwrap_or(u32::MAX),
        cue_right: if n < 20 { n + 3 } else { u32::MAX },
        commas: n / 4,
        marks: n / 6,
        verbs: n / 3,
        clause: any(12, u32::MAX),
        block: 3,
    }
}
