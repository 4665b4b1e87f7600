//! ClaimReview of schema.org: what is claimed by whom, with the verdict left to a person.

use super::{Batch, Document, Items, Report, Run, address, urn_of};
use crate::extract::{Claim, Facts, PartyKind};
use crate::report::place;
use crate::text::StoryId;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

const OPENING: &str = "{\"@context\":\"https://schema.org\",\n\"@graph\":[";

/// One review a claim; null is what a person fills in.
pub(in crate::report) struct Reviews<'w> {
    items: Items<'w>,
}

impl<'w> Reviews<'w> {
    pub(in crate::report) fn new(out: &'w mut dyn Write) -> Self {
        Self { items: Items::new(OPENING, out) }
    }
}

impl Report for Reviews<'_> {
    fn add(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        for (story, document, facts) in batch.stories() {
            for claim in &facts.claims {
                self.items.item(&Review::new(batch, (story, document, facts), claim))?;
            }
        }
        Ok(())
    }

    fn close(&mut self, _run: &Run<'_>) -> io::Result<()> {
        self.items.end("]}")
    }
}

/// A review that nobody has written yet.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Review {
    #[serde(rename = "@type")]
    sort: &'static str,
    #[serde(rename = "@id")]
    id: String,
    claim_reviewed: String,
    item_reviewed: Value,
    url: Option<&'static str>,
    author: Value,
    date_published: Option<&'static str>,
    review_rating: Value,
}

impl Review {
    fn new(batch: &Batch<'_>, (story, document, facts): (StoryId, &Document, &Facts), claim: &Claim) -> Self {
        let words = place::all_words(document, &claim.content).join(" … ");
        let date = claim.date.or(facts.head.date.map(|(date, _)| date)).map(|date| date.to_string());
        Self {
            sort: "ClaimReview",
            id: urn_of("review", document, claim),
            item_reviewed: json!({
                "@type": "Claim",
                "text": words,
                "author": author(batch, story, claim),
                "description": attribution(document, claim),
                "datePublished": date,
                "appearance": appearance(document, facts, claim),
            }),
            claim_reviewed: words,
            url: None,
            author: json!({"@type": "Organization", "name": null, "url": null}),
            date_published: None,
            review_rating: json!({
                "@type": "Rating", "ratingValue": null, "bestRating": null, "worstRating": null,
                "alternateName": null,
            }),
        }
    }
}

/// Who makes the claim, where the copy tells; a document makes none.
fn author(batch: &Batch<'_>, story: StoryId, claim: &Claim) -> Option<Value> {
    let name = batch.speaker(story, claim.speaker)?;
    let (_, facts) = batch.story(story)?;
    let sort = match facts.parties.get(claim.speaker?.0 as usize)?.kind {
        PartyKind::Person => "Person",
        PartyKind::Body | PartyKind::Government | PartyKind::Group => "Organization",
        PartyKind::Document => return None,
    };
    Some(json!({"@type": sort, "name": name}))
}

/// The attribution as printed: `told: “the minister”`, so that a person can check who is meant.
fn attribution(document: &Document, claim: &Claim) -> Option<String> {
    let source = place::all_words(document, &claim.source).join(" … ");
    let cue = place::all_words(document, &claim.cue).join(" … ");
    match (source.is_empty(), cue.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("attributed by “{cue}”")),
        (false, true) => Some(format!("attributed to “{source}”")),
        (false, false) => Some(format!("attributed to “{source}” by “{cue}”")),
    }
}

/// The story, and the bytes of it that hold the claim.
fn appearance(document: &Document, facts: &Facts, claim: &Claim) -> Value {
    let [start, end] = place::range(document, place::of_claim(claim));
    let headline = facts.head.headline.map(|span| place::words(document, span));
    let outlet = facts.head.outlet.as_ref();
    json!({
        "@type": "NewsArticle",
        "identifier": format!("{}#bytes={start}-{end}", document.name),
        "url": address(document),
        "headline": document.metadata.title.clone().or(headline),
        "datePublished": facts.head.date.map(|(date, _)| date.to_string()),
        "publisher": outlet.map(|name| json!({"@type": "Organization", "name": name})),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn written(batch: &Batch<'_>) -> Value {
        let mut out = Vec::new();
        let mut reviews = Reviews::new(&mut out);
        reviews.add(batch).unwrap();
        reviews.close(&Run::default()).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_review_has_its_claim_and_no_verdict() {
        let documents = sample::documents();
        let (facts, cast) = (sample::facts(&documents), sample::cast(&documents));
        let batch = Batch { documents: &documents, facts: &facts, cast: Some(&cast), ..Batch::default() };
        let value = written(&batch);
        assert_eq!(value["@context"], "https://schema.org");
        let reviews = value["@graph"].as_array().unwrap();
        assert_eq!(reviews.len(), 2);
        let review = &reviews[1];
        assert_eq!(review["@type"], "ClaimReview");
        assert_eq!(review["claimReviewed"], "the cost at more than $18 million");
        assert!(review["reviewRating"]["ratingValue"].is_null() && review["url"].is_null(), "{review}");
        let claim = &review["itemReviewed"];
        assert_eq!(claim["author"], json!({"@type": "Person", "name": "Amara Okonyo"}));
        assert_eq!(claim["description"], "attributed to “She” by “put”");
        assert_eq!(claim["datePublished"], "2026-03-04");
        assert_eq!(claim["appearance"]["publisher"]["name"], "HCN");
        assert_eq!(claim["appearance"]["identifier"], "wire/bridge.txt#bytes=282-315");
    }

    #[test]
    fn a_run_without_claims_is_a_whole_document() {
        assert_eq!(written(&Batch::default())["@graph"], json!([]));
    }
}
