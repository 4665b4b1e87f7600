//! `sayso init`, `sayso completions`, `sayso man`: what the program writes of itself.

use super::End;
use super::args::{Arguments, Completions, Man};
use super::output::Sink;
use anyhow::{Context as _, anyhow, bail};
use clap::CommandFactory as _;
use sayso::gate::{CONFIG_FILE, CONFIG_SAMPLE, nearest};
use std::fs::File;
use std::io::{ErrorKind, Write as _};

/// `sayso init`.
///
/// Errors: there is a configuration already, or it cannot be written.
pub(super) fn init() -> anyhow::Result<End> {
    let mut file = match File::options().write(true).create_new(true).open(CONFIG_FILE) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("there is a {CONFIG_FILE} already; it is left as it is")
        }
        Err(error) => return Err(error).with_context(|| format!("cannot write {CONFIG_FILE}")),
    };
    file.write_all(CONFIG_SAMPLE.as_bytes()).with_context(|| format!("cannot write {CONFIG_FILE}"))?;
    let _ = writeln!(anstream::stderr(), "wrote {CONFIG_FILE}"); // nobody listens: no reason to fail
    Ok(End::default())
}

/// `sayso completions`.
pub(super) fn completions(args: &Completions) -> anyhow::Result<End> {
    let mut script = Vec::new(); // the generator panics where writing fails: only memory never does
    clap_complete::generate(args.shell, &mut Arguments::command(), "sayso", &mut script);
    print(&script)
}

/// `sayso man`.
///
/// Errors: there is no such command.
pub(super) fn man(args: &Man) -> anyhow::Result<End> {
    let mut program = Arguments::command();
    program.build();
    let mut command = &program;
    for name in &args.command {
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        let unknown = || anyhow!("no such command: {name}{}", nearest(name, &names));
        command = command.find_subcommand(name).ok_or_else(unknown)?;
    }
    let title = [&["sayso".to_owned()], &args.command[..]].concat().join("-");
    let mut command = command.clone().display_name(title);
    let usage = command.render_usage().to_string();
    let mut page = Vec::new();
    clap_mangen::Man::new(command).source(concat!("sayso ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
    print(with_usage(&String::from_utf8_lossy(&page), &usage).as_bytes())
}

/// The page with the usage that help shows as its synopsis: the generator lists every option there, without
/// its value.
fn with_usage(page: &str, usage: &str) -> String {
    const HEAD: &str = ".SH SYNOPSIS\n";
    let usage = usage.trim_start_matches("Usage:").replace('\\', "\\e").replace('-', "\\-");
    let lines: Vec<&str> = usage.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let Some((before, rest)) = page.split_once(HEAD) else { return page.to_owned() };
    let after = rest.find(".SH ").and_then(|at| rest.get(at..)).unwrap_or("");
    format!("{before}{HEAD}{}\n{after}", lines.join("\n.br\n"))
}

fn print(bytes: &[u8]) -> anyhow::Result<End> {
    let mut sink = Sink::open(None)?;
    sink.write_all(bytes)?;
    Ok(End { closed: sink.commit()?, ..End::default() })
}
