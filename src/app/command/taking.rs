//! Marking articles and taking them along: read, star, undo, copies, the editor.

use std::sync::Arc;

use super::ticking::{is_many, mark_all, targets, tell};
use super::{Command, Context, Rows, Topic};
use crate::app::effect::Effect;
use crate::app::export::{self, Form, Story};
use crate::app::field::Field;
use crate::app::overlay::{Ask, Choice, Item, Layer, Picker, Scope, Subject, Wish};
use crate::app::reader;
use crate::app::state::State;
use crate::app::update::{REDO, UNDO};
use crate::model::{ArticleId, Language, LineNumber, Page};
use crate::query::Entry;
use crate::store::marks::Mark;
use crate::store::marks::desk::Request;

const MAIN: Rows = Rows::new(Context::Main, Topic::Taking);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "star",
        "m",
        "加星或去星",
        "star the article, or take the star off",
        ("加星", "star"),
        toggle_star,
    ),
    MAIN.row("read", "U", "标为已读或未读", "mark as read or unread", ("已读", "read"), toggle_read),
    MAIN.row(
        "undo",
        "Z",
        "撤销刚做的标记或更正",
        "undo the last mark or correction",
        ("撤销", "undo"),
        |_| turn_back(false),
    )
    .known_in_vi_as(&["u", "undo"]),
    MAIN.row("redo", "<c-r>", "重做刚撤销的", "redo what was undone", ("重做", "redo"), |_| {
        turn_back(true)
    })
    .known_in_vi_as(&["red", "redo"]),
    MAIN.row("copy-text", "yy", "复制全文", "copy the article as text", ("全文", "text"), |state| {
        copy(state, Piece::Story(Form::Text))
    }),
    MAIN.row(
        "copy-markdown",
        "ym",
        "复制为 Markdown",
        "copy the article as Markdown",
        ("Markdown", "Markdown"),
        |state| copy(state, Piece::Story(Form::Markdown)),
    ),
    MAIN.row("copy-headline", "yh", "复制标题", "copy the headline", ("标题", "headline"), |state| {
        copy(state, Piece::Headline)
    }),
    MAIN.row(
        "copy-citation",
        "yc",
        "复制引文著录（GB/T 7714）",
        "copy a citation (GB/T 7714)",
        ("引文", "citation"),
        |state| copy(state, Piece::Story(Form::Citation)),
    ),
    MAIN.row(
        "copy-csl",
        "yj",
        "复制引文（CSL-JSON）",
        "copy the citation as CSL-JSON",
        ("CSL", "CSL"),
        |state| copy(state, Piece::Story(Form::CslJson)),
    ),
    MAIN.row("copy-ris", "yr", "复制引文（RIS）", "copy the citation as RIS", ("RIS", "RIS"), |state| {
        copy(state, Piece::Story(Form::Ris))
    }),
    MAIN.row(
        "copy-bibtex",
        "yb",
        "复制引文（BibTeX）",
        "copy the citation as BibTeX",
        ("BibTeX", "BibTeX"),
        |state| copy(state, Piece::Story(Form::Bibtex)),
    ),
    MAIN.row(
        "copy-place",
        "yl",
        "复制文件与行号",
        "copy file and line",
        ("出处", "place"),
        |state| copy(state, Piece::Place),
    ),
    MAIN.row(
        "edit",
        "e",
        "用编辑器打开原文此行",
        "open the raw page at this line in the editor",
        ("编辑器", "editor"),
        edit,
    ),
    MAIN.row(
        "save",
        "w",
        "本文另存（选格式）",
        "save the article in a form of choice",
        ("存稿", "save"),
        |state| choose_form(state, Scope::Article),
    )
    .known_in_vi_as(&["w", "write", "sav", "saveas"]),
    MAIN.row(
        "export",
        "W",
        "导出当前筛选的全部文章（选格式）",
        "export all articles under the present filter",
        ("导出", "export"),
        |state| choose_form(state, Scope::Shown),
    ),
    MAIN.row(
        "pipe",
        "|",
        "把本文送入命令（不经 shell）",
        "pipe the article to a command, without a shell",
        ("管道", "pipe"),
        ask_for_command,
    ),
];

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

