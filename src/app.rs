//! What the program remembers and decides. No ratatui, no threads except in `jobs`.
