//! In text fields and lists that lie over the panes: accept, give up, choose, tick.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::field::{Edit, Field};
use crate::app::flow;
use crate::app::key::Chord;
use crate::app::list::List;
use crate::app::overlay::{Ask, Choice, Filter, FindPrompt, Item, Layer, Picker, Subject, Wish};
use crate::app::related;
use crate::app::state::State;
use crate::app::view;
use crate::query::EntryId;

const PROMPT: Rows = Rows::new(Context::Prompt, Topic::Prompting);

pub(super) const COMMANDS: &[Command] = &[
    PROMPT.row("accept", "<enter>", "确定", "choose it", ("确定", "choose"), accept),
    PROMPT.row(
        "cancel",
        "<esc>",
        "取消，回到原样",
        "give up and go back to how it was",
        ("取消", "cancel"),
        cancel,
    ),
    PROMPT.row("choice-down", "<down> <c-j>", "下一项", "next choice", ("下一项", "down"), |state| {
        step(state, 1)
    }),
    PROMPT.row("choice-up", "<up>", "上一项", "previous choice", ("上一项", "up"), |state| {
        step(state, -1)
    }),
    PROMPT.row(
        "older",
        "<c-p>",
        "更早用过的筛选或查找；列表中为上一项",
        "an older filter or search; in lists the previous choice",
        ("更早", "older"),
        |state| turn(state, true),
    ),
    PROMPT.row(
        "newer",
        "<c-n>",
        "较近用过的筛选或查找；列表中为下一项",
        "a newer filter or search; in lists the next choice",
        ("较近", "newer"),
        |state| turn(state, false),
    ),
    PROMPT.row(
        "choices-down",
        "<pgdn>",
        "下一屏选项",
        "one screen of choices down",
        ("下翻", "page down"),
        |state| page(state, true),
    ),
    PROMPT.row(
        "choices-up",
        "<pgup>",
        "上一屏选项",
        "one screen of choices up",
        ("上翻", "page up"),
        |state| page(state, false),
    ),
    PROMPT.row(
        "tick",
        "<tab>",
        "筛选时补全；列表中勾选（可选多项）",
        "complete the filter; in lists tick, several can be chosen",
        ("补全/勾选", "complete"),
        |state| {
            if matches!(state.layer, Layer::Filter(_)) {
                super::filtering::try_proposal(state, true)
            } else {
                toggle_picker(state)
            }
        },
    ),
    PROMPT.row(
        "complete-back",
        "<s-tab>",
        "前一个补全",
        "the completion before",
        ("前一个", "before"),
        |state| super::filtering::try_proposal(state, false),
    ),
    PROMPT.row(
        "in-text",
        "<c-t>",
        "筛选时改找正文，再按改回标题",
        "while filtering: find words in the text, or in titles again",
        ("找正文", "in the text"),
        super::filtering::turn_words,
    ),
    PROMPT.row(
        "forget",
        "<c-x>",
        "删去光标处的视图",
        "forget the view under the cursor",
        ("删去", "forget"),
        super::filtering::forget_view,
    ),
];

/// Gives a key to the layer's text field. Whether the key was the field's business.
pub(crate) fn press_field(state: &mut State, chord: Chord) -> Option<Vec<Effect>> {
    if closes_help(state, chord) {
        state.layer = Layer::None;
        return Some(Vec::new());
    }
    if chord == Chord::char(' ') && matches!(&state.layer, Layer::Map(map) if map.field.is_empty()) {
        return Some(super::tick_on_map(state));
    }
    if chord == Chord::char(' ') && matches!(&state.layer, Layer::Help(help) if help.field.is_empty()) {
        return Some(page(state, true));
    }
    if chord == Chord::char(' ') && picks_by_space(state) {
        return Some(toggle_picker(state));
    }
    match state.field_mut()?.press(chord) {
        Edit::Changed => {
            leave_history(state);
            Some(follow_field(state))
        }
        Edit::Kept => {
            // Proposals are for another place of the line.
            state.found.proposals.clear();
            leave_history(state);
            Some(Vec::new())
        }
        Edit::Foreign => None,
    }
}

