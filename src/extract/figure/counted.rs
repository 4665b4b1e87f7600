//! What a figure counts: the noun phrase behind it.

use super::context::Context;
use super::quantity::Quantity;
use super::{Bound, Counted, FigureKind};
use crate::lexicon::Class;
use crate::segment::{Story, Token, TokenKind};
use crate::text::fold;
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
        let reach = start..self.tokens.end.min(start + if hyphened { 1 } else { PHRASE });
        let noun = |at: &usize| is_noun_phrase(self.story, &self.story.tokens[*at]);
        // "A quarter of Iran's trade" counts trade.
        let owned =
            reach.clone().take_while(noun).last().map(|at| at + 1).filter(|&at| is_possessive(self.word(at)));
        let words: SmallVec<[usize; PHRASE]> = owned
            .map_or(reach.clone(), |at| at + 1..self.tokens.end.min(at + 1 + PHRASE))
            .take_while(noun)
            .collect();
        let plural = words.iter().position(|&at| is_plural(self.story.word(at)));
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

    /// Past `of the`, `more`, `other` after the number.
    fn phrase_start(&self, quantity: &Quantity) -> usize {
        let mut at = quantity.tokens.end;
        let units = quantity.unit.is_some() || quantity.currency.is_some() || quantity.scale != 0;
        let of = self.word(at).eq_ignore_ascii_case("of");
        let partly = of && (self.is_determiner(at + 1) || quantity.bound == Bound::AtLeast);
        let shared = quantity.kind == FigureKind::Share && self.is_determiner(at);
        at += usize::from(of && units || partly || shared);
        while at < self.tokens.end && at < quantity.tokens.end + 3 {
            let passed = matches!(self.story.word(at), "more" | "other" | "-")
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
        let words = &self.lexicon.quantities;
        let measure = |at: usize| {
            let token = &self.story.tokens[at];
            if token.measures { words.measure(token.hash) } else { None }
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
    const BEHIND: [&str; 25] = [
        "ago", "later", "away", "apart", "earlier", "long", "wide", "deep", "high", "tall", "inland", "not",
        "each", "last", "next", "left", "late", "fewer", "less", "higher", "lower", "faster", "slower",
        "along", "running",
    ];
    let word = story.text(token.span);
    token.kind == TokenKind::Word
        && word.len() > 2
        && !is_possessive(word)
        && !token.classes.any(&CLOSED)
        // "1,900 calls" are no verb.
        && (!token.is(Class::Cue) || is_plural(word))
        && !word.ends_with("ly")
        && !BEHIND.contains(&word)
}

fn is_possessive(word: &str) -> bool {
    word.starts_with(['\'', '’'])
}

/// Whether a noun looks like a plural.
pub(super) fn is_plural(word: &str) -> bool {
    const PLURALS: [&str; 10] = [
        "people",
        "men",
        "women",
        "children",
        "police",
        "dead",
        "grandchildren",
        "fishermen",
        "policemen",
        "servicemen",
    ];
    let [.., before, last] = word.as_bytes() else { return false };
    let ends = word.len() > 3 && matches!(last, b's' | b'S');
    ends && !matches!(before, b's' | b'S' | b'u' | b'U' | b'i' | b'I')
        || PLURALS.iter().any(|plural| word.eq_ignore_ascii_case(plural))
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
