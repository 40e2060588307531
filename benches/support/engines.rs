//! Other ways of breaking rows, for the table of docs/TYPESETTING.md and the benches. Each gives the bytes of a
//! text that each row shows, blanks at its ends left out.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use kanbao::text::clusters::clusters;
use kanbao::text::columns::Measure;
use kanbao::typeset::{Paragraph, Row, Settings, set_text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Text;
use ratatui::widgets::{Paragraph as RatatuiParagraph, Widget, Wrap};

/// kanbao's composer with these settings.
pub(crate) fn kanbao(text: &str, settings: &Settings) -> Vec<Range<usize>> {
    set_text(&Paragraph::new(text), settings).rows.iter().filter_map(Row::bytes).collect()
}

/// Each row filled to the brim, as newsboat and most readers do with Chinese.
pub(crate) fn cut_by_width(text: &str, width: usize) -> Vec<Range<usize>> {
    let breaks = clusters(text).map(|(byte, cluster)| byte + cluster.len());
    greedy(text, width, breaks)
}

/// Every opportunity of UAX #14 in its strict form, rows filled from them one by one.
pub(crate) fn icu_greedy(text: &str, width: usize) -> Vec<Range<usize>> {
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    greedy(text, width, segmenter.segment_str(text).skip(1))
}

/// textwrap, row by row.
pub(crate) fn textwrap_first(text: &str, width: usize) -> Vec<Range<usize>> {
    let options = textwrap::Options::new(width).wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    located(text, textwrap::wrap(text, options).into_iter())
}

/// textwrap over the whole paragraph.
pub(crate) fn textwrap_optimal(text: &str, width: usize) -> Vec<Range<usize>> {
    let options = textwrap::Options::new(width).wrap_algorithm(textwrap::WrapAlgorithm::new_optimal_fit());
    located(text, textwrap::wrap(text, options).into_iter())
}

/// ratatui's `Paragraph` with `Wrap { trim: true }`, read back from the cells.
pub(crate) fn ratatui(text: &str, width: usize) -> Vec<Range<usize>> {
    let area = Rect::new(0, 0, width as u16, rows_needed(text, width));
    let mut buffer = Buffer::empty(area);
    ratatui_paragraph(text).render(area, &mut buffer);
    let rows = buffer.content.chunks(width).map(|row| {
        let mut line = String::new();
        let mut skip = 0;
        for cell in row {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            skip = Measure::default().text(cell.symbol()).saturating_sub(1);
            line.push_str(cell.symbol());
        }
        line
    });
    located(text, rows)
}

/// The widget by itself, for the benches.
#[expect(clippy::disallowed_methods, reason = "this is what kanbao is compared with")]
pub(crate) fn ratatui_paragraph(text: &str) -> RatatuiParagraph<'_> {
    RatatuiParagraph::new(Text::raw(text)).wrap(Wrap { trim: true })
}

fn rows_needed(text: &str, width: usize) -> u16 {
    let rows = 2 * Measure::default().text(text) / width.max(1) + 4;
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Fills row after row up to the last of the breaks that fits.
fn greedy(text: &str, width: usize, breaks: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let measure = Measure::default();
    let mut rows = Vec::new();
    let (mut start, mut end) = (0, 0);
    for next in breaks {
        let row = text[start..next].trim();
        if measure.text(row) > width && end > start {
            rows.push(start..end);
            start = end;
        }
        end = next;
    }
    rows.push(start..text.len());
    rows.into_iter().filter_map(|row| trimmed(text, row)).collect()
}

fn trimmed(text: &str, row: Range<usize>) -> Option<Range<usize>> {
    let shown = text[row.clone()].trim();
    let start = row.start + text[row].find(shown)?;
    (!shown.is_empty()).then_some(start..start + shown.len())
}

/// Finds rows that were given as text.
fn located(text: &str, rows: impl Iterator<Item = impl AsRef<str>>) -> Vec<Range<usize>> {
    let mut cursor = 0;
    let mut found = Vec::new();
    for row in rows {
        let row = row.as_ref().trim();
        if row.is_empty() {
            continue;
        }
        let Some(offset) = text[cursor..].find(row) else { continue };
        let start = cursor + offset;
        cursor = start + row.len();
        found.push(start..cursor);
    }
    found
}
