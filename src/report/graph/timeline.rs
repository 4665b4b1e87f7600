//! What one speaker is reported to have said, day by day and outlet by outlet, as a picture.

use super::picture::{BETWEEN, Drawn, LINE_HEIGHT, MOST, PADDING, WIDTH};
use super::svg::{HEADING, MARGIN, STYLE, SWING, address, begin, down, headings, left, outline, words};
use super::xml::{Xml, close, document, empty, leaf, open};
use super::{View, clean};
use crate::graph::{Item, NodeKind, StatementId};
use crate::resolve::{ClaimRef, SpeakerId};
use crate::text::Span;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Space between two boxes of one day and outlet, and between two outlets. Unit: pixels.
const GAP: i32 = 10;
const LANE: i32 = 24;

/// Writes what these speakers, who are one to the reader, are reported to have said: days in columns, outlets
/// in rows, at most 300 boxes; a line joins what is the same, varies or conflicts.
///
/// A claim stands on the day on which it was made, if the copy tells, else on that of its story; what has no
/// day comes last, as does what has no outlet.
///
/// # Errors
///
/// What `out` reports.
pub fn timeline(view: &View<'_>, speakers: &[SpeakerId], out: &mut dyn Write) -> io::Result<()> {
    let mut claims: Vec<ClaimRef> = speakers.iter().flat_map(|&id| view.graph.claims_of(id)).collect();
    claims.sort_unstable();
    let address = |item: Item| address(view, item);
    let mut xml = document(out)?;
    Timeline::new(view, &claims).write(&mut xml, (&address, Some(STYLE)))?;
    xml.into_inner().write_all(b"\n")
}

/// Writes the same of these claims, for a page that brings the style, with the addresses that it knows.
pub(in crate::report) fn inline_timeline(
    view: &View<'_>,
    claims: &[ClaimRef],
    address: &dyn Fn(Item) -> Option<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    Timeline::new(view, claims).write(&mut Xml::new(out), (address, None))
}

/// A value, those without one last.
type Last<T> = (bool, Option<T>);

fn last<T>(value: Option<T>) -> Last<T> {
    (value.is_none(), value)
}

/// A claim before it has its place.
struct Entry {
    day: Last<Date>,
    outlet: Last<String>,
    at: ClaimRef,
    statement: StatementId,
}

/// A claim in its place.
struct Told {
    at: ClaimRef,
    statement: StatementId,
    title: String,
    drawn: Drawn,
}

/// The claims as they are drawn.
struct Timeline {
    days: Vec<String>,
    /// Each outlet and how far down it begins. Unit: pixels.
    outlets: Vec<(String, i32)>,
    told: Vec<Told>,
    /// Which claims are joined, as indices, and how.
    joined: Vec<(usize, usize, &'static str)>,
    hidden: usize,
    height: i32,
}

impl Timeline {
    fn new(view: &View<'_>, claims: &[ClaimRef]) -> Self {
        let mut seen = BTreeSet::new();
        let fresh = claims.iter().filter_map(|&at| entry(view, at));
        let mut entries: Vec<Entry> =
            fresh.filter(|entry| seen.insert((entry.at.story, entry.statement))).collect();
        let hidden = entries.len().saturating_sub(MOST);
        entries.truncate(MOST);
        entries.sort_by(|a, b| (&a.outlet, a.day, a.at).cmp(&(&b.outlet, b.day, b.at)));
        let days: BTreeSet<Last<Date>> = entries.iter().map(|entry| entry.day).collect();
        let mut timeline = Self {
            days: days.iter().map(day).collect(),
            outlets: Vec::new(),
            told: Vec::new(),
            joined: Vec::new(),
            hidden,
            height: 0,
        };
        for lane in entries.chunk_by(|a, b| a.outlet == b.outlet) {
            timeline.lane(view, lane, &days);
        }
        timeline.join(view);
        timeline
    }

    /// Places the claims of one outlet, those of a day below each other.
    fn lane(&mut self, view: &View<'_>, lane: &[Entry], days: &BTreeSet<Last<Date>>) {
        let top = self.height;
        let mut bottom = top;
        for of_day in lane.chunk_by(|a, b| a.day == b.day) {
            let mut at = top;
            let column = of_day.first().map_or(0, |entry| days.range(..entry.day).count()) + 1;
            for entry in of_day {
                let told = told(view, entry, (column, at));
                at += told.drawn.height + GAP;
                self.told.push(told);
            }
            bottom = bottom.max(at);
        }
        let name = lane.first().and_then(|entry| entry.outlet.1.clone());
        self.outlets.push((clean(name.as_deref().unwrap_or("outlet unknown")), top));
        self.height = bottom + LANE;
    }

