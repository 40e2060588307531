//! The bars: on top the paper, the edition, the active filters and the counts; at the bottom keys, news, or the
//! field that is being typed into.

use super::{Content, Line, Paint, Patch, push_lit};
use crate::app::areas::{Area, Areas, Form, Pane};
use crate::app::command::{Command, typed_chips, wrong_terms};
use crate::app::field::Field;
use crate::app::fit;
use crate::app::flow;
use crate::app::overlay::{Filter, Layer};
use crate::app::state::State;
use crate::model::{Language, Page, Province};
use crate::query::PlaceSense;
use crate::query::parse::parse;
use crate::text::signs::Sign;

/// An active filter in the bar on top; a click takes it off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chip {
    /// Which filter.
    pub(crate) filter: ChipFilter,
    /// Its words.
    pub(crate) text: String,
    /// How it looks: what cannot be understood is not counted, and shows it.
    pub(crate) paint: Paint,
    /// The first column.
    pub(crate) column: u16,
    /// Columns.
    pub(crate) width: u16,
}

/// What a chip stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChipFilter {
    /// A term of the typed filter, by its bytes.
    Typed(std::ops::Range<usize>),
    /// A province.
    Province(Province),
    /// A section.
    Section(String),
    /// Provinces that could not all be shown.
    More,
}

/// The active filters with their places in the bar on top.
pub(crate) fn chips(state: &State, area: Area) -> Vec<Chip> {
    let selection = &state.selection;
    let measure = state.measure;
    let sense = match selection.sense {
        PlaceSense::About => "",
        PlaceSense::Mentioned => state.say("提到", "mentions "),
    };
    let mut filters: Vec<(ChipFilter, String)> = Vec::new();
    let wrong = wrong_terms(&selection.typed, &parse(&selection.typed));
    let is_wrong = |filter: &ChipFilter| matches!(filter, ChipFilter::Typed(span) if wrong.contains(span));
    let typed = typed_chips(&selection.typed).into_iter();
    filters.extend(typed.map(|(span, words)| (ChipFilter::Typed(span), fit::cut(&words, 24, measure))));
    let provinces = selection.provinces.iter();
    filters.extend(provinces.map(|p| (ChipFilter::Province(*p), format!("{sense}{}", p.short()))));
    let sections = selection.sections.iter();
    filters.extend(sections.map(|s| (ChipFilter::Section(s.clone()), fit::cut(s, 20, measure))));
    let mut column = area.x + chips_column(state, area);
    let end = area.x + area.width.saturating_sub(counts(state).len() as u16 + 2);
    let mut chips = Vec::new();
    let count = filters.len();
    for (index, (filter, text)) in filters.into_iter().enumerate() {
        let (paint, sign) = if is_wrong(&filter) { (Paint::Trouble, "? ") } else { (Paint::Chip, "") };
        let text = format!(" {sign}{text} {} ", state.measure.sign(Sign::TakeOff));
        let width = measure.text(&text) as u16;
        let room_for_more = if index + 1 < count { 5 } else { 0 };
        if column + width + room_for_more > end {
            let text = format!(" +{} ", count - index);
            let width = measure.text(&text) as u16;
            if column + width <= end {
                chips.push(Chip { filter: ChipFilter::More, text, paint: Paint::Chip, column, width });
            }
            break;
        }
        chips.push(Chip { filter, text, paint, column, width });
        column += width + 1;
    }
    chips
}

fn chips_column(state: &State, area: Area) -> u16 {
    let edition = edition_text(state, area);
    (NAME_COLUMNS + state.measure.text(&edition) + if edition.is_empty() { 0 } else { 2 }) as u16
}

/// ` 看报 ` and a blank.
const NAME_COLUMNS: usize = 7;

