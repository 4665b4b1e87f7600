//! What this program wrote itself: no copy, wherever it lies.

/// What a file with text for people begins with, so that a later run knows it: `# sayso check`.
pub const OWN_HEAD: &str = "# sayso ";

/// What is said of such a file.
pub(super) const OWN: &str = "written by sayso: no copy";

/// What the other outputs begin with that may bear the name of a story.
const HEADS: &[&str] = &[
    OWN_HEAD,
    "{\"sayso-baseline\":",
    "{\n\"version\": 1,\n",
    "{\"version\":1,\n\"nodes\":",
    "{\"version\":1,\"rule\":",
    "{\"version\":1,\"verdict\":",
    "{\"version\":\"2.1.0\",\"runs\":[{\n\"tool\":{\"driver\":{\"name\":\"sayso\"",
    "\"rule\",\"severity\",\"confidence\",",
    "\"story\",\"line\",",
    "\"speaker\",\"kind\",\"spellings\",",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sayso\">",
];

/// Whether a file that begins with these bytes is an output of this program.
pub(super) fn is_own(head: &[u8]) -> bool {
    HEADS.iter().any(|own| head.starts_with(own.as_bytes())) || is_claims(head)
}

/// Whether a line has claims where a story would have its text.
fn is_claims(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"{\"version\":1,\"id\":\"") else { return false };
    let line = rest.split(|&byte| byte == b'\n').next().unwrap_or(rest);
    let at = |words: &[u8]| memchr::memmem::find(line, words).unwrap_or(usize::MAX);
    at(b"\",\"claims\":[") < at(b"\"text\":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_known_by_how_they_begin() {
        assert!(is_own(b"# sayso check\n\nNo findings\n"));
        assert!(is_own(br#"{"version":1,"id":"a.txt","claims":[{"kind":"direct","text":"so"}]}"#));
        assert!(!is_own(br#"{"version":1,"id":"a","text":"He said \",\"claims\":[ so."}"#));
        assert!(!is_own(b"error[name-variant] is what the program said.\n") && !is_own(b""));
    }
}
