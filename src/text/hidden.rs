/// Whether a character is never written as itself, in whatever output.
///
/// C0, DEL and C1, which move cursors and colour terminals; the bidirectional controls, which turn a
/// line around; the line and paragraph separators. Besides, the last private-use character, which
/// excerpts need for themselves.
///
/// ```
/// use sayso::text::is_hidden;
/// assert!(is_hidden('\u{1b}') && is_hidden('\u{202e}') && !is_hidden('\u{a0}'));
/// ```
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}' | '\u{10fffd}')
}
