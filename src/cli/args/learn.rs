//! The arguments of the commands that learn and score.

use super::{ModelChoice, Writing};
use clap::{Args, Subcommand};
use sayso::report::ListFormat;
use std::path::PathBuf;

const EVAL_HELP: &str = "\
GOLD.jsonl holds one annotated story a line:

  {\"id\": \"a\", \"text\": \"It rains, he said.\",
   \"claims\": [{\"source\": [[10, 12]], \"cue\": [[13, 17]], \"content\": [[0, 8]]}]}

Spans are half-open byte offsets into the UTF-8 of the text. A source may be empty, a claim may name
its `speaker`, the party behind the source. PRED.jsonl is what `sayso claims --format jsonl` writes.

The table, for claims whose words stand all, in part or not between quotation marks, and for all:
  exact     contents with the very same words
  relaxed   contents matched one to one that share half of their words (IoU of word sets >= 0.5)
  words     words in any content
  claim     content and source both right (relaxed): the figure to look at
  cue       cues that share a word
  source    of the sources of matched contents, the same words / a head noun or last name in common

Exit codes: 0 scored, 2 an input cannot be scored, 3 a story could not be read

Examples:
  sayso eval gold.jsonl --bootstrap 200
  sayso claims --format jsonl gold.jsonl -o mine.jsonl && sayso eval gold.jsonl --predictions mine.jsonl
  sayso eval gold.jsonl --predictions other.jsonl --missing-as-empty --misses misses.jsonl";

/// `sayso eval`.
#[derive(Debug, Args)]
#[command(after_help = EVAL_HELP)]
pub(in crate::cli) struct Eval {
    /// The annotated stories
    #[arg(value_name = "GOLD.jsonl")]
    pub(in crate::cli) gold: PathBuf,

    /// Score the claims of this file instead of those that sayso finds
    #[arg(long, value_name = "PRED.jsonl")]
    pub(in crate::cli) predictions: Option<PathBuf>,

    /// Score stories that the predictions lack as if nothing was found in them
    #[arg(long, requires = "predictions")]
    pub(in crate::cli) missing_as_empty: bool,

    /// Add 95 % intervals from so many resamplings of the stories
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) bootstrap: u32,

    /// Write every missed, spurious or wrongly sourced claim to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) misses: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) writing: Writing<ListFormat>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) jobs: usize,

    #[command(flatten)]
    pub(in crate::cli) choice: ModelChoice,
}

const TRAIN_HELP: &str = "\
Every line of GOLD.jsonl is an annotated story, as `sayso eval` reads it. The model is learned from all
of them; the scores shown are those of four models, each learned without a quarter of the stories and
run on that quarter. The same stories and seed give the same file, on every machine.

A model holds weights and hashes of words: no text can be read from it. It is made for the features of
this version of the program; another refuses it, and says so.

Examples:
  sayso train claims ours.jsonl -o ours.model
  sayso train claims theirs.jsonl --own ours.jsonl -o both.model --seed 7
  sayso check --model ours.model tonight/";

/// `sayso train`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Train {
    /// What to learn
    #[command(subcommand)]
    pub(in crate::cli) subject: Subject,
}

/// What can be learned.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Subject {
    /// Learn to find claims from annotated stories
    Claims(TrainClaims),
    /// Learn what tells two spellings of a name from two names
    Names(TrainNames),
}

/// `sayso train claims`.
#[derive(Debug, Args)]
#[command(after_help = TRAIN_HELP)]
pub(in crate::cli) struct TrainClaims {
    /// The annotated stories
    #[arg(value_name = "GOLD.jsonl", required_unless_present = "own")]
    pub(in crate::cli) gold: Vec<PathBuf>,

    /// More of them, of your own desk: where both kinds differ, these count four times
    #[arg(long, value_name = "GOLD.jsonl")]
    pub(in crate::cli) own: Vec<PathBuf>,

    /// Write the model to this file
    #[arg(short, long, value_name = "MODEL")]
    pub(in crate::cli) output: PathBuf,

    /// Decides the order in which stories are learned from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,

    /// Features are kept in tables of 2^N rows; each step up doubles the file
    #[arg(long, value_name = "N", default_value_t = 18, value_parser = clap::value_parser!(u8).range(10..=22))]
    pub(in crate::cli) bits: u8,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) jobs: usize,
}

const TRAIN_NAMES_HELP: &str = "\
PAIRS.csv has the columns a, b and flag; others are ignored, but for kind:

  a,b,flag
  Ella Lindberg,Ella Lindburg,1     one name, and a desk wants to be told
  Ella Lindberg,Ella Novak,0        silence
  Zoë Kay,Zoe Kay,soft              a matter of house style: left out, as is kind = short_form

The weights are those of a logistic regression, fitted to all pairs. The figures shown are out of fold:
each fifth of the pairs by weights learned without it, and without any pair that shares a name with it.
No list of names is looked at. The same pairs give the same weights, on every machine.

WEIGHTS is a table that people can read: term, weight, in_story (the weight inside a story, where terms
that only mirror how the pairs were gathered weigh nothing), means, origin.

Exit codes: 0 learned, 2 an input cannot be used

Examples:
  sayso train names pairs.csv -o weights.csv --verdicts held-out.jsonl
  sayso compare names --weights weights.csv Araghchi Aragchi";

/// `sayso train names`.
#[derive(Debug, Args)]
#[command(after_help = TRAIN_NAMES_HELP)]
pub(in crate::cli) struct TrainNames {
    /// The labelled pairs
    #[arg(value_name = "PAIRS.csv")]
    pub(in crate::cli) pairs: PathBuf,

    /// Write the weights to this file
    #[arg(short, long, value_name = "WEIGHTS")]
    pub(in crate::cli) output: PathBuf,

    /// Write the out-of-fold verdict on every pair to this file, as `sayso compare --pairs` does
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) verdicts: Option<PathBuf>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) jobs: usize,
}
