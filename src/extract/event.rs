//! Acts that happen once, with the day that the copy gives them.

use super::{DateMention, Mention, MentionKind, PartyId};
use crate::lexicon::Class;
use crate::segment::{BlockKind, Story, Token, TokenKind};
use crate::text::{Few, Fnv, Span, hash_bytes};

/// An act that happens once to whom it happens, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What happened: `sank`, `was arrested`.
    pub span: Span,
    /// When: the index of the date in `Facts::dates`.
    pub date: u32,
    /// Who or what it happened to.
    pub subject: Subject,
    /// Which act.
    pub act: Act,
    /// Whether it is still to come.
    pub ahead: bool,
}

/// Who or what an event happened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A person or body.
    Party(PartyId),
    /// A thing, by the hash of its folded words: `the bridge`.
    Thing(u64),
}

/// An act that is told by one of several forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Act {
    /// The form that dictionaries list.
    pub verb: &'static str,
    /// Whether it can happen only once at all; else once in a month or so.
    pub once: bool,
}

/// The acts by their forms, sorted; whether they can happen only once at all.
///
/// Source: written for this, of what news tells as one event; acts that come in series (met, won,
/// said) are none.
const ACTS: [(u64, &str, bool); 37] = [
    (hash_bytes(b"acquitted"), "acquit", false),
    (hash_bytes(b"appointed"), "appoint", false),
    (hash_bytes(b"arrested"), "arrest", false),
    (hash_bytes(b"assassinated"), "assassinate", true),
    (hash_bytes(b"beheaded"), "behead", true),
    (hash_bytes(b"buried"), "bury", true),
    (hash_bytes(b"capsized"), "capsize", true),
    (hash_bytes(b"charged"), "charge", false),
    (hash_bytes(b"closed"), "close", false),
    (hash_bytes(b"collapsed"), "collapse", false),
    (hash_bytes(b"convicted"), "convict", false),
    (hash_bytes(b"crashed"), "crash", false),
    (hash_bytes(b"derailed"), "derail", false),
    (hash_bytes(b"died"), "die", true),
    (hash_bytes(b"dismissed"), "dismiss", false),
    (hash_bytes(b"disappeared"), "disappear", false),
    (hash_bytes(b"drowned"), "drown", true),
    (hash_bytes(b"evacuated"), "evacuate", false),
    (hash_bytes(b"executed"), "execute", true),
    (hash_bytes(b"exploded"), "explode", false),
    (hash_bytes(b"fired"), "dismiss", false),
    (hash_bytes(b"founded"), "found", true),
    (hash_bytes(b"hanged"), "hang", true),
    (hash_bytes(b"hijacked"), "hijack", false),
    (hash_bytes(b"indicted"), "indict", false),
    (hash_bytes(b"kidnapped"), "kidnap", false),
    (hash_bytes(b"killed"), "kill", true),
    (hash_bytes(b"launched"), "launch", false),
    (hash_bytes(b"married"), "marry", false),
    (hash_bytes(b"murdered"), "murder", true),
    (hash_bytes(b"opened"), "open", false),
    (hash_bytes(b"released"), "release", false),
    (hash_bytes(b"reopened"), "reopen", false),
    (hash_bytes(b"resigned"), "resign", false),
    (hash_bytes(b"sank"), "sink", true),
    (hash_bytes(b"sentenced"), "sentence", false),
    (hash_bytes(b"stabbed"), "stab", false),
];

/// The forms of [`ACTS`].
static FORMS: Few<{ ACTS.len() }> = {
    let (mut forms, mut i) = ([0; ACTS.len()], 0);
    while i < ACTS.len() {
        forms[i] = ACTS[i].0;
        i += 1;
    }
    Few::new(forms)
};

/// Whether a token may be an act that has happened: nearly none are.
#[inline]
pub(super) fn may_be(token: &Token) -> bool {
    FORMS.may_have(token.hash)
}

/// The same of what is to come: `will open on Monday`.
const COMING: [(u64, &str); 7] = [
    (hash_bytes(b"appoint"), "appoint"),
    (hash_bytes(b"close"), "close"),
    (hash_bytes(b"launch"), "launch"),
    (hash_bytes(b"open"), "open"),
    (hash_bytes(b"release"), "release"),
    (hash_bytes(b"reopen"), "reopen"),
    (hash_bytes(b"resign"), "resign"),
];

