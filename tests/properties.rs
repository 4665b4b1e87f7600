//! Any text in, a sound result out.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use proptest::prelude::*;
use sayso::extract::Facts;
use sayso::gate::{Baseline, Config, Suppressions};
use sayso::ingest::Document;
use sayso::lexicon::Lexicon;
use sayso::resolve::Across;
use sayso::text::{Span, fold, hash_bytes, hash_folded};
use sayso::{par, pipeline, segment};
use std::time::{Duration, Instant};

/// Text that looks like news to the rules: names, verbs of saying, marks, figures, breaks.
fn newsish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Salma Hossain ".to_owned()),
        Just("Hosain ".to_owned()),
        Just("said ".to_owned()),
        Just("told the Harbour Times that ".to_owned()),
        Just("“".to_owned()),
        Just("”".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just("ʼ".to_owned()),
        Just("’".to_owned()),
        Just("[the plan] ".to_owned()),
        Just("... ".to_owned()),
        Just(", ".to_owned()),
        Just(". ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\u{a0}\n".to_owned()),
        Just("on Friday, Feb. 31, 2026 ".to_owned()),
        Just("$3.4 million ".to_owned()),
        Just("3,117 people were killed ".to_owned()),
        Just("we will never accept this agreement on the river ".to_owned()),
        Just("we will accept this agreement on the river ".to_owned()),
        "[0-9,.]{1,12} ".prop_map(|s| s),
        "\\PC{0,6}".prop_map(|s| s),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Text that looks like a configuration, a file of suppressions or a baseline.
fn settled() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{\"sayso-baseline\":1}\n".to_owned()),
        Just("[[suppress]]\n".to_owned()),
        Just("rule = \"name-variant\"\n".to_owned()),
        Just("story = 'a'\ntext = 'é'\nreason = \"\"\"".to_owned()),
        Just("expires = 2026-02-28".to_owned()),
        Just("[rules]\n".to_owned()),
        Just("name-variant = \"off\"\n".to_owned()),
        Just("[outlets]\n\"**/[a-z]{".to_owned()),
        Just("{\"story\":\"a\",\"rule\":\"b\",\"text\":\"c\",\"place\":\"00000000000000aa\"".to_owned()),
        Just("}\n".to_owned()),
        Just("\r\n".to_owned()),
        "\\PC{0,6}".prop_map(|s| s),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn fits(text: &str, span: Span) {
    assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?} of {}", text.len());
    assert!(text.get(span.range()).is_some(), "{span:?} cuts a character");
}

