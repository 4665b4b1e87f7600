//! The arguments, as `clap` reads them.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use sayso::check::{Meta, RULES, rule};
use sayso::gate::FailOn;
use sayso::report::{CheckFormat, ClaimsFormat, Format, GraphFormat, ListFormat, TableFormat};
use sayso::resolve::Across;
use std::path::PathBuf;

/// Reads news copy, works out who said what and which figures they gave, and shows where the copy
/// disagrees with itself or with other copy.
///
/// Nothing leaves the machine, no quotation is rewritten, and no claim is called true or false.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,

    /// When to colour what people read
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

/// When text for people is coloured.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    pub(super) const fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
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
}

const CHECK_EXAMPLES: &str = "\
Exit codes:
  0  clean
  1  findings at or above --fail-on
  2  the command line is wrong
  3  something was not fully read (also when there are findings)

Examples:
  sayso check                           every story under the current folder
  sayso check tonight/ --fail-on warning
  sayso check wire.jsonl --across group --format csv=findings.csv --format text
  sayso check --only name-variant,figure-conflict story.txt
  pbpaste | sayso check - --stdin-name draft.txt";

/// `sayso check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) reading: Reading,

    /// How to write the findings, and where: text, json, jsonl or csv; may be given several times
    #[arg(long = "format", value_name = "NAME[=FILE]", value_parser = target::<CheckFormat>)]
    pub(super) formats: Vec<Target<CheckFormat>>,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// From which severity on findings make the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(super) fail_on: Least,

    /// Run these rules and no others
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = rule_named)]
    pub(super) only: Vec<Id>,

    /// Leave these rules out
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = rule_named)]
    pub(super) skip: Vec<Id>,

    /// Which stories are held against each other
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pub(super) across: Which,

    /// The desk's own list of names: CSV with the columns name, accepted, forbidden, role, from, to;
    /// switches name-forbidden and name-style on
    #[arg(long, value_name = "FILE.csv")]
    pub(super) names: Option<PathBuf>,
}

/// `sayso claims`.
#[derive(Debug, Args)]
pub(super) struct Claims {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing<ClaimsFormat>,
    /// Across which stories a speaker is looked for; with none, stories are read and written in
    /// small batches, however long the archive
    #[arg(long, value_name = "WHICH", default_value = "none")]
    pub(super) across: Which,
}

/// `sayso speakers`.
#[derive(Debug, Args)]
pub(super) struct Speakers {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing<TableFormat>,
    /// Across which stories a speaker is one and the same
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pub(super) across: Which,
}

/// `sayso figures`.
#[derive(Debug, Args)]
pub(super) struct Figures {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing<TableFormat>,
    /// Across which stories a speaker is looked for; with none, stories are read and written in
    /// small batches, however long the archive
    #[arg(long, value_name = "WHICH", default_value = "none")]
    pub(super) across: Which,
}

/// `sayso graph`.
#[derive(Debug, Args)]
pub(super) struct Graph {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing<GraphFormat>,
    /// Across which stories speakers, statements and figures are linked
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pub(super) across: Which,
    /// Only what is at most two edges away from the speakers of this name
    #[arg(long, value_name = "SPEAKER")]
    pub(super) around: Option<String>,
}

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
pub(super) struct Eval {
    /// The annotated stories
    #[arg(value_name = "GOLD.jsonl")]
    pub(super) gold: PathBuf,

    /// Score the claims of this file instead of those that sayso finds
    #[arg(long, value_name = "PRED.jsonl")]
    pub(super) predictions: Option<PathBuf>,

    /// Score stories that the predictions lack as if nothing was found in them
    #[arg(long, requires = "predictions")]
    pub(super) missing_as_empty: bool,

    /// Add 95 % intervals from so many resamplings of the stories
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) bootstrap: u32,

    /// Write every missed, spurious or wrongly sourced claim to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(super) misses: Option<PathBuf>,

    #[command(flatten)]
    pub(super) writing: Writing<ListFormat>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,

    #[command(flatten)]
    pub(super) choice: ModelChoice,
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
pub(super) struct Train {
    /// What to learn
    #[command(subcommand)]
    pub(super) subject: Subject,
}

