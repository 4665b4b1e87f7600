#![doc = include_str!("quotation_unbalanced.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::Confidence;
use crate::text::{Place, Span};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-unbalanced",
        highest: Severity::Warning,
        page: include_str!("quotation_unbalanced.md"),
    },
    check,
};

/// A story with more is laid out in some way of its own (a newsletter, a page of posts): notes only.
const MOST: usize = 2;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in context.stories() {
        let text = context.texts.text(story);
        let mut marks: Vec<Mark> = Vec::new();
        let mut seen = 0;
        for &span in &facts.unbalanced {
            if (span.start as usize) < seen {
                continue; // one finding a paragraph
            }
            let mark = Mark::of(text, span);
            seen = mark.until;
            if !mark.is_markup && !mark.is_inch && !mark.is_arrow {
                marks.push(mark);
            }
        }
        let sure = marks.len() <= MOST;
        for mark in marks {
            let percent = if sure && mark.is_inside { 80 } else { 60 };
            let place = Place { story, span: mark.span };
            findings.push(finding(context, place, Confidence::percent(percent)));
        }
    }
}

/// A mark without a partner, and what stands around it.
struct Mark {
    span: Span,
    /// Where its paragraph ends.
    until: usize,
    /// Whether words of its paragraph stand on both sides: at an edge, the paragraph beside it may
    /// belong to the quotation.
    is_inside: bool,
    /// Whether the paragraph holds a tag.
    is_markup: bool,
    /// Whether feet and inches stand in the paragraph.
    is_inch: bool,
    /// `Read more »`: an arrow at the edge of a paragraph.
    is_arrow: bool,
}

/// How far from a mark its paragraph is looked at. Unit: bytes; bounds the work on one endless line.
const REACH: usize = 4096;

impl Mark {
    fn of(text: &str, span: Span) -> Self {
        let (start, end) = (span.start as usize, span.end as usize);
        let before = back(&text[..start.min(text.len())]);
        let after = ahead(text.get(end..).unwrap_or(""));
        let (lead, rest) = (last_paragraph(before), first_paragraph(after));
        Self {
            span,
            until: end + rest.len(),
            is_inside: !lead.trim().is_empty() && !rest.trim().is_empty(),
            is_markup: [lead, rest].iter().any(|part| has_tag(part)),
            is_inch: [lead, rest].iter().any(|part| has_inches(part)) || is_measure(lead, span.of(text)),
            is_arrow: matches!(span.of(text), "»" | "«") && (lead.trim().is_empty() || rest.trim().is_empty()),
        }
    }
}

/// The last bytes of a text, from a character boundary on.
fn back(text: &str) -> &str {
    let from = (text.len().saturating_sub(REACH)..=text.len()).find(|&at| text.is_char_boundary(at));
    &text[from.unwrap_or(text.len())..]
}

/// The first bytes of a text, up to a character boundary.
fn ahead(text: &str) -> &str {
    let to = (0..=REACH.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..to.unwrap_or(0)]
}

fn last_paragraph(text: &str) -> &str {
    text.rfind("\n\n").map_or(text, |at| &text[at..])
}

fn first_paragraph(text: &str) -> &str {
    text.find("\n\n").map_or(text, |at| &text[..at])
}

fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
    })
}

/// `6’2”`: a digit, a prime, a digit.
fn has_inches(text: &str) -> bool {
    text.match_indices(['’', '\'', '′']).any(|(at, prime)| {
        text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[at + prime.len()..].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// `70" TV`: a straight mark right after a digit.
fn is_measure(lead: &str, mark: &str) -> bool {
    mark == "\"" && lead.ends_with(|c: char| c.is_ascii_digit())
}

fn finding(context: &Context<'_>, at: Place, confidence: Confidence) -> Finding {
    let mark = context.show(at.story, at.span);
    let because = vec!["no mark in this paragraph closes or opens it, and the next does not carry it on".to_owned()];
    Finding::new(&RULE.meta, Severity::Warning, confidence, at)
        .says(
            format!("this quotation mark ({mark}) pairs with no other"),
            "close the quotation where it ends, or take the mark away",
        )
        .resting_on(Evidence { because, ..Evidence::default() })
}
