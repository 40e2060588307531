//! Threads that help a search over very many stories, for as long as it takes.

use std::sync::LazyLock;
use std::thread;

use crate::query::Helpers;

/// As many threads as the machine runs at once, up to a few.
#[derive(Debug, Clone, Copy, Default)]
pub struct SideBySide;

/// More threads would wait for memory, not for their turn.
const MOST: usize = 4;

impl Helpers for SideBySide {
    fn shares(&self) -> usize {
        static SHARES: LazyLock<usize> =
            LazyLock::new(|| thread::available_parallelism().map_or(1, |most| most.get().min(MOST)));
        *SHARES
    }

    fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync)) {
        thread::scope(|scope| {
            for share in 1..shares {
                scope.spawn(move || work(share));
            }
            if shares > 0 {
                work(0);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn each_share_is_done_once() {
        let done: Vec<AtomicUsize> = (0..9).map(|_| AtomicUsize::new(0)).collect();
        SideBySide.help(done.len(), &|share| {
            done[share].fetch_add(1, Ordering::Relaxed);
        });
        assert!(done.iter().all(|done| done.load(Ordering::Relaxed) == 1));
        assert!(SideBySide.shares() > 0);
    }
}
