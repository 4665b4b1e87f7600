/// A position for people. Units: 1-based lines, 1-based columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// 1-based line.
    pub line: u32,
    /// 1-based column, counted in Unicode scalar values.
    pub column: u32,
}

/// Where each line of a text begins.
///
/// A line ends at `\n`, at `\r\n`, or at a `\r` of its own.
///
/// ```
/// use sayso::text::LineIndex;
/// let text = "one\ntwo";
/// let at = LineIndex::new(text).locate(text, 5);
/// assert_eq!((at.line, at.column), (2, 2));
/// ```
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// In long lines: (byte, characters before it in its line) every [`STRIDE`], ascending.
    marks: Vec<(u32, u32)>,
}

/// How far apart marks stand in a line, so that a column in a line of any length costs the same.
/// Unit: bytes; longer than nearly every paragraph.
const STRIDE: usize = 1 << 12;

impl LineIndex {
    /// The index of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        let mut marks = Vec::new();
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).map_or(text.len(), |&next| next as usize);
            if end - start as usize > STRIDE {
                mark(text, start as usize..end, &mut marks);
            }
        }
        Self { starts, marks }
    }

    /// Line and column of the byte `offset` of the same text; the end of the text when beyond it.
    pub fn locate(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let from = self.starts[line - 1] as usize;
        let to = (offset as usize).min(text.len()).max(from);
        let marks = self.marks.partition_point(|&(byte, _)| byte as usize <= to);
        let marked = self.marks[..marks].last().filter(|(byte, _)| *byte as usize >= from);
        let (from, before) = marked.map_or((from, 0), |&(byte, before)| (byte as usize, before));
        let column = before + text.get(from..to).map_or(0, |s| s.chars().count()) as u32;
        LineColumn { line: line as u32, column: column + 1 }
    }

    /// The 1-based line of a byte; cheaper than [`LineIndex::locate`] by the column.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset).max(1) as u32
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The first byte of a 1-based line, if there is such a line.
    pub fn start(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }
}

/// Marks a long line every [`STRIDE`] bytes or, within a character, just before it.
fn mark(text: &str, line: std::ops::Range<usize>, marks: &mut Vec<(u32, u32)>) {
    let (mut from, mut before) = (line.start, 0);
    while line.end - from > STRIDE {
        let to = text.floor_char_boundary(from + STRIDE);
        before += text.get(from..to).map_or(0, |s| s.chars().count()) as u32;
        from = to;
        marks.push((u32::try_from(from).unwrap_or(u32::MAX), before));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_a_long_line_are_those_counted_one_by_one() {
        let text = format!("short\n{}\nlast", "aé東 ".repeat(STRIDE));
        let index = LineIndex::new(&text);
        for (column, (i, _)) in text[6..].char_indices().enumerate().take(4 * STRIDE).step_by(37) {
            let at = index.locate(&text, i as u32 + 6);
            assert_eq!(at, LineColumn { line: 2, column: column as u32 + 1 });
        }
        assert_eq!(index.locate(&text, u32::MAX), LineColumn { line: 3, column: 5 });
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "é“x";
        assert_eq!(LineIndex::new(text).locate(text, 5), LineColumn { line: 1, column: 3 });
    }

    #[test]
    fn carriage_returns_end_lines_once() {
        let text = "a\r\nb\rc\nd";
        assert_eq!(LineIndex::new(text).lines(), 4);
        assert_eq!(LineIndex::new(text).locate(text, 3).line, 2);
    }
}
