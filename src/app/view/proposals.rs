//! What may be typed next in the filter: a small list above the field, each row with what it means or how many
//! articles it would leave.

use super::boxes::ground;
use super::{Line, Paint, Patch};
use crate::app::areas::Area;
use crate::app::fit;
use crate::app::overlay::Filter;
use crate::app::state::State;
use crate::query::complete::Completion;

/// The greatest width of the list.
const COLUMNS: u16 = 64;

/// The list, where there is something to propose.
pub(super) fn patches(state: &State, filter: &Filter, patches: &mut Vec<Patch>) {
    let (proposals, chosen) = match &filter.trying {
        Some(trying) => (&trying.proposals, Some(trying.index)),
        // All that there is stands in the way until it is asked for.
        None if begins_a_term(filter) => return,
        None => (&state.found.proposals, None),
    };
    let ground = ground(state);
    // The list of articles stays in view: that is what is being filtered. Before anything is typed it is not.
    let looks_through = filter.trying.as_ref().is_some_and(|trying| trying.before.is_empty());
    let most = if looks_through { ground.height.saturating_sub(3) } else { ground.height / 3 };
    let height = (proposals.len() as u16).min(most);
    if height == 0 {
        return;
    }
    // Whole rows: what is below would show beside them as crumbs.
    let width = ground.width.min(COLUMNS);
    let area = Area { y: ground.y + ground.height - height, height, ..ground };
    let names = proposals.iter().map(|proposal| state.measure.text(&proposal.with)).max().unwrap_or(0);
    let first = chosen.map_or(0, |chosen| (chosen + 1).saturating_sub(usize::from(height)));
    let shown = proposals.iter().enumerate().skip(first).take(usize::from(height));
    let lines = shown.map(|(index, proposal)| {
        let mut line = proposal_line(state, proposal, (names, usize::from(width)));
        line.fill = (chosen == Some(index)).then_some(Paint::Selected);
        line
    });
    patches.push(Patch::rows(area, Paint::Popup, lines.collect()));
}

/// Nothing of the condition is typed yet at the cursor.
fn begins_a_term(filter: &Filter) -> bool {
    let before = filter.field.split().0;
    before.is_empty() || before.ends_with(char::is_whitespace)
}

/// What is proposed, and beside the longest of them what it means; a number stands at the right edge.
fn proposal_line(state: &State, proposal: &Completion, (names, columns): (usize, usize)) -> Line {
    let measure = state.measure;
    let aside = proposal.count.map_or_else(|| proposal.about.to_owned(), |count| count.to_string());
    let mut line = Line::of(" ", Paint::Text);
    line.push(fit::cut(&proposal.with, columns.saturating_sub(4), measure), Paint::Key);
    let room = columns.saturating_sub(line.width(measure) + 3);
    let aside = fit::cut(&aside, room, measure);
    let right = columns.saturating_sub(measure.text(&aside) + 1);
    let column = if proposal.count.is_some() { right } else { right.min(names + 4) };
    line.tab(column, measure);
    line.push(aside, Paint::Dim);
    line
}
