//! Excerpts of the copy with carets under the places that matter.
//!
//! `annotate-snippets` draws them; here the copy is made fit to be drawn. A place that runs over
//! several lines is underlined line by line, and of a long line (many stories have one paragraph a
//! line) only the words around its places are kept.

use super::place;
use super::visible::{push_visible, visible};
use crate::ingest::Document;
use crate::text::{Span, StoryId};
use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use std::ops::Range;

/// A place to show, and whether it is what the finding is about or what that is held against.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) story: StoryId,
    pub(super) span: Span,
    pub(super) role: Role,
    /// Safe to show.
    pub(super) label: String,
    /// Words inside the place that must stay to be seen when the place is long.
    pub(super) inner: Vec<Span>,
}

/// What a place is to its finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// It deviates.
    Deviating,
    /// It is what others are held against.
    Related,
}

/// A line that is longer is cut around its places. Unit: characters; wire copy wraps at 80.
const LONGEST_LINE: usize = 110;

/// How much is kept on each side of a place in a long line, shared by the places on that line.
/// Unit: characters.
const AROUND: usize = 50;

/// The least that is kept on each side of a place, however many share the line. Unit: characters.
const LEAST_AROUND: usize = 15;

/// How much is kept at each end of a place that is itself long. Unit: characters.
const AT_EACH_END: usize = 50;

/// How much is kept on each side of the words inside a long place. Unit: characters.
const AROUND_INNER: usize = 25;

/// How far a cut may move to fall between words. Unit: characters.
const TO_A_GAP: usize = 20;

/// Lines of a story farther apart than this are drawn as two excerpts. Unit: lines.
const FARTHEST_LINES: u32 = 200;

/// The excerpts of one story, and where each begins, for people: `wire/a.txt:12:5`.
///
/// Paths are placeholders, so that the column can be that of the file and not of the cut line:
/// see [`name_origins`].
pub(super) fn snippets<'a>(
    document: &Document,
    places: &[Shown],
    origins: &mut Vec<String>,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut pieces: Vec<Piece<'_>> = places.iter().flat_map(|shown| pieces(document, shown)).collect();
    pieces.sort_by_key(|piece| (piece.line, piece.span));
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.number == piece.line => line.pieces.push(piece),
            _ => lines.push(Line { number: piece.line, pieces: vec![piece] }),
        }
    }
    let far = |a: &Line<'_>, b: &Line<'_>| b.number - a.number <= FARTHEST_LINES;
    lines.chunk_by(far).map(|lines| snippet(document, lines, origins)).collect()
}

/// The part of a place that lies on one line.
struct Piece<'p> {
    line: u32,
    span: Span,
    role: Role,
    label: &'p str,
    inner: &'p [Span],
}

/// A line and the pieces on it.
struct Line<'p> {
    number: u32,
    pieces: Vec<Piece<'p>>,
}

/// How many lines of one place are drawn. Unit: lines; a place is words, not a paragraph.
const MOST_LINES: usize = 12;

/// Splits a place at the ends of lines; the label goes with its last line.
fn pieces<'p>(document: &Document, shown: &'p Shown) -> Vec<Piece<'p>> {
    let mut found = Vec::new();
    let mut from = shown.span.start;
    let mut line = document.lines().line(from);
    while from < shown.span.end && found.len() < MOST_LINES {
        let next = document.lines().start(line + 1).unwrap_or(u32::MAX);
        let span = trim(document, Span::new(from, next.min(shown.span.end)));
        if !span.is_empty() {
            found.push(Piece { line, span, role: shown.role, label: "", inner: &shown.inner });
        }
        (from, line) = (next, line + 1);
    }
    if let Some(last) = found.last_mut() {
        last.label = &shown.label;
    }
    found
}

/// The span without white space at its ends.
fn trim(document: &Document, span: Span) -> Span {
    let text = span.of(&document.text);
    let start = text.len() - text.trim_start().len();
    let kept = text.trim().len();
    Span::at(span.start as usize + start, span.start as usize + start + kept)
}

fn snippet<'a>(
    document: &Document,
    lines: &[Line<'_>],
    origins: &mut Vec<String>,
) -> Snippet<'a, Annotation<'a>> {
    let mut source = String::new();
    let mut annotations = Vec::new();
    let mut number = lines.first().map_or(1, |line| line.number);
    let first = number;
    for line in lines {
        while number < line.number {
            source.push('\n');
            number += 1;
        }
        draw(document, line, &mut source, &mut annotations);
    }
    let mark = format!("{MARK}{}{MARK}", origins.len());
    origins.push(origin(document, lines));
    Snippet::source(source)
        .line_start(first as usize)
        .line_numbering(!document.is_line)
        .path(mark)
        .annotations(annotations)
}

