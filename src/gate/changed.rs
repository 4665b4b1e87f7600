use super::Root;
use std::borrow::Cow;
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
    odd: Vec<String>,
}

impl Changed {
    /// Reads a list of paths as they are seen from the current folder, each ended by a NUL (where there
    /// is one) or by a line's end. What is no UTF-8 in a path is shown, and compared, as U+FFFD.
    ///
    /// Errors: a path in quotation marks, which is how git writes unusual names without `-z`; a list in
    /// UTF-16.
    pub fn read(list: &[u8], root: &Root) -> Result<Self, String> {
        if list.starts_with(b"\xff\xfe") || list.starts_with(b"\xfe\xff") {
            return Err("the list of changed files is UTF-16: write it as UTF-8".to_owned());
        }
        let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(list);
        let by_nul = list.contains(&0);
        let mut changed = Self::default();
        for path in list.split(|&byte| byte == if by_nul { 0 } else { b'\n' }) {
            let path = if by_nul { path } else { path.strip_suffix(b"\r").unwrap_or(path) };
            let shown = String::from_utf8_lossy(path);
            if !by_nul && shown.len() > 1 && shown.starts_with('"') && shown.ends_with('"') {
                return Err(format!(
                    "{shown} stands in quotation marks: ask git for names ended by NUL, with -z"
                ));
            }
            if path.is_empty() {
                continue;
            }
            if let Cow::Owned(odd) = &shown {
                changed.odd.push(odd.clone());
            }
            changed.files.insert(root.path(Path::new(&*shown)));
        }
        Ok(changed)
    }

    /// The paths that are no UTF-8, as they are shown.
    pub fn odd(&self) -> &[String] {
        &self.odd
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
        let odd = Changed::read(b"a.txt\0caf\xe9.txt\0", &root).expect("a list");
        assert!(odd.holds("wire/caf\u{fffd}.txt") && odd.holds("wire/a.txt") && odd.odd().len() == 1);
        assert!(Changed::read(b"\xff\xfea\0", &root).is_err());
        assert!(files("\"b\\303\\274.txt\"\n").is_err());
    }
}
