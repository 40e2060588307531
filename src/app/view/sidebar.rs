//! The sidebar: all, saved filters, sections and provinces with their counts.

use super::{Line, Paint, Patch, tick};
use crate::app::areas::{Area, Pane};
use crate::app::fit;
use crate::app::sidebar::{SideRow, rows};
use crate::app::state::State;

/// The sidebar.
pub(super) fn patch(state: &State, area: Area) -> Patch {
    let rows = rows(state).into_iter().enumerate().skip(state.sidebar.top).take(usize::from(area.height));
    let lines = rows.map(|(index, row)| {
        let mut line = line(state, &row, usize::from(area.width));
        if index == state.sidebar.cursor && state.focus == Pane::Sidebar {
            line.fill = Some(Paint::Selected);
        }
        line
    });
    Patch::rows(area, Paint::Text, lines.collect())
}

fn line(state: &State, row: &SideRow, columns: usize) -> Line {
    let selection = &state.selection;
    match row {
        SideRow::Gap => Line::default(),
        SideRow::Title(title) => {
            Line::of(format!(" {}", fit::cut(title, columns - 1, state.measure)), Paint::Section)
        }
        SideRow::All => {
            let is_view = state.views.values().any(|line| *line == selection.typed);
            let none = selection.sections.is_empty() && selection.provinces.is_empty() && !is_view;
            choice(state, state.say("全部", "All"), Some(state.library.catalogue.stories()), none, columns)
        }
        SideRow::View(name, count) => {
            let is_open = state.views.get(name) == Some(&selection.line());
            choice(state, name, *count, is_open, columns)
        }
        SideRow::Section(name, count) => {
            choice(state, name, Some(*count), selection.sections.contains(name), columns)
        }
        SideRow::Province(province, count) => {
            choice(state, province.short(), Some(*count), selection.provinces.contains(province), columns)
        }
    }
}

fn choice(state: &State, name: &str, count: Option<usize>, chosen: bool, columns: usize) -> Line {
    let count = count.map(|count| count.to_string()).unwrap_or_default();
    let room = columns.saturating_sub(count.len() + 5);
    let paint = if chosen { Paint::Strong } else { Paint::Text };
    let mut line = Line::of(tick(state, chosen), Paint::Accent);
    line.push(fit::cut(name, room, state.measure), paint);
    line.tab(columns.saturating_sub(count.len() + 1), state.measure);
    line.push(count, Paint::Dim);
    line
}
