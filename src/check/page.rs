//! A rule's page as its test: the stories and findings in its fences.

/// A page, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The runs that the page shows, in order.
    pub scenarios: Vec<Scenario>,
}

/// Several stories of one run, and the findings that must come out: those and no others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// The heading that it stands under.
    pub heading: String,
    /// The stories: name, text, outlet, date (YYYY-MM-DD).
    pub stories: Vec<(String, String, Option<String>, Option<String>)>,
    /// The desk's list of names; empty for none.
    pub names: String,
    /// The file of suppressions; empty for none.
    pub suppressions: String,
    /// The day of the run, YYYY-MM-DD; empty where it does not matter.
    pub today: String,
    /// What must come out.
    pub expected: Vec<Expected>,
}

/// One line of a `findings` fence: `rule severity [file:]line:col excerpt`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The rule's id.
    pub rule: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The story's name; the first story of the scenario when the line names none.
    pub story: String,
    /// `line:column` of the first place.
    pub at: String,
    /// The text of the first place, white space joined.
    pub excerpt: String,
}

impl Page {
    /// Reads the fences of a page.
    ///
    /// A `story` fence may carry attributes: ```` ```story a.txt outlet=BSS date=2026-02-07 ````;
    /// several before one `findings` fence are one run. Stories without a name are `story.txt`,
    /// then `story-2.txt` and so on. A `names` fence holds the desk's list for the run, a
    /// `suppressions` fence its suppressions, with the day: ```` ```suppressions today=2026-03-01 ````.
    pub fn read(markdown: &str) -> Self {
        let mut scenarios = Vec::new();
        let mut open = Scenario::default();
        let mut heading = String::new();
        let mut lines = markdown.lines();
        while let Some(line) = lines.next() {
            if let Some(title) = line.strip_prefix("## ") {
                heading = title.to_owned();
            } else if let Some(attributes) = line.strip_prefix("```story") {
                let text = fence(&mut lines);
                open.stories.push(story(attributes, open.stories.len(), text));
            } else if line.starts_with("```names") {
                open.names = fence(&mut lines);
            } else if let Some(attributes) = line.strip_prefix("```suppressions") {
                open.today = attributes.trim().strip_prefix("today=").unwrap_or("").to_owned();
                open.suppressions = fence(&mut lines);
            } else if line.starts_with("```findings") {
                let first = open.stories.first().map_or("", |s| &s.0).to_owned();
                open.expected = fence(&mut lines).lines().filter_map(|l| expected(l, &first)).collect();
                open.heading.clone_from(&heading);
                scenarios.push(std::mem::take(&mut open));
            }
        }
        Self { scenarios }
    }
}

fn fence<'a>(lines: &mut impl Iterator<Item = &'a str>) -> String {
    let body: Vec<&str> = lines.take_while(|line| !line.starts_with("```")).collect();
    body.join("\n")
}

fn story(attributes: &str, before: usize, text: String) -> (String, String, Option<String>, Option<String>) {
    let mut name = if before == 0 { "story.txt".to_owned() } else { format!("story-{}.txt", before + 1) };
    let (mut outlet, mut date) = (None, None);
    for attribute in attributes.split_whitespace() {
        match attribute.split_once('=') {
            Some(("outlet", value)) => outlet = Some(value.replace('_', " ")),
            Some(("date", value)) => date = Some(value.to_owned()),
            Some(_) => {}
            None => attribute.clone_into(&mut name),
        }
    }
    (name, text, outlet, date)
}

fn expected(line: &str, first: &str) -> Option<Expected> {
    let mut parts = line.splitn(4, ' ');
    let (rule, severity, at, excerpt) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (story, at) = match at.matches(':').count() {
        2 => at.split_once(':')?,
        _ => (first, at),
    };
    let own = str::to_owned;
    Some(Expected {
        rule: own(rule),
        severity: own(severity),
        story: own(story),
        at: own(at),
        excerpt: own(excerpt),
    })
}
