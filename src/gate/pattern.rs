use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::Deserialize;
use serde::de::{self, Deserializer};

/// The longest pattern. Unit: bytes. Source: the longest path that most systems take is four times that.
const LONGEST: usize = 1_000;

/// How many alternatives a pattern may have. Source: a judgement; what they can grow to is bounded so.
const ALTERNATIVES: usize = 32;

/// Which paths a part of the configuration is for, written as in a `.gitignore` in its folder.
///
/// `*` matches within a folder, `**` across folders, `?` one character, `[a-z]` one of several; besides,
/// `{a,b}` is either. A pattern with a `/` before its end stands for a path from the folder of the
/// configuration, one without for a name in any folder; what is below a folder that matches, matches.
/// Of several patterns for one path the last one counts, and one that begins with `!` takes out again.
/// Case counts.
///
/// ```
/// use sayso::gate::Patterns;
/// let archive = Patterns::new(vec!["/archive/".into(), "!archive/2026/**".into()])?;
/// assert!(archive.matches("archive/2019/a.txt") && !archive.matches("archive/2026/a.txt"));
/// assert!(Patterns::new(vec!["*.txt".into()])?.matches("tonight/a.txt"));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone)]
pub struct Patterns {
    written: Vec<String>,
    rules: Gitignore,
}

impl Patterns {
    /// Errors, as a sentence: what is no pattern, or a comment; patterns that only take out; a pattern of
    /// more than 1,000 bytes or 32 alternatives.
    pub fn new(written: Vec<String>) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new("");
        builder.allow_unclosed_class(false);
        for pattern in &written {
            add(pattern, &mut builder)?;
        }
        if !written.is_empty() && written.iter().all(|pattern| pattern.starts_with('!')) {
            return Err("patterns with `!` take out again what others before them match".to_owned());
        }
        let rules = builder.build().map_err(why)?;
        Ok(Self { written, rules })
    }

    /// As the user has them.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// Whether they are for this path, relative to the folder of the configuration, with `/`.
    pub fn matches(&self, path: &str) -> bool {
        // a path outside of that folder begins with `/`: names match there as well
        self.rules.matched_path_or_any_parents(path.trim_start_matches('/'), false).is_ignore()
    }
}

fn add(pattern: &str, builder: &mut GitignoreBuilder) -> Result<(), String> {
    if pattern.len() > LONGEST || pattern.matches(['{', ',']).count() > ALTERNATIVES {
        return Err(format!("longer than {LONGEST} bytes, or more than {ALTERNATIVES} alternatives"));
    }
    if pattern.starts_with('#') {
        return Err("a pattern with `#` at its beginning is a comment; write `\\#`".to_owned());
    }
    if pattern.trim_matches(['!', '/', ' ']).is_empty() {
        return Err("an empty pattern".to_owned());
    }
    let from_here = pattern.strip_prefix("./").map(|rest| format!("/{rest}"));
    builder.add_line(None, from_here.as_deref().unwrap_or(pattern)).map_err(why)?;
    Ok(())
}

/// What is wrong, without the pattern: the line is shown.
fn why(error: ignore::Error) -> String {
    if let ignore::Error::Glob { err, .. } = error { err } else { error.to_string() }
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(pattern: &str) -> Result<Patterns, String> {
        Patterns::new(vec![pattern.to_owned()])
    }

    #[test]
    fn a_pattern_that_would_grow_beyond_bounds_is_refused() {
        for bomb in [format!("{}b{}", "{a,".repeat(250), "}".repeat(250)), "[a-z]*?".repeat(200_000)] {
            assert!(one(&bomb).is_err());
        }
        assert!(one(&"[a-z]*?".repeat(100)).is_ok());
    }

    #[test]
    fn what_would_never_match_is_refused() {
        for nothing in ["", "  ", "# archive", "/", "!", "!archive/", "a["] {
            assert!(one(nothing).is_err(), "{nothing}");
        }
    }

    #[track_caller]
    fn check(patterns: &[&str], matching: &[&str], others: &[&str]) {
        let patterns = Patterns::new(patterns.iter().map(|&p| p.to_owned()).collect()).expect("patterns");
        let (lost, wrong) =
            (matching.iter().find(|p| !patterns.matches(p)), others.iter().find(|p| patterns.matches(p)));
        assert_eq!((lost, wrong), (None, None), "{:?}", patterns.written());
    }

    /// As `git check-ignore` says of the same patterns and paths.
    #[test]
    fn patterns_are_those_of_gitignore() {
        check(&["*.txt"], &["a.txt", "x/y/a.txt"], &["a.jsonl"]);
        check(&["wire/*.txt"], &["wire/a.txt"], &["wire/x/a.txt", "x/wire/a.txt"]);
        check(&["/wire/*.txt"], &["wire/a.txt"], &["wire/x/a.txt", "x/wire/a.txt"]);
        check(&["wire/"], &["wire/a.txt", "wire/x/a.txt", "x/wire/a.txt"], &["wire.txt", "wire"]);
        check(&["/wire/"], &["wire/a.txt", "wire/x/a.txt"], &["x/wire/a.txt"]);
        check(&["wire"], &["wire", "wire/a.txt", "x/wire/a.txt"], &["wire.txt"]);
        check(&["./wire/**"], &["wire/a.txt"], &["a.txt", "x/wire/a.txt"]);
        check(&["**/bss/*"], &["bss/a.txt", "x/bss/a.txt", "bss/x/a.txt"], &["bss"]);
        check(&["a/**/b.txt"], &["a/b.txt", "a/x/y/b.txt"], &["b.txt"]);
        check(&["archive/**", "!archive/keep.txt"], &["archive/a.txt"], &["archive/keep.txt", "a.txt"]);
        check(&["!a.txt", "*.txt"], &["a.txt"], &[]);
        check(&["\\#a.txt", "\\!b.txt"], &["#a.txt", "!b.txt"], &["a.txt"]);
        check(&["{a,b}.txt"], &["a.txt", "b.txt"], &["c.txt"]);
        check(&["*"], &["/elsewhere/a.txt", "../a.txt"], &[]);
    }
}
