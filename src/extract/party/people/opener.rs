//! Opens persons from full names, unless these are of something else.

use super::{People, Person, is_titled, title_gender};
use crate::extract::party::parts::{Parts, name_key};
use crate::extract::party::{Mention, MentionKind, roles};
use crate::lexicon::{Class, Gender, HashKeyed, Lexicon};
use crate::segment::{Shape, Story, Token};
use crate::text::hash_folded;
use std::sync::LazyLock;

/// More persons of one surname or given name than this are not told apart.
const NAMESAKES: usize = 64;

/// The order in which full names are read: those that begin with a given name first, for they tell
/// where other runs come apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pass {
    /// Those that begin with a known given name.
    Given,
    /// Other names in running text.
    Other,
    /// Headlines: they start no person.
    Headline,
}

/// Opens persons from full names.
pub(super) struct Opener<'a, 'd> {
    pub story: &'a Story<'d>,
    pub lexicon: &'a Lexicon,
    pub lone: Lone,
    pub people: &'a mut People,
    /// The words that the story writes small; made when first asked for.
    pub small: Option<Small>,
    /// The names of several words that were taken for no person's.
    pub bodies: HashKeyed<()>,
}

impl Opener<'_, '_> {
    pub(super) fn pass(&self, mention: &Mention, parts: &Parts) -> Pass {
        let first = self.story.tokens.get(parts.first);
        match first {
            _ if mention.headline => Pass::Headline,
            Some(t) if t.is(Class::Given) || self.lexicon.names().given(t.hash).is_some() => Pass::Given,
            Some(_) | None => Pass::Other,
        }
    }

    pub(super) fn full(&mut self, mention: &mut Mention, parts: &mut Parts) -> Option<u32> {
        let Some(given) = parts.given else {
            mention.kind = MentionKind::Surname;
            return None;
        };
        let hash = self.story.tokens[given].hash;
        if let Some(known) = self.known(mention, parts, hash) {
            return Some(known);
        }
        let named = || name_key(self.story.text(mention.name));
        if !mention.headline && !self.bodies.is_empty() && self.bodies.contains_key(&named()) {
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
        let sentence = self.story.sentences.get(mention.sentence as usize);
        let begins = sentence.is_some_and(|s| s.tokens.start as usize == given);
        let named = || first.is(Class::Given) || self.lexicon.names().given(first.hash).is_some();
        let known = || !self.people.with_surname(parts.key).is_empty();
        if !begins || parts.surname.start != given + 1 || named() || !known() {
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
            || is_firm(&self.story.tokens[last])
            || (body || where_) && !known
            || !known && (is_thing(self.story, last) || is_thing(self.story, given))
        {
            return false;
        }
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
        let often = self.lone.count(parts.key) > usize::from(surname_first);
        let placed = token.classes.any(&[Class::Place, Class::Body]);
        let introduced = self.is_introduced(parts, given);
        let likely = often || before_cue || introduced || names.is_surname(parts.key) && !surname_first;
        likely && !placed && !self.is_small(parts.key) && !self.is_small(token.hash)
    }

    fn is_small(&mut self, word: u64) -> bool {
        let story = self.story;
        self.small.get_or_insert_with(|| Small::of(story)).holds(word)
    }
}

/// The lone names in running text, each as often as it stands there; sorted when first asked for.
pub(super) struct Lone {
    keys: Vec<u64>,
    sorted: bool,
}

impl Lone {
    pub(super) fn of(mentions: &[Mention], parts: &[Option<Parts>]) -> Self {
        let alone = |m: &Mention| m.kind == MentionKind::Surname && !m.headline;
        let lone = mentions.iter().zip(parts).filter(|(mention, _)| alone(mention));
        Self { keys: lone.filter_map(|(_, parts)| Some(parts.as_ref()?.key)).collect(), sorted: false }
    }

    /// How often a name stands alone.
    fn count(&mut self, key: u64) -> usize {
        if !self.sorted {
            self.keys.sort_unstable();
            self.sorted = true;
        }
        let from = self.keys.partition_point(|own| *own < key);
        self.keys[from..].iter().take_while(|own| **own == key).take(2).count()
    }
}

/// The words that a story writes small, as two bits each: a word may be taken for one by chance, about
/// once in five hundred, which only leaves a doubtful name out.
pub(super) struct Small(Vec<u64>);

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

/// `in Albion Park`: what a spot in a town is called.
fn is_spot(word: &str) -> bool {
    const SPOTS: [&str; 20] = [
        "Airport", "Avenue", "Bay", "Beach", "Bridge", "Cross", "Gardens", "Green", "Hall", "Hill", "House",
        "Island", "Lane", "Park", "Road", "Square", "Stadium", "Station", "Street", "Valley",
    ];
    SPOTS.contains(&word)
}

/// `Saldo Lines`: what only firms and clubs are called last.
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

static FIRM_WORDS: LazyLock<HashKeyed<()>> =
    LazyLock::new(|| FIRMS.iter().map(|word| (hash_folded(word), ())).collect());

/// Whether a word is one of [`FIRMS`], written like these.
fn is_firm(token: &Token) -> bool {
    token.shape == Shape::Capital && FIRM_WORDS.contains_key(&token.hash)
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
