#![doc = include_str!("suppression_unused.md")]
#![allow(rustdoc::invalid_codeblock_attributes, reason = "a page's fences hold the suppressions too")]

use crate::check::{Meta, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "suppression-unused", highest: Severity::Warning, page: include_str!("suppression_unused.md") },
    // what a suppression holds back is known after all rules have run: the gate reports it
    check: |_, _| {},
};
