//! Bodies named again by their noun: `the commission`, `the company`.

use super::super::parts::name_key;
use super::super::{Mention, MentionKind, PartyId, PartyKind};
use super::Resolver;
use super::pronoun::noun_of;
use crate::lexicon::Class;
use crate::segment::Shape;
use crate::text::hash_bytes;
use std::ops::Range;

/// How many claims, and how many parties, back a body reaches that is named again by its noun; a
/// long story has about that many of each.
const AGAIN_REACH: usize = 100;

/// How many sentences back a firm reaches that is named again by what it is.
const FIRM_REACH: u32 = 6;

/// What firms are called when they are not called by name.
const COMPANIES: [u64; 22] = [
    hash_bytes(b"airline"),
    hash_bytes(b"brokerage"),
    hash_bytes(b"builder"),
    hash_bytes(b"business"),
    hash_bytes(b"carrier"),
    hash_bytes(b"chain"),
    hash_bytes(b"charity"),
    hash_bytes(b"club"),
    hash_bytes(b"company"),
    hash_bytes(b"developer"),
    hash_bytes(b"firm"),
    hash_bytes(b"group"),
    hash_bytes(b"insurer"),
    hash_bytes(b"lender"),
    hash_bytes(b"maker"),
    hash_bytes(b"manufacturer"),
    hash_bytes(b"operator"),
    hash_bytes(b"retailer"),
    hash_bytes(b"startup"),
    hash_bytes(b"start-up"),
    hash_bytes(b"supplier"),
    hash_bytes(b"utility"),
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
        if known.is_some() || !last.is(Class::Body) {
            return known;
        }
        // Named only later, and one alone bears the noun: `their union said`, in the first line.
        let mut later = parties().filter(|&id| fits(id));
        later.next().filter(|_| later.next().is_none())
    }

    /// `the company`: made a party now when it has not spoken yet.
    pub(super) fn company_of(&mut self, head: &Range<usize>) -> Option<PartyId> {
        let mention = self.firm(head)?;
        self.of_mention(mention)
    }

    /// `the company`, when it is a party already.
    pub(super) fn company(&self, head: &Range<usize>) -> Option<PartyId> {
        self.mentions[self.firm(head)?].party
    }

    /// The mention that `the company` stands for: the only firm of the nearest sentence before that
    /// names one, when no other is named as near.
    fn firm(&self, head: &Range<usize>) -> Option<usize> {
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        if !self.is_the(head.start) || head.len() != 2 || !COMPANIES.contains(&last.hash) {
            return None;
        }
        let start = self.story.tokens[head.start].span.start;
        let to = self.mentions.partition_point(|m| m.span.start < start);
        let near = self.mentions[..to].iter().rev().take_while(|m| m.sentence + FIRM_REACH >= last.sentence);
        let mut found: Option<usize> = None;
        for (back, mention) in near.take(AGAIN_REACH).enumerate() {
            if mention.quoted || mention.headline || !self.is_firm(mention) {
                continue;
            }
            let at = to - 1 - back;
            match found.map(|known| &self.mentions[known]) {
                None => found = Some(at),
                Some(known) if known.sentence != mention.sentence => break,
                Some(known) if self.key(known) != self.key(mention) => return None,
                Some(_) => {}
            }
        }
        found
    }

    fn key(&self, mention: &Mention) -> u64 {
        name_key(self.story.text(mention.name))
    }

    /// Whether a mention may be a firm's: no person, no ministry or court, and a subject or so called.
    fn is_firm(&self, mention: &Mention) -> bool {
        let kind = mention.party.and_then(|p| self.parties.get(p.0 as usize)).map(|p| p.kind);
        let open = match mention.kind {
            MentionKind::Body => kind.is_none_or(|kind| kind == PartyKind::Body),
            MentionKind::Surname | MentionKind::FullName => kind.is_none_or(|kind| kind == PartyKind::Body),
            MentionKind::Place | MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => false,
        };
        let end = self.story.token_at(mention.name.end.saturating_sub(1)) + 1;
        let public = self.is(end - 1, Class::Body) && !COMPANIES.contains(&self.story.tokens[end - 1].hash);
        let start = self.story.token_at(mention.name.start);
        let called = |at: usize| {
            let word = self.story.word(at);
            let one = word
                .strip_suffix("ies")
                .map_or_else(|| word.trim_end_matches('s').to_owned(), |w| w.to_owned() + "y");
            COMPANIES.contains(&hash_bytes(one.as_bytes()))
        };
        let verb = |at: usize| {
            self.story.tokens.get(at).is_some_and(|t| {
                t.classes.any(&[Class::Cue, Class::Auxiliary, Class::Modal])
                    || t.shape == Shape::Lower && self.story.word(at).ends_with("ed")
            })
        };
        let before = start.checked_sub(1).is_some_and(called);
        let aside = self.story.word(end) == "," && (end + 1..end + 9).any(called);
        // `Sales climbed`: what only the sentence's start writes large is no name.
        let begins = start.checked_sub(1).is_none_or(|at| self.story.tokens[at].sentence != mention.sentence);
        let unsure = begins && mention.kind == MentionKind::Surname && mention.party.is_none();
        let open = open && (aside || !unsure);
        open && !public && (before || aside || verb(end) || self.is_possessive(end))
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
