//! `sayso graph`: the claim graph, the part of it around a speaker, or the ways from an outlet to one.

use super::End;
use super::args::Graph;
use super::commands::{open, tell};
use super::house::House;
use super::inputs;
use super::model::Chosen;
use super::output::Sink;
use super::progress::Progress;
use anyhow::{anyhow, bail};
use sayso::graph::{
    ClaimGraph, Item, OutletRef, nearest_names, nearest_outlets, outlet_named, speakers_like, speakers_named,
};
use sayso::par::Jobs;
use sayso::pipeline::{self, Analysis};
use sayso::report::graph::View;
use sayso::report::{self, GraphFormat, visible};
use sayso::resolve::SpeakerId;
use std::io::{self, Write as _};

/// How many names are offered for one that is not known.
const NEAREST: usize = 3;

/// `sayso graph`.
///
/// Errors: `--around`, `--to` or `--timeline` names nobody, `--from` no outlet; a timeline in a format that is no
/// picture.
pub(super) fn graph(args: &Graph) -> anyhow::Result<End> {
    let chosen = Chosen::by(&args.reading.choice)?;
    let house = House::find(args.reading.config.as_deref())?;
    if args.timeline.is_some() && args.format.is_some_and(|format| format != GraphFormat::Svg) {
        bail!("--timeline is a picture: --format svg");
    }
    let output = args.output.as_deref();
    let mut sink = Sink::open(output)?;
    let reader = open(&args.reading, &house, output)?;
    let (jobs, progress) = (Jobs::new(args.reading.jobs), Progress::new("read and being linked"));
    let (documents, mut summary) = inputs::all(reader, &house, (&jobs, &progress));
    let analysis = jobs.run(|| pipeline::analyse_by(chosen.extractor(), &documents, args.across.into()));
    drop(progress);
    let Analysis { facts, cast, .. } = &analysis;
    inputs::given_up(&documents, facts).iter().for_each(|lost| summary.give_up(lost));
    let whole = View { graph: analysis.graph(), facts, cast, documents: &documents };
    let shown = Shown::of(args, &whole)?;
    shown.write(&whole, args.format, &mut sink)?;
    sink.commit()?;
    tell(&inputs::run(&summary), true);
    Ok(End { incomplete: !summary.counts().is_complete(), ..End::default() })
}

/// What of the graph is asked for.
enum Shown {
    /// All of it.
    Whole,
    /// What these speakers say, and what hangs on that.
    Around(Vec<SpeakerId>, ClaimGraph),
    /// The ways from an outlet to one or more speakers of one name.
    Ways(OutletRef, Vec<(SpeakerId, Vec<Vec<Item>>)>, ClaimGraph),
    /// What these speakers are reported to have said, by outlet and day.
    Timeline(Vec<SpeakerId>),
}

impl Shown {
    fn of(args: &Graph, view: &View<'_>) -> anyhow::Result<Self> {
        if let Some(name) = &args.around {
            let speakers = speakers(view, name)?;
            let part = view.graph.around_speakers(&speakers);
            return Ok(Self::Around(speakers, part));
        }
        if let Some(name) = &args.timeline {
            return Ok(Self::Timeline(speakers(view, name)?));
        }
        let (Some(from), Some(to)) = (&args.from, &args.to) else { return Ok(Self::Whole) };
        let outlet = outlet(view, from)?;
        let to = speakers(view, to)?.into_iter();
        let ways: Vec<_> = to.map(|speaker| (speaker, view.graph.ways_to_speaker(outlet, speaker))).collect();
        let items: Vec<Item> = ways.iter().flat_map(|(_, ways)| ways).flatten().copied().collect();
        let part = view.graph.neighbourhood(&items, 0);
        Ok(Self::Ways(outlet, ways, part))
    }

    fn write(&self, whole: &View<'_>, format: Option<GraphFormat>, out: &mut Sink) -> io::Result<()> {
        let (part, usual) = match self {
            Self::Timeline(speakers) => return report::graph::timeline(whole, speakers, out),
            Self::Whole => (whole.graph, GraphFormat::Json),
            Self::Around(_, part) => (part, GraphFormat::Json),
            Self::Ways(_, _, part) => (part, GraphFormat::Text),
        };
        let view = View { graph: part, ..*whole };
        match format.unwrap_or(usual) {
            GraphFormat::Json => report::graph::json(&view, out),
            GraphFormat::Dot => report::graph::dot(&view, out),
            GraphFormat::Graphml => report::graph::graphml(&view, out),
            GraphFormat::Gexf => report::graph::gexf(&view, out),
            GraphFormat::Svg => report::graph::svg(&view, out),
            GraphFormat::Text => self.tell(whole, &view, out),
        }
    }

    fn tell(&self, whole: &View<'_>, part: &View<'_>, out: &mut Sink) -> io::Result<()> {
        match self {
            Self::Whole | Self::Timeline(_) => report::graph::text(part, &[], out),
            Self::Around(speakers, _) => report::graph::text(part, speakers, out),
            Self::Ways(outlet, ways, _) => ways.iter().try_for_each(|(speaker, ways)| {
                let ends = (Item::Outlet(*outlet), Item::Speaker(*speaker));
                report::graph::ways(whole, ways, ends, out)
            }),
        }
    }
}

/// The speakers of a name, or of one that it is a variant of, which is then told.
fn speakers(view: &View<'_>, name: &str) -> anyhow::Result<Vec<SpeakerId>> {
    let known = speakers_named(view.cast, name);
    if !known.is_empty() {
        return Ok(known);
    }
    let like = speakers_like(view.cast, name);
    let names: Vec<&str> =
        like.iter().filter_map(|id| view.cast.speakers.get(id.0 as usize)).map(|s| s.name.as_str()).collect();
    if names.is_empty() {
        let near = offered(&nearest_names(view.cast, name, NEAREST));
        return Err(anyhow!("no speaker is called {}{near}", visible(name)));
    }
    let taken = visible(&names.join(", ")).into_owned();
    // that nobody listens on standard error is no reason to fail
    let _ = writeln!(anstream::stderr(), "no speaker is called {}; taken for {taken}", visible(name));
    Ok(like)
}

fn outlet(view: &View<'_>, name: &str) -> anyhow::Result<OutletRef> {
    outlet_named(view.graph, view.facts, name).ok_or_else(|| {
        let near = offered(&nearest_outlets(view.graph, view.facts, name, NEAREST));
        anyhow!("no outlet is called {}{near}", visible(name))
    })
}

/// `; did you mean A, B or C?`
fn offered(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("; did you mean {}?", visible(one)),
        [init @ .., last] => format!("; did you mean {} or {}?", visible(&init.join(", ")), visible(last)),
    }
}
