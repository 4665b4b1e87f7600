//! Finds the blocks of a text and says what each is: what wire agencies put around a story.

use super::{Block, BlockKind, Dateline, Story};
use crate::text::{Span, fold};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// How many blocks at the top may stand before the dateline.
///
/// Slug, date line, headline, standfirst, byline, photo credit, and two to spare.
const HEAD: usize = 8;

/// Lines longer than this are not hard-wrapped: each is a paragraph of its own.
///
/// Agencies wrap at 64 to 80 characters; 120 leaves room for long words.
const WRAPPED: usize = 120;

/// Sets the story's blocks and its dateline.
pub(super) fn read(story: &mut Story<'_>) {
    let text = &story.document.text;
    story.blocks = blocks(text);
    let first = story
        .blocks
        .iter()
        .take(HEAD)
        .enumerate()
        .find_map(|(i, block)| Some((i, dateline(text, block.span)?)));
    if let Some((at, dateline)) = first {
        head(text, &mut story.blocks[..at]);
        story.dateline = Some(dateline);
    }
    title(story);
    let captions = may_hold_captions(text);
    for block in story.blocks.iter_mut().filter(|block| block.kind == BlockKind::Paragraph) {
        if is_subhead(block.span.of(text)) {
            block.kind = BlockKind::Subhead;
        } else if captions && is_caption(block.span.of(text)) {
            block.kind = BlockKind::Caption;
        }
    }
    notebook(text, &mut story.blocks);
}

/// The stretches between blank lines, or the lines when they are not hard-wrapped.
fn blocks(text: &str) -> Vec<Block> {
    let wrapped = !lines(text).any(|line| line.len() > WRAPPED);
    let mut blocks: Vec<Block> = Vec::with_capacity(text.len() / 128);
    let mut open = false;
    for line in lines(text) {
        let kept = trimmed(&text[line.clone()]);
        if kept.is_empty() {
            open = false;
            continue;
        }
        let span = Span::at(line.start + kept.start, line.start + kept.end);
        match blocks.last_mut() {
            Some(last) if open && wrapped && kept.start < 3 => last.span = last.span.join(span),
            _ => blocks.push(Block { kind: BlockKind::Paragraph, span, sentences: 0..0, tokens: 0..0 }),
        }
        open = true;
    }
    blocks
}

/// The bytes of a line without the space around; most lines have none.
fn trimmed(line: &str) -> Range<usize> {
    let bare = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    if line.is_empty() || bare(line.as_bytes().first()) && bare(line.as_bytes().last()) {
        return 0..line.len();
    }
    let start = line.len() - line.trim_start_matches(is_space).len();
    start..start.max(line.trim_end_matches(is_space).len())
}

/// The lines of a text without their ends: `\n`, `\r\n`, or `\r` alone.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let rest = &bytes[from..];
        // Every other line is empty.
        let length = if rest.first() == Some(&b'\n') { Some(0) } else { memchr::memchr2(b'\n', b'\r', rest) };
        let end = length.map(|length| from + length);
        start = end.map(|end| end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 });
        Some(from..end.unwrap_or(bytes.len()))
    })
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') || (c.is_control() && c != '\u{1b}')
}

/// The dateline at the start of a block.
///
/// `PARIS, France, Feb 7, 2026 (BSS/AFP) -`, `WASHINGTON (AP) —`, `MADRID —`, `(Reuters) —`.
fn dateline(text: &str, block: Span) -> Option<Dateline> {
    let slice = block.of(text);
    let (dash, after) = dash(slice)?;
    let lead = slice[..dash].trim_end();
    let (before, credit) = credit(lead);
    let upper = before.split([',', ' ', '\u{a0}', '\n']).next().unwrap_or("");
    let letters = upper.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters >= 2 && !upper.chars().any(char::is_lowercase);
    if !(shouted || before.is_empty() && credit.is_some())
        || before.contains(['.', '?', '!', '"', '“']) && date_start(before).is_none()
    {
        return None;
    }
    let at = |from: usize, to: usize| Span::new(block.start + from as u32, block.start + to as u32);
    let date_at = date_start(before);
    let place_end = before[..date_at.unwrap_or(before.len())]
        .trim_end_matches(|c: char| c == ',' || c.is_whitespace())
        .len();
    Some(Dateline {
        span: at(0, after),
        place: (place_end > 0).then(|| at(0, place_end)),
        date: date_at.map(|from| at(from, before.trim_end_matches([',', ' ']).len())),
        credit: credit.map(|(from, to)| at(from, to)),
    })
}

