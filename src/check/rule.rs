use super::{Context, Finding, Severity};

/// What is known of a rule without running it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// Its permanent id in kebab-case.
    pub id: &'static str,
    /// The highest severity of its findings; a finding's own may be lower.
    pub highest: Severity,
    /// Its page: explanation and test in one.
    pub page: &'static str,
}

impl Meta {
    /// The page's first paragraph: what the rule says, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or("")
    }

    /// What the rule is about: the first word of its id.
    pub fn family(&self) -> &'static str {
        self.id.split('-').next().unwrap_or(self.id)
    }
}

/// A check with one id, one page, one file.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What is known of it.
    pub meta: Meta,
    /// Reads the context and pushes its findings, in any order.
    pub check: fn(&Context<'_>, &mut Vec<Finding>),
}
