//! The persons of a story: full names open them, lone surnames and given names join them.

use super::parts::{Parts, name_key};
use super::resolve::{is_body_noun, is_epithet};
use super::run::{is_honour, is_office_word};
use super::{Mention, MentionKind, roles};
use crate::lexicon::{Class, Gender, HashKeyed, Lexicon};
use crate::segment::{Shape, Story, Token, TokenKind};
use crate::text::Span;
use smallvec::SmallVec;
use std::ops::Range;

/// A person in the making, or a lone name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// The given name's token.
    pub given: Option<usize>,
    /// The surname's bytes where it first stands.
    pub surname: Span,
    /// The surname's key.
    pub key: u64,
    /// Where its mentions stand in the people's list of them.
    mentions: Range<usize>,
    /// Whether something says that it is a person: a given name, a title, a known surname.
    pub certain: bool,
    /// he or she, when the given name or a title says so.
    pub gender: Option<Gender>,
    /// As what the person is introduced: the hash of `plumber` in `Ted Harlan, a plumber`.
    introduced: Option<u64>,
    /// Whether `Mr` or `Mrs` stood before the surname alone.
    titled: bool,
    /// Whether the surname stood alone without it.
    bare: bool,
}

/// The persons under a key: nearly always one.
type Ids = SmallVec<[u32; 4]>;

/// The persons of a story and the way to them.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The persons, full names first.
    pub persons: Vec<Person>,
    by_surname: HashKeyed<Ids>,
    by_given: HashKeyed<Ids>,
    lone: HashKeyed<u32>,
    /// The mentions of each person in turn, in text order.
    mentions: Vec<usize>,
}

impl People {
    /// Finds the persons and gives each mention's person in `of`.
    pub(super) fn find(
        story: &Story<'_>,
        lexicon: &Lexicon,
        (mentions, parts): (&mut [Mention], &mut [Option<Parts>]),
        of: &mut [Option<u32>],
    ) -> Self {
        let mut people = Self::default();
        let lone = lone_keys(mentions, parts);
        let full = mentions.iter().filter(|mention| mention.kind == MentionKind::FullName).count();
        for by in [&mut people.by_surname, &mut people.by_given] {
            by.reserve(full / 2);
        }
        let mut open = Opener {
            story,
            lexicon,
            lone: &lone,
            people: &mut people,
            small: None,
            bodies: HashKeyed::default(),
        };
        let names = mentions.iter().zip(&*parts).enumerate();
        let passes = names.filter(|(_, (mention, _))| mention.kind == MentionKind::FullName);
        let passes = passes.filter_map(|(at, (mention, own))| Some((open.pass(mention, own.as_ref()?), at)));
        let mut passes: SmallVec<[(Pass, usize); 16]> = passes.collect();
        passes.sort_unstable();
        for (_, at) in passes {
            let Some(own) = parts[at].as_mut() else { continue };
            of[at] = open.full(&mut mentions[at], own);
        }
        people.join_lone(story, lexicon, (mentions, parts), of);
        people.list_mentions(of);
        people
    }

    /// The mentions of a person, in text order.
    pub(super) fn mentions(&self, person: &Person) -> &[usize] {
        &self.mentions[person.mentions.clone()]
    }

    fn list_mentions(&mut self, of: &[Option<u32>]) {
        let mut counts = vec![0; self.persons.len()];
        for person in of.iter().flatten() {
            counts[*person as usize] += 1;
        }
        let mut start = 0;
        for (person, count) in self.persons.iter_mut().zip(counts) {
            person.mentions = start..start;
            start += count;
        }
        self.mentions.resize(start, 0);
        for (at, person) in of.iter().enumerate() {
            if let Some(person) = person {
                let own = &mut self.persons[*person as usize].mentions;
                self.mentions[own.end] = at;
                own.end += 1;
            }
        }
    }

    /// The full-name persons with this surname.
    pub(super) fn with_surname(&self, key: u64) -> &[u32] {
        self.by_surname.get(&key).map_or(&[], SmallVec::as_slice)
    }

