//! What each claim says, word by word, ready to be held against what another says.

use super::{Claim, ClaimClass};
use crate::lexicon::{
    Class, Lexicon, StandsFor, StatementSense, StatementSenses, WordKind, Worded, number_hash, number_named,
    stem_hashed, stem_of_hash,
};
use crate::segment::{Story, Token, TokenKind};
use crate::text::{Span, hash_bytes};
use smallvec::SmallVec;
use std::ops::Range;

/// What the claims of a story say, claim by claim, and the words that they say it with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Propositions {
    /// In order of the claims, one for each sentence of a claim; one of too few words to be told apart
    /// is left out.
    pub list: Vec<Proposition>,
    /// The words of all, one after the other.
    terms: Vec<Term>,
}

impl Propositions {
    /// The words of a proposition, in text order.
    pub fn terms(&self, of: &Proposition) -> &[Term] {
        self.terms.get(of.first as usize..of.last as usize).unwrap_or_default()
    }
}

/// What one sentence of a claim says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// The claim's index in `Facts::claims`.
    pub claim: u32,
    /// Its sentence's index in the story.
    pub sentence: u32,
    /// What its cue makes of it.
    pub attitude: Attitude,
    /// Stems of the words that name its source, pronouns apart; sorted.
    pub source: SmallVec<[u32; 4]>,
    first: u32,
    last: u32,
}

/// What a cue makes of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attitude {
    /// said, showed, announced
    Says,
    /// denied, disputed, rejected
    Denies,
    /// hopes, expects
    Hopes,
    /// believes, fears
    Thinks,
    /// wants, urged, called for
    Wants,
    /// asked, wondered, did not say: neither said nor denied.
    Open,
}

/// A word that carries meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The stem's hash; of a modal its [`Modal`] as a number.
    pub stem: u32,
    start: u32,
    length: u8,
    /// What it is.
    pub kind: TermKind,
    /// How rare it is: 0 for the commonest words, up to 20.
    pub rarity: u8,
    /// Whether it is denied.
    pub polarity: Polarity,
}

impl Term {
    /// Whether it says what the proposition is of.
    pub const fn tells(&self) -> bool {
        matches!(self.kind, TermKind::Word | TermKind::Name | TermKind::Number)
    }

    /// Where it stands.
    pub const fn span(&self) -> Span {
        Span { start: self.start, end: self.start.saturating_add(self.length as u32) }
    }
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// A word.
    Word,
    /// A word with a capital that begins no sentence.
    Name,
    /// A number in figures or words.
    Number,
    /// Monday, March, yesterday, earlier, still.
    Time,
    /// if, unless, whether, only.
    Condition,
    /// may, will, must.
    Modal,
    /// not, never, no, failed to.
    Negation,
}

/// Whether a term is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// Nothing denies it.
    Plain,
    /// A negation stands right before it.
    Negated,
    /// Denied in part: not only, not yet, not all, no longer.
    Hedged,
}

/// How firmly something is put, as [`Term::stem`] of a modal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u32)]
pub enum Modal {
    /// may, might
    Possible = 1,
    /// can, could
    Able = 2,
    /// will, would, shall
    Certain = 3,
    /// must, should, ought
    Due = 4,
}

/// The most words of one sentence that are kept. Source: a longer one is no statement to compare.
const TERMS: usize = 48;

/// The most sentences of one claim that are read; a longer one is a speech.
const SENTENCES: usize = 16;

/// A sentence of fewer words cannot be told from others. Unit: terms that carry meaning.
const LEAST: usize = 2;

/// Behind how many words of the content it may stand. Unit: tokens.
const AHEAD: usize = 4;

const TO: u64 = hash_bytes(b"to");
const COMMA: u64 = hash_bytes(b",");
const SEMICOLON: u64 = hash_bytes(b";");

/// What makes a word more, or less, than itself.
const CLASSES: [Class; 4] = [Class::Modal, Class::Negation, Class::Weekday, Class::Month];
const SENSES: [StatementSense; 3] =
    [StatementSense::Condition, StatementSense::Time, StatementSense::Failure];

/// What the story's claims say.
pub(super) fn find(story: &Story<'_>, lexicon: &Lexicon, claims: &[Claim]) -> Propositions {
    let mut found = Propositions::default();
    found.list.reserve(claims.len());
    found.terms.reserve(claims.len() * 8);
    for (claim, index) in claims.iter().zip(0..) {
        let before = found.list.len();
        for &content in &claim.content {
            let (from, to) = (story.token_at(content.start), story.token_at(content.end));
            let cut = story.tokens.get(to).is_some_and(|token| token.span.start < content.end);
            for part in sentences(story, lexicon, from..to + usize::from(cut)).take(SENTENCES) {
                found.add(story, lexicon, part, index);
            }
        }
        if found.list.len() > before {
            let (attitude, source) = (attitude(story, lexicon, claim), source(story, lexicon, claim));
            for own in &mut found.list[before..] {
                own.attitude = match (own.attitude, attitude) {
                    (Attitude::Hopes, Attitude::Says | Attitude::Thinks) => Attitude::Hopes,
                    (_, cue) => cue,
                };
                own.source.clone_from(&source);
            }
        }
    }
    found
}

