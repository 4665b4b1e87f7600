//! Those whom the first paragraph describes and the second names: `a former aide said`, then
//! `Laurel Finney, who kept the diary, said`.

use super::{Resolver, is_named};
use crate::extract::party::parts::name_key;
use crate::extract::party::{Mention, MentionKind, PartyId, roles};
use crate::lexicon::Class;
use crate::segment::{BlockKind, Shape, Token};
use crate::text::hash_bytes;
use std::ops::Range;

/// How many tokens a description may take.
const DESCRIPTION: usize = 10;

/// How many tokens from the start of the copy a description may end.
const TOP: usize = 6;

/// Those who stay unnamed more often than not.
const NAMELESS: [u64; 14] = [
    hash_bytes(b"diplomat"),
    hash_bytes(b"eyewitness"),
    hash_bytes(b"insider"),
    hash_bytes(b"man"),
    hash_bytes(b"official"),
    hash_bytes(b"resident"),
    hash_bytes(b"source"),
    hash_bytes(b"spokesman"),
    hash_bytes(b"spokesperson"),
    hash_bytes(b"spokeswoman"),
    hash_bytes(b"suspect"),
    hash_bytes(b"victim"),
    hash_bytes(b"witness"),
    hash_bytes(b"woman"),
];

impl Resolver<'_, '_> {
    /// Who opens the second paragraph by name, for somebody or a body that the first only describes.
    pub(super) fn identified_next(&mut self, head: &Range<usize>, source: &Range<usize>) -> Option<PartyId> {
        let first = self.story.tokens.get(head.start)?;
        let block = self.story.sentences.get(first.sentence as usize)?.block;
        if head.len() > DESCRIPTION || !self.is_first_paragraph(block) {
            return None;
        }
        let at = self.next_opening(block)?;
        let new = self.mentions[..at]
            .iter()
            .all(|m| m.headline || m.party.is_none() || m.party != self.mentions[at].party);
        if !new {
            return None;
        }
        if self.may_be_body(head, source, at) {
            return self.of_mention(at);
        }
        let party = self.mentions[at].party.filter(|&id| self.is_person(id))?;
        self.may_be_person(head, at).then_some(party)
    }

    /// `The vet said`, where the first paragraph tells of `a village vet` and the second opens with a
    /// full name.
    pub(super) fn told_at_top(&self, head: &Range<usize>) -> Option<PartyId> {
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let word = self.story.text(noun.span);
        let plain = self.is_the(head.start) && head.len() == 2 && noun.shape == Shape::Lower;
        let person = self.is_somebody(word) || self.is_description_word(word);
        if !plain || !person || NAMELESS.contains(&noun.hash) {
            return None;
        }
        let block = (0..self.story.blocks.len() as u32).find(|&block| self.is_first_paragraph(block))?;
        let opener = &self.mentions[self.next_opening(block)?];
        let first = self.story.blocks.get(block as usize)?.sentences.start;
        let tokens = self.story.sentences.get(first as usize)?.tokens.clone();
        let start = tokens.start as usize;
        let at = (start + 1..(start + TOP).min(tokens.end as usize))
            .find(|&at| self.story.tokens[at].hash == noun.hash)?;
        let article = matches!(self.story.word(start), "A" | "An");
        let plain = (start + 1..at).all(|at| self.story.tokens[at].plain && self.story.tokens[at].is_word());
        let before = self.story.tokens[at].span.end <= noun.span.start && opener.span.end <= noun.span.start;
        let full = opener.kind == MentionKind::FullName;
        let id = opener.party.filter(|&id| self.is_person(id))?;
        (article && plain && before && full && self.bears_no_other(opener, head.end - 1)).then_some(id)
    }

    /// Whether nothing but headlines stands before a paragraph.
    fn is_first_paragraph(&self, block: u32) -> bool {
        let paragraph = |kind: BlockKind| kind == BlockKind::Paragraph;
        let own = self.story.blocks.get(block as usize).is_some_and(|b| paragraph(b.kind));
        own && !self.story.blocks[..block as usize]
            .iter()
            .any(|b| paragraph(b.kind) && !b.sentences.is_empty())
    }

