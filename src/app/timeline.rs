//! The course of time: how many of the articles that the present filter leaves are of each day, month or year.

use super::areas::Area;
use super::state::State;
use crate::model::Date;
use crate::query::{Catalogue, EntryId};

/// The open timeline.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// What one column stands for.
    pub unit: Unit,
    /// The spans of time from the first to the last, empty ones included.
    pub spans: Vec<Span>,
    /// The index of the span under the cursor.
    pub cursor: usize,
    /// Articles without a date.
    pub undated: usize,
}

/// What one column of a timeline stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A day, a month or a year with its articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Its first day.
    pub first: Date,
    /// Its articles, as they are listed.
    pub entries: Vec<EntryId>,
}

/// More spans than these are not drawn one by one: the next larger unit is taken.
const MOST: usize = 4_000;

impl Unit {
    /// From the finest.
    pub const ALL: [Self; 3] = [Self::Day, Self::Month, Self::Year];

    /// The first day of the span that holds a day.
    fn start(self, date: Date) -> Date {
        let of = |month, day| Date::new(date.year(), month, day).unwrap_or(date);
        match self {
            Self::Day => date,
            Self::Month => of(date.month(), 1),
            Self::Year => of(1, 1),
        }
    }

    /// The first day of the span after the one that begins with this day.
    fn next(self, start: Date) -> Option<Date> {
        match self {
            Self::Day => start.tomorrow().ok(),
            Self::Month if start.month() == 12 => Date::new(start.year().checked_add(1)?, 1, 1).ok(),
            Self::Month => Date::new(start.year(), start.month() + 1, 1).ok(),
            Self::Year => Date::new(start.year().checked_add(1)?, 1, 1).ok(),
        }
    }

    /// The span as the query language writes it: 2024-11-06, 2024-11, 2024.
    pub fn written(self, start: Date) -> String {
        match self {
            Self::Day => start.to_string(),
            Self::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Self::Year => format!("{:04}", start.year()),
        }
    }
}

impl Timeline {
    /// The timeline of what is found, in the finest unit of which so many columns hold all; the cursor is on the
    /// selected article.
    pub fn open(state: &State, columns: usize) -> Self {
        let fits = |unit: &Unit| Self::of(state, *unit).spans.len() <= columns.max(1);
        let unit = Unit::ALL.into_iter().find(fits).unwrap_or(Unit::Year);
        Self::of(state, unit)
    }

    /// The timeline in one unit.
    pub fn of(state: &State, unit: Unit) -> Self {
        let found = state.found.ranked.entries().iter().copied();
        let catalogue = &state.library.catalogue;
        let mut timeline = Self::of_entries(catalogue, found, unit);
        let selected = state.selected().and_then(|(_, entry)| entry.page.date).map(|date| unit.start(date));
        let here = timeline.spans.iter().position(|span| Some(span.first) == selected);
        timeline.cursor = here.unwrap_or(timeline.spans.len().saturating_sub(1));
        timeline
    }

    fn of_entries(catalogue: &Catalogue, entries: impl Iterator<Item = EntryId>, unit: Unit) -> Self {
        let mut dated: Vec<(Date, EntryId)> = Vec::new();
        let mut undated = 0;
        for id in entries {
            match catalogue.entry(id).and_then(|entry| entry.page.date) {
                Some(date) => dated.push((unit.start(date), id)),
                None => undated += 1,
            }
        }
        dated.sort_by_key(|(date, _)| *date);
        let Some(spans) = spans(&dated, unit) else {
            // So many spans that nobody could tell them apart; the next larger unit always has fewer.
            return match unit {
                Unit::Day => Self::larger(dated, undated, Unit::Month),
                Unit::Month | Unit::Year => Self::larger(dated, undated, Unit::Year),
            };
        };
        Self { unit, spans, cursor: 0, undated }
    }

    fn larger(dated: Vec<(Date, EntryId)>, undated: usize, unit: Unit) -> Self {
        let dated: Vec<(Date, EntryId)> =
            dated.into_iter().map(|(date, id)| (unit.start(date), id)).collect();
        let spans = spans(&dated, unit).unwrap_or_default();
        Self { unit, spans, cursor: 0, undated }
    }

    /// The span under the cursor.
    pub fn selected(&self) -> Option<&Span> {
        self.spans.get(self.cursor)
    }

    /// Moves the cursor to the span that holds a day, or the last before it.
    pub fn go_to(&mut self, day: Date) {
        let start = self.unit.start(day);
        self.cursor = self.spans.iter().rposition(|span| span.first <= start).unwrap_or(0);
    }

