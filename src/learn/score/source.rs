//! Whether two sources are the same.

use super::words::{Set, Words};

const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your",
    "'s", "’s",
];

const MODIFIERS: &[&str] = &[
    "of",
    "for",
    "from",
    "in",
    "at",
    "on",
    "with",
    "to",
    "by",
    "who",
    "whom",
    "whose",
    "which",
    "that",
    "about",
    "against",
    "over",
    "near",
    "as",
    "like",
    "among",
    "including",
    "within",
    "under",
];

/// How far two sources agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Agreement {
    /// The same words but for determiners; for names, wherever they stand.
    pub exact: bool,
    /// That, or a head noun or last name in common.
    pub relaxed: bool,
}

/// How far the sources agree; not at all when one of them is empty.
pub(super) fn agreement(words: &Words<'_>, gold: &Set, predicted: &Set) -> Agreement {
    if gold.is_empty() || predicted.is_empty() {
        return Agreement::default();
    }
    let (a, b) = (bare(words, gold), bare(words, predicted));
    let has_name = a.iter().any(|i| words.is_name(i));
    let exact = a == b || has_name && words.say(&a).to_lowercase() == words.say(&b).to_lowercase();
    Agreement { exact, relaxed: exact || share_a_head(words, gold, predicted) }
}

fn share_a_head(words: &Words<'_>, gold: &Set, predicted: &Set) -> bool {
    let (a, b) = (heads(words, gold), heads(words, predicted));
    let names = |heads: &Set| -> Vec<String> {
        heads.iter().filter(|&i| words.is_name(i)).map(|i| words.lower(i)).collect()
    };
    let known = names(&a);
    a.shared(&b) > 0 || names(&b).iter().any(|name| known.contains(name))
}

/// A source without its determiners and possessive endings, unless it is nothing else.
pub(super) fn bare(words: &Words<'_>, source: &Set) -> Set {
    let is_bare = |&i: &usize| !DETERMINERS.contains(&words.lower(i).as_str());
    let bare: Set = source.iter().filter(is_bare).collect();
    if bare.is_empty() { source.clone() } else { bare }
}

/// The last word of each part that a comma or "and" separates, before any modifier.
pub(super) fn heads(words: &Words<'_>, source: &Set) -> Set {
    let heads: Set = parts(words, source).iter().filter_map(|part| head(words, part)).collect();
    if heads.is_empty() { source.clone() } else { heads }
}

fn parts(words: &Words<'_>, source: &Set) -> Vec<Vec<usize>> {
    let mut parts = vec![Vec::new()];
    for i in source.iter() {
        let joins = matches!(words.lower(i).as_str(), "and" | "or");
        let ends = |part: &Vec<usize>| {
            part.last().is_some_and(|&last| i != last + 1 || separates(words.gap_after(last)))
        };
        if joins || parts.last().is_some_and(ends) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| !joins) {
            part.push(i);
        }
    }
    parts
}

fn separates(gap: &str) -> bool {
    gap.contains([',', ';', ':', '(', ')', '–', '—']) || gap.contains(" - ")
}

/// The last word before the first modifier that more words follow.
fn head(words: &Words<'_>, part: &[usize]) -> Option<usize> {
    let is = |list: &[&str], i: usize| list.contains(&words.lower(i).as_str());
    let last = part.len().saturating_sub(1);
    let cut = part.iter().take(last).position(|&i| is(MODIFIERS, i)).unwrap_or(part.len());
    part.iter().take(cut).rev().copied().find(|&i| !is(&["'s", "’s"], i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// The words of the `nth` appearance of `part`, from 0.
    fn at(words: &Words<'_>, text: &str, (part, nth): (&str, usize)) -> Set {
        let (start, _) = text.match_indices(part).nth(nth).unwrap();
        words.under(&[Span::at(start, start + part.len())])
    }

    #[track_caller]
    fn check(text: &str, gold: (&str, usize), predicted: (&str, usize), expected: (bool, bool)) {
        let words = Words::new(text);
        let found = agreement(&words, &at(&words, text, gold), &at(&words, text, predicted));
        assert_eq!((found.exact, found.relaxed), expected, "{gold:?} and {predicted:?}");
    }

    #[test]
    fn heads_and_last_names_agree() {
        for (gold, predicted, text, expected) in [
            ("The minister", "minister", "The minister said so.", (true, true)),
            ("Ana Díaz’s", "Ana Díaz", "Ana Díaz’s claim", (true, true)),
            ("Paul Reyes, the mayor,", "Paul Reyes", "Paul Reyes, the mayor, said", (false, true)),
            ("aide Ann Bo", "Bo", "Lee aide Ann Bo said", (false, true)),
            ("Lee aide Ann Bo", "Lee", "Lee aide Ann Bo said", (false, false)),
            ("a spokesman for Mr. Lee", "Lee", "a spokesman for Mr. Lee said", (false, false)),
            ("Lee and Bo", "Bo", "Lee and Bo agreed", (false, true)),
            ("Lee - the aide", "Lee", "Lee - the aide - agreed", (false, true)),
        ] {
            check(text, (gold, 0), (predicted, 0), expected);
        }
    }

    #[test]
    fn another_mention_counts_for_names_and_not_for_pronouns() {
        let text = "Ana Díaz spoke. He left. Later Díaz said he had. Ana Díaz went.";
        check(text, ("Ana Díaz", 0), ("Díaz", 1), (false, true));
        check(text, ("Ana Díaz", 0), ("Ana Díaz", 1), (true, true));
        check(text, ("He", 0), ("he", 0), (false, false));
    }

    #[test]
    fn a_lone_determiner_or_joining_word_is_its_own_head() {
        let words = Words::new("the and of");
        let all = Set::new([0, 1, 2]);
        assert_eq!(bare(&words, &Set::new([0])), Set::new([0]));
        assert_eq!(heads(&words, &Set::new([1])), Set::new([1]));
        assert_eq!(heads(&words, &all), Set::new([0, 2]));
        assert_eq!(heads(&words, &Set::default()), Set::default());
    }
}
