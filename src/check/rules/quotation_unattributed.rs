#![doc = include_str!("quotation_unattributed.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, Facts, Quoted, WordKind};
use crate::text::{Place, Span};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "quotation-unattributed",
        highest: Severity::Note,
        page: include_str!("quotation_unattributed.md"),
    },
    check,
};

/// Fewer words than this may be a term, a title or a word used with distance.
const LEAST: usize = 6;

/// A story with more quotations of nobody is a transcript or a list: nothing to say of it.
const MOST: usize = 3;

/// So many quotations without a claim of their own are no news story; bounds the search around them.
const UNCLAIMED: usize = 24;

/// An attribution so near may be meant for the quotation. Unit: bytes, about one paragraph.
const NEAR: u32 = 300;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in context.stories() {
        let unclaimed: Vec<&Quoted> = facts.quotations.iter().filter(|q| is_candidate(q)).take(UNCLAIMED).collect();
        if facts.claims.len() < 2 || unclaimed.len() == UNCLAIMED {
            continue;
        }
        let text = context.texts.text(story);
        let open = unclaimed
            .into_iter()
            .filter(|quoted| !is_attributed_near(facts, quoted) && !is_introduced(text, quoted));
        let open: Vec<&Quoted> = open.take(MOST + 1).collect();
        if open.len() <= MOST {
            findings.extend(open.into_iter().map(|quoted| finding(Place { story, span: quoted.span })));
        }
    }
}

fn finding(at: Place) -> Finding {
    let because = vec!["no verb of saying and no name stand in this paragraph or the ones beside it".to_owned()];
    Finding::new(&RULE.meta, Severity::Note, Confidence::percent(55), at)
        .says("nobody is said to have said this", "say who said it")
        .resting_on(Evidence { because, ..Evidence::default() })
}

/// Whether a whole sentence is quoted in running text and no claim holds it.
fn is_candidate(quoted: &Quoted) -> bool {
    let words = quoted.words.iter().filter(|word| word.kind != WordKind::Ellipsis).count();
    quoted.body && quoted.complete && !quoted.nested && quoted.claim.is_none() && words >= LEAST
}

/// Whether a colon leads to the quotation: a list, an excerpt, a question.
fn is_introduced(text: &str, quoted: &Quoted) -> bool {
    let before = text.get(..quoted.span.start as usize).unwrap_or("");
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '\'' | '‘' | '«' | '`'));
    before.ends_with(':')
}

fn is_attributed_near(facts: &Facts, quoted: &Quoted) -> bool {
    let reach = Span::new(quoted.span.start.saturating_sub(NEAR), quoted.span.end.saturating_add(NEAR));
    let near = facts.claims.iter().any(|claim| {
        claim.cue.iter().chain(&claim.source).chain(&claim.content).any(|span| span.overlaps(reach))
    });
    let beside = |other: &&Quoted| other.block.abs_diff(quoted.block) <= 1 && other.claim.is_some();
    near || facts.quotations.iter().any(|other| beside(&other))
}
