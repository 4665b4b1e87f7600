//! The cheapest way from one word to another: letters in, out and changed, neighbours swapped, and
//! the rewrites between transliterations.

use super::fold::LONGEST;
use std::sync::LazyLock;

/// What an edit is; the index into [`Edits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A vowel for another.
    VowelChanged,
    /// A vowel in or out.
    VowelIn,
    /// A consonant in or out.
    ConsonantIn,
    /// A consonant for an unrelated one.
    ConsonantChanged,
    /// A letter for its neighbour on the keyboard.
    Keyboard,
    /// A vowel for a consonant.
    VowelForConsonant,
    /// l for r.
    LForR,
    /// h in or out.
    HIn,
    /// e, i, y, ei and the like.
    Ei,
    /// k, kh, gh, q, h, g.
    Guttural,
    /// Any other rewrite.
    Rewrite,
    /// A letter doubled or single.
    Double,
    /// Two neighbours swapped.
    Swap,
}

/// How many classes there are.
pub(super) const CLASSES: usize = 13;

/// How often each class of edit occurs.
pub(super) type Edits = [u8; CLASSES];

/// Costs in hundredths of an unrelated letter; set by hand so that the alignment a reader would
/// draw is the cheapest. The weights of the score, not these, decide.
const fn cost(class: Class) -> u16 {
    match class {
        Class::VowelChanged | Class::VowelIn => 50,
        Class::ConsonantIn | Class::Keyboard => 90,
        Class::ConsonantChanged | Class::VowelForConsonant => 110,
        Class::LForR | Class::Swap => 70,
        Class::HIn => 40,
        Class::Ei | Class::Guttural | Class::Rewrite => 28,
        Class::Double => 30,
    }
}

/// Pairs of letter groups that stand for one sound in different transliterations.
///
/// Source: BGN/PCGN, ALA-LC and German, French and Polish newsroom romanisations side by side.
const REWRITES: &[(&str, &str, Class)] = &[
    ("kh", "k", Class::Guttural),
    ("kh", "h", Class::Guttural),
    ("kh", "x", Class::Guttural),
    ("kh", "ch", Class::Guttural),
    ("ch", "h", Class::Guttural),
    ("gh", "g", Class::Guttural),
    ("gh", "q", Class::Guttural),
    ("gh", "k", Class::Guttural),
    ("q", "k", Class::Guttural),
    ("q", "g", Class::Guttural),
    ("g", "k", Class::Guttural),
    ("g", "h", Class::Guttural),
    ("q", "kh", Class::Guttural),
    ("q", "c", Class::Guttural),
    ("e", "i", Class::Ei),
    ("i", "y", Class::Ei),
    ("e", "y", Class::Ei),
    ("ei", "ai", Class::Ei),
    ("ei", "i", Class::Ei),
    ("ei", "e", Class::Ei),
    ("ei", "ie", Class::Ei),
    ("ey", "ei", Class::Ei),
    ("ai", "e", Class::Ei),
    ("ai", "ay", Class::Ei),
    ("ay", "ei", Class::Ei),
    ("ey", "ay", Class::Ei),
    ("ie", "i", Class::Ei),
    ("ee", "i", Class::Ei),
    ("ey", "y", Class::Ei),
    ("ey", "i", Class::Ei),
    ("iy", "y", Class::Ei),
    ("iy", "i", Class::Ei),
    ("yi", "i", Class::Ei),
    ("ii", "y", Class::Ei),
    ("ij", "y", Class::Ei),
    ("ia", "ya", Class::Ei),
    ("ye", "e", Class::Ei),
    ("ie", "e", Class::Ei),
    ("yo", "e", Class::Ei),
    ("io", "e", Class::Ei),
    ("jo", "yo", Class::Ei),
    ("ou", "u", Class::Rewrite),
    ("oo", "u", Class::Rewrite),
    ("ou", "o", Class::Rewrite),
    ("o", "u", Class::Rewrite),
    ("w", "u", Class::Rewrite),
    ("w", "ou", Class::Rewrite),
    ("v", "u", Class::Rewrite),
    ("au", "aw", Class::Rewrite),
    ("eo", "o", Class::Rewrite),
    ("ch", "sh", Class::Rewrite),
    ("ch", "tch", Class::Rewrite),
    ("ch", "c", Class::Rewrite),
    ("ch", "cz", Class::Rewrite),
    ("ch", "tsch", Class::Rewrite),
    ("sh", "sch", Class::Rewrite),
    ("sh", "s", Class::Rewrite),
    ("sh", "sz", Class::Rewrite),
    ("sh", "ch", Class::Rewrite),
    ("sch", "s", Class::Rewrite),
    ("sch", "ch", Class::Rewrite),
    ("shch", "sch", Class::Rewrite),
    ("shch", "sh", Class::Rewrite),
    ("s", "z", Class::Rewrite),
    ("s", "c", Class::Rewrite),
    ("ts", "c", Class::Rewrite),
    ("ts", "tz", Class::Rewrite),
    ("ts", "z", Class::Rewrite),
    ("tz", "z", Class::Rewrite),
    ("x", "ks", Class::Rewrite),
    ("j", "zh", Class::Rewrite),
    ("j", "dj", Class::Rewrite),
    ("j", "dzh", Class::Rewrite),
    ("j", "g", Class::Rewrite),
    ("j", "y", Class::Rewrite),
    ("j", "i", Class::Rewrite),
    ("z", "zh", Class::Rewrite),
    ("v", "w", Class::Rewrite),
    ("ph", "f", Class::Rewrite),
    ("v", "f", Class::Rewrite),
    ("ov", "off", Class::Rewrite),
    ("ev", "eff", Class::Rewrite),
    ("v", "b", Class::Rewrite),
    ("b", "p", Class::Rewrite),
    ("d", "dh", Class::Rewrite),
    ("d", "t", Class::Rewrite),
    ("t", "th", Class::Rewrite),
    ("dh", "z", Class::Rewrite),
    ("th", "s", Class::Rewrite),
    ("dd", "dh", Class::Rewrite),
    ("c", "k", Class::Rewrite),
    ("ck", "k", Class::Rewrite),
    ("cc", "k", Class::Rewrite),
    ("qu", "k", Class::Rewrite),
    ("ku", "qu", Class::Rewrite),
    ("ae", "a", Class::Rewrite),
    ("oe", "o", Class::Rewrite),
    ("ue", "u", Class::Rewrite),
    ("oe", "e", Class::Rewrite),
    ("a", "e", Class::VowelChanged),
    ("sky", "skiy", Class::Ei),
    ("m", "n", Class::ConsonantChanged),
];