/// Notes that an article was opened. That is nothing to take back by itself: undo goes to what the reader did.
pub(crate) fn note_opened(state: &mut State, id: &ArticleId) -> Vec<Effect> {
    if !Arc::make_mut(&mut state.marks).set_read(id, true) {
        return Vec::new();
    }
    vec![Effect::Keep(Request::Opened(id.clone()))]
}

fn toggle_star(state: &mut State) -> Vec<Effect> {
    if state.selected().is_none() {
        return Vec::new();
    }
    let (on, count, effects) = mark_all(state, |state, id| state.marks.is_starred(id), Mark::Starred);
    let words = if on { state.say("已加星", "starred") } else { state.say("已去星", "star taken off") };
    tell(state, words, count);
    effects
}

fn toggle_read(state: &mut State) -> Vec<Effect> {
    if state.selected().is_none() {
        return Vec::new();
    }
    let (on, count, effects) = mark_all(state, |state, id| state.marks.is_read(id), Mark::Read);
    let words = if on {
        state.say("标为已读", "marked as read")
    } else {
        state.say("标为未读", "marked as unread")
    };
    tell(state, words, count);
    effects
}

/// The store takes the last change back, or does it again; its answer says whether there was any.
fn turn_back(forward: bool) -> Vec<Effect> {
    let request = if forward { Request::Redo { ticket: REDO } } else { Request::Undo { ticket: UNDO } };
    vec![Effect::Keep(request)]
}

/// What goes to the clipboard.
#[derive(Clone, Copy)]
enum Piece {
    Story(Form),
    Headline,
    Place,
}

/// All that is ticked, in one text: headlines one a line, places likewise.
fn copy_many(state: &mut State, piece: Piece) -> Vec<Effect> {
    let entries = targets(state);
    let each =
        |words: fn(&Entry) -> String| entries.iter().map(|entry| words(entry)).collect::<Vec<_>>().join("\n");
    let (text, is_text) = match piece {
        Piece::Story(form) => {
            let stories: Vec<Story> =
                entries.iter().map(|entry| Story::of(&entry.page, entry.article())).collect();
            let text = String::from_utf8_lossy(&export::export(&stories, form)).trim_end().to_owned();
            (text, matches!(form, Form::Text | Form::Markdown))
        }
        Piece::Headline => (each(|entry| entry.article().title()), true),
        Piece::Place => {
            let place = |entry: &Entry| {
                let line = entry.article().lines().min().map(|line| format!(":{line}"));
                format!("{}{}", entry.page.path.display(), line.unwrap_or_default())
            };
            (each(place), false)
        }
    };
    let text = if is_text { state.shown(&text) } else { text };
    copy_text(state, text)
}

fn copy(state: &mut State, piece: Piece) -> Vec<Effect> {
    if is_many(state) {
        return copy_many(state, piece);
    }
    let line = line_on_top(state);
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let (page, article) = (&entry.page, entry.article());
    let mut missing = None;
    let text = match piece {
        Piece::Story(form) => {
            let text = export::text_of(page, article, form).trim_end().to_owned();
            missing = missing_words(state.language(), page, form);
            // What is read is copied as it is read; a citation names the article as it was printed.
            let is_text = matches!(form, Form::Text | Form::Markdown);
            if is_text { state.shown(&text) } else { text }
        }
        Piece::Headline => state.shown(&article.title()),
        Piece::Place => {
            let page = line.map_or(page, |line| entry.page_of(line));
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            format!("{}{line}", page.path.display())
        }
    };
    let effects = copy_text(state, text);
    if let (Some(missing), Some(notice)) = (missing, &mut state.notice) {
        // It stands first: what was copied can be long.
        notice.text = format!("{missing}  {}", notice.text);
    }
    effects
}

/// What a citation should have and the page does not tell, in words.
fn missing_words(language: Language, page: &Page, form: Form) -> Option<String> {
    let cites = matches!(form, Form::Citation | Form::CslJson | Form::Ris | Form::Bibtex);
    let parts = [
        (page.publication.is_none(), language.pick("报名", "newspaper")),
        (page.date.is_none(), language.pick("日期", "date")),
        (page.page_number.is_none(), language.pick("版次", "page number")),
    ];
    let lacking: Vec<&str> = parts.into_iter().filter(|(lacks, _)| *lacks).map(|(_, name)| name).collect();
    (cites && !lacking.is_empty()).then(|| match language {
        Language::Chinese => format!("引文缺{}", lacking.join("、")),
        Language::English => format!("the citation lacks: {};", lacking.join(", ")),
    })
}

