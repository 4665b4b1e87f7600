//! The stories that the arguments name: the one place where the commands get them from.

use super::args::Reading;
use sayso::ingest::{Document, FileRecord, Notice, Status};
use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Stories in a fixed order, whatever that of the arguments, and in the end what became of the paths.
pub(super) struct Reader {
    queue: VecDeque<(String, PathBuf, bool)>,
    open: Option<(String, Box<dyn BufRead>, u32, usize)>,
    stdin_name: Option<String>,
    trail: Trail,
}

/// What became of the paths.
#[derive(Debug, Default)]
pub(super) struct Trail {
    pub(super) files: Vec<FileRecord>,
    pub(super) notices: Vec<Notice>,
}

/// Every story at once.
pub(super) struct Inputs {
    pub(super) documents: Vec<Document>,
    pub(super) trail: Trail,
}

/// Reads everything.
pub(super) fn read(reading: &Reading, mut seen: impl FnMut(usize)) -> Inputs {
    let mut reader = Reader::open(reading);
    let mut documents = Vec::new();
    loop {
        let batch = reader.batch(super::commands::BATCH);
        seen(batch.len());
        if batch.is_empty() {
            return Inputs { documents, trail: reader.close() };
        }
        documents.extend(batch);
    }
}

impl Reader {
    /// Finds the files; reads none yet.
    pub(super) fn open(reading: &Reading) -> Self {
        let mut found = BTreeMap::new();
        for path in &reading.paths {
            find(path, &mut found);
        }
        let queue = found.into_iter().map(|(path, (name, named))| (name, path, named)).collect();
        Self { queue, open: None, stdin_name: reading.stdin_name.clone(), trail: Trail::default() }
    }

    /// The next stories, at most so many; none when all are read.
    pub(super) fn batch(&mut self, most: usize) -> Vec<Document> {
        let mut batch = Vec::new();
        while batch.len() < most {
            match self.next() {
                Some(document) => batch.push(document),
                None => break,
            }
        }
        batch
    }

    /// What became of the paths.
    pub(super) fn close(self) -> Trail {
        self.trail
    }

    fn next(&mut self) -> Option<Document> {
        loop {
            if let Some(document) = self.next_line() {
                return Some(document);
            }
            let (name, path, named) = self.queue.pop_front()?;
            if let Some(document) = self.begin(name, &path, named) {
                return Some(document);
            }
        }
    }

    fn begin(&mut self, name: String, path: &Path, named: bool) -> Option<Document> {
        let shown = path.display().to_string();
        let stdin = shown == "-";
        let name = if stdin { self.stdin_name.clone().unwrap_or(name) } else { name };
        let ending = Path::new(&name).extension().and_then(|e| e.to_str()).unwrap_or("").to_owned();
        if ending == "jsonl" {
            match source(path) {
                Ok(source) => self.open = Some((shown, source, 0, 0)),
                Err(error) => self.end(shown, Status::Failed, 0, Some(error.to_string())),
            }
            return None;
        }
        if ending != "txt" && !stdin {
            let status = if named && path.exists() { Status::Failed } else { Status::Excluded };
            let missing = named && !path.exists();
            let (status, why) =
                if missing { (Status::Failed, "no such file") } else { (status, "not a format we read") };
            self.end(shown, status, 0, Some(why.to_owned()));
            return None;
        }
        let mut bytes = Vec::new();
        match source(path).and_then(|mut source| source.read_to_end(&mut bytes)) {
            Ok(_) => {
                let mut document = Document::plain(&name, &String::from_utf8_lossy(&bytes));
                document.path.clone_from(&shown);
                self.end(shown, Status::Read, 1, None);
                Some(document)
            }
            Err(error) => {
                self.end(shown, Status::Failed, 0, Some(error.to_string()));
                None
            }
        }
    }

    fn next_line(&mut self) -> Option<Document> {
        let (path, source, line, stories) = self.open.as_mut()?;
        let mut text = String::new();
        loop {
            text.clear();
            *line += 1;
            if !matches!(source.read_line(&mut text), Ok(1..)) {
                let (path, _, _, stories) = self.open.take()?;
                let bad = self.trail.notices.iter().any(|notice| notice.path == path);
                let status = if bad { Status::PartlyRead } else { Status::Read };
                self.end(path, status, stories, bad.then(|| "a line was not read".to_owned()));
                return None;
            }
            let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            let member = |name: &str| value.get(name).and_then(|v| v.as_str());
            let (Some(id), Some(body)) = (member("id"), member("text")) else {
                let message = "is not an object with `id` and `text`".to_owned();
                self.trail.notices.push(Notice { path: path.clone(), line: Some(*line), message });
                continue;
            };
            let mut document = Document::plain(id, body);
            document.path.clone_from(path);
            (document.line, document.is_line) = (*line, true);
            document.metadata.publisher = member("publisher").map(str::to_owned);
            document.metadata.title = member("title").map(str::to_owned);
            document.metadata.date = member("date").and_then(|date| date.parse().ok());
            document.metadata.group = member("group").unwrap_or("").to_owned();
            *stories += 1;
            return Some(document);
        }
    }

    fn end(&mut self, path: String, status: Status, stories: usize, reason: Option<String>) {
        self.trail.files.push(FileRecord { path, status, stories, reason });
    }
}

fn source(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    #[expect(clippy::disallowed_methods, reason = "`cli` opens files")]
    let file = std::fs::File::open(path)?;
    Ok(Box::new(BufReader::new(file)))
}

/// By path: the story's name, and whether the path was named.
fn find(path: &Path, found: &mut BTreeMap<PathBuf, (String, bool)>) {
    if !path.is_dir() {
        found.insert(path.to_owned(), (slashed(path), true));
        return;
    }
    for entry in ignore::Walk::new(path).flatten().filter(|entry| !entry.path().is_dir()) {
        let name = slashed(entry.path().strip_prefix(path).unwrap_or(entry.path()));
        found.entry(entry.into_path()).or_insert((name, false));
    }
}

fn slashed(path: &Path) -> String {
    path.display().to_string().replace('\\', "/").trim_start_matches("./").to_owned()
}
