//! Puts right what a reader put right: the same corrections on the same page, whatever file it stands in.
//!
//! The loader's work is done first and never changed by corrections; then
//!
//! 1. each corrected line is taken out of the home that the loader gave it,
//! 2. and put where the reader wants it, those first that others are told by,
//! 3. stories that lost their text give their head back to the page, and the order of stories is made anew,
//! 4. and everything that is read from the stories (writers, places, names of stories) is read again.
//!
//! The account is balanced as after loading, so that each line still has exactly one home: a line whose place makes
//! no sense on this page (what it is told by is gone, or two are told by each other) is shown among the unplaced.

mod candidates;
mod move_lines;

use std::collections::BTreeMap;

use self::move_lines::Mover;
use super::{Decoded, account, extract, identity};
use crate::model::{Article, Correction, LineNumber, Page, Place, RemarkKind};

pub use candidates::{Candidate, candidates};

/// Applies corrections to a page that was just put together. Those about lines that it does not have do nothing.
pub fn mend(page: &mut Page, corrections: &[Correction]) {
    let wishes = wishes(page, corrections);
    if !wishes.is_empty() {
        let mut mover = Mover::of(page);
        for line in wishes.keys() {
            mover.take_out(*line);
        }
        put_all(&mut mover, wishes);
        mover.give_heads_back();
        sort_articles(&mut page.articles);
        account::balance(page);
        identity::name(page);
        extract::fill(page);
    }
    set_provinces(page, corrections);
}

/// Puts a page together again from its own lines, with these corrections instead of those before.
pub fn again(page: &Page, corrections: &[Correction]) -> Page {
    let mut mended = super::reconstruct(&decoded(page));
    mended.encoding.clone_from(&page.encoding);
    // The lines are clean already: what was odd about the file is known from the first reading.
    let of_file = |kind: &RemarkKind| matches!(kind, RemarkKind::BadBytes | RemarkKind::Cleaned { .. });
    let told = page.remarks.iter().filter(|remark| of_file(&remark.kind)).cloned();
    mended.remarks.splice(0..0, told);
    mend(&mut mended, corrections);
    mended
}

/// The text of a page as it was read, blank lines and all.
fn decoded(page: &Page) -> Decoded {
    let mut text = String::new();
    let mut at = 1;
    for line in &page.lines {
        text.extend(std::iter::repeat_n('\n', (line.number.0 - at) as usize));
        text.push_str(&line.text);
        at = line.number.0;
    }
    text.extend(std::iter::repeat_n('\n', page.line_count.saturating_sub(at) as usize));
    Decoded { path: page.path.clone(), encoding: page.encoding.clone(), text, had_errors: false }
}

/// What is wanted for each line: its place, and the line that this is told by.
type Wishes<'a> = BTreeMap<LineNumber, (&'a Place, Option<LineNumber>)>;

fn wishes<'a>(page: &Page, corrections: &'a [Correction]) -> Wishes<'a> {
    let wish = |correction: &'a Correction| {
        let Correction::Place(line, place) = correction else { return None };
        let line = line.find_in(page)?;
        let by = match place.by() {
            Some(by) => Some(by.find_in(page).filter(|by| *by != line)?),
            None => None,
        };
        Some((line, (place, by)))
    };
    corrections.iter().filter_map(wish).collect()
}

/// Puts lines in their places; a line waits for the one that its place is told by.
fn put_all(mover: &mut Mover<'_>, mut wishes: Wishes<'_>) {
    loop {
        let ready: Vec<LineNumber> = wishes
            .iter()
            .filter(|(_, (_, by))| by.is_none_or(|by| !wishes.contains_key(&by)))
            .map(|(line, _)| *line)
            .collect();
        if ready.is_empty() {
            return;
        }
        for line in ready {
            if let Some((place, by)) = wishes.remove(&line) {
                mover.put(line, place, by);
            }
        }
    }
}

