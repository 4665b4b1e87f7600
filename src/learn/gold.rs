//! Annotated stories and files of claims: one JSON object a line.

use super::FigureMark;
use crate::extract::Facts;
use crate::ingest::{self, Document, Line, Lines, STORY_LIMIT};
use crate::text::Span;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use std::io::{self, Read};

/// One claim, marked by hand or predicted; all that is scored of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Annotation {
    /// Who the claim is attributed to; may be empty.
    pub source: Vec<Span>,
    /// The words that attribute; may be empty.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
    /// The resolved party behind the source.
    pub speaker: Option<String>,
    /// How sure the claim is. Unit: fraction of one.
    pub confidence: Option<f64>,
}

impl Annotation {
    /// The claims of a story as `sayso claims` gives them.
    ///
    /// ```
    /// use sayso::{extract::Extractor, ingest::Document, learn::Annotation, pipeline};
    /// let story = Document::plain("a.txt", "Anwar Hossain said that rain would come.");
    /// let facts = pipeline::facts(&[story], Extractor::builtin());
    /// assert_eq!(Annotation::all(&facts[0])[0].speaker.as_deref(), Some("Anwar Hossain"));
    /// ```
    pub fn all(facts: &Facts) -> Vec<Self> {
        let name = |party: crate::extract::PartyId| Some(facts.parties.get(party.0 as usize)?.name.clone());
        let claims = facts.claims.iter().map(|claim| Self {
            source: claim.source.to_vec(),
            cue: claim.cue.to_vec(),
            content: claim.content.to_vec(),
            speaker: claim.speaker.and_then(name).map(String::from),
            confidence: Some(f64::from(claim.confidence.as_percent()) / 100.0),
        });
        claims.collect()
    }

    fn spans(&self) -> [(&'static str, &[Span]); 3] {
        [("source", &self.source), ("cue", &self.cue), ("content", &self.content)]
    }
}

/// Why annotated stories cannot be scored, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct Unusable {
    /// The file.
    pub path: String,
    /// Its line, when one is at fault.
    pub line: Option<u32>,
    /// What is wrong there.
    pub message: String,
}

/// A story with its claims.
#[derive(Debug, Clone, Default)]
pub struct Annotated {
    /// The text, under its `id`, with title, date, publisher and group where the line gives them.
    pub document: Document,
    /// Its claims, in the order of the line; every span lies in the text, on character boundaries.
    pub claims: Vec<Annotation>,
    /// Its figures, in text order; none when the line has no list of them.
    pub figures: Option<Vec<FigureMark>>,
    /// Members that were left aside, and why.
    pub remarks: Vec<String>,
    /// Whether it is a story of the desk's own, which counts for more where the two differ.
    pub own: bool,
}

/// The stories of an annotated file, one after the other; ends with the first that is not usable.
///
/// **Shape:** `{"id", "text", "claims": [{"source": [[start, end], …], "cue": …, "content": …,
/// "speaker": "…"}]}`, one a line; roles and speaker may be missing. `figures`, where the line has
/// them, as `tests/gold/README.md` tells. **Units:** bytes of the text's
/// UTF-8, end excluded. **Errors:** a line that is no such object, a second story of one id, a span
/// that is empty, outside the text or inside a character, a file without stories.
///
/// ```
/// use sayso::learn::Gold;
/// let line = r#"{"id": "a", "text": "It rains, he said.", "claims": [{"content": [[0, 8]]}]}"#;
/// let stories: Vec<_> = Gold::new("gold.jsonl", line.as_bytes()).collect::<Result<_, _>>()?;
/// assert_eq!(stories[0].claims.len(), 1);
/// # Ok::<(), sayso::learn::Unusable>(())
/// ```
#[derive(Debug)]
pub struct Gold<R> {
    objects: Objects<R>,
    ended: bool,
}

impl<R: Read> Gold<R> {
    /// The stories of `source`, which messages call `path`.
    pub fn new(path: &str, source: R) -> Self {
        Self { objects: Objects::new(path, source), ended: false }
    }

    fn read(&mut self) -> Result<Option<Annotated>, Unusable> {
        match self.objects.next()? {
            Some(object) => story(&self.objects.path, &object)
                .map(Some)
                .map_err(|message| self.objects.unusable(Some(object.line), message)),
            None if self.objects.seen.is_empty() => Err(self.objects.unusable(None, "no documents".into())),
            None => Ok(None),
        }
    }
}

