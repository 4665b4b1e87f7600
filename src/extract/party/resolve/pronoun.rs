//! he, she, they, it, who: whom a word without a name stands for.

use super::super::parts::name_key;
use super::super::{Mention, Party, PartyId, PartyKind, Role, roles};
use super::super::{MentionKind, mentions};
use super::{HER, HIS, Resolver, is_named};
use crate::lexicon::{Class, Gender};
use crate::text::hash_bytes;
use std::ops::Range;

/// How many sentences back a pronoun reaches.
const REACH: u32 = 4;

/// How many sentences back it reaches for the one whom the names tell to be he or she, when nobody
/// nearer fits: about a screen of copy.
const FAR: u32 = 10;

/// How many mentions of one sentence, or further back, are looked at; only lists hold more.
const MOST: usize = 100;

/// How many mentions of a person, and how many tokens behind each, are looked at for a pronoun
/// that tells he or she.
const TELLING: (usize, usize) = (24, 40);

/// How many tokens a name that opens its sentence may take, its title included.
const OPENING: usize = 6;

/// How many tokens an aside between a name and its `who` may take.
const ASIDE: usize = 16;

impl Resolver<'_, '_> {
    /// he, she: the speaker of this sentence or the ones before, else whom they begin with.
    pub(super) fn person(&mut self, pronoun: usize, gender: Gender) -> Option<PartyId> {
        let token = self.story.tokens.get(pronoun)?;
        let (own, before) = (token.sentence, token.span.start);
        let (mut doubted, mut stranger) = (None, None);
        for back in 0..=REACH.min(own) {
            let sentence = own - back;
            let said = self.said.iter().rev().take_while(|s| s.0 + REACH >= own);
            let said: Vec<PartyId> = said.filter(|s| s.0 == sentence).map(|s| s.1).take(8).collect();
            // Those without a name are soon forgotten.
            let near = |p: &PartyId| back <= 1 || self.is_person(*p);
            let said: Vec<PartyId> = said.into_iter().filter(near).collect();
            if back <= 1 {
                doubted = doubted.or_else(|| said.iter().copied().find(|&p| self.is_doubted(p)));
            }
            let sure = |all: &Self, p: PartyId| back <= 1 || doubted.is_none() || all.is_surely(p, gender);
            let found = said.into_iter().find(|&p| self.may_be(p, gender) && sure(self, p));
            if found.is_some() {
                return found;
            }
            let there: Vec<PartyId> =
                self.in_sentence(sentence, before).take(8).filter_map(|m| self.known(m)).collect();
            if back <= 1 {
                stranger = stranger.or_else(|| there.iter().copied().find(|&p| self.is_doubted(p)));
            }
            let person =
                there.into_iter().find(|&p| self.is_person(p) && self.may_be(p, gender) && sure(self, p));
            let unnamed = |all: &mut Self| all.opening(sentence, before, Some(gender)).filter(|_| back <= 1);
            if let Some(found) = person.or_else(|| unnamed(self)) {
                return Some(found);
            }
        }
        doubted.or_else(|| self.far(own, before, gender)).or(stranger)
    }

    /// Whether only a rare given name tells that somebody is he or she: the same name is another's
    /// elsewhere in the world.
    fn is_doubted(&self, id: PartyId) -> bool {
        let Some(party) = self.parties.get(id.0 as usize) else { return false };
        let Some(given) = party.given.as_deref() else { return false };
        let common = self.lexicon.classes_of(name_key(given)).has(Class::Given);
        let title = |role: &Role| self.lexicon.names().title(name_key(roles::head(&role.text)));
        party.kind == PartyKind::Person && !common && party.roles.iter().all(|role| title(role).is_none())
    }

    /// Whether names, titles or the story's pronouns tell that somebody is he or she.
    fn is_surely(&self, id: PartyId, gender: Gender) -> bool {
        let known = self.parties.get(id.0 as usize).and_then(|p| self.known_gender(p));
        let told = || self.genders.get(&u64::from(id.0)).copied().flatten();
        known.or_else(told) == Some(gender)
    }

