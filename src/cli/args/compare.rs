//! The arguments of `sayso compare`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `sayso compare`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Compare {
    /// What is compared
    #[command(subcommand)]
    pub(in crate::cli) subject: Compared,
}

/// What can be compared.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Compared {
    /// Compare two names out of context: same, variant, style or different
    Names(CompareNames),
    /// Compare two quotations word by word: identical, variant, trimmed, altered, negated or unrelated
    Quotations(CompareQuotations),
    /// Compare two statements by their figures and words: contradiction, consistent or neutral
    Statements(CompareStatements),
}

const COMPARE_QUOTATIONS_HELP: &str = "\
Verdicts:
  identical  the same words, or one holds all of the other
  variant    one utterance, with differences that an editor may make: spelling, contractions, brackets, an ellipsis
  trimmed    one utterance, with words left out or grammar changed
  altered    one utterance in other words or numbers
  negated    one utterance, once with and once without a negation
  unrelated  not one utterance

The two are taken for one speaker's. In the word diff [-words-] are only in A and {+words+} only in B. The
score is the share of the shorter one's words that are the same, in the same order. Of a longer quotation
the first 4,096 words are compared.

PAIRS is CSV with the columns a and b (others are ignored), or JSONL with text_a and text_b; - is standard
input. Verdicts are written one a line, in the order of the pairs:

  {\"version\": 1, \"verdict\": \"altered\", \"score\": 0.888, \"why\": [\"…\"]}

Exit codes: 0 compared, 2 an input cannot be used

Examples:
  sayso compare quotations 'We will rebuild the bridge by May.' 'rebuild the bridge by June'
  sayso compare quotations --pairs pairs.jsonl -o verdicts.jsonl";

/// `sayso compare quotations`.
#[derive(Debug, Args)]
#[command(after_help = COMPARE_QUOTATIONS_HELP)]
pub(in crate::cli) struct CompareQuotations {
    #[command(flatten)]
    pub(in crate::cli) pairing: Pairing,
}

const COMPARE_STATEMENTS_HELP: &str = "\
Verdicts:
  contradiction  both cannot be right about the same thing at the same time
  consistent     they say the same of something, also rounded, in other units, or as a bound
  neutral        nothing in them is comparable

The score is higher for likelier contradictions. Statements are judged by their figures,
then by their words: negation, opposites, firmness.

PAIRS is CSV with the columns a and b (others are ignored), or JSONL with text_a and text_b; - is standard
input. Verdicts are written one a line, in the order of the pairs:

  {\"version\": 1, \"verdict\": \"contradiction\", \"score\": 0.8, \"why\": [\"…\"]}

Exit codes: 0 compared, 2 an input cannot be used

Examples:
  sayso compare statements 'The port hired 412 dockers.' 'The port hired 421 dockers.'
  sayso compare statements --pairs pairs.jsonl -o verdicts.jsonl";

/// `sayso compare statements`.
#[derive(Debug, Args)]
#[command(after_help = COMPARE_STATEMENTS_HELP)]
pub(in crate::cli) struct CompareStatements {
    #[command(flatten)]
    pub(in crate::cli) pairing: Pairing,
}

const COMPARE_NAMES_HELP: &str = "\
Verdicts:
  same       the same name, or a shorter form of it
  variant    one name, spelled two ways
  style      they differ by accents, hyphens, particles or the order of words only
  different  two names

The score is in log-odds: above 0 is a variant, 3 is 95 in 100. Nothing is known here of a story; there,
who bears the name, how often and in what office is added to it.

PAIRS is CSV with the columns a and b (others are ignored), or JSONL with text_a and text_b; - is standard
input. Verdicts are written one a line, in the order of the pairs:

  {\"version\": 1, \"verdict\": \"variant\", \"score\": 3.214, \"why\": [\"…\"]}

Exit codes: 0 compared, 2 an input cannot be used

Examples:
  sayso compare names Araghchi Aragchi
  sayso compare names --pairs pairs.csv -o verdicts.jsonl";

/// `sayso compare names`.
#[derive(Debug, Args)]
#[command(after_help = COMPARE_NAMES_HELP)]
pub(in crate::cli) struct CompareNames {
    #[command(flatten)]
    pub(in crate::cli) pairing: Pairing,

    /// Score with these weights, made by `sayso train names`, instead of those that ship with the program
    #[arg(long, value_name = "WEIGHTS")]
    pub(in crate::cli) weights: Option<PathBuf>,
}

/// What is held against what, and where the verdicts go.
#[derive(Debug, Args)]
pub(in crate::cli) struct Pairing {
    /// The one
    #[arg(value_name = "A", requires = "b", required_unless_present = "pairs", conflicts_with = "pairs")]
    pub(in crate::cli) a: Option<String>,

    /// The other
    #[arg(value_name = "B")]
    pub(in crate::cli) b: Option<String>,

    /// Compare every pair of this file
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pairs: Option<PathBuf>,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) jobs: usize,
}
