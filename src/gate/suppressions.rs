use super::{Fault, RuleId};
use crate::ingest::Document;
use crate::text::{Span, fold};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{self, Deserializer};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::value::Datetime;

/// What the file is called; it is looked for beside the configuration, else in the current folder.
pub const SUPPRESSIONS_FILE: &str = "sayso-suppressions.toml";

/// Findings that are let pass for a reason: published copy cannot carry comments, so they stand in a
/// file of their own.
///
/// ```
/// use sayso::gate::Suppressions;
/// let text = r#"
/// [[suppress]]
/// rule = "name-variant"
/// story = "tonight/ferries.txt"
/// text = "Dorohkova"
/// reason = "Her sister, who spells it so."
/// author = "Desk"
/// expires = 2026-12-31
/// "#;
/// let suppressions = Suppressions::read("sayso-suppressions.toml", text)?;
/// assert_eq!(suppressions.entries().len(), 1);
/// # Ok::<(), sayso::gate::Fault>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Suppressions {
    /// What messages and findings call the file.
    pub(super) file: String,
    /// The file's text, for findings that point into it.
    pub(super) text: String,
    entries: Vec<Suppression>,
    /// By story: its entries.
    by_story: BTreeMap<String, Vec<usize>>,
}

/// One reason to be silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The rule whose findings it is about.
    pub rule: RuleId,
    /// The story, as seen from the folder of the configuration; for one of many in a file, its id.
    pub story: String,
    /// Words of the story that are, or that hold, the words of the finding; of long ones, some in a row.
    pub text: String,
    /// Why the finding is let pass.
    pub reason: String,
    /// Who says so.
    pub author: Option<String>,
    /// The last day on which it holds; none for ever.
    pub expires: Option<Date>,
    /// Where `text` stands in the file.
    pub(super) at: Span,
    /// `text`, folded.
    folded: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    suppress: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    rule: Suppressible,
    story: String,
    text: Spanned<Words>,
    reason: Words,
    author: Option<String>,
    expires: Option<Day>,
}

/// A rule whose findings can be suppressed.
struct Suppressible(RuleId);

impl<'de> Deserialize<'de> for Suppressible {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let rule = RuleId::deserialize(from)?;
        if rule.0.id.starts_with("suppression-") {
            return Err(de::Error::custom(format!("{} is never suppressed: mend the entry", rule.0.id)));
        }
        Ok(Self(rule))
    }
}

/// Text that is not empty.
struct Words(String);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let words = String::deserialize(from)?;
        if fold(&words).is_empty() {
            Err(de::Error::custom("there is nothing in it"))
        } else {
            Ok(Self(words))
        }
    }
}

/// A day, written `2026-12-31`.
struct Day(Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wrong = || de::Error::custom("not a day; days are YYYY-MM-DD, without quotation marks");
        let toml::Value::Datetime(Datetime { date, time, .. }) = toml::Value::deserialize(from)? else {
            return Err(wrong());
        };
        let date = date.filter(|_| time.is_none()).ok_or_else(wrong)?;
        let number = |part: u8| i8::try_from(part).ok();
        let (year, month, day) = (i16::try_from(date.year).ok(), number(date.month), number(date.day));
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(wrong()) };
        Date::new(year, month, day).map(Self).map_err(|_| wrong())
    }
}

impl Suppressions {
    /// Reads the entries; `file` is what messages and findings call it.
    ///
    /// Errors: what is no TOML, a key that there is not or that is missing, a rule that there is not or
    /// that is never suppressed, an empty text or reason; each with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        let File { suppress } = toml::from_str(text).map_err(|error| Fault::of(file, text, &error))?;
        let entries: Vec<Suppression> = suppress.into_iter().map(Suppression::from).collect();
        let mut by_story: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, entry) in entries.iter().enumerate() {
            by_story.entry(entry.story.clone()).or_default().push(number);
        }
        Ok(Self { file: file.to_owned(), text: text.to_owned(), entries, by_story })
    }

    /// The entries, in the order of the file.
    pub fn entries(&self) -> &[Suppression] {
        &self.entries
    }

    /// The entries that are about a rule's finding at these places of a story: together they cover all
    /// of them, or there are none.
    pub(super) fn about(&self, rule: &str, story: &str, document: &Document, spans: &[Span]) -> Vec<usize> {
        let own = self.by_story.get(story).map_or(&[][..], Vec::as_slice);
        let own: Vec<usize> = own.iter().copied().filter(|&n| self.entries[n].rule.0.id == rule).collect();
        let mut about: Vec<usize> = Vec::new();
        for span in spans {
            let covering =
                own.iter().copied().filter(|&n| covers(&self.entries[n].folded, &document.text, *span));
            let before = about.len();
            about.extend(covering);
            if about.len() == before {
                return Vec::new();
            }
        }
        about.sort_unstable();
        about.dedup();
        about
    }
}

impl From<Row> for Suppression {
    fn from(row: Row) -> Self {
        let at = row.text.span();
        let text = row.text.into_inner().0;
        Self {
            rule: row.rule.0,
            story: row.story.strip_prefix("./").map_or(row.story.clone(), str::to_owned),
            folded: fold(&text),
            text,
            reason: row.reason.0,
            author: row.author,
            expires: row.expires.map(|day| day.0),
            at: Span::at(at.start, at.end),
        }
    }
}

