//! Findings for people: each cluster once, with excerpts, then a summary.

use super::excerpt::{self, Role, Shown};
use super::place;
use super::records::Tally;
use super::visible::{quieted, shown, visible};
use super::{Batch, Report, Run, words};
use crate::check::{Finding, Severity};
use crate::graph::Events;
use crate::text::StoryId;
use annotate_snippets::{Group, Level, Renderer};
use anstyle::{AnsiColor, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Whether text for people is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paint {
    /// No colour: no escape sequence at all.
    #[default]
    Plain,
    /// ANSI escape sequences.
    Ansi,
}

impl Paint {
    /// The style, or none.
    fn style(self, style: Style) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Ansi => style,
        }
    }

    pub(super) fn strong(self) -> Style {
        self.style(Style::new().bold())
    }

    pub(super) fn faint(self) -> Style {
        self.style(Style::new().dimmed())
    }

    pub(super) fn gone(self) -> Style {
        self.style(AnsiColor::Red.on_default())
    }

    pub(super) fn added(self) -> Style {
        self.style(AnsiColor::Green.on_default())
    }

    pub(super) fn severity(self, severity: Severity) -> Style {
        let colour = match severity {
            Severity::Error => AnsiColor::BrightRed,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Note => AnsiColor::BrightGreen,
        };
        self.style(colour.on_default().bold())
    }
}

/// How many places of a cluster are drawn; the rest are counted. Unit: places.
const MOST_PLACES: usize = 8;

/// How many of the others are named; the rest are counted. Unit: places.
const MOST_NAMES: usize = 6;

/// A width that nothing reaches: lines are cut to size before they are drawn, see `excerpt`.
const UNCUT: usize = 1 << 20;

/// Findings as text.
pub(super) struct Findings<'w> {
    out: &'w mut dyn Write,
    paint: Paint,
    renderer: Renderer,
    tally: Tally,
}

impl<'w> Findings<'w> {
    pub(super) fn new(paint: Paint, out: &'w mut dyn Write) -> Self {
        let renderer = match paint {
            Paint::Plain => Renderer::plain(),
            Paint::Ansi => Renderer::styled(),
        };
        Self { out, paint, renderer: renderer.term_width(UNCUT), tally: Tally::default() }
    }
}

impl Report for Findings<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        self.tally.add(batch.findings);
        let strong = self.paint.strong();
        for event in events(batch) {
            if let Some(heading) = &event.heading {
                writeln!(self.out, "{strong}{}{strong:#}\n", quieted(heading))?;
            }
            for cluster in &event.clusters {
                writeln!(self.out, "{}\n", quieted(&draw(batch, cluster, &self.renderer)))?;
            }
        }
        Ok(())
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        let strong = self.paint.strong();
        writeln!(self.out, "{strong}{}{strong:#}\n{}", self.tally.headline(), run.summary())
    }
}

impl Tally {
    /// `5 findings in 4 clusters: 1 error, 0 warnings, 4 notes`; clusters when they are fewer.
    fn headline(&self) -> String {
        if self.findings == 0 {
            return "No findings".to_owned();
        }
        let clusters = if self.clusters < self.findings {
            format!(" in {}", words::counted(self.clusters, "cluster", "clusters"))
        } else {
            String::new()
        };
        format!(
            "{}{clusters}: {}, {}, {}",
            words::counted(self.findings, "finding", "findings"),
            words::counted(self.errors, "error", "errors"),
            words::counted(self.warnings, "warning", "warnings"),
            words::counted(self.notes, "note", "notes"),
        )
    }
}

/// The clusters of one event.
struct Event<'f> {
    /// What it is called; none where every story stands for itself.
    heading: Option<String>,
    clusters: Vec<Vec<&'f Finding>>,
}

