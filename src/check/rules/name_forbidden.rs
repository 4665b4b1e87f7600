#![doc = include_str!("name_forbidden.md")]
#![allow(rustdoc::invalid_codeblock_attributes, reason = "a page's fences hold the desk's list too")]

use crate::check::listed::{self, Listed};
use crate::check::{Context, Finding, Meta, Rule, Severity, Standing};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "name-forbidden", highest: Severity::Warning, page: include_str!("name_forbidden.md") },
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    listed::each(ctx, |form| {
        let (entry, standing) = ctx.authority.form(form)?;
        (standing == Standing::Forbidden).then_some(entry)
    })
    .for_each(|listed| findings.push(finding(&listed)));
}

fn finding(listed: &Listed<'_>) -> Finding {
    let message = format!("`{}` is never to be used: it is `{}` here", listed.form, listed.entry.name);
    listed.finding(&RULE.meta, message, "the list of names forbids the form")
}
