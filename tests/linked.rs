//! `sayso claims` as JSON-LD: what the standards require is there, and every quotation finds its place.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

/// What makes places hard to find: hard blanks, line ends of two bytes, marks that combine, characters of
/// two code units, words that stand twice.
const AWKWARD: &str = "HARBOUR CITY, March 4 (HCN) -- The harbour\u{a0}minister said on\r\n\
    Wednesday that the bridge was \"never safe\" 🌉 and would stay shut.\r\n\
    \r\n\
    \"We will not open it,\" Zoe\u{308} O\u{2019}Kañe said. \"We will not open it\u{a0}for a single lorry 🚛.\"\r\n\
    \r\n\
    \"We will not open it,\" the union said.\r\n";

fn claims(format: &str, more: &[&str], input: &str) -> Value {
    let mut sayso = Command::cargo_bin("sayso").unwrap();
    sayso.args(["claims", "--config", "none", "--format", format]).args(more).arg(input);
    serde_json::from_slice(&sayso.output().unwrap().stdout).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// How many claims the plain JSON has.
fn known(input: &str) -> usize {
    list(&claims("json", &[], input)["stories"]).iter().map(|story| list(&story["claims"]).len()).sum()
}

fn of_type<'v>(list: &'v Value, name: &str) -> Option<&'v Value> {
    list.as_array()?.iter().find(|one| one["type"] == name)
}

/// Checks every annotation against the text; gives the number of places.
fn check(text: &str, collection: &Value) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let mut places = 0;
    for annotation in list(&collection["first"]["items"]) {
        for target in list(&annotation["target"]) {
            let quote = of_type(&target["selector"], "TextQuoteSelector").unwrap();
            let position = of_type(&target["selector"], "TextPositionSelector").unwrap();
            let [prefix, exact, suffix] =
                ["prefix", "exact", "suffix"].map(|name| quote[name].as_str().unwrap());
            let [start, end] = ["start", "end"].map(|name| position[name].as_u64().unwrap() as usize);
            assert_eq!(characters[start..end].iter().collect::<String>(), exact);
            let found: Vec<usize> = text
                .match_indices(&format!("{prefix}{exact}{suffix}"))
                .map(|(at, _)| at + prefix.len())
                .collect();
            let own = characters[..start].iter().map(|c| c.len_utf8()).sum::<usize>();
            assert!(found.contains(&own), "{exact:?} is not found between {prefix:?} and {suffix:?}");
            assert_eq!(found.len(), 1, "{exact:?} is found {} times", found.len());
            places += 1;
        }
    }
    places
}

#[test]
fn a_quotation_finds_its_place_in_awkward_copy() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("bridge.txt");
    fs::write(&file, AWKWARD).unwrap();
    let input = file.to_str().unwrap();
    assert_eq!(check(AWKWARD, &claims("webannotation", &[], input)), 4);
    for ending in ["utf-16", "jsonl"] {
        let file = folder.path().join(if ending == "jsonl" { "wire.jsonl" } else { "wide.txt" });
        let wide = AWKWARD.encode_utf16().flat_map(u16::to_le_bytes);
        let bytes: Vec<u8> = match ending {
            "jsonl" => serde_json::json!({"id": "a", "text": AWKWARD}).to_string().into_bytes(),
            _ => [0xff, 0xfe].into_iter().chain(wide).collect(),
        };
        fs::write(&file, bytes).unwrap();
        assert_eq!(check(AWKWARD, &claims("webannotation", &[], file.to_str().unwrap())), 4, "{ending}");
    }
}

#[test]
fn a_quotation_finds_its_place_in_the_shipped_stories() {
    for story in ["ferry-fire/ncb-ferry-fire.txt", "ferry-fire/harrow-post-ferry-inquiry.txt"] {
        let file = format!("data/stories/{story}");
        let text = fs::read_to_string(&file).unwrap();
        assert!(check(&text, &claims("webannotation", &[], &file)) > 5, "{story}");
    }
}

/// Source: W3C Recommendation "Web Annotation Data Model", 23 February 2017, what an annotation, a
/// collection and a page must have.
#[test]
fn an_annotation_has_what_the_standard_requires() {
    let collection = claims("webannotation", &[], "data/stories");
    assert_eq!(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(
        (collection["type"].as_str(), collection["first"]["type"].as_str()),
        (Some("AnnotationCollection"), Some("AnnotationPage"))
    );
    let items = list(&collection["first"]["items"]);
    assert_eq!(items.len(), known("data/stories"));
    assert_eq!(collection["total"], items.len());
    let ids: BTreeSet<&str> = items.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), items.len(), "no two have one address");
    for item in items {
        assert!(
            item["type"] == "Annotation" && item["id"].as_str().unwrap().starts_with("urn:uuid:"),
            "{item}"
        );
        assert!(!list(&item["target"]).is_empty() && list(&item["body"]).len() >= 2, "{item}");
        assert!(list(&item["target"]).iter().all(|target| target["source"].is_string()), "{item}");
    }
}

#[test]
fn without_text_there_are_positions_and_no_words() {
    let input = "data/stories/ferry-fire";
    let collection = claims("webannotation", &["--no-text"], input);
    let items = list(&collection["first"]["items"]);
    assert_eq!(items.len(), known(input));
    for target in items.iter().flat_map(|item| list(&item["target"])) {
        assert!(of_type(&target["selector"], "TextPositionSelector").is_some());
        assert!(of_type(&target["selector"], "TextQuoteSelector").is_none());
    }
    assert!(!collection.to_string().contains("pinned a list of"));
    let mut sayso = Command::cargo_bin("sayso").unwrap();
    let out = sayso.args(["claims", "--format", "claimreview", "--no-text", input]).output().unwrap();
    assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0));
}

/// Source: schema.org 29 and Google's "Fact Check (ClaimReview) structured data".
#[test]
fn a_review_waits_for_a_person() {
    let value = claims("claimreview", &[], "data/stories");
    let reviews = list(&value["@graph"]);
    assert_eq!(
        (value["@context"].as_str(), reviews.len()),
        (Some("https://schema.org"), known("data/stories"))
    );
    for review in reviews {
        assert_eq!(review["@type"], "ClaimReview");
        assert!(!review["claimReviewed"].as_str().unwrap().is_empty(), "{review}");
        assert_eq!(review["itemReviewed"]["@type"], "Claim");
        assert_eq!(review["itemReviewed"]["appearance"]["@type"], "NewsArticle");
        let rating = review["reviewRating"].as_object().unwrap();
        assert!(rating["@type"] == "Rating" && rating.values().filter(|value| !value.is_null()).count() == 1);
        assert!(
            review["url"].is_null()
                && review["datePublished"].is_null()
                && review["author"]["name"].is_null()
        );
    }
    let authors =
        reviews.iter().filter(|review| review["itemReviewed"]["author"]["@type"] == "Person").count();
    assert!(authors > 10, "{authors}");
}

#[test]
fn hostile_copy_stays_in_its_strings() {
    for format in ["claimreview", "webannotation"] {
        let value = claims(format, &[], "tests/browser/hostile.jsonl");
        assert!(value.to_string().contains("<script"), "{format}: the words are there");
    }
}
