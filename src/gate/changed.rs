use super::Root;
use std::collections::BTreeSet;
use std::path::Path;

/// The files that a check is about: the others are read to be compared with them.
///
/// ```
/// use sayso::gate::{Changed, Root};
/// let changed = Changed::read(b"wire/a.txt\0b.txt\0", &Root::default())?;
/// assert!(changed.holds("wire/a.txt") && !changed.holds("a.txt"));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Changed {
    files: BTreeSet<String>,
}

impl Changed {
    /// Reads a list of paths as they are seen from the current folder, each ended by a NUL (where there
    /// is one) or by a line's end.
    ///
    /// Errors: a path in quotation marks, which is how git writes unusual names without `-z`; a list
    /// that is no UTF-8.
    pub fn read(list: &[u8], root: &Root) -> Result<Self, String> {
        let text =
            std::str::from_utf8(list).map_err(|_| "the list of changed files is no UTF-8".to_owned())?;
        let by_nul = text.contains('\0');
        let paths: Vec<&str> = if by_nul { text.split('\0').collect() } else { text.lines().collect() };
        if let Some(path) = paths.iter().find(|path| !by_nul && path.starts_with('"') && path.ends_with('"'))
        {
            return Err(format!("{path} stands in quotation marks: ask git for names ended by NUL, with -z"));
        }
        let files = paths.iter().filter(|path| !path.is_empty());
        Ok(Self { files: files.map(|path| root.path(Path::new(path))).collect() })
    }

    /// Whether a file, seen from the root, is one of them.
    pub fn holds(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_paths_by_nul_or_line() {
        let root = Root { folder: "/desk".into(), current_dir: "/desk/wire".into() };
        let files = |list: &str| Changed::read(list.as_bytes(), &root).map(|changed| changed.files);
        let expected = BTreeSet::from(["a.txt".to_owned(), "wire/b c.txt".to_owned()]);
        assert_eq!(files("../a.txt\nb c.txt\r\n").as_ref(), Ok(&expected));
        assert_eq!(files("../a.txt\0./b c.txt\0").as_ref(), Ok(&expected));
        assert_eq!(files("a\nb\0"), Ok(BTreeSet::from(["wire/a\nb".to_owned()])));
        assert_eq!(files(""), Ok(BTreeSet::new()));
        assert!(files("\"b\\303\\274.txt\"\n").is_err());
    }
}