/// The paper and day of the selected article, as long as filters leave room for it.
fn edition_text(state: &State, area: Area) -> String {
    let Some((_, entry)) = state.selected() else { return String::new() };
    let room = usize::from(area.width).saturating_sub(NAME_COLUMNS + counts(state).len() + 4);
    let room = if state.is_filtered() { room / 2 } else { room };
    let full = edition(&entry.page, state.language());
    if state.measure.text(&full) <= room {
        return full;
    }
    let paper = entry.page.publication.clone().unwrap_or_default();
    if state.measure.text(&paper) <= room { paper } else { String::new() }
}

/// The paper, the day and the page.
pub(super) fn edition(page: &Page, language: Language) -> String {
    let mut parts: Vec<String> = page.publication.iter().cloned().collect();
    if let Some(date) = page.date {
        parts.push(match language {
            Language::Chinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Language::English => date.to_string(),
        });
    }
    if let Some(number) = page.page_number {
        let name = page.page_name.as_deref().unwrap_or_default();
        parts.push(match language {
            Language::Chinese => format!("第{number}版{name}"),
            Language::English => format!("page {number} {name}").trim_end().to_owned(),
        });
    }
    parts.join("  ")
}

/// A page in one word: its number, or its file.
pub(super) fn page_word(page: &Page, language: Language) -> String {
    match (page.page_number, language) {
        (Some(number), Language::Chinese) => format!("第{number}版"),
        (Some(number), Language::English) => format!("p. {number}"),
        (None, _) => {
            page.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        }
    }
}

/// How many articles of how many.
fn counts(state: &State) -> String {
    let all = state.library.catalogue.stories();
    let shown = state.found.ranked.len();
    match (state.is_filtered(), state.language()) {
        (false, Language::Chinese) => format!("{all} 篇"),
        (false, Language::English) => format!("{all} articles"),
        (true, Language::Chinese) => format!("{shown}/{all} 篇"),
        (true, Language::English) => format!("{shown} of {all}"),
    }
}

/// The bar on top and the rule below it, in which reading shows as progress.
pub(super) fn masthead(state: &State, areas: &Areas, patches: &mut Vec<Patch>) {
    let area = areas.masthead;
    if area.height > 0 {
        patches.push(Patch::rows(area, Paint::Masthead, vec![masthead_line(state, area)]));
    }
    if areas.rule.height > 0 {
        patches.push(Patch {
            area: areas.rule,
            fill: Paint::Text,
            content: Content::Rule(progress_cells(state, areas.rule)),
        });
    }
}

fn progress_cells(state: &State, area: Area) -> u16 {
    let progress = state.library.progress;
    if progress.finished || progress.expected == 0 {
        return 0;
    }
    (usize::from(area.width) * progress.done / progress.expected) as u16
}

fn masthead_line(state: &State, area: Area) -> Line {
    let measure = state.measure;
    let mut line = Line::default();
    line.push(" 看报 ", Paint::Name);
    line.push(" ", Paint::Masthead);
    line.push(edition_text(state, area), Paint::MastheadDim);
    for chip in chips(state, area) {
        line.tab(usize::from(chip.column - area.x), measure);
        line.push(chip.text, chip.paint);
    }
    let progress = state.library.progress;
    let counts = if progress.finished || progress.expected == 0 {
        counts(state)
    } else {
        let words = state.say("读取", "reading");
        format!("{words} {}/{}", progress.done, progress.expected)
    };
    let column = usize::from(area.width).saturating_sub(measure.text(&counts) + 1);
    if line.width(measure) < column {
        line.tab(column, measure);
        line.push(counts, Paint::MastheadDim);
    }
    line
}

/// The order of the list in words.
pub(super) fn sort_words(state: &State) -> String {
    // Words that rank come before every other order.
    let is_ranked = state.found.ranked.get(0).is_some_and(|(_, score)| score > 0);
    if is_ranked {
        return state.say("按匹配", "best first").to_owned();
    }
    state.selection.sort.words(state.language())
}

