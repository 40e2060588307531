//! Pages of one day: stories that go on on another page are one story, and a story that stands twice is noticed,
//! in whatever order the pages arrive.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking, and reads its own files"
)]

use std::path::Path;
use std::sync::Arc;

use kanbao::ingest::{Decoded, reconstruct, source};
use kanbao::model::{BlockKind, Page, Part};
use kanbao::query::{Catalogue, Entry, Selection, select};
use kanbao::typeset;

/// The three pages of `tests/corpus/edition`, in this order.
fn pages(order: &[usize]) -> Vec<Arc<Page>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/edition/2024-03-09");
    let read = |number: &usize| source::read(&folder.join(format!("0{number}.txt")), None).expect("a page");
    order.iter().map(read).map(|decoded| Arc::new(reconstruct(&decoded))).collect()
}

fn catalogue(pages: &[Arc<Page>]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for page in pages {
        catalogue.add(page);
    }
    catalogue
}

fn page(path: &str, text: &str) -> Arc<Page> {
    let decoded =
        Decoded { path: path.into(), encoding: "UTF-8".to_owned(), text: text.to_owned(), had_errors: false };
    Arc::new(reconstruct(&decoded))
}

fn story<'a>(catalogue: &'a Catalogue, headline: &str) -> &'a Entry {
    let (_, entry) = catalogue.iter().find(|(_, entry)| entry.article().title() == headline).expect(headline);
    entry
}

/// The page numbers that a story stands on.
fn numbers(entry: &Entry) -> Vec<u32> {
    entry.portions().iter().filter_map(|portion| portion.page.page_number).collect()
}

const ORDERS: [[usize; 3]; 6] = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];

#[test]
fn a_story_on_two_pages_is_one_whatever_page_comes_first() {
    for order in ORDERS {
        let catalogue = catalogue(&pages(&order));
        assert_eq!((catalogue.len(), catalogue.stories()), (7, 5), "{order:?}");
        assert_eq!(numbers(story(&catalogue, "渔港换了新灯塔")), [1, 3], "{order:?}");
        assert_eq!(numbers(story(&catalogue, "茶山上的小火车")), [1, 2], "{order:?}");
        assert_eq!(numbers(story(&catalogue, "桥洞下的乐队")), [0_u32; 0], "{order:?}");
        assert_eq!(select(&catalogue, &Selection::default()).len(), 5, "{order:?}");
    }
}

#[test]
fn the_torn_sentence_reads_on_and_the_jumps_fall_away() {
    let catalogue = catalogue(&pages(&[1, 2, 3]));
    let article = story(&catalogue, "渔港换了新灯塔").article();
    let text: Vec<String> = article.blocks.iter().map(kanbao::model::Block::text).collect();
    assert!(text[1].contains("这座塔都不完整。年轻人姓陶"), "{text:?}");
    assert_eq!((article.truncated, text.len()), (false, 3));
    assert_eq!((&article.continued_from, &article.continued_on), (&None, &None));
    let train = story(&catalogue, "茶山上的小火车").article();
    let text: Vec<String> = train.blocks.iter().map(kanbao::model::Block::text).collect();
    assert!(text.iter().all(|text| !text.contains("下转") && !text.contains("上接")), "{text:?}");
    assert!(
        train.blocks.iter().all(|block| block.kind == BlockKind::Paragraph),
        "the repeated headline stays away"
    );
    assert_eq!(train.authors, ["苏禾"]);
}

#[test]
fn each_line_leads_to_its_own_page() {
    let catalogue = catalogue(&pages(&[3, 1, 2]));
    let entry = story(&catalogue, "渔港换了新灯塔");
    for block in &entry.article().blocks {
        for fragment in &block.fragments {
            let page = entry.page_of(fragment.line);
            let raw = page.line(fragment.line.in_file()).expect("a line of that page");
            assert!(raw.text.contains(&fragment.text), "{} {}", page.path.display(), fragment.line);
        }
    }
}

#[test]
fn the_seam_between_pages_is_marked_like_others() {
    let catalogue = catalogue(&pages(&[1, 2, 3]));
    for (headline, part) in [("渔港换了新灯塔", Part::Block(1)), ("茶山上的小火车", Part::Block(2))]
    {
        let prepared = typeset::prepare(story(&catalogue, headline).article());
        let sheet = typeset::set(&prepared, &typeset::Settings { width: 60, ..typeset::Settings::default() });
        let seams: Vec<Part> = sheet
            .rows
            .iter()
            .flat_map(|row| &row.runs)
            .filter(|run| run.seam.is_some())
            .filter_map(|run| Some(run.origin?.part))
            .collect();
        assert_eq!(seams, [part], "{headline}");
    }
}

#[test]
fn what_is_only_on_the_later_page_is_found_in_the_whole_story() {
    let catalogue = catalogue(&pages(&[1, 2, 3]));
    let selection = Selection { typed: "text:航海学校".to_owned(), ..Selection::default() };
    let hits = select(&catalogue, &selection);
    let titles: Vec<String> =
        hits.iter().filter_map(|hit| Some(catalogue.entry(hit.entry)?.article().title())).collect();
    assert_eq!(titles, ["渔港换了新灯塔"]);
}

