//! Whose story it is, and of when.

use super::mention::Reader;
use super::{DateSource, nearest};
use crate::extract::{Head, StatedDate};
use crate::lexicon::Lexicon;
use crate::segment::{BlockKind, Story};
use crate::text::Span;

/// Story date, outlet, agency and headline, each from the first place that has it.
pub(in crate::extract) fn head(story: &Story<'_>, lexicon: &Lexicon) -> Head {
    let document = story.document;
    let (outlet, agency) = credit(story);
    let dates = dates(story, lexicon);
    let headline = story.blocks.iter().find(|block| block.kind == BlockKind::Headline);
    Head {
        name: document.name.clone(),
        group: document.metadata.group.clone(),
        outlet,
        agency,
        date: dates.first().map(|stated| (stated.date, stated.source)),
        dates,
        headline: headline.map(|block| block.span),
    }
}

/// Metadata, dateline, slug. A dateline without a year takes that of the metadata or slug.
fn dates(story: &Story<'_>, lexicon: &Lexicon) -> Vec<StatedDate> {
    let stated = |source: DateSource| move |(date, span)| StatedDate { date, source, span: Some(span) };
    let metadata = story.document.metadata.date;
    let metadata = metadata.map(|date| StatedDate { date, source: DateSource::Metadata, span: None });
    let reader = Reader::new(story, lexicon);
    let slug = slugs(story).find_map(|span| reader.full_date(tokens_of(story, span)));
    let slug = slug.map(stated(DateSource::Slug));
    let dateline = story.dateline.as_ref().and_then(|dateline| dateline.date);
    let printed = dateline.and_then(|span| {
        let tokens = tokens_of(story, span);
        reader.full_date(tokens.clone()).or_else(|| {
            let (month, day) = reader.month_and_day(tokens)?;
            Some((nearest(metadata.or(slug)?.date, month, day)?, span))
        })
    });
    let printed = printed.map(stated(DateSource::Dateline));
    metadata.into_iter().chain(printed).chain(slug).collect()
}

fn tokens_of(story: &Story<'_>, span: Span) -> std::ops::Range<usize> {
    let start = story.token_at(span.start);
    start..story.tokens.partition_point(|token| token.span.end <= span.end).max(start)
}

fn slugs<'s>(story: &'s Story<'_>) -> impl Iterator<Item = Span> + 's {
    story.blocks.iter().filter(|block| block.kind == BlockKind::Slug).map(|block| block.span)
}

/// Outlet and agency: what came with the text, else the credit, else a slug line, else what the
/// configuration says of its path.
fn credit(story: &Story<'_>) -> (Option<String>, Option<String>) {
    let credit = story.dateline.as_ref().and_then(|dateline| dateline.credit);
    let names: Vec<&str> = credit
        .map(|span| story.text(span).split('/').map(str::trim).filter(|name| !name.is_empty()).collect())
        .unwrap_or_default();
    let publisher = story.document.metadata.publisher.clone();
    let slug = || slugs(story).map(|span| story.text(span)).find(|line| is_name(line)).map(str::to_owned);
    let outlet = publisher.or_else(|| names.first().map(|name| (*name).to_owned())).or_else(slug);
    let outlet = outlet.or_else(|| story.document.metadata.outlet_of_path.clone());
    let agency = names.last().map(|name| (*name).to_owned()).filter(|name| outlet.as_ref() != Some(name));
    (outlet, agency)
}

/// A slug line that can be an outlet's name: one or two words, in capitals, without digits.
fn is_name(line: &str) -> bool {
    line.split_whitespace().count() <= 2
        && line.chars().any(char::is_uppercase)
        && !line.chars().any(|c| c.is_lowercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::segment;
    use jiff::civil::{Date, date};

    fn check(text: &str, expected: (Option<&str>, Option<&str>, Option<(Date, DateSource)>)) {
        let document = Document::plain("t", text);
        let head = head(&segment::read(&document, Lexicon::builtin()), Lexicon::builtin());
        assert_eq!((head.outlet.as_deref(), head.agency.as_deref(), head.date), expected, "{text}");
    }

    #[test]
    fn a_wire_story_says_whose_it_is_and_of_when() {
        let feb_7 = date(2026, 2, 7);
        check(
            "NCB\n  07 Feb 2026, 18:15\n\nFerry talks go on\n\nPARIS, France, Feb 7, 2026 (NCB/Estuary) - It rained.",
            (Some("NCB"), Some("Estuary"), Some((feb_7, DateSource::Dateline))),
        );
        check(
            "NCB\n\n07 Feb 2026, 18:15\n\nFerry talks go on\n\nPARIS — It rained.",
            (Some("NCB"), None, Some((feb_7, DateSource::Slug))),
        );
    }

    #[test]
    fn a_dateline_without_a_year_takes_the_slugs_year_or_nothing() {
        check(
            "01 Jan 2026\n\nFerry talks go on\n\nPARIS, Dec 31 (NCB) - It rained.",
            (Some("NCB"), None, Some((date(2025, 12, 31), DateSource::Dateline))),
        );
        check("PARIS, Feb 7 (NCB) - It rained.", (Some("NCB"), None, None));
    }

    #[test]
    fn a_story_without_any_of_it_is_unknown() {
        check("It rained on Feb. 7, 2026.", (None, None, None));
    }
}
