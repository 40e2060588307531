//! Drawing text into cells so that no terminal can get out of step: everything on the screen goes through here.
//!
//! ratatui counts “ ” — … as one cell; some terminals draw them in two. Terminals also differ in what they leave
//! behind when half of a wide character is overdrawn. So (docs/TYPESETTING.md, "Drawing"):
//!
//! 1. A character is put with the columns that *this* terminal takes for it ([`Measure`]); where ratatui counts
//!    differently, the cell carries a forced width.
//! 2. The second cell of a wide character holds [`TAIL`], a no-break space, in the character's style. When the
//!    character goes, the cell differs from every blank, so it is always sent again and no stale colour stays.
//! 3. Whoever draws over half of a wide character blanks the other half at once: no glyph is ever halved.
//! 4. [`seal`] is called last in every frame. It repairs what was drawn past this file (a ratatui widget).
//!
//! How to use it, once a frame:
//!
//! ```
//! use kanbao::text::columns::Measure;
//! use kanbao::tui::canvas::{Canvas, seal, text_of};
//! use ratatui::{buffer::Buffer, layout::Rect, style::Style};
//!
//! let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 3));
//! let mut canvas = Canvas::new(&mut buffer, Measure::default());
//! let inner = canvas.frame(Rect::new(0, 0, 12, 3), "看报", Style::new(), Style::new());
//! canvas.put_str(inner.x, inner.y, "春天来了燕子", inner.width, Style::new());
//! seal(&mut buffer, Measure::default());
//! assert_eq!(text_of(&buffer), "┌ 看报 ────┐\n│春天来了燕│\n└──────────┘\n");
//! ```
//!
//! Switching the measure at run time needs `terminal.clear()`: cells with and without a forced width never match.
//! Highlights are given as the style of what is put, or with [`Canvas::restyle`], which never halves a character.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::clusters::clusters;
use crate::text::columns::Measure;
use crate::text::signs::Borders;
use crate::typeset::{Row, Run, cut};

/// What the second cell of a wide character holds. It looks like a blank and is equal to none.
pub const TAIL: &str = "\u{a0}";

const BLANK: &str = " ";

/// A buffer with the measure of the terminal that will show it.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    measure: Measure,
}

impl<'a> Canvas<'a> {
    /// Draws into `buffer` for a terminal with this measure.
    pub fn new(buffer: &'a mut Buffer, measure: Measure) -> Self {
        Self { buffer, measure }
    }

    /// The cells that can be drawn.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// How text is measured here.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Puts one cluster and says how many columns it takes; 0 where it has no room before `right` or takes none.
    pub fn put(&mut self, x: u16, y: u16, right: u16, cluster: &str, style: Style) -> u16 {
        let shown = self.measure.shown(cluster);
        if std::ptr::eq(shown, cluster) {
            return self.put_shown(x, y, right, cluster, style);
        }
        // A look-alike can be two or more characters (II for Ⅱ); it is put whole or not at all.
        let columns = self.measure.cluster(cluster) as u16;
        if x.saturating_add(columns) > right.min(self.buffer.area.right()) {
            return 0;
        }
        let mut column = x;
        for (_, part) in clusters(shown) {
            column += self.put_shown(column, y, right, part, style);
        }
        column - x
    }