/// The clusters by the event of their first finding, in the order in which each event is first met.
fn events<'f>(batch: &Batch<'f>) -> Vec<Event<'f>> {
    let mut number: BTreeMap<u64, usize> = BTreeMap::new();
    let mut events: Vec<(StoryId, Vec<Vec<&Finding>>)> = Vec::new();
    for cluster in clusters(batch.findings) {
        let Some(&first) = cluster.first() else { continue };
        let at = *number.entry(first.event).or_insert(events.len());
        match events.get_mut(at) {
            Some((_, clusters)) => clusters.push(cluster),
            None => events.push((first.story, vec![cluster])),
        }
    }
    let known = batch.cast.filter(|_| !events.is_empty()).map(|cast| Events::of(batch.facts, cast));
    let stories = |story: StoryId| known.as_ref().map_or(&[][..], |known| known.stories(story));
    let is_grouped = events.iter().any(|(story, _)| stories(*story).len() > 1);
    let named = |(story, clusters)| {
        let heading = is_grouped.then(|| heading(batch, story, stories(story)));
        Event { heading, clusters }
    };
    events.into_iter().map(named).collect()
}

/// `== 3 stories on one event: a.txt (NCB), b.txt, c.txt (Lantern)`
fn heading(batch: &Batch<'_>, story: StoryId, stories: &[StoryId]) -> String {
    let name = |story: &StoryId| place::named(batch, *story);
    if stories.len() < 2 {
        return format!("== {}", visible(&name(&story).unwrap_or_default()));
    }
    let names = named(stories.iter().filter_map(name).collect()).unwrap_or_default();
    let count = words::counted(stories.len(), "story", "stories");
    format!("== {count} on one event: {}", visible(&names))
}

/// The findings by cluster, in the order in which each cluster is first met.
fn clusters(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut number: BTreeMap<u64, usize> = BTreeMap::new();
    let mut clusters: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let at = *number.entry(finding.cluster).or_insert(clusters.len());
        match clusters.get_mut(at) {
            Some(cluster) => cluster.push(finding),
            None => clusters.push(vec![finding]),
        }
    }
    clusters
}

