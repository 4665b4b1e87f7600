//! Where, when, of whom and in which event a figure counts, and how it stands to a total.

use super::context::Context;
use super::counted::{PHRASE, folded, is_noun_phrase, singular};
use super::quantity::Quantity;
use super::words;
use super::{Counted, FigureKind, FigureRole, Scope, Stretch};
use crate::extract::DateMention;
use crate::lexicon::{Class, FigureSense};
use crate::segment::{Story, TokenKind};
use smol_str::SmolStr;
use std::ops::Range;

/// How far behind a figure *so far* still makes it a total from a beginning on. Unit: tokens.
const FAR: usize = 12;

/// The sorts of event that a sentence names.
#[derive(Debug, Default)]
pub(super) struct Events<'l> {
    first: Option<&'l SmolStr>,
    several: bool,
}

impl<'l> Events<'l> {
    /// One more, when a word names one.
    pub fn add(&mut self, event: Option<&'l SmolStr>) {
        self.several |= event.is_some() && self.first.is_some() && self.first != event;
        self.first = self.first.or(event);
    }

    /// The only one.
    pub fn only(self) -> Option<SmolStr> {
        self.first.filter(|_| !self.several).cloned()
    }
}

impl Context<'_, '_> {
    /// What the sentence tells, and the group that the figure's own words tell.
    pub fn scope(&self, quantity: &Quantity, counts: Option<&Counted>) -> Scope {
        let behind = counts.map_or(quantity.tokens.end, |counts| self.story.token_at(counts.span.start) + 1);
        Scope { group: self.group(behind), ..self.scope.clone() }
    }

    /// `of the security forces`, `among women`, right behind what is counted.
    fn group(&self, at: usize) -> Vec<SmolStr> {
        if !matches!(self.lower(at), words::OF | words::AMONG) {
            return Vec::new();
        }
        let from = at + 1 + usize::from(self.is_determiner(at + 1));
        let phrase = from..self.tokens.end.min(from + PHRASE);
        let named = phrase.take_while(|&at| is_noun_phrase(self.story, &self.story.tokens[at]));
        let words = named.filter(|&at| !self.story.tokens[at].is(Class::NumberWord));
        words.map(|at| singular(&folded(self.story.word(at)))).collect()
    }

    /// How the figure stands to a total.
    pub fn role(&self, quantity: &Quantity) -> FigureRole {
        let after = quantity.tokens.end;
        let next = self.lower(after);
        if matches!(next, words::MORE | words::OTHER | words::OTHERS | words::ADDITIONAL) {
            return FigureRole::Additional;
        }
        let whole =
            || matches!(self.lower(after + 1), words::THEM | words::WHOM | words::THOSE | words::THESE);
        let counted = || quantity.kind == FigureKind::Count && self.is_determiner(after + 1);
        if next == words::OF && (whole() || counted()) {
            return FigureRole::Part;
        }
        let role = |at: usize| {
            let senses = self.lexicon.near_figures(self.story.tokens[at].word);
            let additional = senses.has(FigureSense::Additional).then_some(FigureRole::Additional);
            additional.or_else(|| senses.has(FigureSense::Part).then_some(FigureRole::Part))
        };
        let told = self.senses.any(&[FigureSense::Additional, FigureSense::Part]);
        let before = self.tokens.start.max(quantity.from.saturating_sub(2))..quantity.from;
        let told = if told { before.rev().find_map(role) } else { None };
        told.unwrap_or_else(|| {
            if self.is_cumulative(quantity) { FigureRole::Cumulative } else { FigureRole::Total }
        })
    }

    /// Whether it counts from a beginning on: `so far 12`, `12 in all`, `since January`.
    fn is_cumulative(&self, quantity: &Quantity) -> bool {
        self.brings_a_total(quantity) || self.is_since(quantity) || self.is_so_far(quantity)
    }

    /// `so far 12`, `12 in all`
    fn is_so_far(&self, quantity: &Quantity) -> bool {
        if !self.senses.has(FigureSense::CumulativeEnd) {
            return false;
        }
        let before = (1..=2).filter_map(|back| quantity.from.checked_sub(back));
        let before = before.take_while(|&at| at + 1 == quantity.from || self.word(at + 1) == ",");
        let behind = quantity.tokens.end..self.tokens.end.min(quantity.tokens.end + FAR);
        let behind = behind.take_while(|&at| {
            let token = &self.story.tokens[at];
            token.kind == TokenKind::Word && !token.is(Class::NumberWord)
        });
        let mut ends = before.filter(|at| self.tokens.contains(at)).chain(behind);
        ends.any(|at| self.ends_cumulative(at))
    }

    /// `bringing the toll to 12`
    fn brings_a_total(&self, quantity: &Quantity) -> bool {
        let Some(tally) = quantity.from.checked_sub(2).filter(|at| self.tokens.contains(at)) else {
            return false;
        };
        let word = &self.story.tokens[tally];
        self.lower(tally + 1) == words::TO
            && self.lexicon.quantities.words.clues(word.hash).has(FigureSense::Tally)
    }

