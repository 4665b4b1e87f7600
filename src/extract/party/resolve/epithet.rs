//! What somebody who was named is called the second time: `the tycoon`, `the Swede`, `her cousin`.

use super::super::parts::name_key;
use super::super::{MentionKind, PartyId, PartyKind};
use super::gender::differ;
use super::office::DESCRIPTION;
use super::{HER, HIS, Resolver};
use crate::lexicon::{Class, Gender, HashKeyed};
use crate::segment::Shape;
use crate::text::hash_bytes;
use std::ops::Range;
use std::sync::LazyLock;

/// How many tokens before an epithet may hold its noun already; a page of copy has about 600.
const EARLIER: usize = 1500;

/// The least that must speak for the one whom a noun describes that others without a name are
/// called as well: about as much as having spoken two sentences before.
const NEAR: f32 = -0.6;

/// How many claims back a paper or body reaches that is named again by another noun.
const SPOKEN: usize = 12;

/// How many sentences back a paper reaches that is named again by another noun.
const PAPER_REACH: u32 = 30;

/// How many tokens after its start a sentence may tell what its subject has become.
const CROWNED: usize = 12;

/// The nouns of `data/epithets.csv`, hashed, and whether they reach far: those that do not are held
/// by people without a name as well.
static EPITHETS: LazyLock<HashKeyed<bool>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/epithets.csv");
    let row = |row: &str| {
        let (noun, rest) = row.split_once(',')?;
        Some((hash_bytes(noun.as_bytes()), rest.starts_with("far")))
    };
    table.lines().skip(1).filter_map(row).collect()
});

/// Nouns for one of a party, written large.
const PARTISANS: [u64; 12] = [
    hash_bytes(b"conservative"),
    hash_bytes(b"democrat"),
    hash_bytes(b"independent"),
    hash_bytes(b"labourite"),
    hash_bytes(b"liberal"),
    hash_bytes(b"nationalist"),
    hash_bytes(b"olympian"),
    hash_bytes(b"paralympian"),
    hash_bytes(b"republican"),
    hash_bytes(b"socialist"),
    hash_bytes(b"tory"),
    hash_bytes(b"unionist"),
];

