use super::{Shape, Story, Token, TokenKind};
use crate::lexicon::{Known, Lexicon};
use crate::text::{Fnv, Span, hash_folded};

/// Tokens that what comes next asks about, so that it need not look at every token.
pub(super) struct Signs {
    /// Marks, and punctuation that can be a single mark.
    pub marks: Vec<u32>,
    /// Tokens that are no plain word: a sentence can end with no other.
    pub odd: Vec<u32>,
}

/// Sets the tokens of all blocks.
pub(super) fn read(story: &mut Story<'_>, lexicon: &Lexicon) -> Signs {
    // News has a token every five bytes or so; one that has more only grows the list once.
    story.tokens.reserve(story.document.text.len() / 5);
    // One token in six is no plain word.
    let mut signs = Signs { marks: Vec::new(), odd: Vec::with_capacity(story.document.text.len() / 30) };
    for block in 0..story.blocks.len() {
        block_tokens(story, lexicon, block, &mut signs);
    }
    signs
}

/// Appends the tokens of a block and sets the block's range of them.
fn block_tokens(story: &mut Story<'_>, lexicon: &Lexicon, block: usize, signs: &mut Signs) {
    let text = &story.document.text;
    let span = story.blocks[block].span;
    let first = story.tokens.len() as u32;
    let mut scanner = Scanner { text, at: span.start as usize, end: span.end as usize };
    while let Some(scan) = scanner.next() {
        let hash = scan.hash.unwrap_or_else(|| hash_folded(&text[scan.start..scan.end]));
        let known = match scan.kind {
            TokenKind::Word | TokenKind::Punctuation => lexicon.known(hash),
            TokenKind::Number | TokenKind::Mark => Known::default(),
        };
        if !scan.plain {
            let at = story.tokens.len() as u32;
            signs.odd.push(at);
            if may_quote(scan.kind, text.as_bytes()[scan.start]) {
                signs.marks.push(at);
            }
        }
        story.tokens.push(Token {
            span: Span::at(scan.start, scan.end),
            hash,
            classes: known.classes,
            word: known.word,
            measures: known.measures,
            plain: scan.plain,
            kind: scan.kind,
            shape: scan.shape,
            sentence: 0,
            quotation: u32::MAX,
        });
    }
    story.blocks[block].tokens = first..story.tokens.len() as u32;
}

/// Whether a token is a mark, or begins as a single mark does: those of one character beyond ASCII
/// begin with the byte e2.
fn may_quote(kind: TokenKind, first: u8) -> bool {
    match kind {
        TokenKind::Mark => true,
        TokenKind::Punctuation => matches!(first, b'\'' | b'`' | 0xe2),
        TokenKind::Word | TokenKind::Number => false,
    }
}

struct Scan {
    start: usize,
    end: usize,
    kind: TokenKind,
    shape: Shape,
    /// The folded hash, when scanning already made it.
    hash: Option<u64>,
    /// Whether it is a word of ASCII letters alone.
    plain: bool,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

/// What the letters of a word so far look like.
#[derive(Default)]
struct Letters {
    count: u32,
    upper: u32,
    first_upper: bool,
}

impl Letters {
    fn see(&mut self, upper: bool) {
        self.first_upper |= self.count == 0 && upper;
        self.count += 1;
        self.upper += u32::from(upper);
    }

