use super::{HashKeyed, TableError, rows};
use crate::text::hash_folded;
use serde::{Deserialize, Serialize};

/// A set of [`Class`]es.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

impl Classes {
    /// Whether the set holds this class.
    #[inline]
    pub const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    /// Whether the set holds any of these classes.
    #[inline]
    pub const fn any(self, classes: &[Class]) -> bool {
        // All bits first, so that a list that is known when compiling costs one comparison.
        let (mut of, mut i) = (Self(0), 0);
        while i < classes.len() {
            of = of.with(classes[i]);
            i += 1;
        }
        self.0 & of.0 != 0
    }

    /// Whether nothing is known of the word.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set with one more class.
    #[must_use]
    #[inline]
    pub const fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u64)
    }

    /// Everything in either set.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a word can be. A word may be several of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// he, she, they, we, I, who: can be a source.
    Pronoun,
    /// his, her, their, its.
    Possessive,
    /// the, a, this, some.
    Determiner,
    /// of, in, at, despite.
    Preposition,
    /// and, or, but, because, if.
    Conjunction,
    /// be, have, do in all forms.
    Auxiliary,
    /// will, would, may, must.
    Modal,
    /// not, never, no, n't forms.
    Negation,
    /// also, soon, repeatedly: may stand between subject and verb.
    Adverb,
    /// who, which, that, where.
    Relative,
    /// Words too common to tell two quotations apart.
    Stock,
    /// Mr, Sen, etc.: a full stop after it ends no sentence.
    Abbreviation,
    /// January … December and their short forms.
    Month,
    /// Monday … Sunday and their short forms.
    Weekday,
    /// one, dozen, half, quarter.
    NumberWord,
    /// hundred, thousand, million, bn.
    Scale,
    /// Mr, president, foreign minister's last word: stands before a name.
    Title,
    /// al, bin, van, de: part of a surname.
    Particle,
    /// Jr, Sr, II.
    Suffix,
    /// A country, city or region.
    Place,
    /// Iranian, French.
    Demonym,
    /// A common given name.
    Given,
    /// A form of a reporting verb: said, warned.
    Cue,
    /// A noun of saying: statement, report, according.
    CueNoun,
    /// A noun for people who speak: spokesman, minister, officials.
    Role,
    /// A noun for a body: ministry, agency, police, company.
    Body,
    /// A noun for a thing that speaks in writing: report, order, data.
    Document,
    /// A word that makes a bound: more, nearly, about.
    Bound,
    /// A unit: percent, km, dollars.
    Unit,
    /// former, then, acting, incoming.
    Status,
    /// A word in the name of a newspaper, agency or broadcaster: Reuters, Times, TV.
    Outlet,
    /// A channel that passes words on: Telegram, statement, letter.
    Relay,
    /// An occasion on which people speak: forum, rally, briefing.
    Gathering,
    /// dozens, million, five-year, third: an amount together with the words beside it.
    Amount,
    /// An ordinary lower-case word seen capitalised at a sentence start only.
    Common,
}

const WORDS: &str = include_str!("../../data/words.csv");

#[derive(Deserialize)]
struct Row {
    word: String,
    classes: String,
}

pub(super) fn read_words(into: &mut HashKeyed<Classes>) -> Result<(), TableError> {
    for row in rows::<Row>("words.csv", WORDS)? {
        let classes = into.entry(hash_folded(&row.word)).or_default();
        for name in row.classes.split(' ') {
            *classes = classes.with(class_named(name));
        }
    }
    Ok(())
}

fn class_named(name: &str) -> Class {
    let parsed = Class::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name));
    parsed.expect("tests/data.rs checks the class names in words.csv")
}
