//! Choosing articles: the typed filter, provinces, sections, order.

use super::{Command, Context, Rows, Topic};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::list::List;
use crate::app::overlay::{Ask, Filter, Layer, Picker, Subject, Trying, Wish};
use crate::app::search::{self, AT_ONCE};
use crate::app::sidebar::{self, SideRow};
use crate::app::state::State;
use crate::app::view::ChipFilter;
use crate::model::Language;
use crate::query::parse::{Query, parse, without};
use crate::query::{Order, PlaceSense, Selection, Sort};
use crate::store::marks::desk::Request;

const MAIN: Rows = Rows::new(Context::Main, Topic::Filtering);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "filter",
        "/",
        "输入筛选：标题、作者、栏目、省份，汉字或拼音",
        "filter as you type: headline, author, section, province; characters or pinyin",
        ("筛选", "filter"),
        type_filter,
    ),
    MAIN.row("provinces", "p", "选省份", "choose provinces", ("省份", "provinces"), |state| {
        pick(state, Subject::Provinces)
    }),
    MAIN.row("sections", "s", "选栏目", "choose sections", ("栏目", "sections"), |state| {
        pick(state, Subject::Sections)
    }),
    MAIN.row("clear", "c", "清除全部筛选", "take every filter off", ("清除", "clear"), clear),
    MAIN.row(
        "take-off",
        "<bs>",
        "去掉最后一个条件",
        "take the last filter off",
        ("去一条", "one off"),
        take_last_off,
    ),
    MAIN.row("views", "F", "选存下的视图", "choose a saved view", ("视图", "views"), choose_view),
    MAIN.row(
        "save-view",
        "A",
        "把当前筛选存为视图",
        "save the present filter as a view",
        ("存视图", "save view"),
        name_view,
    ),
    MAIN.row(
        "duplicates",
        "D",
        "隐去或显示重复的稿件（同一篇只留先出的）",
        "hide or show stories that stood somewhere before",
        ("重复", "duplicates"),
        turn_duplicates,
    ),
    MAIN.row(
        "sort",
        "S",
        "排序：日期、版次、轻重……可依次用几样",
        "change the order: by date, page, weight and so on, several one after another",
        ("排序", "sort"),
        choose_order,
    ),
    MAIN.row(
        "sense",
        "a",
        "省份按“写的是”或“提到”",
        "provinces: what an article is about, or what it mentions",
        ("写/提", "sense"),
        change_sense,
    ),
];

/// Counts the saved filters that stand in the sidebar anew, where that takes no time.
pub(crate) fn recount_views(state: &mut State) {
    if state.shows_views() && state.library.catalogue.len() <= AT_ONCE {
        let views = state.saved_filters();
        state.found.views = search::count_views(&views, &state.request());
    }
}

/// Searches again with the present selection: at once where it is quick, else on another thread.
pub(crate) fn refresh(state: &mut State) -> Vec<Effect> {
    state.note_stand();
    let request = state.request();
    if request.catalogue.len() <= AT_ONCE {
        let found = search::search_once(&request);
        state.take_found(found);
        return Vec::new();
    }
    state.library.searching = true;
    vec![Effect::Search(request)]
}

fn type_filter(state: &mut State) -> Vec<Effect> {
    let before = (state.selection.clone(), state.list);
    // What is typed next is another condition, not the end of the last one.
    let typed = state.selection.typed.trim_end();
    let gap = if typed.is_empty() { "" } else { " " };
    let field = Field::with_text(&format!("{typed}{gap}"));
    let (from, draft) = (state.focus, String::new());
    state.layer =
        Layer::Filter(Filter { field, before, history: 0, draft, trying: None, from, refused: false });
    if state.areas().list.is_none() {
        state.focus = crate::app::areas::Pane::List;
    }
    // What may be typed next is wanted from the beginning.
    refresh(state)
}

/// Tries the next proposal, or the one before: it stands in the field until another is tried or something is typed.
pub(super) fn try_proposal(state: &mut State, forward: bool) -> Vec<Effect> {
    let fresh = std::mem::take(&mut state.found.proposals);
    let Layer::Filter(filter) = &mut state.layer else { return Vec::new() };
    let mut trying = match filter.trying.take() {
        Some(mut trying) => {
            let count = trying.proposals.len();
            trying.index = (trying.index + if forward { 1 } else { count - 1 }) % count;
            trying
        }
        None if fresh.is_empty() => return Vec::new(),
        None => {
            let index = if forward { 0 } else { fresh.len() - 1 };
            Trying { before: filter.field.clone(), proposals: fresh, index }
        }
    };
    let Some(proposal) = trying.proposals.get(trying.index) else { return Vec::new() };
    filter.field = trying.before.clone();
    filter.field.replace(proposal.replaces.clone(), &proposal.with);
    // Behind the name of a filter its values come next, not other names; unless all names are looked through.
    let looks_through = proposal.replaces.is_empty();
    let goes_on = proposal.with.ends_with(':') && !looks_through || trying.proposals.len() == 1;
    if !goes_on {
        trying.proposals.shrink_to_fit();
        filter.trying = Some(trying);
    }
    apply_typed_filter(state)
}

