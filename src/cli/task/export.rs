//! `kanbao export`: stories to take along, in a file or on standard output.

use std::io;
use std::path::{Path, PathBuf};

use super::{Session, Task};
use crate::app::export::{self, Form, Story};
use crate::cli::Exit;
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::choice::{self, MATCH, MENTIONED, PROVINCE, SECTION, SORT};
use crate::cli::complaint::Trouble;
use crate::cli::words::words;
use crate::store::files;

const FORMAT: OptionRow = OptionRow {
    long: "format",
    short: None,
    takes: Takes::Choice(
        "FORMAT",
        &["markdown", "text", "html", "epub", "jsonl", "csv", "gbt7714", "csl", "ris", "bibtex"],
    ),
    help: words(
        "格式 [markdown，text，html，epub 电子书，jsonl，csv 表格；引文：gbt7714，csl，ris，bibtex]；\
         缺省随输出文件的扩展名，否则 markdown",
        "The form [markdown, text, html, epub, jsonl, csv; citations: gbt7714, csl, ris, bibtex]; \
         default: by the end of the output file's name, else markdown",
    ),
};

pub(super) const OUTPUT: OptionRow = OptionRow {
    long: "output",
    short: Some('o'),
    takes: Takes::File("FILE"),
    help: words(
        "写入此文件（整份写成才换名；已有的文件不动）",
        "Write to this file (whole or not at all; a file that exists is left alone)",
    ),
};

pub(super) const FORCE: OptionRow = OptionRow {
    long: "force",
    short: None,
    takes: Takes::Nothing,
    help: words("允许覆盖已有的文件", "Replace a file that exists"),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "export",
    summary: words(
        "把稿件存为网页、电子书、表格或引文",
        "Export stories as a page, a book, a table, citations",
    ),
    details: words(
        "不加条件则导出全部稿件。\n例：kanbao export 报纸/2024 --province 河南 -o 河南.epub",
        "Without conditions all stories.\nExample: kanbao export papers/2024 --province henan -o henan.epub",
    ),
    positional: Positional::Paths,
    options: &[PROVINCE, SECTION, MATCH, SORT, MENTIONED, FORMAT, OUTPUT, FORCE],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let form = form(session)?;
    let catalogue = session.catalogue()?;
    let selection = choice::selection(session, &catalogue)?;
    let hits = choice::find(session, &catalogue, &selection)?;
    let entries = hits.iter().filter_map(|hit| catalogue.entry(hit.entry));
    let stories: Vec<Story> = entries.map(|entry| Story::of(&entry.page, entry.article())).collect();
    if stories.is_empty() {
        if session.output.worst() == Exit::Found {
            session.output.remark(words("没有符合的稿件", "no story fits").to(session.language));
        }
        return Ok(Exit::Nothing);
    }
    write(session, &export::export(&stories, form))?;
    Ok(Exit::Found)
}

/// The form that is asked for: by name, or by the end of the file.
fn form(session: &Session<'_>) -> Result<Form, Trouble> {
    let end = output_file(session).and_then(|path| path.extension()?.to_str().and_then(Form::from_file_end));
    let named = session.value(FORMAT.long).and_then(Form::from_name);
    let form = named.or(end).unwrap_or(Form::Markdown);
    if form == Form::Epub && output_file(session).is_none() && session.around.output_is_terminal {
        let told =
            words("电子书不是文字：请用 --output 指定文件", "a book is no text: name a file by --output");
        return Err(Trouble::Argument(told.to(session.language).to_owned()));
    }
    Ok(form)
}

pub(super) fn output_file<'a>(session: &Session<'a>) -> Option<&'a PathBuf> {
    session.matches.get_one::<PathBuf>(OUTPUT.long)
}

/// Writes to the file that is named, or to standard output.
pub(super) fn write(session: &mut Session<'_>, bytes: &[u8]) -> Result<(), Trouble> {
    let Some(path) = output_file(session) else { return session.output.bytes(bytes) };
    let written =
        if session.is_given(FORCE.long) { files::replace(path, bytes) } else { files::create(path, bytes) };
    written.map_err(|error| cannot_write(session, path, &error))
}

fn cannot_write(session: &Session<'_>, path: &Path, error: &io::Error) -> Trouble {
    let told = match error.kind() {
        io::ErrorKind::AlreadyExists => words(
            "{f} 已经存在，没有改动；用 --force 覆盖",
            "{f} exists already and was left alone; --force replaces it",
        ),
        _ => words("{f} 无法写入：{e}", "{f} cannot be written: {e}"),
    };
    let told = told.to(session.language).replace("{f}", &path.to_string_lossy());
    Trouble::Argument(told.replace("{e}", &error.to_string()))
}
