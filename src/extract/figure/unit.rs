//! Reads the currency before a number, and the currency or unit after it.

use super::quantity::{Quantity, Reader};
use super::words;
use super::{Currency, FigureKind};
use crate::lexicon::{CurrencyPlace, FigureSense, Quantities, UnitKind, UnitWord};
use crate::segment::Shape;
use std::ops::Range;

impl Reader<'_, '_> {
    /// The currency before a number, and the first token of it.
    pub fn currency_before(&self, at: usize, start: usize) -> (usize, Option<Currency>) {
        let none = (at, None);
        let Some(mut sign) = at.checked_sub(1).filter(|&s| s >= start) else { return none };
        if self.story.tokens[sign].hash == words::STOP && sign > start {
            sign -= 1; // "Rs. 500"
        }
        let Some(found) = self.told(&self.story.tokens[sign], Quantities::currency) else { return none };
        // "R500" are rand, "R$500" are reais.
        if found.place == CurrencyPlace::Prefix && self.story.word(sign) == "R" && self.touches(at) {
            return (sign, Some(Currency(*b"ZAR")));
        }
        if found.place != CurrencyPlace::Before {
            return none;
        }
        let letters = sign.checked_sub(1).filter(|&l| l >= start && self.touches(sign)).and_then(|letters| {
            let word = &self.story.tokens[letters];
            let found = (word.shape == Shape::Upper || word.shape == Shape::Capital)
                .then(|| self.told(word, Quantities::currency))
                .flatten()?;
            (found.place == CurrencyPlace::Prefix).then_some((letters, Some(Currency(found.code))))
        });
        match letters {
            Some(prefixed) if self.story.word(sign) == "$" => prefixed,
            _ => (sign, Some(Currency(found.code))),
        }
    }

    /// percent, points, dollars, km, -year-old, °C.
    pub fn unit_after(&self, quantity: &mut Quantity, sentence: &Range<usize>) {
        let at = self.past_hyphen(quantity.tokens.end, sentence);
        let Some(token) = self.story.tokens.get(at).filter(|_| at < sentence.end) else { return };
        if let Some(currency) = self.currency_after(quantity, at, sentence) {
            quantity.tokens.end = at + 1;
            quantity.kind = FigureKind::Money;
            quantity.currency = Some(currency);
            return;
        }
        if let Some(degree) = self.degree(quantity.tokens.end) {
            (quantity.kind, quantity.unit) = (FigureKind::Measure, Some(degree.0.into()));
            quantity.tokens.end = degree.1.min(sentence.end);
            return;
        }
        let Some((unit, length)) = self.unit(at, sentence) else { return };
        // The letter of a unit alone must touch its number: 5m, but not "5 m".
        if token.span.len() == 1 && token.shape != Shape::None && !self.touches(at) {
            return;
        }
        quantity.tokens.end = at + length;
        self.measured_in(quantity, unit, sentence);
    }

    /// Gives a quantity its unit; a duration becomes an age before `old`.
    pub fn measured_in(&self, quantity: &mut Quantity, unit: &UnitWord, sentence: &Range<usize>) {
        quantity.kind = match unit.kind {
            UnitKind::Share => FigureKind::Share,
            UnitKind::Points => FigureKind::Change,
            UnitKind::Duration => FigureKind::Duration,
            UnitKind::Age => FigureKind::Age,
            UnitKind::Measure => FigureKind::Measure,
        };
        quantity.unit = Some(unit.unit.clone());
        let old = quantity.tokens.end;
        let is = |at: usize, word: &str| self.word_in(at, sentence).eq_ignore_ascii_case(word);
        if quantity.kind == FigureKind::Duration && (is(old, "old") || (is(old, "of") && is(old + 1, "age")))
        {
            quantity.kind = FigureKind::Age;
        }
    }

    /// The unit at a token, of up to three words, and how many words it has.
    pub fn unit(&self, at: usize, sentence: &Range<usize>) -> Option<(&UnitWord, usize)> {
        let first = self.story.tokens.get(at).filter(|_| at < sentence.end)?;
        if !first.measures {
            return None;
        }
        let leads = self.lexicon.near_figures(first.word).has(FigureSense::UnitLead);
        let longest = (2..=3).rev().filter(|_| leads).find_map(|length| {
            let words = self.story.tokens.get(at..at + length).filter(|_| at + length <= sentence.end)?;
            Some((self.words.unit_phrase(words.iter().map(|word| word.hash))?, length))
        });
        longest.or_else(|| Some((self.words.unit(first.hash)?, 1)))
    }

    /// The token after a hyphen that ties a unit to the number.
    fn past_hyphen(&self, at: usize, sentence: &Range<usize>) -> usize {
        let hyphen =
            at + 1 < sentence.end && self.touches(at) && matches!(self.story.word(at), "-" | "\u{2011}");
        if hyphen { at + 1 } else { at }
    }

    /// `euros`, `of dollars` behind dozens, `p` that touches its number.
    fn currency_after(
        &self,
        quantity: &mut Quantity,
        at: usize,
        sentence: &Range<usize>,
    ) -> Option<Currency> {
        let token = self.story.tokens.get(at).filter(|_| at < sentence.end)?;
        let found = self.told(token, Quantities::currency)?;
        let letter = token.span.len() == 1 && token.shape == Shape::Lower;
        match found.place {
            CurrencyPlace::After => {}
            CurrencyPlace::Hundredth if !letter || self.touches(at) => quantity.scale -= 2,
            // "£2 million" is money, "200 pounds" may be a weight.
            CurrencyPlace::AfterScale if quantity.scale > 0 => {}
            CurrencyPlace::AfterScale
            | CurrencyPlace::Hundredth
            | CurrencyPlace::Before
            | CurrencyPlace::Prefix => return None,
        }
        Some(Currency(found.code))
    }

    /// `°C`, `°`, or a capital `C` or `F` that touches its number: the unit, and the token after it.
    fn degree(&self, at: usize) -> Option<(&'static str, usize)> {
        let word = |at: usize| {
            if at < self.story.tokens.len() && self.touches(at) { self.story.word(at) } else { "" }
        };
        let letter = |at: usize| match word(at) {
            "C" => Some("degree Celsius"),
            "F" => Some("degree Fahrenheit"),
            _ => None,
        };
        if matches!(word(at), "°" | "º") {
            let spaced = self.story.tokens.get(at + 1).map_or("", |_| self.story.word(at + 1));
            let named = letter(at + 1).or(match spaced {
                "C" => Some("degree Celsius"),
                "F" => Some("degree Fahrenheit"),
                _ => None,
            });
            return Some(named.map_or(("degree", at + 1), |unit| (unit, at + 2)));
        }
        letter(at).map(|unit| (unit, at + 1))
    }
}
