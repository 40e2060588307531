//! How well the characters after a seam read on from those before it: words and kinds of words.
//!
//! The last characters of a line are cut into words in every possible way, and so are the first ones of
//! another; a seam is as good as the cheapest way to read across it, compared with reading the one as an end
//! and the other as the opening of a sentence. 科 | 技 pays because 科技 is a word; 的 | 春天 pays because a
//! particle seldom ends a line and a noun gladly follows it.

use super::lexicon::{
    LONGEST, NEVER, STATES, State, extend, follow_cost, follow_costs, look_up, may_be_inside_word,
    start_cost, start_costs,
};
use crate::ingest::lines::is_han;

/// How many characters on either side are looked at.
const WINDOW: usize = 10;
/// What a character that is no word costs, in tenths of a nat.
const UNKNOWN: i32 = 110;
/// The kinds that unknown characters, Latin words and numbers are taken for: nouns and a numeral.
const NOUN_ONE: State = (25 << 1) | 1;
const NOUN: State = 25 << 1;
const NUMERAL: State = 22 << 1;
/// No word: a mark, or the edge of the window.
pub(super) const NO_STATE: State = 255;

/// One way to read: its cost, and the kind of the word at the seam's side.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: i32,
    state: State,
}

const MOST_WAYS: usize = 6;

/// What no way to read over a seam costs more than.
const MOST: i32 = NEVER * 4;

/// The ways to read up to one place.
#[derive(Debug, Clone, Copy)]
struct Ways {
    ways: [Way; MOST_WAYS],
    count: usize,
}

impl Default for Ways {
    fn default() -> Self {
        Self { ways: [Way { cost: 0, state: NO_STATE }; MOST_WAYS], count: 0 }
    }
}

impl Ways {
    fn push(&mut self, way: Way) {
        if self.count < MOST_WAYS {
            self.ways[self.count] = way;
            self.count += 1;
        } else if let Some(worst) = self.ways.iter_mut().max_by_key(|way| way.cost)
            && way.cost < worst.cost
        {
            *worst = way;
        }
    }

    fn all(&self) -> &[Way] {
        &self.ways[..self.count]
    }

    /// The cheapest with which a sentence opens.
    fn opening(&self) -> i32 {
        let open = |way: &Way| way.cost + onward_cost(NO_STATE, way.state);
        self.all().iter().map(open).min().unwrap_or(NEVER)
    }

    fn cheapest(&self) -> i32 {
        self.all().iter().map(|way| way.cost).min().unwrap_or(NEVER)
    }
}

/// The end of a line, cut into words.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    /// The last characters, the very last first.
    characters: [char; LONGEST],
    length: usize,
    /// How many of the last characters may stand in one word.
    reach: usize,
    /// `ways[k]`: the ways to read everything but the last `k` characters.
    ways: [Ways; LONGEST],
    /// The cheapest way to read all of it, if nothing follows.
    cheapest: i32,
    /// The same with the step into a word of each kind that may follow.
    onward: [i32; STATES],
}

/// The beginning of a line, cut into words.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    characters: [char; LONGEST],
    length: usize,
    /// How many of the first characters may stand in one word.
    reach: usize,
    /// `ways[k]`: the ways to read everything after the first `k` characters.
    ways: [Ways; LONGEST],
    /// What it costs to read the line as the opening of a sentence.
    opening_cost: i32,
}

/// Whether a character belongs to words.
pub(super) fn is_wordly(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '%' | '.' | '·')
}

/// What a step to `next` costs; after a mark a sentence opens.
pub(super) fn step_cost(state: State, next: State) -> i32 {
    if state == NO_STATE { start_cost(next) } else { follow_cost(state, next) }
}

/// What a step into `next` costs, where nothing may come after.
fn onward_cost(state: State, next: State) -> i32 {
    if next == NO_STATE { 0 } else { step_cost(state, next) }
}

