//! The commands: read, call the library, write.

use super::End;
use super::args::{Claims, Explain, Figures, Files, Rules, Speakers, Which};
use super::house::House;
use super::inputs;
use super::model::Chosen;
use super::output::Sink;
use super::progress::Progress;
use sayso::ingest::{self, Notice, Planned, Status, Summary};
use sayso::par::Jobs;
use sayso::pipeline::{self, Analysis};
use sayso::report::{self, Batch, Paint, Report, Run, visible};
use std::io::{self, Write};
use std::path::Path;

/// `sayso claims`.
pub(super) fn claims(args: &Claims) -> anyhow::Result<End> {
    let text = args.writing.format == report::ClaimsFormat::Text;
    let list = List {
        chosen: Chosen::by(&args.reading.choice)?,
        house: House::find(args.reading.config.as_deref())?,
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
        house: House::find(args.reading.config.as_deref())?,
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
        house: House::find(args.reading.config.as_deref())?,
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
    house: House,
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
        tell(&inputs::run(&summary), !ends_with_counts);
        Ok(End { incomplete: !summary.counts().is_complete(), ..End::default() })
    }

    fn apart(&self, report: &mut dyn Report) -> io::Result<Summary> {
        let (jobs, progress) = (Jobs::new(self.reading.jobs), Progress::beside(self.output, "read"));
        let mut lost = Vec::new();
        let mut summary = inputs::each(self.reading, &self.house, (&jobs, &progress), |documents| {
            let facts = jobs.run(|| pipeline::facts(&documents, self.chosen.extractor()));
            lost.extend(inputs::given_up(&documents, &facts));
            report.add(&Batch { documents: &documents, facts: &facts, ..Batch::default() })
        })?;
        lost.iter().for_each(|lost| summary.give_up(lost));
        report.close(&inputs::run(&summary))?;
        Ok(summary)
    }

    fn together(&self, report: &mut dyn Report) -> io::Result<Summary> {
        let (jobs, progress) = (Jobs::new(self.reading.jobs), Progress::new("read"));
        let (documents, mut summary) = inputs::all(self.reading, &self.house, (&jobs, &progress));
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
