//! Marks by messages: one thread holds the file, the rest of the program sends [`Request`]s and gets [`Answer`]s.
//!
//! A story is named by its [`ArticleId`]; the desk learns which story that is when it meets the page
//! ([`Request::Meet`]), and from then on tells whatever is known of it, also when another program changes it.
//! The file is opened on the desk's thread, never on the one that draws.
//!
//! ```
//! use std::sync::mpsc;
//! use kanbao::model::ArticleId;
//! use kanbao::store::marks::desk::{self, Answer, Request};
//! use kanbao::store::marks::{Home, Mark, Moment};
//!
//! # let folder = tempfile::tempdir()?;
//! # let home = Home::in_folder(folder.path());
//! # let page = std::sync::Arc::new(kanbao::model::Page {
//! #     articles: vec![kanbao::model::Article { id: ArticleId("a".into()), ..Default::default() }],
//! #     ..Default::default()
//! # });
//! let (requests, inbox) = mpsc::channel();
//! requests.send(Request::Meet(page))?;
//! requests.send(Request::Change { ticket: 1, changes: vec![(ArticleId("a".into()), Mark::Starred(true))] })?;
//! requests.send(Request::Undo { ticket: 2 })?;
//! drop(requests); // The desk closes when nobody can send any more.
//!
//! let mut answers = Vec::new();
//! desk::serve(home, &inbox, &mut Moment::default, &mut |answer| answers.push(answer));
//! assert!(matches!(answers[0], Answer::Opened { notice: None, .. }));
//! assert!(answers.contains(&Answer::Confirmed { ticket: 1, changed: 1, kept: Ok(()) }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use super::{Anchor, Change, Done, Home, Key, Mark, Marked, Marks, Moment, Notice, Recall, Trouble};
use crate::model::{Article, ArticleId, Correction, Page, TextPosition};

/// What the desk is asked to do.
#[derive(Debug, Clone)]
pub enum Request {
    /// These stories are on the screen from now on: tell what is known of them.
    Meet(Arc<Page>),
    /// Make these changes at one stroke.
    Change {
        /// Comes back in the answer.
        ticket: u64,
        /// Which story, and what holds of it. Stories that the desk has not met are left out.
        changes: Vec<(ArticleId, Mark)>,
    },
    /// A story was opened, and so is read: nothing that anybody would want to take back by itself.
    Opened(ArticleId),
    /// Save a filter under a name, or forget it.
    Filter {
        /// Comes back in the answer.
        ticket: u64,
        /// The name.
        name: String,
        /// As it is typed; `None`: forget it.
        typed: Option<String>,
    },
    /// Put a page right in this way, at one stroke.
    Mend {
        /// Comes back in the answer.
        ticket: u64,
        /// The page.
        page: Arc<Page>,
        /// What is put right.
        corrections: Vec<Correction>,
    },
    /// Take the last stroke back.
    Undo {
        /// Comes back in the answer.
        ticket: u64,
    },
    /// Do again what was last taken back.
    Redo {
        /// Comes back in the answer.
        ticket: u64,
    },
    /// The reader stands here in a story.
    Place(ArticleId, TextPosition),
    /// The session as it stands, for the next start.
    Session(String),
    /// A query was typed.
    Query(String),
    /// Look whether another program changed anything.
    Refresh,
    /// Answer when everything that was asked before is done.
    Finish {
        /// Comes back in the answer.
        ticket: u64,
    },
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The file is open: the first answer of all.
    Opened {
        /// What was out of order.
        notice: Option<Notice>,
        /// The last session, queries and filters.
        recall: Recall,
    },
    /// What is known of these stories now. After [`Request::Meet`] only stories with marks are named.
    Known(Vec<(ArticleId, Known)>),
    /// These pages are to be put together again, with these corrections and no others.
    Corrected(Vec<(Arc<Page>, Vec<Correction>)>),
    /// A stroke is going to be taken back, or done again: this is what it was when it was made.
    Stroke {
        /// As in the request.
        ticket: u64,
        /// Its changes.
        stroke: Vec<Change>,
    },
    /// A change, an undo or a redo was carried out. What it changed was told before by [`Answer::Known`].
    Confirmed {
        /// As in the request.
        ticket: u64,
        /// How many marks changed; 0 where there was nothing to do.
        changed: usize,
        /// Whether it is on disk.
        kept: Result<(), Trouble>,
    },
    /// The saved filters as they are now.
    Filters(BTreeMap<String, String>),
    /// A place, a session or a query could not be kept on disk.
    NotKept(Trouble),
    /// Something happened to the file.
    Notice(Notice),
}

