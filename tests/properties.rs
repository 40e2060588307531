//! What must hold for every page, also for those that nobody has seen: any bytes go in, and nothing panics,
//! no line is lost or doubled, no row is too wide, and the rows give the text back.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use cases::cases;
use kanbao::assets::sample_pages;
use kanbao::ingest::{Decoded, reconstruct, source};
use kanbao::model::{Article, Block, BlockKind, Fragment, Heading, LineNumber, Page, Part};
use kanbao::query::{Catalogue, Selection, match_names, select};
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::typeset::{self, Settings, Sheet};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select as one_of};

/// Pieces of which pages of any kind can be made: marks of both families, Latin, digits, blanks, line ends,
/// and what no page should hold.
const PIECES: &[&str] = &[
    "春天",
    "来了",
    "燕子",
    "记者",
    "本报",
    "河南",
    "郑州",
    "◎",
    "（",
    "）",
    "(",
    ")",
    "，",
    ",",
    "。",
    ".",
    "：",
    ":",
    "“",
    "”",
    "\"",
    "《",
    "》",
    "——",
    "—",
    "…",
    "、",
    "；",
    "？",
    "！",
    "1",
    "2024",
    "3.5",
    "%",
    "亿元",
    "kanbao",
    "AI",
    " ",
    "　",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\n\n\n\n",
    "\r\n",
    "\r",
    "地方动态",
    "（上接第一版）",
    "下转第三版",
    "本报记者 林小满",
    "责任编辑",
    "11月6日电",
    "图为",
    "供图",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200b}",
    "\u{301}",
    "\u{fe0f}",
    "👨\u{200d}👩\u{200d}👧",
    "\u{e000}",
    "𠮷",
    "\u{2028}",
    "\u{feff}",
    "한",
    "ｱ",
    "\u{85}",
    "\u{b}",
    "\u{c}",
];