/// The bar at the bottom; answers with the place of the cursor if a field stands in it.
pub(super) fn footer(state: &State, areas: &Areas, patches: &mut Vec<Patch>) -> Option<(u16, u16)> {
    let area = areas.footer;
    let types = matches!(state.layer, Layer::Filter(_) | Layer::Find(_) | Layer::Ask(_));
    if area.height == 0 && !types && state.notice.is_none() {
        return None;
    }
    // Without bars, what must be typed or read still gets the last row.
    let area = if area.height > 0 { area } else { areas.screen.split_bottom(1).1 };
    let (line, cursor) = footer_line(state, areas, area);
    patches.push(Patch::rows(area, Paint::Footer, vec![line]));
    cursor.map(|column| (area.x + column, area.y))
}

fn footer_line(state: &State, areas: &Areas, area: Area) -> (Line, Option<u16>) {
    let columns = usize::from(area.width);
    match &state.layer {
        Layer::Filter(filter) => {
            let found = filter_words(state, filter, columns * 2 / 3);
            let wrong = wrong_spans(state);
            let paint = if filter.refused { Paint::Trouble } else { Paint::KeyHint };
            let label = state.say("筛选", "filter");
            return marked_line(state, columns, label, (&filter.field, &wrong), (&found, paint));
        }
        Layer::Find(find) => {
            let found = find_words(state);
            return field_line(state, columns, state.say("查找", "find"), &find.field, &found);
        }
        Layer::Ask(ask) => return field_line(state, columns, ask.wish.label(state), &ask.field, ""),
        _ => {}
    }
    if let Some(notice) = &state.notice {
        let paint = if notice.trouble { Paint::Trouble } else { Paint::News };
        let text = fit::cut(&notice.text, columns.saturating_sub(2), state.measure);
        return (Line::of(format!(" {text}"), paint), None);
    }
    (hint_line(state, areas, columns), None)
}

/// What to say beside the filter while it is typed: the mistake in it, or how many articles there are, also by their
/// text. Before anything is typed, what can be.
fn filter_words(state: &State, filter: &Filter, columns: usize) -> String {
    let key = |name: &str| state.keymap.label_of(name).unwrap_or_default();
    let language = state.language();
    if let Some(mistake) = state.found.mistakes.iter().find(|mistake| !mistake.is_unfinished()) {
        let (told, more) = (mistake.tell(language), mistake.explain(language));
        let Some(nearest) = mistake.suggestion(language) else { return told + &more };
        let full = match language {
            Language::Chinese => format!("{told} {} 改正", key("tick")),
            Language::English => format!("{told} {} takes it", key("tick")),
        };
        if state.measure.text(&full) <= columns {
            return full + &more;
        }
        // What is wrong is lit in the line itself: what helps must not be cut off.
        return match language {
            Language::Chinese => format!("不认识，是不是“{nearest}”？ {} 改正", key("tick")),
            Language::English => {
                format!("not understood; did you mean “{nearest}”? {} takes it", key("tick"))
            }
        };
    }
    if filter.field.is_empty() {
        return match (filter.from, language) {
            (Pane::Reader | Pane::Raw, Language::Chinese) => {
                format!("筛选各篇，本文中查找用 {}；{} 列出条件", key("find"), key("tick"))
            }
            (Pane::Reader | Pane::Raw, Language::English) => {
                format!("filters articles; {} finds in this one; {}: conditions", key("find"), key("tick"))
            }
            (_, Language::Chinese) => format!("{} 列出条件  {}", key("tick"), counts(state)),
            (_, Language::English) => format!("{}: conditions  {}", key("tick"), counts(state)),
        };
    }
    match (state.found.in_text, language) {
        (0, _) => counts(state),
        (more, Language::Chinese) => format!("{}，正文另有 {more} 篇 {}", counts(state), key("in-text")),
        (more, Language::English) => format!("{}, {more} more by text: {}", counts(state), key("in-text")),
    }
}

