//! Takes the terminal and gives it back: raw mode, the other screen, mouse, pasted text as one piece.
//!
//! [`Taken`] gives it back when it is dropped; [`give_back`] can be called at any time and any number of times,
//! from the panic hook as well.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};

use super::ScreenError;

/// The terminal that is drawn on.
pub(super) type Screen = Terminal<CrosstermBackend<Output>>;

/// The terminal is in raw mode.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal shows its other screen.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// What is to be written to the terminal. It gathers until it is flushed, so that a frame goes out in one write with
/// whatever belongs to it; what was not flushed is never seen.
#[derive(Debug, Default)]
pub(super) struct Output {
    bytes: Vec<u8>,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        SHOWN.store(true, Ordering::SeqCst);
        let mut terminal = io::stdout().lock();
        let written = terminal.write_all(&self.bytes).and_then(|()| terminal.flush());
        self.bytes.clear();
        written
    }
}

/// The terminal while it is ours.
pub(super) struct Taken {
    /// To be drawn on.
    pub(super) screen: Screen,
}

impl Taken {
    /// Takes the terminal.
    pub(super) fn take(mouse: bool) -> Result<Self, ScreenError> {
        if !io::stdout().is_terminal() {
            return Err(ScreenError::NoTerminal);
        }
        hook_panics();
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let backend = CrosstermBackend::new(Output::default());
        let mut taken = Self { screen: Terminal::new(backend).inspect_err(|_| give_back())? };
        taken.enter(mouse)?;
        Ok(taken)
    }

    /// Takes it again after it was given back for a while; the next frame is drawn whole.
    pub(super) fn take_again(&mut self, mouse: bool) -> io::Result<()> {
        enable_raw_mode()?;
        forget_keys();
        TAKEN.store(true, Ordering::SeqCst);
        self.enter(mouse)?;
        self.wipe()?;
        self.release()
    }

    /// The other screen comes with what is written next.
    fn enter(&mut self, mouse: bool) -> io::Result<()> {
        let output = self.screen.backend_mut();
        queue!(output, EnterAlternateScreen, Hide, EnableBracketedPaste)?;
        if mouse { queue!(output, EnableMouseCapture) } else { Ok(()) }
    }

    /// Writes everything that has gathered.
    pub(super) fn release(&mut self) -> io::Result<()> {
        Write::flush(self.screen.backend_mut())
    }

    /// Wipes the screen; the next frame is drawn whole. ratatui's own `clear` asks the terminal where the cursor
    /// is: one that does not answer would end the program, and so would the thread that waits for keys.
    pub(super) fn wipe(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        self.screen.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Writes something that is not drawn, such as a text for the clipboard.
    pub(super) fn send(&mut self, text: &str) -> io::Result<()> {
        self.screen.backend_mut().write_all(text.as_bytes())?;
        self.release()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Drops the keys that nobody has read. While another program had the terminal they were meant for that program, and
/// the line discipline may have eaten parts of them: of pasted text of which the end is gone, none would come through.
#[cfg(unix)]
fn forget_keys() {
    use rustix::termios::{QueueSelector, tcflush};
    // Where that fails the keys are taken for our own, no worse.
    let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
}

#[cfg(not(unix))]
fn forget_keys() {}

/// Takes or leaves the mouse.
pub(super) fn set_mouse(on: bool) -> io::Result<()> {
    let mut output = io::stdout().lock();
    if on { execute!(output, EnableMouseCapture) } else { execute!(output, DisableMouseCapture) }
}

/// Gives the terminal back as it was. Does nothing the second time.
pub(super) fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Each step is tried whatever became of the one before: a terminal that is gone cannot be helped, and a
    // terminal that is there should get as much back as it can.
    if SHOWN.swap(false, Ordering::SeqCst) {
        let mut output = io::stdout().lock();
        let _ = execute!(output, DisableMouseCapture, DisableBracketedPaste);
        let _ = execute!(output, SetCursorStyle::DefaultUserShape, Show, LeaveAlternateScreen);
    }
    let _ = disable_raw_mode();
}

/// A panic gives the terminal back before its words are written; one that is caught and told says nothing here.
fn hook_panics() {
    static HOOKED: AtomicBool = AtomicBool::new(false);
    if HOOKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if crate::app::jobs::load::is_guarded() {
            return;
        }
        give_back();
        before(panic);
    }));
}
