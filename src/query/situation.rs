//! What a query depends on besides the stories: the day, the reader's own marks, and how the reader speaks.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::model::{ArticleId, Date};
use crate::text::pinyin::Sounds;

/// What the reader did to stories. The store implements it; a query asks.
pub trait Marks: Sync {
    /// Whether the story was opened.
    fn is_read(&self, article: &ArticleId) -> bool;
    /// Whether it bears a star.
    fn is_starred(&self, article: &ArticleId) -> bool;
    /// Whether it bears this tag, compared without regard to case and width.
    fn has_tag(&self, article: &ArticleId, tag: &str) -> bool;
    /// The tags that it bears, for completion.
    fn tags(&self, _article: &ArticleId) -> Vec<String> {
        Vec::new()
    }
}

/// A reader who has marked nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMarks;

impl Marks for NoMarks {
    fn is_read(&self, _: &ArticleId) -> bool {
        false
    }

    fn is_starred(&self, _: &ArticleId) -> bool {
        false
    }

    fn has_tag(&self, _: &ArticleId, _: &str) -> bool {
        false
    }
}

/// Who does shares of one work side by side. A query has much to look at and starts no thread itself.
pub trait Helpers: Sync {
    /// How many shares make it quickest.
    fn shares(&self) -> usize;
    /// Does each share, given by its number; comes back when all are done.
    fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync));
}

/// Nobody helps: one share after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alone;

impl Helpers for Alone {
    fn shares(&self) -> usize {
        1
    }

    fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..shares).for_each(work);
    }
}

/// Does one share for each input side by side, and answers with what each came to, in their order.
pub(super) fn side_by_side<I: Send, T: Send>(
    helpers: &dyn Helpers,
    inputs: Vec<I>,
    work: impl Fn(I) -> T + Sync,
) -> Vec<T> {
    let shares: Vec<Mutex<(Option<I>, Option<T>)>> =
        inputs.into_iter().map(|input| Mutex::new((Some(input), None))).collect();
    helpers.help(shares.len(), &|share| {
        let Some(share) = shares.get(share) else { return };
        let input = share.lock().unwrap_or_else(PoisonError::into_inner).0.take();
        if let Some(input) = input {
            let done = work(input);
            share.lock().unwrap_or_else(PoisonError::into_inner).1 = Some(done);
        }
    });
    let done = shares.into_iter().map(|share| share.into_inner().unwrap_or_else(PoisonError::into_inner).1);
    done.flatten().collect()
}

/// The circumstances of a query.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// Today, for 近:7天 and the like; the query never reads a clock.
    pub today: Option<Date>,
    /// What the reader marked.
    pub marks: &'a dyn Marks,
    /// Which sounds the reader does not tell apart.
    pub sounds: Sounds,
    /// Who helps where there is much to look at.
    pub helpers: &'a dyn Helpers,
}

impl Default for Situation<'static> {
    fn default() -> Self {
        Self { today: None, marks: &NoMarks, sounds: Sounds::Exact, helpers: &Alone }
    }
}

impl fmt::Debug for Situation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Situation")
            .field("today", &self.today)
            .field("sounds", &self.sounds)
            .finish_non_exhaustive()
    }
}