    /// Whether anybody of the story bears this surname, or stands alone under it.
    pub(super) fn knows(&self, key: u64) -> bool {
        self.by_surname.contains_key(&key) || self.lone.contains_key(&key)
    }

    fn add(&mut self, person: Person) -> u32 {
        let id = self.persons.len() as u32;
        self.persons.push(person);
        id
    }

    /// Lone surnames join the latest person of that surname, else of that given name, else stand
    /// alone with their like.
    fn join_lone(
        &mut self,
        story: &Story<'_>,
        lexicon: &Lexicon,
        (mentions, parts): (&mut [Mention], &[Option<Parts>]),
        of: &mut [Option<u32>],
    ) {
        let mut latest: Vec<u32> = vec![0; self.persons.len()];
        let mut seen: Vec<u32> = vec![0; self.persons.len()];
        let mut kin: Option<Kin> = None;
        for (at, mention) in mentions.iter_mut().enumerate() {
            if let Some(person) = of[at] {
                latest[person as usize] = at as u32 + 1;
                seen[person as usize] = mention.sentence + 1;
                continue;
            }
            let Some(parts) = &parts[at] else { continue };
            let gender = title_gender(story, lexicon, parts);
            let known = self.latest(&self.by_surname, parts.key, &latest, gender);
            let meant = kin.filter(|_| mention.kind == MentionKind::Surname && parts.given.is_none());
            if let Some(id) = meant.and_then(|kin| self.kin(kin, (mention, parts), (gender, &seen))) {
                self.take_surname(id, (story, parts));
                of[at] = Some(id);
                continue;
            }
            let one_word = parts.given.is_none();
            let person = match mention.kind {
                MentionKind::Surname => {
                    // Whoever was named before: `Park` is Park Ji-hoon until Wei Park is spoken of.
                    let named = |p: &u32| latest[*p as usize] > 0;
                    let given = || self.latest(&self.by_given, parts.key, &latest, gender);
                    known.filter(named).or_else(|| given().filter(named)).or(known).or_else(given)
                }
                MentionKind::Place | MentionKind::Body if one_word => {
                    known.filter(|&p| latest[p as usize] > 0 && is_name_shaped(story, parts))
                }
                MentionKind::FullName
                | MentionKind::Place
                | MentionKind::Body
                | MentionKind::Role
                | MentionKind::Pronoun
                | MentionKind::Document => continue,
            };
            if person.is_some() {
                mention.kind = MentionKind::Surname;
                of[at] = person;
                self.learn_gender(person, gender);
                self.learn_title(person, gender.is_some());
                if let Some(seen) = person.and_then(|p| seen.get_mut(p as usize)) {
                    *seen = mention.sentence + 1;
                }
            } else if mention.kind == MentionKind::Surname && !mention.headline {
                let id = self.alone(story, lexicon, parts);
                of[at] = Some(id);
                if let Some(gender) = kin_gender(story, lexicon, parts) {
                    kin = Some(Kin { id, sentence: mention.sentence });
                    self.learn_gender(of[at], Some(gender).filter(|g| *g != Gender::Either));
                }
            }
        }
    }

    /// Whom `Mrs Okafor` means right after `her mother, Ngozi,`: the mother, if another Okafor was spoken
    /// of near her, who cannot be `Mrs` or was never called so.
    fn kin(
        &self,
        kin: Kin,
        (mention, parts): (&Mention, &Parts),
        (gender, seen): (Option<Gender>, &[u32]),
    ) -> Option<u32> {
        let person = self.persons.get(kin.id as usize)?;
        let gender = gender.filter(|gender| *gender != Gender::Either)?;
        let fits = person.gender.is_none_or(|own| own == gender);
        if !fits || mention.sentence > kin.sentence + KIN_REACH.0 {
            return None;
        }
        if person.given.is_some() {
            return (person.key == parts.key).then_some(kin.id);
        }
        let namesakes = self.with_surname(parts.key);
        let own = |p: &u32| self.persons[*p as usize].gender;
        let rival = namesakes.iter().any(|p| own(p).is_none_or(|own| own == gender));
        // Copy that calls her `Okafor` elsewhere means another by `Mrs Okafor`.
        let plain = namesakes.iter().map(|&p| &self.persons[p as usize]).all(|p| p.bare && !p.titled);
        let near = |&p: &u32| seen.get(p as usize).is_some_and(|seen| seen + KIN_REACH.1 > kin.sentence);
        (namesakes.iter().any(near) && (plain || !rival)).then_some(kin.id)
    }

