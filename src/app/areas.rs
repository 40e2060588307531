//! The size of the screen → which panes stand where.
//!
//! It is here and not with the drawing because paging, clicks and row counts depend on it. Wide screens show
//! the sidebar, the list and the reader; middle ones the list and the reader; narrow ones a single pane.

use super::event::Size;
use crate::typeset::{GUTTER, plan};

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// The first column.
    pub x: u16,
    /// The first row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell lies inside.
    pub fn holds(self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column) && (self.y..self.y + self.height).contains(&row)
    }

    /// The first `rows` rows and the rest.
    #[must_use]
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let top = Self { height: rows, ..self };
        (top, Self { y: self.y + rows, height: self.height - rows, ..self })
    }

    /// All but the last `rows` rows, and those.
    #[must_use]
    pub fn split_bottom(self, rows: u16) -> (Self, Self) {
        self.split_top(self.height.saturating_sub(rows))
    }

    /// An area of at most this size in the middle.
    #[must_use]
    pub fn centred(self, width: u16, height: u16) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        let x = self.x + (self.width - width) / 2;
        let y = self.y + (self.height - height) / 2;
        Self { x, y, width, height }
    }
}

/// A part of the screen that can have the reader's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// Sections and provinces.
    Sidebar,
    /// Headlines.
    List,
    /// The article.
    Reader,
    /// The raw page.
    Raw,
}

/// How much the screen can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Too small for a newspaper.
    Tiny,
    /// One pane at a time.
    Narrow,
    /// List and reader.
    Middle,
    /// Sidebar, list and reader.
    Wide,
}

/// What the reader has asked to see, as far as it decides the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrangement {
    /// The pane with the attention: the only one of a narrow screen.
    pub focus: Pane,
    /// Nothing but the article.
    pub zen: bool,
    /// The raw page beside the article.
    pub raw: bool,
    /// Widths of the reader's own.
    pub widths: Widths,
}

/// The columns that a reader gave to panes; `None`: as the screen has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    /// See [`Pane::Sidebar`].
    pub sidebar: Option<u16>,
    /// See [`Pane::List`].
    pub list: Option<u16>,
    /// See [`Pane::Raw`].
    pub raw: Option<u16>,
}

impl Widths {
    /// The width of a pane that can be given one; the reader takes what is left.
    pub fn of(&mut self, pane: Pane) -> Option<&mut Option<u16>> {
        match pane {
            Pane::Sidebar => Some(&mut self.sidebar),
            Pane::List => Some(&mut self.list),
            Pane::Raw => Some(&mut self.raw),
            Pane::Reader => None,
        }
    }
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Areas {
    /// How much the screen can show.
    pub form: Form,
    /// All of it.
    pub screen: Area,
    /// Name of the paper, chips, counts.
    pub masthead: Area,
    /// The rule below it; no rows on low screens.
    pub rule: Area,
    /// Keys and news.
    pub footer: Area,
    /// See [`Pane::Sidebar`].
    pub sidebar: Option<Area>,
    /// See [`Pane::List`].
    pub list: Option<Area>,
    /// See [`Pane::Reader`].
    pub reader: Option<Area>,
    /// See [`Pane::Raw`].
    pub raw: Option<Area>,
    /// Columns of vertical lines between panes.
    pub dividers: Vec<Area>,
}

/// The least columns and rows that show a pane.
pub const LEAST: Size = Size { columns: 20, rows: 6 };
/// A pane of fewer columns shows nothing of use, however narrow a reader wants it.
pub const LEAST_PANE: u16 = 12;
/// The article keeps so many columns, whatever the panes beside it are given.
const LEAST_READER: u16 = 24;
/// From here on list and reader stand side by side.
pub const MIDDLE: u16 = 80;
/// From here on the sidebar joins them.
pub const WIDE: u16 = 120;

impl Areas {
    /// Divides the screen.
    pub fn divide(size: Size, arrangement: Arrangement) -> Self {
        let screen = Area { x: 0, y: 0, width: size.columns, height: size.rows };
        let form = form_of(size);
        let rule_rows = u16::from(size.rows >= 16 && !arrangement.zen);
        let bars = u16::from(!arrangement.zen);
        let (masthead, rest) = screen.split_top(bars);
        let (rule, rest) = rest.split_top(rule_rows);
        let (body, footer) = rest.split_bottom(bars);
        let mut areas = Self {
            form,
            screen,
            masthead,
            rule,
            footer,
            sidebar: None,
            list: None,
            reader: None,
            raw: None,
            dividers: Vec::new(),
        };
        match form {
            Form::Tiny => {}
            Form::Narrow => *areas.slot(arrangement.focus) = Some(body),
            Form::Middle | Form::Wide if arrangement.raw => {
                let raw = arrangement.widths.raw.unwrap_or(body.width / 2);
                areas.columns(body, &[(Pane::Raw, raw), (Pane::Reader, u16::MAX)]);
            }
            Form::Middle | Form::Wide if arrangement.zen => areas.reader = Some(body),
            Form::Middle => {
                let list = arrangement.widths.list.unwrap_or((body.width * 2 / 5).clamp(32, 44));
                areas.columns(body, &[(Pane::List, list), (Pane::Reader, u16::MAX)]);
            }
            Form::Wide => {
                let sidebar = arrangement.widths.sidebar.unwrap_or((body.width / 7).clamp(18, 26));
                let list = arrangement.widths.list.unwrap_or((body.width * 3 / 10).clamp(38, 60));
                areas
                    .columns(body, &[(Pane::Sidebar, sidebar), (Pane::List, list), (Pane::Reader, u16::MAX)]);
            }
        }
        areas
    }

