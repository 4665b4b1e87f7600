//! The claim graph as a picture that needs no program to be drawn.

use super::picture::{BETWEEN, Drawn, LINE_HEIGHT, Line, PADDING, Picture, WIDTH};
use super::xml::{Xml, close, document, empty, leaf, open};
use super::{View, clean};
use crate::graph::{Item, NodeKind};
use std::io::{self, Write};

/// Space around the picture, and above it for the names of the columns. Unit: pixels.
pub(super) const MARGIN: i32 = 16;
pub(super) const HEADING: i32 = 34;

/// How far an arc between equals swings out. Unit: pixels.
pub(super) const SWING: i32 = 46;

/// How the picture looks in light and in dark: no kind is told by colour alone.
pub(super) const STYLE: &str = include_str!("picture.css");

/// Writes the graph as one SVG: outlets, stories, statements, speakers and figures in columns, at most
/// 300 nodes, what conflicts first.
///
/// Everything has a title that says it in full; a story whose address is known is a link.
///
/// # Errors
///
/// What `out` reports.
pub fn svg(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let address = |item: Item| address(view, item);
    let drawing = Drawing { view, picture: Picture::new(view), address: &address };
    let mut xml = document(out)?;
    drawing.write(&mut xml, Some(STYLE))?;
    xml.into_inner().write_all(b"\n")
}

/// Writes the same for a page that brings the style, with the addresses that it knows.
pub(in crate::report) fn inline(
    view: &View<'_>,
    address: &dyn Fn(Item) -> Option<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let drawing = Drawing { view, picture: Picture::new(view), address };
    drawing.write(&mut Xml::new(out), None)
}

/// Where a story can be read, if that came with it and is an address of the web.
pub(super) fn address(view: &View<'_>, item: Item) -> Option<String> {
    let Item::Story(story) = item else { return None };
    let address = view.documents.get(story.index())?.metadata.url.as_deref()?;
    let is_web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    is_web.then(|| clean(address))
}

/// A picture to be written.
struct Drawing<'d, 'g> {
    view: &'d View<'g>,
    picture: Picture<'g>,
    address: &'d dyn Fn(Item) -> Option<String>,
}

/// Begins a picture of this width and height, with its label and style. Unit: pixels.
pub(super) fn begin(
    xml: &mut Xml<'_>,
    (width, height): (i32, i32),
    label: &str,
    style: Option<&str>,
) -> io::Result<()> {
    let sizes = [width, height].map(|size| size.to_string());
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("width", &sizes[0]),
        ("height", &sizes[1]),
        ("viewBox", &format!("0 0 {width} {height}")),
        ("class", "claims"),
        ("role", "group"),
        ("aria-label", label),
    ];
    open(xml, "svg", &attributes)?;
    style.map_or(Ok(()), |style| leaf(xml, "style", &[], style))
}

impl Drawing<'_, '_> {
    fn write(&self, xml: &mut Xml<'_>, style: Option<&str>) -> io::Result<()> {
        let picture = &self.picture;
        let width = (left(picture.columns.len()) - BETWEEN + SWING).max(WIDTH);
        let told = if picture.hidden > 0 { HEADING } else { 0 };
        let height = picture.height + 2 * MARGIN + HEADING + told;
        begin(xml, (width, height), "Who said what, by outlet, story, statement, speaker and figure", style)?;
        headings(xml, &picture.columns)?;
        picture.edges.iter().try_for_each(|line| self.edge(xml, line))?;
        picture.nodes.iter().try_for_each(|drawn| self.node(xml, drawn))?;
        if picture.hidden > 0 {
            let told = format!("{} more are not shown", picture.hidden);
            let (x, y) = (MARGIN.to_string(), (height - MARGIN).to_string());
            leaf(xml, "text", &[("x", &x), ("y", &y), ("class", "heading")], &told)?;
        }
        close(xml, "svg")
    }

    fn node(&self, xml: &mut Xml<'_>, node: &Drawn) -> io::Result<()> {
        let kind = node.item.kind();
        open(xml, "g", &[("class", &format!("node {}", kind.as_str()))])?;
        leaf(xml, "title", &[], &format!("{}: {}", kind.as_str(), node.text))?;
        let address = (self.address)(node.item);
        if let Some(address) = &address {
            open(xml, "a", &[("href", address)])?;
        }
        empty(xml, "path", &[("d", &outline(node, kind))])?;
        words(xml, node)?;
        if address.is_some() {
            close(xml, "a")?;
        }
        close(xml, "g")
    }

    fn edge(&self, xml: &mut Xml<'_>, line: &Line<'_>) -> io::Result<()> {
        let kind = line.link.edge.kind.as_str();
        open(xml, "g", &[("class", &format!("edge {kind}"))])?;
        let because = line.link.because(self.view.facts, self.view.cast);
        let why =
            if because.is_empty() { String::new() } else { clean(&format!(": {}", because.join("; "))) };
        leaf(xml, "title", &[], &format!("{kind}{why}"))?;
        let (a, b) = (&self.picture.nodes[line.ends.0], &self.picture.nodes[line.ends.1]);
        let middle = |node: &Drawn| down(node.top) + node.height / 2;
        let path = if a.column == b.column {
            let (x, swing) = (left(a.column) + WIDTH, left(a.column) + WIDTH + SWING);
            format!("M{x} {}C{swing} {} {swing} {} {x} {}", middle(a), middle(a), middle(b), middle(b))
        } else {
            course(a.column, middle(a), &line.passes, middle(b))
        };
        empty(xml, "path", &[("d", &path)])?;
        close(xml, "g")
    }
}

