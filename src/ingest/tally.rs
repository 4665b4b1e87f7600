use super::list::Way;
use super::own::OWN;
use super::request::Input;
use super::{FileRecord, Notice, Status};

/// How many notices one file may give before the rest is only counted.
///
/// Source: none; a file of a million bad lines shall not fill the memory or the screen.
const NOTICES_A_FILE: usize = 1000;

/// What one input has given so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub stories: usize,
    lost: usize,
    reason: Option<String>,
    told: Vec<(Option<u32>, String)>,
    untold: usize,
}

impl Tally {
    /// Something is to be told, nothing is lost.
    pub(super) fn remark(&mut self, line: Option<u32>, message: String) {
        if self.told.len() < NOTICES_A_FILE {
            self.told.push((line, message));
        } else {
            self.untold += 1;
        }
    }

    /// Something could not be read: a line, or the file.
    pub(super) fn lose(&mut self, line: Option<u32>, message: String) {
        self.lost += 1;
        if line.is_none() || self.reason.is_none() {
            self.reason = Some(message.clone());
        }
        self.remark(line, message);
    }

    /// The encoding was guessed.
    pub(super) fn guessed(&mut self, encoding: &str) {
        self.reason.get_or_insert_with(|| format!("read as {encoding}, a guess"));
    }

    /// The record and the notices of the input; `is_read` when it was read to its end.
    pub(super) fn finish(mut self, input: &Input, is_read: bool) -> (FileRecord, Vec<Notice>) {
        if input.way == Way::Walked && self.reason.as_deref() == Some(OWN) {
            let (path, reason) = (input.path.clone(), self.reason);
            return (FileRecord { path, status: Status::Excluded, stories: 0, reason }, Vec::new());
        }
        if !is_read {
            self.lose(None, "not read to its end: the run stopped before".to_owned());
        } else if self.stories == 0 && self.lost == 0 {
            self.remark(None, "empty: there is no story in it".to_owned());
        }
        if self.lost > 1 {
            self.reason = self.reason.map(|first| format!("{} places, among them: {first}", self.lost));
        }
        let status = match (self.lost, self.stories) {
            (0, _) => Status::Read,
            (_, 0) => Status::Failed,
            (_, _) => Status::PartlyRead,
        };
        if self.untold > 0 {
            self.told.push((None, format!("{} more notices are not shown", self.untold)));
        }
        let notice = |(line, message)| Notice { path: input.path.clone(), line, message };
        let notices = self.told.into_iter().map(notice).collect();
        let path = input.path.clone();
        (FileRecord { path, status, stories: self.stories, reason: self.reason }, notices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Format;
    use crate::ingest::list::Way;
    use crate::ingest::request::Source;

    fn input() -> Input {
        Input {
            name: "a.jsonl".to_owned(),
            path: "a.jsonl".to_owned(),
            group: ".".to_owned(),
            format: Format::Jsonl,
            way: Way::Walked,
            source: Source::Stdin,
            bytes: 0,
        }
    }

    #[test]
    fn a_file_ends_by_what_it_gave_and_lost() {
        let status = |stories, lost| {
            let mut tally = Tally { stories, ..Tally::default() };
            (0..lost).for_each(|line| tally.lose(Some(line), "bad".to_owned()));
            tally.finish(&input(), true).0.status
        };
        assert_eq!(status(2, 0), Status::Read);
        assert_eq!(status(2, 1), Status::PartlyRead);
        assert_eq!(status(0, 1), Status::Failed);
        assert_eq!(status(0, 0), Status::Read);
    }

    #[test]
    fn notices_beyond_measure_are_counted() {
        let mut tally = Tally::default();
        (0..NOTICES_A_FILE as u32 + 5).for_each(|line| tally.lose(Some(line), "bad".to_owned()));
        let (record, notices) = tally.finish(&input(), true);
        assert_eq!(notices.len(), NOTICES_A_FILE + 1);
        assert_eq!(notices.last().unwrap().message, "5 more notices are not shown");
        assert_eq!(record.reason.unwrap(), "1005 places, among them: bad");
    }
}
