//! Proves that nothing was lost: each non-blank line has exactly one home.
//!
//! This runs on every page a reader opens, not only in tests. A line without a home goes to the unplaced ones, a
//! line with two keeps the first; both are said in a remark, because either is a fault of the loader.

use crate::model::{LineNumber, Page, Remark, RemarkKind, Unplaced};

/// Checks the page and mends what is wrong.
pub(crate) fn balance(page: &mut Page) {
    let mut homes: Vec<LineNumber> = page.homes().map(|(line, _)| line).collect();
    homes.sort_unstable();
    if homes.iter().eq(page.lines.iter().map(|line| &line.number)) {
        page.unplaced.sort_by_key(|unplaced| unplaced.line);
        return;
    }
    let mut doubled: Vec<LineNumber> =
        homes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    doubled.dedup();
    homes.dedup();
    let lost: Vec<(LineNumber, String)> = page
        .lines
        .iter()
        .filter(|line| homes.binary_search(&line.number).is_err())
        .map(|line| (line.number, line.text.trim().to_owned()))
        .collect();
    let invented: Vec<LineNumber> = homes.into_iter().filter(|line| page.line(*line).is_none()).collect();
    for (line, text) in lost {
        page.unplaced.push(Unplaced { line, text });
        page.remarks.push(Remark { line: Some(line), kind: RemarkKind::LostLine });
    }
    for line in doubled {
        keep_first_home(page, line);
        page.remarks.push(Remark { line: Some(line), kind: RemarkKind::DoubledLine });
    }
    for line in invented {
        remove(page, line, 0);
    }
    page.unplaced.sort_by_key(|unplaced| unplaced.line);
}

fn keep_first_home(page: &mut Page, line: LineNumber) {
    remove(page, line, 1);
}

/// Removes every home of a line after the first `keep`.
fn remove(page: &mut Page, line: LineNumber, keep: usize) {
    let mut seen = 0;
    let mut keeps = |this: LineNumber| {
        if this != line {
            return true;
        }
        seen += 1;
        seen <= keep
    };
    for article in &mut page.articles {
        for heading in
            [&mut article.kicker, &mut article.headline, &mut article.subtitle, &mut article.byline]
        {
            if let Some(found) = heading {
                found.lines.retain(|line| keeps(*line));
                if found.lines.is_empty() {
                    *heading = None;
                }
            }
        }
        for block in &mut article.blocks {
            block.fragments.retain(|fragment| keeps(fragment.line));
        }
        article.blocks.retain(|block| !block.fragments.is_empty());
        for figure in &mut article.figures {
            figure.caption.lines.retain(|line| keeps(*line));
            if let Some(credit) = &mut figure.credit {
                credit.lines.retain(|line| keeps(*line));
            }
        }
        for quote in &mut article.pull_quotes {
            quote.quote.lines.retain(|line| keeps(*line));
        }
        article.pull_quotes.retain(|quote| !quote.quote.lines.is_empty());
    }
    page.furniture.retain(|item| keeps(item.line));
    page.unplaced.retain(|item| keeps(item.line));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Block, BlockKind, Fragment, Furniture, FurnitureKind, Heading, RawLine};

    fn raw(number: u32) -> RawLine {
        RawLine { number: LineNumber(number), text: format!("行{number}"), blank_before: 0 }
    }

    fn paragraph(lines: &[u32]) -> Block {
        let fragment = |line: &u32| Fragment::whole(LineNumber(*line), format!("行{line}"));
        Block { kind: BlockKind::Paragraph, fragments: lines.iter().map(fragment).collect(), confidence: 1.0 }
    }

    #[test]
    fn lost_doubled_and_invented_lines_are_mended_and_named() {
        let heading = Heading { text: "行1".to_owned(), lines: vec![LineNumber(1)] };
        let article = Article {
            headline: Some(heading),
            blocks: vec![paragraph(&[2, 9]), paragraph(&[1])],
            ..Article::default()
        };
        let furniture =
            Furniture { line: LineNumber(2), text: "行2".to_owned(), kind: FurnitureKind::PageLabel };
        let mut page = Page {
            lines: vec![raw(1), raw(2), raw(3)],
            articles: vec![article],
            furniture: vec![furniture],
            ..Page::default()
        };
        balance(&mut page);
        let homes: Vec<u32> = page.homes().map(|(line, _)| line.0).collect();
        assert_eq!(homes, [1, 2, 3]);
        let kinds: Vec<_> =
            page.remarks.iter().map(|remark| (remark.line.map(|line| line.0), remark.kind.clone())).collect();
        assert_eq!(
            kinds,
            [
                (Some(3), RemarkKind::LostLine),
                (Some(1), RemarkKind::DoubledLine),
                (Some(2), RemarkKind::DoubledLine)
            ]
        );
    }
}
