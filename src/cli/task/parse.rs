//! `kanbao parse`: pages as data for other programs.

use super::{Session, Task};
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::complaint::Trouble;
use crate::cli::pages::NO_CORRECTIONS;
use crate::cli::words::words;
use crate::cli::{Exit, json};

pub(in crate::cli) const TASK: Task = Task {
    name: "parse",
    summary: words("把报纸版面还原为 JSON", "Put pages together and print them as JSON"),
    details: words(
        "每版一行，一个 JSON 对象；格式见 kanbao schema。\n例：kanbao parse 07.txt | jq '.articles[].headline'",
        "One object a page, one line each; see kanbao schema for the form.\n\
         Example: kanbao parse 07.txt | jq '.articles[].headline'",
    ),
    positional: Positional::NeededPaths,
    options: &[FORMAT, NO_CORRECTIONS],
    run,
};

const FORMAT: OptionRow = OptionRow {
    long: "format",
    short: None,
    takes: Takes::Choice("FORMAT", &["json", "truth"]),
    help: words(
        "输出格式 [json；truth 真值，即更正之后的归行，供 kanbao eval 用]",
        "What to print [json; truth: which line belongs where, as corrected, for kanbao eval]",
    ),
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let edition = session.edition()?;
    // Where a story goes on on another page, each of the pages says so.
    let catalogue = session.catalogue_of(&edition);
    for (number, page) in edition.pages().enumerate() {
        if session.value(FORMAT.long) == Some("truth") {
            session.output.text(&json::truth(page))?;
        } else {
            session.output.json(&json::page_of(&catalogue, number, page))?;
            session.output.own("\n")?;
        }
    }
    Ok(if edition.is_empty() { Exit::Nothing } else { Exit::Found })
}
