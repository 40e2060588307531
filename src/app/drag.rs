//! What the mouse does with its button held: it sweeps over text, or moves the line between two panes.
//!
//! What is swept over is kept as bytes of the text, whole characters only, so that another width keeps it. A cell
//! beside the text stands for the gap at the end of its row: whoever begins or ends there takes no character too many.

use std::ops::Range;

use super::areas::{Areas, Pane};
use super::flow::{self, Shown};
use super::passage::Piece;
use super::state::State;
use crate::model::Part;
use crate::query::EntryId;
use crate::text::clusters::clusters;
use crate::text::columns::Measure;
use crate::typeset::{Role, Row, Run};

/// What the button went down on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// This character of an article.
    Text(EntryId, Character),
    /// The line on the right of this pane.
    Divider(Pane),
}

/// A character, or the gap between two: the bytes in the text of its part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Character {
    part: Part,
    bytes: Range<usize>,
}

/// Text of one article that was swept over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swept {
    entry: EntryId,
    pieces: Vec<Piece>,
}

impl Swept {
    /// What lies between two characters of an article that is laid out, both taken in; `None` where that is nothing.
    pub(crate) fn between(state: &State, entry: EntryId, ends: [&Character; 2]) -> Option<Self> {
        let pieces = pieces(flow::laid_out(state, entry)?.rows(), ends);
        (!pieces.is_empty()).then_some(Self { entry, pieces })
    }

    /// The sentence that a character stands in.
    pub(crate) fn sentence(state: &State, entry: EntryId, at: &Character) -> Option<Self> {
        let article = state.library.catalogue.entry(entry)?.article();
        let holds = |piece: &Piece| piece.part == at.part && piece.bytes.contains(&at.bytes.start);
        let sentence = super::passage::sentences_of(article).into_iter().find(holds)?;
        Some(Self { entry, pieces: vec![sentence] })
    }

    /// The article.
    pub fn entry(&self) -> EntryId {
        self.entry
    }

    /// What was swept over of each part, from top to bottom.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How many characters these are, blanks left out.
    pub(crate) fn count(&self, state: &State) -> usize {
        let article = state.library.catalogue.entry(self.entry).map(crate::query::Entry::article);
        let text = article.map(|article| super::passage::text_of(article, &self.pieces)).unwrap_or_default();
        text.chars().filter(|character| !character.is_whitespace()).count()
    }
}

/// What the button goes down on in the panes, if it is something that can be dragged.
pub(crate) fn grasp(state: &State, (column, row): (u16, u16)) -> Option<Held> {
    let areas = state.areas();
    if let Some(pane) = areas.divided_at(column, row) {
        return Some(Held::Divider(pane));
    }
    let in_reader = areas.pane_at(column, row) == Some(Pane::Reader);
    let (entry, character) = character_at(state, &areas, (column, row)).filter(|_| in_reader)?;
    Some(Held::Text(entry, character))
}

/// The article and the character at a cell, or nearest to it.
pub(crate) fn character_at(
    state: &State,
    areas: &Areas,
    (column, row): (u16, u16),
) -> Option<(EntryId, Character)> {
    let area = state.reader_area(areas)?;
    let rows = flow::rows(state);
    let (at, column) = area.row_at(column, row);
    let here = rows.get(at).and_then(text_in);
    if let Some((entry, row)) = here {
        return Some((entry, character_in(row, column, state.measure)?));
    }
    // Beside the rows of text: the end of the one above, or else the beginning of the one below.
    let above = rows.iter().take(at).rev().find_map(text_in);
    if let Some((entry, row)) = above {
        return Some((entry, character_in(row, usize::MAX, state.measure)?));
    }
    let (entry, row) = rows.iter().skip(at).find_map(text_in)?;
    Some((entry, gap(row.runs.iter().find(|run| is_text(run))?, 0)?))
}

/// The article and the row that stand here, if it shows text.
fn text_in<'a>(shown: &Shown<'a>) -> Option<(EntryId, &'a Row)> {
    match shown {
        Shown::Text(reader, row) => has_text(row).then_some((reader.entry, *row)),
        Shown::Blank | Shown::Rule(_) | Shown::End => None,
    }
}

fn is_text(run: &Run) -> bool {
    run.origin.is_some() && run.role != Role::Reading
}

fn has_text(row: &Row) -> bool {
    row.runs.iter().any(is_text)
}

/// The character at a column of a row, or the gap before its first or behind its last one.
fn character_in(row: &Row, column: usize, measure: Measure) -> Option<Character> {
    let runs = || row.runs.iter().filter(|run| is_text(run));
    let Some(run) = runs().rfind(|run| run.column <= column) else { return gap(runs().next()?, 0) };
    let origin = run.origin?;
    if run.bytes as usize != run.text.len() {
        // A mark that is shown as another, longer one is taken whole.
        let start = origin.byte as usize;
        return Some(Character { part: origin.part, bytes: start..start + run.bytes as usize });
    }
    let mut end = run.column;
    let found = clusters(&run.text).find(|(_, cluster)| {
        end += measure.cluster(cluster);
        column < end
    });
    let Some((byte, cluster)) = found else { return gap(run, run.bytes as usize) };
    let start = origin.byte as usize + byte;
    Some(Character { part: origin.part, bytes: start..start + cluster.len() })
}

/// The gap before a byte of a run.
fn gap(run: &Run, byte: usize) -> Option<Character> {
    let origin = run.origin?;
    let at = origin.byte as usize + byte;
    Some(Character { part: origin.part, bytes: at..at })
}

/// What the rows show from one character to another, whichever of them comes first.
fn pieces(rows: &[Row], ends: [&Character; 2]) -> Vec<Piece> {
    let runs = rows.iter().flat_map(|row| &row.runs).filter(|run| is_text(run));
    let runs = runs.filter_map(|run| run.origin.map(|origin| (origin, run.bytes as usize)));
    let runs: Vec<(Part, Range<usize>)> = runs
        .map(|(origin, bytes)| (origin.part, origin.byte as usize..origin.byte as usize + bytes))
        .collect();
    let place = |end: &Character| {
        let holds = |(part, bytes): &(Part, Range<usize>)| {
            *part == end.part && bytes.start <= end.bytes.start && end.bytes.end <= bytes.end
        };
        runs.iter().position(holds).map(|run| (run, end.bytes.start))
    };
    let [Some(one), Some(other)] = ends.map(place) else { return Vec::new() };
    let ([first, last], [from, to]) =
        if one <= other { (ends, [one.0, other.0]) } else { ([ends[1], ends[0]], [other.0, one.0]) };
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, (part, bytes)) in runs.iter().enumerate().take(to + 1).skip(from) {
        let start = if at == from { first.bytes.start } else { bytes.start };
        let end = if at == to { last.bytes.end } else { bytes.end };
        match pieces.last_mut() {
            // Blanks that fell away at the end of a row are taken along.
            Some(piece) if piece.part == *part => piece.bytes.end = end,
            _ => pieces.push(Piece { part: *part, bytes: start..end }),
        }
    }
    pieces.retain(|piece| !piece.bytes.is_empty());
    pieces
}
