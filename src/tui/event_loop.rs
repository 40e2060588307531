//! The loop: wait for something to happen, let the state follow, carry out effects, draw. Nothing happens and
//! nothing is drawn while nothing happens outside: the loop sleeps on one channel.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event as terminal_event;
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::terminal::{Taken, give_back, set_mouse};
use super::theme::{Depth, Ground, Theme, names};
use super::{Options, ScreenError, clipboard, draw, keys, probe};
use crate::app::effect::Effect;
use crate::app::event::{Arrival, Event, Size};
use crate::app::jobs::aloud::Speaker;
use crate::app::jobs::hooks::Hooks;
use crate::app::jobs::keep::{Keeper, today};
use crate::app::jobs::load::{Delivery, Mender, Source, expand, load, sample};
use crate::app::jobs::outside;
use crate::app::jobs::relate::Relater;
use crate::app::jobs::search::Searcher;
use crate::app::jobs::watch::{self, Watched};
use crate::app::keymap::Keymap;
use crate::app::settings::AUTO;
use crate::app::state::State;
use crate::app::update::{before_leaving, update};
use crate::app::view::view;
use crate::assets;
use crate::model::Language;
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

/// How long pages that were read wait for others before they are shown together: each showing searches and
/// draws anew, and a reader sees no difference below this.
const GATHER: Duration = Duration::from_millis(30);

/// How long the first frame waits for the first page. A page is read in less; more would be felt.
const FIRST_PAGES: Duration = Duration::from_millis(15);

/// Keys that came in one go are taken in one go. At no time at all, crossterm does not look what is at hand; of less than
/// a millisecond, the system makes none.
const AT_HAND: Duration = Duration::from_micros(100);

