//! Every file of `assets/`, by name: the only place that embeds files.
