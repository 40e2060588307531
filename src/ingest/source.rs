//! Finds newspaper files, reads and decodes them: the only place that opens them.
