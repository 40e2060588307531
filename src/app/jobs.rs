//! Carries out effects off the drawing thread: reading pages, searching. The only place that starts threads
//! for work; answers come back as events.

pub mod aloud;
pub mod helpers;
pub mod hooks;
pub mod keep;
pub mod load;
pub mod outside;
mod programs;
pub mod relate;
pub mod search;
pub mod watch;
