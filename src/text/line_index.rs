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
}

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
        Self { starts }
    }

    /// Line and column of the byte `offset` of the same text; the end of the text when beyond it.
    pub fn locate(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let from = self.starts[line - 1] as usize;
        let to = (offset as usize).min(text.len()).max(from);
        let column = text.get(from..to).map_or(0, |s| s.chars().count());
        LineColumn { line: line as u32, column: column as u32 + 1 }
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

#[cfg(test)]
mod tests {
    use super::*;

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