fn sort_articles(articles: &mut [Article]) {
    articles.sort_by_key(|article| {
        let heads = [&article.kicker, &article.headline].into_iter().flatten();
        let head = heads.flat_map(|heading| heading.lines.iter().copied()).min();
        let text = article.blocks.first().and_then(|block| block.fragments.first()).map(|first| first.line);
        head.or(text).or_else(|| article.lines().min())
    });
}

fn set_provinces(page: &mut Page, corrections: &[Correction]) {
    for correction in corrections {
        let Correction::Provinces(line, provinces) = correction else { continue };
        let Some(line) = line.find_in(page) else { continue };
        let article = page.articles.iter_mut().find(|article| article.lines().any(|own| own == line));
        if let Some(article) = article {
            article.provinces.clone_from(provinces);
            // No word of the story decided: the reader did.
            article.province_evidence = vec![String::new(); provinces.len()];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::reconstruct;
    use crate::model::article::join_texts;
    use crate::model::{BlockKind, FurnitureKind, HeadPart, LineName, Province};

    const PAGE: &str = concat!(
        "河滩村通了新桥\n\n本报记者 林一舟\n\n",
        "　　清晨，河滩村的雾还没有散，桥头已经有人赶着去城里卖菜。老人说，从前\n\n",
        "过河要等渡船，一等就是半天。\n\n　　新桥长三百米，两边都能走人。\n\n",
        "渔港添了一座冷库\n\n本报记者 何田\n\n",
        "　　傍晚六点，渔船回港，冷库的门开了。船长说，今年的鱼不愁卖，\n\n",
        "冷库里能放两百吨。\n\n　　渔民算过一笔账，一年能多挣三成。\n",
    );

    fn page() -> Page {
        reconstruct(&Decoded {
            path: "桥.txt".into(),
            encoding: "UTF-8".into(),
            text: PAGE.into(),
            had_errors: false,
        })
    }

    fn name(line: u32) -> LineName {
        LineName::of(&page(), LineNumber(line)).unwrap()
    }

    fn place(line: u32, place: Place) -> Correction {
        Correction::Place(name(line), place)
    }

    /// Each story as its lines: head | blocks.
    fn shape(page: &Page) -> Vec<String> {
        let lines =
            |lines: Vec<LineNumber>| lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
        page.articles
            .iter()
            .map(|article| {
                let heads = [&article.kicker, &article.headline, &article.subtitle, &article.byline];
                let head = heads.into_iter().flatten().flat_map(|head| head.lines.clone()).collect();
                let blocks: Vec<String> = article
                    .blocks
                    .iter()
                    .map(|block| lines(block.fragments.iter().map(|fragment| fragment.line).collect()))
                    .collect();
                format!("{} | {}", lines(head), blocks.join(" "))
            })
            .collect()
    }

    #[track_caller]
    fn check(corrections: &[Correction], expected: &[&str]) -> Page {
        let mut page = page();
        mend(&mut page, corrections);
        assert_eq!(shape(&page), expected);
        let mut homes: Vec<u32> = page.homes().map(|(line, _)| line.0).collect();
        homes.sort_unstable();
        assert_eq!(homes, page.lines.iter().map(|line| line.number.0).collect::<Vec<_>>());
        page
    }

    const UNTOUCHED: [&str; 2] = ["1+3 | 5+7 9", "11+13 | 15+17 19"];

    #[test]
    fn without_corrections_nothing_changes() {
        check(&[], &UNTOUCHED);
    }

    #[test]
    fn a_seam_is_cut_and_the_piece_joined_elsewhere() {
        let cut = check(&[place(17, Place::Story)], &["1+3 | 5+7 9", "11+13 | 15 19", " | 17"]);
        assert!(cut.articles[2].headline.is_none());
        check(&[place(17, Place::After(name(9)))], &["1+3 | 5+7 9+17", "11+13 | 15 19"]);
        check(
            &[place(17, Place::Block(BlockKind::Paragraph, name(5)))],
            &["1+3 | 5+7 17 9", "11+13 | 15 19"],
        );
        check(
            &[place(17, Place::After(name(5))), place(7, Place::After(name(15)))],
            &["1+3 | 5+17 9", "11+13 | 15+7 19"],
        );
    }

    #[test]
    fn heads_and_labels_are_changed() {
        let page = check(
            &[
                place(1, Place::Head(HeadPart::Headline, name(15))),
                place(11, Place::Head(HeadPart::Headline, name(5))),
                place(9, Place::Block(BlockKind::Subhead, name(7))),
                place(3, Place::Furniture(FurnitureKind::PageLabel)),
            ],
            &["1+13 | 15+17 19", "11 | 5+7 9"],
        );
        assert_eq!(page.articles[1].blocks[1].kind, BlockKind::Subhead);
        assert_eq!(page.articles[0].title(), "河滩村通了新桥");
        assert_eq!(page.furniture[0].line, LineNumber(3));
        let page = check(&[place(9, Place::Caption(name(5)))], &["1+3 | 5+7", "11+13 | 15+17 19"]);
        assert_eq!(page.articles[0].figures[0].caption.lines, [LineNumber(9)]);
        let page = check(&[place(3, Place::Head(HeadPart::Subtitle, name(1)))], &UNTOUCHED);
        assert!(page.articles[0].subtitle.is_some() && page.articles[0].byline.is_none());
    }

    #[test]
    fn a_story_that_lost_its_text_gives_its_head_back() {
        let all = [15, 17, 19].map(|line| place(line, Place::Block(BlockKind::Paragraph, name(9))));
        let mut page = page();
        mend(&mut page, &all);
        assert_eq!(page.articles.len(), 1);
        assert_eq!(page.unplaced.iter().map(|line| line.line.0).collect::<Vec<_>>(), [11, 13]);
    }

    #[test]
    fn what_makes_no_sense_is_shown_and_nothing_is_lost() {
        check(&[place(7, Place::After(name(7)))], &UNTOUCHED);
        let gone = LineName { begins: "没有这行".into(), ends: "没有这行".into(), nth: 0 };
        check(&[place(7, Place::After(gone.clone())), Correction::Place(gone, Place::Story)], &UNTOUCHED);
        let circle = [place(7, Place::After(name(17))), place(17, Place::After(name(7)))];
        let page = check(&circle, &["1+3 | 5 9", "11+13 | 15 19"]);
        assert_eq!(page.unplaced.len(), 2);
    }

    #[test]
    fn a_province_is_put_right() {
        let page = check(&[Correction::Provinces(name(11), vec![Province::Henan])], &UNTOUCHED);
        assert_eq!(page.articles[1].provinces, [Province::Henan]);
        assert_eq!(page.articles[1].province_evidence.len(), 1);
    }

    #[test]
    fn a_page_is_put_together_again_from_its_own_lines() {
        let read = page();
        assert_eq!(again(&read, &[]), read);
        let corrections = [place(17, Place::Story)];
        let mended = again(&read, &corrections);
        assert_eq!(again(&mended, &[]), read);
        assert_eq!(again(&mended, &corrections), mended);
    }

    #[test]
    fn candidates_name_every_other_story_the_likeliest_first_and_what_was_cut_last() {
        let mut page = page();
        let found = candidates(&page, &[LineNumber(17)], None);
        assert_eq!(found.first().map(|first| (first.after, first.reads_on)), Some((LineNumber(15), true)));
        mend(&mut page, &[place(17, Place::Story)]);
        let found = candidates(&page, &[LineNumber(17)], None);
        assert_eq!(found.last().map(|last| (last.after, last.reads_on)), Some((LineNumber(15), true)));
        assert!(found.len() > 1);
        let stories: std::collections::BTreeSet<usize> = found.iter().map(|found| found.article).collect();
        assert_eq!(stories.into_iter().collect::<Vec<_>>(), [0, 1]);
        // What the reader had joined himself and cut again is known to him alone.
        let again = candidates(&page, &[LineNumber(17)], Some(LineNumber(5)));
        assert!(again.iter().take(again.len() - 2).all(|c| !c.reads_on || c.after != LineNumber(5)));
        let text = join_texts(page.articles[1].blocks[0].fragments.iter().map(|f| f.text.as_str()));
        assert!(text.ends_with('，'));
    }
}
