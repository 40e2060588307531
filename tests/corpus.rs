//! Every page of `tests/corpus` against its truth: no line lost or doubled, and figures that may only rise.
//!
//! Each page shows one kind of damage; `NAME.txt` is the page, `NAME.gold.json` what a careful editor made of it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kanbao::ingest::evaluate::{self, Figures, Outline};
use kanbao::ingest::{reconstruct, reconstruct_traced, source};
use kanbao::model::Page;

fn corpus() -> Vec<(Outline, Page)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("tests/corpus is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let truth: serde_json::Value =
                serde_json::from_slice(&fs::read(file).expect("a truth file")).expect("it is JSON");
            let name = truth["page"].as_str().expect("the truth names its page");
            let decoded = source::read(&folder.join(name), None).expect("the page can be read");
            (Outline::of_truth(&truth).expect("a truth"), reconstruct(&decoded))
        })
        .collect()
}

#[test]
fn no_page_of_the_corpus_loses_or_doubles_a_line_and_the_figures_hold() {
    let mut total = Figures::default();
    for (truth, page) in corpus() {
        let (figures, misses) =
            evaluate::compare(&truth, &Outline::of_page(&page), &evaluate::text_lines(&page));
        assert_eq!(
            (figures.lost, figures.duplicated, figures.invented),
            (0, 0, 0),
            "{}",
            page.path.display()
        );
        assert!(
            page.remarks.iter().all(|remark| remark.kind != kanbao::model::RemarkKind::LostLine),
            "{:?}",
            page.path
        );
        if !misses.is_empty() {
            println!("{}: {misses:?}", page.path.display());
        }
        total.add(&figures);
    }
    println!("{:?}", total.shares());
    for (name, least) in LEAST {
        let share = total.share(name).expect("a known figure");
        assert!(share >= *least, "{name} fell to {share:.3}, the least is {least}");
    }
}

/// The least that each figure may be over the whole corpus. Raise them when the loader gets better.
const LEAST: &[(&str, f64)] = &[("story_f1", 0.80), ("link_f1", 0.70), ("join_f1", 0.50), ("headline", 0.75)];

#[test]
fn each_line_is_explained() {
    for (_, page) in corpus() {
        let decoded = source::read(&page.path, None).expect("the page can be read");
        let (page, trace) = reconstruct_traced(&decoded);
        let explained: BTreeSet<u32> = trace.lines.iter().map(|line| line.line.0).collect();
        assert_eq!(explained, evaluate::text_lines(&page));
        assert!(trace.lines.iter().all(|line| line.home.is_some() && !line.rule.is_empty()));
    }
}