/// What the sentences of running text say, whoever says it.
pub(crate) fn told(story: &Story<'_>, lexicon: &Lexicon) -> Propositions {
    let mut found = Propositions::default();
    for sentence in &story.sentences {
        let kind = story.blocks.get(sentence.block as usize).map(|block| block.kind);
        if kind.is_some_and(crate::segment::BlockKind::is_body) {
            found.add(story, lexicon, sentence.tokens.start as usize..sentence.tokens.end as usize, 0);
        }
    }
    found
}

/// The parts of a range of tokens that stand in one sentence each, and in one half of it where a
/// `, while` or a semicolon parts it.
fn sentences<'s>(
    story: &'s Story<'_>,
    lexicon: &'s Lexicon,
    tokens: Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 's {
    let mut from = tokens.start;
    let half = |token: &Token| lexicon.told(token.word).has(StatementSense::Half);
    std::iter::from_fn(move || {
        let sentence = story.tokens.get(from).filter(|_| from < tokens.end)?.sentence;
        let end = story.sentences.get(sentence as usize).map_or(tokens.end, |own| own.tokens.end as usize);
        let rest = &story.tokens[from..end.clamp(from + 1, tokens.end)];
        let parts = |(at, token): (usize, &Token)| {
            let pause = token.kind == TokenKind::Punctuation;
            pause && (token.hash == SEMICOLON || token.hash == COMMA && rest.get(at + 1).is_some_and(half))
        };
        let length = rest.iter().enumerate().position(parts).map_or(rest.len(), |at| at + 1);
        let range = from..from + length;
        from = range.end;
        Some(range)
    })
}

impl Propositions {
    /// Reads one more, unless it has too few words.
    fn add(&mut self, story: &Story<'_>, lexicon: &Lexicon, tokens: Range<usize>, claim: u32) {
        let first = self.terms.len();
        let sentence = story.tokens.get(tokens.start).map_or(0, |token| token.sentence);
        let ahead = tokens.clone().take(AHEAD);
        let hoped = ahead.into_iter().find(|&at| {
            story.tokens.get(at).is_some_and(|t| lexicon.told(t.word).has(StatementSense::Hoping))
        });
        let tokens = hoped.map_or(tokens.start, |at| at + 1)..tokens.end;
        let mut reader = Reader { story, lexicon, pending: Polarity::Plain, terms: &mut self.terms, first };
        reader.read(tokens);
        let telling = self.terms[first..].iter().filter(|term| term.tells()).count();
        if telling < LEAST {
            self.terms.truncate(first);
            return;
        }
        let last = self.terms.len() as u32;
        let source = SmallVec::new();
        let attitude = if hoped.is_some() { Attitude::Hopes } else { Attitude::Says };
        self.list.push(Proposition { claim, sentence, attitude, source, first: first as u32, last });
    }
}

struct Reader<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    /// What stands over the next word.
    pending: Polarity,
    terms: &'a mut Vec<Term>,
    first: usize,
}

impl Reader<'_, '_> {
    fn read(&mut self, tokens: Range<usize>) {
        let full = self.first + TERMS;
        for (at, token) in tokens.clone().zip(self.story.tokens.get(tokens).unwrap_or_default()) {
            if self.terms.len() >= full {
                break;
            }
            match token.kind {
                TokenKind::Mark | TokenKind::Punctuation => {}
                TokenKind::Number => self.number(at, token),
                TokenKind::Word => self.word(at, token),
            }
        }
        // `the influence that it would not have`: what comes before is denied.
        if self.pending != Polarity::Plain
            && let Some(last) = self.terms[self.first..].iter_mut().rev().find(|term| term.tells())
            && last.polarity == Polarity::Plain
        {
            last.polarity = self.pending;
        }
    }

    fn number(&mut self, at: usize, token: &Token) {
        let digits = self.story.word(at).bytes().filter(|&byte| byte != b',');
        let hash = digits.fold(crate::text::Fnv::new(), crate::text::Fnv::byte).finish();
        let worded = self.lexicon.worded(token.word, token.hash);
        self.push(token, TermKind::Number, stem_of_hash(hash), worded);
    }