/// What is known of a story, for a screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Everything that is kept.
    pub marked: Marked,
    /// Where the reader left it, as a position in the story as it is now.
    pub place: Option<TextPosition>,
}

/// A story that the desk has met.
struct Met {
    key: Key,
    page: Arc<Page>,
    index: usize,
    told: Known,
}

impl Met {
    fn article(&self) -> Option<&Article> {
        self.page.articles.get(self.index)
    }
}

struct Desk<'a> {
    marks: Marks,
    met: BTreeMap<ArticleId, Met>,
    pages: BTreeMap<PathBuf, Arc<Page>>,
    clock: &'a mut dyn FnMut() -> Moment,
    answer: &'a mut dyn FnMut(Answer),
    told_trouble: Option<Trouble>,
}

/// Opens the marks and does what is asked until nobody can ask any more. Blocks: it is to run on a thread of its own.
///
/// While nothing is asked a backup is made, if one is due.
pub fn serve(
    home: Home,
    requests: &Receiver<Request>,
    clock: &mut dyn FnMut() -> Moment,
    answer: &mut dyn FnMut(Answer),
) {
    let (marks, notice) = Marks::open(home);
    answer(Answer::Opened { notice, recall: marks.recall() });
    let mut desk =
        Desk { marks, met: BTreeMap::new(), pages: BTreeMap::new(), clock, answer, told_trouble: None };
    let mut backed_up = false;
    loop {
        let request = match requests.try_recv() {
            Ok(request) => request,
            Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {
                if !backed_up {
                    backed_up = true;
                    desk.back_up();
                }
                let Ok(request) = requests.recv() else { break };
                request
            }
        };
        desk.carry_out(request);
    }
}