    /// A person of whom only the given name stood there gets the surname.
    fn take_surname(&mut self, id: u32, (story, parts): (&Story<'_>, &Parts)) {
        let Some(person) = self.persons.get_mut(id as usize).filter(|p| p.given.is_none()) else { return };
        person.given = Some(story.token_at(person.surname.start));
        person.surname = story.span_of(parts.surname.clone());
        person.key = parts.key;
    }

    fn learn_title(&mut self, person: Option<u32>, titled: bool) {
        if let Some(person) = person.and_then(|p| self.persons.get_mut(p as usize)) {
            person.titled |= titled;
            person.bare |= !titled;
        }
    }

    fn learn_gender(&mut self, person: Option<u32>, gender: Option<Gender>) {
        if let Some(person) = person.and_then(|p| self.persons.get_mut(p as usize)) {
            person.gender = person.gender.or(gender);
        }
    }

    /// Of the persons under a key, the one mentioned latest; of those not yet mentioned, the first.
    fn latest(&self, by: &HashKeyed<Ids>, key: u64, latest: &[u32], gender: Option<Gender>) -> Option<u32> {
        let fits = |p: &&u32| !Gender::differ(self.persons[**p as usize].gender, gender);
        let list = by.get(&key)?;
        let called = |p: &u32| &self.persons[*p as usize];
        // `Farrant`, where his wife goes by `Mrs Farrant`: who was so called before.
        let plain = |p: &u32| called(p).bare && !called(p).titled;
        let known = gender.is_none() && list.iter().any(plain);
        let addressed = |p: &&u32| known && called(p).titled && !called(p).bare;
        let all = list.iter().filter(fits).filter(|p| !addressed(p));
        all.copied().rev().max_by_key(|&p| latest[p as usize])
    }

    fn alone(&mut self, story: &Story<'_>, lexicon: &Lexicon, parts: &Parts) -> u32 {
        let speaks =
            story.tokens.get(parts.end()).is_some_and(|t| t.classes.any(&[Class::Cue, Class::Auxiliary]));
        let certain = is_titled(story, parts)
            || speaks && lexicon.names().is_surname(parts.key)
            || kin_gender(story, lexicon, parts).is_some();
        let gender = title_gender(story, lexicon, parts);
        let id = match self.lone.get(&parts.key) {
            Some(&id) => id,
            None => {
                let surname = story.span_of(parts.surname.clone());
                let id = self.add(Person {
                    given: None,
                    surname,
                    key: parts.key,
                    mentions: 0..0,
                    certain: false,
                    gender: None,
                    introduced: None,
                    titled: false,
                    bare: false,
                });
                self.lone.insert(parts.key, id);
                id
            }
        };
        let person = &mut self.persons[id as usize];
        person.certain |= certain;
        person.gender = person.gender.or(gender);
        id
    }
}

/// One who was named by the given name alone, behind the noun for kin.
#[derive(Debug, Clone, Copy)]
struct Kin {
    id: u32,
    sentence: u32,
}

/// How many sentences behind `her mother, Ngozi,` she may be called by her surname first; how many
/// before her the one whose kin she is.
const KIN_REACH: (u32, u32) = (4, 12);

/// `his brother, Emre,`, `his sister Susan`: what the noun for kin tells of a given name alone
/// behind it.
fn kin_gender(story: &Story<'_>, lexicon: &Lexicon, parts: &Parts) -> Option<Gender> {
    let before = parts.first.checked_sub(1)?;
    let noun = if story.word(before) == "," { before.checked_sub(1)? } else { before };
    let token = story.tokens.get(noun).filter(|t| t.shape == Shape::Lower)?;
    let names = lexicon.names();
    let told = match story.word(noun).strip_suffix("-in-law") {
        Some(kin) => names.title(name_key(kin)),
        None => names.title(token.hash).filter(|_| token.is(Class::Role)),
    };
    let set_off = story.word(before) == "," && story.word(parts.end()) == ",";
    told.filter(|_| set_off || names.given(parts.key).is_some())
}

/// Written like a name, not in capitals.
fn is_name_shaped(story: &Story<'_>, parts: &Parts) -> bool {
    story.tokens.get(parts.surname.start).is_some_and(|t| matches!(t.shape, Shape::Capital | Shape::Mixed))
}

/// How often each lone name stands in running text.
fn lone_keys(mentions: &[Mention], parts: &[Option<Parts>]) -> HashKeyed<u32> {
    let mut keys: HashKeyed<u32> = HashKeyed::default();
    for (mention, parts) in mentions.iter().zip(parts) {
        if let (MentionKind::Surname, false, Some(parts)) = (mention.kind, mention.headline, parts) {
            *keys.entry(parts.key).or_default() += 1;
        }
    }
    keys
}

/// The gender that the title before a name tells.
fn title_gender(story: &Story<'_>, lexicon: &Lexicon, parts: &Parts) -> Option<Gender> {
    parts.title().rev().find_map(|at| lexicon.names().title(story.tokens.get(at)?.hash))
}

/// Whether a title stands before the name, not only a nation or place.
fn is_titled(story: &Story<'_>, parts: &Parts) -> bool {
    let mut before = story.tokens.get(parts.title()).into_iter().flatten();
    // `Dutch firm Immunara`: the noun tells what the name is of.
    let firm = |t: &Token| t.shape == Shape::Lower && t.is(Class::Body) && is_body_noun(t.hash);
    let letters = |t: &Token| is_office_word(story, t);
    before.any(|t| t.classes.any(&[Class::Title, Class::Role]) && !firm(t) || letters(t))
}

/// How many tokens a `who` may stand before the name that it tells of.
const WHO: usize = 16;

/// More persons of one surname or given name than this are not told apart.
const NAMESAKES: usize = 64;

/// The order in which full names are read: those that begin with a given name first, for they tell
/// where other runs come apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pass {
    /// Those that begin with a known given name.
    Given,
    /// Other names in running text.
    Other,
    /// Headlines: they start no person.
    Headline,
}

