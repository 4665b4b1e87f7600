use super::Authority;
use crate::extract::{Claim, Facts, Figure, Quoted};
use crate::ingest::Document;
use crate::resolve::{Cast, ClaimRef, FigureRef, QuotedRef, SpeakerId};
use crate::text::{Place, Span, StoryId};

/// Where the text of a story is asked for: in memory by default.
pub trait Texts: Sync {
    /// The whole text of a story.
    fn text(&self, story: StoryId) -> &str;
}

impl Texts for &[Document] {
    fn text(&self, story: StoryId) -> &str {
        self.get(story.index()).map_or("", |document| &document.text)
    }
}

/// What a rule may read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What each story holds; [`StoryId`] is the index.
    pub facts: &'a [Facts],
    /// What the stories share.
    pub cast: &'a Cast,
    /// The stories' texts.
    pub texts: &'a dyn Texts,
    /// The desk's own list of names.
    pub authority: &'a Authority,
}

impl<'a> Context<'a> {
    /// The stories with their ids, in order.
    pub fn stories(&self) -> impl Iterator<Item = (StoryId, &'a Facts)> {
        self.facts.iter().enumerate().map(|(i, facts)| (StoryId(i as u32), facts))
    }

    /// The facts of a story.
    pub fn story(&self, story: StoryId) -> &'a Facts {
        &self.facts[story.index()]
    }

    /// A quotation.
    pub fn quoted(&self, at: QuotedRef) -> &'a Quoted {
        &self.story(at.story).quotations[at.quotation as usize]
    }

    /// A figure.
    pub fn figure(&self, at: FigureRef) -> &'a Figure {
        &self.story(at.story).figures[at.figure as usize]
    }

    /// A claim.
    pub fn claim(&self, at: ClaimRef) -> &'a Claim {
        &self.story(at.story).claims[at.claim as usize]
    }

    /// A speaker's name.
    pub fn name(&self, speaker: SpeakerId) -> &'a str {
        &self.cast.speakers[speaker.0 as usize].name
    }

    /// The text of a place as it is.
    pub fn slice(&self, story: StoryId, span: Span) -> &'a str {
        span.of(self.texts.text(story))
    }

    /// The text of a place for a message: white space joined, nothing else changed.
    pub fn show(&self, story: StoryId, span: Span) -> String {
        let slice = self.slice(story, span);
        let mut shown = String::with_capacity(slice.len());
        for word in slice.split_whitespace() {
            if !shown.is_empty() {
                shown.push(' ');
            }
            shown.push_str(word);
        }
        shown
    }

    /// Whether both stories are of one outlet; unknown equals nothing.
    pub fn same_outlet(&self, a: StoryId, b: StoryId) -> bool {
        a == b
            || matches!((&self.story(a).head.outlet, &self.story(b).head.outlet), (Some(x), Some(y)) if x == y)
    }

    /// The two places in the order (held against, deviating): the later place in the story, or the
    /// story with the later date and then the greater name, deviates.
    pub fn in_order(&self, a: Place, b: Place) -> (Place, Place) {
        let key = |p: Place| {
            let head = &self.story(p.story).head;
            (head.date.map(|(date, _)| date), head.name.clone(), p.span)
        };
        if key(a) <= key(b) { (a, b) } else { (b, a) }
    }
}
