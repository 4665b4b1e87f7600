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
        for (into, c) in group.letters.iter_mut().zip(letters.bytes().rev()) {
            *into = code(c);
        }
        group
    }

    /// Whether a word ends so; the last letter is known to fit.
    fn ends(&self, word: &[u8]) -> bool {
        self.length == 1
            || word.len() >= self.length
                && word.iter().rev().zip(&self.letters[..self.length]).all(|(x, y)| code(*x) == *y)
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
    let letters = || (b'a'..=b'z').chain([b'-']);
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

const fn code(c: u8) -> u8 {
    if c.is_ascii_lowercase() { c - b'a' } else { OTHER }
}

fn letter(c: u8) -> Option<usize> {
    c.is_ascii_lowercase().then(|| usize::from(c - b'a'))
}

/// Whether the letter is written as a vowel; `y` is one.
pub(super) const fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
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
fn are_neighbours(a: u8, b: u8) -> bool {
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

fn changed(a: u8, b: u8) -> Class {
    match (is_vowel(a), is_vowel(b)) {
        (true, true) => Class::VowelChanged,
        _ if are_neighbours(a, b) => Class::Keyboard,
        (true, false) | (false, true) => Class::VowelForConsonant,
        (false, false) if matches!((a, b), (b'l', b'r') | (b'r', b'l')) => Class::LForR,
        (false, false) => Class::ConsonantChanged,
    }
}

/// What it is to have the letter at `at` in one word and not in the other.
fn alone(word: &[u8], at: usize) -> Class {
    let c = word[at];
    let same = |other: Option<usize>| other.and_then(|i| word.get(i)) == Some(&c);
    if same(at.checked_sub(1)) || same(Some(at + 1)) {
        Class::Double
    } else if c == b'h' {
        Class::HIn
    } else if is_vowel(c) {
        Class::VowelIn
    } else {
        Class::ConsonantIn
    }
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
    /// Whether the last letters differ by more than a rewrite.
    pub last_differs: bool,
}

/// One edit of an alignment: which letters of each word stand for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub class: Class,
    pub a: std::ops::Range<usize>,
    pub b: std::ops::Range<usize>,
}

/// The part of two words in which they differ, with two more letters on each side where there are
/// such, that a rewrite may need.
struct Middle<'w> {
    a: &'w [u8],
    b: &'w [u8],
    /// Letters before it.
    head: usize,
}

impl<'w> Middle<'w> {
    fn of(a: &'w [u8], b: &'w [u8]) -> Self {
        let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
        let head = a.iter().zip(b).take_while(|(x, y)| x == y).count().saturating_sub(2);
        let (a, b) = (&a[head..], &b[head..]);
        let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().saturating_sub(2);
        Self { a: &a[..a.len() - tail], b: &b[..b.len() - tail], head }
    }

    /// Calls `each` with every edit of the cheapest alignment, last first, and gives its cost.
    fn edits(&self, each: impl FnMut(Edit)) -> u16 {
        // Most pairs that are looked at differ in one place: a small table is filled faster.
        match self.a.len().max(self.b.len()) {
            0..8 => self.trace(&self.fill::<64>(), each),
            8..12 => self.trace(&self.fill::<144>(), each),
            _ => self.trace(&self.fill::<{ (LONGEST + 1) * (LONGEST + 1) }>(), each),
        }
    }

    /// The best last step for every pair of prefixes, row by row.
    fn fill<const N: usize>(&self) -> [Step; N] {
        let (a, b) = (self.a, self.b);
        let width = b.len() + 1;
        let table = &*TABLE;
        let mut steps = [Step::START; N];
        for j in 1..width {
            steps[j] = steps[j - 1].then((0, 1), alone(b, j - 1));
        }
        for i in 1..=a.len() {
            let in_a = alone(a, i - 1);
            let pairs = &table.pairs[pair(code(a[i - 1]), 0)..][..LETTERS];
            let above = (i - 1) * width;
            let row = above + width;
            steps[row] = steps[above].then((1, 0), in_a);
            for j in 1..width {
                let best = self.best(&steps, (table, pairs[usize::from(code(b[j - 1]))]), (i, j));
                let best = best.or(steps[above + j].then((1, 0), in_a));
                steps[row + j] = best.or(steps[row + j - 1].then((0, 1), alone(b, j - 1)));
            }
        }
        steps
    }

