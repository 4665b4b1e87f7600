//! Gives each claim its speaker.

use super::gather::joined;
use super::mentions::{HE, IT, SHE, THEY};
use super::parts::name_key;
use super::{Mention, MentionKind, Party, PartyId, PartyKind, roles};
use crate::extract::Claim;
use crate::lexicon::{Class, Gender, HashKeyed, Lexicon};
use crate::segment::{Story, Token};
use crate::text::{Span, Spans};
use smallvec::smallvec;
use smol_str::{SmolStr, format_smolstr};
use std::ops::Range;

/// Sets the speaker of every claim, adding parties for sources that no mention names.
pub(super) fn speakers(
    story: &Story<'_>,
    lexicon: &Lexicon,
    (mentions, parties): (&mut [Mention], &mut Vec<Party>),
    claims: &mut [Claim],
) {
    let mut resolver = Resolver {
        story,
        lexicon,
        mentions,
        parties,
        by_words: HashKeyed::default(),
        said: Vec::new(),
        free: None,
    };
    for claim in claims {
        claim.speaker = match source_of(&claim.source) {
            Some(source) => resolver.source(source),
            None if claim.carried || claim.cue.is_empty() => resolver.said.last().map(|s| s.1),
            None => None,
        };
        if let Some(speaker) = claim.speaker {
            resolver.said.push((claim.sentence, speaker));
        }
    }
}

/// All of a source's spans as one; none when nobody is named.
fn source_of(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::join).filter(|s| !s.is_empty())
}

/// How many sentences back a pronoun reaches.
const REACH: u32 = 4;

/// How many mentions back an office reaches; a page of copy has about sixty.
const OFFICE_REACH: usize = 400;

/// How many words of office may stand before a name behind a comma.
const ASIDE: usize = 6;

/// How many claims, and how many parties, back a body reaches that is named again by its noun; a
/// long story has about that many of each.
const AGAIN_REACH: usize = 100;

struct Resolver<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    mentions: &'a mut [Mention],
    parties: &'a mut Vec<Party>,
    /// Parties made from a source's words, by the hash of those.
    by_words: HashKeyed<PartyId>,
    /// Sentence and speaker of the claims so far.
    said: Vec<(u32, PartyId)>,
    /// The named mentions without a party, by the hash of their words; made when first asked for.
    free: Option<HashKeyed<Vec<usize>>>,
}

impl Resolver<'_, '_> {
    fn source(&mut self, source: Span) -> Option<PartyId> {
        let tokens = self.story.token_at(source.start)..self.story.token_at(source.end.saturating_sub(1)) + 1;
        let tokens = tokens.start..tokens.end.min(self.story.tokens.len());
        let first = self.story.tokens.get(tokens.start)?;
        if tokens.len() == 1 {
            match first.hash {
                HE => return self.person(first, Some(Gender::He)),
                SHE => return self.person(first, Some(Gender::She)),
                THEY => return self.others(first, true),
                IT => return self.others(first, false),
                _ if first.is(Class::Relative) => return self.before(first),
                _ if first.is(Class::Pronoun) && !first.is(Class::Determiner) => return None,
                _ => {}
            }
        }
        let head = self.head(&tokens);
        if let Some(at) = self.named(&head, &tokens) {
            return self.of_mention(at);
        }
        self.office(&head).or_else(|| self.again(&head)).or_else(|| self.words(tokens))
    }

    /// The source up to the first comma, preposition or relative word behind its first noun.
    fn head(&self, tokens: &Range<usize>) -> Range<usize> {
        let stops = |at: &usize| {
            let token = &self.story.tokens[*at];
            let capital = token.is_capital() && self.mention_over(*at).is_some();
            let word = self.story.word(*at);
            !capital
                && (matches!(word, "," | "(" | "-" | "–" | "—")
                    || token.classes.any(&[Class::Relative])
                    || token.is(Class::Preposition) && !self.inside_name(*at))
        };
        let end = (tokens.start + 1..tokens.end).find(stops).unwrap_or(tokens.end);
        tokens.start..end
    }

    fn inside_name(&self, at: usize) -> bool {
        self.mention_over(at).is_some()
    }

    /// The named mention whose name covers a token.
    fn mention_over(&self, at: usize) -> Option<usize> {
        let span = self.story.tokens.get(at)?.span;
        let after = self.mentions.partition_point(|m| m.name.start <= span.start);
        let near = after.saturating_sub(3)..after;
        near.rev().find(|&m| self.mentions[m].name.contains(span) && is_named(self.mentions[m].kind))
    }

