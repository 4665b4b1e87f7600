//! What somebody who was named is called the second time: `the tycoon`, `the Swede`, `her cousin`.

use super::super::parts::name_key;
use super::super::{MentionKind, PartyId, PartyKind};
use super::office::DESCRIPTION;
use super::pronoun::{differ, noun_of};
use super::{HER, HIS, Resolver};
use crate::lexicon::{Class, Gender, HashKeyed};
use crate::segment::Shape;
use crate::text::hash_bytes;
use std::ops::Range;
use std::sync::LazyLock;

/// How many tokens before an epithet may hold its noun already; a page of copy has about 600.
const EARLIER: usize = 1500;

/// How many claims back a paper or body reaches that is named again by another noun.
const SPOKEN: usize = 12;

/// How many sentences back a body reaches that is named again by another noun.
const BODY_REACH: u32 = 6;

/// How many sentences back a paper reaches that is named again by another noun.
const PAPER_REACH: u32 = 30;

/// How many tokens after its start a sentence may tell what its subject has become.
const CROWNED: usize = 12;

/// The nouns of `data/epithets.csv`, hashed.
static EPITHETS: LazyLock<HashKeyed<()>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/epithets.csv");
    let nouns = table.lines().skip(1).filter_map(|row| row.split(',').next());
    nouns.map(|noun| (hash_bytes(noun.as_bytes()), ())).collect()
});

/// Nouns for one of a nation that are no adjectives.
const NATIONALS: [u64; 30] = [
    hash_bytes(b"arab"),
    hash_bytes(b"aussie"),
    hash_bytes(b"briton"),
    hash_bytes(b"croat"),
    hash_bytes(b"dane"),
    hash_bytes(b"dutchman"),
    hash_bytes(b"dutchwoman"),
    hash_bytes(b"englishman"),
    hash_bytes(b"englishwoman"),
    hash_bytes(b"filipina"),
    hash_bytes(b"filipino"),
    hash_bytes(b"finn"),
    hash_bytes(b"frenchman"),
    hash_bytes(b"frenchwoman"),
    hash_bytes(b"icelander"),
    hash_bytes(b"irishman"),
    hash_bytes(b"irishwoman"),
    hash_bytes(b"kiwi"),
    hash_bytes(b"kurd"),
    hash_bytes(b"londoner"),
    hash_bytes(b"parisian"),
    hash_bytes(b"pole"),
    hash_bytes(b"scot"),
    hash_bytes(b"scotsman"),
    hash_bytes(b"serb"),
    hash_bytes(b"slovene"),
    hash_bytes(b"spaniard"),
    hash_bytes(b"swede"),
    hash_bytes(b"turk"),
    hash_bytes(b"welshman"),
];

/// Nouns for people who share a surname more often than not.
const KIN: [u64; 18] = [
    hash_bytes(b"aunt"),
    hash_bytes(b"brother"),
    hash_bytes(b"cousin"),
    hash_bytes(b"dad"),
    hash_bytes(b"daughter"),
    hash_bytes(b"father"),
    hash_bytes(b"half-brother"),
    hash_bytes(b"husband"),
    hash_bytes(b"mother"),
    hash_bytes(b"mum"),
    hash_bytes(b"nephew"),
    hash_bytes(b"niece"),
    hash_bytes(b"sibling"),
    hash_bytes(b"sister"),
    hash_bytes(b"son"),
    hash_bytes(b"twin"),
    hash_bytes(b"uncle"),
    hash_bytes(b"wife"),
];

/// Papers that are called each other's names.
const PAPERS: [u64; 5] = [
    hash_bytes(b"paper"),
    hash_bytes(b"report"),
    hash_bytes(b"research"),
    hash_bytes(b"study"),
    hash_bytes(b"survey"),
];

const PANEL: u64 = hash_bytes(b"panel");

/// The nouns of a name that let it be called a panel.
const PANELS: [u64; 7] = [
    hash_bytes(b"bench"),
    hash_bytes(b"board"),
    hash_bytes(b"commission"),
    hash_bytes(b"committee"),
    hash_bytes(b"court"),
    hash_bytes(b"jury"),
    hash_bytes(b"tribunal"),
];

/// What bodies of any kind are called again.
const BODIES: [u64; 8] = [
    PANEL,
    hash_bytes(b"agency"),
    hash_bytes(b"body"),
    hash_bytes(b"charity"),
    hash_bytes(b"group"),
    hash_bytes(b"organisation"),
    hash_bytes(b"organization"),
    hash_bytes(b"watchdog"),
];

/// The nouns of a name that let it be called an agency or a group.
const AGENCIES: [u64; 13] = [
    hash_bytes(b"administration"),
    hash_bytes(b"alliance"),
    hash_bytes(b"association"),
    hash_bytes(b"authority"),
    hash_bytes(b"bureau"),
    hash_bytes(b"campaign"),
    hash_bytes(b"coalition"),
    hash_bytes(b"foundation"),
    hash_bytes(b"network"),
    hash_bytes(b"office"),
    hash_bytes(b"organisation"),
    hash_bytes(b"organization"),
    hash_bytes(b"service"),
];

impl Resolver<'_, '_> {
    /// `the Swede`: a capital that is no name; whoever was spoken of last.
    pub(super) fn national(&mut self, head: &Range<usize>) -> Option<PartyId> {
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        if head.len() != 2 || !self.is_the(head.start) || !NATIONALS.contains(&noun.hash) {
            return None;
        }
        let word = self.story.text(noun.span);
        let gender = if word.ends_with("woman") {
            Gender::She
        } else if word.ends_with("man") {
            Gender::He
        } else {
            Gender::Either
        };
        self.person(head.start, gender).filter(|&party| self.is_named_person(party))
    }