/// A rewrite in one direction.
struct Rewrite {
    from: Group,
    to: Group,
    class: Class,
}

/// At most four letters, in reverse.
#[derive(Clone, Copy)]
struct Group {
    letters: [u8; 4],
    length: usize,
}

impl Group {
    fn of(letters: &str) -> Self {
        let mut group = Self { letters: [OTHER; 4], length: letters.len() };
        for (into, c) in group.letters.iter_mut().zip(letters.chars().rev()) {
            *into = code(c);
        }
        group
    }

    /// Whether a word ends so; the last letter is known to fit.
    fn ends(&self, word: &[u8]) -> bool {
        self.length == 1
            || word.len() >= self.length
                && word.iter().rev().zip(&self.letters[..self.length]).all(|(x, y)| x == y)
    }
}

/// What may happen between two words where one has this letter and the other that.
#[derive(Clone, Copy)]
struct Pair {
    changed: Class,
    /// Where in `Table::rewrites` those stand that end so.
    from: u16,
    to: u16,
}

/// Every pair of letters; most end no rewrite, and no others are looked at.
struct Table {
    pairs: Vec<Pair>,
    rewrites: Vec<Rewrite>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut lists: Vec<Vec<Rewrite>> = (0..LETTERS * LETTERS).map(|_| Vec::new()).collect();
    for &(a, b, class) in REWRITES {
        for (from, to) in [(Group::of(a), Group::of(b)), (Group::of(b), Group::of(a))] {
            lists[pair(from.letters[0], to.letters[0])].push(Rewrite { from, to, class });
        }
    }
    let mut table = Table { pairs: Vec::with_capacity(lists.len()), rewrites: Vec::new() };
    let letters = || ('a'..='z').chain(['-']);
    for (x, y) in letters().flat_map(|x| letters().map(move |y| (x, y))) {
        let from = table.rewrites.len() as u16;
        table.rewrites.append(&mut lists[pair(code(x), code(y))]);
        table.pairs.push(Pair { changed: changed(x, y), from, to: table.rewrites.len() as u16 });
    }
    table
});

/// The index of a pair of letters in `Table::pairs`.
fn pair(x: u8, y: u8) -> usize {
    x as usize * LETTERS + y as usize
}

/// The code of what is no letter from a to z.
const OTHER: u8 = 26;

