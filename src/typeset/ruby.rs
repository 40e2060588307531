//! Readings above rare characters: a row of pinyin before each row that has some.
//!
//! The rows of the text stay as they are, and a reading is no text: whoever puts the rows together gets the text back.

use std::ops::Range;
use std::sync::Arc;

use super::sheet::{Row, Run};
use super::{Role, Settings};
use crate::ingest::lens::is_rare;
use crate::text::clusters::clusters;
use crate::text::columns::Measure;
use crate::text::reading::{Said, read};

/// A reading and the columns of its character.
#[derive(Debug, Clone, Copy)]
struct Reading {
    column: usize,
    text: &'static str,
}

/// Puts readings above the rows from `first` on, which show a text.
pub(super) fn add_readings(rows: &mut Vec<Row>, first: usize, text: &str, settings: &Settings) {
    if !text.chars().any(is_rare) {
        return;
    }
    let bytes = text.char_indices().map(|(byte, _)| byte);
    let said: Vec<(usize, Said)> =
        bytes.zip(read(text)).filter(|(_, said)| is_rare(said.character)).collect();
    for row in rows.split_off(first) {
        let readings = readings_of(&row, &said, settings.measure);
        // The row nearest to the text is set first and stands last.
        let above = set(readings, settings).into_iter().rev();
        rows.extend(above.map(|runs| Row { runs, start: row.start }));
        rows.push(row);
    }
}

fn readings_of(row: &Row, said: &[(usize, Said)], measure: Measure) -> Vec<Reading> {
    let mut readings = Vec::new();
    for run in &row.runs {
        let Some(origin) = run.origin.filter(|_| run.bytes as usize == run.text.len()) else { continue };
        let from = origin.byte as usize;
        let mut column = run.column;
        for (byte, cluster) in clusters(&run.text) {
            let known = said.binary_search_by_key(&(from + byte), |(byte, _)| *byte);
            let reading = known.ok().and_then(|index| said.get(index)).and_then(|(_, said)| said.reading);
            readings.extend(reading.map(|text| Reading { column, text }));
            column += measure.cluster(cluster);
        }
    }
    readings
}

/// Readings that stand free of each other in as few rows as that takes; none goes beyond the width, so that nothing
/// is cut, unless it is wider than all of it.
fn set(readings: Vec<Reading>, settings: &Settings) -> Vec<Vec<Run>> {
    /// A neighbour may push a reading aside by the width of a character, no further: the eye must find what it is about.
    const ASIDE: usize = 2;
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for reading in readings {
        let width = settings.measure.text(reading.text);
        let columns = |column: usize| column..column + width;
        let wanted = columns(reading.column.min(settings.width.saturating_sub(width)));
        let place = |row: &Vec<Run>| -> Option<Range<usize>> {
            let free = row.last().map_or(0, |last| last.column + last.width + 1);
            let start = wanted.start.max(free);
            (start <= wanted.start + ASIDE && start + width <= settings.width.max(width))
                .then(|| columns(start))
        };
        let run = |columns: Range<usize>| Run {
            column: columns.start,
            width,
            text: Arc::from(reading.text),
            role: Role::Reading,
            origin: None,
            bytes: 0,
            line: None,
            seam: None,
        };
        match rows.iter_mut().find_map(|row| place(row).map(|columns| (row, columns))) {
            Some((row, columns)) => row.push(run(columns)),
            None => rows.push(vec![run(wanted)]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Paragraph, Pinyin, set_text};

    fn rows(text: &str, width: usize) -> Vec<String> {
        let settings = Settings { width, indent: Some(0), pinyin: Pinyin::Rare, ..Settings::default() };
        set_text(&Paragraph::new(text), &settings).rows.iter().map(Row::text).collect()
    }

    #[test]
    fn readings_stand_above_their_characters() {
        for (text, width, expected) in [
            ("雾散了", 20, vec!["雾散了"]),
            ("看鳜鱼", 20, vec!["  guì", "看鳜鱼"]),
            ("春天饕餮来", 20, vec!["    tāo tiè", "春天饕餮来"]),
            ("春天来看鳜鱼去", 10, vec!["春天来看", "guì", "鳜鱼去"]),
            ("一二三四鳜", 10, vec!["       guì", "一二三四鳜"]),
            ("鳜鳜鳜鳜", 20, vec!["    guì", "guì guì guì", "鳜鳜鳜鳜"]),
        ] {
            assert_eq!(rows(text, width), expected, "{text}");
        }
    }

    #[test]
    fn text_and_places_are_as_without_readings() {
        let text = "渔民在漯河的岸边看鳜鱼，饕餮纹的铜鼎旁边有𬶋鱼和鳜鱼。";
        for width in 2..60 {
            let settings = Settings { width, pinyin: Pinyin::Rare, ..Settings::default() };
            let plain =
                set_text(&Paragraph::new(text), &Settings { pinyin: Pinyin::Off, ..settings.clone() });
            let sheet = set_text(&Paragraph::new(text), &settings);
            let is_text = |row: &&Row| row.runs.iter().any(|run| run.origin.is_some());
            let kept: Vec<&Row> = sheet.rows.iter().filter(is_text).collect();
            assert_eq!(kept, plain.rows.iter().collect::<Vec<_>>());
            for row in &plain.rows {
                let start = row.start.expect("text");
                let at = sheet.row_of(start).expect("a place");
                assert_eq!(&sheet.rows[at], row, "{width}");
            }
        }
    }
}
