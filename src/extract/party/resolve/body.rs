//! What bodies are called again: `the company`, `the club`, `the Zurich-based bank`.

use super::pronoun::noun_of;
use super::sort::{self, Sort, one_of};
use super::{Resolver, is_named};
use crate::extract::party::parts::name_key;
use crate::extract::party::{Mention, MentionKind, PartyId, PartyKind};
use crate::lexicon::Class;
use crate::segment::{Shape, Token};
use crate::text::fold;
use smallvec::SmallVec;
use std::ops::Range;

/// How many mentions back a body reaches; a page of copy has about sixty.
const REACH: usize = 240;

/// How many tokens back a noun is looked for; a page of copy has about 600.
const EARLIER: usize = 1500;

/// How many words may describe a body before its noun: `the privately held Dutch shipping group`.
const DESCRIPTION: usize = 6;

/// How many words before a name, and behind its comma, may tell what it is.
const INTRODUCTION: (usize, usize) = (5, 10);

/// How many claims back a body is known to have spoken.
const SPOKEN: usize = 60;

/// What being called by the noun itself adds, and by another of its sort or of one that it cannot be.
const TOLD: (f32, f32, f32) = (3.0, 1.0, -1.5);

/// What a name that tells what it is adds at least.
const STRONG: f32 = 1.0;

/// The least with which a body is taken, and with which the only one is.
const LEAST: (f32, f32) = (0.9, -0.5);

/// By how much it must be before every other; of those as near the one that spoke last is meant.
const MARGIN: f32 = 0.25;

/// What a mention says of the body behind it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Being called by a noun beside the name.
    told: f32,
    /// How the name fits the noun; none when it does not.
    fits: Option<f32>,
    /// How it stands in its sentence and how far back.
    stands: f32,
    /// How many sentences back.
    back: f32,
}

/// A body that may be meant, and what all its mentions say of it.
#[derive(Debug, Clone, Copy)]
struct Named {
    /// The latest mention.
    mention: usize,
    party: Option<PartyId>,
    key: u64,
    seen: Seen,
    times: u32,
}

impl Named {
    fn add(&mut self, seen: Seen) {
        let own = &mut self.seen;
        // Being so called once outweighs what else it is called.
        own.told =
            if own.told > 0.0 || seen.told > 0.0 { own.told.max(seen.told) } else { own.told.min(seen.told) };
        own.fits = match (own.fits, seen.fits) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        own.stands = own.stands.max(seen.stands);
        own.back = own.back.min(seen.back);
        self.times += 1;
    }

    fn total(&self) -> f32 {
        let fits = self.seen.fits.unwrap_or(0.0);
        let strong = fits >= STRONG || self.seen.told > 0.0;
        let far = if strong { 0.0 } else { 0.06 * self.seen.back };
        fits + self.seen.told + self.seen.stands + 0.1 * self.times.min(5) as f32 - far
    }
}

impl Resolver<'_, '_> {
    /// `the company`: made a party now when it has not spoken yet.
    pub(super) fn body_of(&mut self, head: &Range<usize>) -> Option<PartyId> {
        if let Some(party) = self.body_goes_on(head, true) {
            return Some(party);
        }
        let mention = self.body(head)?;
        let party = self.of_mention(mention)?;
        let sort = self.body_noun(head).map(|noun| noun.1);
        if let Some(sort) =
            sort.filter(|sort| !self.called.iter().rev().take(SPOKEN).any(|of| *of == (party, *sort)))
        {
            self.called.push((party, sort));
        }
        Some(party)
    }

