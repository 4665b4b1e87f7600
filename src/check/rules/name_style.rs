#![doc = include_str!("name_style.md")]
#![allow(rustdoc::invalid_codeblock_attributes, reason = "a page's fences hold the desk's list too")]

use crate::check::listed::{self, Listed};
use crate::check::{Context, Finding, Meta, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "name-style", highest: Severity::Warning, page: include_str!("name_style.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    listed::each(ctx, |form| {
        let entry = ctx.authority.styled(form)?;
        ctx.authority.form(form).is_none().then_some(entry)
    })
    .for_each(|listed| findings.push(finding(&listed)));
}

fn finding(listed: &Listed<'_>) -> Finding {
    let message = format!("`{}` is written `{}` here", listed.form, listed.entry.name);
    listed.finding(&RULE.meta, message, "they differ by accents, hyphens, particles or spaces only")
}
