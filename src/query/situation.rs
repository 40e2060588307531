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
    /// How many work at the same time.
    fn count(&self) -> usize;
    /// Does each share, given by its number, whoever is free the next one; comes back when all are done.
    fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync));
}

/// Nobody helps: one share after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alone;

impl Helpers for Alone {
    fn count(&self) -> usize {
        1
    }

    fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..shares).for_each(work);
    }
}

/// So many shares are made for each who works: a helper may begin late, and then the others do more of them.
const SHARES_EACH: usize = 4;

/// Into how many shares to part what is as much as so many of the least shares for which it is worth while to ask for
/// help; 1 where nobody is to be asked.
pub(super) fn shares_of(helpers: &dyn Helpers, least_shares: usize) -> usize {
    if helpers.count() < 2 { 1 } else { least_shares.clamp(1, helpers.count() * SHARES_EACH) }
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

/// The same where whoever works needs tools, which go from one share of his to the next: those that are ready, or new
/// ones. Answers also with all tools that were in use.
pub(super) fn side_by_side_with<I: Send, S: Send, T: Send>(
    helpers: &dyn Helpers,
    (ready, make): (Vec<S>, impl Fn() -> S + Sync),
    inputs: Vec<I>,
    work: impl Fn(&mut S, I) -> T + Sync,
) -> (Vec<T>, Vec<S>) {
    let free = Mutex::new(ready);
    let done = side_by_side(helpers, inputs, |input| {
        let taken = free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut tools = taken.unwrap_or_else(&make);
        let done = work(&mut tools, input);
        free.lock().unwrap_or_else(PoisonError::into_inner).push(tools);
        done
    });
    (done, free.into_inner().unwrap_or_else(PoisonError::into_inner))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_input_is_answered_in_its_place_and_tools_come_back() {
        let inputs: Vec<usize> = (0..9).collect();
        let (squares, tools) =
            side_by_side_with(&Alone, (vec![100], || 0), inputs, |sum: &mut usize, input: usize| {
                *sum += input;
                input * input
            });
        assert_eq!(squares, [0, 1, 4, 9, 16, 25, 36, 49, 64]);
        assert_eq!(tools, [136], "one alone goes on with what was ready");
        assert_eq!(shares_of(&Alone, 50), 1);
    }
}
