//! Threads that help a search over very many stories, for as long as it takes.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::query::Helpers;

/// As many threads as the machine runs at once, up to a few.
#[derive(Debug, Clone, Copy, Default)]
pub struct SideBySide;

/// More threads would wait for memory, not for their turn.
const MOST: usize = 4;

impl Helpers for SideBySide {
    fn count(&self) -> usize {
        static COUNT: LazyLock<usize> =
            LazyLock::new(|| thread::available_parallelism().map_or(1, |most| most.get().min(MOST)));
        *COUNT
    }

    fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let take_shares = || {
            // No share hands anything to another one, so that only the number itself must be told apart.
            while let share = next.fetch_add(1, Ordering::Relaxed)
                && share < shares
            {
                work(share);
            }
        };
        thread::scope(|scope| {
            for _ in 1..self.count().min(shares) {
                scope.spawn(take_shares);
            }
            take_shares();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_share_is_done_once() {
        let done: Vec<AtomicUsize> = (0..9).map(|_| AtomicUsize::new(0)).collect();
        SideBySide.help(done.len(), &|share| {
            done[share].fetch_add(1, Ordering::Relaxed);
        });
        assert!(done.iter().all(|done| done.load(Ordering::Relaxed) == 1));
        assert!(SideBySide.count() > 0);
    }
}
