//! `kanbao state`: what the reader did, as a document to keep or to carry to another machine.

use std::io::Read;
use std::path::PathBuf;

use super::export::{self, FORCE, OUTPUT};
use super::{Session, Task};
use crate::cli::Exit;
use crate::cli::arguments::{OptionRow, Positional, Takes};
use crate::cli::complaint::Trouble;
use crate::cli::words::words;
use crate::store::files;
use crate::store::marks::{Home, ImportError, Marks};

const ACTION: &str = "ACTION";

const FROM: OptionRow = OptionRow {
    long: "from",
    short: None,
    takes: Takes::File("FILE"),
    help: words("导入时读此文件；不给则读标准输入", "What to import; without it: standard input"),
};

pub(in crate::cli) const TASK: Task = Task {
    name: "state",
    summary: words(
        "导出或导入已读、星标、标签、批注等标记",
        "Export or import what you read, starred, tagged and noted",
    ),
    details: words(
        "导出为 JSON（格式见 docs/STATE.md）；导入只添加，已有的标记不动，在阅读器中可一步撤销。\n\
         例：kanbao state export -o 标记.json；kanbao state import --from 标记.json",
        "The export is JSON (docs/STATE.md). An import only adds; one undo in the reader takes it back.\n\
         Example: kanbao state export -o marks.json; kanbao state import --from marks.json",
    ),
    positional: Positional::Word(
        ACTION,
        &["export", "import"],
        words("export 导出，import 导入", "export or import"),
    ),
    options: &[OUTPUT, FORCE, FROM],
    run,
};

fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let (mut marks, notice) = Marks::open(Home::of_this_user());
    if let Some(notice) = notice {
        session.output.complain(&notice.describe(session.language));
    }
    if session.value(ACTION) == Some("import") {
        return import(session, &mut marks);
    }
    export::write(session, marks.export().as_bytes())?;
    Ok(Exit::Found)
}

fn import(session: &mut Session<'_>, marks: &mut Marks) -> Result<Exit, Trouble> {
    let document = document(session)?;
    let done = marks.import(&document).map_err(|error| refused(session, &error))?;
    if let Err(trouble) = done.kept {
        return Err(Trouble::Argument(trouble.describe(session.language)));
    }
    let told = words("添加了 {n} 项标记", "{n} marks were added").to(session.language);
    session.output.remark(&told.replace("{n}", &done.changed.len().to_string()));
    Ok(if done.changed.is_empty() { Exit::Nothing } else { Exit::Found })
}

fn document(session: &Session<'_>) -> Result<String, Trouble> {
    let Some(path) = session.matches.get_one::<PathBuf>(FROM.long) else {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    };
    let reason = match files::read(path) {
        Ok(Some(text)) => return Ok(text),
        Ok(None) => words("没有这个文件", "there is no such file").to(session.language).to_owned(),
        Err(error) => error.to_string(),
    };
    let told = words("{f} 无法读取：{e}", "{f} cannot be read: {e}").to(session.language);
    Err(Trouble::Argument(told.replace("{f}", &path.to_string_lossy()).replace("{e}", &reason)))
}

fn refused(session: &Session<'_>, error: &ImportError) -> Trouble {
    let told = match error {
        ImportError::NotAnExport(_) => {
            words("这不是看报导出的标记：{e}", "this is not what kanbao state export writes: {e}")
        }
        ImportError::TooNew(_) => {
            words("此文件由更新版本的看报写成，请升级", "a later kanbao wrote this: please update")
        }
    };
    let reason = match error {
        ImportError::NotAnExport(reason) => reason.clone(),
        ImportError::TooNew(form) => form.to_string(),
    };
    Trouble::Argument(told.to(session.language).replace("{e}", &reason))
}
