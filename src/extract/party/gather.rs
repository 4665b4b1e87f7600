//! From mentions to parties: persons with their spellings and roles, bodies with their short
//! names, places that speak for governments.

use super::given::{self, Misnamed};
use super::parts::{self, Parts, name_key};
use super::people::People;
use super::run::governs;
use super::variants::{self, Slip};
use super::{Mention, MentionKind, Party, PartyId, PartyKind, Role, Spelling, Variant, WrongGiven, roles};
use crate::lexicon::{HashKeyed, Lexicon, PlaceKind, PlaceName};
use crate::segment::{Shape, Story};
use crate::text::{Fnv, Span, Spans, hash_bytes, hash_folded};
use smallvec::SmallVec;
use smol_str::{SmolStr, SmolStrBuilder, format_smolstr};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Joins the mentions to parties, in order of the first mention of each.
pub(super) fn gather(story: &Story<'_>, lexicon: &Lexicon, mentions: &mut [Mention]) -> Vec<Party> {
    let mut of: Vec<Option<u32>> = vec![None; mentions.len()];
    let mut parts = parts::of(story, mentions);
    let people = People::find(story, lexicon, (mentions, &mut parts), &mut of);
    let slips = variants::find(story, lexicon, (mentions, &parts), &people);
    let mut drafts = Vec::new();
    let misnamed = given::find(story, lexicon, (mentions, &parts), (&people, &slips));
    draft_people(&people, (&slips, &misnamed), &mut drafts);
    draft_others(story, lexicon, mentions, &mut drafts);
    drafts.sort_by_key(|draft| draft.mentions.first().copied());
    let mut parties = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        for &at in draft.mentions.iter() {
            if let Some(mention) = mentions.get_mut(at) {
                mention.party = Some(PartyId(parties.len() as u32));
            }
        }
        parties.push(draft.party(story, (mentions, &parts), &people));
    }
    parties
}

/// A party in the making.
struct Draft<'s> {
    kind: PartyKind,
    mentions: Cow<'s, [usize]>,
    /// Of a person: who, with the slips in surname and first name.
    person: Option<Own<'s>>,
}

/// A person in the making.
struct Own<'s> {
    /// An index into the people.
    id: u32,
    slips: Vec<&'s Slip>,
    misnamed: Vec<&'s Misnamed>,
}

fn draft_people<'s>(
    people: &'s People,
    (slips, misnamed): (&'s [Slip], &'s [Misnamed]),
    drafts: &mut Vec<Draft<'s>>,
) {
    let misjoined = misnamed.iter().filter_map(|slip| Some((slip.deviant?, slip.meant)));
    let joins: BTreeMap<u32, u32> =
        slips.iter().map(|slip| (slip.deviant, slip.canonical)).chain(misjoined).collect();
    let mut draft_of: Vec<Option<usize>> = vec![None; people.persons.len()];
    for (person, id) in people.persons.iter().zip(0..) {
        let mentions = people.mentions(person);
        if !person.certain || mentions.is_empty() || joins.contains_key(&id) {
            continue;
        }
        draft_of[id as usize] = Some(drafts.len());
        let own = Own { id, slips: Vec::new(), misnamed: Vec::new() };
        drafts.push(Draft { kind: PartyKind::Person, mentions: Cow::Borrowed(mentions), person: Some(own) });
    }
    for (&deviant, &to) in &joins {
        let Some(at) = draft_of[to as usize] else { continue };
        let mentions = drafts[at].mentions.to_mut();
        mentions.extend(people.mentions(&people.persons[deviant as usize]));
        mentions.sort_unstable();
    }
    for slip in slips {
        if let Some(own) = draft_of[slip.canonical as usize].and_then(|at| drafts[at].person.as_mut()) {
            own.slips.push(slip);
        }
    }
    for slip in misnamed {
        if let Some(own) = draft_of[slip.meant as usize].and_then(|at| drafts[at].person.as_mut()) {
            own.misnamed.push(slip);
        }
    }
}

/// Bodies by their words, with short names in brackets; places that govern.
fn draft_others<'s>(story: &Story<'_>, lexicon: &Lexicon, mentions: &[Mention], drafts: &mut Vec<Draft<'s>>) {
    let mut known: HashKeyed<usize> = HashKeyed::default();
    for (at, mention) in mentions.iter().enumerate() {
        if !matches!(mention.kind, MentionKind::Body | MentionKind::Place) {
            continue;
        }
        let words = name_key(story.text(mention.name));
        let place = lexicon.names().place(words);
        let kind = if mention.kind == MentionKind::Body { PartyKind::Body } else { PartyKind::Government };
        if kind == PartyKind::Government && !place.is_some_and(governs) {
            continue;
        }
        let draft = *known.entry(place.map_or(words, |place| land_key(words, place))).or_insert_with(|| {
            drafts.push(Draft { kind, mentions: Cow::default(), person: None });
            drafts.len() - 1
        });
        drafts[draft].mentions.to_mut().push(at);
        if let Some(short) = short_name_after(story, mention) {
            known.entry(short).or_insert(draft);
        }
    }
}

