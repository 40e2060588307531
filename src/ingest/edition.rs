//! Pages of one day belong together: where a story goes on on another page (下转第三版 … 上接第一版), its parts find
//! each other, and a story that stands twice is noticed.
//!
//! Pages arrive one by one. A [`Stitcher`] keeps the loose ends of those that came before and compares a new page
//! with them alone, so that the work does not grow with the number of pages. Which end belongs to which beginning is
//! judged by the page numbers that both name, the headline (repeated or cut short), the words of both, and the seam.

mod twins;
mod whole;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use self::twins::Twins;
pub use self::whole::{Portion, whole};
use super::join::Seams;
use super::join::grams::Grams;
use super::label::torn_ends;
use super::lines::{PageText, characters};
use crate::model::{Article, Block, Date, LineNumber, Page, RawLine};

/// A story on a page: the page in the order of arrival, and the story's index on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Which page.
    pub page: usize,
    /// Which of its stories.
    pub story: usize,
}

/// What a new page has to do with those before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finding {
    /// A story goes on.
    Continues {
        /// Its earlier part.
        from: Spot,
        /// The part that reads on.
        to: Spot,
        /// How sure that is, 0..=1.
        confidence: f32,
    },
    /// A story has been there before.
    Twin {
        /// Where it stood first.
        first: Spot,
        /// Where it stands again.
        again: Spot,
    },
}

/// Finds what belongs together among pages that arrive one by one.
#[derive(Debug, Clone, Default)]
pub struct Stitcher {
    pages: usize,
    waiting: HashMap<Bundle, Vec<Loose>>,
    twins: Twins,
}

/// What makes pages candidates for each other: the day of issue, or the folder that they lie in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Bundle {
    Day(Date),
    Folder(PathBuf),
}

/// A part of a story whose other part may be on another page.
#[derive(Debug, Clone)]
struct Loose {
    spot: Spot,
    page: Arc<Page>,
    end: End,
    /// 上接 or 下转 is printed; else the text only breaks off.
    marked: bool,
}

/// At which end the story is loose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It begins on another page.
    Beginning,
    /// It goes on on another page.
    Ending,
}

/// A pair needs this score; a lower one may be chance.
const ENOUGH: f32 = 2.5;

impl Stitcher {
    /// Takes the next page and tells what it has to do with those before it.
    pub fn take(&mut self, page: &Arc<Page>) -> Vec<Finding> {
        let number = self.pages;
        self.pages += 1;
        let mut findings: Vec<Finding> = Vec::new();
        for (story, article) in page.articles.iter().enumerate() {
            let again = Spot { page: number, story };
            if let Some(first) = self.twins.meet(article, again) {
                findings.push(Finding::Twin { first, again });
            }
        }
        let new = loose_ends(page, number);
        if !new.is_empty() {
            findings.extend(self.join(page, &new));
        }
        findings
    }

