//! `kanbao schema`: the promise that `kanbao parse` keeps, for machines.

use super::{Session, Task};
use crate::cli::arguments::Positional;
use crate::cli::complaint::Trouble;
use crate::cli::words::words;
use crate::cli::{Exit, json};

pub(in crate::cli) const TASK: Task = Task {
    name: "schema",
    summary: words("打印版面 JSON 的格式定义", "Print the JSON Schema of what parse prints"),
    details: words(
        "JSON Schema 2020-12。以后的版本只增不改。\n例：kanbao schema > page.schema.json",
        "JSON Schema 2020-12. Later versions only add to it.\nExample: kanbao schema > page.schema.json",
    ),
    positional: Positional::None,
    options: &[],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    session.output.own(format_args!("{:#}\n", json::schema::schema()))?;
    Ok(Exit::Found)
}