    fn put_shown(&mut self, x: u16, y: u16, right: u16, cluster: &str, style: Style) -> u16 {
        let columns = self.measure.cluster(cluster) as u16;
        let area = self.buffer.area;
        let inside = x >= area.x && y >= area.y && y < area.bottom();
        if columns == 0 || !inside || x.saturating_add(columns) > right.min(area.right()) {
            return 0;
        }
        self.free(x, y, columns);
        let option = forced(cluster, columns);
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(cluster).set_style(style).set_diff_option(option);
        }
        if columns == 2 {
            let style = self.buffer.cell((x, y)).map(Cell::style).unwrap_or_default();
            if let Some(tail) = self.buffer.cell_mut((x + 1, y)) {
                tail.set_symbol(TAIL).set_style(style).set_diff_option(CellDiffOption::None);
            }
        }
        columns
    }

    /// Puts as many whole clusters of a text as fit in `columns`, and says how many columns they take.
    pub fn put_str(&mut self, x: u16, y: u16, text: &str, columns: u16, style: Style) -> u16 {
        let right = x.saturating_add(columns);
        let mut column = x;
        for (_, cluster) in clusters(text) {
            let taken = self.put(column, y, right, cluster, style);
            if taken == 0 && self.measure.cluster(cluster) > 0 {
                break;
            }
            column += taken;
        }
        column - x
    }

    /// Puts a text in exactly `columns`: cut with an ellipsis, or blanks after it.
    pub fn put_line(&mut self, x: u16, y: u16, text: &str, columns: u16, style: Style) {
        let cut = cut(text, usize::from(columns), self.measure);
        let mut taken = self.put_str(x, y, cut.kept, columns, style);
        taken += self.put_str(x + taken, y, cut.ellipsis, columns - taken, style);
        self.fill(Rect::new(x + taken, y, columns - taken, 1), style);
    }

    /// Puts a row of set text, each run in the style that `style` gives it. Nothing is drawn beyond `columns`.
    pub fn put_row(&mut self, x: u16, y: u16, row: &Row, columns: u16, mut style: impl FnMut(&Run) -> Style) {
        for run in &row.runs {
            let column = u16::try_from(run.column).unwrap_or(u16::MAX);
            if column >= columns {
                break;
            }
            self.put_str(x + column, y, &run.text, columns - column, style(run));
        }
    }

    /// Fills an area with blanks in a style. What a character at its edge loses is blanked outside too.
    pub fn fill(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.free(area.x, y, area.width);
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.set_symbol(BLANK).set_style(style).set_diff_option(CellDiffOption::None);
                }
            }
        }
    }

    /// Clears an area to the default style, ready for a popup. Use it instead of ratatui's `Clear`, which halves the
    /// characters at its edges.
    pub fn heal(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.free(area.x, y, area.width);
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Gives an area another style; a character that only half stands in it gets it whole.
    pub fn restyle(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            let mut left = area.left();
            let mut right = area.right();
            if area.width > 0 && self.is_tail(left, y) && left > self.buffer.area.left() {
                left -= 1;
            }
            if area.width > 0 && self.is_tail(right, y) {
                right += 1;
            }
            self.buffer.set_style(Rect::new(left, y, right - left, 1), style);
        }
    }

    /// Draws a frame with a title, and gives the area inside. What stood inside stays.
    pub fn frame(&mut self, area: Rect, title: &str, style: Style, title_style: Style) -> Rect {
        let area = area.intersection(self.buffer.area);
        if area.width < 2 || area.height < 2 {
            return Rect::new(area.x, area.y, 0, 0);
        }
        let borders = *self.measure.borders();
        let Borders { vertical, top_left, top_right, bottom_left, bottom_right, .. } = borders;
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        self.horizontal(area.x, area.y, area.width, style);
        self.horizontal(area.x, bottom, area.width, style);
        for y in area.y + 1..bottom {
            self.put(area.x, y, area.right(), vertical, style);
            self.put(right, y, area.right(), vertical, style);
        }
        self.put(area.x, area.y, area.right(), top_left, style);
        self.put(right, area.y, area.right(), top_right, style);
        self.put(area.x, bottom, area.right(), bottom_left, style);
        self.put(right, bottom, area.right(), bottom_right, style);
        self.title(area, title, title_style);
        Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
    }

    fn title(&mut self, area: Rect, title: &str, style: Style) {
        // A corner, a blank, the title, a blank, a corner.
        const AROUND: u16 = 4;
        if title.is_empty() || area.width <= AROUND + 1 {
            return;
        }
        let cut = cut(title, usize::from(area.width - AROUND), self.measure);
        let right = area.right() - 1;
        let mut x = area.x + 1;
        x += self.put(x, area.y, right, BLANK, style);
        x += self.put_str(x, area.y, cut.kept, right - x, style);
        x += self.put_str(x, area.y, cut.ellipsis, right - x, style);
        self.put(x, area.y, right, BLANK, style);
    }

    /// Draws a level line.
    pub fn horizontal(&mut self, x: u16, y: u16, columns: u16, style: Style) {
        let right = x.saturating_add(columns);
        for x in x..right {
            self.put(x, y, right, self.measure.borders().horizontal, style);
        }
    }

    /// Draws an upright line.
    pub fn vertical(&mut self, x: u16, y: u16, rows: u16, style: Style) {
        for y in y..y.saturating_add(rows) {
            self.put(x, y, x.saturating_add(1), self.measure.borders().vertical, style);
        }
    }

    /// Frees cells that are to be overdrawn: the other halves of characters at both ends become blanks.
    fn free(&mut self, x: u16, y: u16, columns: u16) {
        if columns == 0 {
            return;
        }
        if self.is_tail(x, y) && x > self.buffer.area.left() {
            self.blank(x - 1, y);
        }
        let after = x.saturating_add(columns);
        if self.is_tail(after, y) {
            self.blank(after, y);
        }
    }

    fn is_tail(&self, x: u16, y: u16) -> bool {
        self.buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == TAIL)
    }

    fn blank(&mut self, x: u16, y: u16) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(BLANK).set_diff_option(CellDiffOption::None);
        }
    }
}

