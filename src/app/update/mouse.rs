//! The mouse: a click selects or presses what is under it, the wheel scrolls the pane under it; dragging sweeps over text
//! or moves the line between two panes, and a double click takes a sentence.

use crate::app::areas::{Area, Pane};
use crate::app::command;
use crate::app::drag::{self, Character, Held, Swept};
use crate::app::effect::Effect;
use crate::app::event::{Mouse, MouseDeed};
use crate::app::overlay::Layer;
use crate::app::passage::Chosen;
use crate::app::state::State;
use crate::app::view;
use crate::app::{flow, list, raw, sidebar};
use crate::model::Language;
use crate::query::EntryId;

/// Rows that one notch of the wheel moves.
const NOTCH: isize = 3;

/// Does what the mouse did.
pub(super) fn handle(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    let at = (mouse.column, mouse.row);
    match mouse.deed {
        MouseDeed::WheelDown => wheel(state, at, 1),
        MouseDeed::WheelUp => wheel(state, at, -1),
        MouseDeed::Click => press(state, at),
        MouseDeed::DoubleClick => {
            let effects = press(state, at);
            take_sentence(state);
            effects
        }
        MouseDeed::Drag => drag(state, at),
        MouseDeed::Release => {
            state.held = None;
            Vec::new()
        }
    }
}

/// The button goes down: what is under it may be dragged from now on.
fn press(state: &mut State, at: (u16, u16)) -> Vec<Effect> {
    let effects = click(state, at);
    state.held = if matches!(state.layer, Layer::None) { drag::grasp(state, at) } else { None };
    if matches!(state.held, Some(Held::Text(..))) {
        state.chosen = None;
    }
    effects
}

fn drag(state: &mut State, (column, row): (u16, u16)) -> Vec<Effect> {
    match state.held.clone() {
        Some(Held::Divider(pane)) => {
            let area = state.areas().pane(pane);
            let width = area.map_or(0, |area| column.saturating_sub(area.x));
            command::give_width(state, pane, width);
            Vec::new()
        }
        Some(Held::Text(entry, from)) => sweep(state, (entry, &from), (column, row)),
        None => Vec::new(),
    }
}

/// Chooses the text from where the button went down to where the mouse is; beyond the edge, the text scrolls.
fn sweep(state: &mut State, (entry, from): (EntryId, &Character), (column, row): (u16, u16)) -> Vec<Effect> {
    let areas = state.areas();
    let Some(area) = state.reader_area(&areas) else { return Vec::new() };
    let effects = match row {
        _ if row < area.text.y => flow::scroll(state, -1),
        _ if row >= area.text.y + area.text.height => flow::scroll(state, 1),
        _ => Vec::new(),
    };
    // What is swept over is of one article: beside it nothing changes.
    let to = drag::character_at(state, &areas, (column, row)).filter(|(under, _)| *under == entry);
    if let Some((_, to)) = to {
        let swept = Swept::between(state, entry, [from, &to]);
        show(state, swept);
    }
    effects
}

fn take_sentence(state: &mut State) {
    if let Some(Held::Text(entry, at)) = state.held.clone() {
        let swept = Swept::sentence(state, entry, &at);
        show(state, swept);
    }
}

/// Shows what is swept over, and what can be done with it.
fn show(state: &mut State, swept: Option<Swept>) {
    state.notice = None;
    if let Some(swept) = &swept {
        let count = swept.count(state);
        let key = |name| state.keymap.label_of(name).unwrap_or_default();
        let [copy, note, pinyin, back] = ["copy-sentence", "note", "pinyin", "back"].map(key);
        state.tell(match state.language() {
            Language::Chinese => {
                format!("选中 {count} 字：{copy} 复制，{note} 批注，{pinyin} 注音，{back} 放开")
            }
            Language::English => {
                format!("{count} characters: {copy} copies, {note} notes, {pinyin} pinyin, {back} lets go")
            }
        });
    }
    state.chosen = swept.map(Chosen::Characters);
}

fn wheel(state: &mut State, (column, row): (u16, u16), turn: isize) -> Vec<Effect> {
    match &mut state.layer {
        Layer::Picker(picker) => {
            picker.step(turn * NOTCH);
            return Vec::new();
        }
        Layer::Map(_) => {
            command::step_on_map(state, turn);
            return Vec::new();
        }
        Layer::Glance(_) => return command::step_on_glance(state, turn),
        Layer::Timeline(_) => return command::step_on_timeline(state, turn),
        Layer::Spoken(_) => return command::step_sentence(state, turn > 0),
        Layer::Help(help) => {
            help.top = help.top.saturating_add_signed(turn * NOTCH);
            return Vec::new();
        }
        Layer::Problems(place) => {
            place.top = place.top.saturating_add_signed(turn * NOTCH);
            return Vec::new();
        }
        Layer::None | Layer::Filter(_) | Layer::Find(_) | Layer::Ask(_) => {}
    }
    let areas = state.areas();
    match areas.pane_at(column, row) {
        Some(Pane::List) => {
            if let Some(area) = state.list_area(&areas) {
                list::scroll(state, area, turn);
            }
        }
        Some(Pane::Reader) => return flow::scroll(state, turn * NOTCH),
        Some(Pane::Raw) => raw::scroll(state, turn * NOTCH),
        Some(Pane::Sidebar) => sidebar::step(state, turn * NOTCH),
        None => {}
    }
    Vec::new()
}

