//! The loop: wait for something to happen, let the state follow, carry out effects, draw. Nothing happens and
//! nothing is drawn while nothing happens outside: the loop sleeps on one channel.

mod effects;
mod threads;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use crossterm::event as terminal_event;
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use self::threads::{is_gone, start_input, start_reading, start_signals, watch_for_hangup};
use super::terminal::Taken;
use super::theme::{Depth, Ground, Theme, names};
use super::{Options, ScreenError, draw, keys, probe};
use crate::app::effect::Effect;
use crate::app::event::{Event, Size};
use crate::app::jobs::aloud::Speaker;
use crate::app::jobs::hooks::Hooks;
use crate::app::jobs::keep::{Keeper, today};
use crate::app::jobs::relate::Relater;
use crate::app::jobs::search::Searcher;
use crate::app::jobs::watch::{self, Watched};
use crate::app::keymap::Keymap;
use crate::app::settings::AUTO;
use crate::app::state::State;
use crate::app::update::{before_leaving, update};
use crate::app::view::view;
use crate::assets;
use crate::store::marks::desk::Request;
use crate::store::silent::{SilentTerminals, terminal_name};

/// What wakes the loop.
enum Message {
    /// Something for the state.
    App(Event),
    /// Keys, mouse, size: everything that came in one go.
    Input(Vec<terminal_event::Event>),
    /// A signal asks to leave.
    Signal(i32),
    /// The terminal is gone.
    Hangup,
}

/// How a session ends.
enum End {
    Quit,
    Signal(i32),
}

/// Whether a terminal that did not answer before is asked how it measures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// It is spared the question.
    Usual,
    /// The reader wants to know.
    Anew,
}

struct Session {
    state: State,
    terminal: Taken,
    theme: Theme,
    theme_name: String,
    depth: Depth,
    ground: Option<Ground>,
    searcher: Option<Searcher>,
    relater: Relater,
    keeper: Option<Keeper>,
    hooks: Option<Hooks>,
    speaker: Speaker,
    unkept: Vec<Request>,
    marks_folder: Option<PathBuf>,
    /// The terminal had another size since the last frame, be it for a moment: what stands on it is not known.
    resized: bool,
    clicks: keys::Clicks,
    /// Whoever looks after the files, to be asked for a look.
    watch: Option<Sender<()>>,
    /// A question to the terminal that waits until nobody else reads from it.
    question: Option<Ask>,
    sender: Sender<Message>,
}

/// How long the first frame waits for the first page. A page is read in less; more would be felt.
const FIRST_PAGES: Duration = Duration::from_millis(15);

/// Opens the reader and comes back when it is closed.
pub(super) fn run(options: Options) -> Result<(), ScreenError> {
    let variable = |name: &str| std::env::var(name).ok();
    let depth = match options.color {
        Some(false) => Depth::None,
        Some(true) => Depth::of_environment(|name| variable(name).filter(|_| name != "NO_COLOR")),
        None => Depth::of_environment(variable),
    };
    let wanted = options.settings.theme.clone();
    // Asked for only where it decides something: every question is a way to the terminal and back.
    let asks = wanted == AUTO && depth != Depth::None;
    let ground = Ground::of_environment(variable);
    let load_theme = |ground| Theme::load(&wanted, &options.settings.themes, depth, ground);
    // A theme that is wrong is told before the terminal is asked anything.
    let theme = if asks { None } else { Some(load_theme(ground)?) };
    let (sender, receiver) = mpsc::channel();
    let (shown, first_is_shown) = mpsc::channel();
    start_reading(&options, sender.clone(), first_is_shown);
    let watched = Watched {
        paths: options.paths.clone(),
        encoding: options.encoding,
        marks_folder: options.marks_folder.clone(),
        language: options.settings.language,
    };
    // Before the terminal is taken: a signal between the two would leave it as it must not stay.
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    let ground = if asks { ground.or_else(ask_ground) } else { ground };
    let theme = theme.map_or_else(|| load_theme(ground), Ok)?;
    let terminal = Taken::take(options.settings.mouse)?;
    let size = terminal.screen.size()?;
    let size = Size { columns: size.width, rows: size.height };
    let marks_folder = options.marks_folder;
    let keymap = Keymap::new(&options.settings.keys);
    let theme_name = options.settings.theme.clone();
    let mut state = State::new(options.settings, keymap, size);
    state.themes = state.settings.themes.keys().cloned().chain(names().map(str::to_owned)).collect();
    state.today = today();
    state.paths = options.paths;
    let mut session = Session {
        state,
        terminal,
        theme,
        theme_name,
        depth,
        ground,
        searcher: None,
        relater: Relater::default(),
        keeper: None,
        hooks: None,
        speaker: Speaker::default(),
        unkept: Vec::new(),
        marks_folder,
        resized: false,
        clicks: keys::Clicks::default(),
        watch: None,
        question: Some(Ask::Usual),
        sender,
    };
    // A page that is put together looks words up all over the tables: bringing them in is not left to it.
    assets::bring_in();
    let end = session.live(&receiver, signals, shown, watched);
    session.keep_all();
    drop(session);
    let end = end.or_else(|error| if is_gone(&error) { Ok(End::Quit) } else { Err(error) })?;
    if let End::Signal(signal) = end {
        // Whoever sent the signal sees that the program ended by it.
        let _ = signal_hook::low_level::emulate_default_handler(signal);
    }
    Ok(())
}

