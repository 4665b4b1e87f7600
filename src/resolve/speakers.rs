//! Parties of many stories joined to speakers: star clusters round the commonest form.
//!
//! Never through a bare surname alone, and never single link: a name joins the form that a cluster
//! is called by, not any member of it.

use super::{Across, ClaimRef, Speaker, SpeakerId, SpeakerSpelling};
use crate::extract::names;
use crate::extract::{Facts, Party, PartyId, PartyKind, Role, RoleStatus};
use crate::lexicon::HashKeyed;
use crate::par;
use crate::text::{Fnv, Place, Span, StoryId, fold_into, hash_bytes};
use smallvec::{SmallVec, smallvec};
use smol_str::SmolStr;

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

/// Parties of one name.
struct Cluster {
    kind: PartyKind,
    /// The folded name; none for a party that joins nothing by its name.
    name: Option<SmolStr>,
    /// In story order.
    parties: Members,
}

/// Parties of stories: nearly every speaker has one or two in a run.
type Members = SmallVec<[(StoryId, PartyId); 4]>;

/// Speakers of a meeting in the making.
#[derive(Default)]
struct Clusters {
    members: Vec<Cluster>,
    /// By kind and name: the cluster.
    known: HashKeyed<usize>,
    /// The cluster of each party, story by story.
    of_party: Vec<usize>,
}

/// Joins the parties of stories that meet, in order of their first mention.
pub(super) fn gather(facts: &[Facts], meetings: &[Vec<StoryId>], across: Across) -> Speakers {
    let mut speakers = par::flat_map(meetings, |stories| {
        let (mut clusters, mut folded) = (Clusters::default(), String::new());
        clusters.known.reserve(stories.iter().map(|story| facts[story.index()].parties.len()).sum());
        for &story in stories {
            for (party, id) in facts[story.index()].parties.iter().zip(0..) {
                let name = fold_name(party, across, &mut folded).then_some(folded.as_str());
                clusters.add(name, party.kind, (story, PartyId(id)));
            }
        }
        let joined = clusters.star(facts, across);
        build(facts, stories, &clusters, &joined)
    });
    speakers.sort_by_key(|(place, speaker)| (*place, speaker.parties.first().copied()));
    let mut out = Speakers {
        speakers: speakers.into_iter().map(|(_, speaker)| speaker).collect(),
        of_party: facts.iter().map(|f| vec![SpeakerId(0); f.parties.len()]).collect(),
    };
    for (speaker, id) in out.speakers.iter().zip(0..) {
        for &(story, party) in &speaker.parties {
            out.of_party[story.index()][party.0 as usize] = SpeakerId(id);
        }
    }
    out
}

/// Folds the name under which a party meets its like; says whether it has one. Persons without a
/// full name, groups and papers have none: `spokesman` here is not `spokesman` there.
fn fold_name(party: &Party, across: Across, folded: &mut String) -> bool {
    let joins = match party.kind {
        PartyKind::Group | PartyKind::Document => false,
        PartyKind::Person => party.given.is_some(),
        PartyKind::Body | PartyKind::Government => true,
    };
    folded.clear();
    if !joins || across == Across::None {
        return false;
    }
    match (&party.given, &party.surname) {
        (Some(given), Some(surname)) => {
            fold_into(given, folded);
            folded.push(' ');
            fold_into(surname, folded);
        }
        _ => fold_into(&party.name, folded),
    }
    true
}

/// The least log-odds, in thousandths, with which two full names of different stories are one: 97
/// in a hundred. Stories have no context for each other, so it is far above even.
const LEAST: i32 = 3_500;

impl Clusters {
    fn add(&mut self, name: Option<&str>, kind: PartyKind, party: (StoryId, PartyId)) {
        let next = self.members.len();
        let at = match name {
            Some(name) => {
                let key = Fnv::new().byte(kind as u8).bytes(name.as_bytes()).finish();
                *self.known.entry(key).or_insert(next)
            }
            None => next,
        };
        self.of_party.push(at);
        match self.members.get_mut(at) {
            Some(known) => known.parties.push(party),
            None => {
                let name = name.map(SmolStr::new);
                self.members.push(Cluster { kind, name, parties: smallvec![party] });
            }
        }
    }

    /// By cluster, the one that it belongs to: itself, or a commoner one of which its name is a
    /// variant, or whose surname and office it bears.
    fn star(&self, facts: &[Facts], across: Across) -> Vec<usize> {
        if across == Across::None {
            return (0..self.members.len()).collect();
        }
        let weight = |i: usize| (self.members[i].parties.len(), std::cmp::Reverse(i));
        let apart = |i: usize, j: usize| self.meet(i, j);
        let mut to = names::stars(self.members.len(), self.near(), weight, apart);
        self.by_office(facts, &mut to);
        to
    }