/// Opens persons from full names.
struct Opener<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    lone: &'a HashKeyed<u32>,
    people: &'a mut People,
    /// The words that the story writes small; made when first asked for.
    small: Option<Small>,
    /// The names of several words that were taken for no person's.
    bodies: HashKeyed<()>,
}

impl Opener<'_, '_> {
    fn pass(&self, mention: &Mention, parts: &Parts) -> Pass {
        let first = self.story.tokens.get(parts.first);
        match first {
            _ if mention.headline => Pass::Headline,
            Some(t) if t.is(Class::Given) || self.lexicon.names().given(t.hash).is_some() => Pass::Given,
            Some(_) | None => Pass::Other,
        }
    }

    fn full(&mut self, mention: &mut Mention, parts: &mut Parts) -> Option<u32> {
        let Some(given) = parts.given else {
            mention.kind = MentionKind::Surname;
            return None;
        };
        let hash = self.story.tokens[given].hash;
        if let Some(known) = self.known(mention, parts, hash) {
            return Some(known);
        }
        if self.bodies.contains_key(&name_key(self.story.text(mention.name))) && !mention.headline {
            mention.kind = MentionKind::Body;
            return None;
        }
        if self.splits(parts, given, mention) {
            return None;
        }
        if mention.headline || !self.is_person(mention, parts, given) {
            if !mention.headline {
                mention.kind = MentionKind::Body;
                self.bodies.insert(name_key(self.story.text(mention.name)), ());
            }
            return None;
        }
        let titled = title_gender(self.story, self.lexicon, parts);
        let gender = titled.or_else(|| self.lexicon.names().given(hash).filter(|g| *g != Gender::Either));
        let id = self.people.add(Person {
            given: Some(given),
            surname: self.story.span_of(parts.surname.clone()),
            key: parts.key,
            mentions: 0..0,
            certain: true,
            gender,
            introduced: roles::introduction(self.story, mention, parts),
            titled: false,
            bare: false,
        });
        for list in [
            self.people.by_surname.entry(parts.key).or_default(),
            self.people.by_given.entry(hash).or_default(),
        ] {
            if list.len() < NAMESAKES {
                list.push(id);
            }
        }
        Some(id)
    }

