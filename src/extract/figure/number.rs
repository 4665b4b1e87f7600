//! Reads a number: digits, words, fractions, ratios, dozens, ranks.

use super::Decimal;
use super::quantity::Reader;
use super::words;
use crate::lexicon::{Class, CurrencyPlace, NumberKind, Quantities, UnitKind, UnitWord};
use crate::segment::TokenKind;
use std::ops::Range;

/// A number as printed, before its currency and unit are known.
#[derive(Debug, Clone)]
pub(super) struct Number<'s> {
    pub tokens: Range<usize>,
    pub printed: Decimal,
    /// The power of ten that a scale word adds.
    pub scale: i32,
    pub form: Form<'s>,
}

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form<'s> {
    /// `3,117`
    Digits,
    /// `twenty-one`
    Words,
    /// `two-thirds`, `one in five`: in percent. A fraction word is loose: a quarter is 23 to 27 percent.
    Share,
    /// `dozens`: no less than this.
    Vague,
    /// `third-largest`
    Rank,
    /// `five-year`: the unit stands in the same word.
    Compound(&'s UnitWord),
}

/// What one can be so many in: `one in five`.
const WHOLES: [i128; 14] = [3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1_000, 10_000];

impl<'s> Reader<'s, '_> {
    /// The number at the token `at` of a sentence; it may begin a word or two earlier: `a quarter`.
    pub fn number(&self, at: usize, sentence: &Range<usize>) -> Option<Number<'s>> {
        let mut number = match self.story.tokens[at].kind {
            TokenKind::Number => self.digits(at, sentence),
            TokenKind::Word => self.worded(at, sentence),
            TokenKind::Mark | TokenKind::Punctuation => None,
        }?;
        match number.form {
            Form::Digits | Form::Words => self.scales(&mut number, sentence.end),
            Form::Share | Form::Vague | Form::Rank | Form::Compound(_) => {}
        }
        Some(number)
    }

    fn digits(&self, at: usize, sentence: &Range<usize>) -> Option<Number<'s>> {
        let printed = Decimal::parse(self.story.word(at))?;
        let mut number = Number { tokens: at..at + 1, printed, scale: 0, form: Form::Digits };
        if self.touches(at + 1) && self.word_in(at + 1, sentence) == "½" {
            (number.printed, number.tokens.end) = (printed.plus(Decimal::new(5, -1))?, at + 2);
        }
        self.and_a_half(&mut number, sentence);
        Some(self.one_in_so_many(&number, sentence).unwrap_or(number))
    }

    fn worded(&self, at: usize, sentence: &Range<usize>) -> Option<Number<'s>> {
        let token = &self.story.tokens[at];
        let Some(word) = self.told(token, Quantities::number) else {
            let compound = self.told(token, Quantities::compound)?;
            let printed = Decimal::new(i128::from(compound.number), 0);
            let form = Form::Compound(&compound.unit);
            return Some(Number { tokens: at..at + 1, printed, scale: 0, form });
        };
        match word.kind {
            NumberKind::Cardinal => self.cardinal(at, word.number, sentence),
            NumberKind::Fraction => self.fraction(at, word.number, sentence),
            NumberKind::Ordinal => self.ordinal(at, word.number, sentence),
            NumberKind::Rank => Some(Self::whole(at..at + 1, word.number, Form::Rank)),
            NumberKind::Vague => self.vague(at, word.number, sentence),
            NumberKind::Dozen => self.after_article(at, word.number, 0, sentence),
            NumberKind::Scale => self.after_article(at, 1, word.number, sentence),
            NumberKind::Part | NumberKind::Suffix | NumberKind::Superlative => None,
        }
    }

    fn whole(tokens: Range<usize>, value: i32, form: Form<'s>) -> Number<'s> {
        Number { tokens, printed: Decimal::new(i128::from(value), 0), scale: 0, form }
    }

    /// `twelve`, `two thirds`, `two and a half`, `one in five`.
    fn cardinal(&self, at: usize, value: i32, sentence: &Range<usize>) -> Option<Number<'s>> {
        let mut number = Self::whole(at..at + 1, value, Form::Words);
        if let Some(share) = self.one_in_so_many(&number, sentence) {
            return Some(share);
        }
        match self.number_word(at + 1, sentence) {
            Some((NumberKind::Part, part)) => {
                // "Three quarters" alone may be nine months.
                let clear = part != 250 || self.word_in(at + 2, sentence).eq_ignore_ascii_case("of");
                let share = part.checked_mul(value).filter(|&share| clear && share < 1_000)?;
                return Some(Self::share(at..at + 2, share));
            }
            // "one third" is read at its fraction.
            Some((NumberKind::Fraction | NumberKind::Ordinal, _)) => return None,
            Some(_) | None => {}
        }
        if value == 1 && !self.counts_one(at, sentence) {
            return None;
        }
        self.and_a_half(&mut number, sentence);
        Some(number)
    }

    /// Whether `one` is a number here: `one million`, `one percent`, `one person was killed`.
    fn counts_one(&self, at: usize, sentence: &Range<usize>) -> bool {
        let Some(next) = self.story.tokens.get(at + 1).filter(|_| at + 1 < sentence.end) else {
            return false;
        };
        let unit = self.told(next, Quantities::unit);
        let closed = [Class::Preposition, Class::Determiner, Class::Auxiliary, Class::Modal, Class::Cue];
        let noun = next.kind == TokenKind::Word && !next.classes.any(&closed);
        let measured = || {
            let behind = &self.story.tokens[at + 2..sentence.end.min(at + 6).max(at + 2)];
            behind.iter().any(|token| self.told(token, Quantities::measure).is_some())
        };
        next.is(Class::Scale)
            || unit.is_some_and(|unit| matches!(unit.kind, UnitKind::Share | UnitKind::Points))
            || self.told(next, Quantities::currency).is_some_and(|c| c.place == CurrencyPlace::After)
            || (noun && unit.is_none() && measured())
    }

    /// `and a half` behind a number.
    fn and_a_half(&self, number: &mut Number<'s>, sentence: &Range<usize>) {
        let end = number.tokens.end;
        if self.lower(end, sentence) != words::AND
            || self.lower(end + 1, sentence) != words::A
            || self.lower(end + 2, sentence) != words::HALF
        {
            return;
        }
        if let Some(printed) = number.printed.plus(Decimal::new(5, -1)) {
            (number.printed, number.tokens.end) = (printed, end + 3);
        }
    }

    /// `one in five`, `three out of ten`, in percent.
    fn one_in_so_many(&self, number: &Number<'s>, sentence: &Range<usize>) -> Option<Number<'s>> {
        let end = number.tokens.end;
        let at = match (self.lower(end, sentence), self.lower(end + 1, sentence)) {
            (words::OUT, words::OF) | (words::OF | words::IN, words::EVERY) => end + 2,
            (words::IN, _) => end + 1,
            _ => return None,
        };
        let token = self.story.tokens.get(at).filter(|_| at < sentence.end)?;
        let whole = match token.kind {
            TokenKind::Number => {
                Decimal::parse(self.story.word(at)).filter(|whole| whole.exponent == 0)?.digits
            }
            TokenKind::Word => match self.number_word(at, sentence)? {
                (NumberKind::Cardinal, value) => i128::from(value),
                _ => return None,
            },
            TokenKind::Mark | TokenKind::Punctuation => return None,
        };
        let part = number.printed;
        // "Five in 10 days" counts something else.
        let next = self.story.tokens.get(at + 1).filter(|_| at + 1 < sentence.end);
        let united = next.is_some_and(|next| {
            self.told(next, Quantities::unit).is_some()
                || next.is(Class::Scale)
                || self.touches(at + 1) && next.kind != TokenKind::Punctuation
        });
        if part.exponent != 0 || part.digits < 1 || part.digits >= whole || !WHOLES.contains(&whole) || united
        {
            return None;
        }
        let percent = Decimal::new((part.digits * 1_000 + whole / 2) / whole, -1);
        Some(Number {
            tokens: number.tokens.start..at + 1,
            printed: Self::tidy(percent),
            scale: 0,
            form: Form::Share,
        })
    }

    fn share(tokens: Range<usize>, per_mille: i32) -> Number<'s> {
        let printed = Self::tidy(Decimal::new(i128::from(per_mille), -1));
        Number { tokens, printed, scale: 0, form: Form::Share }
    }

    /// Without a nought behind the point.
    const fn tidy(share: Decimal) -> Decimal {
        if share.digits % 10 == 0 { Decimal::new(share.digits / 10, 0) } else { share }
    }

    /// `half`, `a quarter`, `two-thirds`; the number is a thousandth part.
    fn fraction(&self, at: usize, per_mille: i32, sentence: &Range<usize>) -> Option<Number<'s>> {
        let word = self.story.word(at);
        if word.contains('-') {
            return Some(Self::share(at..at + 1, per_mille));
        }
        if word.eq_ignore_ascii_case("half") {
            self.half(at, sentence)
        } else {
            self.part(at, per_mille, sentence)
        }
    }

    /// `a quarter of`, `by a third`, `one fifth of`.
    fn part(&self, at: usize, per_mille: i32, sentence: &Range<usize>) -> Option<Number<'s>> {
        let start = self.article(at, sentence)?;
        let next = self.word_in(at + 1, sentence);
        let before = start.checked_sub(1).map_or("", |before| self.word_in(before, sentence));
        let ends = self.story.tokens.get(at + 1).is_none_or(|next| {
            next.kind != TokenKind::Word || next.classes.any(&[Class::Preposition, Class::Conjunction])
        });
        let bounded =
            matches!(before, "by" | "than" | "nearly" | "almost" | "about" | "over" | "around" | "least");
        (next.eq_ignore_ascii_case("of") || (bounded && ends && self.word_in(at + 1, sentence) != "-"))
            .then(|| Self::share(start..at + 1, per_mille))
    }

    /// `half of`, `half the`, `half a million`, `half an hour`.
    fn half(&self, at: usize, sentence: &Range<usize>) -> Option<Number<'s>> {
        let before = at.checked_sub(1).map_or("", |before| self.word_in(before, sentence));
        if matches!(before, "first" | "second" | "latter" | "other" | "better" | "opening" | "in" | "-") {
            return None;
        }
        let next = self.word_in(at + 1, sentence);
        if matches!(next, "a" | "an") {
            let noun = self.story.tokens.get(at + 2).filter(|_| at + 2 < sentence.end)?;
            let half =
                Number { tokens: at..at + 2, printed: Decimal::new(5, -1), scale: 0, form: Form::Words };
            let counted = matches!(
                self.number_word(at + 2, sentence),
                Some((NumberKind::Scale | NumberKind::Dozen, _))
            );
            return (counted || self.told(noun, Quantities::unit).is_some()).then_some(half);
        }
        let shared = matches!(
            next,
            "of" | "the" | "its" | "his" | "her" | "their" | "our" | "all" | "those" | "these"
        );
        let bounded =
            matches!(before, "nearly" | "almost" | "about" | "over" | "than" | "by" | "least" | "around");
        let start = self.article(at, sentence).unwrap_or(at);
        (shared || bounded).then(|| Self::share(start..at + 1, 500))
    }

    /// A fraction (`a fifth of`) or, before a superlative, a rank (`third most`).
    fn ordinal(&self, at: usize, number: i32, sentence: &Range<usize>) -> Option<Number<'s>> {
        if let Some((NumberKind::Superlative, _)) = self.number_word(at + 1, sentence) {
            return Some(Self::whole(at..at + 1, number, Form::Rank));
        }
        if number < 3 { None } else { self.part(at, (1_000 + number / 2) / number, sentence) }
    }

    /// `dozens of`, `tens of thousands of`, `hundreds`.
    fn vague(&self, at: usize, value: i32, sentence: &Range<usize>) -> Option<Number<'s>> {
        let of = self.word_in(at + 1, sentence) == "of";
        let multiplied = self.number_word(at + 2, sentence).filter(|_| of);
        let (end, times) = match multiplied {
            Some((NumberKind::Vague, times)) if times >= 1_000 => (at + 3, times),
            Some(_) | None => (at + 1, 1),
        };
        // Who scores, and tens that are a sort of number, are told apart by what follows.
        let clear = value >= 1 && (of || !matches!(value, 10 | 20));
        let printed = Decimal::new(i128::from(value).checked_mul(i128::from(times))?, 0);
        clear.then_some(Number { tokens: at..end, printed, scale: 0, form: Form::Vague })
    }

    /// `a dozen`, `a million`.
    fn after_article(
        &self,
        at: usize,
        value: i32,
        scale: i32,
        sentence: &Range<usize>,
    ) -> Option<Number<'s>> {
        let start = self.article(at, sentence)?;
        let mut number = Self::whole(start..at + 1, value, Form::Words);
        number.scale = scale;
        Some(number)
    }

    /// The article, or `one`, right before a token.
    fn article(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let before = at.checked_sub(1)?;
        matches!(self.word_in(before, sentence), "a" | "A" | "one" | "One").then_some(before)
    }

    /// The number word at a token of the sentence.
    fn number_word(&self, at: usize, sentence: &Range<usize>) -> Option<(NumberKind, i32)> {
        let token = self.story.tokens.get(at).filter(|_| at < sentence.end)?;
        self.told(token, Quantities::number).map(|word| (word.kind, word.number))
    }

    /// `million`, `bn`, `hundred thousand`, `lakh crore`, `dozen`.
    fn scales(&self, number: &mut Number<'s>, end: usize) {
        for _ in 0..3 {
            let mut at = number.tokens.end;
            if at + 1 < end && self.touches(at) && self.story.word(at) == "-" && self.touches(at + 1) {
                at += 1;
            }
            let Some(word) = self.story.tokens.get(at).filter(|_| at < end) else { return };
            let Some(scale) = self.told(word, Quantities::number) else { return };
            match scale.kind {
                NumberKind::Scale => number.scale = number.scale.saturating_add(scale.number),
                NumberKind::Suffix
                    if self.touches(at) || matches!(self.story.word(at), "bn" | "tn" | "mn") =>
                {
                    number.scale = number.scale.saturating_add(scale.number);
                }
                NumberKind::Dozen => {
                    let Some(printed) = number.printed.times(i128::from(scale.number)) else { return };
                    (number.printed, number.tokens.end) = (printed, at + 1);
                    return;
                }
                NumberKind::Suffix
                | NumberKind::Cardinal
                | NumberKind::Fraction
                | NumberKind::Ordinal
                | NumberKind::Part
                | NumberKind::Rank
                | NumberKind::Superlative
                | NumberKind::Vague => return,
            }
            number.tokens.end = at + 1;
        }
    }
}
