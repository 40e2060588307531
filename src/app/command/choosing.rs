//! Changing settings while reading, and saving them when the reader asks for it.

use std::path::Path;

use super::{Command, Context, Rows, Topic};
use crate::app::effect::Effect;
use crate::app::overlay::{Choice, Item, Layer, Picker, Subject};
use crate::app::state::State;

const MAIN: Rows = Rows::new(Context::Main, Topic::Program);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "settings",
        ",s",
        "改设置（先只用于这一次）",
        "change a setting, for this time",
        ("设置", "settings"),
        list,
    ),
    MAIN.row(
        "save-settings",
        ",w",
        "把改过的设置存入设置文件",
        "save the changed settings in the settings file",
        ("存设置", "save settings"),
        save,
    ),
];

/// What each setting is about.
const WORDS: [(&str, &str, &str); 24] = [
    ("theme", "配色", "theme"),
    ("language", "界面语言", "language"),
    ("measure", "版心宽（字）", "width of the text"),
    ("level", "行首行末禁则", "rules for row starts and ends"),
    ("hang", "行末标点悬挂（列）", "hanging marks"),
    ("text-columns", "宽屏栏数", "columns of text on a wide screen"),
    ("han-latin-space", "汉字与西文之间空一格", "a blank between Chinese and Latin"),
    ("justify", "两端对齐", "both edges even"),
    ("quotes", "引号", "quotes"),
    ("script", "简体或繁体", "simplified or traditional"),
    ("pinyin", "字上注音", "pinyin above the text"),
    ("sounds", "拼音的近音", "sounds of pinyin"),
    ("list", "列表每条几行", "rows an article in the list"),
    ("continuous", "整版连读", "articles of a page on end"),
    ("sidebar-width", "侧栏宽（列，0 为自动）", "columns of the sidebar"),
    ("list-width", "列表宽（列，0 为自动）", "columns of the list"),
    ("raw-width", "原文栏宽（列，0 为自动）", "columns of the raw page"),
    ("sort", "开头的排序", "order at the start"),
    ("mouse", "鼠标", "mouse"),
    ("clipboard", "剪贴板", "clipboard"),
    ("aloud", "朗读程序", "program that reads aloud"),
    ("borders", "边框与分栏线", "lines of boxes and panes"),
    ("marks", "标记符号", "marks beside headlines"),
    ("ambiguous", "引号等的宽度", "width of “ ” — …"),
];

fn list(state: &mut State) -> Vec<Effect> {
    let items = state.settings.written().into_iter().map(|(key, value)| {
        let words = WORDS.iter().find(|(own, ..)| *own == key);
        let words = words.map_or(key, |(_, chinese, english)| state.say(chinese, english));
        Item {
            choice: Choice::Setting(key),
            label: format!("{words}　{key}"),
            aside: value.trim_matches('"').to_owned(),
            count: None,
        }
    });
    state.layer = Layer::Picker(Picker::new(Subject::Settings, items.collect()));
    Vec::new()
}

/// Offers the values of a setting, with the cursor on the present one.
pub(crate) fn offer_values(state: &mut State, key: &'static str) -> Vec<Effect> {
    let values: Vec<String> = match key {
        "theme" => std::iter::once(crate::app::settings::AUTO.to_owned())
            .chain(state.themes.iter().cloned())
            .collect(),
        "measure" => (10..=100).step_by(2).map(|measure: u16| measure.to_string()).collect(),
        _ => words_of(key).iter().map(|word| (*word).to_owned()).collect(),
    };
    let now = state.settings.written().into_iter().find(|(own, _)| *own == key);
    let now = now.map(|(_, value)| value.trim_matches('"').to_owned()).unwrap_or_default();
    let first = values.iter().position(|value| *value == now).unwrap_or(0);
    let item = |value: String| Item {
        choice: Choice::Value(key, value.clone()),
        label: value,
        aside: String::new(),
        count: None,
    };
    let mut picker = Picker::new(Subject::Settings, values.into_iter().map(item).collect());
    picker.cursor = first;
    state.layer = Layer::Picker(picker);
    Vec::new()
}

fn words_of(key: &str) -> &'static [&'static str] {
    match key {
        "language" => &["zh", "en"],
        "hang" => &["0", "1", "2"],
        "level" => &["basic", "gb", "strict"],
        "text-columns" => &["1", "2"],
        "han-latin-space" | "justify" | "continuous" => &["true", "false"],
        "quotes" => &["as-printed", "corner"],
        "script" => &["as-printed", "simplified", "traditional", "taiwan", "hong-kong"],
        "pinyin" => &["off", "rare"],
        "sounds" => &["exact", "fuzzy"],
        "sidebar-width" => &["0", "16", "20", "24", "28", "32"],
        "list-width" | "raw-width" => &["0", "24", "32", "40", "48", "56", "64", "72", "80"],
        "list" => &["two-rows", "one-row"],
        "sort" => &[
            "page",
            "date",
            "date number",
            "date number weight",
            "province date",
            "section",
            "weight",
            "longest",
        ],
        "mouse" => &["true", "false"],
        "clipboard" => &["auto", "terminal"],
        "aloud" => &["auto", "espeak-ng -v cmn --stdin", "espeak-ng -v yue --stdin", "say -f -"],
        "borders" => &["line", "round", "heavy", "double", "ascii", "none"],
        "marks" => &["usual", "ascii"],
        "ambiguous" => &["auto", "narrow", "wide", "avoid"],
        _ => &[],
    }
}

/// Sets one thing, and lets the screen follow.
pub(crate) fn set(state: &mut State, key: &'static str, value: &str) -> Vec<Effect> {
    if let Err(error) = state.settings.set(Path::new(key), key, value) {
        state.notice = Some(crate::app::event::Notice::trouble(error.to_string()));
        return Vec::new();
    }
    state.tell(state.say("已改；,w 存入设置文件", "changed; ,w saves it in the settings file"));
    match key {
        "mouse" => vec![Effect::Mouse(state.settings.mouse)],
        "sort" => {
            state.selection.sort = state.settings.sort.clone();
            super::refresh(state)
        }
        "borders" | "marks" => {
            state.measure.signs = state.settings.signs;
            Vec::new()
        }
        "ambiguous" => {
            state.measure.ambiguous = state.settings.ambiguous.unwrap_or(state.measure.ambiguous);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn save(state: &mut State) -> Vec<Effect> {
    let before = state.opened_with.written();
    let changes: Vec<(String, String)> = state
        .settings
        .written()
        .into_iter()
        .filter(|now| !before.contains(now))
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    if changes.is_empty() {
        state.tell(state.say("设置没有改过", "no setting was changed"));
        return Vec::new();
    }
    let Some(path) = state.settings.path.clone() else {
        state.tell(state.say("不知道设置文件在哪里", "where the settings file is, is not known"));
        return Vec::new();
    };
    state.opened_with = state.settings.clone();
    vec![Effect::SaveSettings { path, changes }]
}