    /// `the tycoon`, `the former inspector`, `the Belgian epidemiologist`: a description without an
    /// introduction is of whom was spoken of last.
    pub(super) fn epithet(&mut self, head: &Range<usize>) -> Option<PartyId> {
        let last = head.end.checked_sub(1)?;
        let noun = self.story.tokens.get(last)?.hash;
        if !self.is_epithet(head) {
            return None;
        }
        if let Some(known) = self.epithets.get(&noun) {
            return Some(*known);
        }
        let earlier = head.start.saturating_sub(EARLIER)..head.start;
        if self.story.tokens.get(earlier)?.iter().any(|t| t.hash == noun) {
            return self.crowned(head); // somebody was so introduced, or is so called in general
        }
        let told = self.lexicon.names().title(noun);
        let found = self.person(head.start, told.unwrap_or(Gender::Either));
        let found = found.filter(|&party| self.is_named_person(party))?;
        self.epithets.insert(noun, found);
        Some(found)
    }

    /// `the champion`, once somebody became the champion: who opens the latest sentence with the noun.
    pub(super) fn crowned(&self, head: &Range<usize>) -> Option<PartyId> {
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?.hash;
        let earlier = head.start.saturating_sub(EARLIER);
        let at = (earlier..head.start).rev().find(|&at| self.story.tokens[at].hash == noun)?;
        let token = &self.story.tokens[at];
        if token.quotation().is_some() {
            return None;
        }
        let first =
            self.in_sentence(token.sentence, token.span.start).find(|m| m.kind != MentionKind::Place)?;
        let own = first.party.filter(|&party| self.is_named_person(party));
        let start = self.story.sentences.get(token.sentence as usize)?.tokens.start as usize;
        own.filter(|_| self.story.token_at(first.span.start) == start && at < start + CROWNED)
    }

    fn is_epithet(&self, head: &Range<usize>) -> bool {
        let last = head.end.saturating_sub(1);
        let Some(noun) = self.story.tokens.get(last) else { return false };
        let word = self.story.text(noun.span);
        if !self.is_the(head.start)
            || !(2..=DESCRIPTION).contains(&head.len())
            || noun.shape != Shape::Lower
            || word.ends_with('s')
            || noun.is(Class::Body)
        {
            return false;
        }
        let profession = ["ologist", "ician", "grapher"].iter().any(|ending| word.ends_with(ending));
        let own = head.start + 1..last;
        let former = own.clone().any(|at| matches!(self.story.word(at), "former" | "retired" | "ex"));
        let nation = own.into_iter().any(|at| self.is(at, Class::Demonym));
        let born = head.clone().any(|at| self.story.word(at).ends_with("-born"));
        let person = || self.is_somebody(word);
        let public = matches!(word, "minister" | "president" | "ambassador" | "envoy" | "general" | "king");
        // Copy calls a minister or envoy the official, once it is known which.
        let profession =
            profession || head.len() == 2 && matches!(word, "official" | "politician" | "lawmaker");
        profession || EPITHETS.contains_key(&noun.hash) || (former || born || nation && !public) && person()
    }

    /// `his brother`, `her cousin`: the only other one of the story with the same surname.
    pub(super) fn kin(&mut self, head: &Range<usize>) -> Option<PartyId> {
        let first = self.story.tokens.get(head.start)?.hash;
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?.hash;
        if !matches!(first, HIS | HER) || head.len() > 3 || !KIN.contains(&noun) {
            return None;
        }
        let owner = self.pronoun(head.start)?;
        let surname = self.parties.get(owner.0 as usize)?.surname.clone()?;
        let told = self.lexicon.names().title(noun);
        let fits = |id: &PartyId| {
            self.parties.get(id.0 as usize).is_some_and(|party| {
                let same = party.surname.as_ref() == Some(&surname) && party.given.is_some();
                *id != owner
                    && party.kind == PartyKind::Person
                    && same
                    && !differ(self.known_gender(party), told)
            })
        };
        let mut all = (0..self.parties.len().min(SPOKEN * SPOKEN) as u32).map(PartyId).filter(fits);
        all.next().filter(|_| all.next().is_none())
    }

    /// `the paper` after a study, `the agency` after an organisation: the latest that spoke.
    pub(super) fn renamed(&self, head: &Range<usize>) -> Option<PartyId> {
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        if head.len() != 2 || !self.is_the(head.start) || self.by_words.contains_key(&noun.hash) {
            return None;
        }
        let (paper, body) = (PAPERS.contains(&noun.hash), BODIES.contains(&noun.hash));
        let reach = if paper { PAPER_REACH } else { BODY_REACH };
        if !paper && !body {
            return None;
        }
        let said = self.said.iter().rev().take(SPOKEN).take_while(|s| s.0 + reach >= noun.sentence);
        let wanted = if paper { PartyKind::Document } else { PartyKind::Body };
        let of_kind = |p: PartyId| self.parties.get(p.0 as usize).filter(|party| party.kind == wanted);
        let (id, party) = said.map(|s| s.1).find_map(|p| Some((p, of_kind(p)?)))?;
        let named = name_key(noun_of(&party.name));
        let public = || self.lexicon.classes_of(named).has(Class::Body);
        let fits = match noun.hash {
            _ if paper => party.name.split_whitespace().any(|word| PAPERS.contains(&name_key(word))),
            PANEL => PANELS.contains(&named),
            _ => AGENCIES.contains(&named) || !public(),
        };
        fits.then_some(id)
    }
}
