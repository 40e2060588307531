//! Choosing sentences, and what is done with them: copies, notes; and tags of the whole article.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::overlay::{Ask, Choice, Item, Layer, Subject, Wish};
use crate::app::passage::{self, Chosen, Stretch};
use crate::app::state::State;
use crate::store::marks::{Mark, Note};

const MAIN: Rows = Rows::new(Context::Main, Topic::Taking);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "select",
        ".",
        "选句：j k 移动，再按 . 定住起点",
        "choose sentences: j and k move, . again holds the beginning",
        ("选句", "select"),
        select,
    ),
    MAIN.row(
        "copy-sentence",
        "ys",
        "复制选中的文字（未选则为屏上第一句）",
        "copy what is chosen, or the first sentence in view",
        ("句子", "sentence"),
        copy_sentences,
    ),
    MAIN.row(
        "note",
        "i",
        "给选中的文字写批注（清空即删去）",
        "write a note on what is chosen; an empty one takes it off",
        ("批注", "note"),
        ask_for_note,
    ),
    MAIN.row("notes", "I", "本文的批注", "the notes on this article", ("批注", "notes"), list_notes),
    MAIN.row(
        "tag",
        "#",
        "加标签或去标签",
        "put a tag on the article, or take it off",
        ("标签", "tag"),
        ask_for_tag,
    ),
];

fn select(state: &mut State) -> Vec<Effect> {
    if let Some(Chosen::Sentences(chosen)) = &mut state.chosen {
        chosen.held = !chosen.held;
        if !chosen.held {
            chosen.from = chosen.to;
        }
        return Vec::new();
    }
    let first = state.open_article().map(passage::sentences_of);
    let first = first.and_then(|all| passage::first_in_view(state, &all));
    if let Some(first) = first {
        state.focus = Pane::Reader;
        state.chosen = Some(Chosen::Sentences(Stretch { from: first, to: first, held: false }));
        state.tell(state.say(
            "选句：j k 移动，. 定住起点，ys 复制，i 批注，Esc 结束",
            "choosing: j k move, . holds the beginning, ys copies, i notes, Esc ends",
        ));
    }
    Vec::new()
}

/// Goes on by sentences and keeps them in view.
pub(super) fn step(state: &mut State, steps: isize) -> Vec<Effect> {
    let Some(all) = state.open_article().map(passage::sentences_of) else { return Vec::new() };
    let Some(Chosen::Sentences(chosen)) = &state.chosen else { return Vec::new() };
    let chosen = chosen.step(steps, all.len());
    state.chosen = Some(Chosen::Sentences(chosen));
    if let (Some(reader), Some(sentence)) = (&mut state.reader, all.get(chosen.to)) {
        reader.show(sentence.start());
    }
    Vec::new()
}

fn copy_sentences(state: &mut State) -> Vec<Effect> {
    let chosen = passage::chosen_or_first(state);
    let Some(article) = passage::chosen_article(state) else { return Vec::new() };
    let text = state.shown(&passage::text_of(article, &chosen));
    state.chosen = None;
    super::taking::copy_text(state, text)
}

fn ask_for_note(state: &mut State) -> Vec<Effect> {
    let chosen = passage::chosen_or_first(state);
    let Some(article) = passage::chosen_article(state) else { return Vec::new() };
    let Some(passage) = passage::passage_of(article, &chosen) else { return Vec::new() };
    let known = state.marks.notes(&article.id).iter().find(|note| note.passage == passage);
    let field = known.map_or_else(Field::default, |note| Field::with_text(&note.words));
    let quote = passage::text_of(article, &chosen);
    state.layer = Layer::Ask(Ask { field, wish: Wish::Note(Box::new((passage, quote))) });
    Vec::new()
}

/// Keeps a note, or takes it off where nothing is said any more.
pub(super) fn take_note(
    state: &mut State,
    about: (crate::store::marks::Passage, String),
    words: &str,
) -> Vec<Effect> {
    let (passage, quote) = about;
    let Some(id) = passage::chosen_article(state).map(|article| article.id.clone()) else {
        return Vec::new();
    };
    state.chosen = None;
    let words = words.trim();
    let (mark, told) = if words.is_empty() {
        (Mark::NoNote(passage), state.say("没有批注了", "there is no note any more"))
    } else {
        let note = Note { passage, quote, words: words.to_owned() };
        (Mark::Note(note), state.say("已记下批注；I 列出，Z 撤销", "noted; I lists notes, Z undoes"))
    };
    state.tell(told);
    super::taking::mark(state, &id, mark)
}

fn list_notes(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.open_article() else { return Vec::new() };
    let items: Vec<Item> = passage::noted(state, article)
        .into_iter()
        .map(|(place, note)| Item {
            choice: Choice::Place(place),
            label: format!("{}　“{}”", note.words, note.quote),
            aside: String::new(),
            count: None,
        })
        .collect();
    super::prompting::offer(
        state,
        Subject::Notes,
        items,
        ("本文没有批注；i 写一条", "this article has no notes; i writes one"),
    )
}

fn ask_for_tag(state: &mut State) -> Vec<Effect> {
    if state.selected().is_some() {
        state.layer = Layer::Ask(Ask { field: Field::default(), wish: Wish::Tag });
    }
    Vec::new()
}

/// Puts a tag on, or takes it off where it is on.
pub(super) fn take_tag(state: &mut State, typed: &str) -> Vec<Effect> {
    let tag = typed.trim().trim_start_matches(['#', '＃']).trim();
    if tag.is_empty() || state.selected().is_none() {
        return Vec::new();
    }
    let tag = tag.to_owned();
    let has = |state: &State, id: &_| state.marks.tags(id).any(|own| *own == tag);
    let (on, count, effects) = super::ticking::mark_all(state, has, |on| Mark::Tag(tag.clone(), on));
    let words = match (on, state.language()) {
        (true, crate::model::Language::Chinese) => format!("已加标签“{tag}”；/tag:{tag} 筛选"),
        (true, crate::model::Language::English) => format!("tagged “{tag}”; /tag:{tag} filters"),
        (false, crate::model::Language::Chinese) => format!("已去标签“{tag}”"),
        (false, crate::model::Language::English) => format!("tag “{tag}” taken off"),
    };
    super::ticking::tell(state, &words, count);
    effects
}