/// Tells `found` each word that begins at `at`: its length, kind and cost.
pub(super) fn words_at(window: &[char], at: usize, mut found: impl FnMut(usize, State, i32)) {
    let first = window[at];
    if !is_han(first) {
        let run = window[at..].iter().take_while(|c| !is_han(**c)).count();
        found(run, if first.is_ascii_digit() { NUMERAL } else { NOUN }, 60);
        return;
    }
    let mut hash = 0;
    let mut single = false;
    let mut before = None;
    for (length, &c) in (1..=LONGEST).zip(&window[at..]) {
        if !is_han(c) || before.is_some_and(|before| !may_be_inside_word(before, c)) {
            break;
        }
        before = Some(c);
        hash = extend(hash, c);
        if let Some(word) = look_up(hash, length) {
            single |= length == 1;
            found(length, word.state, word.cost);
        }
    }
    if !single {
        found(1, NOUN_ONE, UNKNOWN);
    }
}

/// How many characters from the seam on may stand in one word; `order` puts two neighbours in the order of print.
fn reach_of(characters: &[char], order: impl Fn(char, char) -> (char, char)) -> usize {
    let together = |pair: &&[char]| {
        let (before, after) = order(pair[0], pair[1]);
        is_han(pair[1]) && may_be_inside_word(before, after)
    };
    characters.len().min(1 + characters.windows(2).take_while(together).count())
}

impl Ending {
    /// Reads the end of a line.
    pub(crate) fn new(line: &[char]) -> Self {
        let reach = line.iter().rev().take(WINDOW).take_while(|c| is_wordly(**c)).count();
        let window = &line[line.len() - reach..];
        let mut ways = [Ways::default(); WINDOW + 1];
        ways[0].push(Way { cost: 0, state: NO_STATE });
        for at in 0..reach {
            let before = ways[at];
            if before.count == 0 {
                continue;
            }
            words_at(window, at, |length, state, cost| {
                let cheapest = before.all().iter().map(|way| way.cost + step_cost(way.state, state)).min();
                if let Some(so_far) = cheapest {
                    ways[at + length].push(Way { cost: so_far + cost, state });
                }
            });
        }
        let mut ending = Self {
            characters: ['\0'; LONGEST],
            length: reach.min(LONGEST),
            reach: 0,
            ways: [Ways::default(); LONGEST],
            cheapest: ways[reach].cheapest(),
            onward: [MOST; STATES],
        };
        for way in ways[reach].all() {
            let steps = if way.state == NO_STATE { start_costs() } else { follow_costs(way.state) };
            for (cheapest, cost) in ending.onward.iter_mut().zip(steps) {
                *cheapest = (*cheapest).min(way.cost + i32::from(*cost));
            }
        }
        for (back, kept) in ending.ways.iter_mut().enumerate().take(reach + 1) {
            *kept = ways[reach - back];
        }
        for (to, from) in ending.characters.iter_mut().zip(window.iter().rev()) {
            *to = *from;
        }
        ending.reach = reach_of(&ending.characters[..ending.length], |after, before| (before, after));
        ending
    }
}

impl Beginning {
    /// Reads the beginning of a line.
    pub(crate) fn new(line: &[char]) -> Self {
        let reach = line.iter().take(WINDOW).take_while(|c| is_wordly(**c)).count();
        let window = &line[..reach];
        let mut ways = [Ways::default(); WINDOW + 1];
        ways[reach].push(Way { cost: 0, state: NO_STATE });
        for at in (0..reach).rev() {
            let mut here = Ways::default();
            words_at(window, at, |length, state, cost| {
                let after = &ways[at + length];
                let rest = after.all().iter().map(|way| way.cost + onward_cost(state, way.state)).min();
                if let Some(rest) = rest {
                    here.push(Way { cost: rest + cost, state });
                }
            });
            ways[at] = here;
        }
        let mut beginning = Self {
            characters: ['\0'; LONGEST],
            length: reach.min(LONGEST),
            reach: 0,
            ways: [Ways::default(); LONGEST],
            opening_cost: ways[0].opening(),
        };
        for (kept, way) in beginning.ways.iter_mut().zip(&ways[..=reach]) {
            *kept = *way;
        }
        for (to, from) in beginning.characters.iter_mut().zip(window) {
            *to = *from;
        }
        beginning.reach =
            reach_of(&beginning.characters[..beginning.length], |before, after| (before, after));
        beginning
    }

