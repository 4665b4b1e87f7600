//! Two names or two statements compared: an account for people, a line of JSON.

use super::json::write;
use super::text::Paint;
use super::{VERSION, visible};
use crate::extract::names::{Account, Comparison, Evidence};
use crate::resolve::{Edit, Opposition, WordingComparison};
use crate::text::Span;
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
    write(out, &record)?;
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
    write(out, &record)?;
    out.write_all(b"\n")
}

/// Writes the account of two quotations for people: the verdict, a word diff, each edit, and why.
///
/// In the diff `[-words-]` are only in the first and `{+words+}` only in the second; `…` is what one of
/// them has before or behind.
///
/// Errors: those of `out`.
pub fn wording(
    a: &str,
    b: &str,
    comparison: &WordingComparison,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (strong, faint) = (paint.strong(), paint.faint());
    let verdict = comparison.wording;
    writeln!(out, "{strong}{}{strong:#}: {}", verdict.as_str(), verdict.says())?;
    if comparison.share > 0 {
        writeln!(out, "\n  {}", diff(a, b, comparison, paint))?;
    }
    if !comparison.edits.is_empty() {
        writeln!(out, "\n{faint}edits{faint:#}")?;
        comparison.edits.iter().try_for_each(|edit| writeln!(out, "  {}", edited(a, b, edit)))?;
    }
    writeln!(out, "\n{faint}because{faint:#}")?;
    comparison.because.iter().try_for_each(|why| writeln!(out, "  {}", visible(why)))
}

/// Writes the verdict on two quotations as one line of JSON: `{"version", "verdict", "score", "why"}`;
/// the score is the share of the shorter one's words that are the same, in the same order.
///
/// Errors: those of `out`.
pub fn wording_line(a: &str, b: &str, comparison: &WordingComparison, out: &mut dyn Write) -> io::Result<()> {
    let mut why = comparison.because.clone();
    why.extend(comparison.edits.iter().map(|edit| edited(a, b, edit)));
    let record = Record {
        version: VERSION,
        verdict: comparison.wording.as_str(),
        score: f64::from(comparison.share) / 1_000.0,
        why: &why,
    };
    write(out, &record)?;
    out.write_all(b"\n")
}

/// White space joined, nothing in it that could command a terminal.
fn plain(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

/// The class of an edit and its words: ``content: `tunnel` for `bridge` ``.
fn edited(a: &str, b: &str, edit: &Edit) -> String {
    let (own, other) = (plain(edit.b.of(b)), plain(edit.a.of(a)));
    let class = edit.class.as_str();
    match (edit.a.is_empty(), edit.b.is_empty()) {
        (_, true) => format!("{class}: no `{other}`"),
        (true, false) => format!("{class}: `{own}` added"),
        (false, false) => format!("{class}: `{own}` for `{other}`"),
    }
}

/// The second text with what the first has in its stead.
fn diff(a: &str, b: &str, comparison: &WordingComparison, paint: Paint) -> String {
    let (gone, added) = (paint.gone(), paint.added());
    let mut pieces: Vec<String> = Vec::new();
    let hangs = |text: &str| text.chars().any(char::is_alphanumeric);
    let outside = |span: Span, text: &str| {
        let before = text.get(..span.start as usize).is_some_and(hangs);
        (before, text.get(span.end as usize..).is_some_and(hangs))
    };
    let (a_edge, b_edge) = (outside(comparison.a_span, a), outside(comparison.b_span, b));
    if a_edge.0 || b_edge.0 {
        pieces.push("…".to_owned());
    }
    let mut at = comparison.b_span.start;
    for edit in &comparison.edits {
        pieces.push(plain(Span::new(at, edit.b.start.max(at)).of(b)));
        if !edit.a.is_empty() {
            pieces.push(format!("{gone}[-{}-]{gone:#}", plain(edit.a.of(a))));
        }
        if !edit.b.is_empty() {
            pieces.push(format!("{added}{{+{}+}}{added:#}", plain(edit.b.of(b))));
        }
        at = at.max(edit.b.end);
    }
    pieces.push(plain(Span::new(at, comparison.b_span.end.max(at)).of(b)));
    if a_edge.1 || b_edge.1 {
        pieces.push("…".to_owned());
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces.join(" ")
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

    fn diffed(a: &str, b: &str) -> String {
        let mut out = Vec::new();
        wording(a, b, &crate::pipeline::compare_quotations(a, b), Paint::Plain, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_diff_shows_what_only_one_of_them_has() {
        let text = diffed(
            "We will rebuild the northern bridge before the first winter storms arrive.",
            "rebuild the northern tunnel before the first winter storms",
        );
        assert!(text.starts_with("altered: one utterance in other words\n"), "{text}");
        let diff = "\n  … rebuild the northern [-bridge-] {+tunnel+} before the first winter storms …\n";
        assert!(text.contains(diff), "{text}");
        assert!(text.contains("\n  content: `tunnel` for `bridge`\n"), "{text}");
    }

    #[test]
    fn what_has_nothing_in_common_has_no_diff() {
        assert_eq!(
            diffed("Rain fell.", "Snow comes."),
            "unrelated: not one utterance\n\nbecause\n  0 of the 2 words of the shorter quotation are the same, in the same order\n"
        );
        assert!(
            !diffed("\u{1b}[31mthe harbour will close", "\u{1b}[31mthe harbour may close").contains('\u{1b}')
        );
    }

    #[test]
    fn a_line_of_two_quotations_ends_with_its_edits() {
        let (a, b) =
            ("the northern bridge will close in spring", "the northern bridge will not close in spring");
        let mut out = Vec::new();
        wording_line(a, b, &crate::pipeline::compare_quotations(a, b), &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert!(line.starts_with("{\"version\":1,\"verdict\":\"negated\",\"score\":1.0,"), "{line}");
        assert!(line.ends_with("\"negation: `not` added\"]}\n"), "{line}");
    }
}
