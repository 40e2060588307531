//! Counts what is wrong with rows, whoever chose them: `kanbao check-layout` and the table in docs/TYPESETTING.md.
//!
//! Counted are the faults that a reader of print would mark: a row that begins or ends with a mark that may not
//! stand there, a cut word or number or a number parted from its measure word, a last row of one character, a row
//! with a hole, and a row that is too wide. A fault that no row of this width could avoid (a word longer than a row)
//! is a fault all the same.

use std::ops::{AddAssign, Range};

use super::break_rows::Workspace;
use super::paragraph::{Marks, Paragraph, Unit};
use super::{Level, Settings, set_text};
use crate::text::punctuation::{Class, Opportunity};

/// Rows with more blank columns than this at their end are short.
pub const MOST_BLANK: usize = 2;

/// What can be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// It begins with a mark that may not begin a row.
    ForbiddenStart,
    /// It ends with a mark that may not end a row.
    ForbiddenEnd,
    /// It ends inside a word or number, or between a number and its measure word.
    SplitUnit,
    /// It is the last of several and holds one character (孤字).
    Orphan,
    /// It is not the last and leaves more than two columns blank.
    Short,
    /// It is wider than its room and one hanging stop.
    TooWide,
}

impl Fault {
    /// All faults, the worst first.
    pub const ALL: [Self; 6] =
        [Self::ForbiddenStart, Self::ForbiddenEnd, Self::SplitUnit, Self::Orphan, Self::TooWide, Self::Short];
}

/// How many rows there are and what is wrong with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Census {
    /// Texts.
    pub paragraphs: usize,
    /// Rows in all.
    pub rows: usize,
    faults: [usize; Fault::ALL.len()],
}

impl Census {
    /// How often a fault was found.
    pub fn count(&self, fault: Fault) -> usize {
        self.faults.get(fault as usize).copied().unwrap_or(0)
    }

    fn add(&mut self, fault: Fault) {
        if let Some(count) = self.faults.get_mut(fault as usize) {
            *count += 1;
        }
    }
}

impl AddAssign for Census {
    fn add_assign(&mut self, other: Self) {
        self.paragraphs += other.paragraphs;
        self.rows += other.rows;
        for (count, more) in self.faults.iter_mut().zip(other.faults) {
            *count += more;
        }
    }
}

/// Sets a text with these settings and says which of its rows have which fault.
pub fn check_set(paragraph: &Paragraph, settings: &Settings) -> (Census, Vec<(Fault, String)>) {
    let sheet = set_text(paragraph, settings);
    let rows: Vec<Range<usize>> = sheet.rows.iter().filter_map(super::Row::bytes).collect();
    let (census, faults) = check_rows(paragraph, &rows, settings);
    let shown = faults.into_iter().filter_map(|(fault, row)| Some((fault, sheet.rows.get(row)?.text())));
    (census, shown.collect())
}

/// Looks at rows that anyone chose for a text: the bytes that each shows, blanks at its ends left out. The settings
/// say the room: width, hang and the indent of the first row.
pub fn check_rows(
    paragraph: &Paragraph,
    rows: &[Range<usize>],
    settings: &Settings,
) -> (Census, Vec<(Fault, usize)>) {
    let units = paragraph.units();
    let mut workspace = Workspace::default();
    workspace.measure(paragraph.text(), units, settings);
    let unit_at = |byte: usize| units.partition_point(|unit| (unit.byte as usize) < byte);
    let mut faults = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let (first, end) = (unit_at(row.start), unit_at(row.end));
        if first >= end {
            continue;
        }
        let is_last = at + 1 == rows.len();
        if at > 0 && begins_badly(units[first], settings.level) {
            faults.push((Fault::ForbiddenStart, at));
        }
        if !is_last && ends_badly(units[end - 1], settings.level) {
            faults.push((Fault::ForbiddenEnd, at));
        }
        if !is_last && is_split(paragraph, end, unit_at(rows[at + 1].start), settings) {
            faults.push((Fault::SplitUnit, at));
        }
        let content = units[first..end].iter().filter(|unit| unit.marks.has(Marks::CONTENT)).count();
        if is_last && at > 0 && content <= 1 {
            faults.push((Fault::Orphan, at));
        }
        let indent = if at == 0 { settings.paragraph_indent() } else { 0 };
        let columns = indent + workspace.columns(first, end - 1);
        if !is_last && columns + MOST_BLANK < settings.width {
            faults.push((Fault::Short, at));
        }
        if columns > settings.width + settings.hang {
            faults.push((Fault::TooWide, at));
        }
    }
    let mut census = Census { paragraphs: 1, rows: rows.len(), ..Census::default() };
    for (fault, _) in &faults {
        census.add(*fault);
    }
    (census, faults)
}

