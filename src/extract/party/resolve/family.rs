//! Families: `her husband, Arne,` bears her surname; `the younger Crabtree` is the son.

use super::epithet::KIN;
use super::{HER, HIS, Resolver, THEIR};
use crate::extract::party::{Mention, MentionKind, Party, PartyId, PartyKind};
use crate::lexicon::Class;
use crate::segment::{Shape, Story};
use crate::text::hash_bytes;
use smol_str::{SmolStr, format_smolstr};
use std::ops::Range;

/// How many words may stand between an owner and the noun for kin: `her late elder brother`.
const BETWEEN: usize = 3;

/// How many persons are looked at for a namesake; a long story has about fifty.
const MOST: usize = 120;

/// How many tokens before and behind a name may tell that somebody is a child.
const CHILDHOOD: (usize, usize) = (3, 6);

/// Nouns for whoever is the younger of two.
const CHILDREN: [u64; 6] = [
    hash_bytes(b"daughter"),
    hash_bytes(b"granddaughter"),
    hash_bytes(b"grandson"),
    hash_bytes(b"nephew"),
    hash_bytes(b"niece"),
    hash_bytes(b"son"),
];

const COMMA: u64 = hash_bytes(b",");

/// The mentions by a first name alone behind a noun for kin, and of husbands and wives, the last one first.
pub(super) fn lone_kin(story: &Story<'_>, mentions: &[Mention], parties: &[Party]) -> Vec<usize> {
    let lone = |m: &Mention| {
        let named = matches!(m.kind, MentionKind::Surname | MentionKind::FullName);
        if !named || m.quoted || m.headline || owner(story, m.begin()).is_none() {
            return false;
        }
        let Some(party) = m.party.and_then(|id| parties.get(id.0 as usize)) else { return false };
        let alone = party.kind == PartyKind::Person && party.given.is_none();
        m.kind == MentionKind::Surname && alone && party.name == story.text(m.name)
            || spouse(story, m.begin())
    };
    (0..mentions.len()).rev().filter(|&at| lone(&mentions[at])).collect()
}

/// The token that owns the kin named at a token: `Her`, or the `'s` of `Ansty's`.
fn owner(story: &Story<'_>, name: usize) -> Option<usize> {
    let before = name.checked_sub(1)?;
    let comma = story.tokens.get(before)?.hash == COMMA;
    let noun = if comma { before.checked_sub(1)? } else { before };
    let token = story.tokens.get(noun)?;
    if !KIN.contains(&token.hash) {
        return None;
    }
    let own = |at: &usize| {
        let of = &story.tokens[*at];
        of.sentence == token.sentence
            && (matches!(of.hash, HIS | HER | THEIR) || matches!(story.word(*at), "'s" | "’s" | "'" | "’"))
    };
    (noun.saturating_sub(BETWEEN)..noun).rev().find(own)
}

/// Whether the noun for kin before a name tells that two are married: `His wife, Elspeth`.
fn spouse(story: &Story<'_>, name: usize) -> bool {
    let before = name.saturating_sub(1);
    let noun = if story.word(before) == "," { before.saturating_sub(1) } else { before };
    matches!(story.word(noun), "wife" | "husband" | "spouse" | "fiance" | "fiancee" | "fiancé" | "fiancée")
}

impl Resolver<'_, '_> {
    /// Gives those who were named before a byte the surname of whose kin they are: copy leaves out only
    /// a surname that two share.
    pub(super) fn name_kin(&mut self, before: u32) {
        while let Some(at) = self.kin.pop_if(|at| self.mentions[*at].span.start < before) {
            let Some(name) = self.with_surname(at) else { continue };
            let party = self.mentions[at].party.and_then(|id| self.parties.get_mut(id.0 as usize));
            if let Some(party) = party {
                party.name = name;
            }
        }
    }

    fn with_surname(&mut self, at: usize) -> Option<SmolStr> {
        let mention = &self.mentions[at];
        let (own, name, sentence) = (mention.party?, mention.name, mention.sentence);
        let (first, lone) = (self.story.token_at(name.start), mention.kind == MentionKind::Surname);
        let of = owner(self.story, first)?;
        let id = self.owner_of_kin(of).filter(|&id| id != own)?;
        let whose = self.parties.get(id.0 as usize).filter(|p| p.kind == PartyKind::Person)?;
        let whole = whose.name.clone();
        let (_, surname) = whole.rsplit_once(' ')?;
        let word = self.story.text(name);
        let name = match self.parties.get(own.0 as usize) {
            Some(party) if party.name.contains(' ') => party.name.clone(),
            Some(_) | None if lone => format_smolstr!("{word} {surname}"),
            Some(_) | None => SmolStr::new(word),
        };
        if spouse(self.story, first) {
            self.marry((id, own), (&whole, &name), sentence);
        }
        lone.then_some(name)
    }

