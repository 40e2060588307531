//! Which beginning reads on from which end: one-to-one over the page, with "nothing" as a choice for each end.

use super::Problem;
use super::matching::assign;
use super::outline::{Outline, Unit};
use super::pairs::{Pairs, Surroundings, alone, may_read_on};
use super::stories::Story as Gathered;
use super::topic::Topics;
use crate::ingest::trace::Partner;

/// The seams that were joined.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    /// For each unit the unit that reads on from it in mid-sentence.
    pub(crate) next: Vec<Option<usize>>,
    /// For each unit the unit that it reads on from.
    pub(crate) previous: Vec<Option<usize>>,
    /// How sure the join to the next unit is.
    pub(crate) confidence: Vec<f32>,
    /// For each torn line the lines considered.
    pub(crate) partners: Vec<(usize, Vec<Partner>)>,
    /// Far partners were not looked for, because the page is very large.
    pub(crate) bounded: bool,
}

impl Joined {
    /// No story could change these seams: nothing is torn, or only the order of the file was asked.
    pub(crate) fn is_settled(&self) -> bool {
        self.bounded || self.partners.is_empty()
    }
}

/// On pages with more torn ends than this only beginnings nearby are considered.
const MOST_ENDS: usize = 160;
/// The same for beginnings.
const MOST_STARTS: usize = 400;
/// How many units are "nearby".
const NEARBY: usize = 24;

/// Joins the torn ends of a page.
pub(crate) fn join(
    problem: &Problem<'_>,
    outline: &Outline,
    topics: &Topics,
    stories: Option<&[Gathered]>,
) -> Joined {
    let units = &outline.units;
    let mut joined = Joined {
        next: vec![None; units.len()],
        previous: vec![None; units.len()],
        confidence: vec![1.0; units.len()],
        ..Joined::default()
    };
    let (ends, starts) = (ends_of(outline), starts_of(outline));
    if ends.is_empty() || starts.is_empty() {
        return joined;
    }
    if ends.len() > MOST_ENDS || starts.len() > MOST_STARTS {
        joined.bounded = true;
        join_nearby(problem, outline, topics, &mut joined);
        return joined;
    }
    let around = Surroundings { outline, topics, stories };
    let pairs = Pairs::new(problem, &around, ends.clone(), starts.clone());
    let scores = Scores { columns: starts.len(), values: pairs.scores(problem.weights) };
    let chosen = choose(&scores, problem.weights.least_sure());
    for (row, column) in chosen.iter().enumerate() {
        if let Some(column) = *column {
            let (end, start) = (ends[row], starts[column]);
            joined.next[end] = Some(start);
            joined.previous[start] = Some(end);
            joined.confidence[end] = confidence(&scores, row, column);
        }
    }
    break_cycles(&mut joined);
    note_partners(problem, outline, &pairs, &scores, &mut joined);
    joined
}

/// The score of every end with every beginning.
struct Scores {
    columns: usize,
    /// Row by row; `None` where both are the same unit.
    values: Vec<Option<f32>>,
}

impl Scores {
    fn row(&self, row: usize) -> &[Option<f32>] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    fn column(&self, column: usize) -> impl Iterator<Item = Option<f32>> {
        self.values.iter().copied().skip(column).step_by(self.columns)
    }
}

/// The best one-to-one choice in which no join is less sure than `least`.
///
/// A sum may be greatest with two joins that each end or beginning would rather not have; the one that is the least
/// sure is barred and the choice made again, so that an honest gap stands where nothing fits.
fn choose(scores: &Scores, least: f32) -> Vec<Option<usize>> {
    let columns = scores.columns;
    let rows = scores.values.len() / columns;
    let mut allowed = scores.values.clone();
    loop {
        let chosen = assign(rows, columns, |row, column| allowed[row * columns + column]);
        let joins = chosen.iter().enumerate().filter_map(|(row, column)| Some((row, (*column)?)));
        let doubtful = joins
            .map(|(row, column)| (row * columns + column, confidence(scores, row, column)))
            .filter(|(_, sure)| *sure < least)
            .min_by(|a, b| a.1.total_cmp(&b.1));
        let Some((pair, _)) = doubtful else { return chosen };
        allowed[pair] = None;
    }
}

/// How sure a join is: its margin over the next best choice of either side, through a logistic curve.
fn confidence(scores: &Scores, row: usize, column: usize) -> f32 {
    let Some(own) = scores.row(row)[column] else { return 0.0 };
    let rivals_of_end = scores.row(row).iter().copied().enumerate().filter(|(other, _)| *other != column);
    let rivals_of_start = scores.column(column).enumerate().filter(|(other, _)| *other != row);
    let best = rivals_of_end.chain(rivals_of_start).filter_map(|(_, rival)| rival).fold(0.0_f32, f32::max);
    // Both "nothing" and the best rival are alternatives; the scores are log odds, and as sure as they say
    // (docs/RECONSTRUCTION.md).
    1.0 / (1.0 + (best - own).exp())
}

