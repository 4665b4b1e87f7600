//! `sayso check`: stories in, findings that count out.

use super::End;
use super::args::{Check, Target};
use super::commands::{is_marked, tell};
use super::house::{House, authority};
use super::inputs;
use super::model::Chosen;
use super::output::{self, Sink};
use super::progress::Progress;
use anyhow::bail;
use sayso::check::{Authority, Finding};
use sayso::extract::Extractor;
use sayso::gate::{Account, Baseline, Gate, Judged, Settings};
use sayso::ingest::{Document, Reader, Summary};
use sayso::par::Jobs;
use sayso::pipeline::{self, Analysis};
use sayso::report::{self, Batch, CheckFormat, Copy, Report, Run};
use sayso::resolve::Across;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// `sayso check`.
pub(super) fn check(args: &Check) -> anyhow::Result<End> {
    let house = House::find(args.reading.config.as_deref())?;
    let settings = house.settings(args);
    let targets = targets(args)?;
    if args.show_config {
        return show(&settings);
    }
    keep(args, &settings, &targets)?;
    let mut desk = Desk {
        args,
        authority: authority(settings.names.value.as_deref())?,
        gate: house.gate(args, &settings)?,
        across: settings.across.value,
        recorded: settings.baseline.value.as_ref().filter(|_| args.write_baseline).map(PathBuf::from),
        house,
        fails: false,
    };
    let csv = targets.iter().any(|target| target.format == CheckFormat::Csv);
    let mut sinks = open(&targets, is_marked(&args.marking, csv)?)?;
    if let Some(path) = &desk.recorded {
        drop(Sink::open(Some(path))?); // better told now than when all the work is done
        let is_it = |target: &Target<_>| {
            target.file.as_deref().is_some_and(|file| output::place(file) == output::place(path))
        };
        if targets.iter().any(is_it) {
            bail!("two outputs for {}: a report and the baseline", path.display());
        }
    }
    let (summary, account) = desk.run(&targets, &mut sinks)?;
    let closed = commit(sinks)?;
    let text_shown = targets.iter().any(|t| t.format == CheckFormat::Text && t.file.is_none());
    tell(&Run { account, ..inputs::run(&summary) }, !text_shown);
    desk.write_baseline(&summary)?;
    Ok(End { fails: desk.fails, incomplete: !summary.counts().is_complete(), closed })
}

fn show(settings: &Settings) -> anyhow::Result<End> {
    let mut sink = Sink::open(None)?;
    settings.to_string().lines().try_for_each(|line| writeln!(sink, "{}", report::visible(line)))?;
    Ok(End { closed: sink.commit()?, ..End::default() })
}

/// Where the findings go: `-o` for a single format without a file of its own.
///
/// Errors: two outputs for one place; a database without a file.
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
    let same = |a: &Option<PathBuf>, b: &Option<PathBuf>| match (a, b) {
        (Some(a), Some(b)) => a == b || output::place(a) == output::place(b),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    for (i, target) in targets.iter().enumerate() {
        if target.format == CheckFormat::Sqlite && target.file.is_none() {
            bail!("a database is not written to standard output; give it a file: --format sqlite=FILE");
        }
        if targets.iter().take(i).any(|other| same(&other.file, &target.file)) {
            let place = target.file.as_deref().unwrap_or(Path::new("standard output"));
            bail!("two formats for {}; give each its own file: --format NAME=FILE", place.display());
        }
    }
    Ok(targets)
}

/// Refuses to write over a file of the house.
fn keep(args: &Check, settings: &Settings, targets: &[Target<CheckFormat>]) -> anyhow::Result<()> {
    let path = |path: &Option<String>| path.as_ref().map(PathBuf::from);
    let kept = [
        ("the configuration", path(&settings.file)),
        ("the baseline", path(&settings.baseline.value)),
        ("the file of suppressions", path(&settings.suppressions.value)),
        ("the list of names", path(&settings.names.value)),
        ("the list of changed files", args.changed.clone()),
        ("the model", args.reading.choice.model.clone()),
    ];
    let written = targets.iter().filter_map(|target| target.file.as_deref());
    written.into_iter().try_for_each(|file| output::spare(file, &kept))
}

