//! Gives each claim its speaker.

mod again;
mod body;
mod calling;
mod couple;
mod court;
mod epithet;
mod family;
mod gender;
mod lead;
mod named;
mod office;
mod origin;
mod pair;
mod person;
mod pronoun;
mod salience;
mod sort;
mod source;
mod unnamed;

use super::mentions::{HE, IT, SHE, THEY};
pub(super) use epithet::is_epithet;
pub(super) use sort::is_body_noun;

use super::{Mention, MentionKind, Party, PartyId};
use crate::extract::Claim;
use crate::lexicon::{Class, Gender, HashKeyed, Lexicon};
use crate::segment::Story;
use crate::text::{Span, hash_bytes};
use std::ops::Range;

/// Sets the speaker of every claim, adding parties for sources that no mention names.
pub(super) fn speakers<'a>(
    story: &'a Story<'_>,
    lexicon: &'a Lexicon,
    (mentions, parties): (&'a mut [Mention], &'a mut Vec<Party>),
    claims: &'a mut [Claim],
) {
    let standing = mentions.len();
    let couples = couple::named_together((story, lexicon), mentions, parties);
    let kin = family::lone_kin(story, mentions, parties);
    let mut resolver = Resolver {
        story,
        lexicon,
        mentions,
        parties,
        by_words: HashKeyed::default(),
        said: Vec::new(),
        free: None,
        suited: Vec::new(),
        standings: vec![None; standing],
        epithets: HashKeyed::default(),
        called: Vec::new(),
        pair: None,
        couples,
        kin,
        content: &[],
        depth: 0,
    };
    for claim in claims {
        resolver.content = &claim.content;
        let source = source_of(&claim.source);
        claim.speaker = match source {
            Some(source) => {
                resolver.name_kin(source.end);
                resolver.source(source)
            }
            None if claim.carried || claim.cue.is_empty() => resolver.said.last().map(|s| s.1),
            None => None,
        };
        if let Some(speaker) = claim.speaker {
            let aside = source.is_some_and(|source| resolver.is_relative(source));
            resolver.said.push((claim.sentence, speaker, aside));
        }
    }
}

/// All of a source's spans as one; none when nobody is named.
fn source_of(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::join).filter(|s| !s.is_empty())
}

/// his, her, its, their: whose a claim of a noun is ("his denial").
const HIS: u64 = hash_bytes(b"his");
const HER: u64 = hash_bytes(b"her");
const ITS: u64 = hash_bytes(b"its");
const THEIR: u64 = hash_bytes(b"their");

const THE: u64 = hash_bytes(b"the");
const OWNS: u64 = hash_bytes(b"'s");
const OWN: u64 = hash_bytes(b"'");

struct Resolver<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    mentions: &'a mut [Mention],
    parties: &'a mut Vec<Party>,
    /// Parties made from a source's words, by the hash of those.
    by_words: HashKeyed<PartyId>,
    /// Sentence and speaker of the claims so far, and whether that was `who` in an aside.
    said: Vec<(u32, PartyId, bool)>,
    /// The named mentions without a party, by the hash of their words; made when first asked for.
    free: Option<HashKeyed<Vec<usize>>>,
    /// What speaks for each person's being he and for her being she, once asked; see [`Resolver::suits`].
    suited: Vec<Option<[Option<f32>; 2]>>,
    /// What speaks for each mention by where it stands, once asked.
    standings: Vec<Option<f32>>,
    /// Who was called `the tycoon`, by the hash of the noun.
    epithets: HashKeyed<PartyId>,
    /// What sorts of body parties have been called.
    called: Vec<(PartyId, sort::Sort)>,
    /// The two that were last spoken of as two.
    pair: Option<PartyId>,
    /// Those who are named together, and husbands and wives once asked for.
    couples: Vec<couple::Couple>,
    /// Mentions of kin by a first name alone that have not got their surname, the last one first.
    kin: Vec<usize>,
    /// What the claim at hand says: nobody is named there who is only `he` outside.
    content: &'a [Span],
    /// How many subjects are being resolved for the sake of a later one.
    depth: u8,
}