/// No dateline is longer. Unit: characters.
const REACH: usize = 110;

/// Where the dash after a dateline begins and ends, if one stands near the start.
fn dash(slice: &str) -> Option<(usize, usize)> {
    let reach = match slice.as_bytes().get(..REACH) {
        Some(first) if first.is_ascii() => REACH,
        Some(_) => slice.char_indices().nth(REACH).map_or(slice.len(), |(i, _)| i),
        None => slice.len(),
    };
    let head = &slice[..reach];
    // The first byte of each dash: most characters are passed by at a glance.
    let mut dashes = head.bytes().enumerate().filter(|(_, b)| matches!(b, b'-' | b'_' | 0xe2));
    dashes.find_map(|(i, _)| {
        let c = head[i..].chars().next()?;
        let rest = &head[i + c.len_utf8()..];
        let spaced = head[..i].ends_with(|b: char| b.is_whitespace() || b == ')');
        match c {
            '—' | '–' if spaced || rest.starts_with(char::is_whitespace) => Some((i, i + c.len_utf8())),
            '-' | '_' if spaced => {
                let run = rest.len() - rest.trim_start_matches(['-', '_']).len();
                rest[run..].starts_with(char::is_whitespace).then_some((i, i + 1 + run))
            }
            _ => None,
        }
    })
}

/// What stands before a bracketed credit, and where the credit's words are.
fn credit(lead: &str) -> (&str, Option<(usize, usize)>) {
    match (lead.rfind('('), lead.ends_with(')')) {
        (Some(open), true) => (lead[..open].trim_end(), Some((open + 1, lead.len() - 1))),
        _ => (lead, None),
    }
}

/// Where a month with a day or a year begins: `Feb 7, 2026`, `07 Feb 2026`, `February 2026`. What the
/// date means is read in `extract`.
fn date_start(text: &str) -> Option<usize> {
    let can_begin = |&(_, b): &(usize, u8)| b.is_ascii_digit() || b"jfmasond".contains(&(b | 0x20));
    let mut starts = text.bytes().enumerate().filter(can_begin).map(|(at, _)| at);
    let follows_letter = |at: usize| at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric();
    starts
        .find(|&at| !follows_letter(at) && !text[..at].ends_with(is_of_word) && begins_with_date(&text[at..]))
}

