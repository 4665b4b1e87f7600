//! Lists that a number announces: `three reasons: cost, noise and time.`

use crate::text::Span;

/// A closed list behind a number and its noun.
pub(super) struct Listing {
    /// How many items.
    pub items: usize,
    /// The list.
    pub span: Span,
    /// Whether its items are common nouns or stand on lines of their own: none can be the place or
    /// the age of another.
    pub is_plain: bool,
}

/// How far behind the number the list may begin. Unit: bytes.
const NOUN: usize = 48;

/// How long a list may be. Unit: bytes.
const LONGEST: usize = 400;

/// How many words an item in running text may have.
const ITEM: usize = 5;

/// Nouns of which each item is one, whatever the item's own number is.
const ABSTRACT: [&str; 24] = [
    "aims",
    "areas",
    "causes",
    "charges",
    "conditions",
    "crimes",
    "demands",
    "factors",
    "goals",
    "groups",
    "issues",
    "lessons",
    "options",
    "points",
    "priorities",
    "problems",
    "questions",
    "reasons",
    "rules",
    "sectors",
    "steps",
    "subjects",
    "things",
    "ways",
];

/// What says that a list is not whole, or is none.
const OPEN: [&str; 22] = [
    "about",
    "all",
    "also",
    "among",
    "and",
    "as",
    "at",
    "both",
    "but",
    "either",
    "especially",
    "for",
    "in",
    "including",
    "like",
    "mainly",
    "mostly",
    "notably",
    "one",
    "or",
    "such",
    "whether",
];

/// Words for more than one, which make one item two.
const SEVERAL: [&str; 14] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "couple", "pair", "twins",
    "several", "some",
];

/// The list behind a number that ends at `end`.
pub(super) fn listing(text: &str, end: u32) -> Option<Listing> {
    let rest = text.get(end as usize..)?;
    let near = &rest[..rest.floor_char_boundary(NOUN)];
    let (at, mark) = [":", " — ", "—", " – ", " -- ", " - "]
        .iter()
        .filter_map(|mark| Some((near.find(mark)?, *mark)))
        .min_by_key(|(at, mark)| (*at, std::cmp::Reverse(mark.len())))?;
    let noun = plural(&near[..at])?;
    let from = at + mark.len();
    let start = end as usize + from;
    if mark == ":" && rest[from..].trim_start_matches([' ', '\u{a0}']).starts_with('\n') {
        return bulleted(text, start);
    }
    let list = &rest[from..rest.floor_char_boundary(from + LONGEST)];
    let close = if mark == ":" { None } else { Some(mark.trim()) };
    in_a_row(list, close, noun).map(|(items, length, is_plain)| Listing {
        items,
        span: trimmed(text, start, start + length),
        is_plain,
    })
}

/// The last word between number and mark, when there are one to four and it is a plural.
fn plural(between: &str) -> Option<&str> {
    const PEOPLE: [&str; 4] = ["people", "men", "women", "children"];
    let mut words = between.split_whitespace();
    let last = words.next_back()?;
    let plain = between.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-');
    let plural = (last.ends_with('s') && !last.ends_with("ss")) || PEOPLE.contains(&last);
    (plain && plural && words.count() < 4).then_some(last)
}

fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let list = &text[from..to];
    let start = from + (list.len() - list.trim_start().len());
    Span::at(start, list.trim().len())
}