    /// The area of a pane, if it is on the screen.
    pub fn pane(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Sidebar => self.sidebar,
            Pane::List => self.list,
            Pane::Reader => self.reader,
            Pane::Raw => self.raw,
        }
    }

    /// The panes on the screen from left to right.
    pub fn panes(&self) -> impl Iterator<Item = Pane> + '_ {
        let order = [Pane::Sidebar, Pane::List, Pane::Raw, Pane::Reader];
        order.into_iter().filter(|pane| self.pane(*pane).is_some())
    }

    /// The pane under a cell.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        self.panes().find(|pane| self.pane(*pane).is_some_and(|area| area.holds(column, row)))
    }

    fn slot(&mut self, pane: Pane) -> &mut Option<Area> {
        match pane {
            Pane::Sidebar => &mut self.sidebar,
            Pane::List => &mut self.list,
            Pane::Reader => &mut self.reader,
            Pane::Raw => &mut self.raw,
        }
    }

    /// The pane on the left of the divider at a cell.
    pub fn divided_at(&self, column: u16, row: u16) -> Option<Pane> {
        let at = self.dividers.iter().position(|divider| divider.holds(column, row))?;
        self.panes().nth(at)
    }

    /// Sets panes side by side with a divider between; the last takes what is left, and is left enough.
    fn columns(&mut self, body: Area, panes: &[(Pane, u16)]) {
        let mut x = body.x;
        let end = body.x + body.width;
        for (at, (pane, width)) in panes.iter().enumerate() {
            let narrow = (panes.len() - at).saturating_sub(2) as u16;
            let kept = LEAST_READER + 1 + narrow * (LEAST_PANE + 1);
            let most = (end - x).saturating_sub(kept).max(LEAST_PANE);
            let is_last = at + 1 == panes.len();
            let width = if is_last { end - x } else { (*width).clamp(LEAST_PANE, most) };
            *self.slot(*pane) = Some(Area { x, width, ..body });
            x += width;
            if x < end {
                self.dividers.push(Area { x, width: 1, ..body });
                x += 1;
            }
        }
    }
}

fn form_of(size: Size) -> Form {
    match size.columns {
        _ if size.columns < LEAST.columns || size.rows < LEAST.rows => Form::Tiny,
        columns if columns < MIDDLE => Form::Narrow,
        columns if columns < WIDE => Form::Middle,
        _ => Form::Wide,
    }
}

/// The list's header row and the rows for its items.
pub fn list_parts(list: Area) -> (Area, Area) {
    list.split_top(u16::from(list.height >= 6))
}

/// Where the text of an article stands in the reader's pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextArea {
    /// The (first) column of text, without margins: what the composer is given, its hanging mark not counted.
    pub text: Area,
    /// Columns of text side by side: 1 or 2.
    pub text_columns: u16,
    /// From the start of one column of text to the start of the next.
    pub stride: u16,
    /// The row that says where one is.
    pub status: Area,
}

