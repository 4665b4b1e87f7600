//! `sayso eval`: annotated stories in, a score out.

use super::End;
use super::args::Eval;
use super::commands::tell_notices;
use super::inputs;
use super::model::Chosen;
use super::output::{Sink, spare};
use super::progress::Progress;
use anyhow::{Context as _, bail};
use sayso::ingest::{Document, Notice};
use sayso::learn::{Annotated, Annotation, Evaluation, FigureMark, Gold, Miss, Predictions, Scored};
use sayso::par::Jobs;
use sayso::pipeline;
use sayso::report::ListFormat;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// How much text is scored at a time. Unit: bytes.
///
/// Source: none; enough to keep all threads busy.
const BATCH: usize = 4 << 20;

/// Where the claims come from that are scored.
enum Claims {
    Ours(Chosen),
    Stored(Predictions),
}

/// A batch of stories, its texts apart so that they can be read as one.
#[derive(Default)]
struct Batch {
    documents: Vec<Document>,
    gold: Vec<Vec<Annotation>>,
    figures: Vec<Option<Vec<FigureMark>>>,
    bytes: usize,
}

/// A run under way.
struct Run {
    claims: Claims,
    evaluation: Evaluation,
    notices: Vec<Notice>,
    /// Whether a story broke us down.
    lost: bool,
    /// The first story of which nothing is known.
    missing: Option<String>,
}

/// `sayso eval`.
///
/// Errors: an input that cannot be scored.
pub(super) fn eval(args: &Eval) -> anyhow::Result<End> {
    if let (Some(one), Some(other)) = (&args.writing.output, &args.misses)
        && one == other
    {
        bail!("two outputs for {}; give each its own file", one.display());
    }
    let kept = [
        ("the annotated stories", Some(args.gold.clone())),
        ("the file of predictions", args.predictions.clone()),
        ("the model", args.choice.model.clone()),
    ];
    args.writing.output.iter().chain(&args.misses).try_for_each(|file| spare(file, &kept))?;
    let claims = match &args.predictions {
        Some(path) => Claims::Stored(Predictions::read(&name(path), open(path)?)?),
        None => Claims::Ours(Chosen::by(&args.choice)?),
    };
    let mut sink = Sink::open(args.writing.output.as_deref())?;
    let mut misses = args.misses.as_deref().map(|path| Sink::open(Some(path))).transpose()?;
    let mut run =
        Run { claims, evaluation: Evaluation::default(), notices: Vec::new(), lost: false, missing: None };
    run.read(args, misses.as_mut())?;
    run.check(args)?;
    let report = run.evaluation.report(args.bootstrap);
    match args.writing.format {
        ListFormat::Text => sink.write_all(report.text().as_bytes())?,
        ListFormat::Json => report.json(&mut sink)?,
    }
    misses.map(Sink::commit).transpose()?;
    sink.commit()?;
    tell_notices(&run.notices);
    Ok(End { incomplete: run.lost, ..End::default() })
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::options().read(true).open(path).with_context(|| format!("cannot read {}", path.display()))
}

impl Run {
    /// Scores the stories batch by batch, in the order of the file.
    fn read(&mut self, args: &Eval, mut misses: Option<&mut Sink>) -> anyhow::Result<()> {
        let (jobs, progress) = (Jobs::new(args.jobs), Progress::new("read and scored"));
        let mut gold = Gold::new(&name(&args.gold), open(&args.gold)?);
        while let Some(batch) = self.gather(&mut gold)? {
            let missed = jobs.run(|| self.score(&batch))?;
            if let Some(out) = misses.as_mut() {
                missed.iter().try_for_each(|miss| miss.json(out))?;
            }
            progress.add(batch.documents.len());
        }
        Ok(())
    }

    /// The next stories; none at the end.
    fn gather(&mut self, gold: &mut Gold<File>) -> anyhow::Result<Option<Batch>> {
        let mut batch = Batch::default();
        for story in gold {
            let Annotated { document, claims, figures, remarks, .. } = story?;
            self.notices.extend(remarks.into_iter().map(|remark| notice(&document, remark)));
            batch.bytes += document.text.len();
            batch.documents.push(document);
            batch.gold.push(claims);
            batch.figures.push(figures);
            if batch.bytes >= BATCH {
                break;
            }
        }
        Ok(Some(batch).filter(|batch| !batch.documents.is_empty()))
    }

    fn score(&mut self, batch: &Batch) -> anyhow::Result<Vec<Miss>> {
        let predicted = self.predict(batch)?;
        let stories = batch.documents.iter().zip(&batch.gold).zip(&predicted);
        let scored = stories.map(|((document, gold), predicted)| Scored {
            document,
            gold,
            predicted: predicted.as_deref(),
        });
        Ok(self.evaluation.add(&scored.collect::<Vec<_>>()))
    }

    /// The claims to be scored, story for story; none for a story of which nothing is known.
    fn predict(&mut self, batch: &Batch) -> anyhow::Result<Vec<Option<Vec<Annotation>>>> {
        let documents = &batch.documents;
        match &mut self.claims {
            Claims::Ours(chosen) => {
                let facts = pipeline::facts(documents, chosen.extractor());
                for lost in inputs::given_up(documents, &facts) {
                    self.lost = true;
                    let message = "given up: the program broke down on this story, please report it";
                    self.notices.push(notice(&lost, message.to_owned()));
                }
                for (gold, facts) in batch.figures.iter().zip(&facts) {
                    if let Some(gold) = gold {
                        self.evaluation.add_figures(gold, &FigureMark::all(facts));
                    }
                }
                Ok(facts.iter().map(|facts| Some(Annotation::all(facts))).collect())
            }
            Claims::Stored(predictions) => {
                let mut stored = Vec::with_capacity(documents.len());
                for document in documents {
                    let claims = predictions.take(document)?;
                    if claims.is_none() {
                        self.missing.get_or_insert_with(|| document.name.clone());
                    }
                    stored.push(claims);
                }
                Ok(stored)
            }
        }
    }

    /// Errors: predictions that no story asked for, stories without a prediction.
    fn check(&self, args: &Eval) -> anyhow::Result<()> {
        if let Claims::Stored(predictions) = &self.claims {
            predictions.finish()?;
        }
        let (stories, missing) = self.evaluation.stories();
        match &self.missing {
            Some(first) if !args.missing_as_empty => bail!(
                "{missing} of {stories} gold documents have no prediction, such as {first} \
                 (--missing-as-empty scores them as empty)"
            ),
            Some(_) | None => Ok(()),
        }
    }
}

fn notice(document: &Document, message: String) -> Notice {
    Notice { path: document.path.clone(), line: Some(document.line), message }
}
