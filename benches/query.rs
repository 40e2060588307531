//! Finding headlines: a key press over 10 thousand, 100 thousand and 1.5 million made-up headlines, beside other
//! matchers over the same headlines in the same run.
//!
//! `cargo bench --bench query` prints a row for each; compare rows of one run, not of two.
//! `KANBAO_BENCH_MOST=100000` leaves out the larger sizes, `KANBAO_BENCH_LEAST=1500000` the smaller ones;
//! `KANBAO_BENCH_ALL=1` names every query, not only the slowest; `KANBAO_BENCH_ONLY=henan` asks for this one alone.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::atomic::AtomicBool;
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use divan::Bencher;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use kanbao::app::jobs::helpers::SideBySide;
use kanbao::model::{Date, Province};
use kanbao::query::titles::{Title, Titles, province_bit};
use kanbao::query::{Alone, Finder, Helpers, Outcome, Selection, Situation};

#[path = "support/headlines.rs"]
mod headlines;

use headlines::make_headlines;

const SIZES: [usize; 3] = [10_000, 100_000, 1_500_000];

const SECTIONS: [&str; 12] =
    ["要闻", "综合", "地方动态", "经济", "科教", "生态", "文化", "国际", "体育", "健康", "副刊", ""];

/// Two characters or more: what a reader has typed by the second key. Characters, pinyin in every form, words that
/// are in many titles and in none.
const QUERIES: [&str; 48] = [
    "河南",
    "发展",
    "科技",
    "创新",
    "郑州",
    "小麦",
    "农田",
    "春耕",
    "机器",
    "实验",
    "新能",
    "湿地",
    "新的",
    "国发",
    "人工智能",
    "实验室",
    "河科新",
    "高质量发展",
    "中国",
    "6G",
    "OLED",
    "河南 科技",
    "河南 -科技",
    "麦 OR 稻",
    "省:河南 小麦",
    "要闻",
    "henan",
    "hena",
    "fazhan",
    "shijie",
    "jishu",
    "zhengzhou",
    "nongtian",
    "zhongguo",
    "gezuo",
    "kejichuangxin",
    "rengongzhineng",
    "hn",
    "kj",
    "zj",
    "xny",
    "kjcx",
    "hnan",
    "zgren",
    "ai",
    "zh",
    "sh",
    "ji",
];
/// One character, the commonest ones among them.
const SINGLE: [&str; 9] = ["河", "新", "的", "国", "人", "一", "业", "麦", "z"];

fn main() {
    // A name on the command line asks for one of divan's rows only.
    if std::env::args().skip(1).all(|argument| argument.starts_with('-')) {
        sizes().into_iter().for_each(print_keys);
    }
    divan::main();
}

/// How long a key press takes: each query several times from scratch, as when its last key is pressed; by one thread
/// alone, and as the reader serves it, with the helpers that it has. The time is that of the processor for the thread
/// that searches (which does its share where others help), so that other programs on the machine do not count; beside
/// it stands the time by the clock, which is the same on an idle machine.
fn print_keys(size: usize) {
    let sample = sample(size);
    for (name, queries) in [("two or more", &QUERIES[..]), ("one", &SINGLE[..])] {
        let helpers: [(&str, &dyn Helpers); 2] = [("one thread", &Alone), ("as the reader", &SideBySide)];
        for (who, helpers) in helpers {
            print_queries(&format!("{size} headlines, {name} characters, {who}"), sample, queries, helpers);
        }
    }
    print_typing(sample, size);
}

