//! The shipped model is read, is small, and others are refused for the right reason; learning gives the
//! same file from the same stories.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]

use sayso::crf::Writer;
use sayso::extract::{Extractor, Model};
use sayso::ingest::Document;
use sayso::learn::{Annotated, Gold, Training, train};
use sayso::lexicon::Lexicon;
use sayso::{pipeline, segment};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn shipped() -> Vec<u8> {
    fs::read(root("data/claims.model")).unwrap()
}

/// The first stories of a file.
fn stories(path: &str, count: usize) -> Vec<Annotated> {
    Gold::new(path, File::open(root(path)).unwrap()).take(count).map(Result::unwrap).collect()
}

#[test]
fn the_shipped_model_is_read_and_small() {
    let bytes = shipped();
    assert!(bytes.len() <= 6_000_000, "{} bytes", bytes.len());
    let model = Model::read(&bytes).unwrap();
    assert!(model.provenance().contains("stories: "), "{}", model.provenance());
    assert!(model.write() == bytes, "what is written is not what was read");
}

#[test]
fn a_cut_altered_or_foreign_model_is_refused() {
    let bytes = shipped();
    let error = |bytes: &[u8]| Model::read(bytes).map(|_| ()).unwrap_err().to_string();
    assert_eq!(error(b"{\"id\": \"a\"}"), "it is not a sayso model");
    for length in [9, 40, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(error(&bytes[..length]), "it is cut short or damaged", "{length}");
    }
    for place in [30, bytes.len() / 3, bytes.len() - 2] {
        let mut altered = bytes.clone();
        altered[place] ^= 1;
        assert_eq!(error(&altered), "it is cut short or damaged", "{place}");
    }
    let other_features = Writer::new(7).finish();
    let expected = "it was trained with other features than this program computes; train it again";
    assert_eq!(error(&other_features), expected);
}

#[test]
fn the_same_stories_and_seed_give_the_same_model() {
    let stories = stories("tests/gold/train-a.jsonl", 6);
    let training = Training { bits: 12, ..Training::default() };
    let bytes = |training: &Training| train(&stories, training, |_| ()).model.write();
    let first = bytes(&training);
    assert!(first == bytes(&training));
    assert!(first != bytes(&Training { seed: 2, ..training }));
}

#[test]
fn what_is_learned_can_be_used() {
    let stories = stories("tests/gold/train-b.jsonl", 8);
    let trained = train(&stories, &Training { bits: 14, ..Training::default() }, |_| ());
    let model = Model::read(&trained.model.write()).unwrap();
    let extractor = Extractor { lexicon: Lexicon::builtin(), model: Some(&model) };
    let documents: Vec<Document> = stories.into_iter().map(|story| story.document).collect();
    let claims: usize = pipeline::facts(&documents, extractor).iter().map(|facts| facts.claims.len()).sum();
    assert!(claims > 40, "{claims}");
}

#[test]
fn a_story_without_words_has_no_claims() {
    for text in ["", "\n\n", "“”", "\" \"", "- -\n\n—"] {
        let document = Document::plain("a.txt", text);
        let story = segment::read(&document, Lexicon::builtin());
        assert_eq!(Extractor::builtin().read(&story).claims, [], "{text}");
    }
}
