//! How units of one dimension convert into each other.

use super::{HashKeyed, TableError, rows};
use crate::text::hash_bytes;
use serde::Deserialize;
use smol_str::SmolStr;

/// The units that convert, by the hash of their canonical form.
#[derive(Debug, Default)]
pub struct Conversions {
    units: HashKeyed<Conversion>,
}

/// What a unit is in the base unit of its dimension.
///
/// A value is `factor` × number + `shift`. The fractions are numerator and denominator, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// length, mass, area: only units of one dimension convert.
    pub dimension: SmolStr,
    /// The factor; the least one for a word of several meanings (a gallon, a ton).
    pub factor: (i128, i128),
    /// The greatest factor; equal to `factor` for most units.
    pub up_to: (i128, i128),
    /// What zero is in the base unit: other than nought for temperatures only.
    pub shift: (i128, i128),
}

#[derive(Deserialize)]
struct Row {
    unit: String,
    dimension: String,
    factor: String,
    up_to: String,
    shift: String,
}

impl Conversions {
    pub(super) fn read() -> Result<Self, TableError> {
        let table = rows::<Row>("conversions.csv", include_str!("../../data/conversions.csv"))?;
        let of = |row: &Row| {
            let factor = fraction(&row.factor)?;
            let up_to = if row.up_to.is_empty() { factor } else { fraction(&row.up_to)? };
            let shift = if row.shift.is_empty() { (0, 1) } else { fraction(&row.shift)? };
            Some(Conversion { dimension: SmolStr::new(&row.dimension), factor, up_to, shift })
        };
        let units = table.iter().filter_map(|row| Some((hash_bytes(row.unit.as_bytes()), of(row)?)));
        Ok(Self { units: units.collect() })
    }

    /// How a unit in its canonical form converts.
    ///
    /// ```
    /// use sayso::lexicon::Lexicon;
    /// let mile = Lexicon::builtin().conversions.unit("mile").unwrap();
    /// assert_eq!(mile.factor, (1_609_344, 1_000));
    /// ```
    pub fn unit(&self, unit: &str) -> Option<&Conversion> {
        self.units.get(&hash_bytes(unit.as_bytes()))
    }

    /// How many units convert.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

/// `5/9`, `0.3048`, `-160/9` as numerator and denominator.
fn fraction(cell: &str) -> Option<(i128, i128)> {
    if let Some((over, under)) = cell.split_once('/') {
        return Some((over.parse().ok()?, under.parse().ok().filter(|u| *u > 0)?));
    }
    let (whole, places) = cell.split_once('.').unwrap_or((cell, ""));
    let digits = format!("{whole}{places}").parse().ok()?;
    Some((digits, 10_i128.checked_pow(u32::try_from(places.len()).ok()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_a_conversion() {
        let lines = include_str!("../../data/conversions.csv").lines().count();
        assert_eq!(Conversions::read().unwrap().len(), lines - 1);
    }

    #[test]
    fn fractions_and_decimals_are_exact() {
        assert_eq!(fraction("0.3048"), Some((3048, 10_000)));
        assert_eq!(fraction("-160/9"), Some((-160, 9)));
        assert_eq!(fraction("1/0"), None);
        assert_eq!(fraction("a"), None);
    }
}