/// The last pass over a frame: whatever was drawn, each wide character has its tail in its own style, no half is
/// left, and each cell's width is the terminal's. Cells that are right already stay as they are.
pub fn seal(buffer: &mut Buffer, measure: Measure) {
    let width = usize::from(buffer.area.width);
    if width == 0 {
        return;
    }
    for row in buffer.content.chunks_mut(width) {
        seal_row(row, measure);
    }
}

fn seal_row(row: &mut [Cell], measure: Measure) {
    let mut x = 0;
    while let Some((cell, rest)) = row.get_mut(x..).and_then(<[Cell]>::split_first_mut) {
        x += 1;
        let symbol = cell.symbol();
        if matches!(symbol.as_bytes(), [b' '..=b'~']) {
            // A widget that draws over a wide character leaves the width that was forced for it.
            if matches!(cell.diff_option, CellDiffOption::ForcedWidth(_)) {
                cell.set_diff_option(CellDiffOption::None);
            }
            continue;
        }
        let columns = if symbol == TAIL { 0 } else { measure.cluster(symbol) as u16 };
        if columns == 0 || symbol.chars().any(char::is_control) {
            cell.set_symbol(BLANK).set_diff_option(CellDiffOption::None);
            continue;
        }
        if measure.shown(symbol) != symbol {
            // Only a widget draws what is to be avoided.
            let stand_in = ascii_stand_in(symbol);
            cell.set_symbol(stand_in).set_diff_option(CellDiffOption::None);
            continue;
        }
        if columns == 1 {
            set_option(cell, 1);
            continue;
        }
        match rest.first_mut() {
            Some(tail) if columns == 2 && tail.symbol() == TAIL => {
                tail.set_style(cell.style());
                tail.modifier = cell.modifier;
                set_option(cell, 2);
                x += 1;
            }
            _ => {
                // A widget counted it as one cell, or something stands over its second half.
                let stand_in = ascii_stand_in(symbol);
                cell.set_symbol(stand_in).set_diff_option(CellDiffOption::None);
            }
        }
    }
}

fn set_option(cell: &mut Cell, columns: u16) {
    let option = forced(cell.symbol(), columns);
    cell.set_diff_option(option);
}

/// The width that must be forced where ratatui counts otherwise than the terminal.
fn forced(symbol: &str, columns: u16) -> CellDiffOption {
    if symbol.len() == 1 || symbol.cell_width() == columns {
        return CellDiffOption::None;
    }
    NonZeroU16::new(columns).map_or(CellDiffOption::None, CellDiffOption::ForcedWidth)
}

/// What is drawn in one cell for a character that would need two.
fn ascii_stand_in(symbol: &str) -> &'static str {
    match symbol {
        "“" | "”" => "\"",
        "‘" | "’" => "'",
        "—" | "–" | "─" | "━" | "┄" | "╌" | "═" => "-",
        "│" | "┃" | "║" | "┆" | "┊" | "▏" | "▕" => "|",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" | "╭" | "╮" | "╯" | "╰" | "╔" | "╗" | "╚"
        | "╝" => "+",
        "…" | "·" | "•" => ".",
        "█" | "▓" | "▒" | "░" => "#",
        "▲" | "↑" => "^",
        "▼" | "↓" => "v",
        "●" | "○" | "◆" | "◇" | "★" | "☆" => "*",
        "→" | "▶" => ">",
        "←" | "◀" => "<",
        "×" => "x",
        _ => BLANK,
    }
}

