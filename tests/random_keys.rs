//! Rows of random keys, clicks, pastes and sizes for the real program under a pseudo-terminal, the same in every run.
//!
//! Every so often the screen is drawn afresh and must be what stood there before: what was drawn bit by bit is what the
//! program means. At the end of each round the program is left, the terminal is as it was, and the marks can be read.
//!
//! `cargo test` plays a short while. A reader's half hour over whole pages, on a build that is fast enough for it:
//!
//! ```sh
//! KANBAO_RANDOM_MINUTES=30 KANBAO_PAGES=pages/ cargo test --release --test random_keys -- --nocapture
//! ```
//!
//! `KANBAO_RANDOM_SEED` is the number of the first round (1), to repeat one that failed.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test fails by panicking, and a long run tells how it went"
)]
#![cfg(unix)]

#[path = "support/harness.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use support::terminal::Terminal;
use support::{PAGE, command, folder, program};

/// Control-G leaves whatever is open: unlike Esc, it is never taken for the beginning of something else. The seams have
/// another key, for `:x` and Enter would end the program as in vi; to quit has none, for a click on its hint would.
const SETTINGS: &str = "[keys]\ncancel = [\"<esc>\", \"<c-g>\"]\nback = [\"h\", \"<esc>\", \"<c-g>\"]\n\
                        seams = [\"~\"]\nquit = []\n";

/// Everything but what ends or stops the program. A pipe would wait for Enter at its end; `screens` has it.
const CHARACTERS: &str = "jjjjkkkkllhhggGGbbcdefnnoprstuvw~yzmSTUWLMPVYZXCJKIFA[]{}()+-=/:?;!#.,12345河南，ａ１／\r\r\r\r\t\t    \
                          \x07\x07\x07\x07\x7f\x7f\x04\x15\x17\x0c\x12\x10\x0e\x18";

/// Arrows, a page up and down, home, end, delete, insert, Shift-Tab, F1.
const SEQUENCES: [&str; 12] = [
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[3~", "\x1b[2~",
    "\x1b[Z", "\x1bOP",
];

/// Steps between two looks at the screen.
const STRETCH: usize = 60;

/// A small generator (xorshift), so that a failure can be repeated from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides as u64) as usize
    }

    /// What is typed or done with the mouse next.
    fn input(&mut self, characters: &[char]) -> String {
        match self.roll(20) {
            0..=2 => {
                let (column, row) = (self.roll(210) + 1, self.roll(64) + 1);
                match self.roll(3) {
                    0 => format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"),
                    1 => format!("\x1b[<64;{column};{row}M"),
                    _ => format!("\x1b[<65;{column};{row}M"),
                }
            }
            3 => "\x1b[200~桥\n鸟\x1b[201~".to_owned(),
            4..=5 => SEQUENCES[self.roll(SEQUENCES.len())].to_owned(),
            _ => characters[self.roll(characters.len())].to_string(),
        }
    }
}

/// Tells what was done last if the round fails.
struct Round {
    number: u64,
    done: Vec<String>,
}

impl Drop for Round {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let last = self.done.len().saturating_sub(2 * STRETCH);
            println!(
                "round {}, after {} steps, the last: {:?}",
                self.number,
                self.done.len(),
                &self.done[last..]
            );
        }
    }
}

/// Opens the palette and types something that never stood there before: when it is there, all input before it was
/// understood.
fn look(terminal: &mut Terminal, nonce: &str) {
    /// What is typed while an editor has the terminal is the editor's; there are not that many editors waiting.
    const ATTEMPTS: usize = 20;
    for _ in 0..ATTEMPTS {
        terminal.send(&format!("\x07\x07\x07\x07\x07\x07:{nonce}"));
        if terminal.comes(|screen| screen.contents().contains(&format!("> {nonce}"))) {
            return terminal.wait_for_frame();
        }
    }
    panic!("{nonce} did not come:\n{}", terminal.text());
}

/// Waits until the store has answered all that it was asked: it answers in turn, and redoing asks it last.
fn wait_for_the_store(terminal: &mut Terminal) {
    terminal.send("\x07\x07\x12");
    terminal.wait("word of what was redone", |screen| {
        let last = screen.rows(0, screen.size().1.into()).last().unwrap_or_default();
        last.contains("重做") || last.contains("redo")
    });
}

