//! Who copied whom: outlets that carry one agency's text count as one source, and a slip that they share is
//! shown once.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

#[path = "../benches/wire/mod.rs"]
mod wire;

use sayso::check::Finding;
use sayso::gate::{Gate, Suppressions, Terms};
use sayso::ingest::Document;
use sayso::pipeline;
use sayso::resolve::Across;
use std::collections::BTreeSet;

/// An agency's story.
const NCB: &str = "HALVIK, March 4 (NCB) - The harbour board closed the northern quay to lorries on Wednesday after \
divers found cracks under the old crane.

Harbour Minister Amara Okonjo said two ferries would sail from the southern basin until the piles had been looked at.

\"We will not open the quay for a single lorry until every pile has been tested by people who know what they are \
doing,\" Okonjo told reporters.

The quay was last repaired eleven years ago at a cost that the town is still paying off. Shipping agents said 42 \
lorries were waiting at the gates by noon.

Okonjo said the board would meet again on Friday to hear the divers.
";

/// Another agency's story on the same event.
const MERIDIAN: &str = "HALVIK, March 4 (Meridian) - Lorries were turned away from Halvik's northern quay on Wednesday \
when the board that runs the harbour found its crane unsafe.

\"We will not open the quay for a single lorry until every pile has been tested by people who know what they are \
doing,\" Harbour Minister Amara Okonjo said in the town hall.

Hauliers spoke of lost days and said nobody had told them anything before they reached the gates. A union of drivers \
has asked for a meeting.
";

/// The NCB's story with the slip that some of its customers share.
fn slipped() -> String {
    NCB.replace("Okonjo said the board", "Okonyo said the board")
}

/// Two agencies; one of them printed by five outlets, three of which share a slip, and by one that edits a word.
fn desk() -> Vec<Document> {
    let stories = [
        ("ncb.txt", "NCB", NCB.to_owned()),
        ("delta.txt", "Delta Daily", slipped()),
        ("harrow.txt", "Harrow Post", slipped()),
        ("lantern.txt", "Lantern", slipped()),
        ("ledger.txt", "Ledger", NCB.to_owned()),
        ("tribune.txt", "Tribune", NCB.replace("every pile", "every crane")),
        ("meridian.txt", "Meridian", MERIDIAN.to_owned()),
    ];
    let document = |(name, outlet, text): (&str, &str, String)| {
        let mut document = Document::plain(name, &text);
        document.metadata.publisher = Some(outlet.to_owned());
        document
    };
    stories.into_iter().map(document).collect()
}

/// What is shown of these stories.
fn shown(documents: &[Document], terms: Terms) -> Vec<Finding> {
    let analysis = pipeline::analyse(documents, Across::All);
    let findings = pipeline::check(documents, &analysis, |_| true);
    Gate::new(terms).judge(documents, findings).findings
}

fn names<'d>(documents: &'d [Document], finding: &Finding) -> Vec<&'d str> {
    finding.carriers.iter().map(|at| documents[at.story.index()].name.as_str()).collect()
}

#[test]
fn a_slip_that_copies_share_is_one_finding() {
    let documents = desk();
    let findings = shown(&documents, Terms::default());
    let slips: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == "name-variant").collect();
    assert_eq!(slips.len(), 1);
    assert_eq!(names(&documents, slips[0]), ["delta.txt", "harrow.txt", "lantern.txt"]);
    for place in slips[0].carriers.iter() {
        assert_eq!(place.span.of(&documents[place.story.index()].text), "Okonyo");
    }
}

#[test]
fn what_one_copy_changes_is_found() {
    let documents = desk();
    let findings = shown(&documents, Terms::default());
    let altered: Vec<&Finding> =
        findings.iter().filter(|finding| finding.rule == "quotation-altered").collect();
    assert_eq!(altered.len(), 1);
    assert_eq!(documents[altered[0].story.index()].name, "tribune.txt");
    assert_eq!(findings.len(), 2, "{findings:?}");
}

#[test]
fn copies_of_a_wrong_quotation_do_not_outvote_two_other_sources() {
    let mut documents: Vec<Document> = desk().into_iter().filter(|d| d.name != "tribune.txt").collect();
    for document in documents.iter_mut().filter(|document| document.name != "meridian.txt") {
        let mut copy = Document::plain(&document.name, &NCB.replace("every pile", "every crane"));
        copy.metadata = document.metadata.clone();
        *document = copy;
    }
    let mut own = Document::plain(
        "zodiac.txt",
        "Amara Okonjo had the crane fenced off. \"We will not open the quay for a single lorry until every pile has \
         been tested by people who know what they are doing,\" the harbour minister Amara Okonjo told Zodiac.",
    );
    own.metadata.publisher = Some("Zodiac".to_owned());
    documents.push(own);
    let findings = shown(&documents, Terms::default());
    let altered: Vec<&Finding> =
        findings.iter().filter(|finding| finding.rule == "quotation-altered").collect();
    assert_eq!(altered.len(), 1, "{findings:?}");
    let words = altered[0].spans[0].of(&documents[altered[0].story.index()].text);
    assert!(words.contains("every crane"), "{words}");
    assert_eq!(altered[0].carriers.len(), 5, "{:?}", names(&documents, altered[0]));
}

#[test]
fn all_stories_of_an_event_have_one_key_whatever_their_order() {
    let keys = |documents: &[Document]| -> BTreeSet<u64> {
        shown(documents, Terms::default()).iter().map(|finding| finding.event).collect()
    };
    let mut documents = desk();
    let forward = keys(&documents);
    assert_eq!(forward.len(), 1);
    documents.reverse();
    assert_eq!(keys(&documents), forward);
    documents.push(Document::plain("zz.txt", "It rained in Vosk."));
    assert_eq!(keys(&documents), forward);
}

#[test]
fn a_suppressed_copy_leaves_the_others() {
    let entry = "[[suppress]]\nrule = \"name-variant\"\nstory = \"delta.txt\"\ntext = \"Okonyo\"\nreason = \"printed so\"\n";
    let suppressions = Suppressions::read("sayso-suppressions.toml", entry).unwrap();
    let documents = desk();
    let findings = shown(&documents, Terms { suppressions, ..Terms::default() });
    let slips: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == "name-variant").collect();
    assert_eq!(slips.len(), 1);
    assert_eq!(documents[slips[0].story.index()].name, "harrow.txt");
}

/// Two thousand stories, forty copies of each of fifty: a slip of each and a changed quotation, and no more.
#[test]
fn forty_copies_are_not_forty_findings() {
    let documents = wire::copies(7, 2_000, 40);
    let analysis = pipeline::analyse(&documents, Across::All);
    let all = pipeline::check(&documents, &analysis, |_| true);
    let found = all.len();
    let findings = Gate::new(Terms::default()).judge(&documents, all).findings;
    assert!(found > 500, "the slips are there: {found}");
    assert!(findings.len() <= 110, "{} of {found}", findings.len());
    let slips: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == "name-variant").collect();
    let mut carried: Vec<usize> = slips.iter().map(|finding| finding.carriers.len()).collect();
    carried.sort_unstable();
    assert!(carried[0] >= 13, "{carried:?}");
}
