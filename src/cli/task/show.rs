//! `kanbao show`: stories as text, Markdown or JSON.

use super::{Session, Task};
use crate::app::export;
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::choice::{self, MATCH, PROVINCE, SECTION};
use crate::cli::complaint::Trouble;
use crate::cli::words::words;
use crate::cli::{Exit, json, print};
use crate::query::{Catalogue, Entry};
use crate::store::memory::{Edition, Lookup};

const ID: OptionRow = OptionRow {
    long: "id",
    short: Some('i'),
    takes: Takes::Many("ID"),
    help: words(
        "稿件编号（kanbao list 首列），写出开头几位即可；可多次给出",
        "A story's name (first column of kanbao list) or how it begins; may be given several times",
    ),
};

const ALL: OptionRow = OptionRow {
    long: "all",
    short: Some('a'),
    takes: Takes::Nothing,
    help: words("显示所有符合的稿件，而不只是最贴切的一篇", "Show every story that fits, not only the best"),
};

const WIDTH: OptionRow = OptionRow {
    long: "width",
    short: Some('w'),
    takes: Takes::Number("COLUMNS"),
    help: words(
        "每行占多少列（一个汉字两列）；默认随终端，最多 80",
        "The columns of a row (a Chinese character takes two); default: the terminal's, at most 80",
    ),
};

const FORMAT: OptionRow = OptionRow {
    long: "format",
    short: None,
    takes: Takes::Choice("FORMAT", &["text", "markdown", "json"]),
    help: words(
        "输出格式 [text 排好的正文（默认），markdown，json]",
        "What to print [text: set in rows (default), markdown, json]",
    ),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "show",
    summary: words("显示稿件全文", "Show stories in full"),
    details: words(
        "不加条件则显示全部稿件；给出 --match 等条件则显示最贴切的一篇（--all 显示每一篇）。\n\
         例：kanbao show 07.txt --match 食品 --width 60",
        "Without conditions all stories; with --match and the like the best one (with --all each).\n\
         Example: kanbao show 07.txt --match food --width 60",
    ),
    positional: Positional::Paths,
    options: &[ID, MATCH, PROVINCE, SECTION, ALL, WIDTH, FORMAT],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let (catalogue, entries) = chosen(session)?;
    write(session, &catalogue, &entries)?;
    if entries.is_empty() {
        // Where not one page could be read, that has been said already.
        if session.output.worst() == Exit::Found {
            session.output.remark(words("没有符合的稿件", "no story fits").to(session.language));
        }
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Found)
}

/// Writes every story as text: what `kanbao PATH…` does where there is no terminal.
pub(super) fn write_all(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    run(session)
}

fn write(session: &mut Session<'_>, catalogue: &Catalogue, entries: &[Entry]) -> Result<(), Trouble> {
    let format = session.value(FORMAT.long).unwrap_or_default().to_owned();
    for (index, entry) in entries.iter().enumerate() {
        let between = match format.as_str() {
            _ if index == 0 => "",
            "json" => "",
            "markdown" => "\n---\n\n",
            _ => "\n",
        };
        session.output.own(between)?;
        write_one(session, catalogue, entry, &format)?;
    }
    Ok(())
}

fn write_one(
    session: &mut Session<'_>,
    catalogue: &Catalogue,
    entry: &Entry,
    format: &str,
) -> Result<(), Trouble> {
    let (page, article) = (&entry.page, entry.article());
    match format {
        "json" => {
            session.output.json(&json::Story::of(catalogue, entry))?;
            session.output.own("\n")
        }
        "markdown" => session.output.text(&export::text_of(page, article, export::Form::Markdown)),
        _ => {
            let width = print::width(session.around, session.number(WIDTH.long));
            print::article(session.output, entry, width, &session.own.settings)
        }
    }
}

/// The stories that were asked for, by name or by what is in them.
fn chosen(session: &mut Session<'_>) -> Result<(Catalogue, Vec<Entry>), Trouble> {
    let ids: Vec<String> = session.values(ID.long).map(str::to_owned).collect();
    let edition = session.edition()?;
    let catalogue = session.catalogue_of(&edition);
    if !ids.is_empty() {
        let found = ids.iter().map(|id| by_id(&edition, &catalogue, id, session));
        let found = found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        return Ok((catalogue, found));
    }
    let selection = choice::selection(session, &catalogue)?;
    let conditions =
        !selection.typed.is_empty() || !selection.provinces.is_empty() || !selection.sections.is_empty();
    let most = if conditions && !session.is_given(ALL.long) { 1 } else { usize::MAX };
    let hits = choice::find(session, &catalogue, &selection)?;
    let entries = hits.iter().take(most).filter_map(|hit| catalogue.entry(hit.entry)).cloned().collect();
    Ok((catalogue, entries))
}

/// The story with this name; of a later part's name the whole story.
fn by_id(
    edition: &Edition,
    catalogue: &Catalogue,
    id: &str,
    session: &mut Session<'_>,
) -> Result<Option<Entry>, Trouble> {
    match edition.find(id) {
        Lookup::One(page, index) => Ok(catalogue.find(&page, index).cloned()),
        Lookup::None => {
            let told = words("没有编号为“{}”的稿件", "no story is named “{}”").to(session.language);
            session.output.remark(&told.replace("{}", id));
            Ok(None)
        }
        Lookup::Several(ids) => {
            let told = words("“{}”可指多篇稿件：{all}", "“{}” could be any of {all}").to(session.language);
            Err(Trouble::Argument(told.replace("{}", id).replace("{all}", &ids.join(" "))))
        }
    }
}
