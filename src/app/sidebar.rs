//! The sidebar: all, then saved filters, sections and provinces, each with the number of articles that it would leave.

use super::state::State;
use crate::model::Province;

/// The place in the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sidebar {
    /// The index of the row with the cursor.
    pub cursor: usize,
    /// The first row in view.
    pub top: usize,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideRow {
    /// Takes all filters of the sidebar off.
    All,
    /// A blank row.
    Gap,
    /// The name of what follows.
    Title(&'static str),
    /// A saved filter with the articles that it has, if they were counted.
    View(String, Option<usize>),
    /// A section with its count.
    Section(String, usize),
    /// A province with its count.
    Province(Province, usize),
}

impl SideRow {
    /// Whether the cursor can stand here.
    pub fn is_choice(&self) -> bool {
        matches!(self, Self::All | Self::View(..) | Self::Section(..) | Self::Province(..))
    }
}

/// The rows from top to bottom.
pub fn rows(state: &State) -> Vec<SideRow> {
    let mut rows = vec![SideRow::All];
    if !state.views.is_empty() {
        rows.extend([SideRow::Gap, SideRow::Title(state.say("视图", "Views"))]);
        let count =
            |name: &String| state.found.views.iter().find(|(own, _)| own == name).map(|(_, count)| *count);
        rows.extend(state.views.keys().map(|name| SideRow::View(name.clone(), count(name))));
    }
    let sections = state.found.sections.iter();
    let sections: Vec<SideRow> =
        sections.map(|(name, count)| SideRow::Section(name.clone(), *count)).collect();
    if !sections.is_empty() {
        rows.extend([SideRow::Gap, SideRow::Title(state.say("栏目", "Sections"))]);
        rows.extend(sections);
    }
    let provinces = state.found.provinces.iter().filter(|(_, count)| *count > 0);
    let provinces: Vec<SideRow> = provinces.map(|(name, count)| SideRow::Province(*name, *count)).collect();
    if !provinces.is_empty() {
        rows.extend([SideRow::Gap, SideRow::Title(state.say("省份", "Provinces"))]);
        rows.extend(provinces);
    }
    rows
}

/// Moves the cursor to the next choice, as many times as asked.
pub fn step(state: &mut State, steps: isize) {
    let rows = rows(state);
    for _ in 0..steps.unsigned_abs() {
        let mut choices = rows.iter().enumerate().filter(|(_, row)| row.is_choice()).map(|(index, _)| index);
        let cursor = state.sidebar.cursor;
        let next = if steps > 0 {
            choices.into_iter().find(|index| *index > cursor)
        } else {
            choices.rfind(|index| *index < cursor)
        };
        let Some(next) = next else { break };
        state.sidebar.cursor = next;
    }
}

/// Brings the cursor to a row that is there and into view.
pub fn settle(state: &mut State, height: Option<u16>) {
    let rows = rows(state);
    let cursor = state.sidebar.cursor.min(rows.len().saturating_sub(1));
    let at_or_before = rows.iter().take(cursor + 1).rposition(SideRow::is_choice);
    state.sidebar.cursor = at_or_before.unwrap_or(0);
    let Some(height) = height.map(usize::from) else { return };
    let sidebar = &mut state.sidebar;
    sidebar.top = sidebar.top.min(rows.len().saturating_sub(height)).min(sidebar.cursor);
    sidebar.top = sidebar.top.max((sidebar.cursor + 1).saturating_sub(height));
}
