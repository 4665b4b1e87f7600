//! GraphML and GEXF in the hands of a library that other people keep: what it reads is what JSON holds.
//!
//! It needs Python with networkx; without, the test says so. Both formats are also held against what their
//! schemas ask for in the order of elements, by hand.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may fail loudly")]
#![allow(clippy::print_stderr, reason = "a test says what it could not try")]

use assert_cmd::Command;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, process};
use tempfile::TempDir;

const INPUTS: [&str; 2] = ["data/stories", "tests/browser/hostile.jsonl"];

fn graph(folder: &TempDir, format: &str, input: &str) -> PathBuf {
    let file = folder.path().join(format!("graph.{format}"));
    let mut sayso = Command::cargo_bin("sayso").unwrap();
    sayso.args(["graph", "--config", "none", "--format", format, input, "-o"]).arg(&file);
    assert!(sayso.output().unwrap().status.success());
    file
}

/// What the JSON holds, as `read.py` tells what it read.
fn known(folder: &TempDir, input: &str) -> Value {
    let json: Value = serde_json::from_slice(&fs::read(graph(folder, "json", input)).unwrap()).unwrap();
    let nodes = json["nodes"].as_array().unwrap().iter();
    let nodes: BTreeMap<&str, Value> =
        nodes.map(|node| (node["id"].as_str().unwrap(), json!([node["kind"], node["text"]]))).collect();
    let edges = json["edges"].as_array().unwrap().iter();
    let mut edges: Vec<[&str; 3]> =
        edges.map(|edge| ["from", "to", "kind"].map(|name| edge[name].as_str().unwrap())).collect();
    edges.sort_unstable();
    json!({"directed": true, "nodes": nodes, "edges": edges})
}

#[test]
fn another_library_reads_what_was_written() {
    for input in INPUTS {
        let folder = TempDir::new().unwrap();
        let files = ["graphml", "gexf"].map(|format| graph(&folder, format, input));
        let mut python = process::Command::new("python3");
        let read = python.arg("tests/graphs/read.py").args(&files).output();
        let Some(read) = read.ok().filter(|read| !read.stderr.ends_with(b"No module named 'networkx'\n"))
        else {
            eprintln!("no library read the graphs: that needs python3 with networkx");
            return;
        };
        let told = String::from_utf8_lossy(&read.stderr);
        let value: Value = serde_json::from_slice(&read.stdout).unwrap_or_else(|_| panic!("{told}"));
        let known = known(&folder, input);
        assert!(known["nodes"].as_object().unwrap().len() > 5, "{input}");
        assert_eq!(value["graphml"], known, "{input}");
        match value.get("gexf") {
            Some(gexf) => assert_eq!(*gexf, known, "{input}"),
            None => eprintln!("this networkx is too old for GEXF 1.3: only GraphML was read"),
        }
    }
}

/// Every element with the elements that it stands in, and its attributes.
fn elements(file: PathBuf) -> Vec<(String, Vec<String>)> {
    let xml = fs::read_to_string(file).unwrap();
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut path, mut found): (Vec<String>, Vec<_>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                path.push(tag.name().as_ref().to_owned());
                let names = tag.attributes().map(|one| one.unwrap().key.as_ref().to_owned());
                found.push((path.join("/"), names.collect()));
            }
            Event::End(_) => drop(path.pop()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// What stands where: element paths, and for each the attributes that must and those that may be there.
type Schema = &'static [(&'static str, &'static [&'static str], &'static [&'static str])];

