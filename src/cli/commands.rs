//! The commands: read, call the library, write.

use super::End;
use super::args::{Check, Claims, Explain, Figures, Files, Graph, Rules, Speakers, Target, Which, nearest};
use super::inputs::{self, Inputs, Reader, Trail};
use super::output::Sink;
use super::progress::Progress;
use anyhow::{anyhow, bail};
use sayso::check::{Finding, Meta};
use sayso::gate::FailOn;
use sayso::graph::ClaimGraph;
use sayso::ingest::{Document, Status};
use sayso::lexicon::Lexicon;
use sayso::par::Jobs;
use sayso::pipeline::{self, Analysis};
use sayso::report::graph::View;
use sayso::report::{self, Batch, CheckFormat, GraphFormat, Paint, Report, Run, visible};
use sayso::resolve::Across;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

/// How many stories are read before they are worked on, where each stands alone. Unit: stories.
pub(super) const BATCH: usize = 256;

/// `sayso check`.
pub(super) fn check(args: &Check) -> anyhow::Result<End> {
    let targets = targets(args)?;
    let mut sinks = open(&targets)?;
    let text_shown = targets.iter().any(|t| t.format == CheckFormat::Text && t.file.is_none());
    let (trail, fails) = {
        let with_formats = sinks.iter_mut().zip(&targets);
        let mut reports: Vec<_> =
            with_formats.map(|(sink, target)| report::findings(target.format, sink.paint(), sink)).collect();
        match args.across {
            Which::None => check_apart(args, &mut reports)?,
            Which::All | Which::Group => check_together(args, &mut reports)?,
        }
    };
    let closed = commit(sinks)?;
    tell(&trail, !text_shown);
    Ok(End { fails, incomplete: !trail.run().is_complete(), closed })
}

/// Where the findings go: `-o` for a single format without a file of its own.
///
/// Errors: two outputs for one place.
fn targets(args: &Check) -> anyhow::Result<Vec<Target<CheckFormat>>> {
    let mut targets = args.formats.clone();
    if targets.is_empty() {
        targets.push(Target { format: CheckFormat::Text, file: None });
    }
    match (&args.output, targets.as_mut_slice()) {
        (None, _) => {}
        (Some(file), [Target { file: none @ None, .. }]) => *none = Some(file.clone()),
        (Some(_), _) => {
            bail!("-o is for a single format without a file; give each its own: --format NAME=FILE")
        }
    }
    for (i, target) in targets.iter().enumerate() {
        if targets.iter().take(i).any(|other| other.file == target.file) {
            let place = target.file.as_deref().unwrap_or(Path::new("standard output"));
            bail!("two formats for {}; give each its own file: --format NAME=FILE", place.display());
        }
    }
    Ok(targets)
}

fn open(targets: &[Target<CheckFormat>]) -> anyhow::Result<Vec<Sink>> {
    let sink = |target: &Target<CheckFormat>| Sink::open(target.file.as_deref());
    let sinks = targets.iter().map(sink).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(if sinks.len() > 1 { sinks.into_iter().map(Sink::forgiving).collect() } else { sinks })
}

/// Files first: whoever reads standard output may look for them. Gives whether that was closed.
fn commit(sinks: Vec<Sink>) -> anyhow::Result<bool> {
    let (last, files): (Vec<_>, Vec<_>) = sinks.into_iter().partition(Sink::is_stdout);
    let mut closed = false;
    for sink in files.into_iter().chain(last) {
        closed |= sink.commit()?;
    }
    Ok(closed)
}

fn wanted(args: &Check) -> impl Fn(&Meta) -> bool {
    let has = |ids: &[&Meta], rule: &Meta| ids.iter().any(|meta| meta.id == rule.id);
    move |rule| (args.only.is_empty() || has(&args.only, rule)) && !has(&args.skip, rule)
}

