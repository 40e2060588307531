//! Makes the tables of docs/TYPESETTING.md: how often eight ways of breaking rows do what print never does.
//!
//! ```text
//! cargo run --release --example layout-table -- PATH…
//! KANBAO_UPDATE_DOCS=1 cargo run --release --example layout-table -- PATH…
//! ```
//!
//! Each line of the files is one paragraph without an indent; without a path the sample edition's pages are taken.
//! With the variable set, the tables take the place of those in the document.

#[path = "engines.rs"]
mod engines;

use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};

use kanbao::text::clean::clean;
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::typeset::check::{Census, Fault, check_rows};
use kanbao::typeset::{Fit, Level, Paragraph, Settings};

type Engine = (&'static str, fn(&str, usize) -> Vec<Range<usize>>);

/// The last one is what the others are held against.
const ENGINES: [Engine; 8] = [
    ("cut by width (newsboat)", engines::cut_by_width),
    ("ratatui `Paragraph`", engines::ratatui),
    ("icu_segmenter strict, greedy", engines::icu_greedy),
    ("textwrap first fit", engines::textwrap_first),
    ("textwrap optimal fit", engines::textwrap_optimal),
    ("kanbao, row by row", |text, width| engines::kanbao(text, &settings(width, Fit::First, 1))),
    ("kanbao, no hanging", |text, width| engines::kanbao(text, &settings(width, Fit::Best, 0))),
    ("**kanbao**", |text, width| engines::kanbao(text, &settings(width, Fit::Best, 1))),
];

/// Widths that stand in a table of their own.
const SHOWN: [usize; 2] = [40, 80];
/// Widths that are counted together.
const WIDTHS: RangeInclusive<usize> = 20..=100;

const HEAD: &str = "rows | bad start | bad end | split | one-character last row | too wide | short by > 2";

fn settings(width: usize, fit: Fit, hang: usize) -> Settings {
    Settings { width, fit, hang, indent: Some(0), ..Settings::default() }
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let texts = if paths.is_empty() { sample() } else { read(paths) };
    let lines = texts.iter().flat_map(|text| text.lines()).map(|line| clean(line).text.trim().to_owned());
    let paragraphs: Vec<Paragraph> = lines.filter(|line| !line.is_empty()).map(Paragraph::new).collect();
    let tables = tables(&paragraphs);
    println!("{tables}");
    if std::env::var_os("KANBAO_UPDATE_DOCS").is_some() {
        put_into_document(&tables);
    }
}

fn tables(paragraphs: &[Paragraph]) -> String {
    let bytes: usize = paragraphs.iter().map(|paragraph| paragraph.text().len()).sum();
    let mut text = format!("{} paragraphs, {} kB, no indent, narrow.\n", paragraphs.len(), bytes / 1000);
    for width in SHOWN {
        text += &format!("\n| {width} columns | {HEAD} |\n{}", rule(8));
        for (name, engine) in ENGINES {
            text += &row(name, &count(paragraphs, width, engine));
        }
    }
    text += &every_width(paragraphs);
    text + &every_level(paragraphs)
}

/// All widths together, and how often another way has fewer faults of a kind at a width than kanbao.
fn every_width(paragraphs: &[Paragraph]) -> String {
    let [others @ .., own] = &ENGINES;
    let counted =
        |engine: &Engine| -> Vec<Census> { WIDTHS.map(|width| count(paragraphs, width, engine.1)).collect() };
    let own_counts = counted(own);
    let mut text = format!("\n| 20 to 100 columns | {HEAD} | fewer than kanbao |\n{}", rule(9));
    for engine in others.iter().chain([own]) {
        let counts = counted(engine);
        let fewer = counts.iter().zip(&own_counts).flat_map(|(other, own)| {
            Fault::ALL.into_iter().filter(|fault| other.count(*fault) < own.count(*fault))
        });
        let fewer = fewer.count();
        let sum = counts.into_iter().fold(Census::default(), |mut sum, census| {
            sum += census;
            sum
        });
        let row = row(engine.0, &sum);
        text += &format!("{} {fewer} |\n", row.trim_end());
    }
    text
}

/// kanbao at every width, level and kind of terminal: the first five kinds of faults together, and short rows at 40.
fn every_level(paragraphs: &[Paragraph]) -> String {
    let mut text = format!(
        "\n| kanbao, 20 to 100 columns | rows | faults but short rows | short by > 2 at 40 columns |\n{}",
        rule(4)
    );
    for (level, name) in [(Level::Basic, "basic"), (Level::Gb, "gb"), (Level::Strict, "strict")] {
        for (ambiguous, terminal) in [(Ambiguous::Narrow, "narrow"), (Ambiguous::Wide, "wide")] {
            let (mut rows, mut faults, mut short) = (0, 0, String::new());
            for width in WIDTHS {
                let measure = Measure::new(ambiguous);
                let settings = Settings { level, measure, ..settings(width, Fit::Best, 1) };
                let census = count_with(paragraphs, &settings, |text| engines::kanbao(text, &settings));
                rows += census.rows;
                let kinds = Fault::ALL.into_iter().filter(|fault| *fault != Fault::Short);
                faults += kinds.map(|fault| census.count(fault)).sum::<usize>();
                if width == 40 {
                    short = format!(
                        "{:.2} %",
                        100.0 * census.count(Fault::Short) as f64 / census.rows.max(1) as f64
                    );
                }
            }
            text += &format!("| {name}, {terminal} | {rows} | {faults} | {short} |\n");
        }
    }
    text
}

fn row(name: &str, census: &Census) -> String {
    let counts: Vec<String> = Fault::ALL.iter().map(|fault| census.count(*fault).to_string()).collect();
    format!("| {name} | {} | {} |\n", census.rows, counts.join(" | "))
}

fn rule(columns: usize) -> String {
    format!("|{}\n", " --- |".repeat(columns))
}

fn count(paragraphs: &[Paragraph], width: usize, engine: fn(&str, usize) -> Vec<Range<usize>>) -> Census {
    // Nobody is blamed for a hanging stop: what is beyond the edge by more is too wide.
    count_with(paragraphs, &settings(width, Fit::Best, 1), |text| engine(text, width))
}

fn count_with(
    paragraphs: &[Paragraph],
    settings: &Settings,
    engine: impl Fn(&str) -> Vec<Range<usize>>,
) -> Census {
    let mut census = Census::default();
    for paragraph in paragraphs {
        census += check_rows(paragraph, &engine(paragraph.text()), settings).0;
    }
    census
}

/// Puts the tables between the two marks of the document.
#[expect(clippy::disallowed_methods, reason = "the document is this program's own work")]
fn put_into_document(tables: &str) {
    const BEGIN: &str = "<!-- layout-table -->\n";
    const END: &str = "<!-- /layout-table -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TYPESETTING.md");
    let document = std::fs::read_to_string(&path).expect("the document is there");
    let (before, rest) = document.split_once(BEGIN).expect("it has the first mark");
    let (_, after) = rest.split_once(END).expect("it has the second mark");
    std::fs::write(&path, format!("{before}{BEGIN}\n{tables}\n{END}{after}")).expect("it can be written");
}

fn sample() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    read(vec![folder])
}

fn read(paths: Vec<PathBuf>) -> Vec<String> {
    let mut files = Vec::new();
    for path in paths {
        match std::fs::read_dir(&path) {
            Ok(entries) => files.extend(entries.filter_map(|entry| Some(entry.ok()?.path()))),
            Err(_) => files.push(path),
        }
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
        .iter()
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).expect("a readable file")).into_owned())
        .collect()
}