    /// How dear it is to open a sentence here, in nats: 0 where nothing is to be read.
    pub(crate) fn opening(&self) -> f32 {
        if self.length == 0 { 0.0 } else { (self.opening_cost - self.ways[0].cheapest()) as f32 / 10.0 }
    }
}

/// What a seam gains, in nats.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Gain {
    /// By reading on rather than opening anew.
    pub(crate) reading: f32,
    /// How much of that only a word over the seam gives.
    pub(crate) over_seam: f32,
}

/// What is gained by reading `beginning` on from `ending` rather than as an opening of its own.
pub(crate) fn gain(ending: &Ending, beginning: &Beginning) -> Gain {
    if ending.length == 0 || beginning.length == 0 {
        return Gain::default();
    }
    let apart = ending.cheapest + beginning.opening_cost;
    let beside = side_by_side(ending, &beginning.ways[0]);
    let mut joined = beside;
    let (last, first) = (ending.characters[0], beginning.characters[0]);
    if is_han(last) && is_han(first) && may_be_inside_word(last, first) {
        for before in 1..=ending.reach.min(LONGEST - 1) {
            joined = joined.min(across(ending, before, beginning));
        }
    }
    Gain { reading: (apart - joined) as f32 / 10.0, over_seam: (beside - joined) as f32 / 10.0 }
}

fn side_by_side(left: &Ending, right: &Ways) -> i32 {
    let read_on = |way: &Way| {
        way.cost + if way.state == NO_STATE { left.cheapest } else { left.onward[usize::from(way.state)] }
    };
    right.all().iter().map(read_on).fold(MOST, i32::min)
}

/// The least cost with a word over the seam that takes `before` characters of the ending.
fn across(ending: &Ending, before: usize, beginning: &Beginning) -> i32 {
    let mut hash = ending.characters[..before].iter().rev().copied().fold(0, extend);
    let mut cheapest = MOST;
    for (after, &c) in (1..=beginning.reach.min(LONGEST - before)).zip(&beginning.characters) {
        hash = extend(hash, c);
        let Some(word) = look_up(hash, before + after) else { continue };
        let to =
            ending.ways[before].all().iter().map(|way| way.cost + step_cost(way.state, word.state)).min();
        let from = beginning.ways[after].all().iter();
        let from = from.map(|way| way.cost + onward_cost(word.state, way.state)).min();
        if let (Some(to), Some(from)) = (to, from) {
            cheapest = cheapest.min(to + word.cost + from);
        }
    }
    cheapest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gained(left: &str, right: &str) -> f32 {
        let left: Vec<char> = left.chars().collect();
        let right: Vec<char> = right.chars().collect();
        gain(&Ending::new(&left), &Beginning::new(&right)).reading
    }

    #[test]
    fn what_reads_on_gains_more_than_what_does_not() {
        let cases = [
            ("渔民们在码头上等待天气预", "报，谁也不说话", "近年来，渔港修了新路"),
            ("这座灯塔建成以", "来，照亮了航路", "县里的医生来到岛上"),
            ("孩子们高兴地", "跑下石阶", "据介绍，学校有三间教室"),
        ];
        for (left, on, other) in cases {
            assert!(gained(left, on) > gained(left, other) + 1.0, "{left} | {on}");
        }
    }

    #[test]
    fn marks_and_empty_lines_gain_nothing() {
        assert!(gained("渔民说，", "天晴了").abs() < f32::EPSILON);
        assert!(gained("", "天晴了").abs() < f32::EPSILON);
    }
}