    /// The person with this surname whose given name fits: the same, short for it, its initial; but not one
    /// who was introduced as somebody else.
    fn known(&self, mention: &Mention, parts: &Parts, given: u64) -> Option<u32> {
        let word = self.story.word(parts.given?);
        let namesakes = self.people.with_surname(parts.key);
        let introduced =
            if namesakes.is_empty() { None } else { roles::introduction(self.story, mention, parts) };
        namesakes.iter().copied().find(|&p| {
            let person = &self.people.persons[p as usize];
            if introduced.zip(person.introduced).is_some_and(|(a, b)| a != b) {
                return false;
            }
            let Some(own) = person.given else { return false };
            let (theirs, mine) = (initials(self.story, own), initials(self.story, parts.first));
            if theirs.is_some() && mine.is_some() && theirs != mine {
                return false; // George W. and George H.W.
            }
            let own_word = self.story.word(own);
            let (own, names) = (self.story.tokens[own].hash, self.lexicon.names());
            let one_gender = || !Gender::differ(names.given(own), names.given(given)); // not Carl for Carla
            own == given || names.is_nickname(own, given) || is_short_for(word, own_word) && one_gender()
        })
    }

    /// Whether the first word begins a sentence and is none of the name: `Asked Hossain`.
    fn splits(&mut self, parts: &mut Parts, given: usize, mention: &mut Mention) -> bool {
        let first = self.story.tokens[given];
        let begins = self
            .story
            .sentences
            .get(mention.sentence as usize)
            .is_some_and(|s| s.tokens.start as usize == given);
        let named = self.lexicon.names().given(first.hash).is_some() || first.is(Class::Given);
        let known = !self.people.with_surname(parts.key).is_empty();
        if !begins || named || !known || parts.surname.start != given + 1 {
            return false;
        }
        // A word of which nothing is known is rather a given name: `Everett Hossain`.
        let word = self.story.word(given);
        let verbal = word.ends_with("ing") || word.ends_with("ed") || word.ends_with("ly");
        if first.classes.is_empty() && !verbal && !self.is_small(first.hash) {
            return false;
        }
        mention.name = self.story.span_of(parts.surname.clone());
        mention.span = mention.name;
        mention.tokens = parts.surname.start as u32..parts.surname.end as u32;
        mention.begin = mention.tokens.start;
        mention.kind = MentionKind::Surname;
        *parts = Parts::alone(parts);
        true
    }

    /// Whether two or more capitalised words name a person.
    fn is_person(&mut self, mention: &Mention, parts: &Parts, given: usize) -> bool {
        if self.is_firm_aside(given, parts.surname.end) {
            return false;
        }
        let token = &self.story.tokens[given];
        let names = self.lexicon.names();
        let known = names.given(token.hash).is_some() || token.is(Class::Given);
        let titled = is_titled(self.story, parts);
        let last = parts.surname.end - 1;
        let article = self.story.word(given) == "Al" && !names.is_surname(parts.key) && !titled;
        let crowd = (self.story.tokens[last].is(Class::Common) || is_crew(self.story.word(last)))
            && !names.is_surname(parts.key);
        // `growers' association Oro Verde`: what the noun before it is.
        let called = given.checked_sub(1).map(|before| &self.story.tokens[before]);
        let body =
            called.is_some_and(|t| t.shape == Shape::Lower && t.is(Class::Body) && !t.is(Class::Status));
        let before = called.map_or("", |t| self.story.text(t.span));
        let where_ =
            matches!(before, "in" | "at" | "near" | "outside" | "around") && is_spot(self.story.word(last));
        if article
            || crowd
            || is_firm(self.story.word(last))
            || (body || where_) && !known
            || !known && (is_thing(self.story, last) || is_thing(self.story, given))
        {
            return false;
        }
        let takes_up = self.lone.contains_key(&parts.key);
        let surname_first = names.is_surname(token.hash) && !known;
        if known || titled {
            return true;
        }
        // Three words without a given name are a company's more often than a person's.
        let short = parts.surname.end - given <= 2;
        // `Blue Fjord said`, after `its rival Blue Fjord`: what was no person speaks again.
        let body = || self.bodies.contains_key(&name_key(self.story.text(mention.name)));
        let cue = |at: usize| self.story.tokens.get(at).is_some_and(|t| t.is(Class::Cue));
        let before_cue = short && cue(parts.surname.end) && !body();
        let often = takes_up && (!surname_first || self.lone.get(&parts.key) > Some(&1));
        let placed = token.classes.any(&[Class::Place, Class::Body]);
        let introduced = self.is_introduced(parts, given);
        let likely = often || before_cue || introduced || names.is_surname(parts.key) && !surname_first;
        likely && !placed && !self.is_small(parts.key) && !self.is_small(token.hash)
    }

