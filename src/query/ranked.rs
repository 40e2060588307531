//! The stories that fit, best first: so many that each takes four bytes, and that nobody copies them.

use std::ops::Range;
use std::sync::Arc;

use super::EntryId;

/// Stories in their order with their scores. A copy shares them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranked(Arc<Listed>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Listed {
    stories: Vec<EntryId>,
    /// Stories of the same score stand together: each score, and behind which story it ends.
    scores: Vec<(u32, usize)>,
}

impl Ranked {
    /// Stories in this order; each score goes as far as it says.
    pub(super) fn new(stories: Vec<EntryId>, scores: Vec<(u32, usize)>) -> Self {
        Self(Arc::new(Listed { stories, scores }))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.stories.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.stories.is_empty()
    }

    /// The stories alone.
    pub fn entries(&self) -> &[EntryId] {
        &self.0.stories
    }

    /// The story at this place, with its score.
    pub fn get(&self, at: usize) -> Option<(EntryId, u32)> {
        Some((*self.0.stories.get(at)?, self.score(at)))
    }

    /// The stories of a stretch, with their scores; `None` where it goes beyond the last.
    pub fn stretch(&self, range: Range<usize>) -> Option<Vec<(EntryId, u32)>> {
        let stories = self.0.stories.get(range.clone())?;
        Some(stories.iter().zip(range).map(|(story, at)| (*story, self.score(at))).collect())
    }

    /// All stories with their scores, best first.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, u32)> + '_ {
        let starts = [0].into_iter().chain(self.0.scores.iter().map(|(_, end)| *end));
        starts.zip(&self.0.scores).flat_map(|(start, (score, end))| {
            let run = self.0.stories.get(start..*end).unwrap_or_default();
            run.iter().map(|story| (*story, *score))
        })
    }

    fn score(&self, at: usize) -> u32 {
        let run = self.0.scores.partition_point(|(_, end)| *end <= at);
        self.0.scores.get(run).map_or(0, |(score, _)| *score)
    }
}

impl FromIterator<(EntryId, u32)> for Ranked {
    fn from_iter<I: IntoIterator<Item = (EntryId, u32)>>(ranked: I) -> Self {
        let (mut stories, mut scores): (Vec<EntryId>, Vec<(u32, usize)>) = (Vec::new(), Vec::new());
        for (story, score) in ranked {
            stories.push(story);
            match scores.last_mut() {
                Some((last, end)) if *last == score => *end = stories.len(),
                _ => scores.push((score, stories.len())),
            }
        }
        Self::new(stories, scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out_in_its_order() {
        let put: Vec<(EntryId, u32)> = [(7, 900), (2, 900), (9, 40), (1, 0), (3, 0)]
            .map(|(story, score)| (EntryId(story), score))
            .into();
        let ranked: Ranked = put.iter().copied().collect();
        assert_eq!(ranked.iter().collect::<Vec<_>>(), put);
        assert_eq!((ranked.len(), ranked.get(2), ranked.get(5)), (5, Some(put[2]), None));
        assert_eq!(ranked.stretch(1..4).as_deref(), Some(&put[1..4]));
        assert_eq!(ranked.stretch(4..6), None);
        assert!(Ranked::default().is_empty());
    }
}
