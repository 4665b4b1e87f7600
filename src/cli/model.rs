//! `--model`: which model claims are found with.

use super::args::ModelChoice;
use anyhow::Context as _;
use sayso::extract::{Extractor, Model};
use sayso::lexicon::Lexicon;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The model of a run.
#[derive(Debug)]
pub(super) enum Chosen {
    /// The one that ships with the program.
    Builtin,
    /// None: claims are left to the rules.
    None,
    /// One of the user's.
    Own(Box<Model>),
}

/// The most that is read of a model file, so that a wrong file does not fill the memory. Unit: bytes.
///
/// Source: twice the size of the largest model that `sayso train` makes.
const MOST: u64 = 256 << 20;

impl Chosen {
    /// Errors: the file cannot be read, or is no model for this program.
    pub(super) fn by(choice: &ModelChoice) -> anyhow::Result<Self> {
        match choice.model.as_deref() {
            None => Ok(Self::Builtin),
            Some(path) if path == Path::new("none") => Ok(Self::None),
            Some(path) => {
                let mut bytes = Vec::new();
                let file = File::options().read(true).open(path);
                file.and_then(|file| file.take(MOST).read_to_end(&mut bytes))
                    .with_context(|| format!("cannot read the model {}", path.display()))?;
                let model = Model::read(&bytes)
                    .with_context(|| format!("cannot use the model {}", path.display()))?;
                Ok(Self::Own(Box::new(model)))
            }
        }
    }

    /// What stories are read with.
    pub(super) fn extractor(&self) -> Extractor<'_> {
        match self {
            Self::Builtin => Extractor::builtin(),
            Self::None => Extractor::rules(),
            Self::Own(model) => Extractor { lexicon: Lexicon::builtin(), model: Some(model) },
        }
    }
}