    /// Whether a story holds both: then it took them for two.
    fn meet(&self, i: usize, j: usize) -> bool {
        let (few, many) = (&self.members[i].parties, &self.members[j].parties);
        few.iter().any(|(story, _)| many.binary_search_by_key(story, |m| m.0).is_ok())
    }

    /// Pairs of full names that are variants by the score, likeliest first.
    fn near(&self) -> Vec<(usize, usize)> {
        let persons = self.members.iter().enumerate().filter(|(_, c)| c.kind == PartyKind::Person);
        let (ids, full): (Vec<usize>, Vec<&str>) =
            persons.filter_map(|(i, cluster)| Some((i, cluster.name.as_deref()?))).unzip();
        let mut found = names::near(&full, LEAST);
        found.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.a, pair.b));
        found.iter().map(|pair| (ids[pair.a as usize], ids[pair.b as usize])).collect()
    }

    /// `President Hossain` joins the one `Anwar Hossain` who is given the same office.
    fn by_office(&self, facts: &[Facts], to: &mut [usize]) {
        let (named, bare): (Vec<usize>, Vec<usize>) = (0..self.members.len())
            .filter(|&i| self.members[i].kind == PartyKind::Person)
            .partition(|&i| self.members[i].name.is_some());
        let bare = bare.into_iter().map(|i| (i, offices(facts, &self.members[i].parties)));
        let bare: Vec<(usize, Vec<u64>)> = bare.filter(|(_, offices)| !offices.is_empty()).collect();
        if bare.is_empty() {
            return;
        }
        let mut holders: HashKeyed<Option<usize>> = HashKeyed::default();
        for i in named {
            for office in offices(facts, &self.members[i].parties) {
                let holder = holders.entry(office).or_insert(Some(to[i]));
                *holder = holder.filter(|&other| other == to[i]);
            }
        }
        for (i, offices) in bare {
            let found: Vec<usize> = offices.iter().filter_map(|office| *holders.get(office)?).collect();
            if let Some(&first) = found.first().filter(|first| found.iter().all(|f| f == *first)) {
                to[i] = first;
            }
        }
    }
}