    /// `MBC showed it. The station said`: the body that spoke in the sentence before goes on under
    /// a noun that the story has not had yet.
    ///
    /// `surely`: only a noun of a public body under one that agrees with what it is called.
    pub(super) fn body_goes_on(&self, head: &Range<usize>, surely: bool) -> Option<PartyId> {
        let (noun, sort) = self.body_noun(head).filter(|_| head.len() == 2)?;
        let first = self.story.tokens.get(head.start)?;
        // `Its officer, Gary Bolt, agreed. The union said`: whoever speaks for it is skipped.
        // `Doctors for All` is written like a name.
        let written =
            |name: &str| name.split(' ').filter(|w| w.starts_with(char::is_uppercase)).nth(1).is_some();
        let is_body = |id: PartyId| {
            self.parties
                .get(id.0 as usize)
                .is_some_and(|p| p.kind == PartyKind::Body || p.kind == PartyKind::Group && written(&p.name))
        };
        let latest = self.said.iter().rev().take(3);
        let near_by = |s: &&(u32, PartyId, bool)| self.is_near(s.0, first.sentence);
        let &(sentence, party, aside) = latest.take_while(near_by).find(|s| is_body(s.1) || surely)?;
        let body = self.parties.get(party.0 as usize).filter(|_| is_body(party))?;
        let agrees = sort::of_noun(name_key(noun_of(&body.name))).and_then(|of| sort.agrees(of));
        let words = body.name.split(' ').filter_map(|word| sort::of_noun(name_key(word)));
        let called = self.called.iter().rev().take(SPOKEN).filter(|of| of.0 == party).map(|of| of.1);
        let other = words.chain(called).any(|of| sort.agrees(of) == Some(false));
        let fits = !other && (!surely || sort.is_public() && agrees == Some(true));
        let near = !aside && (!surely || self.is_next(sentence, first.sentence));
        (near && fits && !self.is_spoken_of(noun, first.span.start)).then_some(party)
    }

    /// Whether a sentence lies up to three sentences before another, in one paragraph.
    fn is_near(&self, sentence: u32, own: u32) -> bool {
        let block = |at: u32| self.story.sentences.get(at as usize).map(|s| s.block);
        sentence <= own && own - sentence <= 3 && block(sentence) == block(own)
    }

    /// `the company`, when it is a party already.
    pub(super) fn body_known(&self, head: &Range<usize>) -> Option<PartyId> {
        self.mentions[self.body(head)?].party
    }

    /// The mention of the body that a noun stands for, if the signs speak for one of them alone.
    fn body(&self, head: &Range<usize>) -> Option<usize> {
        let (noun, sort) = self.body_noun(head)?;
        let token = self.story.tokens.get(head.start)?;
        let to = self.mentions.partition_point(|m| m.span.start < token.span.start);
        let mut all: SmallVec<[Named; 8]> = SmallVec::new();
        for i in (to.saturating_sub(REACH)..to).rev() {
            let Some(seen) = self.body_seen(i, (noun, sort), head) else { continue };
            let mention = &self.mentions[i];
            match all.iter_mut().find(|known| self.is_same(known, mention)) {
                Some(known) => {
                    if mention.party.is_some() && known.party.is_none() {
                        (known.mention, known.party) = (i, mention.party);
                    }
                    known.add(seen);
                }
                None => {
                    let key = name_key(self.story.text(mention.name));
                    all.push(Named { mention: i, party: mention.party, key, seen, times: 1 });
                }
            }
        }
        all.retain(|one| one.seen.fits.is_some() || one.seen.told > 0.0);
        self.clearest(&all, sort).map(|one| one.mention)
    }