    /// The best step that takes letters of both words.
    fn best(&self, steps: &[Step], (table, pair): (&Table, Pair), (i, j): (usize, usize)) -> Step {
        let (a, b) = (self.a, self.b);
        let width = b.len() + 1;
        let (x, y) = (a[i - 1], b[j - 1]);
        let before = steps[(i - 1) * width + j - 1];
        if x == y && pair.from == pair.to {
            return before.equal();
        }
        let mut best = if x == y { before.equal() } else { before.then((1, 1), pair.changed) };
        if x != y && i > 1 && j > 1 && x == b[j - 2] && a[i - 2] == y {
            best = best.or(steps[(i - 2) * width + j - 2].then((2, 2), Class::Swap));
        }
        for rewrite in &table.rewrites[usize::from(pair.from)..usize::from(pair.to)] {
            if rewrite.from.ends(&a[..i]) && rewrite.to.ends(&b[..j]) {
                let (from, to) = (rewrite.from.length, rewrite.to.length);
                let before = steps[(i - from) * width + j - to];
                best = best.or(before.then((from as u8, to as u8), rewrite.class));
            }
        }
        best
    }

    fn trace(&self, steps: &[Step], mut each: impl FnMut(Edit)) -> u16 {
        let (mut i, mut j) = (self.a.len(), self.b.len());
        let width = j + 1;
        let cost = steps[i * width + j].cost;
        while i + j > 0 {
            let step = steps[i * width + j];
            let (from, to) = (i - usize::from(step.a), j - usize::from(step.b));
            if let Some(class) = step.class {
                let head = self.head;
                each(Edit { class, a: head + from..head + i, b: head + to..head + j });
            }
            if (from, to) == (i, j) {
                break; // cannot happen: every step takes a letter
            }
            (i, j) = (from, to);
        }
        cost
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

impl Step {
    const START: Self = Self { cost: 0, a: 0, b: 0, class: None };

    /// The step after this that takes so many letters of each word.
    const fn then(self, (a, b): (u8, u8), class: Class) -> Self {
        Self { cost: self.cost.saturating_add(cost(class)), a, b, class: Some(class) }
    }

    /// The step after this that takes an equal letter of each.
    const fn equal(self) -> Self {
        Self { cost: self.cost, a: 1, b: 1, class: None }
    }

    /// The cheaper of two; of equals the first.
    const fn or(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }
}

/// Aligns two words of at most [`LONGEST`] letters.
pub(super) fn align(a: &[u8], b: &[u8]) -> Alignment {
    let middle = Middle::of(a, b);
    let mut out = Alignment::default();
    let (end_a, end_b) = (a.len().min(LONGEST), b.len().min(LONGEST));
    out.cost = middle.edits(|edit| {
        let count = &mut out.edits[edit.class as usize];
        *count = count.saturating_add(1);
        let first = edit.a.start == 0 && edit.b.start == 0;
        let last = edit.a.end == end_a && edit.b.end == end_b;
        out.first_differs |= first && is_telling(edit.class);
        out.last_differs |= last && is_telling(edit.class);
    });
    out
}

/// The edits that turn one word into another, in order.
pub(super) fn edits(a: &[u8], b: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    Middle::of(a, b).edits(|edit| edits.push(edit));
    edits.reverse();
    edits
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
        let mut edits = [0; CLASSES];
        for &(class, count) in expected {
            edits[class as usize] = count;
        }
        assert_eq!(align(a.as_bytes(), b.as_bytes()).edits, edits, "{a:?} {b:?}");
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
        let first = |a: &str, b: &str| align(a.as_bytes(), b.as_bytes()).first_differs;
        assert!(first("bush", "rush"));
        assert!(!first("qadir", "kadir"));
        assert!(!first("bush", "busch"));
    }
}
