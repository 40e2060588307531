//! The weights of the loader's judgements, as fitted on generated pages (`assets/language/fit.py`).

use std::sync::OnceLock;

macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Every weight. The values stand in `assets/language/weights.txt`, one a row.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Weights { $($(#[$doc])* pub $name: f32,)* }

        impl Weights {
            /// Reads rows of `name value`; unknown names and broken rows are left out, missing names are 0.
            pub fn parse(text: &str) -> Self {
                let mut weights = Self::default();
                for row in text.lines().filter(|row| !row.starts_with('#')) {
                    let Some((name, value)) = row.split_once(' ') else { continue };
                    let Ok(value) = value.trim().parse() else { continue };
                    match name {
                        $(stringify!($name) => weights.$name = value,)*
                        _ => {}
                    }
                }
                weights
            }
            /// The names of all weights.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];
        }
    };
}

weights! {
    /// Any seam, before evidence.
    seam_bias,
    /// Reading on, per nat.
    seam_reading,
    /// A run over the seam stands elsewhere.
    seam_repeated,
    /// An open mark is closed.
    seam_closed,
    /// A mark stays without partner.
    seam_unclosed,
    /// The fragment opens like a paragraph.
    seam_opener,
    /// The fragment cannot open a paragraph.
    seam_cannot_open,
    /// The seam follows a comma.
    seam_comma,
    /// The same script on both sides.
    seam_script,
    /// The fragment is the next text in the file.
    seam_next,
    /// The fragment is the next text but a head stands between.
    seam_next_over_head,
    /// The fragment stands before the end in the file.
    seam_backward,
    /// Each unit between the two (logarithm).
    seam_distance,
    /// The fragment stands right below a subhead.
    seam_below_subhead,
    /// The text above the fragment stops in mid-sentence too.
    seam_rival,
    /// The text above the fragment stands complete and belongs to its story.
    seam_settled,
    /// The two stories share words.
    seam_topic,
    /// A loose piece stays with the text above it in the file.
    piece_above,
    /// A loose piece goes to another story of the page.
    piece_far,
    /// Shared words of a loose piece and a story.
    piece_topic,
    /// Both ends are torn: a lost middle.
    piece_both_torn,
    /// The story's end is torn but the piece begins clean.
    piece_end_torn,
    /// A cut between two complete paragraphs needs this much more shared words elsewhere.
    cut_threshold,
    /// Shared words of a head and a story.
    head_topic,
}

/// The weights that the program uses.
pub(crate) fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| Weights::parse(crate::assets::WEIGHTS))
}
