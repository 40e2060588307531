//! What is told, in whole lines: the list, an article, choices with their numbers, news. Each thing once, when it has
//! changed.

use crate::app::areas::Pane;
use crate::app::command::{self, Context, Topic};
use crate::app::export::{self, Form};
use crate::app::flow;
use crate::app::overlay::{Choice, Layer, Picker, Subject};
use crate::app::problems;
use crate::app::reader::Reader;
use crate::app::related;
use crate::app::spoken::Spoken;
use crate::app::state::State;
use crate::app::update::context_of;
use crate::app::view::{Content, Paint, view};
use crate::cli::complaint::Trouble;
use crate::cli::output::Output;
use crate::model::{Article, BlockKind, Language, TextPosition};
use crate::query::{Entry, EntryId, Selection};

/// Articles that are told at once; more would be a stream that nobody can follow.
const AT_ONCE: usize = 20;

/// What was told last, so that only what is new is told.
#[derive(Debug, PartialEq)]
pub(super) struct Told {
    wanted: Selection,
    list_from: usize,
    selected: Option<EntryId>,
    article: Option<(EntryId, bool, bool)>,
    place: Option<TextPosition>,
    hit: Option<(String, usize)>,
    raw: bool,
    choices: Vec<String>,
    sentence: Option<usize>,
}

impl Told {
    /// What is to be seen now.
    pub(super) fn of(state: &State) -> Self {
        Self {
            wanted: state.selection.clone(),
            list_from: 0,
            selected: state.selected().map(|(entry, _)| entry),
            article: open_article(state),
            place: state.reader.as_ref().and_then(Reader::place),
            hit: hit(state),
            raw: state.raw.is_some(),
            choices: choices(state),
            sentence: sentence(state),
        }
    }

    /// Where the list goes on: after its end, at its beginning.
    pub(super) fn list_end(&self, state: &State) -> usize {
        let end = self.list_from + AT_ONCE;
        if end < state.found.ranked.len() { end } else { 0 }
    }

    /// The article is told again when it is opened again.
    pub(super) fn forget_article(&mut self) {
        self.article = None;
    }

    /// The next part of the list was told.
    pub(super) fn list_goes_on(&mut self, from: usize) {
        self.list_from = from;
    }
}

/// The article that the reader has opened, whether its seams are marked, and whether the page is read on end.
fn open_article(state: &State) -> Option<(EntryId, bool, bool)> {
    let reads = matches!(state.focus, Pane::Reader | Pane::Raw);
    // Articles that are read on end were told on end.
    let first = flow::first_story(state);
    let entry = first.or(state.reader.as_ref().map(|reader| reader.entry));
    entry.filter(|_| reads).map(|entry| (entry, state.seams, first.is_some()))
}

pub(super) fn welcome(state: &State, output: &mut Output) -> Result<(), Trouble> {
    let words = state.say(
        "看报，逐行模式。输入编号读文章，回车听下一批；/词 筛选；? 列出全部命令（命令名或按键都可用）；q 退出。",
        "kanbao, line by line. A number reads an article, Enter goes on with the list; /words filters; ? lists all \
         commands (by name or key); q quits.",
    );
    output.own(format_args!("{words}\n"))
}

pub(super) fn prompt(state: &State, output: &mut Output) -> Result<(), Trouble> {
    let words = match &state.layer {
        Layer::None => "",
        Layer::Picker(picker) if picker.subject.is_plural() => {
            state.say("编号（可多个）、文字或回车取消", "numbers, words, or Enter to give up")
        }
        Layer::Picker(picker) if picker.subject == Subject::Related => state.say(
            "编号、文字、<tab> 换次序，或回车取消",
            "a number, words, <tab> for the other order, or Enter to give up",
        ),
        Layer::Picker(_) => state.say("编号、文字或回车取消", "a number, words, or Enter to give up"),
        Layer::Filter(_) => state.say("筛选", "filter"),
        Layer::Find(_) => state.say("在文中查找", "find in the article"),
        Layer::Ask(ask) => ask.wish.label(state),
        Layer::Help(_) | Layer::Problems(_) => state.say("回车返回", "Enter goes back"),
        Layer::Map(_) => state.say(
            "省名，<tab> 换算法，或回车取消",
            "a province, <tab> for the other count, or Enter to give up",
        ),
        #[allow(unreachable_patterns, reason = "a layer that is new here is left by Enter")]
        _ => state.say("按键，? 列出，回车返回", "keys, ? lists them, Enter goes back"),
    };
    output.own(format_args!("{words}> "))
}

