//! The threads that wake the loop: pages that are read, keys, signals, and the end of the terminal.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event as terminal_event;
use signal_hook::consts::SIGHUP;
use signal_hook::iterator::Signals;

use super::Message;
use crate::app::event::{Arrival, Event};
use crate::app::jobs::load::{Delivery, Mender, Others, Source, expand, load, sample};
use crate::model::Language;
use crate::tui::{Options, ScreenError};

/// How long pages that were read wait for others before they are shown together: each showing searches and
/// draws anew, and a reader sees no difference below this.
const GATHER: Duration = Duration::from_millis(30);

/// Keys that came in one go are taken in one go. At no time at all, crossterm does not look what is at hand; of less than
/// a millisecond, the system makes none.
const AT_HAND: Duration = Duration::from_micros(100);

/// How long keeping the last marks may take after the terminal is gone.
const LEAVING: Duration = Duration::from_secs(3);

/// Finds and reads the pages on other threads. Those behind the first one wait until that is shown (the other end of
/// `shown` is dropped): it would have to share the cores with them.
pub(super) fn start_reading(options: &Options, sender: Sender<Message>, shown: Receiver<()>) {
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
    load(sources, Others::AfterFirst, |Delivery::Read(outcome)| {
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
pub(super) fn start_input(sender: Sender<Message>) -> Sender<()> {
    let (permits, permit) = mpsc::channel();
    thread::spawn(move || {
        loop {
            let first = match terminal_event::read() {
                Ok(first) => first,
                Err(error) => {
                    tracing::info!(%error, "no more keys can be read");
                    let _ = sender.send(Message::Hangup);
                    return;
                }
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
pub(super) fn start_signals(mut signals: Signals, sender: Sender<Message>) {
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
pub(super) fn is_gone(error: &ScreenError) -> bool {
    let gone = rustix::io::Errno::IO.raw_os_error();
    matches!(error, ScreenError::Terminal(error) if error.raw_os_error() == Some(gone))
}

#[cfg(not(unix))]
pub(super) fn is_gone(_: &ScreenError) -> bool {
    false
}

/// Tells when the terminal is gone. A signal says so to the leader of the session only: where that is a shell
/// which ignores it, reading keys would go on for ever at the end of a file.
#[cfg(unix)]
pub(super) fn watch_for_hangup(sender: Sender<Message>) {
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
pub(super) fn watch_for_hangup(_: Sender<Message>) {}
