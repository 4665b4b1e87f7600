use std::io::{self, Cursor, Read};
use std::ops::Range;
use std::path::Path;

use super::jsonl::{self, Line, Lines};
use super::list::{self, Listing, Way};
use super::names::Names;
use super::own;
use super::plain::{self, Plain};
use super::request::{Input, Request, Source};
use super::tally::Tally;
use super::{Counts, Document, FileRecord, Format, Notice, Status, disk, sniff};
use crate::par;

/// How much is read before it is handed on: so much that every thread has work, so little that an
/// archive never lies in memory whole.
///
/// Unit: bytes, as the files have them. Source: what is known of a batch takes some nine times its
/// text; with half a megabyte, some 150 stories, one thread takes under 70 MB in all.
const BATCH_BYTES: u64 = 1 << 19;

/// How many stories are handed on at most at once.
///
/// Source: none; keeps a batch of tiny stories as short as one of usual ones.
const BATCH_STORIES: usize = 4096;

/// Reads the stories of a request, a batch at a time.
///
/// Stories come in the order of their files' names, those of one `.jsonl` in the order of its
/// lines, whatever the order of the paths or the number of threads. An archive is never in memory
/// whole: a batch holds some 16 MiB, or one story.
/// When all is read, [`Reader::finish`] tells how it went.
///
/// ```no_run
/// use sayso::ingest::{Reader, Request};
/// let request = Request { paths: vec!["stories".into()], ..Request::default() };
/// let mut reader = Reader::new(&request);
/// for batch in &mut reader {
///     for document in batch {
///         println!("{}: {} bytes", document.name, document.text.len());
///     }
/// }
/// println!("{} failed", reader.finish().counts().failed);
/// ```
pub struct Reader {
    inputs: Vec<Input>,
    tallies: Vec<Tally>,
    /// Of the paths that are not inputs.
    records: Vec<FileRecord>,
    notices: Vec<Notice>,
    names: Names,
    /// The input that is read from, or will be next.
    at: usize,
    /// The lines of that input, when it is a file of many stories and has been opened.
    lines: Option<Lines<Stream>>,
    stdin: Option<Stream>,
    bytes_done: u64,
    bytes: u64,
}

type Stream = Box<dyn Read + Send>;

/// How a run's reading went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// One for each path, sorted by path.
    pub records: Vec<FileRecord>,
    /// What is to be told, sorted by path and line.
    pub notices: Vec<Notice>,
}

impl Summary {
    /// A story was read and then given up: its path is now failed, or partly read if it holds others.
    pub fn give_up(&mut self, document: &Document) {
        let message = "given up: the program broke down on this story, please report it".to_owned();
        for record in self.records.iter_mut().filter(|record| record.path == document.path) {
            record.stories = record.stories.saturating_sub(1);
            record.status = if record.stories == 0 { Status::Failed } else { Status::PartlyRead };
            record.reason.get_or_insert_with(|| message.clone());
        }
        let line = document.is_line.then_some(document.line);
        self.notices.push(Notice { path: document.path.clone(), line, message });
        self.notices.sort();
    }

    /// How many paths ended in which way.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.records)
    }
}

/// How far a reader has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Files handed on or given up.
    pub files_done: usize,
    /// Files to read.
    pub files: usize,
    /// Bytes taken from files.
    pub bytes_done: u64,
    /// Bytes to read as the files had them when listed; standard input counts none.
    pub bytes: u64,
}

/// Work for the threads, and the lines that it is done on.
#[derive(Default)]
struct Batch {
    jobs: Vec<(usize, Job)>,
    lines: Vec<u8>,
    file_bytes: u64,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.jobs.len() >= BATCH_STORIES || self.file_bytes + self.lines.len() as u64 >= BATCH_BYTES
    }
}

/// One story to make of an input.
enum Job {
    File,
    Stdin(Vec<u8>),
    /// The number of a line, and where it lies in the batch.
    Line(u32, Range<usize>),
}

/// What came of a job.
#[derive(Default)]
struct Made {
    document: Option<Document>,
    /// What is to be told and loses nothing.
    remarks: Vec<String>,
    /// What was lost, and on which line.
    lost: Option<(Option<u32>, String)>,
    guessed: Option<&'static str>,
}

impl Reader {
    /// A reader of what the request leads to; the folders are walked now, no story is read yet.
    pub fn new(request: &Request) -> Self {
        Self::with_stdin(request, Box::new(io::stdin()))
    }

