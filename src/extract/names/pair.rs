//! Two folded names side by side: which word stands for which, and what that counts as.

use super::align::{self, Alignment};
use super::fold::{FoldedName, MOST_WORDS, Word};
use super::forms;
use super::terms::{Counts, FIRST_EDIT, TERMS, Term};
use crate::lexicon::Names;
use crate::text::hash_bytes;

/// The least similarity of two words that are still taken for one, in hundredths.
///
/// Below it the words contradict each other. Source: best of .26 to .5 out of fold on the labelled
/// pairs.
const LEAST_SIMILARITY: u32 = 34;

/// The greatest cost at which words are matched, in hundredths of an unrelated letter.
const GREATEST_COST: u16 = 400;

/// What a word out of place costs on top, in hundredths of an unrelated letter.
const OUT_OF_PLACE: u16 = 25;

/// What an initial or a short form costs, in hundredths of an unrelated letter: less than any rewrite.
const SHORT_FORM: u16 = 10;

/// Whether two words are too far apart to be worth an alignment: their lengths, or the letters
/// that only one of them has.
///
/// Each word as its length and a bit for each of its letters. One slip or rewrite brings at most
/// three letters more or fewer; a word of eight letters or more may have two.
pub(crate) const fn quick_reject(a: (usize, u32), b: (usize, u32)) -> bool {
    let long = a.0 >= 8 && b.0 >= 8;
    let (length, letters) = if long { (3, 5) } else { (2, 3) };
    a.0.abs_diff(b.0) > length || (a.1 ^ b.1).count_ones() > letters
}

/// Which words' edits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// Those of all words: names out of context.
    Alone,
    /// Those of the word that varies most: inside a story one word of a name is mistyped.
    InStory,
}

/// What is counted of two names side by side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    counts: Counts,
    /// Words that vary.
    pub varied: u8,
    /// Initials that fit, and short forms of given names.
    pub shortened: u8,
    /// One letter in, out or changed, or two neighbours swapped, in one of the words.
    pub one_slip: bool,
    /// Edits of the words that vary.
    pub edits: u8,
    equal: u8,
}

impl Pair {
    /// How often a term is met.
    pub(crate) const fn count(&self, term: Term) -> i16 {
        self.counts[term as usize]
    }

    /// How often each term is met.
    pub(crate) const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Whether every word has an equal partner, an initial, a short form, or none.
    pub(crate) const fn is_plain(&self) -> bool {
        self.varied == 0 && self.count(Term::Contradicted) == 0 && self.count(Term::InitialContradicts) == 0
    }
}

/// Counts what two names have between them. With nicknames, Bill stands for William.
pub(crate) fn count(a: &FoldedName, b: &FoldedName, counting: Counting, nicknames: Option<&Names>) -> Pair {
    arranged(&a.words, &b.words, |x, y, _| {
        let mut tally = Tally::new();
        let lonely = each_match(x, y, nicknames, |m| tally.add(m, (&x[m.a], &y[m.b]), counting));
        tally.put(Term::Unmatched, i16::from(lonely.min(3)));
        tally.put(Term::ParticlesDiffer, i16::from(a.particles != b.particles));
        tally.put(Term::SuffixesDiffer, i16::from(a.suffixes != b.suffixes));
        let any = |is: fn(&Word) -> bool| i16::from(x.iter().chain(y).any(is));
        tally.put(Term::Transliterated, any(Word::is_transliterated));
        tally.put(Term::WestEuropean, any(Word::is_west_european));
        tally.finish(counting)
    })
}

/// Hands on the words of two names: in an order that does not depend on which is given first, for of
/// two cheapest ways to match words the one found first counts, and with what one name writes apart
/// and the other as one word put together.
pub(super) fn arranged<R>(a: &[Word], b: &[Word], work: impl FnOnce(&[Word], &[Word], Order) -> R) -> R {
    let in_order = a.iter().map(Word::letters).le(b.iter().map(Word::letters));
    let (a, b, order) = if in_order { (a, b, Order::Kept) } else { (b, a, Order::Swapped) };
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    match parted(long, short) {
        None => work(a, b, order),
        Some((at, joined)) => {
            let mut words = [joined; MOST_WORDS];
            let rest = long[..at].iter().chain([&joined]).chain(&long[at + 2..]);
            words.iter_mut().zip(rest).for_each(|(into, word)| *into = *word);
            let words = &words[..long.len() - 1];
            if a.len() > b.len() { work(words, b, order) } else { work(a, words, order) }
        }
    }
}