    /// Joins each claim with the next of its statement, and with those that vary from it or conflict.
    fn join(&mut self, view: &View<'_>) {
        let mut first: BTreeMap<StatementId, usize> = BTreeMap::new();
        let mut last: BTreeMap<StatementId, usize> = BTreeMap::new();
        let mut order: Vec<usize> = (0..self.told.len()).collect();
        order.sort_by_key(|&told| (self.told[told].drawn.column, self.told[told].drawn.top));
        for told in order {
            let statement = self.told[told].statement;
            first.entry(statement).or_insert(told);
            if let Some(before) = last.insert(statement, told) {
                self.joined.push((before, told, "same-as"));
            }
        }
        for (&statement, &told) in &first {
            for link in view.graph.links_of(Item::Statement(statement)) {
                let (Item::Statement(from), Item::Statement(to)) = (link.from, link.to) else { continue };
                let other = if from == statement { to } else { from };
                if let Some(&other) = first.get(&other).filter(|_| from == statement && from != to) {
                    self.joined.push((told, other, link.edge.kind.as_str()));
                }
            }
        }
    }

    fn write(
        &self,
        xml: &mut Xml<'_>,
        (address, style): (&dyn Fn(Item) -> Option<String>, Option<&str>),
    ) -> io::Result<()> {
        let width = left(self.days.len() + 1) - BETWEEN + SWING;
        let told = if self.hidden > 0 { HEADING } else { 0 };
        let height = self.height + 2 * MARGIN + HEADING + told;
        begin(xml, (width, height), "What one speaker is reported to have said, by outlet and day", style)?;
        let columns = ["Outlets"].into_iter().chain(self.days.iter().map(String::as_str));
        headings(xml, &columns.collect::<Vec<_>>())?;
        self.outlets.iter().try_for_each(|(name, top)| lane_name(xml, name, *top, width))?;
        self.joined.iter().try_for_each(|join| self.line(xml, join))?;
        self.told.iter().try_for_each(|told| node(xml, told, address(Item::Story(told.at.story))))?;
        if self.hidden > 0 {
            let (x, y) = (MARGIN.to_string(), (height - MARGIN).to_string());
            let told = format!("{} more are not shown", self.hidden);
            leaf(xml, "text", &[("x", &x), ("y", &y), ("class", "heading")], &told)?;
        }
        close(xml, "svg")
    }

