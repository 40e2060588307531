//! Help: every command with its present keys under its topic, narrowed by typing. Made from the command list.

use super::boxes::{ground, inside, push_box};
use super::{Line, Paint, Patch, field_cursor_limit};
use crate::app::areas::Area;
use crate::app::command::{self, Command, Topic};
use crate::app::fit;
use crate::app::overlay::{Help, Layer};
use crate::app::state::State;
use crate::query::keys::KEYS;
use crate::query::match_names;
use crate::text::columns::Measure;

/// The greatest width of one column of help.
const COLUMN: u16 = 84;
/// What stands between the keys of a command.
const KEYS_APART: &str = "  ";
/// What parts two columns.
const GAP: usize = 3;

fn outline(state: &State) -> Area {
    let ground = ground(state);
    let width = if ground.width >= 2 * COLUMN { 2 * COLUMN } else { COLUMN };
    ground.centred(width, ground.height.saturating_sub(ground.height / 10))
}

fn rows_area(state: &State) -> Area {
    let area = inside(outline(state));
    area.split_top(if area.height >= 6 { 2 } else { 1 }).1
}

/// The last first row that leaves no rows empty.
pub(super) fn greatest_top(state: &State) -> usize {
    let Layer::Help(help) = &state.layer else { return 0 };
    let area = rows_area(state);
    lines(state, help, area).len().saturating_sub(usize::from(area.height))
}

/// The rows of help that are seen at once.
pub(crate) fn height(state: &State) -> usize {
    usize::from(rows_area(state).height)
}

/// Help; answers with the place of the cursor.
pub(super) fn patches(state: &State, help: &Help, patches: &mut Vec<Patch>) -> Option<(u16, u16)> {
    let rows = rows_area(state);
    let lines = lines(state, help, rows);
    let area = push_box(outline(state), state.say("帮助", "Help"), &foot(state, help, lines.len()), patches);
    let (field, _) = area.split_top(1);
    let (text, cursor) =
        field_cursor_limit(&help.field, usize::from(area.width).saturating_sub(2), state.measure);
    let mut line = Line::of("> ", Paint::Key);
    if help.field.is_empty() {
        let words = state.say(
            "输入即查：汉字、拼音、英文、按键；空格翻页",
            "type to search commands and keys; Space turns the page",
        );
        line.push(fit::cut(words, usize::from(area.width).saturating_sub(2), state.measure), Paint::Faint);
    } else {
        line.push(text, Paint::Field);
    }
    patches.push(Patch::rows(field, Paint::Popup, vec![line]));
    let lines = lines.into_iter().skip(help.top).take(usize::from(rows.height));
    patches.push(Patch::rows(rows, Paint::Popup, lines.collect()));
    (field.height > 0).then_some((field.x + 2 + cursor as u16, field.y))
}

/// How one moves on, and which rows of how many are seen.
fn foot(state: &State, help: &Help, count: usize) -> String {
    let key = |name: &str| state.keymap.label_of(name).unwrap_or_default();
    let last = (help.top + height(state)).min(count);
    let place = format!("{}-{last}/{count}", (help.top + 1).min(count));
    let full = format!(
        "{} {} {}  {} {}  {place}",
        key("choice-down"),
        key("choices-down"),
        state.say("翻看", "scroll"),
        key("cancel"),
        state.say("关闭", "close")
    );
    let room = usize::from(outline(state).width).saturating_sub(14);
    if state.measure.text(&full) <= room { full } else { place }
}

/// Everything that fits, in two columns where there is room.
fn lines(state: &State, help: &Help, area: Area) -> Vec<Line> {
    let columns = usize::from(area.width);
    if columns < usize::from(2 * COLUMN) - 4 {
        return column_lines(state, help, columns);
    }
    let column = (columns - GAP) / 2;
    let mut left = column_lines(state, help, column);
    // A topic is not torn from its name.
    let half = left.len().div_ceil(2);
    let cut = (half..left.len()).find(|at| left.get(*at).is_some_and(|line| line.spans.is_empty()));
    let mut right = left.split_off(cut.unwrap_or(left.len())).into_iter().skip(1);
    for line in &mut left {
        if let Some(beside) = right.next() {
            line.tab(column + GAP, state.measure);
            line.spans.extend(beside.spans);
        }
    }
    left.extend(right);
    left
}

fn column_lines(state: &State, help: &Help, columns: usize) -> Vec<Line> {
    let typed = help.field.text().trim();
    let fitting = fitting(state, typed);
    let mut lines = Vec::new();
    for topic in Topic::ALL {
        let commands: Vec<&&Command> = fitting.iter().filter(|command| command.topic == topic).collect();
        if !commands.is_empty() {
            push_title(topic.name(state.language()), &mut lines);
            for command in commands {
                let (keys, sentence) = (keys_of(state, command), command.sentence(state.language()));
                push_row(state, (&keys, sentence), columns, &mut lines);
            }
        }
        if topic == Topic::Filtering {
            push_syntax(state, typed, columns, &mut lines);
        }
    }
    if lines.is_empty() {
        lines.push(Line::of(state.say("没有符合的", "nothing fits"), Paint::Dim));
    }
    lines
}