/// Takes the filter, unless something in it cannot be understood: a condition that is not counted must not look as if it
/// were.
pub(super) fn accept(state: &mut State, mut filter: Filter) -> Vec<Effect> {
    let typed = filter.field.text();
    // What the search found wrong, or what can be seen before it answers.
    let is_answered = state.found.ticket == state.ticket;
    let mistakes = if is_answered { state.found.mistakes.clone() } else { parse(typed).mistakes };
    if mistakes.iter().any(|mistake| !mistake.is_unfinished()) {
        filter.refused = true;
        state.layer = Layer::Filter(filter);
        return Vec::new();
    }
    state.focus = crate::app::areas::Pane::List;
    typed.trim().clone_into(&mut state.selection.typed);
    state.remember_filter(typed)
}

/// Looks for the bare words of the filter in the text of the articles, or in their titles again.
pub(super) fn turn_words(state: &mut State) -> Vec<Effect> {
    let language = state.language();
    let Layer::Filter(filter) = &mut state.layer else { return Vec::new() };
    let Some(turned) = crate::query::parse::turn_words(filter.field.text(), language) else {
        return Vec::new();
    };
    filter.field = Field::with_text(&turned);
    filter.trying = None;
    apply_typed_filter(state)
}

/// Puts an older line of the history into the field, or a newer one, and at last what was typed.
pub(super) fn turn_history(state: &mut State, older: bool) -> Vec<Effect> {
    let Layer::Filter(filter) = &mut state.layer else { return Vec::new() };
    if filter.history == 0 {
        filter.draft = filter.field.text().to_owned();
    }
    let wanted = if older { filter.history + 1 } else { filter.history.saturating_sub(1) };
    let draft = filter.draft.as_str();
    let line = match wanted {
        0 => Some(draft.to_owned()),
        _ => state
            .filter_history
            .matching(draft)
            .filter(|line| *line != draft)
            .nth(wanted - 1)
            .map(str::to_owned),
    };
    let Some(line) = line else { return Vec::new() };
    filter.history = wanted;
    filter.trying = None;
    filter.field = Field::with_text(&line);
    apply_typed_filter(state)
}

/// Lets the list follow what stands in the filter's field.
pub(crate) fn apply_typed_filter(state: &mut State) -> Vec<Effect> {
    let Layer::Filter(filter) = &mut state.layer else { return Vec::new() };
    filter.refused = false;
    let typed = filter.field.text().to_owned();
    if typed == state.selection.typed {
        return Vec::new();
    }
    state.selection.typed = typed;
    state.list = List::default();
    refresh(state)
}

fn choose_view(state: &mut State) -> Vec<Effect> {
    if state.views.is_empty() {
        let key = state.keymap.label_of("save-view").unwrap_or_default();
        state.tell(match state.language() {
            Language::Chinese => format!("还没有视图；筛选后按 {key} 存一个"),
            Language::English => format!("no views yet: filter, then save one with {key}"),
        });
        return Vec::new();
    }
    state.layer = Layer::Picker(Picker::views(state));
    refresh(state)
}

/// Shows what a view holds.
pub(super) fn open_view(state: &mut State, name: &str) -> Vec<Effect> {
    let Some(typed) = state.views.get(name).cloned() else { return Vec::new() };
    let sort = state.selection.sort.clone();
    state.selection = Selection { typed, sort, ..Selection::default() };
    state.focus = crate::app::areas::Pane::List;
    state.list = List::default();
    refresh(state)
}

fn name_view(state: &mut State) -> Vec<Effect> {
    if !state.is_filtered() {
        state.tell(state.say("没有筛选可存；先按 / 筛选", "there is no filter to save: type one with /"));
        return Vec::new();
    }
    // A view that was opened and changed keeps its name unless another is typed.
    let line = state.selection.line();
    let known = state.views.iter().find(|(_, typed)| **typed == line).map(|(name, _)| name.as_str());
    let field = Field::with_text(known.unwrap_or(&line));
    state.layer = Layer::Ask(Ask { field, wish: Wish::ViewName });
    Vec::new()
}

