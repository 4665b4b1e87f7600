//! The arguments, as `clap` reads them; help, manual and completions come from here.

mod check;
mod compare;
mod learn;
mod list;
mod values;

pub(in crate::cli) use check::Check;
pub(in crate::cli) use compare::{
    Compare, CompareNames, CompareQuotations, CompareStatements, Compared, Pairing,
};
pub(in crate::cli) use learn::{Eval, Subject, Train, TrainClaims, TrainNames};
pub(in crate::cli) use list::{Claims, Explain, Figures, Files, Graph, Rules, Speakers};
pub(in crate::cli) use values::{Color, FailWhen, Id, Target, Which};

use clap::{Args, Parser, Subcommand};
use sayso::report::Format;
use std::path::PathBuf;
use values::{format, rule_named, target};

/// What the program ends with, whatever the command.
const EXIT_CODES: &str = "\
Exit codes:
  0  done; of check: clean
  1  only of check: findings at or above --fail-on
  2  the command line or a file of the house is wrong, or an output cannot be written; no result then
  3  something was not fully read (also when there are findings)";

/// Reads news copy, works out who said what and which figures they gave, and shows where the copy
/// disagrees with itself or with other copy.
///
/// Nothing leaves the machine, no quotation is rewritten, and no claim is called true or false.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = EXIT_CODES)]
pub(in crate::cli) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(in crate::cli) command: Command,

    /// When to colour what people read
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(in crate::cli) color: Color,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Show where the copy disagrees with itself or with other copy
    Check(Check),
    /// List every attributed claim: who said what, where and when
    Claims(Claims),
    /// List every speaker with all spellings, roles and outlets
    Speakers(Speakers),
    /// List every figure with what it counts, its bounds, unit, source and date
    Figures(Figures),
    /// Draw the claim graph: outlets, stories, speakers, statements, figures, venues
    Graph(Graph),
    /// Say what two names, quotations or statements are to each other, and why
    Compare(Compare),
    /// Score claims against annotated stories: precision, recall and F1
    Eval(Eval),
    /// Learn from annotated stories or labelled pairs of names of your own
    Train(Train),
    /// Print a rule's page: what it flags, what it leaves alone, and why it matters
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// List what would be read, and why the rest would not
    Files(Files),
    /// Write a commented sayso.toml into the current folder, never over one that is there
    Init,
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual page, of the program or of one of its commands
    Man(Man),
}

/// `sayso completions`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(in crate::cli) shell: clap_complete::Shell,
}

/// `sayso man`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Man {
    /// The command, as `check` or `compare names`; none is the program itself
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Vec<String>,
}

/// What is read, and on how many threads.
#[derive(Debug, Args)]
pub(in crate::cli) struct Reading {
    /// Files, folders, or - for standard input; the current folder if there is none
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// What to call the story on standard input; its ending says what format it is
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_name: Option<String>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) jobs: usize,

    /// Use this configuration instead of the sayso.toml in this folder or the nearest above it
    #[arg(long, value_name = "FILE|none")]
    pub(in crate::cli) config: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) choice: ModelChoice,
}

/// With which model claims are found.
#[derive(Debug, Args)]
pub(in crate::cli) struct ModelChoice {
    /// Find claims with this model, made by `sayso train claims`, instead of the one that ships with
    /// the program; none leaves them to the rules
    #[arg(long, value_name = "FILE|none")]
    pub(in crate::cli) model: Option<PathBuf>,
}

/// How tables are marked.
#[derive(Debug, Args)]
pub(in crate::cli) struct Marking {
    /// Begin CSV with a byte order mark, by which Excel knows that it is UTF-8
    #[arg(long)]
    pub(in crate::cli) bom: bool,
}

/// How and where a single output is written.
#[derive(Debug, Args)]
pub(in crate::cli) struct Writing<F: Format> {
    /// How to write it
    #[arg(long, value_name = "NAME", default_value = F::ALL[0].name(), value_parser = format::<F>())]
    pub(in crate::cli) format: F,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
