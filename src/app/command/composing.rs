//! How the text is set: the rules for marks, hanging, blanks, edges, quotes, columns, and how the terminal measures.
//!
//! Rarely changed, so without keys of their own: the palette has them all, and the settings file keeps them.

use super::{Command, Context, Rows, Topic};
use crate::app::effect::Effect;
use crate::app::settings::{MOST_HANG, MOST_TEXT_COLUMNS};
use crate::app::state::State;
use crate::text::columns::{Ambiguous, Measure};
use crate::text::script::Script;
use crate::typeset::Level;

pub(super) const COMMANDS: &[Command] = &[
    row("rules", "行首行末禁则：基本、国标、严格", "rules for row starts and ends: basic, gb, strict", rules),
    row(
        "hang",
        "行末标点悬出：半格、一格、不悬",
        "stops hang at a row's end: by half, whole, not at all",
        hang,
    ),
    row("text-columns", "宽屏排成一栏或两栏", "one or two columns of text on a wide screen", text_columns),
    row("han-latin-space", "汉字与西文之间空一格", "a blank between Chinese and Latin", autospace),
    row("justify", "两端对齐", "both edges of the text even", justify),
    row("quotes", "引号照原样或用「」", "quotes as printed or as corners", quotes),
    Command {
        keys: "H",
        hint: ("简繁", "script"),
        ..row(
            "script",
            "简繁：照原样、简体、繁体、台湾、香港",
            "characters as printed, simplified, traditional, of Taiwan, of Hong Kong",
            script,
        )
    },
    row(
        "ambiguous",
        "“”—…的宽度：自动、一格、两格、避用",
        "how wide curly quotes and dashes are drawn: ask, narrow, wide, avoid",
        ambiguous,
    ),
];

const fn row(
    name: &'static str,
    chinese: &'static str,
    english: &'static str,
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    Rows::new(Context::Main, Topic::Composing).row(name, "", chinese, english, (chinese, english), run)
}

fn rules(state: &mut State) -> Vec<Effect> {
    let (level, chinese, english) = match state.settings.composing.level {
        Level::Basic => (Level::Gb, "禁则：国标（／不在行末）", "rules: gb (no row ends with a solidus)"),
        Level::Gb => (
            Level::Strict,
            "禁则：严格（——与……也不在行首）",
            "rules: strict (no row begins with a dash or an ellipsis)",
        ),
        Level::Strict => (Level::Basic, "禁则：基本", "rules: basic"),
    };
    state.settings.composing.level = level;
    tell(state, chinese, english)
}

fn hang(state: &mut State) -> Vec<Effect> {
    let hang = (state.settings.composing.hang + 1) % (MOST_HANG + 1);
    state.settings.composing.hang = hang;
    match hang {
        0 => tell(state, "行末标点不悬出", "stops do not hang"),
        1 => tell(state, "行末标点悬出半个字", "stops hang by half of themselves"),
        _ => tell(state, "行末标点悬出一个字", "stops hang wholly"),
    }
}

fn text_columns(state: &mut State) -> Vec<Effect> {
    let composing = &mut state.settings.composing;
    composing.text_columns = composing.text_columns % MOST_TEXT_COLUMNS + 1;
    match composing.text_columns {
        1 => tell(state, "总排一栏", "always one column of text"),
        _ => tell(state, "够宽时排两栏", "two columns of text where there is room"),
    }
}

fn autospace(state: &mut State) -> Vec<Effect> {
    let composing = &mut state.settings.composing;
    composing.autospace = !composing.autospace;
    if composing.autospace {
        tell(state, "汉字与西文之间空一格", "a blank between Chinese and Latin")
    } else {
        tell(state, "汉字与西文之间不空", "no blank between Chinese and Latin")
    }
}

fn justify(state: &mut State) -> Vec<Effect> {
    let composing = &mut state.settings.composing;
    composing.justify = !composing.justify;
    if composing.justify {
        tell(state, "两端对齐", "both edges are even")
    } else {
        tell(state, "右边不齐", "the right edge is ragged")
    }
}

fn quotes(state: &mut State) -> Vec<Effect> {
    let composing = &mut state.settings.composing;
    composing.corner_quotes = !composing.corner_quotes;
    if composing.corner_quotes {
        tell(state, "引号显示为「」", "quotes are shown as 「」")
    } else {
        tell(state, "引号照原样", "quotes are shown as printed")
    }
}

/// Each script in turn.
fn script(state: &mut State) -> Vec<Effect> {
    let composing = &mut state.settings.composing;
    let (script, chinese, english) = match composing.script {
        Script::AsPrinted => (Script::Simplified, "显示为简体", "shown in simplified characters"),
        Script::Simplified => (Script::Traditional, "显示为繁体", "shown in traditional characters"),
        Script::Traditional => (Script::Taiwan, "显示为台湾用字", "shown in characters of Taiwan"),
        Script::Taiwan => (Script::HongKong, "显示为香港用字", "shown in characters of Hong Kong"),
        Script::HongKong => (Script::AsPrinted, "字照原样显示", "characters are shown as printed"),
    };
    composing.script = script;
    tell(state, chinese, english)
}

/// Each way of drawing “ and its like in turn; back at automatic, the terminal is asked anew.
fn ambiguous(state: &mut State) -> Vec<Effect> {
    let (chosen, chinese, english) = match state.settings.ambiguous {
        None => (Some(Ambiguous::Narrow), "“”—…占一格", "“ ” — … take one column"),
        Some(Ambiguous::Narrow) => (Some(Ambiguous::Wide), "“”—…占两格", "“ ” — … take two columns"),
        Some(Ambiguous::Wide) => {
            (Some(Ambiguous::Avoid), "“”—…换用相近字符", "look-alikes are shown for “ ” — …")
        }
        Some(Ambiguous::Avoid) => (None, "“”—…的宽度问终端", "the terminal is asked about “ ” — …"),
    };
    state.settings.ambiguous = chosen;
    tell(state, chinese, english);
    match chosen {
        // Cells drawn for another measure never match: the whole screen is drawn afresh.
        Some(ambiguous) => {
            state.measure = Measure::new(ambiguous);
            vec![Effect::Heal]
        }
        None => vec![Effect::AskWidth],
    }
}

fn tell(state: &mut State, chinese: &'static str, english: &'static str) -> Vec<Effect> {
    state.tell(state.say(chinese, english));
    Vec::new()
}