    /// The body that the most speaks for; of those as near, the one that spoke last.
    fn clearest<'n>(&self, all: &'n [Named], sort: Sort) -> Option<&'n Named> {
        let called = |one: &Named| {
            let own = self
                .called
                .iter()
                .rev()
                .take(SPOKEN)
                .filter(|of| Some(of.0) == one.party)
                .filter_map(|of| sort.agrees(of.1));
            own.fold(0.0, |sum: f32, agrees| {
                if agrees {
                    1.0
                } else if sum > 0.0 {
                    sum
                } else {
                    -0.8
                }
            })
        };
        let spoke = |one: &Named| match self.spoke(one.party) {
            Some(0) => 1.1,
            Some(_) => 0.8,
            None => 0.0,
        };
        let total = |one: &Named| one.total() + spoke(one) + called(one);
        let mut best = all.first()?;
        for one in all {
            if total(one) > total(best) {
                best = one;
            }
        }
        let near = || all.iter().filter(|one| total(one) + MARGIN > total(best));
        if near().nth(1).is_none() {
            let alone = all.iter().filter(|one| one.key != best.key).all(|one| total(one) < LEAST.1);
            let least = if alone && best.seen.told >= 0.0 { LEAST.1 } else { LEAST.0 };
            return Some(best).filter(|best| total(best) >= least);
        }
        let last = near().filter_map(|one| Some((self.spoke(one.party)?, one))).min_by_key(|one| one.0);
        last.map(|one| one.1).filter(|one| total(one) >= LEAST.0)
    }

    /// How many claims back a body spoke.
    fn spoke(&self, party: Option<PartyId>) -> Option<usize> {
        let party = party?;
        self.said.iter().rev().take(SPOKEN).position(|s| s.1 == party)
    }

    /// Whether a mention is of a body: by its party, its words, or the long or short form of them.
    fn is_same(&self, known: &Named, mention: &Mention) -> bool {
        let long = self.story.text(self.mentions[known.mention].name);
        let words = self.story.text(mention.name);
        known.party.is_some() && known.party == mention.party
            || known.key == name_key(words)
            || words.ends_with(long)
            || long.starts_with(words)
            || words.starts_with(long)
    }

    /// The noun of a head that calls a body again, and what such a body may be.
    fn body_noun(&self, head: &Range<usize>) -> Option<(u64, Sort)> {
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        if !self.is_the(head.start) || !(2..=DESCRIPTION).contains(&head.len()) || last.shape != Shape::Lower
        {
            return None;
        }
        let based = head.clone().any(|at| {
            let word = self.story.word(at);
            ["-based", "-listed", "-owned", "-headquartered"].iter().any(|ending| word.ends_with(ending))
        });
        let word = self.story.text(last.span);
        let sort = sort::of_noun(last.hash);
        let sort = sort.or_else(|| (based && !word.ends_with('s')).then_some(Sort::Company));
        // `the former owner`, `the eldest producer`: people.
        let person = head.clone().any(|at| matches!(self.story.word(at), "former" | "retired" | "veteran"))
            || head.clone().any(|at| self.story.word(at).ends_with("year-old"));
        let own = (head.start + 1..head.end - 1).any(|at| self.is_possessive(at));
        // `the port of Oostwold`, `the federation in Addis Ababa`
        let next = self.story.tokens.get(head.end + 1).is_some_and(Token::is_capital);
        let behind = self.story.word(head.end);
        let of = matches!(behind, "of" | "in" | "for" | "at") && next
            || behind == "of" && matches!(word, "owner" | "producer" | "publisher" | "builder" | "maker");
        sort.filter(|_| !person && !own && !of).map(|sort| (last.hash, sort))
    }

    /// What a mention says of the body behind it; none when it cannot be meant.
    fn body_seen(&self, at: usize, (noun, sort): (u64, Sort), head: &Range<usize>) -> Option<Seen> {
        let own = self.story.tokens.get(head.start)?.sentence;
        let mention = &self.mentions[at];
        if mention.quoted || !is_named(mention.kind) {
            return None;
        }
        let kind = mention.party.and_then(|p| self.parties.get(p.0 as usize)).map(|p| p.kind);
        let open = match mention.kind {
            MentionKind::Body | MentionKind::Surname | MentionKind::FullName => {
                kind.is_none_or(|kind| kind == PartyKind::Body)
            }
            MentionKind::Place | MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => false,
        };
        if !open {
            return None;
        }
        if self.is_several_bodies(mention) {
            return None;
        }
        let told = self.is_called(mention, (noun, sort));
        let fits = self.sort_fits(mention, sort);
        let strong = fits.is_some_and(|fits| fits >= STRONG);
        if mention.headline && told <= 0.0 && !strong {
            return None;
        }
        // `the agency`, of which the copy spoke before it named another body.
        if sort.is_public() && told <= 0.0 && !strong && self.is_spoken_of(noun, mention.span.start) {
            return None;
        }
        let stands = self.stands_as_body(mention);
        if mention.party.is_none() && mention.kind != MentionKind::Body && !stands && told <= 0.0 && !strong {
            return None;
        }
        // `the production company` of a name with Productions in it
        let described = self.is_described_in(mention, head);
        let broad = sort.is_firm() || sort == Sort::Club || sort == Sort::Any;
        if told <= 0.0 && !described && !broad && self.is_another(head) {
            return None;
        }
        let back = own.saturating_sub(mention.sentence) as f32;
        let mut sum = if described { 1.0 } else { 0.0 };
        sum += if stands { 0.6 } else { 0.0 };
        sum += if self.opens(mention) { 0.3 } else { 0.0 };
        sum -= if mention.headline { 0.5 } else { 0.0 };
        sum += if back <= 2.0 && self.is_affiliation(mention) { 0.8 } else { 0.0 };
        Some(Seen { told, fits, stands: sum - 0.06 * back, back })
    }

    /// `Unions fear for jobs`: what only the sentence's start writes like a name.
    fn is_several_bodies(&self, mention: &Mention) -> bool {
        let word = self.story.text(mention.name);
        let several = || !word.contains(' ') && word.ends_with('s') && !word.ends_with("ss");
        let begins = || {
            let start = mention.begin();
            start.checked_sub(1).is_none_or(|at| self.story.tokens[at].sentence != mention.sentence)
        };
        several() && begins() && sort::of_noun(one_of(&word.to_ascii_lowercase())).is_some()
    }

    /// `said Susan Blythe of Clean Commons`: the body of whoever has just spoken.
    fn is_affiliation(&self, mention: &Mention) -> bool {
        let before = mention.first().checked_sub(1);
        let of = before.filter(|&at| matches!(self.story.word(at), "of" | "from" | "at" | "for" | "with"));
        let speaker = self.said.last().map(|s| s.1).filter(|&id| self.is_person(id));
        let near = self.mentions.partition_point(|m| m.span.start < mention.span.start);
        let mut near = self.mentions[..near].iter().rev().take(3).filter(|m| m.sentence == mention.sentence);
        of.is_some() && speaker.is_some() && near.any(|m| m.party == speaker)
    }

    /// `the continental watchdog`: words that tell it from others of its sort.
    fn is_another(&self, head: &Range<usize>) -> bool {
        (head.start + 1..head.end.saturating_sub(1)).any(|at| {
            let general = [Class::Demonym, Class::Status, Class::NumberWord];
            !self.is(at, general[0])
                && !self.is(at, general[1])
                && !self.is(at, general[2])
                && !self.story.word(at).contains('-')
        })
    }

    /// Whether a name holds a word that begins like one before the noun.
    fn is_described_in(&self, mention: &Mention, head: &Range<usize>) -> bool {
        let name = self.story.text(mention.name);
        (head.start + 1..head.end.saturating_sub(1)).any(|at| {
            let word = self.story.word(at);
            let begins = |own: &str| own.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
            let before = || {
                let first = mention.begin();
                (first.saturating_sub(INTRODUCTION.0)..first).any(|own| self.story.word(own) == word)
            };
            word.len() >= 4 && (name.split_whitespace().any(begins) || before())
        })
    }

    /// Whether a noun stands in the story before a byte.
    pub(super) fn is_spoken_of(&self, noun: u64, before: u32) -> bool {
        let to = self.story.token_at(before);
        self.story.tokens[to.saturating_sub(EARLIER)..to].iter().any(|t| t.hash == noun)
    }

    /// How a body's name fits the noun; none when it cannot be so called.
    pub(super) fn sort_fits(&self, mention: &Mention, sort: Sort) -> Option<f32> {
        let party = mention.party.and_then(|p| self.parties.get(p.0 as usize));
        let name = fold(party.map_or_else(|| self.story.text(mention.name), |party| party.name.as_str()));
        let words = || name.split(' ');
        let tells = |sort: Sort| words().any(|word| sort::tells(word, sort));
        let end = mention.last();
        let last = self.story.tokens.get(end);
        let strong =
            tells(sort) || sort != Sort::Any && words().any(|w| sort::of_noun(name_key(w)) == Some(sort));
        let is_body = |word: &str| {
            self.lexicon.classes_of(name_key(word)).has(Class::Body)
                || matches!(word, "centers" | "centres" | "enforcement" | "executive")
        };
        let public = (is_body(words().next_back().unwrap_or_default())
            || is_body(noun_of(&name))
            || tells(Sort::Union)
            || words().filter_map(|w| sort::of_noun(name_key(w))).any(Sort::is_no_firm))
            && !tells(Sort::Bank)
            && !["inc", "corp", "co", "ltd", "plc", "holdings", "partners", "group", "company"]
                .iter()
                .any(|ending| name.ends_with(ending));
        let is_short = last.is_some_and(|t| t.shape == Shape::Upper);
        match sort {
            Sort::Air | Sort::Bank if strong => Some(1.5),
            Sort::Company => (!public && !tells(Sort::Club)).then_some(0.4),
            Sort::Any => Some(if public { 0.0 } else { 0.4 }),
            Sort::Outlet if last.is_some_and(|t| t.is(Class::Outlet)) => Some(1.2),
            _ if strong => Some(if sort.is_public() { 1.0 } else { 1.2 }),
            _ if self.is_site(mention, sort) => Some(0.6),
            _ if public => None,
            _ if sort.is_public() => {
                (is_short || party.is_some()).then_some(if is_short { 0.5 } else { 0.1 })
            }
            _ if !sort.goes_untold() => None,
            Sort::Air | Sort::Bank | Sort::Club => Some(0.0),
            _ => (!tells(Sort::Club)).then_some(0.4),
        }
    }

    /// `at the Grand Meridia`: where something happens may be a hotel.
    fn is_site(&self, mention: &Mention, sort: Sort) -> bool {
        let first = mention.begin();
        matches!(sort, Sort::Hotel | Sort::Hospital | Sort::Museum | Sort::School | Sort::Stage)
            && first >= 2
            && self.is_the(first - 1)
            && matches!(self.story.word(first - 2), "at" | "in" | "outside")
    }

    /// `Hedge fund Bluffton Partners`, `Oro Verde, a group that`, `the Grand Meridian hotel`: what being
    /// called by the noun, or one of its sort or of another, beside the name adds.
    fn is_called(&self, mention: &Mention, (noun, sort): (u64, Sort)) -> f32 {
        let start = mention.begin();
        let end = mention.end();
        let tells = |at: usize| {
            let token = self.story.tokens.get(at).filter(|t| t.sentence == mention.sentence)?;
            let one = one_of(self.story.text(token.span));
            if token.hash == noun || one == noun {
                return Some(TOLD.0);
            }
            let called = [token.hash, one].into_iter().find_map(sort::of_noun);
            match called.filter(|_| at == start || token.shape == Shape::Lower).map(|of| sort.agrees(of))? {
                Some(true) => Some(TOLD.1),
                Some(false) => Some(TOLD.2),
                None => None,
            }
        };
        let ends =
            [Class::Preposition, Class::Determiner, Class::Conjunction, Class::Auxiliary, Class::Modal];
        let joins = |at: &usize| {
            let token = &self.story.tokens[*at];
            token.is_word()
                && !token.classes.any(&ends)
                && (!token.is(Class::Cue) || token.is(Class::Role) || sort::of_noun(token.hash).is_some())
        };
        // `the firm, Spencer Law,`
        let aside = start > 0 && self.story.word(start - 1) == ",";
        let to = if aside && matches!(self.story.word(end), "," | ".") { start - 1 } else { start };
        let before = (start.saturating_sub(INTRODUCTION.0)..to).rev().take_while(joins);
        let within = (end > start + 1).then_some(start); // `Carmaker Ostrava`, where it opens its sentence
        let small = self.story.tokens.get(end).is_some_and(|t| t.shape == Shape::Lower);
        let behind = (small && !mention.headline).then_some(end);
        let comma = self.story.word(end) == "," && !self.is(end + 1, Class::Relative);
        let reach = (end + INTRODUCTION.1).min(self.story.tokens.len());
        let stops = |&at: &usize| {
            self.story.word(at) == ","
                || [Class::Relative, Class::Cue, Class::Auxiliary].iter().any(|of| self.is(at, *of))
        };
        let stop = (end + 1..reach).find(stops).unwrap_or(reach);
        // `In Upper Bandia, the commission announced`: no aside.
        let verb = self.is(stop, Class::Cue) || self.is(stop, Class::Auxiliary);
        let aside = end + 1..if comma && !verb { stop } else { end };
        let mut told = 0.0_f32;
        for called in before.chain(within).chain(behind).chain(aside).filter_map(tells) {
            told = if called > 0.0 || told > 0.0 { told.max(called) } else { called };
        }
        told
    }

    /// Whether a name stands as a subject or owner, not as what only a sentence's start writes large.
    fn stands_as_body(&self, mention: &Mention) -> bool {
        let start = mention.begin();
        let end = mention.end();
        let verb = self.story.tokens.get(end).is_some_and(|t| {
            t.classes.any(&[Class::Cue, Class::Auxiliary, Class::Modal])
                || t.shape == Shape::Lower && self.story.word(end).ends_with("ed")
        });
        let begins = start.checked_sub(1).is_none_or(|at| self.story.tokens[at].sentence != mention.sentence);
        let unsure = begins && mention.kind == MentionKind::Surname && mention.party.is_none();
        !unsure && (verb || self.is_possessive(end))
    }
}
