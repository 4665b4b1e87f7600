//! The configuration, and the files that it names: where they are found and read.

use super::args::Check;
use super::commands::tell_notices;
use anyhow::{Context as _, anyhow, bail};
use sayso::check::Authority;
use sayso::gate::{
    Asked, Baseline, CONFIG_FILE, Changed, Config, Fault, Gate, KeyLines, Origin, Root, SUPPRESSIONS_FILE,
    Setting, Settings, Suppressions, Terms,
};
use sayso::ingest::{Document, Notice};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The most that is read of a file that people write, and of one that the program writes, so that a
/// wrong file does not fill the memory. Unit: bytes. Source: none; a thousand times what there should be.
const MOST_WRITTEN: u64 = 4 << 20;
const MOST_RECORDED: u64 = 256 << 20;

/// What a house has settled, and where it was found.
#[derive(Debug, Default)]
pub(super) struct House {
    config: Config,
    /// The file, as the user would write it; none where there is no configuration.
    file: Option<String>,
    lines: KeyLines,
    /// Its folder as seen from the current one; paths in it start there.
    folder: PathBuf,
    root: Root,
}

impl House {
    /// The configuration of this name; without one, that of the nearest folder upwards; with `none`, none.
    ///
    /// Errors: the named file cannot be read, or what was found is not understood.
    pub(super) fn find(named: Option<&Path>) -> anyhow::Result<Self> {
        let current_dir = std::env::current_dir().unwrap_or_default(); // without one, paths stay as given
        let path = match named {
            Some(path) if path == Path::new("none") => None,
            Some(path) => Some(path.to_owned()),
            None => nearest_file(&current_dir),
        };
        let folder = path.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
        let root = Root { folder: current_dir.join(&folder), current_dir };
        let Some(path) = path else { return Ok(Self { root, ..Self::default() }) };
        let file = path.display().to_string();
        let text =
            read(&path, MOST_WRITTEN).with_context(|| format!("cannot read the configuration {file}"))?;
        let (config, lines) = (Config::read(&file, &text)?, Config::lines(&file, &text)?);
        Ok(Self { config, file: Some(file), lines, folder, root })
    }

    /// The configuration, as the user would write it; none where there is none.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.file.as_ref().map(PathBuf::from)
    }

    /// Enters the outlet that the configuration has for a story's path.
    pub(super) fn name_outlets(&self, documents: &mut [Document]) {
        if self.config.outlets.is_empty() {
            return;
        }
        for document in documents {
            let outlet = self.config.outlets.of(&self.root.file_of(document));
            document.metadata.outlet_of_path = outlet.map(str::to_owned);
        }
    }

    /// What holds in a check: arguments before configuration before defaults.
    pub(super) fn settings(&self, args: &Check) -> Settings {
        let Config { fail_on, across, baseline, suppressions, names, .. } = &self.config;
        let beside = |path: &Option<String>| path.as_ref().map(|path| Some(self.beside(path)));
        let given = |path: &Option<PathBuf>| path.as_ref().map(|path| Some(path.display().to_string()));
        let fail_when = args.fail_on.map(|least| ("--fail-on", least.into()));
        let which = args.across.map(|which| ("--across", which.into()));
        let baselines = given(&args.baseline).map(|path| ("--baseline", path));
        let lists = given(&args.names).map(|path| ("--names", path));
        Settings {
            file: self.file.clone(),
            fail_on: Setting::choose(fail_when, self.said("fail-on", *fail_on), by_default),
            across: Setting::choose(which, self.said("across", *across), by_default),
            baseline: Setting::choose(baselines, self.said("baseline", beside(baseline)), by_default),
            suppressions: Setting::choose(None, self.said("suppressions", beside(suppressions)), || {
                let own = self.folder.join(SUPPRESSIONS_FILE);
                let found =
                    own.symlink_metadata().is_ok().then(|| (Some(own.display().to_string()), Origin::Found));
                found.unwrap_or_else(by_default)
            }),
            names: Setting::choose(lists, self.said("names.list", beside(&names.list)), by_default),
            config: self.config.clone(),
            lines: self.lines.clone(),
        }
    }

    fn said<T>(&self, key: &str, value: Option<T>) -> Option<(T, Origin)> {
        let file = self.file.clone().unwrap_or_default();
        value.map(|value| (value, Origin::File(file, self.lines.get(key).copied().unwrap_or(1))))
    }

    /// A path of the configuration as it is opened.
    fn beside(&self, path: &str) -> String {
        self.folder.join(path).display().to_string()
    }

    /// What decides which findings count.
    ///
    /// Errors: a file that the settings name cannot be read or is not understood; a baseline that is to
    /// be written and has no name.
    pub(super) fn gate(&self, args: &Check, settings: &Settings) -> anyhow::Result<Gate> {
        let baseline = baseline(settings.baseline.value.as_deref().map(Path::new), args.write_baseline)?;
        Ok(Gate::new(Terms {
            config: settings.config.clone(),
            fail_on: settings.fail_on.value,
            only: args.only.clone(),
            skip: args.skip.clone(),
            across: settings.across.value,
            root: self.root.clone(),
            records: baseline.as_ref().is_some_and(|(_, is_new)| *is_new),
            baseline: baseline.map(|(baseline, _)| baseline),
            suppressions: suppressions(settings.suppressions.value.as_deref())?,
            today: args.today.unwrap_or_else(today),
            changed: args.changed.as_deref().map(|list| self.changed(list, args)).transpose()?,
        }))
    }

    fn changed(&self, list: &Path, args: &Check) -> anyhow::Result<Changed> {
        let is_stdin = list == Path::new("-");
        if is_stdin && args.reading.paths.iter().any(|path| path == list) {
            bail!("both a story and the list of changed files are to come from standard input");
        }
        let mut bytes = Vec::new();
        let read = if is_stdin {
            io::stdin().lock().take(MOST_RECORDED).read_to_end(&mut bytes)
        } else {
            File::options()
                .read(true)
                .open(list)
                .and_then(|file| file.take(MOST_RECORDED).read_to_end(&mut bytes))
        };
        read.with_context(|| format!("cannot read the list of changed files {}", list.display()))?;
        let changed = Changed::read(&bytes, &self.root).map_err(|message| anyhow!(message))?;
        let told = changed.odd().iter().map(|path| Notice {
            path: path.clone(),
            line: None,
            message: "a changed file whose name is no UTF-8: it is compared as it is shown".to_owned(),
        });
        tell_notices(&told.collect::<Vec<_>>());
        Ok(changed)
    }

    /// What a run was to look at.
    pub(super) fn asked(&self, args: &Check, is_complete: bool) -> Asked {
        let named = |path: &PathBuf| match &args.reading.stdin_name {
            Some(name) if path == Path::new("-") => self.root.path(Path::new(name)),
            Some(_) | None => self.root.path(path),
        };
        Asked { paths: args.reading.paths.iter().map(named).collect(), is_complete }
    }
}

