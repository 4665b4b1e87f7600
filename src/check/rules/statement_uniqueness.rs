#![doc = include_str!("statement_uniqueness.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Confidence, Unique, Uniqueness};
use crate::text::{Place, StoryId};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "statement-uniqueness",
        highest: Severity::Note,
        page: include_str!("statement_uniqueness.md"),
    },
    check,
};

/// How sure it is that both are said of one thing. Source: a judgement.
const SURE: Confidence = Confidence::percent(60);

/// How many of each kind are held against each other in a story; more are no news story.
const MOST: usize = 16;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in context.stories() {
        let of = |kind: Uniqueness| facts.uniques.iter().filter(move |unique| unique.kind == kind).take(MOST);
        for never in of(Uniqueness::Never) {
            let same = |before: &&Unique| never.stems.iter().any(|stem| before.stems.binary_search(stem).is_ok());
            if let Some(before) = of(Uniqueness::Before).find(same) {
                findings.push(finding(context, story, never, before));
            }
        }
    }
}

fn finding(context: &Context<'_>, story: StoryId, never: &Unique, before: &Unique) -> Finding {
    let (one, other) = (context.show(story, never.span), context.show(story, before.span));
    Finding::new(&RULE.meta, Severity::Note, SURE, Place { story, span: never.span })
        .says(
            format!("`{one}` says that there was none before, `{other}` that there was one"),
            "say which, or of what it is the first",
        )
        .held_against(Place { story, span: before.span }, "one before is told of here")
        .compared_with(other.as_str())
        .resting_on(Evidence {
            because: vec!["both stand beside the same noun".to_owned()],
            values: vec![other, one],
            edits: Vec::new(),
        })
}
