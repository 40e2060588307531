//! What is known of every torn end and every beginning of a page, pair by pair: what seams are scored on.

use std::ops::RangeInclusive;
use std::rc::Rc;

use super::Problem;
use super::outline::Outline;
use super::stories::Story as Gathered;
use super::topic::{Story, Topics};
use crate::ingest::join::{Evidence, ends_in_comma, is_hanging, opens_item};
use crate::ingest::weights::{
    END_FEATURES, PAIR_FEATURES, SEAM_FEATURES, START_FEATURES, Sums, Weights, flag,
};

/// The ends and beginnings of a page with what is known of each pair.
pub(super) struct Pairs<'a> {
    outline: &'a Outline,
    /// The units that stop in mid-sentence.
    pub(super) ends: Vec<usize>,
    /// The units that may begin in mid-sentence.
    pub(super) starts: Vec<usize>,
    /// Row by row; `None` where both are the same unit.
    known: Vec<Option<Pair>>,
    /// What is known of each end and of each beginning alone, where they are not neighbours.
    of_ends: Vec<[f32; END_FEATURES]>,
    of_starts: Vec<[f32; START_FEATURES]>,
    /// For each beginning the best reading and topic that any end offers, and the second best.
    best: Vec<Best>,
}

/// The features of an end, of a beginning and of both together, in the order of [`SEAM_FEATURES`].
pub(super) struct Features {
    end: [f32; END_FEATURES],
    start: [f32; START_FEATURES],
    pair: [f32; PAIR_FEATURES],
}

impl Features {
    /// All of them.
    pub(super) fn all(&self) -> [f32; SEAM_FEATURES.len()] {
        let mut values = self.end.iter().chain(&self.start).chain(&self.pair);
        std::array::from_fn(|_| values.next().copied().unwrap_or_default())
    }

    /// The score of the seam.
    pub(super) fn score(&self, weights: &Weights) -> f32 {
        weights.seam_score(&weights.of_end(&self.end), &weights.of_start(&self.start), &self.pair)
    }
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    evidence: Evidence,
    /// What the beginning alone has in common with the story of the end.
    topic: f32,
    /// How many rare words the beginning has in common with it.
    rare: f32,
    /// What the beginning with all that stays with it has in common with it.
    piece_topic: f32,
}

/// The two greatest of several values.
#[derive(Debug, Clone, Copy)]
struct Two {
    first: f32,
    second: f32,
}

/// What the rivals of an end offer to one beginning.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    reading: Two,
    topic: Two,
    rare: Two,
}

impl Default for Two {
    fn default() -> Self {
        Self { first: f32::NEG_INFINITY, second: f32::NEG_INFINITY }
    }
}

impl Two {
    fn push(&mut self, value: f32) {
        if value > self.first {
            *self = Self { first: value, second: self.first };
        } else if value > self.second {
            self.second = value;
        }
    }

    /// How far a value that was pushed stands above all others, or below the greatest.
    fn lead(self, value: f32) -> f32 {
        let rival = if value < self.first { self.first } else { self.second };
        if rival.is_finite() { value - rival } else { 0.0 }
    }
}

impl<'a> Pairs<'a> {
    /// Looks at each pair.
    pub(super) fn new(
        problem: &'a Problem<'a>,
        around: &Surroundings<'a>,
        ends: Vec<usize>,
        starts: Vec<usize>,
    ) -> Self {
        let outline = around.outline;
        let shared = around.read(&ends, &starts);
        let pieces: Vec<usize> = starts.iter().map(|&start| piece_end(outline, start)).collect();
        let mut known = Vec::with_capacity(ends.len() * starts.len());
        let mut best = vec![Best::default(); starts.len()];
        for ((&end, shares), rare) in ends.iter().zip(&shared.shares).zip(&shared.rare) {
            for ((&start, &last), best) in starts.iter().zip(&pieces).zip(&mut best) {
                let share = |unit: usize| shares[unit];
                let pair = may_read_on(outline, end, start)
                    .then(|| Pair::new(problem, outline, (end, start..=last), share, rare[start]));
                if let Some(pair) = pair {
                    best.reading.push(pair.evidence.reading);
                    best.topic.push(pair.piece_topic);
                    best.rare.push(pair.rare);
                }
                known.push(pair);
            }
        }
        let of_ends = ends.iter().map(|&end| of_end(problem, outline, end)).collect();
        let of_starts = starts.iter().zip(&shared.places);
        let of_starts = of_starts.map(|(&start, &place)| of_start(problem, outline, start, place)).collect();
        Self { outline, ends, starts, known, of_ends, of_starts, best }
    }

