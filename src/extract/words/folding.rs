//! From tokens to folded words.

use super::{FoldedWord, WordKind};
use crate::lexicon::{Class, Lexicon, StandsFor, Worded, number_hash, number_named};
use crate::segment::{Shape, Story, TokenKind};
use crate::text::{Few, Fnv, Span, hash_bytes, hash_folded};
use std::ops::Range;

/// Appends the folded words of a range of tokens.
pub(super) fn fold_words(
    story: &Story<'_>,
    lexicon: &Lexicon,
    tokens: Range<usize>,
    into: &mut Vec<FoldedWord>,
) {
    let end = tokens.end.min(story.tokens.len());
    into.reserve(end.saturating_sub(tokens.start));
    let mut folding = Folding { story, lexicon, end, bracket: false, into };
    let mut at = tokens.start;
    while at < end {
        at += folding.token(at).max(1);
    }
}

/// The longest insertion. Unit: tokens. Source: a judgement; editors explain in a few words.
const INSERTION: usize = 24;

const PER: u64 = hash_bytes(b"per");

/// Plain words that what stands beside them can make other ones: `per cent`, `Hossain‘s`.
static ODD: Few<2> = Few::new([PER, hash_bytes(b"s")]);

struct Folding<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    end: usize,
    /// Whether we are inside an editor's brackets.
    bracket: bool,
    into: &'a mut Vec<FoldedWord>,
}

impl Folding<'_, '_> {
    /// Folds the token `at`; says how many tokens were used up.
    fn token(&mut self, at: usize) -> usize {
        let token = &self.story.tokens[at];
        let numbered = at > 0 && self.story.tokens[at - 1].kind == TokenKind::Number;
        if token.plain & (token.shape != Shape::Upper) & !numbered & !ODD.may_have(token.hash) {
            self.known(token.span, token.hash, self.lexicon.worded(token.word, token.hash));
            return 1;
        }
        match token.kind {
            TokenKind::Mark => 1,
            TokenKind::Punctuation => self.punctuation(at),
            TokenKind::Number => self.number(at),
            TokenKind::Word => self.word(at),
        }
    }

    fn punctuation(&mut self, at: usize) -> usize {
        let span = self.story.tokens[at].span;
        let text = self.story.word(at);
        match text.as_bytes().first() {
            Some(b'[' | b'(') => return self.opening(at),
            Some(b']' | b')') => self.bracket = false,
            Some(b'.') if text.len() >= 3 => self.ellipsis(span),
            Some(b'.') if self.is(at + 1, ".") && self.is(at + 2, ".") => {
                self.ellipsis(span.join(self.story.tokens[at + 2].span));
                return 3;
            }
            Some(b'%') => self.push(span, hash_bytes(b"percent"), WordKind::Content),
            Some(b'&') => self.push(span, hash_bytes(b"and"), WordKind::Function),
            Some(b'*') => return self.masked(at),
            Some(b'-') if text.len() >= 3 => return self.masked(at),
            _ if text == "…" => self.ellipsis(span),
            _ => {}
        }
        1
    }

    /// `[t]he` is one word; after any other bracket the words are the editor's.
    fn opening(&mut self, at: usize) -> usize {
        let letter = self.glued(at + 1, at) && self.story.tokens[at + 1].is_word();
        let short = letter && self.story.word(at + 1).chars().count() == 1;
        let joined = short && self.is(at + 2, "]") && self.glued(at + 3, at + 2);
        if joined && self.story.tokens[at + 3].is_word() {
            let hash = Fnv::new().bytes(self.story.word(at + 1).to_lowercase().as_bytes());
            let hash = hash.bytes(self.story.word(at + 3).to_lowercase().as_bytes()).finish();
            let span = self.story.tokens[at].span.join(self.story.tokens[at + 3].span);
            self.known(span, hash, self.lexicon.wording.of(hash));
            return 4;
        }
        self.bracket = self.is_closed(at);
        1
    }

    /// Whether a bracket closes soon enough to be an insertion: one left open would take all behind it.
    fn is_closed(&self, at: usize) -> bool {
        let behind = at + 1..self.end.min(at + 1 + INSERTION);
        behind.into_iter().any(|next| matches!(self.story.word(next), "]" | ")"))
    }

