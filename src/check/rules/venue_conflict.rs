#![doc = include_str!("venue_conflict.md")]

use crate::check::copied::is_one_text;
use crate::check::reported::{Held, Report, reports};
use crate::check::times::{Telling, is_of_two, told_beside};
use crate::check::told::tells;
use crate::check::wording;
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Claim, Confidence, Venue};
use crate::lexicon::StatementSense;
use crate::resolve::{Alignment, QuotedRef, SpeakerMatch};
use crate::text::{Place, Span, StoryId, fold};

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
    let held = |claim: &Claim| claim.venue.is_some() && claim.relay.is_none();
    findings.extend(reports(context, held).iter().filter_map(|report| misplaced(context, report)));
}

/// The words of a quotation, reported as said elsewhere.
fn misplaced(context: &Context<'_>, report: &Report) -> Option<Finding> {
    let (quoted, reported) = (Side::of(context, report.quoted)?, Side::of(context, report.reported)?);
    let excluded = quoted.occasion.sort == reported.occasion.sort
        && is_other(&quoted.occasion.venue.name, &reported.occasion.venue.name);
    let stories = (quoted.words.story, reported.words.story);
    let one = quoted.surname(context)? == reported.surname(context)?
        && is_one_day(context, stories, quoted.claim, reported.claim)
        && !is_said_again(context, &quoted.telling(), &reported.telling());
    if !excluded || !one {
        return None;
    }
    let (first, second) = match context.in_order(quoted.words, reported.words).1 == reported.words {
        true => (&quoted, &reported),
        false => (&reported, &quoted),
    };
    let near = context.same_outlet(stories.0, stories.1) || is_one_text(context, quoted.words, reported.words);
    let (one, other) = (&second.occasion.venue.name, &first.occasion.venue.name);
    let because = vec!["at least eight words in a row are the same, once quoted and once reported".to_owned()];
    let least = first.claim.confidence.min(second.claim.confidence).as_percent();
    let severity = if near { Severity::Warning } else { Severity::Note };
    Some(
        Finding::new(&RULE.meta, severity, Confidence::percent(least.clamp(55, 80)), second.venue())
            .says(format!("the words were said at `{one}` here and at `{other}` in another place"), "find out where it was said")
            .held_against(first.venue(), "said elsewhere here")
            .held_against(first.words, "the words")
            .held_against(second.words, "the same words")
            .resting_on(Evidence { because, values: vec![other.to_string(), one.to_string()], ..Evidence::default() })
            .compared_with(other.as_str()),
    )
}

/// One side of a quotation and its report.
struct Side<'a> {
    claim: &'a Claim,
    words: Place,
    occasion: Occasion<'a>,
}

impl<'a> Side<'a> {
    fn of(context: &Context<'a>, held: Held) -> Option<Self> {
        let claim = context.claim(held.claim);
        Some(Self { claim, words: held.words, occasion: occasion(context, held.claim.story, claim)? })
    }

    fn venue(&self) -> Place {
        Place { story: self.words.story, span: self.occasion.venue.span }
    }

    fn surname(&self, context: &Context<'_>) -> Option<String> {
        let speaker = context.cast.speaker(self.words.story, self.claim.speaker?)?;
        context.name(speaker).split_whitespace().next_back().map(fold)
    }

    fn telling(&self) -> Telling {
        let verb = self.claim.cue.first().copied().unwrap_or(self.words.span);
        let span = self.words.span.join(verb).join(self.occasion.venue.span);
        Telling { words: Place { span, ..self.words }, verb, quoted: self.words.span }
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
        let stories = (alignment.a.story, alignment.b.story);
        let (a, b) = (occasion(context, stories.0, first)?, occasion(context, stories.1, second)?);
        let excluded = a.sort == b.sort && is_other(&a.venue.name, &b.venue.name);
        let one_day = is_one_day(context, stories, first, second);
        let enough = alignment.same >= WORDS || wording::is_copied(context, alignment);
        let telling = |at: QuotedRef, claim, occasion: &Occasion<'_>| {
            telling(at, context.quoted(at).span, claim, occasion.venue)
        };
        let (one, other) = (telling(alignment.a, first, &a), telling(alignment.b, second, &b));
        (excluded && one_day && enough && !is_said_again(context, &one, &other)).then_some(Self { alignment, first: a.venue, second: b.venue, least })
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
fn occasion<'a>(context: &Context<'a>, story: StoryId, claim: &'a Claim) -> Option<Occasion<'a>> {
    let venue = claim.venue.as_ref().filter(|_| claim.relay.is_none())?;
    let text = context.texts.text(story);
    let from = text.floor_char_boundary(venue.span.start.saturating_sub(LEAD) as usize) as u32;
    let lead = fold(context.slice(story, Span::new(from, venue.span.start)));
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

/// Whether the copy itself tells of two occasions, by their times or by a word.
fn is_said_again(context: &Context<'_>, a: &Telling, b: &Telling) -> bool {
    let again = |one: &Telling| tells(&told_beside(context, *one), StatementSense::Occasion);
    again(a) || again(b) || is_of_two(context, *a, *b)
}

/// A quotation with its cue and venue.
fn telling(at: QuotedRef, quoted: Span, claim: &Claim, venue: &Venue) -> Telling {
    let verb = claim.cue.first().copied().unwrap_or(quoted);
    let span = quoted.join(verb).join(venue.span);
    Telling { words: Place { story: at.story, span }, verb, quoted }
}

/// Both stories are of one day, as far as is known, and so is what is said of the claims.
fn is_one_day(context: &Context<'_>, (a, b): (StoryId, StoryId), first: &Claim, second: &Claim) -> bool {
    let day = |story: StoryId| context.story(story).head.date.map(|(date, _)| date);
    let stories = a == b || matches!((day(a), day(b)), (Some(x), Some(y)) if x == y);
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
