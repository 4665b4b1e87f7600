//! `sayso.toml`: what a house has settled once.

mod show;

pub use show::{KeyLines, Origin, Setting, Settings};

use super::{FailOn, Fault, Level, Levels, Patterns, RuleId};
use crate::resolve::Across;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::fmt::{self, Formatter};

/// What the file is called; it is looked for from the current folder upwards.
pub const CONFIG_FILE: &str = "sayso.toml";

/// What `sayso init` writes: every key, commented out, with what it does.
pub const CONFIG_SAMPLE: &str = include_str!("config/sample.toml");

/// The configuration of a house. Paths in it are relative to its folder, with `/`.
///
/// ```
/// use sayso::gate::Config;
/// let config = Config::read("sayso.toml", "[rules]\nname-shared = \"off\"\n")?;
/// assert_eq!(config.rules.len(), 1);
/// let fault = Config::read("sayso.toml", "\nfail_on = \"note\"\n").unwrap_err();
/// assert!(fault.to_string().starts_with("sayso.toml:2:1: unknown field `fail_on`"));
/// # Ok::<(), sayso::gate::Fault>(())
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "sayso.toml", description = "What a house has settled for sayso."))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// From which severity on findings fail a check; error if nothing is said.
    pub fail_on: Option<FailOn>,
    /// Which stories a check holds against each other; all if nothing is said.
    pub across: Option<Across>,
    /// The file with the findings that are known and let pass; none if nothing is said.
    pub baseline: Option<String>,
    /// The file with the findings that are let pass for a reason; sayso-suppressions.toml if that is there.
    pub suppressions: Option<String>,
    /// What the findings of a rule weigh, whatever the rule itself says.
    #[cfg_attr(test, schemars(schema_with = "schema::levels"))]
    pub rules: Levels,
    /// How names are written here.
    pub names: Names,
    /// Whose the stories of some paths are, where they do not say so themselves.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, String>"))]
    pub outlets: Outlets,
    /// What is otherwise for some paths; of several for one path, the last one that says something counts.
    pub overrides: Vec<Override>,
}

/// How names are written here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Names {
    /// A CSV file with the columns name, accepted, forbidden, role, from and to; it switches
    /// name-forbidden and name-style on.
    pub list: Option<String>,
}

/// What is otherwise for some paths.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Which paths.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub paths: Patterns,
    /// What the findings of a rule weigh there.
    #[cfg_attr(test, schemars(schema_with = "schema::levels"))]
    pub rules: Levels,
}

impl Config {
    /// Reads a configuration; `file` is what messages call it.
    ///
    /// Errors: what is no TOML, a key that there is not, a value of a wrong type, a rule that there is
    /// not, a pattern that is none; each with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        toml::from_str(text).map_err(|error| Fault::of(file, text, &error))
    }

    /// What the house says of a rule's findings in a file; nothing if it is left to the rule.
    pub fn level(&self, rule: RuleId, file: &str) -> Option<Level> {
        let of_override = |own: &Override| {
            let level = own.rules.get(&rule)?;
            own.paths.matches(file).then_some(*level)
        };
        self.overrides.iter().rev().find_map(of_override).or_else(|| self.rules.get(&rule).copied())
    }

    /// Whether a rule is off for every path.
    pub fn is_off(&self, rule: RuleId) -> bool {
        let on = |own: &Override| own.rules.get(&rule).is_some_and(|level| *level != Level::Off);
        self.rules.get(&rule) == Some(&Level::Off) && !self.overrides.iter().any(on)
    }
}

/// Names of outlets by path: of several patterns for one path the longest counts.
#[derive(Debug, Clone, Default)]
pub struct Outlets(Vec<Outlet>);

/// A pattern as it is written, what it matches, and the outlet's name.
type Outlet = (String, Patterns, String);

impl Outlets {
    /// The outlet of a file.
    pub fn of(&self, file: &str) -> Option<&str> {
        self.0.iter().find(|(_, pattern, _)| pattern.matches(file)).map(|(_, _, name)| name.as_str())
    }

    /// Whether nothing is said of any path.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The patterns with their names, longest first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(pattern, _, name)| (pattern.as_str(), name.as_str()))
    }
}

impl<'de> Deserialize<'de> for Outlets {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ByPattern)
    }
}

struct ByPattern;

/// One pattern, as it is written and as it matches.
struct Key(String, Patterns);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = String::deserialize(from)?;
        let pattern = Patterns::new(vec![written.clone()]).map_err(de::Error::custom)?;
        Ok(Self(written, pattern))
    }
}

impl<'de> Visitor<'de> for ByPattern {
    type Value = Outlets;

