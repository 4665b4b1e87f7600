//! People by what they are: `the minister`, `the 41-year-old`, `her spokesman`.

use super::super::gather::joined;
use super::super::parts::name_key;
use super::super::run::is_office_letters;
use super::super::{Mention, MentionKind, Party, PartyId, PartyKind, Role, roles};
use super::calling::Calling;
use super::gender::differ;
use super::person::PUBLIC;
use super::{HER, HIS, Resolver, THE};
use crate::lexicon::{Class, Gender};
use crate::segment::{BlockKind, Shape, Token, TokenKind};
use crate::text::hash_bytes;
use smol_str::format_smolstr;
use std::ops::Range;

/// How many mentions back an office reaches; a page of copy has about sixty.
const OFFICE_REACH: usize = 400;

/// How many sentences the top of a story takes, where somebody may stand before his name.
const LEAD: u32 = 3;

/// Those of whom copy tells the office first and the name later; an aide or a witness may stay unnamed.
const INTRODUCED: [u64; 17] = [
    hash_bytes(b"bishop"),
    hash_bytes(b"chancellor"),
    hash_bytes(b"coach"),
    hash_bytes(b"commissioner"),
    hash_bytes(b"coroner"),
    hash_bytes(b"governor"),
    hash_bytes(b"judge"),
    hash_bytes(b"justice"),
    hash_bytes(b"magistrate"),
    hash_bytes(b"manager"),
    hash_bytes(b"mayor"),
    hash_bytes(b"minister"),
    hash_bytes(b"premier"),
    hash_bytes(b"president"),
    hash_bytes(b"professor"),
    hash_bytes(b"prosecutor"),
    hash_bytes(b"senator"),
];

/// How many others who hold an office are looked at.
const HOLDERS: usize = 4;

/// How many tokens before and behind a name may introduce it.
const INTRODUCTION: (usize, usize) = (6, 14);

/// How well a name must fit a noun for a body, to be taken for it: it tells what it is.
const TELLS: f32 = 1.0;

/// How many tokens back from its comma an office is looked for that tells of what it is.
const OF: usize = 8;

/// How many tokens a description may take: `the 61-year-old former engineer` has six.
pub(super) const DESCRIPTION: usize = 8;

/// Nouns that describe somebody who was named, not an office that goes unnamed.
const DESCRIPTIONS: [u64; 24] = [
    hash_bytes(b"actor"),
    hash_bytes(b"actress"),
    hash_bytes(b"artist"),
    hash_bytes(b"athlete"),
    hash_bytes(b"author"),
    hash_bytes(b"batsman"),
    hash_bytes(b"billionaire"),
    hash_bytes(b"champion"),
    hash_bytes(b"composer"),
    hash_bytes(b"defender"),
    hash_bytes(b"footballer"),
    hash_bytes(b"forward"),
    hash_bytes(b"goalkeeper"),
    hash_bytes(b"guitarist"),
    hash_bytes(b"midfielder"),
    hash_bytes(b"newcomer"),
    hash_bytes(b"novelist"),
    hash_bytes(b"poet"),
    hash_bytes(b"rookie"),
    hash_bytes(b"singer"),
    hash_bytes(b"striker"),
    hash_bytes(b"veteran"),
    hash_bytes(b"winger"),
    hash_bytes(b"writer"),
];

/// Nouns for whoever leads a body, and what leaders of bodies are introduced as.
const HEADS: [u64; 4] =
    [hash_bytes(b"boss"), hash_bytes(b"chief"), hash_bytes(b"head"), hash_bytes(b"leader")];
const LEADERS: [u64; 12] = [
    hash_bytes(b"boss"),
    hash_bytes(b"ceo"),
    hash_bytes(b"chair"),
    hash_bytes(b"chairman"),
    hash_bytes(b"chief"),
    hash_bytes(b"coach"),
    hash_bytes(b"director"),
    hash_bytes(b"executive"),
    hash_bytes(b"leader"),
    hash_bytes(b"manager"),
    hash_bytes(b"president"),
    hash_bytes(b"secretary"),
];

