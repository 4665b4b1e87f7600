//! Which words of a source name who it is.

use super::epithet::is_lettered;
use super::{HER, HIS, Resolver, is_epithet, is_named};
use crate::extract::party::run::is_honour;
use crate::extract::party::{Mention, Party, PartyKind};
use crate::extract::party::{MentionKind, PartyId};
use crate::lexicon::Class;
use crate::segment::{Shape, Token};
use crate::text::{Span, hash_bytes};
use std::ops::Range;

/// How many words of office may stand before a name behind a comma.
const ASIDE: usize = 6;

const COMMA: u64 = hash_bytes(b",");
const JNR: u64 = hash_bytes(b"jnr");
const SNR: u64 = hash_bytes(b"snr");

/// How many parties are looked at for the long name of a body; a long story has about a hundred.
const SHORTENED: usize = 400;

impl Resolver<'_, '_> {
    /// The mention that ends a source of nothing but capitals, as most are: `Minister Salma Hossain`.
    ///
    /// Only shortens the way: what stands for others, joins two or breaks off holds a word written small
    /// or one of these classes.
    pub(super) fn plainly_named(&self, source: Span) -> Option<usize> {
        const OTHER: [Class; 6] = [
            Class::Pronoun,
            Class::Possessive,
            Class::Determiner,
            Class::NumberWord,
            Class::Preposition,
            Class::Relative,
        ];
        let first = self.story.token_at(source.start);
        let last = self.story.token_at(source.end.saturating_sub(1));
        let plain = |t: &Token| t.is_word() && t.is_capital() && !t.classes.any(&OTHER);
        let younger = |t: &Token| t.is(Class::Suffix) || matches!(t.hash, JNR | SNR);
        let ends = |t: &Token| t.shape != Shape::Upper && !younger(t);
        let tokens = self.story.tokens.get(first..=last)?;
        (tokens.iter().all(plain) && tokens.last().is_some_and(ends)).then(|| self.mention_over(last))?
    }

    /// The tokens of a source without what follows its noun: a possessive, `himself`.
    pub(super) fn tokens(&self, source: Span) -> Range<usize> {
        let start = self.story.token_at(source.start);
        let mut end = (self.story.token_at(source.end.saturating_sub(1)) + 1).min(self.story.tokens.len());
        let loose = |at: usize| {
            let reflexive = matches!(self.story.word(at), "himself" | "herself" | "itself" | "themselves");
            reflexive || self.is_possessive(at)
        };
        while end > start + 1 && loose(end - 1) {
            end -= 1;
        }
        self.tail(start, self.whole(start, end))
    }

    /// Leaves out what a source was taken for one with: `a tribunal` of `Kestrel Rovers must pay, a
    /// tribunal`.
    fn tail(&self, start: usize, end: usize) -> Range<usize> {
        let comma = (start + 1..end).rev().find(|&at| self.story.tokens[at].hash == COMMA);
        let comma = comma.filter(|&comma| comma + 1 < end);
        let verb = |at: usize| self.is(at, Class::Modal) || self.is(at, Class::Auxiliary);
        let clause = |comma: &usize| {
            (start..*comma).any(verb) && !(start..*comma).any(|at| self.is(at, Class::Relative))
        };
        comma.filter(clause).map_or(start, |comma| comma + 1)..end
    }

    /// Takes in the noun that a source was cut short of: `the 19` of `the 19-year-old`, `the third`
    /// of `the third seed`.
    fn whole(&self, start: usize, end: usize) -> usize {
        let the = end == start + 2 && self.is_the(start);
        if the && self.story.word(end) == "-" && self.story.word(end + 1).ends_with("year-old") {
            return end + 2;
        }
        let epithet = |at: usize| {
            let token = self.story.tokens.get(at);
            token.is_some_and(|t| {
                t.sentence == self.story.tokens[start].sentence
                    && (is_epithet(t.hash) || self.story.text(t.span) == "seed")
            })
        };
        // `his` of `his mother said`
        let own = end == start + 1 && self.is(start, Class::Possessive);
        let kin = |at: usize| {
            self.story.tokens.get(at).is_some_and(|t| {
                let next = self.story.tokens.get(at + 1);
                let speaks =
                    next.is_some_and(|t| t.classes.any(&[Class::Cue, Class::Auxiliary, Class::Modal]));
                t.shape == Shape::Lower
                    && t.is(Class::Role)
                    && !t.classes.any(&[Class::Body, Class::CueNoun])
                    && speaks
            })
        };
        if own && kin(end) {
            return end + 1;
        }
        end + usize::from(the && self.is(end - 1, Class::NumberWord) && epithet(end))
    }

