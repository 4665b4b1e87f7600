//! W3C Web Annotation: where in its story each claim stands, so that other programs find it.

use super::{Batch, Document, Items, Report, Run, address, urn, urn_of};
use crate::extract::Claim;
use crate::report::{Copy, place, words};
use crate::text::{Fnv, Span, StoryId};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

const OPENING: &str = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\n\"type\":\"AnnotationCollection\",\n\
    \"label\":\"Who said what\",\n\"first\":{\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[";

/// How much text before and after a quotation helps to find it. Unit: characters. Source: as much as
/// Hypothesis stores and looks at.
const AROUND: usize = 32;

/// One annotation a claim.
pub(in crate::report) struct Annotations<'w> {
    items: Items<'w>,
    copy: Copy,
    /// Of the addresses of all that were written.
    all: Fnv,
}

impl<'w> Annotations<'w> {
    pub(in crate::report) fn new(copy: Copy, out: &'w mut dyn Write) -> Self {
        Self { items: Items::new(OPENING, out), copy, all: Fnv::new() }
    }
}

impl Report for Annotations<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        for (story, document, facts) in batch.stories() {
            let text = Text::new(&document.text);
            for claim in &facts.claims {
                let annotation = Annotation::new(batch, (story, document, claim), (&text, self.copy));
                self.all = self.all.bytes(annotation.id.as_bytes());
                self.items.item(&annotation)?;
            }
        }
        Ok(())
    }

    fn close(&mut self, _run: &Run<'_>) -> io::Result<()> {
        let hash = self.all.finish().to_be_bytes();
        let [page, collection] = ["page", "collection"].map(|sort| urn(sort, &hash));
        let total = self.items.written;
        let closing = format!(
            "],\n\"id\":\"{page}\",\"partOf\":\"{collection}\"}},\n\"id\":\"{collection}\",\n\"total\":{total}}}"
        );
        self.items.end(&closing)
    }
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Vec<Target<'a>>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    purpose: &'static str,
    format: &'static str,
    value: &'a str,
}

/// One stretch of a claim's content; a quotation that its attribution divides has several.
#[derive(Serialize)]
struct Target<'a> {
    r#type: &'static str,
    source: String,
    selector: Vec<Selector<'a>>,
}

/// Two ways to the same words.
#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: &'a str, prefix: &'a str, suffix: &'a str },
    /// Unit: Unicode code points, as the standard wants it.
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
}

impl<'a> Annotation<'a> {
    fn new(
        batch: &Batch<'a>,
        (story, document, claim): (StoryId, &Document, &'a Claim),
        (text, copy): (&Text<'a>, Copy),
    ) -> Self {
        let span = place::of_claim(claim);
        let speaker = batch.speaker(story, claim.speaker).map(|name| body("identifying", name));
        let tags = [words::kind(claim.kind), words::class(claim.class)].map(|word| body("tagging", word));
        let spans = if claim.content.is_empty() { &[span][..] } else { &claim.content };
        let target = |&span: &Span| Target {
            r#type: "SpecificResource",
            source: source(document),
            selector: text.selectors(span, copy),
        };
        Self {
            id: urn_of("claim", document, claim),
            r#type: "Annotation",
            motivation: "identifying",
            body: speaker.into_iter().chain(tags).collect(),
            target: spans.iter().map(target).collect(),
        }
    }
}

const fn body<'a>(purpose: &'static str, value: &'a str) -> Body<'a> {
    Body { r#type: "TextualBody", purpose, format: "text/plain", value }
}

/// The story's address on the web; without one, its name as a relative address.
fn source(document: &Document) -> String {
    address(document).map_or_else(|| relative(&document.name), str::to_owned)
}

/// A path as a relative address: what an address may not hold is written as `%` and two digits.
fn relative(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}"); // writing to a string cannot fail
        }
    }
    out
}

/// How far apart the places are whose characters are counted beforehand. Unit: bytes.
const STRIDE: usize = 1024;

