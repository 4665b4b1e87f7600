//! Labelled pairs of names, as CSV.

use super::super::Unusable;
use std::io::Read;

/// Two names and what people want to be told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledPair {
    /// A name as printed.
    pub a: String,
    /// Another one.
    pub b: String,
    /// What they are.
    pub wanted: Wanted,
}

/// What a copy desk wants when two names stand in one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// To be told that they are two spellings of one.
    Variant,
    /// Silence.
    Nothing,
    /// Neither counts: a matter of house style, or a shorter form.
    LeftOut,
}

/// Reads pairs from CSV with the columns `a`, `b` and `flag`: `1` a finding, `0` silence, `soft` a
/// matter of house style. Rows with `soft`, or `short_form` in a column `kind`, are read and left out
/// of learning and of every figure. `source` is called `path` in messages.
///
/// Errors: a column is missing; a row is no UTF-8, has more or fewer cells than the header, an empty
/// name or another flag; there is no pair.
pub fn read_pairs(path: &str, source: impl Read) -> Result<Vec<LabelledPair>, Unusable> {
    let unusable = |line: Option<u64>, message: String| Unusable {
        path: path.to_owned(),
        line: line.map(|line| u32::try_from(line).unwrap_or(u32::MAX)),
        message,
    };
    let mut reader = csv::Reader::from_reader(source);
    let header = reader.headers().map_err(|error| unusable(None, error.to_string()))?.clone();
    let column = |name: &str| header.iter().position(|own| own.trim_start_matches('\u{feff}') == name);
    let needed = |name: &str| column(name).ok_or_else(|| unusable(None, format!("no column `{name}`")));
    let (a, b, flag, kind) = (needed("a")?, needed("b")?, needed("flag")?, column("kind"));
    let mut pairs = Vec::new();
    for row in reader.records() {
        let row =
            row.map_err(|error| unusable(error.position().map(csv::Position::line), error.to_string()))?;
        let line = row.position().map(csv::Position::line);
        let cell = |at: usize| row.get(at).unwrap_or_default();
        if cell(a).trim().is_empty() || cell(b).trim().is_empty() {
            return Err(unusable(line, "a name is empty".to_owned()));
        }
        let wanted = match cell(flag) {
            _ if kind.is_some_and(|kind| cell(kind) == "short_form") => Wanted::LeftOut,
            "1" => Wanted::Variant,
            "0" => Wanted::Nothing,
            "soft" => Wanted::LeftOut,
            other => return Err(unusable(line, format!("the flag is `{other}`, not 1, 0 or soft"))),
        };
        pairs.push(LabelledPair { a: cell(a).to_owned(), b: cell(b).to_owned(), wanted });
    }
    if pairs.is_empty() {
        return Err(unusable(None, "no pairs".to_owned()));
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(table: &[u8], because: &str) {
        let message = read_pairs("p.csv", table).unwrap_err().to_string();
        assert!(message.starts_with("p.csv") && message.contains(because), "{message}");
    }

    #[test]
    fn columns_may_stand_anywhere() {
        let table = "\u{feff}b,kind,x,flag,a\nNovak,slip,,1,Nowak\nKay,short_form,,0,Zoe Kay\nA,s,,soft,Á\n";
        let pairs = read_pairs("p.csv", table.as_bytes()).unwrap();
        let wanted: Vec<Wanted> = pairs.iter().map(|pair| pair.wanted).collect();
        assert_eq!(wanted, [Wanted::Variant, Wanted::LeftOut, Wanted::LeftOut]);
        assert_eq!((pairs[0].a.as_str(), pairs[0].b.as_str()), ("Nowak", "Novak"));
    }

    #[test]
    fn what_cannot_be_learned_from_is_told_with_its_line() {
        refused(b"", "no column `a`");
        refused(b"a,b\nx,y\n", "no column `flag`");
        refused(b"a,b,flag\n", "no pairs");
        refused(b"a,b,flag\nx,y,1\nx,,1\n", "p.csv:3: a name is empty");
        refused(b"a,b,flag\nx,y,maybe\n", "p.csv:2: the flag is `maybe`");
        refused(b"a,b,flag\nx,\xff,1\n", "UTF-8");
        refused(b"a,b,flag\nx,y\n", "p.csv:2");
    }
}
