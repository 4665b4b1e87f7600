use super::baseline::{Baseline, LookedAt, Places};
use super::{Changed, Config, FailOn, Level, Root, RuleId, Suppression, Suppressions};
use crate::check::{self, Authority, Context, Evidence, Finding, Meta, Severity};
use crate::extract::{Confidence, Facts, Head};
use crate::ingest::Document;
use crate::resolve::{Across, Cast};
use crate::text::{Place, StoryId};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What the gate goes by.
#[derive(Debug, Default)]
pub struct Terms {
    /// What the house has settled.
    pub config: Config,
    /// From which severity on findings fail the run.
    pub fail_on: FailOn,
    /// These rules and no others; none for all.
    pub only: Vec<RuleId>,
    /// Not these rules.
    pub skip: Vec<RuleId>,
    /// Which stories of the run are held against each other.
    pub across: Across,
    /// What paths are relative to.
    pub root: Root,
    /// Findings that are known.
    pub baseline: Option<Baseline>,
    /// Whether every finding is entered in the baseline, as on the day on which a house begins.
    pub records: bool,
    /// Findings that are let pass for a reason.
    pub suppressions: Suppressions,
    /// The day on which it is asked whether they still hold.
    pub today: Date,
    /// The files that the run is about; none for all.
    pub changed: Option<Changed>,
}

/// What decides which findings of a run count, and how much.
///
/// Findings are handed to it batch by batch, after the rules have run; at the end it tells what was
/// let pass, and reports on suppressions that are not needed any more.
///
/// ```
/// use sayso::gate::{Gate, RuleId, Terms};
/// let gate = Gate::new(Terms { skip: vec![RuleId::named("name-shared")?], ..Terms::default() });
/// assert!(!gate.wants(RuleId::named("name-shared")?.0));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Default)]
pub struct Gate {
    terms: Terms,
    /// What happened so far.
    seen: Seen,
}

#[derive(Debug, Default)]
struct Seen {
    /// The stories, when somebody will ask for them.
    stories: BTreeMap<String, Read>,
    /// The suppressions that held something back, or would have on an earlier day.
    used: BTreeSet<usize>,
    /// Whether a story stands in one of the files that the run is about.
    met: bool,
    account: Account,
}

/// What is remembered of a story.
#[derive(Debug)]
struct Read {
    /// Its file, as seen from the root.
    file: String,
    /// The stories that it is held against within a group.
    group: String,
}

/// A batch's findings, as they count.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// Those that are shown and may fail the run, in the order in which they came.
    pub findings: Vec<Finding>,
    /// Those that are let pass.
    pub held: Vec<Held>,
}

/// A finding that is let pass.
#[derive(Debug, Clone)]
pub struct Held {
    /// The finding.
    pub finding: Finding,
    /// Why.
    pub why: Why,
}

/// Why a finding is let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is in the baseline.
    Baseline,
    /// Somebody gave a reason.
    Suppressed {
        /// The reason.
        reason: String,
        /// Who gave it.
        author: Option<String>,
        /// The last day on which it holds.
        expires: Option<Date>,
    },
}

/// What became of a run's findings that are not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Let pass because the baseline has them.
    pub baselined: usize,
    /// Let pass for a reason.
    pub suppressed: usize,
    /// Without a place in the files that the run is about.
    pub elsewhere: usize,
    /// How many files the run is about, when none of them holds a story that was read.
    pub strange: usize,
    /// Entries of the baseline that nothing was found for.
    pub stale: usize,
    /// Whether there is a baseline: findings that are shown are then new.
    pub has_baseline: bool,
    /// The day that expiries were compared with; none when there was nothing to compare.
    pub today: Option<Date>,
}

/// What a run was to look at, for telling what is no longer needed from what was not looked at.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The paths of the run as seen from the root; none for its current folder.
    pub paths: Vec<String>,
    /// Whether everything that was to be read was.
    pub is_complete: bool,
}

impl Account {
    fn count(&mut self, why: &Why) {
        match why {
            Why::Baseline => self.baselined += 1,
            Why::Suppressed { .. } => self.suppressed += 1,
        }
    }

