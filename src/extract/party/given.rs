//! Wrong first names: `Helen Novak` in a story of Hannah Novak, and `Hannah Helen Novak` once
//! everybody knows her as Hannah Novak.
//!
//! Families share stories, so that another first name alone proves nothing: what counts is that nobody
//! introduces its bearer, that it looks or begins like the known one, and that it stands once.

use super::parts::Parts;
use super::people::{People, Person};
use super::variants::Slip;
use super::{Mention, MentionKind, roles};
use crate::extract::Confidence;
use crate::extract::names::{self, fold_name};
use crate::lexicon::{Class, Gender, Lexicon};
use crate::segment::{Shape, Story};
use crate::text::{Span, hash_bytes};
use std::collections::BTreeSet;

/// A mention whose first name is taken for a wrong one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misnamed {
    /// The person under the wrong name, of whom there is nothing else; none for a name put in between.
    pub deviant: Option<u32>,
    /// Who is meant: an index into the people.
    pub meant: u32,
    /// The wrong first name.
    pub span: Span,
    /// The full name of the one who is meant.
    pub full: Span,
    /// How likely that is.
    pub confidence: Confidence,
    /// Why.
    pub because: Vec<String>,
}

// What the story says, in thousandths of log-odds. Source: set by hand, then moved until planted
// first names and clean stories came out best together.

/// With nothing said.
const BIAS: i32 = -1_000;
/// Both names begin with one letter: slips of the pen and of the tongue mostly keep it.
const SAME_INITIAL: i32 = 2_500;
/// The names differ by a letter or by the way they sound.
const ALIKE: i32 = 3_000;
/// The other person was introduced by an office or description.
const INTRODUCED: i32 = 500;
/// The most that the other person's frequency gives.
const FREQUENT: i32 = 1_000;
/// One name is a man's, the other a woman's.
const OTHER_GENDER: i32 = -500;
/// Both bear one office.
const SAME_OFFICE: i32 = 1_500;
/// Something introduces the bearer of the name: an office, an age, a description.
const PRESENTED: i32 = -4_000;
/// A word of kinship stands near.
const KIN: i32 = -3_000;
/// Both stand with full names side by side: `Hannah and Helen Novak`.
const TOGETHER: i32 = -3_000;
/// Both stand with full names in one sentence, apart.
///
/// Two sentences that follow each other tell nothing: that cost one planted slip in seven.
const NEAR_BY: i32 = -600;
/// More than two persons of the surname: a family.
const FAMILY: i32 = -1_000;

/// The names look alike, and who is taken for the wrong one stands far more often: perhaps the other is.
const NAMED_MORE: i32 = -500;

/// A name put in between, with nothing said: most are middle names.
const PUT_IN: i32 = -2_600;
/// The name in between may be a surname, as of a woman who keeps hers.
const SURNAME: i32 = -700;
/// The story has the name without it elsewhere.
const PLAIN_ELSEWHERE: i32 = 1_500;
/// One of the two is a man's name, the other a woman's.
const TWO_GENDERS: i32 = 1_500;
/// The name in between begins like the first one and seldom stands second: `Hannah Heidi Novak`.
///
/// Of 39 people with two first names in 980 clean stories none was such a one.
const SELDOM_SECOND: i32 = 1_400;
/// An age stands behind: the copy spells the name out as the police or the register has it.
const SPELLED_OUT: i32 = -1_500;
/// The first is a short form, which hardly goes with a middle name: `Ted Tommy`.
const SHORT: i32 = 1_200;

/// The least log-odds with which a first name is called wrong: even.
const LEAST: i32 = 0;

/// Every wrong first name of a story, in order of the people; whoever has to do with a slip in a surname
/// is left alone.
pub(super) fn find(
    story: &Story<'_>,
    lexicon: &Lexicon,
    (mentions, parts): (&[Mention], &[Option<Parts>]),
    (people, slips): (&People, &[Slip]),
) -> Vec<Misnamed> {
    let judge = Judge { story, lexicon, mentions, parts, people };
    let persons = people.persons.iter().zip(0..).filter(|(person, _)| person.given.is_some());
    let mut found: Vec<Misnamed> = persons
        .flat_map(|(person, id)| judge.replaced(person, id).into_iter().chain(judge.put_in(person, id)))
        .collect();
    if found.is_empty() {
        return found;
    }
    let deviants: BTreeSet<u32> = found.iter().filter_map(|slip| slip.deviant).collect();
    let slipped: BTreeSet<u32> = slips.iter().flat_map(|slip| [slip.deviant, slip.canonical]).collect();
    found.retain(|slip| {
        !deviants.contains(&slip.meant) && !slip.deviant.is_some_and(|id| slipped.contains(&id))
    });
    found
}

