//! Every command of the palette, given by its name in the real program under a pseudo-terminal: it is found first, it
//! is done, whatever it opens can be left, and the program goes on. What each command does in detail is the business of
//! `screens`.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]
#![cfg(unix)]

#[path = "support/harness.rs"]
mod support;

use kanbao::app::command::{self, Command};
use support::terminal::Terminal;
use support::{PAGE, folder, program};

/// Ends the program, or stops it until a shell brings it back (`tests/terminal.rs` does that).
const LEAVE: [&str; 3] = ["quit", "leave", "suspend"];

/// Control-G leaves whatever is open: unlike Esc, it is never taken for the beginning of something else.
const SETTINGS: &str = "[keys]\ncancel = [\"<esc>\", \"<c-g>\"]\nback = [\"h\", \"<esc>\", \"<c-g>\"]\n";

/// What a reader sees when these were given.
const SEEN: &[(&str, &str)] = &[
    ("help", "Moving about"),
    ("provinces", "Provinces"),
    ("seams", "this article has no seams"),
    ("theme", "high-contrast"),
    ("save", "EPUB"),
    ("export", "EPUB"),
    ("pipe", "pipe to"),
    ("note", "note "),
    ("tag", "tag "),
    ("select", "choosing"),
    ("pinyin", "Pinyin"),
    ("sort", "page order: as it was printed"),
    ("borders", "double"),
    ("marks", "ascii"),
    ("hooks", "no hooks are set"),
    ("usual-panes", "usual widths"),
    ("pinyin-rows", "pinyin"),
    ("settings", "measure"),
    ("set-provinces", "What the article is about"),
    ("label-line", "Which line"),
    ("star", "starred"),
    ("undo", "undone"),
    ("reload", "no file has changed"),
];

fn reader() -> (tempfile::TempDir, Terminal) {
    let folder =
        folder(&[(".config/kanbao/config.toml", SETTINGS.as_bytes()), ("page.txt", PAGE.as_bytes())]);
    // An editor that shows the file and ends.
    let start = format!("EDITOR=cat exec '{}' --lang en page.txt", program().display());
    let mut terminal = Terminal::start(folder.path(), 100, 24, &["sh", "-c", &start]);
    terminal.wait_for("渔港添了一座冷库");
    (folder, terminal)
}

/// Types a command's name into the palette and waits until the command stands there.
fn type_name(terminal: &mut Terminal, command: &Command) {
    let sentence: String = command.english.chars().take(40).collect();
    terminal.send(&format!(":{}", command.name));
    terminal.wait(command.name, |screen| {
        let text = screen.contents();
        text.contains(&format!("> {}", command.name)) && text.contains(&sentence)
    });
}

fn is_copied(screen: &vt100::Screen) -> bool {
    let text = screen.contents();
    text.contains("characters copied") || text.contains("已复制")
}

#[test]
fn every_command_of_the_palette_is_given_in_the_real_program() {
    let (_folder, mut terminal) = reader();
    let all = command::all().filter(|command| command.context.is_open_to_palette());
    for command in all.filter(|command| !LEAVE.contains(&command.name)) {
        // Whatever was done before, the language and the list are as at the beginning.
        type_name(&mut terminal, command);
        if command.name == "edit" {
            // What is typed while the editor has the terminal is the editor's.
            terminal.drawn_afresh(|terminal| terminal.send("\r"));
        } else {
            terminal.send("\r");
        }
        if let Some((_, seen)) = SEEN.iter().find(|(name, _)| *name == command.name) {
            terminal.wait_for(seen);
        }
        // Three times back leaves a choice within a choice; then the program must still do as it is told.
        terminal.send("\x07\x07\x07:copy-place");
        terminal.wait("the palette", |screen| screen.contents().contains("> copy-place"));
        terminal.send("\r");
        terminal.wait(&format!("a copy after {}", command.name), is_copied);
        if command.name == "language" {
            terminal.send(":language");
            terminal.wait("the palette", |screen| screen.contents().contains("> language"));
            terminal.send("\r");
            terminal.wait_for("Headlines");
        }
    }
    terminal.send(":quit");
    terminal.wait_for("> quit");
    terminal.send("\r");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
}
