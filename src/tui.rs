//! The screen: the only folder that knows ratatui and crossterm.
