//! The arguments of the commands that list what is in the stories, or what the program knows.

use super::{Id, Reading, Which, Writing, format, rule_named};
use clap::Args;
use sayso::report::{ClaimsFormat, GraphFormat, ListFormat, TableFormat};
use std::path::PathBuf;

/// `sayso claims`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Claims {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing<ClaimsFormat>,
    /// Across which stories a speaker is looked for; with none, stories are read and written in
    /// small batches, however long the archive
    #[arg(long, value_name = "WHICH", default_value = "none")]
    pub(in crate::cli) across: Which,
}

/// `sayso speakers`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Speakers {
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing<TableFormat>,
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
    /// How to write it [default: json; text with --from]
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
