//! A run of capitalised words taken apart: what stands before the name, the name, what it is.

mod words;

pub(super) use words::{
    is_function, is_honour, is_irregular_plural, is_no_name, is_office_letters, is_office_word,
};

use super::MentionKind;
use super::parts::name_key;
use super::resolve::{is_body_noun, is_epithet};
use super::topics;
use crate::lexicon::{Class, Lexicon, PlaceKind, PlaceName};
use crate::segment::{Shape, Story, Token};
use crate::text::hash_bytes;
use std::ops::Range;
use words::{CLUBS, FIRMS, is_before_general, is_compound, is_doubtful, is_office_behind};

const AMPERSAND: u64 = hash_bytes(b"&");
const AND: u64 = hash_bytes(b"and");
const FOR: u64 = hash_bytes(b"for");
const OF: u64 = hash_bytes(b"of");
const ON: u64 = hash_bytes(b"on");
const STOP: u64 = hash_bytes(b".");

/// A part of a run that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Tokens of title and name.
    pub whole: Range<usize>,
    /// Tokens of the name.
    pub name: Range<usize>,
    /// What it is.
    pub kind: MentionKind,
}

/// Reads the run that begins at a capitalised token.
pub(super) struct Reader<'a, 'd> {
    pub story: &'a Story<'d>,
    pub lexicon: &'a Lexicon,
    /// One past the sentence's last token.
    pub end: usize,
}

impl Reader<'_, '_> {
    pub(super) fn token(&self, at: usize) -> &Token {
        &self.story.tokens[at]
    }

    fn is(&self, at: usize, class: Class) -> bool {
        at < self.end && self.token(at).is(class)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        at < self.end && self.token(at).is_word() && self.token(at).is_capital()
    }

    pub(super) fn given(&self, at: usize) -> bool {
        let token = self.token(at);
        token.is(Class::Given) || self.lexicon.names().given(token.hash).is_some()
    }

    /// One past the run that begins at `at`; the pieces of the run are its tokens.
    pub(super) fn extent(&self, at: usize) -> usize {
        let mut i = at + 1;
        loop {
            if self.ends_run(i) {
                return i.min(self.end);
            }
            let token = self.token(i);
            let joins = match token.is_word() {
                true => !token.is_capital() && self.owns_inside(at, i),
                false => self.stop_inside(i) || self.is_firm_of(i),
            };
            i += usize::from(joins);
            if self.capital(i) && !self.breaks(i) && !self.breaks(i - 1) {
                i += 1;
            } else if let Some(next) = self.joined(at, i) {
                i = next;
            } else {
                return i.min(self.end);
            }
        }
    }

    /// Whether a word is of the common ones, written small, that stand within no name.
    fn ends_run(&self, at: usize) -> bool {
        at >= self.end || {
            let token = self.token(at);
            token.plain
                && token.shape == Shape::Lower
                && !token.is(Class::Particle)
                && !matches!(token.hash, AND | FOR | OF | ON)
        }
    }

    /// `Hallam & Rowe`: the sign between two capitals joins them to one firm.
    fn is_firm_of(&self, at: usize) -> bool {
        self.token(at).hash == AMPERSAND && self.capital(at + 1) && self.capital(at - 1)
    }

    /// A full stop after an initial or an abbreviation, with a capital after it.
    fn stop_inside(&self, at: usize) -> bool {
        let before = self.token(at - 1);
        self.capital(at + 1)
            && self.token(at).hash == STOP
            && self.token(at).span.start == before.span.end
            && (before.span.len() == 1 || before.is(Class::Abbreviation) && before.is(Class::Title))
    }

    /// Whether a word stands for itself: weekdays, `US-based`, `R-Texas`.
    fn breaks(&self, at: usize) -> bool {
        let token = self.token(at);
        token.is(Class::Weekday) || !token.plain && is_compound(self.story.word(at))
    }

    /// Past a particle or a body's `of`, when the run goes on behind it.
    fn joined(&self, start: usize, at: usize) -> Option<usize> {
        if at >= self.end {
            return None;
        }
        if topics::joins(self, start, at) {
            return Some(at + 1);
        }
        if !self.token(at).is_word() || self.token(at).is_capital() {
            return None;
        }
        let mut next = at;
        while self.is(next, Class::Particle) && !self.capital(next) && next < at + 3 {
            next += 1;
        }
        if next > at && self.capital(next) {
            return Some(next);
        }
        let word = self.story.word(at);
        let of = matches!(word, "of" | "for" | "on");
        if !of || at == start || !self.heads(at - 1) {
            return None;
        }
        let next = if self.story.word(at + 1) == "the" { at + 2 } else { at + 1 };
        self.capital(next).then_some(next)
    }