/// Surname and office of each role that the parties bear, as one hash each.
fn offices(facts: &[Facts], parties: &[(StoryId, PartyId)]) -> Vec<u64> {
    let mut found = Vec::new();
    let mut folded = String::new();
    for &(story, id) in parties {
        let Some(party) = facts[story.index()].parties.get(id.0 as usize) else { continue };
        let Some(surname) = party.surname.as_ref().filter(|_| !party.roles.is_empty()) else { continue };
        let mut hash_of = |start: Fnv, text: &str| {
            folded.clear();
            fold_into(text, &mut folded);
            start.bytes(folded.as_bytes()).byte(0)
        };
        let holder = hash_of(Fnv::new(), surname);
        found.extend(party.roles.iter().map(|role| hash_of(holder, &role.text).finish()));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The speakers of the clusters with their first places, in order of these.
fn build(
    facts: &[Facts],
    stories: &[StoryId],
    clusters: &Clusters,
    to: &[usize],
) -> Vec<(Option<Place>, Speaker)> {
    let mut parties = vec![Members::new(); to.len()];
    for (cluster, &center) in clusters.members.iter().zip(to) {
        parties[center].extend_from_slice(&cluster.parties);
    }
    let mut claims = claims(facts, stories, clusters, to);
    let centers: Vec<usize> = (0..to.len()).filter(|&center| !parties[center].is_empty()).collect();
    parties.iter_mut().for_each(|members| members.sort_unstable());
    let mut speakers: Vec<(Option<Place>, Speaker)> = par::map(&centers, |&center| {
        let speaker = speaker(facts, &clusters.members[center].parties, &parties[center]);
        (first_place(&speaker), speaker)
    });
    for ((_, speaker), center) in speakers.iter_mut().zip(centers) {
        speaker.claims = std::mem::take(&mut claims[center]);
    }
    speakers.sort_by_key(|(place, speaker)| (*place, speaker.parties.first().copied()));
    speakers
}

/// By cluster that speakers are made of: the claims, in story and text order.
fn claims(facts: &[Facts], stories: &[StoryId], clusters: &Clusters, to: &[usize]) -> Vec<Vec<ClaimRef>> {
    let mut claims = vec![Vec::new(); to.len()];
    let mut before = 0;
    for &story in stories {
        let facts = &facts[story.index()];
        let own = &clusters.of_party[before..before + facts.parties.len()];
        before += own.len();
        for (claim, index) in facts.claims.iter().zip(0..) {
            if let Some(&cluster) = claim.speaker.and_then(|party| own.get(party.0 as usize)) {
                claims[to[cluster]].push(ClaimRef { story, claim: index });
            }
        }
    }
    claims
}

fn first_place(speaker: &Speaker) -> Option<Place> {
    speaker.spellings.iter().flat_map(|s| s.places.first()).min().copied()
}

fn speaker(facts: &[Facts], center: &[(StoryId, PartyId)], members: &[(StoryId, PartyId)]) -> Speaker {
    let party = |&(story, id): &(StoryId, PartyId)| facts[story.index()].parties.get(id.0 as usize);
    let mut outlets: Vec<&String> =
        members.iter().filter_map(|m| facts[m.0.index()].head.outlet.as_ref()).collect();
    outlets.sort();
    outlets.dedup();
    Speaker {
        name: commonest(center.iter().filter_map(party).map(|p| &p.name)),
        kind: center.first().and_then(party).map_or(PartyKind::Group, |p| p.kind),
        spellings: spellings(facts, members),
        roles: roles(facts, members),
        outlets: outlets.into_iter().cloned().collect(),
        parties: members.to_vec(),
        claims: Vec::new(),
    }
}

/// The commonest name; of equals the longest, then the first in the alphabet.
fn commonest<'a>(names: impl Iterator<Item = &'a SmolStr>) -> SmolStr {
    let mut names: SmallVec<[&SmolStr; 4]> = names.collect();
    names.sort_unstable();
    let counted = names.chunk_by(|a, b| a == b).map(|same| (same[0], same.len()));
    let best = counted.rev().max_by_key(|(name, count)| (*count, name.len()));
    best.map(|(name, _)| name.clone()).unwrap_or_default()
}

fn spellings(facts: &[Facts], members: &[(StoryId, PartyId)]) -> Vec<SpeakerSpelling> {
    let mut forms: SmallVec<[(&SmolStr, StoryId, &[Span]); 4]> = SmallVec::new();
    for &(story, id) in members {
        let Some(party) = facts[story.index()].parties.get(id.0 as usize) else { continue };
        forms.extend(party.spellings.iter().map(|s| (&s.form, story, s.places.as_slice())));
    }
    forms.sort_by_key(|(form, _, _)| *form);
    let spelling = |same: &[(&SmolStr, StoryId, &[Span])]| {
        let mut places = Vec::with_capacity(same.iter().map(|(_, _, spans)| spans.len()).sum());
        for &(_, story, spans) in same {
            places.extend(spans.iter().map(|&span| Place { story, span }));
        }
        places.sort_unstable();
        SpeakerSpelling { form: same[0].0.clone(), places }
    };
    let like = || forms.chunk_by(|a, b| a.0 == b.0);
    let mut all = Vec::with_capacity(like().count());
    all.extend(like().map(spelling));
    all.sort_by_key(|s| std::cmp::Reverse(s.places.len()));
    all
}

/// Each role once, at its first place.
fn roles(facts: &[Facts], members: &[(StoryId, PartyId)]) -> Vec<(SmolStr, RoleStatus, Place)> {
    let mut given: SmallVec<[(u64, StoryId, &Role); 4]> = SmallVec::new();
    for &(story, id) in members {
        let Some(party) = facts[story.index()].parties.get(id.0 as usize) else { continue };
        given.extend(party.roles.iter().map(|role| (0, story, role)));
    }
    if given.len() > 1 {
        let mut folded = String::new();
        for (text, _, role) in &mut given {
            folded.clear();
            fold_into(&role.text, &mut folded);
            *text = hash_bytes(folded.as_bytes());
        }
        given.sort_by_key(|(text, _, _)| *text); // the like stay in order: the first is kept
        given.dedup_by_key(|(text, _, _)| *text);
    }
    let role = |(_, story, role): (u64, StoryId, &Role)| {
        (role.text.clone(), role.status, Place { story, span: role.span })
    };
    let mut roles: Vec<_> = given.into_iter().map(role).collect();
    roles.sort_by_key(|(_, _, place)| *place);
    roles
}

#[cfg(test)]
mod tests {
    use super::super::meetings;
    use super::*;
    use crate::ingest::Document;
    use crate::pipeline;

    /// The speakers' names with how many stories they are in.
    fn check(across: Across, stories: &[&str], expected: &[(&str, usize)]) {
        let documents: Vec<Document> =
            stories.iter().enumerate().map(|(i, text)| Document::plain(&format!("{i}.txt"), text)).collect();
        let facts = pipeline::facts(&documents, crate::extract::Extractor::rules());
        let found = gather(&facts, &meetings(&facts, across), across);
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
