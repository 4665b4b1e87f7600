use crate::text::Span;

/// How many runs lie between two marks: a look-up reads at most this many bytes or so.
///
/// Source: none; 64 keeps a look-up within a cache line or two and the marks under a fifth of a
/// byte a run.
const RUNS_A_MARK: usize = 64;

/// From bytes of the decoded text to bytes of the file on disk.
///
/// **Shape:** nothing but an offset for UTF-8, which decodes one to one; otherwise runs of
/// characters that take equally many bytes here and there, a byte or two a run, with a mark every
/// 64 runs to look up from. **Units:** bytes.
///
/// ```
/// use sayso::{ingest::decode, text::Span};
/// let decoded = decode(b"\xff\xfea\0\xe9\0b\0".to_vec()); // UTF-16 with its mark
/// assert_eq!(decoded.text, "aéb");
/// assert_eq!(decoded.bytes.span(Span::new(1, 3)), Span::new(4, 6));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByteMap {
    offset: u32,
    runs: Vec<u8>,
    marks: Vec<Mark>,
}

/// Where a run begins: in the text, in the file, and in the list of runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    decoded: u32,
    original: u32,
    run: usize,
}

/// So many characters of equal width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    decoded: u32,
    original: u32,
    count: u32,
}

/// Which side of a character a position inside it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl ByteMap {
    /// The map of a text that stands in its file byte for byte, after `offset` other bytes.
    pub const fn shifted(offset: u32) -> Self {
        Self { offset, runs: Vec::new(), marks: Vec::new() }
    }

    /// The byte of the file behind a byte of the decoded text: for a byte inside a character, the
    /// first of that character; for one beyond the text, the end of the file.
    pub fn original(&self, offset: u32) -> u32 {
        self.locate(offset, Side::Before)
    }

    /// The bytes of the file behind a span: whole characters, and their end where the span ends.
    pub fn span(&self, span: Span) -> Span {
        let start = self.locate(span.start, Side::Before);
        let end = if span.is_empty() { start } else { self.locate(span.end, Side::After) };
        Span::new(start, end)
    }

    fn locate(&self, offset: u32, side: Side) -> u32 {
        let above = self.marks.partition_point(|mark| mark.decoded <= offset);
        let Some(mark) = above.checked_sub(1).map(|i| self.marks[i]) else {
            return offset.saturating_add(self.offset);
        };
        let (mut inside, mut original, mut at) = (offset - mark.decoded, mark.original, mark.run);
        while let Some(run) = Run::read(&self.runs, &mut at) {
            let length = run.decoded.saturating_mul(run.count);
            if inside < length {
                let characters = match side {
                    Side::Before => inside / run.decoded,
                    Side::After => inside.div_ceil(run.decoded),
                };
                return original.saturating_add(characters.saturating_mul(run.original));
            }
            inside -= length;
            original = original.saturating_add(run.original.saturating_mul(run.count));
        }
        original
    }
}

