//! `sayso train`: annotated stories in, a model out; labelled pairs of names in, weights out.

use super::End;
use super::args::{Subject, Train, TrainClaims, TrainNames};
use super::output::{Sink, spare};
use anyhow::{Context as _, bail};
use sayso::learn::{Annotated, Gold, Training};
use sayso::par::Jobs;
use std::collections::HashSet;
use std::fs::File;
use std::io::Write;

/// `sayso train`.
///
/// Errors: annotated stories that cannot be used, a model that cannot be written.
pub(super) fn train(args: &Train) -> anyhow::Result<End> {
    match &args.subject {
        Subject::Claims(claims) => train_claims(claims),
        Subject::Names(names) => train_names(names),
    }
}

fn train_claims(args: &TrainClaims) -> anyhow::Result<End> {
    let gold = args.gold.iter().chain(&args.own);
    let kept: Vec<_> = gold.map(|path| ("a file of annotated stories", Some(path.clone()))).collect();
    spare(&args.output, &kept)?;
    let stories = read(args)?;
    let mut sink = Sink::open(Some(&args.output))?;
    let training = Training { seed: args.seed, bits: args.bits };
    let tell = |line: &str| {
        let _ = writeln!(anstream::stderr(), "{line}");
    };
    let trained = Jobs::new(args.jobs).run(|| sayso::learn::train(&stories, &training, tell));
    let report = trained.evaluation(&stories).report(0);
    sink.write_all(&trained.model.write())?;
    sink.commit()?;
    let mut out = anstream::stdout();
    writeln!(out, "Each quarter of the stories by a model learned without it:\n")?;
    out.write_all(report.text().as_bytes())?;
    Ok(End::default())
}

fn train_names(args: &TrainNames) -> anyhow::Result<End> {
    if args.verdicts.as_ref() == Some(&args.output) {
        bail!("two outputs for {}; give each its own file", args.output.display());
    }
    let kept = [("the file of pairs", Some(args.pairs.clone()))];
    std::iter::once(&args.output).chain(&args.verdicts).try_for_each(|file| spare(file, &kept))?;
    let file = File::options().read(true).open(&args.pairs);
    let file = file.with_context(|| format!("cannot read {}", args.pairs.display()))?;
    let pairs = sayso::learn::read_pairs(&args.pairs.display().to_string(), file)?;
    let mut sink = Sink::open(Some(&args.output))?;
    let mut verdicts = args.verdicts.as_deref().map(|path| Sink::open(Some(path))).transpose()?;
    let trained = Jobs::new(args.jobs).run(|| sayso::learn::train_names(&pairs));
    sink.write_all(&trained.weights.write())?;
    for held in &trained.held_out {
        if let Some(out) = verdicts.as_mut() {
            sayso::report::comparison_line(held.comparison, &held.why, out)?;
        }
    }
    verdicts.map(Sink::commit).transpose()?;
    sink.commit()?;
    let mut out = anstream::stdout();
    writeln!(out, "Each fifth of the pairs by weights learned without it:\n")?;
    out.write_all(trained.report(&pairs).text().as_bytes())?;
    Ok(End::default())
}

fn read(args: &TrainClaims) -> anyhow::Result<Vec<Annotated>> {
    let (mut stories, mut names) = (Vec::new(), HashSet::new());
    let gold = args.gold.iter().map(|path| (path, false));
    for (path, own) in gold.chain(args.own.iter().map(|path| (path, true))) {
        let file = File::options()
            .read(true)
            .open(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        for story in Gold::new(&path.display().to_string(), file) {
            let story = Annotated { own, ..story? };
            if !names.insert(story.document.name.clone()) {
                bail!("{}: a second story is called {}", path.display(), story.document.name);
            }
            stories.push(story);
        }
    }
    Ok(stories)
}