impl TextArea {
    /// The row of the article, counted from the first one in view, and the column in it that stand at a cell or
    /// nearest to it.
    pub fn row_at(&self, column: u16, row: u16) -> (usize, usize) {
        let offset = column.saturating_sub(self.text.x);
        let side = (offset / self.stride.max(1)).min(self.text_columns.saturating_sub(1));
        let down = row.saturating_sub(self.text.y).min(self.text.height.saturating_sub(1));
        let at = usize::from(side) * usize::from(self.text.height) + usize::from(down);
        (at, usize::from(offset - side * self.stride))
    }

    /// The rows of text that are on the screen at once, in all columns.
    pub fn rows(&self) -> usize {
        usize::from(self.text.height) * usize::from(self.text_columns)
    }
}

/// Leaves margins, room for a hanging mark and, on wide panes, sets the text in the middle or in two columns:
/// rows of at most so many characters.
pub fn reader_parts(reader: Area, characters: u16, text_columns: u8) -> TextArea {
    let (body, status) = reader.split_bottom(u16::from(reader.height >= 3));
    let (_, body) = body.split_top(u16::from(body.height >= 16));
    let (left, right) = if reader.width >= 36 { (3, 3) } else { (2, 2) };
    let free = body.width.saturating_sub(left + right);
    // The margin on the right is the gutter.
    let plan = plan(usize::from(free) + GUTTER, usize::from(characters), usize::from(text_columns));
    let x = body.x + left + plan.left as u16;
    let text = Area { x, width: (plan.width as u16).min(free), ..body };
    TextArea { text, text_columns: plan.text_columns as u16, stride: plan.stride as u16, status }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_fill_the_screen_without_overlap_at_every_size() {
        for columns in 0..=220 {
            for (rows, raw, zen) in
                [(6, false, false), (12, true, false), (24, false, true), (60, false, false)]
            {
                for focus in [Pane::List, Pane::Reader] {
                    for width in [None, Some(0), Some(40), Some(u16::MAX)] {
                        let widths = Widths { sidebar: width, list: width, raw: width };
                        let arrangement = Arrangement { focus, zen, raw, widths };
                        let areas = Areas::divide(Size { columns, rows }, arrangement);
                        let panes = areas.panes().filter_map(|pane| areas.pane(pane));
                        let widths = panes.chain(areas.dividers.iter().copied()).map(|area| area.width);
                        let expected = if columns < LEAST.columns { 0 } else { columns };
                        assert_eq!(widths.sum::<u16>(), expected, "{columns}×{rows} {width:?}");
                        assert!(
                            columns < MIDDLE || areas.reader.is_none_or(|area| area.width >= LEAST_READER)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn text_stands_inside_its_pane_with_room_for_a_hanging_mark() {
        const HANGING: u16 = 2;
        for width in 12..300 {
            for text_columns in [1, 2] {
                let parts = reader_parts(Area { x: 7, y: 1, width, height: 20 }, 38, text_columns);
                let last = parts.text.x + parts.stride * (parts.text_columns - 1) + parts.text.width;
                assert!(parts.text.x >= 9 && last + HANGING <= 7 + width, "{width}");
                assert!(parts.text_columns == 1 || parts.stride >= parts.text.width + HANGING + 2, "{width}");
                assert!(parts.text_columns == 1 || (text_columns == 2 && parts.text.width >= 60), "{width}");
            }
        }
        let parts = reader_parts(Area { x: 0, y: 0, width: 200, height: 60 }, 38, 2);
        assert_eq!((parts.text_columns, parts.text.width, parts.rows()), (2, 76, 116));
    }

    #[test]
    fn the_number_of_panes_follows_the_width() {
        let widths = Widths::default();
        let arrangement = Arrangement { focus: Pane::List, zen: false, raw: false, widths };
        for (columns, panes) in [(40, 1), (79, 1), (80, 2), (119, 2), (120, 3), (200, 3)] {
            let areas = Areas::divide(Size { columns, rows: 24 }, arrangement);
            assert_eq!(areas.panes().count(), panes, "{columns}");
        }
    }
}
