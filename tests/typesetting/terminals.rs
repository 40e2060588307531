//! Three kinds of terminals, told apart by what they leave where half of a wide character is overdrawn: the colour
//! it had, the colour being drawn with, or the default one. In each of them, and with narrow and wide ambiguous
//! characters, what is drawn frame by frame is what one fresh drawing gives.

use crate::cases::cases;
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::tui::canvas::{Canvas, seal};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

const WIDTH: u16 = 14;
const HEIGHT: u16 = 3;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Orphan {
    KeepsOld,
    TakesCurrent,
    TakesDefault,
}

#[derive(Debug, Clone, PartialEq)]
enum Glyph {
    Single(String),
    Head(String),
    Tail,
}

type Look = (Color, Color, Modifier);

/// What a terminal shows: it knows nothing of buffers, only of characters written at places.
#[derive(Debug, Clone)]
struct Terminal {
    orphan: Orphan,
    measure: Measure,
    cells: Vec<(Glyph, Look)>,
}

impl Terminal {
    fn new(orphan: Orphan, measure: Measure) -> Self {
        let blank = (Glyph::Single(" ".to_owned()), (Color::Reset, Color::Reset, Modifier::empty()));
        Self { orphan, measure, cells: vec![blank; usize::from(WIDTH * HEIGHT)] }
    }

    fn show(&mut self, changes: Vec<(u16, u16, &Cell)>) {
        for (x, y, cell) in changes {
            let look = (cell.fg, cell.bg, cell.modifier);
            let symbol = if cell.symbol() == "\u{a0}" { " " } else { cell.symbol() };
            let columns = self.measure.text(symbol);
            let at = usize::from(y * WIDTH + x);
            assert!(x + columns as u16 <= WIDTH, "a wide character in the last column goes to the next line");
            self.orphan_around(at, columns, look);
            if columns == 2 {
                self.cells[at] = (Glyph::Head(symbol.to_owned()), look);
                self.cells[at + 1] = (Glyph::Tail, look);
            } else {
                self.cells[at] = (Glyph::Single(symbol.to_owned()), look);
            }
        }
    }

    /// The halves that stay behind become blanks.
    fn orphan_around(&mut self, at: usize, columns: usize, look: Look) {
        if self.cells[at].0 == Glyph::Tail {
            self.leave_blank(at - 1, look);
        }
        let last = at + columns - 1;
        if matches!(self.cells[last].0, Glyph::Head(_)) {
            self.leave_blank(last + 1, look);
        }
    }

    fn leave_blank(&mut self, at: usize, current: Look) {
        let look = match self.orphan {
            Orphan::KeepsOld => self.cells[at].1,
            Orphan::TakesCurrent => current,
            Orphan::TakesDefault => (Color::Reset, Color::Reset, Modifier::empty()),
        };
        self.cells[at] = (Glyph::Single(" ".to_owned()), look);
    }
}

#[derive(Debug, Clone)]
enum Stroke {
    Text(u16, u16, &'static str, Style),
    Fill(u16, u16, u16, Style),
    Popup(u16, u16, &'static str, Style),
    Restyle(u16, u16, u16, Style),
    Widget(u16, u16, &'static str, Style),
}

fn style() -> impl Strategy<Value = Style> {
    select(vec![
        Style::new(),
        Style::new().fg(Color::Red),
        Style::new().bg(Color::Blue),
        Style::new().add_modifier(Modifier::REVERSED),
        Style::new().bg(Color::Green).add_modifier(Modifier::UNDERLINED),
    ])
}

fn words() -> impl Strategy<Value = &'static str> {
    select(vec!["春天来了", "“看报”", "a——b", "x", " ", "①ab", "……", "é─│", "ab“c”", "，。", "看 报", "Ⅱ级×"])
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let (x, y, columns) = (0..WIDTH, 0..HEIGHT, 0..6_u16);
    prop_oneof![
        5 => (x.clone(), y.clone(), words(), style()).prop_map(|(x, y, text, style)| Stroke::Text(x, y, text, style)),
        1 => (x.clone(), y.clone(), columns.clone(), style()).prop_map(|(x, y, columns, style)| Stroke::Fill(x, y, columns, style)),
        1 => (x.clone(), y.clone(), words(), style()).prop_map(|(x, y, text, style)| Stroke::Popup(x, y, text, style)),
        1 => (x.clone(), y.clone(), columns, style()).prop_map(|(x, y, columns, style)| Stroke::Restyle(x, y, columns, style)),
        1 => (x, y, words(), style()).prop_map(|(x, y, text, style)| Stroke::Widget(x, y, text, style)),
    ]
}

fn draw(strokes: &[Stroke], measure: Measure) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
    for stroke in strokes {
        if let Stroke::Widget(x, y, text, style) = stroke {
            buffer.set_string(*x, *y, text, *style);
            continue;
        }
        let mut canvas = Canvas::new(&mut buffer, measure);
        match stroke {
            Stroke::Text(x, y, text, style) => {
                canvas.put_str(*x, *y, text, WIDTH, *style);
            }
            Stroke::Fill(x, y, columns, style) => canvas.fill(Rect::new(*x, *y, *columns, 1), *style),
            Stroke::Restyle(x, y, columns, style) => canvas.restyle(Rect::new(*x, *y, *columns, 2), *style),
            Stroke::Popup(x, y, title, style) => {
                let area = Rect::new(*x, *y, 9, 3);
                canvas.heal(area);
                canvas.frame(area, title, *style, *style);
            }
            Stroke::Widget(..) => {}
        }
    }
    seal(&mut buffer, measure);
    buffer
}

fn frames() -> impl Strategy<Value = Vec<Vec<Stroke>>> {
    vec(vec(stroke(), 0..7), 1..7)
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn frame_by_frame_is_as_fresh(
        frames in frames(),
        orphan in select(vec![Orphan::KeepsOld, Orphan::TakesCurrent, Orphan::TakesDefault]),
        ambiguous in select(vec![Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Avoid]),
    ) {
        let measure = Measure::new(ambiguous);
        // A terminal that disagrees with itself is taken at its worst: it draws them narrow or wide, and only
        // look-alikes are sent.
        let terminal = Measure::new(if ambiguous == Ambiguous::Wide { Ambiguous::Wide } else { Ambiguous::Narrow });
        let empty = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        let mut screen = Terminal::new(orphan, terminal);
        let mut last = empty.clone();
        for strokes in frames {
            let next = draw(&strokes, measure);
            screen.show(last.diff(&next));
            let mut fresh = Terminal::new(orphan, terminal);
            fresh.show(empty.diff(&next));
            prop_assert_eq!(&screen.cells, &fresh.cells);
            last = next;
        }
    }
}
