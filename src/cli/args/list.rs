//! The arguments of the commands that list what is in the stories, or what the program knows.

use super::{Id, Marking, Reading, Which, Writing, format, rule_named};
use clap::Args;
use sayso::report::{ClaimsFormat, GraphFormat, ListFormat, TableFormat};
use std::path::PathBuf;

const CLAIMS_HELP: &str = "\
Formats:
  text, json, jsonl, csv  every claim with its source, cue, content, speaker, venue, date and figures
  claimreview             ClaimReview of schema.org (JSON-LD); who reviews it, the address and the verdict
                          are null, for a person to fill in
  webannotation           W3C Web Annotation (JSON-LD): who says it, and where it stands, by its words with
                          those around them and by position, counted in code points

Examples:
  sayso claims tonight/
  sayso claims --format claimreview -o to-check.json speech.txt
  sayso claims --format webannotation --no-text -o places.json wire.jsonl";

/// `sayso claims`.
#[derive(Debug, Args)]
#[command(after_help = CLAIMS_HELP)]
pub(in crate::cli) struct Claims {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing<ClaimsFormat>,
    #[command(flatten)]
    pub(in crate::cli) marking: Marking,
    /// Across which stories a speaker is looked for; with none, stories are read and written in
    /// small batches, however long the archive
    #[arg(long, value_name = "WHICH", default_value = "none")]
    pub(in crate::cli) across: Which,
    /// Leave the words of the stories out of web annotations, which then hold positions alone: for copy
    /// under embargo or licence
    #[arg(long)]
    pub(in crate::cli) no_text: bool,
}

/// `sayso speakers`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Speakers {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing<TableFormat>,
    #[command(flatten)]
    pub(in crate::cli) marking: Marking,
    /// Across which stories a speaker is one and the same
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pub(in crate::cli) across: Which,
}

/// `sayso figures`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Figures {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing<TableFormat>,
    #[command(flatten)]
    pub(in crate::cli) marking: Marking,
    /// Across which stories a speaker is looked for; with none, stories are read and written in
    /// small batches, however long the archive
    #[arg(long, value_name = "WHICH", default_value = "none")]
    pub(in crate::cli) across: Which,
}

/// `sayso graph`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Graph {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    /// How to write it [default: json; text with --from, svg with --timeline]
    #[arg(long, value_name = "NAME", value_parser = format::<GraphFormat>())]
    pub(in crate::cli) format: Option<GraphFormat>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Across which stories speakers, statements and figures are linked
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pub(in crate::cli) across: Which,
    /// Only what the speakers of this name say, with its stories, outlets, venues and figures, and what
    /// repeats or contradicts it; a variant of the name will do
    #[arg(long, value_name = "SPEAKER")]
    pub(in crate::cli) around: Option<String>,
    /// The ways from this outlet to the speaker of --to: by which stories and statements it has her words
    #[arg(long, value_name = "OUTLET", requires = "to", conflicts_with = "around")]
    pub(in crate::cli) from: Option<String>,
    /// The speaker to whom the ways from the outlet of --from lead
    #[arg(long, value_name = "SPEAKER", requires = "from")]
    pub(in crate::cli) to: Option<String>,
    /// Instead of the graph, what the speakers of this name are reported to have said, as a picture: days
    /// in columns, outlets in rows
    #[arg(long, value_name = "SPEAKER", conflicts_with_all = ["around", "from"])]
    pub(in crate::cli) timeline: Option<String>,
}

/// `sayso explain`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// The rule's id; `sayso rules` lists them
    #[arg(value_name = "RULE", value_parser = rule_named)]
    pub(in crate::cli) rule: Id,
}

/// `sayso rules`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Rules {
    #[command(flatten)]
    pub(in crate::cli) writing: Writing<ListFormat>,
}

/// `sayso files`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Files {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing<ListFormat>,
}
