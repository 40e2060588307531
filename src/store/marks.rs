//! What a reader did, kept so that nothing is lost: read, starred, tags, notes, the place in each story, the last
//! session, queries, saved filters.
//!
//! Marks are kept by content ([`Key`]), not by file: a story that was moved, renamed or extracted anew still bears
//! them. Every change is in a journal and can be taken back and done again, also after the program was ended. When
//! [`Marks::record`] has answered that a change is kept on disk, it survives kill -9 and a power cut.
//!
//! Nothing here stops the reading: where the file cannot be opened or written, marks go on in memory and every
//! answer says why ([`Trouble`]); with each later change the file is tried again. A damaged file is set aside and
//! the last backup takes its place ([`Notice`]). Two programs may work on one file at once.
//!
//! The clock is never read here: who makes a change says when. [`desk`] is the same by messages, for a thread.
//!
//! ```
//! use kanbao::model::{Article, Block, BlockKind, Fragment, LineNumber, Page, Part, TextPosition};
//! use kanbao::store::marks::{Anchor, Change, Home, Key, Mark, Marks, Moment};
//!
//! # let folder = tempfile::tempdir()?;
//! let text = Fragment::whole(LineNumber(1), "河滩上新修了一座桥。");
//! let block = Block { kind: BlockKind::Paragraph, fragments: vec![text], confidence: 1.0 };
//! let article = Article { blocks: vec![block], ..Article::default() };
//! let key = Key::of_story(&Page::default(), &article);
//! let now = Moment::from_second(1_700_000_000)?;
//!
//! let (mut marks, notice) = Marks::open(Home::in_folder(folder.path()));
//! assert!(notice.is_none());
//! let done = marks.record(&[Change { about: key.clone(), mark: Mark::Starred(true) }], now);
//! assert!(done.kept.is_ok());
//! let place = TextPosition { part: Part::Block(0), byte: 9 };
//! marks.keep_place(&key, &Anchor::of(&article, place), now);
//!
//! let known = marks.look(&key);
//! assert_eq!(known.starred, Some(now));
//! assert_eq!(known.place.and_then(|place| place.find_in(&article)), Some(place));
//! assert_eq!(marks.undo(now).changed, [Change { about: key.clone(), mark: Mark::Starred(false) }]);
//! assert_eq!(marks.look(&key).starred, None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anchor;
pub mod desk;
mod exchange;
mod form;
mod home;
mod key;
mod mending;
mod rows;
mod trouble;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::model::{Correction, LineName};

pub use anchor::{Anchor, Passage};
pub use exchange::ImportError;
pub use home::Home;
pub use key::Key;
pub use mending::Corrections;
use rows::{Carried, Work};
pub use trouble::{Notice, Trouble};

/// A moment, as handed in.
pub type Moment = jiff::Timestamp;

/// A change of one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The story, the page, or the reader himself.
    pub about: Key,
    /// What holds of it from now on.
    pub mark: Mark,
}

/// What holds of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It was read, or not.
    Read(bool),
    /// It has a star, or not.
    Starred(bool),
    /// It bears this tag, or not.
    Tag(String, bool),
    /// A note on a passage; it takes the place of the one on the same passage.
    Note(Note),
    /// There is no note on this passage.
    NoNote(Passage),
    /// A filter under a name, as it is typed, or none ([`Key::of_reader`]).
    Filter(String, Option<String>),
    /// How a page is put right; it takes the place of what was said of the same line before ([`Key::of_page`]).
    Mended(Correction),
    /// Nothing is said any more of where this line belongs.
    NoPlace(LineName),
    /// Nothing is said any more of the divisions of the story with this line.
    NoProvinces(LineName),
}

/// A note on a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The passage.
    pub passage: Passage,
    /// Its text at the time of the note.
    pub quote: String,
    /// What the reader wrote.
    pub words: String,
}

/// What is known of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// When it was marked as read.
    pub read: Option<Moment>,
    /// When it was given its star.
    pub starred: Option<Moment>,
    /// Its tags.
    pub tags: BTreeSet<String>,
    /// Its notes, in the order of their passages.
    pub notes: Vec<Note>,
    /// Where the reader left it.
    pub place: Option<Anchor>,
    /// Saved filters by name ([`Key::of_reader`]).
    pub filters: BTreeMap<String, String>,
    /// How a page was put right.
    pub corrections: Vec<Correction>,
}

