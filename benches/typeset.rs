//! How fast Chinese is set, beside others that break rows: `cargo bench --bench typeset`.
//!
//! The text is the sample edition, repeated. Figures are to be read as ratios within one run.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

#[path = "support/engines.rs"]
#[expect(dead_code, reason = "the table in docs/TYPESETTING.md uses the rest")]
mod engines;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use kanbao::model::{Article, Block, BlockKind, Fragment, LineNumber};
use kanbao::text::clean::clean;
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::typeset::{Fit, Settings, prepare, set};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

fn main() {
    divan::main();
}

const WIDTHS: [usize; 3] = [40, 76, 120];

/// Paragraphs of the sample edition, over and over up to `bytes`.
fn paragraphs(bytes: usize) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the sample edition").flatten().map(|e| e.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let text: String = files
        .iter()
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).expect("readable")).into_owned())
        .collect();
    let lines = text.lines().map(|line| clean(line).text.trim().to_owned()).filter(|line| line.len() > 60);
    let lines: Vec<String> = lines.collect();
    let mut total = 0;
    let enough = lines.iter().cycle().take_while(|line| {
        total += line.len();
        total < bytes + line.len()
    });
    enough.cloned().collect()
}

fn article(bytes: usize) -> Article {
    let blocks = paragraphs(bytes).into_iter().zip(1..).map(|(text, line)| Block {
        kind: BlockKind::Paragraph,
        fragments: vec![Fragment::whole(LineNumber(line), text)],
        confidence: 1.0,
    });
    Article { blocks: blocks.collect(), ..Article::default() }
}

const MEGABYTE: usize = 1_000_000;

/// Everything, for a megabyte of text.
mod whole {
    use super::{
        Bencher, Buffer, BytesCount, Fit, MEGABYTE, Rect, Settings, WIDTHS, Widget, article, black_box,
        engines, paragraphs, prepare, set,
    };

    #[divan::bench(args = WIDTHS)]
    fn kanbao_prepare_and_set(bencher: Bencher<'_, '_>, width: usize) {
        let article = article(MEGABYTE);
        let settings = Settings { width, ..Settings::default() };
        bencher.counter(BytesCount::new(MEGABYTE)).bench(|| set(&prepare(black_box(&article)), &settings));
    }

    #[divan::bench]
    fn kanbao_prepare_only(bencher: Bencher<'_, '_>) {
        let article = article(MEGABYTE);
        bencher.counter(BytesCount::new(MEGABYTE)).bench(|| prepare(black_box(&article)));
    }

    #[divan::bench(args = WIDTHS)]
    fn kanbao_row_by_row(bencher: Bencher<'_, '_>, width: usize) {
        let article = article(MEGABYTE);
        let settings = Settings { width, fit: Fit::First, ..Settings::default() };
        bencher.counter(BytesCount::new(MEGABYTE)).bench(|| set(&prepare(black_box(&article)), &settings));
    }

    #[divan::bench(args = WIDTHS)]
    fn ratatui_paragraph(bencher: Bencher<'_, '_>, width: usize) {
        let paragraphs = paragraphs(MEGABYTE);
        bencher.counter(BytesCount::new(MEGABYTE)).bench(|| {
            let mut buffer = Buffer::empty(Rect::default());
            for text in &paragraphs {
                // Its rows are only known by drawing them all.
                let area = Rect::new(0, 0, width as u16, (text.len() / width + 8) as u16);
                buffer.resize(area);
                engines::ratatui_paragraph(black_box(text)).render(area, &mut buffer);
            }
            buffer
        });
    }

    #[divan::bench(args = WIDTHS)]
    fn textwrap_first_fit(bencher: Bencher<'_, '_>, width: usize) {
        let paragraphs = paragraphs(MEGABYTE);
        let options = textwrap::Options::new(width).wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        bencher.counter(BytesCount::new(MEGABYTE)).bench(|| {
            paragraphs.iter().map(|text| textwrap::wrap(black_box(text), &options).len()).sum::<usize>()
        });
    }

    #[divan::bench(args = WIDTHS)]
    fn textwrap_optimal_fit(bencher: Bencher<'_, '_>, width: usize) {
        let paragraphs = paragraphs(MEGABYTE);
        let options =
            textwrap::Options::new(width).wrap_algorithm(textwrap::WrapAlgorithm::new_optimal_fit());
        bencher.counter(BytesCount::new(MEGABYTE)).bench(|| {
            paragraphs.iter().map(|text| textwrap::wrap(black_box(text), &options).len()).sum::<usize>()
        });
    }

    #[divan::bench(args = WIDTHS)]
    fn icu_greedy(bencher: Bencher<'_, '_>, width: usize) {
        let paragraphs = paragraphs(MEGABYTE);
        bencher.counter(BytesCount::new(MEGABYTE)).bench(|| {
            paragraphs.iter().map(|text| engines::icu_greedy(black_box(text), width).len()).sum::<usize>()
        });
    }
}

/// What a resize costs: an article of 20 kB that was prepared before.
mod resize {
    use super::{
        Ambiguous, Bencher, BytesCount, Measure, Settings, WIDTHS, article, black_box, prepare, set,
    };

    const ARTICLE: usize = 20_000;

    #[divan::bench(args = WIDTHS)]
    fn narrow(bencher: Bencher<'_, '_>, width: usize) {
        let prepared = prepare(&article(ARTICLE));
        let settings = Settings { width, ..Settings::default() };
        bencher.counter(BytesCount::new(ARTICLE)).bench(|| set(black_box(&prepared), &settings));
    }

    #[divan::bench(args = WIDTHS)]
    fn wide_justified_and_spaced(bencher: Bencher<'_, '_>, width: usize) {
        let prepared = prepare(&article(ARTICLE));
        let measure = Measure::new(Ambiguous::Wide);
        let settings = Settings { width, measure, autospace: true, justify: true, ..Settings::default() };
        bencher.counter(BytesCount::new(ARTICLE)).bench(|| set(black_box(&prepared), &settings));
    }
}