/// How many codes there are.
const LETTERS: usize = OTHER as usize + 1;

fn code(c: char) -> u8 {
    if c.is_ascii_lowercase() { c as u8 - b'a' } else { OTHER }
}

fn letter(c: char) -> Option<usize> {
    c.is_ascii_lowercase().then(|| c as usize - 'a' as usize)
}

/// Whether the letter is written as a vowel; `y` is one.
pub(super) const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Row and column of each letter on a keyboard.
const KEYS: [(u8, u8); 26] = keys();

const fn keys() -> [(u8, u8); 26] {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let mut keys = [(0, 0); 26];
    let mut row = 0;
    while row < ROWS.len() {
        let mut column = 0;
        while column < ROWS[row].len() {
            keys[(ROWS[row][column] - b'a') as usize] = (row as u8, column as u8);
            column += 1;
        }
        row += 1;
    }
    keys
}

/// Whether two letters touch on a keyboard.
fn are_neighbours(a: char, b: char) -> bool {
    let (Some(a), Some(b)) = (letter(a), letter(b)) else { return false };
    let ((row_a, a), (row_b, b)) = (KEYS[a], KEYS[b]);
    match row_a.abs_diff(row_b) {
        0 => a.abs_diff(b) == 1,
        1 => {
            let (upper, lower) = if row_a < row_b { (a, b) } else { (b, a) };
            upper == lower || upper == lower + 1
        }
        _ => false,
    }
}

fn changed(a: char, b: char) -> Class {
    match (is_vowel(a), is_vowel(b)) {
        (true, true) => Class::VowelChanged,
        _ if are_neighbours(a, b) => Class::Keyboard,
        (true, false) | (false, true) => Class::VowelForConsonant,
        (false, false) if matches!((a, b), ('l', 'r') | ('r', 'l')) => Class::LForR,
        (false, false) => Class::ConsonantChanged,
    }
}

/// What it is to have the letter at `at` in one word and not in the other.
fn alone(word: &[char], at: usize) -> Class {
    let c = word[at];
    let same = |other: Option<usize>| other.and_then(|i| word.get(i)) == Some(&c);
    if same(at.checked_sub(1)) || same(Some(at + 1)) {
        Class::Double
    } else if c == 'h' {
        Class::HIn
    } else if is_vowel(c) {
        Class::VowelIn
    } else {
        Class::ConsonantIn
    }
}

/// One step of an alignment: how many letters of each word it takes, and what it is.
#[derive(Clone, Copy)]
struct Step {
    cost: u16,
    a: u8,
    b: u8,
    class: Option<Class>,
}

/// Two words aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Alignment {
    /// Sum of the costs, in hundredths of an unrelated letter.
    pub cost: u16,
    /// The edits by class.
    pub edits: Edits,
    /// Whether the first letters differ by more than a rewrite, and are not both vowels.
    pub first_differs: bool,
}

/// Aligns two words of at most [`LONGEST`] letters. Letters that both begin and end with are not
/// looked at, but for two on each side that a rewrite may need.
pub(super) fn align(a: &[char], b: &[char]) -> Alignment {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count().saturating_sub(2);
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().saturating_sub(2);
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let steps = fill(&Word::of(a), &Word::of(b));
    trace(&steps, a.len(), b.len(), head > 0)
}

/// A word's letters, and what is known of each alone.
struct Word<'a> {
    chars: &'a [char],
    codes: [u8; LONGEST],
    alone: [Class; LONGEST],
}

impl<'a> Word<'a> {
    fn of(chars: &'a [char]) -> Self {
        let (mut codes, mut lone) = ([OTHER; LONGEST], [Class::Double; LONGEST]);
        for (at, &c) in chars.iter().enumerate() {
            codes[at] = code(c);
            lone[at] = alone(chars, at);
        }
        Self { chars, codes, alone: lone }
    }
}

/// The best last step for every pair of prefixes, row by row.
fn fill(a: &Word<'_>, b: &Word<'_>) -> Vec<Step> {
    let width = b.chars.len() + 1;
    let table = &*TABLE;
    let mut steps: Vec<Step> = Vec::with_capacity((a.chars.len() + 1) * width);
    let mut last = Step { cost: 0, a: 0, b: 0, class: None };
    steps.push(last);
    for in_b in &b.alone[..width - 1] {
        last = last.then((0, 1), *in_b);
        steps.push(last);
    }
    for i in 1..=a.chars.len() {
        let in_a = a.alone[i - 1];
        let pairs = &table.pairs[pair(a.codes[i - 1], 0)..][..LETTERS];
        let above = (i - 1) * width;
        last = steps[above].then((1, 0), in_a);
        steps.push(last);
        for j in 1..width {
            let pair = pairs[b.codes[j - 1] as usize];
            let step = best(&steps, (table, pair), (a, b), (i, j));
            let step = step.or(steps[above + j].then((1, 0), in_a));
            last = step.or(last.then((0, 1), b.alone[j - 1]));
            steps.push(last);
        }
    }
    steps
}

