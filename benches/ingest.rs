//! Putting pages together: the loader stage by stage beside reading and checking the same bytes, and the time over
//! the size of a page. `cargo bench --bench ingest`; compare rows of one run, not of two.
//!
//! The pages are the sample edition, or those below the folder that `KANBAO_ARCHIVE` names. All work is done on one
//! thread. Every page is walked several times and the fastest time of each stage counts, because everything else
//! that the machine does only adds to it. `cargo bench --bench ingest -- stages` leaves the sizes out.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark fails by panicking, reads its own files and prints its table"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kanbao::ingest::{Decoded, Stage, reconstruct, reconstruct_watched, source, weights};

/// How often each page is walked.
const WALKS: usize = 7;
/// No more pages than this are taken of an archive: enough for a figure, soon done.
const MOST_PAGES: usize = 400;

fn main() {
    // `cargo test` runs benchmarks to see that they run at all; it asks for no figures.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let files = Files::new();
    stages(&files);
    if !std::env::args().any(|argument| argument == "stages") {
        sizes(&files);
    }
}

/// The pages, as files to be read.
struct Files {
    paths: Vec<PathBuf>,
    bytes: usize,
    /// Keeps the sample edition on the disk.
    _folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let named = std::env::var_os("KANBAO_ARCHIVE");
        if named.is_none() {
            for (name, text) in kanbao::assets::sample_pages() {
                let path = folder.path().join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
        }
        let root = named.map_or_else(|| folder.path().to_owned(), PathBuf::from);
        let mut paths = source::find(&[root]).files;
        paths.truncate(MOST_PAGES);
        let bytes = paths.iter().map(|path| std::fs::read(path).unwrap().len()).sum();
        Self { paths, bytes, _folder: folder }
    }
}

fn stages(files: &Files) {
    let mut best: Vec<Walk> = vec![Walk::new(); files.paths.len()];
    for _ in 0..WALKS {
        for (path, best) in files.paths.iter().zip(&mut best) {
            for (stage, time) in walk(path) {
                let least = best.entry(stage).or_insert(Duration::MAX);
                *least = time.min(*least);
            }
        }
    }
    let mut sums = Walk::new();
    for (stage, time) in best.into_iter().flatten() {
        *sums.entry(stage).or_default() += time;
    }
    let floor = sums[FLOOR];
    let megabytes = files.bytes as f64 / 1e6;
    println!("{} pages, {megabytes:.1} MB", files.paths.len());
    println!("{:<22} {:>9} {:>9} {:>10}", "stage", "ms", "MB/s", "of floor");
    for (stage, time) in sums {
        println!(
            "{:<22} {:>9.2} {:>9.1} {:>9.1}x",
            stage,
            time.as_secs_f64() * 1e3,
            megabytes / time.as_secs_f64(),
            time.as_secs_f64() / floor.as_secs_f64()
        );
    }
}

/// The stages of a page's walk and the time each took.
type Walk = BTreeMap<&'static str, Duration>;

const FLOOR: &str = "0 read + from_utf8";

/// One page: the floor, then the loader by stage. The names begin with their place in the table.
fn walk(path: &Path) -> Walk {
    let mut times = Walk::new();
    let start = Instant::now();
    black_box(String::from_utf8(std::fs::read(path).unwrap()).is_ok());
    times.insert(FLOOR, start.elapsed());
    let start = Instant::now();
    let decoded = source::read(path, None).unwrap();
    let mut last = Instant::now();
    times.insert("1 read + decode", last - start);
    let result = reconstruct_watched(&decoded, weights(), &mut |stage| {
        let now = Instant::now();
        times.insert(name(stage), now - last);
        last = now;
    });
    times.insert("7 trace", last.elapsed());
    let last = Instant::now();
    drop(black_box(result));
    drop(black_box(decoded));
    times.insert("8 forget", last.elapsed());
    times.insert("9 all", start.elapsed());
    times
}

const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Lines => "2 lines",
        Stage::Label => "3 label",
        Stage::Assemble => "4 assemble",
        Stage::Account => "5 account",
        Stage::Extract => "6 extract",
    }
}

/// The time must grow with the size of the page, not with its square: pages of many lines and pages of one line.
fn sizes(files: &Files) {
    let text: String =
        files.paths.iter().take(20).map(|path| source::read(path, None).unwrap().text).collect();
    let line: String = text.chars().filter(|c| *c != '\n').collect();
    println!("\n{:<22} {:>9} {:>9} {:>9}", "MB/s of one page of", "0.1 MB", "1 MB", "10 MB");
    for (name, text) in [("many lines", text), ("one line", line)] {
        let speeds = [100_000, 1_000_000, 10_000_000].map(|size| speed(&text, size));
        println!("{name:<22} {:>9.1} {:>9.1} {:>9.1}", speeds[0], speeds[1], speeds[2]);
    }
}

/// Megabytes a second for a page of about `size` bytes made of a text over and over.
fn speed(text: &str, size: usize) -> f64 {
    let decoded = Decoded {
        path: Path::new("page.txt").to_owned(),
        encoding: "UTF-8".to_owned(),
        text: text.repeat(size.div_ceil(text.len())),
        ..Decoded::default()
    };
    let time = (0..2).map(|_| {
        let start = Instant::now();
        black_box(reconstruct(black_box(&decoded)));
        start.elapsed()
    });
    decoded.text.len() as f64 / 1e6 / time.min().unwrap().as_secs_f64()
}