/// A text in which characters can be counted up to any place without beginning at the start.
struct Text<'a> {
    text: &'a str,
    /// How many characters begin before each multiple of the stride.
    counted: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let strides = text.as_bytes().chunks(STRIDE).map(begun);
        let counted = strides.scan(0, |sum, own| Some(std::mem::replace(sum, *sum + own))).collect();
        Self { text, counted }
    }

    /// How many characters stand before a byte.
    fn before(&self, offset: u32) -> usize {
        let offset = (offset as usize).min(self.text.len());
        let stride = (offset / STRIDE).min(self.counted.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(stride * STRIDE..offset).unwrap_or_default();
        self.counted.get(stride).copied().unwrap_or_default() + begun(rest)
    }

    fn selectors(&self, span: Span, copy: Copy) -> Vec<Selector<'a>> {
        let position = Selector::Position { start: self.before(span.start), end: self.before(span.end) };
        match copy {
            Copy::LeftOut => vec![position],
            Copy::Shown => vec![self.quote(span), position],
        }
    }

    /// The words byte for byte, white space and all, with what stands around them.
    fn quote(&self, span: Span) -> Selector<'a> {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        let after = self.text.get(span.end as usize..).unwrap_or_default();
        let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
        let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        Selector::Quote {
            exact: span.of(self.text),
            prefix: before.get(from..).unwrap_or_default(),
            suffix: after.get(..to).unwrap_or_default(),
        }
    }
}

/// How many characters begin in these bytes of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use serde_json::{Value, json};

    fn written(copy: Copy, batch: &Batch<'_>) -> Value {
        let mut out = Vec::new();
        let mut annotations = Annotations::new(copy, &mut out);
        annotations.add(batch).unwrap();
        annotations.close(&Run::default()).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_claim_is_annotated_where_it_stands() {
        let documents = sample::documents();
        let (facts, cast) = (sample::facts(&documents), sample::cast(&documents));
        let batch = Batch { documents: &documents, facts: &facts, cast: Some(&cast), ..Batch::default() };
        let value = written(Copy::Shown, &batch);
        assert_eq!(
            (&value["@context"], &value["total"]),
            (&json!("http://www.w3.org/ns/anno.jsonld"), &json!(2))
        );
        assert_eq!(value["first"]["partOf"], value["id"]);
        let last = &value["first"]["items"][1];
        assert_eq!(last["body"][0]["value"], "Amara Okonyo");
        assert_eq!(last["target"][0]["source"], "wire/bridge.txt");
        let [quote, position] = [0, 1].map(|n| &last["target"][0]["selector"][n]);
        assert_eq!(quote["exact"], "the cost at more than $18 million");
        assert!(quote["prefix"].as_str().unwrap().ends_with("\n\nShe put "), "{quote}");
        assert_eq!(quote["suffix"], ".\n");
        assert_eq!((&position["start"], &position["end"]), (&json!(282), &json!(315)));
        let bare = written(Copy::LeftOut, &batch).to_string();
        assert!(!bare.contains("18 million") && !bare.contains("TextQuoteSelector"), "{bare}");
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        let text = "é🙂\r\n".repeat(700);
        let (counted, all) = (Text::new(&text), text.chars().count());
        assert_eq!(counted.before(u32::try_from(text.len()).unwrap()), all);
        assert_eq!(counted.before(8 * 400 + 2), 4 * 400 + 1);
        assert_eq!(Text::new("").before(0), 0);
    }

    #[test]
    fn a_name_is_made_an_address() {
        assert_eq!(relative("a b/é#1.txt"), "a%20b/%C3%A9%231.txt");
    }

    #[test]
    fn a_run_without_claims_is_a_whole_document() {
        let value = written(Copy::Shown, &Batch::default());
        assert_eq!((&value["first"]["items"], &value["total"]), (&json!([]), &json!(0)));
    }
}
