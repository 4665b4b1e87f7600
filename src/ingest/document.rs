use crate::text::{LineColumn, LineIndex, Span};
use jiff::civil::Date;

/// The text of one story, its name, and the way back to the bytes it came from.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What the story is called in every record; see `design.md`, section 1, and the README.
    pub name: String,
    /// The file that it came from, as the user would write it; `-` for standard input.
    pub path: String,
    /// The line of that file on which the story begins: 1, or the line of a `.jsonl` file.
    pub line: u32,
    /// The decoded text, UTF-8.
    pub text: String,
    /// Whether this is one story of a `.jsonl` file; then `line` is its line, and column 1.
    pub is_line: bool,
    /// Back to the bytes of the file.
    pub bytes: ByteMap,
    /// What came with the text.
    pub metadata: Metadata,
    /// Where the lines of `text` begin.
    pub lines: LineIndex,
}

/// What came with a text: the members of a `.jsonl` line, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The day it was published.
    pub date: Option<Date>,
    /// The outlet.
    pub publisher: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// Which stories it is compared with under `--across group`: the line's `group`, else the folder.
    pub group: String,
}

/// From bytes of the decoded text to bytes of the file on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByteMap {
    /// Bytes before the text in the file (a byte order mark), when nothing else differs.
    pub offset: u32,
    /// Steps of (decoded offset, original offset), ascending; between steps both advance alike
    /// as long as the decoding is one to one. Empty for plain UTF-8.
    pub steps: Vec<(u32, u32)>,
}

impl Document {
    /// A document of plain UTF-8 with this name; what tests and examples start from.
    ///
    /// ```
    /// use sayso::ingest::Document;
    /// assert_eq!(Document::plain("a.txt", "He said so.").text.len(), 11);
    /// ```
    pub fn plain(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            path: name.to_owned(),
            line: 1,
            lines: LineIndex::new(text),
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Line and column of a byte of the text, as `design.md` counts them.
    pub fn locate(&self, offset: u32) -> LineColumn {
        if self.is_line {
            return LineColumn { line: self.line, column: 1 };
        }
        self.lines.locate(&self.text, offset)
    }

    /// The span in the bytes of the file on disk (for `.jsonl`: of the line's unescaped text).
    pub fn original(&self, span: Span) -> Span {
        Span::new(self.bytes.original(span.start), self.bytes.original(span.end))
    }
}

impl ByteMap {
    /// The byte of the file behind a byte of the decoded text.
    pub fn original(&self, offset: u32) -> u32 {
        let at = self.steps.partition_point(|&(decoded, _)| decoded <= offset);
        match at.checked_sub(1).map(|i| self.steps[i]) {
            Some((decoded, original)) => original + (offset - decoded),
            None => offset + self.offset,
        }
    }
}
