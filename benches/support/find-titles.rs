//! Finding in a file of headlines on a terminal, as bare as can be: the program's own search, a line that is typed
//! into, the count, and as many headlines as fit. It is what is held against `fzf` under a timer of keys and screens (key-to-frame.py).
//!
//! `cargo run --release --example find-titles -- make 1500000 > titles.txt` writes made-up headlines;
//! `cargo run --release --example find-titles -- titles.txt` finds in them. Esc or Ctrl-C leaves.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a tool of the benches may panic")]

#[path = "headlines.rs"]
mod headlines;

use std::collections::BTreeMap;
use std::io::{BufWriter, Write, stdout};
use std::ops::Range;
use std::sync::atomic::AtomicBool;

use crossterm::cursor::MoveTo;
use crossterm::event::{Event, KeyCode, KeyModifiers, read};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};
use kanbao::app::jobs::helpers::SideBySide;
use kanbao::query::titles::{Title, Titles};
use kanbao::query::{Finder, Outcome, Selection, Situation, match_names};
use kanbao::text::columns::Measure;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", count] => make(count.parse().unwrap()),
        [path] => find_in(&String::from_utf8(std::fs::read(path).unwrap()).unwrap()),
        _ => panic!("a file of headlines, or: make COUNT"),
    }
}

fn make(count: usize) {
    let mut out = BufWriter::new(stdout().lock());
    for headline in headlines::make_headlines(count) {
        writeln!(out, "{headline}").unwrap();
    }
}

fn find_in(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let mut titles = Titles::default();
    for headline in &lines {
        titles.push(&Title { headline, ..Title::default() });
    }
    titles.shrink();
    enable_raw_mode().unwrap();
    execute!(stdout(), EnterAlternateScreen).unwrap();
    let mut finder = Finder::default();
    let mut typed = String::new();
    loop {
        let selection = Selection { typed: typed.clone(), ..Selection::default() };
        let never = AtomicBool::new(false);
        let situation = Situation { helpers: &SideBySide, ..Situation::default() };
        let found = finder.find_titles(&titles, &selection, &situation, &never);
        draw(&lines, &typed, &found.unwrap_or_default());
        let Event::Key(key) = read().unwrap() else { continue };
        match key.code {
            KeyCode::Esc => break,
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => break,
            KeyCode::Char(c) => typed.push(c),
            KeyCode::Backspace => drop(typed.pop()),
            _ => {}
        }
    }
    execute!(stdout(), LeaveAlternateScreen).unwrap();
    disable_raw_mode().unwrap();
}

/// The best headlines with what was found lit, in one write.
fn draw(lines: &[&str], typed: &str, found: &Outcome) {
    let (columns, rows) = size().unwrap_or((80, 24));
    let mut frame = Vec::new();
    queue!(frame, MoveTo(0, 0), Clear(ClearType::All)).unwrap();
    write!(frame, "> {typed}\r\n  {}/{}\r\n", found.ranked.len(), lines.len()).unwrap();
    let first = found.ranked.entries().iter().take(usize::from(rows).saturating_sub(3));
    let first: Vec<&str> = first.map(|entry| lines[entry.0 as usize]).collect();
    // A query of several words lights none of them here: it names no single word.
    let lit: BTreeMap<usize, Vec<Range<usize>>> = match_names(typed, &first).into_iter().collect();
    for (row, line) in first.iter().enumerate() {
        draw_line(&mut frame, line, lit.get(&row).map_or(&[], Vec::as_slice), usize::from(columns));
        write!(frame, "\r\n").unwrap();
    }
    stdout().write_all(&frame).unwrap();
    stdout().flush().unwrap();
}

fn draw_line(frame: &mut Vec<u8>, line: &str, lit: &[Range<usize>], columns: usize) {
    let (mut width, mut bold) = (0, false);
    for (at, c) in line.char_indices() {
        width += Measure::default().text(c.encode_utf8(&mut [0; 4]));
        if width > columns {
            break;
        }
        if lit.iter().any(|range| range.contains(&at)) != bold {
            bold = !bold;
            write!(frame, "{}", if bold { "\x1b[1m" } else { "\x1b[m" }).unwrap();
        }
        write!(frame, "{c}").unwrap();
    }
    write!(frame, "\x1b[m").unwrap();
}
