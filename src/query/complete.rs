//! What may be typed next in the query line: the names of filters, and their values with how many stories each
//! would leave.
//!
//! Counts are taken under the rest of the line, so that nobody completes into an empty list.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Date, Language};
use crate::text::fold::{fold, fold_char};

use super::keys::{KEYS, Key, STATES};
use super::mistake::{Mistake, MistakeKind};
use super::situation::Situation;
use super::titles::provinces_of;
use super::{Catalogue, EntryId, Selection, find, match_names};

/// One proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the typed text that it takes the place of.
    pub replaces: Range<usize>,
    /// What is put there.
    pub with: String,
    /// What it is, for showing beside it; empty for a value.
    pub about: &'static str,
    /// How many stories would be left, where that can be told.
    pub count: Option<usize>,
}

/// The most proposals.
const MOST: usize = 12;

/// What may stand at the cursor, the likeliest first.
///
/// `selection` is the line as it is, with the chosen provinces and sections; `cursor` a byte of its typed text.
pub fn complete(
    catalogue: &Catalogue,
    selection: &Selection,
    situation: &Situation<'_>,
    cursor: usize,
    language: Language,
) -> Vec<Completion> {
    let typed = selection.typed.as_str();
    let before = typed.get(..cursor).unwrap_or(typed);
    let start = before.rfind(|c: char| c.is_whitespace() || matches!(fold_char(c), '(' | ')' | '|' | ' '));
    let start = start
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let term = before.get(start..).unwrap_or_default();
    let unsigned = term.trim_start_matches(|c| fold_char(c) == '-');
    let start = start + term.len() - unsigned.len();
    let colon = unsigned.char_indices().find(|(_, c)| fold_char(*c) == ':');
    let Some((colon, mark)) = colon else {
        return complete_key(unsigned, start..before.len(), language);
    };
    let Some(key) = Key::from_name(unsigned.get(..colon).unwrap_or_default()) else { return Vec::new() };
    let value_start = colon + mark.len_utf8();
    let value = unsigned.get(value_start..).unwrap_or_default();
    // Of several values parted by commas only the last is being typed.
    let last = value.rfind([',', '，', '、']);
    let skipped = last
        .map_or(0, |at| at + value.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let value = value.get(skipped..).unwrap_or_default();
    let replaces = start + value_start + skipped..before.len();
    let rest = format!(
        "{} {}",
        typed.get(..start).unwrap_or_default(),
        typed.get(before.len()..).unwrap_or_default()
    );
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || fold_char(c) == '-').to_owned();
    let others = Selection { typed: rest, ..selection.clone() };
    let counted = count_values(catalogue, &others, situation, key, language);
    complete_value(value, &replaces, &counted)
}

/// The nearest right thing in the place of each mistake.
pub fn correct(mistakes: &[Mistake], language: Language) -> Vec<Completion> {
    let wrong = mistakes.iter().filter(|mistake| !mistake.is_unfinished());
    let corrections = wrong.filter_map(|mistake| {
        let nearest = mistake.suggestion(language)?;
        // Of a filter's name only the name is wrong: its colon stands there already.
        let with = match mistake.kind {
            MistakeKind::UnknownKey(_) => nearest.trim_end_matches(':').to_owned(),
            _ => nearest,
        };
        let about = language.pick("是不是这个？", "did you mean this?");
        Some(Completion { replaces: mistake.span.clone(), with, about, count: None })
    });
    corrections.collect()
}

/// The filters whose names begin so.
fn complete_key(typed: &str, replaces: Range<usize>, language: Language) -> Vec<Completion> {
    let folded = fold(typed);
    // Where nothing is typed yet, all there are can be looked at.
    let most = if folded.is_empty() { KEYS.len() } else { MOST };
    let fitting = KEYS.iter().filter_map(|row| {
        let name = row.names.iter().find(|name| name.starts_with(&folded))?;
        // A name in the program's own language stands for its other names; a longer foreign one is kept.
        let own = row.key.name(language);
        let shown = if own.starts_with(&folded) || name.chars().count() < 2 { own } else { name };
        Some(Completion {
            replaces: replaces.clone(),
            with: format!("{shown}:"),
            about: row.key.describe(language),
            count: None,
        })
    });
    fitting.take(most).collect()
}