impl<R: Read> Iterator for Gold<R> {
    type Item = Result<Annotated, Unusable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let read = self.read().transpose();
        self.ended = !matches!(read, Some(Ok(_)));
        read
    }
}

/// The claims of a stored file, by the id of their story.
#[derive(Debug)]
pub struct Predictions {
    path: String,
    /// The ids in the order of the file: what is left over at the end is told by the first.
    ids: Vec<String>,
    claims: HashMap<String, (u32, Vec<Annotation>)>,
}

impl Predictions {
    /// Reads the whole of `source`, which messages call `path`.
    ///
    /// **Errors:** as those of [`Gold`], but for what needs a text, which predictions do without.
    pub fn read(path: &str, source: impl Read) -> Result<Self, Unusable> {
        let mut objects = Objects::new(path, source);
        let mut predictions = Self { path: path.to_owned(), ids: Vec::new(), claims: HashMap::new() };
        while let Some(object) = objects.next()? {
            let found = claims(&object).map_err(|message| objects.unusable(Some(object.line), message))?;
            predictions.ids.push(object.id.clone());
            predictions.claims.insert(object.id, (object.line, found));
        }
        Ok(predictions)
    }

    /// The claims predicted for a story; none if the file has nothing on it.
    ///
    /// **Errors:** a span that is empty, outside the text or inside a character.
    pub fn take(&mut self, document: &Document) -> Result<Option<Vec<Annotation>>, Unusable> {
        let Some((line, found)) = self.claims.remove(&document.name) else { return Ok(None) };
        let unusable = |message| Unusable { path: self.path.clone(), line: Some(line), message };
        fit(&document.name, &document.text, &found).map_err(unusable)?;
        Ok(Some(found))
    }

    /// **Errors:** predictions are left that no gold story asked for.
    pub fn finish(&self) -> Result<(), Unusable> {
        let Some(first) = self.ids.iter().find(|id| self.claims.contains_key(*id)) else { return Ok(()) };
        let message =
            format!("{} predicted documents are not in the gold set, such as {first}", self.claims.len());
        let line = self.claims.get(first).map(|(line, _)| *line);
        Err(Unusable { path: self.path.clone(), line, message })
    }
}

/// A line that holds an object with an id and a list of claims.
struct Object {
    line: u32,
    id: String,
    members: Map<String, Value>,
    /// The line itself.
    bytes: Vec<u8>,
}

/// The objects of a file, each with an id of its own.
#[derive(Debug)]
struct Objects<R> {
    path: String,
    lines: Lines<R>,
    seen: HashSet<String>,
}

impl<R: Read> Objects<R> {
    fn new(path: &str, source: R) -> Self {
        Self { path: path.to_owned(), lines: Lines::new(source), seen: HashSet::new() }
    }

    fn unusable(&self, line: Option<u32>, message: String) -> Unusable {
        Unusable { path: self.path.clone(), line, message }
    }

    fn next(&mut self) -> Result<Option<Object>, Unusable> {
        let mut bytes = Vec::new();
        let next = self.lines.next(&mut bytes).map_err(|error| self.unusable(None, why(&error)))?;
        let Some((line, read)) = next else { return Ok(None) };
        let object = match read {
            Line::Whole(range) => object(line, &bytes[range]),
            Line::TooLong => Err(format!("over the limit of {} MiB a story", STORY_LIMIT >> 20)),
        };
        let object = object.map_err(|message| self.unusable(Some(line), message))?;
        if !self.seen.insert(object.id.clone()) {
            let message = format!("{}: a second document with this id", object.id);
            return Err(self.unusable(Some(line), message));
        }
        Ok(Some(object))
    }
}

fn why(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}

fn object(line: u32, bytes: &[u8]) -> Result<Object, String> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| format!("not JSON: {error}"))?;
    let Value::Object(members) = value else { return Err("no string `id`".to_owned()) };
    let id = members.get("id").and_then(Value::as_str).ok_or("no string `id`")?.to_owned();
    if !members.get("claims").is_some_and(Value::is_array) {
        return Err(format!("{id}: no list `claims`"));
    }
    Ok(Object { line, id, members, bytes: bytes.to_owned() })
}