/// What the reader left behind when he last stopped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recall {
    /// The session, as it was given to [`Marks::keep_session`].
    pub session: Option<String>,
    /// Queries, the latest first.
    pub queries: Vec<String>,
    /// Saved filters by name, as they are typed.
    pub filters: BTreeMap<String, String>,
}

/// What became of a piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What changed, as it holds now. What held already is left out.
    pub changed: Vec<Change>,
    /// The stroke that was taken back or done again, as it was made: what it was that is undone now. Else nothing.
    pub stroke: Vec<Change>,
    /// Whether it is on disk. If it is not, it holds in memory and the file is tried again with the next change.
    pub kept: Result<(), Trouble>,
}

impl Done {
    fn of(Carried { changed, stroke }: Carried, kept: Result<(), Trouble>) -> Self {
        Self { changed, stroke, kept }
    }
}

/// The marks of a reader.
#[derive(Debug)]
pub struct Marks {
    home: Home,
    state: State,
    notice: Option<Notice>,
}

#[derive(Debug)]
enum State {
    /// All is on disk.
    Disk(Connection),
    /// The disk could not take something: a copy of everything, and what the disk still lacks.
    Memory { copy: Connection, lacking: Vec<Work>, trouble: Trouble },
}

impl Marks {
    /// Opens the marks of a reader. This never fails; the notice says what was out of order.
    pub fn open(home: Home) -> (Self, Option<Notice>) {
        let (state, notice) = match home.open() {
            Ok((connection, notice)) => (State::Disk(connection), notice),
            Err(trouble) => {
                let copy = home.copy_into_memory();
                let notice = Notice::InMemory(trouble.clone());
                (State::Memory { copy, lacking: Vec::new(), trouble }, Some(notice))
            }
        };
        (Self { home, state, notice: None }, notice)
    }

    /// Makes changes at one stroke; one [`Marks::undo`] takes them all back.
    pub fn record(&mut self, changes: &[Change], at: Moment) -> Done {
        self.carry_out(&Work::Record(changes.iter().map(|change| (change.clone(), at)).collect()))
    }

    /// Makes a change that the reader did not ask for, such as that an article was opened: it is no stroke, and
    /// [`Marks::undo`] passes it by.
    pub fn record_quietly(&mut self, change: &Change, at: Moment) -> Done {
        self.carry_out(&Work::Quietly(change.clone(), at))
    }

    /// Takes the last stroke back, whichever program made it.
    pub fn undo(&mut self, at: Moment) -> Done {
        self.carry_out(&Work::Undo(at))
    }

    /// Does the stroke that was last taken back again.
    pub fn redo(&mut self, at: Moment) -> Done {
        self.carry_out(&Work::Redo(at))
    }

    /// Keeps the place in a story. It is not in the journal: moving about is nothing to take back.
    pub fn keep_place(&mut self, story: &Key, place: &Anchor, at: Moment) -> Done {
        self.carry_out(&Work::Place(story.clone(), place.clone(), at))
    }

    /// Keeps the session (JSON, whose form is the caller's business), for the next start.
    pub fn keep_session(&mut self, session: &str) -> Done {
        self.carry_out(&Work::Session(session.to_owned()))
    }

    /// Remembers a query as the latest one.
    pub fn remember_query(&mut self, typed: &str, at: Moment) -> Done {
        self.carry_out(&Work::Query(typed.to_owned(), at))
    }

    /// What is known of a story or page.
    pub fn look(&self, key: &Key) -> Marked {
        self.read(|connection| rows::look(connection, key))
            .flatten()
            .map(|(_, marked)| marked)
            .unwrap_or_default()
    }

    /// The last session, queries and filters.
    pub fn recall(&self) -> Recall {
        self.read(rows::recall).unwrap_or_default()
    }

    /// Everything that is kept about stories and pages, in the order in which it was first marked.
    pub fn everything(&self) -> Vec<(Key, Marked)> {
        self.read(rows::everything).unwrap_or_default()
    }

    /// Everything that is kept, as one JSON document (docs/STATE.md).
    pub fn export(&self) -> String {
        exchange::write(&self.everything(), &self.recall())
    }