/// Which of how many places was jumped to.
pub(crate) fn find_words(state: &State) -> String {
    let Some(find) = state.reader.as_ref().and_then(|reader| reader.find.as_ref()) else {
        return String::new();
    };
    let (number, all) = flow::hit_number(state).unwrap_or((find.current + 1, find.hits.len()));
    match (all, state.language()) {
        (0, Language::Chinese) => "没有".to_owned(),
        (0, Language::English) => "none".to_owned(),
        (_, Language::Chinese) => format!("第 {number}/{all} 处"),
        (_, Language::English) => format!("{number} of {all}"),
    }
}

/// The bytes of the typed filter that cannot be understood, as far as they are there already.
fn wrong_spans(state: &State) -> Vec<std::ops::Range<usize>> {
    let wrong = state.found.mistakes.iter().filter(|mistake| !mistake.is_unfinished());
    wrong.map(|mistake| mistake.span.clone()).collect()
}

fn field_line(state: &State, columns: usize, label: &str, field: &Field, aside: &str) -> (Line, Option<u16>) {
    marked_line(state, columns, label, (field, &[]), (aside, Paint::KeyHint))
}

/// A field with its label and words beside it; some of its bytes are marked as wrong.
fn marked_line(
    state: &State,
    columns: usize,
    label: &str,
    (field, wrong): (&Field, &[std::ops::Range<usize>]),
    (aside, paint): (&str, Paint),
) -> (Line, Option<u16>) {
    let measure = state.measure;
    let mut line = Line::of(format!(" {label} "), Paint::Key);
    line.push(" ", Paint::Field);
    let start = line.width(measure);
    // What is typed stays whole as long as a third of the row is left for the words beside it.
    let left = columns.saturating_sub(start + measure.text(field.text()) + 4);
    let aside = &fit::cut(aside, left.clamp(columns / 3, columns * 2 / 3), measure);
    let aside_columns = measure.text(aside);
    let room = columns.saturating_sub(start + aside_columns + 3);
    let (text, cursor) = field_cursor_limit(field, room, measure);
    // What is shown may begin somewhere within what is typed.
    let from = field.text().find(&text).unwrap_or(0);
    push_lit(&mut line, &text, from, wrong, (Paint::Field, Paint::Trouble));
    let column = columns.saturating_sub(aside_columns + 1);
    if line.width(measure) < column {
        line.tab(column, measure);
        line.push(aside, paint);
    }
    (line, Some((start + cursor) as u16))
}

/// The part of a field around its cursor that fits, and the cursor's column in it.
pub(crate) fn field_cursor_limit(
    field: &Field,
    columns: usize,
    measure: crate::text::columns::Measure,
) -> (String, usize) {
    let (before, after) = field.split();
    let mut before = before;
    while measure.text(before) + 1 > columns.max(2) {
        let first = unicode_segmentation::UnicodeSegmentation::graphemes(before, true).next();
        let Some(rest) = first.and_then(|first| before.get(first.len()..)) else { break };
        before = rest;
    }
    let cursor = measure.text(before);
    let after = fit::prefix(after, columns.saturating_sub(cursor), measure).0;
    (format!("{before}{after}"), cursor)
}

/// A key in the bar at the bottom with its words.
struct Hint {
    command: &'static Command,
    key: String,
    word: &'static str,
    /// The first column.
    column: usize,
    /// Columns with the blanks around it.
    width: usize,
}

/// The command whose key stands in this column of the bar at the bottom, to be clicked on.
pub(crate) fn hint_at(state: &State, column: u16) -> Option<&'static Command> {
    let areas = state.areas();
    if state.notice.is_some() || matches!(state.layer, Layer::Filter(_) | Layer::Find(_) | Layer::Ask(_)) {
        return None;
    }
    let column = usize::from(column.checked_sub(areas.footer.x)?);
    let hints = hints(state, &areas, usize::from(areas.footer.width));
    let hit = hints.into_iter().find(|hint| (hint.column..hint.column + hint.width).contains(&column));
    hit.map(|hint| hint.command)
}

