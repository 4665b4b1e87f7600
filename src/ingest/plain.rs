//! Plain text: the file is the story.

use super::decode::{Damage, decode};
use super::{Document, Format, sniff};

/// A story and what is to be said of it.
#[derive(Debug)]
pub(super) struct Plain {
    pub document: Document,
    /// The encoding, when it had to be guessed.
    pub guessed: Option<&'static str>,
    /// Bytes that were no text.
    pub damage: Option<Damage>,
}

/// Reads a story from the bytes of its file, or says why they are none.
pub(super) fn read(bytes: Vec<u8>) -> Result<Plain, String> {
    sniff::check(&bytes, Format::Text)?;
    let decoded = decode(bytes);
    let guessed = (!decoded.encoding.starts_with("UTF-")).then_some(decoded.encoding);
    let mut document = Document::plain("", "");
    (document.text, document.bytes) = (decoded.text, decoded.bytes);
    Ok(Plain { document, guessed, damage: decoded.damage })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_taken_byte_for_byte() {
        let text = "one\r\ntwo\u{a0}\nthree";
        let plain = read(text.as_bytes().to_vec()).unwrap();
        assert_eq!((plain.document.text.as_str(), plain.guessed, plain.damage), (text, None, None));
    }

    #[test]
    fn a_guess_is_told() {
        assert_eq!(read(b"caf\xe9".to_vec()).unwrap().guessed, Some("windows-1252"));
    }

    #[test]
    fn binary_is_no_story() {
        assert!(read(b"PK\x03\x04\0\0".to_vec()).is_err());
    }
}
