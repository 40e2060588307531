//! Why a question finds nothing: what there is of the kind that was asked for, so that the next try can be better.

use std::collections::BTreeSet;

use super::choice;
use super::words::{Words, words};
use crate::model::{Language, Province};
use crate::query::parse::{Ask, parse};
use crate::query::{Catalogue, Selection};

/// What to say where a catalogue has nothing for a selection.
pub(super) fn told(catalogue: &Catalogue, selection: &Selection, language: Language) -> String {
    if catalogue.stories() == 0 {
        return words("这些文件里没有稿件", "there are no stories in these files").to(language).to_owned();
    }
    let told = words("{n} 篇稿件中没有符合的", "none of the {n} stories fits").to(language);
    let mut told = told.replace("{n}", &catalogue.stories().to_string());
    for (label, names) in what_there_is(catalogue, selection) {
        if !names.is_empty() {
            told += &label.to(language).replace("{}", &names.join(words("、", ", ").to(language)));
        }
    }
    told
}

/// The provinces, sections and days of all stories, those of which the question asks for one.
fn what_there_is(catalogue: &Catalogue, selection: &Selection) -> Vec<(Words, Vec<String>)> {
    let query = parse(&selection.typed);
    let asks = |kind: fn(&Ask) -> bool| query.wanted().into_iter().any(kind);
    let mut known = Vec::new();
    if !selection.provinces.is_empty() || asks(|ask| matches!(ask, Ask::Province { .. })) {
        let provinces = provinces_of(catalogue).into_iter().map(|province| province.short().to_owned());
        known.push((words("；所写之地有：{}", "; the provinces are: {}"), provinces.collect()));
    }
    if !selection.sections.is_empty() || asks(|ask| matches!(ask, Ask::Section(_))) {
        let sections = choice::sections_of(catalogue);
        known.push((words("；现有栏目：{}", "; the sections are: {}"), sections));
    }
    let is_of_time =
        |ask: &Ask| matches!(ask, Ask::Date(..) | Ask::After(_) | Ask::Before(_) | Ask::Newer(_));
    if asks(is_of_time) {
        known.push((words("；现有日期：{}", "; the days are: {}"), span_of_days(catalogue)));
    }
    known
}

/// What the stories are about, in the usual order.
fn provinces_of(catalogue: &Catalogue) -> BTreeSet<Province> {
    catalogue.iter().flat_map(|(_, entry)| entry.article().provinces.iter().copied()).collect()
}

/// The first day and the last.
fn span_of_days(catalogue: &Catalogue) -> Vec<String> {
    let days: BTreeSet<_> = catalogue.iter().filter_map(|(_, entry)| entry.page.date).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    vec![if first == last { first.to_string() } else { format!("{first}..{last}") }]
}