fn hint_line(state: &State, areas: &Areas, columns: usize) -> Line {
    let mut line = Line::default();
    for hint in hints(state, areas, columns) {
        line.push(" ", Paint::Footer);
        line.push(hint.key, Paint::Key);
        line.push(format!(" {} ", hint.word), Paint::KeyHint);
    }
    line
}

/// The most useful keys for where the reader is, as many as fit; the words come from the key map.
fn hints(state: &State, areas: &Areas, columns: usize) -> Vec<Hint> {
    let measure = state.measure;
    let names: &[&str] = match &state.layer {
        Layer::None => pane_hints(state, areas),
        Layer::Picker(picker) if picker.subject.is_plural() => &["accept", "tick", "cancel"],
        Layer::Picker(_) => &["accept", "cancel"],
        Layer::Ask(_) => &["accept", "cancel"],
        Layer::Glance(_) => {
            &["accept", "glance-down", "glance-turn", "glance-next-page", "glance-screen-down", "cancel"]
        }
        Layer::Timeline(_) => {
            &["accept", "timeline-earlier", "timeline-later", "timeline-next", "timeline-unit", "cancel"]
        }
        Layer::Spoken(_) => {
            &["pinyin-next-word", "pinyin-next-sentence", "pinyin-next-rare", "pinyin-copy", "pinyin-close"]
        }
        Layer::Map(_) => &["accept", "map-sense", "map-tick", "cancel"],
        Layer::Help(_) | Layer::Problems(_) | Layer::Filter(_) | Layer::Find(_) => &["cancel"],
    };
    let hint = |name: &str| {
        let (command, key) = (crate::app::command::find(name)?, state.keymap.label_of(name)?);
        let word = command.short(state.language());
        let width = measure.text(&key) + measure.text(word) + 3;
        Some(Hint { command, key, word, column: 0, width })
    };
    // Whoever knows no key must find the way back, help and the way out, however narrow the screen is.
    let is_kept = |name: &str| ["back", "help", "quit"].contains(&name);
    let kept = names.iter().filter(|name| is_kept(name)).filter_map(|name| hint(name));
    let mut kept: usize = kept.map(|hint| hint.width).sum();
    let (mut shown, mut column, mut is_full): (Vec<Hint>, usize, bool) = (Vec::new(), 0, false);
    for name in names {
        let Some(hint) = hint(name) else { continue };
        if is_kept(name) {
            kept = kept.saturating_sub(hint.width);
        } else if is_full {
            continue;
        }
        if column + hint.width + kept > columns {
            is_full = true;
            continue;
        }
        let width = hint.width;
        shown.push(Hint { column, ..hint });
        column += width;
    }
    shown
}

fn pane_hints(state: &State, areas: &Areas) -> &'static [&'static str] {
    match state.focus {
        Pane::Reader if state.chosen.is_some() => {
            &["copy-sentence", "note", "pinyin", "back", "help", "quit"]
        }
        Pane::Sidebar => &["down", "open", "next-pane", "clear", "filter", "help", "quit"],
        Pane::List if state.is_filtered() => {
            &["open", "clear", "filter", "provinces", "sections", "sort", "help", "quit"]
        }
        Pane::List => {
            &["down", "open", "filter", "provinces", "sections", "sort", "next-unread", "help", "quit"]
        }
        Pane::Reader if areas.form == Form::Narrow => {
            &["back", "page-down", "next-article", "find", "seams", "raw", "help", "quit"]
        }
        Pane::Reader => &[
            "page-down",
            "next-article",
            "next-subhead",
            "find",
            "seams",
            "raw",
            "zen",
            "back",
            "help",
            "quit",
        ],
        Pane::Raw => &["down", "page-down", "next-pane", "raw", "back", "help", "quit"],
    }
}