fn print_queries(title: &str, sample: &Sample, queries: &[&str], helpers: &dyn Helpers) {
    const ROUNDS: usize = 7;
    let (mut all, mut by_the_clock, mut middle) = (Vec::new(), Vec::new(), Vec::new());
    let only = std::env::var("KANBAO_BENCH_ONLY").ok();
    for typed in queries.iter().filter(|typed| only.as_ref().is_none_or(|only| only == *typed)) {
        let mut of_query: Vec<(Duration, usize)> = (0..ROUNDS)
            .map(|_| {
                let (start, clock) = (ThreadTime::now(), Instant::now());
                let found = ask(&mut Finder::default(), &sample.titles, typed, helpers).ranked.len();
                by_the_clock.push(clock.elapsed());
                (start.elapsed(), found)
            })
            .collect();
        of_query.sort_unstable();
        all.extend(of_query.iter().map(|(time, _)| *time));
        middle.push((of_query[ROUNDS / 2].0, *typed, of_query[0].1));
    }
    if all.is_empty() {
        return;
    }
    all.sort_unstable();
    by_the_clock.sort_unstable();
    middle.sort_unstable();
    let milliseconds = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1000.0);
    for (times, what) in [(&all, "of the processor"), (&by_the_clock, "by the clock")] {
        let at = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
        println!("{title}: ms {what} p50 {} p90 {} p99 {} most {}", at(50), at(90), at(99), at(100));
    }
    let shown = if std::env::var_os("KANBAO_BENCH_ALL").is_some() { 99 } else { 6 };
    let slowest = middle.iter().rev().take(shown);
    let slowest = slowest.map(|(time, typed, found)| format!("{typed} {} ({found})", milliseconds(*time)));
    println!("    slowest by their medians: {}", slowest.collect::<Vec<_>>().join(", "));
}

/// What a reader types and takes back, each key going on from those before.
const TYPING: [&[&str]; 3] = [
    &["", "河", "河南", "河南新", "河南", "河", ""],
    &["科", "科技", "科技创", "科技创新", "科技创", "科技"],
    &["h", "he", "hen", "hena", "henan", "hena", "hen", "he", "h"],
];

fn print_typing(sample: &Sample, size: usize) {
    for keys in TYPING {
        let mut finder = Finder::default();
        let key = |typed: &&str| {
            let start = ThreadTime::now();
            black_box(ask(&mut finder, &sample.titles, typed, &SideBySide));
            format!("“{typed}” {:.2}", start.elapsed().as_secs_f64() * 1000.0)
        };
        let keys: Vec<String> = keys.iter().map(key).collect();
        println!("{size} headlines, key by key: ms of the processor {}", keys.join(", "));
    }
}

/// Headlines of one size, filed and plain.
struct Sample {
    plain: Vec<String>,
    titles: Titles,
}

fn sample(size: usize) -> &'static Sample {
    static SAMPLES: LazyLock<Mutex<BTreeMap<usize, &'static Sample>>> = LazyLock::new(Mutex::default);
    let mut samples = SAMPLES.lock().expect("no bench panics while it holds the samples");
    samples.entry(size).or_insert_with(|| {
        let plain = make_headlines(size);
        let mut titles = Titles::default();
        for (number, headline) in plain.iter().enumerate() {
            let day = (number * 9_000 / size) as i32;
            let date = Date::new(2000, 1, 1)
                .ok()
                .and_then(|first| first.checked_add(jiff::Span::new().days(day)).ok());
            let about = province_bit(Province::ALL[number * 7 % 34]);
            titles.push(&Title {
                headline,
                about,
                date,
                section: SECTIONS[number * 5 % 12],
                length: 900,
                ..Title::default()
            });
        }
        titles.shrink();
        let bytes: usize = plain.iter().map(|headline| headline.len() + 24).sum();
        println!(
            "{size} headlines: {} bytes each in the columns, {} with the printed text",
            titles.memory() / size,
            (titles.memory() + bytes) / size
        );
        Box::leak(Box::new(Sample { plain, titles }))
    })
}

fn sizes() -> Vec<usize> {
    let limit = |name| std::env::var(name).ok().and_then(|limit| limit.parse().ok());
    let (least, most) =
        (limit("KANBAO_BENCH_LEAST").unwrap_or(0), limit("KANBAO_BENCH_MOST").unwrap_or(usize::MAX));
    SIZES.into_iter().filter(|size| (least..=most).contains(size)).collect()
}