/// Nouns for people who share a surname more often than not.
pub(super) const KIN: [u64; 18] = [
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

/// Trades that firms follow as well as people.
const TRADES: [u64; 13] = [
    hash_bytes(b"baker"),
    hash_bytes(b"brewer"),
    hash_bytes(b"broadcaster"),
    hash_bytes(b"broker"),
    hash_bytes(b"caterer"),
    hash_bytes(b"exporter"),
    hash_bytes(b"grower"),
    hash_bytes(b"importer"),
    hash_bytes(b"jeweller"),
    hash_bytes(b"merchant"),
    hash_bytes(b"producer"),
    hash_bytes(b"publisher"),
    hash_bytes(b"trader"),
];

/// Papers that are called each other's names.
const PAPERS: [u64; 5] = [
    hash_bytes(b"paper"),
    hash_bytes(b"report"),
    hash_bytes(b"research"),
    hash_bytes(b"study"),
    hash_bytes(b"survey"),
];

/// Whether a noun is one that describes people.
pub(in crate::extract::party) fn is_epithet(noun: u64) -> bool {
    EPITHETS.contains_key(&noun)
}

impl Resolver<'_, '_> {
    /// `the Swede`: a capital that is no name; who was introduced as one, else whoever was spoken of last.
    pub(super) fn national(&mut self, head: &Range<usize>) -> Option<PartyId> {
        if !self.is_the(head.start) {
            return None;
        }
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let partisan = noun.is_capital()
            && matches!(head.len(), 2 | 3)
            && (self.story.tokens.get(head.end - 2)?.is_capital()
                || self.is(head.end - 2, Class::Determiner)
                || self.is(head.end - 2, Class::Status))
            && PARTISANS.contains(&noun.hash);
        let land = self.land_of_noun(head.end - 1).filter(|_| (2..=DESCRIPTION).contains(&head.len()));
        if !partisan && land.is_none() {
            return None;
        }
        let word = self.story.text(noun.span);
        let gender = if word.ends_with("woman") || word.ends_with("ina") {
            Gender::She
        } else if word.ends_with("man") {
            Gender::He
        } else {
            Gender::Either
        };
        let told = self.told(head).filter(|_| !partisan);
        self.person_told(head.start, gender, told).filter(|&party| self.is_named_person(party))
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
        if let Some(firm) = self.trade_goes_on(head) {
            return Some(firm);
        }
        let earlier = head.start.saturating_sub(EARLIER)..head.start;
        // `a waiter` is not who `the retired waiter` is.
        let qualified = head.len() > 2 && self.is_qualified(head);
        let before = self.story.tokens[last - 1].hash;
        let introduces = |at: usize| {
            self.story.tokens[at].hash == noun
                && !(at.saturating_sub(3)..at).any(|before| self.is_the(before))
                && (!qualified || at > 0 && self.story.tokens[at - 1].hash == before)
        };
        if earlier.into_iter().any(introduces) {
            return self.crowned(head); // somebody was so introduced, or is so called in general
        }
        let kin = self.story.word(last).split_once("-of-").map_or(noun, |kin| name_key(kin.0));
        let told = self.lexicon.names().title(kin);
        let near = EPITHETS.get(&noun) == Some(&false) && !self.is_qualified(head);
        let found = self.chosen(head.start, told.unwrap_or(Gender::Either), self.told(head))?;
        if !self.is_named_person(found.party) || near && found.score < NEAR {
            return None;
        }
        self.epithets.insert(noun, found.party);
        Some(found.party)
    }

    /// `Bellwether Seeds admitted it. The merchant said`: a trade that the body which has just spoken
    /// may follow as well.
    fn trade_goes_on(&self, head: &Range<usize>) -> Option<PartyId> {
        let (first, noun) = (self.story.tokens.get(head.start)?, self.story.tokens.get(head.end - 1)?);
        let &(sentence, party, aside) = self.said.last()?;
        let body = self.parties.get(party.0 as usize).is_some_and(|p| p.kind == PartyKind::Body);
        let goes = body && !aside && head.len() == 2 && self.is_next(sentence, first.sentence);
        (goes && TRADES.contains(&noun.hash)).then_some(party)
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
        own.filter(|_| first.first() == start && at < start + CROWNED)
    }

    /// Whether a noun describes somebody, as far as it shows without what stands before it.
    pub(super) fn is_description(&self, at: usize) -> bool {
        let Some(noun) = self.story.tokens.get(at) else { return false };
        let word = self.story.text(noun.span);
        self.land_of_noun(at).is_some()
            || EPITHETS.contains_key(&noun.hash)
            || noun.is(Class::Demonym)
                && !self.story.tokens.get(at + 1).is_some_and(|t| self.is_somebody(self.story.text(t.span)))
            || word.ends_with("year-old")
            || noun.shape == Shape::Lower && self.is_somebody(word)
    }

    /// Whether a word describes people.
    pub(super) fn is_description_word(&self, word: &str) -> bool {
        is_epithet(name_key(word)) || word.ends_with("year-old")
    }

    fn is_epithet(&self, head: &Range<usize>) -> bool {
        let last = head.end.saturating_sub(1);
        let Some(noun) = self.story.tokens.get(last) else { return false };
        let word = self.story.text(noun.span);
        if !self.is_the(head.start)
            || !(2..=DESCRIPTION).contains(&head.len())
            || head.clone().any(|at| self.is_possessive(at)) && !is_family(noun.hash)
            || noun.shape != Shape::Lower && !(is_lettered(word) && self.is_qualified(head))
            || word.ends_with('s')
            || noun.is(Class::Body)
        {
            return false;
        }
        let profession = ["ologist", "ician", "grapher"].iter().any(|ending| word.ends_with(ending))
            || word.starts_with("ex-")
            || is_parent(word);
        let nation = (head.start + 1..last).any(|at| self.is(at, Class::Demonym));
        let person = || self.is_somebody(word);
        let public = matches!(word, "minister" | "president" | "ambassador" | "envoy" | "general" | "king");
        // Copy calls a minister or envoy the official, once it is known which.
        // `the wild card`, `the third seed`
        let before = self.story.tokens[last - 1];
        let drawn = word == "card" && self.story.text(before.span) == "wild"
            || word == "seed" && (before.is(Class::NumberWord) || self.story.text(before.span) == "top");
        let profession =
            profession || drawn || head.len() == 2 && matches!(word, "official" | "politician" | "lawmaker");
        profession
            || EPITHETS.contains_key(&noun.hash)
            || is_lettered(word)
            || (self.is_qualified(head) || nation && !public) && person()
    }

    /// `the former`, `the veteran`, `the Glasgow-born`: words that only describe somebody known.
    fn is_qualified(&self, head: &Range<usize>) -> bool {
        (head.start + 1..head.end.saturating_sub(1)).any(|at| {
            let word = self.story.word(at);
            matches!(word, "former" | "retired" | "ex" | "veteran") || word.ends_with("-born")
        })
    }

    /// `A Democrat who represents the county`: somebody of whom only the party is told.
    pub(super) fn is_partisan(&self, head: &Range<usize>) -> bool {
        let one = matches!(self.story.word(head.start), "A" | "a" | "An" | "an" | "One" | "one" | "Another");
        let noun = head.end.checked_sub(1).and_then(|at| self.story.tokens.get(at));
        one && head.len() > 1 && noun.is_some_and(|t| PARTISANS.contains(&t.hash))
    }

    /// Whether a noun stands for one of a party: `Democrat`.
    pub(super) fn is_party_member(&self, noun: &str) -> bool {
        noun.starts_with(char::is_uppercase) && PARTISANS.contains(&name_key(noun))
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

    /// `the paper` after a study: the latest that spoke.
    pub(super) fn renamed(&self, head: &Range<usize>) -> Option<PartyId> {
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let known = self.by_words.contains_key(&noun.hash);
        if head.len() != 2 || !self.is_the(head.start) || known || !PAPERS.contains(&noun.hash) {
            return None;
        }
        let said = self.said.iter().rev().take(SPOKEN).take_while(|s| s.0 + PAPER_REACH >= noun.sentence);
        let paper = |p: PartyId| self.parties.get(p.0 as usize).filter(|of| of.kind == PartyKind::Document);
        let (id, party) = said.map(|s| s.1).find_map(|p| Some((p, paper(p)?)))?;
        party.name.split_whitespace().any(|word| PAPERS.contains(&name_key(word))).then_some(id)
    }
}

/// `mother-of-one`, `father-of-six`.
fn is_parent(word: &str) -> bool {
    ["dad-of-", "father-of-", "grandfather-of-", "grandmother-of-", "mother-of-", "mum-of-"]
        .iter()
        .any(|begins| word.starts_with(begins))
}

/// `The fisherman's widow`: one who is known by another.
fn is_family(noun: u64) -> bool {
    KIN.contains(&noun) || [hash_bytes(b"widow"), hash_bytes(b"widower")].contains(&noun)
}

/// Offices that go by their letters: `the former CEO`.
pub(super) fn is_lettered(word: &str) -> bool {
    matches!(word, "CEO" | "CFO" | "COO" | "GP" | "MEP" | "MP" | "PM")
}
