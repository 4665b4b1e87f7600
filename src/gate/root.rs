use crate::ingest::{self, Document};
use std::path::{Path, PathBuf};

/// The folder that configuration, baseline and suppressions write their paths from.
///
/// Opens nothing: a path is rewritten by its words alone.
#[derive(Debug, Clone, Default)]
pub struct Root {
    /// That folder; the current one where there is no configuration.
    pub folder: PathBuf,
    /// The folder that paths of the run are relative to.
    pub current_dir: PathBuf,
}

impl Root {
    /// A path of the run as seen from the root, with `/`; as it is where it lies outside.
    pub fn path(&self, path: &Path) -> String {
        ingest::path_from(&self.current_dir.join(path), &self.folder)
    }

    /// The file of a story as seen from the root.
    pub fn file_of(&self, document: &Document) -> String {
        let path = if document.path == "-" { &document.name } else { &document.path };
        self.path(Path::new(path))
    }

    /// What a story is called in baselines and suppressions, wherever the run started: the file, or
    /// the id of a line.
    pub fn story(&self, document: &Document) -> String {
        if document.is_line { document.name.clone() } else { self.file_of(document) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_called_the_same_wherever_the_run_started() {
        let root = |current: &str| Root { folder: "/desk".into(), current_dir: current.into() };
        let story = |path: &str| {
            let mut document = Document::plain("b.txt", "");
            path.clone_into(&mut document.path);
            document
        };
        assert_eq!(root("/desk").story(&story("a/b.txt")), "a/b.txt");
        assert_eq!(root("/desk/a").story(&story("b.txt")), "a/b.txt");
        assert_eq!(root("/desk/c").story(&story("../a/b.txt")), "a/b.txt");
        assert_eq!(root("/desk/a").story(&story("-")), "a/b.txt");
        assert_eq!(root("/desk/a").story(&story("/else/b.txt")), "/else/b.txt");
        let mut line = Document::plain("id", "");
        line.is_line = true;
        assert_eq!(root("/desk/a").story(&line), "id");
    }
}
