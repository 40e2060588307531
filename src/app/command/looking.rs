//! Looking at an article: words in it, its seams, its raw page, the width of its text.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::{LEAST_PANE, Pane, Widths};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::flow;
use crate::app::overlay::{FindPrompt, Layer};
use crate::app::reader::Turn;
use crate::app::settings::{DEFAULT_MEASURE, GREATEST_MEASURE, LEAST_MEASURE};
use crate::app::state::{RawView, State};
use crate::app::view;
use crate::model::Language;

const MAIN: Rows = Rows::new(Context::Main, Topic::Looking);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row("find", "f", "在文中查找", "find words in the article", ("查找", "find"), type_find),
    MAIN.row("next-hit", "n", "下一处", "next place found", ("下一处", "next"), |state| {
        turn_hit(state, true)
    }),
    MAIN.row("previous-hit", "N", "上一处", "previous place found", ("上一处", "previous"), |state| {
        turn_hit(state, false)
    }),
    MAIN.row(
        "continuous",
        "C",
        "整版连读：本版各篇上下相接",
        "read on: the articles of the page one below another",
        ("连读", "read on"),
        toggle_continuous,
    ),
    MAIN.row(
        "seams",
        "x",
        "显示或隐去接缝",
        "show or hide the mended seams",
        ("接缝", "seams"),
        toggle_seams,
    ),
    MAIN.row("raw", "o", "并排看原始版面", "the raw page beside the article", ("原文", "raw"), toggle_raw),
    MAIN.row("zen", "z", "只看文章", "nothing but the article", ("专注", "zen"), toggle_zen),
    MAIN.row("wider", "+", "版心加宽", "wider text", ("加宽", "wider"), |state| widen(state, 2)),
    MAIN.row("narrower", "-", "版心收窄", "narrower text", ("收窄", "narrower"), |state| {
        widen(state, -2)
    }),
    MAIN.row("usual-width", "=", "版心复原", "the usual width of text", ("复原", "usual"), usual_width),
    MAIN.row(
        "wider-pane",
        ">",
        "列表（侧栏、原文栏）加宽；也可用鼠标拖分栏线",
        "a wider list, sidebar or raw page; dragging the line with the mouse does it too",
        ("栏宽", "pane"),
        |state| widen_pane(state, PANE_STEP),
    ),
    MAIN.row(
        "narrower-pane",
        "<lt>",
        "列表（侧栏、原文栏）收窄",
        "a narrower list, sidebar or raw page",
        ("栏窄", "pane"),
        |state| widen_pane(state, -PANE_STEP),
    ),
    MAIN.row(
        "usual-panes",
        "",
        "各栏宽度复原",
        "the usual widths of panes",
        ("栏宽复原", "usual panes"),
        usual_panes,
    ),
    MAIN.row(
        "density",
        "d",
        "列表每条一行或两行",
        "one row or two an article in the list",
        ("疏密", "density"),
        toggle_density,
    ),
];

fn type_find(state: &mut State) -> Vec<Effect> {
    if state.selected().is_none() {
        return Vec::new();
    }
    state.focus = Pane::Reader;
    let Some(reader) = &state.reader else { return Vec::new() };
    // As in less and vim the line begins empty: what was looked for before comes back with the key for older lines, or
    // with Enter alone.
    let (before, field) = (reader.find.clone(), Field::default());
    let (entry, top) = (reader.entry, reader.top());
    state.layer = Layer::Find(FindPrompt { field, entry, top, before, history: 0 });
    Vec::new()
}

/// The place stays where it is: only what stands around the article changes.
fn toggle_continuous(state: &mut State) -> Vec<Effect> {
    state.settings.continuous = !state.settings.continuous;
    state.tell(if state.settings.continuous {
        state.say("整版连读：看完一篇接着下一篇", "reading on: one article after another")
    } else {
        state.say("一次看一篇", "one article at a time")
    });
    Vec::new()
}

/// The next place that was found.
pub(super) fn next_place(state: &mut State) -> Vec<Effect> {
    turn_hit(state, true)
}

/// Where nothing was looked for in the article, the words of the filter are meant.
fn look_for_filter(state: &mut State) {
    let typed = state.selection.typed.clone();
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.find.is_none()) else { return };
    if let Some(entry) = state.library.catalogue.entry(reader.entry).filter(|_| !typed.is_empty()) {
        reader.mark_words(entry.article(), &typed);
    }
}

fn turn_hit(state: &mut State, forward: bool) -> Vec<Effect> {
    look_for_filter(state);
    let Some((turn, effects)) = flow::turn_hit(state, forward) else {
        state.tell(state.say("没有查到的内容；按 f 查找", "nothing found; f looks for words"));
        return Vec::new();
    };
    state.tell(format!("{}{}", turn_words(state, turn), view::find_words(state)));
    effects
}

