//! `sayso compare`: two names, quotations or statements, or a file of pairs; the verdict and why.

use super::End;
use super::args::{Compare, CompareNames, CompareQuotations, CompareStatements, Compared};
use super::output::Sink;
use anyhow::{Context as _, anyhow, bail};
use sayso::extract::names::{Account, Weights, account};
use sayso::lexicon::Lexicon;
use sayso::par::{self, Jobs};
use sayso::resolve::{Opposition, WordingComparison};
use sayso::{pipeline, report};
use serde::Deserialize;
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::Path;

/// The most that is read of a table of weights. Unit: bytes. Source: none; a hundred times its size.
const MOST_WEIGHTS: u64 = 1 << 20;

/// How many pairs are compared before they are written.
const BATCH: usize = 4096;

/// `sayso compare`.
///
/// Errors: names that cannot be compared, an input that cannot be used.
pub(super) fn compare(args: &Compare) -> anyhow::Result<End> {
    match &args.subject {
        Compared::Names(names) => compare_names(names),
        Compared::Quotations(quotations) => compare_quotations(quotations),
        Compared::Statements(statements) => compare_statements(statements),
    }
}

fn compare_names(args: &CompareNames) -> anyhow::Result<End> {
    let own = args.weights.as_deref().map(weights).transpose()?;
    let weights = own.as_ref().unwrap_or_else(|| Weights::builtin());
    let compare = |(a, b): &(String, String)| account(a, b, Lexicon::builtin(), weights);
    match (&args.pairs, &args.a, &args.b) {
        (Some(path), _, _) => {
            let pairs = pairs(path)?;
            let mut sink = Sink::open(args.output.as_deref())?;
            let jobs = Jobs::new(args.jobs);
            for batch in pairs.chunks(BATCH) {
                let accounts: Vec<Account> = jobs.run(|| par::map(batch, compare));
                for account in accounts {
                    report::comparison_line(account.comparison, &account.why(), &mut sink)?;
                }
            }
            sink.commit()?;
        }
        (None, Some(a), Some(b)) => {
            if let Some(empty) = [a, b].into_iter().find(|name| name.trim().is_empty()) {
                bail!("`{empty}` is no name");
            }
            let mut sink = Sink::open(args.output.as_deref())?;
            let account = compare(&(a.clone(), b.clone()));
            let paint = sink.paint();
            report::comparison(a, b, &account, paint, &mut sink)?;
            sink.flush()?;
            sink.commit()?;
        }
        (None, _, _) => bail!("two names are needed, or --pairs FILE"),
    }
    Ok(End::default())
}

fn compare_quotations(args: &CompareQuotations) -> anyhow::Result<End> {
    let compare = |(a, b): &(String, String)| pipeline::compare_quotations(a, b);
    let mut sink = Sink::open(args.output.as_deref())?;
    match (&args.pairs, &args.a, &args.b) {
        (Some(path), _, _) => {
            let pairs = pairs(path)?;
            let jobs = Jobs::new(args.jobs);
            for batch in pairs.chunks(BATCH) {
                let compared: Vec<WordingComparison> = jobs.run(|| par::map(batch, compare));
                for ((a, b), comparison) in batch.iter().zip(&compared) {
                    report::wording_line(a, b, comparison, &mut sink)?;
                }
            }
        }
        (None, Some(a), Some(b)) => {
            if let Some(empty) = [a, b].into_iter().find(|text| text.trim().is_empty()) {
                bail!("`{empty}` is no quotation");
            }
            let comparison = compare(&(a.clone(), b.clone()));
            let paint = sink.paint();
            report::wording(a, b, &comparison, paint, &mut sink)?;
            sink.flush()?;
        }
        (None, _, _) => bail!("two quotations are needed, or --pairs FILE"),
    }
    sink.commit()?;
    Ok(End::default())
}

fn compare_statements(args: &CompareStatements) -> anyhow::Result<End> {
    let compare = |(a, b): &(String, String)| pipeline::oppose(a, b);
    let mut sink = Sink::open(args.output.as_deref())?;
    match (&args.pairs, &args.a, &args.b) {
        (Some(path), _, _) => {
            let pairs = pairs(path)?;
            let jobs = Jobs::new(args.jobs);
            for batch in pairs.chunks(BATCH) {
                let oppositions: Vec<Opposition> = jobs.run(|| par::map(batch, compare));
                oppositions
                    .iter()
                    .try_for_each(|opposition| report::opposition_line(opposition, &mut sink))?;
            }
        }
        (None, Some(a), Some(b)) => {
            if let Some(empty) = [a, b].into_iter().find(|text| text.trim().is_empty()) {
                bail!("`{empty}` is no statement");
            }
            let opposition = compare(&(a.clone(), b.clone()));
            let paint = sink.paint();
            report::opposition(a, b, &opposition, paint, &mut sink)?;
            sink.flush()?;
        }
        (None, _, _) => bail!("two statements are needed, or --pairs FILE"),
    }
    sink.commit()?;
    Ok(End::default())
}

fn weights(path: &Path) -> anyhow::Result<Weights> {
    let mut table = Vec::new();
    let file = File::options().read(true).open(path);
    file.and_then(|file| file.take(MOST_WEIGHTS).read_to_end(&mut table))
        .with_context(|| format!("cannot read the weights {}", path.display()))?;
    Weights::read(&table).with_context(|| format!("cannot use the weights {}", path.display()))
}

/// A line of a JSONL file of pairs.
#[derive(Deserialize)]
struct Line {
    text_a: String,
    text_b: String,
}

/// The pairs of a file, or with `-` of standard input: JSONL with `text_a` and `text_b` when it begins
/// with a brace, else CSV with the columns `a` and `b`. A line that cannot be used ends it all, for
/// verdicts must stand beside their pairs.
fn pairs(path: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut bytes = Vec::new();
    let shown = path.display();
    let read = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::options().read(true).open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.with_context(|| format!("cannot read {shown}"))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
        anyhow!("{shown}:{line}: no UTF-8")
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let pairs = if text.trim_start().starts_with('{') { lines(text) } else { rows(text) };
    let pairs = pairs.map_err(|(line, message)| match line {
        Some(line) => anyhow!("{shown}:{line}: {message}"),
        None => anyhow!("{shown}: {message}"),
    })?;
    if pairs.is_empty() {
        bail!("{shown}: no pairs");
    }
    Ok(pairs)
}

/// Where a file cannot be used, and why.
type Fault = (Option<u64>, String);

fn lines(text: &str) -> Result<Vec<(String, String)>, Fault> {
    let numbered = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    numbered
        .map(|(line, number)| {
            let pair: Line = serde_json::from_str(line).map_err(|e| (Some(number), e.to_string()))?;
            Ok((pair.text_a, pair.text_b))
        })
        .collect()
}

fn rows(text: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| (None, error.to_string()))?.clone();
    let column = |name: &str| {
        let at = header.iter().position(|own| own == name);
        at.ok_or_else(|| {
            (None, format!("no column `{name}`; there are {}", header.iter().collect::<Vec<_>>().join(", ")))
        })
    };
    let (a, b) = (column("a")?, column("b")?);
    let cell = |row: &csv::StringRecord, at: usize| row.get(at).unwrap_or_default().to_owned();
    reader
        .records()
        .map(|row| {
            let row = row.map_err(|error| (error.position().map(csv::Position::line), error.to_string()))?;
            Ok((cell(&row, a), cell(&row, b)))
        })
        .collect()
}
