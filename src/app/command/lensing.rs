//! Lenses: light the figures, names, organisations, quotations or rare characters of the article, and jump along them.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::overlay::{Choice, Item, Subject};
use crate::app::state::State;
use crate::ingest::lens::Lens;
use crate::model::{Article, Language, Part, TextPosition};
use crate::query::snippet;

const MAIN: Rows = Rows::new(Context::Main, Topic::Looking);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row("lens-figures", "1", "标出数字与增减", "light figures", ("数字", "figures"), |state| {
        look_through(state, Lens::Figures)
    }),
    MAIN.row("lens-names", "2", "标出人名", "light names of persons", ("人名", "names"), |state| {
        look_through(state, Lens::Names)
    }),
    MAIN.row(
        "lens-organisations",
        "3",
        "标出机构",
        "light organisations",
        ("机构", "organisations"),
        |state| look_through(state, Lens::Organisations),
    ),
    MAIN.row("lens-quotations", "4", "标出引语", "light quotations", ("引语", "quotations"), |state| {
        look_through(state, Lens::Quotations)
    }),
    MAIN.row("lens-rare", "5", "标出生僻字", "light rare characters", ("生僻字", "rare"), |state| {
        look_through(state, Lens::Rare)
    }),
    MAIN.row(
        "next-lit",
        ")",
        "下一处标出的，或标出的接缝",
        "next passage or seam that is lit",
        ("下一处", "next"),
        |state| turn_lit(state, true),
    ),
    MAIN.row(
        "previous-lit",
        "(",
        "上一处标出的，或标出的接缝",
        "previous passage or seam that is lit",
        ("上一处", "previous"),
        |state| turn_lit(state, false),
    ),
    MAIN.row(
        "lit-table",
        ";",
        "列出标出的各处，连同上下文",
        "table of the passages that are lit, with what stands around them",
        ("列出", "table"),
        list_lit,
    ),
];

/// What a lens lights, in words.
pub(crate) fn lens_words(lens: Lens, language: Language) -> &'static str {
    match lens {
        Lens::Figures => language.pick("数字", "figures"),
        Lens::Names => language.pick("人名", "names"),
        Lens::Organisations => language.pick("机构", "organisations"),
        Lens::Quotations => language.pick("引语", "quotations"),
        Lens::Rare => language.pick("生僻字", "rare characters"),
    }
}

/// Puts a lens before the article, or takes it away; the same lens stays for the articles that follow.
fn look_through(state: &mut State, lens: Lens) -> Vec<Effect> {
    state.lens = (state.lens != Some(lens)).then_some(lens);
    apply(state);
    let words = lens_words(lens, state.language());
    let count = state.reader.as_ref().and_then(|reader| reader.lens.as_ref()).map(|lit| lit.passages.len());
    state.tell(match (count, state.language()) {
        (None, Language::Chinese) => format!("不再标出{words}"),
        (None, Language::English) => format!("{words} are no longer lit"),
        (Some(0), Language::Chinese) => format!("本文没有{words}"),
        (Some(0), Language::English) => format!("no {words} in this article"),
        (Some(count), Language::Chinese) => format!("{words} {count} 处；) ( 跳转，; 列出"),
        (Some(count), Language::English) => format!("{words}: {count}; ) and ( jump, ; lists them"),
    });
    Vec::new()
}

/// Lets the open article be seen through the present lens.
pub(crate) fn apply(state: &mut State) {
    let Some(mut reader) = state.reader.take() else { return };
    if let Some(entry) = state.library.catalogue.entry(reader.entry) {
        reader.look_through(entry.article(), state.lens);
    }
    state.reader = Some(reader);
}

fn turn_lit(state: &mut State, forward: bool) -> Vec<Effect> {
    let place = state.reader.as_mut().and_then(|reader| reader.next_lit(forward));
    let words = state.lens.map_or("", |lens| lens_words(lens, state.language()));
    match (place, state.lens) {
        (Some((current, count)), _) => state.tell(format!("{words} {}/{count}", current + 1)),
        (None, Some(_)) => state.tell(state.say("本文没有标出的", "nothing is lit in this article")),
        (None, None) if state.seams => turn_seam(state, forward),
        (None, None) => {
            state.tell(state.say("先按 1 至 5 标出数字、人名等", "1 to 5 light figures, names and so on"));
        }
    }
    Vec::new()
}

/// Goes to the next or previous seam that is marked.
fn turn_seam(state: &mut State, forward: bool) {
    let Some(mut reader) = state.reader.take() else { return };
    let places = state.library.catalogue.entry(reader.entry).map(|entry| seams_of(entry.article()));
    let places = places.unwrap_or_default();
    let found = reader.go_along(&places, forward);
    state.reader = Some(reader);
    state.tell(match (found, state.language()) {
        (Some(index), Language::Chinese) => format!("接缝 {}/{}", index + 1, places.len()),
        (Some(index), Language::English) => format!("seam {} of {}", index + 1, places.len()),
        (None, _) if forward => state.say("后面没有接缝了", "no seam further down").to_owned(),
        (None, _) => state.say("前面没有接缝了", "no seam further up").to_owned(),
    });
}

/// Where pieces of text were joined.
fn seams_of(article: &Article) -> Vec<TextPosition> {
    let blocks = article.blocks.iter().zip(0..);
    let places = blocks.flat_map(|(block, index)| {
        block
            .seams()
            .into_iter()
            .map(move |byte| TextPosition { part: Part::Block(index), byte: byte as u32 })
    });
    places.collect()
}

/// How the characters of a passage are read where they stand.
fn reading_at(text: &str, bytes: &std::ops::Range<usize>) -> String {
    let characters = text.char_indices().zip(crate::text::reading::read(text));
    let within = characters.filter(|((byte, _), _)| bytes.contains(byte));
    within.filter_map(|(_, said)| said.reading).collect::<Vec<_>>().join(" ")
}

fn list_lit(state: &mut State) -> Vec<Effect> {
    /// Characters of context in a row of the table.
    const AROUND: usize = 30;
    let Some(lit) = state.reader.as_ref().and_then(|reader| reader.lens.as_ref()) else {
        return turn_lit(state, true);
    };
    let Some(article) = state.open_article() else { return Vec::new() };
    let item = |passage: &crate::query::Occurrence| {
        let text = article.text_of(passage.part)?;
        let mut label = text.get(passage.bytes.clone())?.to_owned();
        if lit.lens == Lens::Rare {
            label = format!("{label}　{}", reading_at(&text, &passage.bytes));
        }
        Some(Item {
            choice: Choice::Place(passage.position()),
            label,
            aside: snippet(article, passage, AROUND)?.text,
            count: None,
        })
    };
    let items: Vec<Item> = lit.passages.iter().filter_map(item).collect();
    if !items.is_empty() {
        state.focus = Pane::Reader;
    }
    super::prompting::offer(
        state,
        Subject::Passages,
        items,
        ("本文没有标出的", "nothing is lit in this article"),
    )
}
