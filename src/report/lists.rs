//! Claims, speakers and figures for people.

use super::page::wrap;
use super::place;
use super::records::{FigureRecord, SpeakerRecord, name};
use super::text::Paint;
use super::visible::{shown, visible};
use super::{Batch, Report, Run, words};
use crate::extract::{Claim, Facts};
use crate::ingest::Document;
use crate::text::{Span, StoryId};
use std::io::{self, Write};

/// What one batch adds to a list; gives how many entries that were.
type Entries = fn(&Batch<'_>, Paint, &mut dyn Write) -> io::Result<usize>;

/// A list for people, closed with how many entries it has and what became of the files.
pub(super) struct Listing<'w> {
    out: &'w mut dyn Write,
    paint: Paint,
    entries: Entries,
    words: (&'static str, &'static str),
    written: usize,
}

impl<'w> Listing<'w> {
    pub(super) fn claims(paint: Paint, out: &'w mut dyn Write) -> Self {
        Self { out, paint, entries: claims, words: ("claim", "claims"), written: 0 }
    }

    pub(super) fn speakers(paint: Paint, out: &'w mut dyn Write) -> Self {
        Self { out, paint, entries: speakers, words: ("speaker", "speakers"), written: 0 }
    }

    pub(super) fn figures(paint: Paint, out: &'w mut dyn Write) -> Self {
        Self { out, paint, entries: figures, words: ("figure", "figures"), written: 0 }
    }
}

impl Report for Listing<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        self.written += (self.entries)(batch, self.paint, self.out)?;
        Ok(())
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        let (strong, (one, more)) = (self.paint.strong(), self.words);
        let counted = words::counted(self.written, one, more);
        writeln!(self.out, "{strong}{counted}{strong:#} in {}", run.summary())
    }
}

/// `wire/a.txt · Harbour Gazette · 2026-03-04`
fn heading(document: &Document, facts: &Facts, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    write!(out, "{strong}{}{strong:#}", visible(&document.name))?;
    let date = facts.head.date.map(|(date, _)| date.to_string());
    for part in facts.head.outlet.iter().chain(&date) {
        write!(out, " {faint}·{faint:#} {}", shown(part))?;
    }
    out.write_all(b"\n\n")
}

/// The line and column of a place, as wide as those of most stories, then the rest of a line.
fn position(document: &Document, span: Span, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let at = document.locate(span.start);
    let faint = paint.faint();
    write!(out, "  {faint}{:>7}{faint:#}  ", format!("{}:{}", at.line, at.column))
}

/// What an entry's further lines are indented by: under the first word after [`position`].
const INDENT: &str = "           ";

fn claims(batch: &Batch<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<usize> {
    let mut written = 0;
    for (id, document, facts) in batch.stories().filter(|(_, _, facts)| !facts.claims.is_empty()) {
        heading(document, facts, paint, out)?;
        for claim in &facts.claims {
            position(document, place::of_claim(claim), paint, out)?;
            write_claim(batch, (id, document, facts), claim, (paint, out))?;
        }
        out.write_all(b"\n")?;
        written += facts.claims.len();
    }
    Ok(written)
}

fn write_claim(
    batch: &Batch<'_>,
    (id, document, facts): (StoryId, &Document, &Facts),
    claim: &Claim,
    (paint, out): (Paint, &mut dyn Write),
) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    let list = |spans: &[Span]| place::all_words(document, spans).join(" … ");
    let source = list(&claim.source);
    let speaker = batch.speaker(id, claim.speaker).unwrap_or(&source);
    let speaker = if speaker.is_empty() { "nobody named" } else { speaker };
    write!(out, "{strong}{}{strong:#}", shown(speaker))?;
    if !source.is_empty() && source != speaker {
        write!(out, " {faint}({}){faint:#}", shown(&source))?;
    }
    let cue = list(&claim.cue);
    write!(out, " {}{faint}", if cue.is_empty() { "–".into() } else { shown(&cue) })?;
    writeln!(out, " · {} · {}{faint:#}", words::kind(claim.kind), claim.confidence)?;
    wrap(&shown(&list(&claim.content)), INDENT, out)?;
    let details = details(document, facts, claim);
    if details.is_empty() { Ok(()) } else { writeln!(out, "{INDENT}{faint}{}{faint:#}", details.join(", ")) }
}

/// Where, through what and when it was said, and the figures in it.
fn details(document: &Document, facts: &Facts, claim: &Claim) -> Vec<String> {
    let mut details = Vec::new();
    details.extend(name(claim.venue.as_ref()).map(|venue| format!("at {}", shown(venue))));
    details.extend(name(claim.relay.as_ref()).map(|relay| format!("through {}", shown(relay))));
    details.extend(claim.date.map(|date| format!("on {date}")));
    let figures = claim.figures.iter().filter_map(|&i| facts.figures.get(i as usize));
    let figures: Vec<String> = figures.map(|figure| shown(figure.span.of(&document.text))).collect();
    if !figures.is_empty() {
        details.push(format!("figures: {}", figures.join(" | ")));
    }
    details
}