/// Saves the present filter under a name.
pub(super) fn save_view(state: &mut State, name: &str) -> Vec<Effect> {
    let name = name.trim();
    if name.is_empty() {
        return Vec::new();
    }
    let line = state.selection.line();
    let key = state.keymap.label_of("views").unwrap_or_default();
    state.tell(match state.language() {
        Language::Chinese => format!("已存为视图“{name}”，按 {key} 打开"),
        Language::English => format!("saved as view “{name}”; {key} opens it"),
    });
    change_view(name, Some(line))
}

/// Forgets the view under the picker's cursor.
pub(super) fn forget_view(state: &mut State) -> Vec<Effect> {
    let Layer::Picker(picker) = &state.layer else { return Vec::new() };
    let Some(crate::app::overlay::Choice::View(name)) = picker.selected().map(|item| item.choice.clone())
    else {
        return Vec::new();
    };
    change_view(&name, None)
}

fn change_view(name: &str, typed: Option<String>) -> Vec<Effect> {
    let name = name.to_owned();
    vec![Effect::Keep(Request::Filter { ticket: crate::app::update::VIEW, name, typed })]
}

/// Takes off what the last chip in the bar stands for.
fn take_last_off(state: &mut State) -> Vec<Effect> {
    let selection = &state.selection;
    let typed = typed_chips(&selection.typed).pop();
    let chip = match (selection.sections.last(), selection.provinces.last(), typed) {
        (Some(section), ..) => ChipFilter::Section(section.clone()),
        (None, Some(province), _) => ChipFilter::Province(*province),
        (None, None, Some((span, _))) => ChipFilter::Typed(span),
        (None, None, None) => {
            state.tell(state.say("没有筛选可去掉", "there is no filter to take off"));
            return Vec::new();
        }
    };
    take_chip_off(state, &chip)
}

/// The terms of a typed filter that can be taken off one by one, as they were typed; what cannot be understood among
/// them. Where none can be understood, all that was typed is one.
pub(crate) fn typed_chips(typed: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let query = parse(typed);
    let mut chips: Vec<_> = query
        .chips()
        .into_iter()
        .map(|(span, node)| {
            let words = typed.get(span.clone()).unwrap_or_default();
            let minus = if matches!(node, crate::query::parse::Node::Not(_)) { "-" } else { "" };
            (span, format!("{minus}{words}"))
        })
        .chain(wrong_terms(typed, &query).into_iter().map(|span| {
            let words = typed.get(span.clone()).unwrap_or_default().to_owned();
            (span, words)
        }))
        .collect();
    chips.sort_by_key(|(span, _)| span.start);
    chips.dedup_by_key(|(span, _)| span.start);
    if chips.is_empty() && !typed.trim().is_empty() {
        return vec![(0..typed.len(), typed.trim().to_owned())];
    }
    chips
}

/// The terms that cannot be understood, from blank to blank: they stand in the line and are not counted.
pub(crate) fn wrong_terms(typed: &str, query: &Query) -> Vec<std::ops::Range<usize>> {
    let wrong = query.mistakes.iter().filter(|mistake| !mistake.is_unfinished());
    let term = |mistake: &crate::query::mistake::Mistake| {
        let before = typed.get(..mistake.span.start).unwrap_or_default();
        let after = typed.get(mistake.span.end..).unwrap_or_default();
        let start = before.rfind(char::is_whitespace).map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let end = after.find(char::is_whitespace).map_or(typed.len(), |at| mistake.span.end + at);
        start..end
    };
    wrong.map(term).collect()
}

fn pick(state: &mut State, subject: Subject) -> Vec<Effect> {
    let picker = Picker::facets(state, subject);
    if picker.items.is_empty() {
        state.tell(if state.is_filtered() {
            state.say("眼下的筛选里没有栏目可选", "no section is left under the present filter")
        } else {
            state.say("这些版面没有栏目", "these pages have no sections")
        });
    } else {
        state.layer = Layer::Picker(picker);
    }
    Vec::new()
}

fn clear(state: &mut State) -> Vec<Effect> {
    if !state.is_filtered() {
        state.tell(state.say("没有筛选可清除", "there is no filter to take off"));
        return Vec::new();
    }
    let Selection { sort, sense, .. } = state.selection.clone();
    state.selection = Selection { sense, sort, ..Selection::default() };
    refresh(state)
}

