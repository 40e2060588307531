//! Moving about: rows, pages, ends, articles, subheads, panes.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::overlay::{Choice, Item, Subject};
use crate::app::passage::Chosen;
use crate::app::state::State;
use crate::app::{flow, list, raw, reader, related, sidebar};
use crate::model::Language;

const MAIN: Rows = Rows::new(Context::Main, Topic::Going);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "down",
        "j <down>",
        "向下一条或一行",
        "one article or row down",
        ("下", "down"),
        |state| step(state, 1),
    ),
    MAIN.row("up", "k <up>", "向上一条或一行", "one article or row up", ("上", "up"), |state| {
        step(state, -1)
    }),
    MAIN.row(
        "open",
        "<enter> l <right>",
        "打开文章，或选定侧栏一行",
        "open the article, or take the sidebar's row",
        ("打开", "open"),
        open,
    ),
    MAIN.row("back", "h <left> <esc>", "返回上一栏", "back to the pane before", ("返回", "back"), back),
    MAIN.row("next-pane", "<tab>", "下一栏", "next pane", ("换栏", "pane"), |state| turn_pane(state, 1)),
    MAIN.row("previous-pane", "<s-tab>", "上一栏", "previous pane", ("换栏", "pane"), |state| {
        turn_pane(state, -1)
    }),
    MAIN.row("page-down", "<space> <pgdn>", "向下一屏", "one screen down", ("翻页", "page"), |state| {
        page(state, 2)
    }),
    MAIN.row("page-up", "b <pgup>", "向上一屏", "one screen up", ("上翻", "page up"), |state| {
        page(state, -2)
    }),
    MAIN.row("half-down", "<c-d>", "向下半屏", "half a screen down", ("半屏", "half"), |state| {
        page(state, 1)
    }),
    MAIN.row("half-up", "<c-u>", "向上半屏", "half a screen up", ("半屏", "half"), |state| {
        page(state, -1)
    }),
    MAIN.row("top", "g <home>", "到开头", "to the beginning", ("开头", "top"), |state| {
        go_to_end(state, false)
    }),
    MAIN.row("bottom", "G <end>", "到末尾", "to the end", ("末尾", "end"), |state| {
        go_to_end(state, true)
    }),
    MAIN.row("next-article", "]", "下一篇文章", "next article", ("下篇", "next"), |state| {
        turn_article(state, 1)
    }),
    MAIN.row(
        "previous-article",
        "[",
        "上一篇文章",
        "previous article",
        ("上篇", "previous"),
        |state| turn_article(state, -1),
    ),
    MAIN.row("next-unread", "u", "下一篇未读", "next unread article", ("未读", "unread"), next_unread),
    MAIN.row("next-subhead", "}", "下一个小标题", "next subhead", ("下节", "subhead"), |state| {
        turn_subhead(state, true)
    }),
    MAIN.row(
        "previous-subhead",
        "{",
        "上一个小标题",
        "previous subhead",
        ("上节", "subhead"),
        |state| turn_subhead(state, false),
    ),
    MAIN.row(
        "subheads",
        "t",
        "本文小标题目录",
        "table of the article's subheads",
        ("目录", "contents"),
        list_subheads,
    ),
    MAIN.row(
        "related",
        "r",
        "相关报道：同人、同机构、同地，按时间排列",
        "related articles by time: the same persons, organisations, places",
        ("相关", "related"),
        list_related,
    ),
];

/// Moves by rows or articles in the pane with the attention.
pub(crate) fn step(state: &mut State, steps: isize) -> Vec<Effect> {
    match state.focus {
        Pane::Reader if matches!(state.chosen, Some(Chosen::Sentences(_))) => {
            return super::noting::step(state, steps);
        }
        Pane::Sidebar => sidebar::step(state, steps),
        Pane::List => state.list.cursor = state.list.cursor.saturating_add_signed(steps),
        Pane::Reader => return scroll(state, |state| flow::scroll(state, steps), steps > 0),
        Pane::Raw => raw::scroll(state, steps),
    }
    Vec::new()
}

