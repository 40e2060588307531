//! The page's own style, read before anything else: what a heading or a gap means depends on it.

use super::lines::{PageText, ends_sentence};

/// How a page is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Style {
    /// The blank lines that usually stand between two blocks.
    pub(crate) usual_gap: u32,
    /// From this many blank lines on, a picture may have stood there.
    pub(crate) picture_gap: u32,
    /// Some block of two or more short lines stands before a long one: headings may run over two lines.
    pub(crate) two_line_heads: bool,
}

impl Style {
    /// Reads the style of a page.
    pub(crate) fn read(text: &PageText) -> Self {
        let mut gaps = [0_u32; 4];
        for line in 1..text.len() {
            gaps[text.gap(line).min(3) as usize] += 1;
        }
        let usual_gap = (0..4).max_by_key(|&gap| (gaps[gap as usize], 4 - gap)).unwrap_or(1);
        let two_line_heads = (1..text.len()).any(|line| {
            text.gap(line) < usual_gap && is_short(text.line(line)) && is_short(text.line(line - 1))
        });
        Self { usual_gap, picture_gap: usual_gap + 2, two_line_heads }
    }
}

fn is_short(line: &[char]) -> bool {
    line.len() < 30 && line.last().is_none_or(|&last| !ends_sentence(last))
}
