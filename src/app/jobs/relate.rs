//! A thread that looks for articles which have to do with one. A new question calls off the one before.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::helpers::SideBySide;
use crate::app::related::{Answer, Request};
use crate::query::related::relations;

/// The face of the thread that looks at present.
#[derive(Debug, Default)]
pub struct Relater {
    stop: Arc<AtomicBool>,
}

impl Relater {
    /// Looks; `answer` is called on the thread with what was found.
    pub fn ask(&mut self, request: Request, answer: impl FnOnce(Answer) + Send + 'static) {
        self.stop.store(true, Ordering::Relaxed);
        self.stop = Arc::default();
        let stop = Arc::clone(&self.stop);
        thread::spawn(move || {
            if let Some(found) = relate(&request, &stop) {
                answer(found);
            }
        });
    }
}

/// Looks on the spot.
pub fn relate_once(request: &Request) -> Answer {
    relate(request, &AtomicBool::new(false))
        .unwrap_or_else(|| Answer { of: request.article.id.clone(), relations: Vec::new() })
}

fn relate(request: &Request, stop: &AtomicBool) -> Option<Answer> {
    let relations = relations(&request.article, &request.pages, &SideBySide, stop)?;
    Some(Answer { of: request.article.id.clone(), relations })
}
