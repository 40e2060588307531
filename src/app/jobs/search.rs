//! A thread that searches. Only the latest request counts: older ones that still wait are passed over.

use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::app::search::{Found, Request, search};

/// The face of the thread; it ends when this is dropped.
#[derive(Debug)]
pub struct Searcher {
    requests: Sender<Request>,
}

impl Searcher {
    /// Starts the thread; `answer` is called on it with each result.
    pub fn start(answer: impl Fn(Found) + Send + 'static) -> Self {
        let (requests, receiver) = mpsc::channel::<Request>();
        thread::spawn(move || {
            while let Ok(mut request) = receiver.recv() {
                while let Ok(newer) = receiver.try_recv() {
                    request = newer;
                }
                let found = search(&request);
                // The catalogue is let go before the answer leaves, so that waiting pages can be added
                // without copying it.
                drop(request);
                answer(found);
            }
        });
        Self { requests }
    }

    /// Asks for a search.
    pub fn ask(&self, request: Request) {
        // The thread only ends with this face, so that sending cannot fail while there is someone to ask.
        let _ = self.requests.send(request);
    }
}
