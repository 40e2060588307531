//! Facts about characters. Knows nothing of newspapers.

pub mod clean;
pub mod clusters;
pub mod columns;
pub mod fold;
pub mod pinyin;
pub mod punctuation;
pub mod reading;
pub mod script;
pub mod sentences;
pub mod signs;
pub mod slips;
mod tables;