/// The list from an article on.
pub(super) fn list(state: &State, from: usize, output: &mut Output) -> Result<(), Trouble> {
    let all = state.found.ranked.len();
    let end = (from + AT_ONCE).min(all);
    let words = match (state.language(), all) {
        (Language::Chinese, 0) => "没有文章。\n".to_owned(),
        (Language::English, 0) => "No articles.\n".to_owned(),
        (Language::Chinese, _) => format!("共 {all} 篇，第 {}—{end} 篇：\n", from + 1),
        (Language::English, _) => format!("{all} articles, {} to {end}:\n", from + 1),
    };
    output.own(words)?;
    for (index, (id, _)) in state.found.ranked.iter().enumerate().take(end).skip(from) {
        if let Some(entry) = state.library.catalogue.entry(id) {
            output.text(&format!("{}. {}\n", index + 1, state.shown(&entry_words(state, entry))))?;
        }
    }
    Ok(())
}

fn entry_words(state: &State, entry: &Entry) -> String {
    let article = entry.article();
    let mut parts = vec![article.title()];
    parts.extend(article.section.clone());
    parts.extend(article.provinces.iter().map(|province| province.short().to_owned()));
    parts.push(match state.language() {
        Language::Chinese => format!("{} 字", article.character_count()),
        Language::English => format!("{} characters", article.character_count()),
    });
    if state.ticked.contains(&article.id) {
        parts.push(state.say("已勾", "ticked").to_owned());
    }
    if state.marks.is_starred(&article.id) {
        parts.push(state.say("加星", "starred").to_owned());
    }
    if state.marks.is_read(&article.id) {
        parts.push(state.say("已读", "read").to_owned());
    }
    parts.join(state.say("，", ", "))
}

/// Everything that is new since the last time.
pub(super) fn changes(state: &State, told: &mut Told, output: &mut Output) -> Result<(), Trouble> {
    let now = Told { list_from: told.list_from, ..Told::of(state) };
    if let Some(notice) = &state.notice {
        output.text(&format!("{}\n", notice.text))?;
    }
    if now.wanted != told.wanted {
        told.list_from = 0;
        list(state, 0, output)?;
    }
    if now.article != told.article && now.article.is_some() {
        article(state, output)?;
    } else if now.hit != told.hit && now.hit.is_some() {
        found_here(state, output)?;
    } else if now.article.is_some() && now.selected != told.selected {
        selected(state, output)?;
    } else if now.article.is_some() && now.place != told.place {
        paragraph(state, now.place, output)?;
    } else if now.article.is_none() && now.wanted == told.wanted && now.selected != told.selected {
        selected(state, output)?;
    }
    if now.raw && !told.raw {
        raw(state, output)?;
    }
    if now.choices != told.choices {
        for (number, choice) in now.choices.iter().enumerate() {
            output.text(&format!("{}. {}\n", number + 1, state.shown(choice)))?;
        }
    }
    layer(state, now.sentence != told.sentence, output)?;
    *told = Told { list_from: told.list_from, ..now };
    Ok(())
}

/// The open article, and where the page is read on end those below it: heads, then one paragraph a line.
fn article(state: &State, output: &mut Output) -> Result<(), Trouble> {
    let below = flow::stories_from_here(state).skip(1);
    for (index, entry) in state.open_entry().into_iter().chain(below).enumerate() {
        if index > 0 {
            output.own("\n")?;
        }
        if state.seams {
            output.text(&state.shown(&with_seams(state, entry.article())))?;
        } else {
            output.text(&state.shown(&export::text_of(&entry.page, entry.article(), Form::Text)))?;
        }
    }
    Ok(())
}