    /// The named mention that opens the paragraph behind a block.
    fn next_opening(&self, block: u32) -> Option<usize> {
        let next = self.story.blocks.get(block as usize + 1).filter(|b| b.kind == BlockKind::Paragraph)?;
        let sentence = next.sentences.start;
        let at = self.mentions.partition_point(|m| m.sentence < sentence);
        let mention = self.mentions.get(at).filter(|m| m.sentence == sentence)?;
        (is_named(mention.kind) && !mention.quoted && self.opens(mention) && !self.owns(mention))
            .then_some(at)
    }

    fn may_be_person(&self, head: &Range<usize>, at: usize) -> bool {
        let noun = head.end - 1;
        let token = &self.story.tokens[noun];
        let word = self.story.text(token.span);
        let one = matches!(self.story.word(head.start), "a" | "an" | "A" | "An" | "its" | "Its");
        let somebody = token.shape == Shape::Lower
            && !word.ends_with('s')
            && !token.classes.any(&[
                Class::Body,
                Class::Document,
                Class::CueNoun,
                Class::Outlet,
                Class::Relay,
            ])
            && super::sort::of_noun(token.hash).is_none()
            && !NAMELESS.contains(&token.hash);
        let mention = &self.mentions[at];
        one && somebody
            && mention.kind == MentionKind::FullName
            && self.speaks(mention)
            && self.bears_no_other(mention, noun)
    }

    /// Whether the sentence that a mention opens says that somebody said something.
    fn speaks(&self, mention: &Mention) -> bool {
        let Some(sentence) = self.story.sentences.get(mention.sentence as usize) else { return false };
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let cue = |t: &Token| t.is(Class::Cue) && t.quotation().is_none() && t.shape == Shape::Lower;
        self.story.tokens.get(tokens).into_iter().flatten().any(cue)
    }

    /// Whether nobody calls the one named by an office that speaks against the noun.
    fn bears_no_other(&self, mention: &Mention, noun: usize) -> bool {
        let Some(party) = mention.party.and_then(|id| self.parties.get(id.0 as usize)) else { return false };
        let told = |word| self.lexicon.names().title(word);
        let token = &self.story.tokens[noun];
        let gender = self.known_gender(party);
        let alike = self.holds_alike(party, token)
            || party.roles.iter().all(|role| {
                let head = name_key(roles::head(&role.text));
                head == token.hash || !self.lexicon.classes_of(head).has(Class::Role)
            });
        alike && !super::gender::differ(gender, told(token.hash))
    }

    fn may_be_body(&self, head: &Range<usize>, source: &Range<usize>, at: usize) -> bool {
        let mention = &self.mentions[at];
        let person = mention.party.is_some_and(|id| self.is_person(id));
        if person || mention.kind == MentionKind::Place {
            return false;
        }
        let one_of = self.story.word(head.start).eq_ignore_ascii_case("one")
            && self.story.word(head.start + 1) == "of";
        let several = |at: usize| {
            let hash = super::sort::one_of(self.story.word(at));
            self.story.word(at).ends_with('s') && super::sort::of_noun(hash).is_some()
        };
        let of = source.clone().take(DESCRIPTION).find(|&at| one_of && several(at));
        let noun = of.unwrap_or(head.end - 1);
        let token = &self.story.tokens[noun];
        let person = matches!(
            self.story.text(token.span),
            "owner" | "producer" | "developer" | "publisher" | "builder"
        );
        let hash = if one_of { super::sort::one_of(self.story.text(token.span)) } else { token.hash };
        let small = token.shape == Shape::Lower;
        let article = one_of || self.is(head.start, Class::Determiner);
        let sort = super::sort::of_noun(hash).filter(|_| small && article && !person);
        sort.is_some_and(|sort| self.sort_fits(mention, sort).is_some())
    }
}
