//! Readings of characters and spellings of place names.
