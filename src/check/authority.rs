use crate::extract::names;
use crate::lexicon::{HashKeyed, Lexicon};
use crate::text::hash_bytes;
use jiff::civil::Date;
use serde::Deserialize;
use std::io::Read;

/// The desk's own list of names: how they are spelled here, and who holds which office when.
///
/// It is CSV with the columns `name`, `accepted`, `forbidden`, `role`, `from` and `to`, of which only `name`
/// must have something in it; several forms in a cell are parted by `|`, dates are YYYY-MM-DD and both
/// belong to the time. Rows of one name are one entry.
///
/// ```
/// use sayso::check::Authority;
/// let list = "name,accepted,forbidden,role,from,to\nAnwar al-Hossain,,Anwar Hussein,foreign minister,2024-08-21,\n";
/// let authority = Authority::read(list.as_bytes())?;
/// assert_eq!(authority.entries().len(), 1);
/// # Ok::<(), sayso::check::BadList>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Authority {
    entries: Vec<Entry>,
    /// By the hash of a form as written: the entry, and whether the form is forbidden.
    forms: HashKeyed<(usize, Standing)>,
    /// By the key that all styles of a form share.
    styles: HashKeyed<usize>,
}

/// A person, body or place of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The form to be used.
    pub name: String,
    /// Offices with their first and last days.
    pub offices: Vec<Tenure>,
}

/// An office and when it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// As the list has it.
    pub role: String,
    /// The first day; none for ever since.
    pub from: Option<Date>,
    /// The last day; none when it goes on.
    pub to: Option<Date>,
}

impl Tenure {
    /// Whether the office is held on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// What the list says of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The form to be used, or one that may be.
    Accepted,
    /// Never to be used.
    Forbidden,
}

/// A list that cannot be used, with the line.
#[derive(Debug, thiserror::Error)]
pub enum BadList {
    /// No CSV, or not with these columns.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A list without the one column that must be there.
    #[error("line 1: there is no column `name`; the columns are name, accepted, forbidden, role, from, to")]
    NoColumn,
    /// It cannot be read to its end.
    #[error(transparent)]
    Unread(#[from] std::io::Error),
    /// A quotation mark that begins a cell and does not end it, or one that does so on another line.
    #[error("line {line}: the quotation mark that begins a cell is not closed on that line")]
    Open {
        /// 1-based.
        line: u64,
    },
    /// A row without a name.
    #[error("line {line}: the name is empty")]
    NoName {
        /// 1-based.
        line: u64,
    },
    /// One form, used for two names or both accepted and forbidden.
    #[error("line {line}: `{form}` stands in the list twice with different meanings")]
    Twice {
        /// 1-based.
        line: u64,
        /// As written.
        form: String,
    },
    /// A cell that is no date.
    #[error("line {line}: `{cell}` is no date; dates are YYYY-MM-DD")]
    NoDate {
        /// 1-based.
        line: u64,
        /// As written.
        cell: String,
    },
    /// A time that ends before it begins.
    #[error("line {line}: `to` is before `from`")]
    Backwards {
        /// 1-based.
        line: u64,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    accepted: String,
    #[serde(default)]
    forbidden: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

impl Authority {
    /// Reads a list.
    ///
    /// Errors: what is no CSV with these columns, a cell over several lines, an empty name, a form with two meanings, a time that
    /// ends before it begins; each with its line.
    pub fn read(mut list: impl Read) -> Result<Self, BadList> {
        let mut bytes = Vec::new();
        list.read_to_end(&mut bytes)?;
        if let Some(line) = open_quote(&bytes) {
            return Err(BadList::Open { line });
        }
        let mut authority = Self::default();
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(&bytes[..]);
        let headers = reader.headers()?.clone();
        if !headers.iter().any(|column| column == "name") {
            return Err(BadList::NoColumn);
        }
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record)? {
            let line = record.position().map_or(0, csv::Position::line);
            authority.add(record.deserialize(Some(&headers))?, line)?;
        }
        Ok(authority)
    }

    /// The entries, in the order of the list.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a form exactly as written, and what the list says of it.
    pub fn form(&self, form: &str) -> Option<(&Entry, Standing)> {
        let (entry, standing) = self.forms.get(&hash_bytes(form.as_bytes()))?;
        Some((self.entries.get(*entry)?, *standing))
    }

    /// The entry whose name this is but for accents, hyphens and particles.
    pub fn styled(&self, form: &str) -> Option<&Entry> {
        self.entries.get(*self.styles.get(&style_key(form))?)
    }

    fn add(&mut self, row: Row, line: u64) -> Result<(), BadList> {
        if row.name.is_empty() {
            return Err(BadList::NoName { line });
        }
        let (from, to) = (date(&row.from, line)?, date(&row.to, line)?);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err(BadList::Backwards { line });
        }
        let known = self.forms.get(&hash_bytes(row.name.as_bytes())).map(|(entry, _)| *entry);
        let entry = known.filter(|&at| self.entries[at].name == row.name).unwrap_or(self.entries.len());
        if entry == self.entries.len() {
            self.entries.push(Entry { name: row.name.clone(), offices: Vec::new() });
        }
        self.form_of(entry, &row.name, Standing::Accepted, line)?;
        for (forms, standing) in [(&row.accepted, Standing::Accepted), (&row.forbidden, Standing::Forbidden)]
        {
            for form in forms.split('|').map(str::trim).filter(|form| !form.is_empty()) {
                self.form_of(entry, form, standing, line)?;
            }
        }
        self.styles.entry(style_key(&row.name)).or_insert(entry);
        if !row.role.is_empty() {
            self.entries[entry].offices.push(Tenure { role: row.role, from, to });
        }
        Ok(())
    }

    fn form_of(&mut self, entry: usize, form: &str, standing: Standing, line: u64) -> Result<(), BadList> {
        let own = self.forms.entry(hash_bytes(form.as_bytes())).or_insert((entry, standing));
        if *own == (entry, standing) { Ok(()) } else { Err(BadList::Twice { line, form: form.to_owned() }) }
    }
}

/// The line on which a cell begins with a quotation mark that is not closed on it.
///
/// The reader of CSV would take all that follows, up to the next mark, for that cell.
fn open_quote(list: &[u8]) -> Option<u64> {
    let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(list);
    let is_open = |line: &[u8]| {
        let (mut quoted, mut begins) = (false, true);
        for &byte in line {
            // two marks in a cell are one that is meant; leaving and entering again says the same
            quoted = if byte == b'"' { begins && !quoted } else { quoted };
            begins = !quoted && matches!(byte, b',' | b'"');
        }
        quoted
    };
    list.split(|&byte| byte == b'\n').zip(1..).find(|(line, _)| is_open(line)).map(|(_, number)| number)
}

fn style_key(form: &str) -> u64 {
    names::style_key(form, Lexicon::builtin().names())
}

fn date(cell: &str, line: u64) -> Result<Option<Date>, BadList> {
    let bad = |_| BadList::NoDate { line, cell: cell.to_owned() };
    if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(bad) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &str, expected: Result<usize, &str>) {
        let list = format!("name,accepted,forbidden,role,from,to\n{rows}");
        let found = Authority::read(list.as_bytes());
        let shown = found.map(|authority| authority.entries().len()).map_err(|error| error.to_string());
        assert_eq!(shown, expected.map_err(str::to_owned), "{rows}");
    }