/// Puts a text into the clipboard and says how much it is.
pub(super) fn copy_text(state: &mut State, text: String) -> Vec<Effect> {
    // What fits in a row is shown, so that nobody must paste it to see what it is.
    let shown = if text.lines().count() == 1 { text.as_str() } else { "" };
    let words = match state.language() {
        Language::Chinese => format!("已复制 {} 字  {shown}", text.chars().count()),
        Language::English => format!("{} characters copied  {shown}", text.chars().count()),
    };
    let words = words.trim_end().to_owned();
    state.tell(words);
    vec![Effect::Copy(text)]
}

fn edit(state: &mut State) -> Vec<Effect> {
    let line = line_on_top(state).unwrap_or(LineNumber(1));
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    vec![Effect::Edit { path: entry.page_of(line).path.clone(), line: line.in_file().0 }]
}

fn choose_form(state: &mut State, scope: Scope) -> Vec<Effect> {
    if state.selected().is_none() {
        state.tell(state.say("没有文章可存", "there is no article to save"));
        return Vec::new();
    }
    let forms = std::iter::once(Form::Markdown)
        .chain(export::FORMS.iter().map(|(form, ..)| *form).filter(|form| *form != Form::Markdown));
    let items = forms.map(|form| Item {
        choice: Choice::Save(form, scope),
        label: form.describe(state.language()).to_owned(),
        aside: format!(".{}", form.file_end()),
        count: None,
    });
    state.layer = Layer::Picker(Picker::new(Subject::Forms, items.collect()));
    Vec::new()
}

/// Writes the article, or all that are shown, to a new file in the folder where the program was started.
pub(crate) fn save(state: &mut State, form: Form, scope: Scope) -> Vec<Effect> {
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let (title, stories) = match scope {
        Scope::Article => (entry.article().title(), vec![Story::of(&entry.page, entry.article())]),
        Scope::Shown if is_many(state) => {
            let stories = targets(state).into_iter().map(|entry| Story::of(&entry.page, entry.article()));
            (title_of_filter(state), stories.collect())
        }
        Scope::Shown => (title_of_filter(state), shown_stories(state)),
    };
    let path = export::file_name(&title, form).into();
    vec![Effect::WriteNew { path, bytes: export::export(&stories, form) }]
}

fn shown_stories(state: &State) -> Vec<Story> {
    let ranked = state.found.ranked.iter();
    let entries = ranked.filter_map(|(entry, _)| state.library.catalogue.entry(entry));
    entries.map(|entry| Story::of(&entry.page, entry.article())).collect()
}

/// What the present filter asks for, as a name.
fn title_of_filter(state: &State) -> String {
    let selection = &state.selection;
    let provinces = selection.provinces.iter().map(|province| province.short().to_owned());
    let typed = Some(selection.typed.trim().to_owned()).filter(|typed| !typed.is_empty());
    let words: Vec<String> = provinces.chain(selection.sections.iter().cloned()).chain(typed).collect();
    if words.is_empty() { state.say("看报", "kanbao").to_owned() } else { words.join("_") }
}

fn ask_for_command(state: &mut State) -> Vec<Effect> {
    if state.selected().is_some() {
        state.layer = Layer::Ask(Ask { field: Field::default(), wish: Wish::Command });
    }
    Vec::new()
}

/// Gives the article as text to a command. The words are the reader's own; what stands in the article is only
/// ever the command's input.
pub(super) fn pipe(state: &mut State, typed: &str) -> Vec<Effect> {
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let input = export::text_of(&entry.page, entry.article(), Form::Text);
    match shell_words::split(typed) {
        Ok(words) if words.is_empty() => Vec::new(),
        Ok(command) => vec![Effect::Pipe { command, input }],
        Err(_) => {
            state.tell(state.say("引号没有配对，命令没有运行", "a quote is open: nothing was run"));
            Vec::new()
        }
    }
}

/// The raw line of the row on top of the reader, or the article's first.
fn line_on_top(state: &State) -> Option<LineNumber> {
    let reader = state.reader.as_ref();
    let article = state.selected()?.1.article();
    let place = reader.and_then(super::super::reader::Reader::place);
    place.and_then(|place| reader::line_at(article, place)).or_else(|| article.lines().min())
}
