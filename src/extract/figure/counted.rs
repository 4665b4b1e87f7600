//! What a figure counts: the noun phrase behind it.

use super::context::Context;
use super::quantity::Quantity;
use super::words;
use super::{Bound, Counted, FigureKind};
use crate::lexicon::{Class, FigureSense};
use crate::segment::{Shape, Story, Token, TokenKind};
use crate::text::{Few, fold, hash_bytes, hash_folded};
use smallvec::SmallVec;
use smol_str::{SmolStr, StrExt, format_smolstr};

/// How many words a counted noun phrase may have.
pub(super) const PHRASE: usize = 4;

impl<'s> Context<'s, '_> {
    /// The noun phrase after a figure, and the measure that its noun or a verb near it makes.
    pub fn counted(&self, quantity: &Quantity) -> Option<Counted> {
        let start = self.phrase_start(quantity);
        // "A 41-page decision" counts pages.
        let hyphened = start > quantity.tokens.end && self.story.word(start - 1) == "-";
        let words = self.noun_phrase(start, if hyphened { 1 } else { PHRASE });
        // "A quarter of Iran's trade" counts trade.
        let owned = words.last().map(|at| at + 1).filter(|&at| self.is_possessive(at));
        let words = owned.map_or(words, |at| self.noun_phrase(at + 1, PHRASE));
        let plural = words.iter().position(|&at| {
            let token = &self.story.tokens[at];
            ends_as_plural(self.story.text(token.span)) || PLURALS.has(token.hash)
        });
        let head_at = plural.unwrap_or(words.len().checked_sub(1)?);
        let head = *words.get(head_at)?;
        let measure = self.measure(quantity, head);
        Some(Counted {
            span: self.story.tokens[head].span,
            head: singular(&folded(self.story.word(head))),
            plural: plural.is_some(),
            measure: measure.cloned(),
            modifiers: words[..head_at].iter().map(|&at| folded(self.story.word(at))).collect(),
        })
    }

    /// The words from a token on that can belong to one noun phrase.
    fn noun_phrase(&self, from: usize, most: usize) -> SmallVec<[usize; PHRASE]> {
        let reach = from..self.tokens.end.min(from + most);
        reach.take_while(|&at| is_noun_phrase(self.story, &self.story.tokens[at])).collect()
    }

    /// Whether `'s` stands at a token of the sentence.
    fn is_possessive(&self, at: usize) -> bool {
        let token = self.story.tokens.get(at).filter(|_| self.tokens.contains(&at));
        token.is_some_and(|token| !token.plain && is_possessive(self.story.text(token.span)))
    }

    /// Past `of the`, `more`, `other` after the number.
    fn phrase_start(&self, quantity: &Quantity) -> usize {
        let mut at = quantity.tokens.end;
        let units = quantity.unit.is_some() || quantity.currency.is_some() || quantity.scale != 0;
        let of = self.hash(at) == words::OF;
        let partly = of && (self.is_determiner(at + 1) || quantity.bound == Bound::AtLeast);
        let shared = quantity.kind == FigureKind::Share && self.is_determiner(at);
        at += usize::from(of && units || partly || shared);
        while at < self.tokens.end && at < quantity.tokens.end + 3 {
            let passed = matches!(self.lower(at), words::MORE | words::OTHER)
                || self.hash(at) == words::HYPHEN && self.story.word(at) == "-"
                || (at > quantity.tokens.end && self.is_determiner(at));
            if !passed {
                break;
            }
            at += 1;
        }
        at
    }

    pub fn is_determiner(&self, at: usize) -> bool {
        self.tokens.contains(&at)
            && self.story.tokens[at].classes.any(&[Class::Determiner, Class::Possessive])
    }

    /// The measure class of the counted noun, else of a verb close behind or before.
    fn measure(&self, quantity: &Quantity, head: usize) -> Option<&'s SmolStr> {
        if !self.senses.has(FigureSense::Measured) {
            return None;
        }
        let measure = |at: usize| {
            let token = &self.story.tokens[at];
            let measured = self.lexicon.near_figures(token.word).has(FigureSense::Measured);
            if measured { self.lexicon.quantities.measure(token.hash) } else { None }
        };
        let plain = |at: &usize| {
            let token = &self.story.tokens[*at];
            token.kind == TokenKind::Word && !token.is(Class::Conjunction)
        };
        let behind = (head + 1)..self.tokens.end.min(head + 6);
        let before = self.tokens.start.max(quantity.from.saturating_sub(2))..quantity.from;
        measure(head)
            .or_else(|| before.rev().take_while(plain).find_map(measure))
            .or_else(|| behind.take_while(plain).find_map(measure))
    }
}