/// Words by which a sentence tells of a series, of a plan given up, or of several times.
static SEVERAL: Few<24> = Few::new([
    hash_bytes(b"again"),
    hash_bytes(b"annual"),
    hash_bytes(b"another"),
    hash_bytes(b"deadline"),
    hash_bytes(b"delayed"),
    hash_bytes(b"due"),
    hash_bytes(b"earlier"),
    hash_bytes(b"every"),
    hash_bytes(b"extended"),
    hash_bytes(b"first"),
    hash_bytes(b"however"),
    hash_bytes(b"if"),
    hash_bytes(b"instead"),
    hash_bytes(b"later"),
    hash_bytes(b"moved"),
    hash_bytes(b"or"),
    hash_bytes(b"originally"),
    hash_bytes(b"planned"),
    hash_bytes(b"postponed"),
    hash_bytes(b"previously"),
    hash_bytes(b"rescheduled"),
    hash_bytes(b"scheduled"),
    hash_bytes(b"second"),
    hash_bytes(b"third"),
]);

/// What opens and closes each day, or comes in shifts.
static DAILY: Few<16> = Few::new([
    hash_bytes(b"market"),
    hash_bytes(b"markets"),
    hash_bytes(b"index"),
    hash_bytes(b"shares"),
    hash_bytes(b"stock"),
    hash_bytes(b"stocks"),
    hash_bytes(b"polls"),
    hash_bytes(b"school"),
    hash_bytes(b"schools"),
    hash_bytes(b"nominations"),
    hash_bytes(b"man"),
    hash_bytes(b"men"),
    hash_bytes(b"woman"),
    hash_bytes(b"people"),
    hash_bytes(b"soldiers"),
    hash_bytes(b"two"),
]);

/// How many tokens may stand between the act and its date: `of cancer at home on`.
const FAR: usize = 7;

/// How many tokens on either side of an act are asked whether it is one of several.
const REACH: usize = 30;

/// Every act that happens once and stands with its date in running text, in order of the dates.
pub(super) fn find(story: &Story<'_>, dates: &[DateMention], mentions: &[Mention]) -> Vec<Event> {
    let reader = Reader { story, mentions };
    let found = dates.iter().zip(0..).filter(|(date, _)| date.clock.is_none() && date.paired);
    found.filter_map(|(date, index)| reader.event(date, index)).collect()
}

pub(super) struct Reader<'a, 'd> {
    pub story: &'a Story<'d>,
    pub mentions: &'a [Mention],
}

impl Reader<'_, '_> {
    fn event(&self, date: &DateMention, index: u32) -> Option<Event> {
        let at = self.story.token_at(date.span.start);
        let token = self.story.tokens.get(at).filter(|token| token.quotation().is_none())?;
        let (verb, act) = self.act_before(at, token.sentence)?;
        if !self.is_single(verb, at) {
            return None;
        }
        let sentence = self.story.sentences.get(token.sentence as usize)?;
        let start = sentence.tokens.start as usize;
        let (first, ahead) = self.chain(verb, start);
        let listed = COMING.iter().any(|coming| coming.0 == self.story.tokens[verb].hash);
        let subject = if listed == ahead { self.subject(first, start)? } else { return None };
        let span = self.story.span_of(first..verb + 1);
        Some(Event { span, date: index, subject, act, ahead })
    }

    /// Whether running text tells of the act between two tokens as of one: no series, no plan given up.
    fn is_single(&self, verb: usize, at: usize) -> bool {
        let sentence = self.story.tokens.get(at).and_then(|t| self.story.sentences.get(t.sentence as usize));
        let Some(sentence) = sentence else { return false };
        let body = self.story.blocks.get(sentence.block as usize);
        let near = verb.saturating_sub(REACH).max(sentence.tokens.start as usize)
            ..(at + REACH).min(sentence.tokens.end as usize);
        body.is_some_and(|block| block.kind == BlockKind::Paragraph)
            && self.story.tokens[near]
                .iter()
                .all(|token| !SEVERAL.has(token.hash) && !token.is(Class::Negation))
    }

    /// The act at `verb`, whom it happened to, and its words, outside quotation marks.
    pub fn once(&self, verb: usize) -> Option<(Act, Subject, Span)> {
        let token = self.story.tokens.get(verb)?;
        let &(_, form, once) = ACTS.iter().find(|act| act.0 == token.hash)?;
        if token.quotation().is_some() || !self.is_single(verb, verb) {
            return None;
        }
        let start = self.story.sentences.get(token.sentence as usize)?.tokens.start as usize;
        let (first, ahead) = self.chain(verb, start);
        let subject = if ahead { None } else { self.subject(first, start) };
        Some((Act { verb: form, once }, subject?, self.story.span_of(first..verb + 1)))
    }

