//! Which claims report one thing said.

mod align;
mod contrast;
mod contrasts;
mod opposed;

pub use contrast::ContrastKind;
pub use contrasts::Contrast;
pub(super) use contrasts::gather as contrasts;
pub use opposed::oppose;

use super::speakers::Speakers;
use super::{Alignment, ClaimRef, QuotedRef, SpeakerId, SpeakerMatch, Statement, StatementRelation};
use crate::extract::{Claim, Facts, FoldedWord, WordKind};
use crate::lexicon::HashKeyed;
use crate::par;
use crate::text::{Span, StoryId, hash_bytes};
use smallvec::{SmallVec, smallvec};
use std::collections::BTreeMap;

/// How many conditional claims of one speaker in one story are held against each other.
///
/// Six times the most seen in annotated stories; bounds the work for any input.
const CONDITIONAL: usize = 48;

/// A longer claim is a speech: its condition need not be that of its warning. Unit: words.
const LONGEST: usize = 40;

/// How many content words two claims must share to report one warning.
const SHARED: usize = 3;

/// How rare the shared words must be together. Unit: rarity classes, three words of some weight.
const WEIGHT: u32 = 22;

/// Every claim behind exactly one statement, in order of the statements' first claims.
///
/// Claims are one statement when their quotations were taken for one utterance, or when one speaker
/// reports one warning under several conditions in one story.
pub(super) fn gather(facts: &[Facts], speakers: &Speakers, alignments: &[Alignment]) -> Vec<Statement> {
    let mut links = Links::new(facts);
    for alignment in alignments.iter().filter(|a| a.speakers != SpeakerMatch::Different) {
        let claims = (claim_of(facts, alignment.a), claim_of(facts, alignment.b));
        if let (Some(a), Some(b)) = claims {
            links.join(a, b);
        }
    }
    let stories: Vec<StoryId> = (0..facts.len()).map(|story| StoryId(story as u32)).collect();
    let mut drifts = par::flat_map(&stories, |&story| drifting(&facts[story.index()], speakers, story));
    drifts.sort_by_key(|(first, _, _)| *first);
    drifts.iter().for_each(|(a, b, _)| links.join(*a, *b));
    let mut because: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (a, _, why) in drifts {
        because.entry(links.root(links.number(a))).or_default().push(why);
    }
    let joined = links.joined(facts);
    par::flat_map(&stories, |&story| {
        let mut statements = Vec::with_capacity(facts[story.index()].claims.len());
        for (claim, number) in (0..facts[story.index()].claims.len() as u32).zip(links.first[story.index()]..)
        {
            if links.parent[number] != number {
                continue; // told with the first claim of its group
            }
            let mut claims: SmallVec<[ClaimRef; 2]> = smallvec![ClaimRef { story, claim }];
            claims.extend(joined.get(&(number as u64)).into_iter().flatten().copied());
            let speaker = claims.iter().find_map(|&at| speaker_of(facts, speakers, at));
            let because = because.get(&number).cloned().unwrap_or_default();
            let relation =
                if because.is_empty() { StatementRelation::Same } else { StatementRelation::Drift };
            statements.push(Statement { speaker, claims, relation, because });
        }
        statements
    })
}

fn claim_of(facts: &[Facts], at: QuotedRef) -> Option<ClaimRef> {
    let claim = facts[at.story.index()].quotations[at.quotation as usize].claim?;
    Some(ClaimRef { story: at.story, claim })
}

fn speaker_of(facts: &[Facts], speakers: &Speakers, at: ClaimRef) -> Option<SpeakerId> {
    let party = facts[at.story.index()].claims[at.claim as usize].speaker?;
    speakers.of(at.story, party)
}

/// Which claims belong together; a claim's number counts over all stories.
struct Links {
    /// The number of each story's first claim.
    first: Vec<usize>,
    /// For each claim one of its group, the root for itself.
    parent: Vec<usize>,
}

impl Links {
    fn new(facts: &[Facts]) -> Self {
        let mut count = 0;
        let mut first = Vec::with_capacity(facts.len());
        for story in facts {
            first.push(count);
            count += story.claims.len();
        }
        Self { first, parent: (0..count).collect() }
    }