/// The paragraph in which a place is.
fn paragraph(state: &State, place: Option<TextPosition>, output: &mut Output) -> Result<(), Trouble> {
    let text = state.open_article().zip(place).and_then(|(article, place)| article.text_of(place.part));
    text.map_or(Ok(()), |text| output.text(&format!("{}\n", state.shown(&text))))
}

/// Which place was found, and the paragraph that it stands in.
fn found_here(state: &State, output: &mut Output) -> Result<(), Trouble> {
    let Some(find) = state.reader.as_ref().and_then(|reader| reader.find.as_ref()) else { return Ok(()) };
    let Some(hit) = find.hits.get(find.current) else { return Ok(()) };
    output.own(format_args!("{}/{}\n", find.current + 1, find.hits.len()))?;
    paragraph(state, Some(TextPosition { part: hit.part, byte: 0 }), output)
}

/// The words that were looked for, and which of the places found is the present one.
fn hit(state: &State) -> Option<(String, usize)> {
    let find = state.reader.as_ref()?.find.as_ref()?;
    Some((find.needle.clone(), find.current))
}

/// The article under the cursor, with its number.
fn selected(state: &State, output: &mut Output) -> Result<(), Trouble> {
    let Some((_, entry)) = state.selected() else { return Ok(()) };
    output.text(&format!("{}. {}\n", state.list.cursor + 1, state.shown(&entry_words(state, entry))))
}

/// The article with each mended seam spoken of where it is.
fn with_seams(state: &State, article: &Article) -> String {
    let mut text = format!("{}\n", article.title());
    for block in &article.blocks {
        text.push_str(if block.kind == BlockKind::Subhead { "\n" } else { "　　" });
        for (index, fragment) in block.fragments.iter().enumerate() {
            if index > 0 {
                let sure = fragment.join_confidence * 100.0;
                text.push_str(&format!("［{} {sure:.0}%］", state.say("接缝", "seam")));
            }
            text.push_str(&fragment.text);
        }
        text.push('\n');
    }
    text
}

/// The raw page, each line with its number.
fn raw(state: &State, output: &mut Output) -> Result<(), Trouble> {
    let Some((_, entry)) = state.selected() else { return Ok(()) };
    for line in &entry.page.lines {
        output.text(&format!("{}: {}\n", line.number, line.text.trim()))?;
    }
    Ok(())
}

/// What an open picker offers.
fn choices(state: &State) -> Vec<String> {
    let Layer::Picker(picker) = &state.layer else { return Vec::new() };
    let shown = picker.shown.iter().filter_map(|(index, _)| picker.items.get(*index));
    let told = shown.map(|item| {
        let date = match item.choice {
            Choice::Entry(id) => related::date_of(state, id),
            _ => None,
        };
        let mut parts: Vec<String> = date.map(|date| date.to_string()).into_iter().collect();
        parts.push(item.label.clone());
        parts.extend(item.count.map(|count| count.to_string()));
        parts.extend(Some(item.aside.clone()).filter(|aside| !aside.is_empty()));
        if is_ticked(state, picker, &item.choice) {
            parts.push(state.say("已选", "chosen").to_owned());
        }
        parts.join(state.say("，", ", "))
    });
    told.collect()
}

fn is_ticked(state: &State, picker: &Picker, choice: &Choice) -> bool {
    picker.subject.is_plural()
        && match choice {
            Choice::Province(province) => state.selection.provinces.contains(province),
            Choice::Section(section) => state.selection.sections.contains(section),
            Choice::Sort(sort) => match sort {
                Some(sort) => state.selection.sort.place(*sort).is_some(),
                None => state.selection.sort.is_as_printed(),
            },
            _ => false,
        }
}