/// The hash of a place's name; of a country's short names, that of its own.
fn land_key(words: u64, place: &PlaceName) -> u64 {
    let short = place.kind == PlaceKind::Country && !place.of.is_empty();
    if short { hash_folded(&place.of) } else { words }
}

const BRACKET: u64 = hash_bytes(b"(");

/// The key of `HRANA` in `Human Rights Activists News Agency (HRANA)`.
fn short_name_after(story: &Story<'_>, mention: &Mention) -> Option<u64> {
    let after = mention.end();
    let opens = story.tokens.get(after).is_some_and(|t| t.hash == BRACKET);
    if !opens {
        return None;
    }
    let short = story.tokens.get(after + 1).filter(|t| t.shape == Shape::Upper)?;
    let bracketed = story.word(after + 2) == ")";
    let initial = story.text(short.span).starts_with(story.text(mention.name).get(..1)?);
    (bracketed && initial).then_some(short.hash)
}

/// The hash of a form's words as printed, with a space behind each.
fn form_key(text: &str) -> u64 {
    if is_joined(text) {
        return Fnv::new().bytes(text.as_bytes()).byte(b' ').finish();
    }
    let words = text.split_whitespace();
    words.fold(Fnv::new(), |hash, word| hash.bytes(word.as_bytes()).byte(b' ')).finish()
}

/// The words of a span, white space joined.
pub(in crate::extract) fn joined(story: &Story<'_>, span: Span) -> SmolStr {
    let text = story.text(span);
    if is_joined(text) {
        return SmolStr::new(text);
    }
    let mut out = SmolStrBuilder::new();
    for (i, word) in text.split_whitespace().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.finish()
}

/// Whether single spaces are all the white space there is, as in nearly every name.
fn is_joined(text: &str) -> bool {
    let mut gap = true;
    for &b in text.as_bytes() {
        let space = b == b' ';
        if gap & space || !(space || b.is_ascii_graphic()) {
            return false;
        }
        gap = space;
    }
    !gap || text.is_empty()
}

impl Draft<'_> {
    fn party(
        &self,
        story: &Story<'_>,
        (mentions, parts): (&[Mention], &[Option<Parts>]),
        people: &People,
    ) -> Party {
        let own = self.mentions.iter().filter_map(|&at| Some((mentions.get(at)?, parts.get(at)?.as_ref()?)));
        let own: SmallVec<[Placed<'_>; 8]> = own.collect();
        match &self.person {
            Some(person) => person_party(story, &own, people, person),
            None => other_party(story, self.kind, &own),
        }
    }
}

/// A mention of a party, with its parts.
type Placed<'a> = (&'a Mention, &'a Parts);

fn other_party(story: &Story<'_>, kind: PartyKind, own: &[Placed<'_>]) -> Party {
    let forms = spellings(story, own.iter().map(|(m, _)| (m.name, *m, None)));
    let name = forms.iter().map(|s| s.form.as_str()).max_by_key(|f| (f.len(), std::cmp::Reverse(*f)));
    let name = SmolStr::new(name.unwrap_or_default());
    Party { spellings: forms, ..Party::named(kind, name) }
}

fn person_party(story: &Story<'_>, own: &[Placed<'_>], people: &People, of: &Own<'_>) -> Party {
    let person = &people.persons[of.id as usize];
    let key = |id: u32| people.persons[id as usize].key;
    // A given name standing alone is no spelling of the surname.
    let is_surname =
        |p: &Parts| p.key == key(of.id) || of.slips.iter().any(|slip| p.key == key(slip.deviant));
    let places = own.iter().filter(|(m, p)| m.kind != MentionKind::Surname || is_surname(p)).map(|(m, p)| {
        let full = (m.kind == MentionKind::FullName).then_some(m.name);
        (story.span_of(p.surname.clone()), *m, full)
    });
    let forms = spellings(story, places);
    let surname = surname_form(story, people, of.id, &forms);
    let variants = of.slips.iter().filter_map(|slip| variant(slip, people, &forms, &surname)).collect();
    let full = full_form(story, own, person.key);
    // `Her mother, Ngozi`, who is `Mrs Okafor` then.
    let pieced = || Some(format_smolstr!("{} {surname}", story.word(person.given?)));
    let full = full.or_else(pieced).unwrap_or_else(|| surname.clone());
    let full = if is_all_upper(&full) && full.contains(' ') { small(&full) } else { full };
    let mut party = Party::named(PartyKind::Person, full);
    party.given = person.given.map(|at| SmolStr::new(story.word(at)));
    party.surname = Some(surname);
    party.spellings = forms;
    party.variants = variants;
    party.wrong_givens = of.misnamed.iter().map(|slip| wrong_given(slip)).collect();
    party.roles = own.iter().flat_map(|(m, p)| roles::of(story, m, p)).collect::<Vec<Role>>();
    party
}

