//! The names of a run held against the desk's list.

use super::{Context, Entry, Evidence, Finding, Meta, Severity};
use crate::extract::{Confidence, Mention, MentionKind};
use crate::text::{Place, Span, StoryId};
use std::collections::BTreeMap;

/// A form of one story that the list has something against.
pub(super) struct Listed<'a> {
    /// As printed.
    pub form: String,
    /// What it stands for.
    pub entry: &'a Entry,
    story: StoryId,
    spans: Vec<Span>,
    /// Whether each of the places lies inside a quotation.
    quoted: bool,
}

/// Every form of a story, white space joined, for which `of` finds an entry, with all its places: names in running text, whole, and
/// those of persons also from each later word on.
pub(super) fn each<'a>(
    ctx: &Context<'a>,
    of: impl Fn(&str) -> Option<&'a Entry>,
) -> impl Iterator<Item = Listed<'a>> {
    let stories = ctx.stories().filter(|_| !ctx.authority.entries().is_empty());
    stories.flat_map(move |(story, facts)| {
        let mut found: BTreeMap<String, Listed<'a>> = BTreeMap::new();
        for mention in facts.mentions.iter().filter(|mention| is_name(mention)) {
            let whole = ctx.show(story, mention.name);
            let tails = whole.match_indices(' ').map(|(at, _)| &whole[at + 1..]);
            let tails = tails.filter(|_| mention.kind == MentionKind::FullName);
            let Some((form, entry)) =
                [whole.as_str()].into_iter().chain(tails).find_map(|form| Some((form, of(form)?)))
            else {
                continue;
            };
            let start = mention.name.end.saturating_sub(raw(ctx, (story, mention.name), form));
            let span = Span { start, ..mention.name };
            let new = || Listed { form: form.to_owned(), entry, story, spans: Vec::new(), quoted: true };
            let listed = found.entry(form.to_owned()).or_insert_with(new);
            listed.spans.push(span);
            listed.quoted &= mention.quoted;
        }
        found.into_values()
    })
}

/// How many bytes the last words of a name take, white space as printed.
fn raw(ctx: &Context<'_>, (story, name): (StoryId, Span), form: &str) -> u32 {
    let text = ctx.slice(story, name);
    let words = form.split(' ').count();
    let mut at = text.len();
    for word in text.split_whitespace().rev().take(words) {
        at = text[..at].rfind(word).unwrap_or(0);
    }
    (text.len() - at) as u32
}

fn is_name(mention: &Mention) -> bool {
    let name = match mention.kind {
        MentionKind::FullName | MentionKind::Surname | MentionKind::Body | MentionKind::Place => true,
        MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => false,
    };
    name && !mention.headline
}

/// The list is the desk's own word.
const SURE: Confidence = Confidence::percent(95);
/// Inside quotation marks it may be somebody else's.
const QUOTED: Confidence = Confidence::percent(60);

impl Listed<'_> {
    /// One finding for all places of the form in its story.
    pub fn finding(&self, meta: &Meta, message: String, because: &str) -> Finding {
        let first = self.spans.first().copied().unwrap_or_default();
        let sure = if self.quoted { QUOTED } else { SURE };
        let help = format!("Use `{}`, or accept the form in the list of names.", self.entry.name);
        let values = vec![self.entry.name.clone(), self.form.clone()];
        let mut finding =
            Finding::new(meta, Severity::Warning, sure, Place { story: self.story, span: first })
                .says(message, help)
                .compared_with(self.entry.name.as_str())
                .resting_on(Evidence { because: vec![because.to_owned()], values, edits: Vec::new() });
        finding.spans = self.spans.clone();
        finding
    }
}
