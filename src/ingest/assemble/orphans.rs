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
    if joined.bounded {
        return;
    }
    for unit in 0..outline.units.len() {
        if is_orphan(problem, &outline.units, joined, unit) {
            let unit = &mut outline.units[unit];
            // Right below a head it is the writer's name (林夏 海岛中学), which is part of the text.
            (unit.subhead, unit.torn, unit.whole) = (unit.head.is_none(), false, true);
        }
    }
}

fn is_orphan(problem: &Problem<'_>, units: &[Unit], joined: &Joined, at: usize) -> bool {
    let unit = &units[at];
    let alone = joined.next[at].is_none() && joined.previous[at].is_none();
    let fragment = unit.torn && !unit.whole && !unit.opening && !unit.cannot_open && !unit.subhead;
    let text = problem.text.line(unit.lines[0]);
    let short = text.len() <= LONGEST && !text.iter().any(|c| matches!(c, '。' | '，' | '；' | '、'));
    // What stands above must be whole, and what stands below must be able to open a paragraph.
    let above = at.checked_sub(1).is_none_or(|above| !units[above].torn || joined.next[above].is_some());
    let below = units.get(at + 1).is_some_and(|below| !below.cannot_open && !below.first);
    alone && fragment && short && above && below
}
