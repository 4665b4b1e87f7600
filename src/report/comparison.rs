//! Two names or two statements compared: an account for people, a line of JSON.

use super::text::Paint;
use super::{VERSION, visible};
use crate::extract::names::{Account, Comparison, Evidence};
use crate::resolve::Opposition;
use serde::Serialize;
use std::io::{self, Write};

/// Writes the account of two names for people: the verdict, the edits, and what the score adds up from.
///
/// Errors: those of `out`.
pub fn comparison(a: &str, b: &str, account: &Account, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    let verdict = account.comparison.verdict.as_str();
    writeln!(out, "{} | {}", visible(a), visible(b))?;
    writeln!(out, "{strong}{verdict}{strong:#}: {}", account.says())?;
    if !account.edits.is_empty() {
        writeln!(out, "\n{faint}edits, letters without marks{faint:#}")?;
        account.edits.iter().try_for_each(|edit| writeln!(out, "  {edit}"))?;
    }
    if account.evidence.is_empty() {
        return Ok(());
    }
    let score = decimal(account.comparison.score);
    writeln!(out, "\n{faint}evidence, in log-odds; above 0 it is a variant{faint:#}")?;
    for Evidence { what, count, weight } in &account.evidence {
        let times = if *count == 1 { String::new() } else { format!("{count} × ") };
        writeln!(out, "{:>9}  {times}{what}", decimal(*weight))?;
    }
    writeln!(out, "{strong}{score:>9}  score{strong:#}")
}

#[derive(Serialize)]
struct Record<'a> {
    version: u8,
    verdict: &'static str,
    score: f64,
    why: &'a [String],
}

/// Writes a comparison as one line of JSON: `{"version", "verdict", "score", "why"}`; the score in
/// log-odds, higher for likelier variants.
///
/// Errors: those of `out`.
pub fn comparison_line(comparison: Comparison, why: &[String], out: &mut dyn Write) -> io::Result<()> {
    let record = Record {
        version: VERSION,
        verdict: comparison.verdict.as_str(),
        score: f64::from(comparison.score) / 1_000.0,
        why,
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// Writes the verdict on two statements for people, with its reasons.
///
/// Errors: those of `out`.
pub fn opposition(
    a: &str,
    b: &str,
    opposition: &Opposition,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let strong = paint.strong();
    writeln!(out, "{}\n{}", visible(a), visible(b))?;
    writeln!(out, "{strong}{}{strong:#}", opposition.stance.as_str())?;
    opposition.because.iter().try_for_each(|why| writeln!(out, "  {}", visible(why)))
}

/// Writes the verdict on two statements as one line of JSON: `{"version", "verdict", "score", "why"}`;
/// the score is higher for likelier contradictions.
///
/// Errors: those of `out`.
pub fn opposition_line(opposition: &Opposition, out: &mut dyn Write) -> io::Result<()> {
    let record = Record {
        version: VERSION,
        verdict: opposition.stance.as_str(),
        score: f64::from(opposition.score) / 1_000.0,
        why: &opposition.because,
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// Thousandths with their sign.
fn decimal(thousandths: i32) -> String {
    format!("{:+.3}", f64::from(thousandths) / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::names::{Weights, account};
    use crate::lexicon::Lexicon;

    fn shown(a: &str, b: &str) -> String {
        let account = account(a, b, Lexicon::builtin(), Weights::builtin());
        let mut out = Vec::new();
        comparison(a, b, &account, Paint::Plain, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_account_ends_with_its_sum() {
        let text = shown("Araghchi", "Aragchi");
        assert!(text.starts_with("Araghchi | Aragchi\nvariant: one name, spelled two ways\n"), "{text}");
        assert!(text.contains("\n  araghchi, aragchi: `g` for `gh`\n"), "{text}");
        assert!(text.trim_end().ends_with("score"), "{text}");
    }

    #[test]
    fn nothing_in_a_name_colours_the_terminal() {
        assert!(!shown("\u{1b}[31mElla", "Ella").contains('\u{1b}'));
    }

    #[test]
    fn a_line_holds_verdict_score_and_reasons() {
        let account = account("Zoë Kay", "Zoe Kay", Lexicon::builtin(), Weights::builtin());
        let mut out = Vec::new();
        comparison_line(account.comparison, &account.why(), &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line, "{\"version\":1,\"verdict\":\"style\",\"score\":-20.0,\"why\":[]}\n");
    }
}