impl Session {
    /// From the first frame to the last key.
    fn live(
        &mut self,
        receiver: &Receiver<Message>,
        signals: Signals,
        shown: Sender<()>,
        watched: Watched,
    ) -> Result<End, ScreenError> {
        self.first_frame(receiver)?;
        drop(shown);
        // A signal that came before waits in its pipe.
        start_signals(signals, self.sender.clone());
        watch_for_hangup(self.sender.clone());
        if self.put_question()? | self.look_at_size()? {
            self.draw()?;
        }
        self.start_keeping();
        let news = self.sender.clone();
        self.watch = Some(watch::start(watched, move |event| news.send(Message::App(event)).is_ok()));
        let permits = start_input(self.sender.clone());
        self.turn(receiver, &permits)
    }

    /// Shows what is there as soon as the first page has arrived, or after a moment without it.
    fn first_frame(&mut self, receiver: &Receiver<Message>) -> Result<(), ScreenError> {
        let size = self.state.size;
        self.follow(Event::Resize(size))?;
        let until = Instant::now() + FIRST_PAGES;
        while let Ok(message) = receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
            match message {
                Message::App(event) => {
                    let arrived = matches!(event, Event::Arrived(_));
                    self.follow(event)?;
                    if arrived {
                        break;
                    }
                }
                // It is answered in its turn, after the frame.
                other => {
                    let _ = self.sender.send(other);
                    break;
                }
            }
            if self.state.library.progress.finished {
                break;
            }
        }
        self.draw()
    }

    /// Notices that the window took another size before anybody listened for that. Whether it did.
    fn look_at_size(&mut self) -> Result<bool, ScreenError> {
        // From now on crossterm listens.
        let _ = terminal_event::poll(Duration::ZERO);
        let size = self.terminal.screen.size()?;
        let size = Size { columns: size.width, rows: size.height };
        self.resized = size != self.state.size;
        if self.resized {
            self.follow(Event::Resize(size))?;
        }
        Ok(self.resized)
    }

    /// Asks how wide the terminal draws “ and its like, if that is to be asked. The question stands in the first
    /// row, so that the next frame is drawn whole; asking before the first frame would make it wait for slow
    /// terminals. Whether it was asked.
    fn put_question(&mut self) -> Result<bool, ScreenError> {
        let Some(ask) = self.question.take() else { return Ok(false) };
        if self.state.settings.ambiguous.is_some() {
            return Ok(false);
        }
        let silent = SilentTerminals::of_this_user();
        let name = terminal_name(|name| std::env::var(name).ok());
        if ask == Ask::Usual && silent.knows(&name) {
            return Ok(false);
        }
        let answer = probe::ask();
        // A folder that cannot be written costs the next start two seconds, no more.
        let _ = match answer {
            probe::Answer::Silent => silent.remember(&name),
            probe::Answer::Columns(_) => silent.forget(&name),
            probe::Answer::NoTerminal => Ok(()),
        };
        self.follow(Event::Measured(answer.measure()))?;
        self.terminal.wipe()?;
        Ok(true)
    }

    fn turn(&mut self, receiver: &Receiver<Message>, permits: &Sender<()>) -> Result<End, ScreenError> {
        while let Ok(first) = receiver.recv() {
            let mut message = Some(first);
            while let Some(now) = message.take() {
                if let Some(end) = self.take(now, permits)? {
                    return Ok(end);
                }
                message = receiver.try_recv().ok();
            }
            self.draw()?;
        }
        Ok(End::Quit)
    }

    fn take(&mut self, message: Message, permits: &Sender<()>) -> Result<Option<End>, ScreenError> {
        match message {
            Message::App(event) => self.follow(event),
            Message::Input(events) => {
                let is_resize =
                    |event: &terminal_event::Event| matches!(event, terminal_event::Event::Resize(..));
                self.resized |= events.iter().any(is_resize);
                for event in events.into_iter().filter_map(keys::event) {
                    let event = self.clicks.see(event, Instant::now());
                    if let Some(end) = self.follow(event)? {
                        return Ok(Some(end));
                    }
                }
                // Nobody reads from the terminal at this moment: its answer cannot be taken for keys.
                self.put_question()?;
                // Only now is the next key read: while an editor has the terminal, its keys are its own.
                let _ = permits.send(());
                Ok(None)
            }
            Message::Signal(SIGTSTP) => self.suspend(),
            Message::Signal(signal) => {
                tracing::info!(signal, "a signal ends the reader");
                Ok(Some(End::Signal(signal)))
            }
            Message::Hangup => {
                tracing::info!("the terminal is gone");
                Ok(Some(End::Quit))
            }
        }
    }

    /// Lets the state follow and carries out what comes of it.
    fn follow(&mut self, event: Event) -> Result<Option<End>, ScreenError> {
        for effect in update(&mut self.state, event) {
            if let Some(end) = self.carry_out(effect)? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    /// Gives something to the store; until its thread is started, it waits.
    fn keep(&mut self, request: Request) {
        match &self.keeper {
            Some(keeper) => keeper.ask(request),
            None => self.unkept.push(request),
        }
    }

    /// Starts the thread that keeps marks. Not before the first frame: opening the file takes a moment.
    fn start_keeping(&mut self) {
        let sender = self.sender.clone();
        let answer = move |answer| {
            let _ = sender.send(Message::App(Event::Marks(Box::new(answer))));
        };
        let keeper = Keeper::start(self.marks_folder.take(), answer);
        self.unkept.drain(..).for_each(|request| keeper.ask(request));
        self.keeper = Some(keeper);
    }

    /// Has the store keep what is not kept yet.
    fn keep_all(&mut self) {
        for effect in before_leaving(&mut self.state) {
            if let Effect::Keep(request) = effect {
                self.keep(request);
            }
        }
    }

    fn draw(&mut self) -> Result<(), ScreenError> {
        self.follow_theme()?;
        let (screen, theme, measure) = (view(&self.state), &self.theme, self.state.measure);
        queue!(self.terminal.screen.backend_mut(), BeginSynchronizedUpdate)?;
        if std::mem::take(&mut self.resized) {
            self.terminal.wipe()?;
        }
        self.terminal.screen.draw(|frame| draw::draw(frame, &screen, theme, measure))?;
        queue!(self.terminal.screen.backend_mut(), EndSynchronizedUpdate)?;
        Ok(self.terminal.release()?)
    }

    fn follow_theme(&mut self) -> Result<(), ScreenError> {
        if self.theme_name == self.state.settings.theme {
            return Ok(());
        }
        self.theme_name.clone_from(&self.state.settings.theme);
        let own = &self.state.settings.themes;
        self.theme = Theme::load(&self.theme_name, own, self.depth, self.ground)?;
        Ok(())
    }
}

/// Asks the terminal for its ground, if there is one to be asked.
fn ask_ground() -> Option<Ground> {
    use std::io::IsTerminal;
    (std::io::stdout().is_terminal() && std::io::stdin().is_terminal()).then(Ground::ask).flatten()
}
