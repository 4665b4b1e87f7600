//! Story text, names and paths made safe to show, by one rule for all outputs.
//!
//! What [`is_hidden`] holds is never written as itself. In JSON it is the escape of JSON, which every
//! reader undoes ([`json`]); everywhere else a visible one ([`visible`]), white space joined.

pub(super) use crate::text::is_hidden;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every control and direction character as a visible escape, so that no story can
/// move a cursor, colour a terminal, turn a line around or be a command in the log of a build.
///
/// Escaped are C0 (but for the tab, which becomes a space), DEL, C1, the bidirectional controls,
/// and the line and paragraph separators.
///
/// ```
/// use sayso::report::visible;
/// assert_eq!(visible("red \u{1b}[31m"), "red \\u{1b}[31m");
/// assert_eq!(visible("plain"), "plain");
/// assert_eq!(visible("##[group]"), "#\\u{23}[group]");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return quieted(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| push_visible(c, &mut out));
    Cow::Owned(quieted(&out).into_owned())
}

/// The text without what the logs of continuous integration take for a command wherever in a line it
/// stands: `##[…]` and `##vso[…]`.
pub(super) fn quieted(text: &str) -> Cow<'_, str> {
    if !text.contains("##[") && !text.contains("##vso[") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("##[", "#\\u{23}[").replace("##vso[", "#\\u{23}vso["))
}

/// A part of a JSON string with escapes that readers of JSON undo: a story's name stays the same string in
/// every report, and none is a command in the log of a build.
pub(super) fn json(fragment: &str) -> Cow<'_, str> {
    let is_quiet = |text: &str| !text.contains("##[") && !text.contains("##vso[");
    if is_quiet(fragment) && !fragment.contains(is_hidden) {
        return Cow::Borrowed(fragment);
    }
    let mut out = String::with_capacity(fragment.len() + 16);
    let quiet = fragment.replace("##[", "#\\u0023[").replace("##vso[", "#\\u0023vso[");
    for c in quiet.chars() {
        match c {
            c if is_hidden(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}"); // writing to a string cannot fail
                }
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Text as XML may hold it: controls visible, and without the two characters that are none.
pub(super) fn xml(text: &str) -> String {
    visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Appends one character as [`visible`] shows it.
pub(super) fn push_visible(c: char, out: &mut String) {
    match c {
        '\t' => out.push(' '),
        c if is_hidden(c) => {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c)); // writing to a string cannot fail
        }
        c => out.push(c),
    }
}

/// The text with its white space joined to single spaces: a hard-wrapped line is none of its words.
pub(super) fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// As [`joined`], and [`visible`].
pub(super) fn shown(text: &str) -> String {
    let joined = joined(text);
    match visible(&joined) {
        Cow::Borrowed(_) => joined,
        Cow::Owned(escaped) => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_survives() {
        let hostile = "a\u{0}\u{7}\u{1b}]0;x\u{7f}\u{9b}\u{202e}\u{2066}\u{2028}\r\nb";
        assert!(!visible(hostile).contains(is_hidden), "{}", visible(hostile));
    }

    #[test]
    fn letters_of_any_script_stay() {
        assert_eq!(visible("“Łódź” مرحبا 東京"), "“Łódź” مرحبا 東京");
    }

    #[test]
    fn hard_wraps_are_joined() {
        assert_eq!(joined(" never\u{a0}\nnegotiable "), "never negotiable");
    }
}
