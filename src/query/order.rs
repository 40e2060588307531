//! The order of what was found: best first, and the newest first among equals.
//!
//! A common character is in hundreds of thousands of titles. These are put in order by the digits of their scores and
//! dates, a few passes over all of them, where comparing would take twenty.

use std::ops::Range;
use std::slice::IterMut;

use super::ranked::Ranked;
use super::sets::Scores;
use super::situation::{Helpers, side_by_side};
use super::titles::Titles;
use super::{EntryId, Order, Sort};

/// Stories, which come in rising order, sorted by their scores; where nothing is better than anything, in the order
/// asked for.
pub(super) fn sorted(titles: &Titles, rated: &[(u32, u32)], order: &Order) -> Vec<(u32, u32)> {
    let best = rated.iter().map(|(_, score)| *score).max().unwrap_or(0);
    if best > 0 {
        let mut rated = newest_first(titles, rated);
        by_digits(&mut rated, |(_, score)| best - score);
        return rated;
    }
    // What decides last sorts first: what is equal later keeps that order. At first, stories stand as they were printed.
    let (mut rated, sorts) = match order.sorts() {
        [sorts @ .., Sort::Date] => (newest_first(titles, rated), sorts),
        sorts => (rated.to_vec(), sorts),
    };
    for sort in sorts.iter().rev() {
        by_digits(&mut rated, |(story, _)| rank(titles, *sort, *story as usize));
    }
    rated
}

/// Where a story belongs by one thing, least first. What is not known comes last.
fn rank(titles: &Titles, sort: Sort, story: usize) -> u32 {
    let known = |number: u32| if number == 0 { u32::MAX } else { number };
    match sort {
        Sort::Date => u32::MAX - titles.date(story),
        Sort::Oldest => known(titles.date(story)),
        Sort::Number => known(titles.page_number(story)),
        Sort::Province => titles.about(story).trailing_zeros(),
        Sort::Section => known(titles.section(story) as u32),
        Sort::Weight => u32::MAX - titles.weight(story),
        Sort::Longest => u32::MAX - titles.length(story),
        Sort::Shortest => titles.length(story),
    }
}

fn newest_first(titles: &Titles, rated: &[(u32, u32)]) -> Vec<(u32, u32)> {
    if let Some(days) = titles.days() {
        let mut newest_first = Vec::with_capacity(rated.len());
        by_day(days, rated).for_each(|day| newest_first.extend_from_slice(day));
        return newest_first;
    }
    let mut rated = rated.to_vec();
    by_digits(&mut rated, |(story, _)| u32::MAX - titles.date(*story as usize));
    rated
}

/// The stories of each day, the newest day first: each day as a whole comes before the day that was before it.
fn by_day<'a>(days: &'a [u32], rated: &'a [(u32, u32)]) -> impl Iterator<Item = &'a [(u32, u32)]> {
    let mut left = rated;
    days.iter().rev().map(move |first| {
        let of_day = left.iter().rev().take_while(|(story, _)| story >= first).count();
        let (before, day) = left.split_at(left.len() - of_day);
        left = before;
        day
    })
}

/// Makes of how many there are of each the place at which each begins.
fn begin_each(counts: &mut [u32]) {
    let mut next = 0;
    for count in counts {
        next += std::mem::replace(count, next);
    }
}

/// All stories in the order in which equals come, the newest day first, parted into shares of about as many: stretches
/// of stories that come one after the other.
pub(super) fn in_shares(days: &[u32], stories: usize, shares: usize) -> Vec<Vec<Range<usize>>> {
    let size = stories.div_ceil(shares.max(1)).max(1);
    let mut all = Vec::new();
    let mut share = Vec::new();
    let mut room = size;
    let mut last = stories;
    for first in days.iter().rev().map(|first| *first as usize) {
        let mut stretch = first..last;
        last = first;
        while stretch.len() > room {
            let cut = stretch.start + room;
            share.push(stretch.start..cut);
            all.push(std::mem::take(&mut share));
            stretch.start = cut;
            room = size;
        }
        room -= stretch.len();
        share.push(stretch);
    }
    all.push(share);
    all
}

/// How many stories have each score, by the score.
pub(super) type Counts = Vec<u32>;

/// The counts of no story.
pub(super) fn no_counts() -> Counts {
    vec![0; 1 << u16::BITS]
}

/// Deals stories out by their scores, best first, and among equals in the order of the shares; of each share it must be
/// known how many stories have each score.
pub(super) fn deal_out(
    scores: &Scores,
    shares: &[(Vec<Range<usize>>, Counts)],
    helpers: &dyn Helpers,
) -> Ranked {
    let mut totals = no_counts();
    for (_, counts) in shares {
        totals.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
    }
    let mut stories = vec![EntryId(0); totals.iter().map(|count| *count as usize).sum()];
    let mut ends = Vec::new();
    // For each score its number, and for each share where its stories of each number go.
    let mut numbers = vec![0u16; 1 << u16::BITS];
    let mut places: Vec<Vec<IterMut<'_, EntryId>>> = shares.iter().map(|_| Vec::new()).collect();
    let mut left = stories.as_mut_slice();
    let mut end = 0;
    let of_scores = totals.iter().zip(&mut numbers).enumerate().rev();
    for (score, (total, number)) in of_scores.filter(|(_, (total, _))| **total > 0) {
        *number = ends.len() as u16;
        end += *total as usize;
        ends.push((score as u32, end));
        for ((_, counts), places) in shares.iter().zip(&mut places) {
            let count = counts.get(score).map_or(0, |count| *count as usize);
            let (own, others) = std::mem::take(&mut left).split_at_mut(count);
            left = others;
            places.push(own.iter_mut());
        }
    }
    let shares = shares.iter().zip(places).collect();
    side_by_side(helpers, shares, |((stretches, _), mut places): (&(Vec<Range<usize>>, _), Vec<_>)| {
        for stretch in stretches {
            scores.each(stretch.clone(), |story, score| {
                let number = numbers.get(usize::from(score)).copied().unwrap_or_default();
                let place: Option<&mut EntryId> = places.get_mut(usize::from(number)).and_then(IterMut::next);
                if let Some(place) = place {
                    *place = EntryId(story);
                }
            });
        }
    });
    Ranked::new(stories, ends)
}

