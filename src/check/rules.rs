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
    date_conflict,
    date_dateline,
    date_impossible,
    date_weekday,
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
    quotation_altered,
    quotation_negated,
    quotation_repeated,
    quotation_trimmed,
    quotation_unattributed,
    quotation_unbalanced,
    quotation_variant,
    role_conflict,
    speaker_conflict,
    statement_drift,
    suppression_expired,
    suppression_unused,
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.meta.id == id)
}
