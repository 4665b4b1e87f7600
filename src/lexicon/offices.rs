use super::{HashKeyed, TableError, rows};
use crate::text::{fold, hash_folded};
use serde::Deserialize;

/// Offices that one person does not hold together with others.
#[derive(Debug, Default)]
pub struct Offices {
    written: HashKeyed<Office>,
}

/// An office of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The same for every way of writing it: `senator` for `Sen.`.
    pub name: String,
    sphere: String,
    along: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    written: String,
    office: String,
    sphere: String,
    along: String,
}

/// An office has at most so many words.
///
/// Source: the longest of the table, `minister of foreign affairs`.
const WORDS: usize = 4;

impl Offices {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut offices = Self::default();
        for row in rows::<Row>("offices.csv", include_str!("../../data/offices.csv"))? {
            let along = row.along.split('|').filter(|one| !one.is_empty()).map(str::to_owned).collect();
            let office = Office { name: row.office, sphere: row.sphere, along };
            offices.written.insert(hash_folded(&row.written), office);
        }
        Ok(offices)
    }

    /// The office that a role ends with: `Senate Majority Leader` before `leader`, `Texas Sen.`
    ///
    /// ```
    /// let offices = &sayso::lexicon::Lexicon::builtin().offices;
    /// assert_eq!(offices.of("Freedonian Foreign Minister").map(|o| o.name.as_str()), Some("foreign minister"));
    /// assert!(offices.of("baker").is_none());
    /// ```
    pub fn of(&self, role: &str) -> Option<&Office> {
        let folded = fold(role);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let from = words.len().saturating_sub(WORDS);
        (from..words.len()).find_map(|at| self.written.get(&hash_folded(&words[at..].join(" "))))
    }
}

impl Office {
    /// Whether one person cannot hold both at one time.
    ///
    /// ```
    /// let offices = &sayso::lexicon::Lexicon::builtin().offices;
    /// let [senator, governor] = ["Sen.", "Governor"].map(|role| offices.of(role));
    /// assert!(senator.zip(governor).is_some_and(|(a, b)| a.excludes(b)));
    /// ```
    pub fn excludes(&self, other: &Self) -> bool {
        let along = |a: &Self, b: &Self| a.along.contains(&b.name);
        self.name != other.name && self.sphere == other.sphere && !along(self, other) && !along(other, self)
    }
}
