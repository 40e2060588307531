//! Where a task writes: standard output in pieces of reasonable size, complaints on standard error.
//!
//! Text from newspapers goes through [`Output::text`], which lets nothing through that could act on a
//! terminal. What kanbao itself says and the colours it sets go through [`Output::own`].

use std::fmt;
use std::io::{self, Write};

use super::complaint::Trouble;
use super::{Exit, Surroundings};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ColorChoice {
    /// On a terminal that has them.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The way out of a task.
pub(super) struct Output {
    out: Box<dyn Write>,
    worst: Exit,
    colored: bool,
}

impl Output {
    /// Writes to standard output.
    pub(super) fn new(around: &Surroundings) -> Self {
        let colored = around.output_is_terminal;
        Self {
            out: Box::new(io::BufWriter::with_capacity(1 << 16, io::stdout())),
            worst: Exit::Found,
            colored,
        }
    }

    /// Settles whether colours are used.
    pub(super) fn set_color(&mut self, choice: ColorChoice, around: &Surroundings) {
        let no_color = (around.variable)("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = (around.variable)("TERM").is_some_and(|term| term == "dumb");
        self.colored = match choice {
            ColorChoice::Auto => around.output_is_terminal && !no_color && !dumb,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
    }

    /// Whether colours are used.
    pub(super) fn is_colored(&self) -> bool {
        self.colored
    }

    /// Writes what kanbao itself says.
    pub(super) fn own(&mut self, text: impl fmt::Display) -> Result<(), Trouble> {
        write!(self.out, "{text}").map_err(Trouble::from)
    }

    /// Writes text that may come from a file, neutralised.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Trouble> {
        self.own(neutral(text))
    }

    /// Writes text that may come from a file in a style, if colours are used.
    pub(super) fn styled(&mut self, style: Style, text: &str) -> Result<(), Trouble> {
        if self.colored && !text.is_empty() {
            self.own(format_args!("\x1b[{}m{}\x1b[0m", style.code(), neutral(text)))
        } else {
            self.text(text)
        }
    }

    /// Writes bytes that are no text for a terminal.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        self.out.write_all(bytes).map_err(Trouble::from)
    }

    /// Writes one JSON value in one line.
    pub(super) fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Trouble> {
        let line = serde_json::to_string(value).map_err(io::Error::from)?;
        self.own(escape_json(line))
    }

    /// Says on standard error what is wrong; the run goes on.
    #[expect(clippy::print_stderr, reason = "this is the one place that complains")]
    pub(super) fn complain(&mut self, text: &str) {
        self.worst = Exit::Trouble;
        eprintln!("kanbao: {}", neutral(text));
    }

    /// Says something on standard error that is no trouble.
    #[expect(clippy::print_stderr, reason = "as above; remarks must not stand among the output")]
    pub(super) fn remark(&mut self, text: &str) {
        eprintln!("kanbao: {}", neutral(text));
    }

    /// Trouble, if there was any so far.
    pub(super) fn worst(&self) -> Exit {
        self.worst
    }

    /// Writes what is still held back.
    pub(super) fn flush(&mut self) -> Result<(), Trouble> {
        self.out.flush().map_err(Trouble::from)
    }
}

/// How a piece of text stands out on a terminal with colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A headline.
    Strong,
    /// What matters less.
    Faint,
    /// What was looked for.
    Lit,
    /// A label.
    Label,
    /// What a reader should doubt.
    Doubt,
}

impl Style {
    /// The numbers of a "select graphic rendition" sequence (ECMA-48, 8.3.117). Only the sixteen colours of
    /// the reader's own palette: they fit his background whatever it is.
    const fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Lit => "1;31",
            Self::Label => "36",
            Self::Doubt => "33",
        }
    }
}

/// The text with every character replaced that could act on a terminal or reverse what is read.
pub(super) fn neutral(text: &str) -> String {
    text.chars().map(|character| if is_harmful(character) { '\u{fffd}' } else { character }).collect()
}

/// Writes the harmful characters that JSON allows unescaped as escapes. They can only stand in strings.
fn escape_json(line: String) -> String {
    if !line.chars().any(is_harmful) {
        return line;
    }
    let mut escaped = String::with_capacity(line.len() + 16);
    for character in line.chars() {
        if is_harmful(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Controls but for tab and line feed, and the format characters that change the direction of text.
fn is_harmful(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}

/// An output that unit tests can look at.
#[cfg(test)]
pub(super) mod testing {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Rc<RefCell<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What a task writes where there are no colours.
    pub(in crate::cli) fn written(task: impl FnOnce(&mut Output) -> Result<(), Trouble>) -> String {
        keep(task, false)
    }

    /// What a task writes where there are colours.
    pub(in crate::cli) fn written_in_color(task: impl FnOnce(&mut Output) -> Result<(), Trouble>) -> String {
        keep(task, true)
    }

    fn keep(task: impl FnOnce(&mut Output) -> Result<(), Trouble>, colored: bool) -> String {
        let kept = Kept::default();
        let mut output = Output { out: Box::new(kept.clone()), worst: Exit::Found, colored };
        task(&mut output).unwrap();
        String::from_utf8(kept.0.take()).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_gets_out() {
        let cases = [
            ("春风\t十里\n", "春风\t十里\n"),
            ("红\u{1b}[31m字", "红\u{fffd}[31m字"),
            ("\u{9b}2J", "\u{fffd}2J"),
            ("左\u{202e}右", "左\u{fffd}右"),
            ("行\r尾", "行\u{fffd}尾"),
        ];
        for (text, expected) in cases {
            assert_eq!(neutral(text), expected);
        }
    }

    #[test]
    fn json_keeps_the_character_as_an_escape() {
        let line = serde_json::to_string("\u{9b}\u{202e}\u{e0001}\u{1b}字").unwrap();
        let escaped = escape_json(line);
        assert_eq!(escaped, r#""\u009b\u202e\udb40\udc01\u001b字""#);
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), "\u{9b}\u{202e}\u{e0001}\u{1b}字");
    }
}
