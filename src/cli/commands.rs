//! The commands: read, call the library, write.

use super::End;
use super::args::{Check, Claims, Explain, Figures, Files, Graph, Rules, Speakers, Target, Which, nearest};
use super::inputs;
use super::model::Chosen;
use super::output::Sink;
use super::progress::Progress;
use anyhow::{Context as _, anyhow, bail};
use sayso::check::{Authority, Finding, Meta};
use sayso::extract::Extractor;
use sayso::gate::FailOn;
use sayso::graph::ClaimGraph;
use sayso::ingest::{self, Document, Notice, Planned, Status, Summary};
use sayso::par::Jobs;
use sayso::pipeline::{self, Analysis};
use sayso::report::graph::View;
use sayso::report::{self, Batch, CheckFormat, GraphFormat, Paint, Report, visible};
use sayso::resolve::Across;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// `sayso check`.
pub(super) fn check(args: &Check) -> anyhow::Result<End> {
    let targets = targets(args)?;
    let desk = Desk { args, authority: authority(args.names.as_deref())? };
    let mut sinks = open(&targets)?;
    let text_shown = targets.iter().any(|t| t.format == CheckFormat::Text && t.file.is_none());
    let (summary, fails) = {
        let with_formats = sinks.iter_mut().zip(&targets);
        let mut reports: Vec<_> =
            with_formats.map(|(sink, target)| report::findings(target.format, sink.paint(), sink)).collect();
        match args.across {
            Which::None => check_apart(&desk, shown_in(&targets), &mut reports)?,
            Which::All | Which::Group => check_together(&desk, &mut reports)?,
        }
    };
    let closed = commit(sinks)?;
    tell(&summary, !text_shown);
    Ok(End { fails, incomplete: !summary.counts().is_complete(), closed })
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

/// The file that everything goes to; none when something goes to standard output.
fn shown_in(targets: &[Target<CheckFormat>]) -> Option<&Path> {
    targets.iter().min_by_key(|target| target.file.is_some())?.file.as_deref()
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

/// What a check was asked for, and the desk's list.
struct Desk<'a> {
    args: &'a Check,
    authority: Authority,
}

/// Errors: the list cannot be read, or is none.
fn authority(path: Option<&Path>) -> anyhow::Result<Authority> {
    let Some(path) = path else { return Ok(Authority::default()) };
    let file = File::options().read(true).open(path);
    let file = file.with_context(|| format!("cannot read the list of names {}", path.display()))?;
    Authority::read(file).with_context(|| format!("cannot use the list of names {}", path.display()))
}

/// Stories of one run held against each other: all are in memory.
fn check_together(desk: &Desk<'_>, reports: &mut [Box<dyn Report + '_>]) -> anyhow::Result<(Summary, bool)> {
    let args = desk.args;
    let chosen = Chosen::by(&args.reading.choice)?;
    let (jobs, progress) = (Jobs::new(args.reading.jobs), Progress::new("read and being checked"));
    let (documents, mut summary) = inputs::all(&args.reading, (&jobs, &progress));
    let (analysis, findings) = jobs.run(|| analyse(desk, chosen.extractor(), &documents, args.across.into()));
    drop(progress);
    inputs::given_up(&documents, &analysis.facts).iter().for_each(|lost| summary.give_up(lost));
    write(reports, &documents, &analysis, &findings)?;
    close(reports, &summary)?;
    Ok((summary, FailOn::from(args.fail_on).fails(&findings)))
}