/// Source: the schema of GEXF 1.3, as far as it is used here.
const GEXF: Schema = &[
    ("gexf", &["xmlns", "version"], &[]),
    ("gexf/meta", &[], &[]),
    ("gexf/meta/creator", &[], &[]),
    ("gexf/meta/description", &[], &[]),
    ("gexf/graph", &["mode", "defaultedgetype"], &[]),
    ("gexf/graph/attributes", &["class"], &[]),
    ("gexf/graph/attributes/attribute", &["id", "title", "type"], &[]),
    ("gexf/graph/nodes", &[], &[]),
    ("gexf/graph/nodes/node", &["id", "label"], &[]),
    ("gexf/graph/nodes/node/attvalues", &[], &[]),
    ("gexf/graph/nodes/node/attvalues/attvalue", &["for", "value"], &[]),
    ("gexf/graph/edges", &[], &[]),
    ("gexf/graph/edges/edge", &["id", "source", "target"], &["label", "weight"]),
    ("gexf/graph/edges/edge/attvalues", &[], &[]),
    ("gexf/graph/edges/edge/attvalues/attvalue", &["for", "value"], &[]),
];

/// Source: the schema of GraphML 1.0 and yEd's `ygraphml`, as far as they are used here.
const GRAPHML: Schema = &[
    ("graphml", &["xmlns", "xmlns:y"], &[]),
    ("graphml/key", &["id", "for"], &["attr.name", "attr.type", "yfiles.type"]),
    ("graphml/graph", &["id", "edgedefault"], &[]),
    ("graphml/graph/node", &["id"], &[]),
    ("graphml/graph/node/data", &["key"], &[]),
    ("graphml/graph/node/data/y:ShapeNode", &[], &[]),
    ("graphml/graph/node/data/y:ShapeNode/y:Geometry", &["width", "height"], &[]),
    ("graphml/graph/node/data/y:ShapeNode/y:NodeLabel", &[], &[]),
    ("graphml/graph/node/data/y:ShapeNode/y:Shape", &["type"], &[]),
    ("graphml/graph/edge", &["source", "target"], &["id"]),
    ("graphml/graph/edge/data", &["key"], &[]),
];

#[test]
fn every_element_stands_where_its_schema_has_it() {
    for input in INPUTS {
        for (format, schema) in [("graphml", GRAPHML), ("gexf", GEXF)] {
            let folder = TempDir::new().unwrap();
            let mut last = BTreeMap::new();
            for (number, (path, attributes)) in elements(graph(&folder, format, input)).iter().enumerate() {
                let Some((_, must, may)) = schema.iter().find(|(own, _, _)| own == path) else {
                    panic!("{format}: no {path}");
                };
                assert!(
                    must.iter().all(|name| attributes.iter().any(|one| one == name)),
                    "{path}: {attributes:?}"
                );
                let known = |one: &String| must.contains(&one.as_str()) || may.contains(&one.as_str());
                assert!(attributes.iter().all(known), "{path}: {attributes:?}");
                last.entry(path.clone()).or_insert(number);
            }
            let order = schema.iter().filter_map(|(path, _, _)| last.get(*path));
            assert!(order.is_sorted(), "{format}: the parts stand in the order of the schema");
        }
    }
}

fn drawn(arguments: &[&str]) -> process::Output {
    let mut sayso = Command::cargo_bin("sayso").unwrap();
    sayso.args(["graph", "--config", "none", "data/stories"]).args(arguments).output().unwrap()
}

#[test]
fn a_picture_around_a_speaker_reaches_the_outlets() {
    for what in ["--around", "--timeline"] {
        let picture = String::from_utf8(drawn(&["--format", "svg", what, "Dorokhova"]).stdout).unwrap();
        for outlet in ["Harrow Post", "Lantern", "NCB"] {
            assert!(picture.contains(&format!(">{outlet}</text>")), "{what}: {outlet}");
        }
    }
}

#[test]
fn a_timeline_is_a_picture_of_somebody() {
    for (arguments, told) in [
        (
            &["--format", "json", "--timeline", "Dorokhova"][..],
            "error: --timeline is a picture: --format svg\n",
        ),
        (&["--timeline", "Nobody At All"], "error: no speaker is called Nobody At All"),
    ] {
        let out = drawn(arguments);
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(String::from_utf8(out.stderr).unwrap().starts_with(told), "{arguments:?}");
    }
}
