//! What happens to marks when the program is killed in the middle of writing, and when two programs write at once.
//!
//! The child is this test program itself, told by an environment variable to write instead of test.
//! `KANBAO_KILL_ROUNDS` sets how often it is killed; a change of the store is tried with 1000.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use kanbao::model::{Article, Block, BlockKind, Fragment, LineNumber, Page, Part, TextPosition};
use kanbao::store::marks::{Anchor, Change, Home, Key, Mark, Marks, Moment};

/// The folder in which a child writes; without it this is a test run.
const FOLDER: &str = "KANBAO_TEST_MARKS_FOLDER";
/// The number of the first step of a child, and the number after its last.
const STEPS: &str = "KANBAO_TEST_MARKS_STEPS";

/// A story whose text no other number has: forty characters drawn by the number.
fn story(number: u64) -> Article {
    let mut random = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let text = (0..40).map(|_| char::from_u32(0x4e00 + (next_random(&mut random) % 8000) as u32).unwrap());
    let text: String = text.collect();
    let fragment = Fragment::whole(LineNumber(1), text);
    let block = Block { kind: BlockKind::Paragraph, fragments: vec![fragment], confidence: 1.0 };
    Article { blocks: vec![block], ..Article::default() }
}

fn key(number: u64) -> Key {
    Key::of_story(&Page::default(), &story(number))
}

/// The steps that a child takes, over and over.
enum Step {
    Star(u64),
    Place(u64),
    Undo,
    Redo,
}

fn step(number: u64) -> Step {
    match number % 5 {
        0 | 2 => Step::Star(number),
        1 => Step::Place(number),
        3 => Step::Undo,
        _ => Step::Redo,
    }
}

fn take(marks: &mut Marks, number: u64) {
    let now = Moment::from_second(1 + number as i64).unwrap();
    let done = match step(number) {
        Step::Star(story) => marks.record(&[Change { about: key(story), mark: Mark::Starred(true) }], now),
        Step::Place(place) => {
            let position = TextPosition { part: Part::Block(0), byte: (place % 40 * 3) as u32 };
            marks.keep_place(&key(0), &Anchor::of(&story(0), position), now)
        }
        Step::Undo => marks.undo(now),
        Step::Redo => marks.redo(now),
    };
    assert_eq!(done.kept, Ok(()), "step {number}");
}

/// Whether the marks are as they must be after this many steps.
fn are_as_after(marks: &Marks, steps: u64) -> bool {
    let undone = (steps % 5 == 4).then(|| steps - 2);
    let stars = (0..steps + 2).all(|number| {
        let expected = number < steps && matches!(step(number), Step::Star(_)) && Some(number) != undone;
        marks.look(&key(number)).starred.is_some() == expected
    });
    let last_place = (0..steps).rev().find(|number| matches!(step(*number), Step::Place(_)));
    let place = marks.look(&key(0)).place.and_then(|place| place.find_in(&story(0)));
    stars && place.map(|place| place.byte) == last_place.map(|place| (place % 40 * 3) as u32)
}

/// Writes where the environment asks for it: the life of a child. Each step is told when it is confirmed.
#[test]
fn a_child_writes() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let steps = std::env::var(STEPS).unwrap();
    let (first, end) = steps.split_once("..").unwrap();
    let (mut marks, notice) = Marks::open(Home::in_folder(folder));
    assert_eq!(notice, None);
    for number in first.parse::<u64>().unwrap()..end.parse().unwrap() {
        take(&mut marks, number);
        let mut out = std::io::stdout().lock();
        writeln!(out, "confirmed {number}").unwrap();
        out.flush().unwrap();
    }
}

fn start_child(folder: &Path, steps: &str) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_child_writes", "--nocapture"])
        .env(FOLDER, folder)
        .env(STEPS, steps)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (child, out)
}

/// The number of the next confirmed step; `None` when the child is gone.
fn next_confirmed(out: &mut impl BufRead) -> Option<u64> {
    let mut line = String::new();
    loop {
        line.clear();
        if out.read_line(&mut line).unwrap() == 0 {
            return None;
        }
        // The test runner writes a word of its own before the first step, in the same line.
        if let Some((_, number)) = line.trim_end().rsplit_once("confirmed ") {
            return number.parse().ok();
        }
    }
}

/// A sequence that looks random and is the same in every run (Marsaglia's xorshift).
fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
fn every_confirmed_change_is_there_after_a_kill() {
    let rounds: u32 = std::env::var("KANBAO_KILL_ROUNDS").map_or(20, |rounds| rounds.parse().unwrap());
    let mut random = 0x9e37_79b9_7f4a_7c15;
    let mut in_flight_kept = 0;
    let mut folder = tempfile::tempdir().unwrap();
    let mut steps = 0;
    for round in 0..rounds {
        if round % 10 == 0 {
            (folder, steps) = (tempfile::tempdir().unwrap(), 0);
        }
        let (mut child, mut out) = start_child(folder.path(), &format!("{steps}..1000000"));
        let mut confirmed = steps;
        for _ in 0..next_random(&mut random) % 20 {
            confirmed = next_confirmed(&mut out).unwrap() + 1;
        }
        // The kill falls anywhere within the next steps: the child does not wait for this loop.
        for _ in 0..next_random(&mut random) % 2_000_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What the child had told before it died was confirmed too.
        while let Some(number) = next_confirmed(&mut out) {
            confirmed = number + 1;
        }
        let (marks, notice) = Marks::open(Home::in_folder(folder.path()));
        assert_eq!(notice, None, "round {round}: the file is in order");
        // The step that was under way may be there or not, but never half.
        let taken = [confirmed, confirmed + 1].into_iter().find(|steps| are_as_after(&marks, *steps));
        let Some(taken) = taken else { panic!("round {round}: something is lost after {confirmed} steps") };
        in_flight_kept += u32::from(taken > confirmed);
        steps = taken;
    }
    println!("{rounds} kills, nothing lost; the step under way was kept {in_flight_kept} times");
}

/// How often two programs meet at a new file: one of them lays it out, and which one is a matter of moments.
const MEETINGS: usize = 12;

#[test]
fn two_processes_write_at_once() {
    for _ in 0..MEETINGS {
        meet_at_a_new_file();
    }
}

fn meet_at_a_new_file() {
    let folder = tempfile::tempdir().unwrap();
    // Each child takes only steps of its own that give stars: 0, 2, 5, 7 … of two ranges.
    let ranges = [(1000, 1003), (2000, 2003)];
    let mut children: Vec<_> =
        ranges.iter().map(|(first, end)| start_child(folder.path(), &format!("{first}..{end}"))).collect();
    for (child, _) in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let (marks, notice) = Marks::open(Home::in_folder(folder.path()));
    assert_eq!(notice, None);
    let starred = [1000, 1002, 2000, 2002].map(|number| marks.look(&key(number)).starred.is_some());
    assert_eq!(starred, [true; 4]);
    assert_eq!(marks.depth(), (4, 0));
}
