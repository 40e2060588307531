//! Pages that are torn worse than any printer could: lines dropped, doubled, swapped, cut at any character and glued
//! together, bytes lost, other encodings. Whatever comes, nothing panics, each line has one home, and the loader needs
//! not mend its own account.
//!
//! `cargo test` tries a few; `KANBAO_DAMAGED_PAGES=10000 cargo test --release --test damage -- --nocapture` as many
//! as are asked for, and tells how long the slowest took. `KANBAO_PAGES` names a folder of pages to be torn instead of
//! the sample edition. The pages depend on nothing but their number.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test fails by panicking, reads its own files and prints what it found"
)]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use encoding_rs::{BIG5, GB18030};
use kanbao::assets::sample_pages;
use kanbao::ingest::trace::{LineTrace, Trace};
use kanbao::ingest::{Decoded, reconstruct_traced, source};
use kanbao::model::{LineNumber, Page, RemarkKind};

/// How many pages `cargo test` tries.
const FEW: u64 = 60;
/// A page of print is read in milliseconds; one that takes this long stands for work that grows with its square.
const FAR_TOO_LONG: Duration = Duration::from_secs(10);

#[test]
fn no_damage_loses_a_line() {
    let asked = std::env::var("KANBAO_DAMAGED_PAGES").ok();
    let numbers = asked.as_deref().map_or(0..FEW, numbers);
    let pages = pages();
    let mut tally = Tally::default();
    for number in numbers.clone() {
        let mut random = Random(number);
        let text = random.one_of(&pages).clone();
        let bytes = encode(&tear(&text, &pages, &mut random), &mut random);
        let start = Instant::now();
        match source::decode(Path::new("page.txt"), &bytes, None) {
            Ok(decoded) => check(number, &decoded),
            Err(_) => tally.refused += 1,
        }
        tally.note(number, start.elapsed());
    }
    println!("pages {numbers:?}, torn from {}: {tally:?}", pages.len());
    let all = numbers.end.saturating_sub(numbers.start);
    assert!(tally.refused <= 1 + all / 10, "many pages were not taken for text: {tally:?}");
    // Time is asked only of the long run: a short one may share its machine with other tests.
    assert!(asked.is_none() || tally.slowest.0 < FAR_TOO_LONG, "{tally:?}");
}

/// `10000` is the first ten thousand pages, `4516..4517` one of them again.
fn numbers(asked: &str) -> Range<u64> {
    let number = |text: &str| text.parse().expect("a number of pages, or FROM..TO");
    match asked.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => 0..number(asked),
    }
}

/// What happened on the way.
#[derive(Debug, Default)]
struct Tally {
    /// Pages that were taken for no text at all.
    refused: u64,
    /// The slowest page and its number.
    slowest: (Duration, u64),
    /// All pages together.
    all: Duration,
}

impl Tally {
    fn note(&mut self, number: u64, time: Duration) {
        self.all += time;
        self.slowest = self.slowest.max((time, number));
    }
}

/// The texts to be torn.
fn pages() -> Vec<String> {
    let Some(folder) = std::env::var_os("KANBAO_PAGES") else {
        return sample_pages().iter().map(|(_, text)| (*text).to_owned()).collect();
    };
    let files = source::find(&[PathBuf::from(folder)]).files;
    let texts: Vec<String> =
        files.iter().filter_map(|file| Some(source::read(file, None).ok()?.text)).collect();
    assert!(!texts.is_empty(), "there are no pages to tear");
    texts
}

