//! State → what is on the screen, as plain data: rows of painted text in rectangles. Decides everything that
//! drawing must not decide, and changes nothing.

mod bar;
mod bars;
mod boxes;
mod empty;
mod glance;
mod help;
mod list;
mod map;
pub mod paint;
mod picker;
mod proposals;
mod raw;
mod reader;
mod script;
mod sidebar;
mod spoken;
mod timeline;

use super::areas::{Area, Form};
use super::overlay::Layer;
use super::state::State;
use crate::text::columns::Measure;
use crate::text::signs::Sign;

pub(crate) use bars::{ChipFilter, chips, field_cursor_limit, find_words, hint_at};
pub(crate) use boxes::{rows_of_layer, settle_layer};
pub(crate) use glance::{story_at, story_of_screen};
pub(crate) use map::{is_list as map_is_list, outline as map_outline, province_at};
pub use paint::Paint;
pub(crate) use picker::{items_area as picker_items_area, outline as picker_outline};
pub(crate) use timeline::{chart_columns, span_at};

/// Everything on the screen, to be drawn in order: later patches lie over earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Screen {
    /// Rectangles with something in them.
    pub patches: Vec<Patch>,
    /// Where the terminal's cursor stands: in the field that takes text.
    pub cursor: Option<(u16, u16)>,
}

/// A rectangle with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Where.
    pub area: Area,
    /// What stands behind everything in it.
    pub fill: Paint,
    /// What is in it.
    pub content: Content,
}

/// What a patch shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Rows of text from the top; rows that are missing are blank.
    Rows(Vec<Line>),
    /// A vertical line.
    Divider,
    /// A horizontal line, the first so many cells of it in [`Paint::Progress`].
    Rule(u16),
    /// A box with words in its upper and lower edge.
    Box {
        /// In the upper edge.
        title: Line,
        /// In the lower edge.
        foot: Line,
    },
}

/// A row of painted text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// From left to right.
    pub spans: Vec<Span>,
    /// What stands behind the whole row.
    pub fill: Option<Paint>,
}

/// A piece of text in one paint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text; it fits where it stands.
    pub text: String,
    /// How it looks.
    pub paint: Paint,
}

impl Line {
    /// A row with one piece.
    pub fn of(text: impl Into<String>, paint: Paint) -> Self {
        let mut line = Self::default();
        line.push(text, paint);
        line
    }

    /// Adds a piece.
    pub fn push(&mut self, text: impl Into<String>, paint: Paint) {
        let text = text.into();
        if !text.is_empty() {
            self.spans.push(Span { text, paint });
        }
    }

    /// Adds blanks.
    pub fn blank(&mut self, columns: usize) {
        self.push(" ".repeat(columns), Paint::Text);
    }

    /// The columns that it takes.
    pub fn width(&self, measure: Measure) -> usize {
        self.spans.iter().map(|span| measure.text(&span.text)).sum()
    }

    /// Adds blanks so that what comes next begins at this column.
    pub fn tab(&mut self, column: usize, measure: Measure) {
        let width = self.width(measure);
        self.blank(column.saturating_sub(width));
    }
}

impl Patch {
    fn rows(area: Area, fill: Paint, rows: Vec<Line>) -> Self {
        Self { area, fill, content: Content::Rows(rows) }
    }
}

/// What is on the screen.
pub fn view(state: &State) -> Screen {
    let areas = state.areas();
    let script = state.settings.composing.script;
    let mut screen = Screen::default();
    if areas.form == Form::Tiny {
        screen.patches.push(empty::too_small(state, areas.screen));
        return screen;
    }
    let patches = &mut screen.patches;
    patches.push(Patch::rows(areas.screen, Paint::Text, Vec::new()));
    bars::masthead(state, &areas, patches);
    patches.extend(areas.dividers.iter().map(|area| Patch {
        area: *area,
        fill: Paint::Text,
        content: Content::Divider,
    }));
    if let Some(area) = areas.sidebar {
        patches.push(sidebar::patch(state, area));
    }
    if let Some(area) = areas.list {
        list::patches(state, area, patches);
    }
    script::show(script, patches);
    if let Some(area) = areas.raw {
        patches.push(raw::patch(state, area));
    }
    if let Some(area) = areas.reader {
        reader::patches(state, area, patches);
    }
    let article_ends = screen.patches.len();
    screen.cursor = bars::footer(state, &areas, &mut screen.patches);
    match &state.layer {
        Layer::None if !state.pending.is_empty() => {
            boxes::what_may_follow(state, &areas, &mut screen.patches);
        }
        Layer::Filter(filter) => proposals::patches(state, filter, &mut screen.patches),
        Layer::None | Layer::Find(_) | Layer::Ask(_) => {}
        Layer::Picker(picker) => screen.cursor = picker::patches(state, picker, &mut screen.patches),
        Layer::Help(help) => screen.cursor = help::patches(state, help, &mut screen.patches),
        Layer::Map(map) => screen.cursor = map::patches(state, map, &mut screen.patches),
        Layer::Glance(glance) => glance::patches(state, glance, &mut screen.patches),
        Layer::Timeline(timeline) => timeline::patches(state, timeline, &mut screen.patches),
        Layer::Spoken(spoken) => spoken::patches(state, spoken, &mut screen.patches),
        Layer::Problems(place) => boxes::problems(state, place.top, &mut screen.patches),
    }
    // The pinyin of a sentence is in the wanted script already.
    if !matches!(state.layer, Layer::Spoken(_)) {
        script::show(script, screen.patches.get_mut(article_ends..).unwrap_or_default());
    }
    screen
}

/// The column of marks before something that can be chosen.
fn tick(state: &State, is_chosen: bool) -> String {
    format!(" {} ", if is_chosen { state.measure.sign(Sign::Tick) } else { " " })
}

/// Adds a text in pieces: those in `ranges` lit, the others plain. `from` is the byte at which the text
/// stands in the text that the ranges are about.
pub(crate) fn push_lit(
    line: &mut Line,
    text: &str,
    from: usize,
    ranges: &[std::ops::Range<usize>],
    (plain, lit): (Paint, Paint),
) {
    let mut done = 0;
    for range in ranges {
        let start = range.start.saturating_sub(from).clamp(done, text.len());
        let end = range.end.saturating_sub(from).clamp(start, text.len());
        let (Some(before), Some(within)) = (text.get(done..start), text.get(start..end)) else { continue };
        line.push(before, plain);
        line.push(within, lit);
        done = end;
    }
    line.push(text.get(done..).unwrap_or_default(), plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lit_pieces_keep_the_text() {
        for (from, ranges) in
            [(0, vec![0..3, 6..9]), (3, vec![3..6]), (0, vec![1..4]), (0, vec![0..99]), (9, vec![0..3])]
        {
            let mut line = Line::default();
            push_lit(&mut line, "河南漯河", from, &ranges, (Paint::Text, Paint::Lit));
            let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            assert_eq!(text, "河南漯河");
        }
    }
}
