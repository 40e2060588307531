//! Stage three: where rows end. Here the width enters.
//!
//! Rows are chosen over the whole paragraph at the least total cost: holes at the right edge, parted units, a last
//! row of one character (孤字) all cost, and a break that the rules forbid is not on offer at all. Only where a row
//! can hold nothing else (a web address, a width below three characters) is a word or a chain of marks cut.
//!
//! Whole columns are counted, no fractions: the same text gives the same rows on every machine.

use super::paragraph::{Columns, Marks, Unit};
use super::{Fit, Settings};
use crate::text::columns::Ambiguous;
use crate::text::punctuation::{Class, Level, Opportunity};

/// The units of one row, blanks at its ends left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: usize,
    /// One past the last.
    pub(super) end: usize,
}

/// Where a text is to stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    /// Columns of the first row.
    pub(super) first: usize,
    /// Columns of every other row.
    pub(super) rest: usize,
    /// Columns that one stop may hang beyond them.
    pub(super) hang: usize,
    /// The level of the rules.
    pub(super) level: Level,
}

/// The cost of a hole of so many columns at a row's end. One column is the odd half character that cannot be
/// helped, two are hardly seen, three and more are.
fn hole(columns: usize) -> u32 {
    const SEEN: [u32; 5] = [0, 1, 4, 24, 48];
    let long = || u32::try_from(columns * columns * 3).unwrap_or(u32::MAX / 4).min(MOST_HOLE);
    SEEN.get(columns).copied().unwrap_or_else(long)
}

/// A hole of so many columns is no fault: see [`super::check::MOST_BLANK`].
const HARDLY_SEEN: usize = super::check::MOST_BLANK;

/// No hole costs more than this, so that a unit is not parted to fill one.
const MOST_HOLE: u32 = 3_000;
/// Ending a row at an awkward place.
const AWKWARD: u32 = 3;
/// Parting a date, or a word from its bracket.
const CHAIN: u32 = 60;
/// Parting a number from its measure word.
const UNIT: u32 = 8_000;
/// A last row of one character (孤字).
const ORPHAN: u32 = 6_000;
/// A last row no longer than the indent: the next paragraph seems to hang on it.
const SHORT_LAST: u32 = 40;
const SHORT_LAST_COLUMNS: usize = 4;
/// Cutting inside a word that is longer than a row.
const CUT: u32 = 2_500;
/// Beginning or ending a row with a forbidden mark where nothing else is possible.
const FORBIDDEN: u32 = 200_000;
/// A row is tried shorter until it has a hole of this many columns; beyond, no better whole is found.
const DEEPEST_HOLE: usize = 8;

/// Near the end of a text every shorter row is tried: a large hole can be the price of a last row of two characters.
const LAST_UNITS: usize = 12;

const UNREACHED: u32 = u32::MAX;

/// Columns of the units in one terminal with one set of settings, and room for the search. Kept between texts so
/// that a resize allocates nothing in proportion to the article.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// The column at which each unit begins when the text stands in one row.
    starts: Vec<u32>,
    /// The column after each unit.
    ends: Vec<u32>,
    costs: Vec<u32>,
    from: Vec<u32>,
}

impl Workspace {
    /// Measures the units.
    pub(super) fn measure(&mut self, text: &str, units: &[Unit], settings: &Settings) {
        self.starts.clear();
        self.ends.clear();
        let [ambiguous, curly, straight] = columns_of_kinds(settings);
        let spaced = settings.autospace;
        let mut column = 0;
        for (at, unit) in units.iter().enumerate() {
            if spaced && unit.marks.has(Marks::HAN_LATIN) {
                column += 1;
            }
            self.starts.push(column);
            column += match unit.columns {
                Columns::Zero => 0,
                Columns::One => 1,
                Columns::Two => 2,
                Columns::Ambiguous if settings.measure.ambiguous == Ambiguous::Avoid => {
                    let end = units.get(at + 1).map_or(text.len(), |next| next.byte as usize);
                    let cluster = text.get(unit.byte as usize..end).unwrap_or_default();
                    settings.measure.ambiguous_cluster(cluster) as u32
                }
                Columns::Ambiguous => ambiguous,
                Columns::CurlyQuote => curly,
                Columns::StraightQuote => straight,
            };
            self.ends.push(column);
        }
    }