/// A cluster as text: its weightiest finding speaks for it, the places of all are shown.
fn draw(batch: &Batch<'_>, cluster: &[&Finding], renderer: &Renderer) -> String {
    let Some(&lead) = cluster.iter().rev().max_by_key(|finding| finding.severity) else {
        return String::new();
    };
    let mut places = places(lead, cluster);
    let left_out = places.split_off(places.len().min(MOST_PLACES));
    let mut origins = Vec::new();
    let title = level(lead.severity).primary_title(shown(&lead.message)).id(lead.rule);
    let mut group = Group::with_title(title);
    for (story, places) in by_story(&places) {
        if let Some(document) = batch.documents.get(story.index()) {
            group = group.elements(excerpt::snippets(document, &places, &mut origins));
        }
    }
    if !lead.evidence.because.is_empty() {
        let because = shown(&lead.evidence.because.join("; "));
        group = group.element(Level::NOTE.with_name("because").message(because));
    }
    if let Some(more) = more(batch, &left_out) {
        group = group.element(Level::NOTE.with_name("more").message(more));
    }
    if let Some(copies) = copies(batch, cluster) {
        group = group.element(Level::NOTE.with_name("copies").message(copies));
    }
    if !lead.help.is_empty() {
        group = group.element(Level::HELP.message(shown(&lead.help)));
    }
    excerpt::name_origins(&renderer.render(&[group]), &origins)
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Every place of a cluster once: the lead's own, what it is held against, then the others'.
fn places(lead: &Finding, cluster: &[&Finding]) -> Vec<Shown> {
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    let others = cluster.iter().copied().filter(|finding| !std::ptr::eq(*finding, lead));
    for finding in std::iter::once(lead).chain(others) {
        let is_new = |shown: &Shown| seen.insert((shown.story, shown.span));
        places.extend(own_places(finding).chain(related_places(finding)).filter(is_new));
    }
    places
}

fn own_places(finding: &Finding) -> impl Iterator<Item = Shown> {
    finding.spans.iter().map(|&span| Shown {
        story: finding.story,
        span,
        role: Role::Deviating,
        label: String::new(),
        inner: finding.evidence.edits.iter().map(|edit| edit.b).collect(),
    })
}

fn related_places(finding: &Finding) -> impl Iterator<Item = Shown> {
    finding.related.iter().map(|related| Shown {
        story: related.place.story,
        span: related.place.span,
        role: Role::Related,
        label: shown(&related.label),
        inner: finding.evidence.edits.iter().map(|edit| edit.a).collect(),
    })
}

/// The places by story, stories in the order in which they are first met.
fn by_story(places: &[Shown]) -> Vec<(StoryId, Vec<Shown>)> {
    let mut stories: Vec<(StoryId, Vec<Shown>)> = Vec::new();
    for place in places {
        match stories.iter_mut().find(|(story, _)| *story == place.story) {
            Some((_, places)) => places.push(place.clone()),
            None => stories.push((place.story, vec![place.clone()])),
        }
    }
    stories
}

/// Where the places are that were not drawn.
fn more(batch: &Batch<'_>, left_out: &[Shown]) -> Option<String> {
    let at = |shown: &Shown| {
        let document = batch.documents.get(shown.story.index())?;
        Some(format!("{}:{}", visible(&document.name), place::line(document, shown.span.start)))
    };
    let named = named(left_out.iter().filter_map(at).collect())?;
    Some(format!("{}: {named}", words::counted(left_out.len(), "place", "places")))
}

/// Where copies of a text carry the slip that a cluster is about.
fn copies(batch: &Batch<'_>, cluster: &[&Finding]) -> Option<String> {
    let places = cluster.iter().flat_map(|finding| place::carried_by(batch, finding));
    let places: BTreeSet<String> = places.map(|place| shown(&place)).collect();
    if places.is_empty() {
        return None;
    }
    let count = words::counted(places.len(), "copy of this text carries", "copies of this text carry");
    Some(format!("{count} it too: {}", named(places.into_iter().collect())?))
}

/// The first of these names and how many there are beyond; none when there are none.
fn named(names: Vec<String>) -> Option<String> {
    let beyond = names.len().saturating_sub(MOST_NAMES);
    let first = names.get(..names.len() - beyond)?.join(", ");
    match (first.is_empty(), beyond) {
        (true, _) => None,
        (false, 0) => Some(first),
        (false, n) => Some(format!("{first} and {n} more")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, NAME, at};
    use super::*;
    use crate::check::Evidence;
    use crate::extract::{Confidence, Facts};
    use crate::ingest::Document;
    use crate::text::{Place, Span};

    fn finding(at: Place) -> Finding {
        Finding::new(&NAME, Severity::Error, Confidence::percent(97), at)
            .says("`Okonjo` is spelled `Okonyo` elsewhere", "use one spelling")
    }

    fn written(paint: Paint, documents: &[Document], findings: &[Finding]) -> String {
        let facts = vec![Facts::default(); documents.len()];
        let mut out = Vec::new();
        let mut report = Findings::new(paint, &mut out);
        report.add(&Batch { documents, facts: &facts, cast: None, findings, ..Batch::default() }).unwrap();
        report.close(&Run::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn check(documents: &[Document], findings: &[Finding], expected: &str) {
        let written = written(Paint::Plain, documents, findings);
        let (drawn, _) = written.rsplit_once("\n\n").unwrap();
        assert_eq!(drawn, expected, "\n{drawn}\n");
    }

    #[test]
    fn a_cluster_is_shown_once_with_its_stories() {
        let documents = sample::documents();
        let lead = finding(at(&documents, 0, "Okonjo"))
            .held_against(at(&documents, 0, "Amara Okonyo"), "spelled so 4 times")
            .resting_on(Evidence {
                because: vec!["one letter differs".into(), "both are the minister".into()],
                ..Evidence::default()
            })
            .clustered("okonjo");
        let other = finding(at(&documents, 1, "Okonjo")).clustered("okonjo");
        check(
            &documents,
            &[lead, other],
            "\
error[name-variant]: `Okonjo` is spelled `Okonyo` elsewhere
 --> wire/bridge.txt:5:49
  |
1 | HARBOUR CITY, March 4 (HCN) - Harbour Minister Amara Okonyo said on
  |                                                ------------ spelled so 4 times
...
5 | tested by people who know what they are doing,\" Okonjo told Radio Delta.
  |                                                 ^^^^^^
  |
 ::: tonight/wire/delta.txt:1:4
  |
1 | Ms Okonjo, the minister, declined to give a date.
  |    ^^^^^^
  |
  = because: one letter differs; both are the minister
  = help: use one spelling",
        );
    }

    #[test]
    fn a_place_over_two_lines_is_underlined_line_by_line() {
        let documents = sample::documents();
        let place = at(&documents, 0, "until every cable has been\ntested");
        check(
            &documents,
            &[finding(place)],
            "\
error[name-variant]: `Okonjo` is spelled `Okonyo` elsewhere
 --> wire/bridge.txt:4:41
  |
4 | \"We will not open it for a single lorry until every cable has been
  |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
5 | tested by people who know what they are doing,\" Okonjo told Radio Delta.
  | ^^^^^^
  |
  = help: use one spelling",
        );
    }

    #[test]
    fn a_long_line_is_cut_around_its_places() {
        let mut document = Document::plain("hcn-0304", sample::LONG);
        (document.path, document.line, document.is_line) = ("archive.jsonl".into(), 17, true);
        let documents = [document];
        let found = finding(at(&documents, 0, "Amara Okonjo"))
            .held_against(at(&documents, 0, "Okonyo"), "first spelled so");
        check(
            &documents,
            &[found],
            "\
error[name-variant]: `Okonjo` is spelled `Okonyo` elsewhere
--> archive.jsonl:17, story hcn-0304
 |
 | … the holidays, said that Amara Okonjo was not a name she had … so in writing by Ms Okonyo at least twice before …
 |                           ^^^^^^^^^^^^                                              ------ first spelled so
 |
 = help: use one spelling",
        );
    }

    #[test]
    fn many_places_are_counted_not_drawn() {
        let document = Document::plain("a.txt", &"Okonjo spoke.\n".repeat(20));
        let mut found = finding(Place { story: StoryId(0), span: Span::new(0, 6) });
        for i in 1..20 {
            found = found.held_against(Place { story: StoryId(0), span: Span::new(14 * i, 14 * i + 6) }, "");
        }
        let written = written(Paint::Plain, &[document], &[found]);
        let more =
            "= more: 12 places: a.txt:9, a.txt:10, a.txt:11, a.txt:12, a.txt:13, a.txt:14 and 6 more\n";
        assert!(written.contains(more), "{written}");
    }

    #[test]
    fn nothing_in_a_story_reaches_the_terminal_as_a_command() {
        let hostile = "\u{1b}]0;owned\u{7}Okonjo\u{9b}31m \u{202e}said\u{10fffd}0\u{10fffd}:1:2.";
        let documents = [Document::plain("a\u{1b}[2J.txt", hostile)];
        let found = finding(at(&documents, 0, "Okonjo")).says(hostile, hostile);
        let written = written(Paint::Plain, &documents, &[found]);
        let hidden = |c: char| c != '\n' && super::super::visible::is_hidden(c);
        assert!(!written.contains(hidden), "{written:?}");
        assert!(written.contains("a\\u{1b}[2J.txt:1:11"), "{written}");
    }

    #[test]
    fn colour_changes_nothing_but_colour() {
        let documents = sample::documents();
        let findings = [finding(at(&documents, 0, "Okonjo"))];
        let painted = written(Paint::Ansi, &documents, &findings);
        assert!(painted.contains("\u{1b}["), "{painted:?}");
        let stripped = anstream::adapter::strip_str(&painted).to_string();
        assert_eq!(stripped, written(Paint::Plain, &documents, &findings));
    }

    proptest::proptest! {
        #[test]
        fn any_text_and_any_places_can_be_drawn(
            text in "(\\PC|[ \t\r\n\u{a0}\u{0}-\u{1f}\u{200b}-\u{200f}\u{2028}]|[a-z ]{0,40}){0,60}",
            places in proptest::collection::vec((0usize..400, 0usize..400), 1..6),
        ) {
            let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
            let place = |&(a, b): &(usize, usize)| {
                let (a, b) = (boundary(a), boundary(b));
                Place { story: StoryId(0), span: Span::at(a.min(b), a.max(b)) }
            };
            let mut found = finding(place(&places[0]));
            for other in &places[1..] {
                found = found.held_against(place(other), "held against");
            }
            let written = written(Paint::Plain, &[Document::plain("a.txt", &text)], &[found]);
            let hidden = |c: char| c != '\n' && super::super::visible::is_hidden(c);
            proptest::prop_assert!(!written.contains(hidden), "{:?}", written);
        }
    }
}
