//! The words that records use for the house's enums and numbers; they outlive any renaming inside.

use crate::check::Severity;
use crate::extract::{ClaimClass, Confidence, FigureKind, FigureRole, Kind, Modality, PartyKind, RoleStatus};
use crate::ingest::Counts;

pub(super) const fn severity(severity: Severity) -> &'static str {
    severity.as_str()
}

pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

pub(super) const fn class(class: ClaimClass) -> &'static str {
    match class {
        ClaimClass::Saying => "saying",
        ClaimClass::Writing => "writing",
        ClaimClass::Thinking => "thinking",
        ClaimClass::Wanting => "wanting",
    }
}

pub(super) const fn party(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Person => "person",
        PartyKind::Body => "body",
        PartyKind::Government => "government",
        PartyKind::Document => "document",
        PartyKind::Group => "group",
    }
}

pub(super) const fn role_status(status: RoleStatus) -> &'static str {
    match status {
        RoleStatus::Serving => "serving",
        RoleStatus::Former => "former",
        RoleStatus::Acting => "acting",
        RoleStatus::Coming => "coming",
    }
}

pub(super) const fn figure(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Count => "count",
        FigureKind::Money => "money",
        FigureKind::Share => "share",
        FigureKind::Change => "change",
        FigureKind::Rate => "rate",
        FigureKind::Ratio => "ratio",
        FigureKind::Rank => "rank",
        FigureKind::Age => "age",
        FigureKind::Duration => "duration",
        FigureKind::Measure => "measure",
        FigureKind::Score => "score",
        FigureKind::Ordinal => "ordinal",
    }
}

pub(super) const fn figure_role(role: FigureRole) -> &'static str {
    match role {
        FigureRole::Total => "total",
        FigureRole::Part => "part",
        FigureRole::Additional => "additional",
        FigureRole::Cumulative => "cumulative",
    }
}

pub(super) const fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Fact => "fact",
        Modality::Forecast => "forecast",
        Modality::Sought => "sought",
        Modality::Approved => "approved",
        Modality::Conditional => "conditional",
        Modality::Denied => "denied",
    }
}

/// As a fraction of one, two decimals exact.
pub(super) fn fraction(confidence: Confidence) -> f64 {
    f64::from(confidence.as_percent()) / 100.0
}

/// `files: 8 read, 0 partly read, 0 failed, 2 excluded`
pub(super) fn files(counts: &Counts) -> String {
    let Counts { read, partly_read, failed, excluded, stories: _ } = counts;
    format!("files: {read} read, {partly_read} partly read, {failed} failed, {excluded} excluded")
}

/// `1 story`, `2 stories`.
pub(super) fn counted(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}
