use super::Format;
use super::decode::{self, Mark};
use super::own::{self, OWN};

/// How much of a file decides whether it is text.
///
/// Unit: bytes. Source: the first 8 KiB, where `git` and `grep` look for a NUL too.
pub(super) const HEAD: usize = 8 * 1024;

/// How many control characters make a text binary: more than one in this many.
///
/// Source: real agency copy with its ANPA 1312 and IPTC 7901 framing has up to 7 % of them;
/// archives and pictures have 11 % and more.
const CONTROLS_ONE_IN: usize = 10;

/// Whether a file that begins with these bytes can be read as this format.
pub(super) fn check(head: &[u8], format: Format) -> Result<(), &'static str> {
    if own::is_own(head) {
        return Err(OWN);
    }
    let is_wide = !matches!(decode::mark(head), None | Some(Mark::Utf8));
    match format {
        Format::Jsonl if is_wide => Err("not UTF-8, as .jsonl has to be"),
        Format::Text | Format::Jsonl => binary(head).map_or(Ok(()), Err),
    }
}

/// Why these first bytes of a file are no text; nothing when they may be.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    let head = &head[..head.len().min(HEAD)];
    let (controls, characters) = match decode::mark(head) {
        Some(Mark::Utf16Le | Mark::Utf16Be | Mark::Utf32Le | Mark::Utf32Be) => {
            let text = decode::decode(head.to_vec()).text;
            (text.chars().filter(|&c| is_control(c)).count(), text.chars().count())
        }
        Some(Mark::Utf8) | None => {
            if memchr::memchr(0, head).is_some() {
                return Some("binary: a NUL in the first 8 KiB");
            }
            (head.iter().filter(|&&b| is_control(char::from(b & 0x7f)) && b < 0x80).count(), head.len())
        }
    };
    (controls * CONTROLS_ONE_IN > characters).then_some("binary: more than 10 % control characters")
}

/// Line ends, tabs and form feeds are how plain text is laid out.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_is_binary_unless_a_mark_says_otherwise() {
        assert!(binary(b"text\0more").is_some());
        assert!(binary(b"\xff\xfet\0e\0x\0t\0").is_none());
        assert!(binary(b"\0\0\xfe\xff\0\0\0t").is_none());
    }

    #[test]
    fn only_the_head_counts() {
        let mut bytes = vec![b'a'; HEAD];
        bytes.push(0);
        assert!(binary(&bytes).is_none());
    }

    #[test]
    fn many_control_characters_are_binary() {
        assert!(binary(b"\x01\x16abcdefgh").is_some());
        assert!(binary(b"\x01abcdefghi").is_none());
        assert!(binary(b"\n\n\t\r\n").is_none());
        assert!(binary(b"").is_none());
        assert!(binary(b"\xff\xfe\x01\0").is_some());
    }

    #[test]
    fn letters_of_other_encodings_are_no_controls() {
        assert!(binary(b"\x93\x94\x81\x9f").is_none());
    }
}
