//! Short lines without a full stop that nothing on the page reads on from: subheads (小标题) after all.
//!
//! Whether a short line is a heading or a fragment is judged line by line at first. Once every torn end of the page has been
//! held against every beginning, more is known: a fragment has its other half somewhere, a subhead has none.

use super::Problem;
use super::outline::{Outline, Unit};
use super::seams::Joined;

/// A longer line is a fragment whose other half is lost rather than a subhead.
const LONGEST: usize = 20;

/// Makes subheads of the short lines that stand alone between whole paragraphs.
pub(super) fn make_subheads(problem: &Problem<'_>, outline: &mut Outline, joined: &Joined) {
    for at in 0..outline.units.len() {
        let unit = &outline.units[at];
        let alone = joined.next[at].is_none() && joined.previous[at].is_none();
        let is_subhead = if unit.likely_subhead {
            !is_waited_for(&outline.units, joined, at)
        } else {
            !joined.bounded
                && is_fragment(problem, unit)
                && stands_between_whole_texts(&outline.units, joined, at)
        };
        if alone && is_subhead {
            // A colon announces what follows: 处罚的依据有：.
            let announces = problem.text.line(unit.lines[0]).last() == Some(&'：');
            let unit = &mut outline.units[at];
            // Right below a head it is the writer's name (林夏 海岛中学), which is part of the text.
            (unit.subhead, unit.torn, unit.whole) = (unit.head.is_none() && !announces, false, true);
        }
    }
}

/// Whether the text below begins in mid-sentence and nothing else was found that it goes on from.
fn is_waited_for(units: &[Unit], joined: &Joined, at: usize) -> bool {
    units.get(at + 1).is_some_and(|below| below.begins_torn && joined.previous[at + 1].is_none())
}

/// Whether a unit is a short line that only its missing full stop makes a fragment.
fn is_fragment(problem: &Problem<'_>, unit: &Unit) -> bool {
    let text = problem.text.line(unit.lines[0]);
    unit.torn
        && !unit.whole
        && !unit.opening
        && !unit.cannot_open
        && !unit.subhead
        && text.len() <= LONGEST
        && !text.iter().any(|c| matches!(c, '。' | '，' | '；' | '、'))
}

/// Whether what stands above is whole, and what stands below can open a paragraph.
fn stands_between_whole_texts(units: &[Unit], joined: &Joined, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|above| !units[above].torn || joined.next[above].is_some())
        && units.get(at + 1).is_some_and(|below| !below.cannot_open && !below.first)
}