    /// `Guild of Children's Doctors`, `People's Bank of China`: a possessive within a body's name.
    fn owns_inside(&self, start: usize, at: usize) -> bool {
        at > start
            && at + 1 < self.end
            && matches!(self.story.word(at), "'s" | "’s")
            && is_irregular_plural(self.story.word(at - 1))
            && self.capital(at + 1)
            && (topics::is_connected(self, start, at)
                || !self.story.word(at - 1).ends_with("men")
                    && (at + 1..self.end).take_while(|&i| self.capital(i)).any(|i| self.is_body(i)))
    }

    /// Whether `of` may follow within a name or office: Bank of …, Secretary of ….
    fn heads(&self, at: usize) -> bool {
        let token = self.token(at);
        token.is_capital()
            && (token.classes.any(&[Class::Body, Class::Title, Class::Role]) || self.is_body(at))
    }

    /// What a run is, part by part.
    pub(super) fn read(&self, run: Range<usize>, found: &mut Vec<Found>) {
        let mut start = run.start;
        for at in run.clone() {
            if self.is_office(at, run.end) {
                self.part(start..at, found);
                let titles = at + 1 < run.end && self.may_be_name(at + 1);
                if !(titles || at > start && is_honour(self.token(at))) {
                    found.push(Found { whole: at..at + 1, name: at..at + 1, kind: MentionKind::Role });
                }
                start = if titles { at } else { at + 1 };
                continue;
            }
            let acronym = self.is_acronym(at);
            if acronym || self.breaks(at) {
                self.part(start..at, found);
                if acronym && !(at > start && is_honour(self.token(at))) {
                    self.acronym(at, found);
                }
                start = at + 1;
            }
        }
        self.part(start..run.end, found);
    }

    /// Whether letters are an office: `the local MP`, `PC Jane Hill`; not `a PC and a laptop`.
    fn is_office(&self, at: usize, end: usize) -> bool {
        let token = self.token(at);
        if token.shape != Shape::Upper || !is_office_letters(self.story.word(at)) {
            return false;
        }
        if !is_doubtful(self.story.word(at)) {
            let body = at + 1 < end
                && (self.token(at + 1).classes.any(&[Class::Body, Class::Outlet]) || self.is_body(at + 1));
            return !body;
        }
        let classes = [Class::Cue, Class::Auxiliary, Class::Modal, Class::Preposition, Class::Relative];
        let stands = || {
            let next = self.story.tokens.get(at + 1);
            next.is_none_or(|t| !t.is_word() || !t.is_capital() && t.classes.any(&classes))
        };
        let article = || (at.saturating_sub(2)..at).any(|before| self.is(before, Class::Determiner));
        let named = || at + 2 < end && self.given(at + 1) && self.capital(at + 2);
        named() || article() && stands()
    }

    /// Whether a word behind an office's letters may begin a name: not `PM Vows Action`.
    fn may_be_name(&self, at: usize) -> bool {
        let token = self.token(at);
        let known = || self.given(at) || self.lexicon.names().is_surname(token.hash);
        self.capital(at) && (token.classes.is_empty() || known())
    }

    fn is_acronym(&self, at: usize) -> bool {
        let token = self.token(at);
        token.shape == Shape::Upper
            && token.span.len() > 1
            && !token.is(Class::Suffix)
            && !self.is_initials(at)
            && !self.is_shouted(at)
            && !at.checked_sub(1).is_some_and(|before| self.is_shouted(before))
    }

    /// `George H.W. Bush`: initials between a first name and a surname.
    fn is_initials(&self, at: usize) -> bool {
        let word = self.story.word(at);
        let short = word.len() == 2 || word.contains('.');
        let named = at > 0 && self.given(at - 1) && self.capital(at + 1);
        short && named && !self.token(at + 1).classes.any(&[Class::Title, Class::Role, Class::Body])
    }

    /// Whether a given name in capitals opens a sentence that goes on in small letters, as tabloids
    /// begin: `HANNAH NOVAK last night …`.
    fn is_shouted(&self, at: usize) -> bool {
        let upper = |at: usize| {
            at < self.end && self.token(at).shape == Shape::Upper && self.token(at).span.len() > 2
        };
        let opens = at.checked_sub(1).is_none_or(|i| self.token(i).sentence != self.token(at).sentence);
        let goes_on = || at + 2 < self.end && self.token(at + 2).shape == Shape::Lower;
        opens && upper(at) && upper(at + 1) && goes_on() && self.given(at)
    }

    fn acronym(&self, at: usize, found: &mut Vec<Found>) {
        if is_function(self.token(at)) {
            return;
        }
        let kind = if self.is(at, Class::Place) { MentionKind::Place } else { MentionKind::Body };
        found.push(Found { whole: at..at + 1, name: at..at + 1, kind });
    }

