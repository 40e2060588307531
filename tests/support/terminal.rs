//! The real program in a pseudo-terminal: keys in, the screen out. Everything waits for a condition; nothing
//! waits for a time, but for the deadline after which a test has failed.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Far longer than anything takes, even on a busy machine.
const DEADLINE: Duration = Duration::from_mins(1);

/// A frame begins (with an `h` behind it) or ends (`l`).
const FRAME: &[u8] = b"\x1b[?2026";

/// The screen is cleared.
const CLEAR: &[u8] = b"\x1b[2J";

/// After this time whoever types thinks that nothing was heard.
const AGAIN: Duration = Duration::from_secs(5);

/// What the terminal says when it is asked where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// Where it is, at once.
    AtOnce,
    /// Nothing, until [`Terminal::answer`] is called.
    WhenTold,
    /// That it stands in this column, from 1: the answer of a terminal that draws wider than this one.
    Column(u16),
}

/// A terminal with a program in it.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    settings_before: String,
    answers: Answers,
    questions: usize,
    /// The last bytes that were written, and whether a frame was begun with them that is not ended.
    tail: Vec<u8>,
    in_frame: bool,
    /// What stood on the screen when the program last cleared it.
    before_clearing: Option<String>,
    /// The colour of its ground, such as `ffff/ffff/ffff`, where it tells; to be set before it is waited for.
    pub ground: Option<&'static str>,
}

impl Terminal {
    /// Starts a program in a terminal of this size, with `folder` as its home.
    pub fn start(folder: &Path, columns: u16, rows: u16, program: &[&str]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("there is a pseudo-terminal");
        let command = command(folder, program);
        let settings_before = settings_of(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("it can be read");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().expect("it can be written to");
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        let (answers, questions) = (Answers::AtOnce, 0);
        Self {
            master: pair.master,
            child,
            writer,
            output,
            screen,
            settings_before,
            answers,
            questions,
            tail: Vec::new(),
            in_frame: false,
            before_clearing: None,
            ground: None,
        }
    }

    /// The same terminal with other answers. Nothing that was written is looked at before the first wait.
    pub fn with_answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// How often the program asked where the cursor is.
    pub fn questions(&self) -> usize {
        self.questions
    }

    /// Waits until the program has asked so often.
    #[track_caller]
    pub fn wait_for_question(&mut self, number: usize) {
        let begun = Instant::now();
        while self.questions < number {
            let bytes = self.output.recv_timeout(DEADLINE.saturating_sub(begun.elapsed()));
            self.take(&bytes.expect("the program asks"));
        }
    }

    /// Says where the cursor is.
    pub fn answer(&mut self) {
        let (row, column) = self.screen.screen().cursor_position();
        let column = if let Answers::Column(column) = self.answers { column } else { column + 1 };
        self.send(&format!("\x1b[{};{column}R", row + 1));
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub fn wait(&mut self, what: &str, fits: impl Fn(&vt100::Screen) -> bool) {
        let begun = Instant::now();
        while !fits(self.screen.screen()) {
            let left = DEADLINE.saturating_sub(begun.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("{what} did not come:\n{}", self.text()),
                Err(RecvTimeoutError::Disconnected) if fits(self.screen.screen()) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("{what} did not come, it ended:\n{}", self.text())
                }
            }
        }
    }

    /// Whether the screen becomes as it should be, within the time after which it is worth trying again.
    pub fn comes(&mut self, fits: impl Fn(&vt100::Screen) -> bool) -> bool {
        let begun = Instant::now();
        while !fits(self.screen.screen()) {
            match self.output.recv_timeout(AGAIN.saturating_sub(begun.elapsed())) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => return fits(self.screen.screen()),
            }
        }
        true
    }

    /// Waits until the frame that has come in part is there whole.
    #[track_caller]
    pub fn wait_for_frame(&mut self) {
        while self.in_frame {
            let bytes = self.output.recv_timeout(DEADLINE).expect("a frame that was begun is ended");
            self.take(&bytes);
        }
    }

    /// Waits until this text is on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Waits until this text is not on the screen.
    #[track_caller]
    pub fn wait_without(&mut self, text: &str) {
        self.wait(&format!("a screen without {text}"), |screen| !screen.contents().contains(text));
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("the terminal can be resized");
    }

    /// Does what makes the program clear the screen and draw it afresh; gives all rows as they were before.
    #[track_caller]
    pub fn drawn_afresh(&mut self, ask: impl FnOnce(&mut Self)) -> String {
        self.before_clearing = None;
        ask(self);
        let begun = Instant::now();
        loop {
            self.wait_for_frame();
            if let Some(before) = self.before_clearing.take() {
                return before;
            }
            match self.output.recv_timeout(DEADLINE.saturating_sub(begun.elapsed())) {
                Ok(bytes) => self.take(&bytes),
                Err(why) => panic!("the screen was not drawn afresh, {why}:\n{}", self.text()),
            }
        }
    }

    /// How many columns and rows it has.
    pub fn size(&self) -> (u16, u16) {
        let (rows, columns) = self.screen.screen().size();
        (columns.get(), rows.get())
    }

    /// All rows of the screen, with blanks at their ends.
    pub fn rows(&self) -> String {
        let screen = self.screen.screen();
        screen.rows(0, screen.size().1.into()).map(|row| row + "\n").collect()
    }

