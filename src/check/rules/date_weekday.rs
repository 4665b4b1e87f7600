#![doc = include_str!("date_weekday.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, DateMention, Facts};
use crate::text::{Place, StoryId};
use jiff::civil::{Date, Weekday};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "date-weekday", highest: Severity::Error, page: include_str!("date_weekday.md") },
    check,
};

/// Weekdays of older dates may follow the Julian calendar.
///
/// Source: Britain and its colonies changed in September 1752.
const GREGORIAN: i16 = 1753;

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        for (index, mention) in facts.dates.iter().enumerate() {
            if let Some((printed, date)) = disagreement(facts, index, mention) {
                findings.push(finding(ctx, story, mention, (printed, date)));
            }
        }
    }
}

/// The weekday as printed and the date that it does not fit.
fn disagreement(facts: &Facts, index: usize, mention: &DateMention) -> Option<(Weekday, Date)> {
    let (printed, date) = (mention.weekday?, mention.date?);
    mention.day?;
    let fits = date.weekday() == printed;
    if fits || !mention.paired || date.year() < GREGORIAN {
        return None;
    }
    let elsewhere = !mention.year_printed && another_year_fits(facts, index, mention, printed);
    (!elsewhere).then_some((printed, date))
}

/// Whether a year printed in this sentence or the one before makes the weekday right: a story of long ago.
fn another_year_fits(facts: &Facts, index: usize, mention: &DateMention, printed: Weekday) -> bool {
    let (Some(month), Some(day)) = (mention.month, mention.day.and_then(|d| i8::try_from(d).ok())) else {
        return false;
    };
    let near = |other: &&DateMention| mention.sentence.saturating_sub(other.sentence) <= 1;
    let before = facts.dates[..index].iter().rev().take_while(near);
    before.filter(|other| other.year_printed).filter_map(|other| other.year).any(|year| {
        Date::new(year, month, day).is_ok_and(|date| date.weekday() == printed)
    })
}

fn finding(ctx: &Context<'_>, story: StoryId, mention: &DateMention, (printed, date): (Weekday, Date)) -> Finding {
    let shown = ctx.show(story, mention.span);
    let right = name(date.weekday());
    let message = format!("{} was a {right}, not a {}", date.strftime("%-d %B %Y"), name(printed));
    let year = match mention.year_printed {
        true => "the year is printed",
        false => "the year is the one nearest the story date",
    };
    let confidence = Confidence::percent(if mention.year_printed { 98 } else { 95 });
    Finding::new(&RULE.meta, Severity::Error, confidence, Place { story, span: mention.span })
        .says(message, "Check the weekday and the date against the calendar.")
        .resting_on(Evidence { because: vec![year.to_owned()], values: vec![right.to_owned(), shown], edits: vec![] })
        .compared_with(right)
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
