//! The terminal's keys and mouse → the program's.

use std::time::{Duration, Instant};

use crossterm::event::{
    Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

use crate::app::event::{Event, Mouse, MouseDeed, Size};
use crate::app::key::{Chord, Code};

/// What the terminal says, as something that happened here; `None` for what means nothing.
pub(super) fn event(event: TerminalEvent) -> Option<Event> {
    match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => chord(key).map(Event::Key),
        TerminalEvent::Mouse(event) => mouse(event).map(Event::Mouse),
        TerminalEvent::Paste(text) => Some(Event::Paste(text)),
        TerminalEvent::Resize(columns, rows) => Some(Event::Resize(Size { columns, rows })),
        TerminalEvent::Key(_) | TerminalEvent::FocusGained | TerminalEvent::FocusLost => None,
    }
}

fn chord(key: KeyEvent) -> Option<Chord> {
    let code = match key.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let code = match code {
        // With control held, terminals disagree about the case of the letter.
        Code::Char(character) if control => Code::Char(character.to_ascii_lowercase()),
        code => code,
    };
    let types = matches!(code, Code::Char(_));
    let shift = (shift || key.code == KeyCode::BackTab) && !types;
    Some(Chord { code, control, alt: key.modifiers.contains(KeyModifiers::ALT), shift })
}

/// With Shift held, the mouse is the terminal's: it selects text.
fn mouse(event: MouseEvent) -> Option<Mouse> {
    if event.modifiers.contains(KeyModifiers::SHIFT) {
        return None;
    }
    let deed = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseDeed::Click,
        MouseEventKind::Drag(MouseButton::Left) => MouseDeed::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseDeed::Release,
        MouseEventKind::ScrollDown => MouseDeed::WheelDown,
        MouseEventKind::ScrollUp => MouseDeed::WheelUp,
        _ => return None,
    };
    Some(Mouse { deed, column: event.column, row: event.row })
}

/// Tells a double click from two clicks.
#[derive(Debug, Default)]
pub(super) struct Clicks {
    last: Option<(Instant, u16, u16)>,
}

/// Clicks that are farther apart are two.
const DOUBLE: Duration = Duration::from_millis(400);

impl Clicks {
    /// The event; a click right behind another one in the same place is a double click.
    pub(super) fn see(&mut self, event: Event, now: Instant) -> Event {
        let Event::Mouse(mouse) = event else { return event };
        if mouse.deed != MouseDeed::Click {
            return Event::Mouse(mouse);
        }
        let before = self.last.replace((now, mouse.column, mouse.row));
        let is_double = before.is_some_and(|(time, column, row)| {
            now.saturating_duration_since(time) < DOUBLE && (column, row) == (mouse.column, mouse.row)
        });
        if !is_double {
            return Event::Mouse(mouse);
        }
        // A third click is the first of something new.
        self.last = None;
        Event::Mouse(Mouse { deed: MouseDeed::DoubleClick, ..mouse })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_clicks_in_one_place_are_a_double_click_if_they_are_quick() {
        let begin = Instant::now();
        let mut clicks = Clicks::default();
        let mut deed = |column, deed, millis| {
            let mouse = Mouse { deed, column, row: 3 };
            match clicks.see(Event::Mouse(mouse), begin + Duration::from_millis(millis)) {
                Event::Mouse(mouse) => mouse.deed,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(deed(5, MouseDeed::Click, 0), MouseDeed::Click);
        assert_eq!(deed(5, MouseDeed::Release, 50), MouseDeed::Release);
        assert_eq!(deed(5, MouseDeed::Click, 200), MouseDeed::DoubleClick);
        assert_eq!(deed(5, MouseDeed::Click, 300), MouseDeed::Click);
        assert_eq!(deed(6, MouseDeed::Click, 400), MouseDeed::Click);
        assert_eq!(deed(6, MouseDeed::Click, 1000), MouseDeed::Click);
    }

    #[test]
    fn keys_become_chords() {
        for (code, modifiers, expected) in [
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('D'), KeyModifiers::CONTROL, "<c-d>"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "<s-tab>"),
            (KeyCode::BackTab, KeyModifiers::NONE, "<s-tab>"),
            (KeyCode::Char('／'), KeyModifiers::NONE, "／"),
        ] {
            let chord = chord(KeyEvent::new(code, modifiers)).unwrap();
            assert_eq!(chord.to_string(), expected);
        }
    }
}
