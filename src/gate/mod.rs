//! What a run's findings mean for its exit code.
//!
//! **Comes in:** findings and the wish of the user. **Goes out:** findings as they count, and
//! whether the gate holds.
//! **Never:** opens a file, reads a clock.
//! **Read first:** [`FailOn`].

use crate::check::{Finding, Severity};

/// From which severity on findings fail a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Note,
    /// None.
    Never,
}

impl FailOn {
    /// Whether one of the findings fails the run.
    pub fn fails(self, findings: &[Finding]) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
            Self::Never => return false,
        };
        findings.iter().any(|finding| finding.severity >= least)
    }
}