/// Scrolls the article; where it is at its end already, says how one goes on.
fn scroll(state: &mut State, scroll: impl FnOnce(&mut State) -> Vec<Effect>, down: bool) -> Vec<Effect> {
    let place = |state: &State| state.reader.as_ref().map(|reader| (reader.entry, reader.top()));
    let before = place(state);
    let effects = scroll(state);
    if down && place(state) == before {
        let key = state.keymap.label_of("next-article").unwrap_or_default();
        state.tell(match state.language() {
            Language::Chinese => format!("已到文末；{key} 下一篇"),
            Language::English => format!("this is the end; {key} goes to the next article"),
        });
    }
    effects
}

fn page(state: &mut State, halves: isize) -> Vec<Effect> {
    let areas = state.areas();
    match state.focus {
        Pane::Reader => return scroll(state, |state| flow::scroll_pages(state, halves), halves > 0),
        Pane::List => {
            let shown = state.list_area(&areas).map_or(1, |area| list::places(state, area).len());
            let articles = (shown.saturating_sub(1).max(1) as isize * halves / 2).max(-(isize::MAX));
            let articles = if articles == 0 { halves.signum() } else { articles };
            state.list.cursor = state.list.cursor.saturating_add_signed(articles);
        }
        Pane::Sidebar | Pane::Raw => {
            let height = areas.pane(state.focus).map_or(1, |area| area.height);
            return step(state, isize::from(height as i16 - 1) * halves / 2);
        }
    }
    Vec::new()
}

fn go_to_end(state: &mut State, end: bool) -> Vec<Effect> {
    match state.focus {
        Pane::Sidebar => state.sidebar.cursor = if end { usize::MAX - 1 } else { 0 },
        Pane::List => state.list.cursor = if end { usize::MAX } else { 0 },
        Pane::Reader => return flow::go_to_end(state, end),
        Pane::Raw => raw::scroll(state, if end { isize::MAX } else { isize::MIN }),
    }
    Vec::new()
}

/// Gives the attention to the article and marks it read.
pub(crate) fn open(state: &mut State) -> Vec<Effect> {
    match state.focus {
        Pane::Sidebar => super::filtering::take_sidebar_row(state),
        Pane::List => {
            let Some((_, entry)) = state.selected() else { return Vec::new() };
            let id = entry.article().id.clone();
            state.focus = Pane::Reader;
            show_words(state);
            tell_of_place(state);
            super::taking::note_opened(state, &id)
        }
        Pane::Reader | Pane::Raw => Vec::new(),
    }
}

/// Says that the article was read to here before: else its middle could be taken for another text.
fn tell_of_place(state: &mut State) {
    let at_words = state.reader.as_ref().is_some_and(|reader| reader.find.is_some());
    if at_words || state.reader.as_ref().is_none_or(|reader| reader.top() == 0) {
        return;
    }
    let key = state.keymap.label_of("top").unwrap_or_default();
    state.tell(match state.language() {
        Language::Chinese => format!("接着上次读到的地方；{key} 到开头"),
        Language::English => format!("where you left it; {key} goes to the beginning"),
    });
}

/// Goes to the words of the filter in the text of the article that was opened.
fn show_words(state: &mut State) {
    let Some(mut reader) = state.reader.take() else { return };
    if let Some(entry) = state.library.catalogue.entry(reader.entry) {
        reader.show_words(entry.article(), &state.selection.typed);
    }
    state.reader = Some(reader);
}

/// Whether words were looked for in the article by themselves, not by the filter of the list.
fn has_own_find(state: &State) -> bool {
    let find = state.reader.as_ref().and_then(|reader| reader.find.as_ref());
    find.is_some_and(|find| find.needle != state.selection.typed)
}

