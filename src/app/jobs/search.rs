//! A thread that searches. Only the latest request counts: one that came late calls off the one before.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::app::search::{Found, Request, search};
use crate::query::Finder;

/// The face of the thread; it ends when this is dropped.
#[derive(Debug)]
pub struct Searcher {
    requests: Sender<(Request, Arc<AtomicBool>)>,
    stop: Mutex<Arc<AtomicBool>>,
}

impl Searcher {
    /// Starts the thread; `answer` is called on it with each result.
    pub fn start(answer: impl Fn(Found) + Send + 'static) -> Self {
        let (requests, receiver) = mpsc::channel::<(Request, Arc<AtomicBool>)>();
        thread::spawn(move || {
            let mut finder = Finder::default();
            while let Ok((mut request, mut stop)) = receiver.recv() {
                while let Ok(newer) = receiver.try_recv() {
                    (request, stop) = newer;
                }
                // One that was called off still answers with its old ticket, so that whoever waits for the
                // catalogue to be free learns that it is.
                let found =
                    search(&mut finder, &request, &stop, &mut |found| answer(found)).unwrap_or_default();
                drop(request);
                answer(found);
            }
        });
        Self { requests, stop: Mutex::new(Arc::default()) }
    }

    /// Asks for a search and calls off the one before.
    pub fn ask(&self, request: Request) {
        let fresh = Arc::new(AtomicBool::new(false));
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.store(true, Ordering::Relaxed);
        *stop = Arc::clone(&fresh);
        // The thread only ends with this face, so that sending cannot fail while there is someone to ask.
        let _ = self.requests.send((request, fresh));
    }
}