/// Puts a page together and demands that each line has one home without the account having to be mended.
fn check(number: u64, decoded: &Decoded) {
    let (page, trace) = reconstruct_traced(decoded);
    let mut homes: BTreeMap<LineNumber, usize> = page.lines.iter().map(|line| (line.number, 0)).collect();
    page.homes().for_each(|(line, _)| *homes.entry(line).or_default() += 1);
    let wrong: Vec<_> = homes.iter().filter(|(_, count)| **count != 1).collect();
    assert!(wrong.is_empty(), "page {number}: {wrong:?}");
    let is_fault = |kind: &RemarkKind| matches!(kind, RemarkKind::LostLine | RemarkKind::DoubledLine);
    let faults: Vec<_> = page.remarks.iter().filter(|remark| is_fault(&remark.kind)).collect();
    let lines: Vec<LineNumber> = faults.iter().filter_map(|fault| fault.line).collect();
    assert!(lines.is_empty(), "page {number}: {faults:?}\n{}", around(&lines, &page, &trace));
    assert_eq!(page.lines.len(), lines_with_text(&decoded.text), "page {number}");
    assert!(has_words_of_lines(&page), "page {number}");
}

/// What the loader thought of some lines and those about them, for whoever mends it.
fn around(lines: &[LineNumber], page: &Page, trace: &Trace) -> String {
    let near = trace.lines.iter().filter(|own| lines.iter().any(|line| line.0.abs_diff(own.line.0) < 8));
    let tell = |own: &LineTrace| {
        let text = page.line(own.line).map_or("", |line| line.text.trim());
        let start: String = text.chars().take(30).collect();
        format!("{} {} {:?} {start}\n", own.line.0, own.rule, own.home)
    };
    near.map(tell).collect()
}

/// The lines that are not blank.
fn lines_with_text(text: &str) -> usize {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.split(end).filter(|line| !line.trim().is_empty()).count()
}

/// Whether each fragment says what its line says.
fn has_words_of_lines(page: &Page) -> bool {
    let fragments =
        page.articles.iter().flat_map(|article| &article.blocks).flat_map(|block| &block.fragments);
    fragments.into_iter().all(|fragment| {
        page.line(fragment.line).is_some_and(|line| line.text.contains(fragment.text.as_str()))
    })
}

/// Up to forty wounds.
fn tear(text: &str, pages: &[String], random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..random.below(40) {
        if lines.is_empty() {
            break;
        }
        wound(&mut lines, pages, random);
    }
    // Now and then a page is a whole pile of pages.
    let times = if random.below(50) == 0 { 2 + random.below(30) } else { 1 };
    lines.join("\n").repeat(times)
}

fn wound(lines: &mut Vec<String>, pages: &[String], random: &mut Random) {
    let (here, there) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(10) {
        0 => drop(lines.remove(here)),
        1 => lines.insert(there, lines[here].clone()),
        2 => lines.swap(here, there),
        3 | 4 => {
            let (before, after) = cut(&lines[here], random);
            lines[here] = before;
            lines.insert(if random.below(2) == 0 { here + 1 } else { there }, after);
        }
        5 => lines[here] = cut(&lines[here], random).0,
        6 if here + 1 < lines.len() => {
            let next = lines.remove(here + 1);
            lines[here].push_str(&next);
        }
        7 => lines.insert(here, String::new()),
        8 => {
            // A line of another page, as where two pages were taken for one.
            let other: Vec<&str> = random.one_of(pages).lines().collect();
            lines.insert(here, other[random.below(other.len())].to_owned());
        }
        _ => lines.retain(|line| !line.is_empty() || random.below(8) > 0),
    }
}

/// A line in two, at any character.
fn cut(line: &str, random: &mut Random) -> (String, String) {
    let at = random.below(line.chars().count() + 1);
    (line.chars().take(at).collect(), line.chars().skip(at).collect())
}

/// The bytes of the page in some encoding, seldom with some of them lost.
fn encode(text: &str, random: &mut Random) -> Vec<u8> {
    let mut bytes = match random.below(8) {
        0 => GB18030.encode(text).0.into_owned(),
        1 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        2 => [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        3 => BIG5.encode(text).0.into_owned(),
        4 => text.replace('\n', "\r\n").into_bytes(),
        _ => text.as_bytes().to_vec(),
    };
    if random.below(12) == 0 && !bytes.is_empty() {
        bytes.truncate(bytes.len() - random.below(bytes.len().min(500)));
        let lost = random.below(bytes.len());
        bytes.remove(lost);
    }
    bytes
}

/// Numbers that look like chance and are the same every time (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn one_of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }
}