    /// The latest person further back whose name or title says he or she.
    fn far(&self, own: u32, before: u32, gender: Gender) -> Option<PartyId> {
        let to = self.mentions.partition_point(|m| m.span.start < before);
        let far = self.mentions[..to].iter().rev().take_while(|m| m.sentence + FAR >= own);
        let known = |p: &PartyId| {
            self.parties
                .get(p.0 as usize)
                .is_some_and(|p| p.kind == PartyKind::Person && self.known_gender(p) == Some(gender))
        };
        far.take(MOST).filter(|m| is_named(m.kind) && !self.is_agent(m)).filter_map(|m| m.party).find(known)
    }

    /// Who opens a sentence without a name: `The mayor of Lower Ridge complained.`
    fn opening(&mut self, sentence: u32, before: u32, gender: Option<Gender>) -> Option<PartyId> {
        if let Some(found) = gender.and_then(|gender| self.officer(sentence, before, gender)) {
            return Some(found);
        }
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let mention = self.mentions.get(from).filter(|m| m.sentence == sentence && m.span.end <= before)?;
        let first = self.story.sentences.get(sentence as usize)?.tokens.start as usize;
        let opens = self.story.token_at(mention.span.start) == first;
        if mention.kind != MentionKind::Role || !opens || mention.quoted {
            return None;
        }
        let span = mention.span;
        let last = self.story.token_at(span.end.saturating_sub(1));
        let plural = self.story.word(last).ends_with('s');
        let body = self.is(last, Class::Body);
        let told = self.lexicon.names().title(self.story.tokens.get(last)?.hash);
        let fits = match gender {
            Some(gender) => !body && !differ(told, Some(gender)),
            None => body,
        };
        let possessed = self.is(first, Class::Possessive) || self.is_possessive(last + 1);
        (fits && !plural && !possessed).then(|| self.source(self.phrase(span)))?
    }

    /// Who opens a sentence as one of a body: `The federation's president is to speak.`
    fn officer(&mut self, sentence: u32, before: u32, gender: Gender) -> Option<PartyId> {
        let first = self.story.sentences.get(sentence as usize)?.tokens.start as usize;
        let owner = (first + 1..first + OPENING).find(|&at| self.is_possessive(at))?;
        let noun = (owner + 1..owner + 4).find(|&at| self.is(at, Class::Role))?;
        let (token, next) = (self.story.tokens.get(noun)?, self.story.tokens.get(noun + 1)?);
        let told = self.lexicon.names().title(token.hash);
        let opens = self.is_the(first) && token.sentence == sentence && token.span.end <= before;
        let subject = next.classes.any(&[Class::Auxiliary, Class::Modal, Class::Cue]);
        let person = self.is_somebody(self.story.text(token.span)) && !differ(told, Some(gender));
        let plain = self.story.tokens.get(first..noun)?.iter().all(|t| t.quotation().is_none());
        (opens && subject && person && plain).then(|| self.source(self.story.span_of(first..noun + 1)))?
    }

    /// A noun's phrase with its `of`: `The mayor of Lower Ridge`.
    fn phrase(&self, noun: crate::text::Span) -> crate::text::Span {
        let end = self.story.token_at(noun.end);
        if !matches!(self.story.word(end), "of" | "for") {
            return noun;
        }
        let plain = |at: &usize| {
            self.story.tokens.get(*at).is_some_and(|t| t.plain && t.is_word() && !t.is_capital())
        };
        let last = (end + 1..end + 4).take_while(plain).last();
        if let Some(last) = last {
            return noun.join(self.story.span_of(last..last + 1));
        }
        let after = |m: &&Mention| m.span.start > noun.end && m.span.start <= noun.end + 12;
        let from = self.mentions.partition_point(|m| m.span.start <= noun.end);
        let place = self.mentions.get(from).filter(after).filter(|m| is_named(m.kind));
        place.map_or(noun, |place| noun.join(place.span))
    }