    /// The source up to the first comma, preposition or relative word behind its first noun.
    pub(super) fn head(&self, tokens: &Range<usize>) -> Range<usize> {
        let stops = |at: &usize| {
            let token = &self.story.tokens[*at];
            let capital = token.is_capital() && self.mention_over(*at).is_some();
            let word = self.story.word(*at);
            !capital
                && (matches!(word, "," | "(" | "–" | "—")
                    || word == "-" && self.story.tokens[*at].span.start > self.story.tokens[*at - 1].span.end
                    || token.classes.any(&[Class::Relative])
                    || self.is_participle(*at)
                    || token.is(Class::Preposition) && !self.inside_name(*at))
        };
        let end = (tokens.start + 1..tokens.end).find(stops).unwrap_or(tokens.end);
        tokens.start..end
    }

    /// `a study published`, `a draft seen by`: a participle behind its noun.
    fn is_participle(&self, at: usize) -> bool {
        let noun = [Class::Document, Class::Role, Class::Body, Class::CueNoun];
        let before = at.checked_sub(1).and_then(|before| self.story.tokens.get(before));
        let word = self.story.word(at);
        before.is_some_and(|t| t.classes.any(&noun) && !t.is_capital())
            && (word.ends_with("ed") || matches!(word, "seen" | "written" | "held" | "led" | "run" | "made"))
    }

    /// Whether a token is part of a name, or of the office before it: `Secretary of State Ana Ruiz`.
    pub(super) fn inside_name(&self, at: usize) -> bool {
        self.mention_over(at).is_some() || self.is_in_office(at)
    }

    fn is_in_office(&self, at: usize) -> bool {
        let Some(token) = self.story.tokens.get(at) else { return false };
        let after = self.mentions.partition_point(|m| m.span.start <= token.span.start);
        let near = after.saturating_sub(2)..after;
        near.rev().any(|m| {
            let mention = &self.mentions[m];
            mention.kind == MentionKind::FullName && mention.span.contains(token.span)
        })
    }

    /// The named mention whose name covers a token.
    pub(super) fn mention_over(&self, at: usize) -> Option<usize> {
        let span = self.story.tokens.get(at)?.span;
        let after = self.mentions.partition_point(|m| m.name.start <= span.start);
        let near = after.saturating_sub(3)..after;
        near.rev().find(|&m| self.mentions[m].name.contains(span) && is_named(self.mentions[m].kind))
    }

    /// The mention that names the source: it ends the head, or stands behind a comma or before a
    /// noun for papers (`World Trade Organization data`).
    pub(super) fn named(&self, head: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let mut last = head.end.checked_sub(1)?;
        let loose = |at: usize| {
            let token = &self.story.tokens[at];
            let lone = |m: usize| self.mentions[m].name == token.span && self.mentions[m].party.is_none();
            let letters = is_honour(token) || is_lettered(self.story.text(token.span));
            !token.is_word() || letters && self.mention_over(at).is_none_or(lone)
        };
        while last > head.start && loose(last) {
            last -= 1;
        }
        if let Some(at) = self.mention_over(last) {
            return (!self.is_crowd(at, last, source)).then_some(at);
        }
        let document = self.story.tokens[last].classes.any(&[Class::Document, Class::CueNoun]);
        if document && last > head.start {
            let owner = if self.is_possessive(last - 1) { last.checked_sub(2)? } else { last - 1 };
            let at = self.mention_over(owner);
            if owner >= head.start && at.is_some() {
                return at;
            }
        }
        // `Its secretary, João Vilarinho` and `her head of sport, Finance Minister Ruben Castellanos`.
        let comma =
            (head.end..source.end.min(head.end + 1 + ASIDE)).find(|&at| self.story.word(at) == ",")?;
        let aside = comma + 1..source.end.min(comma + 1 + ASIDE);
        let aside = aside.start
            ..aside
                .clone()
                .find(|&at| {
                    self.is(at, Class::Relative)
                        || matches!(
                            self.story.word(at),
                            "at" | "by" | "for" | "from" | "in" | "of" | "to" | "with"
                        ) && !self.inside_name(at)
                })
                .unwrap_or(aside.end);
        let begins = aside.start;
        let at = aside.into_iter().find_map(|at| self.mention_over(at))?;
        // `The owner, Saldo Ferry Lines`
        let body = self.mentions[at].kind == MentionKind::Body && self.mentions[at].begin() == begins;
        (body || matches!(self.mentions[at].kind, MentionKind::FullName | MentionKind::Surname)).then_some(at)
    }