#[test]
fn the_same_story_again_is_noticed_and_both_stay() {
    let catalogue = catalogue(&pages(&[1, 2, 3]));
    for (here, there) in
        [("旧书摊搬进了菜市场", "旧书摊搬进菜市场"), ("旧书摊搬进菜市场", "旧书摊搬进了菜市场")]
    {
        let twins = story(&catalogue, here).twins();
        let titles: Vec<String> =
            twins.iter().filter_map(|twin| Some(catalogue.entry(*twin)?.article().title())).collect();
        assert_eq!(titles, [there]);
    }
    assert!(story(&catalogue, "桥洞下的乐队").twins().is_empty());
}

#[test]
fn a_page_loaded_twice_is_noticed_story_by_story() {
    let pages = pages(&[2, 2]);
    let catalogue = catalogue(&pages);
    let twice = catalogue.iter().filter(|(_, entry)| entry.twins().len() == 1).count();
    assert_eq!((catalogue.stories(), twice), (4, 4));
}

const FIRST: &str = "\n\n2024年3月9日 星期六 第1版 要闻 河湾日报\n\n磨坊的水车又转了\n\n◎本报记者 江禾\n\n\
    磨坊的水车停了二十年，今年春天又转了起来。木匠换了三十六块板，每一块都是从老船上拆下来的，泡过水的木头不怕水。（下转第三版）\n";

#[test]
fn a_page_of_another_day_or_paper_or_number_is_left_alone() {
    let rest = |head: &str| {
        format!(
            "\n\n{head}\n\n（上接第一版）磨坊主人说，水车一转，面粉就有了麦子的味道，机器磨得快，却磨不出这个味道。\
             来买面粉的人从镇上排到了桥头。\n"
        )
    };
    let cases = [
        ("2024年3月9日 星期六 第3版 专题 河湾日报", 1),
        ("2024年3月10日 星期日 第3版 专题 河湾日报", 2),
        ("2024年3月9日 星期六 第4版 专题 河湾日报", 2),
        ("2024年3月9日 星期六 第3版 专题 山前日报", 2),
    ];
    for (head, stories) in cases {
        let catalogue = catalogue(&[page("a/01.txt", FIRST), page("b/03.txt", &rest(head))]);
        assert_eq!(catalogue.stories(), stories, "{head}");
    }
}

#[test]
fn of_two_stories_that_go_on_on_one_page_each_finds_its_own() {
    let first = "\n\n2024年3月9日 星期六 第1版 要闻 河湾日报\n\n盐田里的彩虹\n\n◎本报记者 林遥\n\n\
        盐田分成一格一格，红的、绿的、白的，从天上看像打翻的颜料盒。盐工说颜色是水里的藻，越咸的水越红。（下转第二版）\n\n\
        山顶的邮局\n\n◎本报记者 陆远\n\n\
        山顶的邮局只有一个邮递员，信从山下背上来，明信片从山顶寄出去。邮戳上刻着海拔，游客排队就为盖一个邮戳。（下转第二版）\n";
    let second = "\n\n2024年3月9日 星期六 第2版 综合 河湾日报\n\n山顶邮局\n\n\
        （上接第一版）邮递员姓陶，背一趟信要走三千级台阶，他说信不重，明信片更不重，重的是游客忘在柜台上的水壶。\n\n\
        盐田彩虹\n\n（上接第一版）盐工们凌晨收盐，趁着水凉。盐田里的盐收了一季，颜色就淡一分，等到秋天，彩虹变成一片雪白。\n";
    let catalogue = catalogue(&[page("01.txt", first), page("02.txt", second)]);
    assert_eq!(catalogue.stories(), 2);
    for (headline, own) in [("盐田里的彩虹", "凌晨收盐"), ("山顶的邮局", "三千级台阶")] {
        let text: String =
            story(&catalogue, headline).article().blocks.iter().map(kanbao::model::Block::text).collect();
        assert!(text.contains(own), "{headline}: {text}");
    }
}

#[test]
fn a_story_on_three_pages_is_one_even_if_the_middle_comes_last() {
    let text =
        |number: u32, body: &str| format!("\n\n2024年3月9日 星期六 第{number}版 要闻 河湾日报\n\n{body}\n");
    let first = text(
        1,
        "运河上的船闸\n\n◎本报记者 江禾\n\n船闸的闸门有七层楼高，开一次要四分钟，船工们趁这四分钟吃一个馒头。船闸的闸室里水涨船高。（下转第二版）",
    );
    let second = text(
        2,
        "运河船闸\n\n（上接第一版）船工说，船闸修好以前，过这道坎要拉纤，一条船要三十个人。如今闸门一关，水自己把船托上去。（下转第三版）",
    );
    let third = text(
        3,
        "运河船闸\n\n（上接第二版）船闸的值班员守着屏幕，一天要送走八十条船。船工们在船上朝他挥手，他看不清脸，只认得船。",
    );
    let pages = [page("1.txt", &first), page("3.txt", &third), page("2.txt", &second)];
    let catalogue = catalogue(&pages);
    assert_eq!(catalogue.stories(), 1);
    assert_eq!(numbers(story(&catalogue, "运河上的船闸")), [1, 2, 3]);
}