    fn expecting(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("patterns with the name of an outlet each")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outlets, A::Error> {
        let mut outlets: Vec<Outlet> = Vec::new();
        while let Some((Key(written, pattern), name)) = map.next_entry()? {
            outlets.push((written, pattern, name));
        }
        outlets.sort_by(|(a, _, _), (b, _, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Ok(Outlets(outlets))
    }
}

/// The schema for editors, made from the types above.
#[cfg(test)]
mod schema {
    use crate::check::RULES;
    use schemars::{Schema, SchemaGenerator, json_schema};
    use serde_json::{Map, json};

    /// A level for each rule that there is.
    pub(super) fn levels(generator: &mut SchemaGenerator) -> Schema {
        let level = generator.subschema_for::<super::Level>();
        let rule = |rule: &&crate::check::Rule| {
            let described = json!({"allOf": [level], "description": rule.meta.summary()});
            (rule.meta.id.to_owned(), described)
        };
        let properties: Map<_, _> = RULES.iter().map(rule).collect();
        json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Config {
        Config::read("sayso.toml", text).unwrap_or_else(|fault| panic!("{fault}"))
    }

    #[track_caller]
    fn check_fault(text: &str, expected: &str) {
        let fault = Config::read("sayso.toml", text).expect_err("a fault").to_string();
        assert!(fault.starts_with(expected), "{fault}");
    }

    fn rule(id: &str) -> RuleId {
        RuleId::named(id).expect("a rule")
    }

    #[test]
    fn everything_can_be_said() {
        let config = read(
            "fail-on = 'warning'\nacross = 'group'\nbaseline = 'b'\nsuppressions = 's'\n\
             [rules]\nname-shared = 'off'\n[names]\nlist = 'names.csv'\n[outlets]\n'wire/' = 'HCN'\n\
             [[overrides]]\npaths = ['archive/']\nrules = { name-variant = 'note' }\n",
        );
        assert_eq!((config.fail_on, config.across), (Some(FailOn::Warning), Some(Across::Group)));
        assert_eq!(config.outlets.of("wire/a.txt"), Some("HCN"));
        assert_eq!(config.names.list.as_deref(), Some("names.csv"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        check_fault(
            "\nfail_on = 'note'\n",
            "sayso.toml:2:1: unknown field `fail_on`, expected one of `fail-on`",
        );
        check_fault("fail-on = 3\n", "sayso.toml:1:11: ");
        check_fault("fail-on = 'warn'\n", "sayso.toml:1:11: unknown variant `warn`");
        check_fault(
            "[rules]\nname-varant = 'off'\n",
            "sayso.toml:2:1: no such rule; did you mean name-variant?",
        );
        check_fault("[rules]\nname-variant = 'of'\n", "sayso.toml:2:16: unknown variant `of`");
        check_fault("[outlets]\n'a[' = 'X'\n", "sayso.toml:2:1: ");
        check_fault("[[overrides]]\npaths = ['a[']\nrules = {}\n", "sayso.toml:2:9: unclosed");
        check_fault("[[overrides]]\npaths = ['a']\n", "sayso.toml:1:1: missing field `rules`");
        check_fault("a = \n", "sayso.toml:1:5: ");
        check_fault("fail-on = 'note'\nfail-on = 'note'\n", "sayso.toml:2:1: duplicate key");
    }

    #[test]
    fn the_last_override_that_says_something_counts() {
        let config = read(
            "[rules]\nname-variant = 'note'\nname-shared = 'off'\n\
             [[overrides]]\npaths = ['a/']\nrules = { name-variant = 'off', name-shared = 'note' }\n\
             [[overrides]]\npaths = ['a/b/']\nrules = { name-variant = 'error' }\n",
        );
        let level = |file| config.level(rule("name-variant"), file);
        assert_eq!(level("x.txt"), Some(Level::Note));
        assert_eq!(level("a/x.txt"), Some(Level::Off));
        assert_eq!(level("a/b/x.txt"), Some(Level::Error));
        assert_eq!(config.level(rule("name-given"), "x.txt"), None);
        assert!(!config.is_off(rule("name-variant")) && !config.is_off(rule("name-shared")));
        assert!(read("[rules]\nname-shared = 'off'\n").is_off(rule("name-shared")));
    }

    #[test]
    fn the_longest_pattern_names_the_outlet() {
        let config = read("[outlets]\n'*' = 'Ours'\n'wire/**' = 'HCN'\n'wire/bss/**' = 'BSS'\n");
        let of = |file| config.outlets.of(file).unwrap_or("");
        assert_eq!((of("a.txt"), of("wire/a.txt"), of("wire/bss/a.txt")), ("Ours", "HCN", "BSS"));
    }

    /// The sample with every key that it shows.
    fn sample_uncommented() -> String {
        let keys = CONFIG_SAMPLE.lines().filter_map(|line| line.strip_prefix("# "));
        let keys = keys.filter(|key| !key.starts_with('|') && (key.starts_with('[') || key.contains(" = ")));
        keys.map(|key| format!("{key}\n")).collect()
    }

    #[test]
    fn the_sample_says_nothing_and_would_be_understood() {
        let config = read(CONFIG_SAMPLE);
        assert!(config.rules.is_empty() && config.overrides.is_empty() && config.outlets.is_empty());
        let config = read(&sample_uncommented());
        assert!(config.baseline.is_some() && config.suppressions.is_some() && config.names.list.is_some());
        assert!(!config.rules.is_empty() && !config.overrides.is_empty() && !config.outlets.is_empty());
    }

    /// `SAYSO_UPDATE=1 cargo test` writes it anew.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "a test may read what is stored")]
    fn the_schema_for_editors_is_that_of_the_types() {
        let schema = schemars::schema_for!(Config);
        let fresh = format!("{}\n", serde_json::to_string_pretty(&schema).expect("a schema is JSON"));
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sayso.schema.json");
        if std::env::var_os("SAYSO_UPDATE").is_some() {
            std::fs::write(&path, &fresh).expect("the schema can be written");
        }
        assert!(std::fs::read_to_string(&path).is_ok_and(|stored| stored == fresh), "{}", path.display());
        let validator = jsonschema::validator_for(schema.as_value()).expect("a schema");
        let fits = |text: &str| validator.is_valid(&toml::from_str(text).expect("TOML"));
        assert!(fits(&sample_uncommented()));
        for wrong in [
            "fail_on = 'note'",
            "fail-on = 'warn'",
            "[rules]\nno-rule = 'off'",
            "[[overrides]]\npaths = ['a']",
        ] {
            assert!(!fits(wrong) && Config::read("sayso.toml", wrong).is_err(), "{wrong}");
        }
    }
}
