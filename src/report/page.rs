//! Rules, their pages, and the paths of a run, for people.

use super::format::ListFormat;
use super::text::Paint;
use super::visible::visible;
use super::{json, words};
use crate::check::{Meta, RULES};
use crate::ingest::{Counts, Planned, Status};
use std::io::{self, Write};

/// Every rule: its id, the highest severity of its findings, and what it says.
pub fn rules(format: ListFormat, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ListFormat::Text => rules_text(paint, out),
        ListFormat::Json => json::rules(out),
    }
}

fn rules_text(paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let widest = RULES.iter().map(|rule| rule.meta.id.len()).max().unwrap_or(0);
    let strong = paint.strong();
    for meta in RULES.iter().map(|rule| &rule.meta) {
        let (style, severity) = (paint.severity(meta.highest), words::severity(meta.highest));
        let (id, summary) = (meta.id, meta.summary());
        writeln!(out, "{strong}{id:<widest$}{strong:#}  {style}{severity:<7}{style:#}  {summary}")?;
    }
    Ok(())
}

/// Every path, what would become of it and why.
pub fn files(format: ListFormat, paint: Paint, planned: &[Planned], out: &mut dyn Write) -> io::Result<()> {
    match format {
        ListFormat::Text => files_text(paint, planned, out),
        ListFormat::Json => json::files(planned, out),
    }
}

fn files_text(paint: Paint, planned: &[Planned], out: &mut dyn Write) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    for one in planned {
        let status = one.status.as_str().replace('-', " ");
        write!(out, "{faint}{status:<11}{faint:#}  {}", visible(&one.path))?;
        match &one.reason {
            Some(reason) => writeln!(out, ": {}", visible(reason))?,
            None => writeln!(out)?,
        }
    }
    let gap = if planned.is_empty() { "" } else { "\n" };
    writeln!(out, "{gap}{strong}{}{strong:#}", words::files(&counts(planned)))
}

/// How many paths would end in which way; how many stories they hold is not known yet.
pub(super) fn counts(planned: &[Planned]) -> Counts {
    let of = |status| planned.iter().filter(|one| one.status == status).count();
    Counts {
        read: of(Status::Read),
        partly_read: of(Status::PartlyRead),
        failed: of(Status::Failed),
        excluded: of(Status::Excluded),
        stories: 0,
    }
}

/// How wide a paragraph is set. Unit: characters.
const MEASURE: usize = 88;

/// A rule's page, set for a terminal: headings without marks, stories indented, paragraphs wrapped.
pub fn explain(meta: &Meta, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let strong = paint.strong();
    let mut paragraph = String::new();
    let (mut fenced, mut empty) = (false, false);
    for line in meta.page.lines() {
        let in_text = !fenced && !line.starts_with(['#', '`', '-', '|']) && !line.trim().is_empty();
        if in_text || (!fenced && line.starts_with('`') && !line.starts_with("```")) {
            paragraph.push_str(line);
            paragraph.push(' ');
            continue;
        }
        wrap(&std::mem::take(&mut paragraph), "", out)?;
        match line.strip_prefix("```") {
            Some(attributes) => {
                if fenced && empty {
                    writeln!(out, "    none")?;
                }
                (fenced, empty) = (!fenced, true);
                caption(attributes, paint, out)?;
            }
            None if fenced && !line.is_empty() => {
                writeln!(out, "    {}", visible(line))?;
                empty = false;
            }
            None if line.starts_with('#') => {
                writeln!(out, "{strong}{}{strong:#}", line.trim_start_matches('#').trim())?;
            }
            None => writeln!(out, "{line}")?,
        }
    }
    wrap(&paragraph, "", out)?;
    let (style, severity) = (paint.severity(meta.highest), words::severity(meta.highest));
    writeln!(out, "\nHighest severity: {style}{severity}{style:#}")
}

/// What a fence holds: the attributes of its opening line.
fn caption(attributes: &str, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let faint = paint.faint();
    if attributes.is_empty() { Ok(()) } else { writeln!(out, "  {faint}{attributes}:{faint:#}") }
}

/// Writes a paragraph in lines of at most [`MEASURE`], every line after an indent.
pub(super) fn wrap(paragraph: &str, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut width = 0;
    for word in paragraph.split_whitespace() {
        let len = word.chars().count();
        if width > 0 && width + 1 + len > MEASURE {
            out.write_all(b"\n")?;
            width = 0;
        }
        write!(out, "{}{word}", if width == 0 { indent } else { " " })?;
        width += len + usize::from(width > 0);
    }
    if width > 0 { out.write_all(b"\n") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;

    const PAGE: &str = "# name-variant\n\nOne person, spelled two ways in one story.\n\n\
        ## Why it matters\n\n\
        Readers take two spellings for two people, and so does the archive, for as long as it is kept.\n\
        Search finds one.\n\n\
        ## Flagged\n\n```story a.txt\nAmara Okonjo said so.\n\nOkonyo left.\n```\n\n\
        ```findings\nname-variant error 3:1 Okonyo\n```\n\n- `Okonyo` alone is silent.\n\n```findings\n```\n";

    #[test]
    fn a_page_is_set_for_a_terminal() {
        let meta = Meta { id: "name-variant", highest: Severity::Error, page: PAGE };
        let mut out = Vec::new();
        explain(&meta, Paint::Plain, &mut out).unwrap();
        let expected = "\
name-variant

One person, spelled two ways in one story.

Why it matters

Readers take two spellings for two people, and so does the archive, for as long as it is
kept. Search finds one.

Flagged

  story a.txt:
    Amara Okonjo said so.

    Okonyo left.

  findings:
    name-variant error 3:1 Okonyo

- `Okonyo` alone is silent.

  findings:
    none

Highest severity: error
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn every_path_is_told_with_its_reason() {
        let one = |path: &str, status, reason: Option<&str>| Planned {
            path: path.into(),
            name: None,
            format: None,
            status,
            reason: reason.map(str::to_owned),
        };
        let planned = [
            one("a.txt", Status::Read, None),
            one("b.txt", Status::Failed, Some("holds no text")),
            one("c\u{7}.png", Status::Excluded, Some("not a format we read")),
        ];
        let mut out = Vec::new();
        files(ListFormat::Text, Paint::Plain, &planned, &mut out).unwrap();
        let expected = "\
read         a.txt
failed       b.txt: holds no text
excluded     c\\u{7}.png: not a format we read

files: 1 read, 0 partly read, 1 failed, 1 excluded
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
