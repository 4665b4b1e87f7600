//! What a sentence looks like around a verb, without a parser: noun phrases, clauses, asides.

use crate::lexicon::{Class, Lexicon, Verb, VerbForm};
use crate::segment::{Sentence, Shape, Story, Token, TokenKind};
use crate::text::hash_bytes;
use std::ops::Range;

/// Hashes of the words that the rules name.
pub(super) mod words {
    use super::hash_bytes;
    pub const THAT: u64 = hash_bytes(b"that");
    pub const TO: u64 = hash_bytes(b"to");
    pub const OF: u64 = hash_bytes(b"of");
    pub const AND: u64 = hash_bytes(b"and");
    pub const OR: u64 = hash_bytes(b"or");
    pub const BUT: u64 = hash_bytes(b"but");
    pub const BY: u64 = hash_bytes(b"by");
    pub const AS: u64 = hash_bytes(b"as");
    pub const WHO: u64 = hash_bytes(b"who");
    pub const WHICH: u64 = hash_bytes(b"which");
    pub const ACCORDING: u64 = hash_bytes(b"according");
    pub const IF: u64 = hash_bytes(b"if");
    pub const WHETHER: u64 = hash_bytes(b"whether");
    pub const POSSESSIVE: u64 = hash_bytes(b"'s");
    pub const TELL: u64 = hash_bytes(b"tell");
    pub const REFER: u64 = hash_bytes(b"refer");
    pub const THERE: u64 = hash_bytes(b"there");
    pub const HERE: u64 = hash_bytes(b"here");
    pub const LAST: u64 = hash_bytes(b"last");
    pub const THIS: u64 = hash_bytes(b"this");
    pub const EARLIER: u64 = hash_bytes(b"earlier");
    pub const COMMA: u64 = hash_bytes(b",");
    pub const SEMICOLON: u64 = hash_bytes(b";");
    pub const OPENING: u64 = hash_bytes(b"(");
    pub const OPENING_SQUARE: u64 = hash_bytes(b"[");
    pub const DASH: u64 = hash_bytes(b"-");
    pub const TWO_DASHES: u64 = hash_bytes(b"--");
    pub const THREE_DASHES: u64 = hash_bytes(b"---");
    pub const COLON: u64 = hash_bytes(b":");
}

/// A sentence under the eyes of the rules.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub story: &'a Story<'a>,
    pub lexicon: &'a Lexicon,
    /// First token of the sentence.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
}

const BE: [u64; 8] = [
    hash_bytes(b"is"),
    hash_bytes(b"are"),
    hash_bytes(b"was"),
    hash_bytes(b"were"),
    hash_bytes(b"be"),
    hash_bytes(b"been"),
    hash_bytes(b"being"),
    hash_bytes(b"am"),
];