/// The screen as text, for tests and pictures: one line a row, the second cells of wide characters left out.
pub fn text_of(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let mut text = String::with_capacity(buffer.content.len() * 2);
    for row in buffer.content.chunks(width) {
        for cell in row.iter().filter(|cell| cell.symbol() != TAIL) {
            text.push_str(cell.symbol());
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::*;
    use crate::text::columns::Ambiguous;

    fn drawn(ambiguous: Ambiguous, width: u16, draw: impl FnOnce(&mut Canvas<'_>)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        draw(&mut Canvas::new(&mut buffer, Measure::new(ambiguous)));
        seal(&mut buffer, Measure::new(ambiguous));
        text_of(&buffer).trim_end_matches('\n').to_owned()
    }

    #[test]
    fn text_is_put_in_whole_characters() {
        for (ambiguous, width, text, expected) in [
            (Ambiguous::Narrow, 6, "“看”报纸", "“看”报"),
            (Ambiguous::Wide, 6, "“看”报纸", "“看”"),
            (Ambiguous::Wide, 5, "“看”", "“看 "),
            (Ambiguous::Avoid, 6, "“看”报", "「看」"),
            (Ambiguous::Avoid, 5, "Ⅱ级×", "II级 "),
            (Ambiguous::Narrow, 3, "看报", "看 "),
            (Ambiguous::Narrow, 4, "a\u{301}看\u{0}b", "a\u{301}看b"),
        ] {
            let line = drawn(ambiguous, width, |canvas| {
                canvas.put_str(0, 0, text, width, Style::new());
            });
            assert_eq!(line, expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_ever_halved() {
        let line = |x, text: &str| {
            drawn(Ambiguous::Narrow, 8, |canvas| {
                canvas.put_str(0, 0, "春夏秋冬", 8, Style::new());
                canvas.put_str(x, 0, text, 8, Style::new());
            })
        };
        assert_eq!(line(1, "x"), " x夏秋冬");
        assert_eq!(line(2, "x"), "春x 秋冬");
        assert_eq!(line(1, "看"), " 看 秋冬");
        assert_eq!(line(7, "看"), "春夏秋冬");
        let filled = drawn(Ambiguous::Narrow, 8, |canvas| {
            canvas.put_str(0, 0, "春夏秋冬", 8, Style::new());
            canvas.fill(Rect::new(3, 0, 2, 1), Style::new());
        });
        assert_eq!(filled, "春    冬");
    }

    #[test]
    fn lines_are_cut_or_filled() {
        let line =
            |text: &str| drawn(Ambiguous::Narrow, 6, |canvas| canvas.put_line(0, 0, text, 6, Style::new()));
        assert_eq!(line("春夏秋冬"), "春夏… ");
        assert_eq!(line("春"), "春    ");
    }

    #[test]
    fn seal_repairs_what_widgets_drew() {
        let sealed = |ambiguous, text: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
            buffer.set_string(0, 0, text, Style::new());
            seal(&mut buffer, Measure::new(ambiguous));
            text_of(&buffer).trim_end().to_owned()
        };
        assert_eq!(sealed(Ambiguous::Narrow, "a─“b”"), "a─“b”");
        assert_eq!(sealed(Ambiguous::Wide, "a─“b”…"), "a-\"b\".");
    }

    #[test]
    fn a_tail_has_the_style_of_its_character() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let measure = Measure::new(Ambiguous::Wide);
        let mut canvas = Canvas::new(&mut buffer, measure);
        canvas.put_str(0, 0, "“看", 4, Style::new().bg(Color::Red));
        canvas.restyle(Rect::new(1, 0, 2, 1), Style::new().add_modifier(Modifier::REVERSED));
        seal(&mut buffer, measure);
        for x in [0, 2] {
            let [head, tail] = [x, x + 1].map(|x| buffer.cell((x, 0)).expect("inside").clone());
            assert_eq!((tail.symbol(), tail.style()), (TAIL, head.style()));
            assert_eq!(head.modifier, Modifier::REVERSED);
        }
        assert_eq!(
            buffer.content[0].diff_option,
            CellDiffOption::ForcedWidth(NonZeroU16::new(2).expect("two"))
        );
        assert_eq!(buffer.content[2].diff_option, CellDiffOption::None);
    }
}
