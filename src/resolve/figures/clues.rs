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

/// Whether any of these words stands in the figure's sentence.
pub(super) fn has(figure: &Figure, words: &[u64]) -> bool {
    figure.around.words().iter().any(|at| is(Some(at), words))
}

/// Whether any of these words stands right beside the figure: four words before it, three behind.
pub(super) fn beside(figure: &Figure, words: &[u64]) -> bool {
    let (before, after) = (figure.around.before(), figure.around.after());
    before.iter().take(4).chain(after.iter().take(3)).any(|at| is(Some(at), words))
}

/// The years that a figure's sentence names, by their place in the table.
pub(super) fn years(figure: &Figure) -> Vec<usize> {
    let words = figure.around.words().iter().filter(|at| !at.is_content() && !at.is_punctuation());
    words.filter_map(|at| tells::YEARS.iter().position(|year| *year == at.bits() & KEPT)).collect()
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
    let words = figure.around.words().iter().copied().filter(|word| word.is_content());
    let mut words: Vec<AroundWord> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Words that tell two sentences about like things apart.
pub(super) mod tells {
    use super::word;

    /// Words of markets and business reports, whose figures hold for a moment or a period.
    pub const MARKET: [u64; 42] = [
        word("bond"),
        word("bonds"),
        word("composite"),
        word("dow"),
        word("earned"),
        word("earnings"),
        word("euro"),
        word("exchange"),
        word("fiscal"),
        word("franc"),
        word("futures"),
        word("gallon"),
        word("gmt"),
        word("gold"),
        word("greenback"),
        word("index"),
        word("nasdaq"),
        word("net"),
        word("note"),
        word("nyse"),
        word("ounce"),
        word("pence"),
        word("points"),
        word("profit"),
        word("quarter"),
        word("revenue"),
        word("revenues"),
        word("share"),
        word("shares"),
        word("stock"),
        word("stocks"),
        word("trading"),
        word("treasury"),
        word("yen"),
        word("yield"),
        word("yields"),
        word("unemployment"),
        word("jobless"),
        word("winds"),
        word("gusts"),
        word("magnitude"),
        word("temperature"),
    ];

    /// Words for a change by so much.
    pub const MOVES: [u64; 18] = [
        word("down"),
        word("up"),
        word("rose"),
        word("fell"),
        word("gained"),
        word("slipped"),
        word("climbed"),
        word("dropped"),
        word("dipped"),
        word("jumped"),
        word("fallen"),
        word("risen"),
        word("declined"),
        word("grew"),
        word("increased"),
        word("increase"),
        word("decreased"),
        word("decrease"),
    ];

    /// Words for one of many, or for all of them together.
    pub const EACH: [u64; 7] = [
        word("combined"),
        word("average"),
        word("averaged"),
        word("apiece"),
        word("another"),
        word("alone"),
        word("excluding"),
    ];

    /// Words for a day, a month, a time of day.
    pub const TIMES: [u64; 28] = [
        word("monday"),
        word("tuesday"),
        word("wednesday"),
        word("thursday"),
        word("friday"),
        word("saturday"),
        word("sunday"),
        word("january"),
        word("february"),
        word("march"),
        word("april"),
        word("may"),
        word("june"),
        word("july"),
        word("august"),
        word("september"),
        word("october"),
        word("november"),
        word("december"),
        word("yesterday"),
        word("today"),
        word("tomorrow"),
        word("tonight"),
        word("early"),
        word("late"),
        word("midday"),
        word("noon"),
        word("overnight"),
    ];

    /// The years that copy speaks of.
    pub const YEARS: [u64; 120] = {
        let (mut years, mut at) = ([0; 120], 0);
        while at < years.len() {
            let year = 1930 + at;
            let digits = [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)];
            years[at] = crate::text::hash_bytes(&digits) & super::KEPT;
            at += 1;
        }
        years
    };

    const fn digit(number: usize) -> u8 {
        b'0' + (number % 10) as u8
    }

    /// Words for two groups or directions.
    pub const OPPOSITE: [(u64, u64); 22] = [
        (word("private"), word("public")),
        (word("men"), word("women")),
        (word("boys"), word("girls")),
        (word("senate"), word("house")),
        (word("senate-passed"), word("house-passed")),
        (word("first"), word("second")),
        (word("north"), word("south")),
        (word("northern"), word("southern")),
        (word("east"), word("west")),
        (word("eastern"), word("western")),
        (word("domestic"), word("foreign")),
        (word("imports"), word("exports")),
        (word("raised"), word("hand")),
        (word("profit"), word("loss")),
        (word("gross"), word("net")),
        (word("democrats"), word("republicans")),
        (word("democratic"), word("republican")),
        (word("killed"), word("injured")),
        (word("dead"), word("wounded")),
        (word("sought"), word("awarded")),
        (word("ordered"), word("delivered")),
        (word("urban"), word("rural")),
    ];
}
