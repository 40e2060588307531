//! What survives the program, and what holds the pages while it runs.
//!
//! [`files`] writes settings and state so that kill -9 at any moment leaves the old file or the new one, never
//! half of either. [`silent`] remembers
//! terminals that do not answer. [`memory`] holds the pages opened from the command line.

pub mod files;
pub mod marks;
pub mod memory;
pub mod silent;
