//! The persons of a story: full names open them, lone surnames and given names join them.

mod introduced;
mod opener;

use super::parts::{Parts, name_key};
use super::resolve::is_body_noun;
use super::run::is_office_word;
use super::{Mention, MentionKind};
use crate::lexicon::{Class, Gender, HashKeyed, Lexicon};
use crate::segment::{Shape, Story, Token};
use crate::text::{Span, hash_bytes};
use opener::{Lone, Opener, Pass};
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
        let lone = Lone::of(mentions, parts);
        let full = mentions.iter().filter(|mention| mention.kind == MentionKind::FullName).count();
        for by in [&mut people.by_surname, &mut people.by_given] {
            by.reserve(full / 2);
        }
        let mut open =
            Opener { story, lexicon, lone, people: &mut people, small: None, bodies: HashKeyed::default() };
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
            let known = || self.latest(&self.by_surname, parts.key, &latest, gender);
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
                    let known = known();
                    known.filter(named).or_else(|| {
                        let given = self.latest(&self.by_given, parts.key, &latest, gender);
                        given.filter(named).or(known).or(given)
                    })
                }
                MentionKind::Place | MentionKind::Body if one_word => {
                    known().filter(|&p| latest[p as usize] > 0 && is_name_shaped(story, parts))
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
                let told = kin_gender(story, lexicon, parts);
                let id = self.alone((story, lexicon), parts, (gender, told.is_some()));
                of[at] = Some(id);
                if let Some(gender) = told {
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

    /// The one who stands alone under a surname; of whom a title or noun for kin tells that it is somebody.
    fn alone(
        &mut self,
        (story, lexicon): (&Story<'_>, &Lexicon),
        parts: &Parts,
        (gender, kin): (Option<Gender>, bool),
    ) -> u32 {
        let next = self.persons.len() as u32;
        let id = *self.lone.entry(parts.key).or_insert(next);
        if id == next {
            self.add(Person {
                given: None,
                surname: story.span_of(parts.surname.clone()),
                key: parts.key,
                mentions: 0..0,
                certain: false,
                gender: None,
                introduced: None,
                titled: false,
                bare: false,
            });
        }
        let speaks = || {
            let next = story.tokens.get(parts.end());
            next.is_some_and(|t| t.classes.any(&[Class::Cue, Class::Auxiliary]))
                && lexicon.names().is_surname(parts.key)
        };
        let person = &mut self.persons[id as usize];
        person.certain = person.certain || kin || is_titled(story, parts) || speaks();
        person.gender = person.gender.or(gender);
        id
    }
}

const COMMA: u64 = hash_bytes(b",");

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
    let behind_comma = story.tokens[before].hash == COMMA;
    let noun = if behind_comma { before.checked_sub(1)? } else { before };
    let token = story.tokens.get(noun).filter(|t| t.shape == Shape::Lower)?;
    let in_law = if token.plain { None } else { story.text(token.span).strip_suffix("-in-law") };
    let names = lexicon.names();
    let told = match in_law {
        Some(kin) => names.title(name_key(kin)),
        None if token.is(Class::Role) => names.title(token.hash),
        None => None,
    };
    let set_off = behind_comma && story.word(parts.end()) == ",";
    told.filter(|_| set_off || names.given(parts.key).is_some())
}

/// Written like a name, not in capitals.
fn is_name_shaped(story: &Story<'_>, parts: &Parts) -> bool {
    story.tokens.get(parts.surname.start).is_some_and(|t| matches!(t.shape, Shape::Capital | Shape::Mixed))
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