fn push_title(title: &str, lines: &mut Vec<Line>) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::of(title, Paint::Section));
}

/// What can be typed into the filter, besides words: signs, and every condition with an example.
fn push_syntax(state: &State, typed: &str, columns: usize, lines: &mut Vec<Line>) {
    let language = state.language();
    let signs =
        SIGNS.iter().map(|(sign, chinese, english)| ((*sign).to_owned(), language.pick(chinese, english)));
    let conditions = KEYS
        .iter()
        .map(|row| (format!("{}:{}", row.key.name(language), row.example), row.key.describe(language)));
    let lower = typed.to_lowercase();
    let fits = |(sign, words): &(String, &str)| {
        sign.to_lowercase().contains(&lower) || words.to_lowercase().contains(&lower)
    };
    let rows: Vec<(String, &str)> = signs.chain(conditions).filter(fits).collect();
    if rows.is_empty() {
        return;
    }
    push_title(state.say("筛选中可写", "What the filter understands"), lines);
    for (sign, words) in rows {
        push_row(state, (&sign, words), columns, lines);
    }
}

/// The signs of the query language, with what they do in Chinese and English.
const SIGNS: [(&str, &str, &str); 6] = [
    (
        "麦收 河南",
        "两者都有；默认只找标题、作者、栏目、省份",
        "both; words are looked for in headlines, authors, sections, provinces",
    ),
    ("麦 OR 稻", "有其一（也可写“或”）", "either of them"),
    ("-博物馆", "没有此词", "without this word"),
    ("\"粮食产量\"", "稿中任何地方原样出现", "exactly this, anywhere in the article"),
    ("(麦 OR 稻) -省:河南", "括号与条件可合用", "brackets and conditions together"),
    ("省:河南,湖南", "逗号：其中任一", "a comma: any of them"),
];

fn fitting(state: &State, typed: &str) -> Vec<&'static Command> {
    let commands: Vec<&'static Command> = command::all().collect();
    if typed.is_empty() {
        return commands;
    }
    let sentences: Vec<&str> = commands.iter().map(|command| command.sentence(state.language())).collect();
    let by_sentence: Vec<usize> =
        match_names(typed, &sentences).into_iter().map(|(index, _)| index).collect();
    let lower = typed.to_lowercase();
    let fits = |(index, command): &(usize, &&'static Command)| {
        by_sentence.contains(index)
            || command.name.contains(&lower)
            || command.english.to_lowercase().contains(&lower)
            || state.keymap.labels_of(command.name).iter().any(|label| label == typed)
    };
    commands.iter().enumerate().filter(fits).map(|(_, command)| *command).collect()
}

/// The keys of a command. Those without keys are given by name in the palette.
fn keys_of(state: &State, command: &Command) -> String {
    let keys = state.keymap.labels_of(command.name).join(KEYS_APART);
    if !keys.is_empty() {
        return keys;
    }
    format!("{}{}", state.keymap.label_of("palette").unwrap_or_default(), command.name)
}

/// Keys in rows: a key is only parted where it alone is too long.
fn rows_of_keys(keys: &str, columns: usize, measure: Measure) -> Vec<std::ops::Range<usize>> {
    let mut rows: Vec<std::ops::Range<usize>> = Vec::new();
    let mut from = 0;
    for key in keys.split(KEYS_APART) {
        let end = from + key.len();
        match rows.last_mut() {
            Some(row) if measure.text(keys.get(row.start..end).unwrap_or_default()) <= columns => {
                row.end = end;
            }
            _ => rows.push(from..end),
        }
        from = end + KEYS_APART.len();
    }
    let within = |row: std::ops::Range<usize>| {
        let pieces = fit::wrap(keys.get(row.clone()).unwrap_or_default(), columns, measure).into_iter();
        pieces.map(move |piece| row.start + piece.start..row.start + piece.end)
    };
    rows.into_iter().flat_map(within).collect()
}

/// Keys on the left, what they do on the right; both go on below where they are long.
fn push_row(state: &State, (keys, sentence): (&str, &str), columns: usize, lines: &mut Vec<Line>) {
    let measure = state.measure;
    let key_columns = if columns >= 40 { 18 } else { 10 };
    let start = key_columns + 3;
    let keys_in_rows = rows_of_keys(keys, key_columns, measure);
    let words_in_rows = fit::wrap(sentence, columns.saturating_sub(start).max(4), measure);
    for row in 0..keys_in_rows.len().max(words_in_rows.len()) {
        let piece = |text: &str, rows: &[std::ops::Range<usize>]| {
            rows.get(row).and_then(|row| text.get(row.clone())).unwrap_or_default().trim().to_owned()
        };
        let mut line = Line::of(" ", Paint::Text);
        line.push(piece(keys, &keys_in_rows), Paint::Key);
        line.tab(start, measure);
        line.push(piece(sentence, &words_in_rows), Paint::Text);
        lines.push(line);
    }
}