    /// `," said Anselm Drury`, `Anselm Drury, the manager`, `its director, Anselm Drury`.
    fn is_introduced(&self, parts: &Parts, given: usize) -> bool {
        let tokens = &self.story.tokens;
        let behind_cue = given >= 2
            && tokens[given - 1].is(Class::Cue)
            && !tokens[given - 1].is_capital()
            && (tokens[given - 2].kind == TokenKind::Mark || self.story.word(given - 2) == ",");
        let behind_office = given >= 2
            && self.story.word(given - 1) == ","
            && (tokens[given - 2].is(Class::Role) || is_general(self.story.word(given - 2)))
            && !tokens[given - 2].is(Class::Body);
        let end = parts.surname.end;
        // `an analyst at Harbour Point Research, who`: the aside is the analyst's.
        let governed = given > 0 && matches!(self.story.word(given - 1), "at" | "of" | "for" | "from");
        let aside = !governed
            && self.story.word(end) == ","
            && matches!(self.story.word(end + 1), "the" | "a" | "an" | "its" | "his" | "her" | "who");
        let office = aside
            && (self.story.word(end + 1) == "who"
                || tokens.iter().skip(end + 2).take(3).any(|t| t.is(Class::Role) && !t.is(Class::Body))
                || (end + 2..end + 5).any(|at| is_calling(self.story.word(at))));
        let called = given > 0 && is_epithet(tokens[given - 1].hash) && !is_body_noun(tokens[given - 1].hash);
        let person = called || self.is_who(given, end) || self.is_he(given, end);
        behind_cue || behind_office || office || person || !governed && self.is_described(given, end)
    }

    /// `Priit Kallaste proposed it. He said`: the next sentence goes on with whoever opens this one.
    fn is_he(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        let own = &tokens[given];
        let Some(sentence) = self.story.sentences.get(own.sentence as usize) else { return false };
        let (first, stop) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let names = self.lexicon.names();
        let other = |t: &Token| t.is_capital() && (t.is(Class::Given) || names.given(t.hash).is_some());
        let next = tokens.get(stop).filter(|t| matches!(self.story.text(t.span), "He" | "She"));
        let close = next.is_some_and(|t| {
            let block = |at: u32| self.story.sentences.get(at as usize).map(|s| s.block);
            block(t.sentence) == block(own.sentence)
        });
        given == first && close && !tokens.get(end..stop).into_iter().flatten().any(other)
    }

    /// `the firm, Spencer Law,`: called a firm right before, between commas.
    fn is_firm_aside(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        // `A biologist at the university, Arno Moe, doubts`: the aside is hers who is at it.
        let at = given >= 5 && matches!(self.story.word(given - 4), "at" | "in");
        if at && self.lexicon.names().given(tokens[given].hash).is_some() {
            return false;
        }
        given >= 3
            && self.story.word(given - 1) == ","
            && matches!(self.story.word(end), "," | ".")
            && tokens[given - 2].shape == Shape::Lower
            && is_body_noun(tokens[given - 2].hash)
            && !self.story.word(given - 2).ends_with("er")
            && tokens[given - 3].classes.any(&[Class::Determiner, Class::Possessive])
    }

