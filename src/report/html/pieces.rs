//! Copy cut into pieces that a template can mark.

use super::super::visible::push_visible;
use crate::text::Span;

/// A piece of copy and how it is marked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Safe to show; white space joined, but for one blank at the ends where there was any.
    pub(super) text: String,
    pub(super) mark: Mark,
    /// What sort of difference it is, when it is one.
    pub(super) class: &'static str,
}

/// How a piece is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Around the place.
    None,
    /// The place itself.
    Place,
    /// Words of the place that the other side has otherwise or not at all.
    Differs,
}

/// How much is shown on each side of a place. Unit: bytes, rounded out to a word.
const AROUND: usize = 160;

/// A place with the words around it, and the parts of it that differ.
pub(super) fn around(text: &str, place: Span, differing: &[(Span, &'static str)]) -> Vec<Piece> {
    let (start, end) = (place.start as usize, place.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let mut pieces = vec![piece(tail(before), Mark::None, "")];
    pieces.extend(inside(text, place, differing));
    pieces.push(piece(head(after), Mark::None, ""));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The place alone, and the parts of it that differ.
pub(super) fn inside(text: &str, place: Span, differing: &[(Span, &'static str)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = place.start;
    for &(span, class) in differing {
        if span.start >= at && span.end <= place.end && !span.is_empty() {
            pieces.push(piece(Span::new(at, span.start).of(text), Mark::Place, ""));
            pieces.push(piece(span.of(text), Mark::Differs, class));
            at = span.end;
        }
    }
    pieces.push(piece(Span::new(at, place.end).of(text), Mark::Place, ""));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

fn piece(text: &str, mark: Mark, class: &'static str) -> Piece {
    Piece { text: joined(text), mark, class }
}

/// The end of the paragraph before a place.
fn tail(text: &str) -> &str {
    let paragraph = text.rfind("\n\n").map_or(text, |at| text.get(at..).unwrap_or_default()).trim_start();
    let from = paragraph.len().saturating_sub(AROUND);
    let from = (0..=from).rev().find(|&at| paragraph.is_char_boundary(at)).unwrap_or(0);
    let from = paragraph.get(..from).and_then(|cut| cut.rfind(char::is_whitespace)).unwrap_or(0);
    paragraph.get(from..).unwrap_or_default()
}

/// The rest of the paragraph after a place.
fn head(text: &str) -> &str {
    let paragraph = text.split("\n\n").next().unwrap_or_default().trim_end();
    let to = (AROUND.min(paragraph.len())..paragraph.len()).find(|&at| paragraph.is_char_boundary(at));
    let Some(to) = to else { return paragraph };
    let rest = paragraph.get(to..).unwrap_or_default();
    let to = to + rest.find(char::is_whitespace).unwrap_or(rest.len());
    paragraph.get(..to).unwrap_or_default()
}

/// White space joined to single blanks, controls made visible.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            push_visible(c, &mut out);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, place: &str, differing: &[&str], expected: &[(&str, Mark)]) {
        let find = |words: &str| {
            let start = text.find(words).unwrap();
            Span::at(start, start + words.len())
        };
        let differing: Vec<_> = differing.iter().map(|words| (find(words), "content")).collect();
        let pieces = around(text, find(place), &differing);
        let found: Vec<_> = pieces.iter().map(|piece| (piece.text.as_str(), piece.mark)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_place_stands_among_the_words_of_its_paragraph() {
        use Mark::{Differs, None, Place};
        check(
            "Rain.\n\nHe said the ferry\nwas late again.\n\nSun.",
            "the ferry\nwas late",
            &["late"],
            &[("He said ", None), ("the ferry was ", Place), ("late", Differs), (" again.", None)],
        );
    }

    #[test]
    fn long_paragraphs_are_cut_between_words() {
        let text = format!("{}x{}", "word ".repeat(100), " word".repeat(100));
        let pieces = around(&text, Span::at(500, 501), &[]);
        assert!(pieces[0].text.len() < 2 * AROUND && pieces[0].text.trim_start().starts_with("word"));
        assert!(pieces[2].text.len() < 2 * AROUND && pieces[2].text.ends_with("word"));
    }

    #[test]
    fn a_difference_outside_the_place_is_left_alone() {
        check(
            "one two three",
            "two",
            &["three"],
            &[("one ", Mark::None), ("two", Mark::Place), (" three", Mark::None)],
        );
    }
}
