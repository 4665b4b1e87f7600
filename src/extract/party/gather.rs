//! From mentions to parties: persons with their spellings and roles, bodies with their short
//! names, places that speak for governments.

use super::people::{People, parts};
use super::run::governs;
use super::variants::{self, Slip, surname_text};
use super::{Mention, MentionKind, Party, PartyId, PartyKind, Role, Spelling, Variant, roles};
use crate::lexicon::{HashKeyed, Lexicon};
use crate::segment::{Shape, Story};
use crate::text::{Fnv, Span};

/// Joins the mentions to parties, in order of the first mention of each.
pub(super) fn gather(story: &Story<'_>, lexicon: &Lexicon, mentions: &mut [Mention]) -> Vec<Party> {
    let mut of: Vec<Option<u32>> = vec![None; mentions.len()];
    let people = People::find(story, lexicon, mentions, &mut of);
    let slips = variants::find(story, lexicon, mentions, &people);
    let mut drafts = Vec::new();
    draft_people(&people, &slips, &mut drafts);
    draft_others(story, lexicon, mentions, &mut drafts);
    drafts.sort_by_key(|draft| draft.mentions.first().copied());
    let mut parties = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        for &at in &draft.mentions {
            if let Some(mention) = mentions.get_mut(at) {
                mention.party = Some(PartyId(parties.len() as u32));
            }
        }
        parties.push(draft.party(story, mentions, &people));
    }
    parties
}

/// A party in the making.
struct Draft<'s> {
    kind: PartyKind,
    mentions: Vec<usize>,
    /// Of a person: the people's index, and the slips of it.
    person: Option<(u32, Vec<&'s Slip>)>,
}

fn draft_people<'s>(people: &People, slips: &'s [Slip], drafts: &mut Vec<Draft<'s>>) {
    let mut draft_of: Vec<Option<usize>> = vec![None; people.persons.len()];
    for (id, person) in people.persons.iter().enumerate() {
        let slip = slips.iter().any(|s| s.deviant as usize == id);
        if slip || !person.certain || person.mentions.is_empty() {
            continue;
        }
        draft_of[id] = Some(drafts.len());
        drafts.push(Draft {
            kind: PartyKind::Person,
            mentions: person.mentions.clone(),
            person: Some((id as u32, Vec::new())),
        });
    }
    for slip in slips {
        let Some(at) = draft_of[slip.canonical as usize] else { continue };
        let draft = &mut drafts[at];
        draft.mentions.extend(&people.persons[slip.deviant as usize].mentions);
        draft.mentions.sort_unstable();
        if let Some((_, own)) = &mut draft.person {
            own.push(slip);
        }
    }
}

/// Bodies by their words, with short names in brackets; places that govern.
fn draft_others<'s>(story: &Story<'_>, lexicon: &Lexicon, mentions: &[Mention], drafts: &mut Vec<Draft<'s>>) {
    let mut known: HashKeyed<usize> = HashKeyed::default();
    for (at, mention) in mentions.iter().enumerate() {
        let kind = match mention.kind {
            MentionKind::Body => PartyKind::Body,
            MentionKind::Place if governs(lexicon, story.text(mention.name)) => PartyKind::Government,
            MentionKind::FullName
            | MentionKind::Surname
            | MentionKind::Place
            | MentionKind::Role
            | MentionKind::Pronoun
            | MentionKind::Document => continue,
        };
        let key = place_key(story, lexicon, mention);
        let draft = *known.entry(key).or_insert_with(|| {
            drafts.push(Draft { kind, mentions: Vec::new(), person: None });
            drafts.len() - 1
        });
        drafts[draft].mentions.push(at);
        if let Some(short) = short_name_after(story, mention) {
            known.entry(short).or_insert(draft);
        }
    }
}

/// The hash of a name's words; of a country's short names, that of its own.
fn place_key(story: &Story<'_>, lexicon: &Lexicon, mention: &Mention) -> u64 {
    let text = story.text(mention.name);
    let whole = crate::text::hash_folded(&crate::text::fold(text));
    match lexicon.names().place(whole) {
        Some(place) if place.kind == crate::lexicon::PlaceKind::Country && !place.of.is_empty() => {
            crate::text::hash_folded(&place.of)
        }
        Some(_) | None => whole,
    }
}

/// The key of `HRANA` in `Human Rights Activists News Agency (HRANA)`.
fn short_name_after(story: &Story<'_>, mention: &Mention) -> Option<u64> {
    let after = story.token_at(mention.name.end);
    let short = story.tokens.get(after + 1).filter(|t| t.shape == Shape::Upper)?;
    let bracketed = story.word(after) == "(" && story.word(after + 2) == ")";
    let initial = story.text(short.span).starts_with(story.text(mention.name).get(..1)?);
    (bracketed && initial).then_some(short.hash)
}