    /// `A hydrologist who has worked there since 2019, Anna Zürcher, says`.
    fn is_who(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        let speaks = tokens
            .get(end + 1)
            .is_some_and(|t| t.shape == Shape::Lower && t.classes.any(&[Class::Cue, Class::Auxiliary]));
        if given < 4 || self.story.word(given - 1) != "," || self.story.word(end) != "," || !speaks {
            return false;
        }
        let sentence = tokens[given].sentence;
        let from = given.saturating_sub(WHO).max(1);
        let who =
            (from..given - 1).find(|&at| tokens[at].sentence == sentence && self.story.word(at) == "who");
        who.is_some_and(|at| {
            let noun = &tokens[at - 1];
            let word = self.story.text(noun.span);
            let agent = ["er", "or", "ist", "man", "ian"].iter().any(|ending| word.ends_with(ending));
            noun.shape == Shape::Lower && !noun.is(Class::Body) && (agent || noun.is(Class::Role))
        })
    }

    /// `Desmond Achebe, 44,`, `Lin Qiaohui, head of policy`, `Harriet Law KC`; `His deputy, Nana
    /// Mensimah, was`, `its transport lead, Imran Sheikh, said`.
    fn is_described(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        let Some(behind) = tokens.get(end) else { return false };
        let comma = self.story.word(end) == ",";
        let Some(next) = tokens.get(end + 1).filter(|_| comma) else { return is_honour(behind) };
        let closed = matches!(self.story.word(end + 2), "," | "." | ";");
        let aged = next.kind == TokenKind::Number && next.span.len() == 2 && closed;
        let head = next.is(Class::Role)
            && !next.is(Class::Body)
            && matches!(self.story.word(end + 2), "of" | "at" | "for");
        if aged || head {
            return true;
        }
        let speaks = next.is(Class::Cue) && !next.is_capital();
        let behind_noun = given >= 3
            && self.story.word(given - 1) == ","
            && !tokens[given - 2].is(Class::Body)
            && !is_body_noun(tokens[given - 2].hash);
        let own =
            |at: &usize| tokens[*at].is(Class::Possessive) || matches!(self.story.word(*at), "'s" | "’s");
        let owner = || {
            let word = |at: &usize| tokens[*at].is_word() || own(at);
            (given.saturating_sub(6)..given - 1).rev().take_while(word).find(own)
        };
        // `The forester, Pal Ekeberg, said`
        let noun = &tokens[given.saturating_sub(2)];
        let things = [Class::Document, Class::Outlet, Class::CueNoun];
        let agent = noun.shape == Shape::Lower
            && ["er", "or", "ist", "man", "woman", "ian"]
                .iter()
                .any(|end| self.story.text(noun.span).ends_with(end))
            && !noun.classes.any(&things);
        if behind_noun && speaks && agent && matches!(self.story.word(given - 3), "the" | "The") {
            return true;
        }
        behind_noun
            && owner().is_some_and(|at| {
                speaks
                    || matches!(self.story.word(at), "His" | "Her" | "his" | "her")
                        && next.is(Class::Auxiliary)
            })
    }

    fn is_small(&mut self, word: u64) -> bool {
        let story = self.story;
        self.small.get_or_insert_with(|| Small::of(story)).holds(word)
    }
}

/// The words that a story writes small, as two bits each: a word may be taken for one by chance, about
/// once in five hundred, which only leaves a doubtful name out.
struct Small(Vec<u64>);

impl Small {
    fn of(story: &Story<'_>) -> Self {
        let words = (story.tokens.len() / 2 + 1).next_power_of_two();
        let mut small = Self(vec![0; words]);
        for token in story.tokens.iter().filter(|t| t.shape == Shape::Lower) {
            for (at, bit) in small.places(token.hash) {
                small.0[at] |= bit;
            }
        }
        small
    }

    const fn places(&self, word: u64) -> [(usize, u64); 2] {
        let mask = self.0.len() - 1;
        let other = word.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        [
            (((word >> 8) as usize) & mask, 1 << (word >> 58)),
            (((other >> 20) as usize) & mask, 1 << (other >> 58)),
        ]
    }