/// Each story alone: batch by batch, in the order in which they were read.
fn check_apart(
    desk: &Desk<'_>,
    results: Option<&Path>,
    reports: &mut [Box<dyn Report + '_>],
) -> anyhow::Result<(Summary, bool)> {
    let args = desk.args;
    let chosen = Chosen::by(&args.reading.choice)?;
    let (jobs, progress) = (Jobs::new(args.reading.jobs), Progress::beside(results, "checked"));
    let (mut fails, mut lost) = (false, Vec::new());
    let mut summary = inputs::each(&args.reading, (&jobs, &progress), |documents| {
        let (analysis, mut findings) =
            jobs.run(|| analyse(desk, chosen.extractor(), &documents, Across::None));
        findings.sort_by_key(|finding| finding.story); // so that the size of a batch leaves no trace
        lost.extend(inputs::given_up(&documents, &analysis.facts));
        fails |= FailOn::from(args.fail_on).fails(&findings);
        let written = write(reports, &documents, &analysis, &findings);
        jobs.run(|| drop(analysis));
        written
    })?;
    lost.iter().for_each(|lost| summary.give_up(lost));
    close(reports, &summary)?;
    Ok((summary, fails))
}

fn close(reports: &mut [Box<dyn Report + '_>], summary: &Summary) -> io::Result<()> {
    reports.iter_mut().try_for_each(|report| report.close(&inputs::run(summary)))
}

fn analyse(
    desk: &Desk<'_>,
    extractor: Extractor<'_>,
    documents: &[Document],
    across: Across,
) -> (Analysis, Vec<Finding>) {
    let analysis = pipeline::analyse_by(extractor, documents, across);
    let findings = pipeline::check_by(&desk.authority, documents, &analysis, wanted(desk.args));
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
    let list = List {
        chosen: Chosen::by(&args.reading.choice)?,
        reading: &args.reading,
        output: args.writing.output.as_deref(),
        across: args.across,
        text,
    };
    list.run(|paint, out| report::claims(args.writing.format, paint, out))
}

/// `sayso speakers`.
pub(super) fn speakers(args: &Speakers) -> anyhow::Result<End> {
    let text = args.writing.format == report::TableFormat::Text;
    let list = List {
        chosen: Chosen::by(&args.reading.choice)?,
        reading: &args.reading,
        output: args.writing.output.as_deref(),
        across: args.across,
        text,
    };
    list.run_together(|paint, out| report::speakers(args.writing.format, paint, out))
}

/// `sayso figures`.
pub(super) fn figures(args: &Figures) -> anyhow::Result<End> {
    let text = args.writing.format == report::TableFormat::Text;
    let list = List {
        chosen: Chosen::by(&args.reading.choice)?,
        reading: &args.reading,
        output: args.writing.output.as_deref(),
        across: args.across,
        text,
    };
    list.run(|paint, out| report::figures(args.writing.format, paint, out))
}

/// What the commands that list have in common.
struct List<'a> {
    chosen: Chosen,
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
        work: impl FnOnce(&mut dyn Report) -> io::Result<Summary>,
    ) -> anyhow::Result<End>
    where
        F: for<'w> FnOnce(Paint, &'w mut dyn Write) -> Box<dyn Report + 'w>,
    {
        let mut sink = Sink::open(self.output)?;
        let ends_with_counts = self.text && sink.is_stdout();
        let summary = work(report(sink.paint(), &mut sink).as_mut())?;
        sink.commit()?;
        tell(&summary, !ends_with_counts);
        Ok(End { incomplete: !summary.counts().is_complete(), ..End::default() })
    }

    fn apart(&self, report: &mut dyn Report) -> io::Result<Summary> {
        let (jobs, progress) = (Jobs::new(self.reading.jobs), Progress::beside(self.output, "read"));
        let mut lost = Vec::new();
        let mut summary = inputs::each(self.reading, (&jobs, &progress), |documents| {
            let facts = jobs.run(|| pipeline::facts(&documents, self.chosen.extractor()));
            lost.extend(inputs::given_up(&documents, &facts));
            report.add(&Batch { documents: &documents, facts: &facts, cast: None, findings: &[] })
        })?;
        lost.iter().for_each(|lost| summary.give_up(lost));
        report.close(&inputs::run(&summary))?;
        Ok(summary)
    }

    fn together(&self, report: &mut dyn Report) -> io::Result<Summary> {
        let (jobs, progress) = (Jobs::new(self.reading.jobs), Progress::new("read"));
        let (documents, mut summary) = inputs::all(self.reading, (&jobs, &progress));
        let analysis =
            jobs.run(|| pipeline::analyse_by(self.chosen.extractor(), &documents, self.across.into()));
        drop(progress);
        let Analysis { facts, cast, .. } = &analysis;
        inputs::given_up(&documents, facts).iter().for_each(|lost| summary.give_up(lost));
        report.add(&Batch { documents: &documents, facts, cast: Some(cast), findings: &[] })?;
        report.close(&inputs::run(&summary))?;
        Ok(summary)
    }
}

/// `sayso graph`.
///
/// Errors: `--around` names nobody.
pub(super) fn graph(args: &Graph) -> anyhow::Result<End> {
    let chosen = Chosen::by(&args.reading.choice)?;
    let mut sink = Sink::open(args.writing.output.as_deref())?;
    let (jobs, progress) = (Jobs::new(args.reading.jobs), Progress::new("read and being linked"));
    let (documents, mut summary) = inputs::all(&args.reading, (&jobs, &progress));
    let analysis = jobs.run(|| pipeline::analyse_by(chosen.extractor(), &documents, args.across.into()));
    drop(progress);
    let Analysis { facts, cast, .. } = &analysis;
    inputs::given_up(&documents, facts).iter().for_each(|lost| summary.give_up(lost));
    let graph = analysis.graph();
    let whole = View { graph, facts, cast, documents: &documents };
    let part = args.around.as_deref().map(|name| around(&whole, name)).transpose()?;
    let view = View { graph: part.as_ref().unwrap_or(graph), ..whole };
    match args.writing.format {
        GraphFormat::Json => report::graph::json(&view, &mut sink)?,
        GraphFormat::Dot => report::graph::dot(&view, &mut sink)?,
        GraphFormat::Graphml => report::graph::graphml(&view, &mut sink)?,
        GraphFormat::Gexf => report::graph::gexf(&view, &mut sink)?,
        GraphFormat::Svg => report::graph::svg(&view, &mut sink)?,
    }
    sink.commit()?;
    tell(&summary, true);
    Ok(End { incomplete: !summary.counts().is_complete(), ..End::default() })
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
    let (planned, notices) =
        Jobs::new(args.reading.jobs).run(|| ingest::plan(&inputs::request(&args.reading)));
    report::files(args.writing.format, sink.paint(), &planned, &mut sink)?;
    sink.commit()?;
    tell_notices(&notices);
    let is_lost = |one: &Planned| matches!(one.status, Status::Failed | Status::PartlyRead);
    Ok(End { incomplete: planned.iter().any(is_lost), ..End::default() })
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

/// Tells on standard error what could not be read and, if asked, the counts.
fn tell(summary: &Summary, counts: bool) {
    tell_notices(&summary.notices);
    if counts {
        let _ = writeln!(anstream::stderr(), "{}", inputs::run(summary).summary()); // as below
    }
}

/// That nobody listens on standard error is no reason to fail.
pub(super) fn tell_notices(notices: &[Notice]) {
    let mut err = anstream::stderr().lock();
    for notice in notices {
        let line = notice.line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = writeln!(err, "notice: {}{line}: {}", visible(&notice.path), visible(&notice.message));
    }
}