    fn shape(&self) -> Shape {
        match (self.count, self.upper) {
            (0, _) => Shape::None,
            (_, 0) => Shape::Lower,
            (1, 1) => Shape::Capital,
            (count, upper) if count == upper => Shape::Upper,
            (_, 1) if self.first_upper => Shape::Capital,
            _ => Shape::Mixed,
        }
    }
}

/// How many bytes are looked at in one go.
const EIGHT: usize = 8;

/// How many ASCII letters come first, how many of them are capitals, and their folded hash.
///
/// Eight bytes at once and without a branch: where a word ends cannot be foreseen, and a wrong guess
/// costs more than hashing the bytes behind it for nothing.
#[inline]
fn first_letters(bytes: &[u8; EIGHT]) -> (usize, u32, Fnv) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    const CASE: u64 = 0x20 * ONES;
    let word = u64::from_le_bytes(*bytes);
    let lower = word | CASE;
    // In each byte the high bit tells: adding takes the seven low bits over it from `a`, from past `z`.
    let low_bits = lower & !HIGH;
    let from_a = low_bits + (0x80 - 0x61) * ONES;
    let past_z = low_bits + (0x80 - 0x7b) * ONES;
    let letters = from_a & !past_z & !word & HIGH;
    let ends = letters ^ HIGH;
    let before_end = ends.wrapping_sub(1) & !ends;
    let upper = (!word & (letters >> 2) & before_end).count_ones();
    let mut hashes = [Fnv::new(); EIGHT + 1];
    for (i, byte) in lower.to_le_bytes().into_iter().enumerate() {
        hashes[i + 1] = hashes[i].byte(byte);
    }
    let count = ends.trailing_zeros() as usize / 8;
    (count, upper, hashes[count.min(EIGHT)])
}