    fn holds(&self, word: u64) -> bool {
        self.places(word).iter().all(|(at, bit)| self.0[*at] & bit != 0)
    }
}

/// `secretary-general`: an office whose last word follows a hyphen.
fn is_general(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, last)| matches!(last, "general" | "chief" | "president" | "chair"))
}

/// `in Albion Park`: what a spot in a town is called.
fn is_spot(word: &str) -> bool {
    const SPOTS: [&str; 20] = [
        "Airport", "Avenue", "Bay", "Beach", "Bridge", "Cross", "Gardens", "Green", "Hall", "Hill", "House",
        "Island", "Lane", "Park", "Road", "Square", "Stadium", "Station", "Street", "Valley",
    ];
    SPOTS.contains(&word)
}

/// `Saldo Lines`: what only firms and clubs are called last.
fn is_firm(word: &str) -> bool {
    const FIRMS: [&str; 66] = [
        "Aerospace",
        "Airlines",
        "Airways",
        "Analytics",
        "Aviation",
        "Biotech",
        "Brewery",
        "Brewing",
        "Capital",
        "Chemicals",
        "Communications",
        "Cruises",
        "Dynamics",
        "Electronics",
        "Energy",
        "Entertainment",
        "Equities",
        "Ferries",
        "Financial",
        "Foods",
        "Freight",
        "Health",
        "Healthcare",
        "Holdings",
        "Hotels",
        "Industries",
        "Insurance",
        "International",
        "Investments",
        "Labs",
        "Lines",
        "Logistics",
        "Media",
        "Metals",
        "Minerals",
        "Mining",
        "Motors",
        "Networks",
        "Partners",
        "Petroleum",
        "Pharma",
        "Pharmaceuticals",
        "Pictures",
        "Plastics",
        "Productions",
        "Properties",
        "Railways",
        "Records",
        "Resources",
        "Robotics",
        "Rovers",
        "Securities",
        "Semiconductors",
        "Services",
        "Shipping",
        "Software",
        "Solutions",
        "Stores",
        "Studios",
        "Supermarkets",
        "Systems",
        "Technologies",
        "Telecom",
        "Therapeutics",
        "Ventures",
        "Wanderers",
    ];
    FIRMS.contains(&word)
}

/// `Amalgamated Metalworkers`: those of one trade, who go together as a union.
fn is_crew(word: &str) -> bool {
    let trades = ["workers", "drivers", "farmers", "growers", "teachers", "miners", "makers", "breeders"];
    let ends = |trade: &&str| {
        word.len()
            .checked_sub(trade.len())
            .and_then(|at| word.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(trade))
    };
    trades.iter().any(ends)
}

/// `pathologist`, `politician`: a word whose ending tells that it is for a person.
fn is_calling(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && ["ologist", "ician", "ographer", "woman", "sman"].iter().any(|ending| word.ends_with(ending))
}

/// Whether a word is known for something that no person is called.
fn is_thing(story: &Story<'_>, at: usize) -> bool {
    let token = &story.tokens[at];
    token.classes.any(&[
        Class::Document,
        Class::Demonym,
        Class::CueNoun,
        Class::Unit,
        Class::Month,
        Class::Outlet,
    ]) && !token.is(Class::Given)
}

/// The initials behind a first name, without full stops at the end: `H.W`.
fn initials<'d>(story: &Story<'d>, given: usize) -> Option<&'d str> {
    let word = story.word(given + 1);
    let bare = word.trim_end_matches('.');
    let written = bare.starts_with(char::is_uppercase) && bare.chars().all(|c| c.is_uppercase() || c == '.');
    (written && (bare.len() <= 2 || bare.contains('.'))).then_some(bare)
}

/// `J` for `Jane`, `Alex` for `Alexander`; both as printed.
fn is_short_for(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let short = short.trim_end_matches('.');
    let enough = short.chars().count() == 1 || short.len() >= 3;
    enough && long.get(..short.len()).is_some_and(|head| head.eq_ignore_ascii_case(short))
}
