//! The weights of the loader's judgements, as fitted on generated pages (`assets/language/fit.py`).

mod hidden;

pub(crate) use self::hidden::{Hidden, UNITS};

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
    position(HEADING_FEATURES, name.as_bytes()).expect("a feature of headings")
}

/// The same for a piece's.
pub(crate) const fn piece_feature(name: &str) -> usize {
    position(PIECE_FEATURES, name.as_bytes()).expect("a feature of pieces")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// What is known of a seam, in the order of [`Weights::seam`]: first of the end alone, then of the beginning alone,
/// then of both together.
pub(crate) const SEAM_FEATURES: &[&str] = &[
    "bias",
    "comma",
    "colon",
    "end_repeated",
    "end_short",
    "hanging_end",
    "end_length",
    "end_leaning",
    "far_slot_end",
    "far_slot_subhead",
    "opener",
    "cannot_open",
    "quote_opens",
    "digit_opens",
    "item_opens",
    "short_end",
    "opening",
    "start_length",
    "above_head",
    "below_subhead",
    "start_leaning",
    "rival",
    "settled",
    "piece_at_end",
    "piece_torn",
    "start_topic",
    "stays",
    "reading",
    "reading_up",
    "best_reading",
    "great_reading",
    "poor_reading",
    "over_seam",
    "repeated",
    "closed",
    "unclosed",
    "script",
    "next",
    "next_over_head",
    "next_over_picture",
    "backward",
    "distance",
    "topic",
    "piece_topic",
    "rare",
    "reading_lead",
    "topic_lead",
    "rare_lead",
    "near_rare_lead",
];

/// How many features tell of the end alone.
pub(crate) const END_FEATURES: usize = 10;
/// How many tell of the beginning alone.
pub(crate) const START_FEATURES: usize = 17;
/// How many tell of both.
pub(crate) const PAIR_FEATURES: usize = SEAM_FEATURES.len() - END_FEATURES - START_FEATURES;

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
    "sure_heading",
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
    /// rows are left out, missing names are 0. The compiler reads those of the program, so that no start waits for it.
    pub const fn parse(text: &str) -> Self {
        let mut weights = Self {
            heading: [0.0; HEADING_FEATURES.len()],
            seam: [0.0; SEAM_FEATURES.len()],
            hidden: Hidden::NONE,
            piece: [0.0; PIECE_FEATURES.len()],
        };
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (row, below) = part(rest, b'\n');
            weights.take(row);
            rest = below;
        }
        weights
    }

    const fn take(&mut self, row: &[u8]) {
        let (name, values) = part(row, b' ');
        let (group, name) = part(name, b'.');
        match group {
            b"hidden" => self.hidden.take(name, values),
            b"heading" => take_value(&mut self.heading, HEADING_FEATURES, name, values),
            b"seam" => take_value(&mut self.seam, SEAM_FEATURES, name, values),
            b"piece" => take_value(&mut self.piece, PIECE_FEATURES, name, values),
            _ => {}
        }
    }
}

const fn take_value(values: &mut [f32], names: &[&str], name: &[u8], text: &[u8]) {
    if let (Some(at), Some(value)) = (position(names, name), number(text)) {
        values[at] = value;
    }
}

/// What stands before a mark and what stands behind it.
const fn part(text: &[u8], mark: u8) -> (&[u8], &[u8]) {
    let mut at = 0;
    while at < text.len() && text[at] != mark {
        at += 1;
    }
    let (before, behind) = text.split_at(at);
    match behind {
        [_, behind @ ..] => (before, behind),
        [] => (before, behind),
    }
}

