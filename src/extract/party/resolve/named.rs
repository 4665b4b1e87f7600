//! Parties of mentions that the story's names had none for.

use super::{Resolver, is_named};
use crate::extract::party::gather::joined;
use crate::extract::party::parts::name_key;
use crate::extract::party::{Mention, MentionKind, Party, PartyId, PartyKind, Spelling};
use crate::lexicon::{Class, HashKeyed};
use crate::segment::{Shape, Token};
use crate::text::Spans;

impl Resolver<'_, '_> {
    /// The party of a mention; made now when it has none yet.
    pub(super) fn of_mention(&mut self, at: usize) -> Option<PartyId> {
        let mention = &self.mentions[at];
        if let Some(party) = mention.party {
            return Some(party);
        }
        if let Some(body) = self.shortened(mention) {
            self.mentions[at].party = Some(body);
            return Some(body);
        }
        let name = joined(self.story, mention.name);
        let kind = match mention.kind {
            MentionKind::FullName => PartyKind::Person,
            MentionKind::Surname if self.is_person_name(mention) => PartyKind::Person,
            MentionKind::Place => PartyKind::Government,
            MentionKind::Surname | MentionKind::Body => PartyKind::Body,
            MentionKind::Role | MentionKind::Pronoun => PartyKind::Group,
            MentionKind::Document => PartyKind::Document,
        };
        let surname = (kind == PartyKind::Person).then(|| name.clone());
        let party = self.add(Party { surname, ..Party::named(kind, name) });
        self.claim_like(at, party);
        Some(party)
    }

    /// Whether a lone name is a person's: a title before it, or a surname that the tables know.
    /// Companies stand alone more often than people who were never introduced.
    pub(super) fn is_person_name(&self, mention: &Mention) -> bool {
        let before = mention.begin().checked_sub(1).map(|at| self.story.tokens[at]);
        // `Team Corvus`, `the newspaper Vechernik`
        let small = |t: Token| t.shape == Shape::Lower && t.is(Class::Body) && !t.is(Class::Status);
        if before.is_some_and(|t| (t.is_capital() || small(t)) && super::is_body_noun(t.hash)) {
            return false;
        }
        let key = name_key(self.story.text(mention.name));
        mention.span.start < mention.name.start || self.lexicon.names().is_surname(key)
    }

    /// Gives the party to every mention of the same words that has none.
    pub(super) fn claim_like(&mut self, at: usize, party: PartyId) {
        let story = self.story;
        let key = |m: &Mention| name_key(story.text(m.name));
        let kind = self.mentions[at].kind;
        let words = key(&self.mentions[at]);
        let mentions = &self.mentions;
        let free = self.free.get_or_insert_with(|| {
            let mut free: HashKeyed<Vec<usize>> = HashKeyed::default();
            for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.party.is_none() && is_named(m.kind)) {
                free.entry(key(m)).or_default().push(i);
            }
            free
        });
        let mut places = Spans::new();
        for i in free.remove(&words).unwrap_or_default() {
            let mention = &mut self.mentions[i];
            if mention.kind == kind {
                mention.party = Some(party);
                places.push(mention.name);
            }
        }
        self.spell(party, places);
    }

    pub(super) fn spell(&mut self, party: PartyId, places: Spans) {
        if let Some(party) = self.parties.get_mut(party.0 as usize) {
            let support = places.len() as u32;
            party.spellings.push(Spelling { form: party.name.clone(), places, full: None, support });
        }
    }

    pub(super) fn add(&mut self, party: Party) -> PartyId {
        self.parties.push(party);
        PartyId(self.parties.len() as u32 - 1)
    }
}
