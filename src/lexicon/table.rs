use serde::de::DeserializeOwned;

/// A row of a table that cannot be read, with the table's name and the line.
#[derive(Debug, thiserror::Error)]
#[error("{table}: {source}")]
pub struct TableError {
    table: &'static str,
    source: csv::Error,
}

/// The rows of a table under `data/`.
///
/// Errors: a row whose cells do not fit `T`, with its line.
pub fn rows<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<Vec<T>, TableError> {
    csv::ReaderBuilder::new()
        .from_reader(text.as_bytes())
        .deserialize()
        .map(|row| row.map_err(|source| TableError { table, source }))
        .collect()
}