/// What can be learned.
#[derive(Debug, Subcommand)]
pub(super) enum Subject {
    /// Learn to find claims from annotated stories
    Claims(TrainClaims),
    /// Learn what tells two spellings of a name from two names
    Names(TrainNames),
}

/// `sayso train claims`.
#[derive(Debug, Args)]
#[command(after_help = TRAIN_HELP)]
pub(super) struct TrainClaims {
    /// The annotated stories
    #[arg(value_name = "GOLD.jsonl", required_unless_present = "own")]
    pub(super) gold: Vec<PathBuf>,

    /// More of them, of your own desk: where both kinds differ, these count four times
    #[arg(long, value_name = "GOLD.jsonl")]
    pub(super) own: Vec<PathBuf>,

    /// Write the model to this file
    #[arg(short, long, value_name = "MODEL")]
    pub(super) output: PathBuf,

    /// Decides the order in which stories are learned from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,

    /// Features are kept in tables of 2^N rows; each step up doubles the file
    #[arg(long, value_name = "N", default_value_t = 18, value_parser = clap::value_parser!(u8).range(10..=22))]
    pub(super) bits: u8,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
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
pub(super) struct TrainNames {
    /// The labelled pairs
    #[arg(value_name = "PAIRS.csv")]
    pub(super) pairs: PathBuf,

    /// Write the weights to this file
    #[arg(short, long, value_name = "WEIGHTS")]
    pub(super) output: PathBuf,

    /// Write the out-of-fold verdict on every pair to this file, as `sayso compare --pairs` does
    #[arg(long, value_name = "FILE")]
    pub(super) verdicts: Option<PathBuf>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
}

/// `sayso compare`.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// What is compared
    #[command(subcommand)]
    pub(super) subject: Compared,
}

/// What can be compared.
#[derive(Debug, Subcommand)]
pub(super) enum Compared {
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
pub(super) struct CompareQuotations {
    /// A quotation, with or without its marks
    #[arg(value_name = "A", requires = "b", required_unless_present = "pairs", conflicts_with = "pairs")]
    pub(super) a: Option<String>,

    /// Another one
    #[arg(value_name = "B")]
    pub(super) b: Option<String>,

    /// Compare every pair of this file
    #[arg(long, value_name = "FILE")]
    pub(super) pairs: Option<PathBuf>,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
}

const COMPARE_STATEMENTS_HELP: &str = "\
Verdicts:
  contradiction  both cannot be right about the same thing at the same time
  consistent     they say the same of something, also rounded, in other units, or as a bound
  neutral        nothing in them is comparable

The score is higher for likelier contradictions. Statements are judged by their figures.

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
pub(super) struct CompareStatements {
    /// A statement
    #[arg(value_name = "A", requires = "b", required_unless_present = "pairs", conflicts_with = "pairs")]
    pub(super) a: Option<String>,

    /// Another one
    #[arg(value_name = "B")]
    pub(super) b: Option<String>,

    /// Compare every pair of this file
    #[arg(long, value_name = "FILE")]
    pub(super) pairs: Option<PathBuf>,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
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
pub(super) struct CompareNames {
    /// A name
    #[arg(value_name = "A", requires = "b", required_unless_present = "pairs", conflicts_with = "pairs")]
    pub(super) a: Option<String>,

    /// Another one
    #[arg(value_name = "B")]
    pub(super) b: Option<String>,

    /// Compare every pair of this file
    #[arg(long, value_name = "FILE")]
    pub(super) pairs: Option<PathBuf>,

