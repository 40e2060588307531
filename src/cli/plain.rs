//! `kanbao --plain`: the reader line by line, for screen readers and for terminals that can do nothing but write.
//!
//! It is the same program as on the screen: the same state, the same commands with the same keys, the same marks.
//! Only the way in and out differs. A line is read, the state follows, and what changed is written below, once;
//! nothing is drawn over, and a paragraph is one line. Whatever offers choices numbers them.
//!
//! [`meaning`] says what a typed line asks for; [`tell`] puts what is to be told into words.

mod meaning;
mod tell;

use std::io::{self, BufRead};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use self::meaning::Meant;
use super::complaint::Trouble;
use super::pages;
use super::task::Session;
use crate::app::effect::Effect;
use crate::app::event::{Arrival, Event, Notice, Size};
use crate::app::jobs::aloud::Speaker;
use crate::app::jobs::hooks::Hooks;
use crate::app::jobs::keep::{Keeper, today};
use crate::app::jobs::outside;
use crate::app::jobs::relate::relate_once;
use crate::app::jobs::watch::{Look, Watch, Watched};
use crate::app::keymap::Keymap;
use crate::app::search::search_once;
use crate::app::state::State;
use crate::app::update::{before_leaving, update};
use crate::cli::Exit;
use crate::store::marks::desk::{Answer, Request};

/// How long the store may take to answer before reading goes on without it.
const PATIENCE: Duration = Duration::from_secs(5);

/// The ticket by which the store says that it is done. No other question bears it.
const FINISHED: u64 = u64::MAX - 2;

/// Nothing of the screen is ever seen, but it must be wide enough for every command, and low enough that moving about
/// in an article moves.
const NO_SCREEN: Size = Size { columns: 120, rows: 16 };

/// The reader, line by line.
struct Plain<'a, 's> {
    session: &'a mut Session<'s>,
    state: State,
    keeper: Keeper,
    answers: Receiver<Answer>,
    watch: Watch,
    hooks: Option<Hooks>,
    /// What programs that run beside the reader have to say.
    news: Sender<Event>,
    told: Receiver<Event>,
    speaker: Speaker,
    ended: bool,
}

/// Reads the pages that are named and answers lines of standard input until they end or say so.
pub(super) fn run(session: &mut Session<'_>) -> Result<Exit, Trouble> {
    let edition = pages::read(session)?;
    let settings = session.own.settings.clone();
    let mut state = State::new(settings.clone(), Keymap::new(&settings.keys), NO_SCREEN);
    state.today = today();
    state.paths = pages::named(session);
    let (sender, answers) = mpsc::channel();
    let keeper = Keeper::start(None, move |answer| drop(sender.send(answer)));
    let watched = Watched {
        paths: state.paths.clone(),
        encoding: pages::encoding(session.value("encoding"), session.language)?,
        marks_folder: None,
        language: settings.language,
    };
    let watch = Watch::begin(watched);
    let (news, told) = mpsc::channel();
    let mut plain = Plain {
        session,
        state,
        keeper,
        answers,
        watch,
        hooks: None,
        news,
        told,
        speaker: Speaker::default(),
        ended: false,
    };
    plain.hear()?;
    let arrivals: Vec<Arrival> = edition.pages().map(Arc::clone).map(Arrival::Page).collect();
    plain.happen(Event::Expect(arrivals.len()))?;
    plain.happen(Event::Arrived(arrivals))?;
    plain.happen(Event::AllArrived)?;
    plain.hear()?;
    plain.turn()
}

impl Plain<'_, '_> {
    fn turn(&mut self) -> Result<Exit, Trouble> {
        tell::welcome(&self.state, self.session.output)?;
        let mut told = tell::Told::of(&self.state);
        tell::list(&self.state, 0, self.session.output)?;
        let mut lines = io::stdin().lock().lines();
        while !self.ended {
            tell::prompt(&self.state, self.session.output)?;
            self.session.output.flush()?;
            let Some(line) = lines.next() else { break };
            // The terminal shows the line that was typed; where none is, the answer begins on a line of its own.
            let line = line?;
            self.answer(line.trim(), &mut told)?;
        }
        for effect in before_leaving(&mut self.state) {
            if let Effect::Keep(request) = effect {
                self.keeper.ask(request);
            }
        }
        Ok(Exit::Found)
    }

