//! Asks the terminal how wide it draws characters of East Asian Width "ambiguous".
//!
//! Call [`ask`] once in raw mode on the alternate screen, before any event is read, and again after the program was
//! suspended (another terminal may be attached). The answer is never guessed from LANG: in `zh_CN.UTF-8` nearly all
//! terminals draw them in one column.
//!
//! One write holds the whole question: `“` once, `—` twice, `①` four times, `─` eight times and `é` sixteen times in
//! one row, then a request for the cursor's column. The column minus 31 is a binary number that names which of the
//! five took two columns, so a terminal that answers only with its next frame is waited for once, not five times.
//! A narrow screen is asked about the first three or four only.
//!
//! Keys typed meanwhile stay in crossterm's queue and arrive as events afterwards. A terminal that never answers
//! costs two seconds; remember [`Answer::Silent`] in the state file and do not ask it again.

use std::io::{self, IsTerminal, Write};

use crate::text::columns::{Ambiguous, Measure};

/// The characters asked about, from the one that matters most.
pub const ASKED: [&str; 5] = ["“", "—", "①", "─", "é"];

/// What the terminal said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The columns of each of the first characters of [`ASKED`]; 0 for those not asked for want of room.
    Columns([u8; 5]),
    /// It did not answer within two seconds.
    Silent,
    /// Standard output or input is no terminal.
    NoTerminal,
}

impl Answer {
    /// How ambiguous characters are measured and drawn after this answer.
    pub fn ambiguous(self) -> Ambiguous {
        let Self::Columns(columns) = self else { return Ambiguous::Narrow };
        let asked = || columns.iter().filter(|columns| **columns > 0);
        if asked().all(|columns| *columns == 1) {
            Ambiguous::Narrow
        } else if columns.iter().take(3).all(|columns| *columns == 2) {
            Ambiguous::Wide
        } else {
            Ambiguous::Avoid
        }
    }

    /// The measure that follows.
    pub fn measure(self) -> Measure {
        Measure::new(self.ambiguous())
    }
}

/// Asks the terminal. The first row is written over and cleared.
pub fn ask() -> Answer {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Answer::NoTerminal;
    }
    let columns = crossterm::terminal::size().map_or(80, |(columns, _)| columns);
    let questions = questions_for(columns);
    // The cursor's own request is flushed together with what stands in the buffer: one write, one answer.
    let mut output = io::stdout().lock();
    let asked = output.write_all(question(questions).as_bytes());
    drop(output);
    let answer = asked.and_then(|()| crossterm::cursor::position());
    let mut output = io::stdout().lock();
    let cleared = output.write_all(b"\x1b[m\x1b[1;1H\x1b[2K").and_then(|()| output.flush());
    match (answer, cleared) {
        (Ok((column, _)), Ok(())) => read_answer(questions, column),
        _ => Answer::Silent,
    }
}

/// How many characters can be asked about in a row of so many columns without coming near its end.
fn questions_for(columns: u16) -> usize {
    (1..=ASKED.len()).rev().find(|count| 2 * (weight_of_all(*count) + 1) <= columns).unwrap_or(1)
}

/// The columns of the whole question where every character takes one.
fn weight_of_all(questions: usize) -> u16 {
    (1 << questions) - 1
}

/// The text written: concealed, in the first row.
fn question(questions: usize) -> String {
    let mut text = String::from("\x1b[1;1H\x1b[2K\x1b[8m");
    for (at, character) in ASKED.iter().take(questions).enumerate() {
        text.push_str(&character.repeat(1 << at));
    }
    text
}

/// Reads the columns of each character out of the cursor's column.
fn read_answer(questions: usize, column: u16) -> Answer {
    let Some(wide) =
        column.checked_sub(weight_of_all(questions)).filter(|wide| *wide <= weight_of_all(questions))
    else {
        // A terminal that takes none or three columns for one of them is not to be relied on.
        return Answer::Columns([1, 2, 1, 1, 1]);
    };
    let mut columns = [0; 5];
    for (at, columns) in columns.iter_mut().take(questions).enumerate() {
        *columns = 1 + u8::from(wide & (1 << at) != 0);
    }
    Answer::Columns(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_names_what_is_wide() {
        for (questions, column, columns, ambiguous) in [
            (5, 31, [1, 1, 1, 1, 1], Ambiguous::Narrow),
            (5, 62, [2, 2, 2, 2, 2], Ambiguous::Wide),
            (5, 62 - 16, [2, 2, 2, 2, 1], Ambiguous::Wide),
            (5, 62 - 8, [2, 2, 2, 1, 2], Ambiguous::Wide),
            (5, 31 + 2, [1, 2, 1, 1, 1], Ambiguous::Avoid),
            (5, 62 - 1, [1, 2, 2, 2, 2], Ambiguous::Avoid),
            (3, 7, [1, 1, 1, 0, 0], Ambiguous::Narrow),
            (3, 14, [2, 2, 2, 0, 0], Ambiguous::Wide),
            (5, 3, [1, 2, 1, 1, 1], Ambiguous::Avoid),
        ] {
            let answer = read_answer(questions, column);
            assert_eq!(answer, Answer::Columns(columns), "{column}");
            assert_eq!(answer.ambiguous(), ambiguous, "{column}");
        }
        assert_eq!(Answer::Silent.ambiguous(), Ambiguous::Narrow);
        assert_eq!(Answer::NoTerminal.ambiguous(), Ambiguous::Narrow);
    }

    #[test]
    fn the_question_fits_the_row_whatever_the_answer() {
        for columns in 4..200 {
            let questions = questions_for(columns);
            assert!(2 * weight_of_all(questions) < columns, "{columns}");
        }
        assert_eq!([20, 40, 80].map(questions_for), [3, 4, 5]);
        let text: String = question(3).chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(text, "“——①①①①");
    }
}
