//! Reads pages on several threads and hands them over in the order in which they were named.
//!
//! ```
//! use kanbao::app::jobs::load::{Delivery, Others, Source, load};
//!
//! let sources = vec![Source::text("样报.txt", "桥通了\n\n　　昨天，新桥通车。")];
//! let mut pages = Vec::new();
//! load(sources, Others::Beside, |delivery| {
//!     if let Delivery::Read(Ok(page)) = delivery {
//!         pages.push(page);
//!     }
//!     true
//! });
//! assert_eq!(pages.len(), 1);
//! ```

use std::cell::Cell;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

use crate::app::event::Arrival;
use crate::ingest::source::{self, Encoding, SourceError};
use crate::ingest::{self, Decoded, mend};
use crate::model::{Language, Page};
use crate::store::marks::{Corrections, Home};

/// One page to be read.
#[derive(Debug, Clone)]
pub enum Source {
    /// A file, or `-` for standard input.
    File(PathBuf, Option<Encoding>),
    /// A text that is there already, with a name.
    Text(String, String),
}

/// What [`load`] hands over.
#[derive(Debug)]
pub enum Delivery {
    /// A page, or why it could not be read. In the order of the sources.
    Read(Result<Arc<Page>, SourceError>),
}

impl Source {
    /// A text with a name.
    pub fn text(name: &str, text: &str) -> Self {
        Self::Text(name.to_owned(), text.to_owned())
    }

    /// Reads it and puts the page together. A loader that breaks down over it is caught: the file is named, and the
    /// others are read.
    pub fn read(&self) -> Result<Page, SourceError> {
        guard(self.name(), || self.read_unguarded())
    }

    fn name(&self) -> &Path {
        match self {
            Self::File(path, _) => path,
            Self::Text(name, _) => Path::new(name),
        }
    }

    fn read_unguarded(&self) -> Result<Page, SourceError> {
        let decoded = match self {
            Self::File(path, encoding) => source::read(path, *encoding)?,
            Self::Text(name, text) => Decoded {
                path: PathBuf::from(name),
                encoding: "UTF-8".to_owned(),
                text: text.clone(),
                had_errors: false,
            },
        };
        Ok(ingest::reconstruct(&decoded))
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread will be caught and told, so that nobody need make a noise about it.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Reads something; where that panics, the file is named instead.
fn guard(name: &Path, read: impl FnOnce() -> Result<Page, SourceError>) -> Result<Page, SourceError> {
    GUARDED.set(true);
    // Nothing that was half done is seen afterwards: the page is thrown away, tables are never written.
    let read = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(false);
    read.unwrap_or_else(|_| Err(SourceError::BrokeDown(name.to_owned())))
}

/// The pages of the sample edition.
pub fn sample() -> Vec<Source> {
    crate::assets::sample_pages().iter().map(|(name, text)| Source::text(name, text)).collect()
}

/// The files that paths lead to, and what was passed over.
pub fn expand(paths: &[PathBuf], encoding: Option<Encoding>) -> (Vec<Source>, Vec<SourceError>) {
    let found = source::find(paths);
    let sources = found.files.into_iter().map(|path| Source::File(path, encoding)).collect();
    (sources, found.problems)
}

/// The corrections of pages, read beside the first page so that neither waits for the other.
#[derive(Debug)]
pub struct Mender {
    reading: Option<JoinHandle<Corrections>>,
    corrections: Corrections,
}

impl Mender {
    /// Begins to read them, from the folder of the marks or where the system keeps such data.
    pub fn start(folder: Option<PathBuf>) -> Self {
        let home = folder.map_or_else(Home::of_this_user, Home::in_folder);
        let is_there = home.file().is_some_and(|file| file.exists());
        let reading = is_there.then(|| thread::spawn(move || Corrections::read(&home)));
        Self { reading, corrections: Corrections::default() }
    }

    /// What became of a file: its page as the reader put it right, or why it is not here.
    pub fn arrival(&mut self, outcome: Result<Arc<Page>, SourceError>, language: Language) -> Arrival {
        match outcome {
            Ok(page) => Arrival::Page(self.mend(page)),
            Err(error) => Arrival::failure(&error, language),
        }
    }

    /// The page as its reader put it right.
    pub fn mend(&mut self, page: Arc<Page>) -> Arc<Page> {
        if let Some(reading) = self.reading.take() {
            // Without corrections the pages are still there to be read.
            self.corrections = reading.join().unwrap_or_default();
        }
        match self.corrections.of(&page) {
            [] => page,
            corrections => {
                let mended = || {
                    let mut mended = Page::clone(&page);
                    mend::mend(&mut mended, corrections);
                    Ok(mended)
                };
                guard(&page.path, mended).map_or_else(|_| Arc::clone(&page), Arc::new)
            }
        }
    }
}

/// When the threads start that read the pages behind the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// When the first page has been taken: a reader waits for it alone, and beside the drawing thread no core is left
    /// that it would have to share.
    AfterFirst,
    /// At once.
    Beside,
}

/// Reads every source and hands the pages over in order, on the calling thread, as they become ready.
/// Stops when `take` answers false.
pub fn load(mut sources: Vec<Source>, others: Others, mut take: impl FnMut(Delivery) -> bool) {
    let alone = match others {
        Others::AfterFirst => sources.len().min(1),
        Others::Beside if sources.len() == 1 => 1,
        Others::Beside => 0,
    };
    for source in sources.drain(..alone) {
        make_room();
        if !take(Delivery::Read(source.read().map(Arc::new))) {
            return;
        }
    }
    load_side_by_side(sources, take);
}

/// Reads on as many threads as there are cores.
fn load_side_by_side(sources: Vec<Source>, mut take: impl FnMut(Delivery) -> bool) {
    let sources = Arc::new(sources);
    let next = Arc::new(AtomicUsize::new(0));
    let workers = thread::available_parallelism().map_or(2, NonZeroUsize::get).min(sources.len());
    // A bound keeps the workers from running far ahead of a slow reader.
    let (sender, receiver) = mpsc::sync_channel(workers * 4);
    for _ in 0..workers {
        let (sources, next, sender) = (Arc::clone(&sources), Arc::clone(&next), sender.clone());
        thread::spawn(move || {
            make_room();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(source) = sources.get(index) else { break };
                if sender.send((index, source.read().map(Arc::new))).is_err() {
                    break;
                }
            }
        });
    }
    drop(sender);
    let mut waiting = BTreeMap::new();
    let mut due = 0;
    for (index, page) in receiver {
        waiting.insert(index, page);
        while let Some(page) = waiting.remove(&due) {
            due += 1;
            if !take(Delivery::Read(page)) {
                return;
            }
        }
    }
}

