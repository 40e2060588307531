//! The rows of a heading: as few as the width allows and as even as can be, parted at the marks and blanks that the
//! editor set rather than inside a phrase.
//!
//! A headline of 22 characters at 40 columns becomes two rows of 11, not one of 20 and one of 2.

use super::break_rows::{RowStart, Space, Span, Workspace, cost_of, trimmed};
use super::paragraph::{Marks, Unit};
use crate::text::punctuation::{Class, Opportunity};

/// A row may be longer or shorter by this part of its length to end at a mark or blank of the editor's.
const PHRASE_PART: usize = 3;
/// Beginning a row with 的 or ending it with 第.
const LEANING: u32 = 60;
/// Beginning a row inside a word.
const IN_WORD: u32 = 150;
/// Longer texts than this are no headings and are not balanced.
const MOST_UNITS: usize = 400;
const UNREACHED: u32 = u32::MAX;

/// The rows of a heading that does not fit in one.
pub(super) fn balanced(units: &[Unit], first: usize, space: Space, workspace: &mut Workspace) -> Vec<Span> {
    let plain = super::break_rows::best_fit(units, first, space, workspace);
    if units.len() > MOST_UNITS || plain.len() < 2 {
        return plain;
    }
    even_rows(units, first, space, workspace, plain.len()).unwrap_or(plain)
}

/// Exactly `count` rows of about the same length, or `None` where only cutting a word gives so few.
fn even_rows(
    units: &[Unit],
    first: usize,
    space: Space,
    workspace: &Workspace,
    count: usize,
) -> Option<Vec<Span>> {
    let length = units.len();
    let ideal = workspace.columns(first, length - 1).div_ceil(count);
    // costs[row][end]: the least cost of `row` rows up to `end`, with the end of the row before.
    let mut costs = vec![vec![(UNREACHED, 0); length + 1]; count + 1];
    costs[0][first].0 = 0;
    for row in 0..count {
        for start in first..length {
            let so_far = costs[row][start].0;
            if so_far == UNREACHED {
                continue;
            }
            let room = if start == first { space.first } else { space.rest };
            let place = RowStart { units, workspace, space, start, room };
            let reach = place.reach(start);
            for (end, best) in costs[row + 1].iter_mut().enumerate().take(reach + 1).skip(start + 1) {
                let Some(cost) = row_cost(place, end, ideal) else { continue };
                let cost = so_far.saturating_add(cost);
                if cost < best.0 {
                    *best = (cost, start);
                }
            }
        }
    }
    let mut rows = Vec::with_capacity(count);
    let mut end = length;
    for row in (1..=count).rev() {
        let (cost, start) = costs[row][end];
        if cost == UNREACHED {
            return None;
        }
        rows.push(trimmed(units, start, end));
        end = start;
    }
    rows.reverse();
    Some(rows)
}

fn row_cost(place: RowStart<'_>, end: usize, ideal: usize) -> Option<u32> {
    let hole = place.hole_before(end)?;
    let uneven = (place.room - hole).abs_diff(ideal);
    let uneven = u32::try_from(uneven * uneven).unwrap_or(u32::MAX / 4);
    let Some(next) = place.units.get(end) else { return Some(uneven) };
    let opportunity = next.before.at(place.space.level);
    if opportunity == Opportunity::NEVER {
        return None;
    }
    let last = place.units[end - 1];
    let parted = matches!(last.class, Class::Space | Class::Stop | Class::Close | Class::Dash)
        || matches!(next.class, Class::Open | Class::Dash);
    let inside_phrase = u32::try_from(2 * (ideal / PHRASE_PART).pow(2)).unwrap_or(u32::MAX / 4);
    let phrase = if parted { 0 } else { inside_phrase };
    let leans = next.marks.has(Marks::LEANS_BACK) || last.marks.has(Marks::LEANS_ON);
    let torn = if next.marks.has(Marks::IN_WORD) { IN_WORD } else { 0 };
    Some(uneven + phrase + torn + cost_of(opportunity) + if leans { LEANING } else { 0 })
}

#[cfg(test)]
mod tests {
    use crate::ingest::words;
    use crate::model::{Article, Heading};
    use crate::typeset::{Role, Row, Settings, prepare, set};

    #[test]
    fn no_row_of_a_heading_begins_inside_a_word() {
        for text in [
            "渔港添了一座冷库照亮了渔民的航路",
            "灯塔建成以来渔民的收入一年比一年好",
            "海岛小学的天文台向全县学生开放",
        ] {
            let headline = Some(Heading { text: text.into(), lines: Vec::new() });
            let prepared = prepare(&Article { headline, ..Article::default() });
            let starts: Vec<usize> = words(text).iter().map(|word| word.start).collect();
            for width in 14..=30 {
                let sheet = set(&prepared, &Settings { width, ..Settings::default() });
                let is_heading = |row: &&Row| row.runs.iter().any(|run| run.role == Role::Headline);
                let mut at = 0;
                for row in sheet.rows.iter().filter(is_heading) {
                    assert!(starts.contains(&at), "{width}: {} begins inside a word", row.text());
                    at += row.text().trim().len();
                }
                assert_eq!(at, text.len(), "{width}");
            }
        }
    }
}
