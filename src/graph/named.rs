//! Speakers and outlets by what people call them.

use super::{ClaimGraph, Item, OutletRef};
use crate::extract::Facts;
use crate::extract::names::{Verdict, compare};
use crate::lexicon::Lexicon;
use crate::resolve::{Cast, Speaker, SpeakerId};
use crate::text::fold;
use std::cmp::Reverse;

/// How alike a name must be to be worth a question. Source: as for rules and options that are misspelt.
const ALIKE: f64 = 0.7;

/// The speakers of a cast that go by this name, in any case: their own, or one of its spellings.
///
/// ```
/// use sayso::graph::speakers_named;
/// use sayso::{ingest::Document, pipeline, resolve::Across};
///
/// let documents = [Document::plain("a.txt", "Anwar Hossain said the mill would close. Hossain left.")];
/// let analysis = pipeline::analyse(&documents, Across::All);
/// assert_eq!(speakers_named(&analysis.cast, "anwar hossain").len(), 1);
/// assert_eq!(speakers_named(&analysis.cast, "Hossain").len(), 1);
/// assert!(speakers_named(&analysis.cast, "Hosain").is_empty());
/// ```
pub fn speakers_named(cast: &Cast, name: &str) -> Vec<SpeakerId> {
    let wanted = fold(name);
    speakers(cast, |form| fold(form) == wanted)
}

/// The speakers of a cast whose name may be meant by this one: it is a variant of theirs, or written in
/// another style, as `sayso compare names` has it.
///
/// ```
/// use sayso::graph::speakers_like;
/// use sayso::{ingest::Document, pipeline, resolve::Across};
///
/// let documents = [Document::plain("a.txt", "Anwar Hossain said the mill would close. Hossain left.")];
/// let analysis = pipeline::analyse(&documents, Across::All);
/// assert_eq!(speakers_like(&analysis.cast, "Anwar Hosain").len(), 1);
/// assert!(speakers_like(&analysis.cast, "Ella Novak").is_empty());
/// ```
pub fn speakers_like(cast: &Cast, name: &str) -> Vec<SpeakerId> {
    let (lexicon, wanted) = (Lexicon::builtin(), fold(name));
    let near = |form: &str| strsim::jaro(&wanted, &fold(form)) > ALIKE;
    speakers(cast, |form| {
        near(form)
            && match compare(name, form, lexicon).verdict {
                Verdict::Same | Verdict::Style | Verdict::Variant => true,
                Verdict::Different => false,
            }
    })
}

/// The names and spellings of a cast that are nearest to this one, at most so many, nearest first.
///
/// ```
/// use sayso::graph::nearest_names;
/// use sayso::{ingest::Document, pipeline, resolve::Across};
///
/// let documents = [Document::plain("a.txt", "Anwar Hossain said the mill would close. Hossain left.")];
/// let analysis = pipeline::analyse(&documents, Across::All);
/// assert_eq!(nearest_names(&analysis.cast, "Anwar Hussainy", 1), ["Anwar Hossain"]);
/// ```
pub fn nearest_names<'c>(cast: &'c Cast, name: &str, most: usize) -> Vec<&'c str> {
    nearest(cast.speakers.iter().flat_map(forms), name, most)
}

/// The outlet of this name, in any case.
///
/// ```
/// use sayso::graph::{OutletRef, outlet_named};
/// use sayso::text::StoryId;
/// use sayso::{ingest::Document, pipeline, resolve::Across};
///
/// let mut document = Document::plain("a.txt", "It rained.");
/// document.metadata.publisher = Some("Harrow Post".to_owned());
/// let analysis = pipeline::analyse(&[document], Across::All);
/// let found = outlet_named(analysis.graph(), &analysis.facts, "harrow post");
/// assert_eq!(found, Some(OutletRef(StoryId(0))));
/// ```
pub fn outlet_named(graph: &ClaimGraph, facts: &[Facts], name: &str) -> Option<OutletRef> {
    let wanted = fold(name);
    let mut outlets = outlets(graph, facts);
    outlets.find(|(_, outlet)| fold(outlet) == wanted).map(|(at, _)| at)
}

/// The outlets that are nearest to this name, at most so many, nearest first; all are there when none is
/// near.
pub fn nearest_outlets<'f>(graph: &ClaimGraph, facts: &'f [Facts], name: &str, most: usize) -> Vec<&'f str> {
    let all: Vec<&str> = outlets(graph, facts).map(|(_, outlet)| outlet).collect();
    let found = nearest(all.iter().copied(), name, most);
    if found.is_empty() { all.into_iter().take(most).collect() } else { found }
}

fn outlets<'f>(graph: &ClaimGraph, facts: &'f [Facts]) -> impl Iterator<Item = (OutletRef, &'f str)> {
    graph.nodes().filter_map(|node| match node.item {
        Item::Outlet(at) => Some((at, facts.get(at.0.index())?.head.outlet.as_deref()?)),
        Item::Story(_) | Item::Speaker(_) | Item::Name(_) => None,
        Item::Statement(_) | Item::Figure(_) | Item::Venue(_) => None,
    })
}

fn speakers(cast: &Cast, bears: impl Fn(&str) -> bool) -> Vec<SpeakerId> {
    let known = cast.speakers.iter().map(|speaker| forms(speaker).any(&bears));
    (0..).map(SpeakerId).zip(known).filter(|(_, bears)| *bears).map(|(id, _)| id).collect()
}

/// A speaker's name and spellings.
fn forms(speaker: &Speaker) -> impl Iterator<Item = &str> {
    [speaker.name.as_str()].into_iter().chain(speaker.spellings.iter().map(|spelling| spelling.form.as_str()))
}

fn nearest<'n>(names: impl Iterator<Item = &'n str>, wanted: &str, most: usize) -> Vec<&'n str> {
    let wanted = fold(wanted);
    let scored = names.map(|name| (Reverse((strsim::jaro(&wanted, &fold(name)) * 1e6) as u32), name));
    let mut near: Vec<_> = scored.filter(|(likeness, _)| f64::from(likeness.0) > ALIKE * 1e6).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(most).map(|(_, name)| name).collect()
}
