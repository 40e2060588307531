//! Where the blank columns of a row go when both edges shall be even, in CLREQ's order: Western spaces, borders of
//! Han and Latin, after stops and before opening marks, then between Han characters; never inside a number, a word,
//! —— or ……, and never next to a connector.

use super::break_rows::{Span, Workspace};
use super::paragraph::{Marks, Unit};
use crate::text::punctuation::{Class, Opportunity};

/// A row with a larger hole than this part of its width stays ragged: rivers are worse than a short row.
const LARGEST_PART: usize = 4;

/// The units before which one blank column is added, as often as they are named, in the order of the row.
pub(super) fn justify(units: &[Unit], span: Span, room: usize, workspace: &Workspace) -> Vec<usize> {
    let columns = workspace.columns(span.first, span.end - 1);
    let hole = room.saturating_sub(columns);
    if hole == 0 || hole > room / LARGEST_PART {
        return Vec::new();
    }
    let mut ranked: Vec<(u8, usize)> =
        (span.first + 1..span.end).filter_map(|at| Some((rank(units, at)?, at))).collect();
    ranked.sort_unstable();
    let mut gaps = Vec::with_capacity(hole);
    let mut left = hole;
    let mut rest = ranked.as_slice();
    // Each rank takes one column a gap, spread evenly, before the next rank takes any.
    while left > 0 && !rest.is_empty() {
        let rank = rest.first().map(|(rank, _)| *rank);
        let length = rest.iter().take_while(|(other, _)| Some(*other) == rank).count();
        let (same, others) = rest.split_at(length);
        let taken = left.min(length);
        gaps.extend(
            (0..taken).filter_map(|n| same.get((n * length + length / 2) / taken)).map(|(_, at)| *at),
        );
        left -= taken;
        rest = others;
    }
    if left > 0 && !ranked.is_empty() {
        gaps.extend(ranked.iter().cycle().take(left).map(|(_, at)| *at));
    }
    gaps.sort_unstable();
    gaps
}

/// CLREQ's order of the gap before a unit; `None` where there is none.
fn rank(units: &[Unit], at: usize) -> Option<u8> {
    let (before, after) = (units[at - 1], units[at]);
    if before.class == Class::Space && after.class != Class::Space {
        return Some(0);
    }
    // A number and its measure word are read as one.
    if after.marks.has(Marks::HAN_LATIN) && after.before != Opportunity::UNIT {
        return Some(1);
    }
    let touches_connector =
        |class| matches!(class, Class::Connector | Class::Joiner | Class::Follower | Class::Solidus);
    if after.before == Opportunity::NEVER || touches_connector(before.class) || touches_connector(after.class)
    {
        return None;
    }
    match (before.class, after.class) {
        (Class::Stop | Class::Close, _) | (_, Class::Open) => Some(2),
        (Class::Han, Class::Han) if after.before == Opportunity::FREE => Some(3),
        _ => None,
    }
}
