//! From tokens to folded words.

use super::{FoldedWord, WordKind};
use crate::lexicon::{Class, Classes, Lexicon, Worded};
use crate::segment::{Shape, Story, TokenKind};
use crate::text::{Fnv, Span, hash_bytes, hash_folded};
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
        match self.story.tokens[at].kind {
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
            self.known(self.story.tokens[at].span.join(self.story.tokens[at + 3].span), hash, hash);
            return 4;
        }
        self.bracket = true;
        1
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
        let token = self.story.tokens[at];
        let text = self.story.word(at);
        if text.starts_with(['\'', '’']) {
            self.clitic(at, token.span);
        } else if let Some(hash) = self.initialism(text, token.shape) {
            self.known(token.span, hash, hash);
        } else if self.is_per_cent(at) {
            let span = token.span.join(self.story.tokens[at + 1].span);
            self.push(span, hash_bytes(b"percent"), WordKind::Content);
            return 2;
        } else if let Some(hash) = self.short_scale(at, text) {
            self.push(token.span, hash, WordKind::Number);
        } else if has_hyphen(text) {
            self.compound(token.span, text);
        } else {
            self.known(token.span, token.hash, token.hash);
        }
        1
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
        self.story.tokens[at].hash == hash_bytes(b"per")
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
                    self.known(own, hash, hash);
                }
            }
        }
    }

    /// A word by its hash: expanded, respelled, numbered.
    fn known(&mut self, span: Span, hash: u64, printed: u64) {
        let worded = self.lexicon.wording.of(hash);
        if worded.expanded[0] != 0 {
            for (i, &word) in worded.expanded.iter().filter(|&&word| word != 0).enumerate() {
                self.printed(span, word, printed ^ (i as u64 + 1));
            }
            return;
        }
        if !HESITATIONS.contains(&hash) {
            self.worded(span, hash, printed, worded);
        }
    }

    fn printed(&mut self, span: Span, hash: u64, printed: u64) {
        self.worded(span, hash, printed, self.lexicon.wording.of(hash));
    }

    /// A word of which the tables say this.
    fn worded(&mut self, span: Span, hash: u64, printed: u64, worded: Worded) {
        let classes = self.lexicon.classes_of(hash);
        let kind = kind_of(hash, classes);
        let length = span.len().min(64) as u8;
        let rarity = worded.rarity.unwrap_or_else(|| rarity_of(kind, length));
        let named = if classes.has(Class::NumberWord) { number_named(hash) } else { None };
        let normal = match named {
            Some(value) => number_hash(value),
            None => worded.normal.unwrap_or(hash),
        };
        self.word_of(FoldedWord { span, hash: normal, printed: printed as u32, kind, rarity });
    }

    fn push(&mut self, span: Span, hash: u64, kind: WordKind) {
        let printed = hash_folded(span.of(&self.story.document.text)) as u32;
        let rarity = rarity_of(kind, span.len().min(64) as u8);
        self.word_of(FoldedWord { span, hash, printed, kind, rarity });
    }

    fn word_of(&mut self, mut word: FoldedWord) {
        if self.bracket {
            word.kind = WordKind::Bracketed;
        }
        self.into.push(word);
    }
}

fn has_hyphen(text: &str) -> bool {
    // The first byte of the other two hyphens, so that most words are passed by at a glance.
    text.bytes().any(|b| b == b'-' || b == 0xe2) && text.contains(['-', '‐', '‑'])
}

/// Sounds that an editor leaves out.
const HESITATIONS: [u64; 5] =
    [hash_bytes(b"um"), hash_bytes(b"uh"), hash_bytes(b"er"), hash_bytes(b"erm"), hash_bytes(b"ah")];

/// Grammatical words that carry meaning all the same: another one is another statement.
const TELLING: [u64; 22] = [
    hash_bytes(b"must"),
    hash_bytes(b"should"),
    hash_bytes(b"may"),
    hash_bytes(b"might"),
    hash_bytes(b"before"),
    hash_bytes(b"after"),
    hash_bytes(b"against"),
    hash_bytes(b"every"),
    hash_bytes(b"few"),
    hash_bytes(b"many"),
    hash_bytes(b"more"),
    hash_bytes(b"most"),
    hash_bytes(b"less"),
    hash_bytes(b"least"),
    hash_bytes(b"all"),
    hash_bytes(b"some"),
    hash_bytes(b"under"),
    hash_bytes(b"over"),
    hash_bytes(b"inside"),
    hash_bytes(b"outside"),
    hash_bytes(b"unless"),
    hash_bytes(b"except"),
];

fn kind_of(hash: u64, classes: Classes) -> WordKind {
    const GRAMMAR: [Class; 8] = [
        Class::Determiner,
        Class::Preposition,
        Class::Conjunction,
        Class::Auxiliary,
        Class::Modal,
        Class::Pronoun,
        Class::Possessive,
        Class::Relative,
    ];
    if classes.is_empty() {
        WordKind::Content
    } else if classes.has(Class::Negation) {
        WordKind::Negation
    } else if TELLING.contains(&hash) {
        WordKind::Content
    } else if classes.any(&GRAMMAR) && hash != hash_bytes(b"u.s.") {
        WordKind::Function
    } else if classes.any(&[Class::NumberWord, Class::Scale]) && hash != hash_bytes(b"score") {
        WordKind::Number
    } else {
        WordKind::Content
    }
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

const NUMBERS: [(&[u8], u8); 28] = [
    (b"zero", 0),
    (b"one", 1),
    (b"two", 2),
    (b"three", 3),
    (b"four", 4),
    (b"five", 5),
    (b"six", 6),
    (b"seven", 7),
    (b"eight", 8),
    (b"nine", 9),
    (b"ten", 10),
    (b"eleven", 11),
    (b"twelve", 12),
    (b"thirteen", 13),
    (b"fourteen", 14),
    (b"fifteen", 15),
    (b"sixteen", 16),
    (b"seventeen", 17),
    (b"eighteen", 18),
    (b"nineteen", 19),
    (b"twenty", 20),
    (b"thirty", 30),
    (b"forty", 40),
    (b"fifty", 50),
    (b"sixty", 60),
    (b"seventy", 70),
    (b"eighty", 80),
    (b"ninety", 90),
];

const NUMBER_HASHES: [u64; 28] = {
    let mut hashes = [0; 28];
    let mut i = 0;
    while i < 28 {
        hashes[i] = hash_bytes(NUMBERS[i].0);
        i += 1;
    }
    hashes
};

fn number_named(hash: u64) -> Option<u8> {
    NUMBER_HASHES.iter().position(|&named| named == hash).map(|at| NUMBERS[at].1)
}

fn number_hash(value: u8) -> u64 {
    let digits = Fnv::new();
    match value {
        0..=9 => digits.byte(b'0' + value).finish(),
        _ => digits.byte(b'0' + value / 10).byte(b'0' + value % 10).finish(),
    }
}