const PREMIER: u64 = hash_bytes(b"premier");
const PROSECUTOR: u64 = hash_bytes(b"prosecutor");
const DEPUTY: u64 = hash_bytes(b"deputy");
const COUNTERPART: u64 = hash_bytes(b"counterpart");

/// Offices whose holders have counterparts.
const OFFICES: [u64; 4] =
    [hash_bytes(b"chancellor"), hash_bytes(b"minister"), hash_bytes(b"premier"), hash_bytes(b"president")];

/// What one who does this is.
const DOES: [(u64, u64); 15] = [
    (hash_bytes(b"captains"), hash_bytes(b"captain")),
    (hash_bytes(b"chairs"), hash_bytes(b"chair")),
    (hash_bytes(b"coaches"), hash_bytes(b"coach")),
    (hash_bytes(b"directs"), hash_bytes(b"director")),
    (hash_bytes(b"heads"), hash_bytes(b"chair")),
    (hash_bytes(b"heads"), hash_bytes(b"chief")),
    (hash_bytes(b"heads"), hash_bytes(b"leader")),
    (hash_bytes(b"leads"), hash_bytes(b"chair")),
    (hash_bytes(b"leads"), hash_bytes(b"chief")),
    (hash_bytes(b"leads"), hash_bytes(b"leader")),
    (hash_bytes(b"manages"), hash_bytes(b"manager")),
    (hash_bytes(b"owns"), hash_bytes(b"owner")),
    (hash_bytes(b"represented"), hash_bytes(b"lawyer")),
    (hash_bytes(b"represents"), hash_bytes(b"lawyer")),
    (hash_bytes(b"teaches"), hash_bytes(b"teacher")),
];

impl Resolver<'_, '_> {
    /// `the minister`, `its fisheries minister`: the latest person before it who holds such an
    /// office or was so introduced.
    pub(super) fn office(&self, head: &Range<usize>) -> Option<usize> {
        let first = self.story.tokens.get(head.start)?;
        let at = head.end.checked_sub(1)?;
        let noun = self.story.tokens.get(at).filter(|noun| !noun.is(Class::Body))?;
        let owner = head.clone().find(|&at| self.is_possessive(at));
        let definite = first.is(Class::Possessive) || self.is_the(head.start);
        let own = owner.map_or(head.start, |at| at) + 1..at;
        // Another country's minister is told from others by what he is minister of.
        let stated = definite && owner.is_none() || owner.is_some() && !own.is_empty();
        if !stated || own.len() > 3 || own.start > at || !self.is_one(noun) {
            return None;
        }
        let to = self.mentions.partition_point(|m| m.span.end <= first.span.start);
        let holds = |at: &usize| {
            let m = &self.mentions[*at];
            let Some(party) = m.party.and_then(|id| self.parties.get(id.0 as usize)) else {
                return m.kind == MentionKind::Surname && self.introduces(m, noun, &own);
            };
            party.kind == PartyKind::Person
                && (self.holds(party, noun, &own) || self.introduces(m, noun, &own))
        };
        let reach = to.saturating_sub(OFFICE_REACH)..to;
        let found = reach.clone().rev().find(holds).or_else(|| self.leader(to, noun, &own))?;
        // Whoever else holds such an office and was spoken of since is meant.
        let full = |at: &usize| self.mentions[*at].kind == MentionKind::FullName;
        let others = (reach.start..found).rev().filter(full).filter(holds).take(HOLDERS);
        let since = |at: usize| self.spoken_of(self.mentions[at].party, to);
        let other = others.filter(|&at| self.mentions[at].party != self.mentions[found].party);
        let mut best = found;
        for at in other {
            if since(at) > since(best) {
                best = at;
            }
        }
        Some(best)
    }