    /// What was let pass, for people: `held back: 3 in the baseline, 1 suppressed (as of 2026-03-01)`;
    /// nothing when nothing was.
    pub fn summary(&self) -> Option<String> {
        let mut parts = Vec::new();
        let mut tell = |count: usize, what: &str| {
            if count > 0 {
                parts.push(format!("{count} {what}"))
            }
        };
        tell(self.baselined, "in the baseline");
        tell(self.suppressed, "suppressed");
        tell(self.elsewhere, "not in changed files");
        let held = (!parts.is_empty()).then(|| format!("held back: {}", parts.join(", ")));
        let stale = (self.stale > 0)
            .then(|| format!("baseline: {} no longer flagged; --write-baseline drops them", self.stale));
        let today = self.today.map(|day| format!("suppressions as of {day}"));
        let strange = (self.strange > 0)
            .then(|| format!("changed: none of the {} listed files is a story that was read", self.strange));
        let all: Vec<String> = [strange, held, stale, today].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

impl Asked {
    /// Whether a story was named, or lies in a folder that was.
    fn holds(&self, story: &str) -> bool {
        self.is_complete && self.paths.iter().any(|path| path == story || lies_below(story, path))
    }

    /// Whether a story's file was named by itself, so that those beside it may be missing from the run.
    fn names(&self, file: &str) -> bool {
        let named = self.paths.iter().any(|path| path == file);
        named && !self.paths.iter().any(|path| lies_below(file, path))
    }
}

fn lies_below(story: &str, folder: &str) -> bool {
    folder == "." || story.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What the gate itself reports: findings on the file of suppressions, which stands as a story here.
#[derive(Debug)]
pub struct Housekeeping {
    /// The file of suppressions.
    pub documents: [Document; 1],
    /// What goes with it: nothing but its name.
    pub facts: [Facts; 1],
    /// The findings, as they count.
    pub judged: Judged,
}

impl Gate {
    /// A gate that has seen nothing yet.
    pub fn new(terms: Terms) -> Self {
        Self { terms, seen: Seen::default() }
    }

    /// What it goes by; the baseline as it is by now.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Whether a rule is to run at all. A rule named by `only` runs though the house has it off.
    pub fn wants(&self, rule: &Meta) -> bool {
        let off = self.terms.only.is_empty()
            && check::rule(rule.id).is_some_and(|rule| self.terms.config.is_off(RuleId(&rule.meta)));
        self.asks(rule.id) && !off
    }

    fn asks(&self, rule: &str) -> bool {
        let has = |rules: &[RuleId]| rules.iter().any(|own| own.0.id == rule);
        (self.terms.only.is_empty() || has(&self.terms.only)) && !has(&self.terms.skip)
    }

    /// The findings of a batch, as they count; a slip that copies of one text share is one of them.
    pub fn judge(&mut self, documents: &[Document], findings: Vec<Finding>) -> Judged {
        if self.terms.baseline.is_some() || !self.terms.suppressions.entries().is_empty() {
            let read = |document: &Document| {
                let (file, group) = (self.terms.root.file_of(document), document.metadata.group.clone());
                (self.terms.root.story(document), Read { file, group })
            };
            self.seen.stories.extend(documents.iter().map(read));
        }
        if let Some(changed) = &self.terms.changed {
            let held = |document| changed.holds(&self.terms.root.file_of(document));
            self.seen.met = self.seen.met || documents.iter().any(held);
        }
        let mut judged = Judged::default();
        for finding in findings {
            let Some(document) = documents.get(finding.story.index()) else { continue };
            let Some(finding) = self.weigh(&self.terms.root.file_of(document), finding) else { continue };
            let why = self.lets_pass(documents, &finding);
            if self.is_elsewhere(documents, &finding) {
                self.seen.account.elsewhere += 1;
                continue;
            }
            match why {
                None => judged.findings.push(finding),
                Some(why) => {
                    self.seen.account.count(&why);
                    judged.held.push(Held { finding, why });
                }
            }
        }
        judged.findings = check::once(judged.findings);
        judged
    }

    /// A finding at the weight that the house gives it; none if that is off and nobody asked for it.
    fn weigh(&self, file: &str, mut finding: Finding) -> Option<Finding> {
        let rule = check::rule(finding.rule)?;
        match self.terms.config.level(RuleId(&rule.meta), file) {
            None => {}
            Some(Level::Off) if !self.terms.only.is_empty() => {}
            Some(level) => finding.severity = level.severity()?,
        }
        Some(finding)
    }

    /// Why a finding does not count; a suppression goes before the baseline, which keeps its entry.
    fn lets_pass(&mut self, documents: &[Document], finding: &Finding) -> Option<Why> {
        if self.terms.baseline.is_none() && self.terms.suppressions.entries().is_empty() {
            return None;
        }
        let document = documents.get(finding.story.index())?;
        let story = self.terms.root.story(document);
        let places = Places::of((&story, self.other(documents, finding)), document, finding);
        if let Some(baseline) = &mut self.terms.baseline {
            baseline.meets(&places);
        }
        self.suppressed(&story, document, finding).or_else(|| self.known(&places, document))
    }

    /// The story that a finding is held against, where that is another.
    fn other(&self, documents: &[Document], finding: &Finding) -> Option<String> {
        let place = finding.related.first()?.place;
        let other = documents.get(place.story.index()).filter(|_| place.story != finding.story)?;
        Some(self.terms.root.story(other))
    }

    fn suppressed(&mut self, story: &str, document: &Document, finding: &Finding) -> Option<Why> {
        let about = self.terms.suppressions.about(finding.rule, story, document, &finding.spans);
        self.seen.used.extend(&about);
        let entries: Vec<&Suppression> =
            about.iter().map(|&n| &self.terms.suppressions.entries()[n]).collect();
        let first = entries.first().filter(|_| !entries.iter().any(|entry| self.has_expired(entry)))?;
        let (reason, author) = (first.reason.clone(), first.author.clone());
        Some(Why::Suppressed { reason, author, expires: first.expires })
    }

    fn known(&mut self, places: &Places<'_>, document: &Document) -> Option<Why> {
        let baseline = self.terms.baseline.as_mut()?;
        if self.terms.records {
            baseline.record(places, document);
            return Some(Why::Baseline);
        }
        baseline.takes(places).then_some(Why::Baseline)
    }

    fn has_expired(&self, entry: &Suppression) -> bool {
        entry.expires.is_some_and(|last| last < self.terms.today)
    }

    /// Whether the run is about some files, and none of a finding's places is in one of them.
    fn is_elsewhere(&self, documents: &[Document], finding: &Finding) -> bool {
        let Some(changed) = &self.terms.changed else { return false };
        let holds = |story: StoryId| {
            documents
                .get(story.index())
                .is_some_and(|document| changed.holds(&self.terms.root.file_of(document)))
        };
        !holds(finding.story)
            && !finding.related.iter().any(|related| holds(related.place.story))
            && !finding.carriers.iter().any(|carrier| holds(carrier.story))
    }

    /// What became of the findings so far, and what is left in the baseline.
    pub fn account(&self, asked: &Asked) -> Account {
        let expiring = self.terms.suppressions.entries().iter().any(|entry| entry.expires.is_some());
        Account {
            stale: self.terms.baseline.as_ref().map_or(0, |baseline| baseline.stale(&self.looked_at(asked))),
            strange: self.terms.changed.as_ref().filter(|_| !self.seen.met).map_or(0, Changed::len),
            has_baseline: self.terms.baseline.is_some(),
            today: expiring.then_some(self.terms.today),
            ..self.seen.account
        }
    }

    /// The baseline without the entries that nothing was found for; with those of this run where there
    /// was none before.
    pub fn shrunk(&self, asked: &Asked) -> Option<Baseline> {
        let mut baseline = self.terms.baseline.clone()?;
        baseline.shrink(&self.looked_at(asked));
        Some(baseline)
    }

    /// Whether a rule was run on a story, and held it against the other, or would have, were they still
    /// there; nothing was looked at for certain where something could not be read.
    fn looked_at(&self, asked: &Asked) -> Box<LookedAt<'_>> {
        let asked = asked.clone();
        Box::new(move |story, rule, with| {
            asked.is_complete
                && self.runs(rule, story)
                && self.meets(story, with)
                && [Some(story), with].into_iter().flatten().all(|one| self.reaches(&asked, one))
        })
    }

    /// Whether a story was read, or would have been.
    fn reaches(&self, asked: &Asked, story: &str) -> bool {
        self.seen.stories.contains_key(story) || asked.holds(story)
    }

    /// Whether a rule reports on a story.
    fn runs(&self, rule: &str, story: &str) -> bool {
        let Some(known) = check::rule(rule) else { return true };
        let file = self.seen.stories.get(story).map_or(story, |read| &read.file);
        let off = || self.terms.config.level(RuleId(&known.meta), file) == Some(Level::Off);
        self.asks(rule) && !(self.terms.only.is_empty() && off())
    }

    /// Whether two stories are held against each other in this run.
    fn meets(&self, story: &str, with: Option<&str>) -> bool {
        let Some(with) = with else { return true };
        match (self.terms.across, self.seen.stories.get(story), self.seen.stories.get(with)) {
            (Across::All, _, _) | (Across::Group, None, _) | (Across::Group, _, None) => true,
            (Across::Group, Some(one), Some(other)) => one.group == other.group,
            (Across::None, _, _) => false,
        }
    }

    /// Suppressions that hold nothing back, and those that have expired; none when there are no such.
    pub fn housekeeping(&mut self, asked: &Asked) -> Option<Housekeeping> {
        let found = self.idle(asked);
        if found.is_empty() {
            return None;
        }
        let documents = [Document::plain(&self.terms.suppressions.file, &self.terms.suppressions.text)];
        let head = Head { name: self.terms.suppressions.file.clone(), ..Head::default() };
        let facts = [Facts { head, ..Facts::default() }];
        let (cast, authority) = (Cast::default(), Authority::default());
        let texts: &[Document] = &documents;
        let context = Context { facts: &facts, cast: &cast, texts: &texts, authority: &authority };
        let findings = check::settle(&context, found);
        let file = self.terms.root.file_of(&documents[0]);
        let mut judged = Judged::default();
        for finding in findings {
            let Some(finding) = self.weigh(&file, finding) else { continue };
            if self.is_elsewhere(texts, &finding) {
                self.seen.account.elsewhere += 1;
            } else {
                judged.findings.push(finding);
            }
        }
        Some(Housekeeping { documents, facts, judged })
    }

    /// A finding for each entry that is not needed, or does not hold, any more.
    fn idle(&self, asked: &Asked) -> Vec<Finding> {
        let looked_at = self.looked_at(asked);
        let entries = self.terms.suppressions.entries().iter().enumerate();
        let own = entries.filter(|(_, entry)| looked_at(&entry.story, entry.rule.0.id, None));
        own.filter_map(|(number, entry)| match (self.has_expired(entry), self.seen.used.contains(&number)) {
            (true, used) => self.report("suppression-expired", entry, expired_text(entry, used)),
            // what it holds back may need a story beside this one, which nobody asked for
            (false, false) if asked.names(&entry.story) => None,
            (false, false) => self.report("suppression-unused", entry, unused_text(entry)),
            (false, true) => None,
        })
        .collect()
    }

    /// A finding on an entry; none where its rule is not to run.
    fn report(&self, rule: &str, entry: &Suppression, (message, help): (String, String)) -> Option<Finding> {
        let meta = &check::rule(rule)?.meta;
        let at = Place { story: StoryId(0), span: entry.at };
        let because = vec![format!("the reason given: {}", entry.reason)];
        let sure = Confidence::percent(100);
        let finding = Finding::new(meta, Severity::Warning, sure, at)
            .says(message, help)
            .resting_on(Evidence { because, ..Evidence::default() })
            .compared_with(format!("{} {}", entry.rule.0.id, entry.story));
        self.wants(meta).then_some(finding)
    }
}

fn expired_text(entry: &Suppression, used: bool) -> (String, String) {
    let (rule, last) = (entry.rule.0.id, entry.expires.map(|day| day.to_string()).unwrap_or_default());
    let (text, story) = (&entry.text, &entry.story);
    let message = format!("the suppression of {rule} at `{text}` in {story} held until {last}");
    let help = match used {
        true => "Correct the story, or set a later day with a reason that still holds.",
        false => "Remove the entry: it holds nothing back any more.",
    };
    (message, help.to_owned())
}

fn unused_text(entry: &Suppression) -> (String, String) {
    let (rule, text, story) = (entry.rule.0.id, &entry.text, &entry.story);
    let message = format!("nothing is suppressed: {rule} reports nothing at `{text}` in {story}");
    (message, "Remove the entry, or correct its rule, story or text.".to_owned())
}
