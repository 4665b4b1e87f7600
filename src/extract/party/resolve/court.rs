//! The parts that people play in court: `the defendant`, `the witness`.

use super::{Resolver, is_named};
use crate::extract::party::{Mention, PartyId};
use crate::lexicon::Class;
use crate::text::hash_bytes;
use std::ops::Range;

/// How many mentions and claims back a part in court is looked for.
const REACH: (usize, usize) = (300, 12);

/// How many tokens behind a name may tell that somebody is accused.
const TELLING: usize = 14;

/// What is said of whoever stands accused.
const ACCUSED: [u64; 7] = [
    hash_bytes(b"arraigned"),
    hash_bytes(b"denies"),
    hash_bytes(b"indicted"),
    hash_bytes(b"pleaded"),
    hash_bytes(b"pleads"),
    hash_bytes(b"pled"),
    hash_bytes(b"trial"),
];

/// The same, behind `is` or `was` only.
const DONE_TO: [u64; 3] = [hash_bytes(b"accused"), hash_bytes(b"charged"), hash_bytes(b"prosecuted")];

/// Those who speak in court without being witnesses.
const COUNSEL: [u64; 12] = [
    hash_bytes(b"advocate"),
    hash_bytes(b"attorney"),
    hash_bytes(b"barrister"),
    hash_bytes(b"coroner"),
    hash_bytes(b"counsel"),
    hash_bytes(b"defending"),
    hash_bytes(b"judge"),
    hash_bytes(b"justice"),
    hash_bytes(b"lawyer"),
    hash_bytes(b"prosecuting"),
    hash_bytes(b"prosecutor"),
    hash_bytes(b"representing"),
];

impl Resolver<'_, '_> {
    /// `the defendant`: the only one who stands accused; `the witness`: the latest to speak who is
    /// neither counsel nor judge.
    pub(super) fn in_court(&self, head: &Range<usize>) -> Option<PartyId> {
        if head.len() != 2 || !self.is_the(head.start) {
            return None;
        }
        match self.story.word(head.start + 1) {
            "defendant" | "accused" => self.accused(head.start),
            "witness" => {
                let said = self.said.iter().rev().take(REACH.1).map(|s| s.1);
                said.filter(|&id| self.is_person(id)).find(|&id| !self.is_counsel(id))
            }
            _ => None,
        }
    }

    fn accused(&self, before: usize) -> Option<PartyId> {
        let start = self.story.tokens.get(before)?.span.start;
        let to = self.mentions.partition_point(|m| m.span.start < start);
        let own = |m: &Mention| {
            let id = m.party.filter(|&id| self.is_person(id))?;
            (is_named(m.kind) && !m.quoted && self.is_accused(m)).then_some(id)
        };
        let mut all = self.mentions[to.saturating_sub(REACH.0)..to].iter().rev().filter_map(own);
        let found = all.next()?;
        all.all(|id| id == found).then_some(found)
    }

    fn is_accused(&self, mention: &Mention) -> bool {
        let end = mention.end();
        let told = |at: usize| {
            let Some(token) = self.story.tokens.get(at) else { return false };
            let done = DONE_TO.contains(&token.hash) && self.is(at - 1, Class::Auxiliary);
            ACCUSED.contains(&token.hash) || done
        };
        let own = |at: &usize| {
            let named = self.mention_over(*at).is_some_and(|m| self.mentions[m].party != mention.party);
            self.story.tokens.get(*at).is_some_and(|t| t.sentence == mention.sentence) && !named
        };
        !self.owns(mention) && (end..end + TELLING).take_while(own).any(told)
    }

    fn is_counsel(&self, id: PartyId) -> bool {
        let own = |m: &&Mention| m.party == Some(id) && is_named(m.kind) && !m.quoted;
        let mut mentions = self.mentions.iter().filter(own).take(REACH.1);
        mentions.any(|m| {
            let first = m.first();
            let name = m.begin();
            let end = m.end();
            let comma = usize::from(self.story.word(end) == ",");
            let aside = end + comma..end + comma * 6;
            let tells = |at: usize| {
                self.story
                    .tokens
                    .get(at)
                    .is_some_and(|t| t.sentence == m.sentence && COUNSEL.contains(&t.hash))
            };
            let acts_for = comma == 1 && self.story.word(end + 1) == "for";
            let behind = first >= 2 && self.story.word(first - 1) == "," && tells(first - 2);
            acts_for || behind || (first..name).chain(aside).any(tells)
        })
    }
}
