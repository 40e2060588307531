//! Draws coloured pages of Chinese with popups in this terminal, for tests/terminals/run.sh.
//!
//! `canvas-frames scrolled` draws twenty frames one after the other, `canvas-frames fresh` only the last; both must
//! look alike. How wide the terminal draws ambiguous characters is asked, unless a second argument says it. When the
//! last frame is out, what was found is written to the file that a third argument names. A key ends it.

use std::io;

use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::tui::canvas::{Canvas, seal};
use kanbao::tui::probe;
use kanbao::typeset::{Paragraph, Row, Settings, set_text};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{event, execute};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

const FRAMES: usize = 20;
const TEXT: &str =
    "他说：“看报”——不只是看字……第①版讲‘丰收’，第Ⅱ版讲水·土，全长23.4万米，2018—2019年建成（见图×2）。";

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let first = if arguments.next().as_deref() == Some("fresh") { FRAMES - 1 } else { 0 };
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    let measure = match arguments.next().as_deref() {
        Some("narrow") => Measure::new(Ambiguous::Narrow),
        Some("wide") => Measure::new(Ambiguous::Wide),
        Some("avoid") => Measure::new(Ambiguous::Avoid),
        _ => probe::ask().measure(),
    };
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let paragraph = Paragraph::new(TEXT.repeat(40));
    for frame in first..FRAMES {
        terminal.draw(|target| {
            draw(&mut Canvas::new(target.buffer_mut(), measure), &paragraph, frame);
            seal(target.buffer_mut(), measure);
        })?;
    }
    if let Some(path) = arguments.next() {
        std::fs::write(path, format!("{:?}\n", measure.ambiguous))?;
    }
    event::read()?;
    execute!(io::stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

fn draw(canvas: &mut Canvas<'_>, paragraph: &Paragraph, frame: usize) {
    let area = canvas.area();
    let measure = canvas.measure();
    let inner = canvas.frame(
        area,
        &format!("“第{frame}帧”"),
        Style::new(),
        Style::new().add_modifier(Modifier::BOLD),
    );
    let settings =
        Settings { width: usize::from(inner.width.saturating_sub(2)), measure, ..Settings::default() };
    let sheet = set_text(paragraph, &settings);
    // Jumps of an uneven number of rows, so that wide characters move against each other.
    let top = frame * 7 % 11;
    for (y, row) in (inner.y..inner.bottom()).zip(sheet.rows.iter().skip(top)) {
        canvas.put_row(inner.x, y, row, inner.width, |_| row_style(row, usize::from(y) + frame));
    }
    if !frame.is_multiple_of(3) {
        let popup = Rect::new(5 + (frame as u16 % 4), 4, 31, 6);
        canvas.heal(popup);
        let inside = canvas.frame(popup, "检索：“水·土”", Style::new().fg(Color::Cyan), Style::new());
        canvas.put_line(
            inside.x,
            inside.y,
            TEXT,
            inside.width,
            Style::new().add_modifier(Modifier::REVERSED),
        );
    }
}

fn row_style(row: &Row, number: usize) -> Style {
    match (row.columns() + number) % 5 {
        0 => Style::new().bg(Color::Blue),
        1 => Style::new().add_modifier(Modifier::REVERSED),
        2 => Style::new().fg(Color::Red),
        _ => Style::new(),
    }
}
