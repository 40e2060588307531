//! A page or a day at a glance: open it, move among its stories and pages, dive into one.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::glance::{Glance, Scope};
use crate::app::overlay::Layer;
use crate::app::state::State;
use crate::app::view;

const MAIN: Rows = Rows::new(Context::Main, Topic::Overview);
const GLANCE: Rows = Rows::new(Context::Glance, Topic::Overview);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "glance",
        "v",
        "版面一览：这一版的稿件、轻重、长短",
        "the page at a glance: its articles, their weight and length",
        ("版面", "page"),
        |state| open(state, Scope::Page),
    ),
    MAIN.row(
        "day",
        "V",
        "当日各版一览",
        "all pages of the day at a glance",
        ("当日", "day"),
        |state| open(state, Scope::Day),
    ),
    GLANCE.row(
        "glance-down",
        "j l <right>",
        "一览：下一篇",
        "glance: next article",
        ("下", "down"),
        |state| step_on_glance(state, 1),
    ),
    GLANCE.row(
        "glance-up",
        "k h <left>",
        "一览：上一篇",
        "glance: previous article",
        ("上", "up"),
        |state| step_on_glance(state, -1),
    ),
    GLANCE.row(
        "glance-next-page",
        "]",
        "一览：下一版",
        "glance: next page",
        ("下版", "next page"),
        |state| turn_page(state, true),
    ),
    GLANCE.row(
        "glance-previous-page",
        "[",
        "一览：上一版",
        "glance: previous page",
        ("上版", "previous page"),
        |state| turn_page(state, false),
    ),
    GLANCE.row(
        "glance-screen-down",
        "<space> <pgdn>",
        "一览：下一屏",
        "glance: one screen down",
        ("翻页", "page"),
        |state| turn_screen(state, true),
    ),
    GLANCE.row(
        "glance-screen-up",
        "b <pgup>",
        "一览：上一屏",
        "glance: one screen up",
        ("上翻", "page up"),
        |state| turn_screen(state, false),
    ),
    GLANCE.row(
        "glance-turn",
        "v V <tab>",
        "一览：一版或当日各版",
        "glance: one page or all of its day",
        ("版/日", "page/day"),
        turn_scope,
    ),
    GLANCE.row("glance-close", "q", "一览：离开", "glance: leave", ("离开", "leave"), super::cancel),
];

fn open(state: &mut State, scope: Scope) -> Vec<Effect> {
    match Glance::open(state, scope) {
        Some(glance) => state.layer = Layer::Glance(Box::new(glance)),
        None => state.tell(state.say("没有选中的文章", "no article is selected")),
    }
    Vec::new()
}

/// Moves the cursor by stories.
pub(crate) fn step_on_glance(state: &mut State, steps: isize) -> Vec<Effect> {
    if let Layer::Glance(glance) = &mut state.layer {
        glance.step(steps);
    }
    Vec::new()
}

/// Moves the cursor to the first story of the next or the previous screen.
fn turn_screen(state: &mut State, forward: bool) -> Vec<Effect> {
    let Layer::Glance(glance) = &state.layer else { return Vec::new() };
    let story = view::story_of_screen(state, glance, forward);
    if let Layer::Glance(glance) = &mut state.layer {
        glance.cursor = story;
    }
    Vec::new()
}

fn turn_page(state: &mut State, forward: bool) -> Vec<Effect> {
    let Layer::Glance(glance) = &state.layer else { return Vec::new() };
    match glance.on_page(state, forward) {
        Some(glance) => state.layer = Layer::Glance(Box::new(glance)),
        None if forward => state.tell(state.say("已是最后一版", "this is the last page")),
        None => state.tell(state.say("已是第一版", "this is the first page")),
    }
    Vec::new()
}

fn turn_scope(state: &mut State) -> Vec<Effect> {
    let Layer::Glance(glance) = &state.layer else { return Vec::new() };
    if let Some(glance) = glance.turned(state) {
        state.layer = Layer::Glance(Box::new(glance));
    }
    Vec::new()
}

/// Opens the story under the cursor.
pub(crate) fn dive(state: &mut State, glance: &Glance) -> Vec<Effect> {
    let Some(story) = glance.selected() else { return Vec::new() };
    let mut effects = state.go_to_entry(story.entry);
    state.focus = Pane::List;
    effects.extend(super::open(state));
    effects
}
