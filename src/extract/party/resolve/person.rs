//! he, she, the tycoon: of the persons spoken of, the one that the most signs speak for.

use super::gender::differ;
use super::origin::Told;
use super::salience::{Candidate, Candidates, Sign};
use super::{HER, HIS, Resolver, is_named};
use crate::extract::party::run::is_office_letters;
use crate::extract::party::{Mention, MentionKind, PartyId, roles};
use crate::lexicon::{Class, Gender};
use crate::text::hash_bytes;
use std::ops::Range;

/// How many sentences back a pronoun reaches: about a screen of copy.
const FAR: u32 = 10;

/// How many sentences back those are found who go by an office or description.
const NEAR: u32 = 4;

/// How many mentions, speakers and offices are looked at; only lists hold more.
const MOST: (usize, usize, usize) = (120, 40, 24);

/// How many words a person's name has at most; a longer one is a headline's.
const LONGEST: usize = 4;

/// How many tokens a name that opens its sentence may take, its title included.
const OPENING: usize = 6;

/// Parts in a story that are rarely those of whoever has just spoken.
const PARTS: [u64; 27] = [
    hash_bytes(b"accused"),
    hash_bytes(b"attacker"),
    hash_bytes(b"buyer"),
    hash_bytes(b"caller"),
    hash_bytes(b"child"),
    hash_bytes(b"claimant"),
    hash_bytes(b"complainant"),
    hash_bytes(b"customer"),
    hash_bytes(b"defendant"),
    hash_bytes(b"driver"),
    hash_bytes(b"gunman"),
    hash_bytes(b"insider"),
    hash_bytes(b"judge"),
    hash_bytes(b"killer"),
    hash_bytes(b"man"),
    hash_bytes(b"neighbour"),
    hash_bytes(b"official"),
    hash_bytes(b"passenger"),
    hash_bytes(b"prosecutor"),
    hash_bytes(b"reporter"),
    hash_bytes(b"resident"),
    hash_bytes(b"spokesman"),
    hash_bytes(b"spokesperson"),
    hash_bytes(b"spokeswoman"),
    hash_bytes(b"suspect"),
    hash_bytes(b"victim"),
    hash_bytes(b"witness"),
];

/// Offices that readers know the holders of.
pub(super) const PUBLIC: [u64; 14] = [
    hash_bytes(b"ambassador"),
    hash_bytes(b"chancellor"),
    hash_bytes(b"emperor"),
    hash_bytes(b"envoy"),
    hash_bytes(b"governor"),
    hash_bytes(b"king"),
    hash_bytes(b"mayor"),
    hash_bytes(b"minister"),
    hash_bytes(b"pope"),
    hash_bytes(b"premier"),
    hash_bytes(b"president"),
    hash_bytes(b"queen"),
    hash_bytes(b"senator"),
    hash_bytes(b"speaker"),
];

/// Whether copy calls those so who hold some office with another name.
fn is_general(noun: &str) -> bool {
    matches!(
        noun,
        "politician"
            | "mp"
            | "lawmaker"
            | "legislator"
            | "executive"
            | "boss"
            | "chief"
            | "leader"
            | "officer"
            | "commander"
            | "campaigner"
            | "expert"
            | "academic"
            | "minister"
            | "candidate"
            | "frontbencher"
            | "head"
            | "nominee"
            | "hopeful"
            | "contender"
            | "frontrunner"
            | "front-runner"
    )
}

impl Resolver<'_, '_> {
    /// he, she: whom the most signs speak for, before the pronoun; who opens the next sentence when
    /// nobody was named before.
    pub(super) fn person(&mut self, pronoun: usize, gender: Gender) -> Option<PartyId> {
        let own = self.story.tokens.get(pronoun)?.sentence;
        let chosen = self.chosen(pronoun, gender, None).map(|chosen| chosen.party);
        chosen.or_else(|| self.ahead(own, gender))
    }