/// Puts the term that leaves duplicates out into the filter, or takes it off.
fn turn_duplicates(state: &mut State) -> Vec<Effect> {
    let term = state.say("-是:重复", "-is:duplicate");
    let known = |words: &str| ["-是:重复", "-is:duplicate"].contains(&words);
    let there = typed_chips(&state.selection.typed).into_iter().find(|(_, words)| known(words));
    if let Some((span, _)) = there {
        state.selection.typed = without(&state.selection.typed, &span);
        state.tell(state.say("重复的也列出", "duplicates are shown"));
        return refresh(state);
    }
    let before = state.found.ranked.len();
    // A choice of several words is one thing, of which duplicates are left out.
    let line = Selection { typed: state.selection.typed.clone(), ..Selection::default() }.line();
    format!("{line} {term}").trim().clone_into(&mut state.selection.typed);
    let effects = refresh(state);
    let hidden = before.saturating_sub(state.found.ranked.len());
    state.tell(match (hidden, state.language()) {
        _ if !effects.is_empty() => state.say("重复的已隐去", "duplicates are hidden").to_owned(),
        (0, _) => state.say("没有重复的", "there are no duplicates").to_owned(),
        (_, Language::Chinese) => format!("隐去重复的 {hidden} 篇"),
        (_, Language::English) => format!("{hidden} duplicates are hidden"),
    });
    effects
}

fn choose_order(state: &mut State) -> Vec<Effect> {
    state.layer = Layer::Picker(Picker::orders(state));
    Vec::new()
}

/// Sorts by one thing alone; by nothing: as the pages stand.
pub(super) fn sort_by(state: &mut State, sort: Option<Sort>) -> Vec<Effect> {
    state.selection.sort = Order::by(sort.as_slice());
    after_sorting(state)
}

/// Lets something decide among what was equal until now, or no more.
pub(super) fn turn_sort(state: &mut State, sort: Option<Sort>) {
    match sort {
        Some(sort) => state.selection.sort.turn(sort),
        None => state.selection.sort = Order::default(),
    }
}

/// Says what the order is, and lets the list follow.
pub(super) fn after_sorting(state: &mut State) -> Vec<Effect> {
    let words = state.selection.sort.words(state.language());
    state.tell(match state.language() {
        _ if !state.selection.typed.trim().is_empty() => words,
        Language::Chinese => format!("{words}排列"),
        Language::English => format!("sorted {words}"),
    });
    super::refresh(state)
}

fn change_sense(state: &mut State) -> Vec<Effect> {
    let (sense, words) = match state.selection.sense {
        PlaceSense::About => {
            (PlaceSense::Mentioned, state.say("省份：提到即算", "provinces: whatever is mentioned"))
        }
        PlaceSense::Mentioned => {
            (PlaceSense::About, state.say("省份：只算所写之地", "provinces: what the article is about"))
        }
    };
    state.selection.sense = sense;
    state.tell(words);
    refresh(state)
}

/// Puts the sidebar's row into the filter, or takes it out.
pub(crate) fn take_sidebar_row(state: &mut State) -> Vec<Effect> {
    match sidebar::rows(state).into_iter().nth(state.sidebar.cursor) {
        Some(SideRow::View(name, _)) => return open_view(state, &name),
        Some(SideRow::All) => {
            // A view is a filter of the sidebar too.
            if state.views.values().any(|line| *line == state.selection.typed) {
                state.selection.typed.clear();
            }
            state.selection.sections.clear();
            state.selection.provinces.clear();
        }
        Some(SideRow::Section(name, _)) => {
            if !state.selection.sections.remove(&name) {
                state.selection.sections.insert(name);
            }
        }
        Some(SideRow::Province(province, _)) => {
            if !state.selection.provinces.remove(&province) {
                state.selection.provinces.insert(province);
            }
        }
        Some(SideRow::Gap | SideRow::Title(_)) | None => return Vec::new(),
    }
    refresh(state)
}

/// Takes one filter off; the chip that stands for several opens their picker.
pub(crate) fn take_chip_off(state: &mut State, chip: &ChipFilter) -> Vec<Effect> {
    match chip {
        ChipFilter::Typed(span) => {
            state.selection.typed = without(&state.selection.typed, span);
        }
        ChipFilter::Province(province) => {
            state.selection.provinces.remove(province);
        }
        ChipFilter::Section(section) => {
            state.selection.sections.remove(section);
        }
        ChipFilter::More => return pick(state, Subject::Provinces),
    }
    refresh(state)
}
