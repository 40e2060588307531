//! A page as truth: which line belongs where, in the form of the truth files that `kanbao eval` reads.
//!
//! This is how a page that a reader has put right becomes a test (tests/corpus/README.md tells the form).

use serde_json::{Value, json};

use crate::model::{Article, Block, BlockKind, Heading, LineNumber, Page};

/// The truth of a page, to be read by people and by `kanbao eval`.
pub fn truth(page: &Page) -> String {
    let name = page.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let truth = json!({
        "page": name,
        "articles": page.articles.iter().map(article).collect::<Vec<_>>(),
        "furniture": page.furniture.iter().map(|item| item.line.0).collect::<Vec<_>>(),
        "unplaced": page.unplaced.iter().map(|item| item.line.0).collect::<Vec<_>>(),
        "notes": [],
    });
    format!("{truth:#}\n")
}

fn article(article: &Article) -> Value {
    let dateline = article
        .dateline
        .as_ref()
        .map(|dateline| json!({ "place": dateline.place, "month": dateline.month, "day": dateline.day }));
    let figures = article.figures.iter().map(|figure| {
        json!({ "caption": numbers(&figure.caption.lines), "credit": lines(figure.credit.as_ref()) })
    });
    let mut truth = json!({
        "section": article.section,
        "kicker": lines(article.kicker.as_ref()),
        "headline": lines(article.headline.as_ref()),
        "subtitle": lines(article.subtitle.as_ref()),
        "byline": lines(article.byline.as_ref()),
        "blocks": article.blocks.iter().map(block).collect::<Vec<_>>(),
        "figures": figures.collect::<Vec<_>>(),
        "pull_quotes": article.pull_quotes.iter().map(|quote| numbers(&quote.quote.lines)).collect::<Vec<_>>(),
        "authors": article.authors,
        "dateline": dateline,
        "provinces": article.provinces.iter().map(|province| province.short()).collect::<Vec<_>>(),
        "truncated": article.truncated,
    });
    for (name, jump) in [("continued_from", &article.continued_from), ("continued_on", &article.continued_on)]
    {
        if let (Some(jump), Some(fields)) = (jump, truth.as_object_mut()) {
            fields.insert(name.to_owned(), json!(jump.page));
        }
    }
    truth
}

fn block(block: &Block) -> Value {
    let kind = match block.kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Subhead => "subhead",
    };
    json!({ "kind": kind, "lines": block.fragments.iter().map(|fragment| fragment.line.0).collect::<Vec<_>>() })
}

fn lines(heading: Option<&Heading>) -> Vec<u32> {
    heading.map(|heading| numbers(&heading.lines)).unwrap_or_default()
}

fn numbers(lines: &[LineNumber]) -> Vec<u32> {
    lines.iter().map(|line| line.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::evaluate::Outline;
    use crate::ingest::{Decoded, reconstruct};

    #[test]
    fn a_page_and_its_truth_are_the_same_to_the_scorer() {
        for (name, text) in crate::assets::sample_pages() {
            let decoded = Decoded { path: name.into(), text: (*text).to_owned(), ..Decoded::default() };
            let page = reconstruct(&decoded);
            let read: Value = serde_json::from_str(&truth(&page)).unwrap();
            assert_eq!(Outline::of_truth(&read), Some(Outline::of_page(&page)), "{name}");
        }
    }
}