    /// Sends a signal, by name, to the program.
    pub fn signal(&mut self, name: &str) {
        let id = self.child.process_id().expect("it runs").to_string();
        let sent =
            std::process::Command::new("kill").args(["-s", name, &id]).status().expect("there is kill");
        assert!(sent.success());
    }

    /// Waits for the end, and takes everything that is still written.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            match self.output.recv_timeout(DEADLINE.saturating_sub(begun.elapsed())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.text()),
            }
        }
        self.child.wait().expect("it has ended")
    }

    /// The terminal is as it was before the program: the same screen, the cursor shown, nothing captured, the
    /// same settings of the line.
    #[track_caller]
    pub fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the other screen was not left");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pasted text is still marked");
        assert_eq!(
            screen.mouse_protocol_mode(),
            vt100::MouseProtocolMode::None,
            "the mouse is still captured"
        );
        assert_eq!(settings_of(self.master.as_ref()), self.settings_before, "the line is not as it was");
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The screen itself.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// Shows what was written, and answers as a terminal does when it is asked where the cursor is, what it is, and
    /// what its ground is.
    fn take(&mut self, bytes: &[u8]) {
        const CURSOR: &[u8] = b"\x1b[6n";
        const KIND: &[u8] = b"\x1b[c";
        self.note_frame(bytes);
        let mut rest = bytes;
        while let Some(at) =
            (0..rest.len()).find(|at| rest[*at..].starts_with(CURSOR) || rest[*at..].starts_with(KIND))
        {
            self.show(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with(CURSOR) {
                self.questions += 1;
                if self.answers != Answers::WhenTold {
                    self.answer();
                }
                rest = &rest[CURSOR.len()..];
            } else {
                // Whoever asks for the ground asks for the kind right after it, so as not to wait in vain.
                let ground =
                    self.ground.map(|ground| format!("\x1b]11;rgb:{ground}\x1b\\")).unwrap_or_default();
                self.send(&format!("{ground}\x1b[?62c"));
                rest = &rest[KIND.len()..];
            }
        }
        self.show(rest);
    }

    /// Shows bytes, and keeps what they clear.
    fn show(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(at) = rest.windows(CLEAR.len()).position(|window| window == CLEAR) {
            self.screen.process(&rest[..at]);
            if self.before_clearing.is_none() {
                self.before_clearing = Some(self.rows());
            }
            self.screen.process(CLEAR);
            rest = &rest[at + CLEAR.len()..];
        }
        self.screen.process(rest);
    }
}

impl Terminal {
    /// Follows where frames begin and end; the words that say so may come in two pieces. What is cleared is drawn
    /// afresh with the next frame.
    fn note_frame(&mut self, bytes: &[u8]) {
        const LONGEST: usize = FRAME.len() + 1;
        self.tail.extend_from_slice(bytes);
        let open = (0..self.tail.len()).rev().find_map(|at| {
            let rest = &self.tail[at..];
            let sign = rest.strip_prefix(FRAME).and_then(|rest| rest.first());
            sign.map(|sign| *sign == b'h').or(rest.starts_with(CLEAR).then_some(true))
        });
        self.in_frame = open.unwrap_or(self.in_frame);
        let kept = self.tail.len().saturating_sub(LONGEST - 1);
        self.tail.drain(..kept);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed must not leave its program behind; one that ended is gone already.
        let _ = self.child.kill();
    }
}

/// A program with `folder` as its home, and with nothing else of this machine's surroundings.
fn command(folder: &Path, program: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program[0]);
    command.args(&program[1..]);
    command.cwd(folder);
    command.env_clear();
    let path = std::env::var("PATH").unwrap_or_default();
    let home = folder.to_string_lossy();
    let variables = [
        ("HOME", home.as_ref()),
        ("PATH", &path),
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("LC_ALL", "C.UTF-8"),
        ("PS1", "ready> "),
    ];
    for (name, value) in variables {
        command.env(name, value);
    }
    command
}

/// Starts a program in a terminal, and takes the terminal away as soon as this text was written.
pub fn close_when_it_shows(folder: &Path, text: &str, program: &[&str]) {
    let size = PtySize { rows: 24, cols: 100, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("there is a pseudo-terminal");
    let child = pair.slave.spawn_command(command(folder, program)).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("it can be read");
    let mut screen = vt100::Parser::new(cells(size.rows), cells(size.cols), 0);
    let mut bytes = vec![0; 1 << 16];
    while !screen.screen().contents().contains(text) {
        match reader.read(&mut bytes) {
            Ok(count @ 1..) => screen.process(&bytes[..count]),
            _ => panic!("it ended before {text} came:\n{}", screen.screen().contents()),
        }
    }
    drop((reader, pair.master, child));
}

/// Waits until a file has something in it, and reads it.
pub fn wait_for_file(path: &Path) -> String {
    let begun = Instant::now();
    loop {
        match std::fs::read_to_string(path) {
            Ok(text) if !text.is_empty() => return text,
            _ if begun.elapsed() > DEADLINE => panic!("{} did not come", path.display()),
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// A size as the emulator takes it.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a terminal has cells")
}

/// The settings of the line, to be compared.
fn settings_of(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