/// Whether two names come as they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The first one first.
    Kept,
    /// The second one first.
    Swapped,
}

/// Where the longer name writes in two words what the shorter writes as one, and that one: Abdul Aziz
/// for Abdelaziz, Tse-tung for Zedong.
fn parted(long: &[Word], short: &[Word]) -> Option<(usize, Word)> {
    if long.len() <= short.len() {
        return None;
    }
    let mut best: Option<(u16, usize, Word)> = None;
    for (at, two) in long.windows(2).enumerate() {
        let [first, second] = two else { continue };
        let has_own = short.iter().any(|w| w.same(first) || w.same(second));
        if has_own || first.len() < 2 || second.len() < 2 {
            continue;
        }
        let Some(joined) = first.join(second) else { continue };
        for word in short {
            let cost = |part: &Word| align::align(part.letters(), word.letters()).cost;
            let whole = cost(&joined);
            // As like as a word that varies must be, and more like than either part.
            let near = u32::from(whole) <= joined.len().max(word.len()) as u32 * 35;
            if near && best.is_none_or(|b| whole < b.0) && whole < cost(first).min(cost(second)) {
                best = Some((whole, at, joined));
            }
        }
    }
    best.map(|(_, at, joined)| (at, joined))
}

/// Two words that stand for each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    /// Which of the first name's words.
    pub a: usize,
    /// Which of the second's.
    pub b: usize,
    pub is: Likeness,
    alignment: Alignment,
}

/// What two matched words are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    Equal,
    /// One is the first letter of the other, or short for it.
    Short,
    /// One is a single letter, and not the first of the other.
    WrongInitial,
    /// Too unlike to be one word.
    Contradicted,
    /// One may be the other, spelled another way.
    Varied,
}

/// Hands on each word with its cheapest partner, cheapest first, of equals the earlier, and gives how
/// many words of more than a letter have none.
pub(super) fn each_match(
    a: &[Word],
    b: &[Word],
    nicknames: Option<&Names>,
    mut each: impl FnMut(&Match),
) -> u8 {
    let (mut free_a, mut free_b) = (everything(a), everything(b));
    let likeness = |i: usize, j: usize| side_by_side((i, &a[i]), (j, &b[j]), nicknames);
    if let ([_], [_]) = (a, b) {
        each(&likeness(0, 0)); // no choice to be made
        return 0;
    }
    let mut costs = [[0_u16; MOST_WORDS]; MOST_WORDS];
    for (row, x) in costs.iter_mut().zip(a) {
        row.iter_mut().zip(b).for_each(|(cost, y)| *cost = word_cost(x, y, nicknames));
    }
    while let Some((i, j)) = cheapest(&costs, free_a, free_b) {
        (free_a, free_b) = (free_a & !(1 << i), free_b & !(1 << j));
        each(&likeness(i, j));
    }
    lonely(a, free_a) + lonely(b, free_b)
}

/// A bit for each word.
const fn everything(words: &[Word]) -> u16 {
    // No name has more than `MOST_WORDS`, twelve.
    (1 << words.len()) - 1
}

/// The words with these bits that are more than initials.
fn lonely(words: &[Word], free: u16) -> u8 {
    words.iter().enumerate().filter(|(i, w)| free & (1 << i) != 0 && w.len() > 1).count() as u8
}

/// The two free words that cost least.
fn cheapest(costs: &[[u16; MOST_WORDS]; MOST_WORDS], free_a: u16, free_b: u16) -> Option<(usize, usize)> {
    let mut best: Option<(u16, usize, usize)> = None;
    let is_free = |free: u16, at: usize| free & (1 << at) != 0;
    for (i, row) in costs.iter().enumerate().filter(|(i, _)| is_free(free_a, *i)) {
        for (j, cost) in row.iter().enumerate().filter(|(j, _)| is_free(free_b, *j)) {
            let cost = cost + if i == j { 0 } else { OUT_OF_PLACE };
            if cost <= GREATEST_COST && best.is_none_or(|best| cost < best.0) {
                best = Some((cost, i, j));
            }
        }
    }
    best.map(|(_, i, j)| (i, j))
}

