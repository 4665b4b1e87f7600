//! The weights of the score: a table that people can read, and `sayso train names` writes.

use super::terms::{ABOUT, About, Counts, From, TERMS};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What each term of the score of two names weighs, in thousandths of log-odds.
///
/// **Shape:** two weights a term: out of context, and inside a story. Terms that partly mirror how the
/// labelled pairs were gathered weigh nothing inside a story.
/// **Source:** `data/name-weights.csv`; how it was fitted is told in `data/README.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    alone: [i32; TERMS],
    in_story: [i32; TERMS],
}

/// A table of weights that cannot be used: which line or term, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WrongWeights(String);

/// A row of the table.
#[derive(Debug, Serialize, Deserialize)]
struct Row {
    term: String,
    weight: String,
    in_story: String,
    means: String,
    origin: String,
}

/// The greatest weight that makes sense, in log-odds.
const GREATEST: f64 = 100.0;

static BUILTIN: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(include_str!("../../../data/name-weights.csv").as_bytes())
        .expect("a test reads the shipped table")
});

impl Weights {
    /// Those that ship with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a table as [`Weights::write`] writes it: a row for every term, in any order.
    ///
    /// Errors: no such table, a term unknown, twice or left out, a weight that is no number from -100
    /// to 100.
    pub fn read(table: &[u8]) -> Result<Self, WrongWeights> {
        let mut found = [None; TERMS];
        let mut reader = csv::Reader::from_reader(table);
        for row in reader.deserialize::<Row>() {
            let row = row.map_err(|error| WrongWeights(format!("no table of weights: {error}")))?;
            let at = ABOUT.iter().position(|about| about.name == row.term);
            let at = at.ok_or_else(|| WrongWeights(format!("no term is called `{}`", row.term)))?;
            if found[at].is_some() {
                return Err(WrongWeights(format!("`{}` has two rows", row.term)));
            }
            found[at] = Some((number(&row.term, &row.weight)?, number(&row.term, &row.in_story)?));
        }
        let mut weights = Self { alone: [0; TERMS], in_story: [0; TERMS] };
        for (at, about) in ABOUT.iter().enumerate() {
            let row = found[at].ok_or_else(|| WrongWeights(format!("`{}` has no row", about.name)))?;
            (weights.alone[at], weights.in_story[at]) = row;
        }
        Ok(weights)
    }

    /// The table as CSV: `term`, `weight` and `in_story` in log-odds, what the term `means`, and the
    /// `origin` of the weight; sorted by term.
    pub fn write(&self) -> Vec<u8> {
        let mut rows: Vec<(&About, [i32; 2])> =
            ABOUT.iter().zip(self.alone.iter().zip(&self.in_story).map(|(&a, &b)| [a, b])).collect();
        rows.sort_by_key(|(about, _)| about.name);
        let mut out = csv::Writer::from_writer(Vec::new());
        for (about, [alone, in_story]) in rows {
            let origin = match about.from {
                From::Pairs | From::Sample => "fitted",
                From::Hand(_) => "house",
            };
            let row = Row {
                term: about.name.to_owned(),
                weight: decimal(alone),
                in_story: decimal(in_story),
                means: about.means.to_owned(),
                origin: origin.to_owned(),
            };
            out.serialize(row).expect("memory takes every row");
        }
        out.into_inner().expect("memory takes every row")
    }

    /// Weights as fitted, in the order of the terms; those set by hand are filled in.
    pub(crate) fn fitted(alone: &[i32; TERMS], in_story: &[i32; TERMS]) -> Self {
        let mut weights = Self { alone: *alone, in_story: *in_story };
        for (at, about) in ABOUT.iter().enumerate() {
            match about.from {
                From::Pairs => {}
                From::Sample => weights.in_story[at] = 0,
                From::Hand(weight) => (weights.alone[at], weights.in_story[at]) = (weight, weight),
            }
        }
        weights
    }

    /// The log-odds of these counts out of context.
    pub(super) fn alone(&self, counts: &Counts) -> i32 {
        sum(&self.alone, counts)
    }

    /// The log-odds of these counts inside a story.
    pub(crate) fn in_story(&self, counts: &Counts) -> i32 {
        sum(&self.in_story, counts)
    }

    /// What a term weighs out of context, as often as it is counted.
    pub(super) fn of(&self, term: usize, count: i16) -> i32 {
        self.alone.get(term).map_or(0, |weight| weight.saturating_mul(i32::from(count)))
    }
}

fn sum(weights: &[i32; TERMS], counts: &Counts) -> i32 {
    // At most 100,000 thousandths by a few hundred edits and 36 terms: far from the end of an i32.
    weights.iter().zip(counts).map(|(w, &n)| w * i32::from(n)).sum()
}

/// Thousandths from a decimal number.
fn number(term: &str, text: &str) -> Result<i32, WrongWeights> {
    let number: Option<f64> = text.trim().parse().ok();
    let number = number.filter(|n: &f64| n.abs() <= GREATEST);
    let number = number.ok_or_else(|| {
        WrongWeights(format!("the weight of `{term}` is `{text}`, which is no number from -100 to 100"))
    })?;
    Ok(libm::round(number * 1_000.0) as i32)
}

/// Thousandths as a decimal number.
pub(crate) fn decimal(thousandths: i32) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let size = thousandths.unsigned_abs();
    format!("{sign}{}.{:03}", size / 1_000, size % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(table: &str, because: &str) {
        let message = Weights::read(table.as_bytes()).unwrap_err().to_string();
        assert!(message.contains(because), "{message}");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let shipped = Weights::builtin();
        let table = shipped.write();
        assert_eq!(&Weights::read(&table).unwrap(), shipped);
        assert_eq!(
            String::from_utf8(table).unwrap(),
            include_str!("../../../data/name-weights.csv"),
            "the shipped table is not as the program writes it"
        );
    }

    #[test]
    fn a_wrong_table_is_refused_with_the_reason() {
        let good = String::from_utf8(Weights::builtin().write()).unwrap();
        refused("a,b\n1,2\n", "no table of weights");
        refused("", "`start` has no row");
        refused(&good.replace("edit-swap", "edit-swop"), "no term is called `edit-swop`");
        refused(&format!("{good}start,1,1,x,y\n"), "`start` has two rows");
        let line = good.lines().find(|line| line.starts_with("length,")).unwrap();
        refused(&good.replace(line, "length,NaN,1,x,y"), "`NaN`, which is no number");
        refused(&good.replace(line, "length,1000,1,x,y"), "no number from -100 to 100");
        refused(&good.replace(&format!("{line}\n"), ""), "`length` has no row");
    }

    #[test]
    fn thousandths_are_shown_as_decimals() {
        assert_eq!(
            [decimal(-2_595), decimal(40), decimal(0), decimal(-1)],
            ["-2.595", "0.040", "0.000", "-0.001"]
        );
    }
}
