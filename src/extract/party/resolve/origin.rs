//! Where somebody comes from and how old he is: `the Swede`, `the 41-year-old`.

use super::Resolver;
use crate::extract::party::parts::name_key;
use crate::extract::party::{PartyId, PartyKind, RoleStatus, roles};
use crate::lexicon::Class;
use crate::segment::TokenKind;
use crate::text::hash_bytes;
use std::ops::Range;

/// How many mentions of a person are looked at, and how many tokens before and behind each.
const TELLING: (usize, usize, usize) = (12, 6, 8);

/// How many persons are looked at; a long story has about fifty.
const MOST: usize = 120;

/// What being introduced so speaks for somebody, and being introduced otherwise against.
const WEIGHT: (f32, f32) = (3.0, -2.0);

/// Nouns for one of a nation or place that are no adjectives, and the adjective or place.
const NATIONALS: [(u64, u64); 36] = [
    (hash_bytes(b"arab"), hash_bytes(b"arab")),
    (hash_bytes(b"aussie"), hash_bytes(b"australian")),
    (hash_bytes(b"briton"), hash_bytes(b"british")),
    (hash_bytes(b"californian"), hash_bytes(b"california")),
    (hash_bytes(b"croat"), hash_bytes(b"croatian")),
    (hash_bytes(b"dane"), hash_bytes(b"danish")),
    (hash_bytes(b"dutchman"), hash_bytes(b"dutch")),
    (hash_bytes(b"dutchwoman"), hash_bytes(b"dutch")),
    (hash_bytes(b"englishman"), hash_bytes(b"english")),
    (hash_bytes(b"englishwoman"), hash_bytes(b"english")),
    (hash_bytes(b"filipina"), hash_bytes(b"philippine")),
    (hash_bytes(b"filipino"), hash_bytes(b"philippine")),
    (hash_bytes(b"finn"), hash_bytes(b"finnish")),
    (hash_bytes(b"floridian"), hash_bytes(b"florida")),
    (hash_bytes(b"frenchman"), hash_bytes(b"french")),
    (hash_bytes(b"frenchwoman"), hash_bytes(b"french")),
    (hash_bytes(b"glaswegian"), hash_bytes(b"glasgow")),
    (hash_bytes(b"icelander"), hash_bytes(b"icelandic")),
    (hash_bytes(b"irishman"), hash_bytes(b"irish")),
    (hash_bytes(b"irishwoman"), hash_bytes(b"irish")),
    (hash_bytes(b"kiwi"), hash_bytes(b"new zealand")),
    (hash_bytes(b"kurd"), hash_bytes(b"kurdish")),
    (hash_bytes(b"londoner"), hash_bytes(b"london")),
    (hash_bytes(b"parisian"), hash_bytes(b"paris")),
    (hash_bytes(b"pole"), hash_bytes(b"polish")),
    (hash_bytes(b"scot"), hash_bytes(b"scottish")),
    (hash_bytes(b"scotsman"), hash_bytes(b"scottish")),
    (hash_bytes(b"scotswoman"), hash_bytes(b"scottish")),
    (hash_bytes(b"serb"), hash_bytes(b"serbian")),
    (hash_bytes(b"slovene"), hash_bytes(b"slovenian")),
    (hash_bytes(b"spaniard"), hash_bytes(b"spanish")),
    (hash_bytes(b"swede"), hash_bytes(b"swedish")),
    (hash_bytes(b"texan"), hash_bytes(b"texas")),
    (hash_bytes(b"turk"), hash_bytes(b"turkish")),
    (hash_bytes(b"welshman"), hash_bytes(b"welsh")),
    (hash_bytes(b"welshwoman"), hash_bytes(b"welsh")),
];

/// The age up to which nobody holds an office. Unit: years.
const YOUNG: u32 = 20;

/// Offices that nobody holds in his teens.
const GROWN: [u64; 16] = [
    hash_bytes(b"boss"),
    hash_bytes(b"chairman"),
    hash_bytes(b"chief"),
    hash_bytes(b"coach"),
    hash_bytes(b"director"),
    hash_bytes(b"governor"),
    hash_bytes(b"inspector"),
    hash_bytes(b"judge"),
    hash_bytes(b"manager"),
    hash_bytes(b"mayor"),
    hash_bytes(b"minister"),
    hash_bytes(b"president"),
    hash_bytes(b"professor"),
    hash_bytes(b"prosecutor"),
    hash_bytes(b"secretary"),
    hash_bytes(b"senator"),
];