    /// The same for a description that tells nation or age: the only one introduced so before others.
    pub(super) fn person_told(&mut self, at: usize, gender: Gender, told: Option<Told>) -> Option<PartyId> {
        let Some(told) = told else { return self.person(at, gender) };
        let before = self.story.tokens.get(at)?.span.start;
        let only = self.only_told(told, before).filter(|&id| self.suits(id, gender).is_some());
        only.or_else(|| self.chosen(at, gender, Some(told)).map(|chosen| chosen.party))
    }

    /// `Talks would not be easy, the minister added`: who spoke in the sentence before goes on, though
    /// nothing told the office.
    pub(super) fn goes_on(&self, head: &Range<usize>) -> Option<PartyId> {
        let first = self.story.tokens.get(head.start)?;
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let behind = self.content.first().is_some_and(|content| content.end <= first.span.start);
        let word = self.story.text(noun.span);
        let member = is_office_letters(word);
        let person = self.is_somebody(word) || self.is_description_word(word);
        let somebody = self.is_the(head.start) && (person || is_general(word) || member);
        let last = self.said.last().copied();
        let last = last.filter(|s| s.0 == first.sentence || s.0 + 1 == first.sentence);
        // An office that nothing told is somebody else's.
        let opener = || self.opener(first.sentence).filter(|_| !noun.is(Class::Role));
        let (sentence, party, aside) = last.or_else(opener)?;
        let told = self.lexicon.names().title(noun.hash);
        let own = self.parties.get(party.0 as usize)?;
        let fits = self.is_person(party)
            && !differ(told, self.known_gender(own))
            && !self.is_in_content(party)
            && self.is_next(sentence, first.sentence);
        let open = || {
            let free = own.roles.is_empty() || is_general(word);
            !aside && free && !PARTS.contains(&noun.hash) && !self.is_spoken_of(noun.hash, first.span.start)
        };
        let alike = || self.holds_alike(own, noun);
        let goes = match head.len() {
            2 => behind || open() || alike(),
            // `The Norfolk sugar-beet grower`; `The real estate agent`, whom the sentence before named first
            3..=5 => {
                let fresh = || own.roles.is_empty() && self.first_named(party) == Some(sentence);
                let owned = || head.clone().any(|at| self.is_possessive(at));
                let unheard = || !self.is_spoken_of(noun.hash, first.span.start) && !owned();
                let leads = || behind && is_general(word) && unheard();
                !aside && (alike() || leads() || (self.is_placed(head) || fresh()) && unheard())
            }
            _ => false,
        };
        (somebody && fits && goes).then_some(party)
    }

    /// Whoever opens the sentence before by the full name, for the first time.
    fn opener(&self, own: u32) -> Option<(u32, PartyId, bool)> {
        let sentence = own.checked_sub(1)?;
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let mention = self.mentions.get(from).filter(|m| m.sentence == sentence)?;
        let party = mention.party.filter(|&id| self.first_named(id) == Some(sentence))?;
        let full = mention.kind == MentionKind::FullName && !mention.quoted && !mention.headline;
        (full && self.opens(mention) && !self.owns(mention)).then_some((sentence, party, false))
    }

    /// Whether a description tells where somebody belongs: `The Labour MP`.
    fn is_placed(&self, head: &Range<usize>) -> bool {
        (head.start + 1..head.end - 1).any(|at| self.story.tokens[at].is_capital())
    }