    /// Whether a token stands right after another.
    fn glued(&self, at: usize, before: usize) -> bool {
        at < self.end && self.story.tokens[before].span.end == self.story.tokens[at].span.start
    }

    fn is(&self, at: usize, word: &str) -> bool {
        at < self.end && self.story.word(at) == word
    }

    /// `s***`, `f---`: a word dashed out stands for any word.
    fn masked(&mut self, at: usize) -> usize {
        let follows = at > 0 && self.glued(at, at - 1) && self.story.tokens[at - 1].is_word();
        let short = follows && self.story.tokens[at - 1].span.len() <= 2;
        let own = self.into.last_mut().filter(|word| short && word.span == self.story.tokens[at - 1].span);
        let Some(word) = own else { return 1 };
        word.kind = WordKind::Bracketed;
        (at..self.end).take_while(|&next| self.glued(next, next - 1)).take(8).count()
    }

    fn ellipsis(&mut self, span: Span) {
        if self.into.last().is_none_or(|word| word.kind != WordKind::Ellipsis) {
            self.into.push(FoldedWord { span, hash: 0, printed: 0, kind: WordKind::Ellipsis, rarity: 0 });
        }
    }

    fn number(&mut self, at: usize) -> usize {
        let span = self.story.tokens[at].span;
        let plain = self.story.word(at).bytes().filter(|&b| b != b',');
        let hash = plain.fold(Fnv::new(), Fnv::byte).finish();
        self.push(span, hash, WordKind::Number);
        1
    }

    fn word(&mut self, at: usize) -> usize {
        let token = &self.story.tokens[at];
        if token.span.len() == 1 && self.is_turned_possessive(at) {
            return 1;
        }
        let after_number = at > 0 && self.story.tokens[at - 1].kind == TokenKind::Number;
        if token.plain && token.shape != Shape::Upper && !after_number && token.hash != PER {
            self.known(token.span, token.hash, self.lexicon.worded(token.word, token.hash));
            return 1;
        }
        let text = self.story.word(at);
        if text.starts_with(['\'', '’']) {
            self.clitic(at, token.span);
        } else if let Some(hash) = self.initialism(text, token.shape) {
            self.known(token.span, hash, self.lexicon.wording.of(hash));
        } else if self.is_per_cent(at) {
            let span = token.span.join(self.story.tokens[at + 1].span);
            self.push(span, hash_bytes(b"percent"), WordKind::Content);
            return 2;
        } else if let Some(hash) = self.short_scale(at, text) {
            self.push(token.span, hash, WordKind::Number);
        } else if has_hyphen(text) {
            self.compound(token.span, text);
        } else {
            self.known(token.span, token.hash, self.lexicon.worded(token.word, token.hash));
        }
        1
    }

    /// Whether the one letter is that of `Hossain‘s`: a possessive with its mark turned round.
    fn is_turned_possessive(&self, at: usize) -> bool {
        let turned = at > 1 && self.glued(at, at - 1) && self.glued(at - 1, at - 2);
        turned
            && self.story.word(at).eq_ignore_ascii_case("s")
            && matches!(self.story.word(at - 1), "‘" | "`" | "´")
            && self.story.tokens[at - 2].is_word()
    }

    /// `it's` is it is or it has, `let's` let us; a possessive `'s` says nothing.
    fn clitic(&mut self, at: usize, span: Span) {
        let Some(owner) = at.checked_sub(1).map(|before| &self.story.tokens[before]) else { return };
        let is_subject = owner.classes.any(&[Class::Pronoun, Class::Relative]) && owner.shape != Shape::Upper;
        let there = matches!(self.story.word(at - 1).to_ascii_lowercase().as_str(), "there" | "here");
        let printed = owner.hash ^ 1;
        if owner.hash == hash_bytes(b"let") {
            self.printed(span, hash_bytes(b"us"), printed);
        } else if is_subject || there {
            let has = ["been", "got", "had", "become", "gone", "done"];
            let next = self.story.word(at + 1);
            let full: &[u8] = if has.contains(&next) { b"has" } else { b"is" };
            self.printed(span, hash_bytes(full), printed);
        }
    }