fn word_cost(x: &Word, y: &Word, nicknames: Option<&Names>) -> u16 {
    if x.same(y) {
        0
    } else if is_short_for(x, y, nicknames) {
        SHORT_FORM
    } else {
        align::align(x.letters(), y.letters()).cost.min(GREATEST_COST)
    }
}

fn side_by_side((a, x): (usize, &Word), (b, y): (usize, &Word), nicknames: Option<&Names>) -> Match {
    let mut found = Match { a, b, alignment: Alignment::default(), is: Likeness::Equal };
    if x.same(y) {
        return found;
    }
    found.is = if is_short_for(x, y, nicknames) {
        Likeness::Short
    } else if x.len() == 1 || y.len() == 1 {
        Likeness::WrongInitial
    } else {
        found.alignment = align::align(x.letters(), y.letters());
        if contradicts(x, y, found.alignment) { Likeness::Contradicted } else { Likeness::Varied }
    };
    found
}

/// J. for John; with nicknames also Jack.
fn is_short_for(x: &Word, y: &Word, nicknames: Option<&Names>) -> bool {
    if x.len() == 1 || y.len() == 1 {
        return x.letters().first() == y.letters().first() && !x.is_foreign();
    }
    let key = |word: &Word| hash_bytes(word.letters());
    nicknames.is_some_and(|names| names.is_nickname(key(x), key(y)))
}

fn contradicts(x: &Word, y: &Word, alignment: Alignment) -> bool {
    if x.is_foreign() || y.is_foreign() {
        return x.len().min(y.len()) < LEAST_FOREIGN || !is_one_slip(x.letters(), y.letters());
    }
    let longest = x.len().max(y.len()) as u32 * 100;
    let similarity = 100 * longest.saturating_sub(u32::from(alignment.cost)) / longest.max(1);
    similarity < LEAST_SIMILARITY.max(if longest <= 300 { 50 } else { 0 })
}

/// The least letters with which a word in another script than Latin may be a slip for another: a
/// Chinese or Korean name with one other character is another name.
const LEAST_FOREIGN: usize = 5;

/// One letter in, out or changed, or two neighbours swapped.
fn is_one_slip(x: &[u8], y: &[u8]) -> bool {
    let head = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let (x, y) = (&x[head..], &y[head..]);
    let tail = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&x[..x.len() - tail], &y[..y.len() - tail]) {
        ([a, b], [c, d]) => a == d && b == c,
        (x, y) => x.len() <= 1 && y.len() <= 1,
    }
}

/// Counts in the making.
struct Tally {
    pair: Pair,
    /// Words that vary and sound alike, or whose consonants do.
    sounds: u8,
    consonants: u8,
    worst: Option<Alignment>,
}

impl Tally {
    const fn new() -> Self {
        let pair = Pair { counts: [0; TERMS], varied: 0, shortened: 0, one_slip: false, edits: 0, equal: 0 };
        Self { pair, sounds: 0, consonants: 0, worst: None }
    }

    const fn put(&mut self, term: Term, count: i16) {
        self.pair.counts[term as usize] = count;
    }

    fn add(&mut self, m: &Match, (x, y): (&Word, &Word), counting: Counting) {
        match m.is {
            Likeness::Equal => self.pair.equal += 1,
            Likeness::Short => self.pair.shortened += 1,
            Likeness::WrongInitial => self.put(Term::InitialContradicts, 1),
            Likeness::Contradicted => {
                let before = self.pair.count(Term::Contradicted);
                self.put(Term::Contradicted, (before + 1).min(2));
            }
            Likeness::Varied => self.vary(m.alignment, (x, y), counting),
        }
    }

