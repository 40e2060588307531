//! Plain text: one printed block a line, blank lines between blocks.
//!
//! Lines end with LF, CRLF or, in a file without any LF, CR. A line that holds nothing visible is blank.

use super::{Format, ReadLines};
use crate::model::{LineNumber, RawLine};
use crate::text::clean::{GETA, clean};

pub(super) const FORMAT: Format = Format { name: "plain text", is_mine: |_| true, read };

fn read(text: &str) -> ReadLines {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let end = if memchr::memchr(b'\n', text.as_bytes()).is_some() { '\n' } else { '\r' };
    let mut read = ReadLines::default();
    let mut blank_before = 0;
    for line in text.split(end) {
        read.line_count += 1;
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            blank_before += 1;
            continue;
        }
        let cleaned = clean(line);
        read.cleaned += cleaned.characters;
        // A line of nothing but control characters is not blank: it is shown as one missing character.
        let text = if cleaned.text.trim().is_empty() { GETA.to_string() } else { cleaned.text.into_owned() };
        read.lines.push(RawLine { number: LineNumber(read.line_count), text, blank_before });
        blank_before = 0;
    }
    if text.ends_with(end) || text.is_empty() {
        read.line_count = read.line_count.saturating_sub(1);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_counted_before_each_line() {
        let lines = read("\n\n标题\n\n正文一\n正文二\n").lines;
        let seen: Vec<_> = lines.iter().map(|line| (line.number.0, line.blank_before)).collect();
        assert_eq!(seen, [(3, 2), (5, 1), (6, 0)]);
    }

    #[test]
    fn control_characters_do_not_pass() {
        let read = read("甲\u{1b}[31m乙\u{7}");
        assert_eq!(read.lines[0].text, "甲乙");
        assert!(read.cleaned > 0);
    }
}
