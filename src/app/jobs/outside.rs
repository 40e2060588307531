//! What is done outside on a reader's wish: writing a new file, opening the editor.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use crate::app::event::Notice;
use crate::model::Language;

/// Writes a file that was not there before; one that is there is never touched.
pub fn write_new(path: &Path, text: &str, language: Language) -> Notice {
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    let name = path.display();
    match (written, language) {
        (Ok(()), Language::Chinese) => Notice::news(format!("已存为 {name}")),
        (Ok(()), Language::English) => Notice::news(format!("saved as {name}")),
        (Err(error), language) if error.kind() == ErrorKind::AlreadyExists => {
            Notice::trouble(match language {
                Language::Chinese => format!("{name} 已经存在，没有改动"),
                Language::English => format!("{name} exists already and was left alone"),
            })
        }
        (Err(error), Language::Chinese) => Notice::trouble(format!("无法写入 {name}：{error}")),
        (Err(error), Language::English) => Notice::trouble(format!("{name} cannot be written: {error}")),
    }
}

/// Opens a file at a line in `$VISUAL` or `$EDITOR`, or else in `vi`, and waits. Answers with trouble only.
/// The words of the variable are separated by blanks; no shell sees the file's name.
pub fn edit(path: &Path, line: u32, language: Language) -> Option<Notice> {
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|e| !e.trim().is_empty());
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let mut words = editor.split_whitespace();
    let program = words.next()?;
    if !path.is_file() {
        return Some(Notice::trouble(language.pick("这一版不是文件，不能编辑", "this page is not a file")));
    }
    let outcome = Command::new(program).args(words).arg(format!("+{line}")).arg(path).status();
    match (outcome, language) {
        (Ok(_), _) => None,
        (Err(error), Language::Chinese) => {
            Some(Notice::trouble(format!("无法打开编辑器 {program}：{error}")))
        }
        (Err(error), Language::English) => {
            Some(Notice::trouble(format!("the editor {program} cannot be opened: {error}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.md");
        assert!(!write_new(&path, "一", Language::English).trouble);
        assert!(write_new(&path, "二", Language::English).trouble);
        assert_eq!(std::fs::read(&path).unwrap(), "一".as_bytes());
    }
}