/// A story cannot come back to its own middle: the weakest join of a circle is given up.
fn break_cycles(joined: &mut Joined) {
    for start in 0..joined.next.len() {
        let mut unit = start;
        let mut weakest = (f32::INFINITY, start);
        while let Some(next) = joined.next[unit] {
            if joined.confidence[unit] < weakest.0 {
                weakest = (joined.confidence[unit], unit);
            }
            unit = next;
            if unit == start {
                let cut = weakest.1;
                if let Some(next) = joined.next[cut].take() {
                    joined.previous[next] = None;
                    joined.confidence[cut] = 1.0;
                }
                break;
            }
            if unit < start {
                break;
            }
        }
    }
}

/// The joins of a very large page: each end takes the best beginning nearby that is still free.
fn join_nearby(problem: &Problem<'_>, outline: &Outline, topics: &Topics, joined: &mut Joined) {
    let units = &outline.units;
    let around = Surroundings { outline, topics, stories: None };
    around.for_each_unit(|end, words| {
        if !units[end].torn {
            return;
        }
        let about = topics.about(words);
        let reach = end.saturating_sub(NEARBY)..(end + NEARBY + 1).min(units.len());
        let best = reach
            .filter(|&start| may_read_on(outline, end, start) && may_start(&units[start]))
            .filter(|&start| joined.previous[start].is_none())
            .map(|start| {
                let features = alone(problem, outline, (end, start), |unit| about.affinity(unit));
                (start, features.score(problem.weights))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((start, score)) = best
            && score > 0.0
        {
            joined.next[end] = Some(start);
            joined.previous[start] = Some(end);
            joined.confidence[end] = 1.0 / (1.0 + (-score).exp());
        }
    });
    break_cycles(joined);
}

/// So many of the best partners of an end are told to a reader who asks.
const KEPT: usize = 4;

fn note_partners(
    problem: &Problem<'_>,
    outline: &Outline,
    pairs: &Pairs<'_>,
    scores: &Scores,
    joined: &mut Joined,
) {
    let line = |unit: usize| outline.units[unit].lines[0];
    for (row, &end) in pairs.ends.iter().enumerate() {
        let chosen = joined.next[end];
        let partner = |(column, score): (usize, f32)| {
            let start = pairs.starts[column];
            Partner {
                line: problem.text.number(line(start)),
                score,
                evidence: problem.seams.evidence(line(end), line(start)),
                chosen: chosen == Some(start),
            }
        };
        let mut told = best_of(scores.row(row));
        if let Some(column) = chosen.and_then(|start| pairs.starts.binary_search(&start).ok())
            && !told.iter().any(|(best, _)| *best == column)
        {
            told.extend(scores.row(row)[column].map(|score| (column, score)));
        }
        joined.partners.push((line(end), told.into_iter().map(partner).collect()));
    }
}

/// The best columns of a row, the best first.
fn best_of(row: &[Option<f32>]) -> Vec<(usize, f32)> {
    let mut best: Vec<(usize, f32)> = Vec::with_capacity(KEPT + 1);
    for (column, score) in row.iter().enumerate().filter_map(|(column, score)| Some((column, (*score)?))) {
        let place = best.partition_point(|(_, other)| *other >= score);
        if place < KEPT {
            best.insert(place, (column, score));
            best.truncate(KEPT);
        }
    }
    best
}

/// For each torn end of a page: its line, and each beginning with its line and features. For fitting.
pub(crate) fn all_features(
    problem: &Problem<'_>,
    outline: &Outline,
    topics: &Topics,
    stories: Option<&[Gathered]>,
) -> Vec<super::SeamFeatures> {
    let around = Surroundings { outline, topics, stories };
    let pairs = Pairs::new(problem, &around, ends_of(outline), starts_of(outline));
    let line = |unit: usize| outline.units[unit].lines[0];
    let row = |(row, &end): (usize, &usize)| {
        let known = pairs.starts.iter().enumerate();
        let known = known.filter_map(|(column, &start)| {
            pairs.features(row, column).map(|features| (line(start), features.all()))
        });
        (line(end), known.collect())
    };
    pairs.ends.iter().enumerate().map(row).collect()
}

/// The units that stop in mid-sentence.
fn ends_of(outline: &Outline) -> Vec<usize> {
    (0..outline.units.len()).filter(|&unit| outline.units[unit].torn).collect()
}

/// Neither a subhead nor what opens a story, by its dateline or by the head above it, begins in mid-sentence.
fn may_start(unit: &Unit) -> bool {
    !unit.subhead && !unit.first && !unit.opening
}

/// The units that may begin in mid-sentence.
fn starts_of(outline: &Outline) -> Vec<usize> {
    (0..outline.units.len()).filter(|&unit| may_start(&outline.units[unit])).collect()
}