fn by_default<T: Default>() -> (T, Origin) {
    (T::default(), Origin::Default)
}

/// The day, in the time zone that is the same everywhere: the one place that reads the clock.
fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// `sayso.toml`, `../sayso.toml` and so on: the first that is there, whatever it is.
fn nearest_file(current_dir: &Path) -> Option<PathBuf> {
    let mut folder = PathBuf::new();
    for above in current_dir.ancestors() {
        if above.join(CONFIG_FILE).symlink_metadata().is_ok() {
            return Some(folder.join(CONFIG_FILE));
        }
        folder.push("..");
    }
    None
}

/// The text of a file, which may be a link to one, but no pipe and no device.
fn read(path: &Path, most: u64) -> io::Result<String> {
    let bytes = bytes(path, most)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "not UTF-8"))
}

fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "not a file"));
    }
    let mut bytes = Vec::new();
    File::options().read(true).open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "too large"));
    }
    Ok(bytes)
}

/// The desk's list of names.
///
/// Errors: the list cannot be read, or is none.
pub(super) fn authority(path: Option<&str>) -> anyhow::Result<Authority> {
    let Some(path) = path else { return Ok(Authority::default()) };
    let list = bytes(Path::new(path), MOST_WRITTEN);
    let list = list.with_context(|| format!("cannot read the list of names {path}"))?;
    Authority::read(&list[..]).with_context(|| format!("cannot use the list of names {path}"))
}

/// The baseline, and whether it is a new one.
fn baseline(path: Option<&Path>, write: bool) -> anyhow::Result<Option<(Baseline, bool)>> {
    let Some(path) = path else {
        if write {
            bail!("--write-baseline needs a name: --baseline FILE, or `baseline` in {CONFIG_FILE}");
        }
        return Ok(None);
    };
    if path.as_os_str().is_empty() {
        bail!("the baseline has no name");
    }
    match read(path, MOST_RECORDED) {
        Ok(text) => Ok(Some((Baseline::read(&path.display().to_string(), &text)?, false))),
        Err(error) if error.kind() == ErrorKind::NotFound && write => Ok(Some((Baseline::default(), true))),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("there is no baseline {}; --write-baseline makes it", path.display())
        }
        Err(error) => Err(error).with_context(|| format!("cannot read the baseline {}", path.display())),
    }
}

fn suppressions(path: Option<&str>) -> anyhow::Result<Suppressions> {
    let Some(path) = path else { return Ok(Suppressions::default()) };
    let text = read(Path::new(path), MOST_WRITTEN)
        .with_context(|| format!("cannot read the suppressions {path}"))?;
    Suppressions::read(path, &text).map_err(|fault: Fault| fault.into())
}