/// Stories of one run held against each other: all are in memory.
fn check_together(args: &Check, reports: &mut [Box<dyn Report + '_>]) -> anyhow::Result<(Trail, bool)> {
    let progress = Progress::new("read and being checked");
    let Inputs { documents, trail } = inputs::read(&args.reading, |stories| progress.add(stories));
    let across = Across::from(args.across);
    let (analysis, findings) = Jobs::new(args.reading.jobs).run(|| analyse(args, &documents, across));
    drop(progress);
    write(reports, &documents, &analysis, &findings)?;
    for report in reports {
        report.close(&trail.run())?;
    }
    Ok((trail, FailOn::from(args.fail_on).fails(&findings)))
}

/// Each story alone: batch by batch, in the order in which they were read.
fn check_apart(args: &Check, reports: &mut [Box<dyn Report + '_>]) -> anyhow::Result<(Trail, bool)> {
    let progress = Progress::new("checked");
    let jobs = Jobs::new(args.reading.jobs);
    let mut reader = Reader::open(&args.reading);
    let mut fails = false;
    loop {
        let documents = reader.batch(BATCH);
        if documents.is_empty() {
            break;
        }
        let (analysis, mut findings) = jobs.run(|| analyse(args, &documents, Across::None));
        findings.sort_by_key(|finding| finding.story); // so that the size of a batch leaves no trace
        write(reports, &documents, &analysis, &findings)?;
        fails |= FailOn::from(args.fail_on).fails(&findings);
        progress.add(documents.len());
    }
    let trail = reader.close();
    for report in reports {
        report.close(&trail.run())?;
    }
    Ok((trail, fails))
}

fn analyse(args: &Check, documents: &[Document], across: Across) -> (Analysis, Vec<Finding>) {
    let analysis = pipeline::analyse(documents, across);
    let findings = pipeline::check(documents, &analysis, wanted(args));
    (analysis, findings)
}

fn write(
    reports: &mut [Box<dyn Report + '_>],
    documents: &[Document],
    analysis: &Analysis,
    findings: &[Finding],
) -> io::Result<()> {
    let batch = Batch { documents, facts: &analysis.facts, cast: Some(&analysis.cast), findings };
    reports.iter_mut().try_for_each(|report| report.add(&batch))
}

/// `sayso claims`.
pub(super) fn claims(args: &Claims) -> anyhow::Result<End> {
    let text = args.writing.format == report::ClaimsFormat::Text;
    let list =
        List { reading: &args.reading, output: args.writing.output.as_deref(), across: args.across, text };
    list.run(|paint, out| report::claims(args.writing.format, paint, out))
}

/// `sayso speakers`.
pub(super) fn speakers(args: &Speakers) -> anyhow::Result<End> {
    let text = args.writing.format == report::TableFormat::Text;
    let list =
        List { reading: &args.reading, output: args.writing.output.as_deref(), across: args.across, text };
    list.run_together(|paint, out| report::speakers(args.writing.format, paint, out))
}

/// `sayso figures`.
pub(super) fn figures(args: &Figures) -> anyhow::Result<End> {
    let text = args.writing.format == report::TableFormat::Text;
    let list =
        List { reading: &args.reading, output: args.writing.output.as_deref(), across: args.across, text };
    list.run(|paint, out| report::figures(args.writing.format, paint, out))
}

/// What the commands that list have in common.
struct List<'a> {
    reading: &'a super::args::Reading,
    output: Option<&'a Path>,
    across: Which,
    /// Whether it is for people, and ends with the counts.
    text: bool,
}

impl List<'_> {
    /// Batch by batch where stories stand alone, else together.
    fn run<F>(&self, report: F) -> anyhow::Result<End>
    where
        F: for<'w> FnOnce(Paint, &'w mut dyn Write) -> Box<dyn Report + 'w>,
    {
        match self.across {
            Which::None => self.write(report, |report| self.apart(report)),
            Which::All | Which::Group => self.run_together(report),
        }
    }

    fn run_together<F>(&self, report: F) -> anyhow::Result<End>
    where
        F: for<'w> FnOnce(Paint, &'w mut dyn Write) -> Box<dyn Report + 'w>,
    {
        self.write(report, |report| self.together(report))
    }

    fn write<F>(
        &self,
        report: F,
        work: impl FnOnce(&mut dyn Report) -> io::Result<Trail>,
    ) -> anyhow::Result<End>
    where
        F: for<'w> FnOnce(Paint, &'w mut dyn Write) -> Box<dyn Report + 'w>,
    {
        let mut sink = Sink::open(self.output)?;
        let ends_with_counts = self.text && sink.is_stdout();
        let trail = work(report(sink.paint(), &mut sink).as_mut())?;
        sink.commit()?;
        tell(&trail, !ends_with_counts);
        Ok(End { incomplete: !trail.run().is_complete(), ..End::default() })
    }

    fn apart(&self, report: &mut dyn Report) -> io::Result<Trail> {
        let progress = Progress::new("read");
        let jobs = Jobs::new(self.reading.jobs);
        let mut reader = Reader::open(self.reading);
        loop {
            let documents = reader.batch(BATCH);
            if documents.is_empty() {
                break;
            }
            let facts = jobs.run(|| pipeline::facts(&documents, Lexicon::builtin()));
            report.add(&Batch { documents: &documents, facts: &facts, cast: None, findings: &[] })?;
            progress.add(documents.len());
        }
        let trail = reader.close();
        report.close(&trail.run())?;
        Ok(trail)
    }

    fn together(&self, report: &mut dyn Report) -> io::Result<Trail> {
        let progress = Progress::new("read");
        let Inputs { documents, trail } = inputs::read(self.reading, |stories| progress.add(stories));
        let jobs = Jobs::new(self.reading.jobs);
        let Analysis { facts, cast, graph: _ } =
            jobs.run(|| pipeline::analyse(&documents, self.across.into()));
        drop(progress);
        report.add(&Batch { documents: &documents, facts: &facts, cast: Some(&cast), findings: &[] })?;
        report.close(&trail.run())?;
        Ok(trail)
    }
}