    /// The columns from the beginning of one unit to the end of another that stands in the same row.
    #[inline]
    pub(super) fn columns(&self, first: usize, last: usize) -> usize {
        (self.ends[last] - self.starts[first]) as usize
    }
}

fn columns_of_kinds(settings: &Settings) -> [u32; 3] {
    let ambiguous = match settings.measure.ambiguous {
        Ambiguous::Narrow => 1,
        Ambiguous::Wide | Ambiguous::Avoid => 2,
    };
    if settings.corner_quotes { [ambiguous, 2, 2] } else { [ambiguous, ambiguous, 1] }
}

/// The rows of a text, in order; none for a text of blanks.
pub(super) fn break_rows(units: &[Unit], space: Space, fit: Fit, workspace: &mut Workspace) -> Vec<Span> {
    let Some(first) = units.iter().position(|unit| unit.class != Class::Space) else { return Vec::new() };
    let end = units.iter().rposition(|unit| unit.class != Class::Space).map_or(first, |last| last + 1);
    let units = &units[..end];
    if workspace.columns(first, end - 1) <= space.first {
        return vec![Span { first, end }];
    }
    match fit {
        Fit::First => first_fit(units, first, space, workspace),
        Fit::Best => best_fit(units, first, space, workspace),
        Fit::Balanced => super::headings::balanced(units, first, space, workspace),
    }
}

/// Fills row after row, each as well as it can be by itself.
fn first_fit(units: &[Unit], first: usize, space: Space, workspace: &Workspace) -> Vec<Span> {
    let mut rows = Vec::new();
    let mut start = first;
    let mut reach = first;
    while start < units.len() {
        let mut best = (UNREACHED, units.len());
        let room = if start == first { space.first } else { space.rest };
        let row = RowStart { units, workspace, space, start, room };
        reach = row.reach(reach);
        row.each_end(reach, |end, cost| {
            let cost = if end == units.len() { 0 } else { cost };
            if cost < best.0 {
                best = (cost, end);
            }
        });
        rows.push(trimmed(units, start, best.1));
        start = skip_blanks(units, best.1);
    }
    rows
}

/// Which rows a search tries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tried {
    /// Those that are full but for columns that are hardly seen.
    Full,
    /// All that could be part of the best whole.
    All,
}

/// Chooses all rows together at the least total cost (Knuth and Plass, in whole columns).
///
/// Most texts can be set in full rows, and of those there are few. A whole that costs less than one short row is
/// the best of all, since every other has one; only where there is none are short rows tried too.
pub(super) fn best_fit(units: &[Unit], first: usize, space: Space, workspace: &mut Workspace) -> Vec<Span> {
    let mut costs = std::mem::take(&mut workspace.costs);
    let mut from = std::mem::take(&mut workspace.from);
    let search = Search { units, first, space, workspace };
    if search.least_cost(Tried::Full, &mut costs, &mut from) >= hole(HARDLY_SEEN + 1) {
        search.least_cost(Tried::All, &mut costs, &mut from);
    }
    let rows = trace_back(units, first, &from);
    workspace.costs = costs;
    workspace.from = from;
    rows
}

/// A text whose rows are to be chosen.
struct Search<'a> {
    units: &'a [Unit],
    first: usize,
    space: Space,
    workspace: &'a Workspace,
}

impl Search<'_> {
    /// The least cost of the whole text; for each end of a row, `from` then says where the best row before it begins.
    fn least_cost(&self, tried: Tried, costs: &mut Vec<u32>, from: &mut Vec<u32>) -> u32 {
        let Self { units, first, space, workspace } = *self;
        let length = units.len();
        costs.clear();
        costs.resize(length + 1, UNREACHED);
        from.clear();
        from.resize(length + 1, 0);
        costs[first] = 0;
        let mut reach = first;
        for start in first..length {
            let so_far = costs[start];
            if so_far == UNREACHED {
                continue;
            }
            let room = if start == first { space.first } else { space.rest };
            let row = RowStart { units, workspace, space, start, room };
            reach = row.reach(reach.max(start));
            let take = |end: usize, cost: u32| {
                let cost = if end == length { row.last_row_cost(start != first) } else { cost };
                let cost = so_far.saturating_add(cost);
                if cost < costs[end] {
                    costs[end] = cost;
                    from[end] = start as u32;
                }
            };
            match tried {
                Tried::Full => row.each_full_end(reach, take),
                Tried::All => row.each_end(reach, take),
            }
        }
        costs[length]
    }
}

