use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use serde::de::{self, Deserializer};

/// The longest pattern. Unit: bytes. Source: the longest path that most systems take is four times that.
const LONGEST: usize = 1_000;

/// How many alternatives a pattern may have. Source: a judgement; what they can grow to is bounded so.
const ALTERNATIVES: usize = 32;

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
    /// Errors: what is no pattern, as a sentence; a pattern of more than 1,000 bytes or 32 alternatives.
    pub fn new(written: &str) -> Result<Self, String> {
        if written.len() > LONGEST || written.matches(['{', ',']).count() > ALTERNATIVES {
            return Err(format!("longer than {LONGEST} bytes, or more than {ALTERNATIVES} alternatives"));
        }
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

    #[test]
    fn a_pattern_that_would_grow_beyond_bounds_is_refused() {
        for bomb in [format!("{}b{}", "{a,".repeat(250), "}".repeat(250)), "[a-z]*?".repeat(200_000)] {
            assert!(Pattern::new(&bomb).is_err());
        }
        assert!(Pattern::new(&"[a-z]*?".repeat(100)).is_ok());
    }

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
