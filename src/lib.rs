//! kanbao (看报) reads Chinese newspaper pages in a terminal.
//!
//! It takes what text extraction left of a printed page, puts the stories together again, shows how sure it
//! is of each seam, sets Chinese as in print, and finds stories by province, section, pinyin and words.
//!
//! The folders form a chain; each may use those to its left, never one to its right:
//!
//! ```text
//! assets  text → model → ingest → query → typeset → store → app → { tui | cli }
//! ```
//!
//! `tests/architecture.rs` guards the chain; docs/ARCHITECTURE.md tells the way of one file and one key.

pub mod assets;
pub mod text;

pub mod model;

pub mod ingest;
pub mod query;
pub mod typeset;

pub mod store;

pub mod app;
pub mod cli;
pub mod tui;

#[cfg(test)]
#[path = "../tests/support/cases.rs"]
mod cases;
