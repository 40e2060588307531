//! `kanbao config`: the settings file with every value that can be chosen, to begin one's own with.

use super::{Session, Task};
use crate::assets;
use crate::cli::Exit;
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::complaint::Trouble;
use crate::cli::words::words;

const PATH: OptionRow = OptionRow {
    long: "path",
    short: None,
    takes: Takes::Nothing,
    help: words("只打印设置文件应在的路径", "Print only where the settings file is looked for"),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "config",
    summary: words("打印带注释的设置文件", "Print the settings file with all that can be chosen"),
    details: words(
        "印出的都是内置值；删去行首“#: ”即可改动。\n\
         例：kanbao config > \"$(kanbao config --path)\"",
        "What is printed are the built-in values; take the \"#: \" off a line to change it.\n\
         Example: kanbao config > \"$(kanbao config --path)\"",
    ),
    positional: Positional::None,
    options: &[PATH],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    if !session.is_given(PATH.long) {
        session.output.own(assets::DEFAULT_SETTINGS)?;
        return Ok(Exit::Found);
    }
    if let Some(path) = session.own.path.clone() {
        session.output.text(&path.to_string_lossy())?;
        session.output.own("\n")?;
        Ok(Exit::Found)
    } else {
        let why = words(
            "不知道主目录在哪里，请设 HOME 或 KANBAO_CONFIG",
            "no home folder is known; set HOME or KANBAO_CONFIG",
        );
        Err(Trouble::Argument(why.to(session.language).to_owned()))
    }
}