/// `sayso graph`.
///
/// Errors: `--around` names nobody.
pub(super) fn graph(args: &Graph) -> anyhow::Result<End> {
    let mut sink = Sink::open(args.writing.output.as_deref())?;
    let progress = Progress::new("read and being linked");
    let Inputs { documents, trail } = inputs::read(&args.reading, |stories| progress.add(stories));
    let analysis = Jobs::new(args.reading.jobs).run(|| pipeline::analyse(&documents, args.across.into()));
    drop(progress);
    let Analysis { facts, cast, graph } = &analysis;
    let whole = View { graph, facts, cast, documents: &documents };
    let part = args.around.as_deref().map(|name| around(&whole, name)).transpose()?;
    let view = View { graph: part.as_ref().unwrap_or(graph), ..whole };
    match args.writing.format {
        GraphFormat::Json => report::graph::json(&view, &mut sink)?,
        GraphFormat::Dot => report::graph::dot(&view, &mut sink)?,
        GraphFormat::Graphml => report::graph::graphml(&view, &mut sink)?,
    }
    sink.commit()?;
    tell(&trail, true);
    Ok(End { incomplete: !trail.run().is_complete(), ..End::default() })
}

fn around(view: &View<'_>, name: &str) -> anyhow::Result<ClaimGraph> {
    report::graph::around(view, name).ok_or_else(|| {
        let names: Vec<&str> = view.cast.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        anyhow!("no speaker is called {name}{}", nearest(name, &names))
    })
}

/// `sayso files`.
pub(super) fn files(args: &Files) -> anyhow::Result<End> {
    let mut sink = Sink::open(args.writing.output.as_deref())?;
    let mut reader = Reader::open(&args.reading);
    while !reader.batch(BATCH).is_empty() {}
    let trail = reader.close();
    report::files(args.writing.format, sink.paint(), &trail.run(), &mut sink)?;
    let shown = sink.is_stdout() && args.writing.format == report::ListFormat::Text;
    sink.commit()?;
    tell(&trail, !shown);
    Ok(End { incomplete: !trail.run().is_complete(), ..End::default() })
}

/// `sayso rules`.
pub(super) fn rules(args: &Rules) -> anyhow::Result<End> {
    let mut sink = Sink::open(args.writing.output.as_deref())?;
    report::rules(args.writing.format, sink.paint(), &mut sink)?;
    sink.commit()?;
    Ok(End::default())
}

/// `sayso explain`.
pub(super) fn explain(args: &Explain) -> anyhow::Result<End> {
    let mut sink = Sink::open(None)?;
    report::explain(args.rule, sink.paint(), &mut sink)?;
    sink.commit()?;
    Ok(End::default())
}

impl Trail {
    fn run(&self) -> Run<'_> {
        Run { files: &self.files, notices: &self.notices }
    }
}

/// Tells on standard error what could not be read and, if asked, the counts.
///
/// That nobody listens there is no reason to fail.
fn tell(trail: &Trail, counts: bool) {
    let mut err = anstream::stderr().lock();
    for notice in &trail.notices {
        let line = notice.line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = writeln!(err, "notice: {}{line}: {}", visible(&notice.path), visible(&notice.message));
    }
    let told: BTreeSet<&str> = trail.notices.iter().map(|notice| notice.path.as_str()).collect();
    for file in trail.files.iter().filter(|file| matches!(file.status, Status::Failed | Status::PartlyRead)) {
        if !told.contains(file.path.as_str()) {
            let reason = file.reason.as_deref().unwrap_or("was not fully read");
            let _ = writeln!(err, "notice: {}: {}", visible(&file.path), visible(reason));
        }
    }
    if counts {
        let _ = writeln!(err, "{}.", trail.run().summary());
    }
}
