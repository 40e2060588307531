//! Reads the pages that the arguments name, in their order, and complains about what cannot be read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::PATHS;
use super::complaint::{about_file, did_you_mean, task_nearest_to};
use super::task::Session;
use super::words::{Words, words};
use crate::ingest::{self, Decoded};
use crate::store::memory::Edition;

/// The pages of the session's arguments.
pub(super) fn read(session: &mut Session<'_>) -> Edition {
    let paths: Vec<PathBuf> = session.matches.get_many(PATHS).unwrap_or_default().cloned().collect();
    let mut edition = Edition::default();
    for (place, path) in paths.into_iter().enumerate() {
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let decoded = Decoded { path, encoding: "UTF-8".to_owned(), text, had_errors: false };
                edition.put(place, Arc::new(ingest::reconstruct(&decoded)));
            }
            Err(_) => complain(session, &path, words("无法读取", "cannot be read")),
        }
    }
    edition
}

fn complain(session: &mut Session<'_>, path: &Path, what: Words) {
    let shown = path.to_string_lossy();
    let mut sentence = about_file(&shown, what, session.language);
    if let Some(task) = task_nearest_to(&shown) {
        sentence += &did_you_mean(&format!("kanbao {task}"), session.language);
    }
    session.output.complain(&sentence);
}
