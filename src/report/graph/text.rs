//! The claim graph for people: what each speaker says and where, and the ways to a speaker.

use super::{View, clean};
use crate::graph::{EdgeKind, Item, Link, StatementId};
use crate::report::place;
use crate::report::words::counted;
use crate::resolve::{ClaimRef, SpeakerId};
use crate::text::Place;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// How many links of a statement are told; the rest are counted. Unit: links.
const MOST_LINKS: usize = 8;

/// How many ways are told; the rest are counted. Unit: ways.
const MOST_WAYS: usize = 12;

/// Writes what these speakers say, story by story, and how that stands to what others have; what all say
/// when none is given.
///
/// # Errors
///
/// What `out` reports.
pub fn text(view: &View<'_>, speakers: &[SpeakerId], out: &mut dyn Write) -> io::Result<()> {
    let all = view.graph.nodes().filter_map(|node| match node.item {
        Item::Speaker(id) => Some(id),
        Item::Outlet(_) | Item::Story(_) | Item::Name(_) => None,
        Item::Statement(_) | Item::Figure(_) | Item::Venue(_) => None,
    });
    let wanted = all.filter(|id| speakers.is_empty() || speakers.contains(id));
    for speaker in wanted {
        let statements = view.graph.statements_of(speaker);
        if statements.is_empty() && speakers.is_empty() {
            continue;
        }
        writeln!(out, "{}{}", view.text(Item::Speaker(speaker)), view.spellings(speaker))?;
        writeln!(out, "  {}\n", view.reach(&statements))?;
        let mut story = None;
        for id in statements {
            let Some(first) = view.first_place(id) else { continue };
            if story != Some(first.story) {
                writeln!(out, "  {}", view.story(first))?;
                story = Some(first.story);
            }
            view.statement(id, first, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the ways from an outlet to a speaker, step by step; says so when there is none.
///
/// # Errors
///
/// What `out` reports.
pub fn ways(view: &View<'_>, ways: &[Vec<Item>], ends: (Item, Item), out: &mut dyn Write) -> io::Result<()> {
    let (from, to) = (view.text(ends.0), view.text(ends.1));
    if ways.is_empty() {
        return writeln!(out, "no way from {from} to {to}: nothing that {from} has leads there");
    }
    writeln!(out, "{} from {from} to {to}", counted(ways.len(), "way", "ways"))?;
    let mut before: &[Item] = &[];
    for way in ways.iter().take(MOST_WAYS) {
        // what a way shares with the one before is told once
        let known = way.iter().zip(before).take_while(|(own, other)| own == other).count();
        before = way;
        for (number, item) in way.iter().enumerate().skip(known) {
            let link = number.checked_sub(1).and_then(|before| view.between(*way.get(before)?, *item));
            let step = link.map_or(String::new(), |(kind, ahead)| format!("{} ", told(kind, ahead)));
            writeln!(out, "{}{step}{}", "  ".repeat(number), view.step(*item))?;
        }
    }
    match ways.len().saturating_sub(MOST_WAYS) {
        0 => Ok(()),
        more => writeln!(out, "and {more} more; --format json has them all"),
    }
}

/// What a step says, in the direction in which it is taken.
const fn told(kind: EdgeKind, ahead: bool) -> &'static str {
    match (kind, ahead) {
        (EdgeKind::Published, true) => "published",
        (EdgeKind::Published, false) => "published by",
        (EdgeKind::Reports, true) => "reports",
        (EdgeKind::Reports, false) => "reported in",
        (EdgeKind::Says, true) => "says",
        (EdgeKind::Says, false) => "said by",
        (EdgeKind::At, true) => "at",
        (EdgeKind::At, false) => "where it was said",
        (EdgeKind::Counts, true) => "counts",
        (EdgeKind::Counts, false) => "counted in",
        (EdgeKind::Spelled, true) => "spelled",
        (EdgeKind::Spelled, false) => "a spelling of",
        (EdgeKind::SameAs, _) => "the same as",
        (EdgeKind::Varies, _) => "varies from",
        (EdgeKind::Conflicts, _) => "conflicts with",
    }
}

impl View<'_> {
    /// `: Araghchi (7), Aragchi (1)`
    fn spellings(&self, speaker: SpeakerId) -> String {
        let forms = self.cast.speakers.get(speaker.0 as usize).map_or(&[][..], |speaker| &speaker.spellings);
        let shown: Vec<String> =
            forms.iter().map(|form| format!("{} ({})", clean(&form.form), form.places.len())).collect();
        if shown.is_empty() { String::new() } else { format!(": {}", shown.join(", ")) }
    }

    /// `5 statements in 2 stories of NCB and Lantern`
    fn reach(&self, statements: &[StatementId]) -> String {
        let places = statements.iter().filter_map(|&id| self.graph.node(Item::Statement(id)));
        let stories: BTreeSet<_> = places.flat_map(|node| &node.places).map(|place| place.story).collect();
        let outlets: BTreeSet<&str> =
            stories.iter().filter_map(|&story| self.facts(story)?.head.outlet.as_deref()).collect();
        let outlets: Vec<String> = outlets.into_iter().map(clean).collect();
        let of = if outlets.is_empty() { String::new() } else { format!(" of {}", outlets.join(", ")) };
        let statements = counted(statements.len(), "statement", "statements");
        format!("{statements} in {}{of}", counted(stories.len(), "story", "stories"))
    }

    fn first_place(&self, id: StatementId) -> Option<Place> {
        self.graph.node(Item::Statement(id))?.places.first().copied()
    }

    /// `a.txt (NCB, 2026-03-04)`
    fn story(&self, at: Place) -> String {
        let name = self.text(Item::Story(at.story));
        let head = self.facts(at.story).map(|facts| &facts.head);
        let outlet = head.and_then(|head| head.outlet.as_deref()).map(clean);
        let date = head.and_then(|head| head.date).map(|(date, _)| date.to_string());
        let about: Vec<String> = outlet.into_iter().chain(date).collect();
        if about.is_empty() { name } else { format!("{name} ({})", about.join(", ")) }
    }

    fn line(&self, at: Place) -> u32 {
        self.documents.get(at.story.index()).map_or(0, |document| place::line(document, at.span.start))
    }

    /// A statement, where else it stands, and what it is linked with.
    fn statement(&self, id: StatementId, first: Place, out: &mut dyn Write) -> io::Result<()> {
        let item = Item::Statement(id);
        writeln!(out, "    {}: {}{}", self.line(first), self.text(item), self.beside(item))?;
        let mut stories = BTreeSet::from([first.story]);
        for place in self.graph.node(item).map_or(&[][..], |node| &node.places) {
            if stories.insert(place.story) {
                writeln!(out, "       also in {}, line {}", self.story(*place), self.line(*place))?;
            }
        }
        let mut links: Vec<String> = self.links(item).collect();
        links.dedup();
        for link in links.iter().take(MOST_LINKS) {
            writeln!(out, "       {link}")?;
        }
        match links.len().saturating_sub(MOST_LINKS) {
            0 => Ok(()),
            more => writeln!(out, "       and {more} more"),
        }
    }

    /// ` — at Radio Lisk; counts 143 people`
    fn beside(&self, item: Item) -> String {
        let of = |kind: EdgeKind| {
            let links =
                self.graph.links_of(item).filter(move |link| link.edge.kind == kind && link.from == item);
            links.map(|link| self.text(link.to)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        };
        let (venues, figures) = (of(EdgeKind::At), of(EdgeKind::Counts));
        let mut parts = Vec::new();
        if !venues.is_empty() {
            parts.push(format!("at {}", venues.join(", ")));
        }
        if !figures.is_empty() {
            parts.push(format!("counts {}", figures.join(", ")));
        }
        if parts.is_empty() { String::new() } else { format!(" — {}", parts.join("; ")) }
    }

    /// How a statement, and each figure of it, stands to others.
    fn links<'v>(&'v self, item: Item) -> impl Iterator<Item = String> + 'v {
        let counted = self.graph.links_of(item).filter(|link| link.edge.kind == EdgeKind::Counts);
        let own: Vec<Item> = [item].into_iter().chain(counted.map(|link| link.to)).collect();
        own.into_iter().flat_map(move |own| {
            let equals = self.graph.links_of(own).filter(|link| link.edge.kind.is_between_equals());
            equals.filter_map(move |link| self.linked(own, &link))
        })
    }

    /// `conflicts with “…” of Salma Hossain in b.txt (Lantern), line 4`
    fn linked(&self, own: Item, link: &Link<'_>) -> Option<String> {
        let other = if link.from == own { link.to } else { link.from };
        let at = self.graph.node(other)?.places.first().copied()?;
        let of = match other {
            Item::Statement(id) => self.graph.speakers_of(id),
            Item::Outlet(_) | Item::Story(_) | Item::Speaker(_) => Vec::new(),
            Item::Name(_) | Item::Figure(_) | Item::Venue(_) => Vec::new(),
        };
        let of: Vec<String> = of.into_iter().map(|id| self.text(Item::Speaker(id))).collect();
        let of = if of.is_empty() { String::new() } else { format!(", said by {}", of.join(", ")) };
        let itself = own == other;
        let at = if itself { link.edge.places.last().copied().unwrap_or(at) } else { at };
        let what = if itself { "its own words".to_owned() } else { self.text(other) };
        let of = if itself { String::new() } else { of };
        let own = match own {
            Item::Figure(_) => format!("{} ", self.text(own)),
            Item::Outlet(_) | Item::Story(_) | Item::Speaker(_) => String::new(),
            Item::Name(_) | Item::Statement(_) | Item::Venue(_) => String::new(),
        };
        let (how, story, line) = (told(link.edge.kind, true), self.story(at), self.line(at));
        Some(format!("{own}{how} {what}{of}, in {story}, line {line}"))
    }

    /// The edge between two items that are one step apart, and whether it is taken as it points: that which
    /// says most of its kind, the lightest.
    fn between(&self, from: Item, to: Item) -> Option<(EdgeKind, bool)> {
        let links = self.graph.links_of(from).filter(|link| link.from == to || link.to == to);
        links.map(|link| (link.edge.kind, link.from == from)).min()
    }

    /// An item on a way: what it is called, and where it stands.
    fn step(&self, item: Item) -> String {
        let place = self.graph.node(item).and_then(|node| node.places.first().copied());
        let text = self.text(item);
        match (item, place) {
            (Item::Story(story), _) => self.story(Place { story, ..Place::default() }),
            (Item::Statement(id), Some(at)) => {
                format!("{text}{} (line {})", self.by_way_of(id), self.line(at))
            }
            (Item::Figure(_), Some(at)) => {
                format!("{text} ({}, line {})", self.text(Item::Story(at.story)), self.line(at))
            }
            (Item::Statement(_) | Item::Figure(_), None) => text,
            (Item::Outlet(_) | Item::Speaker(_) | Item::Name(_) | Item::Venue(_), _) => text,
        }
    }

    /// Where a statement was said, and who passed it on: `, told Radio Lisk, by way of Telegram`.
    fn by_way_of(&self, id: StatementId) -> String {
        let claim = |at: &ClaimRef| self.facts(at.story)?.claims.get(at.claim as usize);
        let claims = self.graph.said(id).map_or(&[][..], |said| &said.claims);
        let first = |name: &'static str, of: Vec<String>| {
            of.into_iter().next().map(|at| format!(", {name} {at}")).unwrap_or_default()
        };
        let venues = claims.iter().filter_map(|at| Some(clean(&claim(at)?.venue.as_ref()?.name))).collect();
        let relays = claims.iter().filter_map(|at| Some(clean(&claim(at)?.relay.as_ref()?.name))).collect();
        format!("{}{}", first("at", venues), first("by way of", relays))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hostile, written};
    use super::*;
    use crate::graph::{OutletRef, build, sample};
    use crate::text::StoryId;

    fn told_ways(outlet: StoryId, speaker: u32) -> String {
        let sample::Sample { documents, facts, cast } = sample::fire();
        let graph = build(&facts, &cast);
        let view = View { graph: &graph, facts: &facts, cast: &cast, documents: &documents };
        let (from, to) = (OutletRef(outlet), SpeakerId(speaker));
        let found = graph.ways_to_speaker(from, to);
        let mut out = Vec::new();
        ways(&view, &found, (Item::Outlet(from), Item::Speaker(to)), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_speaker_says_is_told_with_what_conflicts() {
        let told = written(&sample::fire(), |view, out| text(view, &[SpeakerId(0)], out));
        assert!(told.starts_with("Yevheniya Dorokhova: Dorokhova (2), Dorohkova (1)\n"), "{told}");
        assert!(told.contains("3 statements in 2 stories of Lantern, NCB"), "{told}");
        assert!(told.contains("the ship was old — at Radio Lisk"), "{told}");
        assert!(told.contains("conflicts with We will find out who opened the doors."), "{told}");
        assert!(!told.contains("\nthe union"), "{told}");
    }

    #[test]
    fn the_way_is_told_step_by_step() {
        let told = told_ways(StoryId(1), 0);
        let expected = "1 way from Lantern to Yevheniya Dorokhova\nLantern\n  published b.txt (Lantern)\n    \
                        reports We will find out who opened the doors. (line 1)\n      \
                        said by Yevheniya Dorokhova\n";
        assert_eq!(told, expected);
    }

    #[test]
    fn a_way_that_is_none_is_said_to_be_none() {
        assert!(told_ways(StoryId(1), 9).starts_with("no way from Lantern to "));
    }

    #[test]
    fn hostile_text_stays_on_its_line() {
        let told = written(&hostile(), |view, out| text(view, &[], out));
        assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{told:?}");
    }
}
