//! The raw page beside the article: every non-blank line as it stands in the file, wrapped at any character.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::areas::Area;
use super::fit;
use super::reader;
use super::state::State;
use crate::model::{LineNumber, Page};
use crate::query::Entry;

/// One row of the raw page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// The line, at its first row only.
    pub number: Option<LineNumber>,
    /// The index into the page's lines; `None` for a blank row.
    pub line: Option<usize>,
    /// The bytes of the line's text that the row shows.
    pub bytes: Range<usize>,
}

/// Columns of the line numbers, with a blank after them.
pub fn number_columns(page: &Page) -> u16 {
    page.line_count.max(1).ilog10() as u16 + 3
}

/// All rows at this width.
pub fn rows(state: &State, page: &Page, area: Area) -> Vec<RawRow> {
    let columns = usize::from(area.width.saturating_sub(number_columns(page) + 1)).max(2);
    let mut rows = Vec::new();
    for (index, line) in page.lines.iter().enumerate() {
        if line.blank_before > 0 && index > 0 {
            rows.push(RawRow { number: None, line: None, bytes: 0..0 });
        }
        for (row, bytes) in fit::wrap(&line.text, columns, state.measure).into_iter().enumerate() {
            rows.push(RawRow { number: (row == 0).then_some(line.number), line: Some(index), bytes });
        }
    }
    rows
}

/// The page that the raw pane shows: that of the line on top of the reader; and which part of its story stands there.
pub fn shown(state: &State) -> Option<(&Arc<Page>, usize)> {
    let entry = state.open_entry().or_else(|| state.selected().map(|(_, entry)| entry))?;
    let part = top_line(state, entry).map_or(0, LineNumber::part);
    Some((entry.portions().get(part).map_or(&entry.page, |portion| &portion.page), part))
}

/// The raw line on top of the reader, or the article's first.
fn top_line(state: &State, entry: &Entry) -> Option<LineNumber> {
    let article = entry.article();
    let place = state.reader.as_ref().and_then(super::reader::Reader::place);
    place.and_then(|place| reader::line_at(article, place)).or_else(|| article.lines().min())
}

/// Scrolls the raw page by hand.
pub fn scroll(state: &mut State, steps: isize) {
    if let Some(raw) = &mut state.raw {
        raw.top = raw.top.saturating_add_signed(steps);
        raw.loose = true;
    }
}

/// Keeps the raw page at the line that the article shows on top, unless it was scrolled by hand.
pub fn settle(state: &mut State, area: Option<Area>) {
    let (Some(mut view), Some(area)) = (state.raw, area) else { return };
    let Some(entry) = state.open_entry().or_else(|| state.selected().map(|(_, entry)| entry)) else { return };
    let Some((page, _)) = shown(state) else { return };
    let rows = rows(state, page, area);
    if !view.loose {
        let line = top_line(state, entry).map(LineNumber::in_file);
        let row = line.and_then(|line| rows.iter().position(|row| row.number == Some(line)));
        view.top = row.unwrap_or(0).saturating_sub(1);
    }
    view.top = view.top.min(rows.len().saturating_sub(usize::from(area.height)));
    state.raw = Some(view);
}

/// The lines that are to be lit: those of the open article.
pub fn lit_lines(state: &State) -> BTreeSet<LineNumber> {
    let article = state.open_article().or_else(|| state.selected().map(|(_, entry)| entry.article()));
    let part = shown(state).map_or(0, |(_, part)| part);
    let here = |line: &LineNumber| line.part() == part;
    let lines = article.into_iter().flat_map(|article| article.lines().chain(article.section_line));
    lines.filter(here).map(LineNumber::in_file).collect()
}