    #[test]
    fn a_list_is_read() {
        check("", Ok(0));
        check(
            "Ella Novak,E. Novak,Ela Novak,mayor,2020-01-01,2024-01-01\nElla Novak,,,governor,2024-01-02,\n",
            Ok(1),
        );
    }

    #[test]
    fn a_wrong_list_is_refused_with_its_line() {
        check(",x,,,,\n", Err("line 2: the name is empty"));
        check(
            "Ella,,Elle,,,\nElle,,,,,\n",
            Err("line 3: `Elle` stands in the list twice with different meanings"),
        );
        check("Ella,,,mayor,2024-01-01,2020-01-01\n", Err("line 2: `to` is before `from`"));
        check(
            "\"Ella Novak,E.,,,,\nAnna,,,,,\n",
            Err("line 2: the quotation mark that begins a cell is not closed on that line"),
        );
        check("\"Ella\",\"E. \"\"El\"\" Novak, jr.\",,,,\nO\"Neil,,,,,\n", Ok(2));
        assert!(
            Authority::read(&b""[..]).is_err() && Authority::read(&b"\xef\xbb\xbfname\nElla\n"[..]).is_ok()
        );
        assert!(Authority::read("nome\nElla\n".as_bytes()).is_err());
        check("Ella,,,mayor,soon,\n", Err("line 2: `soon` is no date; dates are YYYY-MM-DD"));
    }

    #[test]
    fn forms_and_styles_are_found() {
        let list = "name,accepted,forbidden\nZoë al-Kay,Z. Kay,Zoey Kay\n";
        let authority = Authority::read(list.as_bytes()).unwrap_or_default();
        let name =
            |found: Option<(&Entry, Standing)>| found.map(|(entry, standing)| (entry.name.clone(), standing));
        assert_eq!(name(authority.form("Zoey Kay")), Some(("Zoë al-Kay".to_owned(), Standing::Forbidden)));
        assert_eq!(name(authority.form("Z. Kay")), Some(("Zoë al-Kay".to_owned(), Standing::Accepted)));
        assert_eq!(authority.form("Zoe Kay"), None);
        assert_eq!(authority.styled("Zoe Kay").map(|entry| entry.name.as_str()), Some("Zoë al-Kay"));
    }
}
