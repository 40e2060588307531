//! Bytes → page. Never fails on content: what is odd becomes a remark.

pub mod extract;
pub mod source;

use crate::model::{Home, LineNumber, Page, RawLine, Unplaced};

/// A file read and decoded, not yet understood.
#[derive(Debug, Clone, Default)]
pub struct Decoded {
    /// The file, or `-`.
    pub path: std::path::PathBuf,
    /// The name of the encoding.
    pub encoding: String,
    /// The text with line ends as they were (CRLF, CR and LF are all understood).
    pub text: String,
    /// Some bytes were not valid and stand as �.
    pub had_errors: bool,
}

/// Puts a page together.
pub fn reconstruct(decoded: &Decoded) -> Page {
    let mut page = Page { path: decoded.path.clone(), encoding: decoded.encoding.clone(), ..Page::default() };
    let mut blank_before = 0;
    for (number, line) in (1..).zip(decoded.text.lines()) {
        page.line_count = number;
        if line.trim().is_empty() {
            blank_before += 1;
            continue;
        }
        page.lines.push(RawLine { number: LineNumber(number), text: line.to_owned(), blank_before });
        page.unplaced.push(Unplaced { line: LineNumber(number), text: line.trim().to_owned() });
        blank_before = 0;
    }
    debug_assert!(page.homes().all(|(_, home)| home == Home::Unplaced));
    page
}
