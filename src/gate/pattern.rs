use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use serde::de::{self, Deserializer};

/// Which paths a part of the configuration is for.
///
/// `*` matches within a folder, `**` across folders, `?` one character, `[a-z]` one of several and
/// `{a,b}` either. As in `.gitignore`, a pattern without `/` is for files of that name in any folder,
/// and one that ends in `/` for everything below that folder. Case counts.
///
/// ```
/// use sayso::gate::Pattern;
/// let archive = Pattern::new("archive/**")?;
/// assert!(archive.matches("archive/2019/a.txt") && !archive.matches("archive.txt"));
/// assert!(Pattern::new("*.txt")?.matches("tonight/a.txt"));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone)]
pub struct Pattern {
    written: String,
    matcher: GlobMatcher,
}

impl Pattern {
    /// Errors: what is no pattern, as a sentence.
    pub fn new(written: &str) -> Result<Self, String> {
        let mut glob = written.to_owned();
        if !glob.contains('/') {
            glob.insert_str(0, "**/");
        }
        if glob.ends_with('/') {
            glob.push_str("**");
        }
        let glob = glob.strip_prefix("./").unwrap_or(&glob);
        let built = GlobBuilder::new(glob).literal_separator(true).build();
        let matcher = built.map_err(|error| error.kind().to_string())?.compile_matcher();
        Ok(Self { written: written.to_owned(), matcher })
    }

    /// As the user has it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether it is for this path, relative to the folder of the configuration, with `/`.
    pub fn matches(&self, path: &str) -> bool {
        self.matcher.is_match(path)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, matching: &[&str], others: &[&str]) {
        let pattern = Pattern::new(pattern).expect("a pattern");
        assert!(matching.iter().all(|path| pattern.matches(path)), "{}", pattern.as_str());
        assert!(!others.iter().any(|path| pattern.matches(path)), "{}", pattern.as_str());
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        check("*.txt", &["a.txt", "x/y/a.txt"], &["a.jsonl"]);
        check("wire/*.txt", &["wire/a.txt"], &["wire/x/a.txt", "x/wire/a.txt"]);
        check("wire/", &["wire/a.txt", "wire/x/a.txt"], &["wire.txt"]);
        check("./wire/**", &["wire/a.txt"], &["a.txt"]);
        check("**/bss/*", &["bss/a.txt", "x/bss/a.txt"], &["bss/x/a.txt"]);
        assert!(Pattern::new("a[").is_err());
    }
}
