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

use super::graph::{View, inline, inline_timeline};
use super::records::hex;
use super::{Batch, Report, Run};
use crate::check::{Finding, Severity};
use crate::graph::{self, ClaimGraph, Item, NodeKind};
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
const STYLE_HASH: &str = "sha256-RoQfpQ5hj6du4zLvH/zJOAwzHAEIYI6pQ3CVaOvtCUQ=";
const SCRIPT_HASH: &str = "sha256-dLJVOsHe+0OarWCFLrDQcVBLvpdiYPerDdmryv4ftCo=";

/// How many events have a picture: those with the most findings. Source: at 300 nodes a picture weighs
/// up to 100 KB.
const PICTURES: usize = 12;

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
    pictures: usize,
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
        Self { out, copy, events: BTreeMap::new(), stories: 0, pictures: 0 }
    }

    fn event(&mut self, group: &str) -> &mut Event {
        self.events.entry(group.to_owned()).or_default()
    }
}

fn group_of<'a>(batch: &Batch<'a>, story: StoryId) -> &'a str {
    batch.story(story).map_or("", |(document, _)| &document.metadata.group)
}

impl Report for Page<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        let mut places: BTreeMap<StoryId, Vec<&Finding>> = BTreeMap::new();
        let mut groups: BTreeMap<&str, BTreeSet<StoryId>> = BTreeMap::new();
        for finding in batch.findings {
            let group = group_of(batch, finding.story);
            let view = FindingView::new(batch, finding, (self.stories, self.copy));
            self.event(group).findings.push(view);
            places.entry(finding.story).or_default().push(finding);
            let related = finding.related.iter().map(|related| related.place.story);
            for story in related.chain([finding.story]) {
                places.entry(story).or_default();
                groups.entry(group).or_default().insert(story);
            }
        }
        if self.copy == Copy::Shown {
            for (&story, findings) in &places {
                let number = self.stories + story.index();
                let view = StoryView::new(batch, story, (number, findings));
                self.event(group_of(batch, story)).stories.extend(view);
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
    /// The pictures of the events with the most findings and of who says most there, and the timelines of all.
    fn draw(&mut self, batch: &Batch<'_>, groups: &BTreeMap<&str, BTreeSet<StoryId>>) -> io::Result<()> {
        let Some(cast) = batch.cast else { return Ok(()) };
        let first = self.stories;
        let address = |item: Item| match item {
            Item::Story(story) => Some(format!("#s-{}", first + story.index())),
            Item::Outlet(_) | Item::Speaker(_) | Item::Name(_) => None,
            Item::Statement(_) | Item::Figure(_) | Item::Venue(_) => None,
        };
        for (group, stories) in groups {
            let timelines = timeline::of(batch, cast, (stories, first));
            self.event(group).timelines.extend(timelines);
        }
        let weight = |group: &str| self.events.get(group).map_or(0, |event| event.findings.len());
        let mut drawn: Vec<(&&str, &BTreeSet<StoryId>)> = groups.iter().collect();
        drawn.sort_by_key(|(group, _)| std::cmp::Reverse(weight(group))); // stable
        drawn.truncate(PICTURES - self.pictures);
        if drawn.is_empty() {
            return Ok(());
        }
        let whole = graph::build(batch.facts, cast);
        for (group, stories) in drawn {
            let part = whole.neighbourhood(&of_interest(&whole, stories), 0);
            if part.links().next().is_none() {
                continue;
            }
            let view = View { graph: &part, facts: batch.facts, cast, documents: batch.documents };
            let mut picture = Vec::new();
            inline(&view, &address, &mut picture)?;
            let event = self.event(group);
            event.pictures.push(String::from_utf8_lossy(&picture).into_owned());
            // of those added just now, the first has the most claims
            if let Some(most) = event.timelines.iter_mut().find(|timeline| timeline.picture.is_none()) {
                let view = View { graph: &whole, ..view };
                let mut picture = Vec::new();
                inline_timeline(&view, &most.claims, &address, &mut picture)?;
                most.picture = Some(String::from_utf8_lossy(&picture).into_owned());
            }
            self.pictures += 1;
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

/// What differs in these stories, or is the same, with those who said and published it.
fn of_interest(graph: &ClaimGraph, stories: &BTreeSet<StoryId>) -> Vec<Item> {
    let near = |item: Item| graph.links_of(item).flat_map(|link| [link.from, link.to]).collect::<Vec<_>>();
    let own = stories.iter().flat_map(|&story| near(Item::Story(story)));
    let own: BTreeSet<Item> = own.flat_map(|item| near(item).into_iter().chain([item])).collect();
    let equal = |item: &Item| graph.links_of(*item).any(|link| link.edge.kind.is_between_equals());
    let ends: BTreeSet<Item> = own.into_iter().filter(equal).flat_map(near).collect();
    let mut shown: BTreeSet<Item> = ends.into_iter().filter(equal).flat_map(near).collect();
    let outlets: Vec<Item> =
        shown.iter().filter(|item| item.kind() == NodeKind::Story).flat_map(|&story| near(story)).collect();
    shown.extend(outlets.into_iter().filter(|item| item.kind() == NodeKind::Outlet));
    shown.into_iter().collect()
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

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::check::{Evidence, EvidenceEdit};
    use crate::extract::Confidence;
    use crate::ingest::{FileRecord, Notice};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest, Sha256};

    fn finding() -> Finding {
        let documents = sample::documents();
        let at = |story, words| sample::at(&documents, story, words);
        let edit = EvidenceEdit { class: "content", a: at(0, "Okonyo").span, b: at(1, "Okonjo").span };
        Finding::new(&sample::NAME, Severity::Error, Confidence::percent(97), at(1, "Okonjo"))
            .says("two <spellings>", "use one")
            .held_against(at(0, "Okonyo"), "first spelled so")
            .resting_on(Evidence {
                because: vec!["one letter".into()],
                edits: vec![edit],
                ..Evidence::default()
            })
    }

    fn written(copy: Copy, findings: &[Finding]) -> String {
        let documents = sample::documents();
        let (facts, cast) = (sample::facts(&documents), sample::cast(&documents));
        let mut out = Vec::new();
        let mut page = Page::new(copy, &mut out);
        let batch =
            Batch { documents: &documents, facts: &facts, cast: Some(&cast), findings, ..Batch::default() };
        page.add(&batch).unwrap();
        let lost = FileRecord {
            path: "gone.txt".into(),
            status: Status::Failed,
            stories: 0,
            reason: Some("is <gone>".into()),
        };
        let notice = Notice { path: "gone.txt".into(), line: Some(3), message: "is gone".into() };
        page.close(&Run { files: &[lost], notices: &[notice], ..Run::default() }).unwrap();
        drop(page);
        String::from_utf8(out).unwrap()
    }

    /// What the content security policy calls a text.
    fn hash(text: &str) -> String {
        format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
    }

    #[test]
    fn the_policy_names_the_style_and_the_script_as_they_are() {
        assert_eq!(STYLE_HASH, hash(&format!("{PICTURE}{STYLE}")));
        assert_eq!(SCRIPT_HASH, hash(SCRIPT));
        assert!(SCRIPT.len() < 15 * 1024);
    }

    #[test]
    fn a_finding_stands_with_both_sides_and_what_differs() {
        let page = written(Copy::Shown, &[finding()]);
        assert!(page.contains("<del class=\"content\">Okonyo</del>"), "{page}");
        assert!(page.contains("<ins class=\"content\">Okonjo</ins>"), "{page}");
        assert!(page.contains("two &#60;spellings&#62;"), "{page}");
        assert!(page.contains("id=\"f-0000000000000000\""), "{page}");
        assert!(page.contains("first spelled so"), "{page}");
        assert!(page.contains("never safe"), "{page}");
    }

    #[test]
    fn what_was_not_read_comes_first() {
        let page = written(Copy::Shown, &[finding()]);
        let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
        assert!(at("is &#60;gone&#62;") < at("<article"));
        assert!(at("gone.txt:3") < at("<article"));
    }

    #[test]
    fn copy_that_is_left_out_is_not_there() {
        let page = written(Copy::LeftOut, &[finding()]);
        assert!(page.contains("Okonjo") && page.contains("one letter"), "{page}");
        assert!(!page.contains("declined") && !page.contains("never safe"), "{page}");
    }

    #[test]
    fn a_run_without_findings_says_so() {
        assert!(written(Copy::Shown, &[]).contains("No findings."));
    }
}