const fn position(names: &[&str], name: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < names.len() {
        if is_same(names[at].as_bytes(), name) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// A number of digits, perhaps with a sign and a point, as the fit writes them.
const fn number(text: &[u8]) -> Option<f32> {
    let (sign, digits) = match text.trim_ascii() {
        [b'-', digits @ ..] => (-1.0, digits),
        digits => (1.0, digits),
    };
    let (mut value, mut unit, mut behind_point) = (0.0_f64, 1.0_f64, false);
    let mut at = 0;
    while at < digits.len() {
        match digits[at] {
            b'.' if !behind_point => behind_point = true,
            digit @ b'0'..=b'9' => {
                value = value * 10.0 + (digit - b'0') as f64;
                unit *= if behind_point { 10.0 } else { 1.0 };
            }
            _ => return None,
        }
        at += 1;
    }
    if digits.is_empty() { None } else { Some((sign * value / unit) as f32) }
}

impl Weights {
    /// What the features of an end add to the score of each of its seams.
    pub(crate) fn of_end(&self, features: &[f32; END_FEATURES]) -> Sums {
        self.sums(features, 0)
    }

    /// What the features of a beginning add to the score of each of its seams.
    pub(crate) fn of_start(&self, features: &[f32; START_FEATURES]) -> Sums {
        self.sums(features, END_FEATURES)
    }

    /// The score of a seam: the log odds that it is right rather than that nothing reads on.
    pub(crate) fn seam_score(&self, end: &Sums, start: &Sums, pair: &[f32; PAIR_FEATURES]) -> f32 {
        let mut sums = *end;
        sums.join(start);
        self.add(&mut sums, pair, END_FEATURES + START_FEATURES);
        sums.plain + self.hidden.answer(&sums.units)
    }

    fn sums<const N: usize>(&self, features: &[f32; N], from: usize) -> Sums {
        let mut sums = Sums { plain: 0.0, units: [0.0; UNITS] };
        self.add(&mut sums, features, from);
        sums
    }

    /// Adds some features, the first of which stands at `from` among all.
    fn add<const N: usize>(&self, sums: &mut Sums, features: &[f32; N], from: usize) {
        for (&feature, weight) in features.iter().zip(&self.seam[from..from + N]) {
            sums.plain += feature * weight;
        }
        self.hidden.add(&mut sums.units, features, from);
    }

    /// A short line for which less speaks than this is only a likely heading.
    pub(crate) const fn sure_heading(&self) -> f32 {
        self.piece[piece_feature("sure_heading")]
    }

    /// A join that is less sure than this is not made.
    pub(crate) const fn least_sure(&self) -> f32 {
        self.piece[piece_feature("least_sure")]
    }
}

/// The weights that the program uses.
pub(crate) fn weights() -> &'static Weights {
    static WEIGHTS: Weights = Weights::parse(crate::assets::WEIGHTS);
    &WEIGHTS
}

/// What features add to the score of a seam: as such, and to each unit of the layer before it answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sums {
    plain: f32,
    units: [f32; UNITS],
}

impl Sums {
    fn join(&mut self, other: &Self) {
        self.plain += other.plain;
        for (sum, other) in self.units.iter_mut().zip(&other.units) {
            *sum += other;
        }
    }
}

/// The feature that is 1 for what is so, 0 for what is not.
pub(crate) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
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
    fn numbers_are_those_of_the_file() {
        let values = crate::assets::WEIGHTS.lines().filter(|row| !row.starts_with('#'));
        for value in values.flat_map(|row| row.split(' ').skip(1)) {
            assert_eq!(number(value.as_bytes()), value.parse().ok(), "{value}");
        }
        for (text, value) in
            [("-12", Some(-12.0)), (" 0.5 ", Some(0.5)), ("", None), ("1.2.3", None), ("x", None)]
        {
            assert_eq!(number(text.as_bytes()), value, "{text}");
        }
    }

    #[test]
    fn strange_rows_are_left_out() {
        let weights = Weights::parse("# words\nseam.next 2.5\nseam.unknown 1\nnothing\nseam.bias x\n");
        assert!((weights.seam.iter().sum::<f32>() - 2.5).abs() < 1e-6);
    }
}
