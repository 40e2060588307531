//! The whole screen, driven by keys and drawn to text: what a reader would see at four sizes, and that no row of
//! keys, clicks and sizes can break it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

#[path = "screens/aloud.rs"]
mod aloud;
#[path = "screens/composing.rs"]
mod composing;
#[path = "screens/continuous.rs"]
mod continuous;
#[path = "screens/dragging.rs"]
mod dragging;
#[path = "screens/ease.rs"]
mod ease;
#[path = "screens/edition.rs"]
mod edition;
#[path = "screens/finding.rs"]
mod finding;
#[path = "screens/folders.rs"]
mod folders;
#[path = "screens/harness.rs"]
mod harness;
#[path = "screens/hooks.rs"]
mod hooks;
#[path = "screens/pictures.rs"]
mod pictures;
#[path = "screens/random.rs"]
mod random;
#[path = "screens/sorting.rs"]
mod sorting;
#[path = "screens/wishes.rs"]
mod wishes;