/// Fewer than this are sorted by comparing.
const FEW: usize = 2000;
/// A digit has so many bits: its counts still lie in the nearest cache.
const DIGIT: u32 = 12;
/// With so many stories a pass over all of them costs more than counts that lie farther away.
const MANY: usize = 100_000;
const LONG_DIGIT: u32 = 16;

/// Sorts by a key, least first; what has the same key keeps its order.
fn by_digits(rated: &mut Vec<(u32, u32)>, key: impl Fn(&(u32, u32)) -> u32) {
    if rated.len() < FEW {
        rated.sort_by_key(key);
        return;
    }
    let differing = rated.iter().map(&key).fold((u32::MAX, 0), |(and, or), key| (and & key, or | key));
    let differing = differing.0 ^ differing.1;
    let bits = if rated.len() < MANY { DIGIT } else { LONG_DIGIT };
    for shift in (0..u32::BITS).step_by(bits as usize) {
        let digit = |item: &(u32, u32)| (key(item) >> shift) as usize & ((1 << bits) - 1);
        if differing >> shift & ((1 << bits) - 1) == 0 {
            continue;
        }
        let mut places = vec![0u32; 1 << bits];
        for item in rated.iter() {
            places[digit(item)] += 1;
        }
        begin_each(&mut places);
        let mut sorted = vec![(0, 0); rated.len()];
        for item in rated.iter() {
            let place = &mut places[digit(item)];
            sorted[*place as usize] = *item;
            *place += 1;
        }
        *rated = sorted;
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::*;
    use crate::model::Date;
    use crate::query::situation::Alone;
    use crate::query::titles::Title;

    #[test]
    fn many_are_sorted_as_few_are() {
        check(|story, _| story / 7);
        check(|_, random| random >> 24);
    }

    #[test]
    fn several_things_decide_one_after_the_other() {
        let mut titles = Titles::default();
        let mut random: u32 = 11;
        let mut next = |below: u32| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 8) % below
        };
        for _ in 0..5000 {
            titles.push(&Title {
                date: Date::new(2024, 1, next(28) as i8 + 1).ok().filter(|date| date.day() > 1),
                page_number: next(9) as u16,
                weight: next(300) as u16,
                length: next(100),
                about: u64::from(next(8)),
                section: ["", "要闻", "副刊"][next(3) as usize],
                ..Title::default()
            });
        }
        // Also a choice of few stories, which are sorted by comparing.
        for step in [1, 50] {
            let rated: Vec<(u32, u32)> = (0..5000).step_by(step).map(|story| (story, 0)).collect();
            for sorts in [
                &[Sort::Date, Sort::Number, Sort::Weight][..],
                &[Sort::Number, Sort::Date],
                &[Sort::Section, Sort::Oldest, Sort::Shortest],
                &[Sort::Province, Sort::Longest],
            ] {
                let mut expected = rated.clone();
                expected.sort_by_key(|(story, _)| {
                    sorts.iter().map(|sort| rank(&titles, *sort, *story as usize)).collect::<Vec<_>>()
                });
                assert_eq!(sorted(&titles, &rated, &Order::by(sorts)), expected, "{sorts:?}");
            }
        }
    }

    /// Deals out in three shares, of which one ends within a day.
    fn deal(days: &[u32], rated: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let mut scores = Scores::none(rated.len());
        for (story, score) in rated {
            scores.set(*story, u16::try_from(*score).unwrap_or(u16::MAX));
        }
        let shares = in_shares(days, rated.len(), 3);
        assert_eq!(shares.len(), 3);
        let count = |share: &Vec<Range<usize>>| {
            let mut counts = no_counts();
            share.iter().cloned().for_each(|stretch| {
                scores.each(stretch, |_, score| counts[usize::from(score)] += 1);
            });
            counts
        };
        let counted: Vec<_> = shares.into_iter().map(|share| (share.clone(), count(&share))).collect();
        deal_out(&scores, &counted, &Alone).iter().map(|(story, score)| (story.0, score)).collect()
    }

    /// Sorts stories whose days are made of their numbers and of a random number.
    fn check(day: impl Fn(u32, u32) -> u32) {
        let mut titles = Titles::default();
        let mut rated = Vec::new();
        let mut state: u32 = 7;
        for story in 0..5000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let day = day(story, state);
            let date = Date::new(1990 + (day / 28) as i16, 1, (day % 28) as i8 + 1).ok();
            titles.push(&Title { date, ..Title::default() });
            rated.push((story, (state >> 13 & 0xFFF) + 1));
        }
        let mut expected = rated.clone();
        expected
            .sort_by_key(|(story, score)| (Reverse(*score), Reverse(titles.date(*story as usize)), *story));
        assert_eq!(sorted(&titles, &rated, &Order::default()), expected);
        if let Some(days) = titles.days() {
            assert_eq!(deal(days, &rated), expected);
        }
        let unrated: Vec<(u32, u32)> = (0..5000).map(|story| (story, 0)).collect();
        let by_date = sorted(&titles, &unrated, &Order::by(&[Sort::Date]));
        let mut expected = unrated;
        expected.sort_by_key(|(story, _)| Reverse(titles.date(*story as usize)));
        assert_eq!(by_date, expected);
    }
}
