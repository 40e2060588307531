//! The screen: the only folder that knows ratatui and crossterm.

pub mod canvas;
pub mod probe;
