//! Which formats each command writes.

/// A command's formats, by name.
pub trait Format: Copy + Send + Sync + 'static {
    /// Every format, in the order in which help shows them.
    const ALL: &'static [Self];

    /// The name that the user gives.
    fn name(self) -> &'static str;

    /// The format of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }
}

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$about])* $variant,)* }

        impl Format for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    )*};
}

formats! {
    /// How findings are written.
    CheckFormat {
        /// For people: excerpts with carets, then a summary.
        Text = "text",
        /// One object: findings, counts, files, notices.
        Json = "json",
        /// One finding a line.
        Jsonl = "jsonl",
        /// One row a related place.
        Csv = "csv",
        /// SARIF 2.1.0, for code scanning and editors.
        Sarif = "sarif",
        /// Annotations of GitHub.
        Github = "github",
        /// GitLab's code quality report.
        Gitlab = "gitlab",
        /// JUnit's XML.
        Junit = "junit",
        /// One page to look at, which opens offline.
        Html = "html",
        /// An SQLite database, for Datasette.
        Sqlite = "sqlite",
    }

    /// How claims are written.
    ClaimsFormat {
        /// For people.
        Text = "text",
        /// One object: stories with their claims, counts, files, notices.
        Json = "json",
        /// One story a line.
        Jsonl = "jsonl",
        /// One row a claim.
        Csv = "csv",
        /// ClaimReview of schema.org, the verdict left to a person.
        Claimreview = "claimreview",
        /// W3C Web Annotation: where each claim stands.
        Webannotation = "webannotation",
    }

    /// How speakers and figures are written.
    TableFormat {
        /// For people.
        Text = "text",
        /// One object: the list, counts, files, notices.
        Json = "json",
        /// One row each.
        Csv = "csv",
    }

    /// How the claim graph is written.
    GraphFormat {
        /// One object: nodes and edges.
        Json = "json",
        /// For Graphviz.
        Dot = "dot",
        /// For Gephi and yEd.
        Graphml = "graphml",
        /// For Gephi.
        Gexf = "gexf",
        /// A picture, of at most 300 nodes.
        Svg = "svg",
        /// For people: what each speaker says and where, or the ways to one.
        Text = "text",
    }

    /// How rules, files and scores are written.
    ListFormat {
        /// For people.
        Text = "text",
        /// One object.
        Json = "json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_found_by_its_name() {
        assert_eq!(CheckFormat::named("jsonl"), Some(CheckFormat::Jsonl));
        assert_eq!(ListFormat::named("csv"), None);
    }
}