    /// Adds what an exported document holds: marks, notes and filters at one stroke that can be taken back; places,
    /// queries and the session only where there are none yet. What is here already stays.
    pub fn import(&mut self, document: &str) -> Result<Done, ImportError> {
        let content = exchange::read(document)?;
        let recall = self.recall();
        for (story, place, at) in &content.places {
            if self.look(story).place.is_none() {
                self.keep_place(story, place, *at);
            }
        }
        if let (None, Some(session)) = (&recall.session, &content.session) {
            self.keep_session(session);
        }
        for typed in content.queries.iter().rev().filter(|typed| !recall.queries.contains(typed)) {
            self.remember_query(typed, Moment::default());
        }
        let new = content.changes.into_iter().filter(|(change, _)| match &change.mark {
            Mark::Filter(name, _) => !recall.filters.contains_key(name),
            Mark::Note(note) => {
                self.look(&change.about).notes.iter().all(|known| known.passage != note.passage)
            }
            Mark::Mended(correction) => {
                let known = self.look(&change.about).corrections;
                known.iter().all(|known| known.line() != correction.line())
            }
            _ => true,
        });
        let new = new.collect();
        Ok(self.carry_out(&Work::Record(new)))
    }

    /// How many strokes can be taken back, and how many done again.
    pub fn depth(&self) -> (u32, u32) {
        self.read(rows::depth).unwrap_or_default()
    }

    /// Why the disk lacks something, if it does.
    pub fn trouble(&self) -> Option<&Trouble> {
        match &self.state {
            State::Disk(_) => None,
            State::Memory { trouble, .. } => Some(trouble),
        }
    }

    /// What happened to the file since it was opened, once.
    pub fn take_notice(&mut self) -> Option<Notice> {
        self.notice.take()
    }

    /// Makes a backup, if anything was written since the last. Good to be called when there is nothing else to do.
    pub fn back_up(&self) -> Result<(), Trouble> {
        match &self.state {
            State::Disk(connection) => self.home.back_up(connection),
            State::Memory { trouble, .. } => Err(trouble.clone()),
        }
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Option<T> {
        let connection = match &self.state {
            State::Disk(connection) => connection,
            State::Memory { copy, .. } => copy,
        };
        // A row that cannot be read is as good as none: reading goes on, and the next write finds the damage.
        read(connection).ok()
    }

    fn carry_out(&mut self, work: &Work) -> Done {
        self.return_to_disk();
        let done = self.attempt(work).or_else(|error| {
            self.leave_disk(&error);
            self.attempt(work)
        });
        done.unwrap_or_else(|error| Done::of(Carried::default(), Err(self.home.trouble(&error))))
    }

    fn attempt(&mut self, work: &Work) -> rusqlite::Result<Done> {
        match &mut self.state {
            State::Disk(connection) => {
                rows::carry_out(connection, work).map(|carried| Done::of(carried, Ok(())))
            }
            State::Memory { copy, lacking, trouble } => {
                let carried = rows::carry_out(copy, work)?;
                lacking.push(work.clone());
                Ok(Done::of(carried, Err(trouble.clone())))
            }
        }
    }

    /// The disk did not take something: everything goes on in memory, unless the file was damaged and could be
    /// replaced at once.
    fn leave_disk(&mut self, error: &rusqlite::Error) {
        let State::Disk(connection) = &self.state else { return };
        let copy = home::copy_of(connection).unwrap_or_else(|_| self.home.copy_into_memory());
        self.state = State::Memory { copy, lacking: Vec::new(), trouble: self.home.trouble(error) };
        if home::is_damage(error) {
            self.return_to_disk();
        }
    }

    /// Tries to bring to the disk what it lacks; while that fails nothing changes.
    fn return_to_disk(&mut self) {
        let State::Memory { lacking, trouble, .. } = &mut self.state else { return };
        let (mut connection, notice) = match self.home.open() {
            Ok(opened) => opened,
            Err(still) => return *trouble = still,
        };
        self.notice = notice.or(self.notice.take());
        while let Some(work) = lacking.first() {
            if let Err(error) = rows::carry_out(&mut connection, work) {
                return *trouble = self.home.trouble(&error);
            }
            lacking.remove(0);
        }
        self.state = State::Disk(connection);
    }
}