    /// `Its secretary` before `, João Vilarinho,`: the name that stands behind a source in commas.
    pub(super) fn apposed(&self, head: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let owned = || head.clone().any(|at| self.is_possessive(at));
        let definite = self.is(head.start, Class::Possessive) || self.is_the(head.start) || owned();
        let bare = (source.start..source.end).all(|at| self.story.word(at) != ",");
        if !bare || !definite || noun.is_capital() || self.story.word(source.end) != "," {
            return None;
        }
        let first = self.story.tokens.get(source.end + 1).filter(|t| t.sentence == noun.sentence)?;
        let at = self.mentions.partition_point(|m| m.span.start < first.span.start);
        let mention = self.mentions.get(at).filter(|m| m.span.start == first.span.start)?;
        let behind = self.story.tokens.get(mention.end());
        let closed = behind.is_none_or(|t| !t.is_word() || t.sentence != noun.sentence);
        (mention.kind == MentionKind::FullName && !mention.quoted && closed).then_some(at)
    }

    /// Whether `her cousin` was taken for herself.
    pub(super) fn owns_itself(&mut self, head: &Range<usize>, mention: usize) -> bool {
        // `Her daughter, Freya,`, then `her daughter`: whoever she is, she is not Freya.
        let first = self.mentions[mention].first();
        let noun = head.end.checked_sub(1).and_then(|at| self.story.tokens.get(at)).map(|t| t.hash);
        let so_called = |back: usize| {
            let at = first.checked_sub(back);
            at.is_some_and(|at| at > 0 && self.is(at - 1, Class::Possessive))
                && at.and_then(|at| self.story.tokens.get(at)).map(|t| t.hash) == noun
        };
        if so_called(1) || so_called(2) {
            return false;
        }
        let own = self.story.tokens.get(head.start).is_some_and(|t| matches!(t.hash, HIS | HER));
        own && self.pronoun(head.start).is_some_and(|owner| self.mentions[mention].party == Some(owner))
    }

    /// `Alder` of `Alder Trust`: the only body whose name begins with a lone word.
    pub(super) fn shortened(&self, mention: &Mention) -> Option<PartyId> {
        let before = mention.first().checked_sub(1).map(|before| self.story.word(before));
        if mention.kind != MentionKind::Surname || matches!(before, Some("and" | "&")) {
            return None;
        }
        let word = self.story.text(mention.name);
        let begins = |party: &Party| {
            let rest = party.name.strip_prefix(word);
            party.kind == PartyKind::Body && rest.is_some_and(|rest| rest.starts_with(' '))
        };
        let mut bodies = self.parties.iter().enumerate().take(SHORTENED).filter(|(_, party)| begins(party));
        let (at, _) = bodies.next()?;
        bodies.next().is_none().then_some(PartyId(at as u32))
    }

    /// `Dockworkers at three ports`: a plural that only the sentence's start makes look like a name.
    pub(super) fn is_crowd(&self, mention: usize, at: usize, source: &Range<usize>) -> bool {
        let mention = &self.mentions[mention];
        let begins = self.story.tokens.get(at.wrapping_sub(1)).is_none_or(|t| t.sentence != mention.sentence);
        mention.kind == MentionKind::Surname
            && mention.party.is_none()
            && begins
            && self.story.word(at).ends_with('s')
            && at + 1 < source.end
            && self.is(at + 1, Class::Preposition)
    }
}
