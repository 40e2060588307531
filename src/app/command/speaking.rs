//! Pinyin on demand: of the words of a sentence, of rare characters, and above the rows of the text.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::overlay::Layer;
use crate::app::spoken::Spoken;
use crate::app::state::State;
use crate::model::Article;
use crate::typeset::Pinyin;

const MAIN: Rows = Rows::new(Context::Main, Topic::Looking);
const SPOKEN: Rows = Rows::new(Context::Spoken, Topic::Looking);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "pinyin",
        "R",
        "注音：选中的句子或屏上第一句，逐词看拼音",
        "pinyin of the chosen sentence, or of the first one in view, word by word",
        ("注音", "pinyin"),
        open,
    ),
    MAIN.row(
        "pinyin-rows",
        "6",
        "生僻字上方注音，或不注",
        "pinyin above rare characters, or none",
        ("字上注音", "above"),
        toggle_rows,
    ),
    MAIN.row(
        "read-aloud",
        "B",
        "朗读本文，从选中的或屏上第一句起；再按停止",
        "read the article aloud from the chosen sentence on; again: stop",
        ("朗读", "aloud"),
        crate::app::aloud::turn,
    ),
    SPOKEN.row(
        "pinyin-next-word",
        "l <right> <space>",
        "注音：下一词",
        "pinyin: next word",
        ("下一词", "word"),
        |state| turn(state, |spoken, article| spoken.step_word(article, true)),
    ),
    SPOKEN.row(
        "pinyin-previous-word",
        "h <left> b",
        "注音：上一词",
        "pinyin: previous word",
        ("上一词", "previous word"),
        |state| turn(state, |spoken, article| spoken.step_word(article, false)),
    ),
    SPOKEN.row(
        "pinyin-next-sentence",
        "j",
        "注音：下一句",
        "pinyin: next sentence",
        ("下一句", "sentence"),
        |state| step_sentence(state, true),
    ),
    SPOKEN.row(
        "pinyin-previous-sentence",
        "k",
        "注音：上一句",
        "pinyin: previous sentence",
        ("上一句", "previous sentence"),
        |state| step_sentence(state, false),
    ),
    SPOKEN.row(
        "pinyin-next-rare",
        "n )",
        "注音：下一个有生僻字的词",
        "pinyin: next word with a rare character",
        ("下一生僻字", "rare"),
        |state| step_rare(state, true),
    ),
    SPOKEN.row(
        "pinyin-previous-rare",
        "N (",
        "注音：上一个有生僻字的词",
        "pinyin: previous word with a rare character",
        ("上一生僻字", "previous rare"),
        |state| step_rare(state, false),
    ),
    SPOKEN.row(
        "pinyin-copy",
        "y",
        "注音：复制此词及其拼音",
        "pinyin: copy the word with its pinyin",
        ("复制", "copy"),
        copy,
    ),
    SPOKEN.row("pinyin-close", "q R", "注音：离开", "pinyin: leave", ("离开", "leave"), super::cancel),
];

fn open(state: &mut State) -> Vec<Effect> {
    match Spoken::open(state) {
        Some(spoken) => {
            state.focus = Pane::Reader;
            show(state, spoken);
        }
        None => state.tell(state.say("没有可注音的文章", "there is no article to read")),
    }
    Vec::new()
}

fn toggle_rows(state: &mut State) -> Vec<Effect> {
    let composing = &mut state.settings.composing;
    let (pinyin, chinese, english) = match composing.pinyin {
        Pinyin::Off => {
            (Pinyin::Rare, "生僻字上方注音；R 逐词看", "pinyin above rare characters; R goes word by word")
        }
        Pinyin::Rare => (Pinyin::Off, "不再注音", "no pinyin above the text"),
    };
    composing.pinyin = pinyin;
    state.tell(state.say(chinese, english));
    Vec::new()
}

/// Goes on by sentences.
pub(crate) fn step_sentence(state: &mut State, forward: bool) -> Vec<Effect> {
    turn(state, |spoken, article| {
        spoken.step_sentence(article, forward);
    })
}

fn step_rare(state: &mut State, forward: bool) -> Vec<Effect> {
    let mut found = true;
    let effects = turn(state, |spoken, article| found = spoken.step_rare(article, forward));
    if !found {
        state.tell(state.say("本文没有生僻字", "no rare characters in this article"));
    }
    effects
}

/// Lets the open layer move, and keeps its word in view.
fn turn(state: &mut State, step: impl FnOnce(&mut Spoken, &Article)) -> Vec<Effect> {
    let Layer::Spoken(spoken) = &state.layer else { return Vec::new() };
    let mut spoken = Spoken::clone(spoken);
    if let Some(article) = state.open_article() {
        step(&mut spoken, article);
    }
    show(state, spoken);
    Vec::new()
}

fn show(state: &mut State, spoken: Spoken) {
    if let (Some(reader), Some(word)) = (&mut state.reader, spoken.word()) {
        reader.show(word.position());
    }
    state.layer = Layer::Spoken(Box::new(spoken));
}

fn copy(state: &mut State) -> Vec<Effect> {
    let Layer::Spoken(spoken) = &state.layer else { return Vec::new() };
    let Some(word) = spoken.word() else { return Vec::new() };
    let text = format!("{} {}", state.shown(&word.text()), word.reading());
    super::taking::copy_text(state, text)
}
