//! Rows of random keys, clicks and sizes, the same in every run: nothing panics, every row keeps to the screen.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use kanbao::app::event::{Event, MouseDeed};
use kanbao::app::key::parse_keys;
use kanbao::text::columns::{Ambiguous, Measure};

use crate::harness::Session;

/// A small generator (xorshift), so that a failure can be repeated from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

const KEYS: &str = "CC**&''JK..i#I|VPYyyycyswW,h,l,p,s,wjjjjkkllhhgGbcdefnoprstuvwxyzmSTULMPZX[]{}+-=/?:12345)(;!河南，a１／<enter><enter><esc><esc><esc><tab><s-tab>\
    <up><down><left><right><pgup><pgdn><home><end><bs><del><space><space><c-d><c-u><c-w><c-l><c-r><f1>";

fn play(seed: u64, steps: usize, session: &mut Session) {
    let keys = parse_keys(KEYS).unwrap();
    let mut dice = Dice(seed);
    let mut history = Vec::new();
    for step in 0..steps {
        match dice.roll(20) {
            0 => {
                let (columns, rows) = (dice.roll(210) as u16, dice.roll(64) as u16);
                history.push(format!("{columns}×{rows}"));
                session.resize(columns, rows);
            }
            1..=3 => {
                let (column, row) = (dice.roll(130) as u16, dice.roll(40) as u16);
                let deeds = [
                    MouseDeed::Click,
                    MouseDeed::DoubleClick,
                    MouseDeed::Drag,
                    MouseDeed::Drag,
                    MouseDeed::Release,
                    MouseDeed::WheelDown,
                    MouseDeed::WheelUp,
                ];
                let deed = deeds[dice.roll(deeds.len() as u64) as usize];
                history.push(format!("{deed:?}@{column},{row}"));
                session.mouse(deed, column, row);
            }
            4 => {
                session.happen(Event::Paste("一\n二".into()));
                history.push("paste".into());
            }
            5 if step % 7 == 0 => {
                let ambiguous = [Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Avoid][dice.roll(3) as usize];
                history.push(format!("{ambiguous:?}"));
                session.happen(Event::Measured(Measure::new(ambiguous)));
            }
            _ => {
                let chord = keys[dice.roll(keys.len() as u64) as usize];
                history.push(chord.to_string());
                session.happen(Event::Key(chord));
            }
        }
        if let Err(row) = session.rows_fit() {
            let last = history.len().saturating_sub(12);
            panic!("seed {seed}, step {step}, after {:?}: {row}", &history[last..]);
        }
    }
}

#[test]
fn random_keys_never_break_the_screen() {
    for seed in 1..=8 {
        play(seed * SPREAD, 160, &mut Session::open(80, 24));
    }
}

/// Makes seeds that differ in many bits of small numbers.
const SPREAD: u64 = 0x9e37_79b9;

/// The same over the sample edition, or over the pages in the folder that `KANBAO_PAGES` names, for as many minutes as
/// `KANBAO_RANDOM_MINUTES` says (a reader's half hour is 30); without it a short while. At the end what the store has
/// is what the screen showed.
#[test]
fn random_keys_over_whole_pages_leave_the_marks_as_they_were_shown() {
    let minutes = std::env::var("KANBAO_RANDOM_MINUTES").ok().and_then(|minutes| minutes.parse::<u64>().ok());
    let until = Instant::now() + Duration::from_secs(60 * minutes.unwrap_or(0));
    let pages = std::env::var_os("KANBAO_PAGES").map(PathBuf::from);
    let mut seed = 0;
    while seed < 2 || Instant::now() < until {
        seed += 1;
        let mut session = match &pages {
            Some(folder) => Session::of_files(80, 24, folder),
            None => Session::sample(80, 24),
        };
        let steps = if minutes.is_some() { 2000 } else { 120 };
        play(seed * SPREAD, steps, &mut session);
        assert_eq!(session.kept_marks(), session.shown_marks(), "seed {seed}");
    }
    assert!(seed >= 2);
    if minutes.is_some() {
        println!("{seed} rounds of 2000 steps");
    }
}
