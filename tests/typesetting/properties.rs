//! What holds for any text at any width.

use crate::cases::cases;
use kanbao::model::{Article, Block, BlockKind, Fragment, LineNumber};
use kanbao::text::clusters::clusters;
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::typeset::{Fit, Level, Paragraph, Row, Settings, Sheet, prepare, set, set_text};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Marks that may not begin and may not end a row, written down here once more and by hand.
const NOT_FIRST: &str = "，。、；：！？）》〉」』】〕”’·)],;!?%％℃々";
const NOT_LAST: &str = "（《〈「『【〔“‘([";

fn any_piece() -> impl Strategy<Value = &'static str> {
    select(vec![
        "春",
        "天",
        "报",
        "纸",
        "的",
        "年",
        "万",
        "，",
        "。",
        "、",
        "；",
        "：",
        "！",
        "？",
        "“",
        "”",
        "‘",
        "’",
        "（",
        "）",
        "《",
        "》",
        "「",
        "」",
        "——",
        "—",
        "……",
        "…",
        "·",
        "0",
        "7",
        "23.4",
        "10,000",
        "2026年",
        "A",
        "b",
        "Wi-Fi",
        "km/h",
        "(",
        ")",
        ",",
        ".",
        ":",
        ";",
        "\"",
        "'",
        "%",
        "℃",
        "$",
        "￥",
        "+",
        "-",
        "/",
        " ",
        "  ",
        "　",
        "e\u{301}",
        "汉\u{301}",
        "😀",
        "🇨🇳",
        "한",
        "か",
        "ー",
        "①",
        "◎",
        "Ⅱ",
        "α",
        "é",
        "https://a.cn/b?c=d",
        "\u{a0}",
        "ｶﾞ",
        "第",
    ])
}

fn any_text() -> impl Strategy<Value = String> {
    vec(any_piece(), 0..120).prop_map(|pieces| pieces.concat())
}

/// Text as an editor writes it: at most one opening mark before and one closing mark or stop after a word.
fn sane_text() -> impl Strategy<Value = String> {
    let open = select(vec!["", "", "", "", "“", "（", "《", "("]);
    let word = select(vec![
        "春",
        "天来了",
        "报纸",
        "改革开放",
        "7",
        "23.4",
        "10,000",
        "2026年",
        "23.4万架",
        "MEMS",
        "Wi-Fi",
        "1+6+N",
        "internationalization",
        "12:30",
        "18日",
        "的",
    ]);
    let close = select(vec!["", "", "", "", "", "，", "。", "、", "；", "”", "）", "》", ")", ",", "%", "·"]);
    vec((open, word, close), 1..60)
        .prop_map(|words| words.into_iter().map(|(a, b, c)| [a, b, c].concat()).collect())
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let ambiguous = select(vec![Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Avoid]);
    let fit = select(vec![Fit::Best, Fit::Best, Fit::First, Fit::Balanced]);
    let level = select(vec![Level::Basic, Level::Gb, Level::Strict]);
    let width = prop_oneof![1_usize..24, 1_usize..=200];
    (width, ambiguous, 0_usize..=2, fit, level, any::<[bool; 3]>()).prop_map(
        |(width, ambiguous, hang, fit, level, [autospace, justify, corner_quotes])| Settings {
            width,
            measure: Measure::new(ambiguous),
            hang,
            fit,
            level,
            autospace,
            justify,
            corner_quotes,
            ..Settings::default()
        },
    )
}