impl Misnamed {
    /// Less sure inside a quotation, where it may be the speaker's own.
    fn at(mut self, mention: &Mention) -> Self {
        if mention.quoted {
            self.confidence = self.confidence.min(QUOTED);
            self.because.push("it stands inside a quotation: the speaker may have said so".to_owned());
        }
        self
    }
}

/// The most that a slip inside a quotation is sure of: the words may be the speaker's, but the name of
/// somebody whom the story knows is far likelier the writer's slip.
///
/// Source: a judgement; in 924 clean stories there was one such warning, and it was right.
const QUOTED: Confidence = Confidence::percent(79);

struct Judge<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    mentions: &'a [Mention],
    parts: &'a [Option<Parts>],
    people: &'a People,
}

/// A full name in running text.
#[derive(Clone, Copy)]
struct Full<'a> {
    mention: &'a Mention,
    parts: &'a Parts,
}

impl Judge<'_, '_> {
    /// The full names of a person outside headlines.
    fn full<'s>(&'s self, person: &Person) -> impl Iterator<Item = Full<'s>> + use<'s> {
        self.full_among(self.people.mentions(person))
    }

    fn full_among<'s>(&'s self, own: &'s [usize]) -> impl Iterator<Item = Full<'s>> + use<'s> {
        let own = own.iter().filter_map(|&at| Some((self.mentions.get(at)?, self.parts.get(at)?.as_ref()?)));
        own.filter(|(m, _)| m.kind == MentionKind::FullName && !m.headline)
            .map(|(mention, parts)| Full { mention, parts })
    }

    /// Where a person stands with the full name first, early on.
    fn first(&self, person: &Person) -> Option<Full<'_>> {
        let own = self.people.mentions(person);
        self.full_among(&own[..own.len().min(MANY)]).next()
    }

    /// What it says that a person stands with the full name in the sentence of another's full name.
    fn company(&self, only: Full<'_>, person: &Person) -> i32 {
        let sentence = only.mention.sentence;
        let of = |at: usize| self.mentions.get(at).map_or(0, |mention| mention.sentence);
        let own = self.people.mentions(person);
        let from = own.partition_point(|&at| of(at) < sentence);
        let length = own[from..].iter().take(MANY).take_while(|&&at| of(at) == sentence).count();
        let by = self.full_among(&own[from..from + length]).map(|full| self.is_side_by_side(full, only));
        by.max().map_or(0, |beside| if beside { TOGETHER } else { NEAR_BY })
    }

    /// Whether nothing but a comma, a conjunction or what is before a name parts two names.
    fn is_side_by_side(&self, a: Full<'_>, b: Full<'_>) -> bool {
        let (first, second) = if a.parts.first < b.parts.first { (a, b) } else { (b, a) };
        let between = self.story.tokens.get(first.parts.end()..second.parts.before).unwrap_or_default();
        between.len() < LISTED && between.iter().all(|t| !t.is_word() || t.is(Class::Conjunction))
    }

    /// The person that another one, named in full once, is taken for.
    fn replaced(&self, person: &Person, id: u32) -> Option<Misnamed> {
        let namesakes = self.people.with_surname(person.key);
        if namesakes.len() < 2 {
            return None;
        }
        let mut own = self.full(person);
        let (only, None) = (own.next()?, own.next()) else { return None };
        let given = person.given?;
        let known = self.lexicon.names().given(self.story.tokens[given].hash).is_some();
        let others = namesakes.iter().filter(|other| **other != id);
        let weighed = others.filter_map(|&other| {
            let meant = self.people.persons.get(other as usize)?;
            let (odds, because) = self.weigh((person, only, known), meant, namesakes.len())?;
            Some((odds, other, because))
        });
        let (odds, meant, because) =
            weighed.max_by_key(|(odds, other, _)| (*odds, std::cmp::Reverse(*other)))?;
        let (span, full) =
            (self.story.tokens[given].span, self.first(&self.people.persons[meant as usize])?.mention.name);
        let slip =
            Misnamed { deviant: Some(id), meant, span, full, confidence: names::confidence(odds), because };
        (odds >= LEAST).then(|| slip.at(only.mention))
    }

    /// What speaks for and against one name being a slip for another; none where it cannot be one.
    fn weigh(
        &self,
        (person, only, known): (&Person, Full<'_>, bool),
        meant: &Person,
        namesakes: usize,
    ) -> Option<(i32, Vec<String>)> {
        let first = self.first(meant).filter(|first| first.mention.span.end <= only.mention.span.start)?;
        let (own, theirs) = (self.story.word(person.given?), self.story.word(meant.given?));
        let likeness = self.likeness(own, theirs, known)?;
        let mut because =
            vec![format!("`{theirs}` is the first name in `{}`", self.story.text(first.mention.name))];
        because.push(
            if likeness == ALIKE { "the two look alike" } else { "both begin with one letter" }.to_owned(),
        );
        because.push("nothing introduces a second person".to_owned());
        let mut odds = BIAS + likeness + self.frequency(meant);
        let mut add = |holds: bool, by: i32| odds += if holds { by } else { 0 };
        add(self.is_presented(first), INTRODUCED);
        add(Gender::differ(person.gender, meant.gender), OTHER_GENDER);
        let shared = self.share_office(only, meant);
        add(shared, SAME_OFFICE);
        add(!shared && self.is_presented(only), PRESENTED);
        add(self.is_among_kin(only), KIN);
        add(namesakes > 2, FAMILY);
        let count = |person| self.people.mentions(person).len();
        add(likeness == ALIKE && count(person) > PREVAILING * count(meant), NAMED_MORE);
        Some((odds + self.company(only, meant), because))
    }

    /// How much two first names look like one; none when they do not.
    fn likeness(&self, own: &str, theirs: &str, known: bool) -> Option<i32> {
        let names = self.lexicon.names();
        let (a, b) = (fold_name(own, names), fold_name(theirs, names));
        if a.joined == b.joined {
            return None; // two people told apart by an initial
        }
        let (score, pair) = names::score_in_story(&a, &b);
        if pair.varied > 0
            && (score > 0 && pair.edits <= 2 || pair.one_slip && own.len().min(theirs.len()) >= SLIPPING)
        {
            return Some(ALIKE);
        }
        let initial = |name: &str| name.chars().next().map(|c| c.to_lowercase().to_string());
        (known && initial(own) == initial(theirs)).then_some(SAME_INITIAL)
    }

    /// Up to [`FREQUENT`], reached with eight mentions.
    fn frequency(&self, person: &Person) -> i32 {
        let count = self.people.mentions(person).len().max(1);
        FREQUENT * count.ilog2().min(3) as i32 / 3
    }

    /// Whether an office, an age, a bracket or a description stands beside the name.
    fn is_presented(&self, full: Full<'_>) -> bool {
        let end = full.parts.end();
        let next = self.story.tokens.get(end + 1).map(|t| t.classes).unwrap_or_default();
        let noun = [Class::Determiner, Class::Possessive, Class::Role, Class::Title];
        let described = self.story.word(end) == ","
            && next.any(&noun)
            && !next.has(Class::Relative)
            && !self.is_subject(end + 1);
        described
            || self.is_aged(full)
            || self.story.word(end) == "("
            || roles::of(self.story, full.mention, full.parts).next().is_some()
    }

    /// Whether an age stands behind the name.
    fn is_aged(&self, full: Full<'_>) -> bool {
        let end = full.parts.end();
        self.story.word(end) == ","
            && self.story.word(end + 1).starts_with(|c: char| c.is_ascii_digit())
            && matches!(self.story.word(end + 2), "," | "." | ";" | ")")
    }

    /// Whether what begins behind a comma is what the sentence is of: `for Novak, the mission was another`.
    fn is_subject(&self, start: usize) -> bool {
        let sentence = self.story.tokens.get(start).map(|t| t.sentence);
        let reach = self.story.tokens.iter().skip(start).take(NEAR);
        let mut reach = reach.take_while(|t| t.is_word() && Some(t.sentence) == sentence);
        let turn = [Class::Auxiliary, Class::Modal, Class::Relative];
        reach.find(|t| t.classes.any(&turn)).is_some_and(|t| !t.is(Class::Relative))
    }

    /// Whether the name stands behind an office that the other person bears too.
    fn share_office(&self, full: Full<'_>, other: &Person) -> bool {
        let own = roles::of(self.story, full.mention, full.parts).next();
        let theirs = || {
            let mentions = self.people.mentions(other).iter().take(MANY);
            let mentions =
                mentions.filter_map(|&at| Some((self.mentions.get(at)?, self.parts.get(at)?.as_ref()?)));
            mentions.flat_map(|(mention, parts)| roles::of(self.story, mention, parts))
        };
        let office = |role: &str| self.lexicon.offices.of(role).map(|office| &office.name);
        let shares = |a: &str, b: &str| {
            b.split(' ').any(|word| word.eq_ignore_ascii_case(roles::head(a)))
                || office(a).is_some_and(|name| office(b) == Some(name))
        };
        own.is_some_and(|own| {
            theirs().any(|role| shares(&own.text, &role.text) || shares(&role.text, &own.text))
        })
    }

    /// Whether a word of kinship stands before a name, or behind it where it tells of the bearer, in its
    /// sentence: `Novak, his wife`, `Novak is the sister of`, not `Novak told the families`.
    fn is_among_kin(&self, full: Full<'_>) -> bool {
        const KINDRED: [u64; 26] = [
            hash_bytes(b"wife"),
            hash_bytes(b"husband"),
            hash_bytes(b"son"),
            hash_bytes(b"sons"),
            hash_bytes(b"daughter"),
            hash_bytes(b"daughters"),
            hash_bytes(b"father"),
            hash_bytes(b"mother"),
            hash_bytes(b"brother"),
            hash_bytes(b"brothers"),
            hash_bytes(b"sister"),
            hash_bytes(b"sisters"),
            hash_bytes(b"cousin"),
            hash_bytes(b"uncle"),
            hash_bytes(b"aunt"),
            hash_bytes(b"nephew"),
            hash_bytes(b"niece"),
            hash_bytes(b"widow"),
            hash_bytes(b"widower"),
            hash_bytes(b"married"),
            hash_bytes(b"family"),
            hash_bytes(b"parents"),
            hash_bytes(b"children"),
            hash_bytes(b"grandson"),
            hash_bytes(b"granddaughter"),
            hash_bytes(b"namesake"),
        ];
        let (start, end) = (full.parts.before, full.parts.end());
        let tells = matches!(self.story.word(end), "," | "(" | "and" | "-" | "–" | "—")
            || self.story.tokens.get(end).is_some_and(|t| t.is(Class::Auxiliary));
        let reach = if tells { end + NEAR } else { end };
        let near = start.saturating_sub(NEAR)..reach.min(self.story.tokens.len());
        let near = self.story.tokens.get(near).unwrap_or_default();
        near.iter().any(|t| t.sentence == full.mention.sentence && KINDRED.contains(&t.hash))
    }

    /// A second first name in between: `Hannah Helen Novak`.
    fn put_in(&self, person: &Person, id: u32) -> Option<Misnamed> {
        let inner =
            |full: &Full<'_>| full.parts.given.map_or(0..0, |given| given + 1..full.parts.surname.start);
        let hash = |at: usize| self.story.tokens[at].hash;
        let at_one =
            |full: &Full<'_>| Some(inner(full)).filter(|inner| inner.len() == 1).map(|inner| inner.start);
        let (late, at) = self.full(person).find_map(|full| Some((full, at_one(&full)?)))?;
        self.lexicon.names().given(hash(at))?;
        let again = self.full(person).filter(|full| inner(full).any(|i| hash(i) == hash(at))).count() > 1;
        if again || self.story.tokens[at].shape != Shape::Capital {
            return None;
        }
        let mut because = vec![format!("`{}` is a first name of its own", self.story.word(at))];
        let mut odds = self.frequency(person) + self.weigh_put_in((person, late), at, &mut because)?;
        let mut full = late.mention.name;
        if let Some(plain) = self.full(person).find(|full| inner(full).is_empty()) {
            full = plain.mention.name;
            because.push(format!("elsewhere the story has `{}`", self.story.text(plain.mention.name)));
            odds += PLAIN_ELSEWHERE;
        }
        let (span, confidence) = (self.story.tokens[at].span, names::confidence(odds));
        let slip = Misnamed { deviant: None, meant: id, span, full, confidence, because };
        (odds >= LEAST).then(|| slip.at(late.mention))
    }

    /// What the two first names and their place say of the second being wrong.
    fn weigh_put_in(
        &self,
        (person, late): (&Person, Full<'_>),
        at: usize,
        because: &mut Vec<String>,
    ) -> Option<i32> {
        let names = self.lexicon.names();
        let given = person.given?;
        let (first, second) = (self.story.tokens[given].hash, self.story.tokens[at].hash);
        let likeness = self.likeness(self.story.word(at), self.story.word(given), true);
        let seldom = likeness.is_some() && names.given(first).is_some() && names.is_seldom_second(second);
        let two_genders = Gender::differ(names.given(second), person.gender);
        let mut odds = PUT_IN + likeness.unwrap_or_default();
        let mut add = |holds: bool, by: i32, why: &str| {
            odds += if holds { by } else { 0 };
            because.extend((holds && !why.is_empty()).then(|| why.to_owned()));
        };
        add(names.is_surname(second), SURNAME, "");
        add(self.is_aged(late), SPELLED_OUT, "");
        add(seldom, SELDOM_SECOND, "it begins like the first one and seldom stands second");
        add(two_genders, TWO_GENDERS, "one is a man's name, the other a woman's");
        let double = names.is_short(second) && !names.is_seldom_second(second); // Billy Bob
        add(names.is_short(first) && !double, SHORT, "short first names stand alone");
        Some(odds)
    }
}

/// Who stands more than so many times as often as another prevails over him.
const PREVAILING: usize = 3;

/// So many tokens between two full names part them.
const LISTED: usize = 3;

/// From this length on one letter more, less or changed is a slip rather than another name: not Don and Dan.
const SLIPPING: usize = 5;

/// How many mentions of a person are looked at; as many as a long story has.
const MANY: usize = 200;

/// How many tokens before and behind a name a word of kinship counts.
const NEAR: usize = 8;
