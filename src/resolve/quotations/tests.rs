use super::super::speakers::Speakers;
use super::super::{Across, meetings};
use super::{Alignment, Wording, WordingComparison, align, compare_wordings, verdict};
use crate::extract::{self, Facts};
use crate::ingest::Document;
use crate::lexicon::Lexicon;
use crate::segment;
use proptest::prelude::*;

fn facts(text: &str) -> Facts {
    let document = Document::plain("t", text);
    extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()))
}

fn aligned(stories: &[Facts]) -> Vec<Alignment> {
    let speakers = Speakers { speakers: Vec::new(), of_party: vec![Vec::new(); stories.len()] };
    align(stories, &speakers, (&meetings(stories, Across::All), &[]))
}

/// Two texts held against each other as quotations.
fn compared(a: &str, b: &str) -> WordingComparison {
    let read = |text: &str| {
        let document = Document::plain("quotation", text);
        extract::whole(&segment::read(&document, Lexicon::builtin()), Lexicon::builtin())
    };
    compare_wordings(&read(a), &read(b))
}

fn within(a: &str, b: &str) -> Option<Alignment> {
    aligned(&[facts(&format!("He said “{a}” at noon.\n\nHe said “{b}” at night."))]).pop()
}

/// The classes of the edits of two quotations in one story; none when they are not one utterance.
fn check(a: &str, b: &str, expected: Option<&[&str]>) {
    let found = within(a, b).map(|found| found.edits.iter().map(|e| e.class.as_str()).collect::<Vec<_>>());
    assert_eq!(found.as_deref(), expected, "{a} / {b}");
}

const BRIDGE: &str = "we will rebuild the northern bridge before the first winter storms arrive";

#[test]
fn no_more_words_are_the_same_than_there_are() {
    assert!(verdict::because(14, 11, 14)[0].starts_with("11 of the 11 words"));
    assert_eq!(verdict::because(14, 11, 9)[1], "9 of them stand in a row");
}

#[test]
fn each_difference_has_its_class() {
    check(BRIDGE, "rebuild the northern bridge before the first winter storms", Some(&[]));
    check(BRIDGE, "rebuild the northern tunnel before the first winter storms", Some(&["content"]));
    check(
        BRIDGE,
        "we will not rebuild the northern bridge before the first winter storms",
        Some(&["negation"]),
    );
    check(BRIDGE, "rebuild the bridge before the first winter storms", Some(&["content"]));
    check(BRIDGE, "rebuild a northern bridge before the first winter storms", Some(&["function"]));
    check(BRIDGE, "rebuild the ... bridge before the first winter storms", Some(&["ellipsis"]));
    check(BRIDGE, "rebuild [it] before the first winter storms arrive", Some(&["bracket"]));
    check("it took 14 ferries to save the crew", "it took 41 ferries to save the crew", Some(&["number"]));
    check(
        "by then it took 14 ferries to save the crew of the tanker",
        "it took fourteen ferries to save the crew",
        Some(&["allowed"]),
    );
    check(
        "by then it took 14 ferries to save the crew of the tanker",
        "it took 41 ferries to save the crew",
        Some(&["number"]),
    );
}

#[test]
fn a_contraction_that_is_cut_in_two_is_one_negation() {
    check(
        "every part of the harbour fails, and I don’t think anybody is surprised",
        "part of the harbour fails, and I do",
        Some(&["negation"]),
    );
    check(
        "by spring we don’t want to rebuild the northern bridge at all",
        "we do want to rebuild the northern bridge",
        Some(&["negation"]),
    );
}

#[test]
fn a_contraction_that_is_left_out_is_no_cut_edge() {
    check(
        "you can’t rebuild the northern bridge in winter. You can try",
        "you rebuild the northern bridge in winter",
        Some(&["negation"]),
    );
    check(
        "they close the northern bridge, and we didn’t know, by the way",
        "close the northern bridge, and we know",
        Some(&["negation"]),
    );
}