fn back(state: &mut State) -> Vec<Effect> {
    let areas = state.areas();
    let plain = state.chosen.is_none() && state.raw.is_none() && !has_own_find(state);
    if state.focus == Pane::Reader
        && plain
        && let Some(entry) = related::way_back(state)
    {
        state.tell(state.say("回到前一篇", "back at the article before"));
        return state.go_to_entry(entry);
    }
    match state.focus {
        Pane::Reader if state.chosen.is_some() => state.chosen = None,
        Pane::Raw if areas.reader.is_some() => state.focus = Pane::Reader,
        Pane::Raw => close_raw(state),
        Pane::Reader if has_own_find(state) => {
            if let Some(reader) = &mut state.reader {
                reader.find = None;
            }
        }
        Pane::Reader if state.raw.is_some() => close_raw(state),
        Pane::Reader if state.zen => state.zen = false,
        Pane::Reader => state.focus = Pane::List,
        Pane::List if !state.ticked.is_empty() => state.ticked.clear(),
        Pane::List if areas.sidebar.is_some() => state.focus = Pane::Sidebar,
        Pane::List | Pane::Sidebar => {}
    }
    Vec::new()
}

fn close_raw(state: &mut State) {
    state.raw = None;
    state.focus = Pane::Reader;
}

fn turn_pane(state: &mut State, turn: isize) -> Vec<Effect> {
    let panes: Vec<Pane> = match state.areas().panes().collect::<Vec<_>>() {
        // A narrow screen shows one pane, but both can be turned to.
        panes if panes.len() == 1 && state.raw.is_some() => vec![Pane::Reader, Pane::Raw],
        panes if panes.len() == 1 => vec![Pane::List, Pane::Reader],
        panes => panes,
    };
    let here = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    let count = panes.len() as isize;
    let next = (here as isize + turn).rem_euclid(count.max(1)) as usize;
    if let Some(pane) = panes.get(next) {
        if *pane == Pane::Reader && state.focus == Pane::List {
            return open(state);
        }
        state.focus = *pane;
    }
    Vec::new()
}

fn turn_article(state: &mut State, turn: isize) -> Vec<Effect> {
    let count = state.found.ranked.len();
    let target = state.list.cursor.saturating_add_signed(turn);
    if target >= count || (turn < 0 && state.list.cursor == 0) {
        let words = if turn > 0 {
            state.say("已是最后一篇", "this is the last article")
        } else {
            state.say("已是第一篇", "this is the first article")
        };
        state.tell(words);
        return Vec::new();
    }
    state.list.cursor = target;
    mark_if_open(state)
}

pub(super) fn mark_if_open(state: &mut State) -> Vec<Effect> {
    if state.focus != Pane::Reader {
        return Vec::new();
    }
    let Some(id) = state.selected().map(|(_, entry)| entry.article().id.clone()) else { return Vec::new() };
    super::taking::note_opened(state, &id)
}

fn next_unread(state: &mut State) -> Vec<Effect> {
    let count = state.found.ranked.len();
    let is_unread = |index: &usize| {
        let ranked = state.found.ranked.get(*index);
        let entry = ranked.and_then(|(entry, _)| state.library.catalogue.entry(entry));
        entry.is_some_and(|entry| !state.marks.is_read(&entry.article().id))
    };
    let after = (state.list.cursor + 1..count).chain(0..state.list.cursor.min(count)).find(is_unread);
    if let Some(index) = after {
        state.list.cursor = index;
        mark_if_open(state)
    } else {
        state.tell(state.say("没有别的未读文章", "no other unread article"));
        Vec::new()
    }
}

fn turn_subhead(state: &mut State, forward: bool) -> Vec<Effect> {
    let effects = flow::go_to_subhead(state, forward);
    if effects.is_none() && forward && state.reader.is_some() {
        state.tell(state.say("后面没有小标题了", "no subhead further down"));
    }
    effects.unwrap_or_default()
}

fn list_subheads(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.open_article() else { return Vec::new() };
    let items: Vec<Item> = reader::subheads(article)
        .into_iter()
        .map(|(label, place)| Item { choice: Choice::Place(place), label, aside: String::new(), count: None })
        .collect();
    super::prompting::offer(
        state,
        Subject::Subheads,
        items,
        ("本文没有小标题", "this article has no subheads"),
    )
}

fn list_related(state: &mut State) -> Vec<Effect> {
    let Some(request) = related::ask(state) else { return Vec::new() };
    state.tell(state.say("正在找相关报道……", "looking for related articles …"));
    vec![Effect::Relate(request)]
}
