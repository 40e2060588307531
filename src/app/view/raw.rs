//! The raw page beside the article: line numbers, and the lines of the open article lit.

use super::{Line, Paint, Patch};
use crate::app::areas::Area;
use crate::app::raw::{lit_lines, number_columns, rows, shown};
use crate::app::state::State;

/// The raw page.
pub(super) fn patch(state: &State, area: Area) -> Patch {
    let (Some((page, _)), Some(view)) = (shown(state), state.raw) else {
        return Patch::rows(area, Paint::Text, Vec::new());
    };
    let lit = lit_lines(state);
    let numbers = usize::from(number_columns(page));
    let lines =
        rows(state, page, area).into_iter().skip(view.top).take(usize::from(area.height)).map(|row| {
            let Some(raw) = row.line.and_then(|index| page.lines.get(index)) else { return Line::default() };
            let is_lit = lit.contains(&raw.number);
            let number = row.number.map(|number| number.to_string()).unwrap_or_default();
            let paint = if is_lit { Paint::RawLit } else { Paint::RawOther };
            let mut line = Line::of(format!("{number:>width$} ", width = numbers - 1), Paint::LineNumber);
            line.push(raw.text.get(row.bytes).unwrap_or_default(), paint);
            line
        });
    Patch::rows(area, Paint::Text, lines.collect())
}