    /// The mention that names the source: it ends the head, or stands behind a comma or before a
    /// noun for papers (`World Trade Organization data`).
    fn named(&self, head: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let mut last = head.end.checked_sub(1)?;
        while last > head.start && !self.story.tokens[last].is_word() {
            last -= 1;
        }
        if let Some(at) = self.mention_over(last) {
            return Some(at);
        }
        let document = self.story.tokens[last].classes.any(&[Class::Document, Class::CueNoun]);
        if document && last > head.start {
            let owner = if self.is_possessive(last - 1) { last.checked_sub(2)? } else { last - 1 };
            let at = self.mention_over(owner);
            if owner >= head.start && at.is_some() {
                return at;
            }
        }
        if self.story.word(head.end) != "," {
            return None;
        }
        // `Its secretary, João Vilarinho` and `her counterpart, Finance Minister Ruben Castellanos`.
        let aside = head.end + 1..source.end.min(head.end + 1 + ASIDE);
        let at = aside.into_iter().find_map(|at| self.mention_over(at))?;
        matches!(self.mentions[at].kind, MentionKind::FullName | MentionKind::Surname).then_some(at)
    }

    fn is_possessive(&self, at: usize) -> bool {
        matches!(self.story.word(at), "'s" | "’s" | "'" | "’")
    }

