//! Putting pages together: the loader beside reading and checking the same bytes, and the time over the size of
//! a page. `cargo bench --bench ingest`; compare rows of one run, not of two.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads its own files"
)]

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use kanbao::ingest::{Decoded, reconstruct};

fn main() {
    divan::main();
}

/// The pages of the sample edition, as bytes.
fn pages() -> Vec<Vec<u8>> {
    kanbao::assets::sample_pages().iter().map(|(_, text)| text.as_bytes().to_vec()).collect()
}

fn bytes(pages: &[Vec<u8>]) -> BytesCount {
    BytesCount::new(pages.iter().map(Vec::len).sum::<usize>())
}

fn decoded(page: &[u8]) -> Decoded {
    Decoded {
        encoding: "UTF-8".to_owned(),
        text: String::from_utf8(page.to_vec()).expect("the sample is UTF-8"),
        ..Decoded::default()
    }
}

/// The floor: checking that bytes are UTF-8 and copying them.
#[divan::bench]
fn check_utf8(bencher: Bencher<'_, '_>) {
    let pages = pages();
    bencher.counter(bytes(&pages)).bench(|| {
        for page in &pages {
            black_box(String::from_utf8(black_box(page.clone())).is_ok());
        }
    });
}

/// Everything from text to stories with authors and places.
#[divan::bench]
fn put_together(bencher: Bencher<'_, '_>) {
    let pages = pages();
    bencher.counter(bytes(&pages)).bench(|| {
        for page in &pages {
            black_box(reconstruct(&decoded(page)));
        }
    });
}

/// The time must grow with the size of the page, not with its square.
#[divan::bench(args = [1, 10, 100], sample_count = 3, sample_size = 1)]
fn one_page_many_times_over(bencher: Bencher<'_, '_>, times: usize) {
    let page = pages().concat().repeat(times);
    bencher.counter(BytesCount::new(page.len())).bench(|| black_box(reconstruct(&decoded(&page))));
}
