//! The program itself: help, palette, theme, language, mouse, leaving.

use super::{Command, Context, Rows, Topic};
use crate::app::effect::Effect;
use crate::app::hooks::Duty;
use crate::app::overlay::{Choice, Help, Item, Layer, Picker, Subject};
use crate::app::state::State;
use crate::model::Language;

const MAIN: Rows = Rows::new(Context::Main, Topic::Program);
const EVERYWHERE: Rows = Rows::new(Context::Everywhere, Topic::Program);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row("help", "? <f1>", "按键与说明", "keys and what they do", ("帮助", "help"), help)
        .known_in_vi_as(&["h"]),
    MAIN.row(
        "palette",
        ":",
        "命令面板：汉字、拼音、英文或按键；:q :wq 同 vi",
        "command palette: type words, keys, or :q and :wq as in vi",
        ("命令", "commands"),
        palette,
    ),
    MAIN.row("theme", "T", "选主题配色", "choose a theme", ("配色", "theme"), choose_theme),
    MAIN.row(
        "borders",
        ",b",
        "边框与分栏线：线、圆角、粗、双线、ASCII、无",
        "lines of boxes and panes: line, round, heavy, double, ASCII, none",
        ("边框", "borders"),
        |state| super::choosing::offer_values(state, "borders"),
    ),
    MAIN.row(
        "marks",
        ",m",
        "标记符号：常用（• ✓ ×）或 ASCII",
        "marks beside headlines: usual, or ASCII",
        ("标记", "marks"),
        |state| super::choosing::offer_values(state, "marks"),
    ),
    MAIN.row(
        "language",
        "L",
        "界面换成中文或英文",
        "interface in Chinese or English",
        ("语言", "language"),
        change_language,
    ),
    MAIN.row("mouse", "M", "启用或让出鼠标", "use or release the mouse", ("鼠标", "mouse"), toggle_mouse),
    MAIN.row(
        "problems",
        "!",
        "读取中的问题",
        "what was odd while reading",
        ("问题", "problems"),
        show_problems,
    ),
    MAIN.row(
        "reload",
        ",r",
        "重读变了的文件，读入新添的",
        "read files again that have changed, and new ones",
        ("重读", "reload"),
        |_| vec![Effect::Reread],
    )
    .known_in_vi_as(&["e!"]),
    MAIN.row(
        "hooks",
        ",k",
        "钩子：让设置中的程序暂停，或恢复",
        "hooks: let the programs of the settings rest, or run again",
        ("钩子", "hooks"),
        turn_hooks,
    ),
    MAIN.row("quit", "q", "退出", "quit", ("退出", "quit"), |_| vec![Effect::Quit]).known_in_vi_as(QUIT),
    EVERYWHERE.row("redraw", "<c-l>", "重画屏幕", "draw the screen afresh", ("重画", "redraw"), |_| {
        vec![Effect::Heal]
    }),
    EVERYWHERE.row(
        "suspend",
        "<c-z>",
        "暂停，回到命令行",
        "stop and go back to the shell",
        ("暂停", "suspend"),
        |_| vec![Effect::Suspend],
    ),
    EVERYWHERE
        .row("leave", "<c-c>", "立即退出", "quit at once", ("退出", "quit"), |_| vec![Effect::Quit]),
];

/// Whatever leaves vi leaves here too: nothing is lost by it, for all that is done is kept at once.
const QUIT: &[&str] =
    &["q", "q!", "qa", "qa!", "qall", "quit!", "wq", "wq!", "wqa", "x", "x!", "xa", "xit", "exit", "cq"];

fn help(state: &mut State) -> Vec<Effect> {
    state.layer = Layer::Help(Help::default());
    Vec::new()
}

fn palette(state: &mut State) -> Vec<Effect> {
    state.layer = Layer::Picker(crate::app::palette::picker(state));
    Vec::new()
}

fn choose_theme(state: &mut State) -> Vec<Effect> {
    let names = std::iter::once(crate::app::settings::AUTO.to_owned()).chain(state.themes.iter().cloned());
    let items = names.map(|name| Item {
        label: name.clone(),
        choice: Choice::Theme(name),
        aside: String::new(),
        count: None,
    });
    let mut picker = Picker::new(Subject::Themes, items.collect());
    let now = &state.settings.theme;
    let is_now = |item: &Item| matches!(&item.choice, Choice::Theme(name) if name == now);
    picker.cursor = picker.items.iter().position(is_now).unwrap_or(0);
    picker.theme_before = Some(now.clone());
    state.layer = Layer::Picker(picker);
    Vec::new()
}

/// Puts a theme on.
pub(crate) fn apply_theme(state: &mut State, name: &str) -> Vec<Effect> {
    name.clone_into(&mut state.settings.theme);
    Vec::new()
}

fn change_language(state: &mut State) -> Vec<Effect> {
    state.settings.language = match state.language() {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    Vec::new()
}

fn toggle_mouse(state: &mut State) -> Vec<Effect> {
    state.settings.mouse = !state.settings.mouse;
    let words = if state.settings.mouse {
        state.say("鼠标归看报用", "the mouse works here")
    } else {
        state.say("鼠标归终端用", "the mouse is the terminal's")
    };
    state.tell(words);
    vec![Effect::Mouse(state.settings.mouse)]
}

fn turn_hooks(state: &mut State) -> Vec<Effect> {
    if state.settings.hooks.is_empty() {
        state.tell(state.say(
            "没有设钩子；在设置文件的 [hooks] 里写",
            "no hooks are set: write them into [hooks] of the settings file",
        ));
        return Vec::new();
    }
    let (duty, chinese, english) = match state.hooks {
        Duty::Run => (Duty::Rest, "钩子暂停", "hooks rest"),
        Duty::Rest => (Duty::Run, "钩子恢复", "hooks run again"),
    };
    state.hooks = duty;
    state.tell(state.say(chinese, english));
    Vec::new()
}

fn show_problems(state: &mut State) -> Vec<Effect> {
    let problems = crate::app::problems::count(state);
    if problems == 0 {
        state.tell(state.say("读取中没有问题", "nothing odd was met while reading"));
    } else {
        state.layer = Layer::Problems(crate::app::overlay::Scroll::default());
    }
    Vec::new()
}
