//! The second opinion on seams: a small layer of units, each of which answers to some features together.
//!
//! What a feature says of a seam depends on others: that nothing reads on better elsewhere means little where the
//! next line reads on well, and much where it does not. A sum of weights cannot say so; these units can.

use super::SEAM_FEATURES;

/// How many units the layer has: twice as many were hardly better on stories that the fit had not seen.
pub(crate) const UNITS: usize = 32;

/// The weights of the layer, feature by feature, so that a feature that is 0 costs nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Hidden {
    inner: [[f32; UNITS]; SEAM_FEATURES.len()],
    outer: [f32; UNITS],
}

impl Default for Hidden {
    fn default() -> Self {
        Self { inner: [[0.0; UNITS]; SEAM_FEATURES.len()], outer: [0.0; UNITS] }
    }
}

/// The row that tells what each unit adds to the score.
const OUTER: &str = "outer";

impl Hidden {
    /// Takes a row of the file: a feature, and what it adds to each unit.
    pub(super) fn take(&mut self, name: &str, values: &str) {
        let row = match SEAM_FEATURES.iter().position(|own| *own == name) {
            Some(feature) => &mut self.inner[feature],
            None if name == OUTER => &mut self.outer,
            None => return,
        };
        for (weight, value) in row.iter_mut().zip(values.split(' ')) {
            *weight = value.parse().unwrap_or(0.0);
        }
    }

    /// Whether the file may have a row of this name.
    #[cfg(test)]
    pub(super) fn has_row(name: &str) -> bool {
        name == OUTER || SEAM_FEATURES.contains(&name)
    }

    /// What the layer adds to the score of a seam.
    pub(crate) fn add(&self, features: &[f32; SEAM_FEATURES.len()]) -> f32 {
        let mut sums = [0.0_f32; UNITS];
        for (&feature, row) in features.iter().zip(&self.inner) {
            if feature != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += feature * weight;
                }
            }
        }
        sums.iter().zip(&self.outer).map(|(sum, weight)| sum.max(0.0) * weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_answers_to_two_features_together() {
        let mut hidden = Hidden::default();
        hidden.take("bias", "-1");
        hidden.take("next", "1");
        hidden.take("comma", "1");
        hidden.take(OUTER, "2");
        hidden.take("unknown", "9");
        let score = |next: f32, comma: f32| {
            let mut features = [0.0; SEAM_FEATURES.len()];
            for (name, value) in [("bias", 1.0), ("next", next), ("comma", comma)] {
                features[SEAM_FEATURES.iter().position(|own| *own == name).expect("a feature")] = value;
            }
            hidden.add(&features)
        };
        assert!(score(1.0, 0.0).abs() < f32::EPSILON && score(0.0, 1.0).abs() < f32::EPSILON);
        assert!((score(1.0, 1.0) - 2.0).abs() < f32::EPSILON);
    }
}