/// Whoever is led around an end is told, so that he does not take the first place for a new one.
fn turn_words(state: &State, turn: Turn) -> &'static str {
    match turn {
        Turn::On => "",
        Turn::AroundEnd => state.say("已到末尾，从头再找：", "from the end back to the beginning: "),
        Turn::AroundBeginning => {
            state.say("已到开头，从末尾再找：", "from the beginning around to the end: ")
        }
    }
}

fn toggle_seams(state: &mut State) -> Vec<Effect> {
    state.seams = !state.seams;
    let seams = state.open_article().map_or(0, |article| {
        article.blocks.iter().map(|block| block.fragments.len().saturating_sub(1)).sum::<usize>()
    });
    let key = state.keymap.label_of("next-lit").unwrap_or_default();
    let words = match (state.seams, state.language()) {
        (false, _) => state.say("接缝已隐去", "seams are hidden").to_owned(),
        (true, Language::Chinese) if seams > 0 => format!("本文接缝 {seams} 处；{key} 到下一处"),
        (true, Language::English) if seams > 0 => {
            format!("{seams} seams in this article; {key} goes to the next")
        }
        (true, Language::Chinese) => "本文没有接缝".to_owned(),
        (true, Language::English) => "this article has no seams".to_owned(),
    };
    state.tell(words);
    Vec::new()
}

fn toggle_raw(state: &mut State) -> Vec<Effect> {
    if state.raw.take().is_some() {
        if state.focus == Pane::Raw {
            state.focus = Pane::Reader;
        }
        return Vec::new();
    }
    if state.selected().is_none() {
        return Vec::new();
    }
    state.raw = Some(RawView::default());
    // A narrow screen shows what was asked for; a wider one shows both and keeps to the article.
    let both = state.areas().panes().count() > 1;
    state.focus = if both { Pane::Reader } else { Pane::Raw };
    Vec::new()
}

fn toggle_zen(state: &mut State) -> Vec<Effect> {
    if state.selected().is_none() {
        return Vec::new();
    }
    state.zen = !state.zen;
    if state.zen {
        if state.focus != Pane::Raw {
            state.focus = Pane::Reader;
        }
        let keys = [state.keymap.label_of("zen"), Some("Esc".to_owned())];
        let keys = keys.into_iter().flatten().collect::<Vec<_>>().join(" / ");
        state.tell(match state.language() {
            Language::Chinese => format!("只看文章；{keys} 回到各栏"),
            Language::English => format!("nothing but the article; {keys} brings the panes back"),
        });
    }
    Vec::new()
}

fn widen(state: &mut State, characters: i16) -> Vec<Effect> {
    let measure = state.settings.measure.saturating_add_signed(characters);
    set_measure(state, measure.clamp(LEAST_MEASURE, GREATEST_MEASURE))
}

fn usual_width(state: &mut State) -> Vec<Effect> {
    set_measure(state, DEFAULT_MEASURE)
}

fn set_measure(state: &mut State, measure: u16) -> Vec<Effect> {
    state.settings.measure = measure;
    let words = match state.language() {
        crate::model::Language::Chinese => format!("版心至多 {measure} 字"),
        crate::model::Language::English => format!("text at most {measure} characters wide"),
    };
    state.tell(words);
    Vec::new()
}

/// Columns that a key adds to a pane.
const PANE_STEP: i16 = 4;

/// Widens the pane with the attention; for the article, the one on its left gives way.
fn widen_pane(state: &mut State, columns: i16) -> Vec<Effect> {
    let areas = state.areas();
    let panes: Vec<Pane> = areas.panes().collect();
    let (pane, columns) = match (state.focus, panes.as_slice()) {
        (Pane::Reader, [.., before, Pane::Reader]) => (*before, -columns),
        (focus, _) => (focus, columns),
    };
    let Some(area) = areas.pane(pane).filter(|_| panes.len() > 1) else {
        state.tell(state.say("屏幕只容一栏", "the screen shows one pane only"));
        return Vec::new();
    };
    give_width(state, pane, area.width.saturating_add_signed(columns));
    Vec::new()
}

/// Gives a pane so many columns, as far as there is room.
pub(crate) fn give_width(state: &mut State, pane: Pane, columns: u16) {
    let Some(width) = state.settings.widths.of(pane) else { return };
    *width = Some(columns.max(LEAST_PANE));
    // What is kept is what there is room for: the way back begins where the edge was met.
    let given = state.areas().pane(pane).map(|area| area.width);
    if let Some(width) = state.settings.widths.of(pane) {
        *width = given.or(*width);
    }
    let columns = given.unwrap_or(columns);
    let key = state.keymap.label_of("save-settings").unwrap_or_default();
    state.tell(match state.language() {
        Language::Chinese => format!("栏宽 {columns} 列；{key} 存入设置"),
        Language::English => format!("{columns} columns; {key} saves it in the settings"),
    });
}

fn usual_panes(state: &mut State) -> Vec<Effect> {
    state.settings.widths = Widths::default();
    state.tell(state.say("各栏宽度已复原", "panes have their usual widths"));
    Vec::new()
}

fn toggle_density(state: &mut State) -> Vec<Effect> {
    state.settings.compact = !state.settings.compact;
    Vec::new()
}