#[test]
fn words_that_all_are_common_lead_to_what_they_are_cut_from() {
    check(
        "I am sure that there have been many but without going back I do not know",
        "there have been many but going",
        Some(&["negation"]),
    );
}

#[test]
fn an_article_goes_with_its_insertion() {
    check(
        "rebuild the northern bridge before they close the harbour",
        "rebuild the northern bridge before the [councillors] close the harbour",
        Some(&["bracket"]),
    );
}

#[test]
fn common_words_are_enough_when_few_are_cut_from_many() {
    let whole =
        "there is no reason for pretending that the harbour is going to open because it is not going to";
    check(whole, "the harbour is going to because it is not going to", Some(&["content"]));
    check("it is going to be here now", "it is going to stay here now", None);
    check(
        "it ought to be a golden opportunity for the northern harbour to show strength",
        "it to be a golden opportunity for the northern harbour",
        Some(&["function"]),
    );
}

#[test]
fn months_apart_a_like_sentence_is_another() {
    let story = |day: &str, text: &str| {
        let document = Document::plain("t", &format!("HARROW, {day}, 2026 - He said “{text}” at noon."));
        extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()))
    };
    let (first, second) =
        ("we rebuild the northern bridge this year", "we rebuild the northern bridge that year");
    let count = |a: &str, b: &str| aligned(&[story(a, first), story(b, second)]).len();
    assert_eq!(count("Feb 7", "Feb 8"), 1);
    assert_eq!(count("Feb 7", "Jun 8"), 0);
}

#[test]
fn a_quotation_of_a_million_words_takes_bounded_time() {
    let started = std::time::Instant::now();
    let long = "the northern bridge will fall in the winter storms ".repeat(111_112);
    let compared = compared(&long, &long);
    assert_eq!(compared.wording, Wording::Identical);
    assert!(started.elapsed() < std::time::Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn ten_thousand_marks_take_bounded_time() {
    let started = std::time::Instant::now();
    let found = aligned(&[facts(&"\" ".repeat(10_000)), facts(&"“a ” ".repeat(10_000))]);
    assert!(found.is_empty());
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn other_sayings_are_not_one() {
    check(BRIDGE, "the bridge belongs to the town and to nobody else", None);
    check("we will win this vote", "we must win this vote", None);
    check("the president of the United States of America", "a friend of the United States of America", None);
}

#[test]
fn a_copy_in_another_story_is_found_whatever_the_order() {
    let story = |text: &str| facts(&format!("He said “{text}” at noon."));
    let copy = "we will rebuild the northern tunnel before the first winter storms arrive";
    let there = aligned(&[story(BRIDGE), story(copy)]);
    let back = aligned(&[story(copy), story(BRIDGE)]);
    assert_eq!((there.len(), back.len()), (1, 1));
    assert_eq!(there[0].edits.len(), back[0].edits.len());
}

#[test]
fn a_page_of_like_quotations_takes_bounded_time() {
    let text = "He said “the northern bridge will fall in the winter storms”. ".repeat(2000);
    let started = std::time::Instant::now();
    let found = aligned(&[facts(&text), facts(&text)]);
    assert!(!found.is_empty());
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn the_verdict_does_not_depend_on_who_comes_first(
        a in "(bridge|harbour|the|will|not|storms|of|freight|tunnel)( (bridge|harbour|the|will|not|storms|of|freight|tunnel)){4,14}",
        b in "(bridge|harbour|the|will|not|storms|of|freight|tunnel)( (bridge|harbour|the|will|not|storms|of|freight|tunnel)){4,14}",
    ) {
        prop_assert_eq!(within(&a, &b).is_some(), within(&b, &a).is_some());
    }

    #[test]
    fn any_two_texts_are_compared_and_every_edit_lies_in_its_text(a in "\\PC{0,80}", b in "\\PC{0,80}") {
        let compared = compared(&a, &b);
        for edit in &compared.edits {
            prop_assert!(a.get(edit.a.start as usize..edit.a.end as usize).is_some());
            prop_assert!(b.get(edit.b.start as usize..edit.b.end as usize).is_some());
        }
    }
}