fn story(path: &str, object: &Object) -> Result<Annotated, String> {
    if !object.members.get("text").is_some_and(Value::is_string) {
        return Err(format!("{}: no string `text`", object.id));
    }
    let claims = claims(object)?;
    // the line is read a second time, as `sayso claims` reads it, so that both see one story
    let entry = ingest::parse(&object.bytes)?;
    fit(&entry.id, &entry.text, &claims)?;
    let figures = FigureMark::read(object.members.get("figures"), &entry.text);
    let figures = figures.map_err(|what| format!("{} {what}", object.id))?;
    let mut document = Document::default();
    document.name = entry.id;
    document.path = path.to_owned();
    document.line = object.line;
    document.is_line = true;
    document.text = entry.text;
    document.metadata = entry.metadata;
    Ok(Annotated { document, claims, figures, remarks: entry.remarks, own: false })
}

fn claims(object: &Object) -> Result<Vec<Annotation>, String> {
    let list = object.members.get("claims").and_then(Value::as_array).into_iter().flatten();
    let claim = |(n, value)| claim(value).map_err(|what| format!("{} claim {n}: {what}", object.id));
    list.enumerate().map(claim).collect()
}

fn claim(value: &Value) -> Result<Annotation, String> {
    let members = value.as_object().ok_or("not an object")?;
    let spans = |role| spans(role, members.get(role).unwrap_or(&Value::Null));
    Ok(Annotation {
        source: spans("source")?,
        cue: spans("cue")?,
        content: spans("content")?,
        speaker: speaker(members.get("speaker"))?,
        confidence: confidence(members.get("confidence"))?,
    })
}

fn speaker(value: Option<&Value>) -> Result<Option<String>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) => Ok(Some(name.clone()).filter(|name| !name.trim().is_empty())),
        Some(other) => Err(format!("`speaker` {other} is not a string")),
    }
}

fn confidence(value: Option<&Value>) -> Result<Option<f64>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_f64().filter(|share| (0.0..=1.0).contains(share)) {
            Some(share) => Ok(Some(share)),
            None => Err(format!("`confidence` {value} is not a number from 0 to 1")),
        },
    }
}

/// The spans of a role; whatever Python calls false stands for none.
fn spans(role: &str, value: &Value) -> Result<Vec<Span>, String> {
    let is_none = match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Array(_) | Value::Bool(true) => false,
    };
    match value {
        Value::Array(list) => list.iter().map(|one| span(role, one)).collect(),
        _ if is_none => Ok(Vec::new()),
        _ => Err(format!("`{role}` is not a list of [start, end]")),
    }
}

fn span(role: &str, value: &Value) -> Result<Span, String> {
    let ends = match value.as_array().map(Vec::as_slice) {
        Some([Value::Number(start), Value::Number(end)]) => Some((start, end)),
        _ => None,
    };
    let is_whole = |number: &serde_json::Number| number.is_i64() || number.is_u64();
    let (start, end) = ends
        .filter(|(start, end)| is_whole(start) && is_whole(end))
        .ok_or_else(|| format!("{role} {value} is not [start, end]"))?;
    let narrow = |number: &serde_json::Number| u32::try_from(number.as_u64()?).ok();
    match (narrow(start), narrow(end)) {
        (Some(start), Some(end)) => Ok(Span::new(start, end)),
        _ => Err(format!("{role} {value} is empty or outside the text")),
    }
}

/// Holds claims against the text that they are about.
fn fit(id: &str, text: &str, claims: &[Annotation]) -> Result<(), String> {
    for (n, claim) in claims.iter().enumerate() {
        for (role, spans) in claim.spans() {
            for &span in spans {
                fits(text, span).map_err(|what| {
                    format!("{id} claim {n}: {role} [{}, {}] {what}", span.start, span.end)
                })?;
            }
        }
    }
    Ok(())
}

