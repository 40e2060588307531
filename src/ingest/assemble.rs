//! Fragments and heads → stories, decided over the whole page.
//!
//! 1. `outline` reads the page in file order: units of text, heads, pictures.
//! 2. [`seams`] joins each end that breaks off with the beginning that reads on from it, one to one over the page.
//! 3. [`stories`] cuts the page into pieces at heads and seams and gives each loose piece to the story it shares
//!    its words with.
//! 4. `heads` gives heads without text to stories without head.
//! 5. `build` turns stories into articles, with sections, pictures and quotes.

mod build;
mod heads;
mod matching;
mod outline;
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
    let outline = outline::read(problem.text, problem.verdicts, problem.style);
    let topics = topic::Topics::new(problem.text, outline.units.iter().map(|unit| unit.lines.as_slice()));
    let joined = seams::join(problem, &outline, &topics);
    let mut stories = stories::gather(problem, &outline, &topics, &joined);
    heads::give(problem, &outline, &mut stories);
    build::articles(problem, &outline, &joined, &topics, stories, page);
    Thoughts { partners: joined.partners, bounded: joined.bounded }
}

/// The features of every possible seam of a page: for fitting.
pub(crate) fn seam_rows(problem: &Problem<'_>) -> Vec<SeamFeatures> {
    let outline = outline::read(problem.text, problem.verdicts, problem.style);
    let topics = topic::Topics::new(problem.text, outline.units.iter().map(|unit| unit.lines.as_slice()));
    seams::all_features(problem, &outline, &topics)
}

/// A torn end by its line, and each beginning by its line with its features.
pub(crate) type SeamFeatures = (usize, Vec<(usize, [f32; SEAM_FEATURES.len()])>);