fn trace_back(units: &[Unit], first: usize, from: &[u32]) -> Vec<Span> {
    let mut rows = Vec::new();
    let mut end = units.len();
    while end > first {
        let start = from[end] as usize;
        rows.push(trimmed(units, start, end));
        end = start;
    }
    rows.reverse();
    rows
}

/// A row from `start` up to `end` without the blanks at its ends.
pub(super) fn trimmed(units: &[Unit], start: usize, end: usize) -> Span {
    let first = skip_blanks(units, start).min(end);
    let mut end = end;
    while end > first && units[end - 1].class == Class::Space {
        end -= 1;
    }
    Span { first, end }
}

fn skip_blanks(units: &[Unit], mut at: usize) -> usize {
    while units.get(at).is_some_and(|unit| unit.class == Class::Space) {
        at += 1;
    }
    at
}

/// A place where a row begins.
#[derive(Clone, Copy)]
pub(super) struct RowStart<'a> {
    pub(super) units: &'a [Unit],
    pub(super) workspace: &'a Workspace,
    pub(super) space: Space,
    pub(super) start: usize,
    pub(super) room: usize,
}

impl RowStart<'_> {
    /// One past the last unit that the row could hold, a hanging mark and blanks at its end included. `hint` is the
    /// answer for an earlier start: the reach never goes back.
    #[inline]
    pub(super) fn reach(&self, hint: usize) -> usize {
        let limit = self.workspace.starts[self.start] as usize + self.room + self.space.hang;
        let mut reach = hint.max(self.start);
        while reach < self.units.len()
            && (self.workspace.ends[reach] as usize <= limit || self.units[reach].class == Class::Space)
        {
            reach += 1;
        }
        reach
    }

    /// Calls `take` with each end that leaves hardly a blank, and what it costs, the fullest row first.
    #[inline]
    fn each_full_end(&self, reach: usize, mut take: impl FnMut(usize, u32)) {
        for end in (self.start + 1..=reach).rev() {
            let opportunity = self.opportunity(end);
            if opportunity == Opportunity::NEVER {
                continue;
            }
            let Some(hole_columns) = self.hole_before(end) else { continue };
            if hole_columns > HARDLY_SEEN && end < self.units.len() {
                break;
            }
            take(end, hole(hole_columns) + cost_of(opportunity));
        }
    }

    /// May the row end before this unit?
    #[inline]
    fn opportunity(&self, end: usize) -> Opportunity {
        self.units.get(end).map_or(Opportunity::FREE, |next| next.before.at(self.space.level))
    }

    /// Calls `take` with each end that is worth trying and what it costs, the fullest row first.
    #[inline]
    pub(super) fn each_end(&self, reach: usize, mut take: impl FnMut(usize, u32)) {
        let mut clean = false;
        let mut found = false;
        let mut barred = 0;
        let near_end = reach + LAST_UNITS >= self.units.len();
        for end in (self.start + 1..=reach).rev() {
            let opportunity = self.opportunity(end);
            if opportunity == Opportunity::NEVER {
                barred += 1;
                continue;
            }
            let Some(hole_columns) = self.hole_before(end) else { continue };
            if hole_columns > DEEPEST_HOLE {
                if clean && !near_end {
                    break;
                }
                if !found && barred > 1 && self.is_long_word(end) {
                    self.cut(reach, &mut take);
                }
            }
            found = true;
            clean |= opportunity.rank() <= Opportunity::AWKWARD.rank();
            take(end, hole(hole_columns) + cost_of(opportunity));
        }
        if !found {
            self.cut(reach, &mut take);
        }
    }

    /// The columns left blank by a row that ends before `end`; `None` where it does not fit.
    #[inline]
    pub(super) fn hole_before(&self, end: usize) -> Option<usize> {
        let mut last = end - 1;
        while last > self.start && self.units[last].class == Class::Space {
            last -= 1;
        }
        let columns = self.workspace.columns(self.start, last);
        if columns <= self.room {
            return Some(self.room - columns);
        }
        let hangs = columns <= self.room + self.space.hang && self.may_hang(last);
        hangs.then_some(0)
    }

    /// One stop may hang, never a succession of marks (CLREQ, hanging punctuation).
    fn may_hang(&self, last: usize) -> bool {
        last > self.start
            && self.units[last].marks.has(Marks::HANGS)
            && !matches!(
                self.units[last - 1].class,
                Class::Close | Class::Stop | Class::Open | Class::Ellipsis | Class::Dash | Class::Connector
            )
    }

    /// Is what stands from `end` to the next opportunity wider than any row?
    fn is_long_word(&self, end: usize) -> bool {
        let rest = self.units.get(end..).unwrap_or_default();
        let next =
            rest.iter().skip(1).position(|unit| unit.before.at(self.space.level) != Opportunity::NEVER);
        let last = next.map_or(self.units.len() - 1, |next| end + next);
        last >= end && self.workspace.columns(end, last) > self.space.rest
    }

    /// The last resort: ends the row inside a word or a chain of marks, where it hurts least.
    fn cut(&self, reach: usize, take: &mut impl FnMut(usize, u32)) {
        let fits = |end: &usize| {
            let solid = self
                .units
                .get(*end)
                .is_none_or(|next| next.class != Class::Space && next.columns != Columns::Zero);
            solid && self.workspace.columns(self.start, end - 1) <= self.room
        };
        let mut fallback = None;
        for end in (self.start + 1..=reach).rev().filter(fits) {
            let begins_badly = self
                .units
                .get(end)
                .is_some_and(|next| next.marks.has(Marks::NOT_FIRST) || next.class == Class::Joiner);
            if begins_badly || self.units[end - 1].marks.has(Marks::NOT_LAST) || self.leaves_one(end) {
                fallback = fallback.or(Some(end));
                continue;
            }
            take(end, CUT + hole(self.room - self.workspace.columns(self.start, end - 1)));
            return;
        }
        // A cluster wider than the whole row must stand somewhere.
        let mut end = fallback.unwrap_or(self.start + 1);
        while self.units.get(end).is_some_and(|next| next.columns == Columns::Zero) {
            end += 1;
        }
        take(end, FORBIDDEN);
    }

    /// Would a row that ends here leave one character for the last row?
    fn leaves_one(&self, end: usize) -> bool {
        let rest = self.units.get(end..).unwrap_or_default();
        (1..=LAST_UNITS).contains(&rest.len())
            && rest.iter().filter(|unit| unit.marks.has(Marks::CONTENT)).count() <= 1
    }

    /// What the last row costs: nothing for being short, much for one character alone.
    fn last_row_cost(&self, has_row_before: bool) -> u32 {
        let row = &self.units[self.start..];
        if !has_row_before || row.len() > 2 * SHORT_LAST_COLUMNS {
            return 0;
        }
        if row.iter().filter(|unit| unit.marks.has(Marks::CONTENT)).count() <= 1 {
            return ORPHAN;
        }
        let columns = self.workspace.columns(self.start, self.units.len() - 1);
        if columns <= SHORT_LAST_COLUMNS { SHORT_LAST } else { 0 }
    }
}

