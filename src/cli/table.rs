//! A table for the eye: columns that line up whatever is in them.

use super::complaint::Trouble;
use super::output::{Output, Style};
use crate::text::clusters::clusters;
use crate::text::columns::Measure;

/// The widest that a column but the last may grow.
const WIDEST: usize = 24;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text.
    pub(super) text: String,
    /// How it stands out.
    pub(super) style: Option<Style>,
    /// Numbers stand to the right.
    pub(super) to_the_right: bool,
}

impl Cell {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: None, to_the_right: false }
    }

    pub(super) fn styled(style: Style, text: impl Into<String>) -> Self {
        Self { style: Some(style), ..Self::plain(text) }
    }

    pub(super) fn number(number: usize) -> Self {
        Self { to_the_right: true, ..Self::plain(number.to_string()) }
    }
}

/// Writes rows of cells. With a width, the last column is cut so that no row is wider; without one, nothing is
/// cut: another program reads it.
pub(super) fn write(output: &mut Output, rows: &[Vec<Cell>], width: Option<usize>) -> Result<(), Trouble> {
    let measure = Measure::default();
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..count)
        .map(|column| {
            let texts = rows.iter().filter_map(|row| row.get(column));
            texts.map(|cell| measure.text(&cell.text).min(WIDEST)).max().unwrap_or_default()
        })
        .collect();
    for row in rows {
        let mut used = 0;
        for (index, cell) in row.iter().enumerate() {
            let last = index + 1 == row.len();
            let room = match (last, width) {
                (false, _) => widths[index],
                (true, Some(width)) => width.saturating_sub(used).max(2),
                (true, None) => usize::MAX,
            };
            let text = cut(&cell.text, room, measure);
            let gap = widths[index].saturating_sub(measure.text(&text));
            if cell.to_the_right && !last {
                output.own(" ".repeat(gap))?;
            }
            match cell.style {
                Some(style) => output.styled(style, &text)?,
                None => output.text(&text)?,
            }
            if !last {
                output.own(" ".repeat(if cell.to_the_right { 2 } else { gap + 2 }))?;
                used += widths[index] + 2;
            }
        }
        output.own("\n")?;
    }
    Ok(())
}

/// The text within `room` columns, with an ellipsis where something had to go.
pub(super) fn cut(text: &str, room: usize, measure: Measure) -> String {
    if measure.text(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = measure.text("…");
    for (_, cluster) in clusters(text) {
        used += measure.cluster(cluster);
        if used > room {
            break;
        }
        kept.push_str(cluster);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_whole_characters() {
        let cases = [
            ("春风又绿", 8, "春风又绿"),
            ("春风又绿", 7, "春风又…"),
            ("春风又绿", 6, "春风…"),
            ("春", 1, "…"),
        ];
        for (text, room, expected) in cases {
            assert_eq!(cut(text, room, Measure::default()), expected, "{room}");
        }
    }
}
