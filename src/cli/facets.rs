//! What the province map and the course of time show, said in lines: for a screen reader, a pipe, a script.

use std::collections::BTreeMap;

use serde::Serialize;

use super::complaint::Trouble;
use super::output::Style;
use super::table::{self, Cell};
use super::task::Session;
use super::words::words;
use crate::app::map::Tally;
use crate::model::Province;
use crate::query::{Catalogue, EntryId, PlaceSense};

/// Cities and counties that a line of the table names; JSON has them all.
const MOST_PLACES: usize = 6;

/// How many stories there are, and where, under which label, on which day.
#[derive(Debug, Serialize)]
pub(super) struct Facets {
    stories: usize,
    /// Stories about no single province.
    nowhere: usize,
    provinces: Vec<Division>,
    sections: Vec<Count>,
    dates: Vec<Count>,
}

#[derive(Debug, Serialize)]
struct Division {
    province: &'static str,
    /// Stories about it.
    about: usize,
    /// Stories that name it, the above included.
    mentioned: usize,
    /// Its cities and counties, in the stories that name it.
    places: Vec<Count>,
}

#[derive(Debug, Serialize)]
struct Count {
    name: String,
    stories: usize,
}

impl Facets {
    /// Counts these stories.
    pub(super) fn of(catalogue: &Catalogue, stories: Vec<EntryId>) -> Self {
        let mut sections = BTreeMap::new();
        let mut dates = BTreeMap::new();
        for entry in stories.iter().filter_map(|id| catalogue.entry(*id)) {
            if let Some(section) = &entry.article().section {
                *sections.entry(section.clone()).or_insert(0) += 1;
            }
            if let Some(date) = entry.page.date {
                *dates.entry(date.to_string()).or_insert(0) += 1;
            }
        }
        let mut sections = counts(sections);
        sections.sort_by_key(|count| std::cmp::Reverse(count.stories));
        let tally = Tally::of_pool(catalogue, stories);
        let mut provinces: Vec<Division> =
            Province::ALL.into_iter().filter_map(|province| division(catalogue, &tally, province)).collect();
        provinces.sort_by_key(|division| std::cmp::Reverse((division.about, division.mentioned)));
        Self { stories: tally.len(), nowhere: tally.nowhere, provinces, sections, dates: counts(dates) }
    }

    /// Writes them as one JSON object.
    pub(super) fn write_json(&self, session: &mut Session<'_>) -> Result<(), Trouble> {
        session.output.json(self)?;
        session.output.own("\n")
    }

    /// Writes a line each: what is counted, its name, how often.
    pub(super) fn write_tsv(&self, session: &mut Session<'_>) -> Result<(), Trouble> {
        session.output.own("kind\tname\tstories\tmentioned\n")?;
        for division in &self.provinces {
            let Division { province, about, mentioned, .. } = division;
            session.output.text(&format!("province\t{province}\t{about}\t{mentioned}\n"))?;
        }
        for (kind, counts) in [("section", &self.sections), ("date", &self.dates)] {
            for Count { name, stories } in counts {
                session
                    .output
                    .text(&format!("{kind}\t{}\t{stories}\t\n", name.replace(['\t', '\n', '\r'], " ")))?;
            }
        }
        Ok(())
    }

    /// Writes them for the eye and for the ear.
    pub(super) fn write_table(&self, session: &mut Session<'_>, width: Option<usize>) -> Result<(), Trouble> {
        let language = session.language;
        let title = |session: &mut Session<'_>, words: &str| {
            session.output.styled(Style::Label, words)?;
            session.output.own("\n")
        };
        let provinces =
            words("省份：写的是几篇，提到的几篇，市县", "Provinces: stories about, stories naming, places");
        title(session, provinces.to(language))?;
        let rows: Vec<Vec<Cell>> = self.provinces.iter().map(|division| row_of(division, language)).collect();
        table::write(session.output, &rows, width)?;
        if self.nowhere > 0 {
            let told = words("不专写哪一省：{n} 篇", "about no single province: {n}").to(language);
            session.output.own(&(told.replace("{n}", &self.nowhere.to_string()) + "\n"))?;
        }
        let sections = words("栏目", "Sections").to(language);
        let dates = words("日期", "Days").to(language);
        for (name, counts) in [(sections, &self.sections), (dates, &self.dates)] {
            if counts.is_empty() {
                continue;
            }
            title(session, name)?;
            let cells = |count: &Count| vec![Cell::plain(&count.name), Cell::number(count.stories)];
            let rows: Vec<Vec<Cell>> = counts.iter().map(cells).collect();
            table::write(session.output, &rows, width)?;
        }
        Ok(())
    }
}

fn counts(counted: BTreeMap<String, usize>) -> Vec<Count> {
    counted.into_iter().map(|(name, stories)| Count { name, stories }).collect()
}

fn division(catalogue: &Catalogue, tally: &Tally, province: Province) -> Option<Division> {
    let mentioned = tally.of(province, PlaceSense::Mentioned);
    let places = || tally.places_of(catalogue, province, PlaceSense::Mentioned).into_iter();
    (mentioned > 0).then(|| Division {
        province: province.short(),
        about: tally.of(province, PlaceSense::About),
        mentioned,
        places: places().map(|(name, stories)| Count { name, stories }).collect(),
    })
}

fn row_of(division: &Division, language: crate::model::Language) -> Vec<Cell> {
    let places = division.places.iter().take(MOST_PLACES);
    let places: Vec<String> = places.map(|count| format!("{} {}", count.name, count.stories)).collect();
    vec![
        Cell::styled(Style::Strong, division.province),
        Cell::number(division.about),
        Cell::number(division.mentioned),
        Cell::plain(places.join(words("、", ", ").to(language))),
    ]
}
