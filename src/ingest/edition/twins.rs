//! Notices a story that stands twice: on two pages, or on a page that was loaded twice.
//!
//! Of each story the few smallest hashes of its runs of characters are kept. Two stories that share most of them share
//! most of their words, whatever their headlines and line breaks are.

use std::collections::HashMap;

use super::Spot;
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
    let characters: Vec<char> = article
        .blocks
        .iter()
        .flat_map(|block| &block.fragments)
        .flat_map(|fragment| fragment.text.chars())
        .filter(|c| c.is_alphanumeric())
        .collect();
    if characters.len() < LEAST_RUNS + RUN {
        return None;
    }
    let mut hashes: Vec<u64> = characters.windows(RUN).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEPT);
    Some(hashes)
}

/// FNV-1a over characters, stirred at the end so that the smallest are a fair choice.
fn hash(run: &[char]) -> u64 {
    let mixed = run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}