impl Resolver<'_, '_> {
    fn source(&mut self, source: Span) -> Option<PartyId> {
        if let Some(at) = self.plainly_named(source) {
            return self.of_mention(at);
        }
        let tokens = self.tokens(source);
        let first = self.story.tokens.get(tokens.start)?;
        // `one`, `both`, `the`
        if first.classes.any(&[Class::Determiner, Class::NumberWord])
            && let Some(found) =
                self.one_of_them(&tokens).or_else(|| self.both(&tokens)).or_else(|| self.couple(&tokens))
        {
            return Some(found);
        }
        if tokens.len() == 1 {
            match first.hash {
                _ if first.is(Class::Relative) => return self.before(tokens.start),
                _ if first.classes.any(&[Class::Pronoun, Class::Possessive]) => {
                    let determines = first.is(Class::Determiner) && !first.is(Class::Possessive);
                    let found = self.pronoun(tokens.start);
                    if found.is_some() || !determines {
                        return found;
                    }
                }
                _ => {}
            }
        }
        if let Some(found) = self.two_named(&tokens) {
            return Some(found);
        }
        let head = self.head(&tokens);
        if let Some(found) = self.national(&head) {
            return Some(found);
        }
        if self.is_partisan(&head) {
            return self.words(tokens);
        }
        if let Some(found) = self.namesake(&head).or_else(|| self.lettered(&head)) {
            return Some(found);
        }
        if let Some(at) = self.named(&head, &tokens).or_else(|| self.apposed(&head, &tokens)) {
            return self.of_mention(at);
        }
        if let Some(found) = self.kin(&head) {
            return Some(found);
        }
        if let Some(at) = self.office(&head)
            && !self.owns_itself(&head, at)
        {
            return self.of_mention(at);
        }
        self.body_of_person(&head)
            .or_else(|| self.again(&head))
            .or_else(|| self.in_court(&head))
            .or_else(|| self.again_unnamed(&head))
            .or_else(|| self.body_of(&head))
            .or_else(|| self.body_goes_on(&head, false))
            .or_else(|| self.renamed(&head))
            .or_else(|| self.described(&head))
            .or_else(|| self.told_at_top(&head))
            .or_else(|| self.epithet(&head))
            .or_else(|| if self.is_its(head.start) { self.named_later(&head, &tokens) } else { None })
            .or_else(|| self.owned(&head, &tokens))
            .or_else(|| self.goes_on(&head))
            .or_else(|| self.resumes(&head))
            .or_else(|| self.named_later(&head, &tokens))
            .or_else(|| self.words(tokens))
    }

    fn is_relative(&self, source: Span) -> bool {
        self.is(self.story.token_at(source.start), Class::Relative) && self.tokens(source).len() == 1
    }

    /// Whom the copy describes here and names later.
    fn named_later(&mut self, head: &Range<usize>, source: &Range<usize>) -> Option<PartyId> {
        self.introduced_later(head).or_else(|| self.identified_next(head, source))
    }

    /// he, she, they, it, and what is his, hers, theirs, its.
    fn pronoun(&mut self, at: usize) -> Option<PartyId> {
        match self.story.tokens.get(at)?.hash {
            HE | HIS => self.person(at, Gender::He),
            SHE | HER => self.person(at, Gender::She),
            THEY | THEIR => self.others(at, true),
            IT | ITS => self.others(at, false),
            _ => None,
        }
    }

    fn is_its(&self, at: usize) -> bool {
        self.story.tokens.get(at).is_some_and(|t| t.hash == ITS)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.story.tokens.get(at).is_some_and(|t| t.is(class))
    }

    fn is_possessive(&self, at: usize) -> bool {
        // Hashes are of what is folded.
        let may_be = self.story.tokens.get(at).is_some_and(|t| matches!(t.hash, OWNS | OWN));
        may_be && matches!(self.story.word(at), "'s" | "’s" | "'" | "’")
    }
}

const fn is_named(kind: MentionKind) -> bool {
    match kind {
        MentionKind::FullName | MentionKind::Surname | MentionKind::Body | MentionKind::Place => true,
        MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => false,
    }
}

#[cfg(test)]
mod tests;
