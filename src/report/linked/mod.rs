//! Claims as JSON-LD: annotations that find them in the story, and reviews for a person to fill in.

mod annotation;
mod review;

use super::json::write;
use super::{Batch, Report, Run};
use crate::extract::Claim;
use crate::ingest::Document;
use crate::text::Fnv;
use serde::Serialize;
use std::io::{self, Write};

pub(super) use annotation::Annotations;
pub(super) use review::Reviews;

/// A list written item by item, one a line, between what opens and what closes the document.
struct Items<'w> {
    out: &'w mut dyn Write,
    opening: &'static str,
    written: usize,
}

impl<'w> Items<'w> {
    fn new(opening: &'static str, out: &'w mut dyn Write) -> Self {
        Self { out, opening, written: 0 }
    }

    fn item(&mut self, record: &impl Serialize) -> io::Result<()> {
        let before = if self.written == 0 { self.opening } else { "," };
        writeln!(self.out, "{before}")?;
        self.written += 1;
        write(self.out, record)
    }

    fn end(&mut self, closing: &str) -> io::Result<()> {
        if self.written == 0 {
            self.out.write_all(self.opening.as_bytes())?;
        }
        writeln!(self.out, "\n{closing}")
    }
}

/// An address for something that has none, the same for the same bytes: a UUID of version 8, which leaves
/// the bits to whoever makes it. Source: RFC 9562, 5.8.
fn urn(sort: &str, bytes: &[u8]) -> String {
    let hash = |salt: u8| Fnv::new().byte(salt).bytes(sort.as_bytes()).byte(0).bytes(bytes).finish();
    let (a, b) = (hash(0), hash(1));
    format!(
        "urn:uuid:{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        b >> 48 & 0x3fff | 0x8000,
        b & 0xffff_ffff_ffff
    )
}

/// The address of a claim, made of its story's name and the places of its words.
fn urn_of(sort: &str, document: &Document, claim: &Claim) -> String {
    let spans = [&claim.source, &claim.cue, &claim.content].into_iter().flatten();
    let places = spans.flat_map(|span| [span.start, span.end]).flat_map(u32::to_be_bytes);
    let bytes: Vec<u8> = document.name.bytes().chain([0]).chain(places).collect();
    urn(sort, &bytes)
}

/// Where a story can be read on the web, if that came with it.
fn address(document: &Document) -> Option<&str> {
    let url = document.metadata.url.as_deref()?;
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte));
    (is_web && is_plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_uuid_of_its_own_words() {
        let (one, other) = (urn("claim", b"1"), urn("claim1", b""));
        assert_ne!(one, other);
        assert_eq!(one, urn("claim", b"1"));
        let (version, variant) = (one.as_bytes()[23], one.as_bytes()[28]);
        assert_eq!((one.len(), version), (45, b'8'), "{one}");
        assert!(b"89ab".contains(&variant), "{one}");
    }

    #[test]
    fn only_an_address_of_the_web_is_one() {
        for (url, is_one) in
            [("https://example.org/a?b=1", true), ("javascript:x", false), ("https://a b", false)]
        {
            let mut document = Document::plain("a.txt", "");
            document.metadata.url = Some(url.to_owned());
            assert_eq!(address(&document).is_some(), is_one, "{url}");
        }
    }
}
