//! What the words beside a figure tell beyond its record.

use crate::extract::{AroundWord, Figure};
use crate::lexicon::{FigureSense, FigureSenses, Lexicon};
use crate::text::hash_bytes;

/// The bits of a word's hash that an [`AroundWord`] keeps.
const KEPT: u64 = !15;

const fn word(text: &str) -> u64 {
    hash_bytes(text.as_bytes()) & KEPT
}

fn is(at: Option<&AroundWord>, words: &[u64]) -> bool {
    at.is_some_and(|at| words.contains(&(at.bits() & KEPT)))
}

fn senses(at: AroundWord) -> FigureSenses {
    Lexicon::builtin().quantities.words.clues(at.bits())
}

fn means(at: Option<&AroundWord>, sense: FigureSense) -> bool {
    at.is_some_and(|at| senses(*at).has(sense))
}

/// Whether the sentence compares values with each other, and bridges to no other sentence.
pub(super) fn only_compares(figure: &Figure) -> bool {
    figure.bridged && has(figure, FigureSense::Comparing) && !has(figure, FigureSense::Revising)
}

/// Whether the number is one that the reader has met: `the 412 protesters`, `the figure of 412`.
pub(super) fn is_definite(figure: &Figure) -> bool {
    let before = figure.around.before();
    let counted = means(before.first(), FigureSense::Link)
        && means(before.get(1), FigureSense::Tally)
        && means(before.get(2), FigureSense::Definite);
    counted || means(before.first(), FigureSense::Definite)
}

/// Whether the bound stands behind the number: `200 or less`.
pub(super) fn is_threshold(figure: &Figure) -> bool {
    is(figure.around.after().first(), &[word("or")])
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
    let from = after.iter().take(2).take_while(|at| means(Some(at), FigureSense::Link)).count();
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
    let from = after.iter().take(2).take_while(|at| means(Some(at), FigureSense::Link)).count() + noun.len();
    after.get(from).is_none_or(|at| at.pauses() || at.is_verb())
}

/// Whether a word of this sense stands in the figure's sentence.
pub(super) fn has(figure: &Figure, sense: FigureSense) -> bool {
    figure.around.words().iter().any(|at| means(Some(at), sense))
}

/// Whether a word that rises or falls stands right beside the figure: four words before it, three behind.
pub(super) fn moves(figure: &Figure) -> bool {
    let (before, after) = (figure.around.before(), figure.around.after());
    let moves = |at: &AroundWord| senses(*at).has(FigureSense::Rise) || senses(*at).has(FigureSense::Fall);
    before.iter().take(4).chain(after.iter().take(3)).any(moves)
}

/// The words for a day, a month, a time of day in the figure's sentence, sorted, each once.
pub(super) fn times(figure: &Figure) -> Vec<AroundWord> {
    sorted(figure, |at| senses(at).has(FigureSense::Time))
}

/// Whether one tells of one group or direction, and the other of the opposite one.
pub(super) fn tell_of_opposites(a: &Figure, b: &Figure) -> bool {
    let names = |figure: &Figure, word: u64| figure.around.words().iter().any(|at| is(Some(at), &[word]));
    Lexicon::builtin().quantities.words.opposites().iter().any(|&(x, y)| {
        let [ax, ay, bx, by] = [names(a, x), names(a, y), names(b, x), names(b, y)];
        (ax && !ay && by && !bx) || (ay && !ax && bx && !by)
    })
}

/// The years that a figure's sentence names, by their place in the table.
pub(super) fn years(figure: &Figure) -> Vec<usize> {
    let words = figure.around.words().iter().filter(|at| !at.is_content() && !at.is_punctuation());
    words.filter_map(|at| YEARS.iter().position(|year| *year == at.bits() & KEPT)).collect()
}

/// Whether a word that carries meaning stands near both figures.
pub(super) fn near(a: &Figure, b: &Figure) -> bool {
    const NEAR: usize = 6;
    let words = |figure: &Figure| {
        let (before, after) = (figure.around.before().to_vec(), figure.around.after().to_vec());
        before
            .into_iter()
            .take(NEAR)
            .chain(after.into_iter().take(NEAR))
            .filter(|at| at.is_content())
            .collect()
    };
    let (x, y): (Vec<AroundWord>, Vec<AroundWord>) = (words(a), words(b));
    x.iter().any(|word| y.contains(word))
}

/// How many words that carry meaning two sentences share, and how many the shorter one has.
pub(super) fn shared_of(a: &Figure, b: &Figure) -> (usize, usize) {
    let (x, y) = (content(a), content(b));
    (x.iter().filter(|word| y.binary_search(word).is_ok()).count(), x.len().min(y.len()))
}

/// The words that carry meaning in a figure's sentence, sorted, each once.
pub(super) fn content(figure: &Figure) -> Vec<AroundWord> {
    sorted(figure, AroundWord::is_content)
}

fn sorted(figure: &Figure, wanted: impl Fn(AroundWord) -> bool) -> Vec<AroundWord> {
    let mut words: Vec<AroundWord> = figure.around.words().iter().copied().filter(|&at| wanted(at)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The years that copy speaks of.
const YEARS: [u64; 120] = {
    let (mut years, mut at) = ([0; 120], 0);
    while at < years.len() {
        let year = 1930 + at;
        let digits = [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)];
        years[at] = hash_bytes(&digits) & KEPT;
        at += 1;
    }
    years
};

const fn digit(number: usize) -> u8 {
    b'0' + (number % 10) as u8
}
