//! Overviews of many articles: the province map.

use super::{Command, Context, Rows, Topic};
use crate::app::effect::Effect;
use crate::app::list::List;
use crate::app::map::{Direction, Map};
use crate::app::overlay::Layer;
use crate::app::state::State;
use crate::app::view;
use crate::query::PlaceSense;

const MAIN: Rows = Rows::new(Context::Main, Topic::Overview);
const MAP: Rows = Rows::new(Context::Map, Topic::Overview);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "map",
        "P",
        "省份地图：各省稿件多少，选省",
        "province map: how many articles each has; choose one",
        ("地图", "map"),
        open_map,
    ),
    MAP.row("map-left", "<left>", "地图：向西", "map: to the west", ("西", "west"), |state| {
        turn(state, Direction::Left)
    }),
    MAP.row("map-right", "<right>", "地图：向东", "map: to the east", ("东", "east"), |state| {
        turn(state, Direction::Right)
    }),
    MAP.row("map-up", "<up> <c-p>", "地图：向北", "map: to the north", ("北", "north"), |state| {
        turn(state, Direction::Up)
    }),
    MAP.row(
        "map-down",
        "<down> <c-n> <c-j>",
        "地图：向南",
        "map: to the south",
        ("南", "south"),
        |state| turn(state, Direction::Down),
    ),
    MAP.row(
        "map-sense",
        "<tab>",
        "地图：按“写的是”或“提到”计",
        "map: count what articles are about, or what they mention",
        ("写/提", "sense"),
        turn_sense,
    ),
    MAP.row(
        "map-tick",
        "<ins>",
        "地图：勾选（可选多省；未输入时空格亦可）",
        "map: tick, several can be chosen; Space too while nothing is typed",
        ("勾选", "tick"),
        tick_on_map,
    ),
];

fn open_map(state: &mut State) -> Vec<Effect> {
    if state.library.catalogue.is_empty() {
        state.tell(state.say("还没有稿件", "there are no articles yet"));
    } else {
        state.layer = Layer::Map(Box::new(Map::open(state)));
    }
    Vec::new()
}

/// Changes the open map and then counts the places of the province under its cursor.
fn on_map(state: &mut State, change: impl FnOnce(&mut Map, &State)) {
    let Layer::Map(mut map) = std::mem::replace(&mut state.layer, Layer::None) else { return };
    let before = map.cursor;
    change(&mut map, state);
    if map.cursor != before {
        map.look_closer(state);
    }
    state.layer = Layer::Map(map);
}

/// Counts the places of the province under the cursor.
pub(crate) fn look_closer_on_map(state: &mut State) {
    on_map(state, Map::look_closer);
}

/// Lets the cursor follow what is typed.
pub(crate) fn follow_map_field(state: &mut State) {
    on_map(state, |map, state| map.follow_field(state.selection.sense));
}

/// Moves along the provinces, the fullest first, as a list has them.
pub(crate) fn step_on_map(state: &mut State, steps: isize) {
    on_map(state, |map, state| map.step_in_list(state.selection.sense, steps));
}

fn turn(state: &mut State, direction: Direction) -> Vec<Effect> {
    if view::map_is_list(state) {
        let steps = match direction {
            Direction::Left | Direction::Up => -1,
            Direction::Right | Direction::Down => 1,
        };
        step_on_map(state, steps);
    } else {
        on_map(state, |map, _| map.step(direction));
    }
    Vec::new()
}

fn turn_sense(state: &mut State) -> Vec<Effect> {
    state.selection.sense = match state.selection.sense {
        PlaceSense::About => PlaceSense::Mentioned,
        PlaceSense::Mentioned => PlaceSense::About,
    };
    let effects = super::refresh(state);
    look_closer_on_map(state);
    effects
}

/// Ticks the province under the cursor, or takes the tick off; the list behind follows at once.
pub(crate) fn tick_on_map(state: &mut State) -> Vec<Effect> {
    let Layer::Map(map) = &state.layer else { return Vec::new() };
    if map.fitting().is_empty() {
        return Vec::new();
    }
    let province = map.cursor;
    if !state.selection.provinces.remove(&province) {
        state.selection.provinces.insert(province);
    }
    state.list = List::default();
    super::refresh(state)
}

/// Shows the articles of the province under the cursor, or of those that were ticked.
pub(crate) fn choose_on_map(state: &mut State, map: Map) -> Vec<Effect> {
    if map.fitting().is_empty() {
        state.layer = Layer::Map(Box::new(map));
        return Vec::new();
    }
    let ticked = state.selection.provinces != map.before.0.provinces;
    if !ticked {
        state.selection.provinces = [map.cursor].into();
    }
    super::prompting::after_facet(state)
}