fn begins_with_date(text: &str) -> bool {
    let day = text.bytes().take_while(u8::is_ascii_digit).count();
    let month = if day == 0 { text } else { text[day..].trim_start() };
    if !begins_with_month(month) {
        return false;
    }
    if day > 0 {
        return day <= 2 && text[day..].len() > month.len();
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = text[letters..].strip_prefix('.').unwrap_or(&text[letters..]);
    let number = rest.trim_start();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    letters <= LONGEST_MONTH
        && number.len() < rest.len()
        && (1..=4).contains(&digits)
        && !number[digits..].starts_with(is_of_word)
}

/// The letters of *September*.
const LONGEST_MONTH: usize = 9;

fn begins_with_month(text: &str) -> bool {
    const MONTHS: [[u8; 3]; 12] = [
        *b"jan", *b"feb", *b"mar", *b"apr", *b"may", *b"jun", *b"jul", *b"aug", *b"sep", *b"oct", *b"nov",
        *b"dec",
    ];
    let letters = text.as_bytes().first_chunk::<3>();
    letters.is_some_and(|letters| MONTHS.contains(&letters.map(|b| b.to_ascii_lowercase())))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Says what the blocks before the dateline are.
fn head(text: &str, blocks: &mut [Block]) {
    let mut headline = false;
    for block in blocks {
        let slice = block.span.of(text);
        block.kind = if is_caption(slice) {
            BlockKind::Caption
        } else if is_slug(slice) || headline {
            BlockKind::Slug
        } else if ends_sentence(slice) {
            BlockKind::Paragraph
        } else {
            headline = true;
            BlockKind::Headline
        };
    }
}

/// A first block that equals the title which came with the text is the headline.
fn title(story: &mut Story<'_>) {
    let Some(title) = story.document.metadata.title.as_deref() else { return };
    let text = &story.document.text;
    if let Some(block) = story.blocks.first_mut() {
        let plain = |s: &str| fold(s).trim_end_matches('.').to_owned();
        if plain(block.span.of(text)) == plain(title) {
            block.kind = BlockKind::Headline;
        }
    }
}

/// `BSS`, `07 Feb 2026, 18:15`, `By Salma Hossain`: at most two words, or a date, or a byline.
fn is_slug(slice: &str) -> bool {
    let words = slice.split_whitespace().count();
    let dated = words <= 8 && date_start(slice).is_some();
    words <= 2 || dated || (slice.starts_with("By ") && words <= 8)
}

fn ends_sentence(slice: &str) -> bool {
    let end = slice.trim_end_matches(['"', '”', '’', '\'', ')']);
    end.ends_with(['.', '!', '?']) && slice.split_whitespace().count() > 3
}

/// Letters that every name of a caption holds which has no colon.
static PHOTO: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("hoto"));

/// Whether a block of the text can be a caption: most texts hold none of its names.
fn may_hold_captions(text: &str) -> bool {
    let bytes = text.as_bytes();
    let named = |at: usize| bytes[..at].ends_with(b"Picture") || bytes[..at].ends_with(b"Image");
    PHOTO.find(bytes).is_some() || memchr::memchr_iter(b':', bytes).any(named)
}

/// A photo's caption or credit.
fn is_caption(slice: &str) -> bool {
    const NAMES: [&str; 8] =
        ["Photo:", "Photo :", "File photo", "Photograph:", "Picture:", "Photo by", "Photo credit", "Image:"];
    let bytes = slice.as_bytes();
    let hinted = bytes.len() < 400 && (PHOTO.find(bytes).is_some() || memchr::memchr(b':', bytes).is_some());
    hinted && NAMES.iter().any(|name| slice.contains(name))
}

/// `- 'Defence issue' -`, `* * *`.
fn is_subhead(slice: &str) -> bool {
    if slice.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '“') {
        return false; // a paragraph
    }
    let dashed = |c: char| slice.starts_with(c) && slice.ends_with(c) && slice.len() < 100 && slice.len() > 2;
    let inner =
        slice.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '*' | '#' | '_') || c.is_whitespace());
    inner.is_empty() || ((dashed('-') || dashed('–') || dashed('—')) && !slice.contains('\n'))
}

/// Everything from a note to editors on.
fn notebook(text: &str, blocks: &mut [Block]) {
    let from = blocks.iter().position(|block| is_notebook(block.span.of(text))).unwrap_or(blocks.len());
    // A story is not all notebook: the first paragraph never is.
    let first = blocks.iter().position(|block| block.kind.is_body()).map_or(blocks.len(), |at| at + 1);
    for block in blocks.iter_mut().skip(from.max(first)) {
        if is_notebook(block.span.of(text)) || from + 1 < first || block.kind == BlockKind::Paragraph {
            block.kind = BlockKind::Notebook;
        }
    }
}