    fn line(&self, xml: &mut Xml<'_>, &(from, to, kind): &(usize, usize, &str)) -> io::Result<()> {
        let (a, b) = (&self.told[from].drawn, &self.told[to].drawn);
        let (a, b) = if a.column <= b.column { (a, b) } else { (b, a) };
        let middle = |node: &Drawn| down(node.top) + node.height / 2;
        let (from, start, end) = (left(a.column) + WIDTH, middle(a), middle(b));
        let path = if a.column == b.column {
            let swing = from + SWING;
            format!("M{from} {start}C{swing} {start} {swing} {end} {from} {end}")
        } else {
            let (to, half) = (left(b.column), BETWEEN / 2);
            format!("M{from} {start}C{} {start} {} {end} {to} {end}", from + half, to - half)
        };
        open(xml, "g", &[("class", &format!("edge {kind}"))])?;
        leaf(xml, "title", &[], kind)?;
        empty(xml, "path", &[("d", &path)])?;
        close(xml, "g")
    }
}

fn entry(view: &View<'_>, at: ClaimRef) -> Option<Entry> {
    let facts = view.facts(at.story)?;
    let claim = facts.claims.get(at.claim as usize)?;
    let day = claim.date.or(facts.head.date.map(|(date, _)| date));
    let statement = view.graph.statement_of(at)?;
    Some(Entry { day: last(day), outlet: last(facts.head.outlet.clone()), at, statement })
}

fn day((_, day): &Last<Date>) -> String {
    day.map_or_else(|| "No day".to_owned(), |day| day.to_string())
}

fn told(view: &View<'_>, entry: &Entry, (column, top): (usize, i32)) -> Told {
    let text = clean(&view.claim(entry.at));
    let place = view.documents.get(entry.at.story.index()).map(|document| {
        let claim = view.facts(entry.at.story).and_then(|facts| facts.claims.get(entry.at.claim as usize));
        let span: Span = claim.and_then(|claim| claim.content.first().copied()).unwrap_or_default();
        let line = document.locate(span.start).line;
        format!("{}:{line}", clean(&document.name))
    });
    let title = format!("{}, {}: {text}", day(&entry.day), place.unwrap_or_default());
    let drawn = Drawn { top, ..Drawn::new(Item::Statement(entry.statement), text, column) };
    Told { at: entry.at, statement: entry.statement, title, drawn }
}

fn lane_name(xml: &mut Xml<'_>, name: &str, top: i32, width: i32) -> io::Result<()> {
    let line = down(top) - LANE / 2 - GAP / 2;
    open(xml, "g", &[("class", "lane")])?;
    if top > 0 {
        empty(xml, "path", &[("d", &format!("M{MARGIN} {line}H{}", width - MARGIN))])?;
    }
    let drawn = Drawn { top, ..Drawn::new(Item::Story(Default::default()), name.to_owned(), 0) };
    for (number, line) in (0..).zip(&drawn.lines) {
        let (x, y) = (
            left(0).to_string(),
            (down(top) + PADDING + LINE_HEIGHT * number + LINE_HEIGHT * 3 / 4).to_string(),
        );
        leaf(xml, "text", &[("x", &x), ("y", &y), ("class", "heading")], line)?;
    }
    close(xml, "g")
}

fn node(xml: &mut Xml<'_>, told: &Told, address: Option<String>) -> io::Result<()> {
    open(xml, "g", &[("class", "node statement")])?;
    leaf(xml, "title", &[], &told.title)?;
    if let Some(address) = &address {
        open(xml, "a", &[("href", address)])?;
    }
    empty(xml, "path", &[("d", &outline(&told.drawn, NodeKind::Statement))])?;
    words(xml, &told.drawn)?;
    if address.is_some() {
        close(xml, "a")?;
    }
    close(xml, "g")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hostile, texts};
    use super::*;
    use crate::graph::{build, sample};

    fn written(s: &sample::Sample) -> String {
        let graph = build(&s.facts, &s.cast);
        let view = View { graph: &graph, facts: &s.facts, cast: &s.cast, documents: &s.documents };
        let mut out = Vec::new();
        timeline(&view, &[SpeakerId(0)], &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_speaker_says_stands_by_outlet_and_day() {
        let mut s = sample::fire();
        let day = jiff::civil::date(2026, 3, 4);
        s.facts[0].head.date = Some((day, crate::extract::DateSource::Metadata));
        let xml = written(&s);
        assert!(xml.contains("class=\"node statement\""), "{xml}");
        assert!(texts(&xml, "text").contains(&"2026-03-04".to_owned()), "{xml}");
        assert!(texts(&xml, "title").iter().any(|title| title.starts_with("2026-03-04, a.txt:1: ")), "{xml}");
    }

    #[test]
    fn what_has_neither_day_nor_outlet_comes_last() {
        let mut s = sample::Sample::default();
        let speaker = s.speaker("Okonjo");
        for (name, outlet) in [("a.txt", None), ("b.txt", Some("Zenith"))] {
            let story = s.story(name, outlet, "It rains, Okonjo said.");
            let party = s.party(story, speaker, &["Okonjo"]);
            s.claim(story, Some(party), "It rains");
        }
        s.facts[1].head.date = Some((jiff::civil::date(2026, 3, 4), crate::extract::DateSource::Slug));
        let words = texts(&written(&s), "text");
        let at = |word: &str| words.iter().position(|one| one == word).unwrap();
        assert!(at("2026-03-04") < at("No day") && at("Zenith") < at("outlet unknown"), "{words:?}");
    }

    #[test]
    fn hostile_text_stays_text_and_a_crowd_is_cut() {
        assert!(!written(&hostile()).contains("<script"));
        let mut s = sample::Sample::default();
        let speaker = s.speaker("Okonjo");
        for number in 0..MOST + 5 {
            let story = s.story(&format!("{number}.txt"), Some("Zenith"), "It rains, Okonjo said.");
            let party = s.party(story, speaker, &["Okonjo"]);
            s.claim(story, Some(party), "It rains");
        }
        let xml = written(&s);
        assert_eq!(xml.matches("class=\"node statement\"").count(), MOST);
        assert!(xml.contains("5 more are not shown"), "{xml}");
        assert!(texts(&written(&sample::Sample::default()), "title").is_empty());
    }
}