/// The file that everything goes to; none when something goes to standard output.
fn shown_in(targets: &[Target<CheckFormat>]) -> Option<&Path> {
    targets.iter().min_by_key(|target| target.file.is_some())?.file.as_deref()
}

/// The outputs; of those that are CSV, `marked` says whether they begin with a byte order mark.
fn open(targets: &[Target<CheckFormat>], marked: bool) -> anyhow::Result<Vec<Sink>> {
    let sink = |target: &Target<CheckFormat>| match target.format {
        CheckFormat::Text => Sink::headed(target.file.as_deref(), "check"),
        CheckFormat::Csv if marked => Sink::open(target.file.as_deref())?.marked(),
        CheckFormat::Json | CheckFormat::Jsonl | CheckFormat::Csv | CheckFormat::Sarif => {
            Sink::open(target.file.as_deref())
        }
        CheckFormat::Github
        | CheckFormat::Gitlab
        | CheckFormat::Junit
        | CheckFormat::Html
        | CheckFormat::Sqlite => Sink::open(target.file.as_deref()),
    };
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

fn report_in(format: CheckFormat, copy: Copy, sink: &mut Sink) -> Box<dyn Report + '_> {
    match format {
        CheckFormat::Html => report::html_page(copy, sink),
        CheckFormat::Sqlite => report::database(copy, sink),
        CheckFormat::Text | CheckFormat::Json | CheckFormat::Jsonl | CheckFormat::Csv => {
            report::findings(format, sink.paint(), sink)
        }
        CheckFormat::Sarif | CheckFormat::Github | CheckFormat::Gitlab | CheckFormat::Junit => {
            report::findings(format, sink.paint(), sink)
        }
    }
}

/// The outputs of a check.
type Reports<'w> = [Box<dyn Report + 'w>];

/// What a check was asked for, what the house has settled, and how it goes.
struct Desk<'a> {
    args: &'a Check,
    house: House,
    authority: Authority,
    gate: Gate,
    across: Across,
    /// The baseline that is written.
    recorded: Option<PathBuf>,
    /// Whether a finding was shown that fails the run.
    fails: bool,
}

