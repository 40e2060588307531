//! A small edition of our own, made by hand, so that the pictures change only when the screen does.

use std::sync::Arc;

use kanbao::model::{
    Article, ArticleId, Block, BlockKind, Date, Figure, Fragment, Furniture, FurnitureKind, Heading,
    LineNumber, Page, PlaceMention, Province, RawLine,
};

/// Writes a page line by line, so that raw lines and parts always agree.
struct Writer {
    page: Page,
    next: u32,
}

impl Writer {
    fn line(&mut self, text: &str) -> LineNumber {
        let number = LineNumber(self.next);
        self.page.lines.push(RawLine { number, text: text.to_owned(), blank_before: 1 });
        self.next += 2;
        self.page.line_count = number.0;
        number
    }

    fn heading(&mut self, text: &str) -> Heading {
        Heading { text: text.to_owned(), lines: vec![self.line(text)] }
    }

    fn block(&mut self, kind: BlockKind, pieces: &[&str]) -> Block {
        let fragments = pieces
            .iter()
            .enumerate()
            .map(|(index, text)| Fragment {
                join_confidence: if index == 0 { 1.0 } else { 0.8 },
                ..Fragment::whole(self.line(text), *text)
            })
            .collect();
        Block { kind, fragments, confidence: 0.9 }
    }
}

struct Story {
    section: Option<&'static str>,
    kicker: Option<&'static str>,
    headline: &'static str,
    authors: &'static [&'static str],
    provinces: &'static [Province],
    places: &'static [(&'static str, Province)],
    body: &'static [(BlockKind, &'static [&'static str])],
    caption: Option<&'static str>,
}

const P: BlockKind = BlockKind::Paragraph;
const S: BlockKind = BlockKind::Subhead;

const PLAIN: Story = Story {
    section: None,
    kicker: None,
    headline: "",
    authors: &[],
    provinces: &[],
    places: &[],
    body: &[],
    caption: None,
};

/// Two pages of 《春江日报》.
pub(crate) fn pages() -> Vec<Arc<Page>> {
    let first: &[Story] = &[
        Story {
            kicker: Some("引水入城一年间"),
            headline: "河南春江新桥通车：两岸“最后一里路”接上了",
            authors: &["林一舟", "周小满"],
            provinces: &[Province::Henan],
            places: &[("春江新桥", Province::Henan)],
            body: &[
                (
                    P,
                    &[
                        "昨天上午十点，春江新桥正式通车。桥长1.2公里，双向六车道，两侧各留三米宽的步行道，",
                        "住在南岸的居民到北岸医院，从四十分钟缩短到八分钟。",
                    ],
                ),
                (S, &["桥是怎样合龙的"]),
                (
                    P,
                    &[
                        "“最难的是最后那一段。”总工程师说，钢梁白天受热变长，夜里又缩回去，两头相差近6厘米，合龙只能选在凌晨三点到五点之间。",
                    ],
                ),
                (
                    P,
                    &[
                        "施工队连着守了四个晚上，才等到风速和温度都合适的一刻。",
                        "焊花亮起时，江面上的渔船拉响了汽笛。",
                    ],
                ),
                (S, &["桥下还有一条路"]),
                (
                    P,
                    &[
                        "桥面下方预留了管廊，供水、供电和通信的线路都从这里过江。以后检修不必再挖开路面，也不必等枯水期。",
                    ],
                ),
                (P, &["新桥通车以后，老渡口没有关。每天早晚各开两班，坐船的大多是老人，他们说，坐惯了。"]),
            ],
            caption: Some("通车当天，居民走上新桥。"),
            ..PLAIN
        },
        Story {
            section: Some("地方动态"),
            headline: "湖南山村小学的天文台",
            authors: &["何青"],
            provinces: &[Province::Hunan],
            places: &[("长沙", Province::Hunan)],
            body: &[(
                P,
                &["三十二个孩子，一台口径20厘米的望远镜，每个月最晴的那一夜，全村人都到操场上来看月亮。"],
            )],
            ..PLAIN
        },
        Story {
            section: Some("地方动态"),
            headline: "西藏高原上的菜篮子",
            authors: &["扎西", "林一舟"],
            provinces: &[Province::Tibet],
            places: &[("林芝", Province::Tibet)],
            body: &[(P, &["海拔3600米的温室里，番茄一年能收三茬。"])],
            ..PLAIN
        },
    ];
    let second: &[Story] = &[
        Story {
            section: Some("科学副刊"),
            headline: "候鸟为什么记得路",
            authors: &["许知远行"],
            body: &[(P, &["它们看太阳，看星星，也看得见我们看不见的磁场。"]), (P, &["答案还没有全部找到。"])],
            ..PLAIN
        },
        Story {
            headline: "川渝两地联手修复一条小河，用三年时间让消失了二十年的鱼群重新回到河湾里来",
            authors: &["郑水生"],
            provinces: &[Province::Chongqing, Province::Sichuan],
            body: &[(P, &["河不长，只有37公里，却流过两地四个县。"])],
            ..PLAIN
        },
        Story {
            section: Some("地方动态"),
            headline: "河南豫北的麦子提前三天开镰",
            authors: &["周小满"],
            provinces: &[Province::Henan],
            body: &[(P, &["收割机的灯光从傍晚亮到天明。"])],
            ..PLAIN
        },
    ];
    vec![page("01.txt", 1, "要闻", first), page("02.txt", 2, "综合", second)]
}

fn page(path: &str, number: u32, name: &str, stories: &[Story]) -> Arc<Page> {
    let mut writer = Writer {
        page: Page {
            path: path.into(),
            encoding: "UTF-8".into(),
            publication: Some("春江日报".into()),
            date: Date::new(2024, 5, 6).ok(),
            page_number: Some(number),
            page_name: Some(name.into()),
            ..Page::default()
        },
        next: 1,
    };
    for story in stories {
        let article = write(&mut writer, story);
        writer.page.articles.push(article);
    }
    Arc::new(writer.page)
}

fn write(writer: &mut Writer, story: &Story) -> Article {
    let section_line = story.section.map(|label| {
        let line = writer.line(label);
        let text = label.to_owned();
        writer.page.furniture.push(Furniture { line, text, kind: FurnitureKind::SectionLabel });
        line
    });
    let kicker = story.kicker.map(|text| writer.heading(text));
    let headline = Some(writer.heading(story.headline));
    let byline = format!("本报记者 {}", story.authors.join(" "));
    let byline = Some(writer.heading(&byline));
    let blocks = story.body.iter().map(|(kind, pieces)| writer.block(*kind, pieces)).collect();
    let figures = story.caption.map(|caption| Figure {
        caption: writer.heading(caption),
        credit: Some(writer.heading("本报记者 林一舟摄")),
    });
    Article {
        id: ArticleId(story.headline.to_owned()),
        section: story.section.map(str::to_owned),
        section_line,
        kicker,
        headline,
        byline,
        authors: story.authors.iter().map(|name| (*name).to_owned()).collect(),
        provinces: story.provinces.to_vec(),
        places: story
            .places
            .iter()
            .map(|(name, province)| PlaceMention { name: (*name).to_owned(), province: *province })
            .collect(),
        blocks,
        figures: figures.into_iter().collect(),
        head_confidence: 1.0,
        ..Article::default()
    }
}