    /// `12 people have died since January`, and not `the worst since January`.
    fn is_since(&self, quantity: &Quantity) -> bool {
        const COMPARED: usize = 8;
        let compared = |at: usize| {
            let ranked = matches!(
                self.word(at),
                "first" | "most" | "worst" | "least" | "time" | "low" | "high" | "peak"
            );
            ranked || self.word(at).ends_with("est")
        };
        self.dates.iter().any(|date| {
            let at = self.story.token_at(date.span.start);
            let behind = at > quantity.tokens.end && at - quantity.tokens.end <= FAR;
            behind
                && self.word(at - 1) == "since"
                && !(self.tokens.start.max(at.saturating_sub(COMPARED))..at).any(compared)
        })
    }

    /// Whether a phrase like *so far* ends at a token.
    fn ends_cumulative(&self, at: usize) -> bool {
        const LONGEST: usize = 3;
        let known = &self.lexicon.quantities.words;
        let token = &self.story.tokens[at];
        let first = self.tokens.start;
        token.measures
            && known.ends_cumulative(token.hash)
            && (1..=LONGEST).any(|length| {
                let from = (at + 1).checked_sub(length).filter(|&from| from >= first);
                from.is_some_and(|from| {
                    known.is_cumulative(self.story.tokens[from..=at].iter().map(|token| token.hash))
                })
            })
    }

    /// The date that stands nearest in the sentence.
    pub fn as_of(&self, quantity: &Quantity) -> Option<Stretch> {
        if self.dates.is_empty() {
            return None;
        }
        let at = self.story.span_of(quantity.tokens.clone()).start;
        // "48 million, from 61 million a year earlier": only the latter is of then.
        let own = |date: &&DateMention| {
            let first = self.story.token_at(date.span.start);
            !date.counted || (quantity.tokens.end..=quantity.tokens.end + 2).contains(&first)
        };
        self.dates.iter().filter(own).min_by_key(|d| d.span.start.abs_diff(at)).and_then(stretch)
    }
}

/// The places that the sentence names, folded, in order.
pub(super) fn places(story: &Story<'_>, tokens: Range<usize>) -> Vec<SmolStr> {
    let named = tokens.filter(|&at| {
        let token = &story.tokens[at];
        token.is_capital() && (token.is(Class::Place) || token.is(Class::Demonym))
    });
    let mut places: Vec<SmolStr> = named.map(|at| folded(story.word(at))).collect();
    places.sort();
    places.dedup();
    places
}

/// The days that a date means.
fn stretch(date: &DateMention) -> Option<Stretch> {
    let first = date.date?;
    Some(Stretch { first, last: date.last.unwrap_or(first).max(first) })
}

#[cfg(test)]
mod tests {
    use crate::extract::{self, Figure, FigureRole};
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;
    use jiff::civil::date;

    /// The figures of a story of Saturday, 7 February 2026.
    fn figures(text: &str) -> Vec<Figure> {
        let mut document = Document::plain("t", text);
        document.metadata.date = Some(date(2026, 2, 7));
        extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin())).figures
    }

    fn check_role(text: &str, expected: FigureRole) {
        assert_eq!(figures(text).first().map(|figure| figure.role), Some(expected), "{text}");
    }

    #[test]
    fn counts_from_a_beginning_on_are_cumulative() {
        check_role("Police have arrested 12 people so far.", FigureRole::Cumulative);
        check_role("In all, 12 people died in the fire.", FigureRole::Cumulative);
        check_role("The bodies brought the toll to at least 12.", FigureRole::Cumulative);
        check_role("The virus has killed 12 people since January.", FigureRole::Cumulative);
        check_role("Rain killed 12 people on Friday, the most since January.", FigureRole::Total);
        check_role("It killed 12 people, and 30 in all.", FigureRole::Total);
        check_role("It killed 12 people far from here.", FigureRole::Total);
    }

    #[test]
    fn places_groups_and_events_make_the_scope() {
        let scope = |text: &str| {
            let found = figures(text);
            let words = found.first().map(|figure| figure.scope.words().cloned().collect::<Vec<_>>());
            words.unwrap_or_default().join(" ")
        };
        assert_eq!(scope("The temblor killed 12 people in Iran."), "iran quake");
        assert_eq!(scope("The blast killed 12 members of the security forces."), "security force blast");
        assert_eq!(scope("It has 45 percent among women."), "woman");
        assert_eq!(scope("The storm brought floods that killed 12 people."), "");
    }

    #[test]
    fn a_stretch_has_two_ends() {
        let as_of = |text: &str| figures(text).first().and_then(|f| f.as_of).map(|days| days.to_string());
        assert_eq!(as_of("It made 12 boats on Friday."), Some("2026-02-06".to_owned()));
        assert_eq!(as_of("It made 12 boats in January."), Some("2026-01-01/2026-01-31".to_owned()));
        assert_eq!(as_of("It made 12 boats."), None);
    }
}
