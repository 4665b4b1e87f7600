//! The words that arguments may have.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::gate::{FailOn, RuleId, nearest};
use sayso::report::Format;
use sayso::resolve::Across;
use std::path::PathBuf;

/// When text for people is coloured.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    pub(in crate::cli) const fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}

pub(in crate::cli) fn format<F: Format>() -> impl TypedValueParser<Value = F> {
    let names = PossibleValuesParser::new(F::ALL.iter().map(|format| format.name()));
    names.try_map(|name| F::named(&name).ok_or("no such format"))
}

/// A format and the file it is written to; none is standard output.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Target<F> {
    pub(in crate::cli) format: F,
    pub(in crate::cli) file: Option<PathBuf>,
}

pub(in crate::cli) fn target<F: Format>(value: &str) -> Result<Target<F>, String> {
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
pub(in crate::cli) type Id = RuleId;

pub(in crate::cli) fn rule_named(id: &str) -> Result<Id, String> {
    RuleId::named(id)
}

/// From which severity on findings fail a run.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum FailWhen {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// None
    Never,
}

impl From<FailWhen> for FailOn {
    fn from(least: FailWhen) -> Self {
        match least {
            FailWhen::Error => Self::Error,
            FailWhen::Warning => Self::Warning,
            FailWhen::Note => Self::Note,
            FailWhen::Never => Self::Never,
        }
    }
}

/// Which stories are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Which {
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
