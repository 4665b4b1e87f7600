//! Where reports go: standard output, or files that appear whole or not at all.

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context as _, bail};
use sayso::ingest::OWN_HEAD;
use sayso::report::Paint;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How much is gathered before it is written. Unit: bytes.
const BUFFER: usize = 1 << 16;

/// What a file of UTF-8 may begin with, so that Excel knows it for one.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One output of a run.
#[derive(Debug)]
pub(super) struct Sink {
    out: BufWriter<Inner>,
    /// Whether a closed pipe is borne in silence, because other outputs must go on.
    forgiving: bool,
    closed: bool,
}

#[derive(Debug)]
enum Inner {
    Stdout(AutoStream<Stdout>),
    /// A file beside its target, renamed when whole. It is made by the first write: until then the
    /// folder may be an input that is being listed.
    Staged {
        file: Option<NamedTempFile>,
        target: PathBuf,
    },
    /// A device or pipe, which cannot be renamed over.
    Device(File),
}

impl Sink {
    /// Standard output, or the file of this name.
    ///
    /// Errors: there is no such folder, or a folder of this name.
    pub(super) fn open(file: Option<&Path>) -> anyhow::Result<Self> {
        let inner = match file {
            // text is only painted when it may be: nothing is left to be stripped
            None => Inner::Stdout(AutoStream::always(io::stdout())),
            Some(path) => stage(path).with_context(|| format!("cannot write {}", path.display()))?,
        };
        Ok(Self { out: BufWriter::with_capacity(BUFFER, inner), forgiving: false, closed: false })
    }

    /// As [`Sink::open`], for text: a file begins with a line by which a later run knows it.
    ///
    /// Errors: those of [`Sink::open`].
    pub(super) fn headed(file: Option<&Path>, command: &str) -> anyhow::Result<Self> {
        let mut sink = Self::open(file)?;
        if let Inner::Staged { .. } = sink.out.get_ref() {
            writeln!(sink, "{OWN_HEAD}{command}\n")?;
        }
        Ok(sink)
    }

    /// The sink, bearing a closed pipe in silence.
    pub(super) fn forgiving(mut self) -> Self {
        self.forgiving = true;
        self
    }

    /// The sink, begun with a byte order mark.
    ///
    /// Errors: it could not be written.
    pub(super) fn marked(mut self) -> anyhow::Result<Self> {
        self.write_all(BYTE_ORDER_MARK.as_bytes())?;
        Ok(self)
    }

    /// Whether text for people may be coloured here.
    pub(super) fn paint(&self) -> Paint {
        let coloured = match self.out.get_ref() {
            Inner::Stdout(_) => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            Inner::Staged { .. } | Inner::Device(_) => false,
        };
        if coloured { Paint::Ansi } else { Paint::Plain }
    }

    /// Whether it is standard output.
    pub(super) fn is_stdout(&self) -> bool {
        matches!(self.out.get_ref(), Inner::Stdout(_))
    }

    /// Makes the output appear; gives whether its reader had gone away.
    ///
    /// Errors: it could not be written or renamed; the file is then as it was before.
    pub(super) fn commit(mut self) -> anyhow::Result<bool> {
        self.flush()?;
        let closed = self.closed;
        if let Inner::Staged { file, target } =
            self.out.into_inner().map_err(io::IntoInnerError::into_error)?
        {
            persist(file, &target).with_context(|| format!("cannot write {}", target.display()))?;
        }
        Ok(closed)
    }

    fn bear<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if self.forgiving && error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            result => result,
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.bear(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.bear(flushed, ())
    }
}

impl Write for Inner {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Staged { file, target } => {
                let made = file.take().map_or_else(|| new_file(target), Ok)?;
                file.insert(made).write(bytes)
            }
            Self::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Staged { file, .. } => file.as_mut().map_or(Ok(()), Write::flush),
            Self::Device(file) => file.flush(),
        }
    }
}

/// Renames a whole file to its target; one that was never written to is an empty one.
fn persist(file: Option<NamedTempFile>, target: &Path) -> io::Result<()> {
    let file = file.map_or_else(|| new_file(target), Ok)?;
    file.as_file().sync_all()?;
    file.persist(target)?;
    Ok(())
}

/// A file that will appear at the path, or at what a link there points to.
fn stage(path: &Path) -> io::Result<Inner> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&target) {
        Ok(known) if known.is_dir() => return Err(io::Error::from(ErrorKind::IsADirectory)),
        Ok(known) if !known.is_file() => {
            return Ok(Inner::Device(File::options().write(true).open(&target)?));
        }
        Ok(_) | Err(_) => {}
    }
    if !fs::metadata(folder_of(&target))?.is_dir() {
        return Err(io::Error::from(ErrorKind::NotADirectory));
    }
    Ok(Inner::Staged { file: None, target })
}

/// Refuses to write over one of these files, each with what it is.
///
/// Errors: the output is one of them, under whatever name.
pub(super) fn spare(output: &Path, kept: &[(&str, Option<PathBuf>)]) -> anyhow::Result<()> {
    let Ok(target) = fs::canonicalize(output) else { return Ok(()) }; // what is not there cannot be lost
    let is_it = |path: &PathBuf| fs::canonicalize(path).is_ok_and(|path| path == target);
    match kept.iter().find(|(_, path)| path.as_ref().is_some_and(is_it)) {
        Some((what, _)) => bail!("{} is not written: it is {what} of this run", output.display()),
        None => Ok(()),
    }
}

/// Where an output will stand, however its path is written.
pub(super) fn place(output: &Path) -> PathBuf {
    let folder = || fs::canonicalize(folder_of(output)).ok();
    let new = || output.file_name().zip(folder()).map(|(name, folder)| folder.join(name));
    fs::canonicalize(output).ok().or_else(new).unwrap_or_else(|| output.to_owned())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file beside the target, with the rights of any other new file.
#[cfg(unix)]
fn new_file(target: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let rights = fs::Permissions::from_mode(0o666); // less the user's own mask
    tempfile::Builder::new().prefix(".sayso-").permissions(rights).tempfile_in(folder_of(target))
}

/// A temporary file beside the target.
#[cfg(not(unix))]
fn new_file(target: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".sayso-").tempfile_in(folder_of(target))
}