fn figures(batch: &Batch<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<usize> {
    let mut written = 0;
    for (id, document, facts) in batch.stories() {
        let records = FigureRecord::all(batch, id);
        if records.is_empty() {
            continue;
        }
        heading(document, facts, paint, out)?;
        let places =
            facts.figures.iter().map(|figure| figure.span).chain(facts.dates.iter().map(|date| date.span));
        written += records.len();
        for (record, span) in records.into_iter().zip(places) {
            position(document, span, paint, out)?;
            write_figure(record, (paint, out))?;
        }
        out.write_all(b"\n")?;
    }
    Ok(written)
}

fn write_figure(record: FigureRecord<'_>, (paint, out): (Paint, &mut dyn Write)) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    write!(out, "{strong}{}{strong:#}", shown(&record.excerpt))?;
    let mut details = vec![record.kind.to_owned(), meant(&record)];
    let counted: Vec<&str> = record.counts.iter().chain(&record.modifiers).copied().collect();
    details.extend((!counted.is_empty()).then(|| format!("counts {}", counted.join(", "))));
    details.extend((record.role != "total").then(|| record.role.to_owned()));
    details.extend((record.modality != "fact").then(|| record.modality.to_owned()));
    details.extend((!record.scope.is_empty()).then(|| format!("in {}", record.scope.join(", "))));
    details.extend(record.as_of.map(|as_of| format!("as of {as_of}")));
    details.extend(record.speaker.map(str::to_owned).or(record.source).map(|who| format!("from {who}")));
    writeln!(out, " {faint}· {}{faint:#}", shown(&details.join(" · ")))
}

/// The value with its unit and, unless it is exact, its bound: `50000 USD, more-than (50000 to any more)`.
fn meant(record: &FigureRecord<'_>) -> String {
    let unit = [record.currency, record.unit].into_iter().flatten().map(|unit| format!(" {unit}"));
    let per = record.per.map(|per| format!(" a {per}")).unwrap_or_default();
    let value = format!("{}{}{per}", record.value, unit.collect::<String>());
    let end = |end: &Option<String>, none: &str| end.clone().unwrap_or_else(|| none.to_owned());
    match record.bound {
        // "Late December", and a day that nothing makes clear.
        "exact" if record.value.is_empty() => match (&record.low, &record.high) {
            (Some(low), Some(high)) => format!("{low} to {high}"),
            (Some(_) | None, None) | (None, Some(_)) => "not clear".to_owned(),
        },
        "exact" => value,
        bound => format!(
            "{value}, {bound} ({} to {})",
            end(&record.low, "any less"),
            end(&record.high, "any more")
        ),
    }
}

fn speakers(batch: &Batch<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<usize> {
    let mut written = 0;
    for record in batch.cast.into_iter().flat_map(|cast| SpeakerRecord::all(batch, cast)) {
        write_speaker(&record, paint, out)?;
        written += 1;
    }
    Ok(written)
}

fn write_speaker(record: &SpeakerRecord<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    writeln!(
        out,
        "{strong}{}{strong:#} {faint}·{faint:#} {}, {} in {}",
        shown(record.speaker),
        record.kind,
        words::counted(record.claims, "claim", "claims"),
        words::counted(record.stories, "story", "stories"),
    )?;
    let mut row = |name: &str, cell: String| match cell.is_empty() {
        true => Ok(()),
        false => writeln!(out, "  {faint}{name:<8}{faint:#} {}", shown(&cell)),
    };
    let spellings = record.spellings.iter().map(|s| format!("{} ({})", s.form, s.places.len()));
    row("spelled", spellings.collect::<Vec<_>>().join(", "))?;
    row("role", roles(record).join("; "))?;
    row("outlets", record.outlets.join(", "))?;
    let first = record.first_story.zip(record.first_line);
    row("first", first.map(|(story, line)| format!("{story}:{line}")).unwrap_or_default())?;
    out.write_all(b"\n")
}

/// Each role once, with its status unless it is simply held.
fn roles(record: &SpeakerRecord<'_>) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for role in &record.roles {
        let status = if role.status == "serving" { String::new() } else { format!(" ({})", role.status) };
        let role = format!("{}{status}", role.text);
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn check(listing: impl for<'w> FnOnce(&'w mut dyn Write) -> Listing<'w>, expected: &str) {
        let documents = sample::documents();
        let (facts, cast) = (sample::facts(&documents), sample::cast(&documents));
        let mut out = Vec::new();
        let mut listing = listing(&mut out);
        listing
            .add(&Batch {
                documents: &documents,
                facts: &facts,
                cast: Some(&cast),
                findings: &[],
                ..Batch::default()
            })
            .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn claims_stand_under_their_story() {
        check(
            |out| Listing::claims(Paint::Plain, out),
            "\
wire/bridge.txt · HCN · 2026-03-04

      4:2  Amara Okonyo (Okonjo) told · direct · 0.93
           We will not open it for a single lorry until every cable has been tested by people who
           know what they are doing,
           at Radio Delta, on 2026-03-04
      7:9  Amara Okonyo (She) put · indirect · 0.93
           the cost at more than $18 million
           on 2026-03-04, figures: $18 million

",
        );
    }

    #[test]
    fn figures_say_what_they_mean() {
        check(
            |out| Listing::figures(Paint::Plain, out),
            "\
wire/bridge.txt · HCN · 2026-03-04

     7:31  $18 million · money · 18000000 USD, more-than (18000000 to any more) · counts cost, repair · from Amara Okonyo

",
        );
    }

    #[test]
    fn speakers_come_with_all_spellings() {
        check(
            |out| Listing::speakers(Paint::Plain, out),
            "\
Amara Okonyo · person, 2 claims in 1 story
  spelled  Okonjo (2), Okonyo (1)
  role     Harbour Minister
  outlets  HCN
  first    wire/bridge.txt:1

",
        );
    }
}