/// Looks until two looks are alike.
fn settle(terminal: &mut Terminal, step: usize) {
    let mut before = Vec::new();
    for number in 0..100 {
        look(terminal, &format!("zz{step:06}{number:02}"));
        wait_for_the_store(terminal);
        look(terminal, "zzzzzzzzzz");
        let rows = terminal.rows();
        let now: Vec<String> = without_news(&rows).into_iter().map(str::to_owned).collect();
        if now == before {
            return;
        }
        before = now;
    }
    panic!("the screen does not come to rest");
}

/// What is on the screen was drawn bit by bit; drawn at one stroke it is the same, but for the news in the last row.
fn assert_drawn_rightly(terminal: &mut Terminal, step: usize) {
    settle(terminal, step);
    let bit_by_bit = terminal.drawn_afresh(|terminal| terminal.send("\x0c"));
    let at_one_stroke = terminal.rows();
    assert_eq!(without_news(&bit_by_bit), without_news(&at_one_stroke), "bit by bit, and at one stroke");
    terminal.send("\x07");
}

/// The rows but the last. A blank that was written and one that never was look alike.
fn without_news(rows: &str) -> Vec<&str> {
    let mut rows: Vec<&str> = rows.lines().map(str::trim_end).collect();
    rows.pop();
    rows
}

fn play(number: u64, steps: usize, home: &Path, pages: &str) {
    const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (40, 12), (200, 60)];
    /// Makes seeds that differ in many bits of small numbers.
    const SPREAD: u64 = 0x9e37_79b9;
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let mut dice = Dice(number * SPREAD);
    let mut round = Round { number, done: Vec::new() };
    let start = format!("EDITOR=/bin/true exec '{}' '{pages}'", program().display());
    let mut terminal = Terminal::start(home, 80, 24, &["/bin/sh", "-c", &start]);
    // All pages are read, whatever the last session left: filters, another language.
    let counts = ["篇", "articles", " of "];
    terminal.wait("all pages", |screen| {
        let text = screen.contents();
        text.contains("看报")
            && counts.iter().any(|count| text.lines().next().unwrap_or_default().contains(count))
    });
    for step in 1..=steps {
        if dice.roll(20) == 0 {
            let (columns, rows) = (dice.roll(210) as u16 + 1, dice.roll(64) as u16 + 1);
            round.done.push(format!("{columns}×{rows}"));
            terminal.resize(columns, rows);
        } else {
            let input = dice.input(&characters);
            terminal.send(&input);
            round.done.push(input);
        }
        if step % STRETCH == 0 {
            let (columns, rows) = SIZES[dice.roll(SIZES.len())];
            if terminal.size() != (columns, rows) {
                terminal.drawn_afresh(|terminal| terminal.resize(columns, rows));
            }
            assert_drawn_rightly(&mut terminal, step);
        }
    }
    terminal.resize(80, 24);
    look(&mut terminal, "zz");
    terminal.send("\x15quit");
    terminal.wait_for("> quit");
    terminal.send("\r");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
    let state = command(home).env_remove("XDG_DATA_HOME").args(["state", "export"]).output().unwrap();
    assert!(state.status.success(), "{}", String::from_utf8_lossy(&state.stderr));
    serde_json::from_slice::<serde_json::Value>(&state.stdout).expect("the marks are intact");
}

#[test]
fn random_keys_mouse_and_sizes_leave_screen_terminal_and_marks_whole() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let minutes = number("KANBAO_RANDOM_MINUTES");
    let first = number("KANBAO_RANDOM_SEED").unwrap_or(1);
    let until = Instant::now() + Duration::from_mins(minutes.unwrap_or(0));
    let pages = std::env::var_os("KANBAO_PAGES").map(|pages| PathBuf::from(pages).canonicalize().unwrap());
    let pages = pages.map_or_else(|| "page.txt".to_owned(), |pages| pages.display().to_string());
    let home = folder(&[(".config/kanbao/config.toml", SETTINGS.as_bytes()), ("page.txt", PAGE.as_bytes())]);
    let steps = if minutes.is_some() { 3000 } else { 3 * STRETCH };
    let mut round = first;
    while round < first + 2 || Instant::now() < until {
        play(round, steps, home.path(), &pages);
        round += 1;
    }
    println!("rounds {first} to {} of {steps} steps each", round - 1);
}
