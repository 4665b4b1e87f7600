//! The words of a text, and sets of them.
//!
//! A word is what Python's `\w+(?:[.,&-]\w+)*|(?<=\w)['’]\w+` finds, with Python's `\w`: letters,
//! numbers of every kind and the underscore, but no marks and no other connectors.

use super::quoted::passages;
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

static RUN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("a fixed pattern, run by every test"));

/// Words that are no name, however they are written.
pub(super) const PRONOUNS: &[&str] = &[
    "i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "one", "ones", "who",
    "this", "that", "these", "those", "some", "many", "most", "others", "both", "all", "none", "anyone",
    "everyone", "someone",
];

/// A set of words, by their index in the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Set(Vec<usize>);

impl Set {
    /// The set of these, in whatever order and however often they come.
    pub(super) fn new(words: impl IntoIterator<Item = usize>) -> Self {
        let mut words: Vec<usize> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// All that are in any of the sets.
    pub(super) fn union<'a>(sets: impl IntoIterator<Item = &'a Self>) -> Self {
        Self::new(sets.into_iter().flat_map(Self::iter))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are in both sets.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        let mut rest = many.0.as_slice();
        let mut shared = 0;
        for word in few.iter() {
            rest = &rest[rest.partition_point(|&one| one < word)..];
            shared += usize::from(rest.first() == Some(&word));
        }
        shared
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<T: IntoIterator<Item = usize>>(words: T) -> Self {
        Self::new(words)
    }
}

/// How much of a content stands between quotation marks, as an index: 0 all, 1 some, 2 none.
pub(super) const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

/// A text as scoring sees it.
#[derive(Debug)]
pub(super) struct Words<'t> {
    text: &'t str,
    spans: Vec<Span>,
    /// What stands between quotation marks.
    pub(super) passages: Vec<Set>,
    is_quoted: Vec<bool>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut words = Self { text, spans: spans(text), passages: Vec::new(), is_quoted: Vec::new() };
        words.passages = passages(text).into_iter().map(|span| words.under(&[span])).collect();
        words.is_quoted = vec![false; words.spans.len()];
        for i in words.passages.iter().flat_map(Set::iter) {
            words.is_quoted[i] = true;
        }
        words
    }

    /// The words that overlap any of the spans.
    pub(super) fn under(&self, spans: &[Span]) -> Set {
        let range = |span: &Span| {
            let from = self.spans.partition_point(|word| word.end <= span.start);
            from..self.spans.partition_point(|word| word.start < span.end)
        };
        spans.iter().flat_map(range).collect()
    }

    /// Which of [`KINDS`] a content is.
    pub(super) fn kind(&self, content: &Set) -> usize {
        let inside = content.iter().filter(|&i| self.is_quoted[i]).count();
        if inside == content.len() {
            0
        } else if inside > 0 {
            1
        } else {
            2
        }
    }

    pub(super) fn word(&self, i: usize) -> &'t str {
        self.spans.get(i).map_or("", |span| span.of(self.text))
    }

    pub(super) fn lower(&self, i: usize) -> String {
        self.word(i).to_lowercase()
    }

    /// What stands between the word and the next.
    pub(super) fn gap_after(&self, i: usize) -> &'t str {
        match self.spans.get(i..).unwrap_or_default() {
            [word, next, ..] => Span::new(word.end, next.start).of(self.text),
            [] | [_] => "",
        }
    }

    /// The words in a row, one space between two.
    pub(super) fn say(&self, words: &Set) -> String {
        words.iter().map(|i| self.word(i)).collect::<Vec<_>>().join(" ")
    }

    /// Whether the word is a capitalised one that is no pronoun.
    pub(super) fn is_name(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase) && !self.is_pronoun(i)
    }

    pub(super) fn is_pronoun(&self, i: usize) -> bool {
        PRONOUNS.contains(&self.lower(i).as_str())
    }
}

/// Runs of word characters, joined where a single `.`, `,`, `&` or `-` stands between two; a run
/// right behind an apostrophe is a word with it.
fn spans(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut joins = false; // whether the last word may go on
    for run in RUN.find_iter(text) {
        let run = Span::at(run.start(), run.end());
        let gap = words.last().map(|last| Span::new(last.end, run.start));
        match (gap.map(|gap| gap.of(text)), words.last_mut()) {
            (Some("." | "," | "&" | "-"), Some(last)) if joins => last.end = run.end,
            (Some("'" | "’"), Some(last)) => {
                let tail = Span::new(last.end, run.end);
                words.push(tail);
                joins = false;
            }
            _ => {
                words.push(run);
                joins = true;
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = Words::new(text);
        let found: Vec<&str> = (0..words.spans.len()).map(|i| words.word(i)).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// Each list is what Python's expression finds.
    #[test]
    fn words_are_those_of_python() {
        check("The U.S. paid 3,117.50, AT&T-style.", &["The", "U.S", "paid", "3,117.50", "AT&T-style"]);
        check("It's the boys' ’tis rock’n'roll", &["It", "'s", "the", "boys", "tis", "rock", "’n", "'roll"]);
        check("don't.stop a..b a.-b", &["don", "'t", "stop", "a", "b", "a", "b"]);
        check("a_b ‿ a‿b ½ x² Ⅷ ①", &["a_b", "a", "b", "½", "x²", "Ⅷ", "①"]);
        check("cafe\u{301}s हिन्दी", &["cafe", "s", "ह", "न", "द"]);
        check("Ⓐ ª ゞ\u{200d}x", &["ª", "ゞ", "x"]);
        check("", &[]);
    }

    #[test]
    fn a_span_takes_the_words_that_it_touches() {
        let words = Words::new("Ana Díaz’s claim");
        assert_eq!(words.say(&words.under(&[Span::new(5, 6)])), "Díaz");
        assert_eq!(words.say(&words.under(&[Span::new(0, 1), Span::new(9, 14), Span::new(0, 2)])), "Ana ’s");
        assert!(words.under(&[Span::new(3, 4), Span::new(90, 99), Span::new(9, 2)]).is_empty());
    }

    #[test]
    fn sets_share_what_is_in_both() {
        let (a, b) = (Set::new([3, 1, 3, 7]), Set::new([7, 2, 3]));
        assert_eq!((a.len(), a.shared(&b), b.shared(&a)), (3, 2, 2));
        assert_eq!(Set::union([&a, &b]), Set::new([1, 2, 3, 7]));
    }

    #[test]
    fn a_kind_goes_by_the_quotation_marks() {
        let words = Words::new("He said “it rains” and left.");
        let kind = |span| KINDS[words.kind(&words.under(&[span]))];
        assert_eq!(kind(Span::new(8, 22)), "direct");
        assert_eq!(kind(Span::new(3, 22)), "mixed");
        assert_eq!(kind(Span::new(23, 31)), "indirect");
    }

    #[test]
    fn a_name_is_capitalised_and_no_pronoun() {
        let words = Words::new("Díaz He İpek ǅ minister 3D");
        let names: Vec<bool> = (0..6).map(|i| words.is_name(i)).collect();
        assert_eq!(names, [true, false, true, false, false, false]);
        assert_eq!(words.lower(2), "i\u{307}pek");
    }
}
