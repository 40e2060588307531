//! Terminals that did not answer when they were asked how wide they draw: asking them again would cost the reader
//! the same two seconds at each start.
//!
//! One name a line in `silent-terminals` in the folder for state (`$XDG_STATE_HOME/kanbao`, by default
//! `~/.local/state/kanbao`). The name is what the environment says of the terminal; see [`terminal_name`].

use std::io;
use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::files;

/// No environment holds so many terminals; a longer list is begun anew.
const MOST_NAMES: usize = 64;

/// What tells one terminal from another of the same `TERM`, and what stands between it and the program.
const TELLING: [&str; 8] = [
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "VTE_VERSION",
    "XTERM_VERSION",
    "KONSOLE_VERSION",
    "LC_TERMINAL",
    "COLORTERM",
];
/// Their values change with each session; that they are set is enough.
const PRESENT: [&str; 4] = ["TMUX", "STY", "SSH_TTY", "WT_SESSION"];

/// The file that remembers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentTerminals {
    path: Option<PathBuf>,
}

impl SilentTerminals {
    /// Where the system keeps such state.
    pub fn of_this_user() -> Self {
        let state = etcetera::choose_base_strategy().ok().and_then(|strategy| strategy.state_dir());
        Self { path: state.map(|state| state.join("kanbao").join("silent-terminals")) }
    }

    /// This file; it is made when it is first needed.
    pub fn in_file(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()) }
    }

    /// Did this terminal once not answer? A file that cannot be read knows of none.
    pub fn knows(&self, name: &str) -> bool {
        self.names().iter().any(|known| known == name)
    }

    /// Remembers a terminal.
    pub fn remember(&self, name: &str) -> io::Result<()> {
        let mut names = self.names();
        if names.len() >= MOST_NAMES {
            names.clear();
        }
        names.push(name.to_owned());
        self.write(&names)
    }

    /// Forgets a terminal, which has answered after all.
    pub fn forget(&self, name: &str) -> io::Result<()> {
        let mut names = self.names();
        let before = names.len();
        names.retain(|known| known != name);
        if names.len() == before { Ok(()) } else { self.write(&names) }
    }

    fn names(&self) -> Vec<String> {
        let text = self.path.as_ref().and_then(|path| files::read(path).ok().flatten()).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn write(&self, names: &[String]) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        files::replace(path, (names.join("\n") + "\n").as_bytes())
    }
}

/// What the environment says of the terminal, in one line.
pub fn terminal_name(variable: impl Fn(&str) -> Option<String>) -> String {
    let told = TELLING.iter().map(|name| variable(name).unwrap_or_default());
    let between = PRESENT.iter().filter(|name| variable(name).is_some()).map(|name| (*name).to_owned());
    let parts: Vec<String> = told.chain(between).collect();
    parts.join(" ").replace(char::is_control, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_terminal_is_remembered_until_it_answers() {
        let folder = tempfile::tempdir().unwrap();
        let silent = SilentTerminals::in_file(folder.path().join("state").join("silent-terminals"));
        assert!(!silent.knows("a"));
        silent.remember("a").unwrap();
        silent.remember("b").unwrap();
        assert!(silent.knows("a") && silent.knows("b"));
        silent.forget("a").unwrap();
        assert!(!silent.knows("a") && silent.knows("b"));
    }

    #[test]
    fn terminals_are_told_apart_by_what_they_say_and_what_stands_between() {
        let name = |told: &[(&str, &str)]| {
            terminal_name(|wanted| {
                told.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned())
            })
        };
        let plain = name(&[("TERM", "xterm")]);
        assert_ne!(plain, name(&[("TERM", "xterm"), ("VTE_VERSION", "7006")]));
        assert_ne!(plain, name(&[("TERM", "xterm"), ("TMUX", "/run/1,2,3")]));
        assert_eq!(name(&[("TMUX", "a")]), name(&[("TMUX", "b")]));
        assert_eq!(name(&[("TERM", "a\nb\u{1b}")]).lines().count(), 1);
    }
}