/// What else lies over the panes, as the rows that a screen would show.
fn layer(state: &State, is_new: bool, output: &mut Output) -> Result<(), Trouble> {
    match &state.layer {
        Layer::None | Layer::Picker(_) | Layer::Filter(_) | Layer::Find(_) | Layer::Ask(_) => Ok(()),
        Layer::Help(_) => commands(state, output),
        Layer::Spoken(spoken) if is_new => {
            let words = spoken.words.iter().filter(|word| word.is_read());
            let told = words.map(|word| format!("{} {}", word.text(), word.reading()));
            output.text(&format!("{}\n", state.shown(&told.collect::<Vec<_>>().join(state.say("，", ", ")))))
        }
        Layer::Spoken(spoken) => word(state, spoken, output),
        Layer::Problems(_) => {
            problems::lines(state).iter().try_for_each(|line| output.text(&format!("{line}\n")))
        }
        #[allow(unreachable_patterns, reason = "a layer that is new here is told as the screen shows it")]
        _ => popup_rows(state).iter().try_for_each(|row| output.text(&format!("{row}\n"))),
    }
}

/// The number of the sentence whose pinyin is told.
fn sentence(state: &State) -> Option<usize> {
    if let Layer::Spoken(spoken) = &state.layer { Some(spoken.sentence) } else { None }
}

/// The word of the sentence that was gone to, and how else its characters may be read.
fn word(state: &State, spoken: &Spoken, output: &mut Output) -> Result<(), Trouble> {
    let Some(word) = spoken.word() else { return Ok(()) };
    let also = state.say("又读", "also");
    let others = word.others().into_iter().map(|(c, others)| format!("{c} {also} {}", others.join(" ")));
    let told = std::iter::once(format!("{} {}", word.text(), word.reading())).chain(others);
    output.text(&format!("{}\n", state.shown(&told.collect::<Vec<_>>().join(state.say("，", ", ")))))
}

fn popup_rows(state: &State) -> Vec<String> {
    let screen = view(state);
    let over = screen.patches.iter().filter(|patch| patch.fill == Paint::Popup);
    over.filter_map(|patch| match &patch.content {
        Content::Rows(rows) => Some(rows),
        _ => None,
    })
    .flatten()
    .map(|row| {
        let text = row.spans.iter().map(|span| span.text.as_str()).collect::<String>();
        // What the cursor stands on is told by a mark.
        let mark = if row.fill == Some(Paint::Selected) { "> " } else { "" };
        format!("{mark}{}", text.trim_end())
    })
    .filter(|row| !row.is_empty())
    .collect()
}

/// Every command by topic, with its name and keys.
pub(super) fn commands(state: &State, output: &mut Output) -> Result<(), Trouble> {
    // What lies over the panes has commands of its own.
    let context = context_of(state);
    let is_over = !matches!(context, Context::Main | Context::Prompt);
    for topic in Topic::ALL {
        let open = command::all().filter(|command| {
            let is_here =
                if is_over { command.context == context } else { command.context.is_open_to_palette() };
            is_here && command.topic == topic
        });
        let commands: Vec<_> = open.collect();
        if commands.is_empty() {
            continue;
        }
        output.own(format_args!("{}\n", topic.name(state.language())))?;
        for command in commands {
            // A number chooses an article here, whatever it means on the screen.
            let mut keys = state.keymap.keys_of(command.name);
            keys.retain(|keys| is_over || keys.parse::<u32>().is_err());
            let keys = keys.join(" ");
            let sentence = command.sentence(state.language());
            output.own(format_args!("  {}  {keys}  {sentence}\n", command.name))?;
        }
    }
    Ok(())
}

/// The text that goes to the clipboard: without a screen it is also told, to be taken from here.
pub(super) fn copied(_state: &State, text: &str, output: &mut Output) -> Result<(), Trouble> {
    output.text(&format!("{text}\n"))
}

pub(super) fn unknown(state: &State, line: &str, output: &mut Output) -> Result<(), Trouble> {
    let words = match state.language() {
        Language::Chinese => format!("不明白“{line}”；? 列出全部命令\n"),
        Language::English => format!("“{line}” means nothing here; ? lists all commands\n"),
    };
    output.text(&words)
}