impl Step {
    /// The step after this that takes so many letters of each word.
    const fn then(self, (a, b): (u8, u8), class: Class) -> Self {
        Self { cost: self.cost.saturating_add(cost(class)), a, b, class: Some(class) }
    }

    /// The cheaper of two; of equals the first.
    const fn or(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }
}

/// The best step that takes letters of both words.
fn best(
    steps: &[Step],
    (table, pair): (&Table, Pair),
    (a, b): (&Word<'_>, &Word<'_>),
    (i, j): (usize, usize),
) -> Step {
    let width = b.chars.len() + 1;
    let (x, y) = (a.chars[i - 1], b.chars[j - 1]);
    let before = steps[(i - 1) * width + j - 1];
    let mut best =
        if x == y { Step { a: 1, b: 1, class: None, ..before } } else { before.then((1, 1), pair.changed) };
    if x != y && i > 1 && j > 1 && x == b.chars[j - 2] && a.chars[i - 2] == y {
        best = best.or(steps[(i - 2) * width + j - 2].then((2, 2), Class::Swap));
    }
    for rewrite in &table.rewrites[pair.from as usize..pair.to as usize] {
        if rewrite.from.ends(&a.codes[..i]) && rewrite.to.ends(&b.codes[..j]) {
            let (from, to) = (rewrite.from.length, rewrite.to.length);
            let before = steps[(i - from) * width + j - to];
            best = best.or(before.then((from as u8, to as u8), rewrite.class));
        }
    }
    best
}

fn trace(steps: &[Step], mut i: usize, mut j: usize, same_head: bool) -> Alignment {
    let width = j + 1;
    let mut out = Alignment { cost: steps.last().map_or(0, |s| s.cost), ..Alignment::default() };
    while i + j > 0 {
        let step = steps[i * width + j];
        (i, j) = (i - usize::from(step.a), j - usize::from(step.b));
        let Some(class) = step.class else { continue };
        let count = &mut out.edits[class as usize];
        *count = count.saturating_add(1);
        out.first_differs |= i == 0 && j == 0 && !same_head && is_telling(class);
        if step.a as usize + step.b as usize == 0 {
            break; // cannot happen: every step takes a letter
        }
    }
    out
}

/// Whether a change of the first letter speaks for another name.
const fn is_telling(class: Class) -> bool {
    match class {
        Class::ConsonantIn
        | Class::ConsonantChanged
        | Class::Keyboard
        | Class::VowelForConsonant
        | Class::LForR
        | Class::VowelIn
        | Class::Swap => true,
        Class::VowelChanged | Class::HIn | Class::Ei | Class::Guttural | Class::Rewrite | Class::Double => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: &[(Class, u8)]) {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut edits = [0; CLASSES];
        for &(class, count) in expected {
            edits[class as usize] = count;
        }
        assert_eq!(align(&a, &b).edits, edits, "{a:?} {b:?}");
    }

    #[test]
    fn edits_are_named_for_what_they_are() {
        check("araghchi", "araghci", &[(Class::Rewrite, 1)]);
        check("araghchi", "aragchi", &[(Class::Guttural, 1)]);
        check("lindberg", "lindburg", &[(Class::VowelChanged, 1)]);
        check("clinton", "cilnton", &[(Class::Swap, 1)]);
        check("cook", "cookk", &[(Class::Double, 1)]);
        check("trump", "tkump", &[(Class::ConsonantChanged, 1)]);
        check("sanders", "sandwrs", &[(Class::Keyboard, 1)]);
        check("same", "same", &[]);
        check("", "ab", &[(Class::VowelIn, 1), (Class::ConsonantIn, 1)]);
    }

    #[test]
    fn the_first_letter_counts_unless_rewritten() {
        let first = |a: &str, b: &str| {
            align(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>()).first_differs
        };
        assert!(first("bush", "rush"));
        assert!(!first("qadir", "kadir"));
        assert!(!first("bush", "busch"));
    }
}
