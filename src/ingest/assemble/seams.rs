//! Which beginning reads on from which end: one-to-one over the page, with "nothing" as a choice for each end.

use super::Problem;
use super::matching::assign;
use super::outline::Outline;
use super::stories::Story as Gathered;
use super::topic::{Story, Topics};
use crate::ingest::join::Evidence;
use crate::ingest::trace::Partner;
use crate::ingest::weights::{SEAM_FEATURES, dot};

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
    let ends: Vec<usize> = (0..units.len()).filter(|&unit| units[unit].torn).collect();
    let starts: Vec<usize> =
        (0..units.len()).filter(|&unit| !units[unit].subhead && !units[unit].first).collect();
    if ends.is_empty() || starts.is_empty() {
        return joined;
    }
    if ends.len() > MOST_ENDS || starts.len() > MOST_STARTS {
        joined.bounded = true;
        join_nearby(problem, outline, topics, &mut joined);
        return joined;
    }
    let around = Surroundings { outline, topics, stories };
    let scores = score_all(problem, &around, &ends, &starts);
    let chosen =
        assign(ends.len(), starts.len(), |row, column| scores[row][column].map(|scored| scored.score));
    for (row, column) in chosen.iter().enumerate() {
        if let Some(column) = *column {
            let (end, start) = (ends[row], starts[column]);
            joined.next[end] = Some(start);
            joined.previous[start] = Some(end);
            joined.confidence[end] = confidence(&scores, row, column);
        }
    }
    break_cycles(&mut joined);
    note_partners(problem, outline, &ends, &starts, &scores, &mut joined);
    joined
}

#[derive(Debug, Clone, Copy)]
struct Scored {
    score: f32,
    evidence: Evidence,
}

fn score_all(
    problem: &Problem<'_>,
    around: &Surroundings<'_>,
    ends: &[usize],
    starts: &[usize],
) -> Vec<Vec<Option<Scored>>> {
    let words = around.read(ends, starts);
    let rows = ends.iter().zip(&words.shares);
    rows.map(|(&end, shares)| {
        let score = |(&start, &place): (&usize, &f32)| {
            (start != end).then(|| score(problem, around.outline, end, start, |unit| shares[unit], place))
        };
        starts.iter().zip(&words.places).map(score).collect()
    })
    .collect()
}

/// What is known of the stories that ends and beginnings stand in.
struct Surroundings<'a> {
    outline: &'a Outline,
    topics: &'a Topics,
    /// The stories as an earlier round made them.
    stories: Option<&'a [Gathered]>,
}

/// What ends and beginnings share with the text about them.
struct Shared {
    /// For each end what every unit shares with the story up to it.
    shares: Vec<Vec<f32>>,
    /// For each beginning how well it fits the text right above it in the file: where it would stay.
    places: Vec<f32>,
}

/// How many units of a story are looked at.
const MOST_AROUND: usize = 24;
/// The same where only the order of the file tells what the story is.
const MOST_ABOVE: usize = 10;