    fn number(&self, at: ClaimRef) -> usize {
        self.first[at.story.index()] + at.claim as usize
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// By the number of each group's first claim: the others, in order.
    fn joined(&mut self, facts: &[Facts]) -> HashKeyed<Vec<ClaimRef>> {
        let mut joined: HashKeyed<Vec<ClaimRef>> = HashKeyed::default();
        for (story, own) in facts.iter().enumerate() {
            for claim in 0..own.claims.len() as u32 {
                let at = ClaimRef { story: StoryId(story as u32), claim };
                let number = self.number(at);
                if self.parent[number] != number {
                    joined.entry(self.root(number) as u64).or_default().push(at);
                }
            }
        }
        joined
    }

    /// The root of a group is its first claim.
    fn join(&mut self, a: ClaimRef, b: ClaimRef) {
        let (a, b) = (self.root(self.number(a)), self.root(self.number(b)));
        self.parent[a.max(b)] = a.min(b);
    }
}

/// Pairs of claims of one speaker that give one warning under two conditions, and why.
fn drifting(facts: &Facts, speakers: &Speakers, story: StoryId) -> Vec<(ClaimRef, ClaimRef, String)> {
    let mut by_speaker: BTreeMap<SpeakerId, Vec<(u32, Conditional)>> = BTreeMap::new();
    for (i, claim) in facts.claims.iter().enumerate() {
        let Some(speaker) = claim.speaker.and_then(|party| speakers.of(story, party)) else { continue };
        let Some(conditional) = Conditional::of(claim) else { continue };
        let own = by_speaker.entry(speaker).or_default();
        if own.len() < CONDITIONAL {
            own.push((i as u32, conditional));
        }
    }
    let mut pairs = Vec::new();
    for own in by_speaker.values() {
        for (later, (b, second)) in own.iter().enumerate() {
            for (a, first) in &own[..later] {
                let at = |claim| ClaimRef { story, claim };
                if !is_inside(&facts.claims[*a as usize], &facts.claims[*b as usize]) {
                    pairs.extend(first.drifts_to(second).map(|why| (at(*a), at(*b), why)));
                }
            }
        }
    }
    pairs
}

/// Whether two claims share text: one is part of the other, not said again.
fn is_inside(a: &Claim, b: &Claim) -> bool {
    let reach = |claim: &Claim| claim.content.iter().copied().reduce(Span::join).unwrap_or_default();
    reach(a).overlaps(reach(b))
}

/// The content words of a claim that holds a condition, those of the consequence apart.
struct Conditional {
    /// All content words: hash and rarity, sorted.
    all: Vec<(u64, u8)>,
    /// Words that stand before the condition; all of them when the condition comes first.
    consequence: Vec<u64>,
}

impl Conditional {
    fn of(claim: &Claim) -> Option<Self> {
        let marks = [hash_bytes(b"if"), hash_bytes(b"unless")];
        if claim.words.len() > LONGEST {
            return None;
        }
        let at = claim.words.iter().position(|word| marks.contains(&word.hash))?;
        let tells = |word: &&FoldedWord| word.kind == WordKind::Content && word.rarity >= 4;
        let mut all: Vec<(u64, u8)> = claim.words.iter().filter(tells).map(|w| (w.hash, w.rarity)).collect();
        all.sort_unstable();
        all.dedup_by_key(|word| word.0);
        let lead: Vec<u64> = claim.words[..at].iter().filter(tells).map(|w| w.hash).collect();
        let consequence = if lead.is_empty() { all.iter().map(|word| word.0).collect() } else { lead };
        (all.len() >= SHARED).then_some(Self { all, consequence })
    }

    /// Why the other is the same warning under another condition, if it is.
    fn drifts_to(&self, other: &Self) -> Option<String> {
        let has = |list: &[(u64, u8)], word: u64| list.binary_search_by_key(&word, |w| w.0).is_ok();
        let shared: Vec<(u64, u8)> =
            self.all.iter().copied().filter(|&(word, _)| has(&other.all, word)).collect();
        let threatened = self.consequence.iter().filter(|&&word| other.consequence.contains(&word)).count();
        let weight: u32 = shared.iter().map(|&(_, rarity)| u32::from(rarity)).sum();
        let differs = shared.len() < self.all.len() || shared.len() < other.all.len();
        (shared.len() >= SHARED && weight >= WEIGHT && threatened >= 2 && differs)
            .then(|| format!("one speaker, {} content words shared, a condition in both", shared.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::speakers::Speakers;
    use super::*;
    use crate::extract::PartyId;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::{extract, segment};

    /// Gives every claim of the text to one speaker; says which claims drift together.
    fn check(text: &str, expected: &[&[u32]]) {
        let document = Document::plain("t", text);
        let mut facts = extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()));
        for claim in &mut facts.claims {
            claim.speaker = Some(PartyId(0));
        }
        let speakers = Speakers { speakers: Vec::new(), of_party: vec![vec![SpeakerId(0)]] };
        let drifts: Vec<Vec<u32>> = gather(&[facts], &speakers, &[])
            .into_iter()
            .filter(|statement| statement.relation == StatementRelation::Drift)
            .map(|statement| statement.claims.iter().map(|at| at.claim).collect())
            .collect();
        assert_eq!(drifts, expected, "{text}");
    }

    #[test]
    fn one_warning_under_two_conditions_drifts() {
        check(
            "Hossain warned that crews would blockade the northern terminals if wages were frozen.\n\n\
             Hossain said crews would blockade the terminals if the port dismissed anybody.",
            &[&[0, 1]],
        );
    }

    #[test]
    fn two_warnings_do_not() {
        check(
            "Hossain warned that crews would blockade the terminals if wages were frozen.\n\n\
             Hossain said talks would collapse if the mediator resigned.",
            &[],
        );
        check(
            "Hossain said crews would blockade the terminals.\n\n\
             Hossain said crews would leave the terminals soon.",
            &[],
        );
    }
}
