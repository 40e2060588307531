//! `kanbao keys`: every command of the reader with its keys, from the same list as help and palette.

use super::{Session, Task};
use crate::app::command::{self, Command, Topic};
use crate::app::keymap::Keymap;
use crate::cli::Exit;
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::complaint::Trouble;
use crate::cli::output::Style;
use crate::cli::table::{self, Cell};
use crate::cli::words::words;
use crate::model::Language;

const FORMAT: OptionRow = OptionRow {
    long: "format",
    short: None,
    takes: Takes::Choice("FORMAT", &["table", "markdown"]),
    help: words("输出格式 [table 表格（默认），markdown]", "What to print [table (default), markdown]"),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "keys",
    summary: words("列出阅读界面的按键和命令", "List the keys and commands of the reader"),
    details: words(
        "自设的按键也算在内。markdown 即 docs/KEYS.md。\n例：kanbao keys | grep 省",
        "Keys of one's own settings included. markdown is docs/KEYS.md.\nExample: kanbao keys | grep province",
    ),
    positional: Positional::None,
    options: &[FORMAT],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    if let Some(trouble) = &session.own.trouble {
        return Err(Trouble::Argument(trouble.to_string()));
    }
    let keymap = Keymap::new(&session.own.settings.keys);
    if session.value(FORMAT.long) == Some("markdown") {
        let page = markdown(&keymap);
        session.output.text(&page)?;
        return Ok(Exit::Found);
    }
    for (index, topic) in Topic::ALL.into_iter().enumerate() {
        session.output.own(if index == 0 { "" } else { "\n" })?;
        session.output.styled(Style::Strong, topic.name(session.language))?;
        session.output.own("\n")?;
        let rows: Vec<Vec<Cell>> =
            of_topic(topic).map(|command| row(command, &keymap, session.language)).collect();
        table::write(session.output, &rows, None)?;
    }
    Ok(Exit::Found)
}

fn row(command: &Command, keymap: &Keymap, language: Language) -> Vec<Cell> {
    vec![
        Cell::plain(""),
        Cell::styled(Style::Label, keymap.labels_of(command.name).join(" ")),
        Cell::styled(Style::Faint, command.name),
        Cell::plain(command.sentence(language)),
    ]
}

fn of_topic(topic: Topic) -> impl Iterator<Item = &'static Command> {
    command::all().filter(move |command| command.topic == topic)
}

/// The page of the documentation: both languages side by side.
fn markdown(keymap: &Keymap) -> String {
    let mut page = String::from(
        "# Keys 按键\n\nMade by `kanbao keys --format markdown`; a test holds it to the list of commands. Each key can be \
         changed in the settings\nfile (`kanbao config`). Keys typed as full-width characters work too. 全角按键（／？ｊ：）同样有效。\n",
    );
    for topic in Topic::ALL {
        let name = |language| topic.name(language);
        page += &format!("\n## {} {}\n\n", name(Language::English), name(Language::Chinese));
        page += "| keys 按键 | command 命令 | what it does | 作用 |\n| --- | --- | --- | --- |\n";
        for command in of_topic(topic) {
            let keys: Vec<String> = keymap.labels_of(command.name).iter().map(|key| code(key)).collect();
            page += &format!(
                "| {} | {} | {} | {} |\n",
                keys.join(" "),
                command.name,
                command.sentence(Language::English),
                command.sentence(Language::Chinese)
            );
        }
    }
    page
}

/// A key as code; a bar would end the cell, a backquote the code.
fn code(key: &str) -> String {
    match key {
        "`" => "`` ` ``".to_owned(),
        key => format!("`{}`", key.replace('|', "\\|")),
    }
}