    /// A reader that takes this for standard input.
    pub fn with_stdin(request: &Request, stdin: Box<dyn Read + Send>) -> Self {
        let Listing { inputs, records, notices } = list::list(request);
        Self {
            bytes: inputs.iter().map(|input| input.bytes).sum(),
            tallies: inputs.iter().map(|_| Tally::default()).collect(),
            inputs,
            records,
            notices,
            names: Names::default(),
            at: 0,
            lines: None,
            stdin: Some(stdin),
            bytes_done: 0,
        }
    }

    /// The story, as the user would write it, that would be lost were a file written at this path; an
    /// output of an earlier run is none.
    pub fn would_lose(&self, output: &Path) -> Option<&str> {
        let output = disk::key(output);
        let is_there = |input: &&Input| matches!(&input.source, Source::File(path) if *path == output);
        let input = self.inputs.iter().find(is_there)?;
        let head = disk::open(&output).and_then(|mut file| disk::head(&mut file)).unwrap_or_default();
        let is_spent = head.is_empty() || own::is_own(&head);
        (input.way == Way::Named || !is_spent).then_some(input.path.as_str())
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        Progress {
            files_done: self.at,
            files: self.inputs.len(),
            bytes_done: self.bytes_done,
            bytes: self.bytes,
        }
    }

    /// How it went. Files that were not reached, because the reader was left early, count as failed.
    pub fn finish(mut self) -> Summary {
        for (i, (tally, input)) in self.tallies.into_iter().zip(self.inputs).enumerate() {
            let (record, notices) = tally.finish(&input, i < self.at);
            self.records.push(record);
            self.notices.extend(notices);
        }
        self.records.sort_by(|a, b| (&a.path, a.status).cmp(&(&b.path, b.status)));
        self.notices.sort();
        Summary { records: self.records, notices: self.notices }
    }

    /// Takes inputs until a batch is full or nothing is left.
    fn gather(&mut self) -> Batch {
        let mut batch = Batch::default();
        while !batch.is_full() && self.at < self.inputs.len() {
            match self.inputs[self.at].format {
                Format::Text => self.take_file(&mut batch),
                Format::Jsonl => self.take_line(&mut batch),
            }
        }
        batch
    }

    fn take_file(&mut self, batch: &mut Batch) {
        let input = &self.inputs[self.at];
        batch.file_bytes += input.bytes;
        self.bytes_done += input.bytes;
        match input.source {
            Source::File(_) => batch.jobs.push((self.at, Job::File)),
            Source::Stdin => match disk::read(self.stdin.take().unwrap_or(Box::new(io::empty())), 0) {
                Ok(bytes) => batch.jobs.push((self.at, Job::Stdin(bytes))),
                Err(reason) => self.lose(self.at, None, reason),
            },
        }
        self.at += 1;
    }

    fn take_line(&mut self, batch: &mut Batch) {
        if self.lines.is_none() {
            match self.open() {
                Ok(lines) => self.lines = Some(lines),
                Err(reason) => return self.close(Some(reason)),
            }
        }
        let Some(lines) = &mut self.lines else { return };
        match lines.next(&mut batch.lines) {
            Ok(Some((number, Line::Whole(range)))) => {
                self.bytes_done += range.len() as u64 + 1;
                batch.jobs.push((self.at, Job::Line(number, range)));
            }
            Ok(Some((number, Line::TooLong))) => {
                self.lose(self.at, Some(number), disk::OVER_LIMIT.to_owned());
            }
            Ok(None) => self.close(None),
            Err(error) => self.close(Some(disk::why(&error))),
        }
    }

    /// Opens the input as a file of lines, unless its first bytes speak against it.
    fn open(&mut self) -> Result<Lines<Stream>, String> {
        let input = &self.inputs[self.at];
        let mut source: Stream = match &input.source {
            Source::File(path) => Box::new(disk::open(path)?),
            Source::Stdin => self.stdin.take().unwrap_or(Box::new(io::empty())),
        };
        let head = disk::head(&mut source)?;
        sniff::check(&head, input.format)?;
        Ok(Lines::new(Box::new(Cursor::new(head).chain(source))))
    }

    /// Goes on to the next input.
    fn close(&mut self, failure: Option<String>) {
        if let Some(reason) = failure {
            self.lose(self.at, None, reason);
        }
        self.lines = None;
        self.at += 1;
    }

    fn lose(&mut self, input: usize, line: Option<u32>, message: String) {
        self.tallies[input].lose(line, message);
    }

