//! Notices that files were changed, or came into the folders, since they were read, and reads them again.
//!
//! It looks at sizes and times of change now and then, which works on every file system and over networks. A file that
//! is still being written is left until it rests. Nobody waits for a look: it is made on a thread of its own, and seldom
//! where there are many files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::load::{Delivery, Mender, Others, Source, expand, load};
use crate::app::event::{Arrival, Event};
use crate::ingest::source::Encoding;
use crate::model::Language;

/// What is watched.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// Files and folders as the reader named them.
    pub paths: Vec<PathBuf>,
    /// The encoding of all files, where the reader says so.
    pub encoding: Option<Encoding>,
    /// The folder of the marks; `None`: where the system keeps such data.
    pub marks_folder: Option<PathBuf>,
    /// The language of complaints.
    pub language: Language,
}

/// How closely one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Now and then, for changes that are finished.
    Passing,
    /// Because the reader asks: everything is taken as it is, also files that are new.
    Asked,
}

/// Pauses between two looks.
const PAUSE: Duration = Duration::from_secs(2);
/// The part of its time that the thread may look: one in so many.
const SHARE: u32 = 100;

/// What a file looked like from outside.
type Stamp = Option<(SystemTime, u64)>;

/// Files as they were when they were read.
#[derive(Debug)]
pub struct Watch {
    watched: Watched,
    known: BTreeMap<PathBuf, Stamp>,
    /// Files that had changed at the last look, as they were then.
    changing: BTreeMap<PathBuf, Stamp>,
}

impl Watch {
    /// Remembers the files as they are now.
    pub fn begin(watched: Watched) -> Self {
        let files = files_of(&watched).into_iter();
        let known = files.map(|path| (path.clone(), stamp(&path))).collect();
        Self { watched, known, changing: BTreeMap::new() }
    }

    /// Looks at all files and reads again what has changed.
    pub fn look(&mut self, how: Look) -> Vec<Arrival> {
        let mut due = Vec::new();
        for (path, before) in &mut self.known {
            let now = stamp(path);
            // A file that is gone stays as it was read.
            if now.is_none() || now == *before {
                self.changing.remove(path);
            } else if how == Look::Asked || self.changing.get(path) == Some(&now) {
                *before = now;
                self.changing.remove(path);
                due.push(path.clone());
            } else {
                self.changing.insert(path.clone(), now);
            }
        }
        if how == Look::Asked {
            let new = files_of(&self.watched).into_iter().filter(|path| !self.known.contains_key(path));
            let new: Vec<PathBuf> = new.collect();
            self.known.extend(new.iter().map(|path| (path.clone(), stamp(path))));
            due.extend(new);
        }
        self.read(due)
    }

    fn read(&self, files: Vec<PathBuf>) -> Vec<Arrival> {
        if files.is_empty() {
            return Vec::new();
        }
        let sources = files.into_iter().map(|path| Source::File(path, self.watched.encoding)).collect();
        let mut mender = Mender::start(self.watched.marks_folder.clone());
        let mut arrivals = Vec::new();
        load(sources, Others::AfterFirst, |Delivery::Read(outcome)| {
            arrivals.push(mender.arrival(outcome, self.watched.language));
            true
        });
        arrivals
    }
}

/// Watches on a thread of its own; `tell` answers whether anybody still listens. What is sent asks for a look at once.
pub fn start(watched: Watched, tell: impl Fn(Event) -> bool + Send + 'static) -> Sender<()> {
    let (sender, asked) = mpsc::channel();
    thread::spawn(move || {
        let mut watch = Watch::begin(watched);
        let mut pause = PAUSE;
        loop {
            let how = match asked.recv_timeout(pause) {
                Ok(()) => Look::Asked,
                Err(RecvTimeoutError::Timeout) => Look::Passing,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let begun = Instant::now();
            let arrivals = watch.look(how);
            pause = PAUSE.max(begun.elapsed() * SHARE);
            let is_news = how == Look::Asked || !arrivals.is_empty();
            if is_news && !tell(Event::Reread(arrivals)) {
                return;
            }
        }
    });
    sender
}

/// The files that can change: standard input cannot, and what is not there yet has no page.
fn files_of(watched: &Watched) -> Vec<PathBuf> {
    if watched.paths.is_empty() {
        return Vec::new();
    }
    let (sources, _) = expand(&watched.paths, watched.encoding);
    let path = |source| match source {
        Source::File(path, _) => Some(path).filter(|path| path.as_os_str() != "-"),
        Source::Text(..) => None,
    };
    sources.into_iter().filter_map(path).collect()
}

fn stamp(path: &Path) -> Stamp {
    let file = std::fs::metadata(path).ok()?;
    Some((file.modified().ok()?, file.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str, second: u64) {
        std::fs::write(path, text).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        std::fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn a_change_is_noticed_when_the_file_rests_or_at_once_if_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("一.txt");
        write(&path, "桥通了\n\n    昨天，新桥通车。\n", 1000);
        let watched = Watched {
            paths: vec![folder.path().to_owned()],
            marks_folder: Some(folder.path().join("marks")),
            ..Watched::default()
        };
        let mut watch = Watch::begin(watched);
        let mut check = |how, expected: usize| {
            assert_eq!(Arrival::part(watch.look(how)).0.len(), expected, "{how:?}");
        };
        check(Look::Passing, 0);
        write(&path, "桥通了\n\n    昨天上午，新桥通车。\n", 2000);
        check(Look::Passing, 0);
        check(Look::Passing, 1);
        check(Look::Passing, 0);
        write(&path, "桥通了\n\n    今天，新桥通车。\n", 3000);
        check(Look::Asked, 1);
        check(Look::Asked, 0);
        write(&folder.path().join("二.txt"), "灯亮了\n\n    路灯亮了。\n", 3000);
        check(Look::Passing, 0);
        check(Look::Asked, 1);
        std::fs::remove_file(&path).unwrap();
        check(Look::Asked, 0);
    }
}
