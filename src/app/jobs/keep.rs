//! A thread that keeps what a reader did: the store's desk with a clock.

use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use crate::model::Date;
use crate::store::marks::desk::{Answer, Request, serve};
use crate::store::marks::{Home, Moment};

/// The face of the thread; it writes what it was given and ends when this is dropped.
#[derive(Debug)]
pub struct Keeper {
    requests: Option<Sender<Request>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Opens the reader's marks, in a folder or where the system keeps such data, on a thread of their own.
    pub fn start(folder: Option<PathBuf>, answer: impl Fn(Answer) + Send + 'static) -> Self {
        let (requests, inbox) = mpsc::channel();
        let home = folder.map_or_else(Home::of_this_user, Home::in_folder);
        let thread = thread::spawn(move || {
            serve(home, &inbox, &mut Moment::now, &mut |said| answer(said));
        });
        Self { requests: Some(requests), thread: Some(thread) }
    }

    /// Asks for something.
    pub fn ask(&self, request: Request) {
        if let Some(requests) = &self.requests {
            // If the thread is gone there is nobody to tell; reading goes on.
            let _ = requests.send(request);
        }
    }
}

impl Drop for Keeper {
    /// Waits until everything is on disk.
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Today in China, where the papers are dated.
pub fn today() -> Option<Date> {
    const HOURS_EAST: i8 = 8;
    let zone = jiff::tz::Offset::from_hours(HOURS_EAST).ok()?.to_time_zone();
    Some(Moment::now().to_zoned(zone).date())
}
