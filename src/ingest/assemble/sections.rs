//! Which stories stand under a label, and where the label ends.
//!
//! A strip such as 地方动态 is set in one narrow column: headlines of two lines, paragraphs that no column edge
//! breaks. Where the first stories below a label are set so and a later one plainly is not (a headline of one
//! line and text broken by columns), the strip has ended. So it has where a later story bears a label of its own or is
//! a notice. Otherwise it runs to the next label or the page's end.

use super::Problem;
use super::outline::Outline;
use super::seams::Joined;
use super::stories::Story;
use crate::ingest::label::announces;

/// For each story (in page order) the line of the label it stands under.
pub(crate) fn of_stories(
    problem: &Problem<'_>,
    outline: &Outline,
    joined: &Joined,
    stories: &[Story],
) -> Vec<Option<usize>> {
    let mut sections = vec![None; stories.len()];
    let mut places: Vec<(usize, usize)> =
        stories.iter().map(|story| place_of(outline, story)).zip(0..).collect();
    places.sort_unstable();
    for (index, label) in outline.sections.iter().enumerate() {
        let until = outline.sections.get(index + 1).map_or(usize::MAX, |next| next.line);
        let from = places.partition_point(|(place, _)| *place <= label.line);
        let below = places[from..].iter().take_while(|(place, _)| *place < until);
        let mut below: Vec<usize> = below.map(|(_, story)| *story).collect();
        below.sort_unstable();
        let (mut narrow, mut taken) = (0, 0);
        for story in below {
            let look = look_of(problem, outline, joined, &stories[story]);
            if narrow > 0 && look == Look::Broad
                || is_notice(problem, outline, &stories[story])
                || taken > 0 && has_own_label(outline, &stories[story])
            {
                break;
            }
            narrow += usize::from(look == Look::Narrow);
            taken += 1;
            sections[story] = Some(label.line);
        }
    }
    sections
}

/// Where a story begins in the file: its own head, or its text (a head found elsewhere tells nothing).
fn place_of(outline: &Outline, story: &Story) -> usize {
    let head = story.head.map(|head| outline.heads[head].at);
    head.or_else(|| story.units.first().map(|&unit| outline.units[unit].lines[0])).unwrap_or(0)
}

/// Whether a story stands under a label of its own: the strip has ended before it.
fn has_own_label(outline: &Outline, story: &Story) -> bool {
    story.head.is_some_and(|head| outline.heads[head].series.is_some())
}

/// Whether a story is a notice (更正, 遗失声明): it stands under no label.
fn is_notice(problem: &Problem<'_>, outline: &Outline, story: &Story) -> bool {
    let headline = story.head.and_then(|head| outline.heads[head].headline.first());
    headline.is_some_and(|&line| announces(problem.text.line(line)))
}

/// How a story is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// A headline of two lines over text that no column breaks.
    Narrow,
    /// A headline of one line over text broken by columns.
    Broad,
    /// Anything else.
    Between,
}

fn look_of(problem: &Problem<'_>, outline: &Outline, joined: &Joined, story: &Story) -> Look {
    let headline = story.head.map(|head| outline.heads[head].headline.as_slice()).unwrap_or_default();
    let width = headline.first().map_or(0, |&line| problem.text.line(line).len());
    let breaks = story.units.iter().filter(|&&unit| joined.next[unit].is_some()).count();
    if headline.len() >= 2 && breaks == 0 {
        Look::Narrow
    } else if headline.len() == 1 && width > 14 && breaks >= 2 {
        Look::Broad
    } else {
        Look::Between
    }
}
