//! Two who were named together: `the companies`, `both`, `the two`.

use super::sort::{of_noun, one_of};
use super::{Resolver, is_named};
use crate::extract::party::{Mention, MentionKind, PartyId, PartyKind};
use smol_str::{SmolStr, format_smolstr};
use std::ops::Range;

/// How many sentences back two are looked for, and how many mentions of them are looked at.
const REACH: (u32, usize) = (3, 60);

impl Resolver<'_, '_> {
    /// `the companies`, `both companies`, `the two`: the two that a sentence before joins by `and`,
    /// or the only two bodies of the same sentence or the one before in the paragraph.
    pub(super) fn both(&mut self, tokens: &Range<usize>) -> Option<PartyId> {
        let word = |at: usize| self.story.word(tokens.start + at);
        let the = self.is_the(tokens.start);
        let both = matches!(word(0), "both" | "Both");
        if !the && !both {
            return None;
        }
        let two = the && matches!(word(1), "two" | "pair" | "duo");
        let last = self.story.tokens.get(tokens.end.checked_sub(1)?)?;
        let noun = self.story.text(last.span);
        let bodies = noun.ends_with('s') && of_noun(last.hash).is_none() && of_noun(one_of(noun)).is_some();
        let plain = match tokens.len() {
            1 => both,
            2 => two || (the || both) && bodies,
            3 => two && bodies,
            _ => false,
        };
        if !plain {
            return None;
        }
        let own = last.sentence;
        let start = self.story.tokens.get(tokens.start)?.span.start;
        let to = self.mentions.partition_point(|m| m.span.start < start);
        let near: Vec<usize> = (to.saturating_sub(REACH.1)..to)
            .filter(|&at| {
                self.is_one_of_two(&self.mentions[at]) && self.mentions[at].sentence + REACH.0 >= own
            })
            .collect();
        let names =
            self.joined(&near, bodies).or_else(|| if bodies { self.only_two(&near, own) } else { None });
        let Some((a, b)) = names else { return self.pair.filter(|_| bodies) };
        let name = format_smolstr!("{a} and {b}");
        let pair = self.unnamed(PartyKind::Group, name, self.story.span_of(tokens.clone()));
        self.pair = if bodies { Some(pair) } else { self.pair };
        Some(pair)
    }

    fn is_one_of_two(&self, mention: &Mention) -> bool {
        let dated = self.story.dateline.as_ref().is_some_and(|line| line.span.contains(mention.span));
        let named = is_named(mention.kind) && mention.kind != MentionKind::Place;
        named && !dated && !mention.quoted && !mention.headline
    }

    /// The latest two with nothing but `and` between them.
    fn joined(&self, near: &[usize], bodies: bool) -> Option<(SmolStr, SmolStr)> {
        near.windows(2).rev().find_map(|two| {
            let (a, b) = (&self.mentions[two[0]], &self.mentions[two[1]]);
            let between = a.end()..b.begin();
            let and = matches!(self.story.word(between.start), "and" | "&");
            let small = between.len() <= 5
                && between
                    .clone()
                    .skip(1)
                    .all(|at| self.story.tokens[at].plain && self.story.tokens[at].is_word());
            let sorts = self.is_body(a) == self.is_body(b) && (!bodies || self.is_body(a));
            (and && small && sorts && a.sentence == b.sentence).then(|| (self.full(a), self.full(b)))
        })
    }

    /// The only two bodies of the latest sentence that has two.
    fn only_two(&self, near: &[usize], own: u32) -> Option<(SmolStr, SmolStr)> {
        let latest = near.iter().rev().map(|&at| self.mentions[at].sentence);
        let block = |at: u32| self.story.sentences.get(at as usize).map_or(0, |s| s.block);
        // A paragraph may open with `The two airlines expect`, of the one before.
        let opens = own > 0 && block(own - 1) + 1 == block(own);
        let close = |at: u32| self.is_next(at, own) || opens && block(at) + 1 == block(own) && at + 2 >= own;
        let latest = latest.take_while(|&sentence| close(sentence));
        for sentence in latest {
            let mut names: Vec<SmolStr> = Vec::new();
            let there = near.iter().map(|&at| &self.mentions[at]).filter(|m| m.sentence == sentence);
            if !self.is_next(sentence, own) && !there.clone().any(|m| self.is_body(m) && self.opens(m)) {
                continue;
            }
            // `Nordic` of `the Nordic region` is no third.
            let sure = |m: &&Mention| m.party.is_some() || m.kind == MentionKind::Body;
            let strict = there.clone().filter(|m| self.is_body(m)).count() > 2;
            let there = there.filter(|m| !strict || sure(m));
            for name in there.filter(|m| self.is_body(m)).map(|m| self.full(m)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            if names.len() == 2 {
                return Some((names.swap_remove(0), names.swap_remove(0)));
            }
        }
        None
    }

    fn is_body(&self, mention: &Mention) -> bool {
        let kind = mention.party.and_then(|p| self.parties.get(p.0 as usize)).map(|p| p.kind);
        kind.map_or(mention.kind == MentionKind::Body || !self.is_person_name(mention), |kind| {
            kind == PartyKind::Body
        })
    }

    pub(super) fn full(&self, mention: &Mention) -> SmolStr {
        let party = mention.party.and_then(|p| self.parties.get(p.0 as usize));
        party.map_or_else(|| SmolStr::new(self.story.text(mention.name)), |party| party.name.clone())
    }
}