    /// What is known of one pair; `None` where both are the same unit.
    pub(super) fn features(&self, row: usize, column: usize) -> Option<Features> {
        let pair = self.pair_features(row, column)?;
        Some(
            Features { end: self.of_ends[row], start: self.of_starts[column], pair }.at(self.at(row, column)),
        )
    }

    /// The score of every pair, row by row; `None` where both are the same unit.
    pub(super) fn scores(&self, weights: &Weights) -> Vec<Option<f32>> {
        let starts: Vec<Sums> = self.of_starts.iter().map(|start| weights.of_start(start)).collect();
        let mut scores = Vec::with_capacity(self.known.len());
        for (row, end) in self.of_ends.iter().enumerate() {
            let end = weights.of_end(end);
            scores.extend(starts.iter().enumerate().map(|(column, start)| match self.at(row, column) {
                At::RightBelow => self.features(row, column).map(|features| features.score(weights)),
                At::Elsewhere => {
                    self.pair_features(row, column).map(|pair| weights.seam_score(&end, start, &pair))
                }
            }));
        }
        scores
    }

    fn at(&self, row: usize, column: usize) -> At {
        At::of(self.ends[row], self.starts[column])
    }

    fn pair_features(&self, row: usize, column: usize) -> Option<[f32; PAIR_FEATURES]> {
        let pair = self.known[row * self.starts.len() + column]?;
        Some(pair.features(self.outline, (self.ends[row], self.starts[column]), self.best[column]))
    }
}

/// Whether a beginning may go on from an end at all. What is likely a subhead would be the first line of a column or of
/// what a picture interrupts: its other half stands nearby or nowhere.
pub(super) fn may_read_on(outline: &Outline, end: usize, start: usize) -> bool {
    start != end && (!outline.units[end].likely_subhead || start.abs_diff(end) <= NEAR_A_SUBHEAD)
}

/// How many units away the other half of a likely subhead is looked for.
const NEAR_A_SUBHEAD: usize = 6;

/// Where in the file a beginning stands, seen from an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    RightBelow,
    Elsewhere,
}

impl At {
    fn of(end: usize, start: usize) -> Self {
        if start == end + 1 { Self::RightBelow } else { Self::Elsewhere }
    }
}

/// What is known of an end and one beginning, with no rivals looked at: for very large pages.
pub(super) fn alone(
    problem: &Problem<'_>,
    outline: &Outline,
    (end, start): (usize, usize),
    share: impl FnMut(usize) -> f32,
) -> Features {
    let piece = start..=piece_end(outline, start);
    let pair = Pair::new(problem, outline, (end, piece), share, 0.0);
    let features = Features {
        end: of_end(problem, outline, end),
        start: of_start(problem, outline, start, 0.0),
        pair: pair.features(outline, (end, start), Best::default()),
    };
    features.at(At::of(end, start))
}

impl Pair {
    /// Looks at an end and a beginning with all that stays with it.
    fn new(
        problem: &Problem<'_>,
        outline: &Outline,
        (end, piece): (usize, RangeInclusive<usize>),
        mut share: impl FnMut(usize) -> f32,
        rare: f32,
    ) -> Self {
        let line = |unit: usize| outline.units[unit].lines[0];
        let start = *piece.start();
        Self {
            evidence: problem.seams.evidence(line(end), line(start)),
            topic: share(start).clamp(-3.0, 6.0),
            rare,
            piece_topic: piece_topic(piece, share),
        }
    }

