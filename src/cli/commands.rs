//! The commands: read, call the library, write.

use super::End;
use super::args::{Claims, Explain, Figures, Files, Marking, Reading, Rules, Speakers, Which, Writing};
use super::house::House;
use super::inputs;
use super::model::Chosen;
use super::output::{self, Sink};
use super::progress::Progress;
use anyhow::bail;
use sayso::ingest::{self, Notice, Planned, Reader, Status, Summary};
use sayso::par::Jobs;
use sayso::pipeline::{self, Analysis};
use sayso::report::{self, Batch, Format, ListFormat, Paint, Report, Run, visible};
use std::io::{self, Write};
use std::path::Path;

/// `sayso claims`.
///
/// Errors: a format that is nothing without the words of the stories is asked for without them.
pub(super) fn claims(args: &Claims) -> anyhow::Result<End> {
    let format = args.writing.format;
    if args.no_text && format != report::ClaimsFormat::Webannotation {
        bail!("--no-text is for --format webannotation; the others are made of the words of the claims");
    }
    let list = List::new("claims", &args.reading, &args.writing, &args.marking, args.across)?;
    if args.no_text {
        return list.run(|_, out| report::annotations(report::Copy::LeftOut, out));
    }
    list.run(|paint, out| report::claims(format, paint, out))
}

/// `sayso speakers`.
pub(super) fn speakers(args: &Speakers) -> anyhow::Result<End> {
    let list = List::new("speakers", &args.reading, &args.writing, &args.marking, args.across)?;
    list.run_together(|paint, out| report::speakers(args.writing.format, paint, out))
}

/// `sayso figures`.
pub(super) fn figures(args: &Figures) -> anyhow::Result<End> {
    let list = List::new("figures", &args.reading, &args.writing, &args.marking, args.across)?;
    list.run(|paint, out| report::figures(args.writing.format, paint, out))
}

/// A reader for a command with one output, which is written over no story and no file of the house.
pub(super) fn open(reading: &Reading, house: &House, output: Option<&Path>) -> anyhow::Result<Reader> {
    let kept = [("the configuration", house.file()), ("the model", reading.choice.model.clone())];
    output.map_or(Ok(()), |file| output::spare(file, &kept))?;
    inputs::open(reading, output)
}

/// What the commands that list have in common.
struct List<'a> {
    chosen: Chosen,
    house: House,
    reading: &'a Reading,
    command: &'static str,
    output: Option<&'a Path>,
    across: Which,
    /// Whether it is for people, and ends with the counts.
    text: bool,
    /// Whether it begins with a byte order mark.
    marked: bool,
}

/// Whether the output begins with a byte order mark.
///
/// Errors: one is asked for, and nothing is CSV.
pub(super) fn is_marked(marking: &Marking, csv: bool) -> anyhow::Result<bool> {
    if marking.bom && !csv {
        bail!("--bom is for CSV: --format csv");
    }
    Ok(marking.bom)
}

