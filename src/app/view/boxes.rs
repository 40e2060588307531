//! Boxes over the panes: what may follow a key, what was odd while reading; and the places of all boxes.

use super::{Content, Line, Paint, Patch, help, picker};
use crate::app::areas::{Area, Areas};
use crate::app::fit;
use crate::app::overlay::Layer;
use crate::app::problems;
use crate::app::state::State;
use crate::model::Language;

/// A box and the area inside it, with a blank column at both edges. Beside it a column is left free, so that no half of
/// anything touches it.
pub(super) fn push_box(outline: Area, title: &str, foot: &str, patches: &mut Vec<Patch>) -> Area {
    let left = outline.x.saturating_sub(1);
    let margin = Area { x: left, width: outline.x - left + outline.width + 1, ..outline };
    patches.push(Patch::rows(margin, Paint::Text, Vec::new()));
    patches.push(Patch {
        area: outline,
        fill: Paint::Popup,
        content: Content::Box { title: words(title, Paint::PopupTitle), foot: words(foot, Paint::Dim) },
    });
    inside(outline)
}

/// The area inside a box.
pub(super) fn inside(outline: Area) -> Area {
    Area {
        x: outline.x + 2.min(outline.width),
        y: outline.y + 1.min(outline.height),
        width: outline.width.saturating_sub(4),
        height: outline.height.saturating_sub(2),
    }
}

fn words(text: &str, paint: Paint) -> Line {
    if text.is_empty() { Line::default() } else { Line::of(format!(" {text} "), paint) }
}

/// Where boxes may stand: everything but the bars.
pub(super) fn ground(state: &State) -> Area {
    let areas = state.areas();
    let rest = areas.screen.split_top(areas.masthead.height).1;
    rest.split_bottom(areas.footer.height).0
}

/// How many rows of the layer are seen at once: what a screen of it is.
pub(crate) fn rows_of_layer(state: &State) -> usize {
    match state.layer {
        Layer::Picker(_) => usize::from(picker::items_area(state).height),
        Layer::Help(_) => help::height(state),
        Layer::Problems(_) => usize::from(inside(problems_outline(state)).height),
        _ => USUAL_STEP,
    }
}

/// A screen of what is not shown in rows.
const USUAL_STEP: usize = 11;

/// Brings cursors and first rows of the layer in order.
pub(crate) fn settle_layer(state: &mut State) {
    match state.layer {
        Layer::Picker(_) => {
            let height = picker::items_area(state).height;
            if let Layer::Picker(picker) = &mut state.layer {
                picker.settle(usize::from(height));
            }
        }
        Layer::Help(_) => {
            let greatest = help::greatest_top(state);
            if let Layer::Help(help) = &mut state.layer {
                help.top = help.top.min(greatest);
            }
        }
        Layer::Problems(_) => {
            let area = inside(problems_outline(state));
            let rows = problem_rows(state, area).len();
            if let Layer::Problems(place) = &mut state.layer {
                place.top = place.top.min(rows.saturating_sub(usize::from(area.height)));
            }
        }
        Layer::Map(_) => {
            let rows = super::map::list_rows(state);
            if let (Layer::Map(map), Some(rows)) = (&mut state.layer, rows) {
                map.settle(state.selection.sense, usize::from(rows));
            }
        }
        Layer::None
        | Layer::Glance(_)
        | Layer::Timeline(_)
        | Layer::Spoken(_)
        | Layer::Filter(_)
        | Layer::Find(_)
        | Layer::Ask(_) => {}
    }
}

/// The keys that may follow those pressed.
pub(super) fn what_may_follow(state: &State, areas: &Areas, patches: &mut Vec<Patch>) {
    let context = crate::app::update::context_of(state);
    let rows: Vec<(String, &str)> = state
        .keymap
        .continuations(context, &state.pending)
        .into_iter()
        .map(|(chord, command)| (chord.label(), command.sentence(state.language())))
        .collect();
    let measure = state.measure;
    let widest =
        rows.iter().map(|(key, words)| measure.text(key) + measure.text(words) + 3).max().unwrap_or(0);
    let ground = ground(state);
    let height = (rows.len() as u16 + 2).min(ground.height);
    let width = (widest as u16 + 4).min(areas.screen.width);
    let left = edge_of_pane(areas, areas.screen.width - width);
    let width = areas.screen.width - left;
    let outline = Area { x: left, y: ground.y + ground.height - height, width, height };
    let pressed: String = state.pending.iter().map(|chord| chord.label()).collect();
    // On low screens not all fit: then it is told how many more there are.
    let room = usize::from(inside(outline).height);
    let hidden = rows.len().saturating_sub(room);
    let more = match state.language() {
        _ if hidden == 0 => String::new(),
        Language::Chinese => format!("另有 {hidden} 个，见帮助"),
        Language::English => format!("{hidden} more: see help"),
    };
    let area = push_box(outline, &pressed, &more, patches);
    let lines = rows.into_iter().map(|(key, words)| {
        let mut line = Line::of(key, Paint::Key);
        line.push("   ", Paint::Text);
        let room = usize::from(area.width).saturating_sub(line.width(measure));
        line.push(fit::cut(words, room, measure), Paint::Text);
        line
    });
    patches.push(Patch::rows(area, Paint::Popup, lines.collect()));
}

/// Where a box begins that shall begin here or further left: at the edge of a pane that is near, so that it leaves no
/// narrow strip of it.
fn edge_of_pane(areas: &Areas, column: u16) -> u16 {
    /// A strip that is narrower says nothing any more.
    const STRIP: u16 = 16;
    let edges = areas.dividers.iter().map(|divider| divider.x).chain([0]);
    let near = edges.filter(|edge| *edge <= column && column - edge < STRIP);
    near.max().unwrap_or(column)
}

fn problems_outline(state: &State) -> Area {
    let ground = ground(state);
    ground.centred(ground.width.min(96), ground.height.min(24))
}

fn problem_rows(state: &State, area: Area) -> Vec<String> {
    let columns = usize::from(area.width).max(2);
    let lines = problems::lines(state).into_iter();
    lines
        .flat_map(|line| {
            let rows = fit::wrap(&line, columns, state.measure);
            rows.into_iter().map(|row| line.get(row).unwrap_or_default().to_owned()).collect::<Vec<_>>()
        })
        .collect()
}

/// What was odd while reading.
pub(super) fn problems(state: &State, top: usize, patches: &mut Vec<Patch>) {
    let title = state.say("读取中的问题", "What was odd while reading");
    let area = push_box(problems_outline(state), title, "Esc", patches);
    let rows = problem_rows(state, area).into_iter().skip(top).take(usize::from(area.height));
    patches.push(Patch::rows(area, Paint::Popup, rows.map(|row| Line::of(row, Paint::Text)).collect()));
}