/// Items in running text, parted by commas and one *and*: how many, how long the list is, and whether
/// its items are common nouns. None when the list is open, or its items hold commas of their own.
fn in_a_row(list: &str, close: Option<&str>, noun: &str) -> Option<(usize, usize, bool)> {
    let length = match close {
        Some(mark) => list.find(mark).or_else(|| list_end(list))?,
        None => list_end(list)?,
    };
    let list = &list[..length];
    if list.contains(['"', '“', '(', ')', ':', '—', '’', '\'', '?', '!', '.'])
        || list.contains(char::is_numeric)
    {
        return None;
    }
    let items = items(list)?;
    let word = |item: &str| item.split_whitespace().next().unwrap_or("").to_lowercase();
    let open = items.iter().any(|item| OPEN.contains(&word(item).as_str()));
    let several = items
        .iter()
        .any(|item| item.split_whitespace().any(|w| SEVERAL.contains(&w.to_lowercase().as_str())));
    let long = items.iter().any(|item| item.is_empty() || item.split_whitespace().count() > ITEM);
    let capital = |item: &&&str| item.starts_with(char::is_uppercase);
    let capitals = items.iter().filter(|item| capital(item)).count();
    let named = capitals == items.len();
    let common = capitals == 0 && close.is_none() && ABSTRACT.contains(&noun);
    (!open && !several && !long && (named || common)).then_some((items.len(), length, common))
}

/// Where the sentence ends; none where that cannot be told.
fn list_end(list: &str) -> Option<usize> {
    let end = list.find(['.', '\n', ';'])?;
    let behind = list[end + 1..].chars().next();
    let initial = list[..end]
        .split_whitespace()
        .next_back()
        .is_some_and(|word| word.len() <= 4 && word.starts_with(char::is_uppercase));
    let ends = list[end..].starts_with('.') && behind.is_none_or(char::is_whitespace) && !initial;
    ends.then_some(end)
}

/// `a, b and c` as its items; none when another *and* stands among them.
fn items(list: &str) -> Option<Vec<&str>> {
    let joint = [" and ", " or "].iter().filter_map(|word| Some((list.rfind(word)?, word.len()))).max()?;
    let (before, last) = (&list[..joint.0], &list[joint.0 + joint.1..]);
    let before = before.trim_end().trim_end_matches(',');
    if last.contains(',') || before.contains(" and ") || before.contains(" or ") || before.contains(" & ") {
        return None;
    }
    Some(before.split(',').chain([last]).map(str::trim).collect())
}

/// Items on lines of their own, each behind a bullet or a number.
fn bulleted(text: &str, start: usize) -> Option<Listing> {
    /// More lines are not looked at.
    const LINES: usize = 60;
    let (mut items, mut at, mut end, mut blank) = (0, start, start, true);
    for line in text[start..].split_inclusive('\n').take(LINES) {
        let shown = line.trim();
        if is_bullet(shown) {
            (items, end) = (items + 1, at + line.trim_end().len());
        } else if !shown.is_empty() && blank {
            break;
        }
        blank = shown.is_empty();
        at += line.len();
    }
    (items >= 2).then(|| Listing { items, span: trimmed(text, start, end.max(start)), is_plain: true })
}

fn is_bullet(line: &str) -> bool {
    let marked = ["- ", "– ", "— ", "• ", "* ", "· ", "▪ "].iter().any(|mark| line.starts_with(mark));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=2).contains(&digits)
        && line[digits..].starts_with([')', '.'])
        && line[digits + 1..].starts_with(' ');
    (marked && !line.ends_with(" -")) || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<usize>) {
        let end = text.find(' ').unwrap() as u32;
        assert_eq!(listing(text, end).map(|list| list.items), expected, "{text}");
    }

    #[test]
    fn closed_lists_are_counted() {
        check("three reasons: cost and noise.", Some(2));
        check("three reasons: cost, noise, and time.", Some(3));
        check("two people — Ella Novak, Ben Ito and Cy Berg — were hurt.", Some(3));
        check("three steps:\n\n- ask\n- wait\n\nThen go.", Some(2));
        check("three steps:\n1. ask\n   again\n2) wait\n", Some(2));
    }

    #[test]
    fn open_lists_are_not() {
        check("three reasons: including cost and noise.", None);
        check("three men — young and armed — ran.", None);
        check("three victims: two brothers and a cousin.", None);
        check("two guests: Ella Novak, head of the port, and Ben Ito.", None);
        check("two reasons: cost and noise, he said.", None);
        check("two years: a long and cold time.", None);
        check("two dogs ran", None);
    }
}
