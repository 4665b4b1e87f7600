//! The arguments of `sayso check`.

use super::{FailWhen, Id, Marking, Reading, Target, Which, rule_named, target};
use clap::Args;
use jiff::civil::Date;
use sayso::report::CheckFormat;
use std::path::PathBuf;

const CHECK_EXAMPLES: &str = "\
Exit codes:
  0  clean
  1  findings at or above --fail-on
  2  the command line or a file of the house (configuration, baseline, suppressions, names) is wrong,
     or an output cannot be written; no result then
  3  something was not fully read (also when there are findings)

Examples:
  sayso check                           every story under the current folder
  sayso check tonight/ --fail-on warning
  sayso check wire.jsonl --across group --format csv=findings.csv --format text
  sayso check --format html -o report.html stories
  sayso check --format sqlite=tonight.db --format text tonight/
  sayso check --only name-variant,figure-conflict story.txt
  sayso check --baseline sayso.baseline --write-baseline
  git diff --name-only -z --relative origin/main | sayso check --changed -
  pbpaste | sayso check - --stdin-name draft.txt";

/// `sayso check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,

    /// How to write the findings, and where: text, json, jsonl, csv, html, sqlite, sarif, github, gitlab or
    /// junit; may be given several times
    #[arg(long = "format", value_name = "NAME[=FILE]", value_parser = target::<CheckFormat>)]
    pub(in crate::cli) formats: Vec<Target<CheckFormat>>,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) marking: Marking,

    /// From which severity on findings make the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<FailWhen>,

    /// Run these rules and no others
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = rule_named)]
    pub(in crate::cli) only: Vec<Id>,

    /// Leave these rules out
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = rule_named)]
    pub(in crate::cli) skip: Vec<Id>,

    /// Which stories are held against each other [default: all]
    #[arg(long, value_name = "WHICH")]
    pub(in crate::cli) across: Option<Which>,

    /// The desk's own list of names: CSV with the columns name, accepted, forbidden, role, from, to;
    /// switches name-forbidden and name-style on
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) names: Option<PathBuf>,

    /// Let the findings of this file pass: those that are known
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,

    /// Make the baseline of what is found now; from one that is there, drop what is found no more
    #[arg(long, conflicts_with = "changed")]
    pub(in crate::cli) write_baseline: bool,

    /// Read everything, but show only what has a place in the files of this list; - is standard input,
    /// paths are ended by NUL or by lines
    #[arg(long, value_name = "FILE|-")]
    pub(in crate::cli) changed: Option<PathBuf>,

    /// The day on which suppressions are asked whether they still hold [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) today: Option<Date>,

    /// Leave the stories out of the HTML page and the database, but for the words that a finding quotes:
    /// for copy under embargo or licence
    #[arg(long)]
    pub(in crate::cli) no_text: bool,

    /// Print what holds, configuration and arguments together, and where each value comes from
    #[arg(long)]
    pub(in crate::cli) show_config: bool,
}