fn click(state: &mut State, (column, row): (u16, u16)) -> Vec<Effect> {
    let hint = state.areas().footer.holds(column, row).then(|| view::hint_at(state, column)).flatten();
    state.notice = None;
    state.pending.clear();
    if let Some(command) = hint {
        return (command.run)(state);
    }
    match &state.layer {
        Layer::Picker(_) => return click_picker(state, column, row),
        Layer::Map(_) => return click_map(state, column, row),
        Layer::Glance(_) => return click_glance(state, column, row),
        Layer::Timeline(_) => return click_timeline(state, column, row),
        Layer::Help(_) | Layer::Problems(_) | Layer::Spoken(_) => {
            state.layer = Layer::None;
            return Vec::new();
        }
        Layer::Filter(_) | Layer::Find(_) | Layer::Ask(_) | Layer::None => {}
    }
    let areas = state.areas();
    if areas.masthead.holds(column, row) {
        return click_chip(state, areas.masthead, column);
    }
    let Some(pane) = areas.pane_at(column, row) else { return Vec::new() };
    state.layer = Layer::None;
    match pane {
        Pane::List => click_list(state, row),
        Pane::Sidebar => click_sidebar(state, areas.sidebar.unwrap_or_default(), row),
        Pane::Reader if state.focus == Pane::List => command::open(state),
        Pane::Reader | Pane::Raw => {
            state.focus = pane;
            Vec::new()
        }
    }
}

fn click_sidebar(state: &mut State, area: Area, row: u16) -> Vec<Effect> {
    let index = state.sidebar.top + usize::from(row - area.y);
    if !sidebar::rows(state).get(index).is_some_and(sidebar::SideRow::is_choice) {
        return Vec::new();
    }
    state.sidebar.cursor = index;
    command::take_sidebar_row(state)
}

fn click_list(state: &mut State, row: u16) -> Vec<Effect> {
    let areas = state.areas();
    let Some(area) = state.list_area(&areas) else { return Vec::new() };
    let was_here = state.focus == Pane::List;
    state.focus = Pane::List;
    let Some(clicked) = row.checked_sub(area.y) else { return Vec::new() };
    let places = list::places(state, area);
    let Some(place) = places.iter().find(|place| (place.row..place.row + place.rows).contains(&clicked))
    else {
        return Vec::new();
    };
    if was_here && state.list.cursor == place.index {
        return command::open(state);
    }
    state.list.cursor = place.index;
    Vec::new()
}

fn click_chip(state: &mut State, area: Area, column: u16) -> Vec<Effect> {
    let chips = view::chips(state, area);
    let hit = chips.into_iter().find(|chip| (chip.column..chip.column + chip.width).contains(&column));
    hit.map_or_else(Vec::new, |chip| command::take_chip_off(state, &chip.filter))
}

/// A click moves the cursor; on the province under it, it takes that; beside the map, it gives up.
fn click_map(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    if !view::map_outline(state).holds(column, row) {
        return command::cancel(state);
    }
    let clicked = view::province_at(state, column, row);
    let Layer::Map(map) = &mut state.layer else { return Vec::new() };
    let Some(province) = clicked else { return Vec::new() };
    if map.cursor != province {
        map.cursor = province;
        command::look_closer_on_map(state);
        return Vec::new();
    }
    let Layer::Map(map) = std::mem::replace(&mut state.layer, Layer::None) else { return Vec::new() };
    command::choose_on_map(state, *map)
}

/// A click moves the cursor to a story; on the story under it, it opens that.
fn click_glance(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let clicked = view::story_at(state, column, row);
    let Layer::Glance(glance) = &mut state.layer else { return Vec::new() };
    match clicked {
        Some(story) if story == glance.cursor => {
            let glance = glance.clone();
            state.layer = Layer::None;
            command::dive(state, &glance)
        }
        Some(story) => {
            glance.cursor = story;
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// A click moves the cursor along the time; where it stands already, it takes that span.
fn click_timeline(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let clicked = view::span_at(state, column, row);
    let Layer::Timeline(timeline) = &mut state.layer else { return Vec::new() };
    match clicked {
        Some(span) if span == timeline.cursor => {
            let timeline = timeline.clone();
            state.layer = Layer::None;
            command::choose_on_timeline(state, &timeline)
        }
        Some(span) => {
            timeline.cursor = span;
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn click_picker(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let outline = view::picker_outline(state);
    let area = view::picker_items_area(state);
    if !outline.holds(column, row) {
        // What was ticked is chosen already: only leaving by the key for it takes that back.
        if matches!(&state.layer, Layer::Picker(picker) if picker.ticked) {
            state.layer = Layer::None;
            return Vec::new();
        }
        return command::cancel(state);
    }
    let Layer::Picker(picker) = &mut state.layer else { return Vec::new() };
    if !area.holds(column, row) {
        return Vec::new();
    }
    let index = picker.top + usize::from(row - area.y);
    if index >= picker.shown.len() {
        return Vec::new();
    }
    picker.cursor = index;
    if picker.subject.is_plural() {
        return command::toggle_picker(state);
    }
    let Layer::Picker(picker) = std::mem::replace(&mut state.layer, Layer::None) else { return Vec::new() };
    command::accept_picker(state, picker)
}
