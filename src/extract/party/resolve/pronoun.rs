//! he, she, they, it, who: whom a word without a name stands for.

use super::super::MentionKind;
use super::super::parts::name_key;
use super::super::{Mention, PartyId, PartyKind};
use super::{Resolver, is_named};
use crate::lexicon::Class;
use std::ops::Range;

/// How many mentions of one sentence are looked at; only lists hold more.
const MOST: usize = 100;

/// How many tokens from its start the subject of a sentence may end.
const SUBJECT: usize = 16;

/// How many tokens an aside between a name and its `who` may take.
const ASIDE: usize = 16;

impl Resolver<'_, '_> {
    pub(super) fn is_person(&self, party: PartyId) -> bool {
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
    pub(super) fn known(&self, mention: &Mention) -> Option<PartyId> {
        if mention.kind != MentionKind::Role {
            return mention.party;
        }
        let head = self.definite(mention)?;
        self.known_by(&head).or_else(|| self.body_known(&head))
    }

    /// The same when only somebody can be meant.
    pub(super) fn known_person(&self, mention: &Mention) -> Option<PartyId> {
        let head = self.definite(mention).filter(|head| !self.is(head.end - 1, Class::Body))?;
        self.known_by(&head)
    }

    /// The tokens of a role with `the` or a possessive.
    fn definite(&self, role: &Mention) -> Option<Range<usize>> {
        // "the" or "his", "her", "its", "their"
        let definite = self.story.text(role.span).starts_with(['t', 'T', 'h', 'H', 'i', 'I']);
        definite.then(|| self.tokens(role.span))
    }

    /// Who holds an office, or bears a noun for the second time.
    fn known_by(&self, head: &Range<usize>) -> Option<PartyId> {
        let office = self.office(head).and_then(|at| self.mentions[at].party);
        office.or_else(|| self.introduced_later(head)).or_else(|| self.again(head))
    }

    /// Whether a mention is followed by a possessive: it is no subject.
    pub(super) fn owns(&self, mention: &Mention) -> bool {
        self.is_possessive(mention.end())
    }

    /// `Asked by Pike whether …, she`: nor is the one who does what is done.
    pub(super) fn is_agent(&self, mention: &Mention) -> bool {
        let first = mention.first();
        first.checked_sub(1).is_some_and(|before| self.story.word(before) == "by")
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

    /// they, it: the latest speaker that is no person, else the body or place begun with before.
    pub(super) fn others(&mut self, pronoun: usize, plural: bool) -> Option<PartyId> {
        let token = self.story.tokens.get(pronoun)?;
        let (own, before) = (token.sentence, token.span.start);
        let owns = token.is(Class::Possessive);
        for back in 0..=2_u32.min(own) {
            let sentence = own - back;
            let fits = |p: &PartyId| self.is_other(*p, plural) && (owns || !self.is_in_content(*p));
            let said = self.said.iter().rev().take_while(|s| s.0 + 3 > own);
            let found = said.filter(|s| s.0 == sentence).map(|s| s.1).find(fits);
            let there = || {
                let all = self.in_sentence(sentence, before).filter(|m| !owns || self.opens(m));
                all.filter(|m| !self.is_where(m))
            };
            let found = found.or_else(|| there().filter_map(|m| self.known(m)).find(fits));
            let found = match found {
                None if back <= 1 => {
                    self.body_there(sentence, before).or_else(|| self.body_named(sentence, before))
                }
                found => found,
            };
            let found = found.filter(|p| self.is_other(*p, plural));
            let found =
                found.or_else(|| if plural && back <= 1 { self.crowd(sentence, before) } else { None });
            let found = found.or_else(|| if plural { None } else { self.opening(sentence, before, None) });
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// A body that a sentence has for its subject by its noun alone: `the bank dropped the line`.
    fn body_there(&mut self, sentence: u32, before: u32) -> Option<PartyId> {
        let tokens = self.story.sentences.get(sentence as usize)?.tokens.clone();
        let limit = (tokens.start as usize + SUBJECT).min(tokens.end as usize);
        let subject = |&noun: &usize| {
            let token = &self.story.tokens[noun];
            let verb = self.story.tokens.get(noun + 1).is_some_and(|t| {
                t.classes.any(&[Class::Auxiliary, Class::Modal, Class::Cue])
                    || t.plain && self.story.text(t.span).ends_with("ed")
            });
            let opens = noun <= tokens.start as usize + 4 && self.is_the(tokens.start as usize);
            let lone = || {
                self.story.tokens.get(noun + 1).is_some_and(|t| {
                    t.is_word() && !t.classes.any(&[Class::Body, Class::Role, Class::Preposition])
                })
            };
            (verb || opens && lone())
                && (token.is(Class::Body) || super::sort::of_noun(token.hash).is_some())
                && !token.is_capital()
                && token.span.end <= before
                && token.quotation().is_none()
        };
        let noun = (tokens.start as usize..limit).find(subject)?;
        let the = (noun.saturating_sub(4)..noun).rev().find(|&at| self.is_the(at))?;
        let head = the..noun + 1;
        let known = self.again(&head).or_else(|| self.body_of(&head));
        // `The agency's board met`: what only its own words name.
        let opens = the == tokens.start as usize;
        known.or_else(|| if opens { self.words(head) } else { None })
    }

    /// A body that opens a sentence by a name that nobody has spoken under yet: `Nordia was next.`
    fn body_named(&mut self, sentence: u32, before: u32) -> Option<PartyId> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let mention = self.mentions.get(from).filter(|m| m.sentence == sentence && m.span.end <= before)?;
        let end = mention.end();
        let lone =
            matches!(mention.kind, MentionKind::Surname | MentionKind::Body) && mention.party.is_none();
        let stands = self.is(end, Class::Auxiliary) || self.is(end, Class::Cue) || self.is(end, Class::Modal);
        let open = lone && stands && !mention.quoted && self.opens(mention) && !self.is_person_name(mention);
        open.then(|| self.of_mention(from))?
    }

    /// `Scientists in Osaka have grown teeth`: the people that open a sentence, before `they`.
    fn crowd(&mut self, sentence: u32, before: u32) -> Option<PartyId> {
        let tokens = self.story.sentences.get(sentence as usize)?.tokens.clone();
        let (start, end) = (tokens.start as usize, tokens.end as usize);
        let people = |&at: &usize| {
            let word = self.story.word(at).to_lowercase();
            let one = word.strip_suffix('s').unwrap_or_default();
            let known = self.is(at, Class::Role) && !self.is(at, Class::Body);
            self.story.tokens[at].plain && !one.is_empty() && (known || self.is_somebody(one))
        };
        let noun = (start..(start + 3).min(end)).find(people)?;
        let verb = |at: &usize| {
            self.story.tokens[*at].classes.any(&[Class::Auxiliary, Class::Modal, Class::Cue])
                || self.story.word(*at).ends_with("ed")
        };
        let led = self.is(noun + 1, Class::Preposition);
        let stop = (noun + 1..(noun + 8).min(end)).find(verb)?;
        let plain = (start..stop).all(|at| self.story.tokens[at].quotation().is_none());
        let whole = start..if led { stop } else { noun + 1 };
        let ends = self.story.tokens.get(stop)?.span.end <= before;
        (ends && plain && (led || stop <= noun + 2)).then(|| self.words(whole))?
    }

    /// `in Tunis`: a place where something happens says nothing.
    fn is_where(&self, mention: &Mention) -> bool {
        let mut first = mention.first();
        // `in Mozambique and Ghana`
        while first >= 2
            && matches!(self.story.word(first - 1), "and" | "or" | ",")
            && self.is(first - 2, Class::Place)
        {
            first -= 2;
        }
        let before = first.checked_sub(1);
        mention.kind == MentionKind::Place
            && before.is_some_and(|at| matches!(self.story.word(at), "in" | "at" | "near" | "from" | "to"))
    }

    /// Whether a mention stands first in its sentence, an article aside.
    pub(super) fn opens(&self, mention: &Mention) -> bool {
        let start =
            self.story.sentences.get(mention.sentence as usize).map_or(0, |s| s.tokens.start as usize);
        mention.first() <= start + 1
    }

    fn is_other(&self, party: PartyId, plural: bool) -> bool {
        match self.parties.get(party.0 as usize).map(|p| p.kind) {
            Some(PartyKind::Group) => plural || self.is_thing(party),
            Some(PartyKind::Body | PartyKind::Government | PartyKind::Document) => true,
            Some(PartyKind::Person) | None => false,
        }
    }

    /// `United Nations mission in the area`: neither several nor somebody.
    fn is_thing(&self, party: PartyId) -> bool {
        let noun = self.parties.get(party.0 as usize).map_or("", |p| noun_of(&p.name));
        !noun.ends_with('s')
            && noun.starts_with(char::is_lowercase)
            && !self.is_somebody(noun)
            && !matches!(noun, "people" | "men" | "women" | "police" | "family")
            && !self.is_description_word(noun)
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
        let end = mention.end();
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
    let owned = ["'s ", "’s "].iter().filter_map(|of| name.rsplit_once(of)).map(|of| of.1).next();
    for word in owned.unwrap_or(name).split_whitespace().take_while(|w| !ends(w)) {
        noun = word.trim_end_matches(',');
        if word.ends_with(',') {
            break;
        }
    }
    noun
}
