use std::sync::OnceLock;

use jiff::civil::Date;

use super::ByteMap;
use crate::text::{LineColumn, LineIndex, Span};

/// The text of one story, its name, and the way back to the bytes it came from.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What the story is called in every record: for a file, its path relative to the folder given;
    /// for a line of `.jsonl`, its id. No two stories of a run have the same.
    pub name: String,
    /// The file that it came from, as the user would write it; `-` for standard input.
    pub path: String,
    /// The line of that file on which the story begins: 1, or the line of a `.jsonl` file.
    pub line: u32,
    /// The decoded text, UTF-8. Plain UTF-8 stays as it is, byte for byte.
    pub text: String,
    /// Whether this is one story of a `.jsonl` file; then `line` is its line, and column 1.
    pub is_line: bool,
    /// Back to the bytes of the file.
    pub bytes: ByteMap,
    /// What came with the text.
    pub metadata: Metadata,
    lines: OnceLock<LineIndex>,
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
    /// The outlet by where the file lies, as the configuration has it: for stories that do not say.
    pub outlet_of_path: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// Which stories it is compared with under `--across group`: the line's `group`, else the folder.
    pub group: String,
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
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Where the lines of the text begin; found out when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of a byte of the text, both from 1, columns in Unicode scalar values; for a
    /// story of a `.jsonl` file, the line in that file and column 1.
    pub fn locate(&self, offset: u32) -> LineColumn {
        if self.is_line {
            return LineColumn { line: self.line, column: 1 };
        }
        self.lines().locate(&self.text, offset)
    }

    /// The span in the bytes of the file on disk (for `.jsonl`: of the line's unescaped text).
    pub fn original(&self, span: Span) -> Span {
        self.bytes.span(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_many_is_located_by_its_line() {
        let document = Document { line: 7, is_line: true, ..Document::plain("a", "one\ntwo") };
        assert_eq!(document.locate(5), LineColumn { line: 7, column: 1 });
    }

    #[test]
    fn plain_text_is_its_own_original() {
        let document = Document::plain("a.txt", "one\ntwo");
        assert_eq!(document.original(Span::new(4, 7)), Span::new(4, 7));
        assert_eq!(document.locate(5), LineColumn { line: 2, column: 2 });
    }
}
