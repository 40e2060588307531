//! Takes the terminal and gives it back: raw mode, the other screen, mouse, pasted text as one piece.
//!
//! [`Taken`] gives it back when it is dropped; [`give_back`] can be called at any time and any number of times,
//! from the panic hook as well.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};

use super::ScreenError;

/// The terminal that is drawn on. Everything of a frame goes out in one write.
pub(super) type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

static TAKEN: AtomicBool = AtomicBool::new(false);

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
        enter(mouse)?;
        let output = BufWriter::with_capacity(1 << 16, io::stdout());
        let screen = Terminal::new(CrosstermBackend::new(output)).inspect_err(|_| give_back())?;
        Ok(Self { screen })
    }

    /// Takes it again after it was given back for a while; the next frame is drawn whole.
    pub(super) fn take_again(&mut self, mouse: bool) -> io::Result<()> {
        enter(mouse)?;
        self.wipe()
    }

    /// Wipes the screen; the next frame is drawn whole. ratatui's own `clear` asks the terminal where the cursor
    /// is: one that does not answer would end the program, and so would the thread that waits for keys.
    pub(super) fn wipe(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        self.screen.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Writes something that is not drawn, such as a text for the clipboard.
    pub(super) fn send(&mut self, text: &str) -> io::Result<()> {
        let backend = self.screen.backend_mut();
        backend.write_all(text.as_bytes())?;
        Write::flush(backend)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut output = io::stdout().lock();
    execute!(output, EnterAlternateScreen, Hide, EnableBracketedPaste)?;
    set_mouse(mouse)
}

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
    let mut output = io::stdout().lock();
    let _ = execute!(output, DisableMouseCapture, DisableBracketedPaste);
    let _ = execute!(output, SetCursorStyle::DefaultUserShape, Show, LeaveAlternateScreen);
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
