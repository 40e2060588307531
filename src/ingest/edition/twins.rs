//! Notices a story that stands twice: on two pages, or on a page that was loaded twice.
//!
//! Of each story the few smallest hashes of its runs of characters are kept. Two stories that share most of them share
//! most of their words, whatever their headlines and line breaks are.

use std::collections::HashMap;

use super::Spot;
use crate::ingest::lines::is_han;
use crate::model::Article;

/// The stories so far, by their hashes.
#[derive(Debug, Clone, Default)]
pub(super) struct Twins {
    known: HashMap<u64, Spot>,
}

/// How many hashes stand for a story.
const KEPT: usize = 8;
/// How many of them two prints of one story share at least: a torn print lacks some lines.
const ENOUGH: usize = 5;
/// Characters of a run.
const RUN: usize = 8;
/// Runs of the shortest story that is compared: a brief of one sentence may be printed twice by right.
const LEAST_RUNS: usize = 40;

impl Twins {
    /// Files a story and tells where it was met before. A twin is filed no second time.
    pub(super) fn meet(&mut self, article: &Article, spot: Spot) -> Option<Spot> {
        let hashes = sketch(article)?;
        let mut met: Vec<(Spot, usize)> = Vec::new();
        for known in hashes.iter().filter_map(|hash| self.known.get(hash)) {
            match met.iter_mut().find(|(spot, _)| spot == known) {
                Some((_, count)) => *count += 1,
                None => met.push((*known, 1)),
            }
        }
        let best = met.into_iter().max_by_key(|(spot, count)| (*count, std::cmp::Reverse(*spot)));
        if let Some((first, _)) = best.filter(|(_, count)| *count >= ENOUGH) {
            return Some(first);
        }
        for hash in hashes {
            self.known.entry(hash).or_insert(spot);
        }
        None
    }
}

/// The smallest hashes of the runs of a story; `None` if it is too short.
fn sketch(article: &Article) -> Option<Vec<u64>> {
    let fragments = article.blocks.iter().flat_map(|block| &block.fragments);
    let characters = fragments.flat_map(|fragment| fragment.text.chars());
    let characters: Vec<u64> =
        characters.filter(|c| is_han(*c) || c.is_alphanumeric()).map(u64::from).collect();
    if characters.len() < LEAST_RUNS + RUN {
        return None;
    }
    let mut smallest: Vec<u64> = Vec::with_capacity(KEPT + 1);
    for_each_run(&characters, |hash| {
        if smallest.len() == KEPT && smallest.last().is_some_and(|last| hash >= *last) {
            return;
        }
        if let Err(place) = smallest.binary_search(&hash) {
            smallest.insert(place, hash);
            smallest.truncate(KEPT);
        }
    });
    Some(smallest)
}

/// Tells `take` the hash of each run. It rolls: what leaves the run is taken out, what comes is put in.
fn for_each_run(characters: &[u64], mut take: impl FnMut(u64)) {
    let mut rolled = 0_u64;
    for (at, c) in characters.iter().enumerate() {
        rolled = rolled.wrapping_mul(BASE).wrapping_add(*c);
        if let Some(left) = at.checked_sub(RUN) {
            rolled = rolled.wrapping_sub(characters[left].wrapping_mul(LEAVING));
        }
        if at + 1 >= RUN {
            take(stirred(rolled));
        }
    }
}

const BASE: u64 = 0x0100_0000_01b3;
/// What a character counts when it leaves the run.
const LEAVING: u64 = BASE.wrapping_pow(RUN as u32);

/// Stirs a hash, so that the smallest are a fair choice.
const fn stirred(hash: u64) -> u64 {
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_the_same_hash_wherever_it_stands() {
        let hashes = |text: &str| {
            let characters: Vec<u64> = text.chars().map(u64::from).collect();
            let mut hashes = Vec::new();
            for_each_run(&characters, |hash| hashes.push(hash));
            hashes
        };
        let long = hashes("了三十年渔船归来了灯塔");
        assert_eq!(long.len(), 4);
        assert_eq!(hashes("十年渔船归来了灯"), [long[2]]);
        assert!(hashes("三十年渔船归来").is_empty());
    }
}