    /// Pairs the new loose ends with those that wait, the surest pair first; what stays loose waits too.
    fn join(&mut self, page: &Page, new: &[Loose]) -> Vec<Finding> {
        let bundles = bundles(page);
        let mut pairs: Vec<(f32, Spot, Spot)> = Vec::new();
        for own in new {
            for other in bundles.iter().filter_map(|bundle| self.waiting.get(bundle)).flatten() {
                let (from, to) = match (own.end, other.end) {
                    (End::Beginning, End::Ending) => (other, own),
                    (End::Ending, End::Beginning) => (own, other),
                    _ => continue,
                };
                if let Some(score) = score(from, to).filter(|score| *score >= ENOUGH) {
                    pairs.push((score, from.spot, to.spot));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let (mut froms, mut tos) = (Vec::new(), Vec::new());
        let mut findings = Vec::new();
        for (score, from, to) in pairs {
            if froms.contains(&from) || tos.contains(&to) {
                continue;
            }
            froms.push(from);
            tos.push(to);
            // At the least score a pair is right three times out of four.
            let confidence = 1.0 / (1.0 + (1.4 - score).exp());
            findings.push(Finding::Continues { from, to, confidence });
        }
        let is_joined = |loose: &Loose| match loose.end {
            End::Ending => froms.contains(&loose.spot),
            End::Beginning => tos.contains(&loose.spot),
        };
        for bundle in bundles {
            let waiting = self.waiting.entry(bundle).or_default();
            waiting.retain(|loose| !is_joined(loose));
            waiting.extend(new.iter().filter(|loose| !is_joined(loose)).cloned());
        }
        findings
    }
}

/// A page with a day is also found by its folder: its neighbour may have lost the line that names the day.
fn bundles(page: &Page) -> Vec<Bundle> {
    let folder = page.path.parent().map(|folder| Bundle::Folder(folder.to_path_buf()));
    page.date.map(Bundle::Day).into_iter().chain(folder).collect()
}

fn loose_ends(page: &Arc<Page>, number: usize) -> Vec<Loose> {
    let mut loose = Vec::new();
    for (story, article) in page.articles.iter().enumerate() {
        let spot = Spot { page: number, story };
        let mut push = |end, marked| loose.push(Loose { spot, page: Arc::clone(page), end, marked });
        if article.continued_from.is_some() {
            push(End::Beginning, true);
        } else if article.lost().start {
            push(End::Beginning, false);
        }
        if article.continued_on.is_some() {
            push(End::Ending, true);
        } else if article.lost().end {
            push(End::Ending, false);
        }
    }
    loose
}

impl Loose {
    fn article(&self) -> &Article {
        &self.page.articles[self.spot.story]
    }
}

/// What speaks for `to` being the rest of `from`; `None` if it cannot be.
fn score(from: &Loose, to: &Loose) -> Option<f32> {
    if !from.marked && !to.marked || !same_issue(&from.page, &to.page) {
        return None;
    }
    let (earlier, later) = (from.article(), to.article());
    let named = [
        (earlier.continued_on.as_ref().and_then(|jump| jump.page), to.page.page_number),
        (later.continued_from.as_ref().and_then(|jump| jump.page), from.page.page_number),
    ];
    let mut score = if from.marked && to.marked { 1.5 } else { 0.0 };
    let mut numbers = 0;
    for (named, actual) in named {
        match (named, actual) {
            (Some(named), Some(actual)) if named != actual => return None,
            (Some(_), Some(_)) => numbers += 1,
            _ => {}
        }
    }
    score += 1.5 * numbers as f32;
    // Without both marks, the one that is printed must at least name the right page.
    if !(from.marked && to.marked) && numbers == 0 {
        return None;
    }
    Some(score + headline_score(earlier, later) + topic_score(earlier, later) + seam_score(earlier, later))
}

/// Paper and day must not contradict each other; pages without a day must lie in one folder.
fn same_issue(one: &Page, other: &Page) -> bool {
    let differ =
        |one: Option<&str>, other: Option<&str>| matches!((one, other), (Some(a), Some(b)) if a != b);
    let same_folder = one.path.parent() == other.path.parent();
    !differ(one.publication.as_deref(), other.publication.as_deref())
        && match (one.date, other.date) {
            (Some(a), Some(b)) => a == b,
            _ => same_folder,
        }
}

/// The rest of a story bears its headline again, whole or cut short, or none.
fn headline_score(earlier: &Article, later: &Article) -> f32 {
    match (&earlier.headline, &later.headline) {
        (Some(first), Some(second)) => 4.0 * shared(&second.text, &first.text, 2) - 0.8,
        _ => 0.0,
    }
}

/// Both parts use the same words.
fn topic_score(earlier: &Article, later: &Article) -> f32 {
    // Stories that have nothing to do with each other share about one run of three characters in forty.
    const BY_CHANCE: f32 = 0.025;
    let text = |article: &Article| article.blocks.iter().map(Block::text).collect::<String>();
    let head = earlier.headline.as_ref().map_or("", |headline| &headline.text);
    let alike = shared(&text(later), &(text(earlier) + head), 3);
    (40.0 * (alike - BY_CHANCE)).clamp(-1.0, 3.0)
}

/// Which share of the first text's runs of so many characters stand in the second too.
fn shared(text: &str, other: &str, length: usize) -> f32 {
    let runs = |text: &str| -> std::collections::BTreeSet<Vec<char>> {
        let plain: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        plain.windows(length).map(<[char]>::to_vec).collect()
    };
    let (own, others) = (runs(text), runs(other));
    if own.is_empty() { 0.0 } else { own.intersection(&others).count() as f32 / own.len() as f32 }
}

/// A sentence that breaks off must be taken up; one that is complete must not be.
fn seam_score(earlier: &Article, later: &Article) -> f32 {
    let (left, right) = (whole::last_text(earlier), whole::first_text(later));
    let (open, goes_on) = (torn_ends(&characters(left)).end, torn_ends(&characters(right)).start);
    if !open {
        return if goes_on { -2.5 } else { 0.3 };
    }
    let line =
        |number, text: &str| RawLine { number: LineNumber(number), text: text.to_owned(), blank_before: 1 };
    let text = PageText::new(&[line(1, left), line(2, right)]);
    let grams = Grams::of(&text);
    let evidence = Seams::new(&text, &grams).evidence(0, 1);
    (0.3 * evidence.reading + evidence.closed - evidence.unclosed + evidence.cannot_open
        - 1.5 * evidence.opens_paragraph
        - 2.0 * evidence.same_script)
        .clamp(-3.0, 4.0)
}
