//! Marking articles and taking them along: read, star, undo, copies, the editor.

use std::sync::Arc;

use super::{Command, Context, Topic};
use crate::app::cite;
use crate::app::effect::Effect;
use crate::app::reader;
use crate::app::state::State;
use crate::app::update::{REDO, UNDO};
use crate::model::{ArticleId, LineNumber};
use crate::store::marks::Mark;
use crate::store::marks::desk::Request;

pub(super) const COMMANDS: &[Command] = &[
    row("star", "m", "加星或去星", "star the article, or take the star off", ("加星", "star"), toggle_star),
    row("read", "U", "标为已读或未读", "mark as read or unread", ("已读", "read"), toggle_read),
    row("undo", "Z", "撤销标记", "undo the last mark", ("撤销", "undo"), |_| turn_back(false)),
    row("redo", "<c-r>", "重做标记", "redo the mark", ("重做", "redo"), |_| turn_back(true)),
    row("copy-text", "yy", "复制全文", "copy the article as text", ("全文", "text"), |state| {
        copy(state, Form::Text)
    }),
    row(
        "copy-markdown",
        "ym",
        "复制为 Markdown",
        "copy the article as Markdown",
        ("Markdown", "Markdown"),
        |state| copy(state, Form::Markdown),
    ),
    row("copy-headline", "yh", "复制标题", "copy the headline", ("标题", "headline"), |state| {
        copy(state, Form::Headline)
    }),
    row(
        "copy-citation",
        "yc",
        "复制引文著录（GB/T 7714）",
        "copy a citation (GB/T 7714)",
        ("引文", "citation"),
        |state| copy(state, Form::Citation),
    ),
    row("copy-place", "yl", "复制文件与行号", "copy file and line", ("出处", "place"), |state| {
        copy(state, Form::Place)
    }),
    row(
        "edit",
        "e",
        "用编辑器打开原文此行",
        "open the raw page at this line in the editor",
        ("编辑器", "editor"),
        edit,
    ),
    row("save", "w", "存为 Markdown 文件", "save the article as a Markdown file", ("存稿", "save"), save),
];

const fn row(
    name: &'static str,
    keys: &'static str,
    chinese: &'static str,
    english: &'static str,
    hint: (&'static str, &'static str),
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    Command { name, context: Context::Main, topic: Topic::Taking, keys, chinese, english, hint, run }
}

/// Changes a mark and has the store keep it.
pub(crate) fn mark(state: &mut State, id: &ArticleId, mark: Mark) -> Vec<Effect> {
    let marks = Arc::make_mut(&mut state.marks);
    let changed = match &mark {
        Mark::Read(on) => marks.set_read(id, *on),
        Mark::Starred(on) => marks.set_starred(id, *on),
        _ => true,
    };
    if !changed {
        return Vec::new();
    }
    let ticket = state.ticket;
    vec![Effect::Keep(Request::Change { ticket, changes: vec![(id.clone(), mark)] })]
}

fn toggle_star(state: &mut State) -> Vec<Effect> {
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let id = entry.article().id.clone();
    let on = !state.marks.is_starred(&id);
    state.tell(if on { state.say("已加星", "starred") } else { state.say("已去星", "star taken off") });
    mark(state, &id, Mark::Starred(on))
}

fn toggle_read(state: &mut State) -> Vec<Effect> {
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let id = entry.article().id.clone();
    let on = !state.marks.is_read(&id);
    state.tell(if on {
        state.say("标为已读", "marked as read")
    } else {
        state.say("标为未读", "marked as unread")
    });
    mark(state, &id, Mark::Read(on))
}

/// The store takes the last change back, or does it again; its answer says whether there was any.
fn turn_back(forward: bool) -> Vec<Effect> {
    let request = if forward { Request::Redo { ticket: REDO } } else { Request::Undo { ticket: UNDO } };
    vec![Effect::Keep(request)]
}

#[derive(Clone, Copy)]
enum Form {
    Text,
    Markdown,
    Headline,
    Citation,
    Place,
}

fn copy(state: &mut State, form: Form) -> Vec<Effect> {
    let line = line_on_top(state);
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let (page, article) = (&entry.page, entry.article());
    let text = match form {
        Form::Text => cite::as_text(article),
        Form::Markdown => cite::as_markdown(page, article),
        Form::Headline => article.title(),
        Form::Citation => cite::as_citation(page, article),
        Form::Place => {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            format!("{}{line}", page.path.display())
        }
    };
    let words = match state.language() {
        crate::model::Language::Chinese => format!("已复制 {} 字", text.chars().count()),
        crate::model::Language::English => format!("{} characters copied", text.chars().count()),
    };
    state.tell(words);
    vec![Effect::Copy(text)]
}

fn edit(state: &mut State) -> Vec<Effect> {
    let line = line_on_top(state).map_or(1, |LineNumber(line)| line);
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    vec![Effect::Edit { path: entry.page.path.clone(), line }]
}

fn save(state: &mut State) -> Vec<Effect> {
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let path = cite::file_name(entry.article()).into();
    vec![Effect::WriteNew { path, text: cite::as_markdown(&entry.page, entry.article()) }]
}

/// The raw line of the row on top of the reader, or the article's first.
fn line_on_top(state: &State) -> Option<LineNumber> {
    let reader = state.reader.as_ref();
    let article = state.selected()?.1.article();
    let place = reader.and_then(super::super::reader::Reader::place);
    place.and_then(|place| reader::line_at(article, place)).or_else(|| article.lines().min())
}