fn fits(text: &str, span: Span) -> Result<(), String> {
    if span.is_empty() || span.end as usize > text.len() {
        Err(format!("is empty or outside the text (0..{} bytes)", text.len()))
    } else if text.get(span.range()).is_none() {
        Err("cuts a UTF-8 character: offsets must be bytes, not characters".to_owned())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a gold file.
    #[track_caller]
    fn refused(lines: &str, message: &str) {
        let read: Result<Vec<_>, _> = Gold::new("gold.jsonl", lines.as_bytes()).collect();
        assert_eq!(read.unwrap_err().to_string(), format!("gold.jsonl{message}"));
    }

    fn claim_line(claim: &str) -> String {
        format!(r#"{{"id": "d", "text": "Díaz left.", "claims": [{claim}]}}"#)
    }

    #[test]
    fn a_story_comes_with_its_claims_and_metadata() {
        let line = r#"{"id": "d", "title": "Rain", "date": "2026-02-07", "text": "Díaz left.", "claims":
            [{"content": [[6, 10]], "source": [[0, 5]], "cue": null, "speaker": "Ana Díaz"}]}"#
            .replace('\n', " ");
        let stories: Vec<_> =
            Gold::new("gold.jsonl", format!("\n{line}").as_bytes()).map(Result::unwrap).collect();
        let [story] = &stories[..] else { panic!("{stories:?}") };
        assert_eq!((story.document.name.as_str(), story.document.line), ("d", 2));
        assert_eq!(story.document.metadata.title.as_deref(), Some("Rain"));
        assert_eq!(story.claims[0].source, [Span::new(0, 5)]);
        assert_eq!(story.claims[0].cue, []);
        assert_eq!(story.claims[0].speaker.as_deref(), Some("Ana Díaz"));
    }

    #[test]
    fn a_malformed_line_is_named() {
        refused("", ": no documents");
        refused("{", ":1: not JSON: EOF while parsing an object at line 1 column 1");
        refused("[]", ":1: no string `id`");
        refused(r#"{"id": 1}"#, ":1: no string `id`");
        refused(r#"{"id": "d"}"#, ":1: d: no list `claims`");
        refused(r#"{"id": "d", "claims": []}"#, ":1: d: no string `text`");
        let good = claim_line("");
        refused(&format!("{good}\n\n{good}"), ":3: d: a second document with this id");
    }

    #[test]
    fn a_malformed_claim_is_named() {
        for (claim, message) in [
            ("\"x\"", "not an object"),
            (r#"{"content": "x"}"#, "`content` is not a list of [start, end]"),
            (r#"{"content": [[true, 5]]}"#, "content [true,5] is not [start, end]"),
            (r#"{"cue": [[1.0, 5]]}"#, "cue [1.0,5] is not [start, end]"),
            (r#"{"cue": [[1]]}"#, "cue [1] is not [start, end]"),
            (r#"{"cue": [[-1, 3]]}"#, "cue [-1,3] is empty or outside the text"),
            (r#"{"source": [[5, 5]]}"#, "source [5, 5] is empty or outside the text (0..11 bytes)"),
            (r#"{"source": [[5, 12]]}"#, "source [5, 12] is empty or outside the text (0..11 bytes)"),
            (
                r#"{"source": [[0, 2]]}"#,
                "source [0, 2] cuts a UTF-8 character: offsets must be bytes, not characters",
            ),
            (r#"{"speaker": 1}"#, "`speaker` 1 is not a string"),
            (r#"{"confidence": 93}"#, "`confidence` 93 is not a number from 0 to 1"),
        ] {
            refused(&claim_line(claim), &format!(":1: d claim 0: {message}"));
        }
    }

    #[test]
    fn what_python_calls_false_is_no_span() {
        let line = claim_line(r#"{"content": false, "source": 0, "cue": ""}"#);
        let story = Gold::new("gold.jsonl", line.as_bytes()).next().unwrap().unwrap();
        assert_eq!(story.claims, [Annotation::default()]);
    }

    #[test]
    fn predictions_are_held_against_the_text_they_are_about() {
        let read = |claims: &str| {
            let line = format!("\n{{\"id\": \"d\", \"claims\": [{claims}]}}");
            Predictions::read("pred.jsonl", line.as_bytes()).unwrap()
        };
        let document = Document::plain("d", "Díaz left.");
        assert_eq!(read("").take(&document).unwrap(), Some(Vec::new()));
        assert_eq!(read("").take(&Document::plain("e", "")).unwrap(), None);
        let cut = read(r#"{"content": [[0, 2]]}"#).take(&document).unwrap_err().to_string();
        assert!(cut.starts_with("pred.jsonl:2: d claim 0: content [0, 2] cuts"), "{cut}");
        let left = read("").finish().unwrap_err().to_string();
        assert_eq!(left, "pred.jsonl:2: 1 predicted documents are not in the gold set, such as d");
    }
}