fn ask(finder: &mut Finder, titles: &Titles, typed: &str, helpers: &dyn Helpers) -> Outcome {
    let selection = Selection { typed: typed.to_owned(), ..Selection::default() };
    let never = AtomicBool::new(false);
    let situation = Situation { helpers, ..Situation::default() };
    finder.find_titles(titles, &selection, &situation, &never).unwrap_or_default()
}

/// Each query from scratch; the slowest column is the p99 of 300 key presses.
#[divan::bench(args = sizes(), sample_count = 300, sample_size = 1)]
fn key_of_two_or_more(bencher: Bencher<'_, '_>, size: usize) {
    each_query(bencher, size, &QUERIES);
}

#[divan::bench(args = sizes(), sample_count = 100, sample_size = 1)]
fn key_of_one_character(bencher: Bencher<'_, '_>, size: usize) {
    each_query(bencher, size, &SINGLE);
}

fn each_query(bencher: Bencher<'_, '_>, size: usize, queries: &'static [&'static str]) {
    let sample = sample(size);
    let mut next = 0;
    bencher.bench_local(|| {
        next += 1;
        black_box(ask(&mut Finder::default(), &sample.titles, queries[next % queries.len()], &SideBySide));
    });
}

/// 河, then 河南, then 河南新: each key goes on from what the one before found.
#[divan::bench(args = sizes(), sample_count = 50, sample_size = 1)]
fn narrowing_key(bencher: Bencher<'_, '_>, size: usize) {
    let sample = sample(size);
    bencher
        .with_inputs(|| {
            let mut finder = Finder::default();
            ask(&mut finder, &sample.titles, "河南", &SideBySide);
            finder
        })
        .bench_local_values(|mut finder| black_box(ask(&mut finder, &sample.titles, "河南新", &SideBySide)));
}

#[divan::bench(args = sizes(), sample_count = 5, sample_size = 1)]
fn skim_alone(bencher: Bencher<'_, '_>, size: usize) {
    let sample = sample(size);
    let matcher = SkimMatcherV2::default();
    bencher.bench_local(|| {
        let mut scored: Vec<(i64, usize)> = sample
            .plain
            .iter()
            .enumerate()
            .filter_map(|(number, headline)| Some((matcher.fuzzy_match(headline, "河南")?, number)))
            .collect();
        scored.sort_unstable_by(|a, b| b.cmp(a));
        black_box(scored.len())
    });
}

#[divan::bench(args = sizes(), sample_count = 5, sample_size = 1)]
fn nucleo_alone(bencher: Bencher<'_, '_>, size: usize) {
    use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
    let sample = sample(size);
    let mut matcher = nucleo_matcher::Matcher::new(nucleo_matcher::Config::DEFAULT);
    let pattern = Pattern::parse("河南", CaseMatching::Smart, Normalization::Smart);
    bencher.bench_local(|| black_box(pattern.match_list(&sample.plain, &mut matcher).len()));
}

#[divan::bench(args = sizes(), sample_count = 5, sample_size = 1)]
fn frizbee_alone(bencher: Bencher<'_, '_>, size: usize) {
    let sample = sample(size);
    let config = frizbee::Config::default();
    bencher.bench_local(|| black_box(frizbee::Matcher::new("河南", &config).match_list(&sample.plain).len()));
}

/// Substring only, nothing ranked: what finding can hardly be faster than.
#[divan::bench(args = sizes(), sample_count = 5, sample_size = 1)]
fn memmem_alone(bencher: Bencher<'_, '_>, size: usize) {
    let sample = sample(size);
    let finder = memchr::memmem::Finder::new("河南");
    bencher.bench_local(|| {
        black_box(sample.plain.iter().filter(|headline| finder.find(headline.as_bytes()).is_some()).count())
    });
}

/// Filing all headlines, as when an archive is opened.
#[divan::bench(args = [10_000, 100_000], sample_count = 5, sample_size = 1)]
fn filing(bencher: Bencher<'_, '_>, size: usize) {
    let sample = sample(size);
    bencher.bench_local(|| {
        let mut titles = Titles::default();
        for headline in &sample.plain {
            titles.push(&Title { headline, ..Title::default() });
        }
        black_box(titles.len())
    });
}