impl<'a> View<'a> {
    #[inline]
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        if at >= self.start && at < self.end { self.story.tokens.get(at) } else { None }
    }

    /// The sentence itself.
    pub fn sentence(&self) -> Option<&'a Sentence> {
        self.story.sentences.get(self.token(self.start)?.sentence as usize)
    }

    /// The first byte of a token.
    fn first_byte(&self, at: usize) -> u8 {
        let byte = |token: &Token| self.story.document.text.as_bytes().get(token.span.start as usize);
        self.token(at).and_then(byte).copied().unwrap_or_default()
    }

    #[inline]
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.token(at).is_some_and(|t| t.is(class))
    }

    #[inline]
    pub fn hash(&self, at: usize) -> u64 {
        self.token(at).map_or(0, |t| t.hash)
    }

    #[inline]
    pub fn is_word(&self, at: usize, hash: u64) -> bool {
        self.hash(at) == hash
    }

    #[inline]
    pub fn quoted(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.quotation != u32::MAX)
    }

    #[inline]
    pub fn is_mark(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Mark)
    }

    #[inline]
    pub fn is_punctuation(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Punctuation)
    }

    pub fn is_stop(&self, at: usize) -> bool {
        self.is_punctuation(at) && matches!(self.first_byte(at), b'.' | b'?' | b'!' | b';')
    }

    pub fn is_dash(&self, at: usize) -> bool {
        // Dashes of every kind are folded to hyphens.
        matches!(self.hash(at), words::DASH | words::TWO_DASHES | words::THREE_DASHES)
            && (matches!(self.story.word(at), "–" | "—" | "--" | "---")
                || self.story.word(at) == "-" && !self.glued(at))
    }

    /// A hyphen between two words without white space.
    fn glued(&self, at: usize) -> bool {
        let here = self.story.tokens[at].span;
        self.token(at + 1).is_some_and(|next| next.span.start == here.end)
    }

    /// An outer quotation begins with this token.
    pub fn opens_quotation(&self, at: usize) -> Option<usize> {
        let index = self.token(at)?.quotation()?;
        (self.story.quotations[index].tokens.start as usize == at).then_some(index)
    }

    /// The reporting verb at a token outside quotations.
    pub fn verb(&self, at: usize) -> Option<&'a Verb> {
        let token = self.token(at)?;
        if !token.is(Class::Cue) || token.quotation != u32::MAX {
            return None;
        }
        self.lexicon.verb(token.hash)
    }

    /// Whether the token can be part of a noun phrase.
    fn nominal(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => {
                token.hash == words::POSSESSIVE || token.is_capital() || self.is_nominal_word(at, token)
            }
            TokenKind::Punctuation if token.hash == words::COMMA => false,
            TokenKind::Punctuation => {
                matches!(self.story.word(at), "-" | "'" | "’" | "&" | "/" | "$" | "%" | "@")
                    || self.abbreviating(at)
            }
            TokenKind::Mark => false,
        }
    }

    /// A lower-case word that is no function word, adverb or verb.
    fn is_nominal_word(&self, at: usize, token: &Token) -> bool {
        let function =
            [Class::Preposition, Class::Conjunction, Class::Auxiliary, Class::Modal, Class::Relative];
        let adverb = token.is(Class::Adverb) && !token.classes.any(&[Class::Determiner, Class::Role]);
        !token.classes.any(&function) && !adverb && !self.is_finite_verb(at)
    }

    /// The full stop of `Mr.` or an initial.
    fn abbreviating(&self, at: usize) -> bool {
        self.story.word(at) == "."
            && at > self.start
            && self
                .token(at - 1)
                .is_some_and(|t| t.is(Class::Abbreviation) || t.span.len() == 1 && t.is_capital())
    }

    /// A lower-case reporting verb that no determiner makes a noun.
    fn is_finite_verb(&self, at: usize) -> bool {
        let Some(verb) = self.verb(at) else { return false };
        verb.form == VerbForm::Past && !self.after_determiner(at)
    }

    pub fn after_determiner(&self, at: usize) -> bool {
        at > self.start
            && !self.is_word(at - 1, words::THAT)
            && (self.is(at - 1, Class::Determiner)
                || self.is(at - 1, Class::Possessive)
                || self.is_word(at - 1, words::POSSESSIVE))
    }

    /// The noun phrase that ends before token `end`; empty when there is none.
    pub fn phrase_before(&self, end: usize) -> Range<usize> {
        let mut start = end;
        while start > self.start && !self.quoted(start - 1) {
            let at = start - 1;
            if self.nominal(at) || self.links(at, end) {
                start = at;
                if self.begins_phrase(at) {
                    break;
                }
            } else {
                break;
            }
        }
        self.without_loose_ends(start..end)
    }

    /// A pronoun stands alone; nothing before it belongs to its phrase.
    fn begins_phrase(&self, at: usize) -> bool {
        let token = &self.story.tokens[at];
        token.is(Class::Pronoun) && !token.classes.any(&[Class::Determiner, Class::Possessive])
    }

    /// "of", and "for", "at", "in" after a noun for people or bodies, and "and" between names.
    fn links(&self, at: usize, end: usize) -> bool {
        if at <= self.start || at + 1 >= end {
            return false;
        }
        let hash = self.hash(at);
        let (before, after) = (at - 1, at + 1);
        if hash == words::AND || hash == words::OR {
            return self.noun_like(before) && self.same_sort(before, after);
        }
        if hash == words::OF {
            return self.nominal(before);
        }
        self.is(at, Class::Preposition)
            && hash != words::TO
            && self.token(before).is_some_and(|t| {
                t.classes.any(&[Class::Role, Class::Body, Class::CueNoun, Class::Document]) && !t.is_capital()
            })
    }

    fn noun_like(&self, at: usize) -> bool {
        self.nominal(at) && !self.is_punctuation(at)
    }

    fn same_sort(&self, before: usize, after: usize) -> bool {
        let capital = |at| self.token(at).is_some_and(Token::is_capital);
        capital(before) == capital(after)
            || self.is(after, Class::Determiner)
            || self.is(after, Class::Possessive)
    }

    /// The phrase without conjunctions, prepositions and time words at its start.
    fn without_loose_ends(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end {
            let at = range.start;
            let token = &self.story.tokens[at];
            let loose = token.hash == words::POSSESSIVE
                || self.is_punctuation(at) && !matches!(self.story.word(at), "$" | "@")
                || token.classes.any(&[
                    Class::Conjunction,
                    Class::Preposition,
                    Class::Adverb,
                    Class::Weekday,
                ]) && !token.classes.any(&[Class::Determiner, Class::Title, Class::Given, Class::Pronoun])
                    && (!token.is_capital() || token.is(Class::Common) || token.is(Class::Weekday));
            if !loose {
                break;
            }
            range.start += 1;
        }
        range
    }

    /// The noun phrase that begins at token `start`; empty when there is none.
    pub fn phrase_after(&self, start: usize) -> Range<usize> {
        let mut end = start;
        while end < self.end && !self.quoted(end) {
            let linked =
                || end > start && end + 1 < self.end && self.nominal(end + 1) && self.links(end, end + 2);
            let second_pronoun = end > start && self.begins_phrase(end) && self.is(end, Class::Pronoun);
            if self.date_follows(end, start)
                || self.verb_follows(end, start)
                || second_pronoun
                || !(self.nominal(end) || linked())
            {
                break;
            }
            end += 1;
            if self.begins_phrase(end - 1) {
                break;
            }
        }
        start..end
    }

    /// "the bank raised its rate": an unknown word in `-ed` behind a noun is the verb.
    fn verb_follows(&self, at: usize, start: usize) -> bool {
        at > start
            && !self.is(at - 1, Class::Determiner)
            && !self.is(at - 1, Class::Possessive)
            && self.looks_finite(at)
    }

    /// A lower-case word in `-ed` of which nothing is known.
    pub fn looks_finite(&self, at: usize) -> bool {
        let unknown = |t: &Token| t.shape == Shape::Lower && t.classes.is_empty();
        self.token(at).is_some_and(unknown) && self.story.word(at).ends_with("ed")
    }

    /// "said Salma Hossain Tuesday": a weekday ends the phrase.
    fn date_follows(&self, at: usize, start: usize) -> bool {
        at > start && (self.is(at, Class::Weekday) || self.is(at, Class::Month))
    }

    /// The subject of the verb whose group starts at `group`: the phrase before it, over an
    /// aside between commas. Empty when there is none.
    pub fn subject(&self, group: usize) -> Range<usize> {
        if group > self.start && self.is_word(group - 1, words::COMMA) {
            return self.before_aside(group - 1);
        }
        if group > self.start && self.is_relative(group - 1) {
            return group - 1..group;
        }
        self.phrase_before(group)
    }

    fn is_relative(&self, at: usize) -> bool {
        matches!(self.hash(at), words::WHO | words::WHICH | words::THAT)
    }

    /// The first auxiliary or adverb of the verb's group.
    pub fn group_start(&self, verb: usize) -> usize {
        let mut start = verb;
        while start > self.start {
            let at = start - 1;
            let token = &self.story.tokens[at];
            if token.is(Class::Weekday) && !self.quoted(at) {
                let led = at > self.start && self.is(at - 1, Class::Preposition);
                start = if led { at - 1 } else { at };
                continue;
            }
            let part = token.classes.any(&[Class::Auxiliary, Class::Modal, Class::Negation])
                || token.is(Class::Adverb) && !token.is_capital();
            if !part || self.quoted(at) || token.is(Class::Pronoun) && !token.is(Class::Adverb) {
                break;
            }
            start = at;
        }
        start
    }

    /// A lower-case word in `-ing`.
    pub fn is_participle(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.is_word() && !t.is_capital()) && self.story.word(at).ends_with("ing")
    }

    /// Whether the words of a verb's group before it make it passive: "was accused".
    pub fn is_passive(&self, mut group: Range<usize>, form: VerbForm) -> bool {
        form == VerbForm::Past && group.any(|at| BE.contains(&self.hash(at)))
    }

    /// The phrase before an aside that ends with the comma at `comma`, and the aside:
    /// `Hossain, a farmer` of `Hossain, a farmer, said`.
    fn before_aside(&self, comma: usize) -> Range<usize> {
        let mut at = comma;
        while at > self.start {
            at -= 1;
            if self.quoted(at) || self.is_stop(at) {
                return comma..comma;
            }
            if self.is_word(at, words::COMMA) {
                let phrase = self.phrase_before(at);
                if !phrase.is_empty() {
                    return phrase.start..comma;
                }
            }
        }
        comma..comma
    }

    /// Whether a word from the class of time words or a preposition with one begins here:
    /// "on Saturday", "Tuesday", "last week".
    pub fn after_adjuncts(&self, mut at: usize) -> usize {
        loop {
            let next = self.after_adjunct(at);
            if next == at {
                return at;
            }
            at = next;
        }
    }

    fn after_adjunct(&self, at: usize) -> usize {
        let hash = self.story.tokens.get(at).map_or(0, |token| token.hash);
        if matches!(hash, words::THERE | words::HERE)
            && matches!(self.story.word(at), "there" | "There" | "here")
        {
            return at;
        }
        let timed = |at: usize| self.is(at, Class::Weekday) || self.is(at, Class::Month);
        if self.is(at, Class::Adverb)
            && !self.is(at, Class::Determiner)
            && !self.is(at, Class::Negation)
            && !self.is(at, Class::Relative)
        {
            return at + 1;
        }
        if timed(at) {
            return self.after_date(at);
        }
        if self.is(at, Class::Preposition) && timed(at + 1) {
            return self.after_date(at + 1);
        }
        if self.is(at, Class::Determiner) && timed(at + 1)
            || matches!(hash, words::LAST | words::THIS | words::EARLIER)
                && matches!(self.story.word(at), "last" | "this" | "earlier")
                && self.is_time_noun(at + 1)
        {
            return at + 2;
        }
        at
    }

    fn is_time_noun(&self, at: usize) -> bool {
        matches!(
            self.story.word(at),
            "week" | "month" | "year" | "night" | "morning" | "evening" | "afternoon" | "summer" | "fall"
        ) || self.is(at, Class::Weekday)
            || self.is(at, Class::Month)
    }

    fn after_date(&self, mut at: usize) -> usize {
        at += 1;
        while self.token(at).is_some_and(|t| t.kind == TokenKind::Number || t.is(Class::Month))
            || self.is_time_noun(at)
        {
            at += 1;
            if self.is_word(at, words::COMMA)
                && self.token(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
            {
                at += 1;
            }
        }
        at
    }
}
