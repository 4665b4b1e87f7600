//! Whether somebody is he or she.

use super::salience::Sign;
use super::{HER, HIS, Resolver};
use crate::extract::party::parts::name_key;
use crate::extract::party::{MentionKind, Party, PartyId, PartyKind, mentions, roles};
use crate::lexicon::{Class, Gender};
use crate::text::hash_bytes;

/// How many mentions of a person, and how many tokens behind each, are looked at for a pronoun
/// that tells he or she.
const TELLING: (usize, usize) = (24, 40);

/// How many tokens a name that opens its sentence may take, its title included.
const OPENING: usize = 6;

/// How many words of office may stand before a name.
const ASIDE: usize = 16;

impl Resolver<'_, '_> {
    /// What speaks for `he` or `she` standing for a party; none when it cannot.
    pub(super) fn suits(&mut self, id: PartyId, gender: Gender) -> Option<f32> {
        let party = self.parties.get(id.0 as usize)?;
        match party.kind {
            PartyKind::Person => self.person_suits(id, gender),
            PartyKind::Group => {
                let noun = super::pronoun::noun_of(&party.name);
                let told = self.lexicon.names().title(name_key(noun));
                let somebody = self.is_somebody(noun) || self.is_party_member(noun);
                (somebody && !differ(told, Some(gender))).then_some(0.0)
            }
            PartyKind::Body | PartyKind::Government | PartyKind::Document => None,
        }
    }

    /// The same for a person, whose name and offices stay what they are: weighed once.
    fn person_suits(&mut self, id: PartyId, gender: Gender) -> Option<f32> {
        let which = match gender {
            Gender::Either => return Some(0.0),
            Gender::He => 0,
            Gender::She => 1,
        };
        let at = id.0 as usize;
        if self.suited.len() <= at {
            self.suited.resize(self.parties.len().max(at + 1), None);
        }
        let suits = match self.suited[at] {
            Some(known) => known,
            None => self.person_weighed(id),
        };
        self.suited[at] = Some(suits);
        suits[which]
    }

    /// What speaks for he, and for she.
    fn person_weighed(&self, id: PartyId) -> [Option<f32>; 2] {
        const BOTH: [Gender; 2] = [Gender::He, Gender::She];
        let Some(party) = self.parties.get(id.0 as usize) else { return [None; 2] };
        let names = self.lexicon.names();
        let title = party.roles.iter().find_map(|r| names.title(name_key(roles::head(&r.text))));
        let title = title.filter(|g| *g != Gender::Either);
        let given = party.given.as_deref().unwrap_or_default();
        let key = name_key(given);
        let known = names.given(key);
        let named = known.filter(|g| *g != Gender::Either);
        let common = self.lexicon.classes_of(key).has(Class::Given);
        if let Some(sure) = title.or(named.filter(|_| common)) {
            return BOTH.map(|gender| (sure == gender).then(|| Sign::Sure.weight()));
        }
        let told = self.told_gender(party, id);
        BOTH.map(|gender| {
            let told = match told {
                Some(told) if told == gender => Sign::Told.weight(),
                Some(told) if differ(Some(told), Some(gender)) => Sign::Denied.weight(),
                Some(_) | None => 0.0,
            };
            Some(match named {
                Some(named) if differ(Some(named), Some(gender)) => told + Sign::Against.weight(),
                Some(_) => told + Sign::Rare.weight(),
                None if told != 0.0 || known.is_some() => told,
                None => ending(given, gender),
            })
        })
    }

    /// What the given name and the roles tell.
    pub(super) fn known_gender(&self, party: &Party) -> Option<Gender> {
        let names = self.lexicon.names();
        let role = || party.roles.iter().find_map(|r| names.title(name_key(roles::head(&r.text))));
        let given = party.given.as_deref().and_then(|g| names.given(name_key(g)));
        role().or(given).filter(|g| *g != Gender::Either)
    }