    /// `The Ohio governor said` at the start of a paragraph: who spoke in the one before goes on under
    /// a noun that the story has not had yet, if nobody else was named since.
    pub(super) fn resumes(&self, head: &Range<usize>) -> Option<PartyId> {
        let first = self.story.tokens.get(head.start)?;
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let word = self.story.text(noun.span);
        let &(sentence, party, aside) = self.said.last()?;
        let own = self.parties.get(party.0 as usize)?;
        let block = |at: u32| self.story.sentences.get(at as usize).map_or(0, |s| s.block);
        let start = self.story.sentences.get(first.sentence as usize)?.tokens.start as usize;
        let behind = self.content.first().is_some_and(|content| content.end <= first.span.start);
        let near = block(sentence) + 1 == block(first.sentence) && (start == head.start || behind);
        let somebody = self.is_the(head.start)
            && (2..=4).contains(&head.len())
            && (head.start + 1..head.end - 1).all(|at| self.story.tokens[at].is_capital())
            && (self.is_somebody(word) || is_general(word) || is_office_letters(word))
            && !PARTS.contains(&noun.hash)
            && !head.clone().any(|at| self.is_possessive(at));
        let told = self.lexicon.names().title(noun.hash);
        let fits = self.is_person(party)
            && !aside
            && own.name.split(' ').nth(LONGEST).is_none()
            && !differ(told, self.known_gender(own))
            && !self.is_in_content(party)
            && (own.roles.iter().all(|role| is_general(roles::head(&role.text)))
                || is_general(word)
                || self.holds_alike(own, noun)
                || !PUBLIC.contains(&noun.hash));
        let alone = || {
            let to = self.mentions.partition_point(|m| m.span.start < first.span.start);
            let since = self.mentions[..to].iter().rev().take_while(|m| m.sentence > sentence);
            since.filter(|m| !m.quoted).all(|m| m.party.is_none_or(|p| p == party || !self.is_person(p)))
        };
        let known = || self.is_spoken_of(noun.hash, first.span.start);
        (near && somebody && fits && alone() && !known()).then_some(party)
    }

    /// Whether a sentence is the same as another or the next, in one paragraph.
    pub(super) fn is_next(&self, sentence: u32, own: u32) -> bool {
        let block = |at: u32| self.story.sentences.get(at as usize).map(|s| s.block);
        (sentence == own || sentence + 1 == own) && block(sentence) == block(own)
    }

    /// The same, with what speaks for the one chosen.
    pub(super) fn chosen(&mut self, pronoun: usize, gender: Gender, told: Option<Told>) -> Option<Candidate> {
        let token = *self.story.tokens.get(pronoun)?;
        let mut all = self.candidates(pronoun);
        let mut fitting = Candidates::default();
        for mut one in all.0.drain(..) {
            let group = !self.is_person(one.party);
            // A description is never of those without a name.
            if group && self.is_the(pronoun) {
                continue;
            }
            let Some(suits) = self.suits(one.party, gender) else { continue };
            let content = !token.is(Class::Possessive) && self.is_in_content(one.party);
            one.score += suits
                + self.newness((one.party, pronoun), told)
                + told.map_or(0.0, |told| self.bears_out(one.party, told))
                + if content { Sign::Content.weight() } else { 0.0 }
                + if group { Sign::Unnamed.weight() * one.back as f32 } else { 0.0 };
            fitting.0.push(one);
        }
        let best = fitting.best();
        if !self.is_the(pronoun)
            && let Some((head, newcomer)) = self.newcomer(pronoun, gender)
            && best.is_none_or(|best| best.score < newcomer.score && best.back >= newcomer.back)
            && let Some(party) = self.source(self.story.span_of(head))
        {
            return Some(Candidate { party, ..newcomer });
        }
        let (own, before) = (token.sentence, token.span.start);
        for back in 0..=1.min(own) {
            if best.is_some_and(|best| best.back <= back) {
                break;
            }
            if let Some(party) = self.opening(own - back, before, Some(gender)) {
                return Some(Candidate { party, score: Sign::Opens.weight(), back });
            }
        }
        best
    }