/// What is typed from now on is the reader's own.
fn leave_history(state: &mut State) {
    if let Layer::Filter(filter) = &mut state.layer {
        filter.history = 0;
        filter.trying = None;
    }
}

fn turn(state: &mut State, older: bool) -> Vec<Effect> {
    match state.layer {
        Layer::Filter(_) => return super::filtering::turn_history(state, older),
        Layer::Find(_) => return turn_found(state, older),
        _ => {}
    }
    step(state, if older { -1 } else { 1 })
}

/// Puts what was looked for earlier into the line, or what was looked for later.
fn turn_found(state: &mut State, older: bool) -> Vec<Effect> {
    let Layer::Find(find) = &mut state.layer else { return Vec::new() };
    let wanted = if older { find.history + 1 } else { find.history.saturating_sub(1) };
    let line = wanted.checked_sub(1).map(|at| state.find_history.matching("").nth(at));
    match line {
        Some(Some(line)) => find.field = Field::with_text(line),
        Some(None) => return Vec::new(),
        None => find.field.clear(),
    }
    find.history = wanted;
    follow_field(state)
}

/// The keys that open help, and the one that quits, also close it while nothing is typed.
fn closes_help(state: &State, chord: Chord) -> bool {
    let Layer::Help(help) = &state.layer else { return false };
    help.field.is_empty() && [Chord::char('?'), Chord::char('q')].contains(&chord.as_ascii())
}

/// While nothing is typed, Space ticks: no name begins with a blank.
fn picks_by_space(state: &State) -> bool {
    matches!(&state.layer, Layer::Picker(picker) if picker.subject.is_plural() && picker.field.is_empty())
}

/// Lets the layer follow what is typed.
pub(crate) fn follow_field(state: &mut State) -> Vec<Effect> {
    match &mut state.layer {
        Layer::None | Layer::Problems(_) | Layer::Glance(_) | Layer::Timeline(_) | Layer::Spoken(_) => {}
        Layer::Ask(_) => super::ticking::follow_number(state),
        Layer::Filter(_) => return super::apply_typed_filter(state),
        Layer::Picker(picker) => {
            picker.narrow();
            return preview(state);
        }
        Layer::Help(help) => help.top = 0,
        Layer::Map(_) => super::follow_map_field(state),
        Layer::Find(find) => {
            let (needle, entry, top) = (find.field.text().to_owned(), find.entry, find.top);
            return look_for(state, &needle, (entry, top));
        }
    }
    Vec::new()
}

/// Looks for words from where the reader was when the field was opened.
fn look_for(state: &mut State, needle: &str, (entry, row): (EntryId, usize)) -> Vec<Effect> {
    let mut effects = flow::go_back(state, entry, row);
    let Some(mut reader) = state.reader.take() else { return effects };
    if let Some(entry) = state.library.catalogue.entry(reader.entry) {
        reader.look_for(entry.article(), needle);
    }
    state.reader = Some(reader);
    effects.extend(flow::look_further(state));
    effects
}

fn accept(state: &mut State) -> Vec<Effect> {
    match std::mem::replace(&mut state.layer, Layer::None) {
        Layer::None | Layer::Help(_) | Layer::Problems(_) => Vec::new(),
        Layer::Filter(filter) => super::filtering::accept(state, filter),
        Layer::Find(find) if find.field.is_empty() => {
            // The same again, as in less.
            let Some(again) = find.before else { return Vec::new() };
            if let Some(reader) = &mut state.reader {
                reader.find = Some(again);
            }
            super::looking::next_place(state)
        }
        Layer::Find(find) => {
            state.find_history.push(find.field.text());
            let hits =
                state.reader.as_ref().and_then(|reader| reader.find.as_ref()).map(|find| find.hits.len());
            if hits == Some(0) {
                let needle = find.field.text();
                state.tell(match state.language() {
                    crate::model::Language::Chinese => format!("本文没有“{needle}”"),
                    crate::model::Language::English => format!("“{needle}” is not in this article"),
                });
            }
            super::going::mark_if_open(state)
        }
        Layer::Picker(picker) => accept_picker(state, picker),
        Layer::Map(map) => super::choose_on_map(state, *map),
        Layer::Glance(glance) => super::dive(state, &glance),
        Layer::Timeline(timeline) => super::choose_on_timeline(state, &timeline),
        Layer::Spoken(_) => Vec::new(),
        Layer::Ask(ask) => take_line(state, ask),
    }
}