/// How much longer than its fold a text may be: marks and letters take three bytes where the fold has
/// one, and a wrapped line may be indented. Unit: bytes for a byte.
const STRETCH: usize = 4;

/// How much is looked at beyond that. Unit: bytes. Source: none; room for a blank line and an indent.
const MARGIN: usize = 64;

/// How many of a place's words, in a row, may stand for all of them. Unit: words.
///
/// Source: a judgement; two are often a name, which many places of one rule hold.
const ENOUGH: usize = 3;

/// Whether folded words are those of a place, are enough of them, or hold them where they stand; whole
/// words, so that a letter is not every word with that letter.
fn covers(folded: &str, text: &str, span: Span) -> bool {
    let place = fold(span.of(text));
    if whole(folded, &place).next().is_some() {
        return words(folded) >= ENOUGH.min(words(&place));
    }
    if !folded.contains(&place) {
        return false;
    }
    let reach = folded.len().saturating_mul(STRETCH).saturating_add(MARGIN);
    let from = floor(text, (span.start as usize).saturating_sub(reach));
    let to = floor(text, (span.end as usize).saturating_add(reach).min(text.len()));
    // folding drops white space at both ends, so what lies between is folded together with the place
    let before = fold(text.get(from..span.start as usize).unwrap_or(""));
    let around = fold(text.get(from..to).unwrap_or(""));
    let upto = fold(text.get(from..span.end as usize).unwrap_or(""));
    whole(folded, &around).any(|at| at <= before.len() + 1 && at + folded.len() >= upto.len())
}

/// Where words stand in a text, not as a part of longer ones.
fn whole<'a>(words: &'a str, text: &'a str) -> impl Iterator<Item = usize> + 'a {
    let joins = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(words).map(|(at, _)| at).filter(move |&at| {
        let (before, behind) = (&text[..at], &text[at + words.len()..]);
        !joins(before.chars().next_back(), words.chars().next())
            && !joins(words.chars().next_back(), behind.chars().next())
    })
}

fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// The last character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str =
        "[[suppress]]\nrule = 'name-variant'\nstory = 'a.txt'\ntext = 'Dorohkova'\nreason = 'so'\n";

    #[track_caller]
    fn check_fault(text: &str, expected: &str) {
        let fault = Suppressions::read("s.toml", text).expect_err("a fault").to_string();
        assert!(fault.starts_with(expected), "{fault}");
    }

    #[test]
    fn an_entry_is_read() {
        let text = format!("{ENTRY}author = 'Desk'\nexpires = 2026-12-31\n").replace("'a.txt'", "'./a.txt'");
        let suppressions = Suppressions::read("s.toml", &text).expect("entries");
        let [entry] = suppressions.entries() else { panic!("one entry") };
        assert_eq!(entry.expires, Some(jiff::civil::date(2026, 12, 31)));
        assert_eq!((entry.at.of(&text), entry.story.as_str()), ("'Dorohkova'", "a.txt"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        check_fault(&ENTRY.replace("reason = 'so'\n", ""), "s.toml:1:1: missing field `reason`");
        check_fault(&ENTRY.replace("'so'", "' '"), "s.toml:5:10: there is nothing in it");
        check_fault(&ENTRY.replace("name-", "nome-"), "s.toml:2:8: no such rule; did you mean name-variant?");
        check_fault(&format!("{ENTRY}until = 1\n"), "s.toml:6:1: unknown field `until`");
        check_fault(
            &format!("{ENTRY}expires = '2026-02-20'\n"),
            "s.toml:6:11: not a day; days are YYYY-MM-DD, without",
        );
        check_fault(&format!("{ENTRY}expires = 2026-02-30\n"), "s.toml:6:");
        check_fault(&format!("{ENTRY}expires = 2026-02-20T10:00:00\n"), "s.toml:6:11: not a day");
        check_fault(
            &ENTRY.replace("name-variant", "suppression-unused"),
            "s.toml:2:8: suppression-unused is never",
        );
    }

    #[track_caller]
    fn check(words: &str, expected: &[bool]) {
        let text = "“Dorohkova\u{a0}\nwarned,” he said. Later Dorohkova left, and so did the others.";
        let spans = text.match_indices("Dorohkova").map(|(at, name)| Span::at(at, at + name.len()));
        let found: Vec<bool> = spans.map(|span| covers(&fold(words), text, span)).collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn some_words_of_a_long_place_are_enough() {
        let text = "“We will never give up the old harbour,” she said.";
        let quotation = Span::at(0, text.find(" she").unwrap_or(0));
        for (words, enough) in
            [("never give up", true), ("give up the old", true), ("never give", false), ("we", false)]
        {
            assert_eq!(covers(&fold(words), text, quotation), enough, "{words}");
        }
        let one = Span::at(text.find("never").unwrap_or(0), text.find(" give").unwrap_or(0));
        assert!(covers("never", text, one) && !covers("e", text, one));
    }

    #[test]
    fn a_place_is_known_by_words_that_hold_it() {
        check("Dorohkova", &[true, true]);
        check("rohk", &[false, false]);
        check("Dorohkova war", &[false, false]);
        check("\"dorohkova warned", &[true, false]);
        check("Later Dorohkova left", &[false, true]);
        check("Dorohkova left", &[false, true]);
        check("so did the others", &[false, false]);
        check("Dorohkova ate", &[false, false]);
    }
}
