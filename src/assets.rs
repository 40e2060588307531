//! Every file of `assets/`, by name: the only place that embeds files.

/// The sample edition: the pages of a paper of our own, opened when no path is given.
///
/// Each page is a name, as a path would be, and its text. The pages were written for this program and then torn the
/// way real pages are torn, so that they serve as the tour and as test data (`tests/corpus` holds their truth).
pub fn sample_pages() -> &'static [(&'static str, &'static str)] {
    &[("样报/01.txt", include_str!("../assets/sample/01.txt"))]
}