/// Does what a typed line was asked for.
fn take_line(state: &mut State, Ask { field, wish }: Ask) -> Vec<Effect> {
    match wish {
        Wish::Command => super::taking::pipe(state, field.text()),
        Wish::ViewName => super::filtering::save_view(state, field.text()),
        Wish::Note(about) => super::noting::take_note(state, *about, field.text()),
        Wish::Tag => super::noting::take_tag(state, field.text()),
        Wish::Number(_) => super::ticking::take_number(state, field.text()),
    }
}

/// Does what the chosen row of a picker stands for.
pub(crate) fn accept_picker(state: &mut State, picker: Picker) -> Vec<Effect> {
    let Some(item) = picker.selected().cloned() else {
        state.layer = Layer::Picker(picker);
        return Vec::new();
    };
    match item.choice {
        Choice::Province(_) | Choice::Section(_) | Choice::Sort(_) if picker.ticked => Vec::new(),
        Choice::Province(province) => {
            state.selection.provinces = [province].into();
            after_facet(state)
        }
        Choice::Section(section) => {
            state.selection.sections = [section].into();
            after_facet(state)
        }
        Choice::Sort(sort) => super::filtering::sort_by(state, sort),
        Choice::Command(command) => {
            state.remember_given(command);
            (command.run)(state)
        }
        Choice::Theme(name) => super::apply_theme(state, &name),
        Choice::Place(place) => {
            state.focus = Pane::Reader;
            if let Some(reader) = &mut state.reader {
                let row = reader.row_of(place);
                reader.scroll_to(row);
            }
            Vec::new()
        }
        Choice::Entry(entry) => {
            related::remember_jump(state, entry);
            state.focus = Pane::Reader;
            let mut effects = state.go_to_entry(entry);
            effects.extend(super::going::mark_if_open(state));
            effects
        }
        Choice::View(name) => super::filtering::open_view(state, &name),
        Choice::Save(form, scope) => super::taking::save(state, form, scope),
        Choice::Mend(mending) => super::mending::carry_out(state, mending),
        Choice::Setting(key) => super::choosing::offer_values(state, key),
        Choice::Value(key, value) => super::choosing::set(state, key, &value),
    }
}

pub(super) fn after_facet(state: &mut State) -> Vec<Effect> {
    state.focus = Pane::List;
    state.list = List::default();
    super::refresh(state)
}

/// Ticks the row under the cursor, or takes the tick off; the list behind follows at once.
pub(crate) fn toggle_picker(state: &mut State) -> Vec<Effect> {
    let Layer::Picker(picker) = &mut state.layer else { return Vec::new() };
    if picker.subject == Subject::Related {
        related::turn_order(state);
        return Vec::new();
    }
    if !picker.subject.is_plural() {
        return Vec::new();
    }
    let Some(item) = picker.selected() else { return Vec::new() };
    match item.choice.clone() {
        Choice::Sort(sort) => {
            picker.ticked = true;
            super::filtering::turn_sort(state, sort);
            return super::filtering::after_sorting(state);
        }
        Choice::Province(province) => {
            if !state.selection.provinces.remove(&province) {
                state.selection.provinces.insert(province);
            }
        }
        Choice::Section(section) => {
            if !state.selection.sections.remove(&section) {
                state.selection.sections.insert(section);
            }
        }
        _ => return Vec::new(),
    }
    picker.ticked = true;
    picker.step(1);
    state.list = List::default();
    super::refresh(state)
}