    fn word(&mut self, at: usize, token: &Token) {
        let (worded, told) = (self.lexicon.worded(token.word, token.hash), self.lexicon.told(token.word));
        // Nearly every word is nothing but itself.
        if token.classes.any(&CLASSES) | told.any(&SENSES) {
            self.marked(at, token, worded, told);
        } else {
            self.plain(at, token, worded);
        }
    }

    /// A modal, a negation, a time or a condition.
    fn marked(&mut self, at: usize, token: &Token, worded: Worded, told: StatementSenses) {
        let modal = token.is(Class::Modal).then(|| self.modal(at)).flatten();
        if let Some(modal) = modal {
            self.add(token, TermKind::Modal, modal as u32, Polarity::Plain, worded);
        }
        let fails = told.has(StatementSense::Failure) && self.next(at).is_some_and(|next| next.hash == TO);
        let dated = token.is_capital() && (token.is(Class::Weekday) || token.is(Class::Month));
        if token.is(Class::Negation) || fails {
            self.negation(at, token, worded);
        } else if modal.is_some() {
            // told already
        } else if told.has(StatementSense::Condition) {
            self.add(token, TermKind::Condition, stem_of_hash(token.hash), Polarity::Plain, worded);
        } else if dated || told.has(StatementSense::Time) {
            self.add(token, TermKind::Time, stem_of_hash(token.hash), Polarity::Plain, worded);
        } else {
            self.plain(at, token, worded);
        }
    }

    fn next(&self, at: usize) -> Option<&Token> {
        self.story.tokens.get(at + 1)
    }

    fn negation(&mut self, at: usize, token: &Token, worded: Worded) {
        let next = self.next(at);
        // `No, the port`: an answer; `No. 3`: a number.
        if next.is_some_and(|next| next.kind == TokenKind::Punctuation) {
            return;
        }
        let hedged = next.is_some_and(|next| self.lexicon.told(next.word).has(StatementSense::Hedge));
        self.pending = match (self.pending, hedged) {
            (Polarity::Plain, false) => Polarity::Negated,
            // A negation of a negation says neither.
            (Polarity::Plain, true) | (Polarity::Negated | Polarity::Hedged, _) => Polarity::Hedged,
        };
        self.add(token, TermKind::Negation, 0, Polarity::Plain, worded);
    }

    /// A word that is nothing but itself, if it carries meaning.
    fn plain(&mut self, at: usize, token: &Token, worded: Worded) {
        if !matches!(worded.stands_for, StandsFor::Itself) {
            return;
        }
        match worded.kind {
            WordKind::Content if token.span.len() > 1 => {
                let kind = if token.is_capital() && !self.opens(at, token) {
                    TermKind::Name
                } else {
                    TermKind::Word
                };
                let respelled = worded.normal != token.hash;
                let stem = match respelled {
                    true => stem_of_hash(worded.normal),
                    false => stem_hashed(self.story.word(at), token.hash, token.plain),
                };
                self.push(token, kind, stem, worded);
            }
            WordKind::Number => {
                let digits = number_named(token.hash).map(number_hash);
                self.push(token, TermKind::Number, stem_of_hash(digits.unwrap_or(worded.normal)), worded);
            }
            WordKind::Content
            | WordKind::Function
            | WordKind::Negation
            | WordKind::Bracketed
            | WordKind::Ellipsis => {}
        }
    }

    /// Whether a word is the first of its sentence.
    fn opens(&self, at: usize, token: &Token) -> bool {
        self.story.tokens.get(at.wrapping_sub(1)).is_none_or(|before| before.sentence != token.sentence)
    }

    fn modal(&self, at: usize) -> Option<Modal> {
        let word = self.story.word(at);
        let word = word.strip_suffix("n't").or_else(|| word.strip_suffix("n’t")).unwrap_or(word);
        Some(match word {
            "may" | "might" => Modal::Possible,
            "can" | "could" | "ca" | "cannot" => Modal::Able,
            "will" | "would" | "shall" | "wo" => Modal::Certain,
            "must" | "should" | "ought" => Modal::Due,
            _ => return None,
        })
    }

    /// Adds a word that a negation may stand over.
    fn push(&mut self, token: &Token, kind: TermKind, stem: u32, worded: Worded) {
        let polarity = std::mem::replace(&mut self.pending, Polarity::Plain);
        self.add(token, kind, stem, polarity, worded);
    }

    fn add(&mut self, token: &Token, kind: TermKind, stem: u32, polarity: Polarity, worded: Worded) {
        let length = token.span.len().min(255) as u8;
        // The longer, the rarer; as for the words of quotations.
        let rarity = worded.rarity.unwrap_or(4 + length.min(10));
        self.terms.push(Term { stem, start: token.span.start, length, kind, rarity, polarity });
    }
}

