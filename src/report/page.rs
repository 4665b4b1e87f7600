//! Rules, their pages, and the paths of a run, for people.

use super::format::ListFormat;
use super::text::Paint;
use super::visible::visible;
use super::{Run, json, words};
use crate::check::{Meta, RULES};
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

/// Every path of a run, how reading it ended and why.
pub fn files(format: ListFormat, paint: Paint, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ListFormat::Text => files_text(paint, run, out),
        ListFormat::Json => json::files(run, out),
    }
}

fn files_text(paint: Paint, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    for file in run.files {
        let status = words::status(file.status).replace('-', " ");
        write!(out, "{faint}{status:<11}{faint:#}  {}", visible(&file.path))?;
        if file.stories > 1 {
            write!(out, " ({} stories)", file.stories)?;
        }
        match &file.reason {
            Some(reason) => writeln!(out, ": {}", visible(reason))?,
            None => writeln!(out)?,
        }
    }
    let gap = if run.files.is_empty() { "" } else { "\n" };
    writeln!(out, "{gap}{strong}{}{strong:#}", run.summary())
}

/// How wide a paragraph is set. Unit: characters.
const MEASURE: usize = 88;

/// A rule's page, set for a terminal: headings without marks, stories indented, paragraphs wrapped.
pub fn explain(meta: &Meta, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let strong = paint.strong();
    let mut paragraph = String::new();
    let mut fenced = false;
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
                fenced = !fenced;
                caption(attributes, paint, out)?;
            }
            None if fenced && !line.is_empty() => writeln!(out, "    {}", visible(line))?,
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
    use crate::ingest::{FileRecord, Notice, Status};

    const PAGE: &str = "# name-variant\n\nOne person, spelled two ways in one story.\n\n\
        ## Why it matters\n\n\
        Readers take two spellings for two people, and so does the archive, for as long as it is kept.\n\
        Search finds one.\n\n\
        ## Flagged\n\n```story a.txt\nAmara Okonjo said so.\n\nOkonyo left.\n```\n\n\
        ```findings\nname-variant error 3:1 Okonyo\n```\n\n- `Okonyo` alone is silent.\n";

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

Highest severity: error
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn every_path_is_told_with_its_reason() {
        let file = |path: &str, status, stories, reason: Option<&str>| FileRecord {
            path: path.into(),
            status,
            stories,
            reason: reason.map(str::to_owned),
        };
        let files = [
            file("a.txt", Status::Read, 1, None),
            file("b.jsonl", Status::PartlyRead, 12, Some("1 line is not a story")),
            file("c\u{7}.png", Status::Excluded, 0, Some("not a format we read")),
        ];
        let notices: [Notice; 0] = [];
        let mut out = Vec::new();
        super::files(ListFormat::Text, Paint::Plain, &Run { files: &files, notices: &notices }, &mut out)
            .unwrap();
        let expected = "\
read         a.txt
partly read  b.jsonl (12 stories): 1 line is not a story
excluded     c\\u{7}.png: not a format we read

13 stories; files: 1 read, 1 partly read, 0 failed, 1 excluded
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
