//! What the program remembers and decides: state, event, effect, update, commands, view. Knows no terminal
//! library and starts no threads outside [`jobs`].
//!
//! One key press goes round: `tui` turns the terminal's key into a [`key::Chord`]; [`update::update`] gives it
//! to the open field or asks the [`keymap`] for the [`command`], whose function changes the [`state`] and
//! answers with [`effect`]s; [`jobs`] carry these out and answer with [`event`]s; [`view::view`] says what is
//! on the screen, and drawing only draws it.

pub mod aloud;
pub mod areas;
pub mod command;
mod deeds;
pub mod drag;
pub mod effect;
pub mod event;
pub mod export;
pub mod field;
pub mod fit;
pub mod flow;
pub mod glance;
pub mod hooks;
pub mod jobs;
pub mod key;
pub mod keymap;
pub mod list;
pub mod map;
pub mod marks;
pub mod mending;
pub mod overlay;
mod palette;
pub mod passage;
pub mod problems;
pub mod raw;
pub mod reader;
pub mod related;
pub mod rereading;
pub mod search;
mod session;
pub mod settings;
pub mod sidebar;
pub mod spoken;
pub mod state;
pub mod timeline;
pub mod update;
pub mod view;
