//! The stories that the arguments name: the one place where the commands get them from.

use super::args::Reading;
use super::house::House;
use super::progress::Progress;
use anyhow::bail;
use sayso::extract::Facts;
use sayso::ingest::{Document, Reader, Request, Summary};
use sayso::par::Jobs;
use sayso::report::Run;
use std::path::Path;

/// What the arguments ask to be read.
pub(super) fn request(reading: &Reading) -> Request {
    Request {
        paths: reading.paths.clone(),
        stdin_name: reading.stdin_name.clone(),
        current_dir: std::env::current_dir().unwrap_or_default(), // without one, paths stay as given
    }
}

/// A reader of what the arguments ask for.
///
/// Errors: an output of the run would be written over one of its stories.
pub(super) fn open<'a>(
    reading: &Reading,
    outputs: impl IntoIterator<Item = &'a Path>,
) -> anyhow::Result<Reader> {
    let reader = Reader::new(&request(reading));
    for output in outputs {
        if let Some(story) = reader.would_lose(output) {
            bail!("{} is not written: it would lose {story}, which is read in this run", output.display());
        }
    }
    Ok(reader)
}

/// Hands every batch of stories to `work` as it is read, and tells how the reading went.
///
/// Errors: those of `work`, which end the reading.
pub(super) fn each<E>(
    mut reader: Reader,
    house: &House,
    (jobs, progress): (&Jobs, &Progress),
    mut work: impl FnMut(Vec<Document>) -> Result<(), E>,
) -> Result<Summary, E> {
    while let Some(mut batch) = jobs.run(|| reader.next()) {
        house.name_outlets(&mut batch);
        progress.add(batch.len());
        work(batch)?;
    }
    Ok(reader.finish())
}

/// Every story at once, and how the reading went.
pub(super) fn all(reader: Reader, house: &House, with: (&Jobs, &Progress)) -> (Vec<Document>, Summary) {
    let mut documents = Vec::new();
    let keep = |batch| {
        documents.extend(batch);
        Ok::<_, std::convert::Infallible>(())
    };
    let Ok(summary) = each(reader, house, with, keep);
    (documents, summary)
}

/// The stories that were read and then given up.
pub(super) fn given_up(documents: &[Document], facts: &[Facts]) -> Vec<Document> {
    let lost = documents.iter().zip(facts).filter(|(_, facts)| facts.given_up);
    lost.map(|(document, _)| document.clone()).collect()
}

/// How the reading went, as reports take it.
pub(super) fn run(summary: &Summary) -> Run<'_> {
    Run { files: &summary.records, notices: &summary.notices, ..Run::default() }
}