    /// `The DC`, `Belmora PM`: the letters that an office begins its words with.
    pub(super) fn lettered(&self, head: &Range<usize>) -> Option<PartyId> {
        let last = head.end.checked_sub(1)?;
        let token = self.story.tokens.get(last).filter(|t| t.shape == Shape::Upper)?;
        let letters = self.story.text(token.span);
        let headline = self.mention_over(last).is_some_and(|m| self.mentions[m].headline);
        let body = |m: &Mention| m.party.is_some() && m.kind != MentionKind::Place;
        let known = self.mention_over(last).is_some_and(|m| body(&self.mentions[m]));
        let stated = self.is_the(head.start) && head.len() == 2 || headline && head.len() <= 2;
        if known || !stated || !(2..=4).contains(&letters.len()) {
            return None;
        }
        let holds = |id: &PartyId| {
            self.parties.get(id.0 as usize).is_some_and(|party| {
                party.kind == PartyKind::Person
                    && party.roles.iter().any(|role| abbreviates(letters, &role.text))
            })
        };
        let to = self.mentions.partition_point(|m| m.span.end <= token.span.start);
        let (before, behind) = self.mentions.split_at(to);
        let before = before.iter().rev().take(OFFICE_REACH).filter_map(|m| m.party).find(holds);
        let top = headline || token.sentence <= LEAD;
        before
            .or_else(|| behind.iter().take(OFFICE_REACH).filter(|_| top).filter_map(|m| m.party).find(holds))
    }

    /// `A judge said so` at the top of a story: the only one whom the copy introduces as a judge further
    /// down.
    pub(super) fn introduced_later(&self, head: &Range<usize>) -> Option<PartyId> {
        let first = self.story.tokens.get(head.start)?;
        let at = head.end.checked_sub(1)?;
        let noun = self.story.tokens.get(at).filter(|noun| !noun.is(Class::Body))?;
        // Readers know of one prime minister, who may be named late.
        let public = PUBLIC.contains(&noun.hash);
        if first.sentence > LEAD && !public {
            return None;
        }
        let owner = head.clone().rev().find(|&at| self.is_possessive(at));
        let own = matches!(self.story.word(head.start), "Its" | "its") && INTRODUCED.contains(&noun.hash);
        let definite = self.is_the(head.start) || owner.is_some() || own;
        let one = matches!(self.story.word(head.start), "a" | "an" | "A" | "An");
        let told = definite && self.is_somebody(self.story.text(noun.span))
            || (one || self.is_headline(first) && head.len() == 1) && INTRODUCED.contains(&noun.hash);
        let known = definite && owner.is_none() && public;
        if !told || first.sentence > LEAD && !known || head.len() > 6 || !self.is_one(noun) {
            return None;
        }
        let own = owner.map_or(head.start, |at| at) + 1..at;
        let own = own.start.min(at)..at;
        let from = self.mentions.partition_point(|m| m.span.start < noun.span.end);
        let later = self.mentions[from..].iter().take(OFFICE_REACH);
        let full = later.filter(|m| m.kind == MentionKind::FullName && !m.headline && !m.quoted);
        let holder = |m: &Mention| {
            let id = m.party.filter(|&id| self.is_person(id))?;
            let party = self.parties.get(id.0 as usize)?;
            (self.holds(party, noun, &own) || self.introduces(m, noun, &own)).then_some(id)
        };
        let mut all = full.filter_map(holder);
        let found = all.next()?;
        all.all(|id| id == found).then_some(found)
    }

    fn is_headline(&self, token: &Token) -> bool {
        let block = self.story.sentences.get(token.sentence as usize).map(|s| s.block as usize);
        let kind = block.and_then(|at| self.story.blocks.get(at)).map(|b| b.kind);
        kind == Some(BlockKind::Headline)
    }

