//! The words that records use for the house's enums and numbers; they outlive any renaming inside.

use crate::check::Severity;
use crate::extract::{
    Bound, ClaimClass, Confidence, Decimal, FigureKind, FigureRole, Kind, Modality, PartyKind, RoleStatus,
};
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

pub(super) const fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::MoreThan => "more-than",
        Bound::AtLeast => "at-least",
        Bound::LessThan => "less-than",
        Bound::AtMost => "at-most",
        Bound::Nearly => "nearly",
        Bound::About => "about",
    }
}

pub(super) const fn figure_role(role: FigureRole) -> &'static str {
    match role {
        FigureRole::Total => "total",
        FigureRole::Part => "part",
        FigureRole::Additional => "additional",
    }
}

pub(super) const fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Fact => "fact",
        Modality::Forecast => "forecast",
        Modality::Sought => "sought",
    }
}

/// As a fraction of one, two decimals exact.
pub(super) fn fraction(confidence: Confidence) -> f64 {
    f64::from(confidence.as_percent()) / 100.0
}

/// How many zeros are written out before a number turns to powers of ten.
///
/// Unit: digits. A quintillion has 18; nothing in news copy has 40.
const WRITTEN_ZEROS: u32 = 40;

/// The number as a decimal string: `3117`, `6.1`, `-0.25`; `5e99` when it has more than 40 zeros.
pub(super) fn decimal(value: Decimal) -> String {
    let places = value.exponent.unsigned_abs();
    if places > WRITTEN_ZEROS {
        return format!("{}e{}", value.digits, value.exponent);
    }
    let places = places as usize;
    if value.exponent >= 0 {
        let zeros = if value.digits == 0 { 0 } else { places };
        return format!("{}{}", value.digits, "0".repeat(zeros));
    }
    let sign = if value.digits < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", value.digits.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{part}")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written(digits: i128, exponent: i32) -> String {
        decimal(Decimal { digits, exponent })
    }

    #[test]
    fn decimals_are_written_as_printed() {
        assert_eq!(written(3117, 0), "3117");
        assert_eq!(written(18, 9), "18000000000");
        assert_eq!(written(61, -1), "6.1");
        assert_eq!(written(-25, -2), "-0.25");
        assert_eq!(written(0, 6), "0");
    }

    #[test]
    fn a_monstrous_exponent_stays_short() {
        assert_eq!(written(5, i32::MIN), "5e-2147483648");
        assert_eq!(written(i128::MIN, -3).len(), 41);
    }
}
