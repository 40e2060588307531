//! What the world shall do: the only way in which the program acts on anything but its own state.

use std::path::PathBuf;

use super::aloud;
use super::hooks::Hook;
use super::related;
use super::search::Request;

/// Something to be done outside, in the order given.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Stop until the shell brings the program back.
    Suspend,
    /// Search on another thread; the answer bears the ticket.
    Search(Request),
    /// Look on another thread for articles that have to do with one.
    Relate(related::Request),
    /// Put this text into the clipboard.
    Copy(String),
    /// Write a file that did not exist before.
    WriteNew {
        /// The file.
        path: PathBuf,
        /// What goes into it.
        bytes: Vec<u8>,
    },
    /// Run a command, wait for it, and give it this text to read. No shell is in between.
    Pipe {
        /// The program and its arguments.
        command: Vec<String>,
        /// What it reads.
        input: String,
    },
    /// Run a program of the reader's own beside the reader.
    Hook(Hook),
    /// Have sentences read aloud, in place of what is read aloud.
    ReadAloud(aloud::Wish),
    /// Fall silent.
    Hush,
    /// Put these settings into the settings file.
    SaveSettings {
        /// The file.
        path: PathBuf,
        /// Keys and values as they are written.
        changes: Vec<(String, String)>,
    },
    /// Open a file at a line in the reader's editor.
    Edit {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u32,
    },
    /// Have the store keep, or take back, what the reader did.
    Keep(crate::store::marks::desk::Request),
    /// Take or leave the mouse.
    Mouse(bool),
    /// Ask the terminal how wide it draws, also one that did not answer before.
    AskWidth,
    /// Look whether files have changed, and read them again.
    Reread,
    /// Draw the whole screen afresh.
    Heal,
}