    /// The latest sentence in which a party spoke or was named outside of quotations.
    fn spoken_of(&self, party: Option<PartyId>, to: usize) -> Option<u32> {
        let named = self.mentions[..to].iter().rev().take(OFFICE_REACH);
        let named = named.filter(|m| !m.quoted && !m.headline).find(|m| m.party == party && party.is_some());
        let said = self.said.iter().rev().take(OFFICE_REACH).find(|s| Some(s.1) == party);
        named.map(|m| m.sentence).max(said.map(|s| s.0))
    }

    /// `the Nordair chief`, `the union leader`: the latest person whose introduction holds what he
    /// is of beside an office like this.
    fn leader(&self, to: usize, noun: &Token, own: &Range<usize>) -> Option<usize> {
        let heads = HEADS.contains(&noun.hash);
        let names = |at: &usize| {
            let token = &self.story.tokens[*at];
            token.is_capital() || heads && token.is(Class::Body)
        };
        let of = self.story.tokens[own.clone().rev().find(names)?].hash;
        let leads = |word: &Token| self.alike(noun.hash, word.hash) || heads && LEADERS.contains(&word.hash);
        let led = |at: &usize| {
            let mention = &self.mentions[*at];
            let person = || mention.party.is_some_and(|id| self.is_person(id));
            mention.kind == MentionKind::FullName && !mention.headline && person() && {
                let words = self.around(mention);
                words.clone().any(|at| self.story.tokens[at].hash == of)
                    && words.clone().any(|at| leads(&self.story.tokens[at]))
            }
        };
        (to.saturating_sub(OFFICE_REACH)..to).rev().find(led)
    }

    /// The words of a sentence around a name, as far as they may introduce it.
    fn around(&self, mention: &Mention) -> Range<usize> {
        let first = mention.begin();
        let end = mention.end();
        let own = |at: &usize| {
            let token = self.story.tokens.get(*at);
            token.is_some_and(|t| t.sentence == mention.sentence && t.kind != TokenKind::Mark)
        };
        let stops = |at: &usize| self.is(*at, Class::Auxiliary) || self.is(*at, Class::Modal);
        let from = (first.saturating_sub(INTRODUCTION.0 + 2)..first).rev().take_while(own);
        let from = from.take_while(|at| !stops(at)).last().unwrap_or(first);
        let aside = self.story.word(end) == ",";
        let to = (end..end + INTRODUCTION.1).take_while(own).take_while(|at| !stops(at)).last();
        from..if aside { to.map_or(end, |at| at + 1) } else { end }
    }

    /// Whether one of a person's roles is of this noun.
    fn holds(&self, party: &Party, noun: &Token, own: &Range<usize>) -> bool {
        let word = self.story.text(noun.span);
        let same = |role: &&Role| {
            let head = roles::head(&role.text);
            (head.len() == word.len() || Calling::of(noun.hash).has_others())
                && self.alike(noun.hash, name_key(head))
        };
        let prime = noun.hash == PREMIER && own.is_empty();
        let prosecutes = noun.hash == PROSECUTOR && own.is_empty();
        party.roles.iter().filter(same).any(|role| self.fits(own, |word| bears(&role.text, word)))
            || prime && party.roles.iter().any(|role| role.text.to_lowercase().ends_with("prime minister"))
            || prosecutes && party.roles.iter().any(|role| is_state_attorney(&role.text.to_lowercase()))
            || party.roles.iter().any(|role| self.spells_out(noun, own, &role.text))
    }

