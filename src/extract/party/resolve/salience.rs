//! How much each sign speaks for one whom a pronoun or description may stand for.

use super::Resolver;
use crate::extract::party::{Mention, MentionKind, PartyId};
use crate::lexicon::Class;
use crate::segment::Shape;
use smallvec::SmallVec;
use std::sync::LazyLock;

/// How many tokens an aside behind a name may take before its verb.
const ASIDE: usize = 24;

/// What is seen of a candidate; the weights are in `data/salience.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A given name that is met seldom tells the other gender.
    Against,
    /// Named behind `by`: the one who does what is done.
    Agent,
    /// Named in what the claim says.
    Content,
    /// The story's own pronouns tell the other gender.
    Denied,
    /// The last letter of a given name that no table knows tells the gender.
    Ending,
    /// Named in a headline.
    Headline,
    /// Whoever spoke last.
    Latest,
    /// The first person of its sentence.
    Leads,
    /// Named for the first time right before a description; half when that tells neither nation nor age.
    New,
    /// Opens its sentence.
    Opens,
    /// Followed by a possessive.
    Owner,
    /// For every paragraph between.
    Paragraph,
    /// Named in a quotation.
    Quoted,
    /// A given name that is met seldom tells the gender.
    Rare,
    /// For every sentence between.
    Sentence,
    /// Spoke in its sentence.
    Spoke,
    /// Stands right before a verb.
    Subject,
    /// A title or common given name tells the gender.
    Sure,
    /// The story's own pronouns tell the gender.
    Told,
    /// Without a name, for every sentence between.
    Unnamed,
}

const SIGNS: [&str; 20] = [
    "against",
    "agent",
    "content",
    "denied",
    "ending",
    "headline",
    "latest",
    "leads",
    "new",
    "opens",
    "owner",
    "paragraph",
    "quoted",
    "rare",
    "sentence",
    "spoke",
    "subject",
    "sure",
    "told",
    "unnamed",
];

static WEIGHTS: LazyLock<[f32; SIGNS.len()]> = LazyLock::new(|| {
    let mut weights = [0.0; SIGNS.len()];
    let table = include_str!("../../../../data/salience.csv");
    for row in table.lines().skip(1) {
        let mut cells = row.split(',');
        let sign = cells.next().and_then(|sign| SIGNS.iter().position(|known| *known == sign));
        let weight = cells.next().and_then(|weight| weight.parse().ok());
        if let (Some(sign), Some(weight)) = (sign, weight) {
            weights[sign] = weight;
        }
    }
    weights
});

impl Sign {
    pub(super) fn weight(self) -> f32 {
        WEIGHTS[self as usize]
    }
}

/// One who may be meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub party: PartyId,
    /// The greatest sum over its mentions.
    pub score: f32,
    /// How many sentences back it was last spoken of.
    pub back: u32,
}

/// Those who may be meant, nearest first; a screen of copy names about ten.
#[derive(Debug, Default)]
pub(super) struct Candidates(pub SmallVec<[Candidate; 16]>);

impl Candidates {
    /// Takes up a party, or raises it to this score.
    pub(super) fn put(&mut self, party: PartyId, score: f32, back: u32) {
        match self.0.iter_mut().find(|known| known.party == party) {
            Some(known) => {
                known.score = known.score.max(score);
                known.back = known.back.min(back);
            }
            None => self.0.push(Candidate { party, score, back }),
        }
    }

    /// The one with the greatest score; of equals the nearest.
    pub(super) fn best(&self) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        for candidate in &self.0 {
            if best.is_none_or(|best| candidate.score > best.score) {
                best = Some(*candidate);
            }
        }
        best
    }
}

impl Resolver<'_, '_> {
    /// What its distance takes from a sentence's signs. Unit: sentences, and the paragraphs they lie in.
    pub(super) fn distance(&self, sentence: u32, own: u32) -> f32 {
        let block = |at: u32| self.story.sentences.get(at as usize).map_or(0, |s| s.block);
        let paragraphs = block(own).saturating_sub(block(sentence));
        Sign::Sentence.weight() * own.saturating_sub(sentence) as f32
            + Sign::Paragraph.weight() * paragraphs as f32
    }

    /// The signs of how a mention stands in its sentence.
    pub(super) fn standing(&self, mention: &Mention, leads: bool) -> f32 {
        let mut sum = 0.0;
        let mut add = |seen: bool, sign: Sign| sum += if seen { sign.weight() } else { 0.0 };
        let opens = self.opens(mention);
        add(mention.quoted, Sign::Quoted);
        add(mention.headline, Sign::Headline);
        add(self.owns(mention), Sign::Owner);
        add(self.is_agent(mention), Sign::Agent);
        add(opens && !mention.quoted && !self.owns(mention), Sign::Opens);
        add(leads && !opens, Sign::Leads);
        add(self.is_before_verb(mention), Sign::Subject);
        sum
    }

    /// `the governor was`: a verb stands right behind the mention, or behind its aside.
    fn is_before_verb(&self, mention: &Mention) -> bool {
        let end = self.story.token_at(mention.span.end.max(mention.name.end).saturating_sub(1)) + 1;
        let verb = |at: usize| {
            let Some(token) = self.story.tokens.get(at) else { return false };
            let past = token.shape == Shape::Lower && self.story.word(at).ends_with("ed");
            token.sentence == mention.sentence
                && (past || token.classes.any(&[Class::Auxiliary, Class::Modal, Class::Cue]))
        };
        let comma = || (end + 2..end + ASIDE).find(|&at| self.story.word(at) == ",");
        verb(end) || self.story.word(end) == "," && (verb(end + 1) || comma().is_some_and(|at| verb(at + 1)))
    }

    /// Whether the claim at hand names somebody in what it says.
    pub(super) fn is_in_content(&self, party: PartyId) -> bool {
        let Some(whole) = self.content.iter().copied().reduce(crate::text::Span::join) else { return false };
        let from = self.mentions.partition_point(|m| m.span.start < whole.start);
        let there = self.mentions[from..].iter().take_while(|m| m.span.start < whole.end);
        let named = |m: &&Mention| m.party == Some(party) && m.kind != MentionKind::Role;
        there.take(200).filter(named).any(|m| self.content.iter().any(|span| span.contains(m.name)))
    }
}