    /// A part without acronyms.
    fn part(&self, part: Range<usize>, found: &mut Vec<Found>) {
        let part = self.trimmed(part);
        if part.is_empty() {
            return;
        }
        if let Some(kind) = self.whole_kind(&part) {
            found.push(Found { whole: part.clone(), name: part, kind });
            return;
        }
        let name = self.name_of(&part);
        if name.is_empty() {
            found.push(Found { whole: part.clone(), name: part, kind: MentionKind::Role });
            return;
        }
        let own = if name == part { None } else { self.whole_kind(&name) };
        let kind = match own {
            Some(kind) => kind,
            None if self.words(&name) > 1 => MentionKind::FullName,
            None if self.is(name.start, Class::Demonym) => return,
            None => MentionKind::Surname,
        };
        found.push(Found { whole: part.start..name.end, name, kind });
    }

    fn words(&self, range: &Range<usize>) -> usize {
        range.clone().filter(|&at| self.capital(at) && self.token(at).span.len() > 1).count()
    }

    /// Without words before and after that can stand in no name.
    fn trimmed(&self, part: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (part.start, part.end);
        while start < end && self.leads(start, end) {
            start += 1;
        }
        while end > start && (!self.capital(end - 1) || self.trails(start, end - 1)) {
            end -= 1;
        }
        start..end
    }

    fn leads(&self, at: usize, end: usize) -> bool {
        let token = self.token(at);
        if !self.capital(at) {
            return true;
        }
        if token.is(Class::Month) {
            return !self.given(at) || at + 1 == end && !self.is_may(at);
        }
        let begins = || at.checked_sub(1).is_none_or(|before| !self.token(before).is_word());
        let asked = token.is(Class::Cue) && at + 1 < end && begins();
        let titled = token.is(Class::Title) && at + 1 < end;
        let known = || at + 1 < end && !token.is(Class::Modal) && !token.is(Class::Pronoun) && self.given(at);
        (is_function(token) || asked) && !titled && !known()
    }

