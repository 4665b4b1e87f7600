//! The command line: arguments and files in, an exit code out.
//!
//! **Comes in:** the arguments. **Goes out:** reports on standard output or in files, everything
//! about the run on standard error, and an exit code.
//! **Never:** knows more of the library than its public items.
//! **Read first:** [`main`], then [`commands`].

mod args;
mod check;
mod commands;
mod compare;
mod eval;
mod graph;
mod house;
mod inputs;
mod model;
mod output;
mod program;
mod progress;
mod train;

use args::{Arguments, Command};
use clap::Parser;
use sayso::gate::Fault;
use sayso::report::visible;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// How a run ended that did not fail itself.
#[derive(Debug, Clone, Copy, Default)]
struct End {
    /// Findings at or above `--fail-on`.
    fails: bool,
    /// Something was not fully read.
    incomplete: bool,
    /// The reader of standard output went away; nobody is left to tell.
    closed: bool,
}

impl From<End> for ExitCode {
    /// The frozen exit codes but for 2, which is for runs that fail themselves.
    fn from(end: End) -> Self {
        match end {
            End { closed: true, .. } => Self::SUCCESS,
            End { incomplete: true, .. } => Self::from(3),
            End { fails: true, .. } => Self::from(1),
            End { .. } => Self::SUCCESS,
        }
    }
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.choice().write_global();
    match run(&arguments.command) {
        Ok(end) => end.into(),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(2)
        }
    }
}

/// Tells on standard error why a run failed itself; a fault in a file with the line shown.
fn tell(error: &anyhow::Error) {
    let lines: Vec<String> = match error.downcast_ref::<Fault>() {
        Some(fault) => fault.to_string().lines().map(|line| visible(line).into_owned()).collect(),
        None => vec![visible(&format!("{error:#}")).into_owned()],
    };
    let _ = writeln!(anstream::stderr(), "error: {}", lines.join("\n")); // nobody listens: no reason to fail
}

fn run(command: &Command) -> anyhow::Result<End> {
    match command {
        Command::Check(check) => check::check(check),
        Command::Claims(claims) => commands::claims(claims),
        Command::Speakers(speakers) => commands::speakers(speakers),
        Command::Figures(figures) => commands::figures(figures),
        Command::Graph(graph) => graph::graph(graph),
        Command::Compare(compare) => compare::compare(compare),
        Command::Eval(eval) => eval::eval(eval),
        Command::Train(train) => train::train(train),
        Command::Explain(explain) => commands::explain(explain),
        Command::Rules(rules) => commands::rules(rules),
        Command::Files(files) => commands::files(files),
        Command::Init => program::init(),
        Command::Completions(completions) => program::completions(completions),
        Command::Man(man) => program::man(man),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |error: &std::io::Error| error.kind() == ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref().is_some_and(closed))
}
