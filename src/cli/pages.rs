//! Reads the pages that the arguments name, in their order, and complains about what cannot be read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::PATHS;
use super::complaint::{about_file, did_you_mean, task_nearest_to};
use super::task::Session;
use super::words::{Words, words};
use crate::ingest::{self, Decoded};
use crate::model::Page;

/// The pages of the session's arguments.
pub(super) fn read(session: &mut Session<'_>) -> Vec<Arc<Page>> {
    let paths: Vec<PathBuf> = session.matches.get_many(PATHS).unwrap_or_default().cloned().collect();
    let mut pages = Vec::new();
    for path in paths {
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let decoded = Decoded { path, encoding: "UTF-8".to_owned(), text, had_errors: false };
                pages.push(Arc::new(ingest::reconstruct(&decoded)));
            }
            Err(_) => complain(session, &path, words("无法读取", "cannot be read")),
        }
    }
    pages
}

fn complain(session: &mut Session<'_>, path: &Path, what: Words) {
    let shown = path.to_string_lossy();
    let mut sentence = about_file(&shown, what, session.language);
    if let Some(task) = task_nearest_to(&shown) {
        sentence += &did_you_mean(&format!("kanbao {task}"), session.language);
    }
    session.output.complain(&sentence);
}