/// Kin that nobody is in his teens.
const PARENTS: [u64; 8] = [
    hash_bytes(b"dad"),
    hash_bytes(b"father"),
    hash_bytes(b"grandfather"),
    hash_bytes(b"grandmother"),
    hash_bytes(b"husband"),
    hash_bytes(b"mother"),
    hash_bytes(b"mum"),
    hash_bytes(b"wife"),
];

/// What a description tells of somebody.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// The adjective of the nation, else the place.
    land: Option<u64>,
    /// In years, as printed.
    age: Option<u64>,
    /// Whether it is of one too young for an office.
    young: bool,
}

impl Resolver<'_, '_> {
    /// The nation or place that `Swede` tells.
    pub(super) fn land_of_noun(&self, at: usize) -> Option<u64> {
        let token = self.story.tokens.get(at).filter(|t| t.is_capital())?;
        NATIONALS.iter().find(|row| row.0 == token.hash).map(|row| row.1)
    }

    /// The nation that a word tells: `Kenyan`, `Kenya`, `Kenyan-born`.
    fn land(&self, at: usize) -> Option<u64> {
        let token = self.story.tokens.get(at).filter(|t| t.is_capital())?;
        let word = self.story.word(at);
        let hash = match word.split_once('-') {
            Some((place, "born" | "based")) => name_key(place),
            Some(_) | None => token.hash,
        };
        let names = self.lexicon.names();
        let of_place = || {
            let place = names.place(hash)?;
            let country = if place.of.is_empty() { place } else { names.place(name_key(&place.of))? };
            (!country.demonym.is_empty()).then(|| name_key(&country.demonym))
        };
        self.land_of_noun(at).or_else(|| names.country(hash).map(|_| hash)).or_else(of_place).or(Some(hash))
    }

    /// The years of `29-year-old`, in one token or the last of three.
    fn years(&self, at: usize) -> Option<u64> {
        let word = self.story.word(at).strip_suffix("year-old")?;
        let years =
            if word.is_empty() { self.story.word(at.checked_sub(2)?) } else { word.trim_end_matches('-') };
        Some(hash_bytes(years.as_bytes()))
    }

