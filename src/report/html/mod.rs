//! Findings as one HTML file that opens offline and asks for nothing.
//!
//! Everything is escaped by the templates; the one script and the one style are named by their hashes in
//! the page's content security policy, so that nothing from a story can run.

mod card;
mod figures;
mod finding;
mod pieces;
mod story;
mod timeline;

use super::graph::{View, inline};
use super::records::hex;
use super::{Batch, Report, Run};
use crate::check::{Finding, Severity};
use crate::graph::{self, Item};
use crate::ingest::Status;
use crate::text::StoryId;
use askama::Template;
use finding::FindingView;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use story::StoryView;
use timeline::Timeline;

const STYLE: &str = include_str!("page.css");
const PICTURE: &str = include_str!("../graph/picture.css");
const SCRIPT: &str = include_str!("page.js");

/// The hashes of the style and the script as the content security policy names them; a test computes them.
const STYLE_HASH: &str = "sha256-3BiqUZsWAsE8MXuRbNPnnr/WVc3rvKFcjEK7HS7Ygik=";
const SCRIPT_HASH: &str = "sha256-fFDGdQdRDD956+g0FL1ajs+OKMJs8jPvBMTuUK5e0OY=";

/// What a report may hold of the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Copy {
    /// The stories, and the words around each place.
    #[default]
    Shown,
    /// Nothing but what the findings themselves quote: for copy under embargo or licence.
    LeftOut,
}

/// The report, gathered event by event and written at the end: the counts come first.
pub(super) struct Page<'w> {
    out: &'w mut dyn Write,
    copy: Copy,
    events: BTreeMap<String, Event>,
    stories: usize,
}

/// The stories that are of one group, and what there is to say of them.
#[derive(Default)]
struct Event {
    findings: Vec<FindingView>,
    pictures: Vec<String>,
    timelines: Vec<Timeline>,
    stories: Vec<StoryView>,
}

#[derive(Template)]
#[template(path = "page.html")]
struct PageView<'a> {
    style: &'a str,
    script: &'a str,
    policy: String,
    counts: [(&'a str, usize); 3],
    summary: String,
    rules: Vec<&'a str>,
    unread: Vec<[String; 3]>,
    notices: Vec<[String; 2]>,
    events: Vec<(&'a str, &'a Event)>,
}

impl<'w> Page<'w> {
    pub(super) fn new(copy: Copy, out: &'w mut dyn Write) -> Self {
        Self { out, copy, events: BTreeMap::new(), stories: 0 }
    }

    fn event(&mut self, batch: &Batch<'_>, story: StoryId) -> &mut Event {
        let group = batch.story(story).map(|(document, _)| document.metadata.group.clone());
        self.events.entry(group.unwrap_or_default()).or_default()
    }

    /// The number of a story of this batch in the whole report.
    fn number(&self, story: StoryId) -> usize {
        self.stories + story.index()
    }
}

impl Report for Page<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        let first = self.stories;
        let mut places: BTreeMap<StoryId, Vec<&Finding>> = BTreeMap::new();
        let mut groups: BTreeMap<String, BTreeSet<StoryId>> = BTreeMap::new();
        for finding in batch.findings {
            let view = FindingView::new(batch, finding, (first, self.copy));
            self.event(batch, finding.story).findings.push(view);
            places.entry(finding.story).or_default().push(finding);
            let related = finding.related.iter().map(|related| related.place.story);
            for story in related.chain([finding.story]) {
                places.entry(story).or_default();
                let group = batch.story(finding.story).map(|(document, _)| document.metadata.group.clone());
                groups.entry(group.unwrap_or_default()).or_default().insert(story);
            }
        }
        if self.copy == Copy::Shown {
            for (&story, findings) in &places {
                let number = self.number(story);
                let view = StoryView::new(batch, story, (number, findings));
                self.event(batch, story).stories.extend(view);
            }
            self.draw(batch, &groups)?;
        }
        self.stories += batch.documents.len();
        Ok(())
    }

    fn close(&mut self, run: &Run<'_>) -> io::Result<()> {
        for event in self.events.values_mut() {
            event.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity)); // stable
        }
        let style = format!("{PICTURE}{STYLE}");
        let page = PageView {
            style: &style,
            script: SCRIPT,
            policy: format!(
                "default-src 'none'; style-src '{STYLE_HASH}'; script-src '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
            ),
            counts: self.counts(),
            summary: run.summary(),
            rules: self.rules(),
            unread: unread(run),
            notices: run.notices.iter().map(notice).collect(),
            events: self.events.iter().map(|(name, event)| (name.as_str(), event)).collect(),
        };
        let written = page.render().map_err(io::Error::other)?;
        self.out.write_all(written.as_bytes())
    }
}

impl Page<'_> {
    /// The picture and the timelines of every event that has a finding.
    fn draw(&mut self, batch: &Batch<'_>, groups: &BTreeMap<String, BTreeSet<StoryId>>) -> io::Result<()> {
        let Some(cast) = batch.cast else { return Ok(()) };
        if groups.is_empty() {
            return Ok(());
        }
        let whole = graph::build(batch.facts, cast);
        let first = self.stories;
        let address = |item: Item| match item {
            Item::Story(story) => Some(format!("#s-{}", first + story.index())),
            Item::Outlet(_) | Item::Speaker(_) | Item::Name(_) => None,
            Item::Statement(_) | Item::Figure(_) | Item::Venue(_) => None,
        };
        for (group, stories) in groups {
            let items: Vec<Item> = stories.iter().map(|&story| Item::Story(story)).collect();
            let part = whole.neighbourhood(&items, 2);
            let view = View { graph: &part, facts: batch.facts, cast, documents: batch.documents };
            let mut picture = Vec::new();
            inline(&view, &address, &mut picture)?;
            let event = self.events.entry(group.clone()).or_default();
            event.pictures.push(String::from_utf8_lossy(&picture).into_owned());
            event.timelines.extend(timeline::of(batch, cast, (stories, first)));
        }
        Ok(())
    }

    fn counts(&self) -> [(&'static str, usize); 3] {
        let all = || self.events.values().flat_map(|event| &event.findings);
        [Severity::Error, Severity::Warning, Severity::Note]
            .map(|severity| (severity.as_str(), all().filter(|finding| finding.severity == severity).count()))
    }

    fn rules(&self) -> Vec<&'static str> {
        let rules = self.events.values().flat_map(|event| event.findings.iter().map(|finding| finding.rule));
        rules.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// What was not read whole: its path, how it ended, and why.
fn unread(run: &Run<'_>) -> Vec<[String; 3]> {
    let lost = run.files.iter().filter(|file| matches!(file.status, Status::Failed | Status::PartlyRead));
    let shown = |text: &str| super::visible::shown(text);
    let row = lost.map(|file| {
        [
            shown(&file.path),
            file.status.as_str().to_owned(),
            shown(file.reason.as_deref().unwrap_or_default()),
        ]
    });
    row.collect()
}

fn notice(notice: &crate::ingest::Notice) -> [String; 2] {
    let line = notice.line.map(|line| format!(":{line}")).unwrap_or_default();
    let shown = super::visible::shown;
    [format!("{}{line}", shown(&notice.path)), shown(&notice.message)]
}