impl Scanner<'_> {
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.text.as_bytes()[at] } else { 0 }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    #[inline]
    fn next(&mut self) -> Option<Scan> {
        loop {
            if self.at >= self.end {
                return None;
            }
            match self.byte(self.at) {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                b'a'..=b'z' | b'A'..=b'Z' => return Some(self.word()),
                b'0'..=b'9' => return Some(self.number()),
                0x80.. => match self.char(self.at) {
                    // Quotation marks, dashes, the ellipsis: nearly all that is not ASCII.
                    Some(c @ '\u{2010}'..='\u{2027}') => return Some(self.symbol(c)),
                    Some(c) if c.is_whitespace() || is_invisible(c) => self.at += c.len_utf8(),
                    // U+02BC counts as a letter, but begins no word.
                    Some(c) if c.is_alphabetic() && c != 'ʼ' => return Some(self.word()),
                    Some(c) => return Some(self.symbol(c)),
                    None => self.at += 1,
                },
                b => return Some(self.symbol(b as char)),
            }
        }
    }

    /// A run of letters and digits, with hyphens, apostrophes, `&` and the full stops of
    /// initialisms inside.
    #[inline]
    fn word(&mut self) -> Scan {
        let start = self.at;
        let (letters, hash) = self.letters();
        match self.byte(self.at) {
            b'0'..=b'9' | b'_' | b'-' | b'&' | b'\'' | b'.' | 0x80.. => self.long_word(start, letters, hash),
            _ => Scan {
                start,
                end: self.at,
                kind: TokenKind::Word,
                shape: letters.shape(),
                hash: Some(hash.finish()),
                plain: true,
            },
        }
    }

    /// Passes over ASCII letters: all of nearly every word.
    #[inline]
    fn letters(&mut self) -> (Letters, Fnv) {
        let bytes = self.text.as_bytes().get(self.at..self.end).unwrap_or_default();
        let (mut count, mut upper, mut hash) = bytes.first_chunk().map_or((0, 0, Fnv::new()), first_letters);
        if count == EIGHT || bytes.len() < EIGHT {
            for &b in &bytes[count..] {
                let lower = b | 0x20;
                if !lower.is_ascii_lowercase() {
                    break;
                }
                hash = hash.byte(lower);
                upper += u32::from(b != lower);
                count += 1;
            }
        }
        self.at += count;
        let first_upper = bytes.first().is_some_and(u8::is_ascii_uppercase);
        (Letters { count: count as u32, upper, first_upper }, hash)
    }

    /// A word that has more than ASCII letters, or ends with what could go on with it.
    #[inline(never)]
    fn long_word(&mut self, start: usize, mut letters: Letters, mut hash: Fnv) -> Scan {
        let mut plain = true;
        // Single letters with full stops between; asked at every full stop.
        let mut initials = letters.count <= 1;
        let money = self.is_money(start);
        while self.at < self.end && !money {
            let b = self.byte(self.at);
            match b {
                b'a'..=b'z' => letters.see(false),
                b'A'..=b'Z' => letters.see(true),
                b'0'..=b'9' | b'_' => {}
                b'-' | b'&' if self.byte(self.at + 1).is_ascii_alphanumeric() => {}
                b'\'' if self.letter_at(self.at + 1) && !self.possessive_at(self.at + 1) => {}
                b'.' if self.stop_belongs(start, initials && !(self.at - start).is_multiple_of(2)) => {}
                0x80.. => {
                    let Some(c) = self.char(self.at) else { break };
                    if !self.belongs(c) {
                        break;
                    }
                    if c.is_alphabetic() {
                        letters.see(c.is_uppercase());
                    }
                    (plain, initials) = (false, false);
                    self.at += c.len_utf8();
                    continue;
                }
                _ => break,
            }
            initials &= if (self.at - start).is_multiple_of(2) { b.is_ascii_alphabetic() } else { b == b'.' };
            hash = hash.byte(b.to_ascii_lowercase());
            self.at += 1;
        }
        let hash = plain.then(|| hash.finish());
        let plain = plain && letters.count as usize == self.at - start;
        Scan { start, end: self.at, kind: TokenKind::Word, shape: letters.shape(), hash, plain }
    }

    /// Whether the word so far is the letters of a currency that are written together with the amount:
    /// `Rs500`, `R11.4bn`; a lone `R` only before an amount that no road or model has.
    fn is_money(&self, start: usize) -> bool {
        let letters = &self.text[start..self.at];
        if !self.byte(self.at).is_ascii_digit() || !matches!(letters, "Rs" | "Tk" | "RM" | "R") {
            return false;
        }
        let rest = &self.text.as_bytes()[self.at..self.end];
        let digits = rest.iter().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
        let amount = rest[..digits].trim_ascii_end();
        let marked = amount.iter().rev().skip(1).any(|b| !b.is_ascii_digit());
        let suffix = rest[digits..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let scale = matches!(&rest[digits..digits + suffix], b"m" | b"mn" | b"bn" | b"tn" | b"k");
        (suffix == 0 && (marked || letters != "R")) || scale
    }

    /// Whether a non-ASCII character goes on with the word before it.
    fn belongs(&self, c: char) -> bool {
        let next = self.at + c.len_utf8();
        match c {
            '’' | 'ʼ' => self.letter_at(next) && !self.possessive_at(next),
            '\u{2010}' | '\u{2011}' => self.letter_at(next),
            '\u{ad}' | '\u{200c}' | '\u{200d}' => true,
            _ => c.is_alphanumeric() || is_combining(c),
        }
    }

    fn letter_at(&self, at: usize) -> bool {
        match self.byte(at) {
            b if b.is_ascii() => b.is_ascii_alphabetic(),
            _ => self.char(at).is_some_and(char::is_alphabetic),
        }
    }

    /// Whether a lone `s` stands here: the possessive of `Trump's`.
    fn possessive_at(&self, at: usize) -> bool {
        matches!(self.byte(at), b's' | b'S') && !self.letter_at(at + 1) && !self.byte(at + 1).is_ascii_digit()
    }

    /// Whether a full stop belongs to its word: `U.S.`, `a.m.`, `example.com`; `initials` when single
    /// letters with full stops between are all that the word has so far.
    fn stop_belongs(&self, start: usize, initials: bool) -> bool {
        let next = self.byte(self.at + 1);
        if initials {
            // The last stop belongs only when there was one before: "U.S." but not "plan B."
            return (next.is_ascii_alphabetic() && !self.byte(self.at + 2).is_ascii_alphabetic())
                || (self.at > start + 1 && !next.is_ascii_alphanumeric());
        }
        next.is_ascii_lowercase() && self.byte(self.at + 2).is_ascii_lowercase()
    }

    /// Digits with commas, points and colons between digits.
    fn number(&mut self) -> Scan {
        let start = self.at;
        while self.at < self.end {
            match self.byte(self.at) {
                b'0'..=b'9' => self.at += 1,
                b',' | b'.' | b':' if self.byte(self.at + 1).is_ascii_digit() => self.at += 1,
                _ => break,
            }
        }
        Scan { start, end: self.at, kind: TokenKind::Number, shape: Shape::None, hash: None, plain: false }
    }

    #[inline(never)]
    fn symbol(&mut self, c: char) -> Scan {
        let start = self.at;
        self.at += c.len_utf8();
        let kind = match c {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' => TokenKind::Mark,
            '\'' | '`' if self.byte(self.at) == c as u8 => {
                self.at += 1;
                TokenKind::Mark
            }
            '\'' | '’' if self.possessive_at(self.at) && self.follows_word(start) => {
                self.at += 1;
                return Scan {
                    start,
                    end: self.at,
                    kind: TokenKind::Word,
                    shape: Shape::Lower,
                    hash: None,
                    plain: false,
                };
            }
            '.' | '-' | '?' | '!' => {
                while self.byte(self.at) == c as u8 {
                    self.at += 1;
                }
                TokenKind::Punctuation
            }
            _ => TokenKind::Punctuation,
        };
        Scan { start, end: self.at, kind, shape: Shape::None, hash: None, plain: false }
    }

    fn follows_word(&self, at: usize) -> bool {
        self.text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.')
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{93e}'..='\u{94d}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn check(text: &str, expected: &[&str]) {
        let document = Document::plain("t", text);
        let story = segment::read(&document, Lexicon::builtin());
        let words: Vec<_> = (0..story.tokens.len()).map(|i| story.word(i)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn eight_bytes_are_read_as_one_by_one() {
        for end in 0..=u8::MAX {
            for at in 0..=EIGHT {
                let mut bytes = *b"aZzAmQbY";
                bytes.iter_mut().skip(at).take(1).for_each(|b| *b = end);
                let letters: Vec<u8> = bytes.into_iter().take_while(u8::is_ascii_alphabetic).collect();
                let upper = letters.iter().filter(|b| b.is_ascii_uppercase()).count() as u32;
                let hash = letters.iter().fold(Fnv::new(), |h, b| h.byte(b.to_ascii_lowercase()));
                let (count, capitals, found) = first_letters(&bytes);
                assert_eq!((count, capitals), (letters.len(), upper), "{bytes:?}");
                assert_eq!(found.finish(), hash.finish(), "{bytes:?}");
            }
        }
    }

    #[test]
    fn possessives_are_split_and_contractions_are_not() {
        check("Trump’s aide didn't go", &["Trump", "’s", "aide", "didn't", "go"]);
        check("the workers' rights", &["the", "workers", "'", "rights"]);
    }

    #[test]
    fn initialisms_keep_their_stops() {
        check("the U.S. said", &["the", "U.S.", "said"]);
        check("at 9 a.m. he left.", &["at", "9", "a.m.", "he", "left", "."]);
        check("plan B. Then", &["plan", "B", ".", "Then"]);
        check("a U.S.-led D1.com é.b.", &["a", "U.S.-led", "D1.com", "é", ".", "b", "."]);
    }

    #[test]
    fn one_initialism_of_a_million_letters_is_one_word() {
        let text = "A.".repeat(1_000_000);
        check(&text, &[&text]);
    }

    #[test]
    fn figures_stand_apart_from_what_they_measure() {
        check("$14.5bn", &["$", "14.5", "bn"]);
        check("a 12-day war", &["a", "12", "-", "day", "war"]);
        check("3,117 people at 18:15", &["3,117", "people", "at", "18:15"]);
    }

    #[test]
    fn marks_and_dashes() {
        check("``Yes,'' he said -- “no”", &["``", "Yes", ",", "''", "he", "said", "--", "“", "no", "”"]);
        check("US-based son-in-law", &["US-based", "son-in-law"]);
    }

    #[test]
    fn a_letter_apostrophe_of_its_own_is_a_token() {
        check("ʼ oʼne ʼ", &["ʼ", "oʼne", "ʼ"]);
    }

    #[test]
    fn no_break_spaces_are_no_tokens() {
        check("their bases\u{a0}\nin", &["their", "bases", "in"]);
    }
}