impl Surroundings<'_> {
    fn read(&self, ends: &[usize], starts: &[usize]) -> Shared {
        let mut shared = Shared { shares: vec![Vec::new(); ends.len()], places: vec![0.0; starts.len()] };
        self.for_each_unit(|unit, words| {
            if let Ok(row) = ends.binary_search(&unit) {
                shared.shares[row] = self.topics.affinities(words);
            }
            if let Ok(column) = starts.binary_search(&(unit + 1)) {
                let share = |unit| self.topics.affinity(unit, words);
                shared.places[column] = piece_topic(self.outline, unit + 1, share);
            }
        });
        shared
    }

    /// Tells `take` each unit and the words of its story up to and with it.
    fn for_each_unit(&self, mut take: impl FnMut(usize, &Story)) {
        let Some(stories) = self.stories else { return self.for_each_unit_above(take) };
        let mut words = Story::default();
        for story in stories {
            words.clear();
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
                words.clear();
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
fn piece_topic(outline: &Outline, start: usize, share: impl Fn(usize) -> f32) -> f32 {
    let units = start..=piece_end(outline, start);
    let count = units.clone().count() as f32;
    (units.map(share).sum::<f32>() / count.sqrt()).clamp(-5.0, 9.0)
}

fn score(
    problem: &Problem<'_>,
    outline: &Outline,
    end: usize,
    start: usize,
    share: impl Fn(usize) -> f32,
    place: f32,
) -> Scored {
    let (features, evidence) = features(problem, outline, end, start, share, place);
    Scored { score: dot(&features, &problem.weights.seam), evidence }
}

/// What is known of the seam between two units, in the order of [`SEAM_FEATURES`]; `share` tells what a unit shares
/// with the story of the end.
fn features(
    problem: &Problem<'_>,
    outline: &Outline,
    end: usize,
    start: usize,
    share: impl Fn(usize) -> f32,
    place: f32,
) -> ([f32; SEAM_FEATURES.len()], Evidence) {
    let flag = |is: bool| f32::from(u8::from(is));
    let units = &outline.units;
    let line = units[start].lines[0];
    let evidence = problem.seams.evidence(units[end].lines[0], line);
    let text = problem.text.line(line);
    let next = start == end + 1;
    let over_head = next && heads_between(outline, end, start);
    let over_picture = next && outline.pictures.binary_search_by_key(&start, |picture| picture.after).is_ok();
    let above = (start > 0 && !next).then(|| &units[start - 1]);
    let below = units.get(start + 1);
    let last = piece_end(outline, start);
    let features = [
        1.0,
        evidence.reading,
        evidence.reading.max(0.0),
        evidence.repeated,
        evidence.closed,
        evidence.unclosed,
        evidence.opens_paragraph,
        evidence.cannot_open,
        evidence.after_comma,
        evidence.same_script,
        flag(next && !over_head),
        flag(over_head),
        flag(over_picture),
        flag(start < end),
        (start.abs_diff(end) as f32).ln(),
        flag(above.is_some_and(|above| above.subhead)),
        flag(above.is_some_and(|above| above.torn)),
        flag(above.is_some_and(|above| !above.subhead && !above.torn)),
        share(start).clamp(-3.0, 6.0),
        flag(text.first() == Some(&'“')),
        flag(text.first().is_some_and(char::is_ascii_digit)),
        flag(text.len() < 40 && text.last() == Some(&'。')),
        if next { 0.0 } else { place },
        flag(below.is_none_or(|below| below.first)),
        flag(evidence.reading > 4.0),
        flag(evidence.reading > 7.0),
        flag(evidence.reading < -2.0),
        flag(!next && units.get(end + 1).is_none_or(|after| after.first)),
        flag(!next && units.get(last + 1).is_none_or(|after| after.first)),
        flag(!next && units[last].torn),
        piece_topic(outline, start, share),
    ];
    (features, evidence)
}

/// Whether a head stands in the file between two units.
fn heads_between(outline: &Outline, from: usize, to: usize) -> bool {
    let (first, last) = (outline.units[from].lines[0], outline.units[to].lines[0]);
    let below = outline.heads.partition_point(|head| head.at <= first);
    outline.heads.get(below).is_some_and(|head| head.at < last)
}

/// How sure a join is: its margin over the next best choice of either side, through a logistic curve.
fn confidence(scores: &[Vec<Option<Scored>>], row: usize, column: usize) -> f32 {
    let Some(own) = scores[row][column] else { return 0.0 };
    let rivals_of_end = scores[row].iter().enumerate().filter(|(other, _)| *other != column);
    let rivals_of_start = scores.iter().enumerate().filter(|(other, _)| *other != row);
    let best = rivals_of_end
        .filter_map(|(_, rival)| rival.map(|rival| rival.score))
        .chain(rivals_of_start.filter_map(|(_, rival)| rival[column].map(|rival| rival.score)))
        .fold(0.0_f32, f32::max);
    // Both "nothing" and the best rival are alternatives; the scores are log odds.
    let margin = own.score - best;
    1.0 / (1.0 + (-TRUST * margin).exp())
}

/// The scores are a little too sure of themselves: measured on generated pages (docs/RECONSTRUCTION.md).
const TRUST: f32 = 0.75;

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
        let share = |unit| topics.affinity(unit, words);
        let reach = end.saturating_sub(NEARBY)..(end + NEARBY + 1).min(units.len());
        let best = reach
            .filter(|&start| {
                start != end
                    && !units[start].subhead
                    && !units[start].first
                    && joined.previous[start].is_none()
            })
            .map(|start| (start, score(problem, outline, end, start, share, 0.0).score))
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

fn note_partners(
    problem: &Problem<'_>,
    outline: &Outline,
    ends: &[usize],
    starts: &[usize],
    scores: &[Vec<Option<Scored>>],
    joined: &mut Joined,
) {
    const KEPT: usize = 4;
    for (row, &end) in ends.iter().enumerate() {
        let mut order: Vec<(usize, Scored)> = scores[row]
            .iter()
            .enumerate()
            .filter_map(|(column, scored)| scored.map(|scored| (column, scored)))
            .collect();
        order.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
        let chosen = joined.next[end];
        let partners = order
            .into_iter()
            .enumerate()
            .filter(|(place, (column, _))| *place < KEPT || chosen == Some(starts[*column]))
            .map(|(_, (column, scored))| Partner {
                line: problem.text.number(outline.units[starts[column]].lines[0]),
                score: scored.score,
                evidence: scored.evidence,
                chosen: chosen == Some(starts[column]),
            })
            .collect();
        joined.partners.push((outline.units[end].lines[0], partners));
    }
}

/// For each torn end of a page: its line, and each beginning with its line and features. For fitting.
pub(crate) fn all_features(
    problem: &Problem<'_>,
    outline: &Outline,
    topics: &Topics,
    stories: Option<&[Gathered]>,
) -> Vec<super::SeamFeatures> {
    let units = &outline.units;
    let around = Surroundings { outline, topics, stories };
    let starts: Vec<usize> =
        (0..units.len()).filter(|&unit| !units[unit].subhead && !units[unit].first).collect();
    let ends: Vec<usize> = (0..units.len()).filter(|&unit| units[unit].torn).collect();
    let words = around.read(&ends, &starts);
    let rows = ends.iter().zip(&words.shares).map(|(&end, shares)| {
        let pairs = starts.iter().zip(&words.places).filter(|(start, _)| **start != end);
        let row = pairs.map(|(&start, &place)| {
            (units[start].lines[0], features(problem, outline, end, start, |unit| shares[unit], place).0)
        });
        (units[end].lines[0], row.collect())
    });
    rows.collect()
}
