//! The weights of the loader's judgements, as fitted on generated pages (`assets/language/fit.py`).

mod hidden;

use std::sync::OnceLock;

pub(crate) use self::hidden::Hidden;

/// What is known of a short line that may be a heading, in the order of [`Weights::heading`].
pub(crate) const HEADING_FEATURES: &[&str] = &[
    "bias",
    "length",
    "up_to_8",
    "up_to_14",
    "up_to_20",
    "from_28",
    "from_40",
    "commas",
    "blank_inside",
    "uneven_marks",
    "asks_or_calls",
    "colon_short",
    "colon_long",
    "dots",
    "ends_speech",
    "opens_like_text",
    "cannot_open",
    "first_line",
    "before_byline",
    "before_opening",
    "before_subtitle",
    "before_jump",
    "before_label",
    "before_same_block",
    "after_same_block",
    "after_section",
    "after_byline",
    "last_line",
    "reads_on",
    "repeated",
    "after_torn",
    "after_complete",
    "before_short",
    "picture_before",
    "picture_after",
    "hanging_end",
    "colon_inside",
    "reads_on_far",
    "reads_on_well",
    "reads_on_very_well",
    "listing",
    "reads_on_badly",
    "byline_word",
    "far_well",
    "over_seam",
    "next_opening",
    "short_clause",
    "sibling",
];

/// The place of a heading's feature; one that is not there does not compile.
pub(crate) const fn heading_feature(name: &str) -> usize {
    let mut at = 0;
    while !is_same(HEADING_FEATURES[at], name) {
        at += 1;
    }
    at
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// What is known of a seam, in the order of [`Weights::seam`].
pub(crate) const SEAM_FEATURES: &[&str] = &[
    "bias",
    "reading",
    "reading_up",
    "repeated",
    "closed",
    "unclosed",
    "opener",
    "cannot_open",
    "comma",
    "script",
    "next",
    "next_over_head",
    "next_over_picture",
    "backward",
    "distance",
    "below_subhead",
    "rival",
    "settled",
    "topic",
    "quote_opens",
    "digit_opens",
    "short_end",
    "start_topic",
    "above_head",
    "best_reading",
    "great_reading",
    "poor_reading",
    "far_slot_end",
    "piece_at_end",
    "piece_torn",
    "piece_topic",
    "colon",
    "item_opens",
    "end_repeated",
    "reading_lead",
    "topic_lead",
    "far_slot_subhead",
    "end_short",
    "rare",
    "rare_lead",
    "near_rare_lead",
    "over_seam",
    "opening",
    "hanging_end",
    "end_length",
    "start_length",
    "stays",
];

/// What is known of a loose piece of text and the story it may go on, in the order of [`Weights::piece`].
pub(crate) const PIECE_FEATURES: &[&str] = &[
    "above",
    "far",
    "topic",
    "both_torn",
    "end_torn",
    "back",
    "cut",
    "subhead",
    "head_topic",
    "head_bias",
    "least_sure",
];

/// Every weight. The values stand in `assets/language/weights.txt`, one a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Headings against fragments of text.
    pub heading: [f32; HEADING_FEATURES.len()],
    /// Seams against "nothing reads on".
    pub seam: [f32; SEAM_FEATURES.len()],
    /// What features of seams say together.
    pub hidden: Hidden,
    /// Loose pieces against "a story of its own".
    pub piece: [f32; PIECE_FEATURES.len()],
}

impl Weights {
    /// Reads rows of `group.name value`, in the group `hidden` of one value for each unit; unknown names and broken
    /// rows are left out, missing names are 0.
    pub fn parse(text: &str) -> Self {
        let mut weights = Self {
            heading: [0.0; HEADING_FEATURES.len()],
            seam: [0.0; SEAM_FEATURES.len()],
            hidden: Hidden::default(),
            piece: [0.0; PIECE_FEATURES.len()],
        };
        for row in text.lines().filter(|row| !row.starts_with('#')) {
            let Some((name, value)) = row.split_once(' ') else { continue };
            let Some((group, name)) = name.split_once('.') else { continue };
            if group == "hidden" {
                weights.hidden.take(name, value.trim());
                continue;
            }
            let Ok(value) = value.trim().parse() else { continue };
            let (names, values): (&[&str], &mut [f32]) = match group {
                "heading" => (HEADING_FEATURES, &mut weights.heading),
                "seam" => (SEAM_FEATURES, &mut weights.seam),
                "piece" => (PIECE_FEATURES, &mut weights.piece),
                _ => continue,
            };
            if let Some(at) = names.iter().position(|own| *own == name) {
                values[at] = value;
            }
        }
        weights
    }
}

impl Weights {
    /// The score of a seam: the log odds that it is right rather than that nothing reads on.
    pub(crate) fn seam_score(&self, features: &[f32; SEAM_FEATURES.len()]) -> f32 {
        dot(features, &self.seam) + self.hidden.add(features)
    }

    /// A join that is less sure than this is not made.
    pub(crate) const fn least_sure(&self) -> f32 {
        self.piece[PIECE_FEATURES.len() - 1]
    }
}

/// The weights that the program uses.
pub(crate) fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| Weights::parse(crate::assets::WEIGHTS))
}

/// Features times weights.
pub(crate) fn dot(features: &[f32], weights: &[f32]) -> f32 {
    features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_file_names_a_feature() {
        for row in crate::assets::WEIGHTS.lines().filter(|row| !row.starts_with('#')) {
            let (name, value) = row.split_once(' ').expect("a name and a value");
            let (group, feature) = name.split_once('.').expect("a group and a feature");
            let is_known = match group {
                "heading" => HEADING_FEATURES.contains(&feature),
                "seam" => SEAM_FEATURES.contains(&feature),
                "hidden" => Hidden::has_row(feature),
                _ => PIECE_FEATURES.contains(&feature),
            };
            assert!(is_known, "{name}");
            let mut values = value.trim().split(' ');
            assert!(values.all(|value| value.parse::<f32>().is_ok_and(f32::is_finite)), "{row}");
        }
    }

    #[test]
    fn strange_rows_are_left_out() {
        let weights = Weights::parse("# words\nseam.next 2.5\nseam.unknown 1\nnothing\nseam.bias x\n");
        assert!((weights.seam.iter().sum::<f32>() - 2.5).abs() < 1e-6);
    }
}