/// The left side of a column.
pub(super) fn left(column: usize) -> i32 {
    MARGIN + i32::try_from(column).unwrap_or(0) * (WIDTH + BETWEEN)
}

/// What the layout calls a height, in the picture.
pub(super) const fn down(height: i32) -> i32 {
    MARGIN + HEADING + height
}

pub(super) fn headings(xml: &mut Xml<'_>, columns: &[&str]) -> io::Result<()> {
    for (column, name) in columns.iter().enumerate() {
        let (x, y) = (left(column).to_string(), (MARGIN + HEADING / 2).to_string());
        leaf(xml, "text", &[("x", &x), ("y", &y), ("class", "heading")], name)?;
    }
    Ok(())
}

pub(super) fn words(xml: &mut Xml<'_>, node: &Drawn) -> io::Result<()> {
    let x = (left(node.column) + WIDTH / 2).to_string();
    let lines = node.lines.iter().zip((0..).map(|number| PADDING + LINE_HEIGHT * number));
    for (line, offset) in lines {
        let y = (down(node.top) + offset + LINE_HEIGHT * 3 / 4).to_string();
        leaf(xml, "text", &[("x", &x), ("y", &y)], line)?;
    }
    Ok(())
}

/// The outline of a node, one for each kind.
pub(super) fn outline(node: &Drawn, kind: NodeKind) -> String {
    let (x, y, w, h) = (left(node.column), down(node.top), WIDTH, node.height);
    let r = match kind {
        NodeKind::Statement | NodeKind::Story => 2,
        NodeKind::Name => 6,
        NodeKind::Speaker => h / 2,
        NodeKind::Outlet | NodeKind::Figure | NodeKind::Venue => 0,
    };
    let slant = 9;
    match kind {
        NodeKind::Figure => format!(
            "M{} {y}h{}l{slant} {}l-{slant} {}h-{}l-{slant} -{}z",
            x + slant,
            w - 2 * slant,
            h / 2,
            h - h / 2,
            w - 2 * slant,
            h - h / 2,
        ),
        NodeKind::Venue => format!("M{} {y}h{}l-{slant} {h}h-{}z", x + slant, w - slant, w - slant),
        NodeKind::Outlet => {
            format!("M{x} {y}h{}l{slant} {}l-{slant} {}h-{}z", w - slant, h / 2, h - h / 2, w - slant)
        }
        NodeKind::Statement | NodeKind::Story | NodeKind::Name | NodeKind::Speaker => format!(
            "M{} {y}h{}a{r} {r} 0 0 1 {r} {r}v{}a{r} {r} 0 0 1 -{r} {r}h-{}a{r} {r} 0 0 1 -{r} -{r}v-{}a{r} {r} 0 0 1 {r} -{r}z",
            x + r,
            w - 2 * r,
            h - 2 * r,
            w - 2 * r,
            h - 2 * r,
        ),
    }
}

/// From the right side of one node over the columns between to the left side of another.
fn course(column: usize, start: i32, passes: &[i32], end: i32) -> String {
    let mut path = format!("M{} {start}", left(column) + WIDTH);
    let mut from = start;
    for (next, height) in (column + 1..).zip(passes.iter().map(|&pass| down(pass)).chain([end])) {
        let (x, half) = (left(next), left(next) - BETWEEN / 2);
        path.push_str(&format!("C{half} {from} {half} {height} {x} {height}"));
        if next <= column + passes.len() {
            path.push_str(&format!("h{WIDTH}"));
        }
        from = height;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hostile, texts, written};
    use super::*;
    use crate::graph::sample;

    #[test]
    fn every_node_is_drawn_and_named_in_full() {
        let xml = written(&sample::fire(), svg);
        let titles = texts(&xml, "title");
        assert!(titles.contains(&"speaker: Yevheniya Dorokhova".to_owned()), "{titles:?}");
        assert_eq!(xml.matches("class=\"node ").count(), 16);
        assert_eq!(xml.matches("class=\"edge ").count(), 20);
        assert_eq!(xml.matches("edge conflicts").count(), 2);
    }

    #[test]
    fn hostile_text_stays_text() {
        let xml = written(&hostile(), svg);
        assert!(!xml.contains("<script"), "{xml}");
        let shown = "]]></data>\"];\\ <script>&amp;\\u{1b}[31m\\u{0}\\u{202e}\u{fffd}\\N";
        assert!(texts(&xml, "title").iter().any(|title| title.ends_with(shown)));
    }

    #[test]
    fn only_an_address_of_the_web_becomes_a_link() {
        for (address, links) in [("https://example.org/a", 1), ("javascript:alert(1)", 0), ("a.txt", 0)] {
            let mut s = sample::fire();
            s.documents[0].metadata.url = Some(address.to_owned());
            assert_eq!(written(&s, svg).matches("<a href").count(), links, "{address}");
        }
    }

    #[test]
    fn an_empty_graph_is_a_whole_picture() {
        let xml = written(&sample::Sample::default(), svg);
        assert!(texts(&xml, "title").is_empty());
        assert!(xml.trim_end().ends_with("</svg>"));
    }
}
