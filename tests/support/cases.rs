//! How many random cases a property is tried on, and from which seed.
//!
//! `cargo test` tries the same cases each time, so that it tells of a change and not of luck. To look further:
//! `KANBAO_PROPERTY_ROUNDS=1000 KANBAO_PROPERTY_SEED=7 cargo test` tries a thousand times as many, others.

use proptest::test_runner::{Config, RngSeed};

/// The settings of a property that is usually tried on so many cases.
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
pub(crate) fn cases(usual: u32) -> Config {
    let number = |name: &str| std::env::var(name).ok().map(|value| value.parse::<u32>().unwrap());
    let rounds = number("KANBAO_PROPERTY_ROUNDS").unwrap_or(1);
    let seed = number("KANBAO_PROPERTY_SEED").unwrap_or(1);
    Config {
        cases: usual.saturating_mul(rounds),
        rng_seed: RngSeed::Fixed(u64::from(seed)),
        failure_persistence: None,
        ..Config::default()
    }
}