fn complete_value(
    typed: &str,
    replaces: &Range<usize>,
    counted: &[(String, Option<usize>)],
) -> Vec<Completion> {
    let typed = typed.trim_start_matches(|c| fold_char(c) == '"');
    let names: Vec<&str> = counted.iter().map(|(name, _)| name.as_str()).collect();
    let fitting = match_names(typed, &names).into_iter().filter_map(|(index, _)| counted.get(index));
    let proposal = |(name, count): &(String, Option<usize>)| {
        let quoted = name.chars().any(|c| c.is_whitespace() || matches!(fold_char(c), '(' | ')' | '|' | ','));
        let with = if quoted { format!("\"{name}\"") } else { name.clone() };
        Completion { replaces: replaces.clone(), with, about: "", count: *count }
    };
    fitting.take(MOST).map(proposal).collect()
}

/// Every value that the filter can have among the stories that the rest of the line lets through, most first.
fn count_values(
    catalogue: &Catalogue,
    others: &Selection,
    situation: &Situation<'_>,
    key: Key,
    language: Language,
) -> Vec<(String, Option<usize>)> {
    if key == Key::Is {
        let count = |name: &str| {
            let selection = Selection { typed: format!("{} is:{name}", others.typed), ..others.clone() };
            find(catalogue, &selection, situation).ranked.len()
        };
        let states = STATES.iter().map(|(state, _)| state.name(language));
        return states.map(|name| (name.to_owned(), Some(count(name)))).collect();
    }
    if matches!(key, Key::Page | Key::Length | Key::Seam | Key::Newer | Key::Text | Key::Title) {
        let example = key.row().example.to_owned();
        return if matches!(key, Key::Text | Key::Title) { Vec::new() } else { vec![(example, None)] };
    }
    // Millions of stories have few values: each is written out once.
    let mut counts: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
    for entry in find(catalogue, others, situation).ranked.entries() {
        each_value(catalogue, *entry, situation, key, |value| match counts.get_mut(value.as_ref()) {
            Some(count) => *count += 1,
            None => drop(counts.insert(value, 1)),
        });
    }
    let mut counted: Vec<(String, Option<usize>)> =
        counts.into_iter().map(|(name, count)| (name.into_owned(), Some(count))).collect();
    if matches!(key, Key::Date | Key::After | Key::Before) {
        // The newest months first: they are what is asked for.
        counted.reverse();
    } else {
        counted.sort_by_key(|(_, count)| Reverse(*count));
    }
    counted
}

/// Takes each value of a story that a filter would fit.
fn each_value<'a>(
    catalogue: &'a Catalogue,
    entry: EntryId,
    situation: &Situation<'_>,
    key: Key,
    take: impl FnMut(Cow<'a, str>),
) {
    let story = entry.0 as usize;
    let Some(of_story) = catalogue.entry(entry) else { return };
    let article = of_story.article();
    let names = |set| provinces_of(set).map(|province| Cow::Borrowed(province.short()));
    match key {
        Key::Province => names(catalogue.titles.about(story)).for_each(take),
        Key::Mentions => names(catalogue.titles.mentions(story)).for_each(take),
        Key::Section => article.section.iter().map(Cow::from).for_each(take),
        Key::Author => article.authors.iter().map(Cow::from).for_each(take),
        Key::Paper => of_story.page.publication.iter().map(Cow::from).for_each(take),
        Key::Place => {
            let places: BTreeSet<&str> = article.places.iter().map(|place| place.name.as_str()).collect();
            places.into_iter().map(Cow::from).for_each(take);
        }
        Key::Date | Key::After | Key::Before => {
            let month = |date: &Date| format!("{:04}-{:02}", date.year(), date.month());
            of_story.page.date.iter().map(|date| Cow::from(month(date))).for_each(take);
        }
        Key::Tag => situation.marks.tags(&article.id).into_iter().map(Cow::from).for_each(take),
        Key::Text | Key::Title | Key::Page | Key::Newer | Key::Is | Key::Length | Key::Seam => {}
    }
}