    /// What the story's own pronouns tell of a person: `his` or `her` in a sentence that holds
    /// nobody else, a `He` or `She` that opens the next.
    fn told_gender(&self, party: &Party, id: PartyId) -> Option<Gender> {
        let places = party.spellings.iter().flat_map(|s| s.places.iter().copied()).take(TELLING.0);
        let (mut he, mut she) = (0_u32, 0_u32);
        for place in places {
            match self.title_before(place).or_else(|| self.pronoun_behind(id, place.end)) {
                Some(Gender::He) => he += 1,
                Some(Gender::She) => she += 1,
                Some(Gender::Either) | None => {}
            }
        }
        match he.cmp(&she) {
            std::cmp::Ordering::Greater => Some(Gender::He),
            std::cmp::Ordering::Less => Some(Gender::She),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// `Mr`, `Mrs`: what stands before a name without being an office.
    fn title_before(&self, place: crate::text::Span) -> Option<Gender> {
        let after = self.mentions.partition_point(|m| m.span.start <= place.start);
        let mention = self.mentions.get(after.checked_sub(1)?).filter(|m| m.span.contains(place))?;
        let title = mention.first()..mention.begin();
        let title = self.story.tokens.get(title)?;
        title.iter().rev().take(ASIDE).find_map(|t| self.lexicon.names().title(t.hash))
    }

    fn pronoun_behind(&self, id: PartyId, end: u32) -> Option<Gender> {
        let first = self.story.token_at(end.saturating_sub(1)) + 1;
        let sentence = self.story.tokens.get(first.checked_sub(1)?)?.sentence;
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let alone = self.mentions[from..]
            .iter()
            .take_while(|m| m.sentence == sentence)
            .take(TELLING.1)
            .filter(|m| matches!(m.kind, MentionKind::FullName | MentionKind::Surname))
            .all(|m| m.party == Some(id));
        if !alone {
            return None;
        }
        let sentences = self.story.sentences.get(sentence as usize..)?;
        let opens = first <= sentences.first()?.tokens.start as usize + OPENING;
        // Only an opening name goes on in the next sentence.
        let until =
            sentences.get(usize::from(opens)).map_or(self.story.tokens.len(), |s| s.tokens.end as usize);
        let tokens = self.story.tokens.get(first..until)?.iter().take(TELLING.1);
        let owns = |i: usize| {
            let next = self.story.tokens.get(i + 1);
            let joins = [Class::Preposition, Class::Conjunction, Class::Determiner, Class::Auxiliary];
            next.is_some_and(|t| t.is_word() && !t.classes.any(&joins))
        };
        // `whose husband said he`: another is spoken of.
        let kin =
            |t: &crate::segment::Token| t.is(Class::Role) && self.lexicon.names().title(t.hash).is_some();
        let tokens = (first..).zip(tokens).take_while(|(_, t)| t.sentence > sentence || !kin(t));
        let tells = |(i, t): (usize, &crate::segment::Token)| match t.hash {
            HIS | HIMSELF if t.sentence == sentence => Some(Gender::He),
            HERSELF if t.sentence == sentence => Some(Gender::She),
            // `He helped her` tells nothing of him.
            HER if t.sentence == sentence && owns(i) => Some(Gender::She),
            // `Hossain said he had`: the sentence holds nobody else.
            mentions::HE if opens && t.sentence == sentence => Some(Gender::He),
            mentions::SHE if opens && t.sentence == sentence => Some(Gender::She),
            mentions::HE if opens && t.sentence == sentence + 1 && t.is_capital() => Some(Gender::He),
            mentions::SHE if opens && t.sentence == sentence + 1 && t.is_capital() => Some(Gender::She),
            _ => None,
        };
        tokens
            .filter_map(|at| Some((at.1, tells(at)?)))
            .find(|(t, _)| t.quotation().is_none())
            .map(|(_, g)| g)
    }
}

/// What the last letter of a given name tells that no table knows.
///
/// Source: of the names in the tables that end in `a`, 15 in 16 are for her; of those that end in a
/// consonant or in `o`, four in five for him.
fn ending(given: &str, gender: Gender) -> f32 {
    let weight = Sign::Ending.weight();
    match given.bytes().last() {
        None => 0.0,
        Some(b'a') if gender == Gender::She => weight,
        Some(b'a') => -weight,
        Some(b'e' | b'i' | b'h' | b'y' | b'u' | b'g' | b'w') => 0.0,
        Some(b) if !b.is_ascii() => 0.0,
        Some(_) if gender == Gender::He => weight,
        Some(_) => -weight,
    }
}

const HIMSELF: u64 = hash_bytes(b"himself");
const HERSELF: u64 = hash_bytes(b"herself");

/// Whether one is he and the other she.
pub(super) const fn differ(a: Option<Gender>, b: Option<Gender>) -> bool {
    matches!((a, b), (Some(Gender::He), Some(Gender::She)) | (Some(Gender::She), Some(Gender::He)))
}
