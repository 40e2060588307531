//! Ticking several articles in the list, so that what is done next is done with all of them; and going to an article by
//! its number.

use std::sync::Arc;

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::overlay::{Ask, Layer, Wish};
use crate::app::state::State;
use crate::model::{ArticleId, Language};
use crate::query::Entry;
use crate::store::marks::Mark;
use crate::store::marks::desk::Request;

const MAIN: Rows = Rows::new(Context::Main, Topic::Filtering);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "tick-article",
        "*",
        "勾选这一篇：加星、已读、标签、复制、导出都作用于勾选的各篇",
        "tick the article: star, read, tag, copy and export then go for all that are ticked",
        ("勾选", "tick"),
        tick,
    ),
    MAIN.row(
        "tick-all",
        "&",
        "勾选列出的各篇，或全部去勾",
        "tick all articles of the list, or none",
        ("全勾", "tick all"),
        tick_all,
    ),
    MAIN.row(
        "number",
        "'",
        "按编号到一篇文章",
        "go to an article by its number",
        ("编号", "number"),
        ask_for_number,
    ),
];

/// The articles that a command goes for: in the list those that are ticked, else the one under the cursor.
pub(super) fn targets(state: &State) -> Vec<&Entry> {
    if state.focus != Pane::List || state.ticked.is_empty() {
        return state.selected().map(|(_, entry)| entry).into_iter().collect();
    }
    let entries = state.library.catalogue.iter().map(|(_, entry)| entry);
    entries.filter(|entry| state.ticked.contains(&entry.article().id)).collect()
}

/// Whether more is meant than the article under the cursor.
pub(super) fn is_many(state: &State) -> bool {
    state.focus == Pane::List && !state.ticked.is_empty()
}

/// Marks all that is meant at one stroke, or takes the mark off where all have it. Whether it is on, and how many.
pub(super) fn mark_all(
    state: &mut State,
    has: impl Fn(&State, &ArticleId) -> bool,
    mark: impl Fn(bool) -> Mark,
) -> (bool, usize, Vec<Effect>) {
    let ids: Vec<ArticleId> = targets(state).iter().map(|entry| entry.article().id.clone()).collect();
    let on = !ids.iter().all(|id| has(state, id));
    let due: Vec<ArticleId> = ids.into_iter().filter(|id| has(state, id) != on).collect();
    let marks = Arc::make_mut(&mut state.marks);
    for id in &due {
        match mark(on) {
            Mark::Read(on) => drop(marks.set_read(id, on)),
            Mark::Starred(on) => drop(marks.set_starred(id, on)),
            _ => {}
        }
    }
    let count = due.len();
    let changes: Vec<(ArticleId, Mark)> = due.into_iter().map(|id| (id, mark(on))).collect();
    let ticket = state.ticket;
    let effects =
        if count == 0 { Vec::new() } else { vec![Effect::Keep(Request::Change { ticket, changes })] };
    (on, count, effects)
}

/// Says what was done, and with how many articles if they were ticked.
pub(super) fn tell(state: &mut State, words: &str, count: usize) {
    let words = match state.language() {
        _ if !is_many(state) => words.to_owned(),
        Language::Chinese => format!("{words}（{count} 篇）"),
        Language::English => format!("{words}: {count} articles"),
    };
    state.tell(words);
}

fn tick(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.selected().map(|(_, entry)| entry.article().id.clone()) else { return Vec::new() };
    state.focus = Pane::List;
    if !state.ticked.remove(&id) {
        state.ticked.insert(id);
    }
    state.list.cursor += 1;
    tell_ticks(state);
    Vec::new()
}

fn tick_all(state: &mut State) -> Vec<Effect> {
    state.focus = Pane::List;
    if state.ticked.is_empty() {
        let entries = state.found.ranked.iter().filter_map(|(id, _)| state.library.catalogue.entry(id));
        state.ticked = entries.map(|entry| entry.article().id.clone()).collect();
    } else {
        state.ticked.clear();
    }
    tell_ticks(state);
    Vec::new()
}

fn tell_ticks(state: &mut State) {
    let count = state.ticked.len();
    state.tell(match (count, state.language()) {
        (0, Language::Chinese) => "没有勾选的了".to_owned(),
        (0, Language::English) => "nothing is ticked any more".to_owned(),
        (_, Language::Chinese) => format!("已勾 {count} 篇：m U # yc W 等都作用于它们，Esc 去勾"),
        (_, Language::English) => {
            format!("{count} ticked: m U # yc W … go for them, Esc takes the ticks off")
        }
    });
}

fn ask_for_number(state: &mut State) -> Vec<Effect> {
    if state.found.ranked.is_empty() {
        return Vec::new();
    }
    if state.areas().list.is_none() || state.focus == Pane::Sidebar {
        state.focus = Pane::List;
    }
    let before = state.list.cursor;
    state.layer = Layer::Ask(Ask { field: Field::default(), wish: Wish::Number(before) });
    Vec::new()
}

/// The list follows the number while it is typed.
pub(super) fn follow_number(state: &mut State) {
    let Layer::Ask(Ask { field, wish: Wish::Number(before) }) = &state.layer else { return };
    let typed = field.text().trim().parse::<usize>().ok();
    let number =
        typed.and_then(|number| number.checked_sub(1)).filter(|index| *index < state.found.ranked.len());
    state.list.cursor = number.unwrap_or(*before);
}

/// Opens the article with the typed number.
pub(super) fn take_number(state: &mut State, typed: &str) -> Vec<Effect> {
    let count = state.found.ranked.len();
    let number = typed.trim().parse::<usize>().ok().filter(|number| (1..=count).contains(number));
    let Some(number) = number else {
        state.tell(match state.language() {
            Language::Chinese => format!("编号是 1 至 {count}"),
            Language::English => format!("numbers go from 1 to {count}"),
        });
        return Vec::new();
    };
    state.list.cursor = number - 1;
    state.focus = Pane::List;
    super::open(state)
}
