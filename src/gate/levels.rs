use crate::check::{Meta, RULES, Severity, rule};
use serde::Deserialize;
use serde::de::{self, Deserializer};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A rule, by its id.
#[derive(Debug, Clone, Copy)]
pub struct RuleId(pub &'static Meta);

impl PartialEq for RuleId {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for RuleId {}

impl PartialOrd for RuleId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RuleId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.id.cmp(other.0.id)
    }
}

impl RuleId {
    /// The rule of this id.
    ///
    /// Errors: there is none; the message offers the one that is most like it.
    pub fn named(id: &str) -> Result<Self, String> {
        rule(id.trim()).map(|rule| Self(&rule.meta)).ok_or_else(|| {
            let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
            format!("no such rule{}; `sayso rules` lists them", nearest(id, &ids))
        })
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::named(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// How alike two words are for one to be offered in place of the other. Unit: Jaro similarity.
///
/// Source: the value that `clap` uses for its own suggestions.
const ALIKE: f64 = 0.7;

/// `; did you mean …?` with the name most like `word`, or nothing.
pub fn nearest(word: &str, names: &[&str]) -> String {
    let likeness = |name: &&str| (strsim::jaro(word, name) * 1e6) as u32;
    let best = names.iter().copied().max_by_key(likeness);
    match best.filter(|name| strsim::jaro(word, name) > ALIKE) {
        Some(name) => format!("; did you mean {name}?"),
        None => String::new(),
    }
}

/// What a rule's findings weigh, by the house's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// They are not reported.
    Off,
    /// Each is a note.
    Note,
    /// Each is a warning.
    Warning,
    /// Each is an error.
    Error,
}

impl Level {
    /// The word for it, as the configuration has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of the findings; none for a rule that is off.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// What the findings of some rules weigh.
pub type Levels = BTreeMap<RuleId, Level>;