/// Where an excerpt begins: at its first deviating place, or its first of all.
fn origin(document: &Document, lines: &[Line<'_>]) -> String {
    let all = || lines.iter().flat_map(|line| &line.pieces);
    let first = all().find(|p| p.role == Role::Deviating).or_else(|| all().next());
    let at = document.locate(first.map_or(0, |piece| piece.span.start));
    let path = visible(place::file(document));
    if document.is_line {
        return format!("{path}:{}, story {}", at.line, visible(&document.name));
    }
    format!("{path}:{}:{}", at.line, at.column)
}

/// Appends a line, cut around its places, and the places in it.
fn draw(document: &Document, line: &Line<'_>, source: &mut String, into: &mut Vec<Annotation<'_>>) {
    let text = document.text.as_str();
    let start = document.lines().start(line.number).unwrap_or(0) as usize;
    let end = document.lines().start(line.number + 1).map_or(text.len(), |end| end as usize);
    let end = start + text.get(start..end).unwrap_or("").trim_end().len();
    let cut = Cut::new(text, start..end, &windows(text, start..end, &line.pieces), source);
    for piece in &line.pieces {
        let kind = match piece.role {
            Role::Deviating => AnnotationKind::Primary,
            Role::Related => AnnotationKind::Context,
        };
        let drawn = kind.span(cut.place(piece.span.start)..cut.place(piece.span.end));
        let label = (!piece.label.is_empty()).then(|| piece.label.to_owned());
        into.push(drawn.label(label));
    }
}

/// The parts of a line that are kept, in order and apart from each other.
fn windows(text: &str, line: Range<usize>, pieces: &[Piece<'_>]) -> Vec<Range<usize>> {
    let slice = text.get(line.clone()).unwrap_or("");
    if slice.chars().take(LONGEST_LINE + 1).count() <= LONGEST_LINE {
        return vec![line];
    }
    let most = (AROUND / pieces.len().max(1)).max(LEAST_AROUND);
    let mut wanted: Vec<Range<usize>> =
        pieces.iter().flat_map(|piece| around(text, &line, piece, most)).collect();
    wanted.sort_by_key(|window| (window.start, window.end));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for window in wanted {
        match kept.last_mut() {
            Some(last) if window.start <= last.end + 8 => last.end = last.end.max(window.end),
            _ => kept.push(window),
        }
    }
    kept
}

/// What is kept for one piece: all of it with the words around, or its ends and its inner words.
fn around(text: &str, line: &Range<usize>, piece: &Piece<'_>, most: usize) -> Vec<Range<usize>> {
    let Range { start, end } = piece.span.range();
    let before = back(text, line.start, start, most);
    let after = forth(text, end, line.end, most);
    if forth_chars(text, start, end, 2 * AT_EACH_END) == end {
        let whole = before..after;
        return vec![whole];
    }
    let head = before..forth(text, start, end, AT_EACH_END);
    let tail = back(text, start, end, AT_EACH_END)..after;
    let inner = piece.inner.iter().filter(|span| piece.span.contains(**span)).map(|span| {
        let Range { start: from, end: to } = span.range();
        back(text, start, from, AROUND_INNER)..forth(text, to, end, AROUND_INNER)
    });
    inner.chain([head, tail]).collect()
}

/// The byte that lies `chars` characters before `at`, moved on to the next gap between words.
fn back(text: &str, least: usize, at: usize, chars: usize) -> usize {
    let slice = text.get(least..at).unwrap_or("");
    let Some((cut, _)) = slice.char_indices().rev().nth(chars.saturating_sub(1)) else { return least };
    let tail = slice.get(cut..).unwrap_or("");
    let gap = tail.char_indices().take(TO_A_GAP).find(|(_, c)| c.is_whitespace());
    if cut == 0 { least } else { least + cut + gap.map_or(0, |(i, c)| i + c.len_utf8()) }
}

/// The byte that lies `chars` characters after `at`, moved back to the last gap between words.
fn forth(text: &str, at: usize, most: usize, chars: usize) -> usize {
    let cut = forth_chars(text, at, most, chars);
    if cut == most {
        return most;
    }
    let head = text.get(at..cut).unwrap_or("");
    let gap = head.char_indices().rev().take(TO_A_GAP).find(|(_, c)| c.is_whitespace());
    gap.map_or(cut, |(i, _)| at + i)
}

fn forth_chars(text: &str, at: usize, most: usize, chars: usize) -> usize {
    let slice = text.get(at..most).unwrap_or("");
    slice.char_indices().nth(chars).map_or(most, |(i, _)| at + i)
}

/// A line as drawn, and the way from the story's bytes to its own.
struct Cut {
    /// (byte of the story, byte of the drawn source), ascending; alike in between.
    steps: Vec<(usize, usize)>,
}

impl Cut {
    /// Appends the windows of a line to `source`, controls made visible, `…` for what is left out.
    fn new(text: &str, line: Range<usize>, windows: &[Range<usize>], source: &mut String) -> Self {
        let mut steps = Vec::new();
        let mut drawn = line.start;
        for window in windows {
            if window.start > drawn {
                source.push_str(if drawn == line.start { "… " } else { " … " });
            }
            steps.push((window.start, source.len()));
            let mut alike = true;
            for (i, c) in text.get(window.clone()).unwrap_or("").char_indices() {
                if !alike {
                    steps.push((window.start + i, source.len()));
                }
                let before = source.len();
                push_visible(c, source);
                alike = source.len() - before == c.len_utf8();
            }
            steps.push((window.end, source.len()));
            drawn = window.end;
        }
        if drawn < line.end {
            source.push_str(" …");
        }
        Self { steps }
    }

    /// Where a byte of the story stands in the drawn source; what was left out stands at its `…`.
    fn place(&self, offset: u32) -> usize {
        let offset = offset as usize;
        let after = self.steps.partition_point(|&(byte, _)| byte <= offset);
        let Some(&(byte, drawn)) = self.steps.get(after.saturating_sub(1)) else { return 0 };
        let reached = drawn + offset.saturating_sub(byte);
        self.steps.get(after).map_or(drawn, |&(_, next)| reached.min(next))
    }
}

/// Stands around the number of an origin; [`visible`] lets no story write it.
const MARK: char = '\u{10fffd}';

/// Puts the origins in the place of their placeholders and of the positions after those.
pub(super) fn name_origins(drawn: &str, origins: &[String]) -> String {
    let mut out = String::with_capacity(drawn.len() + 64);
    let mut parts = drawn.split(MARK);
    out.push_str(parts.next().unwrap_or(""));
    while let (Some(number), Some(rest)) = (parts.next(), parts.next()) {
        let origin = number.parse().ok().and_then(|i: usize| origins.get(i));
        out.push_str(origin.map_or("", String::as_str));
        out.push_str(rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}