/// May no row of this level begin with the unit?
fn begins_badly(unit: Unit, level: Level) -> bool {
    let strict = level == Level::Strict && matches!(unit.class, Class::Dash | Class::Ellipsis);
    strict || unit.marks.has(Marks::NOT_FIRST)
}

/// May no row of this level end with the unit?
fn ends_badly(unit: Unit, level: Level) -> bool {
    let of_gb = level != Level::Basic && unit.class == Class::Solidus;
    of_gb || unit.marks.has(Marks::NOT_LAST)
}

/// Does a row that ends before unit `end`, with the next beginning at `next`, part what belongs together?
fn is_split(paragraph: &Paragraph, end: usize, next: usize, settings: &Settings) -> bool {
    let units = paragraph.units();
    let Some(after) = units.get(next) else { return false };
    if next > end && units.get(end).is_some_and(|unit| unit.class == Class::Space) {
        return false;
    }
    let forbidden = begins_badly(*after, settings.level) || ends_badly(units[end - 1], settings.level);
    match after.before.at(settings.level) {
        Opportunity::NEVER => !forbidden,
        Opportunity::UNIT => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The faults of rows that are parted by `|`.
    fn faults(rows: &str, level: Level) -> Vec<Fault> {
        let text = rows.replace('|', "");
        let mut byte = 0;
        let parts = rows.split('|').map(|row| {
            byte += row.len();
            byte - row.len()..byte
        });
        let settings = Settings { width: 12, indent: Some(0), level, ..Settings::default() };
        let (census, faults) = check_rows(&Paragraph::new(text), &parts.collect::<Vec<_>>(), &settings);
        assert_eq!(Fault::ALL.map(|fault| census.count(fault)).iter().sum::<usize>(), faults.len());
        faults.into_iter().map(|(fault, _)| fault).collect()
    }

    #[test]
    fn each_fault_is_found_at_its_level() {
        use Fault::{ForbiddenEnd, ForbiddenStart, Orphan, Short, SplitUnit, TooWide};
        for (rows, basic, gb, strict) in [
            ("春天来了燕子|飞回屋檐", &[][..], &[][..], &[][..]),
            ("春天来了燕子|，飞回屋檐", &[ForbiddenStart], &[ForbiddenStart], &[ForbiddenStart]),
            ("春天来了看（|见图）二", &[ForbiddenEnd], &[ForbiddenEnd], &[ForbiddenEnd]),
            ("大桥全长23.|4万米长", &[SplitUnit], &[SplitUnit], &[SplitUnit]),
            ("大桥全长23.4|万米长", &[SplitUnit], &[SplitUnit], &[SplitUnit]),
            ("春天来了燕子|飞。", &[Orphan], &[Orphan], &[Orphan]),
            ("春天来了|燕子飞回", &[Short], &[Short], &[Short]),
            ("春天来了燕子飞|回屋檐", &[TooWide], &[TooWide], &[TooWide]),
            ("城市改造中/|小巷翻新", &[], &[ForbiddenEnd], &[ForbiddenEnd]),
            ("春天来了燕子|——飞回", &[], &[], &[ForbiddenStart]),
            ("春天来了燕子|……飞回", &[], &[], &[ForbiddenStart]),
        ] {
            let found = [Level::Basic, Level::Gb, Level::Strict].map(|level| faults(rows, level));
            assert_eq!(found, [basic.to_vec(), gb.to_vec(), strict.to_vec()], "{rows}");
        }
    }
}