    /// The features, given what rivals offer to the same beginning.
    fn features(&self, outline: &Outline, (end, start): (usize, usize), best: Best) -> [f32; PAIR_FEATURES] {
        let evidence = &self.evidence;
        let next = At::of(end, start) == At::RightBelow;
        let over_head = next && heads_between(outline, end, start);
        let over_picture =
            next && outline.pictures.binary_search_by_key(&start, |picture| picture.after).is_ok();
        let rare_lead = best.rare.lead(self.rare);
        [
            evidence.reading,
            evidence.reading.max(0.0),
            flag(evidence.reading > 4.0),
            flag(evidence.reading > 7.0),
            flag(evidence.reading < -2.0),
            evidence.over_seam,
            evidence.repeated,
            evidence.closed,
            evidence.unclosed,
            evidence.same_script,
            flag(next && !over_head),
            flag(over_head),
            flag(over_picture),
            flag(start < end),
            (start.abs_diff(end) as f32).ln(),
            self.topic,
            self.piece_topic,
            self.rare,
            best.reading.lead(evidence.reading).clamp(-8.0, 6.0),
            best.topic.lead(self.piece_topic).clamp(-4.0, 4.0),
            rare_lead,
            if next { rare_lead.min(0.0) } else { 0.0 },
        ]
    }
}

/// So many features of an end, and of a beginning, tell of another place than the one right below the end. They are the
/// last ones.
const ENDS_ELSEWHERE: usize = 2;
const STARTS_ELSEWHERE: usize = 7;

impl Features {
    /// Leaves out what says nothing where the beginning stands.
    fn at(mut self, at: At) -> Self {
        if at == At::RightBelow {
            self.end[END_FEATURES - ENDS_ELSEWHERE..].fill(0.0);
            self.start[START_FEATURES - STARTS_ELSEWHERE..].fill(0.0);
        }
        self
    }
}

/// What is known of an end whatever follows it.
fn of_end(problem: &Problem<'_>, outline: &Outline, end: usize) -> [f32; END_FEATURES] {
    let units = &outline.units;
    let text = problem.text.line(units[end].lines[0]);
    let below = units.get(end + 1);
    [
        1.0,
        flag(ends_in_comma(text)),
        flag(text.last() == Some(&'：')),
        flag(units[end].summary),
        flag(text.len() < 22),
        flag(text.last().is_some_and(|last| is_hanging(*last))),
        length(text),
        units[end].leaning,
        // A story begins right below it in the file, or nothing follows.
        flag(below.is_none_or(|below| below.first)),
        flag(below.is_some_and(|below| below.subhead)),
    ]
}

/// What is known of a beginning whatever it reads on from; `place` is what it has in common with the text right above it
/// in the file, where it would stay.
fn of_start(problem: &Problem<'_>, outline: &Outline, start: usize, place: f32) -> [f32; START_FEATURES] {
    let units = &outline.units;
    let text = problem.text.line(units[start].lines[0]);
    let opening = problem.seams.opening(units[start].lines[0]);
    let above = start.checked_sub(1).map(|above| &units[above]);
    let last = piece_end(outline, start);
    // A story begins right below a unit in the file, or nothing follows.
    let is_above_head = |unit: usize| units.get(unit + 1).is_none_or(|below| below.first);
    [
        flag(opening.opens_paragraph),
        flag(opening.cannot_open),
        flag(text.first() == Some(&'“')),
        flag(text.first().is_some_and(char::is_ascii_digit)),
        flag(opens_item(text)),
        flag(text.len() < 40 && text.last() == Some(&'。')),
        opening.cost,
        length(text),
        flag(is_above_head(start)),
        flag(above.is_some_and(|above| above.subhead)),
        units[start].leaning,
        flag(above.is_some_and(|above| above.torn)),
        flag(above.is_some_and(|above| !above.subhead && !above.torn)),
        flag(is_above_head(last)),
        flag(units[last].torn),
        place,
        stays(problem, outline, start),
    ]
}

/// How long a line is, on a scale on which twice as long is always the same step.
fn length(line: &[char]) -> f32 {
    (line.len() as f32 + 1.0).log2() - LENGTH_OF_A_LINE
}

/// The length of a common line of print, in powers of two.
const LENGTH_OF_A_LINE: f32 = 6.0;

/// How well a beginning reads on from the line above it in the file, where that one is torn.
fn stays(problem: &Problem<'_>, outline: &Outline, start: usize) -> f32 {
    let Some(above) = start.checked_sub(1).map(|above| &outline.units[above]).filter(|above| above.torn)
    else {
        return 0.0;
    };
    problem.seams.evidence(above.lines[0], outline.units[start].lines[0]).reading
}

