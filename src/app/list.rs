//! The list of headlines: which rows each article takes and which articles are in view.
//!
//! Heights differ (the selected headline shows whole, a page begins with a row of its own), so they are
//! counted only around what is in view: the length of the list does not matter.

use super::areas::Area;
use super::fit;
use super::state::State;
use crate::query::EntryId;

/// The place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct List {
    /// The index of the selected article among those found.
    pub cursor: usize,
    /// The index of the first article in view.
    pub top: usize,
}

/// Where one article of the list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its index among those found.
    pub index: usize,
    /// The first row, from the top of the items' area.
    pub row: u16,
    /// Its rows, the page's row included.
    pub rows: u16,
    /// It begins with the row that names its page.
    pub names_page: bool,
}

/// Columns before a headline: the cursor's bar and the read mark.
pub const INDENT: u16 = 3;

/// The columns of a headline in the list.
pub fn headline_columns(area: Area) -> usize {
    usize::from(area.width.saturating_sub(INDENT + 1))
}

/// The articles in view from top to bottom; the last one may stand only in part.
pub fn places(state: &State, area: Area) -> Vec<Place> {
    let mut places = Vec::new();
    let mut row = 0;
    for index in state.list.top..state.found.ranked.len() {
        if row >= area.height {
            break;
        }
        let names_page = names_page(state, index, index == state.list.top);
        let rows = rows_of(state, index, area) + u16::from(names_page);
        places.push(Place { index, row, rows, names_page });
        row += rows;
    }
    places
}

/// Brings the cursor among the articles found and what is in view around it.
pub fn settle(state: &mut State, area: Option<Area>) {
    let last = state.found.ranked.len().saturating_sub(1);
    state.list.cursor = state.list.cursor.min(last);
    state.list.top = state.list.top.min(state.list.cursor);
    let Some(area) = area else { return };
    state.list.top = state.list.top.max(least_top(state, area));
    // At the end of the list no rows stay empty while articles above could fill them.
    let fitting = least_top_for(state, last, area);
    state.list.top = state.list.top.min(fitting.min(state.list.cursor));
}

/// Scrolls without the cursor, which is only drawn along where it would leave the view.
pub fn scroll(state: &mut State, area: Area, items: isize) {
    let last = state.found.ranked.len().saturating_sub(1);
    let greatest = least_top_for(state, last, area);
    state.list.top = state.list.top.saturating_add_signed(items).min(greatest);
    let whole = |place: &Place| place.row + place.rows <= area.height;
    let places = places(state, area);
    let last_whole = places.iter().rev().find(|place| whole(place)).or(places.first());
    let greatest_cursor = last_whole.map_or(state.list.top, |place| place.index);
    state.list.cursor = state.list.cursor.clamp(state.list.top, greatest_cursor.max(state.list.top));
}

/// The first article that can be on top while the cursor's stands whole.
fn least_top(state: &State, area: Area) -> usize {
    least_top_for(state, state.list.cursor, area)
}

fn least_top_for(state: &State, index: usize, area: Area) -> usize {
    let mut left = area.height;
    let mut top = index;
    for index in (0..=index).rev() {
        // The first in view always names its page; the others only where a page begins.
        let rows = rows_of(state, index, area);
        let first = rows + u16::from(names_page(state, index, true));
        if first > left {
            break;
        }
        top = index;
        left -= (rows + u16::from(names_page(state, index, false))).min(left);
    }
    top
}

fn rows_of(state: &State, index: usize, area: Area) -> u16 {
    let meta = u16::from(!state.settings.compact);
    if index != state.list.cursor {
        return 1 + meta;
    }
    let title = state.found.ranked.get(index).map(|(entry, _)| title(state, entry)).unwrap_or_default();
    let rows = fit::wrap(&title, headline_columns(area), state.measure).len();
    // A headline that would fill the whole pane stays cut.
    (rows as u16).clamp(1, (area.height / 2).max(1)) + 1
}

/// The text that stands for an article in the list.
pub fn title(state: &State, entry: EntryId) -> String {
    state.library.catalogue.entry(entry).map(|entry| entry.article().title()).unwrap_or_default()
}

/// In page order, a row names the page above its first article in view.
fn names_page(state: &State, index: usize, first_in_view: bool) -> bool {
    if !state.selection.sort.is_as_printed() || !state.selection.typed.trim().is_empty() {
        return false;
    }
    if state.library.pages.len() < 2 {
        return false;
    }
    let page = |index: usize| {
        let (entry, _) = state.found.ranked.get(index)?;
        state.library.catalogue.entry(entry).map(|entry| std::sync::Arc::as_ptr(&entry.page))
    };
    first_in_view || index == 0 || page(index) != page(index - 1)
}