impl Run {
    /// One byte: two bits for each width less one, four bits for a count up to 15; a count of 0
    /// means that it follows, seven bits a byte, lowest first.
    fn write(self, out: &mut Vec<u8>) {
        let widths = ((self.decoded - 1) << 6 | (self.original - 1) << 4) as u8;
        if self.count < 16 {
            return out.push(widths | self.count as u8);
        }
        out.push(widths);
        let mut rest = self.count;
        while rest >= 0x80 {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn read(runs: &[u8], at: &mut usize) -> Option<Self> {
        let mut next = || {
            let byte = runs.get(*at).copied()?;
            *at += 1;
            Some(u32::from(byte))
        };
        let first = next()?;
        let mut count = first & 15;
        if count == 0 {
            let mut shift = 0;
            loop {
                let byte = next()?;
                count |= (byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 || shift > 28 {
                    break;
                }
            }
        }
        Some(Self { decoded: (first >> 6) + 1, original: (first >> 4 & 3) + 1, count })
    }
}

/// A [`ByteMap`] under construction, from the first byte on.
#[derive(Debug)]
pub(super) struct MapBuilder {
    map: ByteMap,
    run: Run,
    decoded: u32,
    original: u32,
    written: usize,
}

impl MapBuilder {
    /// A map of nothing yet, after `offset` bytes that are not text.
    pub(super) const fn new(offset: u32) -> Self {
        let run = Run { decoded: 1, original: 1, count: 0 };
        Self { map: ByteMap::shifted(offset), run, decoded: 0, original: offset, written: 0 }
    }

    /// Bytes of text so far.
    pub(super) const fn decoded(&self) -> u32 {
        self.decoded.saturating_add(self.run.decoded.saturating_mul(self.run.count))
    }

    /// Bytes of the file so far.
    pub(super) const fn original(&self) -> u32 {
        self.original.saturating_add(self.run.original.saturating_mul(self.run.count))
    }

    /// Adds `count` characters, each of 1 to 4 bytes of text and 1 to 4 bytes of the file.
    pub(super) fn push(&mut self, decoded: usize, original: usize, count: usize) {
        let (decoded, original) = (decoded.clamp(1, 4) as u32, original.clamp(1, 4) as u32);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if (decoded, original) != (self.run.decoded, self.run.original) {
            self.flush();
            self.run = Run { decoded, original, count: 0 };
        }
        self.run.count = self.run.count.saturating_add(count);
    }

    fn flush(&mut self) {
        if self.run.count == 0 {
            return;
        }
        if self.written.is_multiple_of(RUNS_A_MARK) {
            self.mark();
        }
        self.run.write(&mut self.map.runs);
        self.written += 1;
        (self.decoded, self.original) = (self.decoded(), self.original());
        self.run.count = 0;
    }

    fn mark(&mut self) {
        let run = self.map.runs.len();
        self.map.marks.push(Mark { decoded: self.decoded, original: self.original, run });
    }

    /// The map; without runs when all was one to one.
    pub(super) fn finish(mut self) -> ByteMap {
        if self.written == 0 && (self.run.decoded, self.run.original) == (1, 1) {
            return self.map;
        }
        self.flush();
        self.mark();
        self.map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(offset: u32, runs: &[(usize, usize, usize)]) -> ByteMap {
        let mut builder = MapBuilder::new(offset);
        for &(decoded, original, count) in runs {
            builder.push(decoded, original, count);
        }
        builder.finish()
    }

    #[test]
    fn one_to_one_needs_no_runs() {
        let map = map(3, &[(1, 1, 5), (1, 1, 7)]);
        assert_eq!(map, ByteMap::shifted(3));
        assert_eq!(map.span(Span::new(2, 4)), Span::new(5, 7));
    }

    #[test]
    fn widths_add_up() {
        let map = map(0, &[(1, 1, 2), (3, 1, 1), (1, 1, 2), (2, 4, 20), (1, 2, 300)]);
        let at: Vec<_> = [0, 2, 5, 6, 7, 9, 47, 48, 347].iter().map(|&d| map.original(d)).collect();
        assert_eq!(at, [0, 2, 3, 4, 5, 9, 85, 87, 685]);
    }

    #[test]
    fn a_position_inside_a_character_goes_to_its_edges() {
        let map = map(0, &[(1, 1, 1), (3, 1, 2)]);
        assert_eq!(map.original(2), 1);
        assert_eq!(map.span(Span::new(2, 3)), Span::new(1, 2));
        assert_eq!(map.span(Span::new(2, 5)), Span::new(1, 3));
    }

    #[test]
    fn beyond_the_text_is_the_end_of_the_file() {
        assert_eq!(map(2, &[(1, 2, 10)]).original(99), 22);
    }

    #[test]
    fn an_empty_span_stays_empty() {
        assert_eq!(map(0, &[(3, 1, 2)]).span(Span::new(1, 1)), Span::new(0, 0));
    }

    #[test]
    fn many_runs_are_found_through_their_marks() {
        let runs: Vec<_> = (0..1000).map(|i| if i % 2 == 0 { (1, 1, 1) } else { (2, 1, 1) }).collect();
        let map = map(0, &runs);
        assert_eq!(map.runs.len(), 1000);
        for pair in 0..500 {
            assert_eq!(map.original(3 * pair), 2 * pair);
            assert_eq!(map.original(3 * pair + 1), 2 * pair + 1);
        }
    }
}
