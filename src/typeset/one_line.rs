//! One line of a list, a chip or a status bar: a text cut by columns, never in half a character.
//!
//! `cut("春天来了燕子飞回", 9, measure)` keeps `春天来了` and shows `…`: nine columns.

use crate::text::clusters::clusters;
use crate::text::columns::Measure;
use crate::text::signs::Sign;

/// A text cut to a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut<'a> {
    /// What is kept of the text, from its start: byte positions stay what they were.
    pub kept: &'a str,
    /// What is drawn after it where something was cut: `…`, or nothing.
    pub ellipsis: &'static str,
    /// The columns of both.
    pub columns: usize,
}

/// Cuts a text to at most `width` columns, with an ellipsis where something is cut.
pub fn cut(text: &str, width: usize, measure: Measure) -> Cut<'_> {
    let mark = measure.sign(Sign::Ellipsis);
    let ellipsis_columns = measure.cluster(mark);
    let mut columns = 0;
    // What can be kept when an ellipsis must follow.
    let mut keep = (0, 0);
    for (byte, cluster) in clusters(text) {
        let next = columns + measure.cluster(cluster);
        if next > width {
            let (kept, columns) = keep;
            let fits = columns + ellipsis_columns <= width;
            let ellipsis = if fits { mark } else { "" };
            let columns = columns + if fits { ellipsis_columns } else { 0 };
            return Cut { kept: text.get(..kept).unwrap_or_default(), ellipsis, columns };
        }
        columns = next;
        if columns + ellipsis_columns <= width {
            keep = (byte + cluster.len(), columns);
        }
    }
    Cut { kept: text, ellipsis: "", columns }
}

/// Cuts a text to at most `width` columns.
pub fn one_line(text: &str, width: usize, measure: Measure) -> String {
    let cut = cut(text, width, measure);
    format!("{}{}", cut.kept, cut.ellipsis)
}

/// Cuts or fills a text to exactly `width` columns.
pub fn one_line_padded(text: &str, width: usize, measure: Measure) -> String {
    let cut = cut(text, width, measure);
    let blanks = width - cut.columns;
    format!("{}{}{}", cut.kept, cut.ellipsis, " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::columns::Ambiguous;

    #[test]
    fn lines_are_cut_between_characters() {
        for (text, width, ambiguous, expected) in [
            ("春天来了燕子飞回", 16, Ambiguous::Narrow, "春天来了燕子飞回"),
            ("春天来了燕子飞回", 15, Ambiguous::Narrow, "春天来了燕子飞…"),
            ("春天来了燕子飞回", 10, Ambiguous::Narrow, "春天来了… "),
            ("春天来了燕子飞回", 10, Ambiguous::Wide, "春天来了…"),
            ("春天来了燕子飞回", 10, Ambiguous::Avoid, "春天来了…"),
            ("“春天”来了", 8, Ambiguous::Wide, "“春天…"),
            ("春", 1, Ambiguous::Narrow, "…"),
            ("春", 1, Ambiguous::Wide, " "),
            ("春", 0, Ambiguous::Narrow, ""),
            ("e\u{301}春", 2, Ambiguous::Narrow, "e\u{301}…"),
            ("", 3, Ambiguous::Narrow, "   "),
        ] {
            let measure = Measure::new(ambiguous);
            let line = one_line_padded(text, width, measure);
            assert_eq!(line, expected);
            assert_eq!(measure.text(&line), width, "{text}");
            assert_eq!(one_line(text, width, measure).trim_end(), expected.trim_end());
        }
    }
}