/// The words of a span, white space joined.
pub(super) fn joined(story: &Story<'_>, span: Span) -> String {
    let mut out = String::with_capacity(span.len() as usize);
    for word in story.text(span).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

impl Draft<'_> {
    fn party(&self, story: &Story<'_>, mentions: &[Mention], people: &People) -> Party {
        let own: Vec<&Mention> = self.mentions.iter().filter_map(|&at| mentions.get(at)).collect();
        match &self.person {
            Some((person, slips)) => person_party(story, &own, people, (*person, slips)),
            None => other_party(story, self.kind, &own),
        }
    }
}

fn other_party(story: &Story<'_>, kind: PartyKind, own: &[&Mention]) -> Party {
    let forms = spellings(own.iter().map(|m| (m.name, joined(story, m.name), !m.headline && !m.quoted)));
    let name = forms.iter().map(|s| s.form.as_str()).max_by_key(|f| (f.len(), std::cmp::Reverse(*f)));
    let name = name.unwrap_or_default().to_owned();
    let aliases = forms.iter().map(|s| s.form.clone()).filter(|f| *f != name).collect();
    Party { aliases, spellings: forms, ..Party::named(kind, name) }
}

fn person_party(story: &Story<'_>, own: &[&Mention], people: &People, of: (u32, &[&Slip])) -> Party {
    let person = &people.persons[of.0 as usize];
    let places = own.iter().filter_map(|m| {
        let (span, text) = surname_text(story, m)?;
        // A given name standing alone is no spelling of the surname.
        (m.kind != MentionKind::Surname || fits(story, m, people, of)).then_some((
            span,
            text,
            !m.headline && !m.quoted,
        ))
    });
    let mut forms = spellings(places);
    for form in &mut forms {
        let full = own.iter().find(|m| {
            m.kind == MentionKind::FullName && form.places.iter().any(|p| m.name.contains(*p) && m.name != *p)
        });
        form.full = full.map(|m| m.name);
    }
    let surname = surname_form(story, people, of.0, &forms);
    let variants = of.1.iter().filter_map(|slip| variant(slip, people, &forms, &surname)).collect();
    let full = full_form(story, own, person.key);
    let mut party = Party::named(PartyKind::Person, full.unwrap_or_else(|| surname.clone()));
    party.given = person.given.map(|at| story.word(at).to_owned());
    party.surname = Some(surname);
    party.spellings = forms;
    party.variants = variants;
    party.roles = own.iter().flat_map(|m| roles::of(story, m)).collect::<Vec<Role>>();
    party
}

/// Whether a lone name is the person's surname or a slip of it, not its given name.
fn fits(story: &Story<'_>, mention: &Mention, people: &People, of: (u32, &[&Slip])) -> bool {
    let Some(parts) = parts(story, mention.name) else { return false };
    let key = |id: u32| people.persons[id as usize].key;
    parts.key == key(of.0) || of.1.iter().any(|slip| parts.key == key(slip.deviant))
}

/// The commonest form of the person's own surname, not in capitals.
fn surname_form(story: &Story<'_>, people: &People, person: u32, forms: &[Spelling]) -> String {
    let person = &people.persons[person as usize];
    let own = |f: &&Spelling| last_key(&f.form) == person.key && !is_all_upper(&f.form);
    forms.iter().find(own).map_or_else(|| joined(story, person.surname), |f| f.form.clone())
}

fn last_key(form: &str) -> u64 {
    super::people::surname_key(form.rsplit(' ').next().unwrap_or(form))
}

fn is_all_upper(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// More full forms of one person than this are not counted; real copy has two or three.
const FORMS: usize = 32;

/// The commonest full form with this surname; of equals the longest, then the first.
fn full_form(story: &Story<'_>, own: &[&Mention], key: u64) -> Option<String> {
    let mut counts: Vec<(String, u32)> = Vec::new();
    for mention in own.iter().filter(|m| m.kind == MentionKind::FullName) {
        if parts(story, mention.name).is_none_or(|p| p.key != key) {
            continue;
        }
        let text = joined(story, mention.name);
        match counts.iter().position(|c| c.0 == text) {
            Some(at) => counts[at].1 += 1,
            None if counts.len() < FORMS => counts.push((text, 1)),
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

/// The forms with their places, most frequent first, then by first place.
fn spellings(places: impl Iterator<Item = (Span, String, bool)>) -> Vec<Spelling> {
    let mut forms: Vec<Spelling> = Vec::new();
    let mut at: HashKeyed<usize> = HashKeyed::default();
    for (span, form, supports) in places {
        let key = Fnv::new().bytes(form.as_bytes()).finish();
        let index = *at.entry(key).or_insert_with(|| {
            forms.push(Spelling { form, places: Vec::new(), full: None, support: 0 });
            forms.len() - 1
        });
        forms[index].places.push(span);
        forms[index].support += u32::from(supports);
    }
    forms.sort_by_key(|f| (std::cmp::Reverse(f.places.len()), f.places.first().copied()));
    forms
}
