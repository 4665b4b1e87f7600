//! Parties of many stories joined to speakers: star clusters round the commonest form.
//!
//! Never through a bare surname alone, and never single link: a name joins the form that a cluster
//! is called by, not any member of it.

use super::{Across, ClaimRef, Speaker, SpeakerId, SpeakerSpelling};
use crate::extract::names::{Verdict, compare};
use crate::extract::{Facts, Party, PartyId, PartyKind, RoleStatus};
use crate::lexicon::{HashKeyed, Lexicon};
use crate::par;
use crate::text::{Fnv, Place, Span, StoryId, fold, fold_into};
use std::collections::{HashMap, HashSet};

/// The speakers of a run and the way from each story's parties to them.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    pub speakers: Vec<Speaker>,
    pub of_party: Vec<Vec<SpeakerId>>,
}

impl Speakers {
    /// The speaker behind a party of a story.
    pub fn of(&self, story: StoryId, party: PartyId) -> Option<SpeakerId> {
        self.of_party.get(story.index())?.get(party.0 as usize).copied()
    }
}

/// What parties of different stories are joined by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    /// The group that the party must not leave.
    scope: String,
    kind: PartyKind,
    /// The folded name.
    name: String,
}

/// Parties of one name.
struct Cluster {
    kind: PartyKind,
    /// None for a party that joins nothing by its name.
    key: Option<Key>,
    /// In story order.
    parties: Vec<(StoryId, PartyId)>,
}

/// Speakers in the making.
#[derive(Default)]
struct Clusters {
    members: Vec<Cluster>,
    by_key: HashMap<Key, usize>,
}

/// Joins the parties that `across` lets meet, in order of their first mention.
pub(super) fn gather(facts: &[Facts], across: Across) -> Speakers {
    let mut clusters = Clusters::default();
    for (at, story) in facts.iter().enumerate() {
        for (id, party) in story.parties.iter().enumerate() {
            let place = (StoryId(at as u32), PartyId(id as u32));
            clusters.add(key(story, across, party), party.kind, place);
        }
    }
    let joined = clusters.star(facts, across);
    build(facts, &clusters, &joined)
}

/// Persons without a full name, groups and papers stay in their story: `spokesman` here is not
/// `spokesman` there.
fn key(facts: &Facts, across: Across, party: &Party) -> Option<Key> {
    let scope = match (across, party.kind) {
        (Across::None, _) | (_, PartyKind::Group | PartyKind::Document) => return None,
        (_, PartyKind::Person) if party.given.is_none() => return None,
        (Across::All, PartyKind::Person | PartyKind::Body | PartyKind::Government) => String::new(),
        (Across::Group, PartyKind::Person | PartyKind::Body | PartyKind::Government) => {
            facts.head.group.clone()
        }
    };
    let name = match (&party.given, &party.surname) {
        (Some(given), Some(surname)) => format!("{} {}", fold(given), fold(surname)),
        _ => fold(&party.name),
    };
    Some(Key { scope, kind: party.kind, name })
}

/// More names than this under one key are too common to be compared with each other.
const MOST: usize = 48;

/// The least log-odds, in thousandths, with which two full names of different stories are one: 97
/// in a hundred. Stories have no context for each other, so it is far above even.
const LEAST: i32 = 3_500;

impl Clusters {
    fn add(&mut self, key: Option<Key>, kind: PartyKind, party: (StoryId, PartyId)) {
        let next = self.members.len();
        let known = key.as_ref().and_then(|key| self.by_key.get(key).copied());
        match known {
            Some(at) => self.members[at].parties.push(party),
            None => {
                self.by_key.extend(key.clone().map(|key| (key, next)));
                self.members.push(Cluster { kind, key, parties: vec![party] });
            }
        }
    }

