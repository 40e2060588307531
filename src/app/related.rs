//! Articles that have to do with the open one: by the same people, about the same places, counted and ranked.

use std::collections::BTreeSet;

use super::overlay::{Choice, Item};
use super::state::State;
use crate::model::Article;

/// More than these no reader looks through.
const MOST: usize = 50;

/// The related articles, nearest first, each with what it shares.
pub(crate) fn items(state: &State) -> Vec<Item> {
    let Some((own, entry)) = state.selected() else { return Vec::new() };
    let article = entry.article();
    let others = state.library.catalogue.iter().filter(|(id, _)| *id != own);
    let mut related: Vec<(usize, String, Item)> = others
        .filter_map(|(id, other)| {
            let (score, shared) = shared(article, other.article());
            let date = other.page.date.map(|date| date.to_string()).unwrap_or_default();
            let item = Item {
                choice: Choice::Entry(id),
                label: other.article().title(),
                aside: [date.as_str(), &shared]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
                count: None,
            };
            (score > 0).then_some((score, date, item))
        })
        .collect();
    related.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| b.1.cmp(&a.1)));
    related.truncate(MOST);
    related.into_iter().map(|(_, _, item)| item).collect()
}

/// How much two articles share, and the words to say it: authors weigh most, then named places, then provinces.
fn shared(one: &Article, other: &Article) -> (usize, String) {
    let authors: Vec<&str> =
        one.authors.iter().filter(|author| other.authors.contains(author)).map(String::as_str).collect();
    let own_places: BTreeSet<&str> = one.places.iter().map(|place| place.name.as_str()).collect();
    let other_places: BTreeSet<&str> = other.places.iter().map(|place| place.name.as_str()).collect();
    let places: Vec<&str> = own_places.intersection(&other_places).copied().collect();
    let provinces: Vec<&str> = one
        .provinces
        .iter()
        .filter(|province| other.provinces.contains(province))
        .map(|province| province.short())
        .collect();
    let score = authors.len() * 5 + places.len().min(4) * 2 + provinces.len() * 3;
    let mut words: Vec<&str> = Vec::new();
    for word in authors.into_iter().chain(provinces).chain(places) {
        if !words.contains(&word) && words.len() < 3 {
            words.push(word);
        }
    }
    (score, words.join("、"))
}
