//! What holds in a run, and who said so.

use super::{Config, Level, Levels};
use crate::gate::{FailOn, Fault};
use crate::resolve::Across;
use crate::text::{LineIndex, is_hidden};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write as _};
use toml::de::{DeTable, DeValue};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// An argument of the command, as it is written: `--fail-on`.
    Argument(&'static str),
    /// A line of the configuration: file and line.
    File(String, u32),
    /// A file that was there by itself, under the name that is looked for.
    Found,
}

impl Display for Origin {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => out.write_str("default"),
            Self::Argument(argument) => out.write_str(argument),
            Self::File(file, line) => write!(out, "{file}:{line}"),
            Self::Found => out.write_str("found there"),
        }
    }
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Who said so.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// An argument goes before the configuration, and that before the default.
    pub fn choose(
        argument: Option<(&'static str, T)>,
        configured: Option<(T, Origin)>,
        default: impl FnOnce() -> (T, Origin),
    ) -> Self {
        let argument = argument.map(|(name, value)| (value, Origin::Argument(name)));
        let (value, origin) = argument.or(configured).unwrap_or_else(default);
        Self { value, origin }
    }
}

/// What holds in a check. Paths are as they are opened: relative to the current folder.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The configuration, and what it is called; none where none was found.
    pub file: Option<String>,
    /// From which severity on findings fail the run.
    pub fail_on: Setting<FailOn>,
    /// Which stories are held against each other.
    pub across: Setting<Across>,
    /// The baseline.
    pub baseline: Setting<Option<String>>,
    /// The suppressions.
    pub suppressions: Setting<Option<String>>,
    /// The desk's list of names.
    pub names: Setting<Option<String>>,
    /// The rest of what the configuration says.
    pub config: Config,
    /// The line of each key of the configuration.
    pub lines: KeyLines,
}

/// The line of each key of a configuration, under `table.key`; tables of a list are numbered.
pub type KeyLines = BTreeMap<String, u32>;

impl Config {
    /// The line of each key of a configuration that was read.
    ///
    /// Errors: those of [`Config::read`] that are no TOML.
    pub fn lines(file: &str, text: &str) -> Result<KeyLines, Fault> {
        let table = DeTable::parse(text).map_err(|error| Fault::of(file, text, &error))?;
        let (index, mut lines) = (LineIndex::new(text), KeyLines::new());
        gather(table.get_ref(), "", &index, &mut lines);
        Ok(lines)
    }
}

/// Enters the keys of a table; tables nest no deeper than the reader of TOML lets them.
fn gather(table: &DeTable<'_>, under: &str, index: &LineIndex, lines: &mut KeyLines) {
    for (key, value) in table {
        let name = format!("{under}{}", key.get_ref());
        lines.insert(name.clone(), index.line(u32::try_from(key.span().start).unwrap_or(u32::MAX)));
        match value.get_ref() {
            DeValue::Table(inner) => gather(inner, &format!("{name}."), index, lines),
            DeValue::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    if let DeValue::Table(inner) = item.get_ref() {
                        gather(inner, &format!("{name}.{number}."), index, lines);
                    }
                }
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {}
        }
    }
}

impl Settings {
    /// Where the value of a key of the configuration comes from.
    fn origin(&self, key: &str) -> Origin {
        match (&self.file, self.lines.get(key)) {
            (Some(file), Some(line)) => Origin::File(file.clone(), *line),
            (None, _) | (_, None) => Origin::Default,
        }
    }

    fn levels(&self, out: &mut String, under: &str, levels: &Levels) -> fmt::Result {
        for (rule, level) in levels {
            let origin = self.origin(&format!("{under}.{}", rule.0.id));
            row(out, rule.0.id, &quoted(Level::as_str(*level)), &origin)?;
        }
        Ok(())
    }
}

/// As TOML that says the same, each value with its origin behind it.
impl Display for Settings {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        match &self.file {
            Some(file) => writeln!(out, "# configuration: {file}")?,
            None => writeln!(out, "# configuration: none found")?,
        }
        let path = |value: &Option<String>| value.as_deref().map_or("none".to_owned(), quoted);
        row(&mut out, "fail-on", &quoted(self.fail_on.value.as_str()), &self.fail_on.origin)?;
        row(&mut out, "across", &quoted(self.across.value.as_str()), &self.across.origin)?;
        for (key, setting) in [("baseline", &self.baseline), ("suppressions", &self.suppressions)] {
            optional(&mut out, key, &path(&setting.value), setting)?;
        }
        writeln!(out, "\n[names]")?;
        optional(&mut out, "list", &path(&self.names.value), &self.names)?;
        writeln!(out, "\n[rules]")?;
        self.levels(&mut out, "rules", &self.config.rules)?;
        writeln!(out, "\n[outlets]")?;
        for (pattern, name) in self.config.outlets.iter() {
            let origin = self.origin(&format!("outlets.{pattern}"));
            row(&mut out, &quoted(pattern), &quoted(name), &origin)?;
        }
        for (number, own) in self.config.overrides.iter().enumerate() {
            let paths: Vec<String> = own.paths.written().iter().map(|path| quoted(path)).collect();
            writeln!(out, "\n[[overrides]]")?;
            let origin = self.origin(&format!("overrides.{number}.paths"));
            row(&mut out, "paths", &format!("[{}]", paths.join(", ")), &origin)?;
            writeln!(out, "[overrides.rules]")?;
            self.levels(&mut out, &format!("overrides.{number}.rules"), &own.rules)?;
        }
        to.write_str(&out)
    }
}

/// A value that may be missing: TOML has no word for that, so the line is a comment then.
fn optional(out: &mut String, key: &str, value: &str, setting: &Setting<Option<String>>) -> fmt::Result {
    let key = if setting.value.is_some() { key.to_owned() } else { format!("# {key}") };
    row(out, &key, value, &setting.origin)
}

/// One line, the origins one below the other where the values are short.
fn row(out: &mut String, key: &str, value: &str, origin: &Origin) -> fmt::Result {
    writeln!(out, "{:<39} # {origin}", format!("{key} = {value}"))
}

/// As a TOML string, whatever is in it.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_hidden(c) && u32::from(c) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