    /// The party of a mention; made now when it has none yet.
    fn of_mention(&mut self, at: usize) -> Option<PartyId> {
        let mention = &self.mentions[at];
        if let Some(party) = mention.party {
            return Some(party);
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
    fn is_person_name(&self, mention: &Mention) -> bool {
        let key = name_key(self.story.text(mention.name));
        mention.span.start < mention.name.start || self.lexicon.names().is_surname(key)
    }

    /// Gives the party to every mention of the same words that has none.
    fn claim_like(&mut self, at: usize, party: PartyId) {
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

    fn spell(&mut self, party: PartyId, places: Spans) {
        if let Some(party) = self.parties.get_mut(party.0 as usize) {
            let support = places.len() as u32;
            party.spellings.push(super::Spelling { form: party.name.clone(), places, full: None, support });
        }
    }

    fn add(&mut self, party: Party) -> PartyId {
        self.parties.push(party);
        PartyId(self.parties.len() as u32 - 1)
    }

    /// `the minister`: the latest person before it who holds such an office.
    fn office(&self, head: &Range<usize>) -> Option<PartyId> {
        let first = self.story.tokens.get(head.start)?;
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let definite = matches!(self.story.word(head.start), "the" | "The") || first.is(Class::Possessive);
        let plural = self.story.text(last.span).ends_with('s');
        if !definite || plural || head.len() > 4 || !last.classes.any(&[Class::Role, Class::Title]) {
            return None;
        }
        let noun = last.hash;
        let holds = |party: PartyId| {
            let party = self.parties.get(party.0 as usize);
            party.is_some_and(|p| {
                p.kind == PartyKind::Person && p.roles.iter().any(|r| name_key(roles::head(&r.text)) == noun)
            })
        };
        let before = self.mentions.partition_point(|m| m.span.end <= first.span.start);
        self.mentions[..before].iter().rev().take(OFFICE_REACH).filter_map(|m| m.party).find(|&p| holds(p))
    }

    /// `the commission`, once the joint river commission was named: the body spoken of latest whose
    /// name has this noun for its head.
    fn again(&self, head: &Range<usize>) -> Option<PartyId> {
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let definite = matches!(self.story.word(head.start), "the" | "The");
        if !definite || head.len() != 2 || last.is_capital() {
            return None;
        }
        let noun = last.hash;
        let before = |party: &Party| {
            party.spellings.iter().flat_map(|s| s.places.first()).any(|place| place.end <= last.span.start)
        };
        let fits = |id: PartyId| {
            self.parties.get(id.0 as usize).is_some_and(|party| {
                let body = matches!(party.kind, PartyKind::Body | PartyKind::Group);
                body && before(party) && is_headed(&party.name, noun)
            })
        };
        let said = self.said.iter().rev().take(AGAIN_REACH).map(|s| s.1).find(|&id| fits(id));
        let parties = (0..self.parties.len() as u32).rev().take(AGAIN_REACH).map(PartyId);
        said.or_else(|| parties.into_iter().find(|&id| fits(id)))
    }

    /// A party by the source's own words; the same words are the same party.
    fn words(&mut self, tokens: Range<usize>) -> Option<PartyId> {
        let mut start = tokens.start;
        let bare = |at: usize| {
            self.story.tokens[at].is(Class::Determiner) && !self.story.tokens[at + 1].is(Class::Preposition)
        };
        while start + 1 < tokens.end && bare(start) {
            start += 1;
        }
        let span = self.story.span_of(start..tokens.end);
        let name = self.in_country(start..tokens.end).unwrap_or_else(|| joined(self.story, span));
        let key = name_key(&name);
        if let Some(&party) = self.by_words.get(&key) {
            if let Some(spelling) =
                self.parties.get_mut(party.0 as usize).and_then(|p| p.spellings.first_mut())
            {
                spelling.places.push(span);
            }
            return Some(party);
        }
        let head = self.head(&(start..tokens.end));
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let kind = match last {
            t if t.classes.any(&[Class::Document, Class::CueNoun]) => PartyKind::Document,
            t if t.is(Class::Body) && !self.story.text(t.span).ends_with('s') => PartyKind::Body,
            _ => PartyKind::Group,
        };
        let party = self.add(Party::named(kind, name));
        self.spell(party, smallvec![span]);
        self.by_words.insert(key, party);
        Some(party)
    }

    /// `the authorities in Iran`, `Iran's authorities` → `Iranian authorities`.
    fn in_country(&self, tokens: Range<usize>) -> Option<SmolStr> {
        let demonym = |at: usize| {
            let place = self.lexicon.names().place(self.story.tokens.get(at)?.hash)?;
            (!place.demonym.is_empty()).then(|| capitalised(&place.demonym))
        };
        let noun = |at: usize| self.story.tokens.get(at).filter(|t| t.is(Class::Role) && !t.is_capital());
        if tokens.len() != 3 {
            return None;
        }
        let (first, middle, last) = (tokens.start, tokens.start + 1, tokens.start + 2);
        if self.story.word(middle) == "in" && noun(first).is_some() {
            return Some(format_smolstr!("{} {}", demonym(last)?, self.story.word(first)));
        }
        (self.is_possessive(middle) && noun(last).is_some())
            .then(|| Some(format_smolstr!("{} {}", demonym(first)?, self.story.word(last))))?
    }

    /// he, she: the speaker of this sentence or the ones before, else whom they begin with.
    fn person(&self, pronoun: &Token, gender: Option<Gender>) -> Option<PartyId> {
        let fits = |party: PartyId| {
            let party = self.parties.get(party.0 as usize);
            party.is_some_and(|p| p.kind == PartyKind::Person && self.may_be(p, gender))
        };
        let own = pronoun.sentence;
        for back in 0..=REACH.min(own) {
            let sentence = own - back;
            let said = self.said.iter().rev().take_while(|s| s.0 + REACH >= own);
            if let Some(found) = said.filter(|s| s.0 == sentence).map(|s| s.1).find(|&p| fits(p)) {
                return Some(found);
            }
            let mut there = self.in_sentence(sentence, pronoun.span.start);
            if let Some(found) = there.find_map(|m| m.party.filter(|&p| fits(p))) {
                return Some(found);
            }
        }
        None
    }

    /// The mentions of a sentence before a byte, outside of quotations, in text order.
    fn in_sentence(&self, sentence: u32, before: u32) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        self.mentions[from..]
            .iter()
            .take_while(move |m| m.sentence == sentence && m.span.start < before)
            .filter(|m| !m.quoted && is_named(m.kind) && !self.owns(m))
    }

    /// Whether a mention is followed by a possessive: it is no subject.
    fn owns(&self, mention: &Mention) -> bool {
        self.is_possessive(self.story.token_at(mention.name.end))
    }

    fn may_be(&self, party: &Party, gender: Option<Gender>) -> bool {
        let own = self.gender(party);
        !matches!(
            (own, gender),
            (Some(Gender::He), Some(Gender::She)) | (Some(Gender::She), Some(Gender::He))
        )
    }

    /// What the given name and the roles tell.
    fn gender(&self, party: &Party) -> Option<Gender> {
        let names = self.lexicon.names();
        let role = || party.roles.iter().find_map(|r| names.title(name_key(roles::head(&r.text))));
        let given = party.given.as_deref().and_then(|g| names.given(name_key(g)));
        role().or(given).filter(|g| *g != Gender::Either)
    }

    /// they, it: the latest speaker that is no person, else the body or place begun with before.
    fn others(&self, pronoun: &Token, plural: bool) -> Option<PartyId> {
        let own = pronoun.sentence;
        let kind = |party: PartyId| self.parties.get(party.0 as usize).map(|p| p.kind);
        let fits = |party: PartyId| match kind(party) {
            Some(PartyKind::Group) => plural,
            Some(PartyKind::Body | PartyKind::Government | PartyKind::Document) => true,
            Some(PartyKind::Person) | None => false,
        };
        let near = |s: &&(u32, PartyId)| s.0 + 3 > own;
        if let Some(found) = self.said.iter().rev().take_while(near).map(|s| s.1).find(|&p| fits(p)) {
            return Some(found);
        }
        (0..=2_u32.min(own)).find_map(|back| {
            self.in_sentence(own - back, pronoun.span.start).find_map(|m| m.party.filter(|&p| fits(p)))
        })
    }

    /// who: the mention right before.
    fn before(&mut self, relative: &Token) -> Option<PartyId> {
        let before = self.mentions.partition_point(|m| m.span.end <= relative.span.start);
        let mention = self.mentions[..before].last()?;
        if mention.sentence != relative.sentence {
            return None;
        }
        let span = mention.name;
        let tokens = self.story.token_at(span.start)..self.story.token_at(span.end.saturating_sub(1)) + 1;
        mention.party.or_else(|| self.words(tokens))
    }
}

/// Whether a name of several words has this noun for its head: `joint river commission`, `tribunal
/// of the league`.
fn is_headed(name: &str, noun: u64) -> bool {
    let words = || name.split_whitespace();
    let head = words().take_while(|w| !matches!(*w, "of" | "for" | "in" | "at")).last();
    words().nth(1).is_some() && head.is_some_and(|head| name_key(head) == noun)
}

const fn is_named(kind: MentionKind) -> bool {
    match kind {
        MentionKind::FullName | MentionKind::Surname | MentionKind::Body | MentionKind::Place => true,
        MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => false,
    }
}

fn capitalised(words: &str) -> String {
    words
        .split(' ')
        .map(|w| {
            let mut chars = w.chars();
            chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect::<String>())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{ClaimClass, Confidence, Kind, party};
    use crate::ingest::Document;
    use crate::segment;

    /// Claims with these words as sources, in text order; an empty one is carried on.
    fn claims(story: &Story<'_>, sources: &[&str]) -> Vec<Claim> {
        let text = &story.document.text;
        let mut from = 0;
        let claim = |words: &&str| {
            let at = from + text[from..].find(words).expect("the test's words stand in its story");
            from = at + words.len();
            let span = Span::at(at, from);
            let token = story.tokens.get(story.token_at(span.start));
            Claim {
                kind: Kind::Indirect,
                class: ClaimClass::Saying,
                source: if words.is_empty() { Spans::new() } else { smallvec![span] },
                cue: Spans::new(),
                content: Spans::new(),
                speaker: None,
                venue: None,
                relay: None,
                date: None,
                figures: Vec::new(),
                quotations: Vec::new(),
                words: Vec::new(),
                sentence: token.map_or(0, |t| t.sentence),
                carried: words.is_empty(),
                confidence: Confidence::percent(90),
            }
        };
        sources.iter().map(claim).collect()
    }

    fn check(text: &str, sources: &[&str], expected: &[&str]) {
        let (document, lexicon) = (Document::plain("t", text), Lexicon::builtin());
        let story = segment::read(&document, lexicon);
        let mut mentions = party::mentions(&story, lexicon);
        let mut claims = claims(&story, sources);
        let parties = party::gather(&story, lexicon, &mut mentions, &mut claims);
        let name = |c: &Claim| c.speaker.map_or("", |p| parties[p.0 as usize].name.as_str());
        assert_eq!(claims.iter().map(name).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn names_and_pronouns_are_one_person() {
        check(
            "Foreign Minister Anwar Hossain said so. He added more. Hossain left. The minister was tired.",
            &["Foreign Minister Anwar Hossain", "He", "Hossain", "The minister"],
            &["Anwar Hossain"; 4],
        );
    }

    #[test]
    fn she_is_not_the_man_before_her() {
        check(
            "Anwar Hossain met Hannah Novak. She said so. He agreed.",
            &["She", "He"],
            &["Hannah Novak", "Anwar Hossain"],
        );
    }

    #[test]
    fn a_source_without_words_is_the_one_before() {
        check("Anwar Hossain said so. Then more.", &["Anwar Hossain", ""], &["Anwar Hossain"; 2]);
    }

    #[test]
    fn groups_go_by_their_words() {
        check(
            "The authorities in Iran said so. They said more. Iran's authorities denied it.",
            &["The authorities in Iran", "They", "Iran's authorities"],
            &["Iranian authorities"; 3],
        );
        check(
            "A spokesman for Anwar Hossain said so.",
            &["A spokesman for Anwar Hossain"],
            &["spokesman for Anwar Hossain"],
        );
    }

    #[test]
    fn bodies_speak_through_their_papers() {
        check(
            "World Trade Organization data show it. Tehran denied it, and a report said so.",
            &["World Trade Organization data", "Tehran", "a report"],
            &["World Trade Organization", "Tehran", "report"],
        );
    }

    #[test]
    fn a_name_behind_an_office_is_meant() {
        check(
            "Iran's foreign minister, Anwar Hossain, said so. His spokesman, Ted Harlan, agreed.",
            &["Iran's foreign minister, Anwar Hossain,", "His spokesman, Ted Harlan,"],
            &["Anwar Hossain", "Ted Harlan"],
        );
    }
}
