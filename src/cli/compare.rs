//! `sayso compare`: two names, quotations or statements, or a file of pairs; the verdict and why.

use super::End;
use super::args::{Compare, CompareNames, CompareQuotations, CompareStatements, Compared, Pairing};
use super::output::{Sink, spare};
use anyhow::{Context as _, anyhow, bail};
use sayso::extract::names::{Account, Weights, account};
use sayso::lexicon::Lexicon;
use sayso::par::{self, Jobs};
use sayso::pipeline;
use sayso::report::{self, Paint};
use sayso::resolve::{Opposition, WordingComparison};
use serde::Deserialize;
use std::fs::File;
use std::io::{self, Read, Write};
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
    Comparing {
        called: "name",
        compare: |a: &str, b: &str| account(a, b, Lexicon::builtin(), weights),
        line: |_, account: &Account, out| report::comparison_line(account.comparison, &account.why(), out),
        show: report::comparison,
    }
    .run(&args.pairing)
}

fn compare_quotations(args: &CompareQuotations) -> anyhow::Result<End> {
    Comparing {
        called: "quotation",
        compare: pipeline::compare_quotations,
        line: |(a, b), comparison: &WordingComparison, out| report::wording_line(a, b, comparison, out),
        show: report::wording,
    }
    .run(&args.pairing)
}

fn compare_statements(args: &CompareStatements) -> anyhow::Result<End> {
    Comparing {
        called: "statement",
        compare: pipeline::oppose,
        line: |_, opposition: &Opposition, out| report::opposition_line(opposition, out),
        show: report::opposition,
    }
    .run(&args.pairing)
}

/// How two things of one kind are compared, and how that is written.
struct Comparing<C, V> {
    /// What each of them is called.
    called: &'static str,
    compare: C,
    /// Writes the verdict on a pair of a file.
    line: fn((&str, &str), &V, &mut dyn Write) -> io::Result<()>,
    /// Writes the verdict on the pair of the command line.
    show: fn(&str, &str, &V, Paint, &mut dyn Write) -> io::Result<()>,
}

impl<V: Send, C: Fn(&str, &str) -> V + Sync> Comparing<C, V> {
    fn run(&self, args: &Pairing) -> anyhow::Result<End> {
        match (&args.pairs, &args.a, &args.b) {
            (Some(path), _, _) => self.run_file(path, args),
            (None, Some(a), Some(b)) => self.run_pair(a, b, args),
            (None, _, _) => bail!("two {}s are needed, or --pairs FILE", self.called),
        }
    }

    fn run_file(&self, path: &Path, args: &Pairing) -> anyhow::Result<End> {
        args.output
            .as_deref()
            .map_or(Ok(()), |file| spare(file, &[("the file of pairs", Some(path.to_owned()))]))?;
        let pairs = pairs(path)?;
        let mut sink = Sink::open(args.output.as_deref())?;
        let jobs = Jobs::new(args.jobs);
        for batch in pairs.chunks(BATCH) {
            let verdicts = jobs.run(|| par::map(batch, |(a, b)| (self.compare)(a, b)));
            let mut written = batch.iter().zip(&verdicts);
            written.try_for_each(|((a, b), verdict)| (self.line)((a, b), verdict, &mut sink))?;
        }
        sink.commit()?;
        Ok(End::default())
    }

    fn run_pair(&self, a: &str, b: &str, args: &Pairing) -> anyhow::Result<End> {
        if let Some(empty) = [a, b].into_iter().find(|text| text.trim().is_empty()) {
            bail!("`{empty}` is no {}", self.called);
        }
        let mut sink = Sink::open(args.output.as_deref())?;
        let paint = sink.paint();
        (self.show)(a, b, &(self.compare)(a, b), paint, &mut sink)?;
        sink.commit()?;
        Ok(End::default())
    }
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
