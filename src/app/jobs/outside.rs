//! What is done outside on a reader's wish: writing a new file, opening the editor.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::app::event::Notice;
use crate::app::settings::saving;
use crate::model::Language;
use crate::store::files;

/// Writes a file that was not there before, whole or not at all; one that is there is never touched.
pub fn write_new(path: &Path, bytes: &[u8], language: Language) -> Notice {
    let written = files::create(path, bytes);
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
/// The variable is split into words as a shell would; no shell sees the file's name.
pub fn edit(path: &Path, line: u32, language: Language) -> Option<Notice> {
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|e| !e.trim().is_empty());
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let words = shell_words::split(&editor).unwrap_or_else(|_| vec![editor.clone()]);
    let (program, words) = words.split_first()?;
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

/// Puts changed settings into the settings file; what else is in it stays.
pub fn save_settings(path: &Path, changes: &[(String, String)], language: Language) -> Notice {
    let saved = files::read(path).map_err(|error| error.to_string()).and_then(|text| {
        let text =
            saving::with_changes(&text.unwrap_or_default(), changes).map_err(|error| error.to_string())?;
        files::replace(path, text.as_bytes()).map_err(|error| error.to_string())
    });
    let name = path.display();
    match (saved, language) {
        (Ok(()), Language::Chinese) => Notice::news(format!("设置已存入 {name}")),
        (Ok(()), Language::English) => Notice::news(format!("settings saved in {name}")),
        (Err(error), Language::Chinese) => Notice::trouble(format!("设置没有存成 {name}：{error}")),
        (Err(error), Language::English) => Notice::trouble(format!("settings not saved in {name}: {error}")),
    }
}

/// Runs a command that reads this text, and waits for it. Answers with trouble only.
pub fn pipe(command: &[String], input: &str, language: Language) -> Option<Notice> {
    let (program, arguments) = command.split_first()?;
    match feed(Command::new(program).args(arguments), input) {
        Ok(true) => None,
        Ok(false) => Some(Notice::trouble(match language {
            Language::Chinese => format!("{program} 报告失败"),
            Language::English => format!("{program} says that it failed"),
        })),
        Err(error) => Some(Notice::trouble(match language {
            Language::Chinese => format!("无法运行 {program}：{error}"),
            Language::English => format!("{program} cannot be run: {error}"),
        })),
    }
}

/// Gives a text to the system's own clipboard by a command, quietly. Whether the command took it.
pub fn copy_by(command: &[String], text: &str) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    feed(&mut command, text).unwrap_or(false)
}

fn feed(command: &mut Command, input: &str) -> std::io::Result<bool> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        // A command that has seen enough closes its end: that is no trouble.
        let _ = pipe.write_all(input.as_bytes());
    }
    child.wait().map(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.md");
        assert!(!write_new(&path, "一".as_bytes(), Language::English).trouble);
        assert!(write_new(&path, "二".as_bytes(), Language::English).trouble);
        assert_eq!(std::fs::read(&path).unwrap(), "一".as_bytes());
    }

    #[test]
    fn a_command_reads_the_text_and_no_shell_is_in_between() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("出.txt");
        let told = path.to_string_lossy().into_owned();
        let text = "$(touch x); `y` 河南\n";
        assert!(copy_by(&["tee".to_owned(), told.clone()], text));
        assert_eq!(std::fs::read(&path).unwrap(), text.as_bytes());
        assert_eq!(pipe(&["true".to_owned(), told], &"长".repeat(1 << 20), Language::English), None);
        let names = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            pipe(&words, "", Language::English).map(|notice| notice.text)
        };
        assert_eq!(names(&["false"]).as_deref(), Some("false says that it failed"));
        assert!(names(&["no-such-program-here"]).unwrap().starts_with("no-such-program-here cannot be run"));
        assert_eq!(names(&[]), None);
    }
}
