//! Draws what the view says, patch by patch. Decides nothing and changes nothing but the frame's cells.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::areas::rect;
use super::canvas::{Canvas, seal};
use super::theme::Theme;
use crate::app::view::{Content, Line, Paint, Patch, Screen};
use crate::text::columns::Measure;

/// Draws the whole screen and places the cursor.
pub(super) fn draw(frame: &mut Frame<'_>, screen: &Screen, theme: &Theme, measure: Measure) {
    draw_on(frame.buffer_mut(), screen, theme, measure);
    if let Some((x, y)) = screen.cursor {
        frame.set_cursor_position((x, y));
    }
}

/// Draws the whole screen on cells.
pub(super) fn draw_on(cells: &mut Buffer, screen: &Screen, theme: &Theme, measure: Measure) {
    let mut canvas = Canvas::new(cells, measure);
    for patch in &screen.patches {
        draw_patch(&mut canvas, patch, theme);
    }
    seal(cells, measure);
}

fn draw_patch(canvas: &mut Canvas<'_>, patch: &Patch, theme: &Theme) {
    let area = rect(patch.area, canvas.area());
    if area.is_empty() {
        return;
    }
    let ground = theme.style(Paint::Text).patch(theme.style(patch.fill));
    // Styles add up on a cell: what stood here before must not shine through.
    canvas.heal(area);
    canvas.fill(area, ground);
    match &patch.content {
        Content::Rows(lines) => {
            for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
                draw_line(canvas, Rect { y, height: 1, ..area }, line, patch.fill, theme);
            }
        }
        Content::Divider => {
            canvas.vertical(area.x, area.y, area.height, ground.patch(theme.style(Paint::Border)));
        }
        Content::Rule(done) => {
            let done = (*done).min(area.width);
            canvas.horizontal(area.x, area.y, done, ground.patch(theme.style(Paint::Progress)));
            let rest = area.width - done;
            canvas.horizontal(area.x + done, area.y, rest, ground.patch(theme.style(Paint::Border)));
        }
        Content::Box { title, foot } => draw_box(canvas, area, (title, foot), patch.fill, theme),
    }
}

fn draw_line(canvas: &mut Canvas<'_>, row: Rect, line: &Line, fill: Paint, theme: &Theme) {
    let mut ground = theme.style(Paint::Text).patch(theme.style(fill));
    if let Some(fill) = line.fill {
        ground = ground.patch(theme.style(fill));
        canvas.fill(row, ground);
    }
    let mut x = row.x;
    for span in &line.spans {
        let style = if span.paint == Paint::Text { ground } else { ground.patch(theme.style(span.paint)) };
        x += canvas.put_str(x, row.y, &span.text, row.right().saturating_sub(x), style);
    }
}

fn draw_box(canvas: &mut Canvas<'_>, area: Rect, (title, foot): (&Line, &Line), fill: Paint, theme: &Theme) {
    let ground = theme.style(Paint::Text).patch(theme.style(fill));
    let style = ground.patch(theme.style(Paint::Border));
    canvas.frame(area, "", style, style);
    let inner =
        Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(4), height: 1, ..area };
    draw_words(canvas, inner, title, fill, theme);
    let width = foot.width(canvas.measure()) as u16;
    if width < inner.width && area.height > 1 {
        let x = inner.right() - width;
        draw_words(canvas, Rect { x, y: area.bottom() - 1, width, height: 1 }, foot, fill, theme);
    }
}

fn draw_words(canvas: &mut Canvas<'_>, row: Rect, line: &Line, fill: Paint, theme: &Theme) {
    if !line.spans.is_empty() {
        draw_line(canvas, row, line, fill, theme);
    }
}
