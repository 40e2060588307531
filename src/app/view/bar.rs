//! Numbers as lengths and heights: bars that lie in a row, columns of a sparkline. Where the terminal draws lines and
//! blocks in two columns, or the reader keeps to ASCII, marks of a sure width stand for them.

use crate::text::columns::Measure;

/// Columns of a sparkline from the lowest to the highest.
const BLOCKS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// The same where blocks have no sure width.
const MARKS: [&str; 8] = ["_", ".", ":", "-", "=", "+", "*", "#"];

/// A lying bar of at most so many columns; whatever is not nothing can be seen.
pub(super) fn lying(count: usize, most: usize, columns: usize, measure: Measure) -> String {
    if count == 0 || most == 0 || columns == 0 {
        return String::new();
    }
    let halves = (count.min(most) * columns * 2).div_ceil(most);
    if measure.has_blocks() {
        "━".repeat(halves / 2) + if halves % 2 == 1 { "╸" } else { "" }
    } else {
        "=".repeat(halves.div_ceil(2))
    }
}

/// The row `row`, counted from below, of a column that is `rows` high at most.
pub(super) fn tall(count: usize, most: usize, (row, rows): (usize, usize), measure: Measure) -> &'static str {
    let eighths = if most == 0 { 0 } else { (count.min(most) * rows * BLOCKS.len()).div_ceil(most) };
    let here = eighths.saturating_sub(row * BLOCKS.len());
    if measure.has_blocks() {
        of_eighths(here.min(BLOCKS.len()), measure)
    } else if here > 0 {
        "#"
    } else {
        " "
    }
}

fn of_eighths(eighths: usize, measure: Measure) -> &'static str {
    let table = if measure.has_blocks() { BLOCKS } else { MARKS };
    eighths.checked_sub(1).and_then(|index| table.get(index)).copied().unwrap_or(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::columns::Ambiguous;

    #[test]
    fn bars_keep_to_their_columns_and_show_the_least() {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Avoid] {
            let measure = Measure::new(ambiguous);
            for count in 0..=40 {
                let bar = lying(count, 40, 12, measure);
                assert!(measure.text(&bar) <= 12);
                assert_eq!(bar.is_empty(), count == 0);
                assert_eq!(tall(count, 40, (0, 3), measure) == " ", count == 0);
            }
            assert_eq!(measure.text(&lying(40, 40, 12, measure)), 12);
        }
        assert_eq!(tall(40, 40, (2, 3), Measure::default()), "█");
        assert_eq!(tall(20, 40, (2, 3), Measure::default()), " ");
    }
}