    /// `She will next meet Mila Korda. The American`: a description is rather of whom the sentence
    /// before named for the first time.
    fn newness(&self, (party, at): (PartyId, usize), told: Option<Told>) -> f32 {
        let own = self.story.tokens.get(at).map_or(0, |t| t.sentence);
        let new = self.is_the(at)
            && self.first_named(party).is_some_and(|first| first < own && first + 1 >= own)
            // Nor named by somebody else who spoke there.
            && !self.said.iter().rev().take(MOST.1).any(|s| s.1 == party || s.0 + 1 == own);
        let weight = Sign::New.weight();
        match (new, told) {
            (true, Some(_)) => weight,
            (true, None) => weight / 2.0,
            (false, _) => 0.0,
        }
    }

    /// The sentence in which a party is named first.
    fn first_named(&self, party: PartyId) -> Option<u32> {
        let places = self.parties.get(party.0 as usize).into_iter().flat_map(|p| &p.spellings);
        let first = places.filter_map(|s| s.places.first()).map(|place| place.start).min()?;
        self.story.tokens.get(self.story.token_at(first)).map(|t| t.sentence)
    }

    /// Everybody spoken of before a token, with the signs of where.
    fn candidates(&mut self, at: usize) -> Candidates {
        let mut all = Candidates::default();
        let Some(token) = self.story.tokens.get(at) else { return all };
        let (own, before) = (token.sentence, token.span.start);
        let mut latest = true;
        for &(sentence, party, aside) in self.said.iter().rev().take(MOST.1) {
            if sentence + FAR < own {
                break;
            }
            // `Rubio spared his rivals, and Christie, who says …`: the aside is not what goes on.
            let score = self.distance(sentence, own)
                + if aside { 0.0 } else { Sign::Spoke.weight() }
                + if latest && !aside { Sign::Latest.weight() } else { 0.0 };
            all.put(party, score, own.saturating_sub(sentence));
            latest = false;
        }
        let to = self.mentions.partition_point(|m| m.span.start < before);
        let mut offices = MOST.2;
        for i in (to.saturating_sub(MOST.0)..to).rev() {
            let mention = &self.mentions[i];
            let back = own.saturating_sub(mention.sentence);
            if back > FAR {
                break;
            }
            let party = if is_named(mention.kind) {
                mention.party
            } else if mention.kind == MentionKind::Role && back <= NEAR && !mention.quoted && offices > 0 {
                offices -= 1;
                self.known_person(mention)
            } else {
                None
            };
            let Some(party) = party else { continue };
            // `Asked by Pike whether …, she`: the one who does what is done to her is another.
            if back == 0 && self.is_agent(mention) {
                all.0.retain(|one| one.party != party);
                continue;
            }
            let score = self.distance(mention.sentence, own);
            let standing = match self.standings[i] {
                Some(known) => known,
                None => {
                    let standing = self.standing(mention, self.leads(i));
                    self.standings[i] = Some(standing);
                    standing
                }
            };
            all.put(party, score + standing, back);
        }
        self.add_subjects(&mut all, (own, before));
        all
    }

    /// Whether nobody is mentioned before in the sentence, quotations aside.
    fn leads(&self, mention: usize) -> bool {
        let own = &self.mentions[mention];
        let before = self.mentions[..mention].iter().rev().take_while(|m| m.sentence == own.sentence);
        !own.quoted
            && !self.owns(own)
            && before.take(8).all(|m| {
                m.quoted || self.owns(m) || !matches!(m.kind, MentionKind::FullName | MentionKind::Surname)
            })
    }

    /// Those who are only described where they open a sentence: `The Spaniard let the ball slip.`
    fn add_subjects(&mut self, all: &mut Candidates, (own, before): (u32, u32)) {
        if self.depth > 1 {
            return;
        }
        for back in 0..=2.min(own) {
            let sentence = own - back;
            let kin = self.kin_subject(sentence, before);
            let Some(head) = kin.clone().or_else(|| self.subject(sentence, before)) else { continue };
            self.depth += 1;
            let content = std::mem::take(&mut self.content);
            let found = match kin {
                Some(_) => self.kin(&head),
                None => {
                    self.national(&head).or_else(|| self.described(&head)).or_else(|| self.epithet(&head))
                }
            };
            self.content = content;
            self.depth -= 1;
            if let Some(found) = found {
                all.put(found, self.distance(sentence, own) + Sign::Opens.weight(), back);
            }
        }
    }

