//! The list of rules: one line each, sorted.

use super::Rule;

macro_rules! rules {
    ($($name:ident,)*) => {
        $(
            #[allow(rustdoc::invalid_codeblock_attributes, reason = "a page's fences name story, outlet and date")]
            mod $name;
        )*

        /// Every rule, in order of its id.
        pub static RULES: &[&Rule] = &[$(&$name::RULE,)*];
    };
}

rules! {
    age_conflict,
    attribution_ambiguous,
    attribution_scope,
    attribution_venue,
    date_conflict,
    date_dateline,
    date_impossible,
    date_weekday,
    detail_conflict,
    figure_conflict,
    figure_gap,
    figure_list_count,
    figure_percent,
    figure_scale,
    figure_sources_differ,
    figure_sum,
    figure_unit,
    figure_updated,
    headline_mismatch,
    name_forbidden,
    name_given,
    name_shared,
    name_style,
    name_variant,
    position_changed,
    quotation_altered,
    quotation_negated,
    quotation_repeated,
    quotation_translation,
    quotation_trimmed,
    quotation_unattributed,
    quotation_unbalanced,
    quotation_variant,
    role_conflict,
    speaker_conflict,
    speakers_disagree,
    statement_conflict,
    statement_drift,
    statement_uniqueness,
    suppression_expired,
    suppression_unused,
    venue_conflict,
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.meta.id == id)
}
