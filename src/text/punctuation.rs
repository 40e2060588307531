//! Which marks may not begin or end a row, which belong together, pairs of quotes and brackets.
