//! Couples: `Terry and Maureen Stubbs`, later `the couple`, `the Stubbses`, `both`.

use super::Resolver;
use crate::extract::party::{Mention, MentionKind, Party, PartyId, PartyKind};
use crate::lexicon::{Class, Gender, Lexicon};
use crate::segment::Story;
use crate::text::Span;
use smol_str::{SmolStr, format_smolstr};
use std::ops::Range;

/// How many sentences the top of a story takes, where a couple may stand before its names.
const LEAD: u32 = 3;

/// How many sentences back `both` reaches.
const BOTH: u32 = 3;

/// How many couples a story has at most; only lists name more.
const COUPLES: usize = 12;

/// Two who are named together.
#[derive(Debug, Clone)]
pub(super) struct Couple {
    /// `Terry and Maureen Stubbs`.
    name: SmolStr,
    /// The two.
    two: [PartyId; 2],
    /// Where they stand together.
    sentence: u32,
}

/// `Terry and Maureen Stubbs`: gives the first one the surname of the second.
pub(super) fn named_together(
    (story, lexicon): (&Story<'_>, &Lexicon),
    mentions: &mut [Mention],
    parties: &mut Vec<Party>,
) -> Vec<Couple> {
    let mut couples = Vec::new();
    for at in 1..mentions.len() {
        let [a, b] = [&mentions[at - 1], &mentions[at]];
        if !is_joined((story, lexicon), (a, b)) {
            continue;
        }
        if couples.len() >= COUPLES {
            break;
        }
        let Some(other) = b.party else { continue };
        let lone = |id: PartyId| parties.get(id.0 as usize).is_some_and(|p| p.given.is_none());
        if a.party.is_some_and(|id| !lone(id) || id == other) {
            continue;
        }
        let Some(surname) = parties.get(other.0 as usize).and_then(|p| p.surname.clone()) else { continue };
        let (given, sentence) = (SmolStr::new(story.text(a.name)), a.sentence);
        let name = format_smolstr!("{given} and {}", story.text(b.name));
        let full = format_smolstr!("{given} {surname}");
        let key = (a.name, story.text(a.name));
        let id = first_of(story, (mentions, parties), at - 1, key);
        if let Some(party) = parties.get_mut(id.0 as usize) {
            party.name = full;
            party.given = Some(given);
            party.surname = Some(surname.clone());
        }
        let couple = Couple { name, two: [id, other], sentence };
        part(story, lexicon, (mentions, parties), (&couple, &surname));
        couples.push(couple);
    }
    couples
}

/// The party of the one who stands first; made now when there is none yet.
fn first_of(
    story: &Story<'_>,
    (mentions, parties): (&mut [Mention], &mut Vec<Party>),
    at: usize,
    (place, word): (Span, &str),
) -> PartyId {
    if let Some(id) = mentions[at].party {
        return id;
    }
    let name = SmolStr::new(word);
    let mut places = crate::text::Spans::new();
    let id = PartyId(parties.len() as u32);
    for mention in mentions.iter_mut() {
        let same = mention.kind == MentionKind::Surname && mention.party.is_none();
        if same && (mention.name == place || story.text(mention.name) == word) {
            mention.party = Some(id);
            places.push(mention.name);
        }
    }
    let support = places.len() as u32;
    let spelling = crate::extract::party::Spelling { form: name.clone(), places, full: None, support };
    parties.push(Party { spellings: vec![spelling], ..Party::named(PartyKind::Person, name) });
    id
}

/// `Mrs Feldkamp`, `Mr Feldkamp`: gives each of two of one surname what only one of them can be.
fn part(
    story: &Story<'_>,
    lexicon: &Lexicon,
    (mentions, parties): (&mut [Mention], &mut [Party]),
    (couple, surname): (&Couple, &str),
) {
    let names = lexicon.names();
    let gender = |id: PartyId| {
        let given = parties.get(id.0 as usize).and_then(|p| p.given.as_deref())?;
        names.given(crate::text::hash_folded(given)).filter(|g| *g != Gender::Either)
    };
    let (Some(a), Some(b)) = (gender(couple.two[0]), gender(couple.two[1])) else { return };
    if a == b {
        return;
    }
    for mention in mentions.iter_mut().filter(|m| m.kind == MentionKind::Surname) {
        if mention.span.start == mention.name.start || story.text(mention.name) != surname {
            continue;
        }
        let title = story.tokens.get(mention.first()).map(|t| t.hash);
        match title.and_then(|title| names.title(title)) {
            Some(told) if told == a => mention.party = Some(couple.two[0]),
            Some(told) if told == b => mention.party = Some(couple.two[1]),
            Some(_) | None => {}
        }
    }
}

/// A given name alone, `and`, a full name.
fn is_joined((story, lexicon): (&Story<'_>, &Lexicon), (a, b): (&Mention, &Mention)) -> bool {
    if a.kind != MentionKind::Surname || b.kind != MentionKind::FullName || a.sentence != b.sentence {
        return false;
    }
    let and = a.end();
    let first = a.begin();
    let given = story
        .tokens
        .get(first)
        .is_some_and(|t| t.span == a.name && (t.is(Class::Given) || lexicon.names().given(t.hash).is_some()));
    given
        && a.span == a.name
        && b.span == b.name
        && matches!(story.word(and), "and" | "&")
        && story.tokens.get(and + 1).is_some_and(|t| t.span.start == b.span.start)
}

impl Resolver<'_, '_> {
    /// `the couple`, `the Stubbses`, `both`, `Mr and Mrs Stubbs`: the two who were named together or
    /// are husband and wife.
    pub(super) fn couple(&mut self, tokens: &Range<usize>) -> Option<PartyId> {
        let (first, last) = (tokens.start, tokens.end.checked_sub(1)?);
        let own = self.story.tokens.get(first)?.sentence;
        let word = self.story.word(last);
        let the = self.is_the(first) && tokens.len() == 2;
        let pair = matches!(word, "couple" | "newlyweds" | "pair") && tokens.len() <= 4 && self.is_the(first)
            || self.is_couple_told(tokens);
        let found = if pair {
            self.latest_couple(own, u32::MAX).or_else(|| self.only_couple(own))?
        } else if the && self.story.tokens[last].is_capital() {
            self.family(word)?
        } else if tokens.len() == 1 && matches!(word, "both" | "Both") {
            self.latest_couple(own, BOTH)?
        } else {
            return None;
        };
        let couple = self.couples.get_mut(found)?;
        couple.sentence = couple.sentence.max(own);
        let name = couple.name.clone();
        Some(self.unnamed(PartyKind::Group, name, self.story.span_of(tokens.clone())))
    }

    /// `A couple who won`: told of before they are named.
    fn is_couple_told(&self, tokens: &Range<usize>) -> bool {
        let of = |at: usize| self.story.word(at).eq_ignore_ascii_case("couple");
        let one = matches!(self.story.word(tokens.start), "A" | "a");
        one && of(tokens.start + 1) || one && of(tokens.start + 2) && tokens.len() > 2
    }

    fn latest_couple(&self, own: u32, reach: u32) -> Option<usize> {
        let near = |c: &&Couple| c.sentence <= own && own - c.sentence <= reach;
        let found = self.couples.iter().filter(near).max_by_key(|c| c.sentence)?;
        self.couples.iter().position(|c| c.name == found.name)
    }

    /// The only couple of the story, at its top.
    fn only_couple(&self, own: u32) -> Option<usize> {
        (own <= LEAD && self.couples.len() == 1).then_some(0)
    }

    /// `the Stubbses`: the couple of that surname.
    fn family(&self, plural: &str) -> Option<usize> {
        let surname = |id: PartyId| self.parties.get(id.0 as usize).and_then(|p| p.name.rsplit(' ').next());
        let bears = |id: PartyId| {
            surname(id).and_then(|s| plural.strip_prefix(s)).is_some_and(|end| matches!(end, "s" | "es"))
        };
        let mut all = (0..self.couples.len()).filter(|&at| self.couples[at].two.iter().all(|&id| bears(id)));
        all.next().filter(|_| all.next().is_none())
    }

    /// Remembers two who are introduced as husband and wife: `His wife, Elspeth`.
    pub(super) fn marry(&mut self, (a, b): (PartyId, PartyId), name: (&str, &str), sentence: u32) {
        let known = |c: &Couple| c.two.contains(&a) || c.two.contains(&b);
        if a == b || self.couples.len() >= COUPLES || self.couples.iter().any(known) {
            return;
        }
        let (one, other) = name;
        let name = match (one.rsplit_once(' '), other.rsplit_once(' ')) {
            (Some((given, surname)), Some((_, same))) if surname == same => {
                format_smolstr!("{given} and {other}")
            }
            _ => format_smolstr!("{one} and {other}"),
        };
        self.couples.push(Couple { name, two: [a, b], sentence });
    }

    /// `The couple's daughter`: one of the couple spoken of latest.
    pub(super) fn of_couple(&self, possessive: usize) -> Option<PartyId> {
        let own = self.story.tokens.get(possessive)?.sentence;
        let noun = possessive.checked_sub(1).map(|at| self.story.word(at));
        let couple =
            noun.filter(|noun| matches!(*noun, "couple" | "pair")).and(self.latest_couple(own, u32::MAX))?;
        Some(self.couples[couple].two[1])
    }

    /// `Terry and Maureen Stubbs said`, `the Bank and the Treasury said`: two names that `and` joins.
    pub(super) fn two_named(&mut self, tokens: &Range<usize>) -> Option<PartyId> {
        let last = tokens.end.checked_sub(1)?;
        let and = (tokens.start + 1..last).find(|&at| matches!(self.story.word(at), "and" | "&"))?;
        let b = self.mention_over(last)?;
        let a = self.mention_over(and.checked_sub(1)?).filter(|&a| a + 1 == b)?;
        let (first, second) = (&self.mentions[a], &self.mentions[b]);
        let begins = first.first();
        let opens =
            begins == tokens.start || begins == tokens.start + 1 && self.is(tokens.start, Class::Determiner);
        let next = second.first();
        let behind = next == and + 1 || next == and + 2 && self.is(and + 1, Class::Determiner);
        let ends = second.name.end == self.story.tokens[last].span.end;
        let same = self.is_person_mention(first) == self.is_person_mention(second);
        if !opens || !behind || !ends || !same {
            return None;
        }
        let couple =
            self.couples.iter().find(|c| first.party == Some(c.two[0]) && second.party == Some(c.two[1]));
        let name = match couple {
            Some(couple) => couple.name.clone(),
            None => format_smolstr!("{} and {}", self.full(first), self.full(second)),
        };
        Some(self.unnamed(PartyKind::Group, name, self.story.span_of(tokens.clone())))
    }

    fn is_person_mention(&self, mention: &Mention) -> bool {
        mention.party.is_some_and(|id| self.is_person(id)) || mention.kind == MentionKind::FullName
    }
}
