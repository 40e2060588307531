//! Which input formats there are: each turns decoded text into numbered lines.
//!
//! To add one, write a file in `format/` and a row in [`FORMATS`]; the first that says "mine" is used.

mod plain_text;

use crate::model::RawLine;

/// One input format.
pub(crate) struct Format {
    /// Its name, as the log shows it.
    pub(crate) name: &'static str,
    /// Whether the text is in this format.
    pub(crate) is_mine: fn(&str) -> bool,
    /// The non-blank lines of the text and the number of all lines.
    pub(crate) read: fn(&str) -> ReadLines,
}

/// What a format made of a text.
#[derive(Debug, Default)]
pub(crate) struct ReadLines {
    /// The non-blank lines.
    pub(crate) lines: Vec<RawLine>,
    /// All lines, blank ones included.
    pub(crate) line_count: u32,
    /// Characters that were removed or marked because they could act on a terminal.
    pub(crate) cleaned: usize,
}

/// Every format, the most particular first; the last takes anything.
pub(crate) const FORMATS: &[Format] = &[plain_text::FORMAT];

/// Reads the lines of a text in whatever format it is.
pub(crate) fn read_lines(text: &str) -> ReadLines {
    let Some(format) = FORMATS.iter().find(|format| (format.is_mine)(text)) else {
        return ReadLines::default();
    };
    tracing::debug!("the lines are read as {}", format.name);
    (format.read)(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every format has to keep these promises, whatever the text is.
    #[test]
    fn each_format_numbers_the_lines_of_the_file() {
        for format in FORMATS {
            assert!(!format.name.is_empty());
            for text in ["", "\n\n", "甲\n\n乙", "甲\r\n乙\r\n", "\u{feff}甲", "甲\r乙", " \u{3000}\n甲"]
            {
                let read = (format.read)(text);
                let mut last = 0;
                for line in &read.lines {
                    assert!(line.number.0 > last && line.number.0 <= read.line_count, "{text:?}");
                    assert!(!line.text.trim().is_empty(), "{text:?}");
                    last = line.number.0;
                }
            }
        }
    }
}