    /// Moves the cursor by spans.
    pub fn step(&mut self, steps: isize) {
        self.cursor = self.cursor.saturating_add_signed(steps).min(self.spans.len().saturating_sub(1));
    }

    /// Moves the cursor to the next span with any article.
    pub fn step_to_some(&mut self, forward: bool) {
        let has_any = |index: &usize| self.spans.get(*index).is_some_and(|span| !span.entries.is_empty());
        let found = if forward {
            (self.cursor + 1..self.spans.len()).find(has_any)
        } else {
            (0..self.cursor).rev().find(has_any)
        };
        self.cursor = found.unwrap_or(self.cursor);
    }

    /// The most articles of one span.
    pub fn most(&self) -> usize {
        self.spans.iter().map(|span| span.entries.len()).max().unwrap_or(0)
    }
}

/// The spans from the first date to the last; `None` where they are too many.
fn spans(dated: &[(Date, EntryId)], unit: Unit) -> Option<Vec<Span>> {
    let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else { return Some(Vec::new()) };
    let mut starts = vec![*first];
    while let Some(next) = starts.last().and_then(|start| unit.next(*start)).filter(|next| next <= last) {
        if starts.len() == MOST {
            return None;
        }
        starts.push(next);
    }
    let mut spans: Vec<Span> = starts.into_iter().map(|first| Span { first, entries: Vec::new() }).collect();
    let mut at = 0;
    for (date, id) in dated {
        while spans.get(at).is_some_and(|span| span.first < *date) {
            at += 1;
        }
        if let Some(span) = spans.get_mut(at) {
            span.entries.push(*id);
        }
    }
    Some(spans)
}

/// Which spans are drawn, and the cells of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first span on the screen.
    pub first: usize,
    /// How many.
    pub count: usize,
    /// The cells of a column, without the blank after it.
    pub bar: usize,
    /// Blanks after each column.
    pub gap: usize,
}

impl Window {
    /// The spans around the cursor that an area can show: all of them if there is room, each as wide as may be.
    pub fn of(timeline: &Timeline, area: Area) -> Self {
        /// A column wider than this says no more.
        const WIDEST: usize = 6;
        let columns = usize::from(area.width).max(1);
        let spans = timeline.spans.len().max(1);
        let step = (columns / spans).clamp(1, WIDEST + 1);
        let gap = usize::from(step >= 3);
        let count = (columns / step).min(spans);
        let greatest = spans - count;
        let first = timeline.cursor.saturating_sub(count / 2).min(greatest);
        Self { first, count, bar: step - gap, gap }
    }

    /// The cells from one column's beginning to the next one's.
    pub fn step(self) -> usize {
        self.bar + self.gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(days: &[(i16, i8, i8)]) -> Vec<(Date, EntryId)> {
        (0..).zip(days).map(|(id, (y, m, d))| (Date::new(*y, *m, *d).unwrap(), EntryId(id))).collect()
    }

    #[test]
    fn spans_follow_each_other_without_a_hole() {
        let days = dates(&[(2024, 2, 28), (2024, 2, 28), (2024, 3, 1)]);
        let counts = |unit: Unit| -> Vec<(String, usize)> {
            let days: Vec<_> = days.iter().map(|(date, id)| (unit.start(*date), *id)).collect();
            let spans = spans(&days, unit).unwrap();
            spans.iter().map(|span| (unit.written(span.first), span.entries.len())).collect()
        };
        let named = |pairs: &[(&str, usize)]| -> Vec<(String, usize)> {
            pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
        };
        assert_eq!(counts(Unit::Day), named(&[("2024-02-28", 2), ("2024-02-29", 0), ("2024-03-01", 1)]));
        assert_eq!(counts(Unit::Month), named(&[("2024-02", 2), ("2024-03", 1)]));
        assert_eq!(counts(Unit::Year), named(&[("2024", 3)]));
        assert!(spans(&dates(&[(1901, 1, 1), (2024, 1, 1)]), Unit::Day).is_none());
        assert_eq!(spans(&[], Unit::Day), Some(Vec::new()));
    }

    #[test]
    fn the_window_holds_the_cursor() {
        let days: Vec<(i16, i8, i8)> = vec![(2024, 1, 1), (2024, 12, 31)];
        let spans = spans(&dates(&days), Unit::Day).unwrap();
        for columns in 1..200 {
            for cursor in [0, 1, 180, spans.len() - 1] {
                let timeline = Timeline { unit: Unit::Day, spans: spans.clone(), cursor, undated: 0 };
                let window = Window::of(&timeline, Area { width: columns, ..Area::default() });
                assert!((window.first..window.first + window.count).contains(&cursor));
                assert!(window.count * window.step() <= usize::from(columns));
            }
        }
    }
}
