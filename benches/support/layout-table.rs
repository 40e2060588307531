//! Makes the table of docs/TYPESETTING.md: how often six ways of breaking rows do what print never does.
//!
//! ```text
//! cargo run --release --example layout-table -- PATH…
//! ```
//!
//! Each line of the files is one paragraph without an indent; without a path the sample edition's pages are taken.

#[path = "engines.rs"]
mod engines;

use std::ops::Range;
use std::path::PathBuf;

use kanbao::text::clean::clean;
use kanbao::typeset::check::{Census, Fault, check_rows};
use kanbao::typeset::{Fit, Paragraph, Settings};

type Engine = (&'static str, fn(&str, usize) -> Vec<Range<usize>>);

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

fn settings(width: usize, fit: Fit, hang: usize) -> Settings {
    Settings { width, fit, hang, indent: Some(0), ..Settings::default() }
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let texts = if paths.is_empty() { sample() } else { read(paths) };
    let paragraphs: Vec<Paragraph> = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| clean(line).text.trim().to_owned())
        .filter(|line| !line.is_empty())
        .map(Paragraph::new)
        .collect();
    println!(
        "{} paragraphs, {} bytes",
        paragraphs.len(),
        paragraphs.iter().map(|p| p.text().len()).sum::<usize>()
    );
    for width in [30, 40, 60, 80] {
        println!(
            "\n| {width} columns | rows | bad start | bad end | split | one-character last row | too wide | short by > 2 |"
        );
        println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (name, engine) in ENGINES {
            let census = count(&paragraphs, width, engine);
            let counts: Vec<String> =
                Fault::ALL.iter().map(|fault| census.count(*fault).to_string()).collect();
            println!("| {name} | {} | {} |", census.rows, counts.join(" | "));
        }
    }
}

fn count(paragraphs: &[Paragraph], width: usize, engine: fn(&str, usize) -> Vec<Range<usize>>) -> Census {
    // Nobody is blamed for a hanging stop: what is beyond the edge by more is too wide.
    let settings = settings(width, Fit::Best, 1);
    let mut census = Census::default();
    for paragraph in paragraphs {
        census += check_rows(paragraph, &engine(paragraph.text(), width), &settings).0;
    }
    census
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