    /// The act that a date belongs to: the nearest verb before it in its clause.
    fn act_before(&self, at: usize, sentence: u32) -> Option<(usize, Act)> {
        for back in (at.saturating_sub(FAR)..at).rev() {
            let token = self.story.tokens.get(back).filter(|token| token.sentence == sentence)?;
            if let Some(&(_, verb, once)) = ACTS.iter().find(|act| act.0 == token.hash) {
                return Some((back, Act { verb, once }));
            }
            if let Some(&(_, verb)) = COMING.iter().find(|act| act.0 == token.hash) {
                return Some((back, Act { verb, once: false }));
            }
            if !self.is_between(token) {
                return None;
            }
        }
        None
    }

    /// Whether a token may stand between an act and its date: no other verb, no new clause.
    fn is_between(&self, token: &Token) -> bool {
        let word = self.story.text(token.span);
        let joins =
            [Class::Conjunction, Class::Relative, Class::Auxiliary, Class::Modal, Class::Cue, Class::Pronoun];
        token.kind == TokenKind::Word
            && !token.classes.any(&joins)
            && !word.ends_with("ed")
            && !word.ends_with("ing")
    }

    /// The first token of `was arrested`, `had died`, `will open`, and whether it is to come.
    fn chain(&self, verb: usize, start: usize) -> (usize, bool) {
        let (mut first, mut ahead) = (verb, false);
        while first > start {
            let token = &self.story.tokens[first - 1];
            let helps = token.classes.any(&[Class::Auxiliary, Class::Adverb]);
            let will = self.story.word(first - 1) == "will";
            if !helps && !will {
                break;
            }
            ahead |= will;
            first -= 1;
        }
        (first, ahead)
    }

    /// A person or body by name, or `the bridge`, right before the verb, where a clause begins.
    fn subject(&self, verb: usize, start: usize) -> Option<Subject> {
        let last = verb.checked_sub(1).filter(|&last| last >= start)?;
        let end = self.story.tokens.get(last)?.span.end;
        let past = self.mentions.partition_point(|mention| mention.span.start < end);
        let named = self.mentions[past.saturating_sub(4)..past].iter().rev().find(|mention| {
            let person = matches!(mention.kind, MentionKind::FullName | MentionKind::Surname);
            person && mention.party.is_some() && mention.name.end == end
        });
        if let Some(mention) = named {
            let first = self.story.token_at(mention.span.start);
            return self.opens(first, start).then_some(Subject::Party(mention.party?));
        }
        let mut first = last;
        let mut hash = Fnv::new();
        while first > start && self.is_noun(first) {
            hash = hash.bytes(&self.story.tokens[first].hash.to_le_bytes());
            first -= 1;
        }
        let words = last - first;
        let definite = matches!(self.story.word(first), "the" | "The") && (1..=3).contains(&words);
        (definite && self.opens(first, start)).then_some(Subject::Thing(hash.finish()))
    }

    fn is_noun(&self, at: usize) -> bool {
        let token = &self.story.tokens[at];
        let function =
            [Class::Preposition, Class::Determiner, Class::Conjunction, Class::Pronoun, Class::Relative];
        token.kind == TokenKind::Word && !token.classes.any(&function) && !DAILY.has(token.hash)
    }

    /// Whether a clause begins with this token: not `the owner of the bridge`.
    fn opens(&self, first: usize, start: usize) -> bool {
        let before = first.checked_sub(1).filter(|&before| before >= start).map(|at| &self.story.tokens[at]);
        before.is_none_or(|token| match token.kind {
            TokenKind::Word => {
                token.classes.any(&[Class::Cue, Class::Relative]) || token.is(Class::Conjunction)
            }
            TokenKind::Punctuation => {
                matches!(self.story.text(token.span), "," | "—" | "–" | "-" | ":" | ";")
            }
            TokenKind::Number | TokenKind::Mark => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::extract;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let document = Document::plain("t", text);
        let facts = extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()));
        let shown: Vec<_> = facts
            .events
            .iter()
            .map(|event| (event.span.of(text), facts.dates[event.date as usize].span.of(text)))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn acts_are_read_with_their_dates() {
        check("The bridge was closed on Monday, she said.", &[("was closed", "Monday")]);
        check("Ted Harlan died of a fever at home on 5 March 2026.", &[("died", "5 March 2026")]);
        check("She said the bridge will open on Monday.", &[("will open", "Monday")]);
    }

    #[test]
    fn acts_of_series_and_plans_are_left_alone() {
        check("The bridge was originally closed on Monday. The council met on Monday.", &[]);
        check("The owner of the bridge died on Monday. Two men died on Monday.", &[]);
        check("The market closed on Monday. “The bridge closed on Monday,” she said.", &[]);
        check("The bridge had not opened on Monday. The bridge opened, and on Monday it rained.", &[]);
    }
}
