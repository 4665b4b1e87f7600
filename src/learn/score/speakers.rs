//! Whether the right party stands behind a claim that was found.

use super::source::{bare, heads};
use super::story::Claim;
use super::words::Words;
use crate::lexicon::{Class, Lexicon};
use crate::text::fold;
use serde::Serialize;

/// Claims found whose gold claim names a speaker, and those of them with the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Share {
    pub of: usize,
    pub right: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }

    fn add(&mut self, other: Self) {
        self.of += other.of;
        self.right += other.right;
    }
}

/// How often the speaker is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Speakers {
    pub all: Share,
    /// Of those whose gold source is a pronoun: "she".
    pub pronoun: Share,
    /// Of those whose gold source has no name for a head: "the minister", "a spokesman for Mr Lee".
    pub role: Share,
    /// Of those whose gold source has a name for a head: "Ms Okonjo".
    pub name: Share,
    /// Of the roles, those whose head is a noun for a body: "the airline".
    pub body: Share,
    /// Of the roles, those whose head is a plural: "residents".
    pub several: Share,
}

impl Speakers {
    pub(super) fn add(&mut self, other: &Self) {
        self.all.add(other.all);
        self.pronoun.add(other.pronoun);
        self.role.add(other.role);
        self.name.add(other.name);
        self.body.add(other.body);
        self.several.add(other.several);
    }
}

/// Counts a matched pair of claims, if the gold one names its speaker.
pub(super) fn count(words: &Words<'_>, (gold, predicted): (&Claim<'_>, &Claim<'_>), count: &mut Speakers) {
    let Some(speaker) = &gold.marked.speaker else { return };
    let right = predicted.marked.speaker.as_ref().is_some_and(|found| is_same(speaker, found));
    count.all.count(right);
    if gold.source.is_empty() {
        return;
    }
    let heads = heads(words, &gold.source);
    if bare(words, &gold.source).iter().all(|i| words.is_pronoun(i)) {
        count.pronoun.count(right);
    } else if heads.iter().any(|i| words.is_name(i)) {
        count.name.count(right);
    } else {
        count.role.count(right);
        let any = |is: fn(&str) -> bool| heads.iter().any(|i| is(&words.lower(i)));
        if any(is_several) {
            count.several.count(right);
        } else if any(is_body) {
            count.body.count(right);
        }
    }
}

/// Whether a noun stands for several people.
fn is_several(noun: &str) -> bool {
    noun.ends_with('s') && !noun.ends_with("ss") || matches!(noun, "men" | "people" | "police" | "women")
}

/// Whether a noun stands for a body.
fn is_body(noun: &str) -> bool {
    Lexicon::builtin().classes(noun).has(Class::Body)
}

/// Whether two names are spellings of one speaker: equal once folded, or all words of the gold name
/// are in the predicted one, or the other way round with the last word, the surname, among them.
/// Articles and possessive endings are no words of a name.
pub(in crate::learn) fn is_same(gold: &str, predicted: &str) -> bool {
    let (gold, predicted) = (fold(gold), fold(predicted));
    let (gold, predicted) = (parts(&gold), parts(&predicted));
    let has_all = |name: &[&str], other: &[&str]| !other.is_empty() && other.iter().all(|w| name.contains(w));
    let has_surname = || gold.last().is_some_and(|surname| predicted.contains(surname));
    gold == predicted || has_all(&predicted, &gold) || has_all(&gold, &predicted) && has_surname()
}

fn parts(name: &str) -> Vec<&str> {
    let bare = |word: &'_ str| -> usize { word.strip_suffix("'s").unwrap_or(word).len() };
    let bare = |word: &mut &str| *word = word[..bare(word)].trim_matches(|c: char| !c.is_alphanumeric());
    let mut words: Vec<&str> = name.split_whitespace().collect();
    words.iter_mut().for_each(bare);
    words.retain(|word| !matches!(*word, "" | "a" | "an" | "the"));
    words
}

#[cfg(test)]
mod tests {
    use super::super::{Evaluation, Scored};
    use super::*;
    use crate::ingest::Document;
    use crate::learn::Annotation;
    use crate::text::Span;

    #[track_caller]
    fn check(gold: &str, predicted: &str, same: bool) {
        assert_eq!(is_same(gold, predicted), same, "{gold} / {predicted}");
    }

    #[test]
    fn any_spelling_of_one_speaker_is_right() {
        check("Amara Okonjo", "amara  OKONJO", true);
        check("Amara Okonjo", "Okonjo", true);
        check("Okonjo", "Amara Okonjo", true);
        check("Amara Okonjo", "Dr. Amara N. Okonjo", true);
        check("Amara Okonjo", "Amara", false);
        check("Amara Okonjo", "Salma Okonjo", false);
        check("Amara Okonjo", "", false);
        check("Tarnik Harbour Authority (THA)", "THA", true);
        check("a diplomat", "diplomat", true);
        check("a draft", "draft seen by the agency", true);
        check("the union", "Dockers’ Union", true);
        check("Tarnik", "Tarnik’s government", true);
        check("Amara Okonjo’s son", "Amara Okonjo", false);
    }

    fn share(source: &str, speaker: Option<&str>) -> Speakers {
        let text = format!("{source} left at noon");
        let end = Span::at(0, source.len()).end;
        let claim = |speaker: Option<&str>| Annotation {
            source: vec![Span::new(0, end)],
            content: vec![Span::new(end, end + 13)],
            speaker: speaker.map(str::to_owned),
            ..Annotation::default()
        };
        let document = Document::plain("a", &text);
        let (gold, predicted) = ([claim(Some("Amara Okonjo"))], [claim(speaker)]);
        let mut evaluation = Evaluation::default();
        evaluation.add(&[Scored { document: &document, gold: &gold, predicted: Some(&predicted) }]);
        evaluation.speakers
    }

    #[test]
    fn shares_go_by_the_gold_source() {
        let (right, none) = (Share { of: 1, right: 1 }, Speakers::default());
        assert_eq!(share("She", Some("Okonjo")), Speakers { all: right, pronoun: right, ..none });
        assert_eq!(share("The minister", Some("Okonjo")), Speakers { all: right, role: right, ..none });
        assert_eq!(share("Ms Okonjo", Some("Okonjo")), Speakers { all: right, name: right, ..none });
        assert_eq!(
            share("The airline", Some("Okonjo")),
            Speakers { all: right, role: right, body: right, ..none }
        );
        assert_eq!(
            share("Several residents", Some("Okonjo")),
            Speakers { all: right, role: right, several: right, ..none }
        );
        let wrong = Share { of: 1, right: 0 };
        assert_eq!(share("She", None), Speakers { all: wrong, pronoun: wrong, ..none });
    }
}