/// What is known of the stories that ends and beginnings stand in.
pub(super) struct Surroundings<'a> {
    /// The page in file order.
    pub(super) outline: &'a Outline,
    /// The words of its units and heads.
    pub(super) topics: &'a Topics,
    /// The stories as an earlier round made them.
    pub(super) stories: Option<&'a [Gathered]>,
}

/// What ends and beginnings share with the text about them.
struct Shared {
    /// For each end what every unit shares with the story up to it.
    shares: Vec<Rc<[f32]>>,
    /// For each end how many rare words every unit shares with it.
    rare: Vec<Rc<[f32]>>,
    /// For each beginning how well it fits the text right above it in the file: where it would stay.
    places: Vec<f32>,
}

/// How many units of a story are looked at.
const MOST_AROUND: usize = 24;
/// The same where only the order of the file tells what the story is.
const MOST_ABOVE: usize = 10;

impl Surroundings<'_> {
    fn read(&self, ends: &[usize], starts: &[usize]) -> Shared {
        let none: Vec<Rc<[f32]>> = vec![Rc::default(); ends.len()];
        let mut shared = Shared { shares: none.clone(), rare: none, places: vec![0.0; starts.len()] };
        self.for_each_unit(|unit, words| {
            if let Ok(row) = ends.binary_search(&unit) {
                shared.shares[row] = self.topics.affinities(words);
                shared.rare[row] = self.topics.rare_all(words);
            }
            if let Ok(column) = starts.binary_search(&(unit + 1)) {
                let about = self.topics.about(words);
                let piece = unit + 1..=piece_end(self.outline, unit + 1);
                shared.places[column] = piece_topic(piece, |unit| about.affinity(unit));
            }
        });
        shared
    }

    /// Tells `take` each unit and the words of its story up to and with it.
    pub(super) fn for_each_unit(&self, mut take: impl FnMut(usize, &Story)) {
        let Some(stories) = self.stories else { return self.for_each_unit_above(take) };
        for story in stories {
            let mut words = Story::default();
            for head in story.head.into_iter().chain(story.far_head) {
                self.topics.add(&mut words, self.outline.units.len() + head);
            }
            for (at, &unit) in story.units.iter().enumerate() {
                self.topics.add(&mut words, unit);
                if let Some(left) = at.checked_sub(MOST_AROUND) {
                    self.topics.remove(&mut words, story.units[left]);
                }
                take(unit, &words);
            }
        }
    }

    /// The same with the text above, up to the last head: what the story is, as far as the file's order tells.
    fn for_each_unit_above(&self, mut take: impl FnMut(usize, &Story)) {
        let units = &self.outline.units;
        let head_of = |unit: usize| units[unit].head.map(|head| units.len() + head);
        let mut words = Story::default();
        let mut from = 0;
        for unit in 0..units.len() {
            // A torn end above belongs to whatever goes on elsewhere.
            if units[unit].first || unit > 0 && units[unit - 1].torn {
                words = Story::default();
                from = unit;
            }
            for of in head_of(unit).into_iter().chain([unit]) {
                self.topics.add(&mut words, of);
            }
            if unit - from == MOST_ABOVE {
                for of in head_of(from).into_iter().chain([from]) {
                    self.topics.remove(&mut words, of);
                }
                from += 1;
            }
            take(unit, &words);
        }
    }
}

/// The last unit of the text that stays together with a beginning: up to a torn end or the next head.
fn piece_end(outline: &Outline, start: usize) -> usize {
    let mut end = start;
    while end < start + 8
        && !outline.units[end].torn
        && outline.units.get(end + 1).is_some_and(|next| !next.first)
    {
        end += 1;
    }
    end
}

/// How much a beginning and the text that stays with it have in common with a story; `share` tells it of one unit.
fn piece_topic(units: RangeInclusive<usize>, share: impl FnMut(usize) -> f32) -> f32 {
    let count = units.clone().count() as f32;
    (units.map(share).sum::<f32>() / count.sqrt()).clamp(-5.0, 9.0)
}

/// Whether a head stands in the file between two units.
fn heads_between(outline: &Outline, from: usize, to: usize) -> bool {
    let (first, last) = (outline.units[from].lines[0], outline.units[to].lines[0]);
    let below = outline.heads.partition_point(|head| head.at <= first);
    outline.heads.get(below).is_some_and(|head| head.at < last)
}
