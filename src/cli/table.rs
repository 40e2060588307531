//! A table for the eye: columns that line up whatever is in them.

use std::ops::Range;

use super::complaint::Trouble;
use super::output::{Output, Style};
use crate::text::columns::Measure;
use crate::typeset;

/// The widest that a column but the last may grow.
const WIDEST: usize = 24;

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text.
    pub(super) text: String,
    /// How it stands out.
    pub(super) style: Option<Style>,
    /// The bytes of the text that are lit.
    pub(super) lit: Vec<Range<usize>>,
    /// Numbers stand to the right.
    pub(super) to_the_right: bool,
}

impl Cell {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn styled(style: Style, text: impl Into<String>) -> Self {
        Self { style: Some(style), ..Self::plain(text) }
    }

    pub(super) fn number(number: usize) -> Self {
        Self { to_the_right: true, ..Self::plain(number.to_string()) }
    }

    pub(super) fn lit(self, lit: &[Range<usize>]) -> Self {
        Self { lit: lit.to_vec(), ..self }
    }
}

/// Writes rows of cells. With a width, the last column is cut so that no row is wider; without one, nothing is
/// cut: another program reads it.
pub(super) fn write(output: &mut Output, rows: &[Vec<Cell>], width: Option<usize>) -> Result<(), Trouble> {
    let widths = widths(rows);
    for row in rows {
        write_row(output, row, &widths, width)?;
    }
    Ok(())
}

fn widths(rows: &[Vec<Cell>]) -> Vec<usize> {
    let measure = Measure::default();
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| measure.text(&cell.text).min(WIDEST)).max().unwrap_or_default()
    };
    (0..count).map(widest).collect()
}

fn write_row(
    output: &mut Output,
    row: &[Cell],
    widths: &[usize],
    width: Option<usize>,
) -> Result<(), Trouble> {
    let Some((last, before)) = row.split_last() else { return output.own("\n") };
    let mut used = 0;
    for (cell, column) in before.iter().zip(widths).filter(|(_, column)| **column > 0) {
        write_cell(output, cell, *column)?;
        output.own("  ")?;
        used += column + 2;
    }
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(used));
    write_text(output, last, room)?;
    output.own("\n")
}

fn write_cell(output: &mut Output, cell: &Cell, column: usize) -> Result<(), Trouble> {
    let gap = column - typeset::cut(&cell.text, column, Measure::default()).columns;
    let (before, after) = if cell.to_the_right { (gap, 0) } else { (0, gap) };
    output.own(" ".repeat(before))?;
    write_text(output, cell, column)?;
    output.own(" ".repeat(after))
}

fn write_text(output: &mut Output, cell: &Cell, room: usize) -> Result<(), Trouble> {
    let cut = typeset::cut(&cell.text, room, Measure::default());
    let mut done = 0;
    for range in &cell.lit {
        let Some(lit) = cut.kept.get(range.clone()) else { break };
        write_piece(output, cell.style, cut.kept.get(done..range.start).unwrap_or_default())?;
        write_piece(output, Some(Style::Lit), lit)?;
        done = range.end;
    }
    write_piece(output, cell.style, cut.kept.get(done..).unwrap_or_default())?;
    write_piece(output, cell.style, cut.ellipsis)
}

fn write_piece(output: &mut Output, style: Option<Style>, text: &str) -> Result<(), Trouble> {
    match style {
        Some(style) => output.styled(style, text),
        None => output.text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::testing;

    fn rows() -> Vec<Vec<Cell>> {
        let row = |id: &str, section: &str, count, title: &str| {
            vec![
                Cell::styled(Style::Faint, id),
                Cell::plain(""),
                Cell::plain(section),
                Cell::number(count),
                Cell::plain(title),
            ]
        };
        vec![
            row("a1", "地方动态", 1200, "春风又绿江南岸，明月何时照我还"),
            row("b2", "要闻", 80, "Spring 来了"),
        ]
    }

    #[test]
    fn columns_line_up_and_an_empty_one_takes_no_room() {
        let text = testing::written(|output| write(output, &rows(), None));
        assert_eq!(
            text,
            "a1  地方动态  1200  春风又绿江南岸，明月何时照我还\nb2  要闻        80  Spring 来了\n"
        );
    }

    #[test]
    fn no_row_is_wider_than_the_terminal() {
        for width in 1..60 {
            let text = testing::written(|output| write(output, &rows(), Some(width)));
            // What stands before the last column has its least width.
            let least = width.max(20);
            assert!(text.lines().all(|line| Measure::default().text(line) <= least), "{width}: {text}");
        }
    }

    #[test]
    fn what_was_looked_for_is_lit() {
        let cell = Cell::plain("春风又绿").lit(&[3..6]);
        let text = testing::written_in_color(|output| write(output, &[vec![cell]], None));
        assert_eq!(text, "春\u{1b}[1;31m风\u{1b}[0m又绿\n");
    }
}