/// How long keeping the last marks may take after the terminal is gone.
const LEAVING: Duration = Duration::from_secs(3);

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
            Message::Signal(SIGTSTP) => self.suspend().map(|()| None),
            Message::Signal(signal) => Ok(Some(End::Signal(signal))),
            Message::Hangup => Ok(Some(End::Quit)),
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

    fn carry_out(&mut self, effect: Effect) -> Result<Option<End>, ScreenError> {
        match effect {
            Effect::Quit => return Ok(Some(End::Quit)),
            Effect::Suspend => self.suspend()?,
            Effect::Search(request) => {
                let sender = self.sender.clone();
                let answer = move |found| {
                    let _ = sender.send(Message::App(Event::Found(Box::new(found))));
                };
                self.searcher.get_or_insert_with(|| Searcher::start(answer)).ask(request);
            }
            Effect::Relate(request) => {
                let sender = self.sender.clone();
                self.relater.ask(request, move |found| {
                    let _ = sender.send(Message::App(Event::Related(Box::new(found))));
                });
            }
            Effect::Copy(text) => self.copy(text)?,
            Effect::WriteNew { path, bytes } => {
                let notice = outside::write_new(&path, &bytes, self.state.language());
                return self.follow(Event::Told(notice));
            }
            Effect::Pipe { command, input } => {
                give_back();
                let outcome = outside::pipe(&command, &input, self.state.language());
                wait_for_enter(self.state.say("—— 回车返回看报 ——", "— Enter goes back to the paper —"));
                self.come_back()?;
                if let Some(notice) = outcome {
                    return self.follow(Event::Told(notice));
                }
            }
            Effect::Hook(hook) => {
                let sender = self.sender.clone();
                let tell = move |notice| {
                    let _ = sender.send(Message::App(Event::Told(notice)));
                };
                let language = self.state.language();
                self.hooks.get_or_insert_with(|| Hooks::start(tell)).run(hook, language);
            }
            Effect::ReadAloud(wish) => {
                let (sender, ticket) = (self.sender.clone(), wish.ticket);
                self.speaker.speak(wish, move |news| {
                    let _ = sender.send(Message::App(Event::Aloud(ticket, news)));
                });
            }
            Effect::Hush => self.speaker.hush(),
            Effect::SaveSettings { path, changes } => {
                let notice = outside::save_settings(&path, &changes, self.state.language());
                return self.follow(Event::Told(notice));
            }
            Effect::Edit { path, line } => {
                give_back();
                let outcome = outside::edit(&path, line, self.state.language());
                self.come_back()?;
                if let Some(notice) = outcome {
                    return self.follow(Event::Told(notice));
                }
            }
            Effect::Keep(request) => self.keep(request),
            Effect::Mouse(on) => set_mouse(on)?,
            Effect::AskWidth => self.question = Some(Ask::Anew),
            Effect::Reread => {
                if let Some(watch) = &self.watch {
                    let _ = watch.send(());
                }
            }
            Effect::Heal => self.terminal.wipe()?,
        }
        Ok(None)
    }

    /// Puts a text into the clipboard: by the terminal, which also works over a network, and by the tool of the
    /// system where there is one.
    fn copy(&mut self, text: String) -> Result<(), ScreenError> {
        let is_set = |name: &str| std::env::var_os(name).is_some();
        let way = &self.state.settings.clipboard;
        if way.uses_terminal() {
            self.terminal.send(&clipboard::sequences(&text, is_set("TMUX"), is_set("STY")))?;
        }
        let tools = way.tools(is_set);
        // A tool may take its time, or hang where its screen is gone: nobody waits for it.
        thread::spawn(move || tools.iter().any(|tool| outside::copy_by(tool, &text)));
        Ok(())
    }

    /// Stops until the shell brings the program back.
    fn suspend(&mut self) -> Result<(), ScreenError> {
        give_back();
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
        self.come_back()?;
        // It may be another terminal now. Where the thread of the keys is reading, the signal of a new size
        // makes it stop for a moment, and then the question can be put.
        self.question = Some(Ask::Usual);
        let _ = signal_hook::low_level::raise(SIGWINCH);
        Ok(())
    }

    fn come_back(&mut self) -> Result<(), ScreenError> {
        self.terminal.take_again(self.state.settings.mouse)?;
        let size = self.terminal.screen.size()?;
        self.follow(Event::Resize(Size { columns: size.width, rows: size.height }))?;
        Ok(())
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

/// Lets the reader look at what a command wrote before the screen is taken again.
#[expect(clippy::print_stdout, reason = "the terminal was given back, and this is for the reader at it")]
fn wait_for_enter(words: &str) {
    println!("\n{words}");
    let _ = std::io::stdin().read_line(&mut String::new());
}

/// Finds and reads the pages on other threads. Those behind the first one wait until that is shown (the other end of
/// `shown` is dropped): it would have to share the cores with them.
fn start_reading(options: &Options, sender: Sender<Message>, shown: Receiver<()>) {
    let (paths, encoding) = (options.paths.clone(), options.encoding);
    let language = options.settings.language;
    let marks_folder = options.marks_folder.clone();
    thread::spawn(move || {
        let (sources, problems) =
            if paths.is_empty() { (sample(), Vec::new()) } else { expand(&paths, encoding) };
        let _ = sender.send(Message::App(Event::Expect(sources.len())));
        let failures = problems.iter().filter(|problem| !problem.is_skip());
        let failures = failures.map(|problem| Arrival::failure(problem, language));
        read_in_bunches(sources, failures.collect(), language, marks_folder, (&sender, &shown));
        let _ = sender.send(Message::App(Event::AllArrived));
    });
}

/// Hands pages over in bunches, so that thousands of them do not make thousands of frames.
fn read_in_bunches(
    sources: Vec<Source>,
    failures: Vec<Arrival>,
    language: Language,
    marks_folder: Option<PathBuf>,
    (sender, shown): (&Sender<Message>, &Receiver<()>),
) {
    let mut bunch = failures;
    let count = sources.len();
    let mut taken = 0;
    let mut sent = Instant::now();
    let mut mender = Mender::start(marks_folder);
    load(sources, |Delivery::Read(outcome)| {
        taken += 1;
        bunch.push(mender.arrival(outcome, language));
        // The first frame waits for the first page.
        if taken == 1 || taken == count || sent.elapsed() >= GATHER {
            let is_heard = sender.send(Message::App(Event::Arrived(std::mem::take(&mut bunch)))).is_ok();
            let _ = shown.recv();
            sent = Instant::now();
            return is_heard;
        }
        true
    });
    if !bunch.is_empty() {
        let _ = sender.send(Message::App(Event::Arrived(bunch)));
    }
}

/// Reads keys. After each bunch it waits for a permit, so that the terminal can be lent out in between.
fn start_input(sender: Sender<Message>) -> Sender<()> {
    let (permits, permit) = mpsc::channel();
    thread::spawn(move || {
        loop {
            let Ok(first) = terminal_event::read() else {
                let _ = sender.send(Message::Hangup);
                return;
            };
            let mut events = vec![first];
            while events.len() < 256 && terminal_event::poll(AT_HAND).unwrap_or(false) {
                match terminal_event::read() {
                    Ok(event) => events.push(event),
                    Err(_) => break,
                }
            }
            if sender.send(Message::Input(events)).is_err() || permit.recv().is_err() {
                return;
            }
        }
    });
    permits
}

/// Turns signals into messages, so that the terminal is given back in order.
fn start_signals(mut signals: Signals, sender: Sender<Message>) {
    thread::spawn(move || {
        for signal in &mut signals {
            if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    });
}

/// Whether there is no terminal any more: closing its window is one way to leave.
#[cfg(unix)]
fn is_gone(error: &ScreenError) -> bool {
    let gone = rustix::io::Errno::IO.raw_os_error();
    matches!(error, ScreenError::Terminal(error) if error.raw_os_error() == Some(gone))
}

#[cfg(not(unix))]
fn is_gone(_: &ScreenError) -> bool {
    false
}

/// Tells when the terminal is gone. A signal says so to the leader of the session only: where that is a shell
/// which ignores it, reading keys would go on for ever at the end of a file.
#[cfg(unix)]
fn watch_for_hangup(sender: Sender<Message>) {
    use rustix::event::{PollFd, PollFlags, poll};
    thread::spawn(move || {
        let input = rustix::stdio::stdin();
        // Nothing is waited for but the hangup, which is always told.
        let mut watched = [PollFd::new(&input, PollFlags::empty())];
        loop {
            match poll(&mut watched, None) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        let _ = sender.send(Message::Hangup);
        // Whoever waits for an answer of the terminal just now never gets one and never looks up.
        thread::sleep(LEAVING);
        let _ = signal_hook::low_level::emulate_default_handler(SIGHUP);
    });
}

#[cfg(not(unix))]
fn watch_for_hangup(_: Sender<Message>) {}