    /// `18-year-old`, `teenager`.
    fn is_young(&self, at: usize) -> bool {
        let word = self.story.word(at);
        let Some(years) = word.strip_suffix("year-old") else {
            return matches!(word, "teenager" | "teen" | "schoolboy" | "schoolgirl" | "youngster");
        };
        let years =
            if years.is_empty() && at >= 2 { self.story.word(at - 2) } else { years.trim_end_matches('-') };
        let written =
            ["twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
        years.parse::<u32>().is_ok_and(|years| years <= YOUNG)
            || written.iter().any(|age| years.eq_ignore_ascii_case(age))
    }

    /// What speaks for somebody being young, and against.
    fn youth(&self, id: PartyId) -> f32 {
        let young = |place: crate::text::Span| {
            let (first, end) = (self.story.token_at(place.start), self.story.token_at(place.end));
            let aside = self.story.word(end) == "," && self.story.word(end + 2) == ",";
            let age = || self.story.word(end + 1).parse::<u32>().is_ok_and(|age| age <= YOUNG);
            aside && age() || (first.saturating_sub(TELLING.1)..first).any(|at| self.is_young(at))
        };
        let parent = || self.is_told_by(id, &PARENTS);
        let mut places = self.parties.get(id.0 as usize).into_iter().flat_map(|p| &p.spellings);
        let young = places.any(|s| s.places.first().copied().is_some_and(young));
        if young {
            WEIGHT.0
        } else if self.is_grown(id) || parent() {
            WEIGHT.1
        } else {
            0.0
        }
    }

    /// Whether somebody holds or held an office that nobody holds in his teens.
    fn is_grown(&self, id: PartyId) -> bool {
        self.parties.get(id.0 as usize).is_some_and(|party| {
            party.roles.iter().any(|role| {
                let head = name_key(roles::head(&role.text));
                role.status == RoleStatus::Former || GROWN.contains(&head)
            })
        })
    }

    /// What a description tells of nation and age; none when neither.
    pub(super) fn told(&self, head: &Range<usize>) -> Option<Told> {
        let mut told = Told::default();
        for at in head.clone() {
            let age = self.years(at);
            told.age = told.age.or(age);
            told.young |= self.is_young(at);
            let land = self.land_of_noun(at);
            told.land = told.land.or(land).or_else(|| self.is(at, Class::Demonym).then(|| self.land(at))?);
        }
        (told.land.is_some() || told.age.is_some() || told.young).then_some(told)
    }

    /// What a person's introductions say for or against a description.
    pub(super) fn bears_out(&self, id: PartyId, told: Told) -> f32 {
        let places = self.parties.get(id.0 as usize).into_iter().flat_map(|p| &p.spellings);
        let places = places.flat_map(|s| s.places.iter().copied()).take(TELLING.0);
        let (mut land, mut age) = (0.0_f32, 0.0_f32);
        let add = |sum: &mut f32, fits: bool| {
            *sum = if fits {
                WEIGHT.0
            } else if *sum > 0.0 {
                *sum
            } else {
                WEIGHT.1
            }
        };
        for place in places {
            let first = self.story.token_at(place.start);
            let end = self.story.token_at(place.end.saturating_sub(1)) + 1;
            if let Some(own) = self.hails(first, end, told.land) {
                add(&mut land, own);
            }
            let aged = |years: u64| {
                let behind = self.story.word(end) == "," && self.story.word(end + 2) == ",";
                let number = self.story.tokens.get(end + 1).filter(|t| behind && t.kind == TokenKind::Number);
                let sentence = self.story.tokens.get(first).map(|t| t.sentence);
                let own = |at: &usize| Some(self.story.tokens[*at].sentence) == sentence;
                let before = (first.saturating_sub(TELLING.1)..first).rev().take_while(own);
                let before = before.filter_map(|at| self.years(at));
                number
                    .map(|t| hash_bytes(self.story.text(t.span).as_bytes()))
                    .into_iter()
                    .chain(before)
                    .next()
                    .map(|own| own == years)
            };
            if let Some(own) = told.age.and_then(aged) {
                add(&mut age, own);
            }
        }
        land + age + if told.young { self.youth(id) } else { 0.0 }
    }

    /// Whether somebody is introduced as from a land: `Spain's Alba`, `Dane Mikkel`, `Mikkel of
    /// Denmark`; none when nothing tells.
    fn hails(&self, first: usize, end: usize, land: Option<u64>) -> Option<bool> {
        let land = land?;
        let sentence = self.story.tokens.get(first)?.sentence;
        let breaks = [Class::Auxiliary, Class::Modal, Class::Conjunction, Class::Preposition];
        let joins = |at: &usize| {
            let token = &self.story.tokens[*at];
            token.sentence == sentence
                && (token.is_word() || self.is_possessive(*at))
                && !token.classes.any(&breaks)
                && (!token.is(Class::Cue) || token.is(Class::Role))
        };
        let before = (first.saturating_sub(TELLING.1)..first).rev().take_while(joins);
        let owner = self.story.word(end);
        let aside = matches!(owner, "," | "(" | "of" | "from");
        let until = |at: &usize| {
            let token = &self.story.tokens[*at];
            token.sentence == sentence
                && !matches!(self.story.word(*at), "," | ")" | "who")
                && !token.classes.any(&breaks[..3])
        };
        let last = (end + TELLING.2).min(self.story.tokens.len());
        let behind = (end + 1..if aside { last } else { end + 1 }).take_while(until);
        let own = |at: usize| {
            Some((self.land(at)?, self.is(at, Class::Demonym) || self.land_of_noun(at).is_some()))
        };
        let mut other = None;
        for (found, nation) in before.chain(behind).filter_map(own) {
            if found == land {
                return Some(true);
            }
            other = other.or(nation.then_some(false));
        }
        other
    }

    /// The only person who was introduced so, however far back.
    pub(super) fn only_told(&self, told: Told, before: u32) -> Option<PartyId> {
        let fits = |id: &PartyId| {
            self.parties.get(id.0 as usize).is_some_and(|party| {
                let named =
                    || party.spellings.iter().flat_map(|s| s.places.first()).any(|p| p.start < before);
                party.kind == PartyKind::Person && named()
            }) && self.bears_out(*id, told) > 0.0
        };
        let mut all = (0..self.parties.len().min(MOST) as u32).map(PartyId).filter(fits);
        all.next().filter(|_| all.next().is_none())
    }
}
