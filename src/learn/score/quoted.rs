//! What stands between double quotation marks.

use crate::text::Span;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

// Python's white space has four separators more than Unicode's.
static BREAK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\n[\s\x1c-\x1f]*\n[\s\x1c-\x1f]*").expect("a fixed pattern, run by every test")
});

static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[“”„«»\"]|''").expect("a fixed pattern, run by every test"));

/// The passages between paired marks, paragraph by paragraph, in text order.
///
/// A paragraph whose quotation is left open counts to its end when the next one opens with a mark,
/// as is the custom in long quotations.
pub(super) fn passages(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let paragraphs = paragraphs(text);
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let next = || paragraphs.get(n + 1).and_then(|next| text.get(next.start..));
        let goes_on = || {
            next().is_some_and(|rest| {
                rest.starts_with(['“', '”', '„', '«', '»', '"']) || rest.starts_with("''")
            })
        };
        match in_paragraph(text, paragraph, &mut found) {
            Some(opened) if goes_on() => found.push(Span::at(opened, paragraph.end)),
            Some(_) | None => {}
        }
    }
    found
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let (mut paragraphs, mut start) = (Vec::new(), 0);
    for gap in BREAK.find_iter(text) {
        paragraphs.push(start..gap.start());
        start = gap.end();
    }
    paragraphs.push(start..text.len());
    paragraphs
}

/// Puts the passages of a paragraph into `found`; gives where one begins that is left open.
fn in_paragraph(text: &str, paragraph: &Range<usize>, found: &mut Vec<Span>) -> Option<usize> {
    let mut opened = None;
    for mark in MARK.find_iter(text.get(paragraph.clone()).unwrap_or_default()) {
        let (start, end) = (paragraph.start + mark.start(), paragraph.start + mark.end());
        opened = match (mark.as_str(), opened) {
            ("“" | "„" | "«", _) => Some(end),
            ("”" | "»", None) => None,
            (_, None) => Some(end),
            (_, Some(opened)) => {
                found.push(Span::at(opened, start));
                None
            }
        };
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = passages(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_every_kind_pair() {
        check("He “a b” and \"c d\" and ''e f''.", &["a b", "c d", "e f"]);
        check("«a» „b“ c”", &["a", " c"]);
        check("It's the boys' ball.", &[]);
    }

    #[test]
    fn a_long_quotation_goes_on_in_the_next_paragraph() {
        check("“open one.\n\n“closed two.”", &["open one.", "closed two."]);
        check("\"open one.\n \x1c\n\"closed two.\"", &["open one.", "closed two."]);
        check("a “stray mark.\n\nNo quote.", &[]);
        check("a “stray mark.\n\n", &[]);
        check("“one\ntwo”\n", &["one\ntwo"]);
    }
}