#[inline]
pub(super) fn cost_of(opportunity: Opportunity) -> u32 {
    match opportunity {
        Opportunity::AWKWARD => AWKWARD,
        Opportunity::CHAIN => CHAIN,
        Opportunity::UNIT => UNIT,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Paragraph;

    /// Rows chosen from all that could be part of the best whole.
    fn of_all(units: &[Unit], space: Space, workspace: &Workspace) -> Vec<Span> {
        let (mut costs, mut from) = (Vec::new(), Vec::new());
        let search = Search { units, first: 0, space, workspace };
        search.least_cost(Tried::All, &mut costs, &mut from);
        trace_back(units, 0, &from)
    }

    #[test]
    fn what_full_rows_give_is_the_best_of_all() {
        let mut workspace = Workspace::default();
        for (_, page) in crate::assets::sample_pages() {
            for line in page.lines().map(str::trim).filter(|line| !line.is_empty()) {
                let paragraph = Paragraph::new(line);
                let units = paragraph.units();
                workspace.measure(line, units, &Settings::default());
                for width in [7, 12, 21, 40, 76] {
                    let space = Space { first: width - 4, rest: width, hang: 1, level: Level::Basic };
                    let rows = best_fit(units, 0, space, &mut workspace);
                    assert_eq!(rows, of_all(units, space, &workspace), "{width}: {line}");
                }
            }
        }
    }
}
