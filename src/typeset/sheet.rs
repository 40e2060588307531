//! A set article: rows of runs, and the ways between a row, a column and a place in the text.
//!
//! Every run knows the bytes that it shows, so a search hit, a selection, a seam or the reading place is kept as a
//! [`TextPosition`] and found again after any resize.

use std::ops::Range;
use std::sync::Arc;

use super::Role;
use crate::model::{LineNumber, Part, TextPosition};
use crate::text::clusters::clusters;
use crate::text::columns::Measure;

/// A set article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// From top to bottom; blank rows have no runs.
    pub rows: Vec<Row>,
    /// The rows of each part, in the order of the sheet.
    extents: Vec<(Part, Range<usize>)>,
    subheads: Vec<usize>,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// From left to right, not overlapping; columns between runs are blank.
    pub runs: Vec<Run>,
    /// The part whose text the row shows, with the first text position of the row; `None` for blank rows, rules of
    /// a frame and notes.
    pub start: Option<TextPosition>,
}

/// A piece of a row in one role and from one fragment.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The column in which it begins.
    pub column: usize,
    /// The columns that it takes.
    pub width: usize,
    /// What is drawn.
    pub text: Arc<str>,
    /// What it is.
    pub role: Role,
    /// Where it comes from: part, byte offset in the part's text; `None` for what kanbao adds.
    pub origin: Option<TextPosition>,
    /// The bytes of the part's text that it shows, from [`Self::origin`] on. What is copied is these bytes, not
    /// [`Self::text`], which may show corner quotes for curly ones.
    pub bytes: u32,
    /// The raw line that it comes from.
    pub line: Option<LineNumber>,
    /// The run begins at a mended seam, with this confidence.
    pub seam: Option<f32>,
}

impl Sheet {
    /// Rows in all.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Has it no rows?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The columns of the widest row, a hanging mark included.
    pub fn columns(&self) -> usize {
        self.rows.iter().map(Row::columns).max().unwrap_or(0)
    }

    /// The row that shows a place in the text (for a place between two rows, the one before it).
    pub fn row_of(&self, position: TextPosition) -> Option<usize> {
        let (_, extent) = self.extents.iter().find(|(part, _)| *part == position.part)?;
        let rows = self.rows.get(extent.clone())?;
        let after = rows.partition_point(|row| row.start.is_some_and(|start| start.byte <= position.byte));
        Some(extent.start + after.saturating_sub(1))
    }

    /// The place in the text that a row begins with; for a row without text, that of the next row with text, or
    /// else of the last one before.
    pub fn position_of(&self, row: usize) -> Option<TextPosition> {
        let below = self.rows.get(row..).and_then(|rows| rows.iter().find_map(|row| row.start));
        below.or_else(|| self.rows.get(..row.min(self.rows.len()))?.iter().rev().find_map(|row| row.start))
    }

    /// The first row of each subhead.
    pub fn subheads(&self) -> &[usize] {
        &self.subheads
    }

    /// The parts shown, in the order of the sheet, each with its rows.
    pub fn parts(&self) -> impl Iterator<Item = (Part, Range<usize>)> + '_ {
        self.extents.iter().cloned()
    }

    /// The place in the text under a cell; `None` beside the text.
    pub fn position_at(&self, row: usize, column: usize, measure: Measure) -> Option<TextPosition> {
        self.rows.get(row)?.runs.iter().find_map(|run| run.position_at(column, measure))
    }

    /// The cells that show bytes of a part: each row with the columns in it.
    pub fn cells_of(&self, part: Part, bytes: Range<u32>, measure: Measure) -> Vec<(usize, Range<usize>)> {
        let Some((_, extent)) = self.extents.iter().find(|(of, _)| *of == part) else { return Vec::new() };
        let mut cells: Vec<(usize, Range<usize>)> = Vec::new();
        let first = self.row_of(TextPosition { part, byte: bytes.start }).unwrap_or(extent.start);
        for at in first..extent.end {
            let Some(row) = self.rows.get(at) else { break };
            if row.start.is_some_and(|start| start.byte >= bytes.end) {
                break;
            }
            for columns in row.runs.iter().filter_map(|run| run.columns_of(part, &bytes, measure)) {
                match cells.last_mut() {
                    Some((row, last)) if *row == at && last.end == columns.start => last.end = columns.end,
                    _ => cells.push((at, columns)),
                }
            }
        }
        cells
    }

    pub(super) fn note_subhead(&mut self) {
        self.subheads.push(self.rows.len());
    }

    pub(super) fn note_part(&mut self, part: Part, first: usize) {
        if first < self.rows.len() {
            self.extents.push((part, first..self.rows.len()));
        }
    }
}

impl Row {
    /// The columns up to the end of the last run.
    pub fn columns(&self) -> usize {
        self.runs.last().map_or(0, |run| run.column + run.width)
    }

    /// The bytes of its part's text that the row shows; `None` where it shows none.
    pub fn bytes(&self) -> Option<Range<usize>> {
        let mut shown = self.runs.iter().filter_map(|run| Some((run.origin?.byte, run.bytes)));
        let (start, bytes) = shown.next()?;
        let (last, bytes) = shown.next_back().unwrap_or((start, bytes));
        Some(start as usize..(last + bytes) as usize)
    }

    /// The row as plain text: blanks for empty columns, none at the end.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut column = 0;
        for run in &self.runs {
            text.extend(std::iter::repeat_n(' ', run.column.saturating_sub(column)));
            text.push_str(&run.text);
            column = run.column + run.width;
        }
        text
    }
}

impl Run {
    /// The place in the text that this cell of the run shows.
    pub fn position_at(&self, column: usize, measure: Measure) -> Option<TextPosition> {
        let origin = self.origin?;
        let wanted = column.checked_sub(self.column).filter(|column| *column < self.width)?;
        let mut end = 0;
        let found = clusters(&self.text).find(|(_, cluster)| {
            end += measure.cluster(cluster);
            wanted < end
        });
        // A replaced straight quote is drawn longer than it is; it is a run by itself.
        let byte = found.map_or(0, |(byte, _)| byte as u32).min(self.bytes.saturating_sub(1));
        Some(TextPosition { part: origin.part, byte: origin.byte + byte })
    }

    /// The columns in which the run shows some of these bytes of a part.
    pub fn columns_of(&self, part: Part, bytes: &Range<u32>, measure: Measure) -> Option<Range<usize>> {
        let origin = self.origin.filter(|origin| origin.part == part)?;
        if bytes.end <= origin.byte || bytes.start >= origin.byte + self.bytes {
            return None;
        }
        let column_at = |byte: u32| {
            let before = byte.saturating_sub(origin.byte);
            if before >= self.bytes {
                return self.column + self.width;
            }
            let clusters = clusters(&self.text).take_while(|(begin, _)| (*begin as u32) < before);
            self.column + clusters.map(|(_, cluster)| measure.cluster(cluster)).sum::<usize>()
        };
        Some(column_at(bytes.start)..column_at(bytes.end))
    }
}