fn sound(document: &Document, facts: &Facts) {
    let text = &document.text;
    for claim in &facts.claims {
        for &span in claim.source.iter().chain(&claim.cue).chain(&claim.content) {
            fits(text, span);
            assert!(!span.is_empty());
        }
        assert!(!claim.content.is_empty());
    }
    for span in facts.mentions.iter().flat_map(|m| [m.span, m.name]) {
        fits(text, span);
    }
    for figure in &facts.figures {
        fits(text, figure.span);
    }
    for date in &facts.dates {
        fits(text, date.span);
    }
    for quoted in &facts.quotations {
        fits(text, quoted.span);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in prop_oneof![newsish(), "\\PC{0,300}", any::<String>()]) {
        let documents = [Document::plain("a.txt", &text)];
        let analysis = pipeline::analyse(&documents, Across::All);
        sound(&documents[0], &analysis.facts[0]);
        for finding in pipeline::check(&documents, &analysis, |_| true) {
            for &span in &finding.spans {
                fits(&text, span);
            }
            for related in &finding.related {
                fits(&text, related.place.span);
            }
        }
    }

    #[test]
    fn a_file_of_the_houses_is_understood_or_refused(text in prop_oneof![settled(), any::<String>()]) {
        for fault in [
            Config::read("f", &text).and_then(|_| Config::lines("f", &text).map(drop)).err(),
            Suppressions::read("f", &text).err(),
            Baseline::read("f", &text).err(),
        ]
        .into_iter()
        .flatten()
        {
            prop_assert!(fault.line >= 1 && fault.column >= 1 && !fault.to_string().is_empty());
        }
    }

    #[test]
    fn tokens_tile_the_text(text in prop_oneof![newsish(), any::<String>()]) {
        let document = Document::plain("a.txt", &text);
        let story = segment::read(&document, Lexicon::builtin());
        let mut end = 0;
        for (i, token) in story.tokens.iter().enumerate() {
            fits(&text, token.span);
            prop_assert!(token.span.start >= end && !token.span.is_empty());
            prop_assert_eq!(token.hash, hash_folded(story.word(i)));
            end = token.span.end;
        }
        for sentence in &story.sentences {
            fits(&text, sentence.span);
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn a_words_hash_is_that_of_its_fold(word in "\\S{0,12}") {
        prop_assert_eq!(hash_folded(&word), hash_bytes(fold(&word).as_bytes()));
    }

    #[test]
    fn threads_change_nothing(texts in prop::collection::vec(newsish(), 1..6)) {
        let documents: Vec<_> =
            texts.iter().enumerate().map(|(i, text)| Document::plain(&format!("{i}.txt"), text)).collect();
        let run = || {
            let mut analysis = pipeline::analyse(&documents, Across::All);
            let findings = pipeline::check(&documents, &analysis, |_| true);
            (std::mem::take(&mut analysis.facts), findings)
        };
        prop_assert_eq!(par::with_jobs(1, run), par::with_jobs(3, run));
    }
}

/// Every character by itself, and behind a letter, is read without a token of no length.
#[test]
fn every_character_is_read() {
    let text: String = (char::MIN..=char::MAX).flat_map(|c| [c, ' ', 'a', c, ' ']).collect();
    let document = Document::plain("a.txt", &text);
    let tokens = segment::tokens(&document, Lexicon::builtin());
    assert!(tokens.iter().all(|token| !token.span.is_empty()));
    assert!(tokens.len() > 1_000_000);
}

/// How long a run over one text takes.
fn time(text: &str) -> Duration {
    let documents = [Document::plain("a.txt", text)];
    let start = Instant::now();
    let analysis = pipeline::analyse(&documents, Across::All);
    pipeline::check(&documents, &analysis, |_| true);
    start.elapsed()
}

/// Hostile texts take time in proportion to their length: a run that grew with the square of it
/// would take hours here, so the bound can be wide.
#[test]
fn hostile_texts_take_linear_time() {
    let texts = [
        "“".repeat(10_000),
        "\"a ".repeat(50_000),
        "a ".repeat(200_000),
        "A ".repeat(200_000),
        "He said ".repeat(50_000),
        "said ".repeat(100_000),
        ", ".repeat(100_000),
        "Salma Hossain, ".repeat(30_000),
        "12 ".repeat(100_000),
        "“we will never accept this agreement on the river” ".repeat(4_000),
        "“we will never accept this agreement on the river”\n\n".repeat(4_000),
        "Police said 12 people died. ".repeat(5_000),
        "12 men and 30 women, a total of 99 ".repeat(10_000),
        "Of the 42 men, 12 and 31, made up of 12 and 9 ".repeat(5_000),
        "from 5 percent to 4 percent, up 9 percent, ".repeat(10_000),
        "10 km (9 miles) or 3 feet ".repeat(10_000),
        "three reasons: cost and noise. ".repeat(10_000),
        "three reasons:\n- cost\n".repeat(10_000),
        "The 412 men of Iran. The 421 men of Iran were killed. ".repeat(5_000),
        "1".repeat(1_000_000),
        "x".repeat(1_000_000),
        "on Friday, Feb. 31, 2026 ".repeat(20_000),
        "\n".repeat(500_000),
        "(".repeat(100_000),
        "'tis ".repeat(50_000),
    ];
    for text in texts {
        let taken = time(&text);
        let head: String = text.chars().take(20).collect();
        assert!(taken < Duration::from_secs(20), "{head}…: {taken:?}");
    }
}
