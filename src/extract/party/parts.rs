//! Names taken apart: title, given name, surname, and the key that a surname is found by.

use super::{Mention, MentionKind};
use crate::lexicon::Class;
use crate::segment::Story;
use crate::text::{Fnv, fold, hash_folded};
use std::ops::Range;

/// A name's parts, as tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// The first token of what stands before the name; the name's own when nothing does.
    pub before: usize,
    /// The name's first token.
    pub first: usize,
    /// The first word, when there is more than the surname.
    pub given: Option<usize>,
    /// The surname with its particles.
    pub surname: Range<usize>,
    /// The hash of the surname's last word, folded, without `al-`.
    pub key: u64,
}

impl Parts {
    /// The tokens before the name.
    pub(super) const fn title(&self) -> Range<usize> {
        self.before..self.first
    }

    /// The surname of these alone.
    pub(super) fn alone(of: &Self) -> Self {
        let first = of.surname.start;
        Self { before: first, first, given: None, surname: of.surname.clone(), key: of.key }
    }

    /// One past the name's last token.
    pub(super) const fn end(&self) -> usize {
        self.surname.end
    }
}

/// The parts of each mention that may be a name.
pub(super) fn of(story: &Story<'_>, mentions: &[Mention]) -> Vec<Option<Parts>> {
    let part = |mention: &Mention| match mention.kind {
        MentionKind::FullName | MentionKind::Surname | MentionKind::Place | MentionKind::Body => {
            parts(story, mention)
        }
        MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => None,
    };
    mentions.iter().map(part).collect()
}

fn parts(story: &Story<'_>, mention: &Mention) -> Option<Parts> {
    let (before, first, mut end) = (mention.first(), mention.begin(), mention.end());
    while end > first + 1 {
        let token = &story.tokens[end - 1];
        if token.is_word() && !token.is(Class::Suffix) {
            break;
        }
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|&last| last >= first)?;
    let mut start = last;
    while start > first + 1 && story.tokens[start - 1].is(Class::Particle) {
        start -= 1;
    }
    let key = token_key(story, last);
    Some(Parts { before, first, given: (start > first).then_some(first), surname: start..end, key })
}

fn token_key(story: &Story<'_>, at: usize) -> u64 {
    let token = &story.tokens[at];
    let article = !token.plain && article(story.text(token.span)).is_some(); // its hyphen is no letter
    if article { surname_key(story.word(at)) } else { token.hash }
}

/// The key of a surname's last word: `al-Rashid` and `Rashid` have one.
pub(super) fn surname_key(word: &str) -> u64 {
    hash_folded(article(word).map_or(word, |length| &word[length..]))
}

/// The hash of a name's fold: that of its words in small letters with one space between.
pub(super) fn name_key(name: &str) -> u64 {
    let mut hash = Fnv::new();
    let (mut gap, mut begun) = (false, false);
    for &b in name.as_bytes() {
        if !b.is_ascii() || b == b'`' {
            return hash_folded(&fold(name));
        }
        if char::from(b).is_whitespace() {
            gap = begun;
            continue;
        }
        hash = if gap { hash.byte(b' ') } else { hash };
        hash = hash.byte(b.to_ascii_lowercase());
        (gap, begun) = (false, true);
    }
    hash.finish()
}

/// How many bytes the article and its hyphen take at the start of a word; none without one.
fn article(word: &str) -> Option<usize> {
    const ARTICLES: [&str; 12] =
        ["al-", "Al-", "el-", "El-", "ul-", "as-", "ad-", "ash-", "an-", "al‑", "Al‑", "el‑"];
    if !word.starts_with(['a', 'A', 'e', 'E', 'u']) {
        return None;
    }
    let found = ARTICLES.iter().find(|article| word.starts_with(**article))?;
    (word.len() > found.len()).then_some(found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_name_is_the_hash_of_its_fold() {
        for name in ["Costa Rica", " Costa\u{a0}\nRica ", "a\u{b}b", "‘a’", "`a b", "", " "] {
            assert_eq!(name_key(name), hash_folded(&fold(name)), "{name:?}");
        }
    }

    #[test]
    fn the_article_is_no_part_of_the_key() {
        assert_eq!(surname_key("al-Rashid"), surname_key("Rashid"));
        assert_ne!(surname_key("Alan"), surname_key("an"));
        assert_eq!(surname_key("al-"), hash_folded("al-"));
    }
}
