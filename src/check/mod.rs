//! The checker: rules that read the cast and report findings.
//!
//! **Comes in:** [`Context`]. **Goes out:** [`Finding`]s.
//! **Never:** prints, opens a file, knows an output format.
//! **Read first:** [`run`], then any file under `rules/`.

mod authority;
mod change;
mod context;
mod copied;
mod figures;
mod finding;
mod headline;
mod listed;
mod listing;
mod page;
mod product;
mod reported;
mod rule;
mod rules;
mod spread;
mod statements;
mod times;
mod told;
mod translated;
mod wording;

pub use authority::{Authority, BadList, Entry, Standing, Tenure};
pub use context::{Context, Texts};
pub use finding::{Evidence, EvidenceEdit, Finding, Related, Severity};
pub(crate) use finding::{once, settle};
pub use page::{Expected, Page, Scenario};
pub use rule::{Meta, Rule};
pub use rules::{RULES, rule};

use crate::par;

/// Runs the rules that `wanted` lets through, and gives their findings in order of story name,
/// first byte and rule id, each with its fingerprint.
///
/// Findings under the house's least confidence for their severity are lowered or dropped: an error
/// needs .9, a warning .7, a note .5.
pub fn run(context: &Context<'_>, wanted: impl Fn(&Meta) -> bool) -> Vec<Finding> {
    let rules: Vec<&Rule> = RULES.iter().copied().filter(|rule| wanted(&rule.meta)).collect();
    let findings = par::flat_map(&rules, |rule| {
        let mut findings = Vec::new();
        (rule.check)(context, &mut findings);
        findings
    });
    finding::settle(context, findings)
}
