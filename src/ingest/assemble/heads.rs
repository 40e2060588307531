//! Heads without text and stories without a headline find each other by shared names, places and words.

use super::Problem;
use super::matching::assign;
use super::outline::{Head, Outline};
use super::stories::Story;
use crate::ingest::lines::is_han;

/// A page with more heads or stories than this to match is not one printed page; their lines stay unplaced.
const MOST: usize = 60;
/// The same for units of text.
const MOST_UNITS: usize = 600;

/// Gives each head without text to the story without a headline that it fits best.
pub(crate) fn give(problem: &Problem<'_>, outline: &Outline, stories: &mut [Story]) {
    let loose: Vec<usize> = (0..outline.heads.len())
        .filter(|&head| {
            let owner = stories.iter().any(|story| story.head == Some(head));
            !owner && !outline.heads[head].headline.is_empty()
        })
        .collect();
    let headless: Vec<usize> = (0..stories.len())
        .filter(|&story| stories[story].head.is_none_or(|head| outline.heads[head].headline.is_empty()))
        .collect();
    let large = outline.units.len() > MOST_UNITS;
    if large || loose.is_empty() || headless.is_empty() || loose.len() > MOST || headless.len() > MOST {
        return;
    }
    let score = |row: usize, column: usize| {
        Some(fit(problem, outline, &outline.heads[loose[row]], &stories[headless[column]]))
    };
    let chosen = assign(loose.len(), headless.len(), score);
    for (row, column) in chosen.into_iter().enumerate() {
        if let Some(column) = column {
            let story = &mut stories[headless[column]];
            story.far_head = Some(loose[row]);
            let score = fit(problem, outline, &outline.heads[loose[row]], story);
            story.head_confidence = 1.0 / (1.0 + (-score).exp());
        }
    }
}

/// How well a head fits a story: shared pairs of characters, the rarer on the page the better.
fn fit(problem: &Problem<'_>, outline: &Outline, head: &Head, story: &Story) -> f32 {
    let mut shared = 0.0;
    let mut pairs = 0.0;
    for &line in head.headline.iter().chain(&head.kicker) {
        for pair in problem.text.line(line).windows(2).filter(|pair| pair.iter().all(|&c| is_han(c))) {
            let own = count(problem, outline, story.units.iter().copied(), pair);
            let all = count(problem, outline, 0..outline.units.len(), pair);
            pairs += 1.0;
            if own > 0 {
                shared += 1.0 + (own as f32 / all.max(1) as f32) * 2.0;
            }
        }
    }
    if pairs < 1.0 {
        return 0.0;
    }
    let opening = story.units.first().is_some_and(|&unit| outline.units[unit].first);
    let [.., topic, bias, _] = problem.weights.piece;
    topic * 4.0 * shared / pairs + bias + if opening { 1.5 } else { 0.0 }
}

/// In how many of these units two characters stand side by side.
fn count(
    problem: &Problem<'_>,
    outline: &Outline,
    units: impl Iterator<Item = usize>,
    pair: &[char],
) -> usize {
    units
        .filter(|&unit| {
            outline.units[unit]
                .lines
                .iter()
                .any(|&line| problem.text.line(line).windows(2).any(|window| window == pair))
        })
        .count()
}
