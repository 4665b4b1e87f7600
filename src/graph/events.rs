use crate::extract::Facts;
use crate::resolve::Cast;
use crate::text::{StoryId, hash_bytes};
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// Stories further apart tell of two events, though somebody repeats in one what he said in the other.
/// Unit: days. Source: as for figures and copies.
const DAYS: i32 = 3;

/// Which stories tell of one event.
///
/// Events are the connected parts of the claim graph once its hubs are taken out: speakers, names,
/// outlets and venues belong to many events. What is left are statements, figures and stories, and the
/// links between equals; stories that carry one text are linked as well, and links between stories more
/// than three days apart are none.
///
/// ```
/// use sayso::graph::Events;
/// use sayso::text::StoryId;
/// use sayso::{ingest::Document, pipeline, resolve::Across};
///
/// let quoted = "\"We will rebuild the northern bridge before the first winter storms,\" Amara Hossain said.";
/// let documents = [
///     Document::plain("a.txt", quoted),
///     Document::plain("b.txt", quoted),
///     Document::plain("c.txt", "It rained."),
/// ];
/// let analysis = pipeline::analyse(&documents, Across::All);
/// let events = Events::of(&analysis.facts, &analysis.cast);
/// assert_eq!(events.key(StoryId(0)), events.key(StoryId(1)));
/// assert_ne!(events.key(StoryId(0)), events.key(StoryId(2)));
/// assert_eq!(events.stories(StoryId(1)), [StoryId(0), StoryId(1)]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// By story: its event.
    of: Vec<u32>,
    /// By event: its key and its stories.
    events: Vec<(u64, Vec<StoryId>)>,
}

impl Events {
    /// The events of a run; the cost grows with the stories and what links them.
    pub fn of(facts: &[Facts], cast: &Cast) -> Self {
        let mut sets = UnionFind::<usize>::new(facts.len());
        for (a, b) in links(cast).filter(|&(a, b)| are_near(facts, a, b)) {
            sets.union(a.index(), b.index());
        }
        let mut parts: BTreeMap<usize, Vec<StoryId>> = BTreeMap::new();
        for story in 0..facts.len() {
            parts.entry(sets.find(story)).or_default().push(StoryId(story as u32));
        }
        let mut events: Vec<(u64, Vec<StoryId>)> = parts.into_values().map(|s| (key(facts, &s), s)).collect();
        events.sort_by(|a, b| a.1.cmp(&b.1));
        let mut of = vec![0; facts.len()];
        for ((_, stories), event) in events.iter().zip(0..) {
            stories.iter().for_each(|story| of[story.index()] = event);
        }
        Self { of, events }
    }

    /// The key of the event that a story tells of: the hash of the name of its earliest story, by date and
    /// then name. Stories that come later, and the order of the arguments, leave it as it is.
    pub fn key(&self, story: StoryId) -> u64 {
        self.event(story).map_or(0, |(key, _)| *key)
    }

    /// The stories that tell of one event with this one, itself included, in order.
    pub fn stories(&self, story: StoryId) -> &[StoryId] {
        self.event(story).map_or(&[], |(_, stories)| stories)
    }

    /// All events, each with its key and its stories, in order of their first story.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[StoryId])> {
        self.events.iter().map(|(key, stories)| (*key, stories.as_slice()))
    }

    fn event(&self, story: StoryId) -> Option<&(u64, Vec<StoryId>)> {
        self.events.get(*self.of.get(story.index())? as usize)
    }
}

/// The links between stories, over whatever links them.
fn links(cast: &Cast) -> impl Iterator<Item = (StoryId, StoryId)> {
    let alignments = cast.alignments.iter().map(|pair| (pair.a.story, pair.b.story));
    let figures = cast.figures.iter().map(|pair| (pair.a.story, pair.b.story));
    let contrasts = cast.contrasts.iter().map(|pair| (pair.a.story, pair.b.story));
    let statements = cast.statements.iter().flat_map(|statement| {
        let claims = statement.claims.iter().zip(statement.claims.iter().skip(1));
        claims.map(|(a, b)| (a.story, b.story))
    });
    let copies = (0..).map(StoryId).zip(cast.copied_from.iter().copied());
    let all = alignments.chain(figures).chain(contrasts).chain(statements).chain(copies);
    all.filter(|(a, b)| a != b)
}

fn are_near(facts: &[Facts], a: StoryId, b: StoryId) -> bool {
    let (Some(a), Some(b)) = (facts.get(a.index()), facts.get(b.index())) else { return false };
    match (a.head.date, b.head.date) {
        (Some((a, _)), Some((b, _))) => (b - a).get_days().abs() <= DAYS,
        (Some(_) | None, None) | (None, Some(_)) => true,
    }
}

fn key(facts: &[Facts], stories: &[StoryId]) -> u64 {
    let heads = stories.iter().filter_map(|story| facts.get(story.index())).map(|facts| &facts.head);
    let first = heads.min_by_key(|head| (head.date.is_none(), head.date.map(|(date, _)| date), &head.name));
    first.map_or(0, |head| hash_bytes(head.name.as_bytes()))
}
