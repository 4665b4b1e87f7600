//! Bodies named again by their noun: `the commission`, `the company`.

use super::super::parts::name_key;
use super::super::{PartyId, PartyKind};
use super::Resolver;
use super::gender::differ;
use super::pronoun::noun_of;
use crate::lexicon::Class;
use crate::text::hash_bytes;
use std::ops::Range;

/// How many claims, and how many parties, back a body reaches that is named again by its noun; a
/// long story has about that many of each.
const AGAIN_REACH: usize = 100;

/// How many sentences the top of a story takes, where a body may stand before its name.
const LEAD: u32 = 4;

/// How many claims and sentences back somebody without a name is called by another noun.
const NEAR: (usize, u32) = (3, 4);

/// Nouns that tell of somebody only whether it is he or she.
const HUMAN: [u64; 4] = [hash_bytes(b"boy"), hash_bytes(b"girl"), hash_bytes(b"man"), hash_bytes(b"woman")];

/// Nouns that copy takes in turn for somebody without a name, row by row.
const NAMELESS: [&[u64]; 8] = [
    &[
        hash_bytes(b"friend"),
        hash_bytes(b"insider"),
        hash_bytes(b"mole"),
        hash_bytes(b"pal"),
        hash_bytes(b"source"),
    ],
    &[
        hash_bytes(b"adviser"),
        hash_bytes(b"aide"),
        hash_bytes(b"diplomat"),
        hash_bytes(b"envoy"),
        hash_bytes(b"official"),
    ],
    &[
        hash_bytes(b"local"),
        hash_bytes(b"neighbor"),
        hash_bytes(b"neighbour"),
        hash_bytes(b"resident"),
        hash_bytes(b"villager"),
    ],
    &[hash_bytes(b"analyst"), hash_bytes(b"economist"), hash_bytes(b"strategist"), hash_bytes(b"trader")],
    &[
        hash_bytes(b"bystander"),
        hash_bytes(b"eyewitness"),
        hash_bytes(b"onlooker"),
        hash_bytes(b"passer-by"),
        hash_bytes(b"witness"),
    ],
    &[
        hash_bytes(b"cop"),
        hash_bytes(b"detective"),
        hash_bytes(b"investigator"),
        hash_bytes(b"officer"),
        hash_bytes(b"policeman"),
        hash_bytes(b"policewoman"),
    ],
    &[hash_bytes(b"employee"), hash_bytes(b"staffer"), hash_bytes(b"worker")],
    &[hash_bytes(b"fan"), hash_bytes(b"supporter")],
];

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
                    // `the head of state` is not the head of the civil defence.
                    && (self.story.word(head.end) != "of"
                        || !party.name.contains(" of ")
                        || (head.end + 1..head.end + 4).any(|at| self.bears(&party.name, at)))
            })
        };
        let before = |id: PartyId| {
            let party = self.parties.get(id.0 as usize);
            let places = party.into_iter().flat_map(|p| &p.spellings).flat_map(|s| s.places.first());
            places.into_iter().any(|place| place.end <= last.span.start)
        };
        let said = self.said.iter().rev().take(AGAIN_REACH).map(|s| s.1).find(|&id| fits(id) && before(id));
        let parties = || (0..self.parties.len() as u32).map(PartyId).rev().take(AGAIN_REACH);
        let known = said.or_else(|| parties().find(|&id| fits(id) && before(id)));
        if known.is_some() || !last.is(Class::Body) || last.sentence > LEAD {
            return known;
        }
        // Named only later, and one alone bears the noun: `their union said`, in the first line.
        let mut later = parties().filter(|&id| fits(id));
        later.next().filter(|_| later.next().is_none())
    }

    /// `The insider` right after `a source close to the family`: nouns that copy takes in turn for
    /// somebody without a name.
    pub(super) fn again_unnamed(&self, head: &Range<usize>) -> Option<PartyId> {
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        if !(2..=3).contains(&head.len()) || !self.is_the(head.start) {
            return None;
        }
        if self.is_withheld(head.end)
            && let Some(stranger) = self.nameless_before(last.sentence)
        {
            return Some(stranger);
        }
        if let Some(party) = self.said.last().filter(|s| s.0 + 2 >= last.sentence).map(|s| s.1)
            && self.is_nameless(party, last.hash)
        {
            return Some(party);
        }
        let row = NAMELESS.iter().find(|row| row.contains(&last.hash) && head.len() == 2)?;
        let near = self.said.iter().rev().take(NEAR.0).take_while(|s| s.0 + NEAR.1 >= last.sentence);
        let fits = |id: &PartyId| {
            self.parties.get(id.0 as usize).is_some_and(|party| {
                party.kind == PartyKind::Group && row.contains(&name_key(noun_of(&party.name)))
            })
        };
        near.map(|s| s.1).find(fits)
    }

    /// `, whose name has not been released`, `, who asked not to be named`: an aside that tells why
    /// somebody goes without a name.
    fn is_withheld(&self, comma: usize) -> bool {
        let word = |at: usize| self.story.word(comma + at);
        let whose = word(1) == "whose" && matches!(word(2), "name" | "identity");
        let who = word(1) == "who"
            && (2..9).any(|at| {
                matches!(word(at), "anonymity" | "anonymous" | "anonymously" | "named" | "identified")
            });
        word(0) == "," && (whose || who)
    }

    /// Somebody without a name who spoke in the sentence before, in the paragraph.
    pub(super) fn nameless_before(&self, own: u32) -> Option<PartyId> {
        let &(sentence, id, _) = self.said.last().filter(|s| self.is_next(s.0, own))?;
        let party = self.parties.get(id.0 as usize).filter(|p| p.kind == PartyKind::Group)?;
        (sentence < own && self.is_somebody(noun_of(&party.name))).then_some(id)
    }

    /// `the young woman`: whoever spoke last without a name, and is no man.
    fn is_nameless(&self, id: PartyId, noun: u64) -> bool {
        let told = self.lexicon.names().title(noun).filter(|_| HUMAN.contains(&noun));
        self.parties.get(id.0 as usize).is_some_and(|party| {
            let word = noun_of(&party.name);
            let own = self.lexicon.names().title(name_key(word));
            party.kind == PartyKind::Group && told.is_some() && self.is_somebody(word) && !differ(own, told)
        })
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