impl Desk<'_> {
    /// Reads, checks and writes everything.
    fn run(
        &mut self,
        targets: &[Target<CheckFormat>],
        sinks: &mut [Sink],
    ) -> anyhow::Result<(Summary, Account)> {
        let written = targets.iter().filter_map(|target| target.file.as_deref());
        let reader = inputs::open(&self.args.reading, written.chain(self.recorded.as_deref()))?;
        let with_formats = sinks.iter_mut().zip(targets);
        let copy = if self.args.no_text { Copy::LeftOut } else { Copy::Shown };
        let report = |(sink, target): (_, &Target<CheckFormat>)| report_in(target.format, copy, sink);
        let mut reports: Vec<_> = with_formats.map(report).collect();
        let summary = match self.across {
            Across::None => self.apart((reader, shown_in(targets)), &mut reports)?,
            Across::All | Across::Group => self.together(reader, &mut reports)?,
        };
        let account = self.close(&summary, &mut reports)?;
        Ok((summary, account))
    }

    /// Stories of one run held against each other: all are in memory.
    fn together(&mut self, reader: Reader, reports: &mut Reports<'_>) -> anyhow::Result<Summary> {
        let reading = &self.args.reading;
        let chosen = Chosen::by(&reading.choice)?;
        let (jobs, progress) = (Jobs::new(reading.jobs), Progress::new("read and being checked"));
        let (documents, mut summary) = inputs::all(reader, &self.house, (&jobs, &progress));
        let (analysis, findings) = jobs.run(|| self.analyse(chosen.extractor(), &documents));
        drop(progress);
        inputs::given_up(&documents, &analysis.facts).iter().for_each(|lost| summary.give_up(lost));
        let judged = self.gate.judge(&documents, findings);
        let (facts, cast) = (&analysis.facts, Some(&analysis.cast));
        self.write(reports, &Batch { documents: &documents, facts, cast, ..Batch::default() }, &judged)?;
        Ok(summary)
    }

    /// Each story alone: batch by batch, in the order in which they were read.
    fn apart(
        &mut self,
        (reader, results): (Reader, Option<&Path>),
        reports: &mut Reports<'_>,
    ) -> anyhow::Result<Summary> {
        let reading = &self.args.reading;
        let chosen = Chosen::by(&reading.choice)?;
        let (jobs, progress) = (Jobs::new(reading.jobs), Progress::beside(results, "checked"));
        let (house, mut lost) = (std::mem::take(&mut self.house), Vec::new());
        let summary = inputs::each(reader, &house, (&jobs, &progress), |documents| {
            let (analysis, mut findings) = jobs.run(|| self.analyse(chosen.extractor(), &documents));
            findings.sort_by_key(|finding| finding.story); // so that the size of a batch leaves no trace
            lost.extend(inputs::given_up(&documents, &analysis.facts));
            let judged = self.gate.judge(&documents, findings);
            let (facts, cast) = (&analysis.facts, Some(&analysis.cast));
            let batch = Batch { documents: &documents, facts, cast, ..Batch::default() };
            let written = self.write(reports, &batch, &judged);
            jobs.run(|| drop(analysis));
            written
        });
        self.house = house;
        let mut summary = summary?;
        lost.iter().for_each(|lost| summary.give_up(lost));
        Ok(summary)
    }

    fn analyse(&self, extractor: Extractor<'_>, documents: &[Document]) -> (Analysis, Vec<Finding>) {
        let analysis = pipeline::analyse_by(extractor, documents, self.across);
        let wanted = |meta: &_| self.gate.wants(meta);
        let findings = pipeline::check_by(&self.authority, documents, &analysis, wanted);
        (analysis, findings)
    }

    fn write(&mut self, reports: &mut Reports<'_>, batch: &Batch<'_>, judged: &Judged) -> io::Result<()> {
        let fail_on = self.gate.terms().fail_on;
        self.fails |= fail_on.fails(&judged.findings);
        let batch = Batch { findings: &judged.findings, held: &judged.held, fail_on, ..*batch };
        reports.iter_mut().try_for_each(|report| report.add(&batch))
    }

    /// Reports what the gate has to say itself, and ends the reports.
    fn close(&mut self, summary: &Summary, reports: &mut Reports<'_>) -> anyhow::Result<Account> {
        let asked = self.house.asked(self.args, summary.counts().is_complete());
        if let Some(own) = self.gate.housekeeping(&asked) {
            let batch = Batch { documents: &own.documents, facts: &own.facts, ..Batch::default() };
            self.write(reports, &batch, &own.judged)?;
        }
        let account = self.gate.account(&asked);
        let run = Run { account, ..inputs::run(summary) };
        reports.iter_mut().try_for_each(|report| report.close(&run))?;
        Ok(account)
    }

    /// Writes the baseline, whole or not at all, and tells what became of it.
    fn write_baseline(&self, summary: &Summary) -> anyhow::Result<()> {
        let (path, asked) =
            (self.recorded.as_deref(), self.house.asked(self.args, summary.counts().is_complete()));
        let (Some(path), Some(baseline)) = (path, self.gate.shrunk(&asked)) else { return Ok(()) };
        let mut sink = Sink::open(Some(path))?;
        sink.write_all(baseline.write().as_bytes())?;
        sink.commit()?;
        let before = self.gate.terms().baseline.as_ref().map_or(0, Baseline::len);
        let (left, dropped) = (baseline.len(), before - baseline.len());
        let told = if self.gate.terms().records { "places written" } else { "places left" };
        let path = path.display().to_string();
        let path = report::visible(&path);
        let _ = writeln!(anstream::stderr(), "baseline {path}: {told} {left}, dropped {dropped}");
        Ok(())
    }
}
