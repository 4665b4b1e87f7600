use crate::text::{LineIndex, Span};
use std::fmt::{self, Display, Formatter};
use std::ops::Range;

/// What is wrong in a file of the user's, with the line shown.
///
/// Shape: the first line of its text is `file:line:column: message`, the next show the line and mark
/// what is wrong in it. Nothing of the file but that line is in it, with its controls made visible by
/// whoever prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the user would write it.
    pub file: String,
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// The line, as it is.
    pub shown: String,
    /// How many characters of it are meant; at least one.
    pub width: usize,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
}

impl Fault {
    /// A fault at these bytes of a file's text.
    pub(super) fn at(file: &str, text: &str, place: Range<usize>, message: impl Into<String>) -> Self {
        let lines = LineIndex::new(text);
        let at = lines.locate(text, u32::try_from(place.start).unwrap_or(u32::MAX));
        let shown = text.lines().nth(at.line as usize - 1).unwrap_or("");
        let rest = shown.chars().count().saturating_sub(at.column as usize - 1);
        let meant = Span::at(place.start.min(text.len()), place.end.min(text.len()));
        let width = text.get(meant.range()).map_or(1, |words| words.chars().count());
        Self {
            file: file.to_owned(),
            line: at.line,
            column: at.column,
            shown: shown.to_owned(),
            width: width.min(rest).max(1),
            message: message.into(),
        }
    }

    /// What the reader of TOML says of a text.
    pub(super) fn of(file: &str, text: &str, error: &toml::de::Error) -> Self {
        Self::at(file, text, error.span().unwrap_or_default(), error.message().trim().replace('\n', ", "))
    }
}

/// How much of a line is shown, and how much of that before what is meant. Unit: characters.
const SHOWN: usize = 160;
const BEFORE: usize = 40;

impl Display for Fault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, shown, width, message } = self;
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let at = *column as usize - 1;
        let left_out = if at > SHOWN - BEFORE { at - BEFORE } else { 0 };
        // a tab is one column wide here, as it is in every other excerpt
        let shown: String = shown.replace('\t', " ").chars().skip(left_out).take(SHOWN).collect();
        let (before, marks) = (" ".repeat(at - left_out), "^".repeat((*width).min(SHOWN + left_out - at)));
        write!(out, "{file}:{line}:{column}: {message}\n {number} | {shown}\n {margin} | {before}{marks}")
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_shown_and_the_place_marked() {
        let text = "a = 1\n\tünknown = 2\n";
        let fault = Fault::at("sayso.toml", text, 7..15, "no such key");
        assert_eq!(fault.to_string(), "sayso.toml:2:2: no such key\n 2 |  ünknown = 2\n   |  ^^^^^^^");
    }

    #[test]
    fn of_a_long_line_a_part_is_shown() {
        let text = format!("a = [{}", "1, ".repeat(1_000));
        let lines = |place| {
            Fault::at("b", &text, place, "so").to_string().lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(0..3_000).iter().map(String::len).max(), Some(SHOWN + 5));
        let far = lines(2_000..2_001);
        assert_eq!(far[2].find('^').and_then(|at| far[1].get(at..=at)), text.get(2_000..2_001));
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        let fault = Fault::at("sayso.toml", "a = ", 9..12, "cut");
        assert_eq!((fault.line, fault.column, fault.width), (1, 5, 1));
    }
}