    /// Score with these weights, made by `sayso train names`, instead of those that ship with the program
    #[arg(long, value_name = "WEIGHTS")]
    pub(super) weights: Option<PathBuf>,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
}

/// `sayso explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule's id; `sayso rules` lists them
    #[arg(value_name = "RULE", value_parser = rule_named)]
    pub(super) rule: Id,
}

/// `sayso rules`.
#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(flatten)]
    pub(super) writing: Writing<ListFormat>,
}

/// `sayso files`.
#[derive(Debug, Args)]
pub(super) struct Files {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) writing: Writing<ListFormat>,
}

/// What is read, and on how many threads.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(super) paths: Vec<PathBuf>,

    /// What to call the story on standard input; its ending says what format it is
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_name: Option<String>,

    /// At most this many threads; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,

    #[command(flatten)]
    pub(super) choice: ModelChoice,
}

/// With which model claims are found.
#[derive(Debug, Args)]
pub(super) struct ModelChoice {
    /// Find claims with this model, made by `sayso train claims`, instead of the one that ships with
    /// the program; none leaves them to the rules
    #[arg(long, value_name = "FILE|none")]
    pub(super) model: Option<PathBuf>,
}

/// How and where a single output is written.
#[derive(Debug, Args)]
pub(super) struct Writing<F: Format> {
    /// How to write it
    #[arg(long, value_name = "NAME", default_value = F::ALL[0].name(), value_parser = format::<F>())]
    pub(super) format: F,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

fn format<F: Format>() -> impl TypedValueParser<Value = F> {
    let names = PossibleValuesParser::new(F::ALL.iter().map(|format| format.name()));
    names.try_map(|name| F::named(&name).ok_or("no such format"))
}

/// A format and the file it is written to; none is standard output.
#[derive(Debug, Clone)]
pub(super) struct Target<F> {
    pub(super) format: F,
    pub(super) file: Option<PathBuf>,
}

fn target<F: Format>(value: &str) -> Result<Target<F>, String> {
    let (name, file) = match value.split_once('=') {
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (value, None),
    };
    if file.as_ref().is_some_and(|file| file.as_os_str().is_empty()) {
        return Err(format!("`{name}=` names no file"));
    }
    let names: Vec<&str> = F::ALL.iter().map(|format| format.name()).collect();
    match F::named(name) {
        Some(format) => Ok(Target { format, file }),
        None => Err(format!("no such format; there are {}{}", names.join(", "), nearest(name, &names))),
    }
}

/// A rule's id.
pub(super) type Id = &'static Meta;

fn rule_named(id: &str) -> Result<Id, String> {
    rule(id.trim()).map(|rule| &rule.meta).ok_or_else(|| {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
        format!("no such rule{}; `sayso rules` lists them", nearest(id, &ids))
    })
}

/// How alike two words are for one to be offered in place of the other. Unit: Jaro similarity.
///
/// Source: the value that `clap` uses for its own suggestions.
const ALIKE: f64 = 0.7;

/// `; did you mean …?` with the name most like `word`, or nothing.
pub(super) fn nearest(word: &str, names: &[&str]) -> String {
    let likeness = |name: &&str| (strsim::jaro(word, name) * 1e6) as u32;
    let best = names.iter().copied().max_by_key(likeness);
    match best.filter(|name| strsim::jaro(word, name) > ALIKE) {
        Some(name) => format!("; did you mean {name}?"),
        None => String::new(),
    }
}

/// From which severity on findings fail a run.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Least {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// None
    Never,
}

impl From<Least> for FailOn {
    fn from(least: Least) -> Self {
        match least {
            Least::Error => Self::Error,
            Least::Warning => Self::Warning,
            Least::Note => Self::Note,
            Least::Never => Self::Never,
        }
    }
}

/// Which stories are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Which {
    /// Every story against every other
    All,
    /// Stories of one group: the `group` of a line, else the folder
    Group,
    /// Each story alone
    None,
}

impl From<Which> for Across {
    fn from(which: Which) -> Self {
        match which {
            Which::All => Self::All,
            Which::Group => Self::Group,
            Which::None => Self::None,
        }
    }
}