    /// `the detective inspector`, who was introduced as `DI`.
    fn spells_out(&self, noun: &Token, own: &Range<usize>, role: &str) -> bool {
        let letters = roles::head(role);
        let lettered = letters.len() >= 2 && letters.len() == own.len() + 1 && is_office_letters(letters);
        lettered && {
            let words = own.clone().map(|at| self.story.word(at)).chain([self.story.text(noun.span)]);
            words.zip(letters.chars()).all(|(word, letter)| {
                word.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter))
            })
        }
    }

    /// Whether one of a person's roles is of this noun or one like it, whatever stands before it.
    pub(super) fn holds_alike(&self, party: &Party, noun: &Token) -> bool {
        party.roles.iter().any(|role| self.alike(noun.hash, name_key(roles::head(&role.text))))
    }

    /// Whether the words before a noun stand in an office too, or say nothing of which it is.
    fn fits(&self, own: &Range<usize>, bears: impl Fn(u64) -> bool) -> bool {
        own.clone().all(|at| {
            let token = &self.story.tokens[at];
            let general = token.classes.any(&[Class::Demonym, Class::Status]) && token.hash != DEPUTY;
            general || bears(token.hash)
        })
    }

    pub(super) fn is_the(&self, at: usize) -> bool {
        let the = self.story.tokens.get(at).filter(|t| t.hash == THE);
        the.is_some_and(|t| matches!(t.shape, Shape::Lower | Shape::Capital))
    }

    /// Whether a noun is written small and stands for one.
    fn is_one(&self, noun: &Token) -> bool {
        let word = self.story.text(noun.span);
        let small = noun.shape == Shape::Lower || is_office_letters(word);
        noun.is_word() && small && (!word.ends_with('s') || word.ends_with("ss"))
    }

    /// Whether the words around a name hold the noun, and those before the noun: `Prefect Salma
    /// Rahman`, `Salma Rahman, the prefect of …`, `her daughter, Salma,`.
    fn introduces(&self, mention: &Mention, noun: &Token, own: &Range<usize>) -> bool {
        if !matches!(mention.kind, MentionKind::FullName | MentionKind::Surname) {
            return false;
        }
        let holds = |words: Range<usize>| {
            let holds = |word: u64| self.story.tokens[words.clone()].iter().any(|t| t.hash == word);
            let alike = || self.story.tokens[words.clone()].iter().any(|t| self.alike(noun.hash, t.hash));
            let deputy = own.len() == 1 && self.story.tokens[own.start].hash == DEPUTY && holds(DEPUTY);
            deputy || alike() && self.fits(own, holds)
        };
        let first = mention.begin();
        let comma = mention.end();
        let aside = self.story.word(comma) == ",";
        if mention.kind == MentionKind::Surname {
            let behind = aside && first >= 2 && self.story.word(first - 1) == ",";
            return behind && self.story.tokens[first - 2].hash == noun.hash && own.is_empty();
        }
        let before = self.before_name(first, mention.sentence);
        holds(before.clone())
            || aside
                && (holds(self.behind_name(comma + 1)) || own.is_empty() && self.does(comma + 1, noun.hash))
            || self.noun_before(before.start, mention.sentence, noun, own)
    }

    /// `Her coach, the Jamaican` before a name: a noun that ends right before the comma.
    fn noun_before(&self, comma: usize, sentence: u32, noun: &Token, own: &Range<usize>) -> bool {
        let Some(at) = comma.checked_sub(2) else { return false };
        let token = &self.story.tokens[at];
        let behind = self.story.word(comma - 1) == "," && token.sentence == sentence;
        let words = || &self.story.tokens[self.before_name(comma - 1, sentence)];
        let counterpart = token.hash == COUNTERPART && OFFICES.contains(&noun.hash);
        // `The Minister of Education, Hajia Danjuma`, `A biologist at the university, Arnt Moe`
        let of = || {
            let word =
                |at: &usize| self.story.tokens[*at].is_word() && self.story.tokens[*at].sentence == sentence;
            let from = (comma.saturating_sub(OF)..comma - 1).rev().take_while(word);
            let stops = |at: &usize| !self.is(*at, Class::Auxiliary) && !self.is(*at, Class::Modal);
            let mut from = from.take_while(stops).filter(|&at| {
                at > 0 && matches!(self.story.word(at), "of" | "for" | "at" | "in" | "with" | "from")
            });
            from.any(|at| {
                let words = || &self.story.tokens[at - 1..comma - 1];
                self.alike(noun.hash, self.story.tokens[at - 1].hash)
                    && self.fits(own, |word| words().iter().any(|t| t.hash == word))
            })
        };
        behind
            && (own.is_empty() && counterpart
                || of()
                || token.hash == DEPUTY && own.len() == 1 && self.story.tokens[own.start].hash == DEPUTY
                || self.alike(noun.hash, token.hash)
                    && self.fits(own, |word| words().iter().any(|t| t.hash == word)))
    }

    /// `, who represents the family`: what somebody does tells what he is.
    fn does(&self, aside: usize, noun: u64) -> bool {
        // `, the Democrat who leads the committee`
        let led = matches!(self.story.word(aside), "the" | "a" | "an");
        let skipped = (aside + 2..aside + 5).find(|&at| led && self.story.word(at) == "who");
        let aside = skipped.unwrap_or(aside);
        let verb = self.story.tokens.get(aside + 1).map(|t| t.hash);
        self.story.word(aside) == "who"
            && DOES.iter().any(|(does, is)| Some(*does) == verb && self.alike(noun, *is))
    }

    /// Whether two nouns name one office: `advocate` and `counsel`, not `spokesman` and `spokeswoman`.
    fn alike(&self, a: u64, b: u64) -> bool {
        let told = |word| self.lexicon.names().title(word);
        let others = Calling::of(a);
        a == b
            || others.has_others() && {
                let own = Calling::of(b);
                others.is_as(own) && !differ(told(a), told(b)) || others.is_broader(own)
            }
    }

    /// The words that stand before a name without a break.
    fn before_name(&self, first: usize, sentence: u32) -> Range<usize> {
        let mut start = first;
        while start > 0 && first - start < INTRODUCTION.0 {
            let token = &self.story.tokens[start - 1];
            let stops = [Class::Auxiliary, Class::Modal, Class::Conjunction];
            let owner = self.is_possessive(start - 1);
            let dot =
                self.story.word(start - 1) == "." && start >= 2 && self.is(start - 2, Class::Abbreviation);
            if !token.is_word() && !dot || owner || token.classes.any(&stops) || token.sentence != sentence {
                break;
            }
            start -= 1;
        }
        start..first
    }

    /// The office behind a name and its comma, up to what it is of.
    fn behind_name(&self, start: usize) -> Range<usize> {
        let sentence = self.story.tokens.get(start).map(|t| t.sentence);
        let ends = |&at: &usize| {
            let token = &self.story.tokens[at];
            let stops = [Class::Preposition, Class::Relative, Class::Auxiliary, Class::Modal];
            // `"…beat Ana Ruiz," the governor said`: the quotation ends.
            let ends = token.kind == TokenKind::Mark || self.story.word(at) == ",";
            token.classes.any(&stops) || ends || Some(token.sentence) != sentence
        };
        let reach = start..(start + INTRODUCTION.1).min(self.story.tokens.len()).max(start);
        let end = reach.clone().find(ends).unwrap_or(reach.end);
        let owner = (start..end).rev().find(|&at| self.is_possessive(at));
        owner.map_or(start, |at| at + 1)..end
    }

    /// `the 41-year-old`, `the Norwegian`, `the striker`: whoever was spoken of last.
    pub(super) fn described(&mut self, head: &Range<usize>) -> Option<PartyId> {
        let last = head.end.checked_sub(1)?;
        let noun = self.story.tokens.get(last)?;
        if !self.is_the(head.start) || head.len() < 2 || head.len() > DESCRIPTION {
            return None;
        }
        let aged = head.clone().any(|at| self.story.word(at).ends_with("year-old"));
        let nation = || noun.is(Class::Demonym) && !self.story.word(last).ends_with('s');
        let known = || self.is_one(noun) && DESCRIPTIONS.contains(&noun.hash);
        if noun.is(Class::Body) || !aged && !nation() && !known() {
            return None;
        }
        if aged && let Some(stranger) = self.nameless_before(noun.sentence) {
            return Some(stranger);
        }
        if let Some(crowned) = self.crowned(head).filter(|_| !aged) {
            return Some(crowned);
        }
        let told = self.lexicon.names().title(noun.hash);
        let says = self.told(head);
        self.person_told(head.start, told.unwrap_or(Gender::Either), says)
            .filter(|&p| self.is_named_person(p))
    }

    pub(super) fn is_named_person(&self, party: PartyId) -> bool {
        self.parties.get(party.0 as usize).is_some_and(|p| p.kind == PartyKind::Person)
    }

    /// `her spokesman`: that of the one she is; their papers speak for themselves.
    pub(super) fn owned(&mut self, head: &Range<usize>, source: &Range<usize>) -> Option<PartyId> {
        let last = head.end.checked_sub(1)?;
        if head.len() < 2 || !self.is(head.start, Class::Possessive) {
            return None;
        }
        if let Some(party) = self.self_named(source.end) {
            return Some(party);
        }
        let Some(owner) = self.pronoun(head.start) else { return self.owned_by_thing(head, source) };
        let of = self.parties.get(owner.0 as usize)?;
        // `its abbot`, of the monastery that has just spoken
        let thing = self.is_its(head.start) && !of.name.ends_with('s');
        if !matches!(of.kind, PartyKind::Person | PartyKind::Body | PartyKind::Government)
            && !thing
            && !self.story.tokens[last].is(Class::Document)
        {
            return None;
        }
        if self.story.tokens[last].classes.any(&[Class::Document, Class::CueNoun]) {
            return Some(owner);
        }
        let name = self.parties.get(owner.0 as usize)?.name.clone();
        let rest = self.bare(head.start + 1..source.end);
        let span = self.story.span_of(head.start..rest.end);
        let rest = joined(self.story, self.story.span_of(rest));
        let kind = if self.is(last, Class::Body) { PartyKind::Body } else { PartyKind::Group };
        Some(self.unnamed(kind, format_smolstr!("{name}'s {rest}"), span))
    }

    /// `Its maker`, once `The plane` opened a sentence: the plane's maker.
    fn owned_by_thing(&mut self, head: &Range<usize>, source: &Range<usize>) -> Option<PartyId> {
        let own = self.story.tokens.get(head.start).filter(|_| self.is_its(head.start))?.sentence;
        let last = head.end.checked_sub(1)?;
        if self.story.tokens[last].classes.any(&[Class::Document, Class::CueNoun]) {
            return None;
        }
        let thing = (0..=1.min(own)).find_map(|back| self.thing(own - back, head.start))?;
        let rest = self.bare(head.start + 1..source.end);
        let span = self.story.span_of(head.start..rest.end);
        let thing = joined(self.story, self.story.span_of(thing));
        let rest = joined(self.story, self.story.span_of(rest));
        let kind = if self.is(last, Class::Body) { PartyKind::Body } else { PartyKind::Group };
        Some(self.unnamed(kind, format_smolstr!("{thing}'s {rest}"), span))
    }

    /// The noun without a name, for no person, that a sentence begins with.
    fn thing(&self, sentence: u32, before: usize) -> Option<Range<usize>> {
        let tokens = self.story.sentences.get(sentence as usize)?.tokens.clone();
        let start = tokens.start as usize;
        let ends = |&at: &usize| {
            let token = &self.story.tokens[at];
            let stops =
                [Class::Preposition, Class::Relative, Class::Auxiliary, Class::Modal, Class::Conjunction];
            !token.is_word() || token.classes.any(&stops) || token.is(Class::Cue) && !token.is(Class::Role)
        };
        let stop = (start + 2..(start + OF).min(tokens.end as usize).min(before)).find(ends)?;
        let article = matches!(self.story.word(start), "The" | "A" | "An");
        let plain = (start + 1..stop).all(|at| !self.story.tokens[at].is_capital());
        let noun = &self.story.tokens[stop - 1];
        let word = self.story.text(noun.span);
        let thing = noun.shape == Shape::Lower && !word.ends_with('s') && !self.is_somebody(word);
        let quoted = self.story.tokens[start].quotation().is_some();
        (article && plain && thing && !quoted).then_some(start + 1..stop)
    }

    /// `His bank`: the one that stands beside his name, `chief economist at Nordfjord Bank`.
    pub(super) fn body_of_person(&mut self, head: &Range<usize>) -> Option<PartyId> {
        let noun = head.end.checked_sub(1)?;
        if head.len() != 2 || !matches!(self.story.tokens.get(head.start)?.hash, HIS | HER) {
            return None;
        }
        let owner = self.pronoun(head.start)?;
        let sort = super::sort::of_noun(self.story.tokens.get(noun)?.hash)?;
        let own = |m: &&Mention| m.party == Some(owner) && m.kind == MentionKind::FullName && !m.headline;
        let named = self.mentions.iter().find(own).filter(|_| self.is_person(owner))?;
        let from = self.mentions.partition_point(|m| m.span.start <= named.span.start);
        let near = self.mentions[from..].iter().take(HOLDERS).take_while(|m| m.sentence == named.sentence);
        let governs = |at: usize| matches!(self.story.word(at), "at" | "of" | "for" | "from" | "with");
        let body = |m: &Mention| {
            let first = m.first();
            let person = m.party.is_some_and(|id| self.is_person(id));
            let close = first < named.end() + INTRODUCTION.1;
            let fits = || self.sort_fits(m, sort).is_some_and(|fits| fits >= TELLS);
            !person && close && first > 0 && governs(first - 1) && fits()
        };
        let at = near.zip(from..).find(|(m, _)| body(m)).map(|(_, at)| at)?;
        self.of_mention(at)
    }

    /// `a baker who asked to be called Ilya`: the name that the aside behind a source gives.
    pub(super) fn self_named(&mut self, end: usize) -> Option<PartyId> {
        let comma = usize::from(self.story.word(end) == ",");
        let from = end + comma;
        if self.story.word(from) != "who" {
            return None;
        }
        let sentence = self.story.tokens.get(from)?.sentence;
        let leads = |at: &usize| {
            let before = |back: usize| self.story.word(at.saturating_sub(back));
            let called = before(0) == "called" && before(1) == "be";
            let named = matches!(before(0), "as" | "of")
                && (1..=2).any(|back| matches!(before(back), "name" | "himself" | "herself"));
            called || named
        };
        let at = (from + 1..(from + 10).min(self.story.tokens.len())).find(leads)? + 1;
        if self.story.tokens.get(at)?.sentence != sentence {
            return None;
        }
        let mention = self.mention_over(at).or_else(|| self.mention_over(at + 1))?;
        self.of_mention(mention)
    }
}

/// Whether an office in small letters is that of a prosecutor.
fn is_state_attorney(office: &str) -> bool {
    ["district attorney", "state attorney", "state's attorney", "county attorney", "u.s. attorney"]
        .iter()
        .any(|attorney| office.ends_with(attorney))
}

/// Whether letters are those that the last words of an office begin with: `DC` of `Deputy
/// Commissioner`, `CEO` of `chief executive`.
fn abbreviates(letters: &str, office: &str) -> bool {
    let letters = if letters == "CEO" { "CE" } else { letters };
    let initials: String = office.split_whitespace().filter_map(|w| w.chars().next()).collect();
    let initials = initials.to_uppercase();
    initials.ends_with(letters) || letters == "CE" && initials.ends_with("CEO")
}

/// Whether the words of an office hold one with this hash.
fn bears(office: &str, word: u64) -> bool {
    office.split_whitespace().any(|own| name_key(own) == word)
}
