//! The chosen provinces and sections: which stories they let through, and how many stories each of them would have.
//!
//! A province shows how many stories it has under the chosen sections, and a section under the chosen provinces. Both
//! follow from how many stories bear each label, so that only labels are counted.

use std::cmp::Reverse;

use super::Selection;
use super::labels::{Label, Labels};
use super::titles::{ProvinceSet, Titles, province_bit, provinces_of};
use crate::model::Province;

/// How many stories bear each label.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    labels: &'a Labels,
    counts: Vec<u32>,
}

impl<'a> Tally<'a> {
    /// Nothing counted yet.
    pub(super) fn new(titles: &'a Titles) -> Self {
        let labels = titles.labels();
        Self { labels, counts: vec![0; labels.known().len()] }
    }

    /// Counts a story.
    #[inline]
    pub(super) fn count(&mut self, story: u32) {
        let number = self.labels.number_of_story(story as usize);
        if let Some(count) = number.and_then(|number| self.counts.get_mut(number)) {
            *count += 1;
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(mine, theirs)| *mine += theirs);
    }
}

/// What was chosen.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    titles: &'a Titles,
    selection: &'a Selection,
    /// By the number of the label: whether one of its provinces, and whether its section was chosen.
    chosen: Vec<(bool, bool)>,
}

impl<'a> Choice<'a> {
    /// The choice of a selection; where none was made, everything is chosen.
    pub(super) fn new(titles: &'a Titles, selection: &'a Selection) -> Self {
        let provinces = selection.provinces.iter().fold(0, |set, province| set | province_bit(*province));
        let in_section: Vec<bool> = titles
            .section_names()
            .iter()
            .map(|name| selection.sections.is_empty() || selection.sections.contains(name))
            .collect();
        let is_chosen = |label: &Label| {
            let in_province = provinces == 0 || label.provinces(selection.sense) & provinces != 0;
            (in_province, in_section.get(usize::from(label.section)).is_none_or(|chosen| *chosen))
        };
        let chosen = titles.labels().known().iter().map(is_chosen).collect();
        Self { titles, selection, chosen }
    }

    /// Whether nothing was chosen, so that every story is let through.
    pub(super) fn is_free(&self) -> bool {
        self.selection.provinces.is_empty() && self.selection.sections.is_empty()
    }

    /// Whether a story is let through.
    pub(super) fn lets_through(&self, story: u32) -> bool {
        let number = self.titles.labels().number_of_story(story as usize);
        let chosen = number.and_then(|number| self.chosen.get(number));
        chosen.is_none_or(|(in_province, in_section)| *in_province && *in_section)
    }

    /// How many stories each province has in the chosen sections, most first.
    pub(super) fn provinces(&self, tally: &Tally<'_>) -> Vec<(Province, usize)> {
        let mut counts = [0; Province::ALL.len()];
        for (label, (_, in_section), count) in self.counted(tally) {
            let provinces: ProvinceSet = label.provinces(self.selection.sense);
            for province in provinces_of(provinces).filter(|_| in_section) {
                if let Some(sum) = counts.get_mut(province as usize) {
                    *sum += count;
                }
            }
        }
        let mut provinces: Vec<(Province, usize)> = Province::ALL.into_iter().zip(counts).collect();
        provinces.retain(|(_, count)| *count > 0);
        provinces.sort_by_key(|(_, count)| Reverse(*count));
        provinces
    }

    /// How many stories of the chosen provinces each section has, in page order.
    pub(super) fn sections(&self, tally: &Tally<'_>) -> Vec<(String, usize)> {
        let names = self.titles.section_names();
        let mut counts = vec![0; names.len()];
        for (label, (in_province, _), count) in self.counted(tally) {
            if let Some(sum) = counts.get_mut(usize::from(label.section)).filter(|_| in_province) {
                *sum += count;
            }
        }
        let sections = names.iter().zip(counts).skip(1);
        sections.filter(|(_, count)| *count > 0).map(|(name, count)| (name.clone(), count)).collect()
    }

    /// Each label that was counted, whether it was chosen, and how often it was counted.
    fn counted(&self, tally: &Tally<'_>) -> impl Iterator<Item = (&Label, (bool, bool), usize)> {
        let labels = self.titles.labels().known().iter().zip(&self.chosen).zip(&tally.counts);
        labels
            .filter(|(_, count)| **count > 0)
            .map(|((label, chosen), count)| (label, *chosen, *count as usize))
    }
}
