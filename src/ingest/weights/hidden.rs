//! The second opinion on seams: a small layer of units, each of which answers to some features together.
//!
//! What a feature says of a seam depends on others: that nothing reads on better elsewhere means little where the
//! next line reads on well, and much where it does not. A sum of weights cannot say so; these units can.

use super::{SEAM_FEATURES, is_same, number, part, position};

/// How many units the layer has: twice as many were hardly better on stories that the fit had not seen.
pub(crate) const UNITS: usize = 32;

/// The weights of the layer, feature by feature, so that a feature that is 0 costs nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Hidden {
    inner: [[f32; UNITS]; SEAM_FEATURES.len()],
    outer: [f32; UNITS],
}

/// The row that tells what each unit adds to the score.
const OUTER: &str = "outer";

impl Hidden {
    /// A layer that says nothing.
    pub(super) const NONE: Self = Self { inner: [[0.0; UNITS]; SEAM_FEATURES.len()], outer: [0.0; UNITS] };

    /// Takes a row of the file: a feature, and what it adds to each unit.
    pub(super) const fn take(&mut self, name: &[u8], values: &[u8]) {
        let row = match position(SEAM_FEATURES, name) {
            Some(feature) => &mut self.inner[feature],
            None if is_same(name, OUTER.as_bytes()) => &mut self.outer,
            None => return,
        };
        let (mut unit, mut rest) = (0, values);
        while unit < UNITS {
            let (value, behind) = part(rest, b' ');
            row[unit] = match number(value) {
                Some(value) => value,
                None => 0.0,
            };
            rest = behind;
            unit += 1;
        }
    }

    /// Whether the file may have a row of this name.
    #[cfg(test)]
    pub(super) fn has_row(name: &str) -> bool {
        name == OUTER || SEAM_FEATURES.contains(&name)
    }

    /// Adds what some features tell each unit; the first of them stands at `from` among all.
    pub(super) fn add<const N: usize>(&self, units: &mut [f32; UNITS], features: &[f32; N], from: usize) {
        // With a fixed count of units their sums stay in registers.
        let mut sums = *units;
        for (&feature, row) in features.iter().zip(&self.inner[from..from + N]) {
            if feature != 0.0 {
                for unit in 0..UNITS {
                    sums[unit] += feature * row[unit];
                }
            }
        }
        *units = sums;
    }

    /// What the units add to the score of a seam when they were told all features.
    pub(super) fn answer(&self, sums: &[f32; UNITS]) -> f32 {
        // Several sums side by side: one alone would wait for each addition.
        let mut lanes = [0.0_f32; LANES];
        for unit in 0..UNITS {
            lanes[unit % LANES] += sums[unit].max(0.0) * self.outer[unit];
        }
        lanes.iter().sum()
    }
}

/// How many sums are made at once.
const LANES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_answers_to_two_features_together() {
        let mut hidden = Hidden::NONE;
        hidden.take(b"bias", b"-1");
        hidden.take(b"next", b"1");
        hidden.take(b"comma", b"1");
        hidden.take(OUTER.as_bytes(), b"2");
        hidden.take(b"unknown", b"9");
        let score = |next: f32, comma: f32| {
            let mut features = [0.0; SEAM_FEATURES.len()];
            for (name, value) in [("bias", 1.0), ("next", next), ("comma", comma)] {
                features[SEAM_FEATURES.iter().position(|own| *own == name).expect("a feature")] = value;
            }
            let mut sums = [0.0; UNITS];
            hidden.add(&mut sums, &features, 0);
            hidden.answer(&sums)
        };
        assert!(score(1.0, 0.0).abs() < f32::EPSILON && score(0.0, 1.0).abs() < f32::EPSILON);
        assert!((score(1.0, 1.0) - 2.0).abs() < f32::EPSILON);
    }
}