    fn is_person(&self, party: PartyId) -> bool {
        self.parties.get(party.0 as usize).is_some_and(|p| p.kind == PartyKind::Person)
    }

    /// The mentions of a sentence before a byte, outside of quotations, in text order; not those
    /// that own what follows or by whom something is done.
    pub(super) fn in_sentence(&self, sentence: u32, before: u32) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        self.mentions[from..]
            .iter()
            .take_while(move |m| m.sentence == sentence && m.span.start < before)
            .take(MOST)
            .filter(|m| !m.quoted && (is_named(m.kind) || m.kind == MentionKind::Role))
            .filter(|m| !self.owns(m) && !self.is_agent(m))
    }

    /// Who is known to stand behind a mention: `the governor` is whoever was so introduced.
    fn known(&self, mention: &Mention) -> Option<PartyId> {
        if mention.kind != MentionKind::Role {
            return mention.party;
        }
        if !self.story.text(mention.span).starts_with(['t', 'T', 'h', 'H', 'i', 'I']) {
            return None; // neither "the" nor "his", "her", "its", "their"
        }
        let head = self.tokens(mention.span);
        let office = self.office(&head).and_then(|at| self.mentions[at].party);
        office.or_else(|| self.again(&head)).or_else(|| self.company(&head))
    }

    /// Whether a mention is followed by a possessive: it is no subject.
    fn owns(&self, mention: &Mention) -> bool {
        self.is_possessive(self.story.token_at(mention.name.end))
    }

    /// `Asked by Pike whether …, she`: nor is the one who does what is done.
    fn is_agent(&self, mention: &Mention) -> bool {
        let first = self.story.token_at(mention.span.start);
        first.checked_sub(1).is_some_and(|before| self.story.word(before) == "by")
    }

    /// Whether `he` or `she` can stand for a party: a person, or one unnamed.
    fn may_be(&mut self, id: PartyId, gender: Gender) -> bool {
        let Some(party) = self.parties.get(id.0 as usize) else { return false };
        match party.kind {
            PartyKind::Person => {
                let known = self.known_gender(party);
                let own = known.or_else(|| self.told_gender(id));
                !differ(own, Some(gender))
            }
            PartyKind::Group => {
                let noun = noun_of(&party.name);
                let told = self.lexicon.names().title(name_key(noun));
                self.is_somebody(noun) && !differ(told, Some(gender))
            }
            PartyKind::Body | PartyKind::Government | PartyKind::Document => false,
        }
    }

    /// Whether a noun stands for one human being.
    pub(super) fn is_somebody(&self, noun: &str) -> bool {
        let classes = self.lexicon.classes_of(name_key(noun));
        let agent =
            ["er", "or", "ist", "ian", "man", "ant", "ee"].iter().any(|ending| noun.ends_with(ending));
        let other = [Class::Body, Class::Document, Class::CueNoun, Class::Relay, Class::Outlet];
        noun.starts_with(char::is_lowercase)
            && !noun.ends_with('s')
            && (agent || classes.any(&[Class::Role]))
            && !classes.any(&other)
            && !matches!(noun, "people" | "men" | "women" | "family")
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
    fn told_gender(&mut self, id: PartyId) -> Option<Gender> {
        let key = u64::from(id.0);
        if let Some(known) = self.genders.get(&key) {
            return *known;
        }
        let places = self.parties.get(id.0 as usize).into_iter().flat_map(|p| &p.spellings);
        let places: Vec<_> = places.flat_map(|s| s.places.iter().copied()).take(TELLING.0).collect();
        let (mut he, mut she) = (0_u32, 0_u32);
        for place in places {
            match self.title_before(place).or_else(|| self.pronoun_behind(id, place.end)) {
                Some(Gender::He) => he += 1,
                Some(Gender::She) => she += 1,
                Some(Gender::Either) | None => {}
            }
        }
        let told = match he.cmp(&she) {
            std::cmp::Ordering::Greater => Some(Gender::He),
            std::cmp::Ordering::Less => Some(Gender::She),
            std::cmp::Ordering::Equal => None,
        };
        self.genders.insert(key, told);
        told
    }

    /// `Mr`, `Mrs`: what stands before a name without being an office.
    fn title_before(&self, place: crate::text::Span) -> Option<Gender> {
        let after = self.mentions.partition_point(|m| m.span.start <= place.start);
        let mention = self.mentions.get(after.checked_sub(1)?).filter(|m| m.span.contains(place))?;
        let title = self.story.token_at(mention.span.start)..self.story.token_at(mention.name.start);
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
        let start = self.story.sentences.get(sentence as usize)?.tokens.start as usize;
        let opens = first <= start + OPENING;
        let tokens = self.story.tokens.get(first..)?.iter().take(TELLING.1);
        let mut next = tokens.filter(|t| t.quotation().is_none()).filter_map(|t| match t.hash {
            HIS | HIMSELF if t.sentence == sentence => Some(Gender::He),
            HER | HERSELF if t.sentence == sentence => Some(Gender::She),
            // `Hossain said he had`: the sentence holds nobody else.
            mentions::HE if opens && t.sentence == sentence => Some(Gender::He),
            mentions::SHE if opens && t.sentence == sentence => Some(Gender::She),
            mentions::HE if opens && t.sentence == sentence + 1 && t.is_capital() => Some(Gender::He),
            mentions::SHE if opens && t.sentence == sentence + 1 && t.is_capital() => Some(Gender::She),
            _ => None,
        });
        next.next()
    }

    /// they, it: the latest speaker that is no person, else the body or place begun with before.
    pub(super) fn others(&mut self, pronoun: usize, plural: bool) -> Option<PartyId> {
        let token = self.story.tokens.get(pronoun)?;
        let (own, before) = (token.sentence, token.span.start);
        let owns = token.is(Class::Possessive);
        for back in 0..=2_u32.min(own) {
            let sentence = own - back;
            let fits = |p: &PartyId| self.is_other(*p, plural);
            let said = self.said.iter().rev().take_while(|s| s.0 + 3 > own);
            let found = said.filter(|s| s.0 == sentence).map(|s| s.1).find(fits);
            let there = || {
                let all = self.in_sentence(sentence, before).filter(|m| !owns || self.opens(m));
                all.filter(|m| !self.is_where(m))
            };
            let found = found.or_else(|| there().filter_map(|m| self.known(m)).find(fits));
            let found = found.or_else(|| if plural { None } else { self.opening(sentence, before, None) });
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// `in Tunis`: a place where something happens says nothing.
    fn is_where(&self, mention: &Mention) -> bool {
        let before = self.story.token_at(mention.span.start).checked_sub(1);
        mention.kind == MentionKind::Place
            && before.is_some_and(|at| matches!(self.story.word(at), "in" | "at" | "near" | "from" | "to"))
    }

    /// Whether a mention stands first in its sentence, an article aside.
    fn opens(&self, mention: &Mention) -> bool {
        let start =
            self.story.sentences.get(mention.sentence as usize).map_or(0, |s| s.tokens.start as usize);
        self.story.token_at(mention.span.start) <= start + 1
    }

    fn is_other(&self, party: PartyId, plural: bool) -> bool {
        match self.parties.get(party.0 as usize).map(|p| p.kind) {
            Some(PartyKind::Group) => plural,
            Some(PartyKind::Body | PartyKind::Government | PartyKind::Document) => true,
            Some(PartyKind::Person) | None => false,
        }
    }

    /// who: the person whose aside it ends, else the mention or noun right before.
    pub(super) fn before(&mut self, relative: usize) -> Option<PartyId> {
        let token = self.story.tokens.get(relative)?;
        let to = self.mentions.partition_point(|m| m.span.end <= token.span.start);
        let near = || self.mentions[..to].iter().rev().take_while(|m| m.sentence == token.sentence).take(6);
        let person = |m: &&Mention| {
            m.party.is_some_and(|p| self.is_person(p)) && is_named(m.kind) && self.is_aside(m, relative)
        };
        if let Some(found) = near().find(person) {
            return found.party;
        }
        let comma = relative.checked_sub(1).filter(|&at| self.story.word(at) == ",");
        let end = comma.unwrap_or(relative);
        if let Some((last, mention)) = to.checked_sub(1).map(|m| (m, &self.mentions[m])) {
            let tokens = self.tokens(mention.span);
            let governed = tokens.start > 0 && self.is(tokens.start - 1, Class::Preposition);
            if mention.sentence == token.sentence && is_named(mention.kind) && tokens.end == end && !governed
            {
                return self.of_mention(last);
            }
            // `an executive order on Saturday that called`.
            let noun = matches!(mention.kind, MentionKind::Role | MentionKind::Document);
            if mention.sentence == token.sentence && noun && tokens.end + ASIDE > end {
                return self.source(mention.span);
            }
        }
        let phrase = self.phrase_before(end)?;
        self.words(phrase)
    }

    /// Whether nothing but an aside without a verb stands between a name and a relative word.
    fn is_aside(&self, mention: &Mention, relative: usize) -> bool {
        let end = self.story.token_at(mention.name.end.saturating_sub(1)) + 1;
        let verb = |at: usize| {
            self.story.tokens.get(at).filter(|t| !t.is_capital()).is_some_and(|t| {
                t.classes.any(&[Class::Auxiliary, Class::Modal]) || t.is(Class::Cue) && !t.is(Class::Role)
            })
        };
        let comma = self.story.word(end) == ",";
        end == relative || comma && relative - end <= ASIDE && !(end..relative).any(verb)
    }

    /// The noun phrase that ends before a token: `One former employee`.
    fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let sentence = self.story.tokens.get(end)?.sentence;
        let mut start = end;
        while start > 0 && end - start < 6 {
            let token = &self.story.tokens[start - 1];
            let stops = [
                Class::Preposition,
                Class::Auxiliary,
                Class::Modal,
                Class::Conjunction,
                Class::Relative,
                Class::Pronoun,
            ];
            if token.sentence != sentence
                || !token.is_word()
                || token.classes.any(&stops) && !token.classes.any(&[Class::Determiner, Class::NumberWord])
                || token.is(Class::Cue) && !token.is(Class::Role)
            {
                break;
            }
            start -= 1;
            if token.classes.any(&[Class::Determiner, Class::NumberWord]) {
                break;
            }
        }
        let noun = end.checked_sub(1).and_then(|at| self.story.tokens.get(at))?;
        let dated = noun.classes.any(&[Class::Weekday, Class::Month, Class::NumberWord, Class::Determiner]);
        (start < end && !dated).then_some(start..end)
    }
}

const HIMSELF: u64 = hash_bytes(b"himself");
const HERSELF: u64 = hash_bytes(b"herself");

/// Whether one is he and the other she.
pub(super) const fn differ(a: Option<Gender>, b: Option<Gender>) -> bool {
    matches!((a, b), (Some(Gender::He), Some(Gender::She)) | (Some(Gender::She), Some(Gender::He)))
}

/// The noun of a phrase: `official` of `Belmoran official close to the delegation`.
pub(super) fn noun_of(name: &str) -> &str {
    let ends = |word: &&str| {
        matches!(
            *word,
            "of" | "for"
                | "in"
                | "at"
                | "on"
                | "from"
                | "with"
                | "to"
                | "who"
                | "close"
                | "familiar"
                | "near"
        )
    };
    let mut noun = "";
    for word in name.split_whitespace().take_while(|w| !ends(w)) {
        noun = word.trim_end_matches(',');
        if word.ends_with(',') {
            break;
        }
    }
    noun
}
