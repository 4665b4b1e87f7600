#![doc = include_str!("venue_conflict.md")]

use crate::check::wording;
use crate::check::{Context, Finding, Meta, Rule, Severity};
use crate::extract::{Claim, Confidence, Venue};
use crate::resolve::{Alignment, QuotedRef, SpeakerMatch};
use crate::text::{Place, Span, fold};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "venue-conflict", highest: Severity::Warning, page: include_str!("venue_conflict.md") },
    check,
};

/// How many words must be the same. Source: `design.md`, 3; shorter ones are said anywhere.
const WORDS: u32 = 8;

/// How many are enough in two copies of one text.
const COPIED: u32 = 6;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for alignment in &context.cast.alignments {
        findings.extend(Conflict::of(context, alignment).map(|conflict| conflict.finding(context)));
    }
}

/// The same words on two occasions.
struct Conflict<'a> {
    alignment: &'a Alignment,
    first: &'a Venue,
    second: &'a Venue,
    least: Confidence,
}

impl<'a> Conflict<'a> {
    fn of(context: &Context<'a>, alignment: &'a Alignment) -> Option<Self> {
        let alike = alignment.edits.iter().all(|edit| edit.class.is_allowed());
        if !alike || alignment.same < COPIED || alignment.speakers == SpeakerMatch::Different {
            return None;
        }
        let (first, second) = (claim(context, alignment.a)?, claim(context, alignment.b)?);
        let least = first.confidence.min(second.confidence);
        let (a, b) = (occasion(context, alignment.a, first)?, occasion(context, alignment.b, second)?);
        let excluded = a.sort == b.sort && is_other(&a.venue.name, &b.venue.name);
        let one_day = is_one_day(context, alignment, first, second);
        let enough = alignment.same >= WORDS || wording::is_copied(context, alignment);
        (excluded && one_day && enough).then_some(Self { alignment, first: a.venue, second: b.venue, least })
    }

    fn finding(&self, context: &Context<'_>) -> Finding {
        let (a, b) = (self.alignment.a, self.alignment.b);
        let one_hand = a.story == b.story || wording::is_one_hand(context, self.alignment);
        let severity = if one_hand { Severity::Warning } else { Severity::Note };
        let message = format!(
            "the same words were said at `{}` here and at `{}` {}",
            self.second.name,
            self.first.name,
            wording::elsewhere(context, self.alignment)
        );
        let mut finding = wording::finding(context, &RULE.meta, self.alignment, severity);
        finding.confidence = Confidence::percent(self.least.as_percent().clamp(55, 85));
        finding.spans = vec![self.second.span];
        finding.related.clear();
        let place = |at: QuotedRef, span| Place { story: at.story, span };
        finding
            .says(message, "find out where it was said")
            .held_against(place(a, self.first.span), "said elsewhere here")
            .held_against(place(a, self.alignment.a_span), "the words")
            .held_against(place(b, self.alignment.b_span), "the same words")
            .compared_with(self.first.name.as_str())
    }
}

fn claim<'a>(context: &Context<'a>, at: QuotedRef) -> Option<&'a Claim> {
    context.story(at.story).claims.get(context.quoted(at).claim? as usize)
}

/// What sort of place: the two do not exclude each other, for one can be interviewed at a forum.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Interview,
    Gathering,
}

struct Occasion<'a> {
    venue: &'a Venue,
    sort: Sort,
}

/// How far before a venue the words stand that lead to it. Unit: bytes, a few words.
const LEAD: u32 = 48;

/// Where a claim was made, when that is a place where one can be once: not what several newsrooms can
/// be told or sent.
fn occasion<'a>(context: &Context<'a>, at: QuotedRef, claim: &'a Claim) -> Option<Occasion<'a>> {
    let venue = claim.venue.as_ref().filter(|_| claim.relay.is_none())?;
    let text = context.texts.text(at.story);
    let from = text.floor_char_boundary(venue.span.start.saturating_sub(LEAD) as usize) as u32;
    let lead = fold(context.slice(at.story, Span::new(from, venue.span.start)));
    let last = lead.rsplit(['.', '"', ';']).next().unwrap_or("");
    let mut words = last.split(' ').rev().filter(|word| !word.is_empty()).take(4);
    let spoken = last.split(' ').any(|word| matches!(word, "interview" | "interviewed" | "speaking" | "spoke"));
    let sort = match spoken {
        true => Sort::Interview,
        false if words.any(|word| matches!(word, "at" | "during" | "addressing")) => Sort::Gathering,
        false => return None,
    };
    Some(Occasion { venue, sort })
}

/// Both stories are of one day, as far as is known, and so is what is said of the claims.
fn is_one_day(context: &Context<'_>, alignment: &Alignment, first: &Claim, second: &Claim) -> bool {
    let day = |at: QuotedRef| context.story(at.story).head.date.map(|(date, _)| date);
    let stories = alignment.a.story == alignment.b.story
        || matches!((day(alignment.a), day(alignment.b)), (Some(x), Some(y)) if x == y);
    let claims = match (first.date, second.date) {
        (Some(x), Some(y)) => x == y,
        (Some(_) | None, Some(_) | None) => true,
    };
    stories && claims
}

/// Words that many names of places share: they make no two names one.
const COMMON: [&str; 26] = [
    "agency", "broadcaster", "channel", "conference", "daily", "forum", "journal", "magazine", "meeting", "network",
    "new", "news", "newspaper", "of", "post", "press", "radio", "rally", "show", "summit", "television", "the",
    "times", "today", "tv", "world",
];

/// Whether two names are of two places: they share no telling word, and neither is the other's initials.
fn is_other(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let words = |name: &'_ str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (own, other) = (words(&a), words(&b));
    let initials = |name: &[String]| {
        name.iter().filter(|word| *word != "the").filter_map(|word| word.chars().next()).collect::<String>()
    };
    let shared = |word: &String| other.contains(word) && !COMMON.contains(&word.as_str());
    let holds = |long: &[String], short: &[String]| short.iter().all(|word| long.contains(word));
    let short = |name: &[String], long: &[String]| name.iter().any(|word| word.len() > 1 && *word == initials(long));
    !own.iter().any(shared)
        && !holds(&own, &other)
        && !holds(&other, &own)
        && !short(&own, &other)
        && !short(&other, &own)
}

#[cfg(test)]
mod tests {
    use super::is_other;

    #[test]
    fn names_that_share_no_telling_word_are_two_places() {
        assert!(is_other("Harrow News", "Meridian News"));
        assert!(!is_other("Harrow Post", "the Harrow Post's Ella Lindberg"));
        assert!(!is_other("Meridian", "Meridian Radio"));
        assert!(!is_other("ORA", "the Oslo Radio Agency"));
        assert!(!is_other("News", "Harrow News"));
    }
}