/// About what one page takes while it is put together.
const ROOM: usize = 1 << 20;

/// Has the memory for a page at hand on this thread. glibc widens the memory of any thread but the first by no more than
/// is asked for, which is a call of the system for every few paragraphs: a tenth of the time of five pages.
fn make_room() {
    // So large a piece comes from the system for itself; when it is given back, pieces of its size are no longer large,
    // and the next one is taken from the thread's own memory and stays with it.
    for _ in 0..2 {
        drop(black_box(Vec::<u8>::with_capacity(ROOM)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_in_the_order_in_which_they_were_named() {
        let sources = (0..40).map(|n| Source::text(&format!("{n}.txt"), &format!("第{n}条\n\n　　正文。")));
        let mut names = Vec::new();
        load(sources.collect(), Others::AfterFirst, |Delivery::Read(page)| {
            names.push(page.unwrap().path.display().to_string());
            true
        });
        let expected: Vec<String> = (0..40).map(|n| format!("{n}.txt")).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn a_loader_that_breaks_down_is_caught_and_the_file_is_named() {
        let path = Path::new("折角.txt");
        let read = guard(path, || {
            assert!(is_guarded());
            panic!("on purpose")
        });
        assert_eq!(read, Err(SourceError::BrokeDown(path.to_owned())));
        assert!(!is_guarded());
        assert!(guard(path, || Ok(Page::default())).is_ok());
    }

    #[test]
    fn a_file_that_is_not_there_does_not_keep_the_others_back() {
        let missing = Source::File(PathBuf::from("no/such/page.txt"), None);
        let mut outcomes = Vec::new();
        load(vec![missing, Source::text("a", "有字")], Others::Beside, |Delivery::Read(page)| {
            outcomes.push(page.is_ok());
            true
        });
        assert_eq!(outcomes, [false, true]);
    }
}
