//! Help: every command with its present keys under its topic, narrowed by typing. Made from the command list.

use super::boxes::{ground, inside, push_box};
use super::{Line, Paint, Patch, field_cursor_limit};
use crate::app::areas::Area;
use crate::app::command::{self, Command, Topic};
use crate::app::fit;
use crate::app::overlay::{Help, Layer};
use crate::app::state::State;
use crate::query::match_names;

fn outline(state: &State) -> Area {
    let ground = ground(state);
    ground.centred(84, ground.height.saturating_sub(ground.height / 10))
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

/// Help; answers with the place of the cursor.
pub(super) fn patches(state: &State, help: &Help, patches: &mut Vec<Patch>) -> Option<(u16, u16)> {
    let area = push_box(outline(state), state.say("帮助", "Help"), "Esc", patches);
    let (field, _) = area.split_top(1);
    let (text, cursor) =
        field_cursor_limit(&help.field, usize::from(area.width).saturating_sub(2), state.measure);
    let mut line = Line::of("> ", Paint::Key);
    if help.field.is_empty() {
        let words = state.say("输入即查：汉字、拼音、英文、按键", "type to search commands and keys");
        line.push(fit::cut(words, usize::from(area.width).saturating_sub(2), state.measure), Paint::Faint);
    } else {
        line.push(text, Paint::Field);
    }
    patches.push(Patch::rows(field, Paint::Popup, vec![line]));
    let rows = rows_area(state);
    let lines = lines(state, help, rows).into_iter().skip(help.top).take(usize::from(rows.height));
    patches.push(Patch::rows(rows, Paint::Popup, lines.collect()));
    (field.height > 0).then_some((field.x + 2 + cursor as u16, field.y))
}

fn lines(state: &State, help: &Help, area: Area) -> Vec<Line> {
    let fitting = fitting(state, help.field.text().trim());
    if fitting.is_empty() {
        return vec![Line::of(state.say("没有符合的", "nothing fits"), Paint::Dim)];
    }
    let mut lines = Vec::new();
    for topic in Topic::ALL {
        let commands: Vec<&&Command> = fitting.iter().filter(|command| command.topic == topic).collect();
        if commands.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::of(topic.name(state.language()), Paint::Section));
        for command in commands {
            command_lines(state, command, usize::from(area.width), &mut lines);
        }
    }
    lines
}

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

/// Keys on the left, what they do on the right; on narrow screens below each other.
fn command_lines(state: &State, command: &Command, columns: usize, lines: &mut Vec<Line>) {
    let measure = state.measure;
    let keys = state.keymap.labels_of(command.name).join("  ");
    let sentence = command.sentence(state.language());
    let key_columns = if columns >= 40 { 18 } else { 10 };
    let mut line = Line::of(" ", Paint::Text);
    line.push(fit::cut(&keys, key_columns, measure), Paint::Key);
    let start = key_columns + 3;
    for (index, row) in
        fit::wrap(sentence, columns.saturating_sub(start).max(4), measure).into_iter().enumerate()
    {
        if index > 0 {
            lines.push(std::mem::take(&mut line));
        }
        line.tab(start, measure);
        line.push(sentence.get(row).unwrap_or_default(), Paint::Text);
    }
    lines.push(line);
}