    /// Does what a line asks for and tells what changed.
    fn answer(&mut self, line: &str, told: &mut tell::Told) -> Result<(), Trouble> {
        let meant = meaning::of(&self.state, line);
        if matches!(meant, Meant::Article(_)) {
            told.forget_article();
        }
        match meant {
            Meant::Article(events) | Meant::Events(events) => {
                for event in events {
                    self.happen(event)?;
                    self.hear()?;
                }
            }
            Meant::More => {
                let from = told.list_end(&self.state);
                tell::list(&self.state, from, self.session.output)?;
                told.list_goes_on(from);
            }
            Meant::Commands => tell::commands(&self.state, self.session.output)?,
            Meant::Unknown => tell::unknown(&self.state, line, self.session.output)?,
        }
        if !self.ended {
            tell::changes(&self.state, told, self.session.output)?;
        }
        Ok(())
    }

    /// Lets the state follow an event, and the world what comes of it.
    fn happen(&mut self, event: Event) -> Result<(), Trouble> {
        let mut effects = update(&mut self.state, event);
        while !effects.is_empty() && !self.ended {
            let mut next = Vec::new();
            for effect in effects {
                next.extend(self.carry_out(effect)?);
            }
            effects = next;
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> Result<Vec<Effect>, Trouble> {
        let language = self.state.language();
        let notice = match effect {
            Effect::Quit => {
                self.ended = true;
                None
            }
            Effect::Search(request) => {
                let found = search_once(&request);
                drop(request);
                return Ok(update(&mut self.state, Event::Found(Box::new(found))));
            }
            Effect::Relate(request) => {
                let found = relate_once(&request);
                return Ok(update(&mut self.state, Event::Related(Box::new(found))));
            }
            Effect::Keep(request) => {
                self.keeper.ask(request);
                None
            }
            Effect::Copy(text) => {
                tell::copied(&self.state, &text, self.session.output)?;
                let around = self.session.around;
                let tools = self.state.settings.clipboard.tools(|name| (around.variable)(name).is_some());
                tools.iter().any(|tool| outside::copy_by(tool, &text));
                None
            }
            Effect::WriteNew { path, bytes } => Some(outside::write_new(&path, &bytes, language)),
            Effect::SaveSettings { path, changes } => Some(outside::save_settings(&path, &changes, language)),
            Effect::Pipe { command, input } => {
                self.session.output.flush()?;
                outside::pipe(&command, &input, language)
            }
            Effect::Hook(hook) => {
                let sender = self.news.clone();
                let tell = move |notice| drop(sender.send(Event::Told(notice)));
                self.hooks.get_or_insert_with(|| Hooks::start(tell)).run(hook, language);
                None
            }
            Effect::ReadAloud(wish) => {
                let (sender, ticket) = (self.news.clone(), wish.ticket);
                self.speaker.speak(wish, move |news| drop(sender.send(Event::Aloud(ticket, news))));
                None
            }
            Effect::Hush => {
                self.speaker.hush();
                None
            }
            Effect::Edit { path, line } => {
                self.session.output.flush()?;
                outside::edit(&path, line, language)
            }
            Effect::Reread => {
                let arrivals = self.watch.look(Look::Asked);
                return Ok(update(&mut self.state, Event::Reread(arrivals)));
            }
            // There is no screen to stop, to ask, to draw afresh, or to take the mouse for.
            Effect::Suspend | Effect::Mouse(_) | Effect::AskWidth | Effect::Heal => None,
        };
        Ok(notice.map_or_else(Vec::new, |notice: Notice| update(&mut self.state, Event::Told(notice))))
    }

    /// Waits until the store has done what it was asked, and hears what it says to that.
    fn hear(&mut self) -> Result<(), Trouble> {
        self.keeper.ask(Request::Finish { ticket: FINISHED });
        while let Ok(answer) = self.answers.recv_timeout(PATIENCE) {
            if matches!(answer, Answer::Confirmed { ticket: FINISHED, .. }) {
                break;
            }
            self.happen(Event::Marks(Box::new(answer)))?;
        }
        while let Ok(event) = self.told.try_recv() {
            self.happen(event)?;
        }
        Ok(())
    }
}