fn texts(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().map(Row::text).collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_row_is_wider_than_its_room(text in any_text(), settings in any_settings()) {
        let sheet = set_text(&Paragraph::new(text), &settings);
        for row in &sheet.rows {
            let shown: String = row.runs.iter().map(|run| &*run.text).collect();
            // A character that is wider than the whole row stands alone rather than nowhere.
            let alone = clusters(&shown).filter(|(_, cluster)| settings.measure.cluster(cluster) > 0).count() <= 1;
            prop_assert!(row.columns() <= settings.width + settings.hang || alone, "{}: {:?}", settings.width, row.text());
        }
    }

    #[test]
    fn rows_give_the_text_back(text in any_text(), settings in any_settings()) {
        let sheet = set_text(&Paragraph::new(text.clone()), &settings);
        let mut byte = 0;
        for run in sheet.rows.iter().flat_map(|row| &row.runs) {
            let start = run.origin.expect("text").byte as usize;
            let skipped = text.get(byte..start).expect("in order, at character boundaries");
            prop_assert!(skipped.trim().is_empty(), "lost {skipped:?}");
            byte = start + run.bytes as usize;
            let source = &text[start..byte];
            if !settings.corner_quotes {
                prop_assert_eq!(source, &*run.text);
            }
        }
        prop_assert!(text[byte..].trim().is_empty(), "lost {:?}", &text[byte..]);
    }

    #[test]
    fn runs_stand_side_by_side(text in any_text(), settings in any_settings()) {
        let sheet = set_text(&Paragraph::new(text), &settings);
        for row in &sheet.rows {
            let mut column = 0;
            for run in &row.runs {
                prop_assert!(run.column >= column);
                let quoted = settings.corner_quotes && settings.measure.ambiguous == Ambiguous::Narrow;
                prop_assert!(quoted || run.width >= settings.measure.text(&run.text), "{:?}", run.text);
                column = run.column + run.width;
            }
        }
    }

    #[test]
    fn no_row_begins_or_ends_with_a_forbidden_mark(text in sane_text(), settings in any_settings()) {
        let settings = Settings { width: settings.width.max(6), indent: Some(0), autospace: false, corner_quotes: false, ..settings };
        let rows = texts(&set_text(&Paragraph::new(text), &settings));
        for (above, below) in rows.iter().zip(rows.iter().skip(1)) {
            prop_assert!(!below.starts_with(|c| NOT_FIRST.contains(c)), "{}: {above:?} / {below:?}", settings.width);
            prop_assert!(!above.ends_with(|c| NOT_LAST.contains(c)), "{}: {above:?} / {below:?}", settings.width);
        }
    }

    #[test]
    fn the_last_row_is_no_single_character(text in sane_text(), settings in any_settings()) {
        let settings = Settings { width: settings.width.max(20), fit: Fit::Best, indent: Some(0), ..settings };
        // Words that can be parted stand at the end: a long number there could only be followed by what follows it.
        let rows = texts(&set_text(&Paragraph::new(text + "春天的报纸。"), &settings));
        if let [_, .., last] = rows.as_slice() {
            let content = last.chars().filter(|c| !NOT_FIRST.contains(*c) && !NOT_LAST.contains(*c)).count();
            prop_assert!(content > 1, "{}: {rows:?}", settings.width);
        }
    }

    #[test]
    fn seams_do_not_move_breaks(text in sane_text(), settings in any_settings(), parts in 1_usize..6) {
        let article = |texts: Vec<String>| {
            let fragments = texts.into_iter().zip(1..).map(|(text, line)| Fragment {
                join_confidence: 0.5, ..Fragment::whole(LineNumber(line), text)
            });
            let block = Block { kind: BlockKind::Paragraph, fragments: fragments.collect(), confidence: 0.5 };
            Article { blocks: vec![block], ..Article::default() }
        };
        // Fragments are cut beside Han only: between two Latin words a blank would be added.
        let mut pieces = vec![String::new()];
        for (index, character) in text.chars().enumerate() {
            if index % 7 == parts && !character.is_ascii() && pieces.last().is_some_and(|piece| !piece.is_empty()) {
                pieces.push(String::new());
            }
            pieces.last_mut().expect("one at least").push(character);
        }
        let count = pieces.len();
        let torn = set(&prepare(&article(pieces)), &settings);
        let whole = set(&prepare(&article(vec![text])), &settings);
        prop_assert_eq!(texts(&torn), texts(&whole));
        let seams = torn.rows.iter().flat_map(|row| &row.runs).filter(|run| run.seam.is_some()).count();
        prop_assert_eq!(seams, count - 1);
    }

    #[test]
    fn places_are_found_again_at_any_width(text in sane_text(), settings in any_settings(), other in 1_usize..=200) {
        let paragraph = Paragraph::new(text);
        let sheet = set_text(&paragraph, &settings);
        let resized = set_text(&paragraph, &Settings { width: other, ..settings.clone() });
        for row in 0..sheet.len() {
            let place = sheet.position_of(row).expect("each row shows text");
            prop_assert_eq!(sheet.row_of(place), Some(row));
            let found = resized.row_of(place).expect("each place is shown at each width");
            let bytes = resized.rows[found].bytes().expect("text");
            prop_assert!(bytes.start <= place.byte as usize);
            let column = sheet.rows[row].runs.first().expect("text").column;
            prop_assert_eq!(sheet.position_at(row, column, settings.measure), Some(place));
        }
    }

    #[test]
    fn justified_rows_are_even(text in sane_text(), settings in any_settings()) {
        let ragged = Settings { justify: false, fit: Fit::Best, hang: 0, ..settings };
        let even = Settings { justify: true, ..ragged.clone() };
        let paragraph = Paragraph::new(text);
        let (ragged_rows, even_rows) = (set_text(&paragraph, &ragged), set_text(&paragraph, &even));
        prop_assert_eq!(ragged_rows.len(), even_rows.len());
        for (ragged, row) in ragged_rows.rows.iter().zip(&even_rows.rows) {
            prop_assert!(row.columns() == ragged.columns() || row.columns() == even.width);
            prop_assert_eq!(ragged.bytes(), row.bytes());
        }
    }
}
