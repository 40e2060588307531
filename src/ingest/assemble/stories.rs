//! Pieces of text → stories.
//!
//! The page is cut into pieces at heads, at torn ends and at beginnings that were joined elsewhere. Pieces that
//! follow a seam follow their story. A loose piece, one that begins cleanly after something that goes on
//! elsewhere, is given to the story above it or to the one it shares its words with.

mod chains;
mod loose;
mod strays;

use self::chains::Chains;
use super::Problem;
use super::outline::Outline;
use super::seams::Joined;
use super::topic::Topics;
use crate::ingest::weights::PIECE_FEATURES;

/// A story as units in reading order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    /// The units, in reading order.
    pub(crate) units: Vec<usize>,
    /// For each unit how sure its place after the unit before is.
    pub(crate) confidence: Vec<f32>,
    /// Its head.
    pub(crate) head: Option<usize>,
    /// A head found elsewhere on the page (a story may have a byline of its own and its headline elsewhere).
    pub(crate) far_head: Option<usize>,
    /// How sure the head is.
    pub(crate) head_confidence: f32,
    /// It visibly lacks text.
    pub(crate) truncated: bool,
}

impl Story {
    /// Parts the text from the unit at `cut` on from the story, as a story of its own.
    pub(crate) fn part(&mut self, outline: &Outline, joined: &Joined, cut: usize) -> Self {
        let units = self.units.split_off(cut);
        let confidence = self.confidence.split_off(cut);
        self.truncated = is_truncated(outline, joined, &self.units);
        let truncated = is_truncated(outline, joined, &units);
        Self { units, confidence, head_confidence: 1.0, truncated, ..Self::default() }
    }
}

/// Whether two decisions about a page put the same text under the same heads.
pub(crate) fn are_same(one: &[Story], other: &[Story]) -> bool {
    let text = |story: &Story| (story.head, story.far_head);
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| text(one) == text(other) && one.units == other.units)
}

/// A run of units that stay together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    from: usize,
    to: usize,
}

/// The page in units, what these have in common, and which seams were joined.
#[derive(Clone, Copy)]
struct Ground<'a> {
    outline: &'a Outline,
    topics: &'a Topics,
    joined: &'a Joined,
    weights: &'a [f32; PIECE_FEATURES.len()],
}

/// Puts the units of a page into stories.
pub(crate) fn gather(
    problem: &Problem<'_>,
    outline: &Outline,
    topics: &Topics,
    joined: &Joined,
) -> Vec<Story> {
    if outline.units.is_empty() {
        return Vec::new();
    }
    let ground = Ground { outline, topics, joined, weights: &problem.weights.piece };
    let mut pieces = cut(outline, joined);
    let mut chains = Chains::new(ground, &pieces);
    loose::place(ground, &pieces, &mut chains);
    if strays::split(ground, &mut pieces, &chains) {
        chains = Chains::new(ground, &pieces);
        loose::place(ground, &pieces, &mut chains);
    }
    chains.heads_of_chains().map(|head| story(ground, &pieces, &chains, head)).collect()
}

/// Cuts the page at heads and seams.
fn cut(outline: &Outline, joined: &Joined) -> Vec<Piece> {
    let units = &outline.units;
    let mut pieces: Vec<Piece> = Vec::new();
    for unit in 0..units.len() {
        let new = unit == 0
            || units[unit].first
            || joined.previous[unit].is_some_and(|previous| previous + 1 != unit)
            || joined.next[unit - 1].is_some_and(|next| next != unit)
            || is_open(outline, joined, unit - 1)
            || units[unit - 1].sent_on
            || (units[unit].cannot_open && joined.previous[unit].is_none());
        match pieces.last_mut() {
            Some(piece) if !new => piece.to = unit,
            _ => pieces.push(Piece { from: unit, to: unit }),
        }
    }
    pieces
}

/// The story that begins with a piece.
fn story(ground: Ground<'_>, pieces: &[Piece], chains: &Chains, head: usize) -> Story {
    let Ground { outline, joined, .. } = ground;
    let mut story = Story { head_confidence: 1.0, ..Story::default() };
    story.head = outline.units[pieces[head].from].head;
    for piece in chains.from(head) {
        for unit in pieces[piece].from..=pieces[piece].to {
            story.units.push(unit);
            let inside = if unit == pieces[piece].from { chains.confidence[piece] } else { 1.0 };
            story.confidence.push(inside);
        }
    }
    story.truncated = is_truncated(outline, joined, &story.units);
    story
}

/// Whether a story stops or starts in mid-sentence somewhere and nothing joins it.
fn is_truncated(outline: &Outline, joined: &Joined, units: &[usize]) -> bool {
    units.iter().any(|&unit| {
        let lost_end = is_open(outline, joined, unit);
        let lost_start = outline.units[unit].begins_torn && joined.previous[unit].is_none();
        lost_end || lost_start
    })
}

/// Whether a unit stops in mid-sentence and nothing on the page reads on from it.
fn is_open(outline: &Outline, joined: &Joined, unit: usize) -> bool {
    outline.units[unit].torn && !outline.units[unit].whole && joined.next[unit].is_none()
}