    fn owner_of_kin(&mut self, at: usize) -> Option<PartyId> {
        match self.story.tokens.get(at)?.hash {
            HIS | HER => self.pronoun(at).filter(|&id| self.is_person(id)).or_else(|| self.latest_full(at)),
            THEIR => self.said.iter().rev().map(|s| s.1).find(|&id| self.is_person(id)),
            _ => {
                if let Some(parent) = self.of_couple(at) {
                    return Some(parent);
                }
                let start = self.story.tokens.get(at)?.span.start;
                let to = self.mentions.partition_point(|m| m.span.start < start);
                let near = self.mentions[..to].iter().rev().take(2).find(|m| m.name.end == start)?;
                self.known(near)
            }
        }
    }

    /// Whoever was named last by the full name.
    fn latest_full(&self, at: usize) -> Option<PartyId> {
        let start = self.story.tokens.get(at)?.span.start;
        let to = self.mentions.partition_point(|m| m.span.start < start);
        let full = |m: &&Mention| m.kind == MentionKind::FullName && !m.quoted && !m.headline;
        self.mentions[..to].iter().rev().take(BETWEEN * 4).find(full)?.party
    }

    /// `the younger Crabtree`, `Kirkwall senior`: of the two of that surname the child or the other.
    pub(super) fn namesake(&self, head: &Range<usize>) -> Option<PartyId> {
        let (first, last) = (head.start, head.end.checked_sub(1)?);
        let younger = |word: &str| match word {
            "younger" | "junior" | "Jr" | "jnr" | "Jnr" => Some(true),
            "elder" | "older" | "senior" | "Sr" | "snr" | "Snr" => Some(false),
            _ => None,
        };
        let (name, young) = match head.len() {
            2 => (first, younger(self.story.word(last))?),
            3 if self.is_the(first) => (last, younger(self.story.word(first + 1))?),
            _ => return None,
        };
        let word = self.story.tokens.get(name).filter(|t| t.shape != Shape::Lower)?;
        let surname = self.story.text(word.span);
        let bears = |id: &PartyId| {
            self.parties.get(id.0 as usize).is_some_and(|party| {
                let last = party.name.rsplit(' ').next().unwrap_or_default();
                party.kind == PartyKind::Person && party.name.contains(' ') && last == surname
            })
        };
        let mut two = (0..self.parties.len().min(MOST) as u32).map(PartyId).filter(bears);
        let (a, b) = two.next().zip(two.next())?;
        match (self.is_child(a), self.is_child(b)) {
            _ if two.next().is_some() => None,
            (true, false) => Some(if young { a } else { b }),
            (false, true) => Some(if young { b } else { a }),
            // `Szarka's brother, Bence`: whoever is told of first is the elder rather.
            (false, false) => match (self.is_kin(a), self.is_kin(b)) {
                (true, false) => Some(if young { a } else { b }),
                (false, true) => Some(if young { b } else { a }),
                (true, true) | (false, false) => None,
            },
            (true, true) => None,
        }
    }

    /// Whether somebody is introduced by the first name, as kin.
    fn is_kin(&self, id: PartyId) -> bool {
        let mut own = self.mentions.iter().filter(|m| m.party == Some(id));
        own.next().is_some_and(|m| owner(self.story, m.begin()).is_some())
    }

    /// Whether somebody is introduced as a son or niece: `Her son, Zac`, `Zac Hill, the manager's son`.
    fn is_child(&self, id: PartyId) -> bool {
        self.is_told_by(id, &CHILDREN)
    }

    /// Whether one of these nouns stands where somebody is named.
    pub(super) fn is_told_by(&self, id: PartyId, nouns: &[u64]) -> bool {
        let own = self.mentions.iter().filter(|m| m.party == Some(id)).take(BETWEEN * 4);
        own.map(|m| m.name).any(|place| {
            let (first, end) = (self.story.token_at(place.start), self.story.token_at(place.end));
            let sentence = self.story.tokens.get(first).map(|t| t.sentence);
            let child = |at: usize| {
                self.story
                    .tokens
                    .get(at)
                    .is_some_and(|t| Some(t.sentence) == sentence && nouns.contains(&t.hash))
            };
            let verb = |at: &usize| self.is(*at, Class::Auxiliary) || self.is(*at, Class::Cue);
            let aside = self.story.word(end) == ",";
            (first.saturating_sub(CHILDHOOD.0)..first).any(child)
                || aside && (end + 1..end + CHILDHOOD.1).take_while(|at| !verb(at)).any(child)
        })
    }
}