    /// Enters what came of a job, and gives the story its name.
    fn settle(&mut self, input: usize, made: Made) -> Option<Document> {
        let tally = &mut self.tallies[input];
        let line = made.document.as_ref().filter(|document| document.is_line).map(|document| document.line);
        for remark in made.remarks {
            tally.remark(line, remark);
        }
        if let Some((line, message)) = made.lost {
            tally.lose(line, message);
        }
        if let Some(encoding) = made.guessed {
            tally.guessed(encoding);
        }
        let mut document = made.document?;
        tally.stories += 1;
        let name = self.names.give(&document.name);
        if name != document.name {
            tally.remark(line, format!("another story is called `{}`; this one is `{name}`", document.name));
            document.name = name;
        }
        Some(document)
    }
}

impl Iterator for Reader {
    type Item = Vec<Document>;

    fn next(&mut self) -> Option<Vec<Document>> {
        while self.at < self.inputs.len() {
            let batch = self.gather();
            let inputs = &self.inputs;
            let made = par::map(&batch.jobs, |(input, job)| make(&inputs[*input], job, &batch.lines));
            let jobs = batch.jobs.iter().map(|&(input, _)| input);
            let documents: Vec<_> =
                jobs.zip(made).filter_map(|(input, made)| self.settle(input, made)).collect();
            if !documents.is_empty() {
                return Some(documents);
            }
        }
        None
    }
}

/// Reads everything at once; for a few stories, and for tests.
///
/// ```no_run
/// use sayso::ingest::{Request, read};
/// let (documents, summary) = read(&Request { paths: vec!["story.txt".into()], ..Request::default() });
/// assert_eq!(documents.len(), summary.counts().stories);
/// ```
pub fn read(request: &Request) -> (Vec<Document>, Summary) {
    let mut reader = Reader::new(request);
    let documents = reader.by_ref().flatten().collect();
    (documents, reader.finish())
}

fn make(input: &Input, job: &Job, lines: &[u8]) -> Made {
    match job {
        Job::Line(number, range) => make_line(input, *number, &lines[range.clone()]),
        Job::Stdin(bytes) => make_whole(input, plain::read(bytes.clone())),
        Job::File => make_whole(input, file(input).and_then(plain::read)),
    }
}

fn file(input: &Input) -> Result<Vec<u8>, String> {
    match &input.source {
        Source::File(path) => disk::read(disk::open(path)?, input.bytes),
        Source::Stdin => Ok(Vec::new()), // standard input came with its bytes
    }
}

fn make_whole(input: &Input, plain: Result<Plain, String>) -> Made {
    let Plain { mut document, guessed, damage } = match plain {
        Ok(plain) => plain,
        Err(reason) => return Made { lost: Some((None, reason)), ..Made::default() },
    };
    document.name.clone_from(&input.name);
    document.path.clone_from(&input.path);
    document.metadata.group.clone_from(&input.group);
    let lost = damage.map(|damage| (Some(document.locate(damage.decoded).line), damage.to_string()));
    let remarks = if document.text.is_empty() { vec!["empty".to_owned()] } else { Vec::new() };
    Made { document: Some(document), remarks, lost, guessed }
}

fn make_line(input: &Input, number: u32, line: &[u8]) -> Made {
    let entry = match jsonl::parse(line) {
        Ok(entry) => entry,
        Err(reason) => return Made { lost: Some((Some(number), reason)), ..Made::default() },
    };
    let mut document = Document::default();
    document.name = entry.id;
    document.path.clone_from(&input.path);
    document.line = number;
    document.is_line = true;
    document.text = entry.text;
    document.metadata = entry.metadata;
    if document.metadata.group.is_empty() {
        document.metadata.group.clone_from(&input.group);
    }
    let mut remarks = entry.remarks;
    if document.text.is_empty() {
        remarks.push("empty".to_owned());
    }
    Made { document: Some(document), remarks, ..Made::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_given_up_is_not_read() {
        let record = |path: &str, stories| FileRecord {
            path: path.to_owned(),
            status: Status::Read,
            stories,
            reason: None,
        };
        let mut summary =
            Summary { records: vec![record("a.txt", 1), record("b.jsonl", 2)], notices: vec![] };
        summary.give_up(&Document::plain("a.txt", ""));
        assert!(!summary.counts().is_complete());
        let mut line = Document::plain("b.jsonl", "");
        (line.is_line, line.line) = (true, 2);
        summary.give_up(&line);
        let ends: Vec<_> = summary.records.iter().map(|record| (record.status, record.stories)).collect();
        assert_eq!(ends, [(Status::Failed, 0), (Status::PartlyRead, 1)]);
        assert_eq!(summary.notices.len(), 2);
    }
}