    /// The one month that is a common surname, where it is no date.
    fn is_may(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|i| self.token(i));
        let dated = before.is_some_and(|t| t.is(Class::Preposition) || t.is(Class::Determiner));
        let numbered = at + 1 < self.end && self.token(at + 1).kind == crate::segment::TokenKind::Number;
        self.story.word(at) == "May" && !dated && !numbered && before.is_some_and(|t| t.is_word())
    }

    fn trails(&self, start: usize, at: usize) -> bool {
        let token = self.token(at);
        let single = token.span.len() == 1;
        let month = token.is(Class::Month) && !(at > start && self.given(at - 1));
        let function = is_function(token)
            && !(at > start && (self.given(at - 1) || self.is(at - 1, Class::Title)))
            && !token.is(Class::Role)
            && !token.is(Class::Body);
        single || month || function && !token.is(Class::Month)
    }

    /// Body or place, when the words as a whole are one.
    fn whole_kind(&self, part: &Range<usize>) -> Option<MentionKind> {
        let (first, last) = (part.start, part.end - 1);
        let single = self.words(part) == 1;
        if self.is_place(part) {
            return Some(MentionKind::Place);
        }
        if part.clone().any(|at| self.token(at).hash == AMPERSAND) && !self.is_title(first) {
            return Some(MentionKind::Body);
        }
        let last_body = self.is(last, Class::Body);
        let surname = || self.lexicon.names().is_surname(self.token(last).hash);
        let connected =
            || part.clone().any(|at| !self.capital(at) && matches!(self.token(at).hash, OF | FOR));
        let named = |at: &usize| self.capital(*at) || matches!(self.story.word(*at), "'s" | "’s");
        let headed = connected() && part.clone().take_while(named).any(|at| self.is_body(at));
        // `Health and Safety Executive`
        let joined = || {
            part.clone().any(|at| self.story.word(at) == "and")
                && (self.is_body(last) || topics::is_body_too(self.story.word(last)))
        };
        let person = || (single || self.given(first)) && surname();
        let club = !single
            && (FIRMS.contains(&self.token(last).hash)
                || !self.given(first) && CLUBS.contains(&self.token(last).hash));
        // `Harcastle General` is a hospital.
        let general = part.len() == 2
            && self.story.word(last) == "General"
            && !self.is_title(first)
            && !is_before_general(self.story.word(first));
        if general || headed && !self.is(first, Class::Title) || last_body && !person() || club || joined() {
            return Some(MentionKind::Body);
        }
        None
    }

    pub(super) fn is_body(&self, at: usize) -> bool {
        self.is(at, Class::Body)
            || is_body_noun(self.token(at).hash)
            || matches!(self.story.word(at), "Chamber" | "Centers" | "Centres")
    }

    fn is_place(&self, part: &Range<usize>) -> bool {
        if part.len() == 1 {
            let hash = self.token(part.start).hash;
            return self.is(part.start, Class::Place) || self.lexicon.names().place(hash).is_some();
        }
        let text = self.story.text(self.story.span_of(part.clone()));
        part.len() <= 4 && self.lexicon.names().place(name_key(text)).is_some()
    }

    /// The name within a part: behind titles, demonyms and places before it.
    fn name_of(&self, part: &Range<usize>) -> Range<usize> {
        let mut start = part.start;
        let last = part.end - 1;
        let named = || {
            (self.is(part.start, Class::Title) || self.given(part.start))
                && self.lexicon.names().is_surname(self.token(last).hash)
                || part.len() == 2
                    && self.given(part.start)
                    && !self.is_title(part.start)
                    && !self.token(last).classes.any(&[Class::Role, Class::Status])
                || self.is_called_behind(part)
        };
        if self.is_title(last) && !named() {
            return part.end..part.end;
        }
        let title = part.clone().rev().find(|&at| self.is_title(at) && self.named_behind(at, part));
        if let Some(title) = title {
            start = title + 1;
            if !self.capital(start) && matches!(self.story.word(start), "of" | "for" | "on") {
                return self.behind_office(start..part.end);
            }
            if self.story.word(start) == "." {
                start += 1;
            }
        } else if part.clone().all(|at| self.is_title(at) || !self.capital(at)) {
            return part.end..part.end;
        }
        while start + 1 < part.end && self.describes(start, part) {
            start += 1;
        }
        // `Minister of Health and Family Welfare Ana Ruiz`
        while title.is_some()
            && start + 2 < part.end
            && topics::is_listed(self.token(start))
            && !self.given(start)
        {
            start += 1;
        }
        if title.is_none() && !self.given(start) {
            let later =
                (start + 1..part.end.saturating_sub(1)).find(|&at| self.given(at) && self.capital(at));
            start = later.unwrap_or(start);
        }
        start..part.end
    }

    /// `bus driver Darnell Pope`: a surname that is a title as well, behind what somebody is.
    fn is_called_behind(&self, part: &Range<usize>) -> bool {
        let last = part.end - 1;
        let before = part.start.checked_sub(1).map(|at| self.token(at));
        let behind =
            before.is_some_and(|t| t.shape == Shape::Lower && t.is(Class::Role) && !t.is(Class::Body));
        let other = [Class::Demonym, Class::Place, Class::Body, Class::Status];
        part.len() == 2
            && behind
            && !self.is_title(part.start)
            && !self.token(part.start).classes.any(&other)
            && self.lexicon.names().is_surname(self.token(last).hash)
    }

    fn is_title(&self, at: usize) -> bool {
        let token = self.token(at);
        let letters = || token.shape == Shape::Upper && is_office_letters(self.story.word(at));
        let second = || is_office_behind(token) && self.capital(at + 1);
        self.capital(at)
            && (token.classes.any(&[Class::Title, Class::Role, Class::Status]) || letters() || second())
    }

    /// Whether a name can follow the title at `at`: not `Martin Luther King Jr`.
    fn named_behind(&self, at: usize, part: &Range<usize>) -> bool {
        let rest = at + 1..part.end;
        let anything = rest.clone().any(|i| self.capital(i) && !self.is(i, Class::Suffix));
        let after_given = at > part.start && self.given(at - 1) && !self.is(at, Class::Abbreviation);
        let surname = self.lexicon.names().is_surname(self.token(at).hash);
        anything && !(after_given && surname)
    }

    /// `of State John Kerry`: the name behind an office.
    fn behind_office(&self, rest: Range<usize>) -> Range<usize> {
        let given = rest.clone().find(|&at| at > rest.start + 1 && at + 1 < rest.end && self.given(at));
        given.map_or(rest.end..rest.end, |at| at..rest.end)
    }

    /// Whether a word before a name says where one is from or what one is.
    fn describes(&self, at: usize, part: &Range<usize>) -> bool {
        let token = self.token(at);
        let left = part.end - at;
        // `Groundsman Ally Petrie`: the sentence begins with what one is.
        let begins = || at.checked_sub(1).is_none_or(|before| self.token(before).sentence != token.sentence);
        if left > 2 && at == part.start && begins() && is_epithet(token.hash) {
            return true;
        }
        if self.given(at) && !token.is(Class::Demonym) {
            return false;
        }
        token.is(Class::Demonym)
            || token.is(Class::Place) && left > 2 && self.given(at + 1)
            || self.is(at, Class::Body) && left > 2 && self.given(at + 1)
    }
}

/// Whether a place speaks for a government.
pub(super) const fn governs(place: &PlaceName) -> bool {
    match place.kind {
        PlaceKind::Country | PlaceKind::Capital | PlaceKind::Seat => true,
        PlaceKind::Region => false,
    }
}
