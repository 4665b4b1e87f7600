//! What WordNet says of words, with their inflected forms.

use crate::extract::tagger::words::{WordFacts, Words};
use crate::lexicon::{HashKeyed, rows};
use crate::text::hash_folded;
use serde::Deserialize;

const CLASSES: &str = include_str!("../../data/word-classes.csv");
const IRREGULAR: &str = include_str!("../../data/irregular.csv");

#[derive(Deserialize)]
struct Class {
    lemma: String,
    likeliest: char,
    possible: String,
    verb: Option<u8>,
    noun: Option<u8>,
}

#[derive(Deserialize)]
struct Irregular {
    form: String,
    lemma: String,
    kind: Form,
}

/// An inflected form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Plural,
    Past,
    Participle,
}

/// Parts of speech, by their number.
const NOUN: u8 = 0;
const VERB: u8 = 1;
const ADJECTIVE: u8 = 2;

/// The letters of the parts of speech, in the order of their numbers.
const PARTS: &str = "nvar";

/// The lexicographer files of nouns follow this number, those of verbs the other.
///
/// Source: WordNet's `lexnames(5WN)`: nouns have 03 to 28, verbs 29 to 43.
const BEFORE_NOUNS: u8 = 2;
const BEFORE_VERBS: u8 = 28;

/// The classes of all words in the tables.
pub(super) fn word_classes() -> Words {
    let checked = "tests/data.rs reads the shipped tables";
    let classes: Vec<(String, WordFacts)> =
        rows::<Class>("word-classes.csv", CLASSES).expect(checked).into_iter().map(facts).collect();
    let lemmas: HashKeyed<WordFacts> =
        classes.iter().map(|(lemma, facts)| (hash_folded(lemma), *facts)).collect();
    let mut words = Words::default();
    for (lemma, facts) in &classes {
        words.put(hash_folded(lemma), *facts);
    }
    for row in rows::<Irregular>("irregular.csv", IRREGULAR).expect(checked) {
        if let Some(&facts) = lemmas.get(&hash_folded(&row.lemma)) {
            words.put(hash_folded(&row.form), inflected(facts, row.kind));
        }
    }
    for (lemma, facts) in &classes {
        inflect(&mut words, lemma, *facts);
    }
    words
}

fn facts(row: Class) -> (String, WordFacts) {
    let number = |part: char| PARTS.find(part).unwrap_or(0) as u8;
    let file = |file: Option<u8>, before: u8| file.map_or(0, |file| file.saturating_sub(before));
    let facts = WordFacts {
        part: part(number(row.likeliest), 0),
        possible: row.possible.chars().fold(0, |set, part| set | 1 << number(part)),
        verb: file(row.verb, BEFORE_VERBS),
        noun: file(row.noun, BEFORE_NOUNS),
        cue: 0,
        habit: 0,
    };
    (row.lemma, facts)
}

const fn part(part: u8, form: u8) -> u8 {
    1 + part * 4 + form
}

fn form(facts: WordFacts, of: u8, form: u8) -> WordFacts {
    WordFacts { part: part(of, form), possible: 1 << of, ..facts }
}

fn inflected(facts: WordFacts, kind: Form) -> WordFacts {
    match kind {
        Form::Plural => form(facts, NOUN, 1),
        Form::Past => form(facts, VERB, 2),
        Form::Participle => form(facts, VERB, 3),
    }
}

/// The regular forms of a word; what the tables hold already stays.
fn inflect(words: &mut Words, lemma: &str, facts: WordFacts) {
    let can = |part: u8| facts.possible & 1 << part != 0;
    let mut put = |form: String, facts: WordFacts| words.put(hash_folded(&form), facts);
    if can(VERB) {
        for (past, participle) in verb_forms(lemma) {
            put(past, form(facts, VERB, 2));
            put(participle, form(facts, VERB, 3));
        }
    }
    if can(NOUN) || can(VERB) {
        let of = if can(NOUN) && facts.part != part(VERB, 0) { NOUN } else { VERB };
        let both = facts.possible & (1 << NOUN | 1 << VERB);
        put(with_s(lemma), WordFacts { possible: both, ..form(facts, of, 1) });
    }
    // longer ones are compared with "more"
    if can(ADJECTIVE) && lemma.len() <= 6 {
        let stem = lemma.strip_suffix('e').unwrap_or(lemma);
        put(format!("{stem}er"), form(facts, ADJECTIVE, 1));
        put(format!("{stem}est"), form(facts, ADJECTIVE, 2));
    }
}

/// `-ed` and `-ing`, also with the last letter doubled where that may be: `plan`, `planned`.
fn verb_forms(lemma: &str) -> Vec<(String, String)> {
    let mut forms = vec![match (lemma.strip_suffix('e'), with_i(lemma)) {
        (Some(stem), _) => (format!("{lemma}d"), format!("{stem}ing")),
        (None, Some(stem)) => (format!("{stem}ed"), format!("{lemma}ing")),
        (None, None) => (format!("{lemma}ed"), format!("{lemma}ing")),
    }];
    let vowel = |b: u8| b"aeiou".contains(&b);
    if let [.., a, b, c] = *lemma.as_bytes()
        && !vowel(a)
        && vowel(b)
        && !vowel(c)
        && !b"wxy".contains(&c)
    {
        let last = char::from(c);
        forms.push((format!("{lemma}{last}ed"), format!("{lemma}{last}ing")));
    }
    forms
}

/// `carri-` of `carry`.
fn with_i(lemma: &str) -> Option<String> {
    let stem = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))?;
    Some(format!("{stem}i"))
}

fn with_s(lemma: &str) -> String {
    match with_i(lemma) {
        Some(stem) => format!("{stem}es"),
        None if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh") => {
            format!("{lemma}es")
        }
        None => format!("{lemma}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: u8) {
        assert_eq!(word_classes().of(hash_folded(word)).part, expected, "{word}");
    }

    #[test]
    fn forms_have_their_lemmas_class() {
        check("table", part(NOUN, 0));
        check("tables", part(NOUN, 1));
        check("carried", part(VERB, 2));
        check("planning", part(NOUN, 0));
        check("admitting", part(VERB, 3));
        check("thought", part(NOUN, 0));
        check("children", part(NOUN, 1));
        check("wrote", part(VERB, 2));
    }
}