impl<'a> List<'a> {
    /// What the arguments ask for.
    fn new<F: Format>(
        command: &'static str,
        reading: &'a Reading,
        writing: &'a Writing<F>,
        marking: &Marking,
        across: Which,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            chosen: Chosen::by(&reading.choice)?,
            house: House::find(reading.config.as_deref())?,
            reading,
            command,
            output: writing.output.as_deref(),
            across,
            text: writing.format.name() == "text",
            marked: is_marked(marking, writing.format.name() == "csv")?,
        })
    }

    /// Batch by batch where stories stand alone, else together.
    fn run<F>(&self, report: F) -> anyhow::Result<End>
    where
        F: for<'w> FnOnce(Paint, &'w mut dyn Write) -> Box<dyn Report + 'w>,
    {
        match self.across {
            Which::None => self.write(report, |reader, report| self.apart(reader, report)),
            Which::All | Which::Group => self.run_together(report),
        }
    }

    fn run_together<F>(&self, report: F) -> anyhow::Result<End>
    where
        F: for<'w> FnOnce(Paint, &'w mut dyn Write) -> Box<dyn Report + 'w>,
    {
        self.write(report, |reader, report| self.together(reader, report))
    }

    fn write<F>(
        &self,
        report: F,
        work: impl FnOnce(Reader, &mut dyn Report) -> io::Result<Summary>,
    ) -> anyhow::Result<End>
    where
        F: for<'w> FnOnce(Paint, &'w mut dyn Write) -> Box<dyn Report + 'w>,
    {
        let mut sink = match (self.text, self.marked) {
            (true, _) => Sink::headed(self.output, self.command)?,
            (false, true) => Sink::open(self.output)?.marked()?,
            (false, false) => Sink::open(self.output)?,
        };
        let reader = open(self.reading, &self.house, self.output)?;
        let ends_with_counts = self.text && sink.is_stdout();
        let summary = work(reader, report(sink.paint(), &mut sink).as_mut())?;
        sink.commit()?;
        tell(&inputs::run(&summary), !ends_with_counts);
        Ok(End { incomplete: !summary.counts().is_complete(), ..End::default() })
    }

    fn apart(&self, reader: Reader, report: &mut dyn Report) -> io::Result<Summary> {
        let (jobs, progress) = (Jobs::new(self.reading.jobs), Progress::beside(self.output, "read"));
        let mut lost = Vec::new();
        let mut summary = inputs::each(reader, &self.house, (&jobs, &progress), |documents| {
            let facts = jobs.run(|| pipeline::facts(&documents, self.chosen.extractor()));
            lost.extend(inputs::given_up(&documents, &facts));
            report.add(&Batch { documents: &documents, facts: &facts, ..Batch::default() })
        })?;
        lost.iter().for_each(|lost| summary.give_up(lost));
        report.close(&inputs::run(&summary))?;
        Ok(summary)
    }

    fn together(&self, reader: Reader, report: &mut dyn Report) -> io::Result<Summary> {
        let (jobs, progress) = (Jobs::new(self.reading.jobs), Progress::new("read"));
        let (documents, mut summary) = inputs::all(reader, &self.house, (&jobs, &progress));
        let analysis =
            jobs.run(|| pipeline::analyse_by(self.chosen.extractor(), &documents, self.across.into()));
        drop(progress);
        let Analysis { facts, cast, .. } = &analysis;
        inputs::given_up(&documents, facts).iter().for_each(|lost| summary.give_up(lost));
        report.add(&Batch { documents: &documents, facts, cast: Some(cast), ..Batch::default() })?;
        report.close(&inputs::run(&summary))?;
        Ok(summary)
    }
}

/// `sayso files`.
pub(super) fn files(args: &Files) -> anyhow::Result<End> {
    let mut sink = output_of("files", &args.writing)?;
    let (planned, notices) =
        Jobs::new(args.reading.jobs).run(|| ingest::plan(&inputs::request(&args.reading)));
    report::files(args.writing.format, sink.paint(), &planned, &mut sink)?;
    sink.commit()?;
    tell_notices(&notices);
    let is_lost = |one: &Planned| matches!(one.status, Status::Failed | Status::PartlyRead);
    Ok(End { incomplete: planned.iter().any(is_lost), ..End::default() })
}

/// Where a list goes.
fn output_of(command: &str, writing: &Writing<ListFormat>) -> anyhow::Result<Sink> {
    let file = writing.output.as_deref();
    match writing.format {
        ListFormat::Text => Sink::headed(file, command),
        ListFormat::Json => Sink::open(file),
    }
}

/// `sayso rules`.
pub(super) fn rules(args: &Rules) -> anyhow::Result<End> {
    let mut sink = output_of("rules", &args.writing)?;
    report::rules(args.writing.format, sink.paint(), &mut sink)?;
    sink.commit()?;
    Ok(End::default())
}

/// `sayso explain`.
pub(super) fn explain(args: &Explain) -> anyhow::Result<End> {
    let mut sink = Sink::open(None)?;
    report::explain(args.rule.0, sink.paint(), &mut sink)?;
    sink.commit()?;
    Ok(End::default())
}

/// Tells on standard error what could not be read and, if asked, the counts.
pub(super) fn tell(run: &Run<'_>, counts: bool) {
    tell_notices(run.notices);
    if counts {
        let _ = writeln!(anstream::stderr(), "{}", run.summary()); // as below
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
