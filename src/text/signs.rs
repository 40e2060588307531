//! The lines and marks that kanbao itself draws around and beside what was printed. What was printed is never changed.
//!
//! A reader chooses them, whatever the terminal does with “ ” — …: a font may lack ✓, and a screen without lines is calm.

/// Which lines and marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Signs {
    /// See [`Lines`].
    pub lines: Lines,
    /// See [`Marks`].
    pub marks: Marks,
}

/// What boxes, dividers and rules are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lines {
    /// ┌─┐
    #[default]
    Line,
    /// ╭─╮
    Round,
    /// ┏━┓
    Heavy,
    /// ╔═╗
    Double,
    /// +-+
    Ascii,
    /// Blanks.
    None,
}

/// What stands beside headlines and chosen things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Marks {
    /// • ✓ × → … ▁▂▃
    #[default]
    Usual,
    /// o v x > ~ _.:
    Ascii,
}

/// A mark by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// An article that was not read.
    Unread,
    /// Something that is chosen.
    Tick,
    /// A filter can be taken off here.
    TakeOff,
    /// A story goes on there.
    Onward,
    /// Something was cut off.
    Ellipsis,
}

/// The lines of a box. Each takes one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Borders {
    /// ─
    pub horizontal: &'static str,
    /// │
    pub vertical: &'static str,
    /// ┌
    pub top_left: &'static str,
    /// ┐
    pub top_right: &'static str,
    /// └
    pub bottom_left: &'static str,
    /// ┘
    pub bottom_right: &'static str,
}

impl Lines {
    /// All of them, the usual ones first.
    pub const ALL: [Self; 6] = [Self::Line, Self::Round, Self::Heavy, Self::Double, Self::Ascii, Self::None];

    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Round => "round",
            Self::Heavy => "heavy",
            Self::Double => "double",
            Self::Ascii => "ascii",
            Self::None => "none",
        }
    }

    /// The lines of a box.
    pub const fn borders(self) -> &'static Borders {
        match self {
            Self::Line => &LINE,
            Self::Round => &ROUND,
            Self::Heavy => &HEAVY,
            Self::Double => &DOUBLE,
            Self::Ascii => &ASCII,
            Self::None => &NONE,
        }
    }

    /// The same where every character must have a sure width.
    #[must_use]
    pub const fn of_sure_width(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Line | Self::Round | Self::Heavy | Self::Double | Self::Ascii => Self::Ascii,
        }
    }
}

impl Marks {
    /// Both of them, the usual ones first.
    pub const ALL: [Self; 2] = [Self::Usual, Self::Ascii];

    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Ascii => "ascii",
        }
    }

    /// What is drawn.
    pub const fn sign(self, sign: Sign) -> &'static str {
        match (sign, self) {
            (Sign::Unread, Self::Usual) => "•",
            (Sign::Unread, Self::Ascii) => "o",
            (Sign::Tick, Self::Usual) => "✓",
            (Sign::Tick, Self::Ascii) => "v",
            (Sign::TakeOff, Self::Usual) => "×",
            (Sign::TakeOff, Self::Ascii) => "x",
            (Sign::Onward, Self::Usual) => "→",
            (Sign::Onward, Self::Ascii) => ">",
            (Sign::Ellipsis, Self::Usual) => "…",
            (Sign::Ellipsis, Self::Ascii) => "~",
        }
    }
}

const LINE: Borders = borders(["─", "│", "┌", "┐", "└", "┘"]);
const ROUND: Borders = borders(["─", "│", "╭", "╮", "╰", "╯"]);
const HEAVY: Borders = borders(["━", "┃", "┏", "┓", "┗", "┛"]);
const DOUBLE: Borders = borders(["═", "║", "╔", "╗", "╚", "╝"]);
const ASCII: Borders = borders(["-", "|", "+", "+", "+", "+"]);
const NONE: Borders = borders([" ", " ", " ", " ", " ", " "]);

const fn borders(
    [horizontal, vertical, top_left, top_right, bottom_left, bottom_right]: [&'static str; 6],
) -> Borders {
    Borders { horizontal, vertical, top_left, top_right, bottom_left, bottom_right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::columns::{Ambiguous, Measure};

    #[test]
    fn borders_take_one_column_each() {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Avoid] {
            for lines in Lines::ALL {
                let measure = Measure { ambiguous, signs: Signs { lines, ..Signs::default() } };
                let Borders { horizontal, vertical, top_left, top_right, bottom_left, bottom_right } =
                    *measure.borders();
                for line in [horizontal, vertical, top_left, top_right, bottom_left, bottom_right] {
                    assert_eq!(measure.text(line), 1, "{ambiguous:?} {lines:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_called_ascii_is() {
        for sign in [Sign::Unread, Sign::Tick, Sign::TakeOff, Sign::Onward, Sign::Ellipsis] {
            assert!(Marks::Ascii.sign(sign).is_ascii() && !Marks::Usual.sign(sign).is_ascii(), "{sign:?}");
        }
    }
}
