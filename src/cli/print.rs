//! A story as rows of text, set as in the reader.

use super::Surroundings;
use super::complaint::Trouble;
use super::output::{Output, Style};
use crate::app::settings::Settings;
use crate::model::Page;
use crate::query::Entry;
use crate::text::columns::Measure;
use crate::typeset::{self, Role, Row};

/// The widest that rows grow by themselves: forty characters are a comfortable line.
const WIDEST: usize = 80;

/// The columns of a row: what was asked for, else the terminal's, else what is comfortable.
pub(super) fn width(around: &Surroundings, asked: Option<usize>) -> usize {
    let own =
        || around.output_is_terminal.then(|| (around.columns)()).flatten().unwrap_or(WIDEST).min(WIDEST);
    asked.unwrap_or_else(own).max(2)
}

/// Writes a story with its source below it, set as the settings say. The terminal is not asked how wide it draws
/// “ and its like: what is written may go elsewhere.
pub(super) fn article(
    output: &mut Output,
    entry: &Entry,
    width: usize,
    own: &Settings,
) -> Result<(), Trouble> {
    let composing = own.composing;
    let settings = typeset::Settings {
        width,
        measure: Measure::new(own.ambiguous.unwrap_or_default()),
        level: composing.level,
        // A mark that hangs beyond the width would be too wide for whoever asked for it.
        hang: 0,
        autospace: composing.autospace,
        justify: composing.justify,
        corner_quotes: composing.corner_quotes,
        pinyin: composing.pinyin,
        script: composing.script,
        language: own.language,
        ..typeset::Settings::default()
    };
    let sheet = typeset::set(&typeset::prepare(entry.article()), &settings);
    for row in &sheet.rows {
        write_row(output, row)?;
    }
    if sheet.rows.last().is_some_and(|row| !row.runs.is_empty()) {
        output.own("\n")?;
    }
    output.styled(Style::Faint, &format!("—— {}", source(entry)))?;
    output.own("\n")
}

/// Where a story stood: 报名, date, 版次 as far as known, and the file; of a story on several pages all of them.
fn source(entry: &Entry) -> String {
    let portions = entry.portions().iter().skip(1).map(|portion| &portion.page);
    let later = portions.map(|page| format!(" → {}", place(page, None)));
    place(&entry.page, Some(&entry.page)) + &later.collect::<String>()
}

/// One page; paper and day are named with the first one only.
fn place(page: &Page, first: Option<&Page>) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(first.and_then(|page| page.publication.clone()));
    parts.extend(first.and_then(|page| page.date).map(|date| date.to_string()));
    parts.extend(page.page_number.map(|number| format!("第{number}版")));
    parts.push(page.path.to_string_lossy().into_owned());
    parts.join(" ")
}

fn write_row(output: &mut Output, row: &Row) -> Result<(), Trouble> {
    let mut column = 0;
    for run in &row.runs {
        output.own(" ".repeat(run.column.saturating_sub(column)))?;
        match style(run.role) {
            Some(style) => output.styled(style, &run.text)?,
            None => output.text(&run.text)?,
        }
        column = run.column + run.width;
    }
    output.own("\n")
}

fn style(role: Role) -> Option<Style> {
    match role {
        Role::Headline | Role::Subhead => Some(Style::Strong),
        Role::Section | Role::Kicker => Some(Style::Label),
        Role::Byline | Role::Credit | Role::Note | Role::Frame | Role::Reading => Some(Style::Faint),
        _ => None,
    }
}
