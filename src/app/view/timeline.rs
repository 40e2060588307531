//! The course of time as columns, below them the span under the cursor with its headlines.

use super::boxes::{ground, inside, push_box};
use super::{Line, Paint, Patch, bar};
use crate::app::areas::Area;
use crate::app::fit;
use crate::app::overlay::Layer;
use crate::app::state::State;
use crate::app::timeline::{Span, Timeline, Unit, Window};
use crate::model::Language;

/// Where the parts of the timeline stand.
struct Parts {
    head: Area,
    chart: Area,
    axis: Area,
    below: Area,
}

fn parts(state: &State) -> Parts {
    /// Higher columns say no more.
    const HIGHEST: u16 = 16;
    let area = inside(ground(state));
    let (head, rest) = area.split_top(1);
    let rows = (rest.height * 2 / 5).clamp(2, HIGHEST);
    let (chart, rest) = rest.split_top(rows);
    let (axis, below) = rest.split_top(1);
    let (_, below) = below.split_top(u16::from(below.height >= 6));
    Parts { head, chart, axis, below }
}

/// The columns of the chart.
pub(crate) fn chart_columns(state: &State) -> u16 {
    parts(state).chart.width
}

/// The span under a cell of the chart.
pub(crate) fn span_at(state: &State, column: u16, row: u16) -> Option<usize> {
    let Layer::Timeline(timeline) = &state.layer else { return None };
    let parts = parts(state);
    if !parts.chart.holds(column, row) && !parts.axis.holds(column, row) {
        return None;
    }
    let window = Window::of(timeline, parts.chart);
    let index = usize::from(column - parts.chart.x) / window.step();
    (index < window.count).then_some(window.first + index)
}

/// The timeline.
pub(super) fn patches(state: &State, timeline: &Timeline, patches: &mut Vec<Patch>) {
    let title = match timeline.unit {
        Unit::Day => state.say("时间线：每日稿件", "Timeline: articles a day"),
        Unit::Month => state.say("时间线：每月稿件", "Timeline: articles a month"),
        Unit::Year => state.say("时间线：每年稿件", "Timeline: articles a year"),
    };
    push_box(ground(state), title, "", patches);
    let parts = parts(state);
    let head = fit::cut(&head_words(state, timeline), usize::from(parts.head.width), state.measure);
    patches.push(Patch::rows(parts.head, Paint::Popup, vec![Line::of(head, Paint::Dim)]));
    if timeline.spans.is_empty() {
        return;
    }
    let window = Window::of(timeline, parts.chart);
    patches.push(Patch::rows(parts.chart, Paint::Popup, chart_lines(state, timeline, window, parts.chart)));
    patches.push(Patch::rows(parts.axis, Paint::Popup, vec![axis_line(state, timeline, window, parts.axis)]));
    patches.push(Patch::rows(parts.below, Paint::Popup, span_lines(state, timeline, parts.below)));
}

fn head_words(state: &State, timeline: &Timeline) -> String {
    let dated: usize = timeline.spans.iter().map(|span| span.entries.len()).sum();
    let (Some(first), Some(last)) = (timeline.spans.first(), timeline.spans.last()) else {
        return state.say("这些版面没有日期", "these pages have no date").to_owned();
    };
    let range = match (timeline.unit.written(first.first), timeline.unit.written(last.first)) {
        (first, last) if first == last => first,
        (first, last) => format!("{first} .. {last}"),
    };
    let most = timeline.most();
    let mut words = match state.language() {
        Language::Chinese => format!("{range}  共 {dated} 篇，最多 {most} 篇"),
        Language::English => format!("{range}  {dated} articles, at most {most}"),
    };
    if timeline.undated > 0 {
        words += &match state.language() {
            Language::Chinese => format!("，未注日期 {} 篇", timeline.undated),
            Language::English => format!(", {} without a date", timeline.undated),
        };
    }
    words
}

fn chart_lines(state: &State, timeline: &Timeline, window: Window, area: Area) -> Vec<Line> {
    let rows = usize::from(area.height);
    let most = timeline.most();
    let spans = || timeline.spans.iter().enumerate().skip(window.first).take(window.count);
    let row = |row: usize| {
        let mut line = Line::default();
        for (index, span) in spans() {
            let mark = bar::tall(span.entries.len(), most, (row, rows), state.measure);
            let paint = if index == timeline.cursor { Paint::Accent } else { Paint::Dim };
            line.push(mark.repeat(window.bar), paint);
            line.blank(window.gap);
        }
        line
    };
    (0..rows).rev().map(row).collect()
}

/// The dates below the columns, as many as stand free of each other, and a mark under the cursor.
fn axis_line(state: &State, timeline: &Timeline, window: Window, area: Area) -> Line {
    let measure = state.measure;
    let mut line = Line::default();
    let cursor_column = (timeline.cursor - window.first) * window.step();
    let label_of = |span: &Span| timeline.unit.written(span.first);
    let Some(here) = timeline.selected().map(label_of) else { return line };
    let columns = usize::from(area.width);
    let here_columns = measure.text(&here) + 2;
    let here_column = cursor_column.min(columns.saturating_sub(here_columns));
    let spans = timeline.spans.iter().skip(window.first).take(window.count);
    let first = spans.clone().next().map(label_of).unwrap_or_default();
    let last = spans.clone().next_back().map(label_of).unwrap_or_default();
    if here_column > measure.text(&first) {
        line.push(first, Paint::Faint);
    }
    line.tab(here_column, measure);
    line.push(format!("[{here}]"), Paint::Strong);
    let last_column = (window.count * window.step()).min(columns).saturating_sub(measure.text(&last));
    if last_column > here_column + here_columns {
        line.tab(last_column, measure);
        line.push(last, Paint::Faint);
    }
    line
}

/// The span under the cursor in words, and its headlines.
fn span_lines(state: &State, timeline: &Timeline, area: Area) -> Vec<Line> {
    let Some(span) = timeline.selected() else { return Vec::new() };
    let measure = state.measure;
    let columns = usize::from(area.width);
    let rows = usize::from(area.height);
    let count = span.entries.len();
    let name = span_name(state, timeline.unit, span);
    let words = match state.language() {
        Language::Chinese => format!("{name}  {count} 篇"),
        Language::English => format!("{name}  {count} articles"),
    };
    let mut lines = vec![Line::of(fit::cut(&words, columns, measure), Paint::Section)];
    let entries = span.entries.iter().filter_map(|id| state.library.catalogue.entry(*id));
    lines.extend(entries.take(rows.saturating_sub(1)).map(|entry| {
        let read = state.marks.is_read(&entry.article().id);
        let paint = if read { Paint::ReadHeadline } else { Paint::ListHeadline };
        Line::of(fit::cut(&entry.article().title(), columns, measure), paint)
    }));
    lines
}

fn span_name(state: &State, unit: Unit, span: &Span) -> String {
    let date = span.first;
    match (unit, state.language()) {
        (_, Language::English) => unit.written(date),
        (Unit::Day, Language::Chinese) => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        (Unit::Month, Language::Chinese) => format!("{}年{}月", date.year(), date.month()),
        (Unit::Year, Language::Chinese) => format!("{}年", date.year()),
    }
}
