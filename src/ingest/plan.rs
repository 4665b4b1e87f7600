use super::list::{self, Listing, Way};
use super::own::OWN;
use super::request::{Input, Request, Source};
use super::{Format, Notice, Status, disk, sniff};
use crate::par;

/// What would become of one path, were it read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The path as the user would write it; a folder left out whole ends in `/`.
    pub path: String,
    /// The name of its story, or of the file of many; nothing when it will not be read.
    pub name: Option<String>,
    /// What it would be read as.
    pub format: Option<Format>,
    /// How it would end, as far as its first 8 KiB tell.
    pub status: Status,
    /// Why it would not be read.
    pub reason: Option<String>,
}

/// What would be read, and why not, sorted by path; looks at no more than the first 8 KiB of a
/// file, and not at standard input.
///
/// ```no_run
/// use sayso::ingest::{Request, plan};
/// let (planned, _) = plan(&Request { paths: vec!["stories".into()], ..Request::default() });
/// for one in planned {
///     println!("{} {} {}", one.path, one.status.as_str(), one.reason.unwrap_or_default());
/// }
/// ```
pub fn plan(request: &Request) -> (Vec<Planned>, Vec<Notice>) {
    let Listing { inputs, records, mut notices } = list::list(request);
    let mut planned = par::map(&inputs, foresee);
    let failed = planned.iter().filter(|one| one.status == Status::Failed);
    notices.extend(failed.map(|one| Notice {
        path: one.path.clone(),
        line: None,
        message: one.reason.clone().unwrap_or_default(),
    }));
    planned.extend(records.into_iter().map(|record| Planned {
        path: record.path,
        name: None,
        format: None,
        status: record.status,
        reason: record.reason,
    }));
    planned.sort_by(|a, b| (&a.path, a.status).cmp(&(&b.path, b.status)));
    notices.sort();
    (planned, notices)
}

fn foresee(input: &Input) -> Planned {
    let reason = match &input.source {
        Source::File(path) => disk::open(path)
            .and_then(|mut file| disk::head(&mut file))
            .and_then(|head| sniff::check(&head, input.format).map_err(str::to_owned))
            .err(),
        Source::Stdin => None,
    };
    Planned {
        path: input.path.clone(),
        name: reason.is_none().then(|| input.name.clone()),
        format: Some(input.format),
        status: match reason.as_deref() {
            None => Status::Read,
            Some(OWN) if input.way == Way::Walked => Status::Excluded,
            Some(_) => Status::Failed,
        },
        reason,
    }
}
