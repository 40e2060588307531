//! Heads without text and stories without a headline find each other by shared names, places and words.

use super::Problem;
use super::matching::assign;
use super::outline::{Head, Outline};
use super::seams::Joined;
use super::stories::Story;
use crate::ingest::lines::is_han;
use crate::ingest::weights::piece_feature;

/// A page with more heads or stories than this to match is not one printed page; their lines stay unplaced.
const MOST: usize = 60;
/// The same for units of text.
const MOST_UNITS: usize = 600;

/// More heads and ends of stories than this are not compared: such a page is not one printed page either.
const MOST_CUTS: usize = 400;
/// How much better a head without text fits the end of a story than its beginning, to take that end for its own.
const LEAST_LEAD: f32 = 1.0;
/// The same where nothing else speaks for a break.
const LEAST_LEAD_BELOW: f32 = 2.0;

/// Gives each head without text to the story without a headline that it fits best.
pub(crate) fn give(problem: &Problem<'_>, outline: &Outline, joined: &Joined, stories: &mut Vec<Story>) {
    let loose: Vec<usize> = (0..outline.heads.len())
        .filter(|&head| {
            let owner = stories.iter().any(|story| story.head == Some(head));
            !owner && !outline.heads[head].headline.is_empty()
        })
        .collect();
    let large = outline.units.len() > MOST_UNITS;
    if large || loose.is_empty() || loose.len() > MOST {
        return;
    }
    let words: Vec<Words<'_>> =
        loose.iter().map(|&head| Words::of(problem, outline, &outline.heads[head])).collect();
    let is_signed = |(head, _): &(&usize, _)| !outline.heads[**head].byline.is_empty();
    let signed: Vec<&Words<'_>> =
        loose.iter().zip(&words).filter(is_signed).map(|(_, words)| words).collect();
    part_from_others(problem, outline, joined, stories, loose.len(), &signed);
    let headless = headless(outline, stories);
    if headless.is_empty() || headless.len() > MOST {
        return;
    }
    let score = |row: usize, column: usize| {
        Some(fit(problem, outline, &words[row], &stories[headless[column]].units))
    };
    let chosen = assign(loose.len(), headless.len(), score);
    for (row, column) in chosen.into_iter().enumerate() {
        if let Some(column) = column {
            let story = &mut stories[headless[column]];
            story.far_head = Some(loose[row]);
            let score = fit(problem, outline, &words[row], &story.units);
            story.head_confidence = 1.0 / (1.0 + (-score).exp());
        }
    }
}

/// The stories that lack a headline.
fn headless(outline: &Outline, stories: &[Story]) -> Vec<usize> {
    let lacks = |story: &Story| story.head.is_none_or(|head| outline.heads[head].headline.is_empty());
    (0..stories.len()).filter(|&story| lacks(&stories[story])).collect()
}

/// Each head has a story. Where more heads are left than stories without a headline, nothing marks where the text of a
/// signed one begins: it bears neither headline nor byline, and was taken for the end of another story. There it is
/// parted from it.
fn part_from_others(
    problem: &Problem<'_>,
    outline: &Outline,
    joined: &Joined,
    stories: &mut Vec<Story>,
    heads: usize,
    signed: &[&Words<'_>],
) {
    let missing = heads.saturating_sub(headless(outline, stories).len()).min(signed.len());
    for _ in 0..missing {
        let cuts = cuts(outline, joined, stories);
        if cuts.len() * signed.len() > MOST_CUTS {
            return;
        }
        let mut best: Option<(f32, usize, usize)> = None;
        for (index, cut) in cuts {
            let (front, end) = stories[index].units.split_at(cut);
            for words in signed {
                let fit = |units| fit(problem, outline, words, units);
                let (own, opening) = (fit(end), fit(&end[..1]));
                let leads = own - fit(front) > least_lead(&stories[index].units, cut);
                // The words of a headline stand in the first paragraph.
                if leads && opening > 0.0 && best.is_none_or(|best| own + opening > best.0) {
                    best = Some((own + opening, index, cut));
                }
            }
        }
        let Some((_, index, cut)) = best else { return };
        let parted = stories[index].part(outline, joined, cut);
        stories.push(parted);
    }
}

/// Where the end of a story may be a story of its own: the story and the place in it.
fn cuts(outline: &Outline, joined: &Joined, stories: &[Story]) -> Vec<(usize, usize)> {
    let of_story = |(index, story): (usize, &Story)| {
        let cuts = (1..story.units.len()).filter(|&cut| may_begin(outline, joined, story.units[cut]));
        cuts.map(|cut| (index, cut)).collect::<Vec<_>>()
    };
    stories.iter().enumerate().flat_map(of_story).collect()
}

/// Text that was given to a story by its words alone is parted from it more easily than what stands below it in the file.
fn least_lead(units: &[usize], cut: usize) -> f32 {
    if units[cut] == units[cut - 1] + 1 { LEAST_LEAD_BELOW } else { LEAST_LEAD }
}

/// Whether a story may begin with this unit: it begins a paragraph.
fn may_begin(outline: &Outline, joined: &Joined, unit: usize) -> bool {
    let start = &outline.units[unit];
    joined.previous[unit].is_none() && !start.cannot_open && !start.subhead
}

/// The pairs of characters of a head, each with the number of units on the page that have it.
struct Words<'a>(Vec<(&'a [char], usize)>);

impl<'a> Words<'a> {
    fn of(problem: &Problem<'a>, outline: &Outline, head: &Head) -> Self {
        let lines = head.headline.iter().chain(&head.kicker);
        let pairs = lines.flat_map(|&line| problem.text.line(line).windows(2));
        let counted = pairs
            .filter(|pair| pair.iter().all(|&c| is_han(c)))
            .map(|pair| (pair, count(problem, outline, 0..outline.units.len(), pair)));
        Self(counted.collect())
    }
}

/// How well a head fits a text: shared pairs of characters, the rarer on the page the better.
fn fit(problem: &Problem<'_>, outline: &Outline, words: &Words<'_>, units: &[usize]) -> f32 {
    const TOPIC: usize = piece_feature("head_topic");
    const BIAS: usize = piece_feature("head_bias");
    if words.0.is_empty() {
        return 0.0;
    }
    let mut shared = 0.0;
    for (pair, all) in &words.0 {
        let own = count(problem, outline, units.iter().copied(), pair);
        if own > 0 {
            shared += 1.0 + (own as f32 / (*all).max(1) as f32) * 2.0;
        }
    }
    let piece = &problem.weights.piece;
    let opening = units.first().is_some_and(|&unit| outline.units[unit].first);
    piece[TOPIC] * 4.0 * shared / words.0.len() as f32 + piece[BIAS] + if opening { 1.5 } else { 0.0 }
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
