//! How a pane's columns are used: the measure (行长) of the text, where it stands, and how many columns of text.
//!
//! A line of more than about forty characters is hard to read on from, so a wide pane gets margins or, where two
//! full measures fit, two columns of text as in print.

/// Blank columns kept at the right edge of every text column: one for a hanging mark and one so that no wide
/// character touches the last screen column.
pub const GUTTER: usize = 2;
/// Blank columns between two columns of text, their gutter included.
const BETWEEN: usize = 6;
/// Two columns of text are worth having from this measure on.
const LEAST_MEASURE: usize = 60;

/// Where the text of a pane stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The columns of a row of text: [`super::Settings::width`].
    pub width: usize,
    /// Blank columns before the (first) column of text.
    pub left: usize,
    /// Columns of text side by side: 1 or 2. With two, a screen of `h` rows shows rows `top..top + h` in the first
    /// and `top + h..top + 2 * h` in the second.
    pub text_columns: usize,
    /// From the start of one column of text to the start of the next.
    pub stride: usize,
}

/// Plans a pane of `columns` columns for rows of at most `characters` Chinese characters (38 by default; 0 for no
/// limit), with `text_columns` columns of text at most.
pub fn plan(columns: usize, characters: usize, text_columns: usize) -> Plan {
    let room = columns.saturating_sub(GUTTER).max(1);
    let most = if characters == 0 { room } else { characters * 2 };
    if text_columns > 1 {
        let width = ((columns.saturating_sub(BETWEEN + GUTTER)) / 2).min(most);
        if width >= LEAST_MEASURE.min(most) && width > 0 {
            let stride = width + BETWEEN;
            let left = columns.saturating_sub(stride + width + GUTTER) / 2;
            return Plan { width, left, text_columns: 2, stride };
        }
    }
    let width = room.min(most).max(1);
    Plan { width, left: (room - width.min(room)) / 2, text_columns: 1, stride: columns }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_are_used_as_print_would() {
        for (columns, characters, text_columns, expected) in [
            (80, 38, 1, (76, 1, 1)),
            (60, 38, 1, (58, 0, 1)),
            (120, 38, 1, (76, 21, 1)),
            (120, 0, 1, (118, 0, 1)),
            (200, 38, 2, (76, 20, 2)),
            (160, 38, 2, (76, 0, 2)),
            (100, 38, 2, (76, 11, 1)),
            (1, 38, 2, (1, 0, 1)),
            (0, 38, 2, (1, 0, 1)),
        ] {
            let plan = plan(columns, characters, text_columns);
            assert_eq!((plan.width, plan.left, plan.text_columns), expected, "{columns}");
        }
    }

    #[test]
    fn text_never_touches_the_last_column() {
        for columns in 4..300 {
            for text_columns in [1, 2] {
                let plan = plan(columns, 38, text_columns);
                let last = plan.left + plan.stride * (plan.text_columns - 1) + plan.width;
                assert!(last + GUTTER <= columns, "{columns}");
            }
        }
    }
}
