//! Fragments and heads → stories, decided over the whole page.
//!
//! 1. `outline` reads the page in file order: units of text, heads, pictures.
//! 2. [`seams`] joins each end that breaks off with the beginning that reads on from it, one to one over the page.
//! 3. [`stories`] cuts the page into pieces at heads and seams and gives each loose piece to the story it shares
//!    its words with.
//! 4. `heads` gives heads without text to stories without head.
//! 5. `build` turns stories into articles, with sections, pictures and quotes.

mod build;
mod common;
mod heads;
mod matching;
mod orphans;
mod outline;
mod pairs;
mod seams;
mod sections;
mod stories;
mod topic;

use super::join::Seams;
use super::label::Verdict;
use super::lines::PageText;
use super::style::Style;
use super::trace::Partner;
use super::weights::{SEAM_FEATURES, Weights};
use crate::model::Page;

/// What assembling needs to know.
pub(crate) struct Problem<'a> {
    /// The lines.
    pub(crate) text: &'a PageText,
    /// Their labels.
    pub(crate) verdicts: &'a [Verdict],
    /// The page's style.
    pub(crate) style: Style,
    /// The seam scorer.
    pub(crate) seams: &'a Seams<'a>,
    /// The weights.
    pub(crate) weights: &'a Weights,
}

/// What assembling tells beside the page.
#[derive(Debug, Default)]
pub(crate) struct Thoughts {
    /// For each line the lines considered to read on after it.
    pub(crate) partners: Vec<(usize, Vec<Partner>)>,
    /// The search was cut short.
    pub(crate) bounded: bool,
}

/// Puts the stories of a page together. `page` holds the raw lines and receives everything else.
pub(crate) fn assemble(problem: &Problem<'_>, page: &mut Page) -> Thoughts {
    let mut outline = outline::read(problem);
    let topics = topics_of(problem, &outline);
    let mut joined = seams::join(problem, &outline, &topics, None);
    orphans::make_subheads(problem, &mut outline, &joined);
    let mut stories = stories::gather(problem, &outline, &topics, &joined);
    // The stories of the first round tell better than the order of the file what each end is about.
    for _ in 0..ROUNDS {
        if joined.is_settled() || outline.units.iter().all(|unit| !unit.torn) {
            break;
        }
        joined = seams::join(problem, &outline, &topics, Some(&stories));
        orphans::make_subheads(problem, &mut outline, &joined);
        let again = stories::gather(problem, &outline, &topics, &joined);
        let same = stories::are_same(&again, &stories);
        stories = again;
        // What follows from the same stories is the same again.
        if same {
            break;
        }
    }
    heads::give(problem, &outline, &joined, &mut stories);
    build::articles(problem, &outline, &joined, &topics, stories, page);
    Thoughts { partners: joined.partners, bounded: joined.bounded || topics.is_bounded() }
}

/// The features of every possible seam of a page: for fitting.
pub(crate) fn seam_rows(problem: &Problem<'_>) -> Vec<SeamFeatures> {
    let outline = outline::read(problem);
    let topics = topics_of(problem, &outline);
    let joined = seams::join(problem, &outline, &topics, None);
    let stories = stories::gather(problem, &outline, &topics, &joined);
    let mut rows = seams::all_features(problem, &outline, &topics, None);
    rows.extend(seams::all_features(problem, &outline, &topics, Some(&stories)));
    rows
}

/// The words of all units and, after them, of all heads.
fn topics_of(problem: &Problem<'_>, outline: &outline::Outline) -> topic::Topics {
    let units = outline.units.iter().map(|unit| unit.lines.clone());
    let heads =
        outline.heads.iter().map(|head| [head.kicker.as_slice(), &head.headline, &head.subtitle].concat());
    let lines: Vec<Vec<usize>> = units.chain(heads).collect();
    topic::Topics::new(problem.text, lines.iter().map(Vec::as_slice))
}

/// How often seams and stories are decided again with what the round before found.
const ROUNDS: usize = 2;

/// A torn end by its line, and each beginning by its line with its features.
pub(crate) type SeamFeatures = (usize, Vec<(usize, [f32; SEAM_FEATURES.len()])>);