    /// `U.S.` and `US` are one word, and not the pronoun.
    fn initialism(&self, text: &str, shape: Shape) -> Option<u64> {
        let dotted = text.len() > 3 && text.as_bytes()[1] == b'.' && text.is_ascii();
        if shape == Shape::Upper && matches!(text, "US" | "U.S." | "U.S") {
            return Some(hash_bytes(b"u.s."));
        }
        let letters = text.bytes().filter(|&b| b != b'.').map(|b| b.to_ascii_lowercase());
        dotted.then(|| letters.fold(Fnv::new(), Fnv::byte).finish())
    }

    fn is_per_cent(&self, at: usize) -> bool {
        self.story.tokens[at].hash == PER
            && at + 1 < self.end
            && self.story.tokens[at + 1].hash == hash_bytes(b"cent")
    }

    /// `5m`, `5bn`.
    fn short_scale(&self, at: usize, text: &str) -> Option<u64> {
        let after_number = at > 0 && self.story.tokens[at - 1].kind == TokenKind::Number;
        let full: &[u8] = match text {
            "k" | "K" => b"thousand",
            "m" | "mn" | "M" => b"million",
            "bn" | "b" | "B" => b"billion",
            "tn" | "T" => b"trillion",
            _ => return None,
        };
        after_number.then(|| hash_bytes(full))
    }

    /// `long-term` is two words; `twenty-five` is 25.
    fn compound(&mut self, span: Span, text: &str) {
        let mut from = 0;
        let mut tens = None;
        for part in text.split_inclusive(['-', '‐', '‑']) {
            let bare = part.trim_end_matches(['-', '‐', '‑']);
            let own = Span::at(span.start as usize + from, span.start as usize + from + bare.len());
            from += part.len();
            let hash = hash_folded(bare);
            match (tens.take(), number_named(hash)) {
                (Some(tens), Some(ones)) if ones < 10 => {
                    self.into.pop();
                    self.push(span, number_hash(tens + ones), WordKind::Number);
                }
                (_, named) => {
                    tens = named.filter(|value| *value >= 20);
                    self.known(own, hash, self.lexicon.wording.of(hash));
                }
            }
        }
    }

    /// A word by its hash: expanded, respelled, numbered.
    #[inline]
    fn known(&mut self, span: Span, printed: u64, worded: Worded) {
        match worded.stands_for {
            StandsFor::Itself => self.worded(span, printed, worded),
            StandsFor::Nothing => {}
            StandsFor::Words(words) => {
                for (i, &word) in self.lexicon.wording.words(words).iter().enumerate() {
                    self.printed(span, word, printed ^ (i as u64 + 1));
                }
            }
        }
    }

    fn printed(&mut self, span: Span, hash: u64, printed: u64) {
        self.worded(span, printed, self.lexicon.wording.of(hash));
    }

    /// A word of which the tables say this.
    #[inline]
    fn worded(&mut self, span: Span, printed: u64, worded: Worded) {
        let Worded { normal, kind, rarity, .. } = worded;
        let rarity = rarity.unwrap_or_else(|| rarity_of(kind, span.len().min(64) as u8));
        self.word_of(FoldedWord { span, hash: normal, printed: printed as u32, kind, rarity });
    }

    fn push(&mut self, span: Span, hash: u64, kind: WordKind) {
        let printed = hash_folded(span.of(&self.story.document.text)) as u32;
        let rarity = rarity_of(kind, span.len().min(64) as u8);
        self.word_of(FoldedWord { span, hash, printed, kind, rarity });
    }

    #[inline]
    fn word_of(&mut self, mut word: FoldedWord) {
        if self.bracket {
            word.kind = WordKind::Bracketed;
        }
        self.into.push(word);
    }
}

pub(super) fn has_hyphen(text: &str) -> bool {
    // The first byte of the other two hyphens, so that most words are passed by at a glance.
    text.bytes().any(|b| b == b'-' || b == 0xe2) && text.contains(['-', '‐', '‑'])
}

/// How rare a word is that no table names: the longer, the rarer.
///
/// Unit: classes of about one bit, as in `data/rarity.csv`. Source: length and rank of a word go
/// together (Zipf); the table holds the common words of each length.
fn rarity_of(kind: WordKind, length: u8) -> u8 {
    match kind {
        WordKind::Function | WordKind::Negation => 2,
        WordKind::Number => 5 + length.min(5),
        WordKind::Content => 4 + length.min(10),
        WordKind::Bracketed | WordKind::Ellipsis => 0,
    }
}
