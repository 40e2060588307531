//! Which stories fit a part of a query, and how well: what the lists of titles tell of each part, put together.
//!
//! A word that is in many titles gives a number for every story; one that is in few gives only those few. What is asked
//! together is cut down, alternatives are joined, and what must not be there is taken away, without a look at any story.

use super::sets::{Bits, Scores};

/// Which stories fit, and how well: 0 where nothing was asked that could be done better or worse.
#[derive(Debug, Clone)]
pub(super) enum Rated {
    /// All of them.
    Everything,
    /// These, and none better than any other.
    Stories(Bits),
    /// As the scores say: where they are many.
    Scores(Scores),
    /// These, in rising order.
    Rising(Vec<(u32, u32)>),
}

impl Rated {
    /// How well a story fits.
    pub(super) fn get(&self, story: u32) -> Option<u32> {
        match self {
            Self::Everything => Some(0),
            Self::Stories(stories) => stories.contains(story).then_some(0),
            Self::Scores(scores) => Some(u32::from(scores.get(story as usize))).filter(|score| *score > 0),
            Self::Rising(rated) => {
                let at = rated.binary_search_by_key(&story, |(story, _)| *story).ok()?;
                rated.get(at).map(|(_, score)| *score)
            }
        }
    }

    /// The stories that fit, of so many.
    pub(super) fn bits(&self, stories: usize) -> Bits {
        match self {
            Self::Everything => Bits::all(stories),
            Self::Stories(fitting) => fitting.clone(),
            Self::Scores(scores) => scores.bits(),
            Self::Rising(rated) => {
                let mut fitting = Bits::none(stories);
                for (story, _) in rated {
                    fitting.insert(*story);
                }
                fitting
            }
        }
    }

    /// The stories that fit, of so many, in rising order.
    pub(super) fn rising(self, stories: usize) -> Vec<(u32, u32)> {
        match self {
            Self::Everything => (0..stories as u32).map(|story| (story, 0)).collect(),
            Self::Stories(fitting) => fitting.iter().map(|story| (story, 0)).collect(),
            Self::Scores(scores) => scores.rated(),
            Self::Rising(rated) => rated,
        }
    }

    /// What fits both; how well is added up.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Everything, other) | (other, Self::Everything) => other,
            (Self::Stories(mut fitting), Self::Stories(others)) => {
                fitting.keep(&others);
                Self::Stories(fitting)
            }
            (Self::Stories(fitting), Self::Scores(mut scores))
            | (Self::Scores(mut scores), Self::Stories(fitting)) => {
                scores.keep(&fitting);
                Self::Scores(scores)
            }
            (Self::Stories(fitting), Self::Rising(mut rated))
            | (Self::Rising(mut rated), Self::Stories(fitting)) => {
                rated.retain(|(story, _)| fitting.contains(*story));
                Self::Rising(rated)
            }
            (Self::Rising(rated), Self::Rising(others)) => Self::Rising(in_both(&rated, &others)),
            (Self::Scores(scores), Self::Rising(mut rated))
            | (Self::Rising(mut rated), Self::Scores(scores)) => {
                rated.retain_mut(|(story, score)| {
                    let more = scores.get(*story as usize);
                    *score += u32::from(more);
                    more > 0
                });
                Self::Rising(rated)
            }
            (scores @ Self::Scores(_), Self::Scores(others)) => {
                Self::Rising(scores.rising(0)).and(Self::Scores(others))
            }
        }
    }

    /// What fits either, of so many stories; the better counts.
    pub(super) fn or(self, other: Self, stories: usize) -> Self {
        match (self, other) {
            (Self::Everything | Self::Stories(_), Self::Everything)
            | (Self::Everything, Self::Stories(_)) => Self::Everything,
            (Self::Stories(mut fitting), Self::Stories(others)) => {
                fitting.add(&others);
                Self::Stories(fitting)
            }
            (Self::Scores(mut scores), Self::Scores(others)) => {
                scores.raise_all(others);
                Self::Scores(scores)
            }
            (one, other) => Self::Rising(in_either(&one.rising(stories), &other.rising(stories))),
        }
    }

    /// What does not fit, of so many stories.
    pub(super) fn not(self, stories: usize) -> Self {
        let mut others = Bits::all(stories);
        others.remove(&self.bits(stories));
        Self::Stories(others)
    }

    /// What is left, of so many stories, without some of them.
    pub(super) fn without(self, gone: &[u32], stories: usize) -> Self {
        if gone.is_empty() {
            return self;
        }
        let gone = gone.iter().map(|story| (*story, 0)).collect();
        self.and(Self::Rising(gone).not(stories))
    }
}