    /// `A former shop assistant was the first`: somebody without a name who opens a sentence before.
    fn newcomer(&self, pronoun: usize, gender: Gender) -> Option<(Range<usize>, Candidate)> {
        let own = self.story.tokens.get(pronoun)?.sentence;
        (1..=2.min(own)).find_map(|back| {
            let head = self.stranger(own - back)?;
            // Whoever spoke there is known already.
            if self.said.iter().rev().take(MOST.1).any(|s| s.0 + back == own) {
                return None;
            }
            let told = self.lexicon.names().title(self.story.tokens[head.end - 1].hash);
            let score = self.distance(own - back, own) + Sign::Opens.weight() + Sign::Subject.weight();
            let one = Candidate { party: PartyId(0), score, back };
            (!differ(told, Some(gender))).then_some((head, one))
        })
    }

    /// Somebody whom only a noun with `a` names at the start of a sentence.
    fn stranger(&self, sentence: u32) -> Option<Range<usize>> {
        let tokens = &self.story.sentences.get(sentence as usize)?.tokens;
        let (start, end) = (tokens.start as usize, tokens.end as usize);
        if !matches!(self.story.word(start), "A" | "An" | "One" | "Another") {
            return self.stranger_of(start..end);
        }
        let ends = |at: &usize| {
            let token = &self.story.tokens[*at];
            let stops = [Class::Auxiliary, Class::Modal, Class::Relative];
            self.story.word(*at) == ","
                || token.classes.any(&stops)
                || token.is(Class::Cue) && !token.is(Class::Role)
        };
        let stop = (start + 2..(start + OPENING + 1).min(end)).find(ends)?;
        let plain = self.story.tokens[start..stop].iter().all(|t| {
            t.is_word()
                && !t.is_capital() | (t.span.start == self.story.tokens[start].span.start)
                && t.quotation().is_none()
        });
        let noun = &self.story.tokens[stop - 1];
        let word = self.story.text(noun.span);
        let somebody = !noun.is(Class::Body) && (self.is_somebody(word) || self.is_description_word(word));
        (plain && somebody).then_some(start..stop)
    }

    /// `Aslaksen's father, a retired ferryman, watched`: kin of somebody named who open a sentence.
    fn stranger_of(&self, sentence: Range<usize>) -> Option<Range<usize>> {
        let reach = sentence.start..(sentence.start + OPENING).min(sentence.end);
        let owner = reach.clone().find(|&at| self.is_possessive(at))?;
        let noun = (owner + 1..(owner + 3).min(sentence.end))
            .find(|&at| super::epithet::KIN.contains(&self.story.tokens[at].hash))?;
        let named = owner > sentence.start && self.mention_over(owner - 1).is_some();
        let next = self.story.tokens.get(noun + 1)?;
        // `Haverford's sister, Irene,` has a name.
        let alone = self.story.word(noun + 1) != "," || self.mention_over(noun + 2).is_none();
        let stands = !next.is_capital() && self.story.tokens[sentence.start].quotation().is_none();
        (named && alone && stands).then_some(sentence.start..noun + 1)
    }

    /// `Her husband, who sat behind her, nodded`: kin without a name that open a sentence.
    fn kin_subject(&self, sentence: u32, before: u32) -> Option<Range<usize>> {
        let start = self.story.sentences.get(sentence as usize)?.tokens.start as usize;
        let first = self.story.tokens.get(start).filter(|first| matches!(first.hash, HIS | HER))?;
        let noun = (start + 1..start + 3).find(|&at| {
            self.story
                .tokens
                .get(at)
                .is_some_and(|t| t.sentence == sentence && super::epithet::KIN.contains(&t.hash))
        })?;
        let ends = self.story.tokens[noun].span.end <= before;
        (ends && first.quotation().is_none()).then_some(start..noun + 1)
    }

