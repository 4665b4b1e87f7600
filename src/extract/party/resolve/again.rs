//! Bodies named again by their noun: `the commission`, `the company`.

use super::super::parts::name_key;
use super::super::{PartyId, PartyKind};
use super::Resolver;
use super::pronoun::noun_of;
use crate::lexicon::Class;
use std::ops::Range;

/// How many claims, and how many parties, back a body reaches that is named again by its noun; a
/// long story has about that many of each.
const AGAIN_REACH: usize = 100;

/// How many sentences the top of a story takes, where a body may stand before its name.
const LEAD: u32 = 4;

impl Resolver<'_, '_> {
    /// `the commission`, once the joint river commission was named: the body spoken of latest whose
    /// name has this noun for its head; `the official`, once a senior official was.
    pub(super) fn again(&self, head: &Range<usize>) -> Option<PartyId> {
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let own = self.is(head.start, Class::Possessive) && last.is(Class::Body);
        if !(self.is_the(head.start) || own) || head.len() < 2 || head.len() > 4 || last.is_capital() {
            return None;
        }
        let noun = last.hash;
        let described = if own { head.end - 1..head.end - 1 } else { head.start + 1..head.end - 1 };
        let fits = |id: PartyId| {
            self.parties.get(id.0 as usize).is_some_and(|party| {
                let body = matches!(party.kind, PartyKind::Body | PartyKind::Group);
                body && is_headed(&party.name, noun)
                    && described.clone().all(|at| self.bears(&party.name, at))
            })
        };
        let before = |id: PartyId| {
            let party = self.parties.get(id.0 as usize);
            let places = party.into_iter().flat_map(|p| &p.spellings).flat_map(|s| s.places.first());
            places.into_iter().any(|place| place.end <= last.span.start)
        };
        let said = self.said.iter().rev().take(AGAIN_REACH).map(|s| s.1).find(|&id| before(id) && fits(id));
        let parties = || (0..self.parties.len() as u32).map(PartyId).rev().take(AGAIN_REACH);
        let known = said.or_else(|| parties().find(|&id| before(id) && fits(id)));
        if known.is_some() || !last.is(Class::Body) || last.sentence > LEAD {
            return known;
        }
        // Named only later, and one alone bears the noun: `their union said`, in the first line.
        let mut later = parties().filter(|&id| fits(id));
        later.next().filter(|_| later.next().is_none())
    }

    /// Whether a name has the word at a token, in whatever case, its possessive aside.
    fn bears(&self, name: &str, at: usize) -> bool {
        let Some(token) = self.story.tokens.get(at) else { return false };
        let bare = |w: &str| name_key(w.trim_end_matches("'s").trim_end_matches("’s"));
        name.split_whitespace().any(|word| bare(word) == token.hash)
    }
}

/// Whether a name of several words has this noun for its head: `joint river commission`, `tribunal
/// of the league`.
fn is_headed(name: &str, noun: u64) -> bool {
    name.split_whitespace().nth(1).is_some() && name_key(noun_of(name)) == noun
}