    /// By cluster, the one that it belongs to: itself, or a commoner one of which its name is a
    /// variant, or whose surname and office it bears.
    fn star(&self, facts: &[Facts], across: Across) -> Vec<usize> {
        let mut to: Vec<usize> = (0..self.members.len()).collect();
        if across == Across::None {
            return to;
        }
        let mut center = vec![false; to.len()];
        let weight = |i: usize| (self.members[i].parties.len(), std::cmp::Reverse(i));
        for (i, j) in self.near() {
            let (small, great) = if weight(i) < weight(j) { (i, j) } else { (j, i) };
            if to[small] == small && to[great] == great && !center[small] && !self.meet(small, great) {
                to[small] = great;
                center[great] = true;
            }
        }
        self.by_office(facts, across, &mut to);
        to
    }

    /// Whether a story holds both: then it took them for two.
    fn meet(&self, i: usize, j: usize) -> bool {
        let (few, many) = (&self.members[i].parties, &self.members[j].parties);
        few.iter().any(|(story, _)| many.binary_search_by_key(story, |m| m.0).is_ok())
    }

    /// Pairs of full names that share a key and are variants by the score, likeliest first.
    fn near(&self) -> Vec<(usize, usize)> {
        let mut keys: Vec<(String, usize)> = Vec::new();
        for (i, cluster) in self.members.iter().enumerate() {
            if let Some(key) = cluster.key.as_ref().filter(|_| cluster.kind == PartyKind::Person) {
                keys.extend(blocks(key).into_iter().map(|block| (block, i)));
            }
        }
        keys.sort();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for same in keys.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() <= MOST) {
            for (n, (_, i)) in same.iter().enumerate() {
                pairs.extend(same[n + 1..].iter().map(|(_, j)| (*i.min(j), *i.max(j))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let scores = par::map(&pairs, |&(i, j)| self.variant(i, j));
        let mut scored: Vec<(i32, (usize, usize))> =
            pairs.into_iter().zip(scores).filter_map(|(pair, score)| Some((score?, pair))).collect();
        scored.sort_by_key(|(score, pair)| (std::cmp::Reverse(*score), *pair));
        scored.into_iter().map(|(_, pair)| pair).collect()
    }

    fn variant(&self, i: usize, j: usize) -> Option<i32> {
        let name = |at: usize| self.members[at].key.as_ref().map(|key| &key.name);
        let (a, b) = (name(i)?, name(j)?);
        let ((given_a, rest_a), (given_b, rest_b)) = (a.split_once(' ')?, b.split_once(' ')?);
        if given_a != given_b && rest_a != rest_b {
            return None; // with nothing equal between them, two stories have two people
        }
        let found = compare(a, b, Lexicon::builtin());
        match found.verdict {
            Verdict::Style => Some(i32::MAX),
            Verdict::Variant if found.score >= LEAST => Some(found.score),
            Verdict::Same | Verdict::Variant | Verdict::Different => None,
        }
    }

    /// `President Hossain` joins the one `Anwar Hossain` who is given the same office.
    fn by_office(&self, facts: &[Facts], across: Across, to: &mut [usize]) {
        let (named, bare): (Vec<usize>, Vec<usize>) = (0..self.members.len())
            .filter(|&i| self.members[i].kind == PartyKind::Person)
            .partition(|&i| self.members[i].key.is_some());
        let mut holders: HashKeyed<Option<usize>> = HashKeyed::default();
        for i in named {
            for office in offices(facts, across, &self.members[i].parties) {
                let holder = holders.entry(office).or_insert(Some(to[i]));
                *holder = holder.filter(|&other| other == to[i]);
            }
        }
        for i in bare {
            let offices = offices(facts, across, &self.members[i].parties);
            let found: Vec<usize> = offices.iter().filter_map(|office| *holders.get(office)?).collect();
            if let Some(&first) = found.first().filter(|first| found.iter().all(|f| f == *first)) {
                to[i] = first;
            }
        }
    }
}

/// Scope, surname and office of each role that the parties bear, as one hash each.
fn offices(facts: &[Facts], across: Across, parties: &[(StoryId, PartyId)]) -> Vec<u64> {
    let mut found = Vec::new();
    let mut folded = String::new();
    for &(story, id) in parties {
        let facts = &facts[story.index()];
        let Some(party) = facts.parties.get(id.0 as usize) else { continue };
        let scope = if across == Across::Group { facts.head.group.as_str() } else { "" };
        let Some(surname) = party.surname.as_ref().filter(|_| !party.roles.is_empty()) else { continue };
        let mut hash_of = |start: Fnv, text: &str| {
            folded.clear();
            fold_into(text, &mut folded);
            start.bytes(folded.as_bytes()).byte(0)
        };
        let holder = hash_of(Fnv::new().bytes(scope.as_bytes()).byte(0), surname);
        found.extend(party.roles.iter().map(|role| hash_of(holder, &role.text).finish()));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The keys under which a variant of a name is looked for: one given name and how the surname
/// begins, and the consonants of the surname with the given name's first letter.
fn blocks(key: &Key) -> Vec<String> {
    let Some((given, surname)) = key.name.split_once(' ') else { return Vec::new() };
    let begins: String = surname.chars().filter(|c| c.is_alphabetic()).take(2).collect();
    let consonants: String = surname
        .chars()
        .filter(|c| c.is_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h'))
        .collect();
    let first: String = given.chars().take(1).collect();
    vec![
        format!("{}\u{3}{given}\u{3}{begins}", key.scope),
        format!("{}\u{3}{first}\u{4}{consonants}", key.scope),
    ]
}

/// The speakers of the clusters, in order of their first mention.
fn build(facts: &[Facts], clusters: &Clusters, to: &[usize]) -> Speakers {
    let mut parties: Vec<Vec<(StoryId, PartyId)>> = vec![Vec::new(); to.len()];
    for (cluster, &center) in clusters.members.iter().zip(to) {
        parties[center].extend(&cluster.parties);
    }
    let centers: Vec<usize> = (0..to.len()).filter(|&center| !parties[center].is_empty()).collect();
    let mut speakers: Vec<(Option<Place>, Speaker)> = par::map(&centers, |&center| {
        let mut members = parties[center].clone();
        members.sort_unstable();
        let speaker = speaker(facts, &clusters.members[center].parties, members);
        (first_place(&speaker), speaker)
    });
    speakers.sort_by_key(|(place, speaker)| (*place, speaker.parties.first().copied()));
    let mut out = Speakers {
        speakers: speakers.into_iter().map(|(_, speaker)| speaker).collect(),
        of_party: facts.iter().map(|f| vec![SpeakerId(0); f.parties.len()]).collect(),
    };
    for (id, speaker) in out.speakers.iter().enumerate() {
        for &(story, party) in &speaker.parties {
            out.of_party[story.index()][party.0 as usize] = SpeakerId(id as u32);
        }
    }
    fill_claims(facts, &mut out);
    out
}

fn first_place(speaker: &Speaker) -> Option<Place> {
    speaker.spellings.iter().flat_map(|s| s.places.first()).min().copied()
}

fn fill_claims(facts: &[Facts], out: &mut Speakers) {
    for (at, story) in facts.iter().enumerate() {
        for (index, claim) in story.claims.iter().enumerate() {
            let party = claim.speaker.and_then(|p| out.of_party[at].get(p.0 as usize));
            if let Some(speaker) = party.and_then(|id| out.speakers.get_mut(id.0 as usize)) {
                speaker.claims.push(ClaimRef { story: StoryId(at as u32), claim: index as u32 });
            }
        }
    }
}

fn speaker(facts: &[Facts], center: &[(StoryId, PartyId)], members: Vec<(StoryId, PartyId)>) -> Speaker {
    let party = |&(story, id): &(StoryId, PartyId)| facts[story.index()].parties.get(id.0 as usize);
    let mut outlets: Vec<&String> =
        members.iter().filter_map(|m| facts[m.0.index()].head.outlet.as_ref()).collect();
    outlets.sort();
    outlets.dedup();
    Speaker {
        name: commonest(center.iter().filter_map(party).map(|p| p.name.as_str())),
        kind: center.first().and_then(party).map_or(PartyKind::Group, |p| p.kind),
        spellings: spellings(facts, &members),
        roles: roles(facts, &members),
        outlets: outlets.into_iter().cloned().collect(),
        parties: members,
        claims: Vec::new(),
    }
}

/// The commonest name; of equals the longest, then the first in the alphabet.
fn commonest<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    let counted = names.chunk_by(|a, b| a == b).map(|same| (same[0], same.len()));
    let best = counted.rev().max_by_key(|(name, count)| (*count, name.len()));
    best.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

fn spellings(facts: &[Facts], members: &[(StoryId, PartyId)]) -> Vec<SpeakerSpelling> {
    let mut forms: Vec<(&str, StoryId, &[Span])> = Vec::new();
    for &(story, id) in members {
        let Some(party) = facts[story.index()].parties.get(id.0 as usize) else { continue };
        forms.extend(party.spellings.iter().map(|s| (s.form.as_str(), story, s.places.as_slice())));
    }
    forms.sort_by_key(|(form, _, _)| *form);
    let spelling = |same: &[(&str, StoryId, &[Span])]| {
        let places = same.iter().flat_map(|&(_, story, spans)| spans.iter().map(move |&span| (story, span)));
        let mut places: Vec<Place> = places.map(|(story, span)| Place { story, span }).collect();
        places.sort_unstable();
        SpeakerSpelling { form: same[0].0.to_owned(), places }
    };
    let mut all: Vec<SpeakerSpelling> = forms.chunk_by(|a, b| a.0 == b.0).map(spelling).collect();
    all.sort_by_key(|s| std::cmp::Reverse(s.places.len()));
    all
}

/// Each role once, at its first place.
fn roles(facts: &[Facts], members: &[(StoryId, PartyId)]) -> Vec<(String, RoleStatus, Place)> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut roles = Vec::new();
    for &(story, id) in members {
        let Some(party) = facts[story.index()].parties.get(id.0 as usize) else { continue };
        for role in &party.roles {
            if seen.insert(fold(&role.text)) {
                roles.push((role.text.clone(), role.status, Place { story, span: role.span }));
            }
        }
    }
    roles.sort_by_key(|(_, _, place)| *place);
    roles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::pipeline;

    /// The speakers' names with how many stories they are in.
    fn check(across: Across, stories: &[&str], expected: &[(&str, usize)]) {
        let documents: Vec<Document> =
            stories.iter().enumerate().map(|(i, text)| Document::plain(&format!("{i}.txt"), text)).collect();
        let facts = pipeline::facts(&documents, Lexicon::builtin());
        let found = gather(&facts, across);
        let shown: Vec<(&str, usize)> = found
            .speakers
            .iter()
            .filter(|s| s.kind == PartyKind::Person)
            .map(|s| (s.name.as_str(), s.parties.len()))
            .collect();
        assert_eq!(shown, expected);
        for (id, speaker) in found.speakers.iter().enumerate() {
            for &(story, party) in &speaker.parties {
                assert_eq!(found.of_party[story.index()][party.0 as usize], SpeakerId(id as u32));
            }
        }
    }

    const FIRST: &str = "Anwar Hossain said rain would come. Hossain left.";

    #[test]
    fn a_full_name_joins_its_like() {
        check(Across::All, &[FIRST, FIRST], &[("Anwar Hossain", 2)]);
    }

    #[test]
    fn nothing_is_joined_when_stories_stand_alone() {
        check(Across::None, &[FIRST, FIRST], &[("Anwar Hossain", 1), ("Anwar Hossain", 1)]);
    }

    #[test]
    fn a_bare_surname_joins_nobody() {
        let other = "Mr Hossain said nothing.";
        check(Across::All, &[FIRST, other], &[("Anwar Hossain", 1), ("Hossain", 1)]);
    }

    #[test]
    fn surname_and_office_join_the_one_who_holds_it() {
        let first = "President Anwar Hossain said rain would come.";
        check(Across::All, &[first, "President Hossain said nothing."], &[("Anwar Hossain", 2)]);
    }

    #[test]
    fn house_spellings_of_a_full_name_are_one_speaker() {
        let other = "Volodymyr Horskiy said nothing. Horskiy left.";
        let first = "Volodymyr Horsky said rain would come.";
        check(Across::All, &[first, first, other], &[("Volodymyr Horsky", 3)]);
    }
}