/// The commonest form of the person's own surname, not in capitals.
fn surname_form(story: &Story<'_>, people: &People, person: u32, forms: &[Spelling]) -> SmolStr {
    let person = &people.persons[person as usize];
    let own = |f: &&Spelling| last_key(&f.form) == person.key && !is_all_upper(&f.form);
    forms.iter().find(own).map_or_else(|| joined(story, person.surname), |f| f.form.clone())
}

fn last_key(form: &str) -> u64 {
    parts::surname_key(form.rsplit(' ').next().unwrap_or(form))
}

/// A name in capitals as it is written elsewhere: `Hannah Novak`.
fn small(name: &str) -> SmolStr {
    let mut begins = true;
    let letters = name.chars().map(|c| {
        let shown = if begins { c } else { c.to_lowercase().next().unwrap_or(c) };
        begins = !c.is_alphanumeric();
        shown
    });
    letters.collect()
}

fn is_all_upper(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// More full forms of one person than this are not counted; real copy has two or three.
const FORMS: usize = 32;

/// The commonest full form with this surname; of equals the longest, then the first.
fn full_form(story: &Story<'_>, own: &[Placed<'_>], key: u64) -> Option<SmolStr> {
    let mut counts: SmallVec<[(SmolStr, u32); 2]> = SmallVec::new();
    for (mention, _) in own.iter().filter(|(m, p)| m.kind == MentionKind::FullName && p.key == key) {
        let form = story.text(mention.name);
        match counts.iter().position(|c| c.0.split(' ').eq(form.split_whitespace())) {
            Some(at) => counts[at].1 += 1,
            None if counts.len() < FORMS => counts.push((joined(story, mention.name), 1)),
            None => {}
        }
    }
    let best = counts.into_iter().rev().max_by_key(|(text, count)| (*count, text.len()));
    best.map(|(text, _)| text)
}

fn variant(slip: &Slip, people: &People, forms: &[Spelling], surname: &str) -> Option<Variant> {
    let key = people.persons[slip.deviant as usize].key;
    let deviant = forms.iter().position(|f| last_key(&f.form) == key)?;
    let canonical = forms.iter().position(|f| f.form == surname)?;
    Some(Variant {
        deviant: deviant as u32,
        canonical: canonical as u32,
        confidence: slip.confidence,
        because: slip.because.clone(),
    })
}

fn wrong_given(slip: &Misnamed) -> WrongGiven {
    WrongGiven {
        span: slip.span,
        meant: slip.full,
        confidence: slip.confidence,
        because: slip.because.clone(),
    }
}

/// The keys of a party's forms: nearly every party has one or two, so that a map is built only for
/// more than [`FORMS`].
#[derive(Default)]
struct Forms {
    keys: SmallVec<[u64; 4]>,
    index: HashKeyed<usize>,
}

impl Forms {
    /// The index of a key; that of the next form when it is new.
    fn index(&mut self, key: u64) -> usize {
        let next = self.keys.len();
        let few = &self.keys[..next.min(FORMS)];
        if let Some(at) = few.iter().position(|known| *known == key) {
            return at;
        }
        let at = if next < FORMS { next } else { *self.index.entry(key).or_insert(next) };
        if at == next {
            self.keys.push(key);
        }
        at
    }
}

/// The forms with their places, most frequent first, then by first place.
fn spellings<'m>(
    story: &Story<'_>,
    places: impl Iterator<Item = (Span, &'m Mention, Option<Span>)>,
) -> Vec<Spelling> {
    let mut forms: Vec<Spelling> = Vec::with_capacity(1); // nearly every party has one
    let mut at = Forms::default();
    for (span, mention, full) in places {
        let index = at.index(form_key(story.text(span)));
        if index == forms.len() {
            forms.push(Spelling { form: joined(story, span), places: Spans::new(), full: None, support: 0 });
        }
        let form = &mut forms[index];
        form.places.push(span);
        form.full = form.full.or(full);
        form.support += u32::from(!mention.headline && !mention.quoted);
    }
    forms.sort_by_key(|f| (std::cmp::Reverse(f.places.len()), f.places.first().copied()));
    forms
}
