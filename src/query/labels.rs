//! What stories are filed under: what they are about, what they mention, and their section, as one number a story.
//!
//! Few of these go together, and a number is short: so a story that is counted touches one place in memory, and whoever
//! chooses by provinces and sections decides once for each label, not for each story.

use std::collections::HashMap;

use super::PlaceSense;
use super::sets::Bits;
use super::titles::ProvinceSet;

/// What a story is filed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Label {
    /// What it is about.
    pub(super) about: ProvinceSet,
    /// Every province of which it names a place.
    pub(super) mentions: ProvinceSet,
    /// The number of its section, 0 for none.
    pub(super) section: u16,
}

impl Label {
    /// What it is about, or what it mentions.
    pub(super) fn provinces(&self, sense: PlaceSense) -> ProvinceSet {
        match sense {
            PlaceSense::About => self.about,
            PlaceSense::Mentioned => self.mentions,
        }
    }
}

/// The labels of all stories.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    /// By story: a number of `known`.
    numbers: Vec<u32>,
    known: Vec<Label>,
    number_of: HashMap<Label, u32>,
}

impl Labels {
    /// Adds the label of the next story.
    pub(super) fn push(&mut self, label: Label) {
        let number = self.number(label);
        self.numbers.push(number);
    }

    /// Gives a story another label.
    pub(super) fn set(&mut self, story: usize, label: Label) {
        let number = self.number(label);
        if let Some(known) = self.numbers.get_mut(story) {
            *known = number;
        }
    }

    /// The label of a story.
    #[inline]
    pub(super) fn of(&self, story: usize) -> Label {
        let number = self.number_of_story(story);
        number.and_then(|number| self.known.get(number).copied()).unwrap_or_default()
    }

    /// The number of a story's label: its place among those that are known.
    #[inline]
    pub(super) fn number_of_story(&self, story: usize) -> Option<usize> {
        self.numbers.get(story).map(|number| *number as usize)
    }

    /// Every label that some story has or had, by its number.
    pub(super) fn known(&self) -> &[Label] {
        &self.known
    }

    /// The stories whose label fits.
    pub(super) fn stories_with(&self, fits: impl Fn(&Label) -> bool) -> Bits {
        let fits: Vec<bool> = self.known.iter().map(fits).collect();
        Bits::of(&self.numbers, |number| fits.get(*number as usize).is_some_and(|fits| *fits))
    }

    /// The bytes that they take in memory.
    pub(super) fn memory(&self) -> usize {
        let entry = size_of::<(Label, u32)>() + 1;
        self.numbers.capacity() * size_of::<u32>()
            + self.known.capacity() * size_of::<Label>()
            + self.number_of.capacity() * entry
    }

    /// Gives back memory that was kept for stories to come.
    pub(super) fn shrink(&mut self) {
        self.numbers.shrink_to_fit();
    }

    fn number(&mut self, label: Label) -> u32 {
        *self.number_of.entry(label).or_insert_with(|| {
            self.known.push(label);
            self.known.len() as u32 - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_can_be_changed_and_others_stay() {
        let label = |about, section| Label { about, mentions: about | 8, section };
        let mut labels = Labels::default();
        for label in [label(1, 2), label(4, 2), label(1, 2)] {
            labels.push(label);
        }
        assert_eq!(labels.known().len(), 2);
        labels.set(0, label(2, 0));
        let about: Vec<ProvinceSet> = (0..4).map(|story| labels.of(story).about).collect();
        assert_eq!(about, [2, 4, 1, 0]);
        let in_section = labels.stories_with(|label| label.section == 2);
        assert_eq!(in_section.iter().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(labels.of(1).provinces(PlaceSense::Mentioned), 12);
    }
}
