//! What the words beside a figure tell beyond its record.

use crate::extract::{AroundWord, Figure};
use crate::text::hash_bytes;

/// The bits of a word's hash that an [`AroundWord`] keeps.
const KEPT: u64 = !15;

const fn word(text: &str) -> u64 {
    hash_bytes(text.as_bytes()) & KEPT
}

/// Words that hold two values against each other inside one sentence: they bridge to no other one.
const COMPARING: [u64; 5] =
    [word("compared"), word("range"), word("ranged"), word("ranging"), word("versus")];

/// Words that bridge a value to one told elsewhere.
const REVISING: [u64; 20] = [
    word("adjusted"),
    word("clarified"),
    word("conflicting"),
    word("contrary"),
    word("corrected"),
    word("correcting"),
    word("correction"),
    word("differing"),
    word("disputed"),
    word("disputes"),
    word("earlier"),
    word("initially"),
    word("originally"),
    word("previously"),
    word("revised"),
    word("revising"),
    word("revision"),
    word("update"),
    word("updated"),
    word("updating"),
];

/// What makes the number after it one that the reader has met.
const DEFINITE: [u64; 4] = [word("that"), word("the"), word("these"), word("those")];

/// Nouns for a number: `the figure of 412 arrests`.
const NUMBERS: [u64; 9] = [
    word("count"),
    word("estimate"),
    word("figure"),
    word("number"),
    word("sum"),
    word("tally"),
    word("toll"),
    word("total"),
    word("turnout"),
];

/// What may stand between a number and its noun.
const LINKS: [u64; 7] =
    [word("among"), word("in"), word("more"), word("of"), word("other"), word("the"), word("additional")];

fn is(at: Option<&AroundWord>, words: &[u64]) -> bool {
    at.is_some_and(|at| words.contains(&(at.bits() & KEPT)))
}

/// Whether the sentence compares values with each other, and bridges to no other sentence.
pub(super) fn only_compares(figure: &Figure) -> bool {
    let any = |words: &[u64]| figure.around.words().iter().any(|at| is(Some(at), words));
    figure.bridged && any(&COMPARING) && !any(&REVISING)
}

/// Whether the number is one that the reader has met: `the 412 protesters`, `the figure of 412`.
pub(super) fn is_definite(figure: &Figure) -> bool {
    let before = figure.around.before();
    let article = is(before.first(), &DEFINITE);
    article || (is(before.first(), &LINKS) && is(before.get(1), &NUMBERS) && is(before.get(2), &DEFINITE))
}

/// Whether the figure is one end of a range or a change, not merely behind a *from*.
pub(super) fn is_one_end(figure: &Figure) -> bool {
    const ENDS: [u64; 5] = [word("to"), word("and"), word("or"), word("-"), word("–")];
    const FROM: u64 = word("from");
    let after = figure.around.after();
    figure.ranged
        && (!is(figure.around.before().first(), &[FROM])
            || after.iter().take(4).any(|at| is(Some(at), &ENDS)))
}

/// The words of the noun phrase behind a figure, at most four, past `of`, `in`, `more`.
pub(super) fn noun(figure: &Figure) -> &[AroundWord] {
    const LONGEST: usize = 4;
    let after = figure.around.after();
    let from = after.iter().take(2).take_while(|at| is(Some(at), &LINKS)).count();
    let phrase = &after[from..];
    let length = phrase.iter().take(LONGEST).take_while(|at| is_part(**at)).count();
    &phrase[..length]
}

/// Whether a word can be part of a noun phrase: *votes* and *claims* look like verbs.
const fn is_part(at: AroundWord) -> bool {
    at.is_content() && !at.is_punctuation()
}

/// Whether the noun phrase ends the clause or meets its verb: nothing narrows it further.
pub(super) fn is_closed(figure: &Figure) -> bool {
    let noun = noun(figure);
    let after = figure.around.after();
    let from = after.iter().take(2).take_while(|at| is(Some(at), &LINKS)).count() + noun.len();
    after.get(from).is_none_or(|at| at.pauses() || at.is_verb())
}