/// A text of such pieces.
fn text() -> impl Strategy<Value = String> {
    vec(one_of(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

/// A page of the sample edition with lines taken out, doubled, split, swapped and blanks put in.
fn torn_sample() -> impl Strategy<Value = String> {
    let damage = (0..5_u8, any::<Index>(), any::<Index>());
    (any::<Index>(), vec(damage, 0..30)).prop_map(|(page, damages)| {
        let (_, text) = page.get(sample_pages());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (kind, here, there) in damages {
            let here = here.index(lines.len());
            match kind {
                0 if lines.len() > 1 => drop(lines.remove(here)),
                1 => lines.insert(there.index(lines.len()), lines[here].clone()),
                2 => {
                    let count = lines[here].chars().count();
                    let rest: String = lines[here].chars().skip(there.index(count + 1)).collect();
                    let kept = count - rest.chars().count();
                    lines[here] = lines[here].chars().take(kept).collect();
                    lines.insert(here + 1, rest);
                }
                3 => lines.swap(here, there.index(there.index(10) + 1).min(here)),
                _ => lines.insert(here, String::new()),
            }
        }
        lines.join("\n")
    })
}

/// A page as the program reads it from these bytes; `None` where it says that they are no page.
fn page_of(bytes: &[u8]) -> Option<Page> {
    source::decode(Path::new("page.txt"), bytes, None).ok().map(|decoded| reconstruct(&decoded))
}

fn page_of_text(text: &str) -> Page {
    reconstruct(&Decoded { path: "page.txt".into(), text: text.to_owned(), ..Decoded::default() })
}

/// The lines that have no home, and those that have several.
fn lost_and_doubled(page: &Page) -> (Vec<LineNumber>, Vec<LineNumber>) {
    let mut homes: BTreeMap<LineNumber, usize> = page.lines.iter().map(|line| (line.number, 0)).collect();
    page.homes().for_each(|(line, _)| *homes.entry(line).or_default() += 1);
    let with = |fits: fn(usize) -> bool| {
        homes.iter().filter(|(_, count)| fits(**count)).map(|(line, _)| *line).collect()
    };
    (with(|count| count == 0), with(|count| count > 1))
}

/// An article whose head and body hold this text.
fn article(text: &str) -> Article {
    let heading = |text: &str| Heading { text: text.replace(['\n', '\r'], ""), lines: vec![LineNumber(1)] };
    let blocks =
        text.lines().zip(2..).filter(|(line, _)| !line.trim().is_empty()).map(|(line, number)| Block {
            kind: if number % 5 == 0 { BlockKind::Subhead } else { BlockKind::Paragraph },
            fragments: vec![Fragment::whole(LineNumber(number), line.trim())],
            confidence: 1.0,
        });
    Article { headline: Some(heading(text)), blocks: blocks.collect(), ..Article::default() }
}

/// The shown text of each part, put together again from the rows.
fn given_back(sheet: &Sheet) -> BTreeMap<Part, String> {
    let mut parts: BTreeMap<Part, String> = BTreeMap::new();
    for run in sheet.rows.iter().flat_map(|row| &row.runs) {
        if let Some(origin) = run.origin {
            parts.entry(origin.part).or_default().push_str(&run.text);
        }
    }
    parts
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn any_bytes_are_read_without_loss(bytes in vec(any::<u8>(), 0..600)) {
        if let Some(page) = page_of(&bytes) {
            prop_assert_eq!(lost_and_doubled(&page), (Vec::new(), Vec::new()));
        }
    }

    #[test]
    fn any_text_is_read_without_loss(text in text()) {
        let page = page_of_text(&text);
        prop_assert_eq!(lost_and_doubled(&page), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_torn_page_is_read_without_loss(text in torn_sample()) {
        let page = page_of_text(&text);
        prop_assert_eq!(lost_and_doubled(&page), (Vec::new(), Vec::new()));
        let raw = text.split('\n').filter(|line| !line.trim().is_empty()).count();
        prop_assert_eq!(page.lines.len(), raw);
    }

    #[test]
    fn the_same_bytes_give_the_same_page(text in torn_sample()) {
        prop_assert_eq!(page_of_text(&text), page_of_text(&text));
    }

    #[test]
    fn rows_are_never_too_wide_and_give_the_text_back(
        text in text(),
        width in 2..100_usize,
        hang in 0..3_usize,
        wide in any::<bool>(),
    ) {
        // The loader cleans every line before it comes here; so do we.
        let cleaned: Vec<String> = text.lines().map(|line| kanbao::text::clean::clean(line).text.into_owned()).collect();
        let article = article(&cleaned.join("\n"));
        let measure = Measure::new(if wide { Ambiguous::Wide } else { Ambiguous::Narrow });
        let prepared = typeset::prepare(&article);
        let sheet = typeset::set(&prepared, &Settings { width, measure, hang, ..Settings::default() });
        for row in &sheet.rows {
            prop_assert!(row.columns() <= width + hang, "{} columns at {width}+{hang}: {}", row.columns(), row.text());
        }
        let shown = given_back(&sheet);
        for (part, text) in prepared.texts() {
            let shown = shown.get(&part).map(String::as_str).unwrap_or_default();
            prop_assert_eq!(without_blanks(shown), without_blanks(text), "{:?}", part);
        }
    }

    #[test]
    fn any_query_is_answered_and_lights_whole_characters(typed in text(), page in torn_sample()) {
        let page = Arc::new(page_of_text(&page));
        let mut catalogue = Catalogue::default();
        catalogue.add(&page);
        for hit in select(&catalogue, &Selection { typed: typed.clone(), ..Selection::default() }) {
            let article = catalogue.entry(hit.entry).expect("a hit is in the catalogue").article();
            let title = article.title();
            for range in hit.lit.headline {
                prop_assert!(title.get(range.clone()).is_some_and(|lit| !lit.is_empty()), "{range:?} of {title}");
            }
        }
        match_names(&typed, &["河南", "湖南", "地方动态"]);
    }
}