    fn vary(&mut self, alignment: Alignment, (x, y): (&Word, &Word), counting: Counting) {
        let (p, q) = (x.letters(), y.letters());
        self.pair.varied += 1;
        self.pair.one_slip |= is_one_slip(p, q);
        self.sounds += u8::from(x.skeleton == y.skeleton);
        self.consonants += u8::from(x.consonants == y.consonants);
        let mut note = |term: Term, is: bool| {
            if is {
                self.pair.counts[term as usize] = 1;
            }
        };
        note(Term::FirstLetter, alignment.first_differs);
        note(Term::LettersReordered, x.bag == y.bag && p.len() == q.len());
        note(Term::Derived, forms::is_derived(p, q));
        note(Term::AppendedI, forms::is_appended_i(p, q));
        note(Term::PetForm, forms::is_pet_form(p, q));
        note(Term::Begins, forms::begins(p, q));
        note(Term::Gendered, forms::is_gendered(p, q));
        self.pair.edits = self.pair.edits.saturating_add(alignment.edits.iter().sum());
        if counting == Counting::Alone {
            self.add_edits(alignment);
        }
        if self.worst.is_none_or(|worst| alignment.cost > worst.cost) {
            self.worst = Some(alignment);
            self.put(Term::Length, p.len().max(q.len()).min(12) as i16);
            let tenths = (x.surprise.max(y.surprise) / 10) as i16;
            self.put(Term::Surprise, (tenths - EXPECTED).min(MOST_SURPRISE));
            let further = alignment.edits.iter().sum::<u8>().saturating_sub(1);
            self.put(Term::FurtherEdits, i16::from(further));
        }
    }

    fn add_edits(&mut self, alignment: Alignment) {
        for (sum, count) in self.pair.counts[FIRST_EDIT..].iter_mut().zip(alignment.edits) {
            *sum = sum.saturating_add(i16::from(count));
        }
    }

    fn finish(mut self, counting: Counting) -> Pair {
        let varied = self.pair.varied;
        if counting == Counting::InStory
            && let Some(worst) = self.worst
        {
            self.add_edits(worst);
        }
        self.put(Term::Start, 1);
        self.put(Term::Sound, i16::from(varied > 0 && self.sounds == varied));
        self.put(Term::ConsonantSound, i16::from(varied > 0 && self.consonants == varied));
        self.put(Term::SeveralVaried, i16::from(varied > 1));
        self.put(Term::SeveralEqual, i16::from(self.pair.equal > 1));
        let contradicted = self.pair.count(Term::Contradicted) > 0;
        self.put(Term::ContradictedBesideVaried, i16::from(contradicted && varied > 0));
        self.pair
    }
}

/// By how many tenths of a bit a letter of a name is expected to surprise. Source: the mean over the
/// labelled pairs, rounded.
const EXPECTED: i16 = 40;

/// The most tenths of a bit above these that count. Source: beyond it words are not of Latin letters.
const MOST_SURPRISE: i16 = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::names::fold_name;
    use crate::lexicon::Lexicon;

    fn check(a: &str, b: &str, varied: u8, contradicted: i16, unmatched: i16) {
        let names = Lexicon::builtin().names();
        let pair = count(&fold_name(a, names), &fold_name(b, names), Counting::Alone, Some(names));
        let found = (pair.varied, pair.count(Term::Contradicted), pair.count(Term::Unmatched));
        assert_eq!(found, (varied, contradicted, unmatched), "{a}, {b}");
    }

    #[test]
    fn words_find_their_partners() {
        check("Ella Lindberg", "Lindburg, Ella", 1, 0, 0);
        check("Ella Lindberg", "Ella Maria Lindberg", 0, 0, 1);
        check("Ella Lindberg", "Ella Xu", 0, 1, 0);
        check("William Lindberg", "Bill Lindberg", 0, 0, 0);
        check("W. Lindberg", "William Lindberg", 0, 0, 0);
    }

    #[test]
    fn what_is_written_apart_is_put_together() {
        check("Abdul Aziz Karim", "Abdelaziz Karim", 1, 0, 0);
        check("Karim Siraj ud-Din", "Karim Sirajuddin", 1, 0, 0);
        check("Ella Maria Lindberg", "Ella Lindberg", 0, 0, 1);
    }

    #[test]
    fn names_of_few_characters_do_not_merge() {
        check("李小龙", "李小虎", 0, 1, 0);
        check("김정은", "김정일", 0, 1, 0);
        check("Владимиров", "Владимеров", 1, 0, 0);
    }

    #[test]
    fn far_words_are_not_aligned() {
        assert!(quick_reject((4, 0), (8, 0)));
        assert!(!quick_reject((8, 0), (7, 1)));
    }
}
