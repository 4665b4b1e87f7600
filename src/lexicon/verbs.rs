//! Reporting verbs: `data/reporting_verbs.csv`.

use super::{HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("../../data/reporting_verbs.csv");

/// What the source of a claim did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimClass {
    /// said, warned, told
    Saying,
    /// wrote, a report shows, according to data
    Writing,
    /// believes, fears, hopes
    Thinking,
    /// wants, seeks, plans
    Wanting,
}

/// Which form of a verb a word is, as far as its ending shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// say
    Base,
    /// says
    Third,
    /// said, told
    Past,
    /// saying
    Participle,
}

/// What may follow a verb as its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frames {
    /// It can introduce a quotation.
    pub quotation: bool,
    /// A clause, with or without "that".
    pub clause: bool,
    /// "whether", "how", "what".
    pub question: bool,
    /// "to" and a verb.
    pub infinitive: bool,
    /// A noun phrase.
    pub object: bool,
    /// Somebody told, before the content.
    pub addressee: bool,
}

/// A form of a reporting verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// Hash of the folded lemma.
    pub lemma: u64,
    /// Which form.
    pub form: VerbForm,
    /// What its subject does.
    pub class: ClaimClass,
    /// What may follow.
    pub frames: Frames,
    /// Hashes of the prepositions that lead its content: called *for*, pointed *to*.
    pub prepositions: Vec<u64>,
}

#[derive(Deserialize)]
struct Row {
    lemma: String,
    forms: String,
    class: ClaimClass,
    frames: String,
    prepositions: String,
}

pub(super) fn read(into: &mut HashKeyed<Verb>) -> Result<(), TableError> {
    for row in rows::<Row>("reporting_verbs.csv", TABLE)? {
        let has = |name: &str| row.frames.split(' ').any(|frame| frame == name);
        let frames = Frames {
            quotation: has("quotation"),
            clause: has("clause"),
            question: has("question"),
            infinitive: has("infinitive"),
            object: has("object"),
            addressee: has("addressee"),
        };
        let prepositions: Vec<u64> = row.prepositions.split_whitespace().map(hash_folded).collect();
        for (i, word) in row.forms.split(' ').enumerate() {
            let verb = Verb {
                lemma: hash_folded(&row.lemma),
                form: form(word, i == 0 && word == row.lemma),
                class: row.class,
                frames,
                prepositions: prepositions.clone(),
            };
            into.entry(hash_folded(word)).or_insert(verb);
        }
    }
    Ok(())
}

/// The first form is the base, unless the table leaves it out because it is the past as well: "read".
fn form(word: &str, base: bool) -> VerbForm {
    if base {
        VerbForm::Base
    } else if word.ends_with("ing") {
        VerbForm::Participle
    } else if word.ends_with('s') {
        VerbForm::Third
    } else {
        VerbForm::Past
    }
}