impl Desk<'_> {
    fn carry_out(&mut self, request: Request) {
        match request {
            Request::Meet(page) => self.meet(&page),
            Request::Change { ticket, changes } => self.change(ticket, changes),
            Request::Opened(id) => self.note_opened(&id),
            Request::Filter { ticket, name, typed } => {
                let change = Change { about: Key::of_reader(), mark: Mark::Filter(name, typed) };
                let at = (self.clock)();
                let done = self.marks.record(&[change], at);
                self.confirm(ticket, done);
            }
            Request::Mend { ticket, page, corrections } => {
                let about = Key::of_page(&page);
                let change = |correction| Change { about: about.clone(), mark: Mark::Mended(correction) };
                let changes: Vec<Change> = corrections.into_iter().map(change).collect();
                let at = (self.clock)();
                let done = self.marks.record(&changes, at);
                self.confirm(ticket, done);
            }
            Request::Undo { ticket } => {
                let at = (self.clock)();
                let done = self.marks.undo(at);
                self.confirm(ticket, done);
            }
            Request::Redo { ticket } => {
                let at = (self.clock)();
                let done = self.marks.redo(at);
                self.confirm(ticket, done);
            }
            Request::Place(id, position) => self.place(&id, position),
            Request::Session(session) => {
                let done = self.marks.keep_session(&session);
                self.tell_trouble(&done);
            }
            Request::Query(typed) => {
                let at = (self.clock)();
                let done = self.marks.remember_query(&typed, at);
                self.tell_trouble(&done);
            }
            Request::Refresh => self.refresh(),
            Request::Finish { ticket } => {
                self.confirm(ticket, Done { changed: Vec::new(), stroke: Vec::new(), kept: Ok(()) });
            }
        }
        if let Some(notice) = self.marks.take_notice() {
            (self.answer)(Answer::Notice(notice));
        }
    }

    fn meet(&mut self, page: &Arc<Page>) {
        self.pages.insert(page.path.clone(), Arc::clone(page));
        for (index, article) in page.articles.iter().enumerate() {
            let met = Met {
                key: Key::of_story(page, article),
                page: Arc::clone(page),
                index,
                told: Known::default(),
            };
            self.met.insert(article.id.clone(), met);
        }
        self.tell(page.articles.iter().map(|article| article.id.clone()).collect());
    }

    fn change(&mut self, ticket: u64, changes: Vec<(ArticleId, Mark)>) {
        let about = |id: &ArticleId| self.met.get(id).map(|met| met.key.clone());
        let changes = changes.into_iter().filter_map(|(id, mark)| Some(Change { about: about(&id)?, mark }));
        let changes: Vec<Change> = changes.collect();
        let at = (self.clock)();
        let done = self.marks.record(&changes, at);
        self.confirm(ticket, done);
    }

    fn note_opened(&mut self, id: &ArticleId) {
        let Some(about) = self.met.get(id).map(|met| met.key.clone()) else { return };
        let at = (self.clock)();
        let done = self.marks.record_quietly(&Change { about, mark: Mark::Read(true) }, at);
        self.tell_of(&done.changed);
        self.tell_trouble(&done);
    }

    fn confirm(&mut self, ticket: u64, done: Done) {
        if !done.stroke.is_empty() {
            (self.answer)(Answer::Stroke { ticket, stroke: done.stroke.clone() });
        }
        if done.changed.iter().any(|change| change.about == Key::of_reader()) {
            (self.answer)(Answer::Filters(self.marks.recall().filters));
        }
        self.tell_corrections(&done);
        self.tell_of(&done.changed);
        (self.answer)(Answer::Confirmed { ticket, changed: done.changed.len(), kept: done.kept });
    }

    /// Tells what is known now of the stories that changes are about.
    fn tell_of(&mut self, changed: &[Change]) {
        let is_meant = |met: &Met| {
            let mut keys = changed.iter().map(|change| &change.about);
            keys.any(|key| *key == met.key || key.likeness(&met.key).is_some())
        };
        let stories = self.met.iter().filter(|(_, met)| is_meant(met)).map(|(id, _)| id.clone()).collect();
        self.tell(stories);
    }

    /// Tells which pages are put together otherwise now.
    fn tell_corrections(&mut self, done: &Done) {
        let is_mending = |change: &&Change| {
            matches!(change.mark, Mark::Mended(_) | Mark::NoPlace(_) | Mark::NoProvinces(_))
        };
        let changed: Vec<&Key> = done.changed.iter().filter(is_mending).map(|change| &change.about).collect();
        if changed.is_empty() {
            return;
        }
        let pages = self.pages.values().map(|page| (Key::of_page(page), page));
        let touched = pages.filter(|(own, _)| changed.iter().any(|key| key.likeness(own).is_some()));
        let corrected = touched.map(|(key, page)| (Arc::clone(page), self.marks.look(&key).corrections));
        let corrected: Vec<_> = corrected.collect();
        (self.answer)(Answer::Corrected(corrected));
    }

    fn place(&mut self, id: &ArticleId, position: TextPosition) {
        let Some(met) = self.met.get_mut(id) else { return };
        let Some(article) = met.article() else { return };
        let place = Anchor::of(article, position);
        let at = (self.clock)();
        let done = self.marks.keep_place(&met.key, &place, at);
        // The screen knows where its reader stands: it need not be told.
        met.told.place = Some(position);
        met.told.marked.place = Some(place);
        self.tell_trouble(&done);
    }

    fn refresh(&mut self) {
        self.tell(self.met.keys().cloned().collect());
    }

    /// Tells what is known of these stories, where that is something new.
    fn tell(&mut self, stories: Vec<ArticleId>) {
        let mut news = Vec::new();
        for id in stories {
            let Some(met) = self.met.get_mut(&id) else { continue };
            let marked = self.marks.look(&met.key);
            let place = met.article().and_then(|article| marked.place.as_ref()?.find_in(article));
            let known = Known { marked, place };
            if known != met.told {
                met.told = known.clone();
                news.push((id, known));
            }
        }
        if !news.is_empty() {
            (self.answer)(Answer::Known(news));
        }
    }

    /// Tells that something is not on disk: once for each reason, not with every step of the reader.
    fn tell_trouble(&mut self, done: &Done) {
        let trouble = done.kept.as_ref().err();
        if trouble != self.told_trouble.as_ref() {
            self.told_trouble = trouble.cloned();
            if let Some(trouble) = trouble {
                (self.answer)(Answer::NotKept(trouble.clone()));
            }
        }
    }

    fn back_up(&mut self) {
        if let Err(trouble) = self.marks.back_up() {
            self.tell_trouble(&Done { changed: Vec::new(), stroke: Vec::new(), kept: Err(trouble) });
        }
    }
}