    /// The description that opens a sentence: `The former striker`.
    fn subject(&self, sentence: u32, before: u32) -> Option<Range<usize>> {
        let tokens = &self.story.sentences.get(sentence as usize)?.tokens;
        let (start, end) = (tokens.start as usize, tokens.end as usize);
        let first = self.story.tokens.get(start)?;
        if !self.is_the(start) || first.quotation().is_some() {
            return None;
        }
        let ends = |at: &usize| {
            let token = &self.story.tokens[*at];
            let stops =
                [Class::Auxiliary, Class::Modal, Class::Preposition, Class::Relative, Class::Conjunction];
            !token.is_word() && self.story.word(*at) != "-"
                || token.classes.any(&stops)
                || token.is(Class::Cue) && !token.is(Class::Role)
        };
        let limit = (start + OPENING).min(end);
        let stop = (start + 1..limit).find(ends).unwrap_or(limit);
        let noun = (start + 1..stop).find(|&at| self.is_description(at))?;
        (self.story.tokens[noun].span.end <= before).then_some(start..noun + 1)
    }

    /// Who opens the next sentence when nobody was named before: `"…," she said. Ana Ruiz, who …`.
    fn ahead(&mut self, own: u32, gender: Gender) -> Option<PartyId> {
        let from = self.mentions.partition_point(|m| m.sentence <= own);
        let ahead = self.mentions[from..].iter().take_while(|m| m.sentence == own + 1).take(4);
        let opens = |m: &&Mention| is_named(m.kind) && !m.quoted && self.opens(m);
        let party = ahead.filter(opens).find_map(|m| m.party)?;
        (gender != Gender::Either && self.is_person(party)).then_some(())?;
        self.suits(party, gender).filter(|suits| *suits > Sign::Against.weight()).map(|_| party)
    }

    /// Who opens a sentence without a name: `The mayor of Lower Ridge complained.`
    pub(super) fn opening(&mut self, sentence: u32, before: u32, gender: Option<Gender>) -> Option<PartyId> {
        if let Some(found) = gender.and_then(|gender| self.officer(sentence, before, gender)) {
            return Some(found);
        }
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let mention = self.mentions.get(from).filter(|m| m.sentence == sentence && m.span.end <= before)?;
        let first = self.story.sentences.get(sentence as usize)?.tokens.start as usize;
        let opens = mention.first() == first;
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
        let the = Some(first).filter(|&at| self.is_the(at))?;
        let owner = (the + 1..the + OPENING).find(|&at| self.is_possessive(at))?;
        let noun = (owner + 1..owner + 4).find(|&at| self.is(at, Class::Role))?;
        let (token, next) = (self.story.tokens.get(noun)?, self.story.tokens.get(noun + 1)?);
        let told = self.lexicon.names().title(token.hash);
        let own = token.sentence == sentence && token.span.end <= before;
        let subject = next.classes.any(&[Class::Auxiliary, Class::Modal, Class::Cue]);
        let person = self.is_somebody(self.story.text(token.span)) && !differ(told, Some(gender));
        let plain = self.story.tokens.get(first..noun)?.iter().all(|t| t.quotation().is_none());
        (own && subject && person && plain).then(|| self.source(self.story.span_of(first..noun + 1)))?
    }

    /// A noun's phrase with its `of`: `The mayor of Lower Ridge`.
    fn phrase(&self, noun: crate::text::Span) -> crate::text::Span {
        let end = self.story.token_at(noun.end);
        if !matches!(self.story.word(end), "of" | "for") {
            return noun;
        }
        let plain = |at: &usize| {
            self.story.tokens.get(*at).is_some_and(|t| {
                let verb = t.classes.any(&[Class::Cue, Class::Auxiliary, Class::Modal]) && !t.is(Class::Role);
                t.plain && t.is_word() && !t.is_capital() && !verb
            })
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
}
