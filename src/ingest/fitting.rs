//! What the weights are fitted on: the features of headings and seams of pages whose truth is known.
//!
//! `kanbao eval --rows` prints these; `assets/language/fit.py` turns them into `assets/language/weights.txt`.

use std::collections::BTreeSet;

use super::assemble::{Problem, seam_rows};
use super::evaluate::Outline;
use super::join::Seams;
use super::join::grams::Grams;
use super::lines::PageText;
use super::style::Style;
use super::{Decoded, Weights, format, label};

/// A line that may be a heading: whether it is one, and its features.
pub type HeadingRow = (bool, Vec<f32>);

/// A torn end: the features of each beginning, and which of them is right (`None`: nothing on the page).
pub type SeamRow = (Option<usize>, Vec<Vec<f32>>);

/// The rows of one page.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// For headings.
    pub headings: Vec<HeadingRow>,
    /// For seams.
    pub seams: Vec<SeamRow>,
}

/// Reads the rows of a page.
pub fn rows(decoded: &Decoded, truth: &Outline, weights: &Weights) -> Rows {
    let read = format::read_lines(&decoded.text);
    let text = PageText::new(&read.lines);
    let style = Style::read(&text);
    let grams = Grams::of(&text);
    let seams = Seams::new(&text, &grams);
    let headings: BTreeSet<u32> = truth.heading_lines();
    let mut rows = Rows::default();
    let mut watch = |line: usize, features: &[f32]| {
        rows.headings.push((headings.contains(&text.number(line).0), features.to_vec()));
    };
    let verdicts = label::label_lines_watched(&text, style, &grams, &seams, weights, Some(&mut watch));
    let joins = truth.joins();
    let problem = Problem { text: &text, verdicts: &verdicts, style, seams: &seams, weights };
    for (end, starts) in seam_rows(&problem) {
        let end = text.number(end).0;
        let right = starts.iter().position(|(start, _)| joins.contains(&(end, text.number(*start).0)));
        rows.seams.push((right, starts.into_iter().map(|(_, features)| features.to_vec()).collect()));
    }
    rows
}