fn attitude(story: &Story<'_>, lexicon: &Lexicon, claim: &Claim) -> Attitude {
    let Some(&cue) = claim.cue.first() else { return Attitude::Says };
    let from = story.token_at(cue.start);
    let tokens =
        story.tokens.iter().skip(from.saturating_sub(1)).take_while(|token| token.span.start < cue.end);
    let mut attitude = match claim.class {
        ClaimClass::Saying | ClaimClass::Writing => Attitude::Says,
        ClaimClass::Thinking => Attitude::Thinks,
        ClaimClass::Wanting => Attitude::Wants,
    };
    for token in tokens.take(12) {
        if token.is(Class::Negation) {
            return Attitude::Open;
        }
        let cued = token.is(Class::Cue) && token.span.start >= cue.start;
        let verb = if cued { lexicon.verb(token.hash) } else { None };
        let told = verb.map(|verb| lexicon.statements.of(verb.lemma)).unwrap_or_default();
        if told.has(StatementSense::Denial) {
            attitude = Attitude::Denies;
        } else if told.has(StatementSense::Hope) {
            attitude = Attitude::Hopes;
        } else if told.has(StatementSense::Question) {
            return Attitude::Open;
        }
    }
    attitude
}

fn source(story: &Story<'_>, lexicon: &Lexicon, claim: &Claim) -> SmallVec<[u32; 4]> {
    let mut stems = SmallVec::new();
    for &span in &claim.source {
        let from = story.token_at(span.start);
        let tokens = story.tokens.iter().enumerate().skip(from).take_while(|(_, t)| t.span.start < span.end);
        for (at, token) in tokens.take(24) {
            let told = token.kind == TokenKind::Number
                || token.is_word()
                    && !token.is(Class::Pronoun)
                    && lexicon.worded(token.word, token.hash).kind != WordKind::Function;
            if told && stems.len() < 12 {
                stems.push(stem_hashed(story.word(at), token.hash, token.plain));
            }
        }
    }
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract;
    use crate::ingest::Document;
    use crate::segment;

    /// The words of the first claim, denied ones with `!`, half denied ones with `?`.
    fn check(content: &str, expected: &str) {
        let text = format!("Hossain said {content}.");
        let document = Document::plain("t", &text);
        let facts = extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()));
        let first = facts.propositions.list.first();
        let terms = first.map_or(&[][..], |of| facts.propositions.terms(of));
        let shown: Vec<String> = terms
            .iter()
            .filter(|term| term.kind != TermKind::Negation)
            .map(|term| {
                let mark = match term.polarity {
                    Polarity::Plain => "",
                    Polarity::Negated => "!",
                    Polarity::Hedged => "?",
                };
                format!("{mark}{}", term.span().of(&text))
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{content}");
    }

    #[test]
    fn a_negation_stands_over_the_word_behind_it() {
        check("the port would not close its gates", "port would !close gates");
        check("the northern port cannot be reopened", "northern port cannot !reopened");
        check("no ferries had left the harbour", "!ferries left harbour");
        check("the council failed to approve the budget", "council !approve budget");
        check("crews never received their wages", "crews !received wages");
    }

    #[test]
    fn half_a_negation_is_none() {
        check("the port was not only closed but flooded", "port only ?closed flooded");
        check("not all ferries left the harbour", "?all ferries left harbour");
        check("crews would no longer receive wages", "crews would ?longer receive wages");
        check("No, the port closed its gates", "port closed gates");
    }

    #[test]
    fn times_and_conditions_are_told_apart() {
        let document = Document::plain("t", "Hossain said crews may strike on Monday if 12 ferries leave.");
        let facts = extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()));
        let kinds: Vec<TermKind> =
            facts.propositions.terms(&facts.propositions.list[0]).iter().map(|term| term.kind).collect();
        use TermKind::{Condition, Modal, Number, Time, Word};
        assert_eq!(kinds, [Word, Modal, Word, Time, Condition, Number, Word, Word]);
    }

    #[test]
    fn cues_deny_and_leave_open() {
        let attitude = |text: &str| {
            let document = Document::plain("t", text);
            let facts = extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()));
            facts.propositions.list.first().map(|one| one.attitude)
        };
        assert_eq!(attitude("Hossain denied that crews would leave port."), Some(Attitude::Denies));
        assert_eq!(attitude("Hossain said crews would leave port."), Some(Attitude::Says));
        assert_eq!(attitude("Hossain did not say that crews would leave port."), Some(Attitude::Open));
    }
}
