//! Parties that go by the words of a source: `authorities in Iran`, `a senior official`.

use super::Resolver;
use crate::extract::party::gather::joined;
use crate::extract::party::parts::name_key;
use crate::extract::party::{Party, PartyId, PartyKind};
use crate::lexicon::Class;
use crate::text::Span;
use smallvec::smallvec;
use smol_str::{SmolStr, format_smolstr};
use std::ops::Range;

impl Resolver<'_, '_> {
    /// A party by the source's own words; the same words are the same party.
    pub(super) fn words(&mut self, tokens: Range<usize>) -> Option<PartyId> {
        let head = self.head(&tokens);
        let called = self.self_named(tokens.end).or_else(|| self.self_named(head.end));
        if let Some(party) = called {
            return Some(party);
        }
        let tokens = self.bare(tokens);
        let span = self.story.span_of(tokens.clone());
        let name = self
            .in_country(tokens.clone())
            .or_else(|| self.speaks_for(&tokens))
            .unwrap_or_else(|| joined(self.story, span));
        let head = self.head(&tokens);
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let kind = match last {
            t if t.classes.any(&[Class::Document, Class::CueNoun]) => PartyKind::Document,
            t if t.is(Class::Body) && !self.story.text(t.span).ends_with('s') => PartyKind::Body,
            _ => PartyKind::Group,
        };
        Some(self.unnamed(kind, name, span))
    }

    /// `One`, `one of them`: one of those who spoke last.
    pub(super) fn one_of_them(&mut self, tokens: &Range<usize>) -> Option<PartyId> {
        let word = |at: usize| self.story.word(tokens.start + at);
        let them = tokens.len() == 3 && word(1) == "of" && word(2) == "them";
        if !matches!(word(0), "One" | "one" | "Another" | "another") || tokens.len() != 1 && !them {
            return None;
        }
        let own = self.story.tokens.get(tokens.start)?.sentence;
        let said = self.said.iter().rev().take(4).take_while(|s| s.0 + 3 >= own);
        let name = said.filter_map(|s| self.parties.get(s.1.0 as usize));
        // `Divers` that begin a sentence look like a name.
        let crowd = |p: &&Party| {
            let noun = one_of(&p.name).filter(|_| !p.name.contains(' '));
            p.kind == PartyKind::Group || noun.is_some_and(|noun| self.is_somebody(&noun))
        };
        let name = name.filter(crowd).find_map(|p| one_of(&p.name))?;
        let span = self.story.span_of(tokens.clone());
        Some(self.unnamed(PartyKind::Group, name, span))
    }

    /// The party of these words; made now when there is none yet.
    pub(super) fn unnamed(&mut self, kind: PartyKind, name: SmolStr, span: Span) -> PartyId {
        let key = name_key(&name);
        if let Some(&party) = self.by_words.get(&key) {
            if let Some(spelling) =
                self.parties.get_mut(party.0 as usize).and_then(|p| p.spellings.first_mut())
            {
                spelling.places.push(span);
            }
            return party;
        }
        let party = self.add(Party::named(kind, name));
        self.spell(party, smallvec![span]);
        self.by_words.insert(key, party);
        party
    }

    /// Without articles before the noun and asides behind it: `, who would not give his name`.
    pub(super) fn bare(&self, tokens: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (tokens.start, tokens.end);
        let loose = |at: usize| {
            let next = at + 1;
            let one = self.story.word(at).eq_ignore_ascii_case("one");
            (self.is(at, Class::Determiner) || one)
                && !self.is(next, Class::Preposition)
                && !self.is(next, Class::Relative)
        };
        while start + 1 < end && loose(start) {
            start += 1;
        }
        let aside = |&at: &usize| {
            let word = self.story.word(at + 1);
            self.story.word(at) == "," && (self.is(at + 1, Class::Relative) || word.ends_with("ing"))
        };
        end = (start + 1..end).find(aside).unwrap_or(end);
        start..end
    }

    /// `a spokeswoman for the minister`, once it is known who that is.
    pub(super) fn speaks_for(&self, tokens: &Range<usize>) -> Option<SmolStr> {
        let office = (tokens.start + 1..tokens.end)
            .find(|&at| matches!(self.story.word(at), "for" | "to" | "of"))
            .map(|at| at + 1..tokens.end)?;
        let party = self.mentions[self.office(&office)?].party?;
        let party = self.parties.get(party.0 as usize)?;
        let before = joined(self.story, self.story.span_of(tokens.start..office.start));
        Some(format_smolstr!("{before} {}", party.name))
    }

    /// `the authorities in Iran`, `Iran's authorities` → `Iranian authorities`.
    pub(super) fn in_country(&self, tokens: Range<usize>) -> Option<SmolStr> {
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

/// One of a plural: `official in three countries` of `Officials in three countries`.
fn one_of(name: &str) -> Option<SmolStr> {
    let noun = super::pronoun::noun_of(name);
    let one = match noun {
        "people" | "People" => "person".to_owned(),
        _ if noun.ends_with("men") => format!("{}man", &noun[..noun.len() - 3]),
        _ if noun.ends_with("ies") => format!("{}y", &noun[..noun.len() - 3]),
        _ if noun.ends_with('s') && !noun.ends_with("ss") => noun[..noun.len() - 1].to_lowercase(),
        _ => return None,
    };
    let counted = |word: &&str| {
        let number = word.chars().all(|c| c.is_ascii_digit() || c == ',');
        number || matches!(*word, "two" | "three" | "four" | "five" | "six" | "several" | "some" | "many")
    };
    let first = name.split(' ').position(|w| w == noun)?;
    let words =
        name.split(' ').enumerate().filter(|(at, w)| *at > first || !counted(&w.to_lowercase().as_str()));
    let words: Vec<&str> = words.map(|(at, w)| if at == first { one.as_str() } else { w }).collect();
    Some(SmolStr::new(words.join(" ")))
}
