//! What a run's findings mean for a house: what is let pass, what weighs how much, and whether the
//! run fails.
//!
//! **Comes in:** findings, the text of configuration, baseline and suppressions, the day.
//! **Goes out:** findings as they count, those held back with the reason, and whether the gate holds.
//! **Never:** opens a file, reads a clock.
//! **Read first:** [`Gate`], then [`Config`].

mod baseline;
mod changed;
mod config;
mod fail_on;
mod fault;
mod judge;
mod levels;
mod pattern;
mod root;
mod suppressions;

pub use baseline::Baseline;
pub use changed::Changed;
pub use config::{
    CONFIG_FILE, CONFIG_SAMPLE, Config, KeyLines, Names, Origin, Outlets, Override, Setting, Settings,
};
pub use fail_on::FailOn;
pub use fault::Fault;
pub use judge::{Account, Asked, Gate, Held, Housekeeping, Judged, Terms, Why};
pub use levels::{Level, Levels, RuleId, nearest};
pub use pattern::Patterns;
pub use root::Root;
pub use suppressions::{SUPPRESSIONS_FILE, Suppression, Suppressions};
