//! The program's areas as ratatui's rectangles, clipped to what is really there.

use ratatui::layout::Rect;

use crate::app::areas::Area;

/// The part of an area that lies on the screen.
pub(super) fn rect(area: Area, screen: Rect) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }.intersection(screen)
}
