//! Choosing articles: the typed filter, provinces, sections, order.

use super::{Command, Context, Topic};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::list::List;
use crate::app::overlay::{Filter, Layer, Picker, Subject};
use crate::app::search::{self, AT_ONCE};
use crate::app::sidebar::{self, SideRow};
use crate::app::state::State;
use crate::app::view::ChipFilter;
use crate::query::{PlaceSense, Selection, Sort};

pub(super) const COMMANDS: &[Command] = &[
    row(
        "filter",
        "/",
        "输入筛选：标题、作者、栏目、省份，汉字或拼音",
        "filter as you type: headline, author, section, province; characters or pinyin",
        ("筛选", "filter"),
        type_filter,
    ),
    row("provinces", "p", "选省份", "choose provinces", ("省份", "provinces"), |state| {
        pick(state, Subject::Provinces)
    }),
    row("sections", "s", "选栏目", "choose sections", ("栏目", "sections"), |state| {
        pick(state, Subject::Sections)
    }),
    row("clear", "c", "清除全部筛选", "take every filter off", ("清除", "clear"), clear),
    row(
        "sort",
        "S",
        "换一种排序：版序、日期、省份",
        "change the order: page, date, province",
        ("排序", "sort"),
        change_sort,
    ),
    row(
        "sense",
        "a",
        "省份按“写的是”或“提到”",
        "provinces: what an article is about, or what it mentions",
        ("写/提", "sense"),
        change_sense,
    ),
];

const fn row(
    name: &'static str,
    keys: &'static str,
    chinese: &'static str,
    english: &'static str,
    hint: (&'static str, &'static str),
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    Command { name, context: Context::Main, topic: Topic::Filtering, keys, chinese, english, hint, run }
}

/// Searches again with the present selection: at once where it is quick, else on another thread.
pub(crate) fn refresh(state: &mut State) -> Vec<Effect> {
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
    let field = Field::with_text(&state.selection.typed);
    state.layer = Layer::Filter(Filter { field, before, history: 0 });
    if state.areas().list.is_none() {
        state.focus = crate::app::areas::Pane::List;
    }
    Vec::new()
}

/// Lets the list follow what stands in the filter's field.
pub(crate) fn apply_typed_filter(state: &mut State) -> Vec<Effect> {
    let Layer::Filter(filter) = &state.layer else { return Vec::new() };
    let typed = filter.field.text().to_owned();
    if typed == state.selection.typed {
        return Vec::new();
    }
    state.selection.typed = typed;
    state.list = List::default();
    refresh(state)
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
    let Selection { sort, sense, .. } = state.selection;
    state.selection = Selection { sense, sort, ..Selection::default() };
    refresh(state)
}

fn change_sort(state: &mut State) -> Vec<Effect> {
    let (sort, words) = match state.selection.sort {
        Sort::PageOrder => (Sort::Date, state.say("按日期排列", "sorted by date")),
        Sort::Date => (Sort::Province, state.say("按省份排列", "sorted by province")),
        Sort::Province => (Sort::PageOrder, state.say("按版面顺序排列", "sorted as on the pages")),
    };
    state.selection.sort = sort;
    state.tell(words);
    refresh(state)
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
        Some(SideRow::All) => {
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
        ChipFilter::Typed => state.selection.typed.clear(),
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