fn in_both(rated: &[(u32, u32)], others: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut others = others.iter().peekable();
    let sum = |(story, score): &(u32, u32)| {
        while others.next_if(|(other, _)| other < story).is_some() {}
        others.next_if(|(other, _)| other == story).map(|(_, more)| (*story, score + more))
    };
    rated.iter().filter_map(sum).collect()
}

fn in_either(rated: &[(u32, u32)], others: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut all = Vec::with_capacity(rated.len() + others.len());
    let mut others = others.iter().peekable();
    for (story, score) in rated {
        while let Some(other) = others.next_if(|(other, _)| other < story) {
            all.push(*other);
        }
        let same = others.next_if(|(other, _)| other == story);
        all.push((*story, same.map_or(*score, |(_, other)| *score.max(other))));
    }
    all.extend(others);
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const STORIES: usize = 70;

    /// The same stories in each form in which they can be told.
    fn any_rated() -> impl Strategy<Value = Rated> {
        let numbers = proptest::collection::btree_map(0..STORIES as u32, 1..u32::from(u16::MAX), 0..STORIES);
        (numbers, 0..4).prop_map(|(numbers, form)| match form {
            0 => Rated::Everything,
            1 => Rated::Rising(numbers.into_iter().collect()),
            2 => {
                let mut scores = Scores::none(STORIES);
                let rated = numbers.iter().map(|(story, score)| (*story, *score as u16));
                scores.raise_each(rated);
                Rated::Scores(scores)
            }
            _ => Rated::Stories(Rated::Rising(numbers.into_iter().collect()).bits(STORIES)),
        })
    }

    fn each(rated: &Rated) -> BTreeMap<u32, u32> {
        let each = (0..STORIES as u32).filter_map(|story| Some((story, rated.get(story)?)));
        let each: BTreeMap<u32, u32> = each.collect();
        assert_eq!(rated.clone().rising(STORIES), each.clone().into_iter().collect::<Vec<_>>());
        assert_eq!(rated.bits(STORIES).iter().collect::<Vec<_>>(), each.keys().copied().collect::<Vec<_>>());
        each
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        /// What is put together tells of each story what its parts tell of it.
        #[test]
        fn parts_are_put_together_story_by_story(
            (one, other) in (any_rated(), any_rated()),
            gone in proptest::collection::btree_set(0..STORIES as u32, 0..9),
        ) {
            let (first, second) = (each(&one), each(&other));
            let both = first.iter().filter_map(|(story, score)| Some((*story, score + second.get(story)?)));
            prop_assert_eq!(each(&one.clone().and(other.clone())), both.collect());
            let mut either = first.clone();
            for (story, score) in &second {
                either.entry(*story).and_modify(|known| *known = *score.max(known)).or_insert(*score);
            }
            prop_assert_eq!(each(&one.clone().or(other, STORIES)), either);
            let others = (0..STORIES as u32).filter(|story| !first.contains_key(story)).map(|story| (story, 0));
            prop_assert_eq!(each(&one.clone().not(STORIES)), others.collect());
            let left = one.without(&gone.iter().copied().collect::<Vec<_>>(), STORIES);
            prop_assert_eq!(each(&left), first.into_iter().filter(|(story, _)| !gone.contains(story)).collect());
        }
    }
}