/// Whether a word can belong to the noun phrase behind a number.
pub(super) fn is_noun_phrase(story: &Story<'_>, token: &Token) -> bool {
    const CLOSED: [Class; 9] = [
        Class::Auxiliary,
        Class::Conjunction,
        Class::Determiner,
        Class::Modal,
        Class::Negation,
        Class::Possessive,
        Class::Preposition,
        Class::Pronoun,
        Class::Relative,
    ];
    static BEHIND: Few<25> = Few::new([
        hash_bytes(b"ago"),
        hash_bytes(b"later"),
        hash_bytes(b"away"),
        hash_bytes(b"apart"),
        hash_bytes(b"earlier"),
        hash_bytes(b"long"),
        hash_bytes(b"wide"),
        hash_bytes(b"deep"),
        hash_bytes(b"high"),
        hash_bytes(b"tall"),
        hash_bytes(b"inland"),
        hash_bytes(b"not"),
        hash_bytes(b"each"),
        hash_bytes(b"last"),
        hash_bytes(b"next"),
        hash_bytes(b"left"),
        hash_bytes(b"late"),
        hash_bytes(b"fewer"),
        hash_bytes(b"less"),
        hash_bytes(b"higher"),
        hash_bytes(b"lower"),
        hash_bytes(b"faster"),
        hash_bytes(b"slower"),
        hash_bytes(b"along"),
        hash_bytes(b"running"),
    ]);
    if token.kind != TokenKind::Word || token.span.len() <= 2 || token.classes.any(&CLOSED) {
        return false;
    }
    let word = story.text(token.span);
    !is_possessive(word)
        // "1,900 calls" are no verb.
        && (!token.is(Class::Cue) || is_plural(word))
        && !word.ends_with("ly")
        && (token.shape != Shape::Lower || !BEHIND.has(token.hash))
}

fn is_possessive(word: &str) -> bool {
    word.starts_with(['\'', '’'])
}

/// Whether a noun looks like a plural.
pub(super) fn is_plural(word: &str) -> bool {
    ends_as_plural(word) || PLURALS.has(hash_folded(word))
}

/// Nouns that are plurals by no ending.
static PLURALS: Few<10> = Few::new([
    hash_bytes(b"people"),
    hash_bytes(b"men"),
    hash_bytes(b"women"),
    hash_bytes(b"children"),
    hash_bytes(b"police"),
    hash_bytes(b"dead"),
    hash_bytes(b"grandchildren"),
    hash_bytes(b"fishermen"),
    hash_bytes(b"policemen"),
    hash_bytes(b"servicemen"),
]);

fn ends_as_plural(word: &str) -> bool {
    let [.., before, last] = word.as_bytes() else { return false };
    let ends = word.len() > 3 && matches!(last, b's' | b'S');
    ends && !matches!(before, b's' | b'S' | b'u' | b'U' | b'i' | b'I')
}

/// A word folded; nearly all are ASCII and need no buffer.
pub(super) fn folded(word: &str) -> SmolStr {
    if word.is_ascii() { word.to_ascii_lowercase_smolstr() } else { SmolStr::new(fold(word)) }
}

/// The singular of a folded noun, by its ending.
pub(super) fn singular(word: &str) -> SmolStr {
    let known = match word {
        "people" | "persons" => Some("person"),
        "men" => Some("man"),
        "women" => Some("woman"),
        "children" => Some("child"),
        "lives" => Some("life"),
        "grandchildren" => Some("grandchild"),
        "wives" => Some("wife"),
        "knives" => Some("knife"),
        "policemen" => Some("policeman"),
        "servicemen" => Some("serviceman"),
        "fishermen" => Some("fisherman"),
        _ => None,
    };
    if let Some(known) = known {
        return SmolStr::new_static(known);
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format_smolstr!("{stem}y");
    }
    let long = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
    let cut = if long { 2 } else { usize::from(is_plural(word)) };
    SmolStr::new(&word[..word.len() - cut])
}