fn is_notebook(slice: &str) -> bool {
    let starts = [
        "Reporting by ",
        "(Reporting by ",
        "Additional reporting",
        "(Additional reporting",
        "Editing by ",
        "Writing by ",
        "Notes to editors",
        "Note to editors",
        "NOTES TO EDITORS",
        "NOTEBOOK",
        "Notebook:",
        "ENDS",
        "-30-",
        "###",
        "-ENDS-",
        "With reporting by",
        "Copyright ",
        "© ",
    ];
    let whole = ["ENDS", "-30-", "###", "-ENDS-"];
    let first = slice.as_bytes().first();
    if first.is_some_and(|b| !b"R(AEWNC-#".contains(b) && *b != "©".as_bytes()[0]) {
        return false; // begins as none of them
    }
    let mut begun = starts.iter().filter(|s| s.as_bytes().first() == first);
    begun.any(|s| slice.starts_with(s) && (!whole.contains(s) || slice.len() <= s.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::super::BlockKind::{self, Caption, Headline, Notebook, Paragraph, Slug, Subhead};
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn check(text: &str, expected: &[BlockKind]) {
        let document = Document::plain("t", text);
        let story = segment::read(&document, Lexicon::builtin());
        let found: Vec<_> = story.blocks.iter().map(|b| b.kind).collect();
        assert_eq!(found, expected, "{text}");
    }

    const WIRE: &str = "NCB\r\n  07 Feb 2026, 18:15\r\n\r\nFerry talks go on, union warns\r\n\r\n\
        Union leader Salma Hossain. Photo: Collected\r\n\r\n\
        PARIS, France, Feb 7, 2026 (NCB/Estuary) - Hossain said on \r\nSaturday talks went on.\r\n\r\n\
        - 'Slow going' -\r\n\r\nShe left.\r\n\r\nReporting by A Person\r\n";

    #[test]
    fn a_wire_story_falls_into_its_blocks() {
        check(WIRE, &[Slug, Headline, Caption, Paragraph, Subhead, Paragraph, Notebook]);
    }

    #[test]
    fn a_dateline_has_place_date_and_credit() {
        let document = Document::plain("t", WIRE);
        let story = segment::read(&document, Lexicon::builtin());
        let dateline = story.dateline.clone().unwrap();
        assert_eq!(dateline.place.map(|s| story.text(s)), Some("PARIS, France"));
        assert_eq!(dateline.date.map(|s| story.text(s)), Some("Feb 7, 2026"));
        assert_eq!(dateline.credit.map(|s| story.text(s)), Some("NCB/Estuary"));
        assert_eq!(story.text(story.sentences[4].span), "PARIS, France, Feb 7, 2026 (NCB/Estuary) -");
    }

    #[test]
    fn short_datelines_are_seen_and_dashes_in_sentences_are_not() {
        for (text, place) in
            [("MADRID — It rained.", Some("MADRID")), ("LONDON (NCB) – It rained.", Some("LONDON"))]
        {
            let document = Document::plain("t", text);
            let story = segment::read(&document, Lexicon::builtin());
            assert_eq!(story.dateline.clone().unwrap().place.map(|s| story.text(s)), place);
        }
        let document = Document::plain("t", "The mayor - a baker - left.");
        assert!(segment::read(&document, Lexicon::builtin()).dateline.is_none());
    }

    #[test]
    fn a_date_is_a_month_with_a_day_or_a_year() {
        let check = |text: &str, expected: Option<usize>| {
            assert_eq!(super::date_start(text), expected, "{text}");
        };
        check("PARIS, France, Feb 7, 2026", Some(15));
        check("07\u{a0}Feb 2026, 18:15", Some(0));
        check("In SEPT. 2025", Some(3));
        check("é12 May 7", Some(5));
        for text in
            ["", "May", "May 20261", "May 7th", "Feb7", "7Feb", "112 Feb", "Decembermonths 7", "x12 Feb"]
        {
            check(text, None);
        }
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let line = "It rained on the town and on the hills around it, and it went on raining for many days and nights, until the river rose over its banks.";
        check(&format!("{line}\n{line}"), &[Paragraph, Paragraph]);
        check("It rained on the\ntown.\n\nIt stopped.", &[Paragraph, Paragraph]);
    }
}
