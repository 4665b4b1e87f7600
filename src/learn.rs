//! From annotated stories to a score: how far what we find is what people marked.
//!
//! **Comes in:** stories with their claims marked by hand ([`Gold`]) and claims to hold against them,
//! those of a file ([`Predictions`]) or our own ([`Annotation::all`]).
//! **Goes out:** a [`Report`]: a table for people or JSON.
//! Also from labelled pairs of names to the weights of their score ([`train_names`]).
//! **Never:** used by a check; opens no file.
//! **Read first:** [`Evaluation`].

mod figures;
mod gold;
mod lesson;
mod names;
mod score;
mod train;
mod word_classes;

pub use figures::{FigureMark, FigureScore};
pub use gold::{Annotated, Annotation, Gold, Predictions, Unusable};
pub use names::{HeldOut, LabelledPair, NamesReport, Rates, TrainedNames, Wanted, read_pairs, train_names};
pub use score::{Evaluation, Miss, Report, Scored};
pub use train::{Trained, Training, train};