/// Offers something to choose from, or says that there is none of it.
pub(super) fn offer(
    state: &mut State,
    subject: Subject,
    items: Vec<Item>,
    (chinese, english): (&'static str, &'static str),
) -> Vec<Effect> {
    if items.is_empty() {
        state.tell(state.say(chinese, english));
    } else {
        state.layer = Layer::Picker(Picker::new(subject, items));
    }
    Vec::new()
}

/// Leaves the layer and brings back what was before it.
pub(crate) fn cancel(state: &mut State) -> Vec<Effect> {
    match std::mem::replace(&mut state.layer, Layer::None) {
        Layer::Ask(Ask { wish: Wish::Number(before), .. }) => {
            state.list.cursor = before;
            Vec::new()
        }
        Layer::None
        | Layer::Problems(_)
        | Layer::Glance(_)
        | Layer::Timeline(_)
        | Layer::Spoken(_)
        | Layer::Ask(_) => Vec::new(),
        Layer::Help(help) => {
            if !help.field.is_empty() {
                state.layer = Layer::Help(crate::app::overlay::Help::default());
            }
            Vec::new()
        }
        Layer::Filter(Filter { before, from, .. }) => {
            state.focus = from;
            go_back_to(state, before)
        }
        Layer::Map(map) => go_back_to(state, map.before),
        Layer::Find(FindPrompt { entry, top, before, .. }) => {
            let effects = flow::go_back(state, entry, top);
            if let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) {
                reader.find = before;
            }
            effects
        }
        Layer::Picker(Picker { before: Some(before), .. }) => go_back_to(state, before),
        Layer::Picker(Picker { theme_before: Some(theme), .. }) => super::apply_theme(state, &theme),
        Layer::Picker(Picker { subject: Subject::Rest, .. }) => {
            crate::app::mending::tell_of_rest(state);
            Vec::new()
        }
        Layer::Picker(_) => Vec::new(),
    }
}

fn go_back_to(state: &mut State, (selection, list): (crate::query::Selection, List)) -> Vec<Effect> {
    if state.selection == selection {
        return Vec::new();
    }
    state.selection = selection;
    let effects = super::refresh(state);
    state.list = list;
    effects
}

/// One screen; a row of the one before stays in view.
fn page(state: &mut State, down: bool) -> Vec<Effect> {
    let rows = view::rows_of_layer(state).saturating_sub(1).max(1) as isize;
    step(state, if down { rows } else { -rows })
}

fn step(state: &mut State, steps: isize) -> Vec<Effect> {
    match &mut state.layer {
        Layer::None | Layer::Find(_) | Layer::Ask(_) => {}
        Layer::Filter(_) => state.list.cursor = state.list.cursor.saturating_add_signed(steps),
        Layer::Help(help) => help.top = help.top.saturating_add_signed(steps),
        Layer::Problems(place) => place.top = place.top.saturating_add_signed(steps),
        Layer::Picker(picker) => {
            picker.step(steps);
            return preview(state);
        }
        Layer::Map(_) => super::step_on_map(state, steps),
        Layer::Glance(_) => return super::step_on_glance(state, steps),
        Layer::Timeline(_) => return super::step_on_timeline(state, steps),
        Layer::Spoken(_) => return super::step_sentence(state, steps > 0),
    }
    Vec::new()
}

/// Themes show themselves while the cursor stands on them.
fn preview(state: &mut State) -> Vec<Effect> {
    let Layer::Picker(picker) = &state.layer else { return Vec::new() };
    if picker.subject != Subject::Themes {
        return Vec::new();
    }
    let Some(Choice::Theme(name)) = picker.selected().map(|item| item.choice.clone()) else {
        return Vec::new();
    };
    state.settings.theme = name;
    Vec::new()
}
